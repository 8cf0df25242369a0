"""A long search for inputs that break a promise, led by which branches of the code they reach (Atheris, on Linux).

    python -m tests.fuzz.run [--rounds N] [TARGET …]

Atheris is no part of Rolebook's environment: `make soak` puts it, pinned by tests/fuzz/requirements.txt, into a folder
of its own on PYTHONPATH. The search begins at tests/fuzz/corpus and writes to a temporary folder what it learns; the
first input of each kind of fault is kept in tests/fuzz/crashes, where test_fuzz.py tries it from then on.
"""

import argparse
import hashlib
import re
import resource
import subprocess
import sys
import tempfile
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
CRASHES = HERE / "crashes"
ROUND = {"yaml": 120_000, "library": 4_000, "hires": 20_000, "pages": 60_000, "text": 60_000}
"""Inputs of one round: each target takes a few minutes."""
NAMES = tuple(ROUND)
LONGEST = {"yaml": 700, "library": 700, "hires": 800, "pages": 600, "text": 90}
"""Bytes of an input: enough for a few entries, rows, paragraphs, sentences."""


def search(name: str, runs: int) -> None:
    """Let Atheris try inputs in this process, which it ends. A fault is written down and the search goes on."""
    atheris: Any = import_module("atheris")  # there in `make soak` only

    with atheris.instrument_imports(include=["rolebook", "markdown"]):
        from tests.fuzz.targets import TARGETS

    seen: set[str] = set()

    def one(data: bytes) -> None:
        try:
            TARGETS[name](data)
        except Exception as problem:  # noqa: BLE001  # whatever comes is what is looked for
            place = traceback.extract_tb(problem.__traceback__)[-1]
            kind = f"{type(problem).__name__} {place.filename}:{place.lineno}"
            if kind not in seen:
                seen.add(kind)
                _keep(name, data)
                print(f"FOUND in {name}: {kind}: {str(problem)[:300]}", flush=True)

    with tempfile.TemporaryDirectory(prefix="rolebook-corpus-") as learnt:
        options = [f"-runs={runs}", f"-max_len={LONGEST[name]}", "-timeout=60", "-print_final_stats=1", "-verbosity=0"]
        kept = CRASHES / name
        kept.mkdir(parents=True, exist_ok=True)
        places: list[Any] = [f"-artifact_prefix={kept}/", learnt, str(CORPUS / ("yaml" if name == "library" else name))]
        atheris.Setup([sys.argv[0], *options, *places], one)
        atheris.Fuzz()


def _keep(name: str, data: bytes) -> None:
    folder = CRASHES / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha256(data).hexdigest()[:12]).write_bytes(data)


def main() -> int:
    """Search each target in a process of its own and say what came of it; 1 where there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(NAMES))
    parser.add_argument("--rounds", type=int, default=1, help="how often to try as many as one round has")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        search(options.targets[0], options.rounds * ROUND[options.targets[0]])
        return 0
    failed = False
    for name in options.targets or NAMES:
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        command = [sys.executable, "-m", "tests.fuzz.run", name, "--inside", "--rounds", str(options.rounds)]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
        counted = re.search(r"number_of_executed_units: *(\d+)", done.stdout)
        found = re.findall(r"^FOUND.*", done.stdout, re.MULTILINE)
        print(f"{name}: {counted[1] if counted else '?'} inputs, {used:.0f} s of CPU, {len(found)} faults", flush=True)
        print("\n".join(found) if counted else done.stdout[-3000:], flush=True)
        failed = failed or bool(found) or done.returncode != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
