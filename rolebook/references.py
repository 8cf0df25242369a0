"""Ids: each given once, each reference to one that exists, with the nearest where it does not."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rolebook.content_files import ContentFile
from rolebook.findings import Finding, Position, Wording, error
from rolebook.schema import Schemas
from rolebook.yamldoc import Path, YamlDocument

TERMS = {"industry": "industries", "level": "levels", "theme": "themes"}
"""Kinds of taxonomy ids, each in a space of its own, and the lists that give them."""
_LABELS = {
    "duty": "职责",
    "qualification": "任职资格",
    "penalty": "处罚条款",
    "rule": "管理制度或条目",
    "role": "岗位",
    "department": "部门",
    "source": "来源",
    "industry": "行业",
    "level": "级别",
    "theme": "主题",
    "clause": "条款",
    "enforceable": "职责或制度条目",
    "any": "条目",
}
_MEMBERS = {
    "rule": ("rule", "rule-item"),
    "enforceable": ("duty", "rule-item"),
    "clause": ("duty", "qualification", "penalty", "rule-item"),
    "any": ("duty", "qualification", "penalty", "rule", "rule-item", "role", "department", "source"),
}
_KIND_OF_FILE = {"rule-item": "rule", "industry": "taxonomy", "level": "taxonomy", "theme": "taxonomy"}


@dataclass(frozen=True, slots=True)
class Index:
    """Where every id was given: kind → id → position."""

    places: Mapping[str, Mapping[str, Position]]
    _by_target: dict[str, dict[str, Position]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def ids(self, target: str) -> Mapping[str, Position]:
        """The ids that a reference marked `x-ref: target` may name. Gathered once: every reference asks."""
        if target not in self._by_target:
            kinds = _MEMBERS.get(target, (target,))
            self._by_target[target] = {id_: at for kind in kinds for id_, at in self.places.get(kind, {}).items()}
        return self._by_target[target]


def index(files: Iterable[ContentFile]) -> tuple[Index, tuple[Finding, ...]]:
    """All ids and every id given twice. Clauses, rules, roles, departments and sources share one space of ids."""
    places: dict[str, dict[str, Position]] = {}
    shared: dict[str, Position] = {}
    findings: list[Finding] = []
    for file in files:
        if file.document is None:
            continue
        for kind, id_, path in given(file):
            at = file.document.at(path)
            space = places.setdefault(kind, {}) if kind in TERMS else shared
            if id_ in space:
                first = space[id_]
                findings.append(
                    error(
                        "duplicate-id",
                        at,
                        Wording(
                            f"标识符 {id_} 已经用过（{first.file}:{first.line}）",
                            f"{id_} is taken ({first.file}:{first.line})",
                        ),
                        Wording(
                            "换一个标识符；如果是同一条，删去一处。", "Choose another id, or delete one of the two."
                        ),
                    )
                )
                continue
            space[id_] = at
            places.setdefault(kind, {})[id_] = at
    return Index(places), tuple(findings)


def given(file: ContentFile) -> Iterator[tuple[str, str, Path]]:
    """Every id that a file gives: its kind (`duty`, `rule-item`, `theme` …), the id in full, and its place."""
    assert file.document is not None
    value = file.document.value
    if file.kind.shape == "list" and isinstance(value, list):
        for number, entry in enumerate(value):
            yield from _own(file.kind.name, entry, (number,))
    elif file.kind.shape == "one" and isinstance(value, dict):
        yield from _own(file.kind.name, value, ())
        if file.kind.name == "rule":
            yield from _items(str(value.get("id", "")), value.get("items"), ("items",))
    elif file.kind.name == "taxonomy" and isinstance(value, dict):
        for kind, key in TERMS.items():
            for number, entry in enumerate(value.get(key) or []):
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


def unknown(files: Iterable[ContentFile], schemas: Schemas, known: Index) -> Iterator[Finding]:
    """References that lead nowhere.

    Where a file of the target's kind cannot be read, its ids are given the benefit of the doubt: one broken file must
    not fill the screen with follow-up errors.
    """
    files = tuple(files)
    unreadable = {file.kind.name for file in files if file.document is None}
    for file in files:
        if file.document is None:
            continue
        for path, target, value in schemas.references(file.kind.schema, file.document.value):
            kinds = {_KIND_OF_FILE.get(kind, kind) for kind in _MEMBERS.get(target, (target,))}
            if target == "source-line" or kinds & unreadable or value in known.ids(target):
                continue
            yield _unknown(file.document.at(path), target, value, known)
        if file.kind.name == "duty" and "taxonomy" not in unreadable:
            yield from _unknown_theme(file, file.document, known)


def _unknown_theme(file: ContentFile, document: YamlDocument, known: Index) -> Iterator[Finding]:
    if file.path.stem not in known.ids("theme"):
        yield _unknown(document.at(()), "theme", file.path.stem, known)


def _unknown(at: Position, target: str, value: str, known: Index) -> Finding:
    label = _LABELS[target]
    ids = known.ids(target)
    near = difflib.get_close_matches(value, ids, 1, 0.6)
    if near:
        hint = Wording(f"是不是想写 {near[0]}？", f"Did you mean {near[0]}?")
    elif value in (every := known.ids("any")):
        hint = Wording(f"{value} 在 {every[value].file}，但它不是{label}。", f"{value} exists, but is no {target}.")
    elif target in TERMS:
        hint = Wording(f"可以写：{'、'.join(ids)}；或在 content/taxonomy.yaml 里补上。", f"One of: {', '.join(ids)}.")
    else:
        hint = Wording("核对标识符；还没有这一条时，先把它加进 content/。", "Check the id, or add the entry first.")
    return error("unknown-id", at, Wording(f"没有叫 {value} 的{label}", f"there is no {target} '{value}'"), hint)
