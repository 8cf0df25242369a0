"""The page 岗位一览表: a row for every role in use, that sorts and filters; below it, which may be one post."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from rolebook.exports.role_tables import COLUMNS, role_row
from rolebook.model.entries import Role
from rolebook.model.involvement import Alike, Involvement
from rolebook.model.library import Library
from rolebook.site.comparing import compare_address
from rolebook.site.links import PAGES
from rolebook.site.near_roles import some
from rolebook.site.paging import WIDE, Paging, Planned, by_department, room

_NUMBERS = ("级别", "编制", "职责", "工作事项")
"""Columns that are sorted by a number; levels by their place in the taxonomy."""

MOST_ALIKE = 50
"""So many pairs of roles that may be one post are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class OnePost:
    """Two roles that may be one post: how much of the smaller one the other does too, and what each has beside."""

    role: Role
    other: Role
    shared: str
    apart: str
    compared: str
    """The page on which both stand side by side, from the site's root."""


def role_list_plan(library: Library, involvement: Involvement) -> Iterator[Planned]:
    """A row for each role in use, those of a department behind each other where one page has no room for all."""
    columns = _columns(library, involvement)
    for place, rows, paging in by_department(library, PAGES["role_list"], involvement.roles, room(WIDE)):
        yield place, "role-list.html", partial(_role_list_view, library, involvement, rows, columns, paging)


def _columns(library: Library, involvement: Involvement) -> list[str]:
    """The headings of those that any role fills."""
    rows = [role_row(library, involvement, role) for role in involvement.roles]
    return [heading for place, heading in enumerate(COLUMNS) if any(row[place] for row in rows)]


def _role_list_view(
    library: Library,
    involvement: Involvement,
    roles: Sequence[Role],
    columns: Sequence[str],
    paging: Paging | None,
) -> dict[str, Any]:
    """The rows of this page: a role with (heading, what it is sorted by or none, text) of each column of all pages.

    On the first, which roles may be one post.
    """
    rank = {term.label: f"{number}" for number, term in enumerate(library.taxonomy.levels)}
    rows = [(role, dict(zip(COLUMNS, role_row(library, involvement, role), strict=True))) for role in roles]
    alike = involvement.alike if paging is None or not paging.before else ()
    return {
        "alike": [_one_post(involvement, one) for one in alike[:MOST_ALIKE]],
        "alike_number": len(alike),
        "columns": [(heading, "number" if heading in _NUMBERS else "text") for heading in columns],
        "rows": [
            (
                role,
                [(name, rank[cells[name]] if name == "级别" else None, cells[name]) for name in columns],
            )
            for role, cells in rows
        ],
        "layered": bool(library.activities),
        "paging": paging,
    }


def _one_post(involvement: Involvement, alike: Alike) -> OnePost:
    near, number = alike.near, len(involvement.of(alike.role))
    apart = [
        f"{who} {len(those)} 项（{some(those)}）"
        for who, those in (
            (f"只有“{alike.role.title}”做的", near.only_here),
            (f"只有“{near.role.title}”做的", near.only_there),
        )
        if those
    ]
    return OnePost(
        alike.role,
        near.role,
        f"{number} 项中的 {len(near.shared)} 项",
        "；".join(apart) or "没有",
        compare_address(alike.role, near.role),
    )
