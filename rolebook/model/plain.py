"""Entries of a file as plain data, and back, for what is kept of former runs.

A dataclass whose fields are named where one is made becomes a dict of those that do not hold their default; any other
a list of its values. A `Position` becomes line and column: its file is that of the entry.
"""

import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, TypeAlias, Union, get_args, get_origin, get_type_hints

from rolebook.findings.finding import Position
from rolebook.model.entries import Activity, Clause, Department, Role, Rule
from rolebook.model.records import Below, Extent

Entry: TypeAlias = Clause | Activity | Rule | Department | Role
"""What the files of a library are made of, but for its settings and sources."""

_Reader: TypeAlias = Callable[[Any, str], Any]
"""(plain value, name of the file) → the value again."""


def as_plain(value: Any) -> Any:
    """What JSON can hold of an entry and all in it, but the name of its file and of its class."""
    if type(value) is str:
        return value
    if isinstance(value, Position | Extent | Below):
        at = value if isinstance(value, Position) else value.at
        return [at.line, at.column, *value[1 if value is not at else len(value) :]]
    if isinstance(value, tuple):
        return [as_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: as_plain(one) for key, one in value.items()}
    return _of_fields(value, type(value)) if is_dataclass(value) else value


def _of_fields(value: Any, class_: Any) -> Any:
    names, defaults = _fields(class_)
    if not _is_named(class_):
        return [as_plain(getattr(value, name)) for name in names]
    every = ((name, getattr(value, name)) for name in names)
    return {name: as_plain(one) for name, one in every if name not in defaults or one != defaults[name]}


def from_plain(class_: Any, plain: Any, file: str) -> Any:
    """An entry of this class again, of the file of this name. What was plain is taken apart."""
    reader = _reader(class_)
    return reader(plain, file) if reader else plain


@cache
def _fields(class_: Any) -> tuple[tuple[str, ...], Mapping[str, Any]]:
    """The names of the fields of a dataclass; and the defaults of those that have one."""
    made = {one.name: one.default_factory() for one in fields(class_) if one.default_factory is not MISSING}
    given = {one.name: one.default for one in fields(class_) if one.default is not MISSING}
    return tuple(one.name for one in fields(class_)), {**made, **given}


@cache
def _is_named(class_: Any) -> bool:
    """Whether its fields are named where one is made."""
    return all(one.kw_only for one in fields(class_))


def _position(plain: Any, file: str) -> Position:
    line, column = plain
    return tuple.__new__(Position, (file, line, column))  # it was a place before: nothing is to be put right


def _extent(plain: Any, file: str) -> Extent:
    line, column, last, end = plain
    return Extent(tuple.__new__(Position, (file, line, column)), last, end)


def _below(plain: Any, file: str) -> Below:
    line, column, indent = plain
    return Below(tuple.__new__(Position, (file, line, column)), indent)


_PLACES: Mapping[Any, _Reader] = {Position: _position, Extent: _extent, Below: _below}


@cache
def _reader(type_: Any) -> _Reader | None:
    """What reads a value of a type again; None where it is as it was."""
    if type_ in _PLACES:
        return _PLACES[type_]
    origin, inner = get_origin(type_), get_args(type_)
    if origin in {Union, types.UnionType}:
        return _of_union([one for one in inner if one is not types.NoneType])
    if origin is tuple:
        return _of_tuple(_reader(inner[0]) if inner[-1] is Ellipsis else None)
    if origin is not None:
        return _of_mapping(_reader(inner[1]))
    return _of_dataclass(type_) if is_dataclass(type_) else None


def _of_union(types_: Iterable[Any]) -> _Reader | None:
    """Of a type or nothing; or of a text or a dataclass, which is a list then."""
    readers = [reader for one in types_ if (reader := _reader(one))]
    if not readers:
        return None
    (reader,) = readers
    return lambda plain, file: plain if plain is None or isinstance(plain, str) else reader(plain, file)


def _of_tuple(reader: _Reader | None) -> _Reader:
    if reader is None:
        return lambda plain, _: tuple(plain)
    return lambda plain, file: tuple([reader(one, file) for one in plain])


def _of_mapping(reader: _Reader | None) -> _Reader:
    if reader is None:
        return lambda plain, _: plain
    return lambda plain, file: {key: reader(one, file) for key, one in plain.items()}


def _of_dataclass(class_: Any) -> _Reader:
    hints = get_type_hints(class_)
    names = [one.name for one in fields(class_)]
    readers: dict[str, _Reader] | None = None

    def own() -> dict[str, _Reader]:
        nonlocal readers
        if readers is None:  # not before it is needed: an item holds items
            readers = {name: reader for name in names if (reader := _reader(hints[name]))}
        return readers

    def named(plain: Any, file: str) -> Any:
        for name, reader in own().items():
            if name in plain:
                plain[name] = reader(plain[name], file)
        return class_(**plain)

    def placed(plain: Any, file: str) -> Any:
        for number, name in enumerate(names):
            if name in own():
                plain[number] = own()[name](plain[number], file)
        return class_(*plain)

    return named if _is_named(class_) else placed
