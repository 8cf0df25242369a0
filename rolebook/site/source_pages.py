"""The pages of source documents: how far each is normalised, and what became of every line."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rolebook.model import labels
from rolebook.model.coverage import coverage, coverage_of
from rolebook.model.entries import Department, Role
from rolebook.model.kinds import KIND
from rolebook.model.library import Library, Thing
from rolebook.model.source import Source
from rolebook.site.environment import named


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work on a source is: its lines that are not blank, how many of them wait, and the parts that do."""

    source: Source
    lines: int
    uncovered: int
    open_parts: int


def progress(library: Library) -> list[Progress]:
    """Of every source that no newer one replaces."""
    lines = coverage(library)
    total = Counter(source for source, _ in lines)
    uncovered = Counter(source for (source, _), line in lines.items() if line.status == "uncovered")
    return [
        Progress(source, total[source.id], uncovered[source.id], sum(part.open for part in source.parts))
        for source in library.sources.values()
        if not source.superseded_by
    ]


def sources_view(library: Library) -> dict[str, Any]:
    """The source documents, each with the title of the one that replaced it, or nothing."""
    sources = library.sources
    return {
        "sources": [(one, sources[one.superseded_by].title if one.superseded_by else "") for one in sources.values()]
    }


@dataclass(frozen=True, slots=True)
class Fate:
    """What a source line became: the thing that has it, what readers call that, and whom it applies to if a clause."""

    thing: Thing
    label: str
    owners: tuple[Role | Department, ...]


def _fates(library: Library, ids: Iterable[str]) -> list[Fate]:
    found = []
    for id_ in ids:
        if clause := library.clauses.get(id_):
            found.append(Fate(clause, KIND[clause.kind].label, library.owners(id_)))
        elif thing := library.thing(id_):
            found.append(Fate(thing, named(thing), ()))
    return found


def source_view(library: Library, source: Source) -> dict[str, Any]:
    """A document line by line, with what became of each line."""
    rows = coverage_of(library, source)
    counts = Counter(line.status for line in rows.values())
    tones = Counter(labels.tone(line.status) for line in rows.values())
    return {
        "source": source,
        "rows": rows,
        "kept": library.pay_lines(source.id),
        "fates": {number: _fates(library, line.ids) for number, line in rows.items()},
        "tones": [(tone, tones[tone]) for tone in labels.LINE_TONE if tones[tone]],
        "shares": [(status, counts[status]) for status in labels.LINE_STATUS if counts[status]],
        "sections": [(part.id, f"{part.title}（未整理完）" if part.open else part.title) for part in source.parts],
        "reasons": {
            line: entry.reason for entry in source.ledger for line in range(entry.first, entry.last + 1) if entry.reason
        },
    }
