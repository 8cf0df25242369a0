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
    values = _Values(document.value)
    for path, node in document.nodes.items():
        if node.end is None or node.in_brackets:
            continue
        value = values.at(path)
        if isinstance(value, str):
            above = next((path[:length] for length in range(len(path), -1, -1) if path[:length] in entries), None)
            key = next((step for step in reversed(path) if isinstance(step, str)), "")
            excused = _excused(values.at(above)) if above is not None else frozenset()
            yield Text(document, path, entries.get(above, "") if above is not None else "", excused, key, value)


class _Values:
    """The values of a document by their paths."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def at(self, path: Path) -> Any:
        """The value there; None where a duplicate key hides it."""
        value = self._value
        for step in path:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value


def _excused(entry: Any) -> frozenset[str]:
    waivers = entry.get("waivers") if isinstance(entry, Mapping) else None
    rules = (one.get("rule") for one in waivers if isinstance(one, Mapping)) if isinstance(waivers, list) else ()
    return frozenset(rule for rule in rules if isinstance(rule, str))
