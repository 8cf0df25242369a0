"""The lines of a page in reading order, the left of two columns first, and the rows of its ruled tables. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

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
_WIDE_GAP = 1.4
"""Heights of a character from which on a gap parts two fields or columns, and no longer two words."""
_FEWEST_LINES = 8
"""Lines that stand side by side on a page in columns."""
_NARROWEST = 0.25
"""The share of a page's width that a column takes; what is narrower is a column of a table."""
_RAGGED = 2.0
"""Heights of a character that a line of prose may be shorter than its column."""


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
    visual = _in_columns(_in_lines(level), page.width, set(held))
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


def _in_columns(lines: Sequence[list[Char]], width: float, apart: Collection[int]) -> list[list[Char]]:
    """The lines of a page in reading order; no column runs through characters in tables, whose ids are `apart`."""
    split = [[] if any(id(char) in apart for char in line) else _pieces(line) for line in lines]
    beside = [(pieces[0], pieces[1]) for pieces in split if len(pieces) == 2]
    if len(beside) < _FEWEST_LINES:
        return list(lines)
    gutter = median((left[-1].right + right[0].left) / 2 for left, right in beside)
    beside = [(left, right) for left, right in beside if left[-1].right < gutter < right[0].left]
    if len(beside) < _FEWEST_LINES or not _are_prose(beside, width):
        return list(lines)
    found: list[list[Char]] = []
    left: list[list[Char]] = []
    right: list[list[Char]] = []
    for line, pieces in zip(lines, split, strict=True):
        sides = [piece[0].left > gutter for piece in pieces]
        if not pieces or any(piece[0].left < gutter < piece[-1].right for piece in pieces):
            found += [*left, *right, line]
            left, right = [], []
        else:
            for side, kept in ((False, left), (True, right)):
                chars = [char for piece, there in zip(pieces, sides, strict=True) if there == side for char in piece]
                kept.extend([chars] if chars else [])
    return [*found, *left, *right]


def _pieces(line: Sequence[Char]) -> list[list[Char]]:
    """The parts of a line between wide gaps; spaces are left out of account."""
    pieces: list[list[Char]] = []
    for char in line:
        if not char.text.strip():
            continue
        if pieces and char.left - pieces[-1][-1].right <= _WIDE_GAP * char.height:
            pieces[-1].append(char)
        else:
            pieces.append([char])
    return pieces


def _are_prose(beside: Sequence[tuple[list[Char], list[Char]]], width: float) -> bool:
    """Whether both sides are columns of text, most of whose lines are full."""
    for side in zip(*beside, strict=True):
        edge = max(piece[-1].right for piece in side)
        full = sum(edge - piece[-1].right <= _RAGGED * piece[-1].height for piece in side)
        if median(piece[-1].right - piece[0].left for piece in side) < _NARROWEST * width or full < len(side) / 2:
            return False
    return True


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
            text += " " * max(spaces, round(2 * gap) if gap > _WIDE_GAP else gap > least)
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
