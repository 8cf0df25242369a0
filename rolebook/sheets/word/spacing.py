"""A tighter spacing for a role's Word files, where that saves a page: Word cannot fit a text to its pages by itself.

Whether it does is estimated from the blank sheet with every section, so that a role's files all look the same whoever
the hire is, and that the browser and the command line make the same bytes. The letters stay as large as they are.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rolebook.sheets.facts import rows_of
from rolebook.words.text import cells

STYLES = "word/styles.xml"

_PAGE = 700
"""Height of the text of a page in points: 247 mm."""
_MARGIN = 14
"""Points by which programs differ: Word, WPS and LibreOffice each lay out a little differently."""
_TITLE, _TABLE_LINE, _TABLE_ROW, _CODE = 30, 13.5, 4, 12
"""Heights in points of the title, a line of a table, what a row adds to its lines, and the remark below a QR code."""
_CELLS, _TABLE_CELLS = 88, 66
"""Half-width letters on a line of a list, and of the widest column of a table."""

_SPACING = re.compile(r"<w:spacing [^>]*/>")
_MEASURE = re.compile(r'w:(before|after|line)="(\d+)"')
_ITEM = re.compile(r'<w:style [^>]*w:styleId="ListNumber".*?</w:style>', re.DOTALL)
_SHARE = {"before": 0.5, "after": 0.5, "line": 0.9}


@dataclass(frozen=True, slots=True)
class _Spacing:
    """Heights in points of a line of text, a heading, a row of facts, and everything from the statement on."""

    line: float
    heading: float
    row: float
    ending: float


_NORMAL = _Spacing(15.75, 26.6, 21.8, 174)
_TIGHT = _Spacing(14.2, 21.4, 20.2, 159)


def is_crowded(sheet: Mapping[str, Any]) -> bool:
    """Whether the tighter spacing saves a page; `sheet` is what `printed` says of a whole paper for nobody."""
    return _pages(sheet, _TIGHT) < _pages(sheet, _NORMAL)


def tightened(styles: str) -> str:
    """The styles of the template with less space between lines and paragraphs.

    The lines of lists become exactly as high as that, for fonts whose own lines are higher; a list holds no pictures.
    """
    closer = _SPACING.sub(lambda spacing: _MEASURE.sub(_smaller, spacing[0]), styles)
    return _ITEM.sub(lambda style: style[0].replace('w:lineRule="atLeast"', 'w:lineRule="exact"'), closer)


def _smaller(measure: re.Match[str]) -> str:
    side, twips = measure.groups()
    return f'w:{side}="{int(twips) * _SHARE[side]:.0f}"'


def _pages(sheet: Mapping[str, Any], spacing: _Spacing) -> int:
    sections = [_section(section, spacing) for section in sheet["sections"]]
    ends = [spacing.ending + (_CODE if sheet["address"] else 0) for _ in sheet["endings"]]
    fixed = _TITLE + sum(ends) + _MARGIN
    return math.ceil((fixed + len(rows_of(sheet["facts"])) * spacing.row + sum(sections)) / _PAGE)


def _section(section: Mapping[str, Any], spacing: _Spacing) -> float:
    texts = [section["text"]] if section["text"] else []
    texts += [f"《{rule['title']}》{rule['topics']}　{rule['note']}" for rule in section["rules"]]
    for group in section["groups"]:
        texts += [*([group["title"]] if group["title"] else []), *group["texts"]]
    rows = (
        [_TABLE_ROW + _TABLE_LINE * _table_lines(row) for row in section["table"]["rows"]] if section["table"] else []
    )
    head = [_TABLE_ROW + _TABLE_LINE] if rows else []
    head += [_TABLE_LINE] if rows and section["table"]["foot"] else []
    return spacing.heading + spacing.line * sum(_lines(text, _CELLS) for text in texts) + sum((*head, *rows))


def _table_lines(row: Sequence[Sequence[Mapping[str, Any]]]) -> int:
    """The first column is the widest, and only its texts fill several lines."""
    first, *others = row
    return max(sum(_lines(line["text"], _TABLE_CELLS) for line in first), *map(len, others))


def _lines(text: str, width: int) -> int:
    return math.ceil(cells(text) / width)
