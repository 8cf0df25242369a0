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

from rolebook.findings.finding import Finding, Position, error, reason, warning
from rolebook.ordinary_files import NotRegular, TooLarge, read_regular
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
from rolebook.words.program import PROGRAM
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording

LARGEST = 20_000_000
"""Bytes of a file, and of what an XLSX unpacks to."""

_MOST_PARTS = 1000
"""Files inside an XLSX."""

_LONGEST_LINE = 100_000
"""Characters of a record of CSV, all its lines together: nine fields have a few thousand."""

_LONGEST_TITLE = 31
"""Characters of a sheet's title, by Excel's own rule."""

ROLES_SHEET = "岗位名称"
"""The sheet of the empty spreadsheet that lists the roles to choose from: no data of hires."""

_FIRST_INEXACT = 10**15
"""Spreadsheets keep 15 digits of a number, and make the others zeros."""

_NOT_ZIP = b"\xd0\xcf\x11\xe0"
"""How files of old Excel, and encrypted ones, begin."""

_SEPARATOR = re.compile(r'"?sep=([^"\r\n])"?[,;\t ]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
"""The first line by which Excel is told what stands between the fields."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")

_START_ANEW = Wording(
    f"用 {PROGRAM} sheet --template 文件.xlsx 取一份空表，再填入内容。",
    f"Get an empty spreadsheet by {PROGRAM} sheet --template FILE.xlsx and fill it in.",
)
_ONLY_WHAT_IS_USED = Wording(
    "请删除最后一位员工以下的各行、最后一栏以右的各列（其中常有看不见的格式），或只把员工的各行复制到一份空表中，再保存。",
    "Delete the rows below the last hire and the columns beyond the last heading, or copy the hires to an empty table.",
)
_AS_UTF_8 = Wording(
    "在 Excel 或 WPS 中打开，另存为“CSV UTF-8（逗号分隔）”，或存为 .xlsx。",
    "Open it in a spreadsheet program and save it as 'CSV UTF-8', or as .xlsx.",
)
_SEVERAL_FILES = Wording("请分成几个文件，分几次生成。", "Split it into several files, one run each.")


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
        data = read_regular(path, LARGEST)
    except NotRegular:
        return None, (_unreadable(start, "这不是普通文件，而是管道或设备", "this is no regular file"),)
    except TooLarge:
        return None, (_unreadable(start, "文件太大", "the file is too large", _ONLY_WHAT_IS_USED),)
    except OSError as problem:
        why = reason(problem)
        return None, (_unreadable(start, f"无法读取这个文件（{why.zh}）", f"cannot be read ({why.en})"),)
    table, findings = (_from_xlsx if path.suffix.lower() == ".xlsx" else _from_csv)(data, start)
    if any(finding.severity == "error" for finding in findings):
        return None, findings
    if table is None:
        return None, (*findings, _unreadable(start, "文件里没有内容", "the file is empty"))
    return table, findings


def _unreadable(at: Position, zh: str, en: str, hint: Wording = _START_ANEW) -> Finding:
    return error("unreadable-table", at, Wording(zh, en), hint)


# ---- CSV


class _LongLine(Exception):
    """A record has more characters than are read."""


def _from_csv(data: bytes, start: Position) -> tuple[Table | None, tuple[Finding, ...]]:
    text, findings = _decoded(data, start)
    told = _SEPARATOR.match(text)
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
                return None, (_too_many(Position(start.file, line, 1)),)
            line = above + reader.line_num + 1
            if line > LAST_ROW:
                zh, en = f"超过 {LAST_ROW} 行，其中多半是空行", f"more than {LAST_ROW} lines, most of them blank"
                return None, (_unreadable(Position(start.file, line, 1), zh, en, _ONLY_WHAT_IS_USED),)
            lines.length = 0
    except csv.Error as problem:
        return None, (
            _unreadable(Position(start.file, line, 1), f"这一行不是 CSV（{problem}）", f"this is no CSV ({problem})"),
        )
    except _LongLine:
        zh, en = f"这一行超过 {_LONGEST_LINE} 个字，可能有引号没有成对", f"more than {_LONGEST_LINE} characters"
        return None, (_unreadable(Position(start.file, line, 1), zh, en),)
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
        if self.length > _LONGEST_LINE:
            raise _LongLine
        if found.end() == found.start():  # only at the end of the text
            raise StopIteration
        return found[0]


def _delimiter(text: str) -> str:
    """What stands between the fields: the most frequent of three signs in the first line that is not blank."""
    first = next((line for line in _Lines(text) if line.strip()), "")
    first = next((line for line in first.splitlines() if line.strip()), "")
    return max(",;\t", key=first.count)


def _too_many(at: Position) -> Finding:
    return _unreadable(
        at,
        f"内容太多，从这一行起没有读取：一个文件最多 {MOST_ROWS} 位员工",
        f"too much: from here on nothing is read. A file holds at most {MOST_ROWS} hires",
        _SEVERAL_FILES,
    )


def _decoded(data: bytes, start: Position) -> tuple[str, tuple[Finding, ...]]:
    """UTF-8 with or without BOM, else GB18030. UTF-8 with a damaged place is no GB18030, though it may pass for it."""
    if data[:4] in {b"PK\x03\x04", _NOT_ZIP}:
        return "", (_unreadable(start, "这不是 CSV 文件", "this is no CSV file"),)
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or re.search(rb"[,;\t]\0|\0[,;\t]", data[:200]):
        return "", (_unreadable(start, "这个文件是 UTF-16 编码", "this file is in UTF-16", _AS_UTF_8),)
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
                    return "", (_unreadable(start, "这个文件是 Big5 编码", "this file is in Big5", _AS_UTF_8),)
                return text, ()
        before = data[: problem.start]
        line, column = before.count(b"\n") + 1, before.rpartition(b"\n")[2].decode("utf-8", "replace").count(",") + 1
        at = Position(start.file, line, column)
        return "", (
            _unreadable(at, "此处既不是 UTF-8 也不是 GB18030（GBK）编码的文字", "neither UTF-8 nor GB18030 text"),
        )


# ---- XLSX


def _from_xlsx(data: bytes, start: Position) -> tuple[Table | None, tuple[Finding, ...]]:
    try:
        with opened(data, LARGEST, _MOST_PARTS) as archive:
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
            return _too_many(Position(start.file, problem.row, problem.column))
        case Damaged():
            where = visible(shortened(problem.cell, 2 * _LONGEST_TITLE))
            zh, en = (f"（{where}）", f" ({where})") if where else ("", "")
            return _unreadable(start, f"这个 .xlsx 文件已损坏{zh}", f"this .xlsx file is damaged{en}")
        case NoPackage():
            return _unreadable(start, "这不是 .xlsx 文件，或已加密", "this is no unencrypted .xlsx file")
    hint = _ONLY_WHAT_IS_USED if isinstance(problem, TooMuch) else _START_ANEW
    return _unreadable(start, f"这个 .xlsx 文件{problem.said.zh}", f"this .xlsx file {problem.said.en}", hint)


def _name(sheet: str, row: int, column: int) -> str:
    """What a spreadsheet calls a cell: `Sheet1!C5`."""
    return f"{sheet}!{letters(column)}{row}"


def _title(title: str) -> str:
    """The title of a sheet as messages show it."""
    return visible(shortened(title, _LONGEST_TITLE))


def _shown(sheet: Sheet, start: Position) -> tuple[Table | None, tuple[Finding, ...]]:
    """The cells of a sheet as they are shown, row by row."""
    title = _title(sheet.title)
    findings = tuple(_other_sheets(sheet.others, title, start))
    faults = [*_merged(sheet, title, start)]
    rows: list[Row] = []
    texts: dict[int, str] = {}
    for cell in sheet.cells:
        at = Position(start.file, cell.row, cell.column)
        text, fault = _cell_text(cell, at, _name(title, cell.row, cell.column))
        if fault:
            faults.append(CellFault(fault, cell.column))
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
        shown = f"{title}!{visible(shortened(area))}"
        last = (place(area.rpartition(":")[2]) or (1, LAST_COLUMN))[1]
        finding = error(
            "merged-cells",
            Position(start.file, row, column),
            Wording(f"{shown} 是合并的单元格", f"{shown} is merged"),
            Wording(
                "取消合并，每一行都写全；第一行是栏目名。", "Unmerge it and fill in each row; headings come first."
            ),
        )
        yield CellFault(finding, last)


def _other_sheets(titles: tuple[str, ...], read: str, start: Position) -> Iterator[Finding]:
    for title in titles:
        if title != ROLES_SHEET:
            shown = _title(title)
            yield warning(
                "unread-sheet",
                start,
                Wording(f"只读取第一张工作表“{read}”，未读取“{shown}”", f"only '{read}' is read, not '{shown}'"),
                Wording("请把要用的内容放在第一张工作表中。", "Put what is to be read in the first sheet."),
            )


def _cell_text(cell: Filled, at: Position, name: str) -> tuple[str, Finding | None]:
    """What a cell shows, as text; a formula, an error value, a truth value or a duration is a fault."""
    value = cell.value
    if isinstance(value, str) and cell.kind not in {"f", "e"}:
        return value, None
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat(), None
    if isinstance(value, dt.date | dt.time):
        return str(value), None
    if isinstance(value, int | float) and not isinstance(value, bool):
        if abs(value) >= _FIRST_INEXACT:
            zh, en = f"{name} 的数字超过 15 位，末几位已被表格软件改掉", f"{name} holds a number of more than 15 digits"
            mend = Wording(
                "请把这一列的格式设为“文本”，再照原始资料重新填写。", "Set the format to Text; type it anew."
            )
            return "", error("damaged-number", at, Wording(zh, en), mend)
        return _number(value, cell.number_format), None
    what = {"e": ("错误值", "an error value"), "b": ("真假值", "a truth value"), "d": ("时长", "a duration")}.get(
        cell.kind, ("公式", "a formula")
    )
    fault = error(
        "formula" if cell.kind == "f" else "not-text",
        at,
        Wording(f"{name} 的内容是{what[0]}，不是文字", f"{name} holds {what[1]}"),
        Wording("复制这一格，用“粘贴为数值”写回，或直接输入文字。", "Paste it as a value, or type the text."),
    )
    return "", fault


def _number(value: float, number_format: str) -> str:
    """An employee number typed as a number: no decimal point, and the zeros that its format shows in front."""
    if isinstance(value, int) or value.is_integer():
        text = str(int(value))
        shown = re.fullmatch(r'((?:"[^"]*"|\\.)*)(0+)', number_format)
        return re.sub(r'"|\\(?=.)', "", shown[1]) + text.zfill(len(shown[2])) if shown else text
    return repr(value)
