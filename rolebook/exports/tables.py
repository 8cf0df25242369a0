"""The library for other programs and for HR's spreadsheets: JSON as the contract says, CSV and XLSX a row a clause.

The columns of a kind's own fields are those that its row names in `exported`; the columns of every clause stand here.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from rolebook.exports.role_tables import COLUMNS, MATRIX, ROLE_LIST, matrix_rows, matrix_widths, role_rows
from rolebook.exports.workbook import SURELY_FITS, Table, fits, row, workbook
from rolebook.findings.finding import Finding, error
from rolebook.model import labels
from rolebook.model.entries import Award, Clause, Department, Duty, Role, RuleItem, Sanction
from rolebook.model.field_words import choices, is_filled, words
from rolebook.model.grouping import runs
from rolebook.model.involvement import Involvement
from rolebook.model.kind import Field, FieldType
from rolebook.model.kinds import CLAUSES, KIND
from rolebook.model.library import Library
from rolebook.model.overheard import Keep, anew
from rolebook.model.parts import part_of
from rolebook.model.records import SourceRef
from rolebook.model.rule_state import LABEL
from rolebook.model.snapshot import readable, role_data
from rolebook.model.snapshot_text import written
from rolebook.model.wordings import wordings

T = TypeVar("T")

_COLUMNS: Mapping[str, int] = {
    "类别": 10,
    "分组": 16,
    "正文": 60,
    "适用部门": 24,
    "适用岗位": 34,
    # Here stand the columns of the kinds' own fields.
    "来源": 30,
    "原文": 50,
    "说明": 40,
    "存疑": 40,
    "状态": 10,
    "标识符": 34,
    "岗位标识符": 34,
    "对应条款标识符": 34,
}
"""The columns of every clause, and their widths in characters."""
_DOUBT = "存疑"
"""A column that is there only where a clause is in doubt."""
_AROUND = 20
"""Characters that a cell may put around a name or a value, or in place of a code."""
_ACTIVITY_COLUMNS = {
    "工作事项": 20, "主题": 16, "推荐写法": 50, "说法": 8, "岗位、部门": 40, "各种说法": 60, "说明": 30,
    "标识符": 30,
}  # fmt: skip
_OWN_FROM = 5
_OWN_WIDTHS: Mapping[FieldType, int] = {
    "texts": 30, "ids": 40, "table": 40, "activities": 30, "number": 8, "code": 8, "codes": 10,
}  # fmt: skip
_GIVEN = frozenset({"", *_COLUMNS})
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula when it reads a CSV (OWASP)."""


def as_json(library: Library) -> bytes:
    """The canonical data as readable, UTF-8 JSON with sorted keys and a final line feed."""
    return written(library).readable.encode()


def as_csv(library: Library) -> bytes:
    """A row a clause; UTF-8 with a byte order mark, as Chinese Excel wants it; nothing can be taken for a formula."""
    return _as_csv(_Clauses(library, library, anew, "csv"))


def as_xlsx(library: Library) -> bytes:
    """A row a clause; header frozen, filters on, every cell text. Activities have a table, and two of roles.

    Raises CellTooLong for a text that no cell holds whole.
    """
    return _as_xlsx(library, Involvement(library), _Clauses(library, library, anew, "xml"))


def downloads(
    library: Library, involvement: Involvement, data: bytes, asked: Library, keep: Keep
) -> Iterator[tuple[str, bytes]]:
    """What the site offers to save: the whole library in three forms, of which `data` is what `as_json` gives.

    `asked` is the library, overheard: of this what `keep` keeps is made.
    """
    yield "data/library.json", data
    clauses = _Clauses(library, asked, keep, "csv", "xml")
    yield "data/clauses.csv", _as_csv(clauses)
    yield "data/clauses.xlsx", _as_xlsx(library, involvement, clauses)


