"""The sheets of a workbook as rows, with what their cells say: which are of the form, and what these ask for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rolebook.importing.blocks import Block, Cell, Document
from rolebook.importing.form.layout import BASELINE, EVERY, GUIDE, LISTS, MARK, OF_DEPARTMENTS
from rolebook.importing.form.values import flat
from rolebook.importing.readers.lines import printable

_MARK_WITHIN = 10
"""Rows at the top of a sheet among which the mark is looked for: some may have been inserted above it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its title, and its rows as (number, cells, line of the extracted text)."""

    title: str
    rows: Sequence[tuple[int, Sequence[Cell], int]]
    hidden: bool
    mark: int
    """The row of the mark; 0 where it has none."""


def sheets_of(document: Document) -> list[Sheet]:
    """The sheets of a workbook, of the form or not, with those of their rows that say anything."""
    by_table: dict[int, list[tuple[Block, int]]] = {}
    for line, block in enumerate(document.blocks, 1):
        if block.table:
            by_table.setdefault(block.table, []).append((block, line))
    sheets = []
    for number, blocks in by_table.items():
        heading = blocks[0][0] if blocks[0][0].heading else None
        rows = [(at, block.cells, line) for at, (block, line) in enumerate(blocks[1 if heading else 0 :], 1)]
        title = heading.text if heading else f"第 {number} 张工作表"
        marks = (
            at for at, cells, _ in rows[:_MARK_WITHIN] if any(flat(one.text).startswith(flat(MARK)) for one in cells)
        )
        mark = 0 if title in {GUIDE, BASELINE, LISTS} else next(marks, 0)
        filled = [row for row in rows if any(said(cell) for cell in row[1])]
        sheets.append(Sheet(title, filled, blocks[0][0].part == "site", mark))
    return sheets


def is_of_measures(sheet: Sheet) -> bool:
    """Whether a sheet asks for rules and penalties: one of its first rows has its columns."""
    wanted = {flat(column.heading) for column in EVERY["penalties"]}
    return any(
        len(wanted & {flat(cell.text) for cell in cells}) > len(wanted) // 2
        for _, cells, _ in sheet.rows[:_MARK_WITHIN]
    )


def is_of_departments(sheet: Sheet) -> bool:
    """Whether one of these asks for what holds for whole departments."""
    return any(flat(cell.text) == flat(OF_DEPARTMENTS) for _, cells, _ in sheet.rows[:_MARK_WITHIN] for cell in cells)


def said(cell: Cell) -> str:
    """What a cell says, its lines kept apart: without characters that are not shown, and with single spaces."""
    lines = (" ".join(printable(line).split()) for line in cell.lines or (cell.text,))
    return "\n".join(line for line in lines if line)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet: its number, its line in the extracted text, what stands in its columns.

    `filled`: column → (text, whether it goes on from the row above), without what is merged from the left.
    """

    sheet: str
    number: int
    line: int
    filled: Mapping[int, tuple[str, bool]]

    @property
    def place(self) -> tuple[str, int, int]:
        """The first cell that holds anything."""
        return self.sheet, self.number, min(self.filled, default=1)

    def at(self, column: int) -> tuple[str, int, int]:
        """A cell of it."""
        return self.sheet, self.number, column

    @property
    def label(self) -> str:
        """What stands in the first column, as words are compared."""
        return flat(self.filled.get(1, ("", False))[0])


def lines_of(sheet: Sheet) -> Iterator[Line]:
    """The rows below the mark."""
    for number, cells, line in sheet.rows:
        if number > sheet.mark:
            filled = {
                place: (said(cell), cell.continued)
                for place, cell in enumerate(cells, 1)
                if said(cell) and not (cell.continued and place > 1 and cells[place - 2].text == cell.text)
            }
            yield Line(sheet.title, number, line, filled)
