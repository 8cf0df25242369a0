"""How alike two texts are: what check, coverage, similar and merge all ask. Pure.

The measure is the ratio of the sorted characters (rapidfuzz `fuzz.ratio`), so that word order does not count; of the
cheap measures it did best on real clauses. Clauses are compared with each other (`sentence`, `compare`, `near_pairs`)
without the words that carry no content, and with one word for several that mean the same. Where most of a text is not
Han, its letters say nothing, since all such texts are made of the same 26: there the words count, in their order.

No ratio sees that a number, a negation or a frequency makes another clause: that is what `contrast` is for.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import chain, groupby, islice
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from rolebook.words.lexicon import LIGHT, LIGHT_ENGLISH, PART_OF_NOTHING, SYNONYMS
from rolebook.words.one_word import EACH_ITS_OWN, OneWord
from rolebook.words.text import normal_form
from rolebook.words.words_apart import has_words, is_worded, words_apart

NEAR = 65
"""Percent: from this ratio on an editor might think that two texts say the same."""
NEAR_IN_WORDS = 50
"""Percent of the words with content, in their order, from which texts in another script than Han are near."""
LEAST_WORDS = 3
"""Words that two such texts must have in common: short ones share one or two by chance."""
FAR = 0.8
"""Below this a clause does not say what its source lines say."""
CONTAINED = 6
"""Characters from which a text that lies inside another is worth a question; shorter ones lie in too many."""

MOST_PAIRS = 1_000_000
"""Near pairs that are looked for: more than anybody has decided on."""


class Verdict(StrEnum):
    """Same: equal normal forms. Near: an editor must decide. Else apart."""

    SAME = "same"
    NEAR = "near"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two normal forms compared. `ratio` from 0 to 1; `contained`: the shorter lies inside the longer."""

    verdict: Verdict
    ratio: float
    contained: bool


class Pair(NamedTuple):
    """Two texts of a sequence, by their indexes, the lower one first."""

    first: int
    second: int


def ratio(one: str, other: str) -> float:
    """The ratio of the sorted characters of two normal forms, from 0 to 1."""
    return fuzz.ratio("".join(sorted(one)), "".join(sorted(other))) / 100


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text as it is compared with others: made by `sentence`."""

    form: str
    """The normal form; texts that have the same say the same."""
    letters: str
    """The characters that count, sorted: one word for several that mean the same, none without content."""
    words: tuple[str, ...]
    """The words with content, Han characters one by one; empty where there are no words but in Han."""
    worded: bool
    """Whether the words count, in their order, and not the letters."""
    stretch: str
    """In which a shorter text may lie, and which may lie in a longer one."""

    @property
    def may_lie_inside(self) -> bool:
        """Whether it is long enough to be worth a question where it lies inside another."""
        return len(self.words) >= LEAST_WORDS if self.worded else len(self.form) >= CONTAINED


@lru_cache(maxsize=50_000)
def sentence(text: str, same: OneWord = EACH_ITS_OWN) -> Sentence:
    """A text as it is compared; `same` are words that mean the same, besides those of the trade at large."""
    form = normal_form(text)
    put = _with_trade(same).replaced(form)
    letters = "".join(sorted(_LIGHT.replaced(put) or put))
    every = words_apart(text) if has_words(form) else ()
    worded = is_worded(every)
    words = tuple(word for word in every if word not in LIGHT_ENGLISH) or every
    return Sentence(form, letters, words, worded, f" {' '.join(every)} " if worded else put)


def compare(one: Sentence, other: Sentence) -> Likeness:
    """The likeness of two sentences."""
    if one.form == other.form:
        return Likeness(Verdict.SAME, 1.0, contained=False)
    shorter, longer = sorted((one, other), key=lambda text: len(text.stretch))
    contained = shorter.may_lie_inside and _lies_inside(shorter, longer)
    if one.worded or other.worded:
        ours, theirs = one.words, other.words
        shared = LCSseq.similarity(ours, theirs) if ours and theirs else 0
        alike, needed = 2 * shared / max(1, len(ours) + len(theirs)), _required_words(len(ours) + len(theirs))
    else:
        total = len(one.letters) + len(other.letters)
        alike = fuzz.ratio(one.letters, other.letters) / 100
        shared, needed = round(alike * total / 2), _required(total)
    near = contained or shared >= max(1, needed)
    return Likeness(Verdict.NEAR if near else Verdict.APART, alike, contained)


def _lies_inside(shorter: Sentence, longer: Sentence) -> bool:
    return shorter.worded == longer.worded and shorter.stretch != longer.stretch and shorter.stretch in longer.stretch


def own_stretch(text: str, line: str) -> str:
    """The stretch of a line (both normal forms) that fits a text best, where several clauses share the line."""
    found = fuzz.partial_ratio_alignment(text, line)
    return line[found.dest_start : found.dest_end] if found and len(line) > len(text) else line


def fingerprint(one: str, other: str) -> str:
    """Twelve hex digits that stand for two texts, in either order, until one of them changes its normal form.

    Decisions recorded them until 2026.11. They are still honoured, and renewed by `fmt` (`model/fingerprint.py`).
    """
    forms = sorted((normal_form(one), normal_form(other)))
    return hashlib.sha256("\n".join(forms).encode("utf-8")).hexdigest()[:12]


def near_pairs(texts: Sequence[Sentence]) -> list[Pair]:
    """Every pair of different texts that is near: none missed, at any size. In order of the indexes.

    Where there are more than MOST_PAIRS, as in a list that nobody wrote by hand, only so many are looked for.
    """
    found = chain(_alike_in_letters(texts), _alike_in_words(texts), _inside(texts))
    forms, size = [text.form for text in texts], len(texts)
    # A number for each pair: they are many, and numbers are quickly sorted.
    numbers = (
        first * size + second if first < second else second * size + first
        for first, second in found
        if forms[first] != forms[second]
    )
    return [Pair(*divmod(number, size)) for number in sorted(set(islice(numbers, MOST_PAIRS)))]


def _alike_in_letters(texts: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    members = [index for index, text in enumerate(texts) if not text.worded]
    found = alike([texts[index].letters for index in members], _required)
    return found if len(members) == len(texts) else ((members[one], members[other]) for one, other in found)


def _alike_in_words(texts: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Pairs of which one counts by its words: those that share enough of them, and that in their order."""
    members = [index for index, text in enumerate(texts) if text.words]
    if not any(texts[index].worded for index in members):
        return
    for first, second in alike([texts[index].words for index in members], _required_words):
        one, other = texts[members[first]], texts[members[second]]
        if one.worded or other.worded:
            needed = _required_words(len(one.words) + len(other.words))
            if LCSseq.similarity(one.words, other.words, score_cutoff=needed):
                yield members[first], members[second]


