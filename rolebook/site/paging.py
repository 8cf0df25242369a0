"""Lists that are too long for one page: how much stands on each, where the further ones are, and the way between them.

A list keeps its address: `penalties.html` is its first page, `penalties/2.html` the second, `roles/index.html` leads to
`roles/2.html`. No id begins with a digit, so none of these is the page of anything else.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias, TypeVar

from rolebook.model.entries import Role
from rolebook.model.library import Library
from rolebook.model.source import Source

T = TypeVar("T")
Planned: TypeAlias = tuple[str, str, Callable[[], dict[str, Any]]]
"""A page: its place from the site's root, its template, and what makes the variables of that."""

ROWS = 600
"""So many short rows stand on one page, lines of a source or roles in a table: about 200 kB."""
SHORT, WIDE, SENTENCE = 1, 2, 4
"""As much room as a short row, a row of a wide table and a sentence with its mark take."""
NAMED = 40
"""So many of those who have a sentence are named beside it; its own page names all."""
_AROUND = 2
"""So many page numbers stand on each side of the one that is shown; beside them the first and the last."""


@dataclass(frozen=True, slots=True)
class Paging:
    """One page of several: its number from 1 on, the places of all from the site's root, and what each shows."""

    number: int
    places: tuple[str, ...]
    names: tuple[str, ...]
    first: int
    """The number of its first row among those of all pages, from 1 on."""
    total: int
    """How many rows there are on all pages."""

    @property
    def last(self) -> int:
        """The number of pages."""
        return len(self.places)

    @property
    def counted(self) -> str:
        """The rows of all pages: `12,000`."""
        return f"{self.total:,}"

    @property
    def before(self) -> str:
        """The place of the page before; empty on the first."""
        return self.places[self.number - 2] if self.number > 1 else ""

    @property
    def after(self) -> str:
        """The place of the next page; empty on the last."""
        return self.places[self.number] if self.number < self.last else ""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers that are offered; 0 stands for some that are left out."""
        near = {1, self.last, *range(self.number - _AROUND, self.number + _AROUND + 1)}
        shown = [number for number in range(1, self.last + 1) if number in near]
        gaps = {number for before, number in pairwise(shown) if number - before > 1}
        return tuple(one for number in shown for one in ((0, number) if number in gaps else (number,)))


def room(row: int = SHORT) -> int:
    """How many rows stand on one page."""
    return ROWS // row


def further(place: str, number: int) -> str:
    """Where the page of this number stands, of a list whose first page is at `place`."""
    return place if number == 1 else f"{place.removesuffix('.html').removesuffix('/index')}/{number}.html"


def paged(
    place: str, rows: Sequence[T], size: int, name: Callable[[T], str], overview: str = ""
) -> Iterator[tuple[str, Sequence[T], Paging | None]]:
    """(place, its rows, which of the pages it is) of each page of a list; one of up to `size` rows is not cut.

    Rows of one name that stand behind each other stay on one page where they can. With the name of an `overview`, the
    first page of a list that is cut shows that, and has no rows.
    """
    if len(rows) <= size:
        yield place, rows, None
        return
    starts = _starts([name(row) for row in rows], size)
    parts = [rows[begin:end] for begin, end in pairwise((0, *starts, len(rows)))]
    names = [from_to(name(part[0]), name(part[-1])) for part in parts]
    if overview:
        parts, names = [rows[:0], *parts], [overview, *names]
    places = tuple(further(place, number) for number in range(1, len(parts) + 1))
    before = 0
    for number, part in enumerate(parts, 1):
        yield places[number - 1], part, Paging(number, places, tuple(names), before + 1, len(rows))
        before += len(part)


def by_department(
    library: Library, place: str, roles: Sequence[Role], size: int, overview: str = ""
) -> Iterator[tuple[str, Sequence[Role], Paging | None]]:
    """The pages of a list of roles; where it is cut, those of a department stand behind each other."""
    departments = library.departments
    if len(roles) > size:
        ranks = {id_: rank for rank, id_ in enumerate(departments)}
        roles = sorted(roles, key=lambda role: ranks[role.department])
    yield from paged(place, roles, size, lambda role: departments[role.department].title, overview)


def from_to(first: str, last: str) -> str:
    """What stands on a page, by its first row and its last."""
    return first if first == last else f"{first} – {last}"


def _starts(groups: Sequence[str], size: int) -> list[int]:
    """The row at which each further page begins, by the group of every row.

    A page ends with a group, where that leaves it half full at least.
    """
    found: list[int] = []
    begin = 0
    while len(groups) - begin > size:
        end = whole = begin + size
        while whole > begin and groups[whole - 1] == groups[whole]:
            whole -= 1
        begin = whole if 2 * (whole - begin) >= size else end
        found.append(begin)
    return found


def cuts(source: Source) -> tuple[int, ...]:
    """The line at which each further page of a source begins; none of a source that one page has room for.

    A page ends with a part, where that leaves it half full at least.
    """
    lines = [
        (number, part)
        for part in source.parts
        for number in range(part.first, part.last + 1)
        if source.lines[number - 1].strip()
    ]
    starts = _starts([part.id for _, part in lines], room())
    # A page begins with its part, be there blank lines before the first that is written.
    return tuple(part.first if lines[at - 1][1] is not part else line for at in starts for line, part in [lines[at]])
