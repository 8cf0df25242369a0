"""A text with what two sides changed in it since they had the same: a file that drafts were made of. Pure."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple


class _Change(NamedTuple):
    """The lines that stand in the place of the lines `first` up to `last` of the text that both had."""

    first: int
    last: int
    lines: tuple[str, ...]


def with_both(base: str, ours: str, theirs: str) -> str | None:
    """The text with the changes of both; None where they changed the same lines, each otherwise.

    Lines that both add at one place stand one after the other, those of `ours` first; what `ours` has of `theirs`
    already stands once.
    """
    lines, own_lines, other_lines = (_lines(text) for text in (base, ours, theirs))
    own = _changes(lines, own_lines)
    more = [one for one in _changes(lines, other_lines) if not any(_holds(each, one) for each in own)]
    queue = sorted([*own, *more], key=lambda one: (one.first, one.last))
    made: list[str] = []
    at = 0
    for number, change in enumerate(queue):
        before = queue[number - 1] if number else _Change(0, 0, ())
        if change.first < before.last:
            return None
        made += [*lines[at : change.first], *change.lines]
        at = change.last
    return "".join([*made, *lines[at:]])


def _holds(one: _Change, other: _Change) -> bool:
    """Whether a change makes what another one makes at the same place: the same, or lines that it adds among others."""
    if one == other:
        return True
    size = len(other.lines)
    runs = (one.lines[at : at + size] for at in range(len(one.lines) - size + 1))
    return one[:2] == other[:2] and one.first == one.last and any(run == other.lines for run in runs)


def _lines(text: str) -> list[str]:
    """The lines of a file; its last one has an end too, or what comes behind it would stand on the same line."""
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += "\n"
    return lines


def _changes(lines: Sequence[str], other: Sequence[str]) -> list[_Change]:
    found = SequenceMatcher(None, lines, other, autojunk=False).get_opcodes()
    return [_Change(first, last, tuple(other[start:end])) for tag, first, last, start, end in found if tag != "equal"]
