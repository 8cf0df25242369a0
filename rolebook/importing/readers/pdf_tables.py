"""The tables that are ruled on a page, from the lines drawn on it. Pure."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rolebook.importing.readers.pdf_page import Rule

_NEAR = 3.0
"""Points by which lines that meet may miss each other."""
_SHORTEST = 6.0
"""Points of a line of a table."""
_MOST_RULES = 4000
"""Lines on a page, of which a table of sixty rows has some two thousand; more are a drawing."""
_MOST_CELLS = 20_000


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: where its columns and rows begin and end; `owners`: row and column where a field's cell begins."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owners: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self.xs) - 1

    def holds(self, x: float, y: float) -> bool:
        """Whether a place lies in it."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def cell(self, x: float, y: float) -> tuple[int, int]:
        """Where the cell begins that a place lies in."""
        column = min(max(bisect_right(self.xs, x) - 1, 0), self.columns - 1)
        row = min(max(bisect_right(self.ys, y) - 1, 0), self.rows - 1)
        return self.owners[row][column]

    def width(self, place: tuple[int, int]) -> float:
        """The points from the left to the right edge of the cell that begins at a place."""
        row, column = place
        last = max(index for index in range(column, self.columns) if self.owners[row][index] == place)
        return self.xs[last + 1] - self.xs[column]

    def height(self, place: tuple[int, int]) -> int:
        """How many rows the cell that begins at a place reaches over."""
        return sum(self.owners[row][place[1]] == place for row in range(place[0], self.rows))


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """The tables of a page from the top."""
    long = [rule for rule in rules if max(rule.right - rule.left, rule.bottom - rule.top) > _SHORTEST]
    found = []
    for group in _touching(long) if len(long) <= _MOST_RULES else ():
        level = [rule for rule in group if rule.is_level]
        upright = [rule for rule in group if not rule.is_level]
        if len(level) < 2 or not upright:
            continue
        xs = _places(
            [*(rule.left for rule in upright), min(one.left for one in level), max(one.right for one in level)]
        )
        ys = _places(
            [*(rule.top for rule in level), min(one.top for one in upright), max(one.bottom for one in upright)]
        )
        if 2 < (len(xs) - 1) * (len(ys) - 1) + 1 <= _MOST_CELLS:
            found.append(Grid(xs, ys, _owners(xs, ys, level, upright)))
    return sorted(found, key=lambda grid: grid.ys[0])


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules by the drawing they belong to: those that touch, in one group."""
    groups: list[tuple[Rule, list[Rule]]] = []  # the room that a group takes, and its rules
    for rule in rules:
        near = [group for group in groups if _meet(group[0], rule) and any(_meet(other, rule) for other in group[1])]
        merged = [rule, *(other for group in near for other in group[1])]
        groups = [group for group in groups if group not in near]
        room = Rule(
            min(one.left for one in merged),
            min(one.top for one in merged),
            max(one.right for one in merged),
            max(one.bottom for one in merged),
        )
        groups.append((room, merged))
    return [group for _, group in groups]


def _meet(one: Rule, other: Rule) -> bool:
    return (
        one.left - _NEAR <= other.right
        and other.left - _NEAR <= one.right
        and one.top - _NEAR <= other.bottom
        and other.top - _NEAR <= one.bottom
    )


def _places(values: Iterable[float]) -> tuple[float, ...]:
    """Values from the least, those left out that lie near the one before."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return tuple(found)


def _owners(
    xs: Sequence[float], ys: Sequence[float], level: Sequence[Rule], upright: Sequence[Rule]
) -> tuple[tuple[tuple[int, int], ...], ...]:
    """For each field of a grid where its cell begins: fields are one cell where no rule parts them."""
    owners: list[list[tuple[int, int]]] = []
    for row, (top, bottom) in enumerate(pairwise(ys)):
        middle = (top + bottom) / 2
        near = [one.left for one in upright if one.top <= middle <= one.bottom]
        beside = {index for index, x in enumerate(xs) if any(abs(left - x) <= _NEAR for left in near)}
        line: list[tuple[int, int]] = []
        for column, (left, right) in enumerate(pairwise(xs)):
            across = (left + right) / 2
            above = (one for one in level if abs(one.top - top) <= _NEAR)
            if row and not any(one.left <= across <= one.right for one in above):
                line.append(owners[row - 1][column])
            elif column and column not in beside:
                line.append(line[column - 1])
            else:
                line.append((row, column))
        owners.append(line)
    return tuple(map(tuple, owners))
