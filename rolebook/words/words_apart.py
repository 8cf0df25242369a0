"""A text as a row of words, for texts that are not written in Han alone. Pure."""

import re
from collections.abc import Sequence

from rolebook.words.list_marks import without_list_number
from rolebook.words.text import folded

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PIECE = re.compile(rf"[{_HAN}]|(?:(?![{_HAN}])[^\W_])+(?:['’-](?:(?![{_HAN}])[^\W_])+)*")
_LETTER = re.compile(rf"(?![{_HAN}])[^\W\d_]")


def words_apart(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, without its list number and marks; Han characters one by one."""
    return tuple(_PIECE.findall(folded(without_list_number(text))))


def has_words(text: str) -> bool:
    """Whether there is a letter that is not Han, as in Excel."""
    return _LETTER.search(text) is not None


def is_worded(words: Sequence[str]) -> bool:
    """Whether there are more words than Han characters: the name of a program makes no Chinese sentence English."""
    return sum(map(has_words, words)) > sum(re.fullmatch(f"[{_HAN}]", word) is not None for word in words)
