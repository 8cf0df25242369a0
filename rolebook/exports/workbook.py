"""A table as an XLSX file: text only, the same bytes on any day."""

import datetime as dt
import errno
import gc
import io
import os
import re
import sys
import tempfile
import traceback
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from rolebook.findings.finding import Position, error, reason
from rolebook.findings.problem import Problem
from rolebook.words.wording import Wording

if TYPE_CHECKING:  # it takes a while to load; only what writes a spreadsheet imports it
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MAX_CELL = 32_767
"""Characters that a cell holds; longer text would be cut without a word."""
SURELY_FITS = MAX_CELL // 10
"""Characters that a cell holds whatever they are."""
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML can hold, and so no workbook: the page break of a source document, for one."""
_NO_ROWS: Mapping[str, tuple[bytes, bytes]] = {}
_EPOCH = (1980, 1, 1, 0, 0, 0)


class CellTooLong(Problem):
    """A text that no cell holds whole: `cell` is its column and row, as in C7; `file` is the spreadsheet's name."""

    def __init__(self, cell: str, file: str = "clauses.xlsx") -> None:
        super().__init__(
            error(
                "cell-too-long",
                Position(file, 1, 1),
                f"文字过长，单元格 {cell} 无法容纳",
                f"the text of cell {cell} is too long for a spreadsheet",
            ).mend("把这一条拆成几条，或导出为 CSV、JSON。", "Split the clause, or export as CSV or JSON.")
        )
        self.cell = cell


