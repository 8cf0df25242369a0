"""The library for other programs and for HR's spreadsheets: JSON as the contract says, CSV and XLSX a row a clause."""

import csv
import io
import json
from collections.abc import Iterator, Sequence

from rolebook.exports.workbook import workbook
from rolebook.model import labels
from rolebook.model.entries import ASPECTS, Department, Duty, Penalty, Qualification, Role, RuleItem, SourceRef
from rolebook.model.library import AnyClause, Library
from rolebook.model.snapshot import role_data, snapshot

COLUMNS = (
    "类别",
    "分组",
    "正文",
    "适用部门",
    "适用岗位",
    "违规情形",
    "条件",
    "处罚（照原文）",
    "金额",
    "单位",
    "计罚方式",
    "对应的职责或制度",
    "来源",
    "原文",
    "说明",
    "状态",
    "标识符",
    "岗位标识符",
    "对应条款标识符",
)
_WIDTHS = (10, 16, 60, 24, 34, 30, 16, 16, 8, 8, 10, 40, 30, 50, 40, 10, 34, 34, 34)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula when it reads a CSV (OWASP)."""


def as_json(library: Library) -> bytes:
    """The canonical data as readable, UTF-8 JSON with sorted keys and a final line feed."""
    return (json.dumps(snapshot(library), ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode("utf-8")


def as_csv(library: Library) -> bytes:
    """A row a clause; UTF-8 with a byte order mark, as Chinese Excel wants it; nothing can be taken for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in row] for row in _table(library))
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(library: Library) -> bytes:
    """A row a clause; header frozen, filters on, every cell text.

    Raises CellTooLong for a text that no cell holds whole.
    """
    return workbook("条款", list(_table(library)), _WIDTHS, library.settings.date)


def downloads(library: Library) -> Iterator[tuple[str, bytes]]:
    """What the site offers to save: the whole library in three forms, and each role with its clauses as JSON."""
    yield "data/library.json", as_json(library)
    yield "data/clauses.csv", as_csv(library)
    yield "data/clauses.xlsx", as_xlsx(library)
    for role in library.roles.values():
        data = json.dumps(role_data(library, role), ensure_ascii=False, sort_keys=True, indent=1) + "\n"
        yield f"data/roles/{role.id}.json", data.encode("utf-8")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _table(library: Library) -> Iterator[Sequence[str]]:
    yield COLUMNS
    for clause in library.clauses.values():
        yield _row(library, clause)


def _row(library: Library, clause: AnyClause) -> Sequence[str]:
    owners = library.owners(clause.id)
    departments = [owner.title for owner in owners if isinstance(owner, Department)]
    if not isinstance(clause, Duty | Qualification):
        departments = [f"{title}（全体岗位）" for title in departments]
    roles = [owner for owner in owners if isinstance(owner, Role)]
    enforces = clause.enforces if isinstance(clause, Penalty) else ()
    return (
        clause.kind.label,
        _group(library, clause),
        clause.text,
        "、".join(departments),
        "、".join(role.title for role in roles),
        *_penalty_cells(clause),
        "；".join(filter(None, (getattr(library.thing(id_), "text", "") for id_ in enforces))),
        "；".join(_place(library, ref) for ref in clause.sources) or "自定",
        "\n".join(library.sources[ref.source].quote(ref) for ref in clause.sources),
        clause.note,
        "已停用" if clause.retired else "",
        clause.id,
        " ".join(role.id for role in roles),
        " ".join(enforces),
    )


def _place(library: Library, ref: SourceRef) -> str:
    lines = f"{ref.first}" if ref.first == ref.last else f"{ref.first}–{ref.last}"
    return f"{library.sources[ref.source].title} 第 {lines} 行"


def _group(library: Library, clause: AnyClause) -> str:
    match clause:
        case Duty():
            return next(term.label for term in library.taxonomy.themes if term.id == clause.theme)
        case Qualification():
            return f"{ASPECTS[clause.aspect]}·{labels.NECESSITY[clause.necessity]}"
        case RuleItem():
            return library.rules[clause.document].title
        case Penalty():
            return ""


def _penalty_cells(clause: AnyClause) -> tuple[str, str, str, str, str, str]:
    if not isinstance(clause, Penalty):
        return ("", "", "", "", "", "")
    return (
        "；".join(clause.violations),
        clause.condition,
        "；".join(sanction.wording for sanction in clause.sanctions),
        "；".join(filter(None, map(labels.amount, clause.sanctions))),
        "；".join(filter(None, map(labels.unit, clause.sanctions))),
        labels.per(clause),
    )
