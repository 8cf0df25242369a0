"""Tables that were copied as text, one cell a line: `1`, `漏盖章`, `10元/单`, `2`, … become rows again. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rolebook.importing.columns import is_column_word
from rolebook.importing.marks import mark_of

_NUMBER_HEADS = frozenset({"序号", "编号", "序", "No.", "NO.", "No", "NO", "项次", "号码"})
_COLUMNS = range(2, 9)
_LONGEST_CELL = 60


@dataclass(frozen=True, slots=True)
class FlatRow:
    """Lines `first` to `last` (indexes of what `flat_rows` was given) that were one row; `number` of its first cell."""

    first: int
    last: int
    number: str
    cells: tuple[str, ...]


def flat_rows(texts: Sequence[str]) -> Mapping[int, FlatRow]:
    """Index of a row's first line → the row; that of the headings too. Empty where there is no such table.

    A table is known by 序号 and more headings with a 1 where its first row begins, or by three headings of which each
    is a word that columns are called by.
    """
    rows: dict[int, FlatRow] = {}
    at = 0
    while at < len(texts):
        found = list(_numbered(texts, at) if texts[at] in _NUMBER_HEADS else _plain(texts, at))
        rows |= {row.first: row for row in found}
        at = found[-1].last + 1 if found else at + 1
    return rows


def _numbered(texts: Sequence[str], at: int) -> Iterator[FlatRow]:
    """A table with 序号: a row goes from its number to the next one, or as far as there are columns."""
    heads = range(at + 1, min(at + _COLUMNS.stop, len(texts)))
    head = next((one for one in heads if texts[one] == "1" or _DOTTED.fullmatch(texts[one])), 0)
    columns = head - at
    if columns not in _COLUMNS or any(len(text) > 12 for text in texts[at:head]):
        return
    yield FlatRow(at, head - 1, "", tuple(texts[at:head]))
    if _DOTTED.fullmatch(texts[head]):
        yield from _dotted(texts, head, columns)
        return
    number, start = 1, head
    while start < len(texts) and texts[start] == str(number):
        end = start + 1
        while end < len(texts) and end - start < columns + 3 and texts[end] != str(number + 1):
            end += 1
        if end >= len(texts) or texts[end] != str(number + 1):
            end = min(start + columns, len(texts))  # the last row: nothing says where it ends but its columns
        yield FlatRow(start, end - 1, texts[start], tuple(texts[start + 1 : end]))
        number, start = number + 1, end


_DOTTED = re.compile(r"\d{1,2}(?:\.\d{1,2})+")


def _dotted(texts: Sequence[str], start: int, columns: int) -> Iterator[FlatRow]:
    """The rows of a table with numbers like `5.1.2`: each to the next one, the last as far as there are columns."""
    while start < len(texts) and _DOTTED.fullmatch(texts[start]):
        stops = range(start + 1, min(start + columns + 3, len(texts)))
        end = next((one for one in stops if _DOTTED.fullmatch(texts[one])), min(start + columns, len(texts)))
        yield FlatRow(start, end - 1, texts[start], tuple(texts[start + 1 : end]))
        start = end


def _plain(texts: Sequence[str], at: int) -> Iterator[FlatRow]:
    """A table without numbers: as many lines a row as it has headings.

    A heading may be a word that is not known: of the numbers of columns that are possible, that is taken in which the
    first two rows have figures in the same places.
    """
    head = at
    while head < len(texts) and head - at < _COLUMNS.stop and is_column_word(texts[head]):
        head += 1
    known = head - at
    if known < _KNOWN:
        return
    columns = next((number for number in range(known, known + 2) if _are_alike(texts, at + number, number)), 0)
    if not columns or any(len(text) > _HEAD or re.search(r"\d", text) for text in texts[at : at + columns]):
        return
    yield FlatRow(at, at + columns - 1, "", tuple(texts[at : at + columns]))
    start = at + columns
    sorts: set[str] = set()
    first = _figures(texts[start : start + columns])
    while _is_row(row := texts[start : start + columns], columns):
        differ = sum(one != other for one, other in zip(first, _figures(row), strict=True))
        if differ > 1 and row[0] not in sorts:
            break
        sorts.add(row[0])
        yield FlatRow(start, start + columns - 1, "", tuple(row))
        start += columns


_LETTERED = re.compile(r"[A-Ha-h][ \u3000]")
_KNOWN, _HEAD = 3, 10
"""Words of columns that must stand one after the other, and the characters of one."""


def _are_alike(texts: Sequence[str], start: int, columns: int) -> bool:
    """Whether two rows begin at a place, with figures in the same columns."""
    one, other = texts[start : start + columns], texts[start + columns : start + 2 * columns]
    return _is_row(one, columns) and _is_row(other, columns) and _figures(one) == _figures(other)


def _figures(cells: Sequence[str]) -> list[bool]:
    return [re.search(r"\d", cell) is not None for cell in cells]


def _is_row(cells: Sequence[str], columns: int) -> bool:
    return (
        len(cells) == columns
        and all(len(cell) <= _LONGEST_CELL and not mark_of(cell) and not _LETTERED.match(cell) for cell in cells)
        and len(cells[0]) <= 20
        and not re.search(r"[。；;：:]$", cells[0])
    )
