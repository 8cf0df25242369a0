"""The canonical form of YAML, which `fmt` writes: the text of a whole document, its comments kept. Pure.

Two spaces a level, one value a line, no blank lines, brackets only where the schema says so (`x-flow`) and for the
empty list, quotes only where they are needed or asked for (`x-quoted`).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from rolebook.yamltext.comments import Attached
from rolebook.yamltext.document import Node, Path, YamlDocument, is_plain

_UNSAFE = re.compile(r":(?:[ \t]|$)|[ \t]#|^[ \t]|[ \t]$|^[a-z_]+：")
"""What needs quotes; the last alternative would be taken for a key with a full-width colon."""
_IN_BRACKETS = re.compile(r"[\w.-]+(?:[:#][\w.-]+)*")
_OPENERS = frozenset("“‘（《〈【「『")
"""Besides letters and digits, what a text without quotes may begin with."""


class Traits(NamedTuple):
    """What a schema says about the writing of a value: the order of its keys, brackets, quotes."""

    keys: tuple[str, ...] = ()
    flow: bool = False
    quoted: bool = False


Style: TypeAlias = Mapping[Path, Traits]
_PLAIN = Traits()


def scalar(value: Any, raw: str = "", traits: Traits = _PLAIN) -> str:
    """The token of a value that is no list or mapping; numbers and the like as written (`raw`)."""
    if not isinstance(value, str) or ("\t" in value and raw):
        return raw or ("" if value is None else str(value))
    opens = value[:1].isalnum() or value[:1] in _OPENERS
    safe = opens and is_plain(value) and not _UNSAFE.search(value)
    if safe and not traits.quoted and not (traits.flow and not _IN_BRACKETS.fullmatch(value)):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def canonical(document: YamlDocument, style: Style, comments: Attached) -> str:
    """The document in canonical form, with the comments given (those of the document, or others)."""
    writer = _Writer(document.nodes, style, comments)
    return "".join(f"{line}\n" for line in (*comments.before.get((), ()), *writer.block(document.value, (), "")))


def block(value: Any, path: Path, style: Style, indent: str) -> list[str]:
    """The lines of a new value without comments; `path` is where `style` knows it."""
    return list(_Writer({}, style, Attached()).block(value, path, indent))


def is_in_brackets(value: Any, traits: Traits) -> bool:
    """Whether a value is written `[a, b]`."""
    scalars = isinstance(value, list) and not any(isinstance(entry, list | dict) for entry in value)
    return scalars and (traits.flow or not value)


def in_order(keys: Iterator[str] | list[str], traits: Traits) -> list[str]:
    """Keys in the order of the schema; those that it does not know behind, in their own."""
    rank = {key: number for number, key in enumerate(traits.keys)}
    return sorted(keys, key=lambda key: rank.get(key, len(rank)))


class _Writer:
    """Writes the values of one document, each with its comments."""

    def __init__(self, nodes: Mapping[Path, Node], style: Style, comments: Attached) -> None:
        self.nodes = nodes
        self.style = style
        self.comments = comments

    def block(self, value: Any, path: Path, indent: str, *, led: bool = False) -> Iterator[str]:
        """The lines of a value. `led`: the comments before its first entry were already written above the dash."""
        if isinstance(value, dict) and value:
            for number, key in enumerate(in_order(list(value), self._traits(path))):
                here = (*path, key)
                if not (led and number == 0):
                    yield from self._before(value[key], here, indent)
                yield from self._pair(key, value[key], here, indent)
                yield from self._behind(here, indent)
        elif isinstance(value, list) and not is_in_brackets(value, self._traits(path)):
            for number, entry in enumerate(value):
                here = (*path, number)
                if not (led and number == 0):
                    yield from self._before(entry, here, indent)
                yield from self._item(entry, here, indent)
                yield from self._behind(here, indent)
        else:
            yield f"{indent}{self._token(value, path)}{self._trailing(path)}"

    def _pair(self, key: str, value: Any, path: Path, indent: str) -> Iterator[str]:
        name = f"{indent}{scalar(key)}:"
        if isinstance(value, dict | list) and value and not is_in_brackets(value, self._traits(path)):
            yield f"{name}{self._trailing(path)}"
            yield from self.block(value, path, indent + "  ")
        else:
            token = self._token(value, path)
            yield f"{name}{' ' if token else ''}{token}{self._trailing(path)}"

    def _item(self, value: Any, path: Path, indent: str) -> Iterator[str]:
        first, *others = self.block(value, path, indent + "  ", led=True)
        yield f"{indent}- {first.removeprefix(indent + '  ')}".rstrip(" ")
        yield from others

    def _token(self, value: Any, path: Path) -> str:
        if isinstance(value, list):
            traits = Traits(flow=True)
            tokens = (scalar(entry, self._raw((*path, number)), traits) for number, entry in enumerate(value))
            return f"[{', '.join(tokens)}]"
        return scalar(value, self._raw(path), self._traits(path))

    def _raw(self, path: Path) -> str:
        """A scalar as the file has it, where it has no quotes there."""
        node = self.nodes.get(path)
        return (node.raw if node else None) or ""

    def _traits(self, path: Path) -> Traits:
        return self.style.get(path, _PLAIN)

    def _before(self, value: Any, path: Path, indent: str) -> Iterator[str]:
        """The comments before an entry: its own, those of what shares its line, those that have no line to end."""
        yield from (indent + text for text in self.comments.before.get(path, ()))
        if is_in_brackets(value, self._traits(path)):
            for inner in ((*path, number) for number in range(len(value))):
                yield from self._all(inner, indent)
        elif isinstance(path[-1], int) and isinstance(value, dict | list) and value:
            if path in self.comments.trailing:
                yield indent + self.comments.trailing[path]
            first: Any = in_order(list(value), self._traits(path))[0] if isinstance(value, dict) else 0
            yield from self._before(value[first], (*path, first), indent)

    def _all(self, path: Path, indent: str) -> Iterator[str]:
        """Every comment of an entry in brackets."""
        yield from (indent + text for text in self.comments.before.get(path, ()))
        if path in self.comments.trailing:
            yield indent + self.comments.trailing[path]
        yield from self._behind(path, indent)

    def _behind(self, path: Path, indent: str) -> Iterator[str]:
        return (indent + text for text in self.comments.behind.get(path, ()))

    def _trailing(self, path: Path) -> str:
        text = self.comments.trailing.get(path)
        return f"  {text}" if text else ""
