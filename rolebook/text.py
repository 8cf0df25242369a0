"""Pure functions over Chinese text: the normal form for comparing, the form shown on a terminal, display width."""

import re
import unicodedata

_LIST_NUMBER = re.compile(
    r"^\s*(?:[-•·]\s*|第[一二三四五六七八九十百\d]+[章条节篇][、.:]?\s*|[(（][一二三四五六七八九十\d]+[)）]、?\s*"
    r"|[一二三四五六七八九十]+、\s*|\d+\s*[、.](?!\d)\s*|[\u2460-\u2473][.。、]?\s*)"
)
_STRAY = str.maketrans("", "", "`'\"‘’“”「」『』")
_PUNCTUATION = str.maketrans("，；：？！（）、。—–", ",;:?!(),.--")
_TERMINAL = ".,;:、。，；："


def without_list_number(line: str) -> str:
    """The line without a leading bullet or list number (`1、`, `（一）`, `①。`, `- `)."""
    return _LIST_NUMBER.sub("", line, count=1)


def normal_form(line: str) -> str:
    """The one form in which texts are compared.

    No list number, NFKC, ASCII punctuation, no white space, no stray quotes, no terminal punctuation, lower case.
    """
    bare = unicodedata.normalize("NFKC", without_list_number(line)).translate(_STRAY).translate(_PUNCTUATION)
    return "".join(bare.split()).strip(_TERMINAL).lower()


def search_form(text: str) -> str:
    """NFKC, lower case, letters and digits only: what search matches on (punctuation, spaces, width, case ignored)."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(char for char in folded if unicodedata.category(char)[0] in "LN")


def is_unprintable(char: str) -> bool:
    """Whether a character has no place in text: control, bidi, surrogate, line separator, filler, noncharacter."""
    code = ord(char)
    category = unicodedata.category(char)
    return (
        category in {"Cc", "Cs", "Zl", "Zp", "Co"}
        or 0x202A <= code <= 0x202E
        or 0x2066 <= code <= 0x2069
        or char in "\u200e\u200f\u061c\u3164\u115f\u1160\uffa0"
        or 0xE0000 <= code <= 0xE0FFF
        or (code & 0xFFFE) == 0xFFFE
        or 0xFDD0 <= code <= 0xFDEF
    )


def is_invisible(char: str) -> bool:
    """Whether a character cannot be seen: what is unprintable, and zero-width, joining and selecting characters."""
    code = ord(char)
    return (
        is_unprintable(char)
        or unicodedata.category(char) == "Cf"
        or 0xFE00 <= code <= 0xFE0F
        or 0x180B <= code <= 0x180F
        or code in {0x034F, 0x17B4, 0x17B5}
    )


def visible(text: str) -> str:
    """The text with everything that could steer a terminal or hide shown as `⟨U+202E⟩`."""
    return "".join(f"⟨U+{ord(char):04X}⟩" if is_invisible(char) else char for char in text)


def cells(text: str) -> int:
    """Terminal cells a text takes: wide and full-width characters two, combining marks none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def shortened(text: str, limit: int = 24) -> str:
    """The text, cut at `limit` characters with an ellipsis."""
    return text if len(text) <= limit else text[:limit] + "…"
