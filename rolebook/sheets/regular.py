"""Bytes of a file that somebody else chose: a regular file of a bounded size, or nothing.

A pipe, a device or a folder in a file's place must neither hang a command nor feed it for ever.
"""

import errno
import os
import stat
from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Without O_NONBLOCK, opening a pipe waits until somebody writes into it."""


class NotRegular(OSError):
    """What has the file's name is a pipe, a socket or a device."""


class TooLarge(OSError):
    """The file has more bytes than were allowed."""


def read_regular(path: Path, most: int) -> bytes:
    """The bytes of a file, links followed. Raises OSError; of it, NotRegular, and TooLarge for more than `most`."""
    try:
        handle = os.open(path, _FLAGS)
    except OSError as problem:
        if problem.errno == errno.ENXIO:  # a socket, or a device that is not there
            raise NotRegular from problem
        raise
    kind = os.fstat(handle).st_mode
    if not stat.S_ISREG(kind):
        os.close(handle)
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)) if stat.S_ISDIR(kind) else NotRegular
    with os.fdopen(handle, "rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise TooLarge
    return data
