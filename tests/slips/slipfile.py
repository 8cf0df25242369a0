"""A slip as a file: what an editor did to the company's library, what is to be said of it, and how it is mended.

Read as a case is (see `tests.casefile`), up to `@@ wanted`; each slip is `tests/slips/GROUP/NAME.slip`:

    One line saying what was done.
    @@ content/duties/cash.yaml lines 2-2
      text: 唱收唱付,当面点清钱款.
    @@ wanted
    content/duties/cash.yaml:2 warning *
    mend: certain
    says: 唱收唱付
    says-en: 唱收唱付
    @@ mended content/duties/cash.yaml lines 2-2
      text: 唱收唱付，当面点清钱款。

`wanted` has one line for each true fault: a severity (`error`, `warning`, `either`) and the name of a rule, or `*`.
Where the edit is a command, `@@ run` has its arguments on one line, `@@ answers` what is typed at its questions, and
`wanted` says `exit: 2` instead of naming places; `exit: 0` is that of a command that does its work.

`mend` is `certain` (the program can do it alone), `offered` (a right mend is shown, an editor confirms it) or `person`.
`says` and `says-en` must stand in a message or hint, in Chinese and in English.
`mended` is what stands there in the end. Its lines are those of the untouched library. What no part names is as it was
before the slip, so that a slip whose mend is certain and that has no such part leaves the library as it was.
"""

import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests import casefile

_PART = re.compile(r"^@@ (?:(mended) )?(\S+)(?: (.+))?\n", re.MULTILINE)
_FAULT = re.compile(r"(\S+):(\d+) (error|warning|either) (\S+)")
_LINES = re.compile(r"lines (\d+)-")

Part = tuple[str, str, str]
"""(file, how, body), as in `casefile.Case.edits`."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A line of `wanted`: a true fault that is to be told once."""

    file: str
    line: int
    severity: str
    rule: str

    def is_told(self, severity: str, rule: str) -> bool:
        """Whether a finding of this severity and rule is what is wanted, wherever it stands."""
        return self.severity in ("either", severity) and self.rule in ("*", rule)


@dataclass(frozen=True, slots=True)
class SlipFile:
    """A slip file taken apart."""

    path: Path
    title: str
    edits: tuple[Part, ...]
    run: tuple[str, ...]
    """The arguments of the command; empty where what is to be said is said by `check`."""
    answers: str
    faults: tuple[Fault, ...]
    exit: int | None
    mend: str
    says: tuple[str, ...]
    says_en: tuple[str, ...]
    mended: tuple[Part, ...]

    def make(self, root: Path) -> None:
        """Do to a copy of the company's root what was done."""
        _applied(self, root, self.edits)

    def right(self, root: Path) -> None:
        """Do to an untouched copy what is right."""
        _applied(self, root, self.mended)


def read(path: Path) -> SlipFile:
    """Take a slip file apart. Raises AssertionError with its path where it does not have this form."""
    title, *rest = _PART.split(path.read_text("utf-8"))
    edits: list[Part] = []
    mended: list[Part] = []
    words = {"run": "", "answers": "", "wanted": ""}
    for is_mended, name, how, body in zip(rest[0::4], rest[1::4], rest[2::4], rest[3::4], strict=True):
        if is_mended:
            mended.append((name, how or "", body))
        elif name in words:
            words[name] = body
        else:
            edits.append((name, how or "", body))
    lines = words["wanted"].splitlines()
    faults = [Fault(one[1], int(one[2]), one[3], one[4]) for one in map(_FAULT.fullmatch, lines) if one]
    given = [line.partition(": ")[::2] for line in lines if not _FAULT.fullmatch(line)]
    unknown = {key for key, _ in given} - {"mend", "says", "says-en", "exit"}
    assert not unknown, f"{path}: {unknown}"
    (mend,) = [value for key, value in given if key == "mend"]
    assert mend in ("certain", "offered", "person"), f"{path}: mend: {mend}"
    exits = [int(value) for key, value in given if key == "exit"]
    assert bool(faults) != bool(exits), f"{path}: faults, or the exit code of a command"
    return SlipFile(
        path,
        title.strip(),
        tuple(edits),
        tuple(shlex.split(words["run"])),
        words["answers"],
        tuple(faults),
        exits[0] if exits else None,
        mend,
        tuple(value for key, value in given if key == "says"),
        tuple(value for key, value in given if key == "says-en"),
        tuple(mended),
    )


def _applied(slip: SlipFile, root: Path, parts: Iterable[Part]) -> None:
    """Make these edits from the last line to the first, so that each counts the lines of the untouched library."""
    ordered = sorted(parts, key=lambda part: -int(found[1]) if (found := _LINES.match(part[1])) else 0)
    for part in ordered:
        if part[1] != "absent" or (root / part[0]).exists():
            casefile.Case(slip.path, slip.title, (part,), "").apply(root)
