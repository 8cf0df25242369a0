"""The proof that mends do what they promise: their findings are gone, none is new, all else reads as before. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypeAlias

from rolebook.checks import RULES
from rolebook.findings.finding import Edit, Finding, Severity
from rolebook.loading.content_files import ContentFile
from rolebook.yamltext.document import Node, Path, YamlDocument
from rolebook.yamltext.encoding import in_utf_8

Said: TypeAlias = Counter[tuple[str, str, str]]
"""Rule, file and message of findings, with how often each was found: lines may have moved."""

_OF_ENTRIES = frozenset(entry.rule for rule in RULES for entry in rule.entries)
"""What is found in entries that can be read."""
FOLLOWS = "stale-comment"
"""The comments behind the id of a text that was mended, in lists: they are mended last."""
_PLACE = re.compile(r"(\.yaml|第 ?|line ):?\d+")


class State(NamedTuple):
    """A handbook's content at one moment: its files by name, and what is found in them."""

    files: Mapping[str, ContentFile]
    findings: tuple[Finding, ...]

    def called(self, names: Mapping[str, str]) -> "State":
        """The same, where some files (old name → new one) are called otherwise."""
        files = {names.get(name, name): file for name, file in self.files.items()}
        return State(files, _called(self.findings, names))


def _called(findings: Iterable[Finding], names: Mapping[str, str]) -> tuple[Finding, ...]:
    if not names:
        return tuple(findings)
    return tuple(replace(one, at=one.at._replace(file=names.get(one.at.file, one.at.file))) for one in findings)


class Objections(NamedTuple):
    """What speaks against mends; nothing does where all are empty."""

    left: tuple[Finding, ...]
    """Findings that should be gone and are still there."""
    new: tuple[Finding, ...]
    """Findings that were not there before, and are not of what could not be read before."""
    changed: tuple[str, ...]
    """Files in which something else reads otherwise than before."""


def said(findings: Iterable[Finding]) -> Said:
    """What is found, however lines have moved."""
    return Counter((one.rule, one.at.file, _PLACE.sub(r"\1", one.message.zh)) for one in findings)


def objections(before: State, after: State, made: Sequence[Finding]) -> Objections:
    """What speaks against the mends of the findings `made`, which lead from one state to the other."""
    new_names = {one.at.file: one.renamed for one in made if one.renamed}
    before, made = before.called(new_names), _called(made, new_names)
    had, have, mended = said(before.findings), said(after.findings), said(made)
    left = tuple(one for one in made if any(have[key] > had[key] - mended[key] for key in said((one,))))
    more = have - had
    new = []
    for one in after.findings:
        (key,) = said((one,))
        if more[key] > 0:
            more[key] -= 1
            if not _may_be_new(one, before, after, made):
                new.append(one)
    edits = [edit for one in made if one.fix for edit in one.fix.edits]
    names = dict.fromkeys((*(edit.at.file for edit in edits), *(one.at.file for one in made if one.is_of_file)))
    changed = tuple(name for name in names if not _reads_as_before(before.files[name], after.files[name], edits))
    return Objections(left, tuple(new), changed)


def _may_be_new(found: Finding, before: State, after: State, made: Sequence[Finding]) -> bool:
    """Whether nobody could find it before: its entry, or what it is compared with, could not be read.

    Where a file could not be read whole, what stood in the rest, and what refers to it, was not looked at. While it
    still cannot, nothing more may be wrong on the lines that were mended.
    """
    if found.rule == FOLLOWS or _was_hidden(found, before, after):
        return True
    if found.is_certain and any(_wrote(one, found) for one in made):
        return True  # what was written is to be mended further, and nobody has to be asked
    if not all(before.files[one.at.file].is_read_whole for one in made):
        still = found.at.file in after.files and not after.files[found.at.file].is_read_whole
        return not still or not any(_mends(one, found.at.file, found.at.line) for one in made)
    if all(one.rule in _OF_ENTRIES for one in made):
        return False
    if any(one.rule == "unknown-key" and _inside(found, one, after) for one in made):
        return True  # below a key that no schema knows nobody looks
    return found.rule in _OF_ENTRIES or found.severity is not Severity.ERROR


def _was_hidden(found: Finding, before: State, after: State) -> bool:
    """Whether it is on a line that had a fault in its writing, of which no more was said, and has none now."""
    had, has = (state.files.get(found.at.file) for state in (before, after))
    if not had or not had.document or not has or not has.document:
        return False
    return found.at.line in {at.line for at in had.document.passed} and found.at not in has.document.passed


def _wrote(made: Finding, found: Finding) -> bool:
    """Whether a finding stands in the lines that a mend wrote."""
    edits = made.fix.edits if made.fix else ()
    lines = ((edit.at, edit.text.count("\n")) for edit in edits)
    return any(at.file == found.at.file and at.line <= found.at.line <= at.line + more for at, more in lines)


def _inside(found: Finding, made: Finding, after: State) -> bool:
    """Whether it stands in the value of a key that was written anew."""
    file = after.files.get(found.at.file)
    edits = made.fix.edits if made.fix else ()
    if not file or not file.document or not any(edit.at.file == file.name for edit in edits):
        return False
    named = [path for path in file.document.nodes if path and path[-1] in {edit.text for edit in edits}]
    document = file.document
    return any(document.key_at(path).line <= found.at.line <= document.last_line(path) for path in named)


def _mends(one: Finding, file: str, line: int) -> bool:
    edits = one.fix.edits if one.fix else ()
    return any(edit.at.file == file and edit.at.line <= line <= edit.last for edit in edits)


def _reads_as_before(old: ContentFile, new: ContentFile, edits: Sequence[Edit]) -> bool:
    """Whether every value that no edit touches reads as it did, and every byte outside the edits is as it was."""
    here = [edit for edit in edits if edit.at.file == old.name]
    if not here and new.data not in {old.data, in_utf_8(old.data)}:
        return False
    if old.document is None:
        return True
    if new.document is None:
        return False
    there = Counter((_keys(path), repr(value)) for path, value in _scalars(new.document.value, ()))
    return not _untouched(old.document, here) - there


def _untouched(document: YamlDocument, edits: Sequence[Edit]) -> Counter[tuple[tuple[str, ...], str]]:
    """Every scalar that no edit touches, and whose keys none does: its keys and its value."""
    touched = {path for path, node in document.nodes.items() if any(_touches(edit, node) for edit in edits)}
    found: Counter[tuple[tuple[str, ...], str]] = Counter()
    for path, value in _scalars(document.value, ()):
        if not any(path[:length] in touched for length in range(1, len(path) + 1)):
            found[_keys(path), repr(value)] += 1
    return found


def _touches(edit: Edit, node: Node) -> bool:
    """Whether an edit changes a scalar, a list in brackets or a key; a new line behind it does not."""
    begin, end = edit.at[1:], (edit.last, edit.end)
    spans = [((node.line, node.column), node.end)] if node.end else []
    if node.key:
        spans.append(((node.key.line, node.key.column), (node.key.last, node.key.end)))
    if begin == end and edit.text.startswith("\n"):
        return any(first < begin < last for first, last in spans)
    return any(begin <= last and first <= end for first, last in spans)


def _scalars(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if inner is None:
        yield path, value
        return
    for step, entry in inner:
        yield from _scalars(entry, (*path, step))


def _keys(path: Path) -> tuple[str, ...]:
    return tuple(step for step in path if isinstance(step, str))
