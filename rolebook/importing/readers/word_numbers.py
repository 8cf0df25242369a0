"""The automatic numbers of a Word file, which stand nowhere in its text: worked out as Word does.

How lists are written is told in ECMA-376 part 1, 17.9. Counters belong to the definition (abstractNum), so that two
lists (num) of one definition go on counting, unless one of them says where it starts (startOverride).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from rolebook.importing.readers.numerals import padded, shown
from rolebook.importing.readers.office import Element
from rolebook.importing.readers.word_styles import VALUE, WORD, Style, Styles, below, number, switched, value

UNKNOWN = "?"
"""The number of a paragraph whose list is numbered in a way that is not known."""

_LAST_LEVEL = 8
_PLACE = re.compile(r"%([1-9])")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BULLETS = dict(
    zip(
        "\uf0b7\uf09f\uf0a7\uf06c\uf06e\uf06f\uf0a8\uf071\uf075\uf076\uf0ab\uf0b2\uf0d8\uf0e0\uf0e8\uf0f0\uf0fb\uf0fc\uf0fd\uf0fe",
        "••▪●■□◻❑◆❖★✧➢→➔⇨✗✓☒☑",
        strict=True,
    )
)
"""Signs of the fonts Symbol and Wingdings, as Word keeps them, and the characters that look like them."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list.

    Attributes:
        form: how its numbers are written (`decimal`, `bullet`, `custom 001, 002, 003, ...`).
        text: what is shown, with `%1` for the number of the first level.
        start: the first number.
        restart: the level, 1-based, after which it begins anew; 0 never, None after any level above it.
        decimal: all numbers are shown in ordinary digits (isLgl).
        style: the id of the paragraph style that is numbered by it.

    """

    form: str = "decimal"
    text: str = ""
    start: int = 0
    restart: int | None = None
    decimal: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """A list (num): its definition, its levels with what it changes of them, and where it says to start anew."""

    definition: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


class Listed(NamedTuple):
    """The place of a paragraph in a list: the list's id, and the level, 0-based."""

    list_id: int
    level: int


class Lists:
    """The lists of a document, and which of them a paragraph belongs to."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        children = [] if root is None else list(root)
        self._definitions, self._numbers = (
            {element.get(f"{WORD}{kind}Id", ""): element for element in children if element.tag == f"{WORD}{kind}"}
            for kind in ("abstractNum", "num")
        )
        self.of = cache(self._list)

    def place(self, properties: Element | None, styles: tuple[Style, ...]) -> Listed | None:
        """Where a paragraph stands, by what it says itself or else by its styles; None outside of lists."""
        list_id, level = number(properties, "numPr", "numId"), number(properties, "numPr", "ilvl")
        if list_id is None:
            list_id = next((style.list_id for style in styles if style.list_id is not None), None)
        if not list_id:  # 0 takes a paragraph out of the list of its style
            return None
        if level is None:
            level = self._level_of_styles(list_id, styles)
        return Listed(list_id, min(max(level, 0), _LAST_LEVEL))

    def _level_of_styles(self, list_id: int, styles: tuple[Style, ...]) -> int:
        found = self.of(list_id)
        linked = {level.style: index for index, level in found.levels.items() if level.style} if found else {}
        for style in styles:
            if style.id in linked:
                return linked[style.id]
            if style.level is not None:
                return style.level
        return 0

    def _list(self, list_id: int) -> List | None:
        """A list; None where there is none of that id."""
        element = self._numbers.get(str(list_id))
        if element is None:
            return None
        definition = self._definition(element)
        levels = dict(_levels(self._definitions[definition])) if definition in self._definitions else {}
        starts: dict[int, int] = {}
        for override in element.iterchildren(f"{WORD}lvlOverride"):
            index = _index(override)
            levels |= dict(_levels(override))
            start = number(override, "startOverride")
            if start is not None:
                starts[index] = start
                levels[index] = replace(levels.get(index, Level()), start=start)
        return List(definition, levels, starts)

    def _definition(self, element: Element) -> str:
        """The id of the definition of a list; a definition may say to be that of a style for lists."""
        id_ = value(element, "abstractNumId")
        seen: set[str] = set()
        while id_ in self._definitions and id_ not in seen:
            seen.add(id_)
            style = self._styles.by_id.get(value(self._definitions[id_], "numStyleLink"))
            other = self._numbers.get(str(style.list_id)) if style and style.list_id is not None else None
            if other is None:
                break
            id_ = value(other, "abstractNumId")
        return id_


class Counters:
    """Counts the paragraphs of lists in the order of the document."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()

    def next(self, place: Listed) -> str:
        """The number of the next paragraph at a place: `第三条`, `1.2`, `•`, `?`; "" where Word shows none."""
        found = self._lists.of(place.list_id)
        level = found.levels.get(place.level) if found else None
        if found is None or level is None:
            return ""
        counts = self._counts.setdefault(found.definition, {})
        anew = place.level in found.starts and (place.list_id, place.level) not in self._begun
        self._begun.add((place.list_id, place.level))
        for above in range(place.level):  # Word counts a level that was passed over as begun
            counts.setdefault(above, found.levels[above].start if above in found.levels else 1)
        if anew or place.level not in counts:
            counts[place.level] = level.start
        else:
            counts[place.level] += 1
        for deeper in [index for index in counts if index > place.level]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or restart > deeper or place.level < restart:
                del counts[deeper]
        return _written(level, found.levels, counts)


def bullet(sign: str) -> str:
    """The sign of a font of signs as a character that looks like it; `•` for those that are not known."""
    if not sign or "\ue000" <= sign <= "\uf8ff":
        return _BULLETS.get(sign, "•")
    return sign


def _written(level: Level, levels: Mapping[int, Level], counts: Mapping[int, int]) -> str:
    if level.form == "bullet":
        return bullet(level.text.strip())
    unknown = False

    def put(found: re.Match[str]) -> str:
        nonlocal unknown
        index = int(found[1]) - 1
        text = (
            _number(levels[index], counts[index], decimal=level.decimal) if index in counts and index in levels else ""
        )
        unknown = unknown or text is None
        return text or ""

    text = _PLACE.sub(put, level.text).strip()
    return UNKNOWN if unknown else text


def _number(level: Level, value: int, *, decimal: bool) -> str | None:
    if level.form in {"none", "bullet"}:
        return ""
    if decimal:
        return str(value)
    custom = level.form.removeprefix("custom ")
    return padded(custom, value) if custom != level.form else shown(level.form, value)


def _levels(parent: Element) -> Iterator[tuple[int, Level]]:
    for element in parent.iterchildren(f"{WORD}lvl"):
        # Another may stand there for programs that know less.
        form = next((form for form in element.iter(f"{WORD}numFmt") if form.getparent().tag != _FALLBACK), None)
        picture = below(element, "lvlPicBulletId") is not None
        yield (
            _index(element),
            Level(
                form="bullet" if picture else _form(form),
                text="" if picture else value(element, "lvlText"),
                start=number(element, "start") or 0,
                restart=number(element, "lvlRestart"),
                decimal=switched(element, "isLgl") or False,
                style=value(element, "pStyle"),
            ),
        )


def _form(element: Element | None) -> str:
    told = {} if element is None else element.attrib
    form: str = told.get(VALUE, "decimal")
    return f"custom {told.get(f'{WORD}format', '')}" if form == "custom" else form


def _index(element: Element) -> int:
    written = element.get(f"{WORD}ilvl", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) == 1 else 0
