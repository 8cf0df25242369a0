"""Rows of a table copied one cell a line, with a figure in the same column each: `技能等级`, `4`, `人事部`. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from rolebook.importing.fields_in_rows import labels_in
from rolebook.importing.flat_row import FIGURE, FlatRow
from rolebook.importing.marks import mark_of
from rolebook.importing.section_words import is_section_word

_COLUMNS = range(3, 8)
_FEWEST = 4
"""Rows from which on a table is known."""
_TRIED = 16
"""Rows by which it is decided how the lines of a table are parted: each place of a long text is tried."""
_LONGEST_NAME = 20
"""Characters of a first cell, and of a heading between rows."""
_BETWEEN = 2
"""Lines between two rows that may head those below: `工作业绩` and its `44`."""
_ENDED = re.compile(r"[。；;：:，]$")


def repeated_rows(texts: Sequence[str], at: int) -> list[FlatRow]:
    """The rows that begin at a place, all with as many cells and a figure in the same one, not the last.

    None where fewer than four follow each other. What stands between two rows (`工作业绩`, `44`) heads those below it.
    Of the ways in which lines can be parted so, that counts by which most of them lie in rows.
    """
    if not _may_begin(texts, at):
        return []
    ways = [(columns, place) for columns in _COLUMNS for place in range(1, columns)]
    tried = {way: list(islice(_rows(texts, at, *way), _TRIED)) for way in ways}
    way = max(ways, key=lambda one: sum(len(row.cells) for row in _whole(tried[one])))
    whole = _whole(tried[way])
    figures = [next(cell for cell in row.cells if FIGURE.fullmatch(cell)) for row in whole]
    plain = [int(one) for one in figures if one.isdecimal()]
    counting = sum(after - before == 1 for before, after in pairwise(plain))
    is_closed = bool(whole) and FIGURE.fullmatch(whole[0].cells[-1]) is not None
    is_table = len(whole) >= _FEWEST and not is_closed and counting * 2 <= len(whole)
    return list(_rows(texts, at, *way)) if is_table else []


def _whole(rows: Sequence[FlatRow]) -> list[FlatRow]:
    """The rows that head no others."""
    return [row for row in rows if len(row.cells) > _BETWEEN]


def _may_begin(texts: Sequence[str], at: int) -> bool:
    """Whether a line may be the first cell of a table, with a figure near behind it."""
    near = texts[at + 1 : at + _COLUMNS.stop + _BETWEEN]
    return _may_name(texts[at]) and any(FIGURE.fullmatch(text) for text in near)


def _rows(texts: Sequence[str], at: int, columns: int, place: int) -> Iterator[FlatRow]:
    """The rows that begin at a place, of so many columns, with the figure in one of them."""
    while True:
        skipped = next((one for one in range(_BETWEEN + 1) if _is_row(texts, at + one, columns, place)), None)
        if skipped is None or (skipped and not _heads(texts[at : at + skipped])):
            return
        if skipped:
            yield FlatRow(at, at + skipped - 1, "", (" ".join(texts[at : at + skipped]), ""))
        at += skipped
        yield FlatRow(at, at + columns - 1, "", tuple(texts[at : at + columns]))
        at += columns


def _heads(texts: Sequence[str]) -> bool:
    """Whether lines between two rows are the heading of those below: a word, and what it counts perhaps."""
    return _may_name(texts[0]) and all(FIGURE.fullmatch(text) for text in texts[1:])


def _may_name(text: str) -> bool:
    is_other = FIGURE.fullmatch(text) or labels_in(text) or mark_of(text)
    return 0 < len(text) <= _LONGEST_NAME and not (is_other or _ENDED.search(text))


def _is_row(texts: Sequence[str], at: int, columns: int, place: int) -> bool:
    cells = texts[at : at + columns]
    if len(cells) < columns or not all(cells) or not _may_name(cells[0]) or is_section_word(cells[0]):
        return False
    figures = [number for number, cell in enumerate(cells) if FIGURE.fullmatch(cell)]
    return figures == [place] and not any(labels_in(cell) or mark_of(cell) for cell in cells)
