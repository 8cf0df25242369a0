"""Whether a document is a later version of a source, what of that it says no longer, what was decided of it. Pure."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rolebook.importing.blocks import Document, DocumentRefused
from rolebook.importing.collected import Place
from rolebook.importing.items import Imported, Item, imported
from rolebook.importing.kept import own_lines
from rolebook.importing.matching import DROPPED, NEW, Match
from rolebook.importing.pieces import parts_of
from rolebook.importing.posts_in_rows import of_post
from rolebook.importing.readers import plain
from rolebook.importing.written import written
from rolebook.model.library import Library
from rolebook.model.records import SourceRef
from rolebook.model.source import LedgerEntry, Source
from rolebook.words.text import normal_form

_LEAST = 2
"""Sentences that a document must have in common with a source, and half of those of one of the two."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What a document is a later version of: `source`, and the clauses that rest on that alone and are `gone`."""

    source: str
    gone: tuple[str, ...]


def revisions(
    files: Sequence[Imported], known: Sequence[bool], found: Mapping[Place, Match], library: Library
) -> Mapping[int, Revision]:
    """Index of a file → what it is a later version of. `known`: whether the library has that very document."""
    own: dict[int, list[Match]] = {number: [] for number, is_known in enumerate(known) if not is_known}
    for (number, _), match in found.items():
        if number in own:
            own[number].append(match)
    for number in own:
        own[number] += _of_posts(files[number], library)
    made = ((number, _revision(files[number].document, matches, library)) for number, matches in own.items())
    return {number: one for number, one in made if one}


def _of_posts(one: Imported, library: Library) -> Iterator[Match]:
    """What the sentences in the rows of a table of posts are to the library: said there word for word, or new."""
    if said := [each for item in one.items for each in of_post(item)]:
        forms = {(one.kind, normal_form(one.text)): id_ for id_, one in library.clauses.items() if library.in_use(one)}
        ids = (forms.get((each.kind, normal_form(each.text)), "") for each in said)
        yield from (Match("same", id_, score=1.0) if id_ else NEW for id_ in ids)


def as_decided(
    files: Sequence[Imported], sources: Sequence[tuple[str, bool]], found: Mapping[Place, Match], library: Library
) -> dict[Place, Match]:
    """The matches; items of which somebody decided before that they are not used are dropped, and make no clause.

    `sources`: for each file the source whose ledger keeps the decision, "" for none, and whether the file is that very
    document; else it is a later version of it. What was decided of another owner's sentence is only noted.
    """
    given_up = [
        _given_up(library.sources[source], one if is_same else None) if source in library.sources else {}
        for one, (source, is_same) in zip(files, sources, strict=True)
    ]
    whose = [list(_whose(one)) if said else [] for one, said in zip(files, given_up, strict=True)]
    made = dict(found)
    for (number, at), match in found.items():
        said = given_up[number].get(_form(files[number].items[at])) if given_up[number] else None
        if said and (match.decision != "same" or match.earlier):
            own = said.get(whose[number][at])
            noted = replace(match, decided=next(iter(said.values())))
            made[number, at] = Match(DROPPED, score=1.0, decided=own) if own else noted
    return _without_earlier({place for place, match in made.items() if match.decision == DROPPED}, made)


def _without_earlier(gone: Collection[Place], made: Mapping[Place, Match]) -> dict[Place, Match]:
    """The matches, led from items that are gone to the first that says the same and stays; without one they are new."""
    heirs: dict[Place, Place] = {}
    left: dict[Place, Match] = {}
    for place, match in made.items():
        if match.earlier is None or match.earlier not in gone:
            left[place] = match
        elif match.earlier in heirs:
            left[place] = replace(match, earlier=heirs[match.earlier])
        else:
            left[place] = replace(NEW, decided=match.decided)
            if match.decision == "same":
                heirs[match.earlier] = place
    return left


