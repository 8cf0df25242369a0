"""The texts of a file, each with its entry and its place, for rules about writing and private data. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from rolebook.findings.finding import Edit, Fix
from rolebook.loading.content_files import ContentFile
from rolebook.loading.ids_given import given
from rolebook.yamltext.canonical import scalar
from rolebook.yamltext.document import Path, YamlDocument


@dataclass(frozen=True, slots=True)
class Text:
    """A text of an entry. `key` is the last key above it: `violations` for each of the violations."""

    document: YamlDocument
    path: Path
    entry: str
    """The entry's id; empty in files without ids."""
    excused: frozenset[str]
    """The rules that the waivers of its entry name."""
    key: str
    value: str

    def rewritten(self, value: str) -> Fix | None:
        """The certain fix that writes another text in its place; None where it is wrapped or nothing is left."""
        node = self.document.nodes[self.path]
        if not value or node.end is None or node.end[0] != node.line:
            return None
        return Fix(certain=True, edits=(Edit(self.document.at(self.path), *node.end, scalar(value)),))


def texts_of(file: ContentFile) -> Iterator[Text]:
    """Every text of a file that can be read, in the order in which they stand there; keys are none."""
    document = file.document
    if document is None:
        return
    entries = {path[:-1]: id_ for _, id_, path in given(file)}
    for path, (entry, excused), key, value in _inside(document.value, (), ("", frozenset()), "", entries):
        node = document.nodes[path]
        if node.end is not None and not node.in_brackets:
            yield Text(document, path, entry, excused, key, value)


_Entry: TypeAlias = tuple[str, frozenset[str]]
"""The id of an entry, and the rules that its waivers name."""


def _inside(
    value: Any, path: Path, entry: _Entry, key: str, entries: Mapping[Path, str]
) -> Iterator[tuple[Path, _Entry, str, str]]:
    """The texts in the value at a path, or itself, with their entries and keys. What a duplicate key hides is none."""
    if path in entries:
        entry = entries[path], _excused(value)
    if isinstance(value, str):
        yield path, entry, key, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, str | dict | list):
                yield from _inside(inner, (*path, name), entry, name, entries)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            if isinstance(inner, str | dict | list):
                yield from _inside(inner, (*path, index), entry, key, entries)


def _excused(entry: Any) -> frozenset[str]:
    waivers = entry.get("waivers") if isinstance(entry, Mapping) else None
    rules = (one.get("rule") for one in waivers if isinstance(one, Mapping)) if isinstance(waivers, list) else ()
    return frozenset(rule for rule in rules if isinstance(rule, str))
