"""How alike two texts are, by their normal forms: the one engine behind check, coverage, similar and merge. Pure.

The measure is the ratio of the sorted characters (rapidfuzz `fuzz.ratio`): word order does not count, which measured
best of the cheap ones on real clauses. What a number, a negation or a frequency changes no ratio sees: see
`differences`.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from rapidfuzz import fuzz

from rolebook.words.text import normal_form

NEAR = 0.65
"""From here on an editor might think that two texts say the same."""
FAR = 0.8
"""Below this a clause does not say what its source lines say."""
CONTAINED = 6
"""Characters from which a text that lies inside another is worth a question; shorter ones lie in too many."""


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
    """Twelve hex digits that stand for two texts, in either order, until one of them changes its normal form."""
    forms = sorted((normal_form(one), normal_form(other)))
    return hashlib.sha256("\n".join(forms).encode("utf-8")).hexdigest()[:12]


def near_pairs(forms: Sequence[str]) -> list[Pair]:
    """Every pair of different normal forms that is near: none missed, at any size. In order of the indexes."""
    return sorted({*_alike(forms), *_inside(forms)})


def _reaches(shared: int, total: int) -> bool:
    """Whether `shared` common characters of two texts of together `total` reach NEAR, in whole numbers."""
    return 40 * shared >= 13 * total


def _required(total: int) -> int:
    """The least number of common characters that reaches NEAR."""
    return -(-13 * total // 40)


def _alike(forms: Sequence[str]) -> Iterator[Pair]:
    """Pairs whose ratio reaches NEAR: an exact join instead of a comparison of all with all.

    The longest common subsequence of two sorted texts is what they have in common as bags of characters, so the ratio
    is 2 x common / total. Every character (its second occurrence being another one) has a bitmap of the texts that
    hold it; adding up the bitmaps of one text's characters, all texts at once, counts what each has in common with it.
    100,000 clauses take seconds (benchmarks/similarity.py); no candidates are guessed, so none are missed.
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
    """For a text of `length`: which texts can be near at all, and how much each must share (bit k in slice k)."""
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
    """The sum of the bitmaps at every place at once: slice k holds bit k of every sum (carry-save adders)."""
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
    """The places where the sliced number `counts` is not below `needed`: the highest bit that differs decides."""
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
