"""The items of a document: each with its kind, its owner, its fields, and why it was taken for what it is."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from rolebook.importing.blocks import Document
from rolebook.importing.classify import Verdict, classified, is_list
from rolebook.importing.fields import fields_of
from rolebook.importing.outline import Node, outline
from rolebook.importing.pieces import Piece, pieces, with_lists_parted
from rolebook.importing.titles import Part, documents
from rolebook.words.wording import Wording

_NO_REASON = Wording("", "")


@dataclass(frozen=True, slots=True)
class Item:
    """What an importer makes of one or more lines.

    Attributes:
        first, last: 1-based, in the document's own count (lines, blocks, rows).
        text_first, text_last: the lines of the extracted text.
        kind: title, heading, intro, site, form, fact, duty, qualification, indicator, rule, penalty, reward, other or
            summary.
        number: the list number as printed.
        owner: the role or department that the document names; "" where it names none.
        text: as printed, without the list number, wraps joined.
        fields: what the model holds of it, as `fields_of` reads it.
        confidence: from 0 to 1.
        reason: why it was taken for its kind.
        heading: the heading that it stands below, "" where there is none.
        category: what a merged cell says of it.

    """

    first: int
    last: int
    text_first: int
    text_last: int
    kind: str
    number: str
    owner: str
    text: str
    fields: dict[str, Any] = field(default_factory=dict)
    confidence: float = 0.0
    reason: Wording = _NO_REASON
    heading: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """A document as it was read: its parts as (first, last, title) in the document's count, and its items in order."""

    document: Document
    parts: tuple[tuple[int, int, str], ...]
    items: tuple[Item, ...]


def imported(document: Document) -> Imported:
    """The items of a document and the documents in it."""
    found = pieces(document)
    parts = documents(found, document.name)
    found, parts = _with_lists_parted(document, found, parts)
    items: list[Item] = []
    bounds = []
    for part in parts:
        start = len(items)
        items.extend(_item(document, node, verdict) for node, verdict in _judged(found, part))
        own = items[start:]
        bounds.append((own[0].first if own else 1, own[-1].last if own else 1, _printed_title(part)))
    return Imported(document, tuple(bounds), tuple(items))


def _printed_title(part: Part) -> str:
    """A document's title without what says that it was made up for a test or is on trial."""
    return re.sub(r"[(（](?:示例|示意|试行|暂行|草案)[)）]", "", part.title).strip()


def _judged(found: Sequence[Piece], part: Part) -> list[tuple[Node, Verdict]]:
    nodes = list(outline(found, part))
    return list(zip(nodes, classified(nodes, part.title), strict=True))


def _with_lists_parted(document: Document, found: list[Piece], parts: list[Part]) -> tuple[list[Piece], list[Part]]:
    """Lists without numbers that stand on one line are parted once it is known that they are lists."""
    listed = [is_list(node) for part in parts for node in outline(found, part)]
    if not any(listed):
        return found, parts
    parted = with_lists_parted(found, listed)
    return parted, documents(parted, document.name)


def _item(document: Document, node: Node, verdict: Verdict) -> Item:
    piece = node.row.piece if node.row else node.piece
    blocks = document.blocks
    cells = piece.cells if node.row else ()
    return Item(
        first=blocks[piece.first].place,
        last=blocks[piece.last].last,
        text_first=piece.first + 1,
        text_last=piece.last + 1,
        kind=verdict.kind,
        number=piece.mark.shown if piece.mark else "",
        owner=node.owner,
        text=" ".join(piece.text.split()) if node.row else piece.text,
        fields=fields_of(verdict.kind, piece.text, cells, node.row.headings if node.row else (), node.given),
        confidence=verdict.confidence,
        reason=verdict.reason,
        heading=node.above,
        category=node.row.category if node.row else "",
    )


def counted(items: Sequence[Item]) -> Counter[str]:
    """How many items of each kind there are."""
    return Counter(item.kind for item in items)


def doubtful(items: Sequence[Item], below: float = 0.6) -> Iterator[Item]:
    """The items of which the importer is least sure, the most doubtful first."""
    yield from sorted(
        (item for item in items if item.confidence < below), key=lambda item: (item.confidence, item.text_first)
    )