def _given_up(source: Source, read: Imported | None) -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """What the ledger of a source gives up: form of an item → whose it is → (lines, reason).

    `read`: the source as it was read just now; None to read its text again, so that both are told by the same rules.
    """
    dropped = [entry for entry in source.ledger if entry.status == "dropped" and not entry.part]
    reasons = {line: entry.reason for entry in dropped for line in range(entry.first, entry.last + 1)}
    parts = [entry for entry in source.ledger if entry.part]
    if not reasons and not parts:
        return {}
    try:
        one = read or imported(plain.read(source.text, "\n".join(source.lines).encode()))
    except DocumentRefused:  # what another format held may be no text by itself: then all is asked again
        return {}
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for item, owner in zip(one.items, _whose(one), strict=True):
        lines = [line for line in own_lines(one, item) if one.document.blocks[line - 1].line.strip()]
        if not lines:
            continue
        reason = reasons[lines[0]] if all(line in reasons for line in lines) else _of_part(item, lines, parts)
        if reason:
            said = (str(SourceRef(source.id, lines[0], lines[-1])), reason)
            found.setdefault(_form(item), {}).setdefault(owner, said)
    return found


def _of_part(item: Item, lines: Sequence[int], parts: Sequence[LedgerEntry]) -> str:
    """Why a sentence is not used that shares its lines with others which are; "" where nobody said so."""
    here = [entry for entry in parts if entry.first <= lines[0] and lines[-1] <= entry.last]
    reasons = {normal_form(entry.part): entry.reason for entry in here}
    forms = [normal_form(one.text) for one in written(item)] if here else []
    return reasons[forms[0]] if forms and all(form in reasons for form in forms) else ""


def _form(item: Item) -> str:
    """What an item says, with what stands above and holds for it; its figures and signs count, its number does not."""
    return normal_form("|".join((item.text, *item.cells, item.given)))


def _whose(one: Imported) -> Iterator[str]:
    """For each item whose it is: its role's or department's, or that of its document where a file has several."""
    starts = [first for first, _, _ in one.text_parts]
    for item in one.items:
        at = max(0, bisect_right(starts, item.text_first) - 1)
        title = one.text_parts[at][2] if len(starts) > 1 else ""
        yield normal_form(item.owner if item.owner and item.kind != "rule" else title)


def _revision(document: Document, matches: Sequence[Match], library: Library) -> Revision | None:
    said = {match.id for match in matches if match.id}
    cited = Counter(source for id_ in said for source in _sources(library, id_))
    for source, shared in cited.most_common(1):
        used = (id_ for id_, clause in library.clauses.items() if library.in_use(clause))
        there = [one for one in used if source in _rests(library, one)]
        if shared >= _LEAST and 2 * shared >= min(len(there), len(matches)):
            forms = {normal_form(block.line) for block in document.blocks}
            cells = (cell.text for block in document.blocks for cell in block.cells)
            forms |= {normal_form(part) for cell in cells for part in parts_of(cell)}
            left = (one for one in there if one not in said and not library.clauses[one].origin)
            gone = (one for one in left if _rests(library, one) == {source} and not _is_repeated(library, one, forms))
            return Revision(source, tuple(gone))
    return None


def _is_repeated(library: Library, id_: str, forms: Collection[str]) -> bool:
    """Whether the lines of a clause stand in the document as they were, or its sentence in a cell of a row.

    A line above from which only its consequence was taken, as its note says, stands there for others too.
    """
    clause = library.clauses[id_]
    own = [ref for ref in clause.sources if f"第{ref.first}行" not in clause.note] or clause.sources
    quotes = (library.sources[ref.source].quote(ref).split("\n") for ref in own)
    return normal_form(clause.text) in forms or any(
        all(normal_form(line) in forms for line in quote if line.strip()) for quote in quotes
    )


def _sources(library: Library, id_: str) -> Iterator[str]:
    """The sources in use that a clause cites."""
    for source in _rests(library, id_):
        if not library.sources[source].superseded_by:
            yield source


def _rests(library: Library, id_: str) -> set[str]:
    return {ref.source for ref in library.clauses[id_].sources}
