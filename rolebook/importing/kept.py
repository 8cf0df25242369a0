"""A document as a source of the library: kept byte for byte, with the text that lines refer to and its ledger."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath
from typing import Any

from rolebook.importing.items import Imported, Item
from rolebook.importing.readers.lines import printable
from rolebook.importing.written import written
from rolebook.model import labels
from rolebook.model.library import Library
from rolebook.model.records import span, spans

_LONGEST_TITLE = 100
_SAFE_ENDINGS = frozenset({".txt", ".md", ".docx", ".xlsx", ".pdf", ".html", ".htm", ".doc", ".docm", ".xlsm", ".csv"})


@dataclass(frozen=True, slots=True)
class Kept:
    """A document as a source.

    Attributes:
        id: of the source.
        is_known: whether the library has this very document already; `is_used`: and clauses of it, or it stands before.
        files: name in content/sources → bytes: the document, and its text where that is another file.
        entry: what its YAML says, but for the ledger.

    """

    id: str
    is_known: bool
    files: Mapping[str, bytes]
    entry: Mapping[str, Any]
    is_used: bool = False


def known_source(library: Library, data: bytes) -> str:
    """The id of the source that is this very document, byte for byte; "" where there is none."""
    digest = hashlib.sha256(data).hexdigest()
    return next((source.id for source in library.sources.values() if source.sha256 == digest), "")


def as_source(one: Imported, data: bytes, id_: str, received: str) -> Kept:
    """A document that the library does not have yet. `received` is the day, YYYY-MM-DD."""
    ending = PurePath(one.document.name).suffix.lower()
    name = f"{id_}{ending if ending in _SAFE_ENDINGS else '.txt'}"
    text = one.document.text.encode("utf-8")
    entry: dict[str, Any] = {
        "id": id_,
        "title": _fit(one.parts[0][2] if len(one.parts) == 1 else PurePath(one.document.name).stem),
        "received": received,
        "original": name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "text": name,
    }
    files = {name: data}
    plain = data.replace(b"\r\n", b"\n")
    if b"\r" in plain or plain.removesuffix(b"\n") != text.removesuffix(b"\n"):  # lines are counted otherwise in it
        beside = f"{id_}-text.txt"
        files[beside] = text
        entry |= {"text": beside, "text_sha256": hashlib.sha256(text).hexdigest()}
        entry["extractor"] = one.document.extractor or "rolebook import (UTF-8)"
    entry["documents"] = [
        {"id": f"d{number:02}", "title": _fit(title), "lines": span(first, last), "state": "open"}
        for number, (first, last, title) in enumerate(one.text_parts, 1)
    ]
    return Kept(id_, is_known=False, files=files, entry=entry)


def ledger(one: Imported, taken: frozenset[int], dropped: Mapping[int, str]) -> dict[str, list[Any]]:
    """What the lines are that no clause and no role takes: status → lines and ranges.

    `taken`: the lines that one does. `dropped`: the indexes of items that somebody decided not to use, and why.
    """
    found: dict[str, list[int]] = {status: [] for status in labels.LEDGER}
    given_up: list[dict[str, Any]] = []
    done = set(taken)
    for at, item in enumerate(one.items):
        inside = range(item.text_first, item.text_last + 1)
        own = [line for line in inside if line not in done and one.document.blocks[line - 1].line.strip()]
        if at in dropped:
            parts = [{"part": sentence.text} for sentence in written(item)] if not own else []
            lines = list(spans(own)) or [span(item.text_first, item.text_last)]
            given_up += [{"lines": each, **part, "reason": dropped[at]} for each in lines for part in parts or [{}]]
        elif item.kind in found:
            found[item.kind] += own
        else:
            own = []
        done.update(own)
        pages = set(item.between).difference(done, own_lines(one, item))
        found["site"] += pages
        done |= pages
    made: dict[str, list[Any]] = {status: list(spans(sorted(numbers))) for status, numbers in found.items() if numbers}
    return {**made, **({"dropped": given_up} if given_up else {})} or {"title": []}


def own_lines(one: Imported, item: Item) -> Sequence[int]:
    """The lines of an item, without the numbers of pages inside its sentence and the blank lines among these."""
    lines = range(item.text_first, item.text_last + 1)
    filled = {line for line in lines if one.document.blocks[line - 1].line.strip()}
    pages = filled.intersection(item.between)
    runs = groupby(lines, key=pages.__contains__)
    parts = [list(run) for is_page, run in runs if not is_page]
    return [line for part in parts if not filled.isdisjoint(part) for line in part]


def _fit(title: str) -> str:
    return " ".join(printable(title).split())[:_LONGEST_TITLE] or "未命名"