def _required(total: int) -> int:
    """The least number of common characters that reaches NEAR."""
    return -(-NEAR * total // 200)


def _required_words(total: int) -> int:
    """The least number of common words that makes two texts of together `total` words near."""
    return max(LEAST_WORDS, -(-NEAR_IN_WORDS * total // 200))


def alike(forms: Sequence[Sequence[str]], required: Callable[[int], int]) -> Iterator[tuple[int, int]]:
    """Pairs, by their indexes, that share as many characters (or words) as `required` says.

    None is missed, and not all are compared with all. `required` gives the least number for two texts of together so
    many characters. Two sorted texts have in common what they share as bags of characters, and the ratio is 2 x shared
    / total length. So each text is asked only: how many characters does every shorter text share with it?

    A bitmap is a whole number in which bit n stands for the text at place n of a block, the shorter ones first. Every
    character has one, in which the texts that hold it are 1; the second 户 of a text counts as another character than
    the first. With the texts 0: 客户, 1: 客人, the bitmaps are 客 0b11, 户 0b01, 人 0b10. For the third text 老客户
    those of 客 and 户 are added, digit by digit for all texts at once (`_sums`): text 0 shares two characters, text 1
    one. `_Block` says how many each must share, here 2 of 2 + 3, and `_at_least` gives the bitmap of those that
    do: 0b01. Blocks of which all texts are too short are left out. 100,000 clauses take seconds
    (benchmarks/similarity.py).
    """
    order = sorted((index for index, form in enumerate(forms) if form), key=lambda index: len(forms[index]))
    texts = [order[first : first + _A_BLOCK] for first in range(0, len(order), _A_BLOCK)]
    blocks = [_Block(some, [len(forms[index]) for index in some], required) for some in texts]
    for number, block in enumerate(blocks):
        for place, index in enumerate(block.texts):
            characters = _numbered(forms[index])
            for one in blocks[: number + 1]:
                for other in one.sharing(characters, len(forms[index])):
                    yield other, index
            for character in characters:
                block.holders[character] |= 1 << place


_A_BLOCK = 16_384
"""Texts of a block: few enough that what is asked of one text is asked of few that are too short for it."""


class _Block:
    """Texts of about the same length, by their indexes, and the bitmap of each character in those that were asked."""

    def __init__(self, texts: Sequence[int], lengths: Sequence[int], required: Callable[[int], int]) -> None:
        """The shorter first, with their lengths."""
        self.texts = texts
        self.holders: dict[Hashable, int] = defaultdict(int)
        self._required = required
        self._of_length: dict[int, int] = {}
        for length, members in groupby(range(len(lengths)), key=lengths.__getitem__):
            places = list(members)
            self._of_length[length] = ((1 << len(places)) - 1) << places[0]
        self._needed: tuple[int, int, list[int]] = (0, 0, [])

    def sharing(self, characters: Iterable[Hashable], length: int) -> Iterator[int]:
        """The texts that share enough with one of this length, which is no shorter."""
        if self._needed[0] != length:
            self._needed = length, *self._needs(length)
        _, possible, needed = self._needed
        if not possible:
            return iter(())
        counts = _sums([self.holders[character] for character in characters if character in self.holders])
        return map(self.texts.__getitem__, _bits(_at_least(counts, needed) & possible))

    def _needs(self, length: int) -> tuple[int, list[int]]:
        """For a text of `length`: the bitmap of the texts that can be near, and how much each must share.

        The numbers are kept in slices: bit n of slice k is bit k of what text n must share.
        """
        possible = 0
        needed = [0] * length.bit_length()
        for other, members in self._of_length.items():
            least = self._required(length + other)
            if least <= other <= length:
                possible |= members
                for bit in range(len(needed)):
                    if least >> bit & 1:
                        needed[bit] |= members
        return possible, needed


def _numbered(form: Sequence[str]) -> Collection[Hashable]:
    """The characters of a text, each further one of the same with how often it has been before."""
    first = dict.fromkeys(form)
    if len(first) == len(form):
        return first
    seen: Counter[str] = Counter()
    found: list[Hashable] = []
    for character in form:
        number = seen[character]
        found.append((character, number) if number else character)
        seen[character] = number + 1
    return found


def _sums(bitmaps: list[int]) -> list[int]:
    """How many of the bitmaps have a 1, for every place at once: bit n of slice k is bit k of the number for place n.

    `[0b11, 0b01]` gives `[0b10, 0b01]`: place 0 has two, place 1 has one. Three bitmaps of one worth become one of the
    same worth and one of the next (a carry-save adder), until one is left of each.
    """
    slices = []
    while bitmaps:
        carries = []
        while len(bitmaps) > 2:
            one, two, three = bitmaps.pop(), bitmaps.pop(), bitmaps.pop()
            odd = one ^ two
            bitmaps.append(odd ^ three)
            carries.append(one & two | odd & three)
        if len(bitmaps) == 2:
            one, two = bitmaps
            bitmaps = [one ^ two]
            carries.append(one & two)
        slices.append(bitmaps[0])
        bitmaps = carries
    return slices


def _at_least(counts: list[int], needed: list[int]) -> int:
    """The bitmap of the places where the number in the slices of `counts` is at least that in `needed`.

    Compared from the lowest bit to the highest, each bit that differs overrules those below it.
    """
    reached = -1
    for bit, need in enumerate(needed):
        count = counts[bit] if bit < len(counts) else 0
        reached ^= (count ^ need) & (reached ^ count)
    return reached


def _bits(bitmap: int) -> Iterator[int]:
    """The places of the ones."""
    while bitmap:
        place = bitmap.bit_length() - 1
        yield place
        bitmap ^= 1 << place


def _inside(texts: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Pairs of which the shorter lies inside the longer, looked up by a few characters around its rarest two."""
    often = Counter(chain.from_iterable(set(_parts(text.stretch, 2)) for text in texts))
    holding: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        if text.may_lie_inside:
            holding[_rare_part(text.stretch, often)].append(index)
    widths = {len(part) for part in holding}
    for index, text in enumerate(texts):
        parts = {part for width in widths for part in _parts(text.stretch, width)}
        for part in sorted(holding.keys() & parts):
            for inner in holding[part]:
                other = texts[inner]
                if other.stretch in text.stretch and _lies_inside(other, text):
                    yield inner, index


def _rare_part(stretch: str, often: Mapping[str, int]) -> str:
    """The characters of a stretch around the two that `often` counts least: 2 x CONTAINED, of a short one CONTAINED.

    Two lengths only: a text in which others may lie is looked up by all of its parts of each.
    """
    width = 2 * CONTAINED if len(stretch) >= 2 * CONTAINED else CONTAINED
    rarest = min(_parts(stretch, 2), key=often.__getitem__, default="")
    first = max(0, min(stretch.index(rarest) + 1 - width // 2, len(stretch) - width))
    return stretch[first : first + width]


def _parts(stretch: str, width: int) -> list[str]:
    """Every so many neighbouring characters, in order."""
    return [stretch[at : at + width] for at in range(len(stretch) - width + 1)]


_LIGHT = OneWord((("", *(word for word in LIGHT.split() if len(word) > 1 or word in PART_OF_NOTHING)),))
"""What is left out: nothing stands for it."""


@cache
def _with_trade(same: OneWord) -> OneWord:
    """The words that mean the same in the trade at large, and those of one library."""
    return OneWord((*(tuple(group.split("/")) for group in SYNONYMS.split()), *same.groups))
