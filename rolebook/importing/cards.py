"""Rows of a post's card, in which labels and values take turns: `岗位名称 | 质检员 | 所属部门 | 品管部`. Pure."""

from itertools import pairwise

from rolebook.importing.columns import is_column_word
from rolebook.importing.fields.role_facts import field_key
from rolebook.importing.fields_in_rows import is_label, kind_of_label
from rolebook.importing.names import is_role_word
from rolebook.importing.pieces import Piece
from rolebook.importing.section_words import announced, is_section_word

_LONGEST = 12
"""Characters of a label."""


def card_fields(row: Piece, below: Piece | None) -> tuple[str, ...]:
    """The labels and values of a row of a card, in turn; () of any other row.

    A value may be empty; a merged cell counts once, and what heads the fields at the left (基本信息) is none of them.
    A row of headings may look the same (`岗位 | 风险 | 责任人 | 措施`): below one of a card stands nothing, or a row
    that begins with a label or the word of a section. `below`: the next row of the table.
    """
    cells = _fields(row)
    if not cells:
        return ()
    begins = next((cell for cell in _single(below) if cell), "") if below else ""
    is_named = is_label(begins) or is_section_word(begins)
    goes_on = below is None or _fields(below) or is_named or len(set(filter(None, below.cells))) == 1
    names_post = any(field_key(label) == "title" and is_role_word(value) for label, value in pairwise(cells))
    return cells if goes_on or names_post else ()


def _fields(row: Piece) -> tuple[str, ...]:
    cells = _single(row)
    while cells and (not cells[0] or (announced(cells[0]) == "fact" and not is_label(cells[0]))):
        del cells[0]
    while cells and not cells[-1]:
        del cells[-1]
    cells += [""] * (len(cells) % 2)
    labels, values = cells[::2], cells[1::2]
    known = sum(map(is_label, labels))
    is_card = (
        bool(labels)
        and is_label(labels[0])
        and known * 2 > len(labels)
        and all(0 < len(label) <= _LONGEST for label in labels)
        and not any(kind_of_label(value) or (is_column_word(value) and len(labels) > 1) for value in values if value)
    )
    return tuple(cells) if is_card and (any(values) or len(labels) > 1) else ()


def _single(row: Piece) -> list[str]:
    """The cells of a row, each merged one once."""
    merged = [cell.continued for cell in row.block.cells]
    if len(merged) != len(row.cells):
        merged = [False] * len(row.cells)
    return [" ".join(cell.split()) for cell, continued in zip(row.cells, merged, strict=True) if not continued]