class _Clauses:
    """The table of clauses as text, in one or two forms."""

    def __init__(self, library: Library, asked: Library, keep: Keep, *forms: str) -> None:
        """As in `downloads`. `forms`: `csv`, or `xml` as in a workbook, of which no cell may be too long."""
        columns = _Columns.of(library)
        self.widths = columns.widths
        self.size = len(library.clauses) + 1, len(columns.headings)
        self._written = [{form: _FORMS[form]([columns.headings], 1) for form in forms}]
        first = 2
        for ids in runs(library.clauses):
            make = partial(_written_rows, asked, columns, forms, ids, first)
            given = (*columns.headings, *forms, ids, first)
            self._written.append(keep(f"rows from {ids[0]}", make, given))
            first += len(ids)

    def texts(self, form: str) -> list[str]:
        """In one of the forms."""
        return [one[form] for one in self._written]


def _written_rows(
    library: Library, columns: "_Columns", forms: Iterable[str], ids: Iterable[str], first: int
) -> dict[str, str]:
    """The rows of these clauses; `first` is the number of the first one."""
    rows = [*_rows(library, columns, (library.clauses[id_] for id_ in ids))]
    return {form: _FORMS[form](rows, first) for form in forms}


def _csv(rows: Iterable[Sequence[str]], _first: int) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in each] for each in rows)
    return text.getvalue()


def _xml(rows: Iterable[Sequence[str]], first: int) -> str:
    return "".join(row(number, each) for number, each in enumerate(rows, first))


_FORMS: Mapping[str, Callable[[Iterable[Sequence[str]], int], str]] = {"csv": _csv, "xml": _xml}


def _as_csv(clauses: _Clauses) -> bytes:
    return "".join(clauses.texts("csv")).encode("utf-8-sig")


def _as_xlsx(library: Library, involvement: Involvement, clauses: _Clauses) -> bytes:
    tables = [Table("条款", clauses.texts("xml"), clauses.size, clauses.widths)]
    if library.activities:
        tables += [
            Table.of("工作事项", _activity_rows(library), list(_ACTIVITY_COLUMNS.values())),
            Table.of(ROLE_LIST, role_rows(library, involvement), list(COLUMNS.values())),
            Table.of(MATRIX, matrix_rows(library, involvement), matrix_widths(involvement)),
        ]
    return workbook(tables, library.settings.date)


def role_downloads(library: Library, role: Role) -> Iterator[tuple[str, bytes]]:
    """What it offers to save of one role: the role with its clauses as JSON."""
    yield _role_place(role.id), f"{readable(role_data(library, role))}\n".encode()


def _role_place(role_id: str) -> str:
    return f"data/roles/{role_id}.json"


def long_cells(library: Library) -> Iterator[Finding]:
    """Clauses of which a cell of the spreadsheet cannot hold what is said: neither it nor the site can be made."""
    suspects = list(filter(_may_have_long_cells(library), library.clauses.values()))
    headings, *rows = _table(library, suspects) if suspects else ((),)
    for clause, cells in zip(suspects, rows, strict=True):
        for heading, text in zip(headings, cells, strict=True):
            if not fits(text):
                yield error(
                    "cell-too-long",
                    clause.at,
                    f"“{heading}”一栏有 {len(text)} 个字，电子表格的一格无法容纳",
                    f"the column {heading} has {len(text)} characters, which no cell of a spreadsheet holds",
                ).mend("把这一条拆成几条。", "Split the clause.")


