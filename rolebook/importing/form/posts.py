"""What the form says of a post, as texts of cells: of a role of the library, or as it was read from a sheet."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rolebook.importing.form.layout import (
    CONSEQUENCE,
    EVERY,
    FACTS,
    ID,
    PLAIN,
    SORT,
    SORTS,
    SOURCE,
    TABLES,
    TEXT,
    Column,
)
from rolebook.importing.form.values import shown
from rolebook.model import labels
from rolebook.model.entries import (
    Award,
    Clause,
    Department,
    Duty,
    DutyGroup,
    Penalty,
    Reward,
    Role,
    RuleItem,
    Sanction,
    Span,
)
from rolebook.model.library import Library

_WHOLE, _SECTION = "（整部制度）", "（整节）"
"""What stands in place of a sentence for a rule document, and for a heading with all that is below it."""
_PARTED = "／"
"""What stands between the title of a group and that of a group in it."""


@dataclass(slots=True)
class Row:
    """A row of a table: column → text, of those that are filled.

    Attributes:
        more: further sanctions or rewards of the same sentence, a row each.
        places: column → row and column in the sheet, of a row that was read; `lines`: its lines in the extracted text.
        blanks: the same of the cells that ask for something and are not filled.

    """

    cells: dict[str, str]
    more: list["Row"] = field(default_factory=list)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    blanks: dict[str, tuple[int, int]] = field(default_factory=dict)
    sheet: str = ""
    lines: list[int] = field(default_factory=list)
    known: str = ""
    """The id of an entry of the library that a row without an id turned out to be."""
    is_told: bool = False
    """Whether something is wrong with it that was said."""

    def get(self, key: str) -> str:
        """The text in a column; "" where it is not filled."""
        return self.cells.get(key, "")

    def asks(self, key: str) -> bool:
        """Whether its sheet has a cell for this: a column or a row of facts that is gone is told once, for all rows."""
        return key in self.places or key in self.blanks

    @property
    def id(self) -> str:
        """The id of what the row was written from; "" of a new one."""
        return self.get(ID)

    @property
    def means(self) -> str:
        """The id of the entry that it stands for; "" for a new sentence."""
        return self.id or self.known

    def said(self) -> tuple[dict[str, str], list[dict[str, str]]]:
        """What it says, wherever it stands."""
        return self.cells, [one.cells for one in self.more]


@dataclass(slots=True)
class Post:
    """A post: what its rows of facts say, and the rows of its tables by the key of the role's list."""

    facts: Row
    tables: dict[str, list[Row]]

    @property
    def title(self) -> str:
        """What it is called."""
        return self.facts.get("title")

    def said(self) -> dict[str, object]:
        """What it says, wherever it stands."""
        return {"facts": self.facts.cells, **{key: [row.said() for row in rows] for key, rows in self.tables.items()}}


def post_of(library: Library, owner: Role | Department) -> Post:
    """What the form says of a role of the library; of a department, the rules and penalties for all its roles."""
    if isinstance(owner, Department):
        tables = {key: list(_rows(library, owner, key)) if key in SORTS else [] for key in EVERY}
        return Post(Row({ID: owner.id, "title": owner.title}), tables)
    facts = {column.key: _fact(library, owner, column) for column in FACTS}
    tables = {key: list(_rows(library, owner, key)) for key in EVERY}
    return Post(Row({key: text for key, text in facts.items() if text}), tables)


def _fact(library: Library, role: Role, column: Column) -> str:
    match column.key:
        case "department":
            return library.departments[role.department].title
        case "industry" | "level":
            terms = library.taxonomy.industries if column.key == "industry" else library.taxonomy.levels
            held = getattr(role, column.key)
            return next((term.label for term in terms if term.id == held), held)
        case "reports_to":
            above = library.roles.get(role.reports_to)
            return above.title if above else role.reports_to_text
        case key if key in labels.EXTRAS:
            return shown(column, role.extras.get(key, ()))
        case key:
            return shown(column, getattr(role, key))


