"""Checks of ids: none is given twice, and every reference leads to an id that exists and is in use.

A finding about an unknown id proposes the nearest known one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from rolebook.findings.finding import Finding, Fix, Position, error, replacing
from rolebook.findings.rule_names import CHECK_NAMES
from rolebook.loading.assembly import source_ref
from rolebook.loading.content_files import ContentFile, page_addresses
from rolebook.loading.schema import Reference, Schemas
from rolebook.loading.sources import MAX_LINES
from rolebook.model.entries import Source, SourceRef
from rolebook.model.kinds import CLAUSES, KINDS, LIST_FILES
from rolebook.words.ids import MAX_ID, SLUG
from rolebook.words.spelling import is_same, nearest
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording
from rolebook.yamltext.canonical import scalar
from rolebook.yamltext.document import Path, YamlDocument
from rolebook.yamltext.mending import dropping, rewriting

References: TypeAlias = Mapping[str, tuple[Reference, ...]]
"""File name → its references, as `references_in` finds them; empty where the file could not be parsed."""

TERMS = {"industry": "industries", "level": "levels", "theme": "themes"}
"""Kinds of taxonomy ids, each in a space of its own, and the lists that give them."""
_ID_ROOM = 2 * MAX_ID + 1
"""Characters of an item's id in full: none is shown cut."""
_LABELS = {
    **{kind.name: Wording(kind.label, kind.name) for kind in KINDS},
    "rule": Wording("管理制度或条目", "rule or item"),
    "industry": Wording("行业", "industry"),
    "level": Wording("级别", "level"),
    "theme": Wording("主题", "theme"),
    "aspect": Wording("方面", "aspect"),
    "clause": Wording("条款", "clause"),
    "enforceable": Wording("职责或制度条目", "duty or item of a rule"),
    "any": Wording("条目", "entry"),
    "check-rule": Wording("检查规则", "rule of check"),
}
_LISTS = tuple(kind.name for kind in KINDS if kind in LIST_FILES)
_MEMBERS = {
    "rule": ("rule", "rule-item"),
    "enforceable": ("duty", "rule-item"),
    "clause": (*_LISTS, "rule-item"),
    "any": (*_LISTS, "rule", "rule-item", "role", "department", "source", "address"),
}
_KIND_OF_FILE = {
    "rule-item": "rule",
    "industry": "taxonomy",
    "level": "taxonomy",
    "theme": "taxonomy",
    "address": "taxonomy",
}
_SOURCE_LINE = re.compile(r"[a-z][a-z0-9-]*:[1-9][0-9]{0,6}(-[1-9][0-9]{0,6})?")
_IN_USE = (*(kind.name for kind in CLAUSES), "enforceable")
"""References that say that a clause applies: it must not be retired."""

_MOST_RENAMES = 50
"""How often an id may have been given up for another that was given up in its turn."""


@dataclass(frozen=True, slots=True)
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

    _by_target: dict[str, dict[str, Position]] = field(default_factory=dict, init=False, repr=False, compare=False)

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
        """The ids of all that has this title or label."""
        return tuple(id_ for kind in members(target) for id_ in self.names.get(kind, {}).get(name, ()))

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
    retired: set[str] = set()
    doubtful: set[str] = {"taxonomy"}
    shared: dict[str, Position] = {}
    findings: list[Finding] = []
    for file in sorted(files, key=_is_misnamed):  # an id belongs to the file that is named after it
        if file.document is None or _hides_an_id(file):
            doubtful.add(file.kind.name)
        elif file.kind.name == "taxonomy":
            doubtful.discard("taxonomy")
        for kind, id_, path in given(file):
            at = _document(file).at(path)
            entry = _entry(_document(file), path)
            space = places.setdefault(kind, {}) if kind in TERMS else shared
            if id_ in space:
                if not _is_misnamed(file):
                    findings.append(_twice(at, id_, space[id_]))
                continue
            space[id_] = at
            places.setdefault(kind, {})[id_] = at
            if kind in TERMS:
                places.setdefault("address", {})[term_address(kind, id_)] = at
            name = str(entry.get("title", entry.get("label")))
            named = names.setdefault(kind, {})
            named[name] = (*named.get(name, ()), id_)
            if "retired" in entry:
                retired.add(id_)
        if file.kind.shape == "one":  # whoever refers to the file by its name means it
            places.setdefault(file.kind.name, {}).setdefault(file.path.stem, Position(file.name, 1, 1))
    return Index(places, names, frozenset(retired), frozenset(doubtful), _redirects(files)), tuple(findings)


def _redirects(files: Iterable[ContentFile]) -> dict[str, str]:
    values = (file.document.value for file in files if file.document and file.kind.name == "redirects")
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
    return any(finding.rule == "file-name" for finding in file.findings)


def _hides_an_id(file: ContentFile) -> bool:
    """Whether an entry has no id that could be referred to. A file of one entry can be meant by its name."""
    value = _document(file).value
    if file.kind.shape == "list":
        return not (isinstance(value, list) and all(map(_has_id, value)))
    return file.kind.name == "rule" and not (isinstance(value, dict) and _items_have_ids(value.get("items")))


