"""Makes the system fail: the n-th thing that a process asks of the file system below a folder ends in an accident.

    faulty.py WORK SCENARIO,… ACCIDENTS STEPS

WORK is an empty folder; SCENARIO the name of one of `SCENARIOS`. For each step of STEPS (`7+10`: every seventh and the
last ten) a fresh handbook is made, the command runs in a forked process, and the accident happens at that step: `kill`
ends the process without a word, anything else is the error of that name, with `+` at all later steps too. ACCIDENTS is
a list with commas; with `*` before it, each step meets with the next one instead of all. Prints a line of JSON for each
case that broke the promise, then the number of cases and of steps.
"""

import builtins
import contextlib
import errno
import io
import itertools
import json
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rolebook.cli import main

REPOSITORY = Path(__file__).parents[2]
KILLED = 99
_DONE = ("已整理", "已写入", "已发布", "手册已生成", "id 改为")
"""What commands say once they have written."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class Accident:
    """Counts what is asked of the file system below a folder (`only`: of one sort); at step `at` it happens."""

    def __init__(self, below: Path, at: int, name: str, only: str = "") -> None:
        self.below, self.at, self.name, self.only = f"{below}/", at or sys.maxsize, name.rstrip("+"), only
        self.lasting = name.endswith("+")
        self.taken = 0
        self.met = ""

    def step(self, what: str, path: object) -> None:
        """One thing asked; `path` is that of the file, or what stands for it."""
        named = os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else str(path)
        if not named.startswith(self.below) or (self.only and what != self.only):
            return
        self.taken += 1
        if self.taken < self.at or (self.taken > self.at and not self.lasting):
            return
        self.met = self.met or f"{what} {named}"
        if self.name == "kill":
            os._exit(KILLED)
        code = getattr(errno, self.name)
        raise OSError(code, os.strerror(code), *(() if what in {"write", "fsync"} else (named,)))

    def install(self) -> None:
        """Put itself in front of what Python asks the system with."""
        opened = _opener(self, io.open)
        modules: Any = (builtins, io, sys.modules["_io"])
        for module in modules:
            module.open = opened
        system: Any = os
        system.open = self._opened(os.open)
        for name in ("write", "fsync", "sendfile"):
            setattr(system, name, self._on_handle("fsync" if name == "fsync" else "write", getattr(os, name)))
        for name in ("mkdir", "rmdir", "unlink", "remove", "chmod", "rename", "replace"):
            setattr(system, name, self._counted(name, getattr(os, name)))

    def _opened(self, real: Callable[..., int]) -> Callable[..., int]:
        def call(path: Any, flags: int, *rest: Any, **named: Any) -> int:
            if flags & _WRITING:
                self.step("open", path)
            return real(path, flags, *rest, **named)

        return call

    def _on_handle(self, what: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(handle: int, *rest: Any) -> Any:
            self.step(what, _name_of(handle))
            return real(handle, *rest)

        return call

    def _counted(self, name: str, real: Callable[..., None]) -> Callable[..., None]:
        def call(path: Any, *rest: Any, **named: Any) -> None:
            folder = named.get("dir_fd")
            self.step(name, path if folder is None else f"{_name_of(folder)}/{os.fsdecode(path)}")
            real(path, *rest, **named)

        return call


def _opener(accident: Accident, real: Callable[..., Any]) -> Callable[..., Any]:
    """`open`, of which the files that are written count each write."""

    class Raw(io.FileIO):
        """A file whose writes are counted."""

        def write(self, data: Any) -> int:
            accident.step("write", self.name)
            return super().write(data)

    def opened(file: Any, mode: str = "r", buffering: int = -1, *rest: Any, **named: Any) -> Any:
        if not set(mode) & set("wxa+") or isinstance(file, int):
            return real(file, mode, buffering, *rest, **named)
        opener = named.pop("opener", None)
        if opener is None:
            accident.step("open", file)
        raw = Raw(file, mode.replace("b", "").replace("t", ""), opener=opener)
        buffered: Any = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, *rest, **named)

    return opened


def _name_of(handle: int) -> str:
    try:
        return str(Path(f"/proc/self/fd/{handle}").readlink())
    except OSError:
        return ""


@dataclass(frozen=True)
class Scenario:
    """A command on a handbook: its arguments (OUT stands for a folder beside), and where it may write."""

    arguments: Sequence[str]
    places: Sequence[str]
    prepare: Callable[[Path], None] = lambda _root: None


def _more_duties(root: Path) -> None:
    """A second clause to merge and retire; one role uses both."""
    duties = root / "content/duties/daily.yaml"
    text = duties.read_text("utf-8")
    duties.write_text(text + text.replace("answer-the-telephone", "take-calls").replace("，做好", "、做好"), "utf-8")
    role = root / "content/roles/clerk.yaml"
    role.write_text(role.read_text("utf-8").replace("duties:\n", "duties:\n  - take-calls\n"), "utf-8")


def _untidy(root: Path) -> None:
    for path in sorted((root / "content").rglob("*.yaml")):
        path.write_text(path.read_text("utf-8").replace("\n", "  \n"), "utf-8")


def _hires(root: Path) -> None:
    rows = "".join(f"文员,示例{number},S{number}\n" for number in range(2))
    (root / "hires.csv").write_text(f"岗位,姓名,工号\n{rows}", "utf-8")


_CLAUSE = ("--text", "整理文件。", "--theme", "daily", "--decided", "2026-11-01", "--by", "办公室", "--reason", "示例")
SCENARIOS = {
    "site": Scenario(("site", "--no-pdf", "--out", "OUT/site"), ("out",)),
    "sheets": Scenario(("sheet", "--hires", "ROOT/hires.csv", "--format", "html", "--out", "OUT/x"), ("out",), _hires),
    "json": Scenario(("export", "--format", "json", "--out", "OUT/x.json"), ("out",)),
    "xlsx": Scenario(("export", "--format", "xlsx", "--out", "OUT/x.xlsx"), ("out", "tmp")),
    "template": Scenario(("sheet", "--template", "OUT/new.csv"), ("out",)),
    "fmt": Scenario(("fmt",), ("root/content", "root/.rolebook"), _untidy),
    "rename": Scenario(("rename", "answer-the-telephone", "answer-calls"), ("root/content", "root/.rolebook")),
    "merge": Scenario(
        ("merge", "take-calls", "answer-the-telephone"), ("root/content", "root/.rolebook"), _more_duties
    ),
    "retire": Scenario(("retire", "take-calls", "--reason", "示例"), ("root/content", "root/.rolebook"), _more_duties),
    "release": Scenario(
        ("release", "2.0", "--date", "2026-12-01", "--by", "办公室", "--reason", "示例"),
        ("root/content", "root/.rolebook"),
    ),
    "new": Scenario(
        ("new", "duty", *_CLAUSE, "--id", "file-papers", "--used-by", "clerk"), ("root/content", "root/.rolebook")
    ),
}


class Run:
    """The cases of one scenario in one folder."""

    def __init__(self, work: Path, scenario: Scenario) -> None:
        self.work, self.scenario = work, scenario
        self.before = work / "before"
        (self.before / "out").mkdir(parents=True)
        (self.before / "tmp").mkdir()
        shutil.copytree(REPOSITORY / "tests/smallest/content", self.before / "root/content")
        scenario.prepare(self.before / "root")
        self.case = work / "case"
        self.arguments = [
            one.replace("ROOT/", f"{self.case}/root/").replace("OUT/", f"{self.case}/out/")
            for one in scenario.arguments
        ]
        tempfile.tempdir = str(self.case / "tmp")
        self.begin()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            main(["--root", str(self.case / "root"), *self.arguments])  # what runs import is imported before the forks
        self._learn()
        if "OUT" in "".join(scenario.arguments) and "template" not in self.arguments[-2]:
            # What is replaced is the interesting case: the old output stands there already, and says something else.
            shutil.copytree(self.case / "out", self.before / "out", dirs_exist_ok=True)
            for name in ("duties/daily.yaml", "roles/clerk.yaml"):
                file = self.before / "root/content" / name
                file.write_text(file.read_text("utf-8").replace("做好记录", "记录下来"), "utf-8")
            self._learn()

    def _learn(self) -> None:
        """The old and the new state, what `check` says of either, and how many steps lie between."""
        self.begin()
        self.old = self._state()
        self.checked = {self._command(["check"], 0, "none")[1]}
        self.steps, code, said = self._command(self.arguments, 0, "none")
        assert code == 0, said
        self.new = self._state()
        assert self.new != self.old
        self.checked.add(self._command(["check"], 0, "none")[1])

    def begin(self) -> None:
        """A fresh handbook."""
        shutil.rmtree(self.case, ignore_errors=True)
        shutil.copytree(self.before, self.case)

    def _state(self) -> dict[str, bytes]:
        return {str(path.relative_to(self.case)): path.read_bytes() for path in self._files()}

    def _files(self) -> Iterator[Path]:
        files = (path for path in self.case.rglob("*") if path.is_file())
        return (path for path in files if not path.is_relative_to(self.case / "tmp") and "/." not in str(path))

    def _left(self) -> list[str]:
        """The hidden files and folders of ours that a run has left behind."""
        return [str(path) for path in self.case.rglob(".rolebook*")]

    def _command(self, arguments: Sequence[str], at: int, name: str) -> tuple[int, int, str]:
        """In a forked process: how many steps it took (0: killed), its exit code, what it printed and what it met."""
        report = self.work / "report.json"
        report.unlink(missing_ok=True)
        child = os.fork()
        if child == 0:
            shown = io.StringIO()
            accident = Accident(self.case, at, name)
            with report.open("w", encoding="utf-8") as file:
                with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(shown):
                    accident.install()
                    try:
                        code = main(["--root", str(self.case / "root"), *arguments])
                    except SystemExit as stop:
                        code = int(stop.code or 0)
                    except BaseException:  # noqa: BLE001  # whatever it is, it is what is looked for
                        code = -1
                        shown.write(traceback.format_exc())
                json.dump([accident.taken, code, shown.getvalue(), accident.met], file)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) == KILLED:
            return 0, KILLED, ""
        taken, code, said, met = json.loads(report.read_text("utf-8"))
        self.met = met
        return taken, code, said

    def broken(self, at: int, name: str) -> str:
        """Why the promise was broken in one case; empty: it was kept."""
        self.begin()
        self.met = ""
        _, code, said = self._command(self.arguments, at, name)
        state = self._state()
        if name != "kill":
            fault = self._told(code, said, state)
            if fault:
                return f"{fault}: exit {code}, met {self.met}: {said}"
        return self.after()

    def after(self) -> str:
        """Why what is there after `check` is not the old or the new state, or the command does not work then."""
        _, checked, said = self._command(["check"], 0, "none")
        state = self._state()
        if checked not in self.checked:
            return f"check after it: exit {checked}: {said}"
        if state not in (self.old, self.new):
            return f"after check neither old nor new: {self._differences(state)}"
        if left := self._left():
            return f"left behind: {left}"
        if state == self.old:
            _, code, said = self._command(self.arguments, 0, "none")
            if code != 0 or self._state() != self.new:
                return f"the next run: exit {code}: {said}"
        return ""

    def _told(self, code: int, said: str, state: dict[str, bytes]) -> str:
        """Whether a command that went on says what is true."""
        if code == 0:
            return "" if state == self.new else "exit 0, but not the new state"
        if code != 1 or "[unwritable-output]" not in said:
            return "not told as an output that cannot be written"
        if any(words in said for words in _DONE):
            return "told as done"
        if state != self.old and "会先恢复原有内容" not in said:
            return f"exit 1, but not the old state ({self._differences(state)})"
        places = [str(self.case / place) for place in self.scenario.places]
        if not any(f"{words}{place}" in said for place in places for words in ("无法写入 ", "无法写入临时文件夹 ")):
            return "another file is named"
        return ""

    def _differences(self, state: dict[str, bytes]) -> list[str]:
        names = {*state, *self.old, *self.new}
        return [name for name in sorted(names) if state.get(name) not in {self.old.get(name), self.new.get(name)}] or [
            f"{name}: {'old' if state.get(name) == self.old.get(name) else 'new'}"
            for name in sorted(names)
            if self.old.get(name) != self.new.get(name)
        ]


def cases(steps: int, which: str, accidents: str) -> Iterator[tuple[int, str]]:
    """The steps to fail, each with its accidents."""
    every, _, last = which.partition("+")
    chosen = sorted({*range(1, steps + 1, int(every)), *range(max(1, steps + 1 - int(last or 0)), steps + 1)})
    names = accidents.removeprefix("*").split(",")
    if accidents.startswith("*"):
        yield from zip(chosen, itertools.cycle(names), strict=False)
    else:
        yield from itertools.product(chosen, names)


def _say(told: Mapping[str, object]) -> None:
    """A line to the parent."""
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")


def attack(work: Path, scenario: str, accidents: str, which: str) -> None:
    """All cases of a scenario; what broke is printed."""
    run = Run(work / scenario, SCENARIOS[scenario])
    chosen = list(cases(run.steps, which, accidents))
    for at, name in chosen:
        if fault := run.broken(at, name):
            _say({"scenario": scenario, "step": at, "accident": name, "fault": fault})
    _say({"scenario": scenario, "cases": len(chosen), "steps": run.steps})
    tempfile.tempdir = None


if __name__ == "__main__":
    for asked in sys.argv[2].split(","):
        attack(Path(sys.argv[1]), asked, *sys.argv[3:5])