def _rows(library: Library, role: Role | Department, key: str) -> Iterator[Row]:
    if key == "duties":
        for group in role.groups:
            yield from _grouped(library, group, "")
        return
    for id_ in role.listed(key):
        if key == "rules" and id_ in library.rules:
            rule = library.rules[id_]
            cells = {SORT: SORTS[key], "owner": role.title, "document": rule.title, TEXT: _WHOLE, ID: id_}
            yield Row(cells | {SOURCE: "、".join(map(str, rule.sources))})
        else:
            yield _of_clause(library, key, id_, role.title)
    if key == "indicators":
        for text in role.extras.get(key, ()):
            yield Row({TEXT: text, ID: PLAIN})


def _grouped(library: Library, group: DutyGroup, above: str) -> Iterator[Row]:
    title = _PARTED.join(filter(None, (above, group.title)))
    for entry in group.entries:
        if isinstance(entry, str):
            row = _of_clause(library, "duties", entry, "")
            yield Row(({"group": title} if title else {}) | row.cells)
        else:
            yield from _grouped(library, entry, title)


def is_no_sentence(text: str) -> bool:
    """Whether a cell of the sentences stands for a whole document or section."""
    return text.startswith((_WHOLE, _SECTION))


def groups_of(text: str) -> list[str]:
    """The titles of groups that a cell names, the outer one first."""
    return [part.strip() for part in text.split(_PARTED) if part.strip()]


def _of_clause(library: Library, key: str, id_: str, owner: str) -> Row:
    clause = library.item(id_) if "#" in id_ else library.clauses[id_]
    cells: dict[str, str] = {}
    for column in EVERY[key]:
        text = _cell(library, key, column, clause, owner)
        if text:
            cells[column.key] = text
    if isinstance(clause, RuleItem) and not clause.text:
        cells[TEXT] = f"{_SECTION}{clause.title}"
    consequences = _consequences(clause)
    first, *others = consequences or ({},)
    cells |= first
    return Row(cells, [Row(dict(one)) for one in others])


def _cell(library: Library, key: str, column: Column, clause: Clause, owner: str) -> str:
    if column.key in _OF_CONSEQUENCES:
        return ""
    if isinstance(clause, Duty) and column.key == "theme":
        return next((theme.label for theme in library.taxonomy.themes if theme.id == clause.theme), "")
    if isinstance(clause, Duty) and column.key == "activities":
        return "\n".join(activity_texts(library, clause))
    if isinstance(clause, RuleItem) and column.key == "document":
        return library.rules[clause.document].title
    special = {"sort": SORTS.get(key, ""), "owner": owner, "source": "、".join(map(str, clause.sources))}
    if column.key in special:
        return special[column.key]
    name = {"occasions": "violations" if isinstance(clause, Penalty) else "achievements"}.get(column.key, column.key)
    return shown(column, getattr(clause, name, None))


_OF_CONSEQUENCES = frozenset(column.key for column in CONSEQUENCE["rules"])


def activity_texts(library: Library, duty: Duty) -> list[str]:
    """The activities of a duty by their titles, each with the part where it is written: `制定销售计划（配合）`."""
    return [
        library.activities[link.id].title + (f"（{labels.PARTS[link.part]}）" if link.part else "")
        for link in duty.activities
    ]


def _consequences(clause: Clause) -> list[dict[str, str]]:
    if isinstance(clause, Penalty):
        return [_consequence("penalties", one) for one in clause.sanctions]
    return [_consequence("rewards", one) for one in clause.rewards] if isinstance(clause, Reward) else []


def _consequence(key: str, one: Sanction | Award) -> dict[str, str]:
    found = {}
    for column in CONSEQUENCE[key]:
        held = getattr(one, {"sanction_condition": "condition"}.get(column.key, column.key), None)
        if column.key == "amount" and held is None and (one.min is not None or one.max is not None):
            held = Span(one.min, one.max)
        if text := shown(column, held):
            found[column.key] = text
    return found


def headings() -> dict[str, str]:
    """Heading of a table on the sheet of a post → the key of its list."""
    return {heading: key for key, (heading, _) in TABLES.items()}
