"""`import` of a made-up text, stage by stage, at growing sizes: how its time grows with the text, and its memory.

    python benchmarks/importing.py [MEGABYTES …]

Each size is imported into an empty library. Read exponents (1.0: twice the text takes twice as long), not seconds,
which are those of the processor.
"""

import math
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from similarity import clauses

from rolebook.checked import sound
from rolebook.importing.items import imported
from rolebook.importing.proposal import accepted_by_check, proposed
from rolebook.importing.readers import read
from rolebook.loading.load import load
from rolebook.publishing.files import replace_files

REPOSITORY = Path(__file__).parents[1]
BYTES_A_CLAUSE = 66
"""About what one takes in UTF-8, its list number and its share of the headings included."""


def lines(number: int) -> Iterator[str]:
    """Roles with twelve duties, four qualifications and four penalties each, as departments write them."""
    sentences = list(clauses(number))
    for at in range(0, number, 20):
        own = sentences[at : at + 20]
        yield f"示例岗位{at // 20}专员岗位职责"
        yield from (f"{place}、{text}；" for place, text in enumerate(own[:12], 1))
        yield "任职要求"
        yield from (f"{place}、熟悉{text}" for place, text in enumerate(own[12:16], 1))
        yield "处罚"
        yield from (f"{place}、未{text}的，每次罚款{place * 10}元。" for place, text in enumerate(own[16:], 1))


def main(sizes: list[float]) -> None:
    """Print the seconds of each stage for each size, and the exponent from the first size to the last."""
    taken: list[tuple[float, dict[str, float]]] = []
    for size in sizes:
        text = "示例岗位职责与处罚汇编\n" + "\n".join(lines(int(size * 1e6 / BYTES_A_CLAUSE))) + "\n"
        data = text.encode("utf-8")
        with tempfile.TemporaryDirectory() as folder:
            taken.append((len(data) / 1e6, measured(Path(folder), data)))
        said = "  ".join(f"{name} {seconds:6.2f} s" for name, seconds in taken[-1][1].items())
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{taken[-1][0]:5.2f} MB: {said}  all {sum(taken[-1][1].values()):6.2f} s  at most {most:5.0f} MB",
            flush=True,
        )
    if len(taken) > 1:
        (small, first), (large, last) = taken[0], taken[-1]
        grown = math.log(large / small)
        exponents = (f"{name} {math.log(last[name] / first[name]) / grown:5.2f}" for name in first)
        print("exponent: " + "  ".join(exponents))


def measured(root: Path, data: bytes) -> dict[str, float]:
    """The seconds of each stage of one import into an empty library."""
    (root / "content").mkdir()
    for name in ("library.yaml", "taxonomy.yaml"):
        shutil.copy(REPOSITORY / "tests/smallest/content" / name, root / "content")
    seconds: dict[str, float] = {}
    start = time.process_time()

    def stage(name: str) -> None:
        nonlocal start
        seconds[name] = time.process_time() - start
        start = time.process_time()

    one = imported(read("示例.txt", data))
    stage("items")
    library = sound(load(root))
    proposal = proposed(root, library, [(one, data)], "2026-01-01")
    stage("drafts")
    replace_files({root / name: of for name, of in proposal.sources.items()}, root)
    entries = {name: of for name, of in proposal.drafts.files.items() if name.startswith("content/sources/")}
    replace_files({root / name: of for name, of in entries.items()}, root)
    accepted_by_check(root, proposal)
    stage("proof")
    return seconds


if __name__ == "__main__":
    main([float(size) for size in sys.argv[1:]] or [0.25, 1.0])
