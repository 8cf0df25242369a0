"""What the styles of a Word file give to paragraphs and runs: numbering, heading level, bold, hidden."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from rolebook.importing.readers.office import Element

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VALUE = f"{WORD}val"

_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_TITLES = {"title": 1, "标题": 1, "標題": 1, "subtitle": 2, "副标题": 2, "副標題": 2}
_OFF = {"0", "false", "off"}


def number(element: Element | None) -> int | None:
    """The whole number that an element gives; None where there is none."""
    written = "" if element is None else element.get(VALUE, "")
    return int(written) if re.fullmatch(r"-?[0-9]{1,9}", written) else None


def switched(properties: Element | None, name: str) -> bool | None:
    """Whether properties switch something on or off (`<w:b/>`, `<w:b w:val="0"/>`); None where they do not say."""
    found = None if properties is None else properties.find(WORD + name)
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
        self._styles: dict[str, Style] = {}
        self._default = ""
        for element in () if root is None else root.iterchildren(f"{WORD}style"):
            style = _style(element)
            self._styles.setdefault(style.id, style)
            if element.get(f"{WORD}type") == "paragraph" and element.get(f"{WORD}default", "0") not in _OFF:
                self._default = self._default or style.id
        self.chain = cache(self._chain)

    @property
    def by_id(self) -> Mapping[str, Style]:
        """Each style by its id."""
        return self._styles

    def of_paragraph(self, properties: Element | None) -> tuple[Style, ...]:
        """The style of a paragraph and those that it is based on, nearest first."""
        named = None if properties is None else properties.find(f"{WORD}pStyle")
        id_ = "" if named is None else named.get(VALUE, "")
        return self.chain(id_ if id_ in self._styles else self._default)

    def of_run(self, properties: Element | None) -> tuple[Style, ...]:
        """The same of a run; nothing where it names no style."""
        named = None if properties is None else properties.find(f"{WORD}rStyle")
        return () if named is None else self.chain(named.get(VALUE, ""))

    def _chain(self, id_: str) -> tuple[Style, ...]:
        return tuple(self._bases(id_))

    def _bases(self, id_: str) -> Iterator[Style]:
        seen: set[str] = set()
        while id_ in self._styles and id_ not in seen:
            seen.add(id_)
            yield self._styles[id_]
            id_ = self._styles[id_].based_on


def heading(properties: Element | None, styles: tuple[Style, ...]) -> int:
    """1 to 9 for a heading, by its outline level or the name of its style; 0 for any other paragraph."""
    outline = number(None if properties is None else properties.find(f"{WORD}outlineLvl"))
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
    paragraph, run = element.find(f"{WORD}pPr"), element.find(f"{WORD}rPr")
    listed = None if paragraph is None else paragraph.find(f"{WORD}numPr")
    name, based_on = element.find(f"{WORD}name"), element.find(f"{WORD}basedOn")
    return Style(
        id=element.get(f"{WORD}styleId", ""),
        name="" if name is None else name.get(VALUE, "").strip(),
        based_on="" if based_on is None else based_on.get(VALUE, ""),
        list_id=number(None if listed is None else listed.find(f"{WORD}numId")),
        level=number(None if listed is None else listed.find(f"{WORD}ilvl")),
        outline=number(None if paragraph is None else paragraph.find(f"{WORD}outlineLvl")),
        bold=switched(run, "b"),
        hidden=switched(run, "vanish"),
    )
