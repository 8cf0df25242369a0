"""Edits of a file's text made in its bytes. Pure."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence

from rolebook.findings.finding import Edit

_LINE = re.compile(rb"([^\r\n]*)(\r\n|\r|\n|\Z)")


def patched(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes of a UTF-8 file after edits that do not overlap; every byte outside them stays as it is.

    Lines count from behind the byte order mark, columns in code points; a new line ends as the first of the file does.
    Raises ValueError where an edit names a place that the file does not have, or two overlap.
    """
    mark = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
    lines = _LINE.findall(data.removeprefix(BOM_UTF8))
    end = lines[0][1] or b"\n"
    starts = [len(mark)]
    for text, closing in lines:
        starts.append(starts[-1] + len(text) + len(closing))

    def offset(line: int, column: int) -> int:
        if not 1 <= line <= len(lines):
            raise ValueError(line)
        text = lines[line - 1][0].decode("utf-8")
        if not 1 <= column <= len(text) + 1:
            raise ValueError(column)
        return starts[line - 1] + len(text[: column - 1].encode())

    spans = sorted((offset(*edit.at[1:]), offset(edit.last, edit.end), edit.text) for edit in edits)
    pieces, place = [], 0
    for first, last, text in spans:
        if not place <= first <= last:
            raise ValueError(first)
        pieces += [data[place:first], text.replace("\n", end.decode()).encode()]
        place = last
    return b"".join((*pieces, data[place:]))


def overlap(one: Edit, other: Edit) -> bool:
    """Whether two edits change the same characters, or both put something in at one place."""
    if one.at.file != other.at.file:
        return False
    first, second = sorted((edit.at[1:], (edit.last, edit.end)) for edit in (one, other))
    return second[0] < first[1] or first[0] == second[0]


def without_overlaps(several: Sequence[tuple[Edit, ...]]) -> list[int]:
    """The indexes of those groups of edits that can be made together: each that overlaps with none before it."""
    kept: list[int] = []
    taken: dict[str, list[Edit]] = {}
    for number, edits in enumerate(several):
        if not any(overlap(edit, other) for edit in edits for other in taken.get(edit.at.file, ())):
            kept.append(number)
            for edit in edits:
                taken.setdefault(edit.at.file, []).append(edit)
    return kept
