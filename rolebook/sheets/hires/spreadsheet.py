"""CSV and XLSX files as tables of text that know their places; whatever a spreadsheet may hold, never a traceback."""

import csv
import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rolebook.findings.finding import Finding, Position, error, warning
from rolebook.words.program import PROGRAM
from rolebook.words.wording import Wording

LARGEST = 20_000_000
"""Bytes of a file, and of what an XLSX unpacks to."""

_MOST_PARTS = 1000
"""Files inside an XLSX."""

ROLES_SHEET = "岗位名称"
"""The sheet of the empty spreadsheet that lists the roles to choose from: no data of hires."""

_NOT_ZIP = b"\xd0\xcf\x11\xe0"
"""How files of old Excel, and encrypted ones, begin."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text and its place: row and column from 1, and what a spreadsheet calls the place (`Sheet1!C5`)."""

    text: str
    at: Position
    name: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The headings and the rows beneath them; rows without any text are left out."""

    headings: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def read_table(path: Path, name: str) -> tuple[Table | None, tuple[Finding, ...]]:
    """The table in a .csv or .xlsx file, called `name` in findings; None where it cannot be read."""
    start = Position(name, 1, 1)
    try:
        if path.stat().st_size > LARGEST:
            return None, (_unreadable(start, "文件太大", "the file is too large"),)
        data = path.read_bytes()
    except OSError as problem:
        reason = problem.strerror or str(problem)
        return None, (_unreadable(start, f"无法读取这个文件（{reason}）", f"cannot be read ({reason})"),)
    if path.suffix.lower() == ".xlsx":
        rows, findings = _xlsx_rows(data, start)
    else:
        rows, findings = _csv_rows(data, start)
    if any(finding.severity == "error" for finding in findings):
        return None, findings
    if not rows:
        return None, (*findings, _unreadable(start, "文件里没有内容", "the file is empty"))
    return Table(rows[0], tuple(rows[1:])), findings


def _unreadable(at: Position, zh: str, en: str) -> Finding:
    return error(
        "unreadable-table",
        at,
        Wording(zh, en),
        Wording(
            f"用 {PROGRAM} sheet --template 文件.xlsx 取一份空表，再填入内容。",
            f"Get an empty spreadsheet by {PROGRAM} sheet --template FILE.xlsx and fill it in.",
        ),
    )


# ---- CSV


def _csv_rows(data: bytes, start: Position) -> tuple[list[tuple[Cell, ...]], tuple[Finding, ...]]:
    text, findings = _decoded(data, start)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[Cell, ...]] = []
    line = 1
    try:
        for fields in reader:
            cells = tuple(Cell(field, Position(start.file, line, column)) for column, field in enumerate(fields, 1))
            if any(field.strip() for field in fields):
                rows.append(cells)
            line = reader.line_num + 1
    except csv.Error as problem:
        return [], (
            _unreadable(Position(start.file, line, 1), f"这一行不是 CSV（{problem}）", f"this is no CSV ({problem})"),
        )
    return rows, findings


def _decoded(data: bytes, start: Position) -> tuple[str, tuple[Finding, ...]]:
    """UTF-8 with or without BOM, else GB18030. UTF-8 with a damaged place is no GB18030, though it may pass for it."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or data[:4] in {b"PK\x03\x04", _NOT_ZIP}:
        return "", (_unreadable(start, "这不是 CSV 文件", "this is no CSV file"),)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as problem:
        loose = data.decode("utf-8", "replace")
        damaged = sum(char == "\ufffd" for char in loose)
        proper = sum(ord(char) > 0x7F for char in loose) - damaged
        if proper <= damaged:
            try:
                return data.decode("gb18030"), ()
            except UnicodeDecodeError:
                pass
        before = data[: problem.start]
        line, column = before.count(b"\n") + 1, before.rpartition(b"\n")[2].decode("utf-8", "replace").count(",") + 1
        at = Position(start.file, line, column)
        return "", (
            _unreadable(at, "此处既不是 UTF-8 也不是 GB18030（GBK）编码的文字", "neither UTF-8 nor GB18030 text"),
        )


# ---- XLSX


