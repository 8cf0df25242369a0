"""The texts of a file, each with its entry and its place, for rules about writing and private data. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

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
    yield from _inside(document.value, Text(document, (), "", frozenset(), "", ""), entries)


def _inside(value: Any, at: Text, entries: Mapping[Path, str]) -> Iterator[Text]:
    """The texts in a value, or itself; `at` has its place. What a duplicate key hides is in no value."""
    entry, excused = at.entry, at.excused
    if at.path in entries:
        entry, excused = entries[at.path], _excused(value)
    if isinstance(value, str):
        node = at.document.nodes[at.path]
        if node.end is not None and not node.in_brackets:
            yield Text(at.document, at.path, entry, excused, at.key, value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str | dict | list):
                yield from _inside(inner, Text(at.document, (*at.path, key), entry, excused, key, ""), entries)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            if isinstance(inner, str | dict | list):
                yield from _inside(inner, Text(at.document, (*at.path, index), entry, excused, at.key, ""), entries)


def _excused(entry: Any) -> frozenset[str]:
    waivers = entry.get("waivers") if isinstance(entry, Mapping) else None
    rules = (one.get("rule") for one in waivers if isinstance(one, Mapping)) if isinstance(waivers, list) else ()
    return frozenset(rule for rule in rules if isinstance(rule, str))
