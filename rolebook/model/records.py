"""What is recorded beside the text of an entry: where it comes from, what was decided on it and who approved it.

Frozen dataclasses like those of `entries.py`; places in the YAML are there so that findings and edits find them again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from rolebook.findings.finding import Position


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Lines `first` to `last` (from 1, inclusive) of the text of the source document `source`."""

    source: str
    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.source}:{span(self.first, self.last)}"


def span(first: int, last: int) -> int | str:
    """Lines as YAML has them: 15, or 15-18."""
    return first if first == last else f"{first}-{last}"


def spans(numbers: Iterable[int]) -> Iterator[int | str]:
    """Numbers in their order as YAML has lines, those that follow each other as one range."""
    for _, group in groupby(enumerate(numbers), lambda one: one[1] - one[0]):
        own = [number for _, number in group]
        yield span(own[0], own[-1])


@dataclass(frozen=True, slots=True)
class Origin:
    """A clause that no document holds: the organisation decided it."""

    decided: str
    by: str
    reason: str


class Extent(NamedTuple):
    """Where a value is written: from `at` up to line `last`, column `end`, where what is behind it begins."""

    at: Position
    last: int
    end: int


class Below(NamedTuple):
    """Where further lines of an entry go: behind `at`, the end of a line, and indented by `indent` columns."""

    at: Position
    indent: int


@dataclass(frozen=True, slots=True)
class Decision:
    """That a clause stays apart from another (`distinct_from`) or says more than it (`covers`), and why.

    `fingerprint` stands for the two clauses it was decided on (`model/fingerprint.py`); empty: it holds for any.
    """

    id: str
    reason: str
    at: Position
    fingerprint: str = ""
    fingerprint_at: Extent | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Retirement:
    """Kept, but not shown, since `date`."""

    date: str
    reason: str


@dataclass(frozen=True, slots=True)
class Signed:
    """Who answers for a step, a function and never a person's name, and on which day."""

    by: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """How a role or a rule was approved, as far as it is recorded. `at` is the place of its key in the YAML."""

    prepared: Signed | None = None
    reviewed: Signed | None = None
    approved: Signed | None = None
    at: Position = field(compare=False)

    def steps(self) -> "tuple[tuple[str, Signed], ...]":
        """(`prepared`, `reviewed` or `approved`, by whom and when) of the steps that are recorded, in their order."""
        every = (("prepared", self.prepared), ("reviewed", self.reviewed), ("approved", self.approved))
        return tuple((step, signed) for step, signed in every if signed)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule of `check` that this entry is excused from."""

    rule: str
    reason: str
    by: str
    date: str
    fingerprint: str = ""
    """What was excused, where that is one change (`sensitive-change`); empty of what an entry is excused from."""


@dataclass(frozen=True, slots=True)
class Adoption:
    """劳动合同法 art. 4: when a rule was discussed and announced, and since when it binds. Empty: not recorded."""

    discussed: str = ""
    discussed_record: str = ""
    """Where the minutes of the discussion are; `announced_record`: where the announcement is kept."""
    announced: str = ""
    announced_record: str = ""
    effective: str = ""
