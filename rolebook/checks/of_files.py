"""What rules find in the clauses of one file, kept for as long as nothing changes of what they look at."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from rolebook.cache import current
from rolebook.findings.finding import Finding
from rolebook.findings.plain import as_plain, from_plain
from rolebook.model.entries import Clause
from rolebook.model.library import Library
from rolebook.words.personal_data import personal_numbers

Look: TypeAlias = Callable[[Library, Clause], Iterator[Finding]]
"""The findings about one clause; it looks at nothing but that, the lines that it names, and what is said beside."""


def clauses_of_files(library: Library) -> Iterator[tuple[str, Sequence[Clause]]]:
    """Every file with the clauses in it, in the order of the library."""
    found: dict[str, list[Clause]] = defaultdict(list)
    for clause in library.clauses.values():
        found[clause.at.file].append(clause)
    yield from found.items()


def stamp_of(library: Library, file: str, clauses: Sequence[Clause]) -> bytes | None:
    """What stands for a file with these clauses and for the sources that they name; None where nothing does."""
    named = dict.fromkeys(ref.source for clause in clauses for ref in clause.sources)
    stamps = [library.stamps.get(file), *(library.stamps.get(library.sources[id_].at.file) for id_ in named)]
    return None if None in stamps else "".join(filter(None, stamps)).encode()


def found_in_each_file(
    name: str, library: Library, look: Look, beside: Callable[[Library, Clause], object] = lambda *_: None
) -> Iterator[Finding]:
    """The findings that `look` has about every clause, as they are kept under `name`.

    `beside`: what it asks besides; its `repr` stands for it. What speaks of people is not kept: a finding may quote the
    line of a source.
    """
    kept = current()
    for file, clauses in clauses_of_files(library):
        stamp = stamp_of(library, file, clauses)
        key = kept.key(name, (stamp, repr([beside(library, one) for one in clauses]).encode())) if stamp else ""
        known: list[Any] | None = kept.recall(key) if stamp else None
        if known is not None:
            yield from from_plain(known)
            continue
        findings = [one for clause in clauses for one in look(library, clause)]
        if stamp and not any(personal_numbers(f"{one.message.zh}\n{one.hint.zh}") for one in findings):
            kept.keep(key, as_plain(findings))
        yield from findings
