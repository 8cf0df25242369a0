"""Faults in the writing of YAML, found on the line where they were made and named as an editor would name them.

A text is checked in three ways: single lines (a full-width colon, an unclosed quote), how lines stand to each other
(indentation, texts that run on), and what a parser still objects to. A line has at most one finding; the checks then go
on as if it were mended, so that no follow-up errors are reported.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import yaml

from rolebook.findings.finding import Edit, Finding, Fix, Position, error, replacing
from rolebook.yamltext.brackets import list_fault
from rolebook.yamltext.layout import Families, Layout, every_key
from rolebook.yamltext.line_faults import Expected, flaw
from rolebook.yamltext.lines import Line, flow_end, read

_CONFLICT = re.compile(r"([<=>|])\1{6}(?:\s|$)")
_OF_IDS = re.compile(r"\[[a-z0-9:#-]+(?:, *[a-z0-9:#-]+)*")
_FENCE = "```"
_MARK = re.compile(r"(?:---|\.\.\.)(?:\s|$)")


def faults_of_lines(text: str, file: str, families: Families) -> Iterator[Finding]:
    """Faults of single lines and of their layout. `families`: keys that may stand together, by the schemas."""
    lines = text.split("\n")
    scan = _Scan(file, families, lines)
    fences = _fences(lines)
    if fences:
        yield _fenced(file, fences, lines)
    for number, line in enumerate(lines, 1):
        yield from () if number in fences else scan.line(number, line)
    yield from scan.end()


def _fences(lines: Sequence[str]) -> tuple[int, ...]:
    """The lines before and behind a text that was copied from a chat with the marks of its block of code."""
    held = [number for number, line in enumerate(lines, 1) if line.strip()]
    if len(held) > 1 and lines[held[0] - 1].startswith(_FENCE) and lines[held[-1] - 1].rstrip() == _FENCE:
        return held[0], held[-1]
    return ()


def _fenced(file: str, numbers: Sequence[int], lines: Sequence[str]) -> Finding:
    whole = (Edit(Position(file, number, 1), number + 1, 1, "") for number in numbers if number < len(lines))
    last = Position(file, numbers[-1], 1)
    bare = (Edit(last, last.line, len(lines[-1]) + 1, ""),) if last.line == len(lines) else ()
    return error(
        "reserved-character",
        Position(file, numbers[0], 1),
        "开头和末尾各有一行“```”，是从别处带来的代码标记",
        "the marks of a block of code, first and last",
    ).mend("删去这两行。", "Delete both lines.", fix=Fix(certain=True, edits=(*whole, *bare)))


class _Brackets(NamedTuple):
    """A list in brackets that is still open: where it began, the column of its entry, how many brackets."""

    opened: Position
    column: int
    depth: int
    quiet: bool
    """It has its fault already."""
    behind: Position
    """Behind the last entry so far."""


class _Scan:
    """Goes through a file line by line and keeps what an earlier line means for the next."""

    def __init__(self, file: str, families: Families, lines: Sequence[str]) -> None:
        self.file = file
        self.families = families
        self.keys = every_key(families)
        self.lines = lines
        self.layout = Layout(lines, families)
        self.conflict = False
        self.brackets: _Brackets | None = None
        self.block: int | None = None
        """Inside a text that `|` began: the column of its entry."""

    def line(self, number: int, text: str) -> Iterator[Finding]:
        """What is wrong with the next line."""
        indent = len(text) - len(text.lstrip(" "))
        if self.conflict or _CONFLICT.match(text):
            yield from self._in_conflict(Position(self.file, number, 1), text)
        elif self._in_block(text, indent) or indent == len(text) or text[indent] == "#":
            return
        elif _MARK.match(text):
            self.layout = Layout(self.lines, self.families)
        elif self.brackets and indent > self.brackets.column:
            yield from self._in_brackets(read(self.file, number, text), self.brackets)
        else:
            yield from self.end()
            yield from self._content(number, text)

    def end(self) -> Iterator[Finding]:
        """What must be closed by now."""
        if self.brackets and not self.brackets.quiet:
            yield _unclosed(self.brackets, self.lines)
        self.brackets = None

    def _in_conflict(self, at: Position, text: str) -> Iterator[Finding]:
        if not self.conflict:
            self.conflict = text.startswith("<")
            yield _conflict(at)
        elif text.startswith(">>>>>>>"):
            self.conflict = False

    def _in_block(self, text: str, indent: int) -> bool:
        if self.block is not None and text.strip() and indent <= self.block:
            self.block = None
        return self.block is not None

    def _in_brackets(self, line: Line, brackets: _Brackets) -> Iterator[Finding]:
        found = list_fault(line, 0, brackets.depth)
        if found and not brackets.quiet:
            yield found
        _, depth = flow_end(line.text, 0, brackets.depth)
        quiet, behind = brackets.quiet or found is not None, line.at(len(line.text[: line.comment].rstrip()))
        self.brackets = brackets._replace(depth=depth, quiet=quiet, behind=behind) if depth else None

    def _content(self, number: int, text: str) -> Iterator[Finding]:
        line = read(self.file, number, text)
        takes_value = self.layout.takes_value(line.column)
        found = flaw(line, Expected(self.keys, self.layout.takes_key(line.column) and not takes_value, self.lines))
        if found and found.mended is not None:
            line = read(self.file, number, found.mended)
        misplaced = self.layout.add(line, broken=found is not None)
        fault = _aligned(found.finding, misplaced) if found else misplaced
        if fault:
            yield fault
        self._open(line, quiet=fault is not None)

    def _open(self, line: Line, *, quiet: bool) -> None:
        """Remember what the line's value leaves open."""
        column = line.start if line.key is not None or not line.dashes else line.dashes[-1]
        if line.value[:1] in {"|", ">"}:
            self.block = column
        elif line.value[:1] in {"[", "{"}:
            _, depth = flow_end(line.text, line.value_start, 0)
            at, behind = line.at(line.value_start), line.at(line.value_start + len(line.value))
            self.brackets = _Brackets(at, column, depth, quiet, behind) if depth else None


