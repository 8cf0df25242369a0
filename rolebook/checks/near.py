"""Which clauses of a kind are near, found anew only for those that have changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz, process

from rolebook.cache import current
from rolebook.checks.of_files import clauses_of_files
from rolebook.model.entries import Clause
from rolebook.model.kinds import CLAUSES
from rolebook.model.library import Library
from rolebook.words.one_word import OneWord
from rolebook.words.similarity import MOST_PAIRS, NEAR, Pair, Sentence, Verdict, compare, near_pairs, sentence

_DIGITS = 16
"""Hex digits of the digest of a text."""
_MANY = 50
"""Changed texts, from which on comparing all with all takes no longer."""
_LEAST = NEAR - 0.01
"""The ratio below which no texts are alike in their letters, however it is rounded."""


def sentences(library: Library) -> Mapping[str, Sentence]:
    """Id → how the text of a clause is compared, of all clauses."""
    found: dict[str, Sentence] = {}
    for file, clauses in clauses_of_files(library):
        found.update(zip((one.id for one in clauses), _in_file(library, file, clauses), strict=True))
    return found


def _in_file(library: Library, file: str, clauses: Sequence[Clause]) -> Sequence[Sentence]:
    kept = current()
    same = library.taxonomy.one_word(clauses[0].kind)
    stamp = library.stamps.get(file)
    if stamp is None:
        return [sentence(one.text, same) for one in clauses]
    key = kept.key("sentences", (stamp.encode(), repr(same.groups).encode()))
    place = f"sentences of {file}"
    alive: tuple[str, Sequence[Sentence]] = kept.alive.get(place, ("", ()))
    if alive[0] != key:
        known = kept.recall(key)
        if known is None:
            made = [sentence(one.text, same) for one in clauses]
            kept.keep(key, [[one.form, one.letters, one.words, one.worded, one.stretch] for one in made])
        else:
            made = [
                Sentence(form, letters, tuple(words), worded, stretch)
                for form, letters, words, worded, stretch in known
            ]
        alive = kept.alive[place] = key, made
    return alive[1]


def near_clauses(library: Library) -> Iterator[tuple[Clause, Clause]]:
    """The near pairs of clauses in use; of clauses that say exactly the same (`twins`) only the first counts."""
    said = sentences(library)
    for kind in CLAUSES:
        clauses: dict[str, Clause] = {}
        for clause in library.clauses.values():
            if clause.kind == kind.name and library.in_use(clause):
                clauses.setdefault(said[clause.id].form, clause)
        members = list(clauses.values())
        same = library.taxonomy.one_word(kind.name)
        for first, second in _near_places(kind.name, [said[clause.id] for clause in members], same):
            yield members[first], members[second]


def _near_places(kind: str, texts: Sequence[Sentence], same: OneWord) -> Sequence[Sequence[int]]:
    """Which of the texts of a kind are near, by their places; no two have one form."""
    kept = current()
    key = kept.key("near-pairs", (kind.encode(), repr(same.groups).encode()))
    digests = [kept.digest("\0".join((one.form, one.letters, one.stretch, *one.words))) for one in texts]
    whole = "".join(digests)
    known: Sequence[Any] | None = kept.recall(key)
    if known is not None and known[0] == whole:
        same_as_before: Sequence[Sequence[int]] = known[1]
        return same_as_before
    pairs = _after_a_change(known, digests, texts) if known is not None else None
    if pairs is None:
        pairs = near_pairs(texts)
    kept.keep(key, [whole, pairs])
    return pairs


def _after_a_change(known: Sequence[Any], digests: Sequence[str], texts: Sequence[Sentence]) -> list[Pair] | None:
    """The pairs of texts that there were before, and those of the others; None where these are many."""
    whole, pairs = known
    before = [whole[at : at + _DIGITS] for at in range(0, len(whole), _DIGITS)]
    places = {digest: place for place, digest in enumerate(digests)}
    new = [places[digest] for digest in places.keys() - before]
    if len(new) > _MANY or len(pairs) >= MOST_PAIRS:
        return None
    now = [places.get(digest, -1) for digest in before]
    still = (sorted((now[first], now[second])) for first, second in pairs)
    return sorted({*(Pair(*pair) for pair in still if pair[0] >= 0), *_of_new(new, texts)})


def _of_new(new: Iterable[int], texts: Sequence[Sentence]) -> Iterator[Pair]:
    """The near pairs of which one is new: of those that may be near, each is looked at."""
    letters = ["".join(sorted(one.letters)) for one in texts]
    worded = [place for place, one in enumerate(texts) if one.worded]
    for place in new:
        one = texts[place]
        alike = (
            found[2] for found in process.extract_iter(letters[place], letters, scorer=fuzz.ratio, score_cutoff=_LEAST)
        )
        inside = (at for at, other in enumerate(texts) if one.stretch in other.stretch or other.stretch in one.stretch)
        for other in range(len(texts)) if one.worded else {*alike, *inside, *worded}:
            if other != place and compare(one, texts[other]).verdict is Verdict.NEAR:
                yield Pair(*sorted((place, other)))
