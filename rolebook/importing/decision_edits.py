"""What a decision of the review makes of the text of the drafts: another sentence, another owner, nothing at all."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from rolebook.editing.draft import Draft
from rolebook.editing.merging import absorb
from rolebook.editing.objections import objections
from rolebook.importing.collected import NO_DEPARTMENT, WHOLE_COMPANY
from rolebook.importing.fields import fields_of
from rolebook.importing.model_words import UNREAD, of_clause
from rolebook.loading.glosses import gloss
from rolebook.loading.schema import Reference
from rolebook.model.entries import Activity, Clause, Department, Role
from rolebook.model.kinds import KIND
from rolebook.model.records import SourceRef, span, spans
from rolebook.words.contrast import difference
from rolebook.words.wording import Wording
from rolebook.yamltext.document import Path as YamlPath

_LEFT = "导入核对时决定不用"
_REWRITTEN = "导入核对时改写。"
_KEPT = "导入核对时决定保留：修订稿里不再有这一句"
_RULE = "rule"


def set_activity(draft: Draft, id_: str, activity: Activity | None) -> None:
    """Make an activity the only one of a duty, in the file of its theme; None takes all away."""
    file, path = draft.places[id_].file, draft.path_now(id_)
    text = draft.text(file)
    entry = dict(text.at(path))
    if entry.get("activities", []) == ([activity.id] if activity else []):
        return
    if "activities" in entry:
        text = text.removed((*path, "activities"), draft.is_gloss)
    if activity:
        text = text.with_key((*path, "activities"), [activity.id])
        text = text.with_comment((*path, "activities", 0), gloss(activity.title))
    draft.keep(file, text)
    if activity and draft.files[file].stem != activity.theme:
        moved = dict(text.at(path))
        name = draft.file_for(KIND["duty"], activity.theme, moved)
        draft.drop(file, path, f"{id_} 移到 {name}", f"{id_} is moved to {name}")
        draft.add(KIND["duty"], name, moved, f"{id_} 写在这里", f"{id_} stands here")


def give(draft: Draft, ids: Collection[str], owners: Collection[Role | Department]) -> Iterable[Role | Department]:
    """Put clauses or rule documents on the lists of roles or departments, and on no other; who had them."""
    before = {one.id: one for id_ in ids for one in draft.library.owners(id_) if one not in owners}
    for one in before:
        name = draft.places[one].file
        draft.drop_all(name, [there.path for there in draft.references_in(name) if there.value in ids])
    for owner in owners:
        put_on_lists(draft, ids, owner)
    return before.values()


def put_on_lists(draft: Draft, ids: Collection[str], owner: Role | Department) -> None:
    """Put clauses or rule documents at the end of the lists of a role or department that has them not."""
    library, file = draft.library, draft.places[owner.id].file
    listed: defaultdict[str, list[str]] = defaultdict(list)
    for id_ in ids:
        if owner not in library.owners(id_):
            listed[KIND[library.clauses[id_].kind].listed if id_ in library.clauses else "rules"].append(id_)
    said = {id_: library.clauses[id_].text if id_ in library.clauses else library.rules[id_].title for id_ in ids}
    remarks = {f"- {id_}": gloss(text) for id_, text in said.items()}
    for key, own in listed.items():
        yaml = draft.text(file)
        if not yaml.value.get(key):
            first = own.pop(0)
            yaml = (yaml.removed((key,)) if key in yaml.value else yaml).with_key((key,), [first])
            yaml = yaml.with_comment((key, 0), remarks[f"- {first}"])
        place = (key, len(yaml.value[key]))
        draft.keep(file, yaml.inserted(place, *own, glossed=lambda line: f"{line}  {remarks[line.strip()]}"))


def forget_empty(draft: Draft, owners: Iterable[Role | Department], sources: Collection[str]) -> list[str]:
    """Take out of the drafts what the import made and what has nothing any more; the titles of posts.

    Besides posts of its documents, that is the department of what names none.
    """
    gone = []
    for one in owners:
        file = draft.places[one.id].file
        has_more = any(value for key, value in draft.text(file).value.items() if key not in _OF_EMPTY)
        is_new = one.title in _NO_ONE or (one.sources and all(ref.source in sources for ref in one.sources))
        is_new = is_new and (isinstance(one, Role) or one.title in _NO_ONE)
        if is_new and not has_more and not any(draft.references(one.id, _to(one.id))):
            draft.forget(file)
            gone += [] if one.title in _NO_ONE else [one.title]
    return gone


_NO_ONE = frozenset({NO_DEPARTMENT, WHOLE_COMPANY})
_OF_EMPTY = frozenset({"id", "title", "department", "industry", "level", "sources", "inferred", "status", "owner"})
"""What a role says that has nothing but its name."""


def rewrite(draft: Draft, id_: str, text: str) -> None:
    """Another sentence, and what it says in fields read from it."""
    file, path = draft.places[id_].file, draft.path_now(id_)
    yaml = draft.text(file)
    entry: dict[str, Any] = dict(yaml.at(path))
    if entry["text"] == text:
        return
    kind = draft.library.clauses[id_].kind
    read_from = {field.name for field in KIND[kind].fields} | {"inferred"}
    kept = {key: held for key, held in entry.items() if kind in {"duty", _RULE} or key not in read_from}
    made = {} if kind in {"duty", _RULE} else of_clause(kind, text, fields_of(kind, text))
    before = kept.get("note", "").replace(UNREAD, "")  # said of the sentence that was there
    new = {**kept, **made, "text": text, "note": f"{before}{made.get('note', '')}{_REWRITTEN}"}
    behind: YamlPath = (*path[:-1], int(path[-1]) + 1)
    draft.keep(file, yaml.inserted(behind, new).removed(path))


def keep(draft: Draft, id_: str) -> None:
    """Note that a clause stays which a later version of its document has no more: it is the organisation's own now."""
    settings, place = draft.library.settings, (*draft.path_now(id_), "origin")
    origin = {"decided": settings.date, "by": settings.organisation, "reason": _KEPT}
    file = draft.places[id_].file
    draft.keep(file, draft.text(file).with_key(place, origin))


