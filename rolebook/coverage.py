"""What became of every non-blank line of every source document: exactly one status each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rolebook.library import Library
from rolebook.model import Source

STATUSES = ("clause", "fact", "title", "heading", "intro", "site", "summary", "dropped", "uncovered")
"""In the order of right: a line in a clause is a `clause` whatever else names it."""


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
                "kinds": sorted({library.clauses[id_].kind.value for id_ in line.ids if id_ in library.clauses}),
            }
            for (source, number), line in lines.items()
        ],
        "uncovered": sum(line.status == "uncovered" for line in lines.values()),
    }