def _may_have_long_cells(library: Library) -> Callable[[Clause], bool]:
    """Tells whether a cell of a clause may be long: none holds more than it, its lines and all that it is tied to."""
    things = (library.roles, library.departments, library.rules, library.activities, library.sources)
    name = _AROUND + max((len(one.title) + len(one.id) for each in things for one in each.values()), default=0)
    words = max((len(one.text) + len(one.id) for one in library.clauses.values()), default=0) + name
    lines = {id_: max(map(len, source.lines), default=0) + name for id_, source in library.sources.items()}

    def may_have(clause: Clause) -> bool:
        fields = [(field.type, getattr(clause, field.name)) for field in KIND[clause.kind].fields]
        tied = sum(len(value) for type_, value in fields if type_ in {"ids", "activities"})
        said = [value for type_, value in fields if value and type_ != "activities"]
        own = len(clause.text) + len(clause.note) + len(clause.doubt) + (_AROUND * len(repr(said)) if said else 0)
        quoted = sum((ref.last - ref.first + 1) * lines[ref.source] for ref in clause.sources)
        return max(own, quoted, len(library.owners(clause.id)) * name + tied * words) > SURELY_FITS

    return may_have


def download_places(library: Library) -> Iterator[str]:
    """The names of the files that the site offers to save, without making them."""
    yield from ("data/library.json", "data/clauses.csv", "data/clauses.xlsx")
    yield from map(_role_place, library.roles)


def _table(library: Library, clauses: Iterable[Clause]) -> Iterator[Sequence[str]]:
    """The headings, then a row for each of these clauses."""
    columns = _Columns.of(library)
    yield columns.headings
    yield from _rows(library, columns, clauses)


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of the table of a library's clauses with their widths: of every clause, and of the kinds' fields."""

    general: Mapping[str, int]
    own: Mapping[str, int]

    @classmethod
    def of(cls, library: Library) -> "_Columns":
        return cls(_columns(library), _own_columns(library))

    @property
    def headings(self) -> list[str]:
        return _arranged(list(self.general), list(self.own))

    @property
    def widths(self) -> list[int]:
        return _arranged(list(self.general.values()), list(self.own.values()))


def _rows(library: Library, columns: _Columns, clauses: Iterable[Clause]) -> Iterator[Sequence[str]]:
    """A row for each of these clauses."""
    for clause in clauses:
        said = _own_cells(library, clause)
        cells = dict(zip(_COLUMNS, _cells(library, clause), strict=True))
        own_cells = ["；".join(filter(None, said.get(heading, ()))) for heading in columns.own]
        yield _arranged([cells[heading] for heading in columns.general], own_cells)


def _columns(library: Library) -> Mapping[str, int]:
    """Those of `_COLUMNS` that this library needs."""
    in_doubt = any(clause.doubt for clause in library.clauses.values())
    return {heading: width for heading, width in _COLUMNS.items() if heading != _DOUBT or in_doubt}


def _arranged(general: list[T], own: list[T]) -> list[T]:
    """The columns of every clause with those of the kinds' fields among them."""
    return [*general[:_OWN_FROM], *own, *general[_OWN_FROM:]]


def _own_columns(library: Library) -> Mapping[str, int]:
    """The headings that the rows of the kinds give their fields, each once, and the widths; see `Field.sparse`."""
    clauses = {kind.name: [one for one in library.clauses.values() if one.kind == kind.name] for kind in CLAUSES}
    exported = (
        one
        for kind in CLAUSES
        for field in kind.fields
        for one, entries in _with_entries(field, clauses[kind.name])
        if one.exported not in _GIVEN and (not one.sparse or is_filled(one, entries))
    )
    return {field.exported: _OWN_WIDTHS.get(field.type, 16) for field in exported}


def _with_entries(
    field: Field, clauses: Sequence[Clause]
) -> Iterator[tuple[Field, Sequence[Clause | Sanction | Award]]]:
    """A field with the clauses that have it, and each field of its consequences with all of these."""
    yield field, clauses
    if field.fields:
        consequences = [one for clause in clauses for one in getattr(clause, field.name)]
        yield from ((inner, consequences) for inner in field.fields)


