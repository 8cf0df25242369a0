"""A role's Word parts and a hire into a Word file: the same bytes on any machine, any day.

The form on the site does the same in the browser (templates/site/assets/sheet-word.js) with the same parts, and a test
compares the bytes. Places and spans are written with private-use characters, which no text of the library and no field
of a hire may hold.
"""

import io
import re
import zipfile
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from markupsafe import escape

from rolebook.sheets.annex import ANNEX
from rolebook.sheets.facts import rows_of
from rolebook.sheets.statement import ending_key

PLACE_START, PLACE_END = "\ue000", "\ue001"
SPAN_START, SPAN_NAME_END, SPAN_END = "\ue002", "\ue003", "\ue004"

ENDING = ending_key("")
"""What the keys of spans that end a paper begin with."""

PLACE = re.compile(f"{PLACE_START}([^{PLACE_END}]*){PLACE_END}")
SPAN = re.compile(f"{SPAN_START}([^{SPAN_NAME_END}]*){SPAN_NAME_END}([^{SPAN_END}]*){SPAN_END}")
NEXT_LINE = '</w:t><w:br/><w:t xml:space="preserve">'
"""What goes on in the next line of a run; only the facts of a hire have lines."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def place(key: str) -> str:
    """Where a value goes."""
    return f"{PLACE_START}{key}{PLACE_END}"


def filled(
    text: str,
    values: Mapping[str, str],
    rows: Sequence[Sequence[Mapping[str, Any]]],
    kept: Sequence[str],
    behind: Collection[str],
) -> str:
    """A part with its values, escaped, its rows of facts, its sections and what follows them.

    `kept` are the keys of the sections in their order: they stand where the first one stood. `behind` are those of the
    end and of the annex, where they are there.
    """
    patterns = dict(SPAN.findall(text))
    facts = "".join(_row(patterns.get("pair" if len(row) == 2 else "single", ""), row) for row in rows)
    waiting = ["".join(patterns.get(key, "") for key in kept)]

    def span(match: re.Match[str]) -> str:
        name, inside = match.groups()
        if name in {"pair", "single"}:
            return facts if name == "pair" else ""
        if name == ANNEX or name.startswith(ENDING):
            return str(inside) if name in behind else ""
        return waiting.pop() if waiting else ""

    return _placed(SPAN.sub(span, text), values)


def _row(pattern: str, row: Sequence[Mapping[str, Any]]) -> str:
    return _placed(
        pattern, {f"{key}{number}": fact[key] for number, fact in enumerate(row) for key in ("label", "value")}
    )


def _placed(text: str, values: Mapping[str, str]) -> str:
    return PLACE.sub(lambda match: str(escape(values[match[1]])).replace("\n", NEXT_LINE), text)


def word_file(fixed: Mapping[str, bytes], parts: Mapping[str, str], sheet: Mapping[str, Any]) -> bytes:
    """The file of one sheet: the template's fixed parts, the role's parts, and what `printed` says."""
    said = sheet["statement"]
    values = {
        **{
            key: sheet[key]
            for key in ("digest", "document_number", "organisation", "running", "title", "document_title")
        },
        **{f"statement_{key}": said[key] for key in ("title", "text", "copies")},
    }
    rows, kept = rows_of(sheet["facts"]), [section["key"] for section in sheet["sections"]]
    behind = {ending_key(sheet["paper"]), *(document["key"] for document in sheet["annex"])}
    texts = {name: filled(text, values, rows, kept, behind).encode("utf-8") for name, text in parts.items()}
    return packed({**fixed, **texts})


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip of stored entries, in the order of their names, all of one date."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as file:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 0
            file.writestr(entry, parts[name])
    return out.getvalue()
