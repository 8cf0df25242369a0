"""CSV and XLSX files as tables of text that know their places; whatever a spreadsheet may hold, never a traceback.

What is read is bounded before it is kept: bytes, what they unpack to, rows, filled cells, characters. Only cells that
hold something are kept, so that a stray one far away costs nothing.
"""

import csv
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rolebook.findings.finding import Finding, Position, reason
from rolebook.ordinary_files import NotRegular, TooLarge, read_regular
from rolebook.sheets.hires.list_rules import LIMITS, PATTERNS, ROLES_SHEET, SEPARATORS, saying
from rolebook.sheets.hires.workbook import (
    LAST_COLUMN,
    LAST_ROW,
    MOST_CELLS,
    MOST_ROWS,
    Damaged,
    Filled,
    Sheet,
    TooBig,
    letters,
    place,
    read_sheet,
)
from rolebook.sheets.package import BadPackage, NoPackage, TooMuch, opened
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording

_NOT_ZIP = b"\xd0\xcf\x11\xe0"
"""How files of old Excel, and encrypted ones, begin."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A text and its place: row and column from 1, and what a spreadsheet calls the place (`Sheet1!C5`)."""

    text: str
    at: Position
    name: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds something: its line, and column (from 1) → text, for the cells that are not blank.

    `width` is how many columns it has; a spreadsheet's rows are all alike.
    """

    line: int
    texts: Mapping[int, str]
    width: int = LAST_COLUMN


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with cells, up to a last column: it matters only where one of the columns is read."""

    finding: Finding
    last: int

    def touches(self, columns: Iterable[int]) -> bool:
        """Whether one of the columns is among its own."""
        return any(self.finding.at.column <= column <= self.last for column in columns)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, the headings among them; rows without any text are left out, at least one is there.

    `sheet` is the title of the sheet, empty for CSV.
    """

    file: str
    sheet: str
    rows: tuple[Row, ...]
    faults: tuple[CellFault, ...] = ()

    def cell(self, row: Row, column: int) -> Cell:
        """The cell of a row in a column from 1; an empty one where nothing stands there."""
        at = Position(self.file, row.line, column)
        return Cell(row.texts.get(column, ""), at, _name(self.sheet, row.line, column) if self.sheet else "")


def read_table(path: Path, name: str) -> tuple[Table | None, tuple[Finding, ...]]:
    """The table in a .csv or .xlsx file, called `name` in findings; None where it cannot be read."""
    start = Position(name, 1, 1)
    try:
        data = read_regular(path, LIMITS["bytes"])
    except NotRegular:
        return None, (saying("not_regular", start),)
    except TooLarge:
        return None, (saying("large", start),)
    except OSError as problem:
        why = reason(problem)
        zh, en = f"无法读取这个文件（{why.zh}）", f"cannot be read ({why.en})"
        return None, (saying("unreadable", start, zh=zh, en=en),)
    table, findings = (_from_xlsx if path.suffix.lower() == ".xlsx" else _from_csv)(data, start)
    if any(finding.severity == "error" for finding in findings):
        return None, findings
    if table is None:
        return None, (*findings, saying("empty", start))
    return table, findings


# ---- CSV


class _LongLine(Exception):
    """A record has more characters than are read."""


def _from_csv(data: bytes, start: Position) -> tuple[Table | None, tuple[Finding, ...]]:
    text, findings = _decoded(data, start)
    told = PATTERNS["separator"].match(text)
    lines = _Lines(text[told.end() :] if told else text)
    rows: list[Row] = []
    above = 1 if told else 0
    line, cells = above + 1, 0
    try:
        reader = csv.reader(lines, delimiter=told[1] if told else _delimiter(text), strict=True)
        for fields in reader:
            texts = {column: field for column, field in enumerate(fields, 1) if field.strip()}
            if texts:
                rows.append(Row(line, texts, len(fields)))
                cells += len(texts)
            if len(rows) > MOST_ROWS + 1 or cells > MOST_CELLS:
                return None, (saying("too_many", Position(start.file, line, 1)),)
            line = above + reader.line_num + 1
            if line > LAST_ROW:
                return None, (saying("many_lines", Position(start.file, line, 1)),)
            lines.length = 0
    except csv.Error as problem:
        return None, (saying("no_record", Position(start.file, line, 1), problem=problem),)
    except _LongLine:
        return None, (saying("long_line", Position(start.file, line, 1)),)
    return Table(start.file, "", tuple(rows)) if rows else None, findings


class _Lines:
    """The lines of a text with their ends, as the reader of CSV wants them; a record must not grow beyond measure."""

    def __init__(self, text: str) -> None:
        self._found = _LINE.finditer(text)
        self.length = 0
        """Characters given since whoever reads them set it to 0."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        found = next(self._found)
        self.length += found.end() - found.start()
        if self.length > LIMITS["line"]:
            raise _LongLine
        if found.end() == found.start():  # only at the end of the text
            raise StopIteration
        return found[0]


def _delimiter(text: str) -> str:
    """What stands between the fields: the most frequent of three signs in the first line that has one of them."""
    first = next((line for line in _Lines(text) if any(sign in line for sign in SEPARATORS)), "")
    return max(SEPARATORS, key=first.count)