def _own_cells(library: Library, clause: Clause) -> Mapping[str, list[str]]:
    """Heading → what the clause's fields say under it."""
    found: dict[str, list[str]] = {}
    for field in KIND[clause.kind].fields:
        if field.type == "ids":
            named = (library.thing(id_) for id_ in getattr(clause, field.name))
            found[field.exported] = [getattr(thing, "text", "") or getattr(thing, "title", "") for thing in named]
        elif field.type == "activities":
            found[field.exported] = ["、".join(_activities(library, clause))]
        elif field.exported:
            found[field.exported] = [words(field, clause)]
        for inner in field.fields:
            if inner.exported:
                found[inner.exported] = [_of_consequence(inner, one) for one in getattr(clause, field.name)]
    return found


def _activities(library: Library, clause: Clause) -> Iterator[str]:
    """What a duty is about, the main activity first, each with the part in it: `制定销售计划（主责）`."""
    if isinstance(clause, Duty):
        for link in clause.activities:
            activity = library.activities[link.id]
            yield f"{activity.title}（{labels.PARTS[part_of(clause, link, activity)]}）"


def _activity_rows(library: Library) -> Iterator[Sequence[str]]:
    """The headings, then a row an activity."""
    themes = {term.id: term.label for term in library.taxonomy.themes}
    yield list(_ACTIVITY_COLUMNS)
    for activity in library.activities.values():
        said = wordings(library, activity)
        yield [
            activity.title,
            themes[activity.theme],
            activity.text,
            str(len(said.sayings)),
            "、".join(owner.title for owner in said.owners),
            "\n".join(one.duty.text for one in said.sayings),
            activity.note,
            activity.id,
        ]


def _of_consequence(field: Field, sanction: Sanction | Award) -> str:
    """An amount may be a range, and its unit has a base: both are told as one."""
    told = {"amount": labels.amount, "unit": labels.unit}.get(field.name)
    return told(sanction) if told else words(field, sanction)


def _cells(library: Library, clause: Clause) -> list[str]:
    """The cells of `_COLUMNS`."""
    owners = library.owners(clause.id)
    kind = KIND[clause.kind]
    departments = [owner.title for owner in owners if isinstance(owner, Department)]
    if kind.inherited:
        departments = [f"{title}（全体岗位）" for title in departments]
    roles = [owner for owner in owners if isinstance(owner, Role)]
    named = [id_ for field in kind.fields if field.type == "ids" for id_ in getattr(clause, field.name)]
    return [
        kind.label,
        _group(library, clause),
        clause.text,
        "、".join(departments),
        "、".join(role.title for role in roles),
        "；".join(_place(library, ref) for ref in clause.sources) or "自定",
        "\n".join(library.sources[ref.source].quote(ref) for ref in clause.sources),
        clause.note,
        clause.doubt,
        "已停用" if clause.retired else _state(library, clause),
        clause.id,
        " ".join(role.id for role in roles),
        " ".join(named),
    ]


def _state(library: Library, clause: Clause) -> str:
    """Why a clause does not simply apply: only retired roles list it, or its document is 参考资料, 草案, 已废止."""
    if library.is_left_behind(clause):
        return "岗位已停用"
    if not isinstance(clause, RuleItem):
        return ""
    state = library.state(library.rules[clause.document])
    return "" if state == "in-force" else LABEL[state]


def _place(library: Library, ref: SourceRef) -> str:
    lines = f"{ref.first}" if ref.first == ref.last else f"{ref.first}–{ref.last}"
    return f"{library.sources[ref.source].title} 第 {lines} 行"


def _group(library: Library, clause: Clause) -> str:
    """What a clause stands under: the document of an item, else its file and the fields that are exported as 分组."""
    if isinstance(clause, RuleItem):
        return library.rules[clause.document].title
    kind = KIND[clause.kind]
    parts = [words(field, clause) for field in kind.fields if field.exported == "分组"]
    if kind.filed and kind.filed.exported == "分组":
        parts.insert(0, choices(library, kind.filed)[getattr(clause, kind.filed.name)])
    return "·".join(parts)
