"""XLSX read as a stream: what it costs follows from the bytes of the file, not from where its last cell stands.

openpyxl would build the whole rectangle up to the last cell, and a mere format in XFD1048576 makes that 17 billion.
What a value means (dates, formats) is still asked of openpyxl.
"""

import datetime as dt
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from rolebook.sheets.hires.workbook_parts import (
    LOCAL,
    LONGEST_NUMBER,
    AnyValue,
    Book,
    Format,
    Found,
    Relations,
    Strings,
    Styles,
    Texts,
    whole_number,
)
from rolebook.sheets.package import BadXml, Reader, read_xml
from rolebook.zip_faults import NOT_UNPACKED

MOST_TEXT = 5_000_000
"""Characters of all cells together: a text that stands once in the file may be shown by any number of cells."""
MOST_ROWS = 50_000
"""Rows that hold something, besides the headings."""
MOST_CELLS = 500_000
"""Cells that hold something."""
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576

_MOST_TOLD = 100
"""Merged areas that are told of: one is enough to refuse a sheet of hires."""
_MOST_MERGED = 20_000
_BROKEN = (*NOT_UNPACKED, BadXml, KeyError)
"""What is raised of a workbook whose parts are broken: KeyError of one that is named and not there."""
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")

Value: TypeAlias = str | int | float | bool | dt.date | dt.time | dt.timedelta


class Damaged(Exception):
    """The workbook is broken; `cell` says where, as in `Sheet1!B2`, or is empty."""

    def __init__(self, cell: str = "") -> None:
        super().__init__(cell)
        self.cell = cell


class TooBig(Exception):
    """More cells or text than is read; `row` and `column` are those of the first too many."""

    def __init__(self, row: int, column: int) -> None:
        super().__init__(row, column)
        self.row, self.column = row, column


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell that holds something. `kind` is openpyxl's: s text, n number, d date, b truth, e error, f formula.

    `cached` is what a formula came to when the file was saved, with its kind; None where the file does not say.
    """

    row: int
    column: int
    kind: str
    value: Value
    number_format: str
    cached: tuple[str, Value] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its title, what is filled in, its merged areas (`A1:C1`); of a first one also the titles of others."""

    title: str
    cells: tuple[Filled, ...]
    merged: tuple[str, ...]
    others: tuple[str, ...] = ()
    hidden: bool = False


def letters(column: int) -> str:
    """What a spreadsheet calls a column: 28 gives AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def place(reference: str) -> tuple[int, int] | None:
    """Row and column of `C5`; None for what names no cell (A0, ZZZZ1)."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(found[2])
    return (row, column) if column <= LAST_COLUMN and row <= LAST_ROW else None


def read_sheet(archive: zipfile.ZipFile) -> Sheet | None:
    """The first sheet of a workbook; None where it has none. Raises Damaged and TooBig."""
    try:
        return _read_sheet(archive)
    except _BROKEN as problem:
        raise Damaged from problem


def read_sheets(archive: zipfile.ZipFile) -> Iterator[Sheet]:
    """All sheets of a workbook in their order, one after the other. Raises Damaged and TooBig."""
    try:
        parts = _parts(archive)
        for tab in parts.tabs:
            yield _sheet(archive, parts, tab, _MOST_MERGED)
    except _BROKEN as problem:
        raise Damaged from problem


