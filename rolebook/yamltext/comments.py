"""Comments of a YAML document: where they are, and which entry each belongs to. Pure."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from rolebook.yamltext.document import Path, Span, YamlDocument

_LINE_END = re.compile(r"\r\n|\r|\n")
_HASH = re.compile(r"(?:^|(?<=[ \t]))#")


class Comment(NamedTuple):
    """From its `#` to the end of the line. `alone`: nothing stands before it."""

    column: int
    text: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Attached:
    """Comments by the entry they belong to: on lines of their own before or behind it, or at the end of its line.

    Those before the empty path head the document.
    """

    before: dict[Path, list[str]] = field(default_factory=lambda: defaultdict(list))
    behind: dict[Path, list[str]] = field(default_factory=lambda: defaultdict(list))
    trailing: dict[Path, str] = field(default_factory=dict)


class _Entry(NamedTuple):
    """A key or an entry of a list: where it begins. In order, the outer ones of a line come first."""

    line: int
    column: int
    path: Path


def is_commented_out(data: bytes) -> bool:
    """Whether a file holds comments and nothing else. One without a single comment may be what is left of a file."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    lines = [line.strip(" \t") for line in _LINE_END.split(text)]
    return any(lines) and all(line.startswith("#") for line in lines if line)


def comments(document: YamlDocument) -> Mapping[int, Comment]:
    """Line → its comment. A `#` inside a scalar is none."""
    found: dict[int, Comment] = {}
    taken = _taken(document)
    for number, line in enumerate(document.lines, 1):
        for match in _HASH.finditer(line) if "#" in line else ():
            column = match.start() + 1
            if not any(begin <= column < end for begin, end in taken[number]):
                found[number] = Comment(column, line[column - 1 :].rstrip(" \t"), not line[: column - 1].strip())
                break
    return found


def _taken(document: YamlDocument) -> Mapping[int, list[tuple[int, int]]]:
    """Line → the columns of its scalars, on lines where that matters."""
    marked = {number for number, line in enumerate(document.lines, 1) if "#" in line}
    taken: dict[int, list[tuple[int, int]]] = {number: [] for number in marked}
    for first, start, last, end in _scalars(document) if marked else ():
        for number in marked.intersection(range(first, last + 1)) if first != last else marked & {first}:
            begin = start if number == first else 1
            taken[number].append((begin, end if number == last else len(document.lines[number - 1]) + 1))
    return taken


def _scalars(document: YamlDocument) -> Iterator[Span]:
    """Where every key and every scalar stands: what looks like a comment inside one is none."""
    for node in document.nodes.values():
        if node.key:
            yield node.key
        if node.end and not node.in_brackets:
            yield Span(node.line, node.column, *node.end)


def attached(document: YamlDocument) -> Attached:
    """The comments of a document with their entries."""
    found = Attached()
    entries = sorted(_entries(document))
    columns = {entry.path: entry.column for entry in reversed(entries)}
    owners = _owners(document, entries)
    brackets = _brackets(document)
    for line, comment in comments(document).items():
        if line in brackets:
            found.before[brackets[line]].append(comment.text)
        elif not comment.alone and line in owners:
            found.trailing[owners[line]] = comment.text
        else:
            _stand_alone(found, comment, line, entries, columns)
    return found


def _entries(document: YamlDocument) -> Iterator[_Entry]:
    """Every key, and every entry of a list outside brackets."""
    for path, node in document.nodes.items():
        if node.key:
            yield _Entry(node.key.line, node.key.column, path)
        elif path and not document.nodes[path[:-1]].in_brackets:
            dash = document.lines[node.line - 1][: node.column - 1].rstrip()
            # The dash may stand on a line above; its column is then taken to be the usual one.
            yield _Entry(node.line, len(dash) if dash.endswith("-") else max(1, node.column - 2), path)


def _owners(document: YamlDocument, entries: list[_Entry]) -> Mapping[int, Path]:
    """Line → what a comment at its end belongs to: the value that ends there, else the last key that begins there."""
    owners = {entry.line: entry.path for entry in entries}
    for path, node in document.nodes.items():
        if node.end and not document.nodes[path[:-1]].in_brackets:
            owners[node.end[0]] = path
    return owners


def _brackets(document: YamlDocument) -> Mapping[int, Path]:
    """Line → the innermost flow list that goes on behind it: no comment has room inside one."""
    found: dict[int, Path] = {}
    for path, node in document.nodes.items():  # an outer one before those inside it
        for line in range(node.line, node.end[0] if node.end else 0):
            if len(path) > len(found.get(line, ())):
                found[line] = path
    return found


def _stand_alone(
    found: Attached, comment: Comment, line: int, entries: list[_Entry], columns: Mapping[Path, int]
) -> None:
    """Attach a comment to the entry that follows, or, where it is indented deeper, to the one that it follows.

    `columns`: where each of the entries begins.
    """
    index = bisect_left(entries, (line, 0, ()))
    following = entries[index] if index < len(entries) else None
    if index == 0:
        found.before[()].append(comment.text)
        return
    column = comment.column if comment.alone else 1
    last = entries[index - 1].path
    around = [last[:length] for length in range(len(last) + 1) if last[:length] in columns]
    floor = following.column if following else 0
    inner = following is not None and following.path[: len(last)] == last
    above = [path for path in around if floor < columns[path] <= column]
    if above and not inner:
        found.behind[max(above, key=len)].append(comment.text)
    elif following:
        found.before[following.path].append(comment.text)
    else:
        found.behind[last[:1]].append(comment.text)
