"""What a row of the review says of its sentence: that another one says the same, or that it is of another kind."""

from collections.abc import Mapping, Sequence
from typing import Any

from rolebook.editing.draft import Draft
from rolebook.editing.files import listed
from rolebook.importing import decision_edits as edits
from rolebook.importing.fields import fields_of
from rolebook.importing.form.faults import Faults
from rolebook.importing.form.posts import Row
from rolebook.importing.form.values import flat
from rolebook.importing.kinds import KINDS, MAY_BECOME
from rolebook.importing.model_words import aspect_of, of_clause
from rolebook.importing.review_rows import WHY_NOT
from rolebook.importing.review_workbook import DECISION, KIND, LEAVE, LIKE, TAKE
from rolebook.loading.glosses import gloss
from rolebook.model.entries import Clause, Role, Rule, RuleItem
from rolebook.model.kinds import KIND as MODEL
from rolebook.words.wording import Wording


def merged(row: Row, ids: Sequence[str], draft: Draft, faults: Faults) -> Mapping[str, str]:
    """The clause of a row → the one that says the same."""
    clauses = draft.library.clauses
    gone, kept = (clauses.get(id_) for id_ in ("".join(ids), row.get(LIKE)))
    if gone is None or kept is None:
        message = Wording("这一行没有可以并入的条款", "the row has no clause that it may be merged into")
        faults.of(row, DECISION, message, Wording(f"请选 {TAKE} 或 {LEAVE}。", f"Choose {TAKE} or {LEAVE}."))
        return {}
    if against := edits.against_merging(draft, gone, kept):
        message = Wording(f"不能并入 {kept.id}：{against.zh}", f"cannot be merged into {kept.id}: {against.en}")
        hint = Wording(f"请选 {TAKE}，写“{WHY_NOT}”。", f"Choose {TAKE} and fill in {WHY_NOT}.")
        faults.of(row, DECISION, message, hint)
    return {gone.id: kept.id}


def of_kind(row: Row, id_: str, draft: Draft, faults: Faults) -> Mapping[str, str]:
    """The clause of a row → the kind that it becomes; nothing where it is that already."""
    clause = draft.library.clauses[id_]
    kind = next((one for one in MAY_BECOME if flat(KINDS[one].zh) == flat(row.get(KIND))), "")
    if not kind or kind == clause.kind:
        return {}
    has_below = isinstance(clause, RuleItem) and bool(clause.items)
    if has_below or (kind == "rule" and not rule_beside(draft, clause)):
        message = Wording("同一份文件里没有制度可以归入", "its document has no rule that it could stand in")
        message = (
            Wording("它下面还有条目，类别不能改", "items stand below it, its kind stays") if has_below else message
        )
        hint = Wording("请恢复这一格，或在草稿的 YAML 里改。", "Restore the cell, or change the YAML of the drafts.")
        faults.of(row, KIND, message, hint)
        return {}
    return {id_: kind}


def rule_beside(draft: Draft, clause: Clause) -> Rule | None:
    """The rule with a sentence of the same source nearest to that of a clause."""
    found: dict[int, Rule] = {}
    for id_, other in draft.library.clauses.items():
        for ref, own in ((ref, own) for ref in other.sources for own in clause.sources if ref.source == own.source):
            if "#" in id_ and id_ != clause.id:
                found.setdefault(abs(ref.first - own.first), draft.library.rules[id_.partition("#")[0]])
    return found[min(found)] if found else None


def change_kind(draft: Draft, id_: str, kind: str) -> None:
    """Make a clause one of another kind, with the fields that its sentence has then, on the lists of its owners."""
    file, clause = draft.places[id_].file, draft.library.clauses[id_]
    entry = dict(draft.text(file).at(draft.path_now(id_)))
    book, _, own = id_.rpartition("#")
    made = {"id": own} | {key: entry[key] for key in ("text", "sources", "note", "origin") if key in entry}
    holders = [draft.places[one.id].file for one in draft.library.owners(book or id_)]
    if kind == "rule" and (rule := rule_beside(draft, clause)):
        place = draft.places[rule.id].file
        text = draft.text(place)
        draft.keep(place, text.inserted(("items", len(text.value["items"])), made))
        key, named, said = "rules", rule.id, rule.title
    else:
        fields = fields_of(kind, entry["text"])
        made |= of_clause(kind, entry["text"], fields)
        draft.add(MODEL[kind], draft.file_for(MODEL[kind], _stem(draft, clause, kind, fields), made), made, "", "")
        key, named, said = MODEL[kind].listed, own, entry["text"]
    is_last = bool(book) and len(draft.text(file).value["items"]) == 1 and "items" not in entry
    gone = {id_, book} if is_last else {id_}
    for name in draft.files:
        paths = [one.path for one in draft.references_in(name) if one.value in gone]
        if paths:
            draft.drop_all(name, [path[:-1] if path[-1] == "id" else path for path in paths])
    if is_last:
        draft.forget(file)
    else:
        place_now = next(path for found, path in draft.paths_now(file).items() if found == id_)
        draft.drop_all(file, [place_now])
    for name in holders:
        text = draft.text(name)
        if named not in text.value.get(key, ()):
            text = listed(text, (key,), named)
            draft.keep(name, text.with_comment((key, len(text.value[key]) - 1), gloss(said)))


def _stem(draft: Draft, clause: Clause, kind: str, fields: Mapping[str, Any]) -> str:
    """The name of the file for a clause of a kind."""
    library = draft.library
    if kind == "qualification":
        return aspect_of(fields)
    if kind == "duty":
        duties = [one for one in library.clauses.values() if one.kind == "duty"]
        sources = {ref.source for ref in clause.sources}
        beside = [one.id for one in duties if sources & {ref.source for ref in one.sources}]
        return draft.files[draft.places[beside[0]].file].stem if beside else library.taxonomy.themes[0].id
    owner = library.owners(clause.id.partition("#")[0])[0]
    return owner.department if isinstance(owner, Role) else owner.id
