"""A file with faults in its writing, read round them: whatever stands before and behind them is read all the same.

A mend that is certain is made in the text before it is read, and the places of values are given back as they are in the
file. Else the entry of the list that has the fault, or the key of the mapping with all below it, is left out.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from rolebook.findings.finding import Edit, Finding, Severity
from rolebook.yamltext.document import Lost, Node, Span, YamlDocument, built, parse
from rolebook.yamltext.encoding import as_far_as_text, read_text
from rolebook.yamltext.layout import Families
from rolebook.yamltext.patching import overlap
from rolebook.yamltext.scan import faults_of_lines

_HOPELESS = {"too-large", "not-text", "empty-file"}
_OF_LAYOUT = {"bad-indentation", "missing-dash", "stray-dash", "missing-colon", "wrapped-text", "yaml-syntax"}
"""Faults that leave open whether their line belongs to the entry above."""
_ENTRY = re.compile(r"- |\W{0,3}id\s*[:：]")
_KEY = re.compile(r"[A-Za-z_\"'][\w.#/\"'-]*\s*[:：]")
_CONFLICT_BEGINS = "<<<<<<<"
_CONFLICT_ENDS = ">>>>>>>"
_MOST_ROUNDS = 8
"""How often the parser may stop at another entry that the lines do not show to be at fault."""


def read_round(
    data: bytes, file: str, families: Families, *, is_list: bool
) -> tuple[YamlDocument | None, tuple[Finding, ...]]:
    """What can be read of a file, and its faults; None where nothing can. Never raises for bad content.

    `families`: as in `parse`. `is_list`: the file is to be a list of entries, else a mapping.
    """
    document, findings = parse(data, file, families)
    if document is not None or any(one.rule in _HOPELESS for one in findings):
        return document, findings
    text, strange = as_far_as_text(data)
    errors = [one for one in findings if one.severity is Severity.ERROR]
    if read_text(data, file)[0] is None:  # nobody has looked at its lines yet
        told = {one.at.line for one in errors if not one.anew} | strange
        plain = text.replace("\ufffd", "")  # what cannot be read is said already, and must not disturb the lines below
        untold = [one for one in faults_of_lines(plain, file, families) if one.at.line not in told]
        errors, findings = [*errors, *untold], (*findings, *untold)
    mended = _Mended(text, errors)
    made = set(map(id, mended.made))
    parts = _Parts(mended.lines, is_list=is_list)
    parts.leave_out(strange)
    parts.leave_out_faults(one for one in errors if not (one.anew or id(one) in made))
    parts.leave_out_faults(faults_of_lines("\n".join(mended.lines), file, families))
    parts.leave_out_conflicts()
    for _ in range(_MOST_ROUNDS):
        document, more = built("\n".join(parts.kept()), file)
        if document is not None:
            break
        objected = [one for one in more if one.severity is Severity.ERROR and one.at.line not in parts.lost]
        if not objected or any(one.rule in _HOPELESS for one in objected):
            return None, findings
        parts.leave_out_faults(objected)
        known = {one.at.line for one in errors}
        errors += (new := [one for one in objected if one.at.line not in known])
        findings = (*findings, *new)
    if document is None or not isinstance(document.value, list if is_list else dict):
        return None, findings
    found = (replace(one, fix=None) if one.at.line in mended.edits else one for one in more)
    nodes = {path: mended.as_in_file(node) for path, node in document.nodes.items()}
    passed = frozenset(one.at for one in errors)
    return (
        replace(document, nodes=nodes, lines=tuple(text.split("\n")), lost=parts.as_lost(), passed=passed),
        tuple(dict.fromkeys((*findings, *found))),
    )


class _Mended:
    """The lines of a text with every mend that is certain and stays on its lines."""

    def __init__(self, text: str, faults: Sequence[Finding]) -> None:
        self.lines = text.split("\n")
        certain = [one for one in faults if one.fix and one.fix.certain and all(map(_is_on_its_line, one.fix.edits))]
        taken: dict[int, list[Edit]] = {}
        self.made: list[Finding] = []
        for one in certain:
            its = one.fix.edits if one.fix else ()
            if not any(overlap(edit, other) for edit in its for other in taken.get(edit.at.line, ())):
                self.made.append(one)
                for edit in its:
                    taken.setdefault(edit.at.line, []).append(edit)
        self.edits: dict[int, list[Edit]] = {}
        """By their line, from left to right."""
        every = sorted(edit for one in self.made if one.fix for edit in one.fix.edits)
        self._deleted = [edit.at.line for edit in every if _is_of_whole_line(edit)]
        for edit in every:
            if _is_of_whole_line(edit):
                continue
            self.edits.setdefault(edit.last, []).append(_narrowed(edit, self.lines[edit.last - 1]))
        for number in self._deleted:
            self.lines[number - 1] = ""
        for number, edits in self.edits.items():
            for edit in reversed(edits):
                line = self.lines[number - 1]
                self.lines[number - 1] = line[: edit.at.column - 1] + edit.text + line[edit.end - 1 :]

    def as_in_file(self, node: Node) -> Node:
        """A node with the columns that the file has, before the mends."""
        key, end = node.key, node.end
        return node._replace(
            column=self._column(node.line, node.column),
            key=key and Span(key.line, self._column(key.line, key.column), key.last, self._column(key.last, key.end)),
            end=end and (end[0], self._column(*end)),
        )

    def _column(self, line: int, column: int) -> int:
        longer = 0
        for edit in self.edits.get(line, ()):
            begin = edit.at.column + longer
            if column < begin:
                break
            if column < begin + len(edit.text):
                return edit.at.column
            longer += len(edit.text) - (edit.end - edit.at.column)
        return column - longer


def _is_on_its_line(edit: Edit) -> bool:
    return (edit.at.line == edit.last and "\n" not in edit.text) or _is_of_whole_line(edit)


def _is_of_whole_line(edit: Edit) -> bool:
    """Whether it deletes a line."""
    return not edit.text and edit.at.column == edit.end == 1 and edit.last == edit.at.line + 1


def _narrowed(edit: Edit, line: str) -> Edit:
    """The same edit without the characters at its ends that stay as they are."""
    old = line[edit.at.column - 1 : edit.end - 1]
    before = _alike(old, edit.text)
    after = _alike(old[before:][::-1], edit.text[before:][::-1])
    at = edit.at._replace(column=edit.at.column + before)
    return edit._replace(at=at, end=edit.end - after, text=edit.text[before : len(edit.text) - after])


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (left, right) in pairs if left != right), min(len(one), len(other)))


class _Parts:
    """The entries of a list, or the keys of a mapping with what is below them, and which of their lines are lost."""

    def __init__(self, lines: list[str], *, is_list: bool) -> None:
        self._lines = lines
        self._is_list = is_list
        begins = _ENTRY if is_list else _KEY
        self._starts = [number for number, line in enumerate(lines, 1) if begins.match(line)]
        self.lost: set[int] = set()

    def leave_out(self, numbers: Iterable[int]) -> None:
        """The parts in which these lines stand are lost."""
        for number in numbers:
            if number in self.lost:  # one entry may have a fault on each of very many lines
                continue
            part = bisect_right(self._starts, number)
            first = self._starts[part - 1] if part else 1
            last = self._starts[part] - 1 if part < len(self._starts) else len(self._lines)
            self.lost.update(range(first, last + 1))

    def leave_out_faults(self, faults: Iterable[Finding]) -> None:
        """The parts with these faults are lost; the one above too where a fault may belong to it."""
        for one in faults:
            if one.rule == "second-document":
                self._leave_out_document(one.at.line)
                continue
            self.leave_out([one.at.line])
            sure = self._lines[min(one.at.line, len(self._lines)) - 1].startswith("- ")
            if one.rule in _OF_LAYOUT and one.at.line in self._starts and not sure:
                self.leave_out([max(1, one.at.line - 1)])

    def _leave_out_document(self, number: int) -> None:
        """Entries behind `---` may belong to the list above; the keys behind it are those of something else."""
        if self._is_list:
            self._lines[number - 1] = ""
        else:
            self.lost.update(range(number, len(self._lines) + 1))

    def leave_out_conflicts(self) -> None:
        """Both sides of a conflict that was not resolved."""
        inside = False
        for number, line in enumerate(self._lines, 1):
            inside = inside or line.startswith(_CONFLICT_BEGINS)
            if inside and number not in self.lost:
                self.leave_out([number])
            inside = inside and not line.startswith(_CONFLICT_ENDS)

    def kept(self) -> list[str]:
        """The lines with empty ones in place of those that are lost."""
        return ["" if number in self.lost else line for number, line in enumerate(self._lines, 1)]

    def as_lost(self) -> tuple[Lost, ...]:
        """What is lost, by its parts."""
        begins = [number for number in sorted(self.lost) if number - 1 not in self.lost or number in self._starts]
        inside = {number: bisect_right(begins, number) for number in sorted(self.lost)}
        return tuple(
            Lost(begins[part - 1], "\n".join(self._lines[number - 1] for number in numbers))
            for part, numbers in groupby(inside, key=inside.__getitem__)
        )
