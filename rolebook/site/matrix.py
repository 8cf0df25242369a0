"""The pages 岗位职责分配表: activities down, roles and departments across, with the part that each has as a character.

A library with few roles has one page; where there are many, `matrix.html` leads to those of the departments. A page is
cut into pieces that fit an A4 sheet, each a table with all headings.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from markupsafe import Markup

from rolebook.model import labels
from rolebook.model.entries import Activity, Department, Role
from rolebook.model.involvement import Involvement, Overlap, Owner
from rolebook.model.library import Library
from rolebook.model.overheard import Once
from rolebook.site.initials import department_index
from rolebook.site.links import PAGES
from rolebook.site.paging import SENTENCE, Paging, Planned, paged, room

PIECE = 30
"""As many roles stand beside each other on an A4 sheet."""
WHOLE = 2 * PIECE
"""Up to so many roles and departments in all, one page shows them."""
_PAGE = 5 * PIECE
"""As many stand on one page of a department: it stays below 300 kB."""
_NAMED = 4
"""So many departments, and so many roles of each, are named where there are many; the others are counted."""


@dataclass(frozen=True, slots=True)
class Row:
    """An activity: the table cells of all columns of its piece, and how many roles of the page do it."""

    activity: Activity
    cells: Markup
    number: int
    overlapping: bool
    """Whether two roles of one department, both on this page, answer for it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A table: its columns by department, and its rows by theme."""

    groups: tuple[tuple[Department, tuple[Owner, ...]], ...]
    themes: tuple[tuple[str, tuple[Row, ...]], ...]

    @property
    def columns(self) -> int:
        """How many roles and departments stand side by side."""
        return sum(len(owners) for _, owners in self.groups)


def matrix_plan(library: Library, involvement: Involvement) -> Iterator[Planned]:
    """The pages of the table; without activities, one that says what is missing."""
    if is_whole(library) or not library.activities:
        yield PAGES["matrix"], "matrix.html", partial(_whole_view, library, involvement)
        return
    yield PAGES["matrix"], "matrix.html", partial(_index_view, library, involvement)
    contested = Once(involvement, partial(_contested_by, involvement))
    for department in library.departments.values():
        owners = involvement.within(department)
        for place, rows, paging in paged(department_place(department), owners, _PAGE, lambda owner: owner.title):
            claimed = partial(_claimed_by, contested, department, paging)
            view = partial(_department_view, library, involvement, department, rows, claimed)
            yield place, "matrix.html", view


def matrix_address(library: Library, narrowed_by: str, value: str) -> str:
    """The table narrowed to a department, a level or an industry, from the root; where there are many, theirs."""
    if is_whole(library):
        return f"{PAGES['matrix']}?{narrowed_by}={value}"
    return department_place(library.departments[value]) if narrowed_by == "department" else PAGES["matrix"]


def is_whole(library: Library) -> bool:
    """Whether one page has room for all."""
    return sum(1 + len(library.roles_of(one)) for one in library.departments) <= WHOLE


def department_place(department: Department) -> str:
    """The page of a department, from the site's root."""
    return f"matrix/{department.id}.html"


def _whole_view(library: Library, involvement: Involvement) -> dict[str, Any]:
    """Everything on one page."""
    owners = [one for each in library.departments.values() for one in involvement.within(each)]
    findings = _findings(involvement)
    return {**_tables(library, involvement, owners), **findings, "most": WHOLE, "index": [], "of": None, "paging": None}


def _index_view(library: Library, involvement: Involvement) -> dict[str, Any]:
    """The departments, each with the way to its page, and what concerns several of them."""
    groups = [(one, library.roles_of(one.id)) for one in library.departments.values()]
    return {
        **_tables(library, involvement, []),
        **_findings(involvement),
        "overlaps": (),
        "most": _NAMED,
        "index": department_index(groups, department_place),
        "of": None,
        "paging": None,
    }


