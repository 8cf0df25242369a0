"""What a row of the table of kinds is (`kinds.py`): a type of content, and what is done with each of its fields."""

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from typing import Literal, NamedTuple, TypeAlias

from rolebook.model.entries import Award, Clause, Sanction

FieldType: TypeAlias = Literal[
    "text", "texts", "code", "codes", "number", "span", "ids", "consequences", "alternatives", "table", "activities"
]
"""What a field holds: one text; texts; a code of `codes`, or several; a number; a `Span` of years; ids of other
entries; `Sanction`s or `Award`s; `Alternative`s; a `Table`; `ActivityLink`s."""

Prefill: TypeAlias = Literal[
    "",
    "words-before-comma",
    "words-behind-comma",
    "counted-by",
    "sanction",
    "reward",
    "amount",
    "unit",
    "degree",
    "years",
    "age",
]
"""What `new` proposes for a field from the text of its clause: see `rolebook.cli.interview`."""


Consequence: TypeAlias = type[Sanction | Award]
"""The dataclass of what follows in a clause."""


class Width(NamedTuple):
    """A column's width in mm: that of its longest text, but not below `least` nor above `most`."""

    least: int
    most: int


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One field of a kind, and what is done with it; an empty word means that it is not.

    `name` is its key in YAML, JSON and the dataclass.
    """

    name: str
    type: FieldType
    _: KW_ONLY
    label: str = ""
    """Its name on the page of one clause, and as a column of the tables of pages."""
    codes: Mapping[str, str] | None = None
    """The codes it may hold, and what readers call them."""
    terms: Literal["", "themes", "departments"] = ""
    """Instead of `codes`: the list of the library that gives them."""
    unit: str = ""
    """What a span or a number counts: 年, 岁."""
    pattern: str = "{}"
    """How a code or a number is put in words: `{}以上`, `{}%`."""
    bare: str = ""
    """The code that is said without the pattern: 学历不限."""
    joint: str = "；"
    """What stands between several."""
    fields: tuple["Field", ...] = ()
    """The fields of one consequence, or of one alternative."""
    holds: Consequence = Sanction
    """The dataclass of one consequence."""
    searched: bool = False
    """Whether the search finds a clause by it, beside its text."""
    mark: str = ""
    """The code that is said behind the text where the text does not say it itself: 优先."""
    printed: str = ""
    """Its column on a role sheet."""
    under: bool = False
    """On sheets and tables it stands below the field before it, in the same column."""
    summed: str = ""
    """What the sum of its numbers is called below a table of which every row has one: 权重合计."""
    width: Width | None = None
    """Of its column on a sheet; without one it takes what is left."""
    exported: str = ""
    """Its column in CSV and XLSX."""
    asked: str = ""
    """The question of `new`."""
    option: str = ""
    """The option of `new`, where it is not the name: `--violation`."""
    optional: bool = False
    """Whether `new` takes an empty answer."""
    default: str = ""
    """What an empty answer means."""
    prefill: Prefill = ""
    tail: str = ""
    """The field of plain text that goes on where its codes end, without a mark between: `per_text` behind `per`."""
    needs: tuple[str, ...] = ()
    """It is asked only where this field of the answers is filled, and has one of the values named behind it."""
    sparse: bool = False
    """Whether JSON and digests leave it out where it is empty: so for every field newer than the first release. A
    column of a sheet or a spreadsheet is left out too where no clause in it fills it."""

    def shown(self, word: str, width: Width | None = None, *, under: bool = False, summed: str = "") -> "Field":
        """The same under this word on pages, sheets and in spreadsheets, where it has no other word there."""
        exported = self.exported or word
        return replace(self, label=word, printed=word, exported=exported, width=width, under=under, summed=summed)

    def ask(
        self,
        question: str,
        *,
        option: str = "",
        optional: bool = False,
        prefill: Prefill = "",
        needs: Sequence[str] = (),
    ) -> "Field":
        """The same, asked for by `new`."""
        return replace(self, asked=question, option=option, optional=optional, prefill=prefill, needs=tuple(needs))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kind:
    """A type of content: its name in `x-ref`s and JSON, its Chinese name, its schema, its files and their shape."""

    name: str
    label: str
    schema: str
    place: str
    """Glob below content/."""
    shape: Literal["list", "one", "single"]
    """`list`: entries with ids; `one`: one entry, the file named after its id; `single`: one file for the library."""
    address: str = ""
    """Of an entry's page; empty: it has none."""
    entry: type[Clause] | None = None
    """The dataclass of its clauses; None: it holds none."""
    listed: str = ""
    """The key of its list on roles and departments: `penalties`."""
    order: int = 0
    """Where its list stands among the others, on pages, sheets and in counts."""
    clause: str = ""
    """What one of its clauses is called in counts, where its name says something else."""
    short: str = ""
    """Its name in two characters, beside a hit of the search."""
    heading: str = ""
    """Of its section on a role sheet."""
    inherited: bool = False
    """Whether what a department lists applies to all its roles."""
    layout: Literal["list", "table"] = "list"
    """A numbered list of the texts, or a table of the printed fields."""
    filed: Field | None = None
    """What the name of its file says of the clauses in it; kept on the clause where the dataclass has such a field."""
    fields: tuple[Field, ...] = ()
    """The fields of its clauses, beside those that all clauses share (`Clause`); other kinds have none here."""
    template: str = ""
    """Its own macros for pages, in templates/site, where the general ones of `kind.html` do not do."""

    def page(self, id_: str) -> str:
        """The page of an entry, from the site's root: `roles/sales-manager.html`."""
        return self.address.format(id_)

    def first(self, type_: FieldType) -> Field:
        """Its first field of a type: what a reward is given for, or a penalty, are its `texts`."""
        return next(field for field in self.fields if field.type == type_)

    @property
    def named_after(self) -> str:
        """The field of the dataclass that the file's name gives: `theme`; empty where a file may have any name."""
        name = self.filed.name if self.filed else ""
        return name if self.entry is None or name in self.entry.__dataclass_fields__ else ""
