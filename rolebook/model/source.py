"""A source as received, the documents in it, and its ledger: frozen dataclasses like those of `entries.py`."""

from dataclasses import dataclass
from typing import ClassVar

from rolebook.findings.finding import Position
from rolebook.model.records import SourceRef, Waiver


@dataclass(frozen=True, slots=True)
class Part:
    """One document inside a source: lines `first` to `last`. `open`: not normalised yet."""

    id: str
    title: str
    first: int
    last: int
    open: bool
    at: Position


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """Lines that carry neither a clause nor a fact, and what they are instead.

    `part`: the one sentence of these lines that is not used, where others of them are; it accounts for no line.
    """

    status: str
    first: int
    last: int
    reason: str
    at: Position
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """来源: a document as received. `lines` is what line numbers refer to, `lines[0]` being line 1."""

    kind: ClassVar[str] = "source"
    id: str
    title: str
    at: Position
    received: str
    original: str
    text: str
    sha256: str
    lines: tuple[str, ...]
    parts: tuple[Part, ...]
    ledger: tuple[LedgerEntry, ...]
    superseded_by: str = ""
    redacted: tuple[tuple[int, str], ...] = ()
    """(line, kind of `words/personal_data.py`) of each number of a person that was made unreadable."""
    waivers: tuple[Waiver, ...] = ()

    def quote(self, ref: SourceRef) -> str:
        """The lines of a reference, verbatim, blank ones left out, joined by line feeds."""
        return "\n".join(line for line in self.lines[ref.first - 1 : ref.last] if line.strip())

    def part_of(self, line: int) -> Part | None:
        """The document inside this source that holds the line."""
        return next((part for part in self.parts if part.first <= line <= part.last), None)
