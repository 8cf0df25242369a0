"""Edits of single places in YAML text: each changes the bytes that it means to change and no other.

Comments, order, line ends and a byte order mark stay as they are. Every edit says what the value must be afterwards and
is parsed to prove it, so that a slip can never reach a file. Layouts in which an edit cannot keep what must stay are
refused (`Uneditable`); `fmt` rewrites such a file in its canonical form, which can be edited.
"""

import copy
import re
from codecs import BOM_UTF8
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, NamedTuple, TypeAlias

from rolebook.findings.finding import has_errors
from rolebook.findings.problem import Problem
from rolebook.words.program import PROGRAM
from rolebook.words.wording import Wording
from rolebook.yamltext.canonical import Style, Traits, block, in_order, scalar
from rolebook.yamltext.comments import Comment, comments
from rolebook.yamltext.document import Node, Path, YamlDocument, parse

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_IN_BRACKETS = Traits(flow=True)

Gloss: TypeAlias = Callable[[str], bool]
"""Whether the comment behind an entry goes with it."""


def _stays(_comment: str) -> bool:
    return False


class Uneditable(Problem):
    """The layout around the value at `path` is too unusual to edit it without touching what must stay."""

    def __init__(self, document: YamlDocument, path: Path) -> None:
        at = document.at(path)
        place = f"{at.file}:{at.line}"
        super().__init__(
            said=Wording(
                f"{place} 附近的写法特殊，改动会涉及其他文字。请先运行 {PROGRAM} fmt，再试一次。未作任何改动。",
                f"The layout near {place} is unusual. Run '{PROGRAM} fmt' and try again. Nothing was changed.",
            )
        )


class _Place(NamedTuple):
    """A line and a column."""

    line: int
    column: int


class _Line(NamedTuple):
    """A line of a file and what ends it."""

    text: str
    end: str


