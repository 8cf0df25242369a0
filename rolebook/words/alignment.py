"""Where two sequences of characters or words agree and where they differ: the one engine behind both differences.

`differences` shows what a clause changed of its source lines; `contrast` tells two clauses apart. Both compare keys
instead of the characters themselves, so that what they set aside (width, case, 两年 for 2年) does not count.
"""

import difflib
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple


class Run(NamedTuple):
    """A stretch that both sequences have, or what the one has in the place of what the other has (`equal` is false)."""

    first: slice
    second: slice
    equal: bool = False


Bridges = Callable[[Run, Run, Run], bool]
"""(a change, the equal run behind it, the next change) → whether the three read better as one change."""


def runs(first: Sequence[str], second: Sequence[str], bridges: Bridges) -> Iterator[list[Run]]:
    """The runs from the beginning to the end, an equal run alone, the changes that belong together in one list.

    An empty key stands for white space; a run of nothing else is no change.
    """
    held: list[Run] = []
    gap: Run | None = None
    for run in _aligned(first, second):
        if run.equal:
            gap = run
        elif held and gap and bridges(_whole(held), gap, run):
            held += [gap, run]
            gap = None
        else:
            yield from filter(None, (held, [gap] if gap else []))
            held, gap = [run], None
    yield from filter(None, (held, [gap] if gap else []))


def _whole(group: list[Run]) -> Run:
    """A group of runs as one change."""
    head, tail = group[0], group[-1]
    return Run(slice(head.first.start, tail.first.stop), slice(head.second.start, tail.second.stop))


def _aligned(first: Sequence[str], second: Sequence[str]) -> Iterator[Run]:
    """Equal runs and changes in turn."""
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    held: Run | None = None
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        run = Run(slice(i1, i2), slice(j1, j2), equal=tag == "equal" or not any((*first[i1:i2], *second[j1:j2])))
        if held and held.equal and run.equal:
            held = Run(slice(held.first.start, i2), slice(held.second.start, j2), equal=True)
            continue
        if held:
            yield held
        held = run
    if held:
        yield held
