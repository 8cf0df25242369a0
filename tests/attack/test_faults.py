"""A fault at every write: every command leaves the old or the new state, says what is true, and the next one works.

`faulty.py` says what is done; here, to which commands. In `make soak` with every accident at every step.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.attack.faulty import SCENARIOS, Run
from tests.chance import seeded
from tests.conftest import REPOSITORY, SOAK

ACCIDENTS = "kill,ENOSPC,EACCES,EIO,EROFS+"
EDITS = ("fmt", "rename", "release", "new") + (("merge", "retire") if SOAK else ())
OUTPUTS = ("json", "xlsx", "sheets") + (("template",) if SOAK else ())
"""Those left to `make soak` write in the same way as another one here."""


def attack(work: Path, scenarios: Sequence[str], which: str) -> list[dict[str, Any]]:
    """What `faulty.py` prints, in a process of its own: it forks, and puts itself before the system's calls."""
    accidents = ACCIDENTS if SOAK else f"*{ACCIDENTS}"
    command = [sys.executable, "-m", "tests.attack.faulty", str(work), ",".join(scenarios), accidents, which]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("scenarios", [EDITS, OUTPUTS], ids=["edits", "outputs"])
def test_a_fault_at_any_write_leaves_the_old_or_the_new_state(tmp_path: Path, scenarios: Sequence[str]) -> None:
    said = attack(tmp_path, scenarios, "1+0" if SOAK else "18+5")
    assert not [one for one in said if "fault" in one]
    assert [one["scenario"] for one in said if one["steps"] > 30] == list(scenarios)


@pytest.mark.soak
def test_a_fault_at_any_write_leaves_the_old_or_the_new_site(tmp_path: Path) -> None:
    """`make test` kills a site at some of its steps (tests/test_publish.py)."""
    said = attack(tmp_path, ["site"], "1+0")
    assert not [one for one in said if "fault" in one]
    assert said[-1]["steps"] > 300


@pytest.mark.soak
@pytest.mark.parametrize("scenario", ["site", "fmt", "merge", "rename", "sheets", "json"])
def test_fifty_kills_at_random(tmp_path: Path, scenario: str) -> None:
    """SIGKILL at any moment, from outside."""
    chance = seeded(scenario)
    run = Run(tmp_path, SCENARIOS[scenario])
    begun = time.monotonic()
    start(run).wait()
    takes = time.monotonic() - begun
    for _ in range(50):
        run.begin()
        process = start(run)
        time.sleep(chance.uniform(0.2, 1) * takes)  # a moment chosen by chance is what is tried
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert not run.after()


def start(run: Run) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "build.py", "--root", str(run.case / "root"), *run.arguments]
    environment = {**os.environ, "TMPDIR": str(run.case / "tmp")}
    quiet: Any = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=REPOSITORY, env=environment, stdout=quiet, stderr=quiet)


@pytest.mark.soak
def test_four_sites_at_once_leave_one(tmp_path: Path, tree: Callable[[Path], dict[str, bytes]]) -> None:
    run = Run(tmp_path, SCENARIOS["site"])
    start(run).wait()
    alone = tree(run.case / "out")
    for _ in range(5):
        for process in [start(run) for _ in range(4)]:
            assert process.wait() == 0
        assert tree(run.case / "out") == alone
        assert not list(run.case.rglob(".rolebook*"))
