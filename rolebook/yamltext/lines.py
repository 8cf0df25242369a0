"""One line of YAML as the library writes it: dashes, a key, a value, a comment.

In this part of YAML every line can be read by itself, since no value spans lines but lists in brackets. That is what
makes exact messages possible: a parser notices most faults only on a later line. No fault is reported here.
"""

import re
from typing import NamedTuple

from rolebook.findings.finding import Position

_PLAIN_KEY = re.compile(r"""[^\s"'\[\]{},#].*?:(?=[ \t]|$)""")
_QUOTED_KEY = re.compile(r""""((?:[^"\\]|\\.)*)"[ \t]*:(?=[ \t]|$)|'((?:[^']|'')*)'[ \t]*:(?=[ \t]|$)""")
_DASH = re.compile(r"-(?:[ \t]+|$)")
_SPACE = re.compile(r"[ \t]*")
_COMMENT = re.compile(r"(?:(?<=[ \t])|^)#")
_SIMPLE_LIST = re.compile(r"""\[[^\[\]{}"'#]*\]""")
_USUAL = re.compile(r"""( *)(- )?(?:([a-z_]+):(?: ([^\s:#"'\[][^:#]*(?<![ \t])))?|(?<=- )([a-z0-9-]+)( {2}#.*)?)""")
"""Most lines: a key with a text that has neither colon nor #, or an id in a list, which may have a comment."""
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")


class Line(NamedTuple):
    """A line taken apart; all places are offsets from 0 into `text`."""

    file: str
    number: int
    text: str
    dashes: tuple[int, ...]
    """Where the `- ` stand that open entries of lists."""
    start: int
    """Where the content behind the dashes begins; the end of the text where there is none."""
    key: str | None
    colon: int
    """Where the colon behind the key stands; -1 without a key."""
    value_start: int
    value: str
    """What stands behind the key (or the dashes), without comment and space; quotes and brackets still on it."""
    comment: int | None
    """Where the `#` of a trailing comment stands."""

    def at(self, offset: int) -> Position:
        """The position of a character of the line."""
        return Position(self.file, self.number, offset + 1)

    @property
    def column(self) -> int:
        """Where the line's first token stands: its indentation."""
        return self.dashes[0] if self.dashes else self.start

    @property
    def bare(self) -> bool:
        """Neither an entry of a list nor a key: only a value, or the rest of one."""
        return not self.dashes and self.key is None


def read(file: str, number: int, text: str) -> Line:
    """Take a line apart. Never fails; malformed lines give a best-effort split."""
    if usual := _USUAL.fullmatch(text):
        indent = usual.end(1)
        dashes, start = ((indent,), indent + 2) if usual[2] else ((), indent)
        if usual[5]:
            return Line(
                file, number, text, dashes, start, None, -1, start, usual[5], text.index("#") if usual[6] else None
            )
        colon = usual.end(3)
        value_start, value = (colon + 2, usual[4]) if usual[4] else (colon + 1, "")
        return Line(file, number, text, dashes, start, usual[3], colon, value_start, value, None)
    return _taken_apart(file, number, text)


def _taken_apart(file: str, number: int, text: str) -> Line:
    dashes, start = _dashes(text)
    key, colon = _key(text, start)
    behind = start if key is None else colon + 1
    space = _SPACE.match(text, behind)
    value_start = space.end() if space else behind
    comment = _comment(text, value_start)
    value = text[value_start:comment].rstrip(" \t")
    return Line(file, number, text, dashes, start, key, colon, value_start, value, comment)


def _key(text: str, start: int) -> tuple[str | None, int]:
    """The key at an offset and where its colon stands; None and -1 where there is none."""
    if quoted := _QUOTED_KEY.match(text, start):
        return quoted[1] if quoted[1] is not None else quoted[2], quoted.end() - 1
    plain = _PLAIN_KEY.match(text, start)
    if plain and not _COMMENT.search(plain[0]):
        return plain[0][:-1].rstrip(" \t"), plain.end() - 1
    return None, -1


def _dashes(text: str) -> tuple[tuple[int, ...], int]:
    """The dashes before the content, and where the content begins."""
    dashes = []
    place = len(text) - len(text.lstrip(" "))
    while dash := _DASH.match(text, place):
        dashes.append(place)
        place = dash.end()
    return tuple(dashes), place


def _comment(text: str, value_start: int) -> int | None:
    """Where a comment begins: a `#` after a space, outside quotes and brackets."""
    place = value_start
    if text[place : place + 1] in {'"', "'"}:
        place = quoted_end(text, place) or len(text)
    elif text.startswith("[", place):
        place = flow_end(text, place, 0)[0]
    found = _COMMENT.search(text, place)
    return found.start() if found else None


def quoted_end(text: str, start: int) -> int | None:
    """The offset behind the quote that closes the one at `start`; None where the line has none."""
    quote = text[start]
    place = start + 1
    while place < len(text):
        if quote == '"' and text[place] == "\\":
            place += 2
        elif text[place] != quote:
            place += 1
        elif quote == "'" and text.startswith("''", place):
            place += 2
        else:
            return place + 1
    return None


def flow_end(text: str, start: int, depth: int) -> tuple[int, int]:
    """How far a list in brackets goes on this line, and how many of them are still open there.

    `depth` brackets are open at `start`. A quote counts where an entry begins.
    """
    simple = _SIMPLE_LIST.match(text, start)
    if simple and not depth:
        return simple.end(), 0
    place = start
    entry = True
    while place < len(text):
        char = text[place]
        if char in "\"'" and entry:
            place = quoted_end(text, place) or len(text)
            entry = False
            continue
        if char == "#" and text[place - 1 : place] in {"", " ", "\t"}:
            return len(text), depth
        depth += (char in "[{") - (char in "]}")
        place += 1
        if depth <= 0:
            return place, 0
        entry = char in "[{,:" or (entry and char in " \t")
    return place, depth


def escapes(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """Every backslash escape of the double-quoted text between two offsets, and where it stands."""
    return [(found.start(), found[0]) for found in _ESCAPE.finditer(text, start, end)]
