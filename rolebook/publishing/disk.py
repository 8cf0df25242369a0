"""What writers ask of the file system: data that has reached the disk, rights that others rely on, patient renames."""

import errno
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_TRIES = 6
_AT_ONCE = 8
"""Files that are flushed at the same time: the disk then writes many in one go (500 files: 0.05 s instead of 1.6)."""


class HalfDone(OSError):
    """Something was to be replaced and could not be, and what had been done of it could not be taken back either."""


def write_new(path: Path, data: bytes, like: os.stat_result | None = None) -> None:
    """Make a file, with the rights and the owner of one that it will replace; else those that the umask leaves."""
    with naming(path):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        try:
            write_all(handle, data)
            if like is not None:
                _make_like(path, handle, like)
        finally:
            os.close(handle)


def write_all(handle: int, data: bytes) -> None:
    """Write all of the data: the system may take it in several pieces."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _make_like(path: Path, handle: int, like: os.stat_result) -> None:
    made = os.fstat(handle)
    if hasattr(os, "fchown") and (made.st_uid, made.st_gid) != (like.st_uid, like.st_gid):
        with suppress(OSError):  # only root may give files away
            os.fchown(handle, like.st_uid, like.st_gid)
    if stat.S_IMODE(made.st_mode) != stat.S_IMODE(like.st_mode):
        path.chmod(stat.S_IMODE(like.st_mode))


def flush(files: Iterable[Path], folders: Iterable[Path] = ()) -> None:
    """Return only when files and the entries of folders have reached the disk."""
    from concurrent.futures import ThreadPoolExecutor  # with all that it imports, of no use to whoever writes nothing

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(_flush_file, files))
    for folder in folders:
        flush_folder(folder)


def _flush_file(path: Path) -> None:
    with naming(path):
        # Windows flushes only what is open for writing.
        handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def flush_folder(folder: Path) -> None:
    """The entries of a folder; where the system knows no such thing, nothing."""
    if os.name == "nt":
        return
    with naming(folder):
        try:
            handle = os.open(folder, os.O_RDONLY)
        except PermissionError:  # a folder that takes files but shows none cannot be flushed
            return
        try:
            os.fsync(handle)
        except OSError as problem:
            if problem.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EBADF}:
                raise
        finally:
            os.close(handle)


@contextmanager
def made_folder(folder: Path) -> Iterator[None]:
    """A folder that is there, with those above it; what was made of them goes again where something is raised."""
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        with suppress(OSError):
            for path in made:
                path.rmdir()
        raise


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """What fails on an open file is told without a name: it gets that of the file."""
    try:
        yield
    except OSError as problem:
        if problem.filename is None and problem.errno is not None:
            problem.filename = str(path)
        raise


@contextmanager
def about(place: Path) -> Iterator[None]:
    """Faults are told with the name of `place`, which the user knows, whatever it was that failed on the way to it."""
    try:
        yield
    except OSError as problem:
        problem.filename, problem.filename2 = str(place), None
        raise


def move(made: Path, place: Path) -> None:
    """Rename a file to `place`, whatever stands there. Raises OSError, EXDEV too."""
    _retry(lambda: made.replace(place))


def move_folder(folder: Path, place: Path) -> None:
    """Rename a folder to `place`, where there must be none, or an empty one."""
    _retry(lambda: folder.rename(place))


def remove(path: Path) -> None:
    """Remove a file; one that has gone already is no fault."""
    _retry(lambda: path.unlink(missing_ok=True))


def _retry(action: Callable[[], object]) -> None:
    """On Windows a virus scanner or Explorer may hold a file for a moment: six tries in 2.5 seconds."""
    for attempt in range(_TRIES):
        try:
            action()
        except PermissionError:
            if attempt == _TRIES - 1 or os.name != "nt":
                raise
            time.sleep(0.1 * 1.6**attempt)  # waiting is the remedy: another process holds the file
        else:
            return