def against_merging(draft: Draft, gone: Clause, kept: Clause) -> Wording | None:
    """What speaks against one clause for both, where anything does."""
    differs = difference(gone.text, kept.text, draft.library.taxonomy.one_word(gone.kind))
    against = tuple(objections(gone, kept, differs))
    return Wording("；".join(one.zh for one in against), "; ".join(one.en for one in against)) if against else None


def merge_all(draft: Draft, merged: Mapping[str, str], left: Collection[str]) -> Sequence[str]:
    """Let clauses that stay say what others say, for the owners of those as well; the others go.

    `left` are left out: those that say what they say are given back, to be left out too.
    """
    also = []
    clauses = draft.library.clauses
    for old in merged:
        way = [old]
        while (into := merged.get(way[-1], "")) and into not in way:
            way.append(into)
        if way[-1] in left:
            also.append(old)
        elif into not in way:  # else they go in a circle, and all stay
            absorb(draft, clauses[old], clauses[way[-1]])
            draft.drop_all(draft.places[old].file, [draft.path_now(old)])
    return also


def keep_apart(draft: Draft, id_: str, other: str, reason: str) -> None:
    """That two sentences which are alike were compared, and are not the same."""
    file, path = draft.places[id_].file, draft.path_now(id_)
    yaml = draft.text(file)
    held = yaml.at(path).get("distinct_from", [])
    if any(one["id"] == other for one in held):
        return
    entry, key = {"id": other, "reason": reason}, (*path, "distinct_from")
    draft.keep(file, yaml.inserted((*key, len(held)), entry) if held else yaml.with_key(key, [entry]))


