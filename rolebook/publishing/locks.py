"""A lock that its holder loses when it ends, however it ends: the system takes it away, no process id is compared."""

import errno
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from rolebook.publishing.disk import naming, write_all

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30
    """On Windows a locked byte cannot be read by others, so the byte that is locked lies behind all that is written."""

    def _lock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """A file that this process holds locked until `release`."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self._handle = handle

    def write(self, data: bytes) -> None:
        """Say in the file what it is held for."""
        with naming(self.path):
            write_all(self._handle, data)
            os.fsync(self._handle)

    def release(self) -> None:
        """Let others take it. The file stays."""
        if self._handle >= 0:
            with suppress(OSError):
                os.close(self._handle)
            self._handle = -1

    def remove(self) -> None:
        """Let the file go, and the lock with it. Raises OSError."""
        if os.name == "nt":
            self.release()  # what is open cannot be removed there
        self.path.unlink(missing_ok=True)
        self.release()


def take(path: Path, flags: int = 0, *, seconds: float = 0) -> Lock | None:
    """Hold the file `path`; None where another process holds it, also after `seconds`, or has just removed it.

    `flags`: os.O_CREAT makes it where it is missing, with os.O_EXCL it must be missing. Raises OSError where it can be
    neither opened nor made.
    """
    until = time.monotonic() + seconds
    while True:
        handle = _opened(path, flags)
        if _is_locked(handle, without=bool(flags)) and _is_there(path, handle):
            return Lock(path, handle)
        os.close(handle)  # also where whoever held it has removed it: the lock of a file that has gone keeps nobody out
        if time.monotonic() >= until:
            return None
        time.sleep(0.05)  # waiting is what is asked for: the other process tells nobody when it is done


def _is_locked(handle: int, *, without: bool) -> bool:
    """Whether the lock is ours now. `without`: where the file system knows no locks, go on without."""
    try:
        _lock(handle)
    except OSError as problem:
        return without and problem.errno not in {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
    return True


def _opened(path: Path, flags: int) -> int:
    """A handle of the file. One that may only be read can be locked as well, but for some network file systems."""
    try:
        return os.open(path, os.O_RDWR | flags, 0o666)
    except OSError:
        if flags:
            raise
        return os.open(path, os.O_RDONLY)


def _is_there(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except OSError:
        return False
