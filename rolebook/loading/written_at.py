"""Where the values of a document are written: what findings point at and edits begin from."""

from typing import Any

from rolebook.findings.finding import Position
from rolebook.model.records import Below, Extent
from rolebook.yamltext.document import Path, YamlDocument

DECISIONS = ("distinct_from", "covers")
_BEFORE = ("id", "title", "text", "sources", "origin", "note", "doubt", *DECISIONS)
"""The keys of an entry that stand in front of its decisions, in the order of the schemas."""


def extent(document: YamlDocument, path: Path) -> Extent | None:
    """Where a scalar is written; None where there is none."""
    node = document.nodes.get(path)
    return Extent(document.at(path), *node.end) if node and node.end else None


def below(value: dict[str, Any], document: YamlDocument, path: Path, key: str) -> Below | None:
    """Where one more decision goes: behind those that are there, or behind what stands in front of them."""
    before = (*path, key)
    if key in value:
        if not value[key] or document.nodes[before].in_brackets:
            return None
        indent = document.at((*before, 0)).column - len("- ") - 1
    else:
        before = (*path, next(one for one in reversed(_BEFORE[: _BEFORE.index(key)]) if one in value))
        indent = document.key_at(before).column - 1
    line = document.last_line(before)
    return Below(Position(document.file, line, len(document.lines[line - 1]) + 1), indent)
