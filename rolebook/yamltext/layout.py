"""How the lines of a YAML file stand to each other: siblings aligned, children deeper, no text that runs on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import NamedTuple

from rolebook.findings.finding import Edit, Finding, Fix, Position, error
from rolebook.words.wording import Wording
from rolebook.yamltext.lines import Line, read


@dataclass(slots=True)
class _Level:
    """A list or a group of keys that is open: the column of its entries."""

    column: int
    kind: str
    """`list` or `keys`."""
    wrong: int = -1
    """Column of a misaligned entry that is reported already; later entries there are accepted silently."""


@dataclass(slots=True)
class Layout:
    """The levels that are open after the lines so far of a file; `lines` are all of them."""

    lines: Sequence[str]
    _awaiting: bool = True
    """The last line ended in `key:` or `-`, so that the next may stand deeper."""
    _levels: list[_Level] = field(default_factory=list)
    _runs_on: bool = False
    """The last line was at fault or ran on: another line that runs on is not reported again."""

    def add(self, line: Line, *, broken: bool) -> Finding | None:
        """What is wrong with where the next line stands. A `broken` line has its fault already: no second one."""
        if line.bare:
            found = self._bare(line)
            self._runs_on = broken or found is not None or self._runs_on
        else:
            found = self._place(line, broken=broken)
            self._levels += [_Level(column, "list") for column in line.dashes[1:]]
            if line.key is not None and line.dashes:
                self._levels.append(_Level(line.start, "keys"))
            self._awaiting = not line.value
            self._runs_on = broken
        return None if broken else found

    def takes_value(self, column: int) -> bool:
        """Whether the line above ended in `key:` or `-`, so that its value may stand here."""
        return self._awaiting and bool(self._levels) and column > self._levels[-1].column

    def takes_key(self, column: int) -> bool:
        """Whether a line at this column can only be a key."""
        level = next((level for level in reversed(self._levels) if level.column <= column), None)
        return level is None or (level.kind == "keys" and level.column == column)

    def _bare(self, line: Line) -> Finding | None:
        top = self._levels[-1] if self._levels else None
        if self.takes_value(line.column):
            self._awaiting = False
            return None
        if self._runs_on:
            return None
        if top is not None and line.column > top.column:
            return _runs_on(line, self.lines)
        level = next((level for level in reversed(self._levels) if level.column <= line.column), None)
        return _no_dash(line, self.lines) if level is not None and level.kind == "list" else _no_colon(line)

    def _place(self, line: Line, *, broken: bool) -> Finding | None:
        """Find the level of the line's first token; open one where it may begin one."""
        column = line.column
        kind = "list" if line.dashes else "keys"
        left: list[_Level] = []
        while self._levels and column < self._levels[-1].column and column != self._levels[-1].wrong:
            left.append(self._levels.pop())
        top = self._levels[-1] if self._levels else None
        may_open = self._awaiting and not left
        if top is not None and column in (top.column, top.wrong):
            return self._sibling(line, top, kind, may_open=may_open)
        if may_open:
            # The indentation of a first line that is at fault says nothing about the column meant.
            self._levels.append(_Level(0 if broken and not self._levels else column, kind, wrong=column))
            return None
        return self._misplaced(line, kind, left)

    def _sibling(self, line: Line, top: _Level, kind: str, *, may_open: bool) -> Finding | None:
        column = top.column
        if kind == top.kind:
            return None
        if kind == "list":
            if may_open:  # a list may stand at the column of its key
                self._levels.append(_Level(column, kind))
                return None
            return _stray_dash(line, self.lines)
        if len(self._levels) > 1 and self._levels[-2].column == column:
            self._levels.pop()
            return None
        self._levels.append(_Level(column + 2, kind, wrong=column))
        return _no_dash(line, self.lines)

    def _misplaced(self, line: Line, kind: str, left: list[_Level]) -> Finding:
        """Take the line as an entry of the level that it most likely belongs to."""
        near = [*left, *self._levels[-1:]]
        level = min(near, key=lambda level: (level.kind != kind, abs(level.column - line.column)))
        if level in left:
            self._levels.extend(reversed(left[left.index(level) :]))
        level.wrong = line.column
        return error(
            "bad-indentation",
            line.at(line.column),
            Wording(
                f"这一行缩进 {line.column} 格，同级的行缩进 {level.column} 格",
                f"indented by {line.column}, its siblings by {level.column}",
            ),
            Wording(
                f"让它与同级的行对齐：前面放 {level.column} 个空格。",
                f"Align it with its siblings: {level.column} spaces.",
            ),
            _realigned(line, level.column, self.lines),
        )


