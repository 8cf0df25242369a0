"""Keys that stand twice in one place: each is told by itself, or all as one where they are those of another entry."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rolebook.findings.finding import Edit, Finding, Fix, Position, error
from rolebook.words.wording import Wording


class Twin(NamedTuple):
    """A key that was there before."""

    key: str
    at: Position
    last: int | None
    """The last line of its value, where that is a scalar or a list in brackets."""
    first: int
    """The line of the key that was there before."""
    same: bool
    """Whether both have the same value."""


def twin_faults(twins: Sequence[Twin], lines: Sequence[str]) -> Iterator[Finding]:
    """What is wrong with the keys of one mapping that stand twice; `lines` are those of the file.

    Several that say something else each are those of an entry whose `- ` slid away: they are one fault.
    """
    if len(twins) < 2 or all(twin.same for twin in twins):
        yield from (_alone(twin, lines) for twin in twins)
        return
    last = twins[-1].at.line
    yield error(
        "duplicate-key",
        twins[0].at,
        f"从这一行到第 {last} 行，有 {len(twins)} 个键在同一处写了两次（第一次从第 {twins[0].first} 行起）",
        f"{len(twins)} keys down to line {last} stand here twice (first from line {twins[0].first} on)",
    ).mend(
        "它们多半属于另一条：请看上一行，新的一条以“- ”开头，与其他各条的“- ”对齐。",
        "They may belong to another entry: see the line above; an entry begins with '- ', in line with the others.",
    )


def _alone(twin: Twin, lines: Sequence[str]) -> Finding:
    """Where both have the same scalar or list in brackets, the second line goes."""
    at = twin.at
    fix = None
    if twin.same and twin.last == at.line and lines[at.line - 2].strip():
        above = Position(at.file, at.line - 1, len(lines[at.line - 2]) + 1)
        fix = Fix(certain=True, edits=(Edit(above, at.line, len(lines[at.line - 1]) + 1, ""),))
    hint = Wording("保留一个，另一个删去或改名。", "Keep one; delete or rename the other.")
    if fix:
        hint = Wording("两处的值相同：删去这一行。", "Both have the same value: delete this line.")
    return error(
        "duplicate-key",
        at,
        f"“{twin.key}”在同一处写了两次（第一次在第 {twin.first} 行）",
        f"the key '{twin.key}' stands here twice (first on line {twin.first})",
    ).mend(*hint, fix=fix)
