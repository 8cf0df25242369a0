"""What stands for a value of the model in a few characters: the same for the same content, wherever it stands.

Entries and settings count by all that they say, and by the file that they stand in, but not by line and column: no page
says these but of a clause in doubt. `places` makes them count, for pages of templates that may say anything.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from rolebook.findings.finding import Position
from rolebook.model.entries import Activity, Clause, Owner, Rule
from rolebook.model.settings import Settings, SheetSettings, Taxonomy
from rolebook.model.source import Source

_ENTRIES = (Clause, Activity, Owner, Rule, Source, Settings, SheetSettings, Taxonomy)
_PLAIN = frozenset({str, int, float, bool, type(None)})


class Answers:
    """Gives digests of values; those of entries are worked out once each."""

    def __init__(self, *, places: bool = False) -> None:
        """`places`: whether lines and columns of entries count."""
        self._places = places
        self._known: dict[int, tuple[object, str]] = {}
        """id() of an entry → the entry, so that its id() stays its own, and its digest."""
        self._fields: dict[type, tuple[str, ...]] = {}

    def digest(self, value: object) -> str:
        """32 hex digits. Raises TypeError for what is no value of the model: that cannot be compared."""
        return self._of_entry(value) if _is_entry(type(value)) else digest_of_plain(self._plain(value, placed=True))

    def know(self, entry: object, digest: str) -> None:
        """Take this for the digest of an entry."""
        self._known[id(entry)] = entry, digest

    def _of_entry(self, entry: Any) -> str:
        known = self._known.get(id(entry))
        if known is not None:
            return known[1]
        placed = self._places or bool(getattr(entry, "doubt", ""))
        said: list[Any] = [type(entry).__name__]
        for name in self._names(type(entry)):
            value = getattr(entry, name)
            if type(value) is str:
                said.append(value)
            elif value or value == 0:
                said.append([name, self._plain(value, placed=placed)])
        digest = digest_of_plain(said)
        self._known[id(entry)] = entry, digest
        return digest

    def _names(self, kind: type) -> tuple[str, ...]:
        if kind not in self._fields:
            self._fields[kind] = tuple(one.name for one in fields(kind))
        return self._fields[kind]

    def _plain(self, value: Any, *, placed: bool) -> Any:
        """The value as JSON has it, so that what differs in kind does so here too."""
        kind = type(value)
        if kind in _PLAIN:
            return value
        if _is_entry(kind):
            return self._of_entry(value)
        if kind is Position:
            value = value if placed else value[:1]
        if isinstance(value, tuple | list | range):
            plain, known = self._plain, self._known
            return [
                one if type(one) in _PLAIN else known[id(one)][1] if id(one) in known else plain(one, placed=placed)
                for one in value
            ]
        if is_dataclass(kind):
            return {kind.__name__: [self._plain(getattr(value, name), placed=placed) for name in self._names(kind)]}
        if isinstance(value, Mapping):
            return {"mapping": [[key, self._plain(one, placed=placed)] for key, one in value.items()]}
        return _other(value)


_KINDS: dict[type, bool] = {}
"""A type of values → whether it is one of entries."""


def _is_entry(kind: type) -> bool:
    if kind not in _KINDS:
        _KINDS[kind] = issubclass(kind, _ENTRIES)
    return _KINDS[kind]


def _other(value: Any) -> Any:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, frozenset | set):
        return {"set": sorted(value)}
    raise TypeError(f"nothing stands for a {type(value).__name__}")


_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def digest_of_plain(said: Any) -> str:
    """That of what JSON can hold as it is."""
    return hashlib.blake2b(_written(said).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
