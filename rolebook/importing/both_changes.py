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
    lines = base.splitlines(keepends=True)
    own = _changes(lines, ours)
    more = [one for one in _changes(lines, theirs) if not any(_holds(each, one) for each in own)]
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
    """Whether a change makes what another one makes at the same place."""
    size = len(other.lines)
    runs = (one.lines[at : at + size] for at in range(len(one.lines) - size + 1))
    return one[:2] == other[:2] and any(run == other.lines for run in runs)


def _changes(lines: Sequence[str], text: str) -> list[_Change]:
    other = text.splitlines(keepends=True)
    found = SequenceMatcher(None, lines, other, autojunk=False).get_opcodes()
    return [_Change(first, last, tuple(other[start:end])) for tag, first, last, start, end in found if tag != "equal"]
