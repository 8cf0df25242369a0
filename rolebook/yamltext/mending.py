"""Mends of single values of a document that can be read, as the edits that a finding carries. Pure."""

import re
from collections.abc import Mapping, Sequence

from rolebook.findings.finding import Edit, Fix, Position
from rolebook.yamltext.document import Path, YamlDocument


def rewriting(document: YamlDocument, path: Path, text: str, *, certain: bool = False) -> Fix | None:
    """The fix that writes `text` in place of the scalar or the list in brackets at `path`; None for block style."""
    node = document.nodes[path]
    if node.end is None:
        return None
    return Fix(certain, (Edit(document.at(path), *node.end, text),))


def renaming_key(document: YamlDocument, path: Path, text: str, *, certain: bool = False) -> Fix | None:
    """The fix that writes `text` in place of the key at `path`; None where no key stands."""
    key = document.nodes[path].key
    return Fix(certain, (Edit(document.key_at(path), key.last, key.end, text),)) if key else None


def rewriting_pair(document: YamlDocument, path: Path, text: str, *, certain: bool = False) -> Fix | None:
    """The fix that writes `text` for the value at `path`, with its key where that stands on the same line."""
    node = document.nodes[path]
    if node.key is None or node.key.line != node.line or node.end is None:
        return rewriting(document, path, text, certain=certain)
    line = document.lines[node.line - 1]
    key = line[node.key.column - 1 : node.key.end - 1]
    return Fix(certain, (Edit(document.key_at(path), *node.end, f"{key}: {text}"),))


def _behind_colon(line: str, end: int) -> int:
    """The column behind the colon of a key that ends at the column `end`; it may be full-width until that is mended."""
    colon = re.compile("[:：]").search(line, end - 1)
    return colon.end() + 1 if colon else end


def listing(document: YamlDocument, path: Path, tokens: Sequence[str], *, certain: bool = False) -> Fix | None:
    """The fix that makes a list in block style of the value at `path`, an entry for each of `tokens`."""
    node = document.nodes[path]
    if node.key is None or node.end is None:
        return None
    indent = " " * (node.key.column + 1)
    if node.key.last != node.line:
        indent = " " * (node.column - 1)
        entries = f"\n{indent}".join(f"- {token}" for token in tokens)
        return rewriting(document, path, entries, certain=certain)
    behind = _behind_colon(document.lines[node.line - 1], node.key.end)
    entries = "".join(f"\n{indent}- {token}" for token in tokens)
    return Fix(certain, (Edit(Position(document.file, node.line, behind), *node.end, entries),))


def grouping(document: YamlDocument, path: Path, values: Mapping[str, str], *, certain: bool = False) -> Fix | None:
    """The fix that writes keys with their values, a line each, in place of the scalar at `path`."""
    node = document.nodes[path]
    if node.end is None or node.end[0] != node.line:
        return None
    pairs = [f"{key}: {value}" for key, value in values.items()]
    if node.key is None:
        indent = " " * (node.column - 1)
        return rewriting(document, path, f"\n{indent}".join(pairs), certain=certain)
    if node.key.last != node.line:
        return None
    indent = " " * (node.key.column + 1)
    behind = _behind_colon(document.lines[node.line - 1], node.key.end)
    text = "".join(f"\n{indent}{pair}" for pair in pairs)
    return Fix(certain, (Edit(Position(document.file, node.line, behind), *node.end, text),))


def dropping(document: YamlDocument, path: Path, *, certain: bool = False) -> Fix | None:
    """The fix that takes a scalar entry out of a list, with its line; None where it stands first or has no line."""
    node = document.nodes[path]
    if not isinstance(path[-1], int) or path[-1] == 0 or node.end is None or node.end[0] != node.line:
        return None
    if document.nodes[path[:-1]].in_brackets:
        before = document.nodes[*path[:-1], path[-1] - 1].end
        assert before is not None  # lists in brackets hold nothing in block style
        return Fix(certain, (Edit(Position(document.file, *before), *node.end, ""),))
    if document.lines[node.line - 1][: node.column - 1].strip() != "-":
        return None
    above = Position(document.file, node.line - 1, len(document.lines[node.line - 2]) + 1)
    return Fix(certain, (Edit(above, node.line, len(document.lines[node.line - 1]) + 1, ""),))
