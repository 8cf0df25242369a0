"""Tables and forms copied as text, one cell a line: `1`, `漏盖章`, `10元/单`, `2`, … become rows again. Pure."""

import re
from collections.abc import Iterator, Sequence

from rolebook.importing.closed_rows import closed_rows
from rolebook.importing.columns import column, is_column_word
from rolebook.importing.fields_in_rows import is_label, labels_in
from rolebook.importing.flat_row import FlatRow
from rolebook.importing.marks import mark_of
from rolebook.importing.repeated_rows import repeated_rows
from rolebook.importing.section_words import announced, is_section_word
from rolebook.importing.verdicts import is_closing

_COLUMNS = range(2, 9)
_LONGEST_CELL = 60
_FIELDS = 2
"""Fields that must follow each other to be those of a form."""
_GROUP = re.compile(r"[一二三四五六七八九十]{1,2}")
"""The number of a row that heads those below it."""
_DOTTED = re.compile(r"\d{1,2}(?:\.\d{1,2})+")
_COUNT = re.compile(r"[(（]?0?(\d{1,4})[)）]?[、.．]?")
_REMARK = re.compile(r"(?:备?注|说明)\d?[：:]")
_LETTERED = re.compile(r"[A-Ha-h][ \u3000]")
_KNOWN, _HEAD = 3, 10
"""Words of columns that must stand one after the other, and the characters of one."""


def flat_tables(texts: Sequence[str]) -> Iterator[Sequence[FlatRow]]:
    """The rows of each table, that of its headings too.

    A table is known by 序号 and more headings with a 1 where its first row begins, or by three headings of which each
    is a word that columns are called by; a form by labels and values that take turns.
    """
    at = 0
    while at < len(texts):
        if column(texts[at]) == "number":
            found = list(_numbered(texts, at))
        else:
            found = list(_rows_without_numbers(texts, at)) or _form(texts, at)
            found = found or repeated_rows(texts, at) or _closed(texts, at)
        if found:
            yield found
        at = found[-1].last + 1 if found else at + 1


def _closed(texts: Sequence[str], at: int) -> list[FlatRow]:
    """Rows that nothing but the figure at the end of each shows; none where others begin a few lines further down."""
    found = closed_rows(texts, at)
    if found and any(repeated_rows(texts, one) for one in range(at + 1, found[0].last + 1)):
        return []
    return found


def _form(texts: Sequence[str], at: int) -> list[FlatRow]:
    """A form without its lines: `所属部门`, `运营部`, `直接上级`, `主管`. A label with a colon would be a heading."""
    found = []
    while at + 1 < len(texts) and is_label(texts[at]) and texts[at][-1] not in "：:" and _is_value(texts[at + 1]):
        found.append(FlatRow(at, at + 1, "", (texts[at], texts[at + 1])))
        at += 2
    plain = sum(announced(row.cells[0]) in {"", "qualification"} for row in found)
    return found if plain >= _FIELDS else []  # 工作环境 and 工作关系 may as well be headings


def _is_value(text: str) -> bool:
    is_other = is_label(text) or is_column_word(text) or labels_in(text) or is_section_word(text) or mark_of(text)
    return 0 < len(text) <= _LONGEST_CELL and not is_other and not text.endswith(("：", ":", "。"))


def _numbered(texts: Sequence[str], at: int) -> Iterator[FlatRow]:
    """A table with 序号: a row goes from its number to the next one, or as far as there are columns."""
    heads = range(at + 1, min(at + _COLUMNS.stop, len(texts)))
    head = next((one for one in heads if _count(texts[one]) == 1 or _DOTTED.fullmatch(texts[one])), 0)
    group = head - 2 if head - 2 > at + 1 and _GROUP.fullmatch(texts[head - 2]) else head
    columns = group - at
    if columns not in _COLUMNS or any(len(text) > 12 for text in texts[at:group]):
        return
    yield FlatRow(at, group - 1, "", tuple(texts[at:group]))
    is_dotted = _DOTTED.fullmatch(texts[head]) is not None
    start: int | None = head
    while start is not None:
        further = range(start + 2, start + columns + 3)
        stops = further if is_dotted else [start + columns, *further]  # a cell may be such a number as well
        following = next((one for one in stops if one < len(texts) and _follows(texts[start], texts[one])), None)
        end = _end_of_last(texts, start, columns) if following is None else following
        group = end - 2 if end - 2 > start + 1 and _GROUP.fullmatch(texts[end - 2]) else end
        yield FlatRow(start, group - 1, texts[start], tuple(texts[start + 1 : group]))
        start = following


def _follows(number: str, text: str) -> bool:
    """Whether a cell is the number of the row behind one of this number; one may be missing."""
    if _DOTTED.fullmatch(number):
        return _DOTTED.fullmatch(text) is not None
    return _count(text) - _count(number) in {1, 2}


def _count(text: str) -> int:
    """The number that a cell is nothing but; -1 for any other."""
    found = _COUNT.fullmatch(text)
    return int(found[1]) if found else -1


def _end_of_last(texts: Sequence[str], start: int, columns: int) -> int:
    """Where the last row of a table ends: nothing says so but its columns, or what can be no cell of it."""
    tests = (_REMARK.match, mark_of, is_closing, is_section_word, labels_in)
    end = min(start + columns, len(texts))
    return next((at for at in range(start + 2, end) if any(test(texts[at]) for test in tests)), end)


def _rows_without_numbers(texts: Sequence[str], at: int) -> Iterator[FlatRow]:
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
    columns = next((number for number in (known, known + 1) if _are_alike(texts, at + number, number)), 0)
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


def _are_alike(texts: Sequence[str], start: int, columns: int) -> bool:
    """Whether two rows begin at a place, with figures in the same columns."""
    one, other = texts[start : start + columns], texts[start + columns : start + 2 * columns]
    return _is_row(one, columns) and _is_row(other, columns) and _figures(one) == _figures(other)


def _figures(cells: Sequence[str]) -> list[bool]:
    return [re.search(r"\d", cell) is not None for cell in cells]


def _is_row(cells: Sequence[str], columns: int) -> bool:
    if len(cells) != columns or len(cells[0]) > 20 or re.search(r"[。；;：:]$", cells[0]):
        return False
    other = (len(one) > _LONGEST_CELL or labels_in(one) or mark_of(one) or _LETTERED.match(one) for one in cells)
    return not any(other)
