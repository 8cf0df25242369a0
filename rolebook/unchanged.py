"""What a command gave the last time, where all that it reads is as it was: then nothing is loaded.

What it reads are the names and the bytes of content/, schemas/, templates/ and mkdocs.yml; what times files have says
nothing. Of schemas and templates a handbook may have some itself, and then uses the others that come with Rolebook.
"""

import hashlib
import os
import stat
from pathlib import Path

from rolebook.cache import Plain, current
from rolebook.ordinary_files import NO_LINK, read_regular
from rolebook.supplied import MKDOCS, PRODUCT_PAGES, SCHEMAS, SHEET_TEMPLATES, SITE_TEMPLATES, TEMPLATES, supplied

_OWN = ("content", SCHEMAS, TEMPLATES, MKDOCS)
_SUPPLIED = (SCHEMAS, SITE_TEMPLATES, SHEET_TEMPLATES, PRODUCT_PAGES, MKDOCS)
_LARGEST = 200_000_000
_DEEPEST = 100
"""Folders inside folders."""


class LastRun:
    """Of a command with the same options: what it gave, among the results in use."""

    def __init__(self, command: str, root: Path, *options: object) -> None:
        """Reads all files that the command reads, as they are now."""
        self._root = root
        self._results = current().beside("runs")
        self._state = _state_of(root) if self._results.is_active else None
        self._key = self._results.key(command, [self._state or b"", repr(options).encode()])

    def result(self) -> Plain:
        """What it gave; None unless all files are as they were then."""
        return self._results.recall(self._key) if self._state else None

    def keep(self, result: Plain) -> None:
        """Remember what it gives now, which must not be None, unless somebody has saved a file meanwhile."""
        if self._state and _state_of(self._root) == self._state:
            self._results.keep(self._key, result)
            self._results.save()


def inputs(root: Path) -> tuple[Path, ...]:
    """Where all that is read lies: the places of the handbook's own, there or not, and those of what it has not."""
    of_others = (place for name in _SUPPLIED if (place := supplied(name, root)) != root / name)
    return *(root / name for name in _OWN), *of_others


def _state_of(root: Path) -> bytes | None:
    """A digest of them; None where one cannot be read, or is neither a file nor a folder: nothing stands for that."""
    whole = hashlib.blake2b()
    try:
        for place in inputs(root):
            if os.path.lexists(place):
                _add(whole, place, 0)
            whole.update(b"|")
    except (OSError, ValueError):
        return None
    return whole.digest()


def _add(whole: hashlib.blake2b, place: Path, depth: int) -> None:
    """A file, or a folder with all in it: each name, how much there is of it, and what it holds.

    Raises OSError or ValueError where the bytes do not say what a command will find there.
    """
    mode = place.lstat().st_mode
    if depth > _DEEPEST or not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
        raise ValueError(place)
    if stat.S_ISDIR(mode):
        names = sorted(entry.name for entry in os.scandir(place))
        whole.update(b"/%d " % len(names))
        for name in names:
            whole.update(os.fsencode(name) + b"\0")
            _add(whole, place / name, depth + 1)
    else:
        data = read_regular(place, _LARGEST, NO_LINK)
        whole.update(b"%d " % len(data))
        whole.update(data)
