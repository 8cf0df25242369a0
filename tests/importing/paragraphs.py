"""A labelled text as paragraphs and table rows, to be written in another format, and its labels with the new places."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.importing.labels import bare
from tests.importing.score import lines_of

_HEADING = re.compile(r"(?:#|>)+\s*")
_RULER = re.compile(r"[|:\s-]*-[|:\s-]*|\[TOC\]|<!--.*-->")
"""What only Markdown has: the line of a table below its head, a rule, a comment, the place of a table of contents."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What stands in one paragraph, or in one row of a table.

    Attributes:
        items: the labels that begin here; of an item with one cell a paragraph, its label on each of them.
        parts: the lines of the text, without list number where it has one item; several where it was wrapped by hand.
        number: the list number as typed; "" where there are several items.
        gap: the space behind the number.
        heading: level of a Markdown heading.
        bold: the whole paragraph is.
        cells: of a table's row, empty ones included; `shared` says which belong to the cell above.
        parted: a blank line stands before it.

    """

    items: tuple[Mapping[str, Any], ...]
    parts: tuple[str, ...]
    number: str = ""
    gap: str = ""
    heading: int = 0
    bold: bool = False
    cells: tuple[str, ...] = ()
    shared: tuple[bool, ...] = ()
    parted: bool = False

    @property
    def text(self) -> str:
        """The text on one line."""
        whole = ""
        for part in self.parts:
            whole = _joined(whole, part)
        return whole

    @property
    def typed(self) -> str:
        """The text behind its typed number."""
        return _joined(self.number + self.gap, self.text)

    @property
    def kind(self) -> str:
        """The kind of its first item."""
        return str(self.items[0]["kind"])


def _joined(before: str, after: str) -> str:
    ends = f"{before[-1:]}{after[:1]}"
    return before + (" " if len(ends) == 2 and ends.isascii() and ends.isalnum() else "") + after


Span = tuple[int, int]
"""First and last place in the new format."""


def paragraphs(document: Path, labels: Path) -> Iterator[Paragraph]:
    """Those of a text or Markdown document. Page numbers inside an item are left out; so are rulers of tables."""
    lines = lines_of(document)
    items = json.loads(labels.read_text("utf-8"))["items"]
    above: Paragraph | None = None
    at = 0
    while at < len(items):
        here = [items[at]]
        while at + len(here) < len(items) and items[at + len(here)]["first"] == here[0]["first"]:
            here.append(items[at + len(here)])
        at += len(here)
        first, last = here[0]["first"], max(item["last"] for item in here)
        own = [line for line in lines[first - 1 : last] if line.strip()]
        if len(own) == 1 and _RULER.fullmatch(own[0].strip()):
            continue
        parted = first > 1 and not lines[first - 2].strip()
        for paragraph in _of_lines(own, here, above, parted=parted):
            yield paragraph
            above = paragraph


def _of_lines(
    lines: Sequence[str], items: Sequence[Mapping[str, Any]], above: Paragraph | None, *, parted: bool
) -> Iterator[Paragraph]:
    head = _HEADING.match(lines[0].strip())
    heading = head[0].count("#") if head else 0
    if len(lines) == 1 and (cells := _cells(lines[0])):
        previous = above.cells if above and len(above.cells) == len(cells) else ("",) * len(cells)
        text = bare(items[0]["text"])
        shared = [
            bool(cell) and cell == before and bare(cell) not in text
            for cell, before in zip(cells, previous, strict=True)
        ]
        yield Paragraph(tuple(items), (lines[0],), items[0]["number"], cells=cells, shared=tuple(shared), parted=parted)
        return
    plain = [_plain(line) for line in lines]
    whole = bare("".join(item["number"] + item["text"] for item in items))
    if len(items) == 1 and len(lines) > 1 and _one_cell_a_line(plain, items[0]["text"]):
        for line in plain:
            yield Paragraph(tuple(items), (line,), parted=parted)
        return
    bold = len(lines) == 1 and lines[0].strip().strip("# ").startswith("**") and lines[0].strip().endswith("**")
    kept = [line for line in plain if (bare(line) and bare(line) in whole) or len(lines) == 1]
    number = items[0]["number"] if len(items) == 1 else ""
    gap = ""
    if number:
        rest = kept[0].removeprefix(number)
        kept[0] = rest.strip()
        gap = " " if rest.startswith((" ", "　")) else ""
        kept = [part for part in kept if part]
    yield Paragraph(tuple(items), tuple(kept), number, gap, heading, bold, parted=parted)


def _one_cell_a_line(lines: Sequence[str], text: str) -> bool:
    return (
        " ".join(text.split()).endswith(" ".join(" ".join(lines[1:]).split())) and text.count(" ") >= len(lines) - 2 > 0
    )


def _cells(line: str) -> tuple[str, ...]:
    """The cells of a row in Markdown, of one with full-width lines, or of one with tabs."""
    mark = next((mark for mark in ("|", "｜", "\t") if line.count(mark) >= (1 if mark == "\t" else 2)), "")
    if not mark or line.strip().startswith((">", "[")):
        return ()
    cells = [_plain(cell) for cell in line.split(mark)]
    return tuple(cells[1:-1] if mark == "|" else cells)


def _plain(line: str) -> str:
    text = _HEADING.sub("", line.strip(), count=1) if line.strip().startswith(("#", "> ")) else line.strip()
    return text.replace("**", "").replace("&nbsp;", " ").strip()


def placed(labels: Path, of: Sequence[tuple[Paragraph, Span]]) -> dict[str, Any]:
    """The labels with the places that each paragraph got."""
    data = json.loads(labels.read_text("utf-8"))
    lines: dict[int, Span] = {}
    for paragraph, (first, last) in of:
        for item in paragraph.items:
            key = item["first"]
            before = lines.get(key, (first, last))
            lines[key] = (min(before[0], first), max(before[1], last))
    items = [
        {**item, "first": lines[item["first"]][0], "last": lines[item["first"]][1]}
        for item in data["items"]
        if item["first"] in lines
    ]
    documents = []
    for one in data["documents"]:
        inside = [span for line, span in lines.items() if one["first"] <= line <= one["last"]]
        documents.append({**one, "first": min(inside)[0], "last": max(span[1] for span in inside)})
    return {"documents": documents, "items": items}
