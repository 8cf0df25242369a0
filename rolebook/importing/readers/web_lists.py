"""The numbers and bullets that a browser shows before the items of lists: `<ol>`, `<ul>` and their attributes."""

import re
from dataclasses import dataclass

from rolebook.importing.readers.numerals import shown
from rolebook.importing.readers.office import Element

_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_FORMS = {
    "decimal": "decimal", "decimal-leading-zero": "decimalZero", "cjk-decimal": "ideographDigital",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "lower-roman": "lowerRoman",
    "upper-alpha": "upperLetter", "upper-latin": "upperLetter", "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCountingThousand", "trad-chinese-informal": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand", "simp-chinese-formal": "chineseLegalSimplified",
    "trad-chinese-formal": "ideographLegalTraditional", "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
}  # fmt: skip
"""What CSS calls a way of numbering → what Word calls it."""
_BULLETS = {"disc": "•", "circle": "◦", "square": "▪", "none": ""}
_STYLE = re.compile(r"list-style(?:-type)?\s*:([^;]*)", re.IGNORECASE)
_LETTERS = 26


@dataclass(slots=True)
class _List:
    numbered: bool
    form: str
    next: int
    step: int


class Markers:
    """The lists that are open where a page is read."""

    def __init__(self) -> None:
        self._open: list[_List] = []

    def begin(self, element: Element) -> None:
        """A list begins."""
        numbered = element.tag == "ol"
        backwards = numbered and element.get("reversed") is not None
        start = _whole(element.get("start"))
        if start is None:
            start = sum(1 for child in element if child.tag == "li") if backwards else 1
        usual = "decimal" if numbered else ("disc", "circle", "square")[min(len(self._open), 2)]
        self._open.append(_List(numbered, _form(element) or usual, start, -1 if backwards else 1))

    def end(self) -> None:
        """The innermost list ends."""
        self._open.pop()

    def next(self, item: Element) -> str:
        """What is shown before an item; `?` where its way of numbering is not known."""
        if not self._open:
            return "•"
        inner = self._open[-1]
        value = _whole(item.get("value"))
        number = inner.next if value is None or not inner.numbered else value
        inner.next = number + inner.step
        form = _form(item) or inner.form
        if form in _BULLETS:
            return _BULLETS[form]
        if form not in _FORMS:
            return "?"
        name = _FORMS[form]
        end = "." if name.startswith(("decimal", "lower", "upper")) else "、"
        if number < 1 and name != "decimal":
            return f"{number}."
        text = _letters(number, upper=name == "upperLetter") if name.endswith("Letter") else shown(name, number)
        return "?" if text is None and number >= 0 else f"{number if text is None else text}{end}"


def _letters(number: int, *, upper: bool) -> str:
    """After z browsers go on with aa, ab; Word goes on with aa, bb."""
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, _LETTERS)
        text = chr(ord("A" if upper else "a") + rest) + text
    return text


def _form(element: Element) -> str:
    """How an element says that its items are marked; "" where it does not."""
    if found := _STYLE.search(element.get("style", "")):
        words = found[1].lower().split()
        known = [word for word in words if word in _FORMS or word in _BULLETS]
        return known[0] if known else "" if not words or words[0] in {"inside", "outside", "inherit"} else words[0]
    kind = (element.get("type") or "").strip()
    return _TYPES.get(kind) or (kind.lower() if kind.lower() in _BULLETS else "")


def _whole(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"\s*[+-]?[0-9]{1,5}\s*", text) else None
