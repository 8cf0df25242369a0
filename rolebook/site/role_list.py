"""The page 岗位一览表: a row for every role in use, that sorts and filters."""

from typing import Any

from rolebook.exports.role_tables import COLUMNS, role_row
from rolebook.model.involvement import Involvement
from rolebook.model.library import Library

_NUMBERS = ("级别", "编制", "职责", "工作事项")
"""Columns that are sorted by a number; levels by their place in the taxonomy."""


def role_list_view(library: Library, involvement: Involvement) -> dict[str, Any]:
    """The columns that any role fills, and the rows: a role with (heading, what it is sorted by or none, text)."""
    rank = {term.label: f"{number}" for number, term in enumerate(library.taxonomy.levels)}
    rows = [(role, dict(zip(COLUMNS, role_row(library, involvement, role), strict=True))) for role in involvement.roles]
    columns = [heading for heading in COLUMNS if any(cells[heading] for _, cells in rows)]
    return {
        "columns": [(heading, "number" if heading in _NUMBERS else "text") for heading in columns],
        "rows": [
            (
                role,
                [(heading, rank[cells[heading]] if heading == "级别" else None, cells[heading]) for heading in columns],
            )
            for role, cells in rows
        ],
    }
