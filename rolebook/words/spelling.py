"""What was probably meant: the nearest of some known words, and an id for a Chinese name."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from rolebook.words.ids import MAX_ID

_ALIKE = 75.0
"""From this `fuzz.token_sort_ratio` on, two words that share no slip of the pen are still worth a question."""

_HALF = 50.0
"""From this `fuzz.ratio` on, two Chinese names have half of their characters in common."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` most likely is a slip of; None where none is near.

    Width and case do not count. First the fewest slips (optimal string alignment: a letter left out, added, changed or
    swapped with its neighbour; one, or one in three letters), then the same words in another order. A name that is not
    in ASCII may differ in half of its characters, each being half a word: 入职时间 means 入职日期.
    """
    known = tuple(known)
    wanted = _folded(word)
    slips = process.extract(wanted, known, scorer=OSA.distance, processor=_folded, limit=5)
    likely = [(count, -fuzz.ratio(wanted, other), other) for other, count, _ in slips if count <= _most_slips(other)]
    if likely:
        return min(likely)[2]
    found = process.extractOne(wanted, known, scorer=fuzz.token_sort_ratio, processor=_words, score_cutoff=_ALIKE)
    if found is None and not wanted.isascii():
        found = process.extractOne(wanted, known, scorer=fuzz.ratio, processor=_folded, score_cutoff=_HALF)
    return found[0] if found else None


def _most_slips(other: str) -> int:
    return max(1, len(other) // 3)


def is_slip(word: str, other: str) -> bool:
    """Whether a word is another one but for a few slips, and not merely like it."""
    return OSA.distance(_folded(word), _folded(other)) <= _most_slips(other)


def is_same(word: str, other: str) -> bool:
    """Whether two words differ in nothing but width and case."""
    return _folded(word) == _folded(other)


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).lower().strip()


def _words(word: str) -> str:
    return _folded(word).replace("-", " ")


@lru_cache(maxsize=4096)
def _syllables(word: str) -> tuple[str, ...]:
    """The pinyin of a word; names and sentences are made of the same ones again and again."""
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin([word], v_to_u=False))


def proposed_id(name: str) -> str:
    """An id in the pinyin of a name: `销售代表` gives `xiao-shou-dai-biao`. Empty where nothing of it is usable."""
    from pypinyin.seg.simpleseg import seg  # its dictionaries take a while to load

    spoken = (syllable for word in seg(_folded(name)) for syllable in _syllables(word))
    words = re.findall(r"[a-z0-9]+", "-".join(spoken).lower())
    while words and not words[0][0].isalpha():
        words.pop(0)
    while len("-".join(words)) > MAX_ID:
        words.pop()
    return "-".join(words)
