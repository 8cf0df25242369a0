"""The posts of a page of vacancies: each name stands alone behind a blank line, with 岗位职责 right below it. Pure."""

from collections.abc import Sequence

from rolebook.importing.names import role_named, without_dress
from rolebook.importing.pieces import Piece
from rolebook.importing.section_words import announced, is_section_word

_LONGEST, _WORD = 16, 8
"""Characters of the name of a post, and of a line such as `应聘条件：`."""
_FEWEST = 3
"""Names from which on the layout says that whatever stands so is a name."""
_BELOW = frozenset({"duty", "qualification", "purpose"})


def posts_apart(pieces: Sequence[Piece], texts: Sequence[int]) -> Sequence[int]:
    """The indexes of the names of posts, where the document sets posts apart by blank lines; of `texts`, in order.

    `车辆管理` and `轮岗实习生` are posts beside `安全员`, and the last words of the post above are none:
    `熟练使用办公软件`.
    Empty where fewer than three stand so, or where none of them ends as names of roles do.
    """
    found = [index for index in texts if _is_apart(pieces, index)]
    return found if len(found) >= _FEWEST and any(role_named(pieces[index].text) for index in found) else []


def _is_apart(pieces: Sequence[Piece], index: int) -> bool:
    piece = pieces[index]
    if piece.mark is not None or not 1 < len(without_dress(piece.text)) <= _LONGEST or index + 1 >= len(pieces):
        return False
    below = pieces[index + 1]
    is_first = index == 0 or piece.block.place - pieces[index - 1].block.last > 1
    is_close = below.block.place - piece.block.last == 1
    is_section = is_section_word(below.text) or len(below.text) <= _WORD
    is_above = below.what == "text" and below.mark is None and is_section and announced(below.text) in _BELOW
    return is_first and is_close and is_above and not is_section_word(piece.text)
