"""Near pairs of N made-up clauses: our exact join against rapidfuzz comparing all with all.

    python benchmarks/similarity.py [N ...]

Prints seconds, pairs found, and how many times faster the join is; both must find the same pairs. The peers are
rapidfuzz's `process.extract`, one text against all later ones, and, where numpy is installed, its `process.cdist` on
all processors. Peers are left out above PEER clauses, where they take minutes. Read ratios, not seconds.
"""

import random
import re
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from rapidfuzz import fuzz, process

from rolebook.words.similarity import CONTAINED, Pair, _alike, near_pairs
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


def timed(work: Callable[[list[str]], object], texts: list[str]) -> tuple[float, object]:
    start = time.perf_counter()
    result = work(texts)
    return time.perf_counter() - start, result


def main(sizes: list[int]) -> None:
    for number in sizes:
        texts = clauses(number)
        ours, joined = timed(lambda some: set(_alike(some)), texts)
        whole, pairs = timed(near_pairs, texts)
        assert isinstance(joined, set)
        assert isinstance(pairs, list)
        print(f"{number:>7} clauses: join {ours:.2f} s, {len(joined)} pairs; with those inside another {whole:.2f} s")
        for name, peer in (("extract", by_extract), ("cdist", by_matrix)) if number <= PEER else ():
            try:
                seconds, found = timed(peer, texts)
            except ImportError:
                continue
            same = "the same pairs" if found == joined else "OTHER PAIRS"
            print(f"        rapidfuzz {name}: {seconds:.2f} s, {same}; the join is {seconds / ours:.1f} times as fast")
        assert all(compare_inside(texts, pair) for pair in set(pairs) - joined)


def compare_inside(texts: list[str], pair: Pair) -> bool:
    shorter, longer = sorted((texts[pair.first], texts[pair.second]), key=len)
    return len(shorter) >= CONTAINED and shorter in longer


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1000, 10_000, 100_000])