def fits(text: str) -> bool:
    """Whether a cell holds the text whole. Excel counts a rare character, of four bytes in UTF-16, as two."""
    shown = NOT_XML.sub("⟨U+0000⟩", text) if len(text) > SURELY_FITS else ""
    return len(shown.encode("utf-16-le")) <= 2 * MAX_CELL


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its rows as `row` writes them, one after the other, the first of which is its header.

    `size` is how many rows and columns there are; `widths` are those of the columns in characters.
    """

    title: str
    rows: Sequence[str]
    size: tuple[int, int]
    widths: Sequence[int]

    @classmethod
    def of(cls, title: str, rows: Iterable[Sequence[str | None]], widths: Sequence[int]) -> "Table":
        """That of these rows, the first of which is the longest. There is no cell at None. Raises CellTooLong."""
        cells = [*rows]
        written = [row(number, each) for number, each in enumerate(cells, 1)]
        return cls(title, written, (len(cells), len(cells[0])), widths)


def workbook(tables: Sequence[Table], date: str) -> bytes:
    """A sheet a table, each with a frozen, filtered header; `date` (year-month-day) dates the file.

    openpyxl makes what surrounds the rows. The rows are written here, as it would write them: for each cell it makes an
    object with a style of its own, which took a fifth of the time of a whole site.
    """
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    book = Workbook()
    rows = {}
    for number, table in enumerate(tables, 1):
        sheet = book.create_sheet() if number > 1 else book.active
        assert isinstance(sheet, Worksheet)
        rows[f"xl/worksheets/sheet{number}.xml"] = _filled(sheet, table)
    return dated(book, date, rows)


def _filled(sheet: "Worksheet", table: Table) -> tuple[bytes, bytes]:
    """Make a sheet without rows of its own; gives the range of its cells, and the rows as XML."""
    from openpyxl.styles import Alignment, Font

    rows, columns = table.size
    styles = {"number_format": "@", "alignment": Alignment(vertical="top", wrap_text=True)}
    for number, more in zip(range(1, rows + 1), ({"font": Font(bold=True)}, {}), strict=False):
        assert style_of(sheet, **styles, **more) == number, "the one that `row` gives to its cells"
    sheet.title = table.title
    for column, width in zip(range(1, columns + 1), table.widths, strict=False):
        sheet.column_dimensions[_letters(column)].width = width
    area = f"A1:{_letters(columns)}{rows}"
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = area
    return area.encode(), "".join(table.rows).encode("ascii", "xmlcharrefreplace")


def style_of(sheet: "Worksheet", **traits: object) -> int:
    """The number of the style of a cell with these traits, such as `number_format`, in a sheet without rows as yet."""
    number = sheet.max_row + 1
    cell = sheet.cell(number, 1)
    for name, value in traits.items():
        setattr(cell, name, value)
    sheet.delete_rows(number)
    return cell.style_id


@cache
def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)


def row(number: int, cells: Sequence[str | None], style: int | None = None) -> str:
    """A row of texts as XML: never a formula, whatever they begin with. Raises CellTooLong.

    `style`: as `style_of` gives it; without one that of a header or of what stands below it.
    """
    style = min(number, 2) if style is None else style
    written = []
    for column, text in enumerate(cells, 1):
        if text is None:
            continue
        if not fits(text):
            raise CellTooLong(f"{_letters(column)}{number}")
        shown = NOT_XML.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)
        keep = ' xml:space="preserve"' if shown != shown.strip() else ""
        escaped = escape(shown, quote=False).replace("\r", "&#13;")
        inside = f"<is><t{keep}>{escaped}</t></is>" if shown else ""
        written.append(f'<c r="{_letters(column)}{number}" s="{style}" t="inlineStr">{inside}</c>')
    return f'<row r="{number}">{"".join(written)}</row>'


def dated(book: "Workbook", day: str, rows: Mapping[str, tuple[bytes, bytes]] = _NO_ROWS) -> bytes:
    """The file with one date (year-month-day) throughout: openpyxl dates it by the clock. No author.

    `rows`: of sheets the range of all cells, and as XML the rows that stand behind those that they have.
    """
    date = dt.datetime.fromisoformat(f"{day}T00:00:00")
    book.properties.creator = ""
    book.properties.created = book.properties.modified = date
    raw = io.BytesIO()
    _save(book, raw)
    fixed = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            data = _undated(name, old.read(name), date)
            new.writestr(_entry(name), _with_rows(data, *rows[name]) if name in rows else data)
    return fixed.getvalue()


def _with_rows(sheet: bytes, area: bytes, rows: bytes) -> bytes:
    """The XML of a sheet with the rows behind those that openpyxl wrote."""
    head, end, tail = sheet.rpartition(b"</sheetData>")
    head = re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="' + area + b'"/>', head, count=1)
    return b"".join((head, rows, end, tail))


def _save(book: "Workbook", file: io.BytesIO) -> None:
    """Raises Problem where the folder for temporary files takes nothing: openpyxl writes every sheet there first."""
    from lxml.etree import SerialisationError

    try:
        book.save(file)
        _insist_on_ends(file)
    except (OSError, SerialisationError) as problem:
        _forget_quietly(problem)
        why = reason(problem) if isinstance(problem, OSError) else Wording("磁盘已满", "no space left")
        place = os.environ.get("TMPDIR") or "/tmp"  # noqa: S108  # named, not used
        with suppress(OSError):
            place = tempfile.gettempdir()
        raise Problem(
            error(
                "unwritable-output",
                Position(Path(place).as_posix(), 1, 1),
                f"无法写入临时文件夹 {place}（{why.zh}）",
                f"cannot write to the temporary folder {place} ({why.en})",
            ).mend(
                "请在这个文件夹所在的磁盘上腾出空间，或用环境变量 TMPDIR 换一个文件夹。",
                "Make room there, or name another folder in TMPDIR.",
            ),
            quoted=False,
        ) from problem


def _insist_on_ends(file: io.BytesIO) -> None:
    """Raise OSError where a sheet has no end: openpyxl does not hear of it where the last bytes find no room."""
    with zipfile.ZipFile(file) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        if not all(book.read(name).rstrip().endswith(b"</worksheet>") for name in sheets):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _forget_quietly(problem: BaseException) -> None:
    """Let go of openpyxl's half-written sheets: closing one fails a second time, which Python would show as it is."""
    before = sys.unraisablehook
    sys.unraisablehook = lambda _: None
    try:
        cause: BaseException | None = problem
        while cause:
            traceback.clear_frames(cause.__traceback__)
            cause = cause.__cause__ or cause.__context__
        gc.collect()
    finally:
        sys.unraisablehook = before


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _undated(name: str, data: bytes, date: dt.datetime) -> bytes:
    """On saving, openpyxl writes the present moment into `modified`, whatever was set."""
    if name != "docProps/core.xml":
        return data
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + date.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), data)
