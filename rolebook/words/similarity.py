"""How alike two texts are, by their normal forms: what check, coverage, similar and merge all ask. Pure.

The measure is the ratio of the sorted characters (rapidfuzz `fuzz.ratio`), so that word order does not count; of the
cheap measures it did best on real clauses. No ratio sees that a number, a negation or a frequency makes another clause:
that is what `contrast` is for.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, groupby, islice
from typing import NamedTuple

from rapidfuzz import fuzz

from rolebook.words.text import normal_form

NEAR = 65
"""Percent: from this ratio on an editor might think that two texts say the same."""
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


def compare(one: str, other: str) -> Likeness:
    """The likeness of two normal forms."""
    if one == other:
        return Likeness(Verdict.SAME, 1.0, contained=False)
    alike = ratio(one, other)
    shorter, longer = sorted((one, other), key=len)
    contained = len(shorter) >= CONTAINED and shorter in longer
    near = contained or _reaches(round(alike * (len(one) + len(other)) / 2), len(one) + len(other))
    return Likeness(Verdict.NEAR if near else Verdict.APART, alike, contained)


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


def near_pairs(forms: Sequence[str]) -> list[Pair]:
    """Every pair of different normal forms that is near: none missed, at any size. In order of the indexes.

    Where there are more than MOST_PAIRS, as in a list that nobody wrote by hand, only so many are looked for.
    """
    return sorted(set(islice(chain(_alike(forms), _inside(forms)), MOST_PAIRS)))


def _reaches(shared: int, total: int) -> bool:
    """Whether `shared` common characters of two texts of together `total` reach NEAR, in whole numbers."""
    return 200 * shared >= NEAR * total


def _required(total: int) -> int:
    """The least number of common characters that reaches NEAR."""
    return -(-NEAR * total // 200)


def _alike(forms: Sequence[str]) -> Iterator[Pair]:
    """Pairs whose ratio reaches NEAR, found without comparing all texts with all, and without missing any.

    Two sorted texts have in common what they share as bags of characters, and the ratio is 2 x shared / total length.
    So each text is asked only: how many characters does every shorter text share with it?

    A bitmap is a whole number in which bit n stands for the text at place n of `order`, the shorter ones first. Every
    character has one, in which the texts that hold it are 1; the second 户 of a text counts as another character than
    the first. With the texts 0: 客户, 1: 客人, the bitmaps are 客 0b11, 户 0b01, 人 0b10. For the third text 老客户
    those of 客 and 户 are added, digit by digit for all texts at once (`_sums`): text 0 shares two characters, text 1
    one. `_needs` says how many each must share, here 2 of 2 + 3, and `_at_least` gives the bitmap of those that do:
    0b01. 100,000 clauses take seconds (benchmarks/similarity.py).
    """
    order = sorted(range(len(forms)), key=lambda index: len(forms[index]))
    holders: dict[tuple[str, int], int] = defaultdict(int)
    of_length: dict[int, int] = {}
    place = 0
    for length, group in groupby(order, key=lambda index: len(forms[index])):
        members = list(group)
        of_length[length] = ((1 << len(members)) - 1) << place
        possible, needed = _needs(length, of_length)
        for index in members:
            characters = _numbered(forms[index])
            counts = _sums([holders[character] for character in characters if character in holders])
            for hit in _bits(_at_least(counts, needed) & possible):
                if forms[order[hit]] != forms[index]:
                    yield Pair(*sorted((order[hit], index)))
            for character in characters:
                holders[character] |= 1 << place
            place += 1


def _numbered(form: str) -> list[tuple[str, int]]:
    """The characters of a text, each with how often it has been before."""
    seen: Counter[str] = Counter()
    found = []
    for character in form:
        found.append((character, seen[character]))
        seen[character] += 1
    return found


def _needs(length: int, of_length: dict[int, int]) -> tuple[int, list[int]]:
    """For a text of `length`: the bitmap of the texts that can be near, and how much each must share.

    The numbers are kept in slices: bit n of slice k is bit k of what text n must share. `of_length` has the bitmap of
    the texts of each length so far.
    """
    possible = 0
    needed = [0] * length.bit_length()
    for other, members in of_length.items():
        required = _required(length + other)
        if required <= other:
            possible |= members
            for bit in range(len(needed)):
                if required >> bit & 1:
                    needed[bit] |= members
    return possible, needed


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


def _inside(forms: Sequence[str]) -> Iterator[Pair]:
    """Pairs of which the shorter lies inside the longer, looked up by its rarest two characters."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index, form in enumerate(forms):
        for two in {form[at : at + 2] for at in range(len(form) - 1)}:
            holders[two].append(index)
    for index, form in enumerate(forms):
        if len(form) >= CONTAINED:
            rarest = min((holders[form[at : at + 2]] for at in range(len(form) - 1)), key=len)
            for other in rarest:
                if form in forms[other] and form != forms[other]:
                    yield Pair(*sorted((index, other)))
