"""Work that is parted among processes: each begins as a copy of this one, and hands back what it has found.

Nobody depends on it: where no process can be had, or one ends before it is done, its work is left to whoever asked.
"""

import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, BinaryIO, Generic, NamedTuple, TypeVar

Result = TypeVar("Result")

_MOST = 4
"""Processes at a time: each may need as much memory as this one."""


_DEATH_OF_PARENT = 1
"""PR_SET_PDEATHSIG of Linux."""


class _Child(NamedTuple):
    number: int
    said: BinaryIO


def processes() -> int:
    """How many processes may share a work: 1 where there is one processor, and where a copy of this one is not safe.

    That is where another thread may hold a lock, and on systems on which libraries do not stand being copied.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return min(_MOST, len(os.sched_getaffinity(0)))


class Forked(Generic[Result]):
    """Works that go on in processes of their own, from `with` on; `results` waits for them."""

    def __init__(self, works: Sequence[Callable[[], Result]]) -> None:
        """Each work gives something that pickle can hold, and changes nothing in this process."""
        self._works = works
        self._children: list[_Child] = []

    def __enter__(self) -> "Forked[Result]":
        with suppress(OSError):  # of processes or memory, say: what has not begun has not ended either
            for work in self._works:
                self._children.append(_begun(work))
        return self

    def results(self) -> list[Result | None]:
        """What each of the works gave; None where its process ended before it was done."""
        given: list[Any] = []
        while self._children:
            given.append(_ended(self._children[0]))
            del self._children[0]
        return given + [None] * (len(self._works) - len(given))

    def __exit__(self, *_: object) -> None:
        """Whatever still goes on is of no use."""
        for child in self._children:
            with child.said, suppress(ProcessLookupError, ChildProcessError):
                os.kill(child.number, signal.SIGKILL)
                os.waitpid(child.number, 0)


def _begun(work: Callable[[], object]) -> _Child:
    sys.stdout.flush()
    sys.stderr.flush()
    said, says = os.pipe()
    parent = os.getpid()
    number = os.fork()
    if number:
        os.close(says)
        return _Child(number, os.fdopen(said, "rb"))
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        _end_with(parent)
        gc.freeze()  # what is not looked at is not copied
        with os.fdopen(says, "wb") as file:
            pickle.dump(work(), file, pickle.HIGHEST_PROTOCOL)
        code = 0
    finally:  # nothing of what this process would do else is done twice, whatever was raised
        os._exit(code)


def _end_with(parent: int) -> None:
    """Let this process be killed as soon as the one that asked has ended, however that came."""
    import ctypes  # of no use to any other

    ctypes.CDLL(None).prctl(_DEATH_OF_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        raise ProcessLookupError


def _ended(child: _Child) -> object:
    """What a process has said, once it has ended."""
    with child.said:
        data = child.said.read()
    _, status = os.waitpid(child.number, 0)
    return pickle.loads(data) if status == 0 else None  # noqa: S301  # by a copy of this process
