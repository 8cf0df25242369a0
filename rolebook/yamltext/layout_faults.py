"""What is said of a line that stands wrongly to those around it, with the edits that move it and what belongs to it."""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from rolebook.findings.finding import Edit, Finding, Fix, Position, error
from rolebook.yamltext.lines import Line, read

_JOINS = tuple("，、,（(《“")
"""A text that ends in one of these goes on."""
_ENDS = tuple("。！？；.!?;")
"""A text that ends in one of these is a whole sentence, or a whole entry of a list."""


def text_goes_on(line: Line, above: Line, lines: Sequence[str]) -> Finding:
    """A text of which the rest stands on the lines below: one sentence broken in two, or several paragraphs."""
    before = lines[line.number - 2].rstrip()
    if line.column <= above.start and not before.endswith(_JOINS):
        return error(
            "wrapped-text",
            line.at(line.column),
            "上一行的文字之后又有一段文字",
            "another paragraph behind the text of the line above",
        ).mend(
            f"一条只写一句：这一段另写一条，有自己的 id；与上一句是同一句的，接到“{above.key}”那一行后面。",
            f"One sentence an entry: give it an entry with an id; or join it to the line of '{above.key}'.",
        )
    return runs_on(line, lines)


def runs_on(line: Line, lines: Sequence[str]) -> Finding:
    """A text that goes on below."""
    return error(
        "wrapped-text", line.at(line.column), "上一行的文字折行到这一行", "the text of the line above goes on here"
    ).mend(
        "接到上一行后面：一条文字写成一行，折行会在汉字之间多出空格。",
        "Join it to the line above: a text stands on one line, or folding puts a space into it.",
        fix=_joining(line, lines),
    )


def _joining(line: Line, lines: Sequence[str]) -> Fix | None:
    """The text on one line, a space between Latin words only; None where a comment stands between its parts.

    Certain where it is the value of a key, and no part but the last is a sentence.
    """
    edits = []
    certain = read(line.file, line.number - 1, lines[line.number - 2]).key is not None
    while line.bare and line.value:
        above = lines[line.number - 2].rstrip()
        before = read(line.file, line.number - 1, above)
        if line.comment is not None or not above or before.comment is not None or before.value[:1] in {'"', "'", "["}:
            return None
        space = " " if above[-1].isascii() and line.value[0].isascii() else ""
        at = Position(line.file, line.number - 1, len(above) + 1)
        edits.append(Edit(at, line.number, line.column + 1, space))
        certain = certain and not above.endswith(_ENDS)
        if line.number == len(lines):
            break
        line = read(line.file, line.number + 1, lines[line.number])
    return Fix(certain, tuple(edits))


def no_dash(line: Line, lines: Sequence[str], column: int | None = None, *, certain: bool = False) -> Finding:
    """The dash goes in front, at the column of the list, and what belongs to the entry two columns to the right."""
    column = line.column if column is None else column
    dash = " " * (column - line.column) + "- "
    edits = [Edit(line.at(min(column, line.column)), line.number, line.column + 1, dash)]
    block = list(takewhile(lambda below: not (below.dash and below.indent == line.column), under(line, 0, lines)))
    if not line.bare and column == line.column and block and block[0].indent == line.column:
        edits += (below.moved(2) for below in block)
    return error(
        "missing-dash",
        line.at(line.column),
        "此处是列表，而这一行没有以“- ”开头",
        "an entry of a list without its '- '",
    ).mend(
        "在前面补上“- ”（短横加一个空格）；或改正缩进。",
        "Put '- ' in front, or correct the indentation.",
        fix=Fix(certain, tuple(edits)),
    )


def stray_dash(line: Line, lines: Sequence[str]) -> Finding:
    """The dash goes, and what belongs to its entry as far to the left."""
    width = (line.dashes[1] if line.dashes[1:] else line.start) - line.column
    edits = [Edit(line.at(line.column), line.number, line.column + width + 1, "")]
    edits += (below.moved(-width) for below in under(line, 1, lines))
    return error(
        "stray-dash",
        line.at(line.column),
        "“- ”不能出现在这里：同级的行是“键: 值”",
        "no '- ' here: its siblings are 'key: value'",
    ).mend(
        "删去“- ”；如果它是列表的一条，就与其他条目对齐。",
        "Delete it, or align it with the list.",
        fix=Fix(certain=False, edits=tuple(edits)),
    )


class Below(NamedTuple):
    """A line of the file `file`, how far it is indented, and whether it begins with a dash."""

    file: str
    number: int
    indent: int
    dash: bool

    def moved(self, by: int) -> Edit:
        """With another indentation."""
        return Edit(Position(self.file, self.number, 1), self.number, self.indent + 1, " " * max(0, self.indent + by))


def under(line: Line, deeper: int, lines: Sequence[str]) -> Iterator[Below]:
    """The lines below that are indented as far as `line`, or `deeper`; blank ones left out."""
    for number, text in enumerate(lines[line.number :], line.number + 1):
        bare = text.lstrip(" ")
        indent = len(text) - len(bare)
        if bare and indent < line.column + deeper:
            return
        if bare:
            yield Below(line.file, number, indent, bare.startswith("- "))


def no_colon(line: Line) -> Finding:
    """A line that is neither a key with its value nor part of a list."""
    return error(
        "missing-colon", line.at(line.column), "这一行不是“键: 值”：缺少冒号", "not 'key: value': the colon is missing"
    ).mend("写成“键: 值”，冒号用半角，后面空一格。", "Write 'key: value'.")
