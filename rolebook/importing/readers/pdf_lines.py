"""The lines of a page in reading order, and the rows of its ruled tables. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rolebook.importing.readers.pdf_columns import WIDE_GAP, in_columns
from rolebook.importing.readers.pdf_page import Char, Page
from rolebook.importing.readers.pdf_tables import Grid, grids

_SAME_LINE = 0.45
"""Of a character's height, by which its middle may be off that of its line."""
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff、。“”‘’…—]")
_LEAST_GAPS = (0.2, 0.35, 0.9)
"""Between two Latin characters, at the border of Chinese, and in Chinese: heights of a character from which on a gap is
a space, although none was written. Type-setters put a quarter of one round Latin words in Chinese."""
_SENTENCE_END = re.compile(r"[。；;！!？?：:]$")
_NO_ROOM = 2.8
"""Heights of a character that stay free in a cell, margins included, where a line ends for want of room."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or a row of a table.

    Attributes:
        first: the number of the line on its page, from 1.
        last: of a row, the number of its last line.
        top: points from the upper edge of the page.
        bottom: the same of its lower edge.
        cells: of a row: for each column its paragraphs, and whether it goes on from the left or from above.
        table: the number of the table on the page, from 1; 0 outside.

    """

    first: int
    last: int
    top: float
    bottom: float
    text: str
    bold: bool = False
    cells: tuple[tuple[tuple[str, ...], bool], ...] = ()
    table: int = 0


def lines_of(page: Page) -> tuple[list[Line], int]:
    """The lines and rows of a page, and how many lines of text it has."""
    tables = grids(page.rules)
    level = [char for char in page.chars if not char.sloping]
    placed = [(id(char), char.middle, (char.left + char.right) / 2) for char in level]
    last_first = reversed([*enumerate(tables)])  # what lies in a table inside another one is of the outer one
    held = {id_: at for at, grid in last_first for id_, middle, across in placed if grid.holds(across, middle)}
    visual = in_columns(_in_lines(level), page.width, set(held))
    number = {id(char): index for index, line in enumerate(visual, 1) for char in line}
    found = []
    for index, line in enumerate(visual, 1):
        outside = [char for char in line if id(char) not in held]
        text = written(outside)
        if text:
            found.append(_line(outside, text, index))
    for index, grid in enumerate(tables):
        inside = [char for line in visual for char in line if held.get(id(char)) == index]
        found += _rows(grid, inside, number, index + 1)
    found.sort(key=lambda line: (line.first, line.last))
    return found, len(visual)


def written(chars: Iterable[Char]) -> str:
    """The text of characters of one line from left to right, wide gaps as several spaces."""
    text, right, spaces = "", None, 0
    for char in chars:
        if not char.text.strip():
            spaces += 1
            continue
        if right is not None:
            gap = (char.left - right) / max(char.height, 1)
            least = _LEAST_GAPS[bool(_WIDE.match(text[-1])) + bool(_WIDE.match(char.text))]
            text += " " * max(spaces, round(2 * gap) if gap > WIDE_GAP else gap > least)
        text += char.text
        right = char.right if right is None else max(right, char.right)
        spaces = 0
    return text


def _in_lines(chars: Iterable[Char]) -> list[list[Char]]:
    """Characters by lines from the top, each from left to right; blank lines are left out."""
    lines: list[list[Char]] = []
    middle = height = 0.0
    for char in sorted(chars, key=lambda char: char.middle):
        if lines and char.middle - middle <= _SAME_LINE * max(min(height, char.height), 1):
            lines[-1].append(char)
        else:
            lines.append([char])
            middle, height = char.middle, char.height
    filled = (sorted(line, key=lambda char: char.left) for line in lines)
    return [line for line in filled if any(char.text.strip() for char in line)]


def _line(chars: Sequence[Char], text: str, number: int) -> Line:
    told = [char for char in chars if char.text.strip()]
    return Line(
        number,
        number,
        min(char.top for char in told),
        max(char.bottom for char in told),
        text,
        bold=all(char.bold for char in told),
    )


def _rows(grid: Grid, chars: Sequence[Char], number: dict[int, int], table: int) -> Iterator[Line]:
    held: dict[tuple[int, int], list[Char]] = {}
    for char in chars:
        held.setdefault(grid.cell((char.left + char.right) / 2, char.middle), []).append(char)
    texts = {place: tuple(_paragraphs(inside, grid.width(place))) for place, inside in held.items()}
    for row in range(grid.rows):
        places = grid.owners[row]
        own = [place for place in dict.fromkeys(places) if place[0] == row and texts.get(place)]
        if not own:
            continue
        low = [place for place in own if grid.height(place) == 1] or own
        numbers = [number[id(char)] for place in low for char in held[place] if char.text.strip()]
        told = [char for place in own for char in held[place] if char.text.strip()]
        cells = tuple((texts.get(place, ()), place != (row, column)) for column, place in enumerate(places))
        yield replace(_line(told, "", min(numbers)), last=max(numbers), cells=cells, table=table)


def _paragraphs(chars: Sequence[Char], width: float) -> Iterator[str]:
    """The lines of a cell of some width, those joined that go on in the next since they had no room."""
    text, goes_on = "", False
    for line in _in_lines(chars):
        more = written(line)
        if goes_on:
            wide = _WIDE.match(text[-1]) or _WIDE.match(more[0])
            text += more if wide else f" {more}"
        else:
            if text:
                yield text
            text = more
        last = line[-1]
        free = width - (last.right - line[0].left)
        goes_on = free < _NO_ROOM * last.height and not _SENTENCE_END.search(more)
    if text:
        yield text