@dataclass(frozen=True, slots=True)
class YamlText:
    """A sound YAML file as bytes and as values; every edit gives a new one."""

    data: bytes
    document: YamlDocument
    style: Callable[[Any], Style]
    """What the schema says about the writing of a value of this file."""

    @property
    def value(self) -> Any:
        """The whole value."""
        return self.document.value

    def at(self, path: Path) -> Any:
        """The value at a path."""
        value = self.document.value
        for step in path:
            value = value[step]
        return value

    def replaced(self, path: Path, value: str, comment: Callable[[str], str] = str) -> "YamlText":
        """Another text in the place of a text; `comment` turns the comment behind it into the new one."""
        node = self._node(path)
        line, start, end = node.line, node.column, self._end(path).column
        in_brackets = self._node(path[:-1]).in_brackets
        token = scalar(value, traits=_IN_BRACKETS if in_brackets else self.style(self.value).get(path, Traits()))
        text = self.document.lines[line - 1]
        behind = text[end - 1 :]
        if not in_brackets and (found := comments(self.document).get(line)):
            behind = text[end - 1 : found.column - 1] + comment(found.text)
        return self._spliced(line, line, [text[: start - 1] + token + behind], self._with(path, value))

    def inserted(self, path: Path, *values: Any, glossed: Callable[[str], str] = str) -> "YamlText":
        """New entries of the list at `path[:-1]`, one behind the other from the index `path[-1]` on.

        `glossed` puts remarks behind their lines.
        """
        expected = copy.deepcopy(self.value)
        index, items = int(path[-1]), self.at(path[:-1])
        _parent(expected, path)[index:index] = values
        if self._node(path[:-1]).in_brackets:
            token = ", ".join(scalar(value, traits=_IN_BRACKETS) for value in values)
            return self._inserted_in_brackets(path, token, expected)
        neighbour = (*path[:-1], max(0, index - 1))
        indent = " " * (self._dash(neighbour).column - 1)
        style, lines = self.style(expected), []
        for place, value in enumerate(values, index):
            first, *others = block(value, (*path[:-1], place), style, indent + "  ")
            lines += [f"{indent}- {first.removeprefix(indent + '  ')}", *others]
        line = self._last_line(neighbour) + 1 if index and items else self._dash(neighbour).line
        return self._spliced(line, line - 1, list(map(glossed, lines)), expected)

    def extended(self, more: Mapping[Path, Sequence[str]]) -> "YamlText":
        """More texts at the end of many lists that hold some, by their paths: a file is proved once."""
        if not all(self._node(path).in_brackets for path in more):
            return reduce(lambda text, path: text.inserted((*path, len(text.at(path))), *more[path]), more, self)
        expected, lines = copy.deepcopy(self.value), list(self.document.lines)
        ends = {path: self._end((*path, len(self.at(path)) - 1)) for path in more}
        for path, (line, end) in sorted(ends.items(), key=lambda one: one[1], reverse=True):
            _parent(expected, (*path, 0)).extend(more[path])
            tokens = "".join(f", {scalar(value, traits=_IN_BRACKETS)}" for value in more[path])
            lines[line - 1] = lines[line - 1][: end - 1] + tokens + lines[line - 1][end - 1 :]
        last = len(lines) - (lines[-1] == "")
        return self._spliced(1, last, lines[:last], expected)

    def with_comment(self, path: Path, comment: str) -> "YamlText":
        """With a comment at the end of the line on which a value begins."""
        line = self._node(path).line
        return self._spliced(line, line, [f"{self.document.lines[line - 1]}  {comment}"], self.value)

    def with_key(self, path: Path, value: Any) -> "YamlText":
        """A new key of the mapping at `path[:-1]`, behind those that the schema has before it."""
        expected = self._with(path, value)
        style = self.style(expected)
        mapping = self.at(path[:-1])
        order = in_order([*mapping, str(path[-1])], style.get(path[:-1], Traits()))
        place = order.index(str(path[-1]))
        if place == 0:
            raise Uneditable(self.document, path[:-1])
        column = self.document.key_at((*path[:-1], order[place - 1])).column
        if column != self.document.key_at((*path[:-1], next(iter(mapping)))).column:
            raise Uneditable(self.document, path[:-1])
        lines = block({path[-1]: value}, path[:-1], style, " " * (column - 1))
        line = self._last_line((*path[:-1], order[place - 1])) + 1
        return self._spliced(line, line - 1, lines, expected)

    def removed(self, path: Path, goes: Gloss = _stays) -> "YamlText":
        """Without an entry of a list or mapping that has others.

        Its comments stay where it was, but for those at the end of a line of which `goes` says that they go with it.
        """
        expected = copy.deepcopy(self.value)
        del _parent(expected, path)[path[-1]]
        if self._node(path[:-1]).in_brackets:
            return self._removed_from_brackets(path, expected)
        first, column = self._dash(path) if isinstance(path[-1], int) else self._key(path)
        last = self._last_line(path)
        return self._spliced(first, last, self._kept(first, last, column, goes), expected)

    def without(self, paths: Collection[Path], goes: Gloss = _stays) -> "YamlText":
        """The same for many entries at once, of which none lies in another: a file is proved once."""
        if any(self._node(path[:-1]).in_brackets for path in paths):
            return reduce(lambda text, path: text.removed(path, goes), sorted(paths, reverse=True), self)
        expected = copy.deepcopy(self.value)
        lines: dict[int, list[str]] = {number: [line] for number, line in enumerate(self.document.lines, 1)}
        for path in sorted(paths, reverse=True):
            del _parent(expected, path)[path[-1]]
            first, column = self._dash(path) if isinstance(path[-1], int) else self._key(path)
            last = self.document.last_line(path)
            lines |= {number: [] for number in range(first, last + 1)}
            lines[first] = self._kept(first, last, column, goes)
        last = len(lines) - (self.document.lines[-1] == "")
        return self._spliced(1, last, [line for number in range(1, last + 1) for line in lines[number]], expected)

    def emptied(self, path: Path, goes: Gloss = _stays) -> "YamlText":
        """With `[]` in the place of the list at a key; comments as with `removed`."""
        _, first, column = self.document.key_at(path)
        last = self._last_line(path)
        name = self.document.lines[first - 1][: self.document.lines[first - 1].index(":", column - 1) + 1]
        kept = self._kept(first, last, column + 2, goes)
        return self._spliced(first, last, [f"{name} []", *kept], self._with(path, []))

    def _with(self, path: Path, value: Any) -> Any:
        """The whole value with another one at a path."""
        expected = copy.deepcopy(self.value)
        _parent(expected, path)[path[-1]] = value
        return expected

    def _node(self, path: Path) -> Node:
        return self.document.nodes[path]

    def _end(self, path: Path) -> _Place:
        """The place behind a scalar or a list in brackets."""
        end = self._node(path).end
        assert end is not None  # what is written in block style is never asked for
        return _Place(*end)

    def _dash(self, path: Path) -> _Place:
        """Where an entry of a block list begins: its dash, which must stand alone before it."""
        _, line, column = self.document.at(path)
        before = self.document.lines[line - 1][: column - 1]
        if before.strip() != "-":
            raise Uneditable(self.document, path)
        return _Place(line, before.index("-") + 1)

    def _key(self, path: Path) -> _Place:
        """Where a key begins: it must be the first of its line."""
        place = _Place(*self.document.key_at(path)[1:])
        if self.document.lines[place.line - 1][: place.column - 1].strip():
            raise Uneditable(self.document, path)
        return place

    def _last_line(self, path: Path) -> int:
        """The last line of an entry and all that is in it."""
        inside = (node for inner, node in self.document.nodes.items() if inner[: len(path)] == path)
        return max(max(node.line, node.key.line if node.key else 0, node.end[0] if node.end else 0) for node in inside)

    def _kept(self, first: int, last: int, column: int, goes: Gloss) -> list[str]:
        """What stays of lines that are removed: their comments, on lines of their own."""
        found = comments(self.document)
        kept = []
        for number in range(first, last + 1):
            comment: Comment | None = found.get(number)
            if comment and comment.alone:
                kept.append(self.document.lines[number - 1])
            elif comment and not goes(comment.text):
                kept.append(" " * (column - 1) + comment.text)
        return kept

    def _inserted_in_brackets(self, path: Path, token: str, expected: Any) -> "YamlText":
        items, index = self.at(path[:-1]), int(path[-1])
        if not items:
            line, end = self._end(path[:-1])
            return self._cut(line, end - 1, end - 1, token, expected)
        if index < len(items):
            _, line, start = self.document.at(path)
            return self._cut(line, start, start, f"{token}, ", expected)
        line, end = self._end((*path[:-1], index - 1))
        return self._cut(line, end, end, f", {token}", expected)

    def _removed_from_brackets(self, path: Path, expected: Any) -> "YamlText":
        index = int(path[-1])
        neighbour = (*path[:-1], index + 1)
        if neighbour in self.document.nodes:
            (_, line, start), (_, last, end) = self.document.at(path), self.document.at(neighbour)
        else:
            (line, start), (last, end) = self._end((*path[:-1], index - 1)), self._end(path)
        if line != last:
            raise Uneditable(self.document, path)
        return self._cut(line, start, end, "", expected)

    def _cut(self, line: int, start: int, end: int, token: str, expected: Any) -> "YamlText":
        """With `token` in the place of the columns from `start` up to `end`."""
        text = self.document.lines[line - 1]
        return self._spliced(line, line, [text[: start - 1] + token + text[end - 1 :]], expected)

    def _spliced(self, first: int, last: int, texts: list[str], expected: Any) -> "YamlText":
        """With other lines in the place of the lines `first` to `last` (none where `last` lies before `first`)."""
        bom = BOM_UTF8 if self.data.startswith(BOM_UTF8) else b""
        lines = [_Line(*match) for match in _LINE.findall(self.data.removeprefix(BOM_UTF8).decode("utf-8"))]
        lines = lines[: len(self.document.lines)]
        end = lines[max(0, first - 2)].end or lines[0].end or "\n"
        spliced = [*lines[: first - 1], *(_Line(text, end) for text in texts), *lines[last:]]
        closed = [_Line(line.text, line.end or end) for line in spliced[:-1]]
        closing = spliced[-1] if self.document.lines[-1] == "" else _Line(spliced[-1].text, "")
        data = bom + "".join(line.text + line.end for line in (*closed, closing)).encode("utf-8")
        document, findings = parse(data, self.document.file)
        if too_large := [one for one in findings if one.rule == "too-large"]:
            raise Problem(*too_large, said=Wording("未作任何改动。", "Nothing was changed."), quoted=False)
        if document is None or has_errors(findings) or document.value != expected:
            raise Uneditable(self.document, ())
        return YamlText(data, document, self.style)


def _parent(value: Any, path: Path) -> Any:
    for step in path[:-1]:
        value = value[step]
    return value
