"""Ids: which there are, where each stands, and that none is given twice."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rolebook.findings.finding import Finding, Position, error
from rolebook.findings.rule_names import CHECK_NAMES
from rolebook.loading.content_files import ContentFile
from rolebook.loading.facts import Given
from rolebook.loading.glosses import texts
from rolebook.model.kinds import KINDS, LIST_FILES
from rolebook.words.ids import SLUG
from rolebook.words.text import normal_form
from rolebook.yamltext.document import Lost, Path, YamlDocument

TERMS = {"industry": "industries", "level": "levels", "theme": "themes"}
"""Kinds of taxonomy ids, each in a space of its own, and the lists that give them."""
_LISTS = tuple(kind.name for kind in KINDS if kind in LIST_FILES)
_MEMBERS = {
    "rule": ("rule", "rule-item"),
    "enforceable": ("duty", "rule-item"),
    "referable": (*_LISTS, "rule", "rule-item"),
    "clause": (*_LISTS, "rule-item"),
    "any": (*_LISTS, "activity", "rule", "rule-item", "role", "department", "source", "address"),
}
_KIND_OF_FILE = {
    "rule-item": "rule",
    "industry": "taxonomy",
    "level": "taxonomy",
    "theme": "taxonomy",
    "address": "taxonomy",
}
_MOST_RENAMES = 50
"""How often an id may have been given up for another that was given up in its turn."""


@dataclass(frozen=True)
class Index:
    """Where every id was given: kind → id → position."""

    places: Mapping[str, Mapping[str, Position]]
    names: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Kind → title or label → ids."""
    retired: frozenset[str]
    doubtful: frozenset[str]
    """Kinds with an unreadable id somewhere. Unknown references to them are not reported, to avoid follow-up errors."""
    redirects: Mapping[str, str]
    """What content/redirects.yaml says of ids that were given up."""

    aliases: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Kind → other title → ids."""
    texts: Mapping[str, str]
    """Id → text of every clause, or the title of a rule or of an item without text."""

    _by_target: dict[str, dict[str, Position]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _by_form: dict[int, Mapping[tuple[str, str], tuple[str, ...]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def ids(self, target: str) -> Mapping[str, Position]:
        """The ids that a reference marked `x-ref: target` may name. Gathered once: every reference asks."""
        if target not in self._by_target:
            self._by_target[target] = {
                id_: at for kind in members(target) for id_, at in self.places.get(kind, {}).items()
            }
        return self._by_target[target]

    def has(self, target: str, id_: str) -> bool:
        """Whether a reference marked `x-ref: target` may name this id."""
        return any(id_ in self.places.get(kind, ()) for kind in members(target))

    def named(self, target: str, name: str) -> tuple[str, ...]:
        """The ids of all that has this title or label; else this alias; else this text, all in their normal form."""
        exact = tuple(id_ for kind in members(target) for id_ in self.names.get(kind, {}).get(name, ()))
        if exact or name.isascii():
            return exact
        wanted = normal_form(name)
        for names in (self.names, self.aliases):
            for_kind = self._plain(names)
            if found := tuple(id_ for kind in members(target) for id_ in for_kind.get((kind, wanted), ())):
                return found
        return tuple(id_ for id_, form in self.forms.items() if form == wanted and self.has(target, id_))

    @cached_property
    def forms(self) -> Mapping[str, str]:
        """Id → normal form of every text. Made once, where it is asked for."""
        return {id_: normal_form(text) for id_, text in self.texts.items()}

    def _plain(self, names: Mapping[str, Mapping[str, tuple[str, ...]]]) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """Kind and normal form of a name → ids."""
        if id(names) not in self._by_form:
            found: dict[tuple[str, str], tuple[str, ...]] = {}
            for kind, inner in names.items():
                for name, ids in inner.items():
                    key = (kind, normal_form(name))
                    found[key] = (*found.get(key, ()), *ids)
            self._by_form[id(names)] = found
        return self._by_form[id(names)]

    def renamed(self, target: str, id_: str) -> str | None:
        """What an id that was given up is called now, where a reference marked `x-ref: target` may name it."""
        folder = f"{TERMS[target]}/" if target in TERMS else ""
        now = folder + id_
        for _ in range(_MOST_RENAMES):  # a circle, or a chain that nobody has made by renaming, ends nowhere
            new = self.redirects.get(now, "")
            if not new.startswith(folder) or not new:
                break
            now = new
        now = now.removeprefix(folder)
        return now if now != id_ and self.has(target, now) else None

    def doubts(self, target: str) -> bool:
        """Whether an id of this target may be missing only because its file could not be read."""
        return any(_KIND_OF_FILE.get(kind, kind) in self.doubtful for kind in members(target))


def term_address(kind: str, id_: str) -> str:
    """What content/redirects.yaml calls the page of a theme, industry or level: `themes/planning`."""
    return f"{TERMS[kind]}/{id_}"


def members(target: str) -> tuple[str, ...]:
    """The kinds of ids that a reference marked `x-ref: target` may name."""
    return _MEMBERS.get(target, (target,))


def index(files: tuple[ContentFile, ...]) -> tuple[Index, tuple[Finding, ...]]:
    """All ids and every id given twice. Clauses, rules, roles, departments and sources share one space of ids."""
    places: dict[str, dict[str, Position]] = {"check-rule": {name: Position("", 1, 1) for name in CHECK_NAMES}}
    names: dict[str, dict[str, tuple[str, ...]]] = {}
    aliases: dict[str, dict[str, tuple[str, ...]]] = {}
    retired: set[str] = set()
    doubtful: set[str] = {"taxonomy"}
    shared: dict[str, Position] = {}
    findings: list[Finding] = []
    for file in sorted(files, key=_is_misnamed):  # an id belongs to the file that is named after it
        if _hides_an_id(file):
            doubtful.add(file.kind.name)
        elif file.kind.name == "taxonomy":
            doubtful.discard("taxonomy")
        twice: list[tuple[Position, str, Position]] = []
        fresh = 0
        for kind, id_, at, name, other_names, is_retired in ids_in(file):
            space = places.setdefault(kind, {}) if kind in TERMS else shared
            if id_ in space:
                twice.append((at, id_, space[id_]))
                continue
            fresh += 1
            space[id_] = at
            places.setdefault(kind, {})[id_] = at
            if kind in TERMS:
                places.setdefault("address", {})[term_address(kind, id_)] = at
            _gather(names.setdefault(kind, {}), (name,) if name is not None else (), id_)
            _gather(aliases.setdefault(kind, {}), other_names, id_)
            if is_retired:
                retired.add(id_)
        if not _is_misnamed(file):
            is_copy = file.kind.shape == "list" and len(twice) > 1 and not fresh
            findings += _copy(file, twice) if is_copy else (_twice(*one) for one in twice)
        if file.kind.shape == "one":  # whoever refers to the file by its name means it
            places.setdefault(file.kind.name, {}).setdefault(file.stem, Position(file.name, 1, 1))
    _add_lost(places, files)
    found = Index(places, names, frozenset(retired), frozenset(doubtful), _redirects(files), aliases, texts(files))
    return found, tuple(findings)


def ids_in(file: ContentFile) -> Iterable[Given]:
    """Every id that a file gives, with what its entry is called."""
    if file.facts:
        return file.facts.ids
    return (_given(_document(file), kind, id_, path) for kind, id_, path in given(file))


def _given(document: YamlDocument, kind: str, id_: str, path: Path) -> Given:
    entry = _entry(document, path)
    name, aliases = entry.get("title", entry.get("label")), entry.get("aliases")
    others = tuple(map(str, aliases)) if isinstance(aliases, list) else ()
    return Given(kind, id_, document.at(path), None if name is None else str(name), others, "retired" in entry)


def _gather(ids: dict[str, tuple[str, ...]], names: Iterable[str], id_: str) -> None:
    """Add the names of an entry."""
    for name in names:
        ids[name] = (*ids.get(name, ()), id_)


def _redirects(files: Iterable[ContentFile]) -> dict[str, str]:
    values = (file.document.value for file in files if file.kind.name == "redirects" and file.document)
    pairs = (pair for value in values if isinstance(value, dict) for pair in value.items())
    return {old: new for old, new in pairs if isinstance(new, str)}


def _document(file: ContentFile) -> YamlDocument:
    assert file.document is not None
    return file.document


def _entry(document: YamlDocument, path: Path) -> Mapping[str, Any]:
    """The entry whose id stands at `path`."""
    value = document.value
    for step in path[:-1]:
        value = value[step]
    return value if isinstance(value, dict) else {}


def _is_misnamed(file: ContentFile) -> bool:
    return file.is_too_deep or any(finding.rule == "file-name" for finding in file.findings)


def _hides_an_id(file: ContentFile) -> bool:
    """Whether an entry has no id that could be referred to. A file of one entry can be meant by its name."""
    if file.facts:
        return False
    if file.document is None:
        return True
    value = file.document.value
    if file.kind.shape == "list" or file.kind.name == "taxonomy":
        if not all(any(_seeming(file, lost)) for lost in file.document.lost):
            return True
        return file.kind.shape == "list" and not (isinstance(value, list) and all(map(_has_id, value)))
    return file.kind.name == "rule" and not (isinstance(value, dict) and _items_have_ids(value.get("items")))


def _has_id(entry: Any) -> bool:
    return isinstance(entry, dict) and SLUG.fullmatch(str(entry.get("id"))) is not None


def _items_have_ids(items: Any) -> bool:
    return isinstance(items, list) and all(_has_id(item) and _items_have_ids(item.get("items", [])) for item in items)


def _twice(at: Position, id_: str, first: Position) -> Finding:
    return error(
        "duplicate-id",
        at,
        f"标识符 {id_} 已被使用（{first.file}:{first.line}）",
        f"{id_} is taken ({first.file}:{first.line})",
    ).mend("换一个标识符；如果是同一条，删去一处。", "Choose another id, or delete one of the two.")


def _copy(file: ContentFile, twice: Sequence[tuple[Position, str, Position]]) -> Iterator[Finding]:
    """One finding for a file of which every id is given in others; one for each id where it has some twice itself."""
    others = list(dict.fromkeys(first.file for _, _, first in twice))
    if file.name in others:
        yield from (_twice(*one) for one in twice)
        return
    named = "、".join(others[:_NAMED]) + (" 等" if len(others) > _NAMED else "")
    yield error(
        "duplicate-id",
        Position(file.name, 1, 1),
        f"这个文件的 {len(twice)} 条都已写在 {named} 中：同样的内容写了两遍",
        f"all {len(twice)} entries of this file stand in {', '.join(others[:_NAMED])} too: they are written twice",
    ).mend(
        "只留一处：请核对两处的文字，再删去其中一个文件；要另写一份的，换掉其中的标识符。",
        "Keep one: compare the two and delete one of the files, or give other ids to what is new.",
    )


_NAMED = 3
"""Files that a message names at most."""


def given(file: ContentFile) -> Iterator[tuple[str, str, Path]]:
    """Every id that a file gives: its kind (`duty`, `rule-item`, `theme` …), the id in full, and its place."""
    value = file.document.value if file.document else None
    if file.kind.shape == "list" and isinstance(value, list):
        for number, entry in enumerate(value):
            yield from _own(file.kind.name, entry, (number,))
    elif file.kind.shape == "one" and isinstance(value, dict):
        yield from _own(file.kind.name, value, ())
        if file.kind.name == "rule":
            yield from _items(str(value.get("id", "")), value.get("items"), ("items",))
    elif file.kind.name == "taxonomy" and isinstance(value, dict):
        for kind, key in TERMS.items():
            entries = value.get(key)
            for number, entry in enumerate(entries if isinstance(entries, list) else ()):
                yield from _own(kind, entry, (key, number))


_SEEMING = re.compile(r"(\W*)id\s*[:：]\W*([a-z0-9]+(?:-[a-z0-9]+)*)")


def _seeming(file: ContentFile, lost: Lost) -> Iterator[tuple[str, str, Position]]:
    """The ids that lines which could not be read seem to give: kind, id in full, and place."""
    key = lost.text.partition(":")[0].strip()
    lists = {name: kind for kind, name in TERMS.items()}
    for number, line in enumerate(lost.text.split("\n"), lost.line):
        if found := _SEEMING.match(line):
            kind, id_ = lists.get(key, "") if file.kind.name == "taxonomy" else file.kind.name, found[2]
            if kind == "rule" and found[1]:
                kind, id_ = "rule-item", f"{file.stem}#{id_}"
            yield kind, id_, Position(file.name, number, found.start(2) + 1)


def _add_lost(places: dict[str, dict[str, Position]], files: Iterable[ContentFile]) -> None:
    for file in files:
        for lost in file.document.lost if not file.facts and file.document else ():
            for kind, id_, at in _seeming(file, lost):
                places.setdefault(kind, {}).setdefault(id_, at)


def _own(kind: str, entry: Any, path: Path) -> Iterator[tuple[str, str, Path]]:
    if isinstance(entry, dict) and isinstance(entry.get("id"), str):
        yield kind, entry["id"], (*path, "id")


def _items(document: str, items: Any, path: Path) -> Iterator[tuple[str, str, Path]]:
    if not isinstance(items, list):
        return
    for number, item in enumerate(items):
        if isinstance(item, dict):
            if isinstance(item.get("id"), str):
                yield "rule-item", f"{document}#{item['id']}", (*path, number, "id")
            yield from _items(document, item.get("items"), (*path, number, "items"))
