"""The pages of source documents: how far each is normalised, and what became of every line."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from rolebook.model import labels
from rolebook.model.coverage import coverage, coverage_of
from rolebook.model.entries import Department, Role
from rolebook.model.kinds import KIND
from rolebook.model.library import Library, Thing
from rolebook.model.source import Source
from rolebook.site.links import PAGES, named, path_of
from rolebook.site.paging import Paging, Planned, cuts, from_to, further, paged, room
from rolebook.words.text import shortened


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work on a source is: its lines that are not blank, and how many of them wait."""

    source: Source
    lines: int
    uncovered: int


def progress(library: Library) -> list[Progress]:
    """Of every source that no newer one replaces."""
    lines = coverage(library)
    total = Counter(source for source, _ in lines)
    uncovered = Counter(source for (source, _), line in lines.items() if line.status == "uncovered")
    return [
        Progress(source, total[source.id], uncovered[source.id])
        for source in library.sources.values()
        if not source.superseded_by
    ]


def sources_plan(library: Library) -> Iterator[Planned]:
    """The list of the source documents, and each line by line."""
    sources = [*library.sources.values()]
    for place, rows, paging in paged(PAGES["sources"], sources, room(), lambda source: source.title):
        yield place, "sources.html", partial(_sources_view, library, rows, paging)
    for source in sources:
        starts = (1, *cuts(source))
        ends = (*(start - 1 for start in starts[1:]), len(source.lines))
        places = tuple(further(path_of(source), number) for number in range(1, len(starts) + 1))
        names = tuple(_named(source, first, last) for first, last in zip(starts, ends, strict=True))
        for number, (first, last) in enumerate(zip(starts, ends, strict=True), 1):
            paging = Paging(number, places, names, first, len(source.lines)) if len(starts) > 1 else None
            yield places[number - 1], "source.html", partial(_source_view, library, source, (first, last), paging)


def _named(source: Source, first: int, last: int) -> str:
    """What stands on a page of a source: its lines, and the parts that these belong to."""
    titles = [shortened(part.title) for part in source.parts if part.first <= last and first <= part.last]
    return "：".join((f"第 {first}–{last} 行", *([from_to(titles[0], titles[-1])] if titles else [])))


def _sources_view(library: Library, rows: Sequence[Source], paging: Paging | None) -> dict[str, Any]:
    """The source documents, each with the title of the one that replaced it, or nothing.

    Where all of them have more parts than stand on a page, these are not named.
    """
    sources = library.sources
    return {
        "sources": [(one, sources[one.superseded_by].title if one.superseded_by else "") for one in rows],
        "brief": sum(len(one.parts) for one in sources.values()) > room(),
        "paging": paging,
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


def _reasons(source: Source, shown: tuple[int, int]) -> Mapping[int, Sequence[str]]:
    """Line → why it, or each sentence of it, is not used; of the lines that are `shown`."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for entry in (one for one in source.ledger if one.reason):
        said = f"“{entry.part}”不采用：{entry.reason}" if entry.part else entry.reason
        for line in range(max(entry.first, shown[0]), min(entry.last, shown[1]) + 1):
            found[line].append(said)
    return found


def _source_view(
    library: Library,
    source: Source,
    shown: tuple[int, int],
    paging: Paging | None,
) -> dict[str, Any]:
    """The lines from the first to the last that are `shown`, with what became of each."""
    every = coverage_of(library, source)
    counts = Counter(line.status for line in every.values())
    tones = Counter(labels.tone(line.status) for line in every.values())
    first, last = shown
    rows = {number: line for number, line in every.items() if first <= number <= last}
    parts = [(part, max(part.first, first), min(part.last, last)) for part in source.parts]
    return {
        "source": source,
        "parts": [(part, begin, end) for part, begin, end in parts if begin <= end],
        "written": len(every),
        "rows": rows,
        "kept": library.pay_lines(source.id),
        "fates": {number: _fates(library, line.ids) for number, line in rows.items()},
        "tones": [(tone, tones[tone]) for tone in labels.LINE_TONE if tones[tone]],
        "shares": [(status, counts[status]) for status in labels.LINE_STATUS if counts[status]],
        "sections": [
            (part.id, f"{part.title}（整理中）" if part.open else part.title)
            for part in source.parts
            if first <= part.first <= last
        ],
        "reasons": {line: "；".join(said) for line, said in _reasons(source, shown).items()},
        "paging": paging,
    }
