"""XLSX: a block for every row of every sheet, as the sheets show their cells.

It is read as a stream, so that a stray cell far away costs nothing. Rows that a filter or a person has hidden are read
as any other, since what is hidden today is printed tomorrow; sheets that are hidden as a whole, which mostly hold the
lists of drop-downs, are of the part `site`. A formula is shown by what it came to when the file was saved.
"""

import re
import zipfile
from collections.abc import Iterator

from rolebook import __version__
from rolebook.importing.blocks import Block, Cell, Document, DocumentRefused
from rolebook.importing.readers.cell_formats import shown
from rolebook.importing.readers.limits import MOST_BLOCKS, counted, damaged
from rolebook.importing.readers.lines import as_document, cell_of, one_line, row_text
from rolebook.importing.readers.office import package, too_much, xml
from rolebook.importing.readers.word_text import DRAWING, shape_text
from rolebook.sheets.hires.workbook import Damaged, Filled, Sheet, TooBig, letters, place, read_sheets
from rolebook.sheets.package import TooMuch
from rolebook.words.text import shortened, visible

_KIND = "Excel"
_MOST_FILLED = 1_000_000
"""Cells of a sheet with those that merged ones reach over."""
_DRAWING = re.compile(r"xl/drawings/drawing\d+\.xml")
_UNNAMED = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)
"""Titles that a program gave."""


def read(name: str, data: bytes) -> Document:
    """A workbook of Excel. Raises DocumentRefused.

    Places count the rows of all sheets, blank ones up to the last that is filled; a sheet with a title of its own
    begins with that title as a heading, which has the place of its first row.
    """
    with package(data, _KIND) as archive:
        try:
            blocks = list(counted(_blocks(archive)))
            blocks += counted(_boxes(archive, blocks[-1].place if blocks else 1))
        except Damaged as problem:
            raise damaged(_KIND) from problem
        except TooMuch as problem:
            raise too_much(_KIND, problem) from problem
    if not any(block.text for block in blocks):
        raise DocumentRefused(
            "这个 Excel 文件里没有内容，请换一份有内容的。", "This workbook is empty; use one that holds something."
        )
    return as_document(name, "xlsx", blocks, f"rolebook {__version__}")


def _blocks(archive: zipfile.ZipFile) -> Iterator[Block]:
    above = 0
    sheets = read_sheets(archive)
    for number in range(1, 1_000_000):
        try:
            sheet = next(sheets, None)
        except TooBig as problem:
            raise _too_big(f"第 {number} 张工作表", f"sheet {number}", problem.row, problem.column) from problem
        if sheet is None:
            return
        if sheet.cells:
            part = "site" if sheet.hidden else "body"
            if not _UNNAMED.fullmatch(sheet.title.strip()):
                yield Block(above + 1, one_line(sheet.title), heading=1, table=number, part=part)
            for row, cells in enumerate(_rows(sheet), 1):
                yield Block(above + row, row_text(cells), cells=cells, table=number, part=part)
            above += sheet.cells[-1].row


def _boxes(archive: zipfile.ZipFile, last: int) -> Iterator[Block]:
    """The texts of shapes that are drawn over the sheets; they have the place of the last row."""
    for part in sorted(archive.NameToInfo):
        root = xml(archive, part, _KIND) if _DRAWING.fullmatch(part) else None
        for paragraph in () if root is None else root.iter(f"{DRAWING}p"):
            if text := one_line(shape_text(paragraph)):
                yield Block(last, text, part="box")


def _rows(sheet: Sheet) -> Iterator[tuple[Cell, ...]]:
    """The cells of each row from the first to the last that is filled; () for a blank one."""
    last = sheet.cells[-1]
    if last.row > MOST_BLOCKS:
        title = visible(shortened(sheet.title))
        raise _too_big(f"工作表“{title}”", f"sheet '{title}'", last.row, last.column)
    widest = max(cell.column for cell in sheet.cells)
    texts: dict[int, dict[int, Cell]] = {}
    for cell in sheet.cells:
        texts.setdefault(cell.row, {})[cell.column] = _cell(cell)
    _fill(sheet, texts, widest)
    for row in range(1, last.row + 1):
        filled = texts.get(row, {})
        yield tuple(filled.get(column, Cell("")) for column in range(1, max(filled, default=0) + 1))


def _cell(cell: Filled) -> Cell:
    kind, value = (cell.cached or ("s", "")) if cell.kind == "f" else (cell.kind, cell.value)
    return cell_of(re.split(r"[\r\n]+|_x000[AaDd]_", shown(kind, value, cell.number_format)))


def _fill(sheet: Sheet, texts: dict[int, dict[int, Cell]], widest: int) -> None:
    """Repeat merged cells in what they reach over, as far as the sheet is filled."""
    last, filled = sheet.cells[-1].row, len(sheet.cells)
    for area in sheet.merged:
        first, _, opposite = area.partition(":")
        begin, end = place(first), place(opposite or first)
        if not begin or not end:
            continue
        (top, left), (bottom, right) = begin, end
        bottom, right = min(bottom, last), min(right, widest)
        begun = texts.get(top, {}).get(left)
        if begun is None or not begun.text:
            continue
        filled += (bottom - top + 1) * (right - left + 1)
        if filled > _MOST_FILLED:
            title = visible(shortened(sheet.title))
            raise _too_big(f"工作表“{title}”", f"sheet '{title}'", top, left)
        goes_on = Cell(begun.text, continued=True, lines=begun.lines)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    texts.setdefault(row, {})[column] = goes_on


def _too_big(zh: str, en: str, row: int, column: int) -> DocumentRefused:
    at = f"{letters(column)}{row}"
    return DocumentRefused(
        f"{zh}太大，读到 {at} 为止已超过限度；请删除末行以下、末列以右的空行空列，或拆成几个文件。",
        f"{en} is too large, seen at {at}: delete what stands beyond the last row and column, or split the file.",
    )
