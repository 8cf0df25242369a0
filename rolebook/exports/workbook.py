"""A table as an XLSX file: text only, the same bytes on any day."""

import datetime as dt
import errno
import io
import os
import re
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rolebook.findings.finding import Position, error
from rolebook.findings.problem import Problem
from rolebook.publishing.faults import unwritten
from rolebook.words.wording import Wording

if TYPE_CHECKING:  # it takes a while to load; only what writes a spreadsheet imports it
    from openpyxl import Workbook

MAX_CELL = 32_767
"""Characters that a cell holds; longer text would be cut without a word."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


class CellTooLong(Problem):
    """A text that no cell holds whole: `cell` is its column and row, as in C7; `file` is the spreadsheet's name."""

    def __init__(self, cell: str, file: str = "clauses.xlsx") -> None:
        super().__init__(
            error(
                "cell-too-long",
                Position(file, 1, 1),
                Wording(f"文字过长，单元格 {cell} 无法容纳", f"the text of cell {cell} is too long for a spreadsheet"),
                Wording("把这一条拆成几条，或导出为 CSV、JSON。", "Split the clause, or export as CSV or JSON."),
            )
        )
        self.cell = cell


def workbook(title: str, rows: Sequence[Sequence[str]], widths: Sequence[int], date: str) -> bytes:
    """A sheet with the first row as its frozen, filtered header; `date` (year-month-day) dates the file.

    Raises CellTooLong.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            if len(text) > MAX_CELL:
                raise CellTooLong(f"{get_column_letter(column)}{number}")
            cell = sheet.cell(number, column)
            cell.value = text
            cell.data_type = "s"  # never a formula, whatever it begins with
            cell.number_format = "@"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if number == 1:
                cell.font = Font(bold=True)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    return dated(book, date)


def dated(book: "Workbook", day: str) -> bytes:
    """The file with one date (year-month-day) throughout: openpyxl dates it by the clock. No author."""
    date = dt.datetime.fromisoformat(f"{day}T00:00:00")
    book.properties.creator = ""
    book.properties.created = book.properties.modified = date
    fixed = io.BytesIO()
    with zipfile.ZipFile(_saved(book)) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            new.writestr(_entry(name), _undated(name, old.read(name), date))
    return fixed.getvalue()


def _saved(book: "Workbook") -> io.BytesIO:
    """The file as openpyxl writes it: by way of files in the system's folder for temporary ones. Raises Problem."""
    from lxml.etree import LxmlError

    raw = io.BytesIO()
    try:
        book.save(raw)
    except (OSError, LxmlError) as problem:
        full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))  # what lxml means: it knows no errors of the system
        place = Path(os.environ.get("TMPDIR") or tempfile.tempdir or os.sep + "tmp")
        raise Problem(unwritten(place, problem if isinstance(problem, OSError) else full)) from problem
    return raw


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _undated(name: str, data: bytes, date: dt.datetime) -> bytes:
    """On saving, openpyxl writes the present moment into `modified`, whatever was set."""
    if name != "docProps/core.xml":
        return data
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + date.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), data)
