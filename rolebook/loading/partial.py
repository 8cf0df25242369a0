"""What is left of files with faults: their sound entries, without references that lead nowhere. Pure.

What is left out is told by gaps: the names of kinds of which an entry is missing (`role`), and the keys from which a
reference was taken out (`duties`). Rules that would conclude something wrong from such an absence name it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rolebook.findings.finding import Position, Severity
from rolebook.loading.content_files import ContentFile
from rolebook.loading.ids_given import TERMS, Index, given, members
from rolebook.loading.references import References, is_there
from rolebook.loading.schema import Reference, Schemas
from rolebook.model.kinds import CLAUSES, LISTED
from rolebook.model.source import Source
from rolebook.yamltext.document import Path, YamlDocument

_NEEDED = {"department"}
"""Targets of references without which an entry cannot exist: a role has a department."""
_KEPT = {*TERMS, "check-rule"}
"""Targets of references that may stay where they lead nowhere: no rule of `check` follows them."""
_OF_KEYS = {"role", "department"}
"""Kinds of entries that may be left without a key that is at fault."""
_KEY = re.compile(r"(?m)^[ -]*([a-z_]+)[ \t]*[:：]")
"""A key in lines that could not be read."""
_UNREADABLE = re.compile(r"(?m)^(?![a-z_]+[ \t]*[:：])[^\s#-]")
"""A line at the margin that begins no key: its key cannot be read."""
MAY_BE_MISSING = (
    *("sources", "waivers", "activities", "adoption", "approval", "covers", "distinct_from", "status", "superseded_by"),
    *LISTED,
)
"""What may be missing where the key itself cannot be read: keys from whose absence a rule could conclude something."""


@dataclass(frozen=True, slots=True)
class Remains:
    """Files of which every entry that is left has the shape that its schema asks for, and what is missing."""

    files: tuple[ContentFile, ...]
    gaps: frozenset[str]


def remains(
    files: tuple[ContentFile, ...],
    schemas: Schemas,
    references: References,
    known: Index,
    sources: Mapping[str, Source],
) -> Remains:
    """What is left of the files; `sources` are those whose documents could be read."""
    gaps: set[str] = set()
    gone: dict[str, set[Path]] = {}
    for file in files:
        gone[file.name] = set(_broken(file, schemas, references, known))
        if file.kind.name == "source" and file.stem not in sources and file.document:
            gone[file.name].add(())
    there = _Survivors(files, gone, sources, known)
    for needed in (True, False):  # a role that goes with its department is not there for those who refer to it
        for file in files:
            if file.facts and there.has_all(file.facts.references):
                continue
            for path, gap in _dead(file, references[file.name], there, needed=needed):
                gone[file.name].add(path)
                gaps |= {gap} if gap else set()
        there = _Survivors(files, gone, sources, known)
    gaps |= {file.kind.name for file in files if _lacks_an_entry(file, gone[file.name])}
    gaps |= {key for file in files for key in (*_lost_keys(file), *_keys_in(file, gone[file.name]))}
    return Remains(tuple(_without(file, gone[file.name]) for file in files), frozenset(gaps))


def _lacks_an_entry(file: ContentFile, gone: set[Path]) -> bool:
    if file.facts and not gone:
        return False
    if file.document is None or any(_entry_of(file, path) == path for path in gone):
        return True
    return any(file.kind.name not in _OF_KEYS or not _KEY.match(lost.text) for lost in file.document.lost)


def _lost_keys(file: ContentFile) -> Iterator[str]:
    """The keys that are missing from an entry which is left: of a list, whole entries are lost."""
    if not file.facts and file.document and file.kind.shape != "list":
        for lost in file.document.lost:
            yield from _KEY.findall(lost.text)
            if not _KEY.match(lost.text) or _UNREADABLE.search(lost.text):
                yield from MAY_BE_MISSING


def _keys_in(file: ContentFile, gone: Iterable[Path]) -> Iterator[str]:
    """The keys that went from a role or a department that is left, with all that stood below them."""
    keys = {path[0] for path in gone if len(path) == 1} if file.kind.name in _OF_KEYS else {}
    if keys and file.document:
        yield from (str(path[-1]) for path in file.document.nodes if path and path[0] in keys)


def _entry_of(file: ContentFile, path: Path) -> Path:
    """The path of the entry that holds a value: a clause of a list, an item of a rule, else the whole file."""
    if file.kind.shape == "list":
        return path[:1]
    if file.kind.name != "rule":
        return ()
    length = 0
    while len(path) >= length + 2 and path[length] == "items" and isinstance(path[length + 1], int):
        length += 2
    return path[:length]


def _broken(file: ContentFile, schemas: Schemas, references: References, known: Index) -> Iterator[Path]:
    """The paths of the entries with an error of their own, and of those whose id was given before."""
    if file.facts and all(_is_the_first(one.kind, one.id, one.at, known) for one in file.facts.ids):
        return
    document = file.document
    if document is None:
        return
    if not file.sound:
        faulty = {*_faulty(file, document), *schemas.faulty(file.kind.schema, document.value)}
        places = {path for path, _, _ in references[file.name]}
        yield from _least(file, schemas, faulty - places)
    for kind, id_, path in given(file):
        if not _is_the_first(kind, id_, document.at(path), known):
            yield path[:-1]


def _is_the_first(kind: str, id_: str, at: Position, known: Index) -> bool:
    """Whether an id was not given before. Those of taxonomies need not be."""
    return kind in TERMS or known.places.get(kind, {}).get(id_) == at


def _faulty(file: ContentFile, document: YamlDocument) -> Iterator[Path]:
    """The places of the errors that were found when the file was read, but of those that it was read round."""
    place_of = _Places(document)
    for one in file.findings:
        about_name = one.rule == "stray-file" or (one.rule == "file-name" and file.kind.shape == "list")
        if one.severity is Severity.ERROR and not about_name and one.at not in document.passed:
            yield place_of(one.at)


def _least(file: ContentFile, schemas: Schemas, faulty: Iterable[Path]) -> Iterator[Path]:
    """The paths of what has to go for these places: the entry, or a key of a role or a department that it can lack."""
    waivers = {"waivers"}.intersection(_lost_keys(file))  # what an entry is excused from is not known
    if file.kind.name not in _OF_KEYS or not file.document or not isinstance(file.document.value, dict):
        yield from (_entry_of(file, path) for path in faulty)
        yield from (() for _ in waivers)
        return
    keys = {path[0] for path in faulty if path} | waivers
    rest = {key: value for key, value in file.document.value.items() if key not in keys}
    if "waivers" in keys or () in faulty or () in schemas.faulty(file.kind.schema, rest):
        yield ()
    yield from ((key,) for key in keys)


class _Places:
    """Which value of a document a position belongs to: the last that begins there or before."""

    def __init__(self, document: YamlDocument) -> None:
        starts = [
            ((node.key.line, node.key.column) if node.key else (node.line, node.column), number, path)
            for number, (path, node) in enumerate(document.nodes.items())
        ]
        self._starts = sorted(starts)

    def __call__(self, at: Position) -> Path:
        number = bisect_right(self._starts, (at.line, at.column), key=lambda start: start[0])
        return self._starts[number - 1][2] if number else ()


class _Survivors:
    """The ids that are left, by their kinds."""

    def __init__(
        self,
        files: Iterable[ContentFile],
        gone: Mapping[str, set[Path]],
        sources: Mapping[str, Source],
        known: Index,
    ) -> None:
        self._known = known
        self.sources = sources
        self.gone = gone
        self._ids: dict[str, set[str]] = {}
        for file in files:
            if file.facts and not gone[file.name]:
                for one in file.facts.ids:
                    self._ids.setdefault(one.kind, set()).add(one.id)
                continue
            for kind, id_, path in given(file):
                if not _is_gone(path, gone[file.name]):
                    self._ids.setdefault(kind, set()).add(id_)

    def has(self, target: str, id_: str) -> bool:
        """Whether a reference marked `x-ref: target` leads to something that is left."""
        return any(id_ in self._ids.get(kind, ()) for kind in members(target))

    def has_all(self, references: Mapping[str, Iterable[str]]) -> bool:
        """Whether all references of a file lead to something that is left; given are those to each target."""
        return all(
            is_there(value, self.sources) if target == "source-line" else self.has(target, value)
            for target, values in references.items()
            if target not in _KEPT
            for value in values
        )

    def lists_of(self, id_: str) -> Iterator[str]:
        """The keys of the lists in which an id belongs, where something that is left bears it."""
        return (kind.listed for kind in CLAUSES if id_ in self._ids.get(kind.name, ()))

    def left_out(self, target: str, id_: str) -> bool:
        """Whether it leads to something that was left out, or may do so, since some ids cannot be read."""
        return not self.has(target, id_) and (self._known.has(target, id_) or self._known.doubts(target))


def _is_gone(path: Path, gone: set[Path]) -> bool:
    return bool(gone) and any(path[:length] in gone for length in range(len(path) + 1))


def _dead(
    file: ContentFile, references: Iterable[Reference], there: _Survivors, *, needed: bool
) -> Iterator[tuple[Path, str]]:
    """What has to go because of references that lead nowhere: path and gap. `needed`: the entries that need them.

    The gap is empty where a list names an entry that was left out: nobody looks at that entry. An id that nothing bears
    may be a misspelt one, and then something seems not to be referred to.
    """
    gone = there.gone[file.name]
    for path, target, value in references:
        if (target in _NEEDED) != needed or target in _KEPT or _is_gone(path, gone):
            continue
        if target == "source-line":
            if not is_there(value, there.sources):
                yield _cut(file, path), "source" if there.left_out("source", value.partition(":")[0]) else "sources"
        elif not there.has(target, value):
            if needed:
                yield _entry_of(file, path), file.kind.name
                continue
            cut = _cut(file, path)
            in_list = isinstance(cut[-1], int)
            key = next(str(step) for step in reversed(cut) if isinstance(step, str))
            yield cut, "" if in_list and there.left_out(target, value) else key
            yield from ((cut, listed) for listed in there.lists_of(value))  # it stands in the wrong list


def _cut(file: ContentFile, path: Path) -> Path:
    """The path of what goes with a reference: its place in the innermost list of its entry, or its key."""
    start = len(_entry_of(file, path))
    in_list = (number for number in range(start, len(path)) if isinstance(path[number], int))
    return path[: max(in_list, default=len(path) - 1) + 1]


def _without(file: ContentFile, gone: set[Path]) -> ContentFile:
    """The file without what stands at these paths; what is left knows its places."""
    document = file.document if gone else None
    if document is None:
        return file
    if () in gone:
        return file.holding(None)
    nodes = {}

    def kept(value: Any, old: Path, new: Path) -> Any:
        if old in document.nodes:
            nodes[new] = document.nodes[old]
        if isinstance(value, dict):
            left = {key: entry for key, entry in value.items() if (*old, key) not in gone}
            return {key: kept(entry, (*old, key), (*new, key)) for key, entry in left.items()}
        if isinstance(value, list):
            numbers = [number for number in range(len(value)) if (*old, number) not in gone]
            return [kept(value[number], (*old, number), (*new, at)) for at, number in enumerate(numbers)]
        return value

    return file.holding(replace(document, value=kept(document.value, (), ()), nodes=nodes))
