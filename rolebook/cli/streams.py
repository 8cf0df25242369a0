"""Standard output and standard error, whatever they are: closed, full, a pipe that nobody reads any more.

It loads nothing else, since `--help` needs it too.
"""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TextIO

from rolebook.findings.finding import Position, error, reason
from rolebook.findings.problem import Problem


class OutputRefused(Problem):
    """Standard output takes no more: only standard error can tell of it."""


def make_ready() -> None:
    """Put something in the place of streams that were closed, and let none fail on a character that it lacks.

    What is written to a closed stream is lost, as its owner wishes; and no file that is opened later takes its number.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115  # open to the end
    for stream in (sys.stdout, sys.stderr):
        # A Chinese Windows console is cp936, a bare server is ASCII.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def put(text: str) -> None:
    """Write to standard output. Raises Problem where it takes no more."""
    _attempt(lambda: sys.stdout.write(text))


def finish() -> None:
    """Write what standard output holds back. Raises Problem where it takes no more."""
    _attempt(sys.stdout.flush)


def remark(text: str) -> None:
    """Write to standard error; where that takes nothing, nobody can be told."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        _lead_nowhere(sys.stderr)


def _attempt(action: Callable[[], object]) -> None:
    try:
        action()
    except BrokenPipeError:
        # Whoever read the output (`| head`) has seen enough: the command goes on, and its exit code is its own.
        _lead_nowhere(sys.stdout)
    except OSError as problem:
        _lead_nowhere(sys.stdout)
        why = reason(problem)
        raise OutputRefused(
            error(
                "unwritable-output",
                Position("stdout", 1, 1),
                f"无法写到标准输出（{why.zh}）",
                f"cannot write to standard output ({why.en})",
            ).mend("检查磁盘空间，或把输出写到另一个地方。", "Check the space, or send the output elsewhere."),
            quoted=False,
        ) from problem


def _lead_nowhere(stream: TextIO) -> None:
    """Let what is still held back vanish, so that it does not fail once more when Python ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
