"""A file of hires, every row checked: orders for the good rows, findings with row and column for the rest."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rolebook.findings.finding import Finding, Position, error, in_order
from rolebook.findings.rule_names import RuleName
from rolebook.model.entries import Role
from rolebook.model.library import Library
from rolebook.model.papers import DEFAULT, Paper, find_paper
from rolebook.model.snapshot import papers_for
from rolebook.sheets.hires.hire import (
    COMPANY,
    COMPANY_HEADING,
    COMPANY_SYNONYMS,
    HEADINGS,
    OF_THE_ORDER,
    SYNONYMS,
    Hire,
    cleaned,
    faults,
    headings,
    iso_date,
    unknown_company,
)
from rolebook.sheets.hires.spreadsheet import Cell, Row, Table, read_table
from rolebook.sheets.making import Order
from rolebook.words.spelling import nearest
from rolebook.words.text import is_invisible, shortened, visible
from rolebook.words.wording import Wording

REQUIRED = ("name", "role")

MOST_FINDINGS = 1000
"""From here on, a file is not looked at any further: whoever mends it mends the first ones first."""

_LONGEST_ROLE = 1000
"""Characters of what may be the name of a role."""

_PRIVATE = re.compile(
    "身份证|证件|护照|电话|手机|联系方式|联系人|微信|邮箱|住址|地址|银行|卡号|出生|生日|年龄|性别|民族|籍贯|户口|户籍|婚姻|婚否|"
    "政治面貌|社保|公积金|工资|薪|idcard|identity|passport|phone|mobile|^tel|email|address|bank|birth|^age$|gender|^sex$|salary"
)
"""Columns that a role sheet has no business with."""


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
    named = headings(library)
    columns, wrong = _columns(table, named)
    if wrong:
        return Hires((), in_order((*found, *wrong)))
    findings = list(found)
    if not table.rows:
        findings.append(_no_rows(table.cell(table.headings, 1).at))
    orders: list[Order] = []
    numbers: dict[str, Position] = {}
    roles: dict[str, tuple[Role, ...]] = {}
    papers = papers_for(library)
    width = len(str(len(table.rows)))
    for number, row in enumerate(table.rows, 1):
        cells = {key: _cleaned(table.cell(row, column)) for column, key in columns.items()}
        faulty = [*_row_faults(cells, lacking), *_strays(table, row), *_taken(cells, numbers)]
        role, unknown = _role(library, cells["role"], roles)
        paper, strange = _paper(papers, cells.get("paper"))
        faulty += [one for one in (unknown, strange) if one]
        company = library.find_company(cells[COMPANY].text) if COMPANY in cells else None
        if COMPANY in cells and cells[COMPANY].text and not company:
            faulty.append(_located(COMPANY, cells[COMPANY], *unknown_company(library, cells[COMPANY].text)))
        findings += faulty
        if role and not faulty:
            orders.append(Order(role, _hire(cells, company.name if company else ""), f"{number:0{width}}", paper))
        if len(findings) > MOST_FINDINGS and number < len(table.rows):
            findings.append(_not_looked_at(Position(table.file, table.rows[number].line, 1)))
            break
    return Hires(tuple(orders), in_order(findings))


def _columns(table: Table, named: Mapping[str, str]) -> tuple[dict[int, str], list[Finding]]:
    """Column, from 1, → key of `named`; what is wrong with the headings."""
    known = {_plain(word): key for key, label in named.items() for word in (key, label, *SYNONYMS.get(key, ()))}
    if COMPANY in named:
        known |= dict.fromkeys(map(_plain, COMPANY_SYNONYMS), COMPANY)
    columns: dict[int, str] = {}
    findings: list[Finding] = []
    for column in sorted(table.headings.texts)[:MOST_FINDINGS]:
        cell = table.cell(table.headings, column)
        plain = _plain(cell.text)
        key = known.get(plain)
        if key and key not in columns.values():
            columns[column] = key
        elif key:
            findings.append(
                error(
                    "duplicate-column",
                    cell.at,
                    Wording(f"“{named[key]}”这一栏有两列", f"two columns are called '{key}'"),
                    Wording("只保留一列。", "Keep one."),
                )
            )
        elif plain:
            findings.append(_foreign_column(cell, plain, known, named))
    missing = [key for key in REQUIRED if key not in columns.values()]
    return columns, [*findings, *(_missing_column(key, table.cell(table.headings, 1).at) for key in missing)]


def _not_looked_at(at: Position) -> Finding:
    return error(
        "unreadable-table",
        at,
        Wording(
            f"前面已有 {MOST_FINDINGS} 处以上的错误，从这一行起没有检查", "too many errors: from here on unchecked"
        ),
        Wording("先改正前面的错误，再检查一遍。", "Mend those above, and check again."),
    )


def _missing_column(key: str, at: Position) -> Finding:
    return error(
        "missing-column",
        at,
        Wording(f"缺少“{HEADINGS[key]}”这一栏", f"the column '{key}' is missing"),
        Wording(f"第一行写栏目名：{'、'.join(HEADINGS.values())}。", f"Headings: {', '.join(HEADINGS)}."),
    )


def _plain(heading: str) -> str:
    seen = "".join(char for char in unicodedata.normalize("NFKC", heading) if not is_invisible(char))
    return re.sub(r"[\s_*-]", "", seen).lower()


def _foreign_column(cell: Cell, plain: str, known: Mapping[str, str], named: Mapping[str, str]) -> Finding:
    shown = visible(shortened(cell.text.strip()))
    if _PRIVATE.search(plain):
        return error(
            "private-column",
            cell.at,
            Wording(f"“{shown}”不应出现在岗位说明书的数据中", f"a role sheet has no business with '{shown}'"),
            Wording(
                "删去这一列：说明书不需要，也就不应收集。", "Delete the column: what is not needed is not collected."
            ),
        )
    near = nearest(plain, known)
    meant = (
        Wording(f"是否应为“{named[known[near]]}”？", f"Did you mean '{known[near]}'?")
        if near
        else Wording("删去这一列。", "Delete it.")
    )
    return error(
        "unknown-column",
        cell.at,
        Wording(f"没有叫“{shown}”的栏目", f"there is no column '{shown}'"),
        Wording(
            f"{meant.zh}可用的栏目：{'、'.join(named.values())}。",
            f"{meant.en} The columns are: {', '.join(named)}.",
        ),
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
            for fault in faults(key, cell.text, lacking):
                yield _located(key, cell, *fault)


def _located(key: str, cell: Cell, rule: RuleName, message: Wording, hint: Wording) -> Finding:
    """The column's name, and the cell's where it has one, before what is wrong with it."""
    name = f"（{cell.name}）" if cell.name else ""
    label = COMPANY_HEADING if key == COMPANY else HEADINGS[key]
    return error(rule, cell.at, Wording(f"“{label}”{name}：{message.zh}", f"'{key}'{name}: {message.en}"), hint)


def _strays(table: Table, row: Row) -> Iterator[Finding]:
    for column in sorted(row.texts):
        if column > table.width:
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


def _role(library: Library, cell: Cell, known: dict[str, tuple[Role, ...]]) -> tuple[Role | None, Finding | None]:
    """The one role that a cell means, or why it means none. `known` keeps what was asked before."""
    if not cell.text:
        return None, None
    if cell.text not in known:
        known[cell.text] = library.find_role(cell.text) if len(cell.text) <= _LONGEST_ROLE else ()
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