def _runs_on(line: Line, lines: Sequence[str]) -> Finding:
    return error(
        "wrapped-text",
        line.at(line.column),
        Wording("上一行的文字折行到这一行", "the text of the line above goes on here"),
        Wording(
            "接到上一行后面：一条文字写成一行，折行会在汉字之间多出空格。",
            "Join it to the line above: a text stands on one line, or folding puts a space into it.",
        ),
        _joining(line, lines),
    )


def _joining(line: Line, lines: Sequence[str]) -> Fix | None:
    """The text on one line, a space between Latin words only; None where a comment stands between its parts."""
    edits = []
    while line.bare and line.value:
        above = lines[line.number - 2].rstrip()
        before = read(line.file, line.number - 1, above)
        if line.comment is not None or not above or before.comment is not None or before.value[:1] in {'"', "'", "["}:
            return None
        space = " " if above[-1].isascii() and line.value[0].isascii() else ""
        at = Position(line.file, line.number - 1, len(above) + 1)
        edits.append(Edit(at, line.number, line.column + 1, space))
        if line.number == len(lines):
            break
        line = read(line.file, line.number + 1, lines[line.number])
    return Fix(certain=False, edits=tuple(edits))


def _no_dash(line: Line, lines: Sequence[str]) -> Finding:
    """The dash goes in front, and what belongs to the entry two columns to the right."""
    edits = [Edit(line.at(line.column), line.number, line.column + 1, "- ")]
    block = list(takewhile(lambda below: not (below.dash and below.indent == line.column), _under(line, 0, lines)))
    if not line.bare and block and block[0].indent == line.column:
        edits += (below.moved(2) for below in block)
    return error(
        "missing-dash",
        line.at(line.column),
        Wording("此处是列表，而这一行没有以“- ”开头", "an entry of a list without its '- '"),
        Wording("在前面补上“- ”（短横加一个空格）；或改正缩进。", "Put '- ' in front, or correct the indentation."),
        Fix(certain=False, edits=tuple(edits)),
    )


def _stray_dash(line: Line, lines: Sequence[str]) -> Finding:
    """The dash goes, and what belongs to its entry as far to the left."""
    width = (line.dashes[1] if line.dashes[1:] else line.start) - line.column
    edits = [Edit(line.at(line.column), line.number, line.column + width + 1, "")]
    edits += (below.moved(-width) for below in _under(line, 1, lines))
    return error(
        "stray-dash",
        line.at(line.column),
        Wording("“- ”不能出现在这里：同级的行是“键: 值”", "no '- ' here: its siblings are 'key: value'"),
        Wording("删去“- ”；如果它是列表的一条，就与其他条目对齐。", "Delete it, or align it with the list."),
        Fix(certain=False, edits=tuple(edits)),
    )


def _realigned(line: Line, column: int, lines: Sequence[str]) -> Fix:
    """The line moved to a column, and with it what stands under it, up to the next line that stands right."""
    by = column - line.column
    below = takewhile(lambda below: by < 0 or below.indent != column, _under(line, 0, lines))
    moved = Edit(line.at(0), line.number, line.column + 1, " " * column)
    return Fix(certain=False, edits=(moved, *(one.moved(by) for one in below)))


class _Below(NamedTuple):
    """A line of the file `file`, how far it is indented, and whether it begins with a dash."""

    file: str
    number: int
    indent: int
    dash: bool

    def moved(self, by: int) -> Edit:
        """With another indentation."""
        return Edit(Position(self.file, self.number, 1), self.number, self.indent + 1, " " * max(0, self.indent + by))


def _under(line: Line, deeper: int, lines: Sequence[str]) -> Iterator[_Below]:
    """The lines below that are indented as far as `line`, or `deeper`; blank ones left out."""
    for number, text in enumerate(lines[line.number :], line.number + 1):
        bare = text.lstrip(" ")
        indent = len(text) - len(bare)
        if bare and indent < line.column + deeper:
            return
        if bare:
            yield _Below(line.file, number, indent, bare.startswith("- "))


def _no_colon(line: Line) -> Finding:
    return error(
        "missing-colon",
        line.at(line.column),
        Wording("这一行不是“键: 值”：缺少冒号", "not 'key: value': the colon is missing"),
        Wording("写成“键: 值”，冒号用半角，后面空一格。", "Write 'key: value'."),
    )