def _xlsx_rows(data: bytes, start: Position) -> tuple[list[tuple[Cell, ...]], tuple[Finding, ...]]:
    import openpyxl

    if refusal := _refused_zip(data):
        return [], (_unreadable(start, *refusal),)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that openpyxl leaves out; the cells are read all the same
            book = openpyxl.load_workbook(io.BytesIO(data), keep_links=False)
    except Exception:  # noqa: BLE001  # a damaged file makes openpyxl stumble anywhere; its words help nobody
        return [], (_unreadable(start, "这个 .xlsx 文件已损坏", "this .xlsx file is damaged"),)
    if not book.worksheets:
        return [], ()
    sheet: Any = book.worksheets[0]
    findings = [*_merged(sheet, start), *_other_sheets(book.worksheets[1:], sheet.title, start)]
    rows: list[tuple[Cell, ...]] = []
    for row in sheet.iter_rows():
        cells = []
        for cell in row:
            at = Position(start.file, cell.row, cell.column)
            name = f"{sheet.title}!{cell.coordinate}"
            text, fault = _cell_text(cell, at, name)
            cells.append(Cell(text, at, name))
            findings += [fault] if fault else []
        if any(cell.text.strip() for cell in cells):
            rows.append(tuple(cells))
    return rows, tuple(findings)


def _refused_zip(data: bytes) -> tuple[str, str] | None:
    """Why a file is not opened, in both languages: it is no zip archive, or unpacks to more than we would read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return "这不是 .xlsx 文件，或已加密", "this is no unencrypted .xlsx file"
    if any(entry.flag_bits & 1 for entry in entries):
        return "这个 .xlsx 文件已加密", "this .xlsx file is encrypted"
    if sum(entry.file_size for entry in entries) > LARGEST or len(entries) >= _MOST_PARTS:
        return "这个 .xlsx 文件解压后太大", "this .xlsx file unpacks to too much"
    return None


def _merged(sheet: Any, start: Position) -> Iterator[Finding]:
    for area in sheet.merged_cells.ranges:
        yield error(
            "merged-cells",
            Position(start.file, area.min_row, area.min_col),
            Wording(f"{sheet.title}!{area.coord} 是合并的单元格", f"{sheet.title}!{area.coord} is merged"),
            Wording(
                "取消合并，每一行都写全；第一行是栏目名。", "Unmerge it and fill in each row; headings come first."
            ),
        )


def _other_sheets(sheets: Sequence[Any], read: str, start: Position) -> Iterator[Finding]:
    for sheet in sheets:
        if sheet.title != ROLES_SHEET and any(cell.value is not None for row in sheet.iter_rows() for cell in row):
            yield warning(
                "unread-sheet",
                start,
                Wording(
                    f"只读取第一张工作表“{read}”，未读取“{sheet.title}”", f"only '{read}' is read, not '{sheet.title}'"
                ),
                Wording("请把要用的内容放在第一张工作表中。", "Put what is to be read in the first sheet."),
            )


def _cell_text(cell: Any, at: Position, name: str) -> tuple[str, Finding | None]:
    """What a cell shows, as text; a formula, an error value or a truth value is a fault."""
    value = cell.value
    if value is None or (isinstance(value, str) and cell.data_type not in {"f", "e"}):
        return value or "", None
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat(), None
    if isinstance(value, dt.date | dt.time):
        return str(value), None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value, cell.number_format), None
    what = {"e": ("错误值", "an error value"), "b": ("真假值", "a truth value")}.get(
        cell.data_type, ("公式", "a formula")
    )
    fault = error(
        "formula" if cell.data_type == "f" else "not-text",
        at,
        Wording(f"{name} 的内容是{what[0]}，不是文字", f"{name} holds {what[1]}"),
        Wording("复制这一格，用“粘贴为数值”写回，或直接输入文字。", "Paste it as a value, or type the text."),
    )
    return "", fault


def _number(value: float, number_format: str) -> str:
    """An employee number typed as a number: no decimal point, and the zeros that its format shows in front."""
    if float(value).is_integer():
        text = str(int(value))
        return text.zfill(len(number_format)) if re.fullmatch("0+", number_format) else text
    return repr(value)
