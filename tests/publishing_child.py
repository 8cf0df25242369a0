"""Publishes a made-up site in a process of its own and meets with an accident at a given step.

    publishing_child.py OUT LABEL STEP ACCIDENT
    publishing_child.py

Without arguments each line of the input is a JSON list of the four, which are done in a copy of this process: what
publishes is imported once. Its end is told by a line `= CODE`.

ACCIDENT is `kill` (SIGKILL), `full` (the disk is full), `interrupt` (Ctrl-C) or `none`; STEP counts what is asked of
the file system beneath OUT's folder, from 1. Where LABEL begins with `part-`, ten pages more say the same
whatever it is, and one has its name. Prints how many steps there were, then the rule of each finding.
"""

import errno
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from rolebook.publishing.folders import replace_tree
from rolebook.publishing.staging import MARKER

STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.scandir", "os.listdir"}


def writes(event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether a full disk can keep it from being done: reading needs no room."""
    if event == "open":
        return bool((arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR))
    return event not in {"os.scandir", "os.listdir"}


def pages(label: str) -> dict[str, str]:
    """What the site holds, by place."""
    made = dict.fromkeys((MARKER, "index.html", "roles/clerk.html", "roles/boss.html"), label)
    if not label.startswith("part-"):
        return made
    return {**made, **{f"roles/{number}.html": "the same" for number in range(10)}, f"roles/{label}.html": label}


def main(out: Path, label: str, step: int, accident: str) -> None:
    """Publish; the accident happens just before the step."""
    taken = 0

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal taken
        if event not in STEPS or not arguments or not str(arguments[0]).startswith(str(out.parent)):
            return
        taken += 1
        if taken != step:
            return
        if accident == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if accident == "interrupt":
            raise KeyboardInterrupt
        if accident == "full" and writes(event, arguments):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))

    def build(folder: Path) -> None:
        for name, text in pages(label).items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, "utf-8")

    sys.addaudithook(watch)
    try:
        findings = replace_tree(out, build, out.parent / "handbook")
    except KeyboardInterrupt:
        sys.exit(130)
    counted = taken
    _say(counted, *(finding.rule for finding in findings))


def _say(*words: object) -> None:
    """A line to the parent."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def serve() -> None:
    """Do what each line of the input says, one after another."""
    for line in sys.stdin:
        out, label, step, accident = json.loads(line)
        child = os.fork()
        if not child:
            main(Path(out), label, step, accident)
            return
        _, status = os.waitpid(child, 0)
        _say("=", os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    if sys.argv[1:]:
        main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4])
    else:
        serve()