@dataclass(frozen=True, slots=True)
class _Tab:
    """A sheet of the workbook: its title, its part in the package, and whether it is hidden."""

    title: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a workbook has beside the cells."""

    tabs: tuple[_Tab, ...]
    formats: list[Format]
    strings: list[str]
    in_1904: bool


def _read_sheet(archive: zipfile.ZipFile) -> Sheet | None:
    parts = _parts(archive)
    if not parts.tabs:
        return None
    first, *rest = parts.tabs
    sheet = _sheet(archive, parts, first, _MOST_TOLD)
    rest = [other for other in rest if other.part in archive.NameToInfo]
    used = {part: _is_used(archive, part) for part in dict.fromkeys(other.part for other in rest)}
    return replace(sheet, others=tuple(other.title for other in rest if used[other.part]))


def _parts(archive: zipfile.ZipFile) -> _Parts:
    mains = (target for target, kind in _related(archive, "").values() if kind == "officeDocument")
    main = next(mains, "xl/workbook.xml")
    related = _related(archive, main)
    book = Book()
    _go(archive, main, book)
    styles = Styles()
    strings = Strings()
    for wanted, reader in (("styles", styles), ("sharedStrings", strings)):
        part = next((target for target, kind in related.values() if kind == wanted), f"xl/{wanted}.xml")
        if part in archive.NameToInfo:
            _go(archive, part, reader)
    named = [(_Tab(title, related[id_][0], id_ in book.hidden), related[id_][1]) for title, id_ in book.sheets if id_]
    tabs = tuple(tab for tab, kind in named if kind != "chartsheet")
    return _Parts(tabs, styles.formats, strings.found, book.in_1904)


def _sheet(archive: zipfile.ZipFile, parts: _Parts, tab: _Tab, most_merged: int) -> Sheet:
    if tab.part not in archive.NameToInfo:
        raise Damaged(tab.title)
    cells = _Cells(tab.title, parts, most_merged)
    _go(archive, tab.part, cells)
    found = tuple(cells.found[key] for key in sorted(cells.found))
    return Sheet(tab.title, found, tuple(cells.merged), hidden=tab.hidden)


def _go(archive: zipfile.ZipFile, part: str, reader: Reader) -> None:
    with archive.open(part) as stream:
        read_xml(stream, reader)


def _related(archive: zipfile.ZipFile, part: str) -> Mapping[str, tuple[str, str]]:
    """Id → (part, last word of its type) of what a part refers to, inside the package."""
    folder, name = posixpath.split(part)
    relations = Relations()
    where = posixpath.join(folder, "_rels", f"{name}.rels")
    if where in archive.NameToInfo:
        _go(archive, where, relations)
    return {
        id_: (posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"), kind.rpartition("/")[2])
        for id_, target, kind in relations.found
    }


def _is_used(archive: zipfile.ZipFile, part: str) -> bool:
    """Whether a sheet holds any value or formula; reading stops at the first."""
    try:
        _go(archive, part, AnyValue())
    except Found:
        return True
    return False


@dataclass(slots=True)
class _Open:
    """The cell whose end has not come yet."""

    row: int
    column: int
    kind: str
    style: str
    formula: bool = False
    value: list[str] = field(default_factory=list)
    inline: str | None = None


class _Cells(Texts):
    """The filled cells of a sheet by (row, column), and its merged areas."""

    def __init__(self, title: str, parts: _Parts, most_merged: int) -> None:
        super().__init__()
        self.found: dict[tuple[int, int], Filled] = {}
        self.merged: list[str] = []
        self._title, self._most_merged = title, most_merged
        self._formats, self._strings, self._in_1904 = parts.formats, parts.strings, parts.in_1904
        self._row = self._column = 0
        self._cell: _Open | None = None
        self._in_value = False
        self._rows: set[int] = set()
        self._length = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = LOCAL.get(name)
        match local:
            case "c":
                self._cell = self._begun(attributes)
            case "row":
                self._row = whole_number(attributes["r"]) if "r" in attributes else self._row + 1
                self._column = 0
                if not 1 <= self._row <= LAST_ROW:
                    raise Damaged(f"{self._title}!A{self._row}")
            case "v":
                self._in_value = self._cell is not None and not self._cell.value
            case "f" if self._cell:
                self._cell.formula = True
            case "mergeCell" if len(self.merged) < self._most_merged:
                self.merged.append(attributes.get("ref", ""))
            case "is" | "t" | "rPh":
                super().start(name, attributes)

    def end(self, name: str) -> None:
        local = LOCAL.get(name)
        if local == "c" and self._cell:
            cell, self._cell = self._cell, None
            if cell.value or cell.formula or cell.inline:
                self._finish(cell)
        elif local == "v":
            self._in_value = False
        else:
            super().end(name)

    def text(self, data: str) -> None:
        super().text(data)
        if self._in_value and self._cell:
            self._cell.value.append(data)

    def whole(self, text: str) -> None:
        if self._cell:
            self._cell.inline = text

    def _begun(self, attributes: Mapping[str, str]) -> _Open:
        at = attributes.get("r")
        if not at:
            row, column = self._row, self._column + 1
        elif found := place(at):
            row, column = found
        else:
            raise Damaged(f"{self._title}!{at}")
        self._column = column
        return _Open(row, column, attributes.get("t", "n"), attributes.get("s", ""))

    def _finish(self, cell: _Open) -> None:
        """Keep a cell that holds something."""
        written = "".join(cell.value) if cell.kind != "inlineStr" else ""
        style = whole_number(cell.style) if cell.style else 0
        shape = self._formats[style] if style < len(self._formats) else Format()
        value: Value
        cached: tuple[str, Value] | None = None
        if cell.formula:
            kind, value = "f", "="
            with suppress(ValueError, OverflowError, IndexError, TypeError):
                cached = self._read(cell.kind, written, shape) if written else None
        elif written:
            try:
                kind, value = self._read(cell.kind, written, shape)
            except (ValueError, OverflowError, IndexError, TypeError) as problem:
                raise Damaged(f"{self._title}!{letters(cell.column)}{cell.row}") from problem
        elif cell.kind == "inlineStr" and cell.inline:
            kind, value = "s", cell.inline
        else:
            return
        shown = cached[1] if cached else value
        self._length += len(shown) if isinstance(shown, str) else 0
        self.found[cell.row, cell.column] = Filled(cell.row, cell.column, kind, value, shape.code, cached)
        self._rows.add(cell.row)
        if self._length > MOST_TEXT or len(self.found) > MOST_CELLS or len(self._rows) > MOST_ROWS + 1:
            raise TooBig(cell.row, cell.column)

    def _read(self, kind: str, written: str, shape: Format) -> tuple[str, Value]:
        """(kind, value) of what stands in a cell; as openpyxl takes it. Raises ValueError, IndexError, TypeError."""
        match kind:
            case "n":
                return self._number(written, shape)
            case "s":
                return "s", self._strings[whole_number(written)]
            case "b":
                return "b", bool(int(written))
            case "d":
                return "d", _iso(written)
            case "str":
                return "s", written
            case _:
                return kind, written

    def _number(self, written: str, shape: Format) -> tuple[str, Value]:
        """A number, or the day that it counts. Raises ValueError."""
        from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

        if len(written) > LONGEST_NUMBER:
            raise ValueError
        number = float(written) if re.search("[.eE]", written) else int(written)
        if not shape.date:
            return "n", number
        try:
            day = from_excel(number, MAC_EPOCH if self._in_1904 else WINDOWS_EPOCH, timedelta=shape.duration)
        except (OverflowError, ValueError):
            return "e", "#VALUE!"
        return "d", day


def _iso(written: str) -> Value:
    """A day or time in ISO 8601. Raises ValueError."""
    from openpyxl.utils import datetime as excel

    read: Any = excel.from_ISO8601
    value: Value = read(written)
    return value