def _has_id(entry: Any) -> bool:
    return isinstance(entry, dict) and SLUG.fullmatch(str(entry.get("id"))) is not None


def _items_have_ids(items: Any) -> bool:
    return isinstance(items, list) and all(_has_id(item) and _items_have_ids(item.get("items", [])) for item in items)


def _twice(at: Position, id_: str, first: Position) -> Finding:
    return error(
        "duplicate-id",
        at,
        Wording(f"标识符 {id_} 已被使用（{first.file}:{first.line}）", f"{id_} is taken ({first.file}:{first.line})"),
        Wording("换一个标识符；如果是同一条，删去一处。", "Choose another id, or delete one of the two."),
    )


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


def references_in(files: Iterable[ContentFile], schemas: Schemas) -> References:
    """The references of every file that could be parsed, found in one walk through each."""
    return {
        file.name: tuple(schemas.references(file.kind.schema, file.document.value)) if file.document else ()
        for file in files
    }


def claims_too_much(files: Iterable[ContentFile], found: References) -> Iterator[Finding]:
    """Files whose references name more lines than a source can have: whoever follows them all would not come back."""
    for file in files:
        claimed = 0
        for path, target, value in found[file.name]:
            if target != "source-line" or not _SOURCE_LINE.fullmatch(value):
                continue
            ref = source_ref(value)
            claimed += max(0, ref.last - ref.first + 1)
            if claimed > MAX_LINES and file.document:
                yield error(
                    "too-large",
                    file.document.at(path),
                    Wording(
                        f"这个文件的 sources 到此处已写明 {claimed} 行，超过 {MAX_LINES} 行",
                        f"the sources in this file name {claimed} lines up to here, more than {MAX_LINES}",
                    ),
                    Wording("每条只写它出自的行。", "Name only the lines that an entry comes from."),
                )
                break


def unknown(files: Iterable[ContentFile], found: References, known: Index) -> Iterator[Finding]:
    """References that lead nowhere, or to a clause that is no longer in use.

    Where a file of the target's kind cannot be read, its ids are given the benefit of the doubt: one broken file must
    not fill the screen with follow-up errors.
    """
    for file in files:
        if file.document is None:
            continue
        pages = page_addresses(file.path.parents[1]) if file.kind.name == "redirects" else {}
        in_use = not (isinstance(file.document.value, dict) and file.document.value.get("status") == "retired")
        for path, target, value in found[file.name]:
            if target == "source-line" or value in pages:
                continue
            if not known.has(target, value):
                if not known.doubts(target):
                    yield _no_such(file.document, path, target, value, known)
            elif target in _IN_USE and in_use and value in known.retired:
                yield _retired(file.document, path, value)
        yield from _misnamed(file, known)
        if file.kind.name == "redirects" and isinstance(file.document.value, dict):
            yield from _reused(file.document, known, pages)
            yield from _of_another_sort(file.document)


def _misnamed(file: ContentFile, known: Index) -> Iterator[Finding]:
    """The file of duties is named after their theme, that of qualifications after their aspect."""
    target, filed = file.kind.named_after, file.kind.filed
    ids = list(filed.codes if filed and filed.codes else known.ids(target))
    if target and file.path.stem not in ids and SLUG.fullmatch(file.path.stem) and not known.doubts(target):
        near = nearest(file.path.stem, ids)
        guess = Wording(f"是否应为 {near}.yaml？", f"Did you mean {near}.yaml? ") if near else Wording("", "")
        yield error(
            "file-name",
            Position(file.name, 1, 1),
            Wording(
                f"没有叫 {file.path.stem} 的{_LABELS[target].zh}：文件名就是{_LABELS[target].zh}",
                f"the file is named after its {target}, and there is no '{file.path.stem}'",
            ),
            Wording(f"{guess.zh}可以用：{'、'.join(ids)}。", f"{guess.en}One of: {', '.join(ids)}."),
        )


def _reused(document: YamlDocument, known: Index, pages: Mapping[str, Position]) -> Iterator[Finding]:
    """An id that was given up is never used again."""
    for old in document.value:
        at = known.ids("any").get(old) or pages.get(old)
        if at:
            yield error(
                "reused-id",
                document.key_at((old,)),
                Wording(f"旧标识符 {old} 仍在使用（{at.file}:{at.line}）", f"{old} is in use ({at.file}:{at.line})"),
                Wording("删去这一行，或为该条另取一个标识符。", "Delete the line, or give that entry another id."),
            )


def _of_another_sort(document: YamlDocument) -> Iterator[Finding]:
    """An id leads to an id: only an address says in which folder the old page was."""
    for old, new in document.value.items():
        if "/" not in old and isinstance(new, str) and "/" in new:
            yield error(
                "bad-form",
                document.at((old,)),
                Wording(
                    f"{old} 是条目的标识符，不能指向 {new}", f"{old} is the id of an entry: it cannot lead to {new}"
                ),
                Wording(
                    "这里写条目的标识符；旧页面是主题或自有页面的，在键中写明文件夹，例如 themes/planning。",
                    "Write an entry's id here; of a theme or page, the key names the folder, as in themes/planning.",
                ),
            )


