"""What became of every non-blank line of every source document: exactly one status each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from rolebook.model.entries import Clause
from rolebook.model.kinds import CLAUSES
from rolebook.model.labels import LINE_STATUS
from rolebook.model.library import Library
from rolebook.model.records import SourceRef
from rolebook.model.source import Source
from rolebook.words.similarity import own_stretch, ratio
from rolebook.words.text import normal_form, parts_of_row, without_table_marks

_CLAUSES = frozenset(kind.name for kind in CLAUSES)
MOST_COMPARED = 50_000
"""Characters of its lines that a clause is compared with: no clause may be so long by far."""

Item = TypeVar("Item")
STATUSES = tuple(LINE_STATUS)
"""By precedence, the first that applies wins: a line in a clause is a `clause` whatever else names it."""


@dataclass(frozen=True, slots=True)
class LineStatus:
    """The status of a line, and the ids of the clauses or facts that claim it."""

    status: str
    ids: tuple[str, ...]


def coverage(library: Library) -> Mapping[tuple[str, int], LineStatus]:
    """(source id, line) → status, in reading order, of all sources that are not superseded."""
    return {
        (source.id, number): status
        for source in library.sources.values()
        for number, status in coverage_of(library, source).items()
    }


def coverage_of(library: Library, source: Source) -> Mapping[int, LineStatus]:
    """Line → status, in reading order, of one source; of none where it is superseded."""
    return {} if source.superseded_by else dict(_of_source(library, source))


def _of_source(library: Library, source: Source) -> Iterator[tuple[int, LineStatus]]:
    """The status of every line of a source that is not blank."""
    # Where entries of a ledger overlap, which is an error, the last one counts.
    entries = ((entry.first, entry.last, entry.status) for entry in reversed(source.ledger) if not entry.part)
    ledger = settled(entries, len(source.lines))
    unclaimed = {status: LineStatus(status, ()) for status in STATUSES}
    for number, text in enumerate(source.lines, 1):
        if not text.strip():
            continue
        ids = library.claims(source.id, number)
        if ids:
            yield number, LineStatus("clause" if any(id_ in library.clauses for id_ in ids) else "fact", ids)
        else:
            yield number, unclaimed[ledger.get(number, "uncovered")]


def settled(spans: Iterable[tuple[int, int, Item]], lines: int) -> Mapping[int, Item]:
    """Line → what the first of the spans (first line, last line, item) that holds it says; of lines 1 to `lines`.

    However far the spans of a faulty source reach, and however often they overlap, each line is looked at once: from a
    line that is settled, `behind` leads on to the next that may not be.
    """
    found: dict[int, Item] = {}
    behind: dict[int, int] = {}
    for first, last, item in spans:
        line = max(1, first)
        while line <= min(last, lines):
            seen = []
            while line in behind:
                seen.append(line)
                line = behind[line]
            for other in seen:
                behind[other] = line
            if line <= min(last, lines):
                found[line] = item
                behind[line] = line + 1
    return found


class Nearest(NamedTuple):
    """What of its lines is most like a clause's text, in its normal form, and how much: from 0 to 1."""

    form: str
    ratio: float
    text: str
    """As the lines have it, before it became the form; the form itself where that is only a stretch of a line."""


def nearest(library: Library, clause: Clause) -> Nearest | None:
    """What of a clause's source lines is most like its text; None for a clause without lines.

    The best of these: each line alone, the lines of each reference joined (a wrapped line), and all its lines joined;
    rows of a table also without the marks of the table, and neighbouring cells of them.
    Where another clause comes from the same line, only the stretch that fits best is compared.
    """
    text = normal_form(clause.text)
    lines = list(_quoted(library, clause))
    joined = [line for group in lines for line in group]
    candidates = {normal_form(line): line for line in joined}
    rows = [without_table_marks(line) for line in joined]
    if rows != joined:
        candidates |= {normal_form(row): row for row in (*rows, "，".join(rows))}
        for line in joined:
            candidates |= {normal_form(said): had for said, had in parts_of_row(line).items()}
    candidates |= {normal_form("".join(group)): " ".join(group) for group in (*lines, joined)}
    if shares_a_line(library, clause):
        stretches = [own_stretch(text, candidate) for candidate in candidates]
        candidates = {**candidates, **{one: one for one in stretches if one not in candidates}}
    found = (Nearest(candidate, ratio(text, candidate), said) for candidate, said in candidates.items())
    return max(found, key=lambda one: one.ratio, default=None)


def cited(library: Library, clause: Clause) -> Iterator[tuple[SourceRef, str]]:
    """Each line that a clause names which is not blank, as a reference of its own, with its text."""
    for ref in clause.sources:
        source = library.sources[ref.source]
        for number in range(ref.first, ref.last + 1):
            if source.lines[number - 1].strip():
                yield SourceRef(ref.source, number, number), source.lines[number - 1]


def _quoted(library: Library, clause: Clause) -> Iterator[list[str]]:
    """The lines of each reference, blank ones left out, up to MOST_COMPARED characters in all."""
    left = MOST_COMPARED
    for ref in clause.sources:
        lines: list[str] = []
        source = library.sources[ref.source]
        for number in range(ref.first - 1, ref.last):
            if left <= 0:
                break
            line = source.lines[number]
            if line.strip():
                lines.append(line[:left])
                left -= len(line)
        yield lines


def shares_a_line(library: Library, clause: Clause) -> bool:
    """Whether another clause comes from one of its lines, or may do so, since some clauses cannot be read."""
    return not library.gaps.isdisjoint(_CLAUSES) or any(
        other != clause.id and other in library.clauses
        for ref in clause.sources
        for line in range(ref.first, ref.last + 1)
        for other in library.claims(ref.source, line)
    )


def report(library: Library) -> dict[str, Any]:
    """The contract's JSON shape of `coverage`."""
    lines = coverage(library)
    return {
        "lines": [
            {
                "source": source,
                "line": number,
                "status": line.status,
                "ids": list(line.ids),
                "kinds": sorted({library.clauses[id_].kind for id_ in line.ids if id_ in library.clauses}),
            }
            for (source, number), line in lines.items()
        ],
        "uncovered": sum(line.status == "uncovered" for line in lines.values()),
    }
