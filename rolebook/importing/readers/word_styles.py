"""What the styles of a Word file give to paragraphs and runs: numbering, heading level, bold, hidden."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rolebook.importing.readers.office import Element

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VALUE = f"{WORD}val"

_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_TITLES = {"title": 1, "标题": 1, "標題": 1, "subtitle": 2, "副标题": 2, "副標題": 2}
_OFF = {"0", "false", "off"}


def below(element: Element | None, *names: str) -> Element | None:
    """What stands below an element, each of these names inside the one before; None where there is none."""
    return None if element is None else element.find("/".join(WORD + name for name in names))


def value(element: Element | None, *names: str, bare: str = "") -> str:
    """The value of what stands there, `bare` where it has none; "" where nothing stands there."""
    found = below(element, *names)
    return "" if found is None else found.get(VALUE, bare)


def number(element: Element | None, *names: str) -> int | None:
    """The same as a whole number; None where it is none."""
    written = value(element, *names)
    return int(written) if re.fullmatch(r"-?[0-9]{1,9}", written) else None


def switched(element: Element | None, *names: str) -> bool | None:
    """Whether something is switched on or off there (`<w:b/>`, `<w:b w:val="0"/>`); None where nothing says so."""
    found = below(element, *names)
    return None if found is None else found.get(VALUE, "true") not in _OFF


@dataclass(frozen=True, slots=True)
class Style:
    """One style. None: it does not say, and the style that it is based on does.

    `level` is of a list, 0-based; `outline` is 0-based too, 9 being body text.
    """

    id: str
    name: str
    based_on: str
    list_id: int | None
    level: int | None
    outline: int | None
    bold: bool | None
    hidden: bool | None


class Styles:
    """All styles of a document by their id."""

    def __init__(self, root: Element | None) -> None:
        self.by_id: dict[str, Style] = {}
        self._default = ""
        for element in () if root is None else root.iterchildren(f"{WORD}style"):
            style = _style(element)
            self.by_id.setdefault(style.id, style)
            if element.get(f"{WORD}type") == "paragraph" and element.get(f"{WORD}default", "0") not in _OFF:
                self._default = self._default or style.id
        self.chain = cache(lambda id_: tuple(self._bases(id_)))

    def of_paragraph(self, properties: Element | None) -> tuple[Style, ...]:
        """The style of a paragraph and those that it is based on, nearest first."""
        id_ = value(properties, "pStyle")
        return self.chain(id_ if id_ in self.by_id else self._default)

    def of_run(self, properties: Element | None) -> tuple[Style, ...]:
        """The same of a run; nothing where it names no style."""
        return self.chain(value(properties, "rStyle"))

    def _bases(self, id_: str) -> Iterator[Style]:
        seen: set[str] = set()
        while id_ in self.by_id and id_ not in seen:
            seen.add(id_)
            yield self.by_id[id_]
            id_ = self.by_id[id_].based_on


def heading(properties: Element | None, styles: tuple[Style, ...]) -> int:
    """1 to 9 for a heading, by its outline level or the name of its style; 0 for any other paragraph."""
    outline = number(properties, "outlineLvl")
    if outline is None:
        outline = next((style.outline for style in styles if style.outline is not None), None)
    if outline is not None:
        return outline + 1 if 0 <= outline < 9 else 0
    for style in styles:
        if found := _HEADING.fullmatch(style.name):
            return int(found[1])
        if style.name.lower() in _TITLES:
            return _TITLES[style.name.lower()]
    return 0


def _style(element: Element) -> Style:
    return Style(
        id=element.get(f"{WORD}styleId", ""),
        name=value(element, "name").strip(),
        based_on=value(element, "basedOn"),
        list_id=number(element, "pPr", "numPr", "numId"),
        level=number(element, "pPr", "numPr", "ilvl"),
        outline=number(element, "pPr", "outlineLvl"),
        bold=switched(element, "rPr", "b"),
        hidden=switched(element, "rPr", "vanish"),
    )
