"""Rows of a table copied one cell a line, each with a figure at its end: `未戴工牌的`, `-5`, `脱岗的`, `-10`. Pure."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low

from rolebook.importing.columns import is_column_word
from rolebook.importing.fields_in_rows import labels_in
from rolebook.importing.flat_row import FIGURE, FlatRow
from rolebook.importing.marks import mark_of
from rolebook.importing.section_words import is_section_word

_FEWEST = 4
"""Rows from which on a table is known."""
_TRIED = 40
"""Rows by which it is decided whether there is a table: each place of a long text is tried."""
_MOST = 6
"""Lines of a row before its figure."""
_SHORT, _LONG = 12, 15
"""Characters up to which a line may be a heading, and from which on one without a stop may be wrapped."""
_NO_HEADING = re.compile(r"[，。；、：:;]|[的者]$")
_COUNTED = re.compile(r"[元分%％倍天次个人]")
_ENDED = re.compile(r"[。；;！]$")


def closed_rows(texts: Sequence[str], at: int) -> list[FlatRow]:
    """The rows that begin behind a place, each up to its figure; none where fewer than four follow each other.

    What stands alone above some of them (`工作纪律`) is their heading and in no row. Figures that count on are numbers
    of pages or of items.
    """
    tried = _spans(texts, at, _TRIED)
    plain = [float(texts[last]) for _, last in tried if texts[last].isdecimal()]
    counting = sum(after - before == 1 for before, after in pairwise(plain))
    if len(tried) < _FEWEST or counting * 2 > len(tried):
        return []
    spans = _spans(texts, at, len(texts))
    if not spans:
        return []
    bodies = [_body(texts, first, last) for first, last in spans]
    named = sum(len(body) > 1 and _may_head(texts[body[0]]) for body in bodies)
    is_cell = named * 5 >= len(bodies) * 4  # nearly each row has a name of its own in its first column
    starts = [body[0] if is_cell else _behind_headings(texts, body) for body in bodies]
    usual = median_low([body[-1] + 1 - start for body, start in zip(bodies[1:], starts[1:], strict=True)])
    starts[0] = max(starts[0], bodies[0][-1] + 1 - usual)
    return [_row(texts, start, body[-1], last) for start, body, (_, last) in zip(starts, bodies, spans, strict=True)]


def _spans(texts: Sequence[str], at: int, most: int) -> list[tuple[int, int]]:
    """From where to where rows may go, the last line of each a figure: the first ones, up to `most`."""
    found: list[tuple[int, int]] = []
    while len(found) < most:
        near = range(at + 1, min(at + _MOST + 1, len(texts)))
        end = next((one for one in near if FIGURE.fullmatch(texts[one])), None)
        if end is None or any(not text or labels_in(text) for text in texts[at:end]) or FIGURE.fullmatch(texts[at]):
            return found
        while end + 1 < len(texts) and FIGURE.fullmatch(texts[end + 1]):
            end += 1
        if end + 1 < len(texts) and _COUNTED.match(texts[end + 1]):
            return []  # a sentence whose figure stands on a line of its own
        found.append((at, end))
        at = end + 1
    return found


def _body(texts: Sequence[str], first: int, last: int) -> range:
    """The lines of a row before its figures: from a list mark on where one has it."""
    end = next(at for at in range(first, last + 1) if FIGURE.fullmatch(texts[at]))
    marked = next((at for at in range(first, end) if mark_of(texts[at])), first)
    return range(marked, end)


def _may_head(text: str) -> bool:
    is_word = len(text) <= _SHORT and not _NO_HEADING.search(text)
    return mark_of(text) is None and (is_word or is_column_word(text) or is_section_word(text))


def _behind_headings(texts: Sequence[str], body: range) -> int:
    return next((at for at in body if not _may_head(texts[at])), body[-1])


def _row(texts: Sequence[str], start: int, end: int, last: int) -> FlatRow:
    mark = mark_of(texts[start])
    cells = [texts[start][mark.end :].strip() if mark else texts[start]]
    for before, text in zip(texts[start:end], texts[start + 1 : end + 1], strict=True):
        if (len(before) >= _LONG or "，" in before) and not _ENDED.search(before):
            cells[-1] += text
        else:
            cells.append(text)
    return FlatRow(start, last, mark.shown.strip() if mark else "", (*cells, *texts[end + 1 : last + 1]))