def leave(draft: Draft, ids: Collection[str], waiting: Collection[str]) -> None:
    """Take clauses out of the drafts, and say in the ledgers that their lines are not used; not of those that wait."""
    gone = [*ids, *waiting]
    items = [id_ for id_ in draft.library.clauses if "#" in id_]
    stay = {id_.partition("#")[0] for id_ in items if id_ not in gone}
    emptied = {id_.partition("#")[0] for id_ in gone if "#" in id_} - stay
    clauses = [draft.library.clauses[id_] for id_ in ids]
    lines = _lines_of(draft, clauses, {*ids, *emptied})
    shared = [one for one in clauses if not any(_numbers(ref) & lines[ref.source] for ref in one.sources)]
    _take_out(draft, {*gone, *emptied}, {draft.places[book].file for book in emptied})
    drop_lines(draft, lines)
    parts: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for one in shared:  # others stand on its lines too
        for ref in one.sources[:1]:
            parts[ref.source].append({"lines": span(ref.first, ref.last), "part": one.text, "reason": _LEFT})
    _into_ledgers(draft, parts)


def _take_out(draft: Draft, gone: AbstractSet[str], files: Collection[str]) -> None:
    """Take entries, and what refers to them or into them, out of their files, each at once; `files` go as a whole."""
    names = {id_.rpartition("#")[2].encode("ascii") for id_ in gone}
    for name in tuple(draft.files):
        if name in files:
            draft.forget(name)
            continue
        if names.isdisjoint(re.findall(rb"[a-z][a-z0-9-]*", draft.data_now(name))):
            continue
        if draft.files[name].kind.name == _RULE:
            for id_ in [one for one in draft.paths_now(name) if one in gone]:
                _lift(draft, id_, gone)
        paths = [path for id_, path in draft.paths_now(name).items() if id_ in gone]
        there = (
            one for one in draft.references_in(name) if not gone.isdisjoint({one.value, one.value.partition("#")[0]})
        )
        paths += [one.path[:-1] if one.path[-1] == "id" else one.path for one in there]
        if paths:
            draft.drop_all(name, paths)


def _lift(draft: Draft, id_: str, gone: Collection[str]) -> None:
    """Put what stays below an item of a rule that goes into its place."""
    file, paths = draft.places[id_].file, draft.paths_now(draft.places[id_].file)
    path, yaml = paths[id_], draft.text(file)
    if any(one != id_ and at[: len(path)] == path and one not in gone for one, at in paths.items()):
        behind: YamlPath = (*path[:-1], int(path[-1]) + 1)
        draft.keep(file, yaml.inserted(behind, *yaml.at(path)["items"]).removed((*path, "items")))


def drop_lines(draft: Draft, lines: Mapping[str, set[int]]) -> None:
    """Say in the ledgers of sources that lines are not used."""
    entries = {
        source: [{"lines": each, "reason": _LEFT} for each in spans(sorted(numbers))]
        for source, numbers in lines.items()
        if numbers
    }
    _into_ledgers(draft, entries)


def _into_ledgers(draft: Draft, entries: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    place: YamlPath = ("ledger", "dropped")
    for source, own in entries.items():
        file = draft.places[source].file
        yaml = draft.text(file)
        held = yaml.value["ledger"].get("dropped")
        draft.keep(file, yaml.inserted((*place, len(held)), *own) if held else yaml.with_key(place, list(own)))


def _to(id_: str) -> Callable[[Reference], bool]:
    """Whether a reference leads to an entry, or into it."""
    return lambda one: one.value == id_ or one.value.startswith(f"{id_}#")


def _lines_of(draft: Draft, clauses: Iterable[Clause], gone: Collection[str]) -> Mapping[str, set[int]]:
    """Source → the lines of clauses that nothing has but what is gone."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for clause in clauses:
        for ref in clause.sources:
            found[ref.source].update(
                line for line in _numbers(ref) if all(id_ in gone for id_ in draft.library.claims(ref.source, line))
            )
    return found


def _numbers(ref: SourceRef) -> set[int]:
    return set(range(ref.first, ref.last + 1))
