"""What a schema finds wrong, in words an editor understands: where, what, and how to mend it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rapidfuzz.distance import OSA

from rolebook.findings.finding import Finding, Fix, Position, error, replacing
from rolebook.loading.everyday_words import keys_of
from rolebook.loading.fault import Fault, shown_value
from rolebook.loading.value_faults import value_fault
from rolebook.words.spelling import is_same, nearest
from rolebook.words.wording import Wording
from rolebook.yamltext import mending
from rolebook.yamltext.document import Path, YamlDocument

_ORDER = ("type", "enum", "not", "minLength", "minItems", "minProperties", "maxLength", "maxItems", "pattern", "format")
"""A value that breaks several keywords has one fault: the first of these."""


def explain(faults: Iterable[Fault], document: YamlDocument) -> Iterator[Finding]:
    """A finding for every fault: unknown keys, missing keys of one place together, one for each value."""
    missing: dict[Path, dict[str, Any]] = defaultdict(dict)
    misspelt: set[tuple[Path, str | None]] = set()
    values: dict[Path, list[Fault]] = defaultdict(list)
    for fault in faults:
        if fault.keyword == "required":
            properties = fault.schema.get("properties", {})
            missing[fault.path] |= {key: properties.get(key, {}) for key in fault.limit if key not in fault.value}
        elif fault.keyword == "additionalProperties":
            for key in fault.value:
                if key not in fault.schema["properties"]:
                    meant = _meant_key(key, fault)
                    misspelt.add((fault.path, meant))
                    yield _unknown_key(document, (*fault.path, key), meant, fault)
        elif not _is_reference(fault):
            values[fault.path].append(fault)
    for path, absent in missing.items():
        keys = {key: schema for key, schema in absent.items() if (path, key) not in misspelt}
        if keys:
            yield _missing_keys(document, path, keys)
    for several in values.values():
        yield value_fault(min(several, key=_rank), document)


def _is_reference(fault: Fault) -> bool:
    """A reference of the wrong form leads nowhere, and that is what its finding says (references.py)."""
    return (
        fault.keyword == "pattern" and fault.schema.get("x-ref", "source-line") != "source-line" and fault.value != ""
    )


def _rank(fault: Fault) -> int:
    return _ORDER.index(fault.keyword) if fault.keyword in _ORDER else len(_ORDER)


def _meant_key(key: str, fault: Fault) -> str | None:
    """The key that an unknown one probably stands for: by its spelling, or by its Chinese name."""
    properties = fault.schema["properties"]
    free = [known for known in properties if known not in fault.value]
    titles = {schema.get("title", ""): known for known, schema in properties.items()}
    if key not in titles and len(called := keys_of(key, properties)) == 1:
        return called[0]
    title = nearest(key, titles)
    return nearest(key, free) or nearest(key, properties) or (titles[title] if title else None)


def _unknown_key(document: YamlDocument, path: Path, meant: str | None, fault: Fault) -> Finding:
    written, properties = str(path[-1]), fault.schema["properties"]
    free = [known for known in properties if known not in fault.value]
    at, message = (
        document.key_at(path),
        Wording(f"没有“{shown_value(written)}”这个键", f"there is no key '{shown_value(written)}'"),
    )
    inside = [key for key, schema in properties.items() if written in schema.get("properties", {})]
    if len(inside) == 1:
        return error("unknown-key", at, *message).mend(*_one_level_below(document, path, inside[0], fault))
    if meant is None:
        hint = Wording("删去这一行：这里没有其他的键可写。", "Delete the line: no other key is allowed here.")
        if free:
            hint = Wording(f"这里可以写的键：{'、'.join(free)}。", f"Keys allowed here: {', '.join(free)}.")
        return error("unknown-key", at, *message).mend(*hint)
    called = written == properties[meant].get("title") or keys_of(written, properties) == (meant,)
    certain = called or is_same(written, meant) or _is_slip(written, meant, properties)
    fix = mending.renaming_key(document, path, meant, certain=certain) if meant in free else None
    shown = fix.shown() if fix else meant
    return error("unknown-key", at, *message).mend(f"是否应为 {shown}？", f"Did you mean {shown}?", fix=fix)


def _one_level_below(document: YamlDocument, path: Path, parent: str, fault: Fault) -> Wording:
    """What to write for a key that stands beside the one that it belongs under, or in its place."""
    first, last = document.key_at(path).line, document.last_line(path)
    lines = [f"  {line}" for line in document.lines[first - 1 : last]]
    if parent in fault.value:
        block = "\n".join(lines)
        return Wording(f"移到 {parent} 下面，缩进两格：\n{block}", f"Move it below {parent}, indented:\n{block}")
    block = "\n".join((f"{' ' * (document.key_at(path).column - 1)}{parent}:", *lines))
    return Wording(f"写在 {parent} 下面：\n{block}", f"Write it below {parent}:\n{block}")


def _is_slip(written: str, meant: str, properties: Iterable[str]) -> bool:
    """Whether a key differs in one letter in three at most, and from every other key in more."""
    distance = OSA.distance(written.lower(), meant)
    others = (OSA.distance(written.lower(), other) for other in properties if other != meant)
    return distance <= len(meant) // 3 and min(others, default=len(meant)) > distance


def _missing_keys(document: YamlDocument, path: Path, keys: Mapping[str, Any]) -> Finding:
    named = "、".join(f"{key}（{schema['title']}）" if "title" in schema else key for key, schema in keys.items())
    return error("missing-key", document.key_at(path), f"这里缺少 {named}", f"missing here: {', '.join(keys)}").mend(
        f"补上：{'；'.join(_example(key, schema) for key, schema in keys.items())}",
        f"Add: {'; '.join(f'{key}: …' for key in keys)}",
        fix=_adding(document, path, keys),
    )


def _adding(document: YamlDocument, path: Path, keys: Mapping[str, Any]) -> Fix | None:
    """The missing keys behind the first one that is there, each with the first of its values; None if one has none."""
    here = next((inner for inner in document.nodes if inner[:-1] == path and len(inner) > len(path)), None)
    key = document.nodes[here].key if here else None
    if here is None or key is None or not all("enum" in schema for schema in keys.values()):
        return None
    line = document.last_line(here)
    at = Position(document.file, line, len(document.lines[line - 1]) + 1)
    lines = (f"\n{' ' * (key.column - 1)}{_example(name, schema)}" for name, schema in keys.items())
    return replacing(at, at.column, "".join(lines))


def _example(key: str, schema: Mapping[str, Any]) -> str:
    """How the key may be filled in: the example of its description, or its first value."""
    given = re.search(r"例如 ([^，。；]+)", schema.get("description", ""))
    if schema.get("items", {}).get("x-ref") == "source-line":  # the source of an example need not be in this library
        return f"{key}: [来源:行号]"
    value = given[1] if given else str(schema.get("enum", ["…"])[0])
    return f"{key}: [{value}]" if schema.get("type") == "array" else f"{key}: {value}"
