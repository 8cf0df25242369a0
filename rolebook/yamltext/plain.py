"""A document without faults as plain data, and back, for what is kept of former runs.

    [value, [line, column, …] of all nodes in their order, {number of a node: how its scalar is written}]

A node takes nine numbers: line and column; the four of its key's span; line and column behind it; and what `_BRACKETS`
and `_AS_READ` say. Where there is no span or no end, zeros stand.
"""

from collections.abc import Iterator
from typing import Any

from rolebook.yamltext.document import Node, Path, Span, YamlDocument
from rolebook.yamltext.encoding import read_text

_NUMBERS = 9
_NO_KEY, _NO_END = (0, 0, 0, 0), (0, 0)
_BRACKETS, _AS_READ = 1, 2
"""The value is a list in brackets; a text is written as it is read."""


def as_plain(document: YamlDocument) -> list[Any]:
    """All that `from_plain` needs beside the bytes of the file; there is a node for each value, in their order."""
    numbers: list[int] = []
    raws: dict[str, str] = {}
    for number, ((path, value), (where, node)) in enumerate(
        zip(_walk(document.value, ()), document.nodes.items(), strict=True)
    ):
        assert path == where  # only a key that stands twice has nodes of its own, and is a fault
        signs = (_BRACKETS if node.in_brackets else 0) + (_AS_READ if node.raw is not None and node.raw == value else 0)
        if node.raw is not None and not signs & _AS_READ:
            raws[str(number)] = node.raw
        numbers += (node.line, node.column, *(node.key or _NO_KEY), *(node.end or _NO_END), signs)
    return [document.value, numbers, raws]


def from_plain(plain: list[Any], data: bytes, file: str) -> YamlDocument:
    """The document again that `data` of the file holds."""
    value, numbers, raws = plain
    nodes: dict[Path, Node] = {}
    every = iter(zip(*[iter(numbers)] * _NUMBERS, strict=True))
    for number, ((path, inner), (line, column, *key, last, end, signs)) in enumerate(
        zip(_walk(value, ()), every, strict=True)
    ):
        raw = inner if signs & _AS_READ else raws.get(str(number)) if raws else None
        span = Span(*key) if key[0] else None
        nodes[path] = Node(line, column, span, (last, end) if last else None, bool(signs & _BRACKETS), raw)
    text, _ = read_text(data, file)
    return YamlDocument(file, value, nodes, tuple((text or "").split("\n")))


def _walk(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """A value and all in it, an outer one before those inside it."""
    yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _walk(inner, (*path, number))
