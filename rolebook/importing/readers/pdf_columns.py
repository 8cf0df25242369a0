"""Pages in two columns: the left one is read before the right one. Pure."""

from collections.abc import Collection, Sequence
from statistics import median

from rolebook.importing.readers.pdf_page import Char

WIDE_GAP = 1.4
"""Heights of a character from which on a gap parts two fields or columns, and no longer two words."""
_FEWEST_LINES = 8
"""Lines that stand side by side on a page in columns."""
_NARROWEST = 0.25
"""The share of a page's width that a column takes; what is narrower is a column of a table."""
_RAGGED = 2.0
"""Heights of a character that a line of prose may be shorter than its column."""


def in_columns(lines: Sequence[list[Char]], width: float, apart: Collection[int]) -> list[list[Char]]:
    """The lines of a page in reading order; no column runs through characters in tables, whose ids are `apart`."""
    split = [[] if any(id(char) in apart for char in line) else _pieces(line) for line in lines]
    beside = [(pieces[0], pieces[1]) for pieces in split if len(pieces) == 2]
    if len(beside) < _FEWEST_LINES:
        return list(lines)
    gutter = median((_right(left) + right[0].left) / 2 for left, right in beside)
    beside = [(left, right) for left, right in beside if _right(left) < gutter < right[0].left]
    if len(beside) < _FEWEST_LINES or not _are_prose(beside, width):
        return list(lines)
    found: list[list[Char]] = []
    left: list[list[Char]] = []
    right: list[list[Char]] = []
    for line, pieces in zip(lines, split, strict=True):
        sides = [piece[0].left > gutter for piece in pieces]
        if not pieces or any(piece[0].left < gutter < _right(piece) for piece in pieces):
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
        if pieces and char.left - pieces[-1][-1].right <= WIDE_GAP * char.height:
            pieces[-1].append(char)
        else:
            pieces.append([char])
    return pieces


def _right(piece: Sequence[Char]) -> float:
    return piece[-1].right


def _are_prose(beside: Sequence[tuple[list[Char], list[Char]]], width: float) -> bool:
    """Whether both sides are columns of text, most of whose lines are full."""
    for side in zip(*beside, strict=True):
        edge = max(_right(piece) for piece in side)
        full = sum(edge - _right(piece) <= _RAGGED * piece[-1].height for piece in side)
        if median(_right(piece) - piece[0].left for piece in side) < _NARROWEST * width or full < len(side) / 2:
            return False
    return True
