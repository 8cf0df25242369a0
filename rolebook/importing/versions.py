"""Whether a document is a later version of a source, what of that it says no longer, what was decided of it. Pure."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rolebook.importing.blocks import Document
from rolebook.importing.collected import Place
from rolebook.importing.items import Imported
from rolebook.importing.matching import DROPPED, NEW, Match
from rolebook.model.library import Library
from rolebook.model.records import SourceRef
from rolebook.words.text import normal_form

_LEAST = 2
"""Sentences that a document must have in common with a source, and half of those of one of the two."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What a document is a later version of: `source`, and the clauses that rest on that alone and are `gone`."""

    source: str
    gone: tuple[str, ...]


def revisions(
    files: Sequence[Document], known: Sequence[bool], found: Mapping[Place, Match], library: Library
) -> Mapping[int, Revision]:
    """Index of a file → what it is a later version of. `known`: whether the library has that very document."""
    own: dict[int, list[Match]] = {number: [] for number, is_known in enumerate(known) if not is_known}
    for (number, _), match in found.items():
        if number in own:
            own[number].append(match)
    made = ((number, _revision(files[number], matches, library)) for number, matches in own.items())
    return {number: one for number, one in made if one}


def as_decided(
    files: Sequence[Imported], sources: Sequence[str], found: Mapping[Place, Match], library: Library
) -> dict[Place, Match]:
    """The matches; items of which somebody decided before that they are not used are dropped, and make no clause.

    `sources`: for each file the source that it is or is a later version of, whose ledger keeps the decision; "" for
    none.
    """
    dropped = [_dropped(library, source) for source in sources]
    made = dict(found)
    for (number, at), match in found.items():
        said = (
            dropped[number].get(_form(files[number].items[at].text))
            if match.decision != "same" or match.earlier
            else None
        )
        if said:
            made[number, at] = Match(DROPPED, score=1.0, decided=said)
    gone = {place for place, match in made.items() if match.decision == DROPPED}
    return {place: NEW if match.earlier in gone else match for place, match in made.items()}


_WRAPPED = 8
"""Lines that a sentence is spread over at most."""


def _dropped(library: Library, source: str) -> Mapping[str, tuple[str, str]]:
    """What lines say that the ledger of a source gives up: form → (lines, reason)."""
    found: dict[str, tuple[str, str]] = {}
    if source not in library.sources:
        return found
    held = library.sources[source]
    for entry in (entry for entry in held.ledger if entry.status == "dropped"):
        for first in range(entry.first, entry.last + 1):
            for last in range(first, min(entry.last + 1, first + _WRAPPED)):
                ref = SourceRef(source, first, last)
                found.setdefault(_form(held.quote(ref)), (str(ref), entry.reason))
    return found


def _form(text: str) -> str:
    """A text without its number and whatever a table has between its cells."""
    return re.sub(r"^\d+|[\W_]", "", normal_form("".join(text.split())))


def _revision(document: Document, matches: Sequence[Match], library: Library) -> Revision | None:
    said = {match.id for match in matches if match.id}
    cited = Counter(source for id_ in said for source in _sources(library, id_))
    for source, shared in cited.most_common(1):
        there = [
            one for one in library.clauses if library.in_use(library.clauses[one]) and source in _rests(library, one)
        ]
        if shared >= _LEAST and 2 * shared >= min(len(there), len(matches)):
            forms = {normal_form(block.line) for block in document.blocks}
            left = (one for one in there if one not in said and _rests(library, one) == {source})
            return Revision(source, tuple(one for one in left if not _is_repeated(library, one, forms)))
    return None


def _is_repeated(library: Library, id_: str, forms: Collection[str]) -> bool:
    """Whether the lines of a clause stand in the document as they were, whatever was read from them."""
    quotes = (library.sources[ref.source].quote(ref).split("\n") for ref in library.clauses[id_].sources)
    return any(all(normal_form(line) in forms for line in quote if line.strip()) for quote in quotes)


def _sources(library: Library, id_: str) -> Iterator[str]:
    """The sources in use that a clause cites."""
    for source in _rests(library, id_):
        if not library.sources[source].superseded_by:
            yield source


def _rests(library: Library, id_: str) -> set[str]:
    return {ref.source for ref in library.clauses[id_].sources}