def _aligned(found: Finding, misplaced: Finding | None) -> Finding:
    """A fault of the indentation whose mend aligns the line with its siblings; any other as it is."""
    indentation = {"tab-indentation", "wide-space-indentation"}
    if (
        not (misplaced and misplaced.fix and found.fix)
        or found.rule not in indentation
        or found.fix.edits[0].text.strip()
    ):
        return found
    edit = found.fix.edits[0]._replace(text=misplaced.fix.edits[0].text)
    return replace(found, fix=Fix(misplaced.fix.certain, (edit, *misplaced.fix.edits[1:])))


def _conflict(at: Position) -> Finding:
    return error("conflict-marker", at, "此处留有合并冲突的标记", "a merge conflict marker").mend(
        "在 <<<<<<< 与 >>>>>>> 之间选定要保留的一份，并删去三行标记。",
        "Keep one side and delete the three marker lines.",
    )


def _unclosed(brackets: _Brackets, lines: Sequence[str]) -> Finding:
    """Where nothing but ids and lines of sources stand in it, it ends with its line."""
    at, opened = brackets.behind, brackets.opened
    inside = lines[opened.line - 1][opened.column - 1 : at.column - 1]
    certain = at.line == opened.line and brackets.depth == 1 and _OF_IDS.fullmatch(inside) is not None
    return error("unclosed-bracket", opened, "方括号未闭合", "a bracket that is not closed").mend(
        "在列表末尾补上“]”；正文请放进双引号。",
        "Add ']' at the end of the list; quote it if it is text.",
        fix=replacing(at, at.column, "]" * brackets.depth, certain=certain),
    )


def syntax_finding(problem: yaml.YAMLError, file: str) -> Finding:
    """What only the parser noticed, at the place it names."""
    mark = getattr(problem, "problem_mark", None)
    words = getattr(problem, "problem", None) or str(problem)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return error("yaml-syntax", Position(file, line, column), "无法识别此处的写法", f"cannot be read: {words}").mend(
        "检查这一行和上一行的缩进、冒号和引号；正文请放进双引号。",
        "Check indentation, colons and quotes here and above; quote text.",
    )
