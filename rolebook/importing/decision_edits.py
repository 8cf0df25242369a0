"""What a decision of the review makes of the text of the drafts: another sentence, another owner, nothing at all."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from rolebook.editing.draft import Draft
from rolebook.editing.retiring import take_from
from rolebook.importing.fields import fields_of
from rolebook.importing.model_words import UNREAD, of_clause
from rolebook.loading.glosses import gloss
from rolebook.loading.schema import Reference
from rolebook.model.entries import Activity, Clause, Department, Role
from rolebook.model.kinds import KIND, LISTED
from rolebook.model.records import SourceRef, span, spans
from rolebook.yamltext.document import Path as YamlPath
from rolebook.yamltext.edit import YamlText

_LEFT = "导入核对时决定不用"
_REWRITTEN = "导入核对时改写。"
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
    if activity:
        _file_under(draft, id_, activity.theme)


def _file_under(draft: Draft, id_: str, stem: str) -> None:
    """Move a clause into the file of this name, where it stands in another."""
    file, path = draft.places[id_].file, draft.path_now(id_)
    if draft.files[file].stem == stem:
        return
    kind, moved = KIND[draft.library.clauses[id_].kind], dict(draft.text(file).at(path))
    name = draft.file_for(kind, stem, moved)
    draft.drop(file, path, f"{id_} 移到 {name}", f"{id_} is moved to {name}")
    draft.add(kind, name, moved, f"{id_} 写在这里", f"{id_} stands here")


def give(draft: Draft, ids: Sequence[str], owner: Role | Department) -> list[Role | Department]:
    """Put clauses or rule documents on the list of a role or department, and on no other; who has them no more."""
    before = {one.id: one for id_ in ids for one in draft.library.owners(id_) if one.id != owner.id}
    file = draft.places[owner.id].file
    department = owner.department if isinstance(owner, Role) else owner.id
    for id_ in ids:
        take_from(draft, id_, before)
        kind = KIND[draft.library.clauses[id_].kind] if id_ in draft.library.clauses else LISTED["rules"]
        yaml = draft.text(file)
        held = yaml.value.get(kind.listed, [])
        if id_ not in [one.value for one in draft.references_in(file)]:
            place: YamlPath = (kind.listed, len(held))
            yaml = yaml.inserted(place, id_) if held else _with_first(draft, file, kind.listed, id_)
            named = draft.library.clauses.get(id_)
            text = named.text if named else draft.library.rules[id_].title
            draft.keep(file, yaml.with_comment(place, gloss(text)))
        if kind.filed and kind.filed.terms == "departments":
            _file_under(draft, id_, department)
    return list(before.values())


def _with_first(draft: Draft, file: str, key: str, id_: str) -> YamlText:
    yaml = draft.text(file)
    return (yaml.removed((key,)) if key in yaml.value else yaml).with_key((key,), [id_])


def forget_empty(draft: Draft, roles: Iterable[Role | Department], sources: Collection[str]) -> list[str]:
    """Take roles out of the drafts that the import made and that have nothing any more; their titles."""
    gone = []
    for role in roles:
        file = draft.places[role.id].file
        has_more = any(value for key, value in draft.text(file).value.items() if key not in _OF_EMPTY)
        is_new = isinstance(role, Role) and role.sources and all(ref.source in sources for ref in role.sources)
        if is_new and not has_more and not any(draft.references(role.id, _to(role.id))):
            draft.forget(file)
            gone.append(role.title)
    return gone


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
    lines = _lines_of(draft, clauses, {*gone, *emptied})
    shared = [one for one in clauses if not any(_numbers(ref) & lines[ref.source] for ref in one.sources)]
    for id_ in [*emptied, *(one for one in gone if one.partition("#")[0] not in emptied)]:
        for name, reference in draft.references(id_, _to(id_)):
            path = reference.path[:-1] if reference.path[-1] == "id" else reference.path
            draft.drop(name, path, f"删去 {id_}", f"{id_} removed")
        _remove(draft, id_)
    drop_lines(draft, lines)
    for one in shared:  # others stand on its lines too
        for ref in one.sources[:1]:
            _into_ledger(draft, ref.source, {"lines": span(ref.first, ref.last), "part": one.text, "reason": _LEFT})


def drop_lines(draft: Draft, lines: Mapping[str, set[int]]) -> None:
    """Say in the ledgers of sources that lines are not used."""
    for source, numbers in lines.items():
        for each in spans(sorted(numbers)):
            _into_ledger(draft, source, {"lines": each, "reason": _LEFT})


def _into_ledger(draft: Draft, source: str, entry: Mapping[str, Any]) -> None:
    file, place = draft.places[source].file, ("ledger", "dropped")
    yaml = draft.text(file)
    held = yaml.value["ledger"].get("dropped")
    draft.keep(file, yaml.inserted((*place, len(held)), entry) if held else yaml.with_key(place, [entry]))


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


def _remove(draft: Draft, id_: str) -> None:
    """Take an entry out of its file, or the file where it held nothing else; what stands below it takes its place."""
    file, path = draft.places[id_].file, draft.path_now(id_)
    text = draft.text(file)
    if not path or (path == (0,) and len(text.value) == 1):
        draft.forget(file)
        return
    if below := text.at(path).get("items"):
        draft.keep(file, text.inserted((*path[:-1], int(path[-1]) + 1), *below).removed(path))
        return
    while len(path) > 2 and len(text.at(path[:-1])) == 1:  # the last of its list
        above = path[:-2]
        if "text" in text.at(above):
            path = path[:-1]
            break
        path = above
    draft.drop(file, path, f"删去 {id_}", f"{id_} removed")