def _department_view(
    library: Library,
    involvement: Involvement,
    department: Department,
    owners: Sequence[Owner],
    claimed: Callable[[], dict[str, Any]],
) -> dict[str, Any]:
    """Some of the roles of a department, as many as one page holds."""
    overlaps = [one for one in involvement.overlaps if any(claim.id == department.id for claim, _ in one.claims)]
    return {
        **_tables(library, involvement, owners),
        "overlaps": [
            (one.activity, [claim for claim in one.claims if claim[0].id == department.id]) for one in overlaps
        ],
        "gaps": (),
        "most": _NAMED,
        "index": [],
        "of": department,
        "listed": room(SENTENCE),
        **claimed(),
    }


def _contested_by(involvement: Involvement) -> Mapping[str, Sequence[Overlap]]:
    """Department → what it and others claim."""
    found: dict[str, list[Overlap]] = {}
    for one in involvement.contested:
        for department, _ in one.claims:
            found.setdefault(department.id, []).append(one)
    return found


def _claimed_by(
    contested: Callable[[], Mapping[str, Sequence[Overlap]]], department: Department, paging: Paging | None
) -> dict[str, Any]:
    """What a department and others claim, on the first of its pages: itself stands first."""
    rows = contested().get(department.id, ()) if paging is None or not paging.before else ()
    return {
        "contested": [
            (one.activity, sorted(one.claims, key=lambda claim: claim[0].id != department.id)) for one in rows
        ],
        "paging": paging,
    }


def _findings(involvement: Involvement) -> dict[str, Any]:
    return {
        "overlaps": [(one.activity, one.claims) for one in involvement.overlaps],
        "contested": [(one.activity, one.claims) for one in involvement.contested],
        "gaps": involvement.gaps,
        "listed": room(SENTENCE),
    }


def _tables(library: Library, involvement: Involvement, owners: Sequence[Owner]) -> dict[str, Any]:
    """The pieces, and what their columns can be narrowed by."""
    doing = [one for one in owners if involvement.of(one)]
    pieces = [_piece(library, involvement, doing[at : at + PIECE], doing) for at in range(0, len(doing), PIECE)]
    roles = [one for one in doing if isinstance(one, Role)]
    return {
        "pieces": pieces,
        "departments": [one for one in library.departments.values() if any(_of(each) == one.id for each in doing)],
        "levels_shown": {role.level for role in roles},
        "industries_shown": {one.industry for one in doing},
        "themes_shown": {row.activity.theme for piece in pieces for _, rows in piece.themes for row in rows},
    }


def _of(owner: Owner) -> str:
    return owner.department if isinstance(owner, Role) else owner.id


def _piece(library: Library, involvement: Involvement, owners: Sequence[Owner], page: Sequence[Owner]) -> Piece:
    """A table of `owners`, of whom the whole `page` may have more."""
    deeds = [involvement.of(one) for one in owners]
    roles = [one for one in page if isinstance(one, Role)]
    activities = involvement.ordered(id_ for each in deeds for id_ in each)
    rows = [
        Row(
            one,
            Markup().join(_cell(deed.parts) if (deed := each.get(one.id)) else _EMPTY for each in deeds),
            sum(one.id in involvement.of(role) for role in roles),
            _overlapping(involvement, roles, one.id),
        )
        for one in activities
    ]
    labels_of = {term.id: term.label for term in library.taxonomy.themes}
    return Piece(
        tuple((library.departments[id_], tuple(each)) for id_, each in groupby(owners, _of)),
        tuple((labels_of[theme], tuple(each)) for theme, each in groupby(rows, lambda row: row.activity.theme)),
    )


def _overlapping(involvement: Involvement, roles: Iterable[Role], id_: str) -> bool:
    leading = [role.department for role in roles if (deed := involvement.of(role).get(id_)) and "lead" in deed.parts]
    return len(leading) > len({*leading})


_EMPTY = Markup("<td>")
"""HTML lets the end of a cell be left out; most cells are empty, and there are thousands."""


def _cell(parts: Sequence[str]) -> Markup:
    """A cell with the characters of the parts, and their words for who hears the table or sees no shade."""
    marks = "".join(labels.PART_MARKS[part] for part in parts)
    words = "、".join(labels.PARTS[part] for part in parts)
    return Markup('<td class="{}">{}<i>{}</i>').format(parts[0], marks, words)
