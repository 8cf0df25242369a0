"""Rows whose first cell begins with their list number: `1、漏记主诉 | 扣2分`. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from rolebook.importing.blocks import Block
from rolebook.importing.marks import Mark, mark_of

_FIGURES = frozenset({"arabic", "bracketed", "half", "circled"})


def numbered_rows(blocks: Sequence[Block], filled: Sequence[int]) -> Mapping[int, Mark]:
    """Index of a block → the list number in its first cell, where most rows of its table that have one count on.

    What stands in front of several rows names them all and is no number of one: `1.固有风险 | 储罐` and
    `1.固有风险 | 管道`.
    """
    tables: defaultdict[int, list[tuple[int, Mark, str]]] = defaultdict(list)
    for index in filled:
        block = blocks[index]
        first = block.cells[0].text.strip() if len(block.cells) > 1 and not block.number else ""
        is_row = bool(first) and any(cell.text.strip() for cell in block.cells[1:])
        mark = mark_of(first) if is_row else None
        if mark and mark.style in _FIGURES and mark.end < len(first):
            tables[block.table].append((index, mark, first))
    found: dict[int, Mark] = {}
    for rows in tables.values():
        beside = [*pairwise(rows)]
        counted = sum(other[1].value == one[1].value + 1 for one, other in beside)
        if counted * 2 > len(beside) and all(one[2] != other[2] for one, other in beside):
            found |= {index: mark for index, mark, _ in rows}
    return found
