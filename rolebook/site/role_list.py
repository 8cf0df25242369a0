"""The page 岗位一览表: a row for every role in use, that sorts and filters; below it, which may be one post."""

from dataclasses import dataclass
from typing import Any

from rolebook.exports.role_tables import COLUMNS, role_row
from rolebook.model.entries import Role
from rolebook.model.involvement import Alike, Involvement
from rolebook.model.library import Library
from rolebook.site.comparing import compare_address
from rolebook.site.near_roles import some

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


def role_list_view(library: Library, involvement: Involvement) -> dict[str, Any]:
    """The columns that any role fills, and the rows: a role with (heading, what it is sorted by or none, text)."""
    rank = {term.label: f"{number}" for number, term in enumerate(library.taxonomy.levels)}
    rows = [(role, dict(zip(COLUMNS, role_row(library, involvement, role), strict=True))) for role in involvement.roles]
    columns = [heading for heading in COLUMNS if any(cells[heading] for _, cells in rows)]
    alike = involvement.alike
    return {
        "alike": [_one_post(involvement, one) for one in alike[:MOST_ALIKE]],
        "alike_number": len(alike),
        "columns": [(heading, "number" if heading in _NUMBERS else "text") for heading in columns],
        "rows": [
            (
                role,
                [(heading, rank[cells[heading]] if heading == "级别" else None, cells[heading]) for heading in columns],
            )
            for role, cells in rows
        ],
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
