"""Reading a file that somebody else wrote: what it is and how large it is are proved before a byte of it is read.

A folder, a pipe or a device in its place, or a file that is too large, is told: nothing blocks, and nothing is held in
memory that will not be used. Below the handbook's folder (`read_file`) a link is told too, so that nothing outside is
read.
"""

import errno
import os
import stat
import time
from pathlib import Path
from typing import TypeAlias

from rolebook.findings.finding import Finding, Position, error, reason
from rolebook.words.wording import Wording

_FLAGS = sum(getattr(os, name, 0) for name in ("O_RDONLY", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))
"""Windows lacks some of them. Without O_NONBLOCK, opening a pipe waits until somebody writes into it."""
NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)
"""Among the flags of `read_regular`: a link in place of the file is not followed, where the system knows of that."""


MAX_TEXT = 20_000_000
"""Bytes of the text of a source."""
MAX_LINES = 300_000
"""Lines of all sources together: of some ten thousand pages."""

_PIECE = 65_536

Seen: TypeAlias = tuple[int, int, int, int]
"""Size, times of change of content and of entry (ns), and number of a file."""
_COARSEST = 2_000_000_000
"""Nanoseconds by which some file systems round times."""


class NotRegular(OSError):
    """What has the file's name is a pipe, a socket or a device."""


class TooLarge(OSError):
    """The file has more bytes than were allowed: `size`, of one that grows those that were seen."""

    def __init__(self, size: int) -> None:
        super().__init__(errno.EFBIG, os.strerror(errno.EFBIG))
        self.size = size


def settled(path: Path) -> Seen | None:
    """What a file is known by as long as nobody writes it; None where it was written only just now, or is not there.

    A file that is written twice within what its file system takes for one moment may look the same both times.
    """
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return None
    is_new = max(found.st_mtime_ns, found.st_ctime_ns) > time.time_ns() - _COARSEST
    return None if is_new else (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def read_regular(path: Path, most: int, flags: int = 0) -> bytes:
    """The bytes of an ordinary file of at most `most` bytes, links followed unless `flags` say no. Never blocks.

    Raises OSError; of it, NotRegular, IsADirectoryError and TooLarge. ValueError where no file can have such a name.
    """
    # A device may do something when it is only opened.
    _prove(path.stat(), most)
    handle = os.open(path, _FLAGS | flags)
    try:
        found = os.fstat(handle)
        _prove(found, most)  # another may have taken its place since
        pieces = [os.read(handle, found.st_size + 1)]
        size = len(pieces[0])
        while pieces[-1] and size <= most:  # until its end: it may have grown
            pieces.append(os.read(handle, _PIECE))
            size += len(pieces[-1])
    finally:
        os.close(handle)
    if size > most:
        raise TooLarge(size)
    return b"".join(pieces)


def _prove(found: os.stat_result, most: int) -> None:
    """Raises what `read_regular` does where this is no ordinary file of at most `most` bytes."""
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(found.st_mode):
        raise NotRegular
    if found.st_size > most:
        raise TooLarge(found.st_size)


def read_file(path: Path, name: str, limit: int, within: Path | None = None) -> bytes | Finding:
    """The same of a file that is no link, or the finding that says why not.

    `name` is what the finding calls it. `within`: the folder that it must lie in, wherever links to its folder lead.
    """
    at = Position(name, 1, 1)
    try:
        if within is not None and not _real(path.parent).is_relative_to(_real(within)):
            return a_link(at)
        if stat.S_ISLNK(os.lstat(path).st_mode):
            return a_link(at)
        return read_regular(path, limit, NO_LINK)
    except (NotRegular, IsADirectoryError):
        return not_a_file(at)
    except TooLarge as problem:
        return too_many_bytes(at, problem.size, limit)
    except (OSError, ValueError) as problem:
        return unreadable(at, problem)


def _real(path: Path) -> Path:
    """Where a path leads. Unlike Path.resolve, it raises nothing for a link that leads back to itself."""
    return Path(os.path.realpath(path))


def too_many_bytes(at: Position, size: int, limit: int) -> Finding:
    """A file larger than any of its kind should be."""
    return error("too-large", at, f"文件有 {size} 字节，超过 {limit}", f"{size} bytes, more than {limit}").mend(
        "把它缩小，或拆成几个文件。", "Make it smaller, or split it into several files."
    )


def a_link(at: Position) -> Finding:
    """A link in place of a file, or in place of a folder that leads elsewhere."""
    return error("no-links", at, "这是一个链接，不是文件", "a link, not a file").mend(
        "请放入文件本身。", "Put the file itself here."
    )


def not_a_file(at: Position) -> Finding:
    """A folder, a pipe, a socket or a device in place of a file."""
    return error("not-a-file", at, "这不是普通文件", "not an ordinary file").mend(
        "删去或改名。", "Delete or rename it."
    )


def unreadable(at: Position, problem: OSError | ValueError) -> Finding:
    """A file or folder that the system does not give."""
    why = reason(problem) if isinstance(problem, OSError) else Wording("名称不能使用", "no such name is possible")
    return error("unreadable", at, f"无法读取（{why.zh}）", f"cannot be read ({why.en})").mend(
        "检查文件是否存在、是否有读取权限。", "Check that it exists and may be read."
    )
