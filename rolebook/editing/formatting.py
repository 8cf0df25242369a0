"""`fmt`: every content file in its canonical form. What is certainly wrong is repaired first; nothing else changes.

A file with errors is left alone: only of a sound one is it known what must stay.
"""

import copy
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from rolebook.findings.finding import Finding, Position, error
from rolebook.loading.content_files import ContentFile, as_file
from rolebook.loading.glosses import gloss, glossed, refreshed, texts
from rolebook.loading.schema import Schemas
from rolebook.model import fingerprint
from rolebook.words import similarity
from rolebook.yamltext.canonical import canonical
from rolebook.yamltext.comments import attached
from rolebook.yamltext.document import YamlDocument, parse
from rolebook.yamltext.encoding import ZERO_WIDTH

_INDENT = re.compile(r"[ \t\u3000\u00a0]*")
_SPACES = str.maketrans({"\t": "  ", "\u3000": "  ", "\u00a0": " "})
_WIDE_COLON = re.compile(r"(\s*(?:- +)*)([a-z_]+[a-z0-9_]*)：\s*")


def formatted(files: Iterable[ContentFile], schemas: Schemas) -> tuple[Mapping[str, bytes], tuple[Finding, ...]]:
    """Name → new bytes of every file that is not in its form, and why some were left alone."""
    files = tuple(files)
    mended = [_mended(file, schemas) for file in files]
    shown = texts(mended)
    clauses = dict(_clauses(mended))
    known = frozenset(map(gloss, shown.values()))
    changed: dict[str, bytes] = {}
    findings: list[Finding] = []
    for before, file in zip(files, mended, strict=True):
        if not file.sound or file.document is None:
            findings += (finding for finding in file.findings if finding.severity == "error")
            continue
        references = schemas.references(file.kind.schema, file.document.value)
        comments = refreshed(attached(file.document), glossed(references, shown), known)
        document = _recorded(file.document, clauses)
        data = canonical(document, schemas.traits(file.kind.schema, document.value), comments).encode("utf-8")
        if _value(data, file.name) != document.value:
            findings.append(_refused(file.name))
        elif data != before.data:
            changed[file.name] = data
    return changed, tuple(findings)


def repaired(data: bytes, keys: frozenset[str]) -> bytes:
    """A file's bytes with what is certain put right, so that they can be parsed.

    Tabs and full-width spaces in the indentation, the full-width colon behind one of `keys`, zero-width characters. The
    byte order mark, line ends, trailing spaces and the final newline fall into place when the file is written anew.
    """
    try:
        text = data.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        return data
    lines = ZERO_WIDTH.sub("", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_repaired_line(line, keys) for line in lines).encode("utf-8")


def _repaired_line(line: str, keys: frozenset[str]) -> str:
    indent = _INDENT.match(line)
    if indent:
        line = indent[0].translate(_SPACES) + line[indent.end() :]
    colon = _WIDE_COLON.match(line)
    if colon and colon[2] in keys:
        line = f"{colon[1]}{colon[2]}: {line[colon.end() :]}".rstrip()
    return line


def _mended(file: ContentFile, schemas: Schemas) -> ContentFile:
    data = repaired(file.data, schemas.keys)
    return file if data == file.data else as_file(file.kind, file.path, file.name, data, schemas)


def _recorded(document: YamlDocument, clauses: Mapping[str, Mapping[str, Any]]) -> YamlDocument:
    """The document with the fingerprint of both clauses on every decision that has none or one of texts alone."""
    value = copy.deepcopy(document.value)
    for entry in _entries(value):
        for decision in (*entry.get("distinct_from", ()), *entry.get("covers", ())):
            other = clauses.get(decision["id"])
            if "text" in entry and other:
                former = similarity.fingerprint(entry["text"], other["text"])
                if decision.get("fingerprint", former) == former:
                    decision["fingerprint"] = fingerprint.of_both(entry, other)
    return replace(document, value=value)


def _clauses(files: Iterable[ContentFile]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every entry with an id and a text in files that can be read; an item by its id in full."""
    for file in files:
        value = file.document.value if file.document else None
        prefix = f"{value.get('id')}#" if isinstance(value, dict) else ""
        for entry in _entries(value) if file.kind.shape == "list" or file.kind.name == "rule" else ():
            if isinstance(entry.get("id"), str) and isinstance(entry.get("text"), str):
                yield prefix + entry["id"], entry


def _entries(value: Any) -> Iterator[dict[str, Any]]:
    """Every mapping of a value that can hold decisions: entries of lists, at any depth."""
    inner = value if isinstance(value, list) else value.get("items") if isinstance(value, dict) else ()
    for entry in inner if isinstance(inner, list) else ():
        if isinstance(entry, dict):
            yield entry
            yield from _entries(entry)


def _value(data: bytes, name: str) -> Any:
    document, _ = parse(data, name)
    return document.value if document else None


def _refused(name: str) -> Finding:
    return error(
        "not-formatted",
        Position(name, 1, 1),
        "整理会改变内容，因此未改动这个文件",
        "formatting would change the content; the file was left alone",
    ).mend("这是 fmt 程序的问题，请报告。", "This is a fault of fmt: please report it.")
