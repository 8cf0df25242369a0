"""Pure functions over Chinese text: the normal form for comparing, the form shown on a terminal, display width."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from rolebook.words.list_marks import without_list_number

_ROW_NUMBER = re.compile(r"\d+(?:\.\d+)*[.、]?|[一二三四五六七八九十]+、?")
"""The first cell of a table's row, where it holds nothing but the row's number: `7`, `5.1`, `三`."""
_AMOUNT_CELL = re.compile(r"^(\d+(?:\.\d+)?元)(?:/(\w{1,3}))?$")
"""A cell that holds nothing but an amount of money, and for what it is due: 10元, 20元/次."""
_MOST_CELLS = 12
"""Cells of a row whose parts are looked at."""
_STRAY = "`'\"「」『』"
"""Quotes as they are in a folded text."""
_PUNCTUATION = tuple(zip("。、—–“”‘’", ".,--\"\"''", strict=True))
"""Chinese marks → those of ASCII, but for those that NFKC has replaced: ，；：？！（）."""
_TERMINAL = ".,;:!?、。，；：！？"
_TEXT_FILES = (".css", ".js", ".svg", ".yaml")
"""What is handed out as it is and is text."""


def line_not_in_utf_8(problem: UnicodeDecodeError) -> int:
    """The line, from 1, of the first bytes that are no UTF-8."""
    return problem.object[: problem.start].count(b"\n") + 1


def with_line_feeds(name: str, data: bytes) -> bytes:
    """The bytes of the file `name`, where it is text with LF at the end of every line.

    A checkout or an editor may have put CRLF there; what is handed out does not depend on it. Pictures stay as is.
    """
    return data.replace(b"\r\n", b"\n") if name.lower().endswith(_TEXT_FILES) else data


def without_table_marks(line: str) -> str:
    """A table's row as one sentence: without its pipes or tabs, and without the running number in its first cell.

    `| 1 | 漏盖章 | 10元/单 |` is `漏盖章，10元/单`. A line that is no row of a table comes back as it is.
    """
    return "，".join(_cells(line)) if "|" in line or "\t" in line else line


def parts_of_row(line: str) -> dict[str, str]:
    """What a clause may say after a table's row → what the row itself has of that: neighbouring cells.

    They stand as they are, and with the amount put in words: `| 1 | 漏盖章 | 10元/单 | 内勤 |` gives 漏盖章，10元/单
    among others, and 漏盖章，每单罚款10元 → 漏盖章，每单10元. None of a line that is no row.
    """
    cells = _cells(line)
    if len(cells) > _MOST_CELLS:
        return {}
    said = [_AMOUNT_CELL.sub(lambda amount: _in_words(amount, "罚款"), cell) for cell in cells]
    had = [_AMOUNT_CELL.sub(lambda amount: _in_words(amount, ""), cell) for cell in cells]
    places = range(len(cells))
    return {
        "，".join(one[first : last + 1]): "，".join(other[first : last + 1])
        for one, other in ((cells, cells), (said, had))
        for first in places
        for last in places[first:]
    }


def _in_words(amount: re.Match[str], fine: str) -> str:
    return f"{'每' + amount[2] if amount[2] else ''}{fine}{amount[1]}"


def _cells(line: str) -> list[str]:
    """The cells of a table's row that are filled, without the running number of the row; none of another line."""
    marks = "|" if "|" in line else "\t"
    if marks not in line:
        return []
    cells = [cell.strip() for cell in line.split(marks)]
    filled = [cell.rstrip("，；。,;") for cell in cells if cell]
    return filled[1:] if len(filled) > 1 and _ROW_NUMBER.fullmatch(filled[0]) else filled


def folded(text: str) -> str:
    """The text with the choice of width, of Chinese or ASCII punctuation, and of case set aside."""
    plain = unicodedata.normalize("NFKC", text)
    for mark, ascii_mark in _PUNCTUATION:  # most are in no text: several times as fast as `translate`
        plain = plain.replace(mark, ascii_mark)
    lower = plain.lower()
    return unicodedata.normalize("NFKC", lower)  # a lower-case letter and its mark may be one character, a capital not


