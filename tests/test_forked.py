"""Work that is parted among processes: the same as done by one, whatever becomes of them."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rolebook.forked import Forked, processes
from tests.conftest import Run
from tests.test_cache import Tree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")
_CHECK = """
import os, sys
from rolebook import cache, checks, forked
from rolebook.cli import main
from rolebook.loading import ahead
ahead._LEAST = checks._MANY = 0
forked.processes.__globals__["os"].sched_getaffinity = lambda _: {0, 1}
begun, fork = [], os.fork
def counted():
    begun.append(1)
    number = fork()
    if not number and "fails" in sys.argv:
        os._exit(3)
    return number
os.fork = counted
code = main(["--root", sys.argv[1], "check", "--format", "json"])
assert len(begun) == 3, begun
sys.exit(code)
"""

_SITE = """
import os, sys
from pathlib import Path
from rolebook.site import traces
from rolebook.site.build import build_handbook
root, out = Path(sys.argv[1]), Path(sys.argv[2])
traces._MANY = 1
fork, begun, written, parent = os.fork, [], traces.put, os.getpid()
def counted():
    begun.append(1)
    return fork()
def one_by_one(folder, files):
    for number, file in enumerate(files):
        written(folder, [file])
        if number == 20 and len(begun) % 2 and os.getpid() != parent:
            written(folder, [(file[0], "half")])
            os._exit(3)
os.fork, traces.put = counted, one_by_one
for name, processors in (("alone", {0}), ("parted", {0, 1})):
    os.sched_getaffinity = lambda _: processors
    build_handbook(root, out / name, pdf=False)
assert len(begun) == 6, begun
"""


def _killed() -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def _failing() -> int:
    os._exit(5)


@pytest.mark.parametrize("more", ["", "fails"])
def test_files_that_several_processes_read_are_found_as_by_one(small: Path, run: Run, more: str) -> None:
    duties = small / "content/duties/planning.yaml"
    duties.write_text(duties.read_text("utf-8").replace("制定", "制定  ", 1), "utf-8")
    alone = run("--root", small, "check", "--format", "json")
    environment = {**os.environ, "XDG_CACHE_HOME": str(small.parent / "own")}
    command = [sys.executable, "-c", _CHECK, str(small), *([more] if more else [])]
    parted = subprocess.run(command, capture_output=True, check=False, env=environment)
    assert (parted.returncode, json.loads(parted.stdout)) == (alone.code, json.loads(alone.out)), parted.stderr
    keys = [line[:32] for line in (small / ".cache/rolebook").read_bytes().split(b"\n") if line]
    assert len(keys) == len(set(keys))


def test_a_site_of_several_processes_is_as_by_one_also_where_one_fails(small: Path, tmp_path: Path, tree: Tree) -> None:
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "own")}
    command = [sys.executable, "-c", _SITE, str(small), str(tmp_path)]
    subprocess.run(command, check=True, env=environment)
    alone, parted = tree(tmp_path / "alone"), tree(tmp_path / "parted")
    assert "roles/index.html" in alone
    assert parted == alone


def test_a_process_that_ends_too_early_gives_nothing_and_the_others_all() -> None:
    with Forked([os.getppid, _killed, _failing]) as forked:
        assert forked.results() == [os.getpid(), None, None]


def test_a_process_that_ends_amid_its_answer_gives_nothing() -> None:
    class Endless:
        def __reduce__(self) -> tuple[type[bytes], tuple[bytes]]:
            return bytes, (b"x" * 5_000_000,)

    hears, tells = os.pipe()

    def work() -> Endless:
        os.write(tells, str(os.getpid()).encode())
        return Endless()

    with Forked([work]) as forked:
        number = int(os.read(hears, 20))
        while Path(f"/proc/{number}/status").read_text("ascii").partition("\nState:\t")[2][0] in "RD":
            pass  # it goes on until the pipe is full, or it has ended
        os.kill(number, signal.SIGKILL)
        assert forked.results() == [None]


def test_what_still_goes_on_ends_with_who_asked() -> None:
    hears, tells = os.pipe()

    def lasting() -> None:
        os.write(tells, str(os.getpid()).encode())
        signal.pause()

    with Forked([lasting]):
        number = int(os.read(hears, 20))
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_beside_other_threads_nothing_is_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threading.active_count", lambda: 2)
    assert processes() == 1
