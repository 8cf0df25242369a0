"""Reading a file that somebody else wrote: what it is and how large it is are proved before a byte of it is read.

A link, a folder, a pipe or a device in its place, or a file that is too large, is a finding: nothing blocks, nothing
outside the handbook is read, and nothing is held in memory that will not be used.
"""

import os
import stat
from io import BufferedReader
from pathlib import Path

from rolebook.findings.finding import Finding, Position, error, reason
from rolebook.words.wording import Wording

_FLAGS = sum(getattr(os, name, 0) for name in ("O_RDONLY", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))
"""Windows lacks some of them."""


def read_file(path: Path, name: str, limit: int, within: Path | None = None) -> bytes | Finding:
    """The bytes of an ordinary file of at most `limit` bytes, or the finding that says why not. Never blocks.

    `name` is what the finding calls it. `within`: the folder that it must lie in, wherever links to its folder lead.
    """
    try:
        file = _opened(path, name, limit, within)
        if isinstance(file, Finding):
            return file
        with file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as problem:
        return unreadable(Position(name, 1, 1), problem)
    return data if len(data) <= limit else too_many_bytes(Position(name, 1, 1), len(data), limit)


def _opened(path: Path, name: str, limit: int, within: Path | None) -> BufferedReader | Finding:
    """The file, open. Raises OSError; ValueError where no file can have such a name."""
    at = Position(name, 1, 1)
    if within is not None and not path.parent.resolve().is_relative_to(within.resolve()):
        return a_link(at)
    found = os.lstat(path)
    if stat.S_ISLNK(found.st_mode):
        return a_link(at)
    if stat.S_ISREG(found.st_mode) and found.st_size <= limit:
        file = os.fdopen(os.open(path, _FLAGS), "rb")
        found = os.fstat(file.fileno())  # another may have taken its place since
        if stat.S_ISREG(found.st_mode) and found.st_size <= limit:
            return file
        file.close()
    return too_many_bytes(at, found.st_size, limit) if stat.S_ISREG(found.st_mode) else not_a_file(at)


def too_many_bytes(at: Position, size: int, limit: int) -> Finding:
    """A file larger than any of its kind should be."""
    return error(
        "too-large",
        at,
        Wording(f"文件有 {size} 字节，超过 {limit}", f"{size} bytes, more than {limit}"),
        Wording("把它缩小，或拆成几个文件。", "Make it smaller, or split it into several files."),
    )


def a_link(at: Position) -> Finding:
    """A link in place of a file, or in place of a folder that leads elsewhere."""
    return error(
        "no-links",
        at,
        Wording("这是一个链接，不是文件", "a link, not a file"),
        Wording("请放入文件本身。", "Put the file itself here."),
    )


def not_a_file(at: Position) -> Finding:
    """A folder, a pipe, a socket or a device in place of a file."""
    return error(
        "not-a-file",
        at,
        Wording("这不是普通文件", "not an ordinary file"),
        Wording("删去或改名。", "Delete or rename it."),
    )


def unreadable(at: Position, problem: OSError | ValueError) -> Finding:
    """A file or folder that the system does not give."""
    why = reason(problem) if isinstance(problem, OSError) else Wording("名称不能使用", "no such name is possible")
    return error(
        "unreadable",
        at,
        Wording(f"无法读取（{why.zh}）", f"cannot be read ({why.en})"),
        Wording("检查文件是否存在、是否有读取权限。", "Check that it exists and may be read."),
    )
