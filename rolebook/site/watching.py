"""Whether files have changed, by looking: that works on every system and on network drives, and misses no folder."""

import os
import stat
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import Event
from typing import TypeAlias

Seen: TypeAlias = Mapping[str, tuple[int, int, int, int]]
"""Path → size, times of change of content and of entry (ns), and number of each file."""
_PAUSE, _SHARE = 0.15, 20
"""Seconds between two looks, and how many times longer than a look they are apart at least."""
_QUIET, _LONGEST = 0.04, 0.4
"""Seconds without a change after which an editor is taken to have written all; and how long that is waited for."""


def seen(places: Iterable[Path]) -> Seen:
    """All files below these folders, and these files; what is not there, or cannot be looked at, is left out."""
    found: dict[str, tuple[int, int, int, int]] = {}
    waiting = [os.fspath(place) for place in places]
    while waiting:
        place = waiting.pop()
        try:
            status = os.lstat(place)
            if stat.S_ISDIR(status.st_mode):  # links are not followed: one may lead to a folder that it lies in
                waiting += (entry.path for entry in os.scandir(place) if entry.name != "__pycache__")
        except OSError:
            continue
        found[place] = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    return found


def changed(places: Iterable[Path], before: Seen, stop: Event) -> Seen:
    """Wait until something is otherwise than `before`, and then until it is quiet; what is there then.

    Returns `before` once `stop` is set.
    """
    places = tuple(places)
    while not stop.is_set():
        begun = time.monotonic()
        now = seen(places)
        took = time.monotonic() - begun
        if now != before:
            return _quiet(places, now, stop)
        stop.wait(max(_PAUSE, _SHARE * took))
    return before


def _quiet(places: tuple[Path, ...], now: Seen, stop: Event) -> Seen:
    """What is there once nothing changes any more; of what never rests, what is there after a while."""
    until = time.monotonic() + _LONGEST
    while time.monotonic() < until and not stop.wait(_QUIET):
        then, now = now, seen(places)
        if then == now:
            break
    return now