@lru_cache(maxsize=50_000)
def normal_form(line: str) -> str:
    """The one form in which texts are compared.

    No list number, NFKC, ASCII punctuation, no white space, no stray quotes, no terminal punctuation, lower case. What
    then looks like a list number goes as well, so that the form of a form is the form itself.
    """
    form = _bare(line)
    while without_list_number(form) != form or not unicodedata.is_normalized("NFKC", form):
        form = _bare(form)
    return form


def _bare(line: str) -> str:
    without_quotes = folded(without_list_number(line))
    for quote in _STRAY:
        without_quotes = without_quotes.replace(quote, "")
    return "".join(without_quotes.split()).strip(_TERMINAL)


VARIANTS: Mapping[str, str] = {"帐": "账"}
"""Characters that are written for one another in the same words (台帐, 台账) → the one that stands for them all."""


def search_form(text: str) -> str:
    """What search matches on: punctuation, spaces, width and case do not count, nor which of two VARIANTS is written.

    Each character for itself in NFKC and lower case, letters and digits only. The browser makes the same form
    (templates/site/assets/normal-form.js, with the VARIANTS that the search's data hand it), and a test compares them.
    """
    return "".join(map(_searched, text))


@lru_cache(maxsize=20_000)
def _searched(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char).lower()
    return "".join(VARIANTS.get(one, one) for one in folded if unicodedata.category(one)[0] in "LN")


UNPRINTABLE = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # control
    "\u2028\u2029"  # line and paragraph separators
    "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"  # bidi
    "\u3164\u115f\u1160\uffa0"  # fillers
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff"  # surrogates, private use
    "\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane * 0x10000 + 0xFFFE)}-{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(15)
    )  # noncharacters
    + "\U000e0000-\U000e0fff"  # tags
    "]"
)
"""Characters that have no place in text: they control, reorder or hide it, or mean nothing to others."""


def is_unprintable(char: str) -> bool:
    """Whether a character has no place in text."""
    return UNPRINTABLE.match(char) is not None


_FORMAT = (
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)
"""Unicode's format characters (Cf), written out: Pythons differ in the version of Unicode that they know."""
_JOINING = "\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f"
_INVISIBLE = re.compile(f"[{UNPRINTABLE.pattern[1:-1]}{_JOINING}{_FORMAT}]")


def is_invisible(char: str) -> bool:
    """Whether a character cannot be seen: what is unprintable, and zero-width, joining and selecting characters."""
    return _INVISIBLE.match(char) is not None


def invisible_class() -> str:
    """The characters of which `is_invisible` is true, as a class of a regular expression: `[…]`, for the browser."""
    return _INVISIBLE.pattern


def visible(text: str) -> str:
    """The text with everything that could steer a terminal or hide shown as `⟨U+202E⟩`."""
    return _INVISIBLE.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def in_one_line(text: str) -> str:
    """Lines of a source as messages quote them: tabs between the cells of a row are `|`, ends of lines blanks."""
    return re.sub(r" *\t[\t ]*", " | ", " ".join(text.split("\n"))).strip()


def visible_lines(text: str) -> str:
    """The same of a text of several lines, which stay."""
    return "\n".join(map(visible, text.split("\n")))


def cells(text: str) -> int:
    """Terminal cells a text takes: wide and full-width characters two, combining marks none."""
    return sum(map(_cells_of, text))


@cache
def _cells_of(char: str) -> int:
    return 0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1


def first_words(text: str, limit: int = 14) -> str:
    """What a sentence begins with, as a name for it: up to its first pause, cut at `limit` characters.

    `开发新客户：通过市场调研和拜访，……` gives `开发新客户`.
    """
    return shortened(re.split("[：，；。]", text, maxsplit=1)[0], limit)


def shortened(text: str, limit: int = 24) -> str:
    """The text, cut at `limit` characters with an ellipsis."""
    return text if len(text) <= limit else text[:limit] + "…"
