"""Work that is parted among processes: each begins as a copy of this one, and hands back what it has found.

Nobody depends on it: where no process can be had, or one ends before it is done, its work is left to whoever asked.
"""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

Result = TypeVar("Result")

_MOST = 4
"""Processes at a time: each may need as much memory as this one."""


_DEATH_OF_PARENT = 1
"""PR_SET_PDEATHSIG of Linux."""


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
        self._begun: list[tuple[ForkProcess, Connection]] = []

    def __enter__(self) -> "Forked[Result]":
        import multiprocessing  # which takes 9 ms to import, and small libraries have no use for it

        context = multiprocessing.get_context("fork")
        sys.stdout.flush()
        sys.stderr.flush()
        with suppress(OSError):  # of processes or memory, say: what has not begun has not ended either
            for work in self._works:
                hears, tells = context.Pipe(duplex=False)
                process = context.Process(target=_told, args=(work, tells, os.getpid()))
                process.start()
                tells.close()
                self._begun.append((process, hears))
        return self

    def results(self) -> list[Result | None]:
        """What each of the works gave; None where its process ended before it was done."""
        given: list[Result | None] = [None] * len(self._works)
        for place, (process, hears) in enumerate(self._begun):
            with suppress(EOFError, OSError):
                given[place] = hears.recv()
            process.join()
        return given

    def __exit__(self, *_: object) -> None:
        """Whatever still goes on is of no use."""
        for process, hears in self._begun:
            process.kill()
            process.join()
            hears.close()


def _told(work: Callable[[], object], tells: "Connection", parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _end_with(parent)
    gc.freeze()  # what is not looked at is not copied
    with suppress(Exception):  # the work is left to whoever asked, where it fails again
        tells.send(work())


def _end_with(parent: int) -> None:
    """Let this process be killed as soon as the one that asked has ended, however that came."""
    import ctypes  # of no use to any other

    ctypes.CDLL(None).prctl(_DEATH_OF_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)
