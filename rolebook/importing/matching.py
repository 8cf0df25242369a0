"""What the library, or the document itself, already says: the same, near with the difference, or new."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from rolebook.importing.items import Imported, Item
from rolebook.importing.written import written
from rolebook.model.entries import Clause
from rolebook.model.library import Library
from rolebook.words.contrast import difference
from rolebook.words.one_word import OneWord
from rolebook.words.similarity import Sentence, compare, near_pairs, sentence
from rolebook.words.text import normal_form
from rolebook.words.wording import Wording

CLAUSE_KINDS = frozenset({"duty", "qualification", "indicator", "rule", "penalty", "reward"})
"""Kinds of items that make clauses; an item is compared with the clauses of its kind."""
_THIS, _THAT = Wording("文档", "the document"), Wording("手册", "the library")
_HERE, _EARLIER = Wording("这一条", "this"), Wording("前面的一条", "the earlier one")
DROPPED = "dropped"
_Place = tuple[int, int]
"""The index of a file and of an item in it."""
_CITED = 0.5
"""How alike a clause and the item whose lines it cites must at least be: several items may share a line."""
_NEARLY = 0.15
"""How much less alike than the likest a clause may be that the file has no longer, to go before that."""


@dataclass(frozen=True, slots=True)
class Match:
    """What an item is to what there is already.

    Attributes:
        decision: `same`, `near`, `new`, or `dropped`: somebody decided before that it is not used.
        id: of the clause; "" where it is an earlier item of the import, or new.
        earlier: (file, item) of the earlier item, by their indexes.
        score: how alike they are, from 0 to 1.
        texts: the item's and the other's, of one that is near.
        decided: of one that is dropped, the lines whose ledger says so, and the reason; of any other, those that say so
            of the same sentence of another owner.

    """

    decision: str = "new"
    id: str = ""
    earlier: tuple[int, int] | None = None
    score: float = 0.0
    texts: tuple[str, str] = ("", "")
    decided: tuple[str, str] = ("", "")

    @property
    def difference(self) -> Wording:
        """What differs, of one that is near: a long document has more of them than anybody looks at."""
        sides = (_HERE, _EARLIER) if self.earlier else (_THIS, _THAT)
        return difference(*self.texts).wording(*sides)

    @property
    def is_decisive(self) -> bool:
        """Whether what differs makes another clause of it, as a number does: `check` advises against one of both."""
        return bool(difference(*self.texts).decisive)


NEW = Match()


def matches(files: Sequence[Imported], library: Library, known: Sequence[str] = ()) -> dict[_Place, Match]:
    """(file, item) → what it is to the library and to what stands before it, for each item that makes a clause.

    `known`: for each file the id of the source that is this very document, "" where there is none. A clause that cites
    an item's lines then is that item, however its text was tidied since. So is one that cites, in another document,
    lines that say just what the item or its whole line says: a later version repeats most of an earlier one.
    """
    by_kind: defaultdict[str, list[_Place]] = defaultdict(list)
    for number, one in enumerate(files):
        for at, item in enumerate(one.items):
            if item.kind in CLAUSE_KINDS and item.text.strip():
                by_kind[item.kind].append((number, at))
    found: dict[_Place, Match] = {}
    for kind, places in by_kind.items():
        clauses = [clause for clause in library.clauses.values() if clause.kind == kind]
        cited = _Cited(clauses, known, library, files)
        items = {place: files[place[0]].items[place[1]] for place in places}
        found |= _of_kind(items, clauses, library.taxonomy.one_word(kind), cited)
    return found


class _Cited:
    """The clauses that cite a line: of files that are sources already by its number, of all others by what it says."""

    def __init__(
        self, clauses: Sequence[Clause], known: Sequence[str], library: Library, files: Sequence[Imported]
    ) -> None:
        self._files = files
        numbers = {source: number for number, source in enumerate(known) if source}
        self._by_line: defaultdict[tuple[int, int], list[Clause]] = defaultdict(list)
        self._by_form: defaultdict[str, list[Clause]] = defaultdict(list)
        for clause in clauses:
            for ref in clause.sources:
                if ref.source in numbers:
                    for line in range(ref.first, ref.last + 1):
                        self._by_line[numbers[ref.source], line].append(clause)
                self._by_form[normal_form("".join(library.sources[ref.source].quote(ref).split("\n")))].append(clause)

    def of(self, number: int, item: Item) -> Sequence[Clause]:
        """The clauses of the lines of an item, or of lines that say just this; both it and what stands above it."""
        own = self._by(number, item.text_first, item.text)
        above = self._by(number, item.given_lines[0], item.given) if item.given else own
        return [clause for clause in own if clause in above]

    def is_whole(self, item: Item) -> bool:
        """Whether a clause cites lines that say just what an item says: it is that item, however it was rewritten."""
        return normal_form(item.text) in self._by_form

    def _by(self, number: int, line: int, text: str) -> Sequence[Clause]:
        found = self._by_line.get((number, line), ()) or self._by_form.get(normal_form(text), ())
        return found or self._by_form.get(normal_form(self._files[number].document.blocks[line - 1].line), ())


def _of_kind(
    items: Mapping[_Place, Item], clauses: Sequence[Clause], same: OneWord, cited: _Cited
) -> dict[_Place, Match]:
    """The matches of the items of one kind, in their order."""
    known = {clause.id: sentence(clause.text, same) for clause in clauses}
    by_form = {text.form: id_ for id_, text in reversed(known.items())}
    found: dict[_Place, Match] = {}
    first: dict[str, _Place] = {}
    left: dict[_Place, Sentence] = {}
    sentences = {place: written(item) for place, item in items.items()}  # what stands above it is part of what it says
    said = {at: own[0].text if len(own) == 1 else items[at].text for at, own in sentences.items()}
    for place, item in items.items():
        text = sentence(said[place], same)
        by_line = _best(text, cited.of(place[0], item), known, 0 if cited.is_whole(item) else _CITED)
        if text.form in by_form:
            found[place] = Match("same", by_form[text.form], score=1.0)
        elif by_line:
            found[place] = Match("same", by_line, score=1.0)
        elif text.form in first:
            found[place] = Match("same", earlier=first[text.form], score=1.0)
        else:
            first[text.form] = place
            left[place] = text
    return found | _near(said, clauses, known, left, _no_longer(clauses, found))


def _no_longer(clauses: Sequence[Clause], found: Mapping[_Place, Match]) -> set[tuple[int, str]]:
    """(file, clause) of what a file does not say, of a source of which it says something.

    Where the file is a later version of that source, its changed sentences come from those.
    """
    said = {match.id for match in found.values()}
    by_id = {clause.id: clause for clause in clauses}
    sources = {(file, ref.source) for (file, _), match in found.items() if match.id for ref in by_id[match.id].sources}
    left = [clause for clause in clauses if clause.id not in said and not clause.retired]
    return {(file, one.id) for one in left for ref in one.sources for file, source in sources if source == ref.source}


def _best(text: Sentence, clauses: Sequence[Clause], known: Mapping[str, Sentence], least: float) -> str:
    """The clause that says most of what an item says, of those that cite its lines."""
    scored = [(compare(text, known[clause.id]), clause.id) for clause in clauses]
    scored = [one for one in scored if one[0].ratio >= least or one[0].contained]
    return max(scored, key=lambda one: one[0].ratio)[1] if scored else ""


def _near(
    said: Mapping[_Place, str],
    clauses: Sequence[Clause],
    known: Mapping[str, Sentence],
    left: Mapping[_Place, Sentence],
    no_longer: Collection[tuple[int, str]],
) -> dict[_Place, Match]:
    """The matches of the items that say what nothing else says: near the clause or earlier item that is most alike.

    A clause that the file has `no_longer` goes before one that it still says and that is hardly more alike: the item
    may take its place.
    """
    others: list[tuple[str, _Place | None, str]] = [(clause.id, None, clause.text) for clause in clauses]
    others += [("", place, said[place]) for place in left]
    sentences = [*known.values(), *left.values()]
    alike: defaultdict[_Place, list[tuple[bool, float, int]]] = defaultdict(list)
    for pair in near_pairs(sentences):
        _, place, _ = others[pair.second]
        if place:  # the later one is an item; what is near between two clauses is decided elsewhere
            ratio = compare(sentences[pair.first], sentences[pair.second]).ratio
            is_free = (place[0], others[pair.first][0]) in no_longer
            alike[place].append((is_free, ratio, -pair.first))
    found = dict.fromkeys(left, NEW)
    for place, near in alike.items():
        least = max(ratio for _, ratio, _ in near) - _NEARLY
        _, score, at = max(one for one in near if one[1] >= least)
        id_, earlier, that = others[-at]
        found[place] = Match("near", id_, earlier, round(score, 2), (said[place], that))
    return found
