"""A file of hires, every row checked: orders for the good rows, findings with row and column for the rest."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from rolebook.findings.finding import Finding, Position, error, has_errors, in_order, note
from rolebook.findings.rule_names import RuleName
from rolebook.model.entries import Role
from rolebook.model.library import Library
from rolebook.model.papers import DEFAULT, Paper, find_paper
from rolebook.model.snapshot import papers_for
from rolebook.sheets.hires.columns import REQUIRED, read_columns
from rolebook.sheets.hires.hire import (
    COMPANY,
    COMPANY_HEADING,
    HEADINGS,
    OF_THE_ORDER,
    YEARS,
    Fault,
    Hire,
    cleaned,
    faults,
    iso_date,
    unknown_company,
)
from rolebook.sheets.hires.spreadsheet import Cell, Row, Table, read_table
from rolebook.sheets.making import Order
from rolebook.words.spelling import nearest
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording

MOST_FINDINGS = 1000
"""From here on, a file is not looked at any further: whoever mends it mends the first ones first."""

_LONGEST_ROLE = 1000
"""Characters of what may be the name of a role."""

_DAMAGED = re.compile(r"[0-9]+(?:\.[0-9]+)?[eE]\+[0-9]+")
_FRACTION = re.compile(r"[0-9]+\.[0-9]+")
_COUNTED = re.compile("[2-7][0-9]{4}")
_DAY_ONE = date(1899, 12, 30)
"""What spreadsheets count days from."""


@dataclass(frozen=True, slots=True)
class Hires:
    """The orders of the rows without errors, in the order of the file, and what is wrong with the others."""

    orders: tuple[Order, ...]
    findings: tuple[Finding, ...]


def read_hires(path: Path, name: str, library: Library, lacking: Callable[[str], tuple[str, ...]]) -> Hires:
    """Read a .csv or .xlsx file, called `name` in findings. `lacking` gives the characters that no font has."""
    table, found = read_table(path, name)
    if table is None:
        return Hires((), in_order(found))
    columns = read_columns(table, library, lambda title: len(_find_role(library, title.strip())) == 1)
    passed = {row.line for row in table.rows} - {columns.headings.line, *(row.line for row in columns.rows)}
    broken = [
        one.finding
        for one in table.faults
        if one.finding.at.line >= columns.headings.line
        and one.finding.at.line not in passed
        and one.touches(columns.keys)
    ]
    findings = [*found, *columns.findings]
    if broken or has_errors(findings):
        return Hires((), in_order((*findings, *broken)))
    if not columns.rows:
        findings.append(_no_rows(table.cell(columns.headings, 1).at))
    orders: list[Order] = []
    days: list[Finding] = []
    numbers: dict[str, Position] = {}
    roles: dict[str, tuple[Role, ...]] = {}
    papers = papers_for(library)
    width = len(str(len(columns.rows)))
    for number, row in enumerate(columns.rows, 1):
        cells = {key: _cleaned(table.cell(row, column)) for column, key in columns.keys.items()}
        days += _understood(cells, in_months=columns.in_months)
        faulty = [*_row_faults(cells, lacking), *_strays(table, columns.headings.width, row), *_taken(cells, numbers)]
        role, unknown = _role(library, cells["role"], roles)
        paper, strange = _paper(papers, cells.get("paper"))
        faulty += [one for one in (unknown, strange) if one]
        company = library.find_company(cells[COMPANY].text) if COMPANY in cells else None
        if COMPANY in cells and cells[COMPANY].text and not company:
            faulty.append(_located(COMPANY, cells[COMPANY], *unknown_company(library, cells[COMPANY].text)))
        findings += faulty
        if role and not faulty:
            orders.append(Order(role, _hire(cells, company.name if company else ""), f"{number:0{width}}", paper))
        if len(findings) > MOST_FINDINGS and number < len(columns.rows):
            findings.append(_not_looked_at(Position(table.file, columns.rows[number].line, 1)))
            break
    return Hires(tuple(orders), in_order((*findings, *days[:1])))


def _not_looked_at(at: Position) -> Finding:
    return error(
        "unreadable-table",
        at,
        Wording(
            f"前面已有 {MOST_FINDINGS} 处以上的错误，从这一行起没有检查", "too many errors: from here on unchecked"
        ),
        Wording("先改正前面的错误，再检查一遍。", "Mend those above, and check again."),
    )


def _no_rows(at: Position) -> Finding:
    return error(
        "no-hires",
        at,
        Wording("栏目名下面没有员工", "there are no hires below the headings"),
        Wording("每位员工写一行。", "Write a row for each."),
    )


def _cleaned(cell: Cell) -> Cell:
    return Cell(cleaned(cell.text), cell.at, cell.name)


def _row_faults(cells: Mapping[str, Cell], lacking: Callable[[str], tuple[str, ...]]) -> Iterator[Finding]:
    for key, cell in cells.items():
        if not cell.text and key in REQUIRED:
            yield _located(
                key, cell, "missing-value", Wording("没有填", "is missing"), Wording("填上。", "Fill it in.")
            )
        elif key not in OF_THE_ORDER:
            if _DAMAGED.fullmatch(cell.text) or (key == "employee_no" and _FRACTION.fullmatch(cell.text)):
                yield _located(key, cell, *_damaged(cell.text))
            for fault in faults(key, cell.text, lacking):
                yield _located(key, cell, *fault)


def _damaged(text: str) -> Fault:
    return Fault(
        "damaged-number",
        Wording(
            f"“{visible(shortened(text))}”是表格软件改过的数字，不是原来的编号",
            f"'{text}' is a number that a spreadsheet changed",
        ),
        Wording(
            "请把这一列的格式设为“文本”，再照原始资料重新填写。",
            "Set the column's format to Text, then type the value anew.",
        ),
    )


def _understood(cells: dict[str, Cell], *, in_months: bool) -> Iterator[Finding]:
    """Writes days and months as people read them, in place; says so where a bare number was taken for a day."""
    start = cells.get("start")
    if start and _COUNTED.fullmatch(start.text) and (day := _DAY_ONE + timedelta(int(start.text))).year in YEARS:
        text = day.isoformat()
        message = Wording(f"{start.text} 是日期的序号，读作 {text}", f"{start.text} counts days; read as {text}")
        hint = Wording("不对的话，请写成年-月-日。", "If that is wrong, write year-month-day.")
        yield note("day-number", start.at, message, hint)
        cells["start"] = Cell(text, start.at, start.name)
    probation = cells.get("probation")
    if in_months and probation and re.fullmatch("[0-9]{1,2}", probation.text):
        cells["probation"] = Cell(f"{probation.text}个月", probation.at, probation.name)


def _located(key: str, cell: Cell, rule: RuleName, message: Wording, hint: Wording) -> Finding:
    """The column's name, and the cell's where it has one, before what is wrong with it."""
    name = f"（{cell.name}）" if cell.name else ""
    label = COMPANY_HEADING if key == COMPANY else HEADINGS[key]
    return error(rule, cell.at, Wording(f"“{label}”{name}：{message.zh}", f"'{key}'{name}: {message.en}"), hint)


def _strays(table: Table, width: int, row: Row) -> Iterator[Finding]:
    for column in sorted(row.texts):
        if column > width:
            yield error(
                "stray-cell",
                Position(table.file, row.line, column),
                Wording("这一格不属于任何栏目", "this cell stands under no heading"),
                Wording(
                    "移到所属的栏目，或删去；文字里的逗号要放在引号内。", "Move or delete it; quote commas in texts."
                ),
            )


def _taken(cells: Mapping[str, Cell], numbers: dict[str, Position]) -> Iterator[Finding]:
    cell = cells.get("employee_no")
    if not cell or not cell.text:
        return
    first = numbers.setdefault(cell.text.casefold(), cell.at)
    if first != cell.at:
        yield _located(
            "employee_no",
            cell,
            "duplicate-number",
            Wording(
                f"“{visible(shortened(cell.text))}”已见于第 {first.line} 行", f"stands in row {first.line} already"
            ),
            Wording("核对两行的工号；同一个人只写一行。", "Compare the two rows; one row a person."),
        )


def _find_role(library: Library, text: str) -> tuple[Role, ...]:
    """The roles that a title means; where it is none, those whose title is the same but for width, brackets, spaces."""
    if not text or len(text) > _LONGEST_ROLE:
        return ()
    return library.find_role(text) or tuple(
        role for role in library.roles.values() if _loose(text) in map(_loose, (role.title, *role.aliases))
    )


@cache
def _loose(title: str) -> str:
    return re.sub(r"[\s()\[\]【】〔〕·/-]", "", unicodedata.normalize("NFKC", title)).casefold()


def _role(library: Library, cell: Cell, known: dict[str, tuple[Role, ...]]) -> tuple[Role | None, Finding | None]:
    """The one role that a cell means, or why it means none. `known` keeps what was asked before."""
    if not cell.text:
        return None, None
    if cell.text not in known:
        known[cell.text] = _find_role(library, cell.text) if len(cell.text) <= _LONGEST_ROLE else ()
    found = known[cell.text]
    shown = visible(shortened(cell.text))
    if len(found) == 1 and found[0].status != "retired":
        return found[0], None
    if len(found) == 1:
        message = Wording(f"“{shown}”已停用", f"'{shown}' is retired")
        hint = Wording("换一个岗位。", "Choose another role.")
        return None, _located("role", cell, "retired-role", message, hint)
    if found:
        names = "、".join(f"{role.title}（{role.id}）" for role in found)
        message = Wording(f"“{shown}”对应多个岗位", f"'{shown}' may mean several roles")
        hint = Wording(f"写其中一个：{names}。", f"Write one of: {', '.join(role.id for role in found)}.")
        return None, _located("role", cell, "ambiguous-role", message, hint)
    usable = [role for role in library.roles.values() if role.status != "retired"]
    names_known = [name for role in usable for name in (role.title, role.id, *role.aliases)]
    near = nearest(cell.text[:_LONGEST_ROLE], names_known)
    message = Wording(f"没有叫“{shown}”的岗位", f"there is no role '{shown}'")
    hint = (
        Wording(f"是否应为“{near}”？", f"Did you mean '{near}'?")
        if near
        else Wording(
            f"岗位有：{'、'.join(role.title for role in usable)}。", f"Roles: {', '.join(role.id for role in usable)}."
        )
    )
    return None, _located("role", cell, "unknown-role", message, hint)


def _paper(papers: Mapping[str, Paper], cell: Cell | None) -> tuple[str, Finding | None]:
    """The id of the paper that a cell means, empty for an empty cell; or why it means none."""
    if cell is None or not cell.text:
        return "", None
    found = find_paper(papers, cell.text)
    shown = visible(shortened(cell.text))
    if found is None:
        message = Wording(f"没有叫“{shown}”的文书", f"there is no paper '{shown}'")
        hint = Wording(
            f"文书有：{'、'.join(paper.title for paper in papers.values())}；不填则为{papers[DEFAULT].title}。",
            f"Papers: {', '.join(papers)}; an empty cell is {DEFAULT}.",
        )
        return "", _located("paper", cell, "unknown-paper", message, hint)
    if not found.is_signed:
        message = Wording(f"{found.title}不印员工信息", f"the paper {found.id} is about no hire")
        hint = Wording(
            f"从名单中去掉，另用 --paper {found.title} 生成。", f"Leave it out here, and make it by --paper {found.id}."
        )
        return "", _located("paper", cell, "unknown-paper", message, hint)
    return found.id, None


def _hire(cells: Mapping[str, Cell], company: str) -> Hire:
    values = {key: cell.text for key, cell in cells.items() if key not in OF_THE_ORDER}
    return Hire(**{**values, "start": iso_date(values.get("start", "")) or "", COMPANY: company})
