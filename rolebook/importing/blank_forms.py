"""Lines of a form that nobody has filled in: `提交人：`, `是否延迟：是 否`, one below the other. Pure."""

import re
from collections.abc import Sequence
from itertools import groupby

from rolebook.importing.fields_in_rows import is_label_of_title, labels_in
from rolebook.importing.outline import Node
from rolebook.importing.section_words import is_section_word

_LABEL = r"[\u3400-\u9fffA-Za-z（）()/、]{2,16}\s*[：:]"
_EMPTY = re.compile(rf"{_LABEL}[\s_＿]*[分元天次%％]?")
_CHOICE = re.compile(rf"{_LABEL}\s*[^\s\d。；，]{{1,8}}(?:\s+[^\s\d。；，]{{1,8}}){{1,4}}")
_FEWEST = 3
"""Lines one below the other from which on they are a form, and of these how many have no value at all."""


def blank_lines(nodes: Sequence[Node]) -> frozenset[int]:
    """The indexes of nodes that are blanks to fill in: three or more one below the other, most without any value."""
    found: set[int] = set()
    for kind, run in groupby(enumerate(nodes), lambda one: _sort(one[1])):
        if kind:
            lines = list(run)
            empty = sum(_EMPTY.fullmatch(node.piece.text.strip()) is not None for _, node in lines)
            found.update(at for at, _ in lines if empty >= _FEWEST and empty * 2 > len(lines))
    return frozenset(found)


def _sort(node: Node) -> bool:
    """Whether a line may be a blank of a form."""
    text = node.piece.text.strip()
    is_other = is_section_word(text) or labels_in(text) or is_label_of_title(text)
    is_blank = _EMPTY.fullmatch(text) or _CHOICE.fullmatch(text)
    is_listed = node.piece.mark is not None and node.piece.mark.style != "bullet"  # `*提交人：` must be filled in
    return node.row is None and not is_listed and is_blank is not None and not is_other
