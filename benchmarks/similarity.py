"""Near pairs of N made-up clauses: our exact join against rapidfuzz comparing all with all, and both ways of comparing.

    python benchmarks/similarity.py [N ...]

Prints seconds, pairs found, and how many times faster the join is; both must find the same pairs. The peers are
rapidfuzz's `process.extract`, one text against all later ones, and, where numpy is installed, its `process.cdist` on
all processors. Peers are left out above PEER clauses, where they take minutes. Read ratios, not seconds.
"""

import random
import re
import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from rolebook.words.similarity import NEAR, Pair, Sentence, alike, near_pairs, sentence
from rolebook.words.text import normal_form

DOCUMENT = Path(__file__).parents[1] / "content/sources/sales-duties.txt"
PEER = 20_000
CUTOFF = 65 - 1e-9


def clauses(number: int) -> list[str]:
    """Different texts put together from phrases of the source document, half of them with characters missing."""
    lines = [normal_form(line) for line in DOCUMENT.read_text("utf-8-sig").splitlines()]
    phrases = sorted({phrase for line in lines for phrase in re.split("[,;:.、]", line) if 3 <= len(phrase) <= 20})
    made: set[str] = set()
    chance = random.Random(5)  # noqa: S311  # the same clauses every time
    while len(made) < number:
        text = ",".join(chance.sample(phrases, chance.choice([1, 2, 2, 3, 3, 4])))
        made.add("".join(char for char in text if chance.random() > 0.05) if chance.random() < 0.5 else text)
    return sorted(made)


def by_extract(texts: list[str]) -> set[Pair]:
    """Every text against all later ones."""
    ordered = ["".join(sorted(text)) for text in texts]
    found = set()
    for index, text in enumerate(ordered):
        hits = process.extract(text, ordered[index + 1 :], scorer=fuzz.ratio, score_cutoff=CUTOFF, limit=None)
        found |= {Pair(index, index + 1 + place) for _, _, place in hits}
    return found


def by_matrix(texts: list[str]) -> set[Pair]:
    """All with all in blocks of 2,000 rows, on all processors. Raises ImportError without numpy."""
    import numpy as np

    ordered = ["".join(sorted(text)) for text in texts]
    found = set()
    edges = [*range(0, len(texts), 2000), len(texts)]
    for first, last in pairwise(edges):
        scores = process.cdist(
            ordered[first:last], ordered[first:], scorer=fuzz.ratio, score_cutoff=CUTOFF, dtype=np.uint8, workers=-1
        )
        rows, columns = np.nonzero(scores)
        found |= {Pair(first + int(r), first + int(c)) for r, c in zip(rows, columns, strict=True) if r < c}
    return found


def required(total: int) -> int:
    """The least number of common characters that makes two texts of together `total` near."""
    return -(-NEAR * total // 200)


def join(texts: list[str]) -> set[Pair]:
    """The pairs whose ratio is near."""
    return {Pair(*sorted(pair)) for pair in alike(texts, required)}


def timed(work: Callable[[Any], Any], texts: Sequence[Any]) -> tuple[float, Any]:
    """Seconds of one call, and what it gave."""
    start = time.perf_counter()
    result = work(texts)
    return time.perf_counter() - start, result


def main(sizes: list[int]) -> None:
    """`plain`: every character counts, as until 2026.11; `words`: as sentences are compared now."""
    for number in sizes:
        texts = clauses(number)
        plain, joined = timed(join, texts)
        print(f"{number:>7} clauses, plain: join {plain:.2f} s, {len(joined)} pairs")
        for name, peer in (("extract", by_extract), ("cdist", by_matrix)) if number <= PEER else ():
            try:
                seconds, found = timed(peer, texts)
            except ImportError:
                continue
            same = "the same pairs" if found == joined else "OTHER PAIRS"
            print(f"        rapidfuzz {name}: {seconds:.2f} s, {same}; the join is {seconds / plain:.1f} times as fast")
        prepared, sentences = timed(as_sentences, texts)
        now, found = timed(join, [one.letters for one in sentences])
        whole, pairs = timed(near_pairs, sentences)
        print(
            f"        words: join {now:.2f} s ({now / plain:.2f} of plain), {len(found)} pairs; making the sentences "
            f"{prepared:.2f} s; with those inside another {whole:.2f} s, {len(pairs)} pairs"
        )


def as_sentences(texts: list[str]) -> list[Sentence]:
    """The texts as they are compared."""
    return [sentence(text) for text in texts]


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1000, 10_000, 100_000])
