"""What the page of one clause costs in a small and in a large library: it must not grow with the library.

    .venv/bin/python benchmarks/pages.py

The large library holds the clauses of content/ many times over, under other ids. Prints milliseconds a page and the
ratio; 1 is what we want, and a page that walks through all clauses shows the ratio of the sizes.
"""

import gc
import time
from dataclasses import replace
from pathlib import Path

from rolebook.loading.load import load
from rolebook.model.entries import Penalty
from rolebook.model.library import Library
from rolebook.site.views import clause_view

COPIES = 40
SAMPLE = 200


def enlarged(library: Library, copies: int) -> Library:
    """The library with every clause but the items of rules `copies` times; copies are tied to nothing."""
    clauses = dict(library.clauses)
    for number in range(1, copies):
        for clause in library.clauses.values():
            if "#" not in clause.id:
                id_ = f"{clause.id}-{number}"
                own = {"enforces": ()} if isinstance(clause, Penalty) else {}
                clauses[id_] = replace(clause, id=id_, covers=(), distinct_from=(), sources=(), **own)
    return replace(library, clauses=clauses)


def milliseconds(library: Library) -> float:
    """A page of the sample, best of twenty; the indexes are made before."""
    sample = [clause for clause in library.clauses.values() if clause.sources][:SAMPLE]
    clause_view(library, sample[0])
    best = float("inf")
    gc.collect()
    gc.disable()  # else the size of the heap is measured
    for _ in range(20):
        start = time.perf_counter()
        for clause in sample:
            clause_view(library, clause)
        best = min(best, time.perf_counter() - start)
    gc.enable()
    return best / len(sample) * 1000


def main() -> None:
    """Both sizes in one run."""
    library = load(Path(__file__).parents[1]).library
    assert library is not None
    large = enlarged(library, COPIES)
    few, many = milliseconds(library), milliseconds(large)
    print(f"{len(library.clauses)} clauses: {few:.2f} ms a page; {len(large.clauses)}: {many:.2f} ms; {many / few:.2f}")


if __name__ == "__main__":
    main()
