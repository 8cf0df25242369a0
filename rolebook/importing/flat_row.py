"""A row of a table that was copied one cell a line, and the figures by which such rows are told. Pure."""

import re
from dataclasses import dataclass

FIGURE = re.compile(r"[-－−+＋]?\d{1,3}(?:\.\d{1,2})?\s*[分元]?")
"""A line that is nothing but how many points or how much money: `5`, `-10`, `3分`."""


@dataclass(frozen=True, slots=True)
class FlatRow:
    """Lines `first` to `last` (indexes of the lines of a text) that were one row; `number` of its first cell.

    A row that heads others has its text and an empty cell.
    """

    first: int
    last: int
    number: str
    cells: tuple[str, ...]
