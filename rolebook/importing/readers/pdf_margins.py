"""Which lines of a PDF are headers and footers: what repeats at the edge of its pages, and page numbers. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rolebook.importing.readers.pdf_lines import Line

_MARGIN = 0.13
"""The share of a page's height, above and below, in which headers and footers stand."""
_MOST_LINES = 3
"""Of a header or footer."""
_REPEATED = 0.5
"""The share of pages on which a line must come again; two of two, or two of three, are enough."""
_MOST_COMPARED = 200
"""Lines that one is compared with: a document repeats its header from the beginning."""
_SAME_HEIGHT = 12.0
"""Points by which the same line may stand higher or lower."""
_SENTENCE_END = re.compile("[。；;！!？?，,]$")
_FIGURES = re.compile("[0-9]{1,6}")
_PAGE_NUMBER = re.compile(
    r"[-—–·~\s]*(?:第\s*)?(?:[0-9]{1,4}|[一二三四五六七八九十百]{1,4})\s*页(?:\s*[,，/、]?\s*共\s*\S{1,4}\s*页)?[-—–·~\s]*"
    r"|[-—–·~]\s*[0-9]{1,4}\s*[-—–·~]|(?:page|p\.)\s*[0-9]{1,4}(?:\s*(?:of|/)\s*[0-9]{1,4})?|[0-9]{1,4}\s*/\s*[0-9]{1,4}"
    r"|[0-9]{1,4}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at the edge of a page: its text but for figures, these figures, and about how high it stands."""

    page: int
    pattern: str
    figures: tuple[int, ...]
    height: float

    def comes_again_as(self, other: "_Edge") -> bool:
        """Whether another page has the same line, figures counting pages if they differ."""
        pages = other.page - self.page
        return (
            self.pattern == other.pattern
            and abs(self.height - other.height) <= _SAME_HEIGHT
            and all(theirs - own in {0, pages} for own, theirs in zip(self.figures, other.figures, strict=True))
        )


def part_of_each(pages: Sequence[tuple[float, Sequence[Line]]]) -> list[list[str]]:
    """For the lines of each page (its height, its lines): `header`, `footer` or `body`."""
    found = [["body"] * len(lines) for _, lines in pages]
    for part, above in (("header", True), ("footer", False)):
        edges: dict[str, list[_Edge]] = {}
        places: list[tuple[_Edge, int, str]] = []
        for number, (height, lines) in enumerate(pages):
            for index in _at_edge(lines, height, above=above):
                text = lines[index].text
                figures = tuple(map(int, _FIGURES.findall(text)))
                edge = _Edge(number, _FIGURES.sub("#", text), figures, lines[index].top)
                edges.setdefault(edge.pattern, []).append(edge)
                places.append((edge, index, text))
        for edge, index, text in places:
            again = {other.page for other in edges[edge.pattern][:_MOST_COMPARED] if edge.comes_again_as(other)}
            enough = max(2, _REPEATED * min(len(pages), _MOST_COMPARED))
            if _PAGE_NUMBER.fullmatch(text) or (len(again) >= enough and not _SENTENCE_END.search(text)):
                found[edge.page][index] = part
    return [_from_the_edge(parts) for parts in found]


def _from_the_edge(parts: Sequence[str]) -> list[str]:
    """Only what lies further out than the first and the last line of the text is a header or footer."""
    body = [index for index, part in enumerate(parts) if part == "body"] or [len(parts)]
    return [
        part if (part == "header" and index < body[0]) or (part == "footer" and index > body[-1]) else "body"
        for index, part in enumerate(parts)
    ]


def _at_edge(lines: Sequence[Line], height: float, *, above: bool) -> list[int]:
    """The lines at an edge of a page that may be its header or footer."""
    indexes = range(len(lines))[:_MOST_LINES] if above else range(len(lines))[-_MOST_LINES:]
    limit = _MARGIN * height
    text = [index for index in indexes if not lines[index].table]
    return [at for at in text if (lines[at].bottom <= limit if above else lines[at].top >= height - limit)]
