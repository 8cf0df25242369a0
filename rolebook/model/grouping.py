"""What belongs together: who has what, read from the other end; and entries that are dealt with together."""

import zlib
from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


def by_key(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, tuple[Value, ...]]:
    """Key → the values that stand beside it in the pairs, in their order."""
    found: dict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}


_RUN = 64
"""Entries that stand in a run, more or less."""


def runs(ids: Iterable[str]) -> list[list[str]]:
    """The ids in their order, in lists of some dozens. An id alone says whether it begins one.

    So an entry that comes or goes changes one of them, and the others stay what they were.
    """
    found: list[list[str]] = []
    for id_ in ids:
        if not found or zlib.crc32(id_.encode()) % _RUN == 0:
            found.append([])
        found[-1].append(id_)
    return found