def _decoded(data: bytes, start: Position) -> tuple[str, tuple[Finding, ...]]:
    """UTF-8 with or without BOM, else GB18030. UTF-8 with a damaged place is no GB18030, though it may pass for it."""
    if data[:4] in {b"PK\x03\x04", _NOT_ZIP}:
        return "", (saying("no_csv", start),)
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or re.search(rb"[,;\t]\0|\0[,;\t]", data[:200]):
        return "", (saying("utf_16", start),)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as problem:
        loose = data.decode("utf-8", "replace")
        damaged = loose.count("\ufffd")
        proper = len(loose) - len(loose.encode("ascii", "ignore")) - damaged
        if proper <= damaged:
            try:
                text = data.decode("gb18030")
            except UnicodeDecodeError:
                pass
            else:
                if "姓名" not in text and "姓名" in data.decode("big5", "ignore"):
                    return "", (saying("big5", start),)
                return text, ()
        before = data[: problem.start]
        line, column = before.count(b"\n") + 1, before.rpartition(b"\n")[2].decode("utf-8", "replace").count(",") + 1
        return "", (saying("no_text", Position(start.file, line, column)),)


# ---- XLSX


def _from_xlsx(data: bytes, start: Position) -> tuple[Table | None, tuple[Finding, ...]]:
    try:
        with opened(data, LIMITS["bytes"], LIMITS["parts"]) as archive:
            sheet = read_sheet(archive)
    except (BadPackage, Damaged, TooBig) as problem:
        return None, (_refused(problem, start),)
    if sheet is None:
        return None, ()
    return _shown(sheet, start)


def _refused(problem: BadPackage | Damaged | TooBig, start: Position) -> Finding:
    """Why an XLSX is not read."""
    match problem:
        case TooBig():
            return saying("too_many", Position(start.file, problem.row, problem.column))
        case Damaged():
            where = visible(shortened(problem.cell, 2 * LIMITS["sheet"]))
            zh, en = (f"（{where}）", f" ({where})") if where else ("", "")
            return saying("damaged_xlsx", start, where=Wording(zh, en))
        case NoPackage():
            return saying("no_xlsx", start)
    name = "too_much" if isinstance(problem, TooMuch) else "unreadable"
    return saying(name, start, zh=f"这个 .xlsx 文件{problem.said.zh}", en=f"this .xlsx file {problem.said.en}")


def _name(sheet: str, row: int, column: int) -> str:
    """What a spreadsheet calls a cell: `Sheet1!C5`."""
    return f"{sheet}!{letters(column)}{row}"


def _title(title: str) -> str:
    """The title of a sheet as messages show it."""
    return visible(shortened(title, LIMITS["sheet"]))


def _shown(sheet: Sheet, start: Position) -> tuple[Table | None, tuple[Finding, ...]]:
    """The cells of a sheet as they are shown, row by row."""
    title = _title(sheet.title)
    others = [_title(other) for other in sheet.others if other != ROLES_SHEET]
    findings = tuple(saying("other_sheet", start, read=title, other=other) for other in others)
    faults = [*_merged(sheet, title, start)]
    rows: list[Row] = []
    texts: dict[int, str] = {}
    for cell in sheet.cells:
        text, fault = _cell_text(cell)
        if fault:
            at = Position(start.file, cell.row, cell.column)
            said = saying(fault, at, cell=_name(title, cell.row, cell.column))
            faults.append(CellFault(said, cell.column))
        if not text.strip():
            continue
        if not rows or rows[-1].line != cell.row:
            texts = {}
            rows.append(Row(cell.row, texts))
        texts[cell.column] = text
    return Table(start.file, title, tuple(rows), tuple(faults)) if rows else None, findings


def _merged(sheet: Sheet, title: str, start: Position) -> Iterator[CellFault]:
    for area in sheet.merged:
        row, column = place(area.partition(":")[0]) or (1, 1)
        last = (place(area.rpartition(":")[2]) or (1, LAST_COLUMN))[1]
        shown = f"{title}!{visible(shortened(area))}"
        yield CellFault(saying("merged", Position(start.file, row, column), cell=shown), last)


def _cell_text(cell: Filled) -> tuple[str, str]:
    """What a cell shows, as text; or what it holds instead, by its name in `SAYINGS`."""
    value = cell.value
    if isinstance(value, str) and cell.kind not in {"f", "e"}:
        return value, ""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat(), ""
    if isinstance(value, dt.date | dt.time):
        return str(value), ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        if abs(value) >= 10 ** LIMITS["digits"]:
            return "", "inexact"
        return _number(value, cell.number_format), ""
    return "", {"e": "error", "b": "truth", "d": "duration"}.get(cell.kind, "formula")


def _number(value: float, number_format: str) -> str:
    """An employee number typed as a number: no decimal point, and the zeros that its format shows in front."""
    if isinstance(value, int) or value.is_integer():
        text = str(int(value))
        shown = re.fullmatch(r'((?:"[^"]*"|\\.)*)(0+)', number_format)
        return re.sub(r'"|\\(?=.)', "", shown[1]) + text.zfill(len(shown[2])) if shown else text
    return repr(value)
