"""What became of every non-blank line of every source document: exactly one status each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rolebook.model.entries import Clause, Source
from rolebook.model.labels import LINE_STATUS
from rolebook.model.library import Library
from rolebook.words.similarity import own_stretch, ratio
from rolebook.words.text import normal_form

STATUSES = tuple(LINE_STATUS)
"""By precedence, the first that applies wins: a line in a clause is a `clause` whatever else names it."""


@dataclass(frozen=True, slots=True)
class LineStatus:
    """The status of a line, and the ids of the clauses or facts that claim it."""

    status: str
    ids: tuple[str, ...]


def coverage(library: Library) -> Mapping[tuple[str, int], LineStatus]:
    """(source id, line) → status, in reading order, of all sources that are not superseded."""
    found: dict[tuple[str, int], LineStatus] = {}
    for source in library.sources.values():
        if source.superseded_by:
            continue
        ledger = {line: entry.status for entry in source.ledger for line in range(entry.first, entry.last + 1)}
        for number, text in enumerate(source.lines, 1):
            if text.strip():
                found[source.id, number] = _status(library, source, number, ledger)
    return found


def _status(library: Library, source: Source, number: int, ledger: Mapping[int, str]) -> LineStatus:
    ids = library.claims(source.id, number)
    if ids:
        return LineStatus("clause" if any(id_ in library.clauses for id_ in ids) else "fact", ids)
    return LineStatus(ledger.get(number, "uncovered"), ())


def nearness(library: Library, clause: Clause) -> float:
    """How alike a clause's text and its source lines are, from 0 to 1; 1 for a clause without lines.

    The best of these: each line alone, the lines of each reference joined (a wrapped line), and all its lines joined.
    Where another clause comes from the same line, only the stretch that fits best is compared.
    """
    text = normal_form(clause.text)
    lines = [[line for line in library.sources[ref.source].quote(ref).split("\n") if line] for ref in clause.sources]
    joined = [line for group in lines for line in group]
    candidates = {normal_form(line) for line in joined}
    candidates |= {normal_form("".join(group)) for group in (*lines, joined)}
    if _shares_a_line(library, clause):
        candidates |= {own_stretch(text, candidate) for candidate in candidates}
    return max((ratio(text, candidate) for candidate in candidates), default=1.0)


def _shares_a_line(library: Library, clause: Clause) -> bool:
    return any(
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
