"""What PDFium finds on a page: its characters and the straight lines drawn on it, in points from the upper left."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from rolebook.importing.readers.word_numbers import bullet

_MOST_SEGMENTS = 20_000
"""Of the paths of a page: a table has some hundred, a drawing may have any number."""
_THIN = 3.0
"""Points: a filled shape no thicker is a line."""
_STRAIGHT = 1.5
"""Points that a line may slope and still be level or upright."""
_SAMPLE = 300
"""Characters by which it is told which way up a page is."""
_LEVEL_TEXT = 0.1
"""Radians that a line of text may slope."""


@dataclass(frozen=True, slots=True)
class Char:
    """A character in its box; `sloping` for watermarks and other text that is not level."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    bold: bool = False
    sloping: bool = False

    @property
    def middle(self) -> float:
        """Half way down its box."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """Of its box, which is that of its font."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Rule:
    """A level or upright line; of a level one top equals bottom, of an upright one left equals right."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_level(self) -> bool:
        """Whether it goes from left to right."""
        return self.right - self.left >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its size, its characters as they were written, its lines, and the share of it that pictures cover."""

    width: float
    height: float
    chars: tuple[Char, ...]
    rules: tuple[Rule, ...]
    pictures: float


def page_of(document: pypdfium2.PdfDocument, number: int) -> Page:
    """A page by its number from 0, with what is filled into its form and typed over it. Raises PdfiumError."""
    page = document[number]
    if pdfium.FPDFPage_GetAnnotCount(page) and pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY):
        page.close()
        page = document[number]
    try:
        text = page.get_textpage()
        turn = _Turn(page, text)
        chars = tuple(_chars(text, turn))
        text.close()
        rules, pictures = _drawn(page, turn)
        width, height = turn.size
        return Page(width, height, chars, tuple(rules), min(pictures / max(width * height, 1), 1))
    finally:
        page.close()


class _Turn:
    """From PDF's own places, counted from the lower left of a page that may lie on its side, to those of Page.

    Which way up a page is follows from most of its text, whatever the page says of itself.
    """

    def __init__(self, page: Any, text: Any) -> None:
        left, bottom, right, top = page.get_bbox()
        self._origin, (width, height) = (left, bottom), (right - left, top - bottom)
        self._width, self._height = width, height
        angles = [pdfium.FPDFText_GetCharAngle(text, index) for index in range(min(_SAMPLE, text.count_chars()))]
        quarters = Counter(round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
        self._quarter = quarters.most_common(1)[0][0] if quarters else 0
        self.angle = self._quarter * math.pi / 2
        self.size = (height, width) if self._quarter % 2 else (width, height)

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        (x0, y0), width, height = self._origin, self._width, self._height
        left, right, bottom, top = left - x0, right - x0, bottom - y0, top - y0
        return (
            (left, height - top, right, height - bottom),
            (height - top, width - right, height - bottom, width - left),
            (width - right, bottom, width - left, top),
            (bottom, left, top, right),
        )[self._quarter]


def _chars(text: Any, turn: _Turn) -> Iterator[Char]:
    rect = pdfium.FS_RECTF()
    high = 0
    for index in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in {0, 10, 13} or pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, index, rect):
            continue
        if 0xD800 <= code < 0xDC00:  # the first half of a character beyond the first 65,536
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        slope = abs(pdfium.FPDFText_GetCharAngle(text, index) - turn.angle)
        yield Char(
            _sign(code),
            *turn.box(rect.left, rect.bottom, rect.right, rect.top),
            bold=pdfium.FPDFText_GetFontWeight(text, index) >= 600,
            sloping=_LEVEL_TEXT < slope < 2 * math.pi - _LEVEL_TEXT,
        )


def _sign(code: int) -> str:
    """A character; one of a font of signs as what it looks like."""
    if code >= 0x110000 or 0xD800 <= code < 0xE000:
        return "\ufffd"
    return bullet(chr(code)) if 0xF020 <= code <= 0xF0FF else chr(code)


def _drawn(page: Any, turn: _Turn) -> tuple[list[Rule], float]:
    """The straight lines of a page, and the area that its pictures cover."""
    rules: list[Rule] = []
    pictures, segments = 0.0, 0
    wanted = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE]
    for found in page.get_objects(filter=wanted, max_depth=5):
        if found.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = found.get_bounds()
            pictures += abs((right - left) * (top - bottom))
            continue
        segments += pdfium.FPDFPath_CountSegments(found)
        if segments > _MOST_SEGMENTS:
            break
        rules += _rules(found, turn)
    return rules, pictures


def _rules(path: Any, turn: _Turn) -> list[Rule]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke):
        return []
    pieces: list[Sequence[tuple[float, float]]] = list(_segments(path)) if fill.value or stroke.value else []
    if pieces and not stroke.value:
        pieces = [list(chain.from_iterable(pieces))]  # the whole shape, as it is filled
    found = []
    for piece in pieces:
        across, up = zip(*piece, strict=True)
        left, top, right, bottom = turn.box(min(across), min(up), max(across), max(up))
        is_level = right - left >= bottom - top
        if min(right - left, bottom - top) <= (_STRAIGHT if stroke.value else _THIN):
            x, y = (left + right) / 2, (top + bottom) / 2
            found.append(Rule(left, y, right, y) if is_level else Rule(x, top, x, bottom))
    return found


def _segments(path: Any) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight pieces of a path, in the page's own places."""
    matrices = [path.get_matrix()]
    holder = path.container
    while holder:
        matrices.append(holder.get_matrix())
        holder = holder.container
    start = last = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        if not segment or not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = (x.value, y.value)
        for matrix in matrices:
            point = matrix.on_point(*point)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_LINETO and last:
            yield last, point
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        last = point
        if start and pdfium.FPDFPathSegment_GetClose(segment):
            yield last, start
