"""`make mutants`: a random sample of small changes to the code, each run against the tests that should notice it.

    make mutants                       600 of them, in hours
    make mutants SAMPLE=60 JOBS=2      60 of them: the first 60 of the same 600
    make mutants SEED=2                others

Each change is made in a copy of the checkout. What was run already is kept in .mutants/ and not run again until its
file changes, so a run that was cut off goes on where it stopped. At the end stands, for each part of the code, how many
changes no test noticed, and which. Some of those change nothing that anybody can see; the others want a test.
"""

import argparse
import contextlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

from tests.chance import seeded
from tests.mutants.mutations import Mutant, mutants

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".mutants"
PARTS: dict[str, tuple[str, ...]] = {
    "rolebook/yamltext": ("test_cases", "test_fmt", "test_edit_guards", "test_editing"),
    "rolebook/editing": ("test_editing", "test_edit_guards", "test_new", "test_guards", "test_suggestions"),
    "rolebook/words": (
        "test_similarity",
        "test_differences",
        "test_words",
        "test_ids",
        "test_guards",
        "test_library",
        "test_cases",
    ),
    "rolebook/sheets/hires": ("test_hires", "test_guards"),
    "rolebook/model/coverage.py": ("test_coverage", "test_stats", "test_cases"),
    "rolebook/reporting": ("test_report", "test_formats", "test_stats", "test_similarity", "test_contract"),
    "rolebook/findings/finding.py": ("test_report", "test_formats", "test_cases"),
}
"""What is changed, and the tests that reach it, those that fail soonest first."""
_LEFT_OUT = (".git", ".venv", ".mutants", ".*_cache", ".hypothesis", "__pycache__", "node_modules", "site.*-*", "out")
MEMORY = 4 * 1024**3
"""Bytes that a run of tests may take: a change may make a loop collect without end."""


def main() -> None:
    """Run the sample and print what came of it."""
    parser = argparse.ArgumentParser(description="Runs the tests against small changes to the code.")
    parser.add_argument("--sample", type=int, default=600, help="how many changes")
    parser.add_argument("--seed", type=int, default=13, help="which changes")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at a time")
    options = parser.parse_args()
    # A shell ignores this signal in what it runs in the background; a test that presses Ctrl-C would wait forever.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    every = [(part, mutant) for part in PARTS for mutant in _of(part)]
    seeded(options.seed).shuffle(every)
    sample = every[: options.sample]
    print(f"{len(sample)} of {len(every)} changes, seed {options.seed}", flush=True)
    _run(sample, options.jobs)
    print("\n".join(_told(sample)))


def _of(part: str) -> Iterator[Mutant]:
    path = ROOT / part
    for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
        yield from mutants(file.relative_to(ROOT).as_posix(), file.read_text("utf-8"))


def _result_file(mutant: Mutant) -> Path:
    """Where the result of a change is kept: its name stands for the file's text too, so it lasts as long as that."""
    return KEPT / f"{mutant.digest()}.json"


def _run(sample: Sequence[tuple[str, Mutant]], jobs: int) -> None:
    KEPT.mkdir(exist_ok=True)
    todo = [(part, mutant) for part, mutant in sample if not _result_file(mutant).exists()]
    if not todo:
        return
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copies: Queue[Path] = Queue()
        for number in range(jobs):
            copy = Path(folder) / str(number)
            shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*_LEFT_OUT))
            copies.put(copy)
        with ThreadPoolExecutor(jobs) as pool:
            parts = sorted({part for part, _ in todo})
            limits = dict(zip(parts, pool.map(lambda part: _limit(part, copies), parts), strict=True))
            for result in pool.map(lambda one: _tried(one[0], one[1], copies, limits[one[0]]), todo):
                print(result, flush=True)


def _limit(part: str, copies: "Queue[Path]") -> float:
    """Seconds that the tests of a part may take. Ends the run where they fail without any change."""
    copy = copies.get()
    start = time.monotonic()
    outcome = _tested(part, copy, 1800)
    copies.put(copy)
    if outcome != "survived":
        sys.exit(f"The tests of {part} must pass before anything is changed: {outcome}")
    return 3 * (time.monotonic() - start) + 30


def _tried(part: str, mutant: Mutant, copies: "Queue[Path]", limit: float) -> str:
    """Make one change in one of the copies, run the tests, undo it, keep the result."""
    copy = copies.get()
    file = copy / mutant.file
    original = file.read_bytes()
    try:
        file.write_text(mutant.source(), "utf-8")
        outcome = _tested(part, copy, limit)
    finally:
        file.write_bytes(original)
        copies.put(copy)
    _result_file(mutant).write_text(json.dumps({"name": mutant.name, "outcome": outcome}, ensure_ascii=False), "utf-8")
    return f"{outcome:9} {mutant.name}"


def _tested(part: str, copy: Path, limit: float) -> str:
    """`killed` where a test failed, `timeout`, or `survived`. The whole process group ends with it."""
    modules = [f"tests/{name}.py" for name in PARTS[part]]
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *modules]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.Popen(
        command,
        cwd=copy,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    resource.prlimit(process.pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        code = process.wait(limit)
    except subprocess.TimeoutExpired:
        return "timeout"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return "survived" if code == 0 else "killed"


def _told(sample: Sequence[tuple[str, Mutant]]) -> Iterator[str]:
    """For each part: how many were noticed, and those that were not."""
    outcomes: dict[str, list[tuple[str, Mutant]]] = defaultdict(list)
    for part, mutant in sample:
        outcomes[part].append((json.loads(_result_file(mutant).read_text("utf-8"))["outcome"], mutant))
    total = 0
    for part, results in sorted(outcomes.items()):
        left = sorted(mutant.name for outcome, mutant in results if outcome == "survived")
        late = sum(outcome == "timeout" for outcome, _ in results)
        total += len(left)
        yield f"\n{part}: {len(results) - len(left)} of {len(results)} noticed, {late} of them by the time limit"
        yield from (f"  {name}" for name in left)
    yield f"\n{len(sample) - total} of {len(sample)} noticed ({(len(sample) - total) / max(len(sample), 1):.0%})"


if __name__ == "__main__":
    main()
