"""What a clause's text changed of the lines it came from, character by character; pure.

Width, the choice between ASCII and Chinese punctuation, white space and list numbers are the form, not the wording:
they count as equal, so that only real changes stand out.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from rolebook.words.alignment import Run, runs
from rolebook.words.list_marks import without_list_number
from rolebook.words.text import folded


class Stretch(NamedTuple):
    """A run of characters.

    `equal` stands in both; `delete` only in the source, `insert` only in the clause; `form` is the source's list number
    or closing mark, which carries no wording; `elsewhere` is what another clause of the same line says.
    """

    kind: str
    text: str


_CLOSING = ";；。,，、:： "
_JOINT = 1
"""Two changes with at most so many equal characters between them are shown as one: 供应 became 提供."""
_CUTS = (re.compile(r"(?<=[。；;：:])|(?=[(（]\d)"), re.compile(r"(?<=[，,])"))
"""Where a stretch may be cut: behind the end of a sentence or before a list number in brackets; then behind a comma."""
_NEARLY = 0.85
"""Share of a stretch's characters that another clause has in the same order: its own wording was mended there."""
_TELLING = 4
"""Characters from which a stretch left out is looked for in the other clauses of its line."""


def differences(lines: Iterable[str], text: str, others: Iterable[str] = ()) -> tuple[Stretch, ...]:
    """The stretches that turn the source's lines, joined, into the clause's text, written as the source writes them.

    Those of the source, put together, are its lines verbatim but for white space at their ends. `others` are the texts
    of the other clauses that come from the same lines.
    """
    joined = "".join(line.strip() for line in lines)
    body = without_list_number(joined)
    number = joined[: len(joined) - len(body)]
    old, new = body.rstrip(_CLOSING), text.rstrip(_CLOSING)
    ends = ([Stretch("form", number)] if number else [], [Stretch("form", body[len(old) :])] if body != old else [])
    elsewhere = ["".join(_folded(other)) for other in others]
    stretches = _merged(_stretches(old, new))
    found = _merged(piece for stretch in stretches for piece in _found_elsewhere(stretch, elsewhere))
    return (*ends[0], *found, *ends[1])


def changed(stretches: Iterable[Stretch]) -> bool:
    """Whether any stretch is a change of wording."""
    return any(stretch.kind in {"delete", "insert"} for stretch in stretches)


def _folded(text: str) -> list[str]:
    """One element a character: comparing keys, so that positions in the original stay."""
    return [_key(char) for char in text]


@lru_cache(maxsize=20_000)
def _key(char: str) -> str:
    return folded(char).strip()


def _stretches(old: str, new: str) -> Iterator[Stretch]:
    """What stands in both, and the changes, each deleted as a whole, then inserted as a whole."""

    def bridges(_before: Run, between: Run, _after: Run) -> bool:
        return len(old[between.first].strip()) <= _JOINT

    for group in runs(_folded(old), _folded(new), bridges):
        if group[0].equal:
            yield Stretch("equal", old[group[0].first])
            continue
        gone = "".join(old[run.first] for run in group)
        come = "".join(old[run.first] if run.equal else new[run.second] for run in group)
        if gone.strip():
            yield Stretch("delete", gone)
        if come.strip():
            yield Stretch("insert", come)


def _found_elsewhere(stretch: Stretch, others: list[str]) -> Iterator[Stretch]:
    """A stretch left out; where several other clauses of the line have it, cut into its sentences, then into its parts.

    `一、做好管理：(1)分配任务；(2)上报情况；` may have become three clauses; its list numbers are form.
    """
    if stretch.kind == "delete" and others:
        yield from _cut(stretch.text, others, _CUTS)
    else:
        yield stretch


def _cut(text: str, others: list[str], cuts: tuple[re.Pattern[str], ...]) -> Iterator[Stretch]:
    kind = _kind_of(text, others)
    if kind != "delete" or not cuts:
        yield Stretch(kind, text)
        return
    for piece in filter(None, cuts[0].split(text)):
        if piece.strip(_CLOSING):
            yield from _cut(piece, others, cuts[1:])
        else:
            yield Stretch("form", piece)


def _kind_of(text: str, others: list[str]) -> str:
    """`elsewhere`, `form` for a list number alone, else `delete`."""
    plain = "".join(_folded(without_list_number(text))).strip(".,;:?! ")
    if not plain:
        return "form" if text.strip(_CLOSING) else "delete"
    if len(plain) < _TELLING:
        return "delete"
    found = any(plain in other or LCSseq.similarity(plain, other) >= _NEARLY * len(plain) for other in others)
    return "elsewhere" if found else "delete"


def _merged(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    held: Stretch | None = None
    for stretch in stretches:
        if held and held.kind == stretch.kind:
            held = Stretch(held.kind, held.text + stretch.text)
            continue
        if held:
            yield held
        held = stretch
    if held:
        yield held
