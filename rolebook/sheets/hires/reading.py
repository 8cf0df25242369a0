"""A file of hires, every row checked: orders for the good rows, findings with row and column for the rest."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from rolebook.findings.finding import Finding, Position, has_errors, in_order
from rolebook.model.entries import Role
from rolebook.model.library import Library
from rolebook.model.papers import DEFAULT, Paper, find_paper
from rolebook.model.snapshot import papers_for
from rolebook.sheets.hires.columns import read_columns
from rolebook.sheets.hires.hire import (
    COMPANY,
    COMPANY_HEADING,
    HEADINGS,
    OF_THE_ORDER,
    YEARS,
    Hire,
    cleaned,
    faults,
    iso_date,
    unknown_company,
)
from rolebook.sheets.hires.list_rules import DAY_ONE, LIMITS, LOCATED, PATTERNS, REQUIRED, SAYINGS, saying
from rolebook.sheets.hires.roles_meant import RolesMeant
from rolebook.sheets.hires.spreadsheet import Cell, Row, Table, read_table
from rolebook.sheets.making import Order
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording


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
    roles = RolesMeant(library)
    columns = read_columns(table, library, lambda title: len(roles.find(title.strip())) == 1)
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
        findings.append(saying("no_rows", table.cell(columns.headings, 1).at))
    orders: list[Order] = []
    days: list[Finding] = []
    numbers: dict[str, Position] = {}
    unknown: list[Cell] = []
    papers = papers_for(library)
    width = len(str(len(columns.rows)))
    for number, row in enumerate(columns.rows, 1):
        raw = {key: table.cell(row, column) for column, key in columns.keys.items()}
        cells = {key: replace(cell, text=cleaned(cell.text, key)) for key, cell in raw.items()}
        days += _understood(cells, in_months=columns.in_months)
        faulty = [*_row_faults(cells, lacking), *_strays(table, columns.headings.width, row), *_taken(cells, numbers)]
        meant = roles.find(cells["role"].text)
        if cells["role"].text and not meant:
            unknown.append(cells["role"])  # told of at the end, when all of them are known
        role, unusable = _role(meant, cells["role"])
        paper, strange = _paper(papers, cells.get("paper"))
        faulty += [one for one in (unusable, strange) if one]
        company = library.find_company(cells[COMPANY].text) if COMPANY in cells else None
        if COMPANY in cells and cells[COMPANY].text and not company:
            faulty.append(_located(COMPANY, cells[COMPANY], unknown_company(library, cells[COMPANY].text)))
        findings += faulty
        if role and not faulty:
            orders.append(Order(role, _hire(cells, company.name if company else ""), f"{number:0{width}}", paper))
        if len(findings) + len(unknown) > LIMITS["findings"] and number < len(columns.rows):
            findings.append(saying("unchecked", Position(table.file, columns.rows[number].line, 1)))
            break
    for cell in unknown:
        to_map = roles.to_map(one.text for one in unknown) if cell is unknown[0] else Wording("", "")
        findings.append(_about("role", cell, "unknown_role", near=roles.near(cell.text, cell.at.line), to_map=to_map))
    return Hires(tuple(orders), in_order((*findings, *days[:1])))


def _row_faults(cells: Mapping[str, Cell], lacking: Callable[[str], tuple[str, ...]]) -> Iterator[Finding]:
    for key, cell in cells.items():
        if not cell.text and key in REQUIRED:
            yield _about(key, cell, "missing")
        elif key not in OF_THE_ORDER:
            if PATTERNS["damaged"].search(cell.text) or (
                key == "employee_no" and PATTERNS["fraction"].search(cell.text)
            ):
                yield _about(key, cell, "damaged")
            yield from (_located(key, cell, fault) for fault in faults(key, cell.text, lacking))


def _understood(cells: dict[str, Cell], *, in_months: bool) -> Iterator[Finding]:
    """Writes days and months as people read them, in place; says so where a bare number was taken for a day."""
    start = cells.get("start")
    if start and PATTERNS["counted"].search(start.text):
        day = DAY_ONE + timedelta(int(start.text))
        if day.year in YEARS:
            yield saying("counted", start.at, value=start.text, day=day.isoformat())
            cells["start"] = replace(start, text=day.isoformat())
    probation = cells.get("probation")
    if in_months and probation and PATTERNS["few_months"].search(probation.text):
        cells["probation"] = replace(probation, text=f"{probation.text}个月")


def _located(key: str, cell: Cell, fault: Finding) -> Finding:
    """What is wrong with a cell, behind the column's name, and the cell's where it has one."""
    label = COMPANY_HEADING if key == COMPANY else HEADINGS[key]
    named = f"（{cell.name}）" if cell.name else ""
    message = LOCATED.filled(label=label, key=key, cell=named, message=fault.message)
    return replace(fault, at=cell.at, message=message)


def _about(key: str, cell: Cell, name: str, **values: object) -> Finding:
    """What is said of a cell, by its name in SAYINGS, with the value as it may be shown."""
    return _located(key, cell, SAYINGS[name].filled(value=visible(shortened(cell.text)), **values))


def _strays(table: Table, width: int, row: Row) -> Iterator[Finding]:
    for column in sorted(row.texts):
        if column > width:
            yield saying("stray", Position(table.file, row.line, column))


def _taken(cells: Mapping[str, Cell], numbers: dict[str, Position]) -> Iterator[Finding]:
    cell = cells.get("employee_no")
    if not cell or not cell.text:
        return
    first = numbers.setdefault(cell.text.casefold(), cell.at)
    if first != cell.at:
        yield _about("employee_no", cell, "taken", row=first.line)


def _role(found: tuple[Role, ...], cell: Cell) -> tuple[Role | None, Finding | None]:
    """The one role that a cell means, or why it may not be used."""
    if len(found) == 1 and found[0].status != "retired":
        return found[0], None
    if len(found) == 1:
        return None, _about("role", cell, "retired")
    if found:
        names = "、".join(f"{role.title}（{role.id}）" for role in found)
        roles = Wording(names, ", ".join(role.id for role in found))
        return None, _about("role", cell, "ambiguous", roles=roles)
    return None, None


def _paper(papers: Mapping[str, Paper], cell: Cell | None) -> tuple[str, Finding | None]:
    """The id of the paper that a cell means, empty for an empty cell; or why it means none."""
    if cell is None or not cell.text:
        return "", None
    found = find_paper(papers, cell.text)
    if found is None:
        titles = Wording("、".join(paper.title for paper in papers.values()), ", ".join(papers))
        default = Wording(papers[DEFAULT].title, DEFAULT)
        return "", _about("paper", cell, "unknown_paper", titles=titles, default=default)
    if not found.is_signed:
        return "", _about("paper", cell, "unsigned_paper", title=Wording(found.title, found.id))
    return found.id, None


def _hire(cells: Mapping[str, Cell], company: str) -> Hire:
    values = {key: cell.text for key, cell in cells.items() if key not in OF_THE_ORDER}
    return Hire(**{**values, "start": iso_date(values.get("start", "")) or "", COMPANY: company})