def _no_such(document: YamlDocument, path: Path, target: str, value: str, known: Index) -> Finding:
    """That a reference leads nowhere, with what was probably meant. Of lines of a source, `value` is the source."""
    label = _LABELS[target]
    shown = visible(shortened(value, 40))
    ids = known.ids(target)
    every = known.ids("any")
    named = [id_ for id_ in known.named(target, value) if id_ not in known.retired]
    renamed = known.renamed(target, value)
    renamed = renamed if renamed not in known.retired else None
    near = nearest(value, [id_ for id_ in ids if id_ not in known.retired])
    meant = next(iter(named), None) or renamed or (near if value not in every else None)
    certain = len(named) == 1 or renamed is not None or (near is not None and is_same(value, near))
    fix = _instead(document, path, value, meant, certain=certain) if meant else None
    written = fix.shown(_ID_ROOM) if fix else meant
    if named:
        hint = Wording(f"这里写标识符：{written}。", f"Write its id: {written}.")
    elif renamed:
        hint = Wording(
            f"{shown} 已改为 {renamed}：写成 {written}。", f"'{shown}' has become {renamed}: write {written}."
        )
    elif value in every:
        hint = Wording(
            f"{shown} 在 {every[value].file} 中，但不是{label.zh}。", f"{shown} exists, but is no {label.en}."
        )
    elif near:
        hint = Wording(f"是否应为 {written}？", f"Did you mean {written}?")
    elif target in TERMS:
        hint = Wording(f"可以写：{'、'.join(ids)}；或在 content/taxonomy.yaml 中补充。", f"One of: {', '.join(ids)}.")
    else:
        hint = Wording("核对标识符；尚无这一条的，请先加入 content/。", "Check the id, or add the entry first.")
    message = Wording(f"没有叫 {shown} 的{label.zh}", f"there is no {label.en} '{shown}'")
    return error("unknown-id", document.at(path), message, hint, fix)


def _instead(document: YamlDocument, path: Path, value: str, meant: str, *, certain: bool) -> Fix | None:
    """The fix that writes an id for `value`, with which the scalar at `path` begins; None in a list that has it."""
    around: Any = document.value
    for step in path[:-1]:
        around = around[step]
    written = around[path[-1]]
    if isinstance(around, list) and meant + written.removeprefix(value) in around:
        return None
    at = document.at(path)
    if document.raw(path) != written:
        return rewriting(document, path, scalar(meant + written.removeprefix(value)), certain=certain)
    return replacing(at, at.column + len(value), meant, certain=certain)


def _retired(document: YamlDocument, path: Path, value: str) -> Finding:
    return error(
        "retired-reference",
        document.at(path),
        Wording(f"{value} 已停用，此处仍在引用", f"{value} is retired, and used here"),
        Wording("删去这一行；需要继续使用的，取消它的 retired。", "Delete the line, or take back its 'retired'."),
        dropping(document, path),
    )


def missing_lines(
    files: Iterable[ContentFile], found: References, sources: Mapping[str, Source], known: Index
) -> Iterator[Finding]:
    """References to lines that do not exist or are blank. Sources that cannot be read have their finding already."""
    for file in files:
        if file.document is None:
            continue
        for path, target, value in found[file.name]:
            if target == "source-line" and _SOURCE_LINE.fullmatch(value):  # another form has its finding already
                yield from _missing(file.document, path, source_ref(value), sources, known)


def is_there(value: str, sources: Mapping[str, Source]) -> bool:
    """Whether a reference to lines of a source leads to a text."""
    if not _SOURCE_LINE.fullmatch(value):
        return False
    ref = source_ref(value)
    source = sources.get(ref.source)
    return source is not None and 1 <= ref.first <= ref.last <= len(source.lines) and not _is_blank(source, ref)


def _is_blank(source: Source, ref: SourceRef) -> bool:
    return not any(source.lines[number].strip() for number in range(ref.first - 1, ref.last))


def _missing(
    document: YamlDocument, path: Path, ref: SourceRef, sources: Mapping[str, Source], known: Index
) -> Iterator[Finding]:
    at = document.at(path)
    if ref.source not in sources:
        if not known.has("source", ref.source):
            yield _no_such(document, path, "source", ref.source, known)
        return
    source = sources[ref.source]
    span = str(ref).partition(":")[2]
    if not 1 <= ref.first <= ref.last <= len(source.lines):
        yield error(
            "missing-line",
            at,
            Wording(
                f"{ref.source} 没有第 {span} 行，共 {len(source.lines)} 行",
                f"{ref.source} has {len(source.lines)} lines, no {span}",
            ),
            Wording("核对行号，首行在前。", "Check the numbers, the first one first."),
        )
    elif _is_blank(source, ref):
        yield error(
            "missing-line",
            at,
            Wording(f"{ref} 是空行", f"{ref} is a blank line"),
            Wording("核对行号；原文的空行也计数。", "Check the number; blank lines count."),
        )
