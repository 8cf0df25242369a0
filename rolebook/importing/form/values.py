"""What a cell of the form says, as a value of the model, and a value as a cell shows it. Pure.

Width of digits and spaces never matter. What is not understood is refused with what would be, and never guessed at.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from rolebook.importing.form.layout import Column
from rolebook.importing.readers.lines import printable
from rolebook.model.entries import Span
from rolebook.words.figures import figures
from rolebook.words.list_marks import without_list_numbers
from rolebook.words.norms import mended
from rolebook.words.wording import Wording

_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(?:%|人|元|分|周?岁|年|次)?")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)(?:周?岁|年|元)?(?:-|—|–|~|至|到)(\d+(?:\.\d+)?)(?:周?岁|年|元)?")
_OPEN = re.compile(r"(\d+(?:\.\d+)?)(?:周?岁|年)?(?:\(含\))?及?(以上|以下)")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: \d{1,2}:\d{2}(?::\d{2})?)?")
_DIGITS = 15
"""Of a figure: a spreadsheet holds no more."""


class Unreadable(Exception):
    """What a cell holds is not what its column asks for: what would be."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.wanted = Wording(zh, en)


def flat(text: str) -> str:
    """A cell as words and numbers are compared: half-width, without spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def sentence(text: str) -> str:
    """A text as somebody typed or pasted it, as the library writes it: without list number, ending as a sentence."""
    return mended(without_list_numbers(printable(" ".join(text.split()))), sentence=True)[0]


def day(text: str) -> str:
    """A day as YYYY-MM-DD, of what a person or a spreadsheet writes. Raises Unreadable."""
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    wrong = Unreadable("请写成 2026-11-27 这样的日期", "write a day such as 2026-11-27")
    if not found:
        raise wrong
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:  # 2026-02-30
        raise wrong from None


def value(column: Column, text: str) -> Any:
    """The model's value of a filled cell. Raises Unreadable. Terms and activities stay words for the library."""
    readers: Mapping[str, Callable[[str], Any]] = {
        "sentence": sentence,
        "texts": _listed,
        "activities": _listed,
        "code": lambda said: _code(said, column.codes or {}),
        "codes": lambda said: [
            _code(part, column.codes or {}) for part in filter(None, re.split(r"[、,;/]|每", flat(said)))
        ],
        "number": _number,
        "times": _which_time,
        "amount": lambda said: _span(said, bare=False) if _is_range(said) else _number(said),
        "years": lambda said: _span(said, bare=True),
        "age": lambda said: _span(said, bare=False),
    }
    return readers.get(column.type, str)(text)


def shown(column: Column, held: Any) -> str:
    """What a cell shows of a value of the model; "" for one that is not filled."""
    if held is None or not str(held) or held in ((), []):
        return ""
    if isinstance(held, Span):
        return _span_shown(held, bare=column.type == "years")
    writers: Mapping[str, Callable[[Any], str]] = {
        "texts": "\n".join,
        "code": lambda code: (column.codes or {}).get(code, ""),
        "codes": lambda codes: "、".join((column.codes or {}).get(one, "") for one in codes),
        "number": _plain,
        "times": _plain,
        "amount": _plain,
    }
    return writers.get(column.type, str)(held)


def _listed(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _is_range(text: str) -> bool:
    return bool(_RANGE.fullmatch(flat(text)) or _OPEN.fullmatch(flat(text)))


_SAME = {"必须": "必备", "必需": "必备", "技能": "能力"}
_ABOUT = re.compile(r"及?以上(?:学历)?$|学历$|^每")
"""What people write round the words of a list: 大专及以上学历, 每季度."""


def _code(text: str, codes: Mapping[str, str]) -> str:
    said = flat(text)
    bare = _ABOUT.sub("", said)
    wanted = (said, bare, f"{bare}度", _SAME.get(said))
    for code, label in codes.items():
        if flat(label) in wanted:
            return code
    offered = "、".join(codes.values())
    raise Unreadable(f"请从下拉列表中选：{offered}", f"choose one of: {offered}")


def _figure(text: str) -> int | float:
    if len(text) > _DIGITS:
        raise Unreadable(f"数字太长，最多 {_DIGITS} 位", f"the number is too long, at most {_DIGITS} digits")
    figure = float(text)
    return int(figure) if figure.is_integer() else figure


def _plain(figure: float) -> str:
    return str(int(figure)) if float(figure).is_integer() else repr(figure)


def _number(text: str) -> int | float:
    found = _NUMBER.fullmatch(flat(text))
    if not found:
        raise Unreadable("请写一个数字，例如 50", "write a number, such as 50")
    return _figure(found[1])


def _which_time(text: str) -> int | float:
    """`2`, `第2次` and `第二次`; that it goes on from there (`第2次起`) has no field of its own."""
    shown = f"第{flat(text).removeprefix('第').removesuffix('次')}次"
    found = figures(shown)
    if len(found) != 1 or (found[0].unit, found[0].shown) != ("第次", shown):
        raise Unreadable(
            "请写第几次，例如 2；“第2次起”这样的话写在“这一处理的条件”里，这一格留空",
            "write which time, such as 2; what goes on from there is a condition: leave this cell blank",
        )
    return _figure(f"{found[0].value:g}")


def _range(text: str) -> tuple[int | float, int | float] | None:
    found = _RANGE.fullmatch(flat(text))
    if not found:
        return None
    first, last = _figure(found[1]), _figure(found[2])
    if first > last:
        raise Unreadable(f"请把小的写在前面：{_plain(last)}-{_plain(first)}", "write the smaller number first")
    return first, last


def _span(text: str, *, bare: bool) -> dict[str, int | float]:
    """A range of years; a bare number is the least, where `bare` allows one."""
    if both := _range(text):
        return {"min": both[0], "max": both[1]}
    if one := _OPEN.fullmatch(flat(text)):
        return {"min" if one[2] == "以上" else "max": _figure(one[1])}
    if bare:
        return {"min": _number(text)}
    raise Unreadable("请写成 25-35、45以下 或 18以上", "write 25-35, 45以下 or 18以上")


def _span_shown(span: Span, *, bare: bool) -> str:
    if span.min is not None and span.max is not None:
        return f"{_plain(span.min)}-{_plain(span.max)}"
    if span.min is not None:
        return _plain(span.min) if bare else f"{_plain(span.min)}以上"
    return f"{_plain(span.max or 0)}以下"
