"""What somebody decided in the workbook of the review, done in the drafts: sentences rewritten, or left out."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from rolebook.checks.near import near_clauses
from rolebook.editing.draft import Draft, open_draft
from rolebook.editing.glosses import follow_glosses
from rolebook.editing.retiring import put_out_of_use, take_from
from rolebook.importing.decision_rows import rows_of
from rolebook.importing.fields import fields_of
from rolebook.importing.form.faults import Faults, quoted
from rolebook.importing.form.posts import Row
from rolebook.importing.form.values import flat, sentence
from rolebook.importing.model_words import UNREAD, of_clause
from rolebook.importing.review_rows import ACTIVITY, RETIRE, WHY_NOT
from rolebook.importing.review_workbook import (
    COMPARED,
    DECISION,
    IDS,
    LEAVE,
    LIKE,
    NONE,
    REWRITE,
    REWRITTEN,
    SAME,
    TAKE,
)
from rolebook.loading.assembly import source_ref
from rolebook.loading.glosses import gloss
from rolebook.loading.references import is_of_lines
from rolebook.loading.schema import Reference
from rolebook.model.coverage import coverage_of
from rolebook.model.entries import Activity
from rolebook.model.kinds import KIND
from rolebook.model.records import spans
from rolebook.words.spelling import nearest
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording
from rolebook.yamltext.document import Path as YamlPath

_LEFT = "导入核对时决定不用"
_REWRITTEN = "导入核对时改写。"
_RULE, _OPEN = "rule", "uncovered"
_REPLACED = "导入核对时决定：由新的文件取代"


@dataclass(frozen=True, slots=True)
class Decided:
    """What the decisions make of the drafts: `content/…` → bytes, None for a file that goes; and how many of what.

    `told`: what becomes of old sentences that several roles and departments have.
    """

    files: Mapping[str, bytes | None]
    rewritten: int
    left: int
    retired: int = 0
    told: tuple[Wording, ...] = ()


def decided(folder: Path, name: str, data: bytes, sources: Collection[str]) -> Decided:
    """Do in the drafts of a folder what the workbook says; `sources`: the ids of those that the import added.

    Raises Problem, with the cell of what cannot be done.
    """
    faults = Faults(name)
    every = list(rows_of(name, data, faults))
    faults.refuse()
    rows = [row for row in every if any(map(row.get, (DECISION, WHY_NOT, ACTIVITY)))]
    if not rows:
        return Decided({}, 0, 0)
    draft = open_draft(folder)
    made = {id_ for row in every for id_ in _ids(row)}
    said = {row.get(LIKE) for row in every if row.get(COMPARED).startswith(SAME)}
    deciding = _Deciding(draft, faults, made, said, sources)
    for row in rows:
        deciding.decide(row)
    faults.refuse()
    deciding.finish()
    result = draft.result(same_lines=False)
    files = {path.relative_to(folder).as_posix(): held for path, held in result.files.items()}
    return Decided(
        files, deciding.rewritten, len(deciding.left) + deciding.given_up, deciding.retired, tuple(deciding.told)
    )


def _ids(row: Row) -> list[str]:
    """The clauses of a row; none where it stands for lines of which no clause was made (`bylaws:3-4`)."""
    said = row.get(IDS)
    return [] if is_of_lines(said) else [id_ for id_ in re.split(r"[、\s]+", said) if id_]


class _Deciding:
    """Does what rows say, one after the other.

    `made`: the ids of all clauses that the import made; `said`: of those that its documents say as they are; `sources`:
    of the documents.
    """

    def __init__(
        self, draft: Draft, faults: Faults, made: Collection[str], said: Collection[str], sources: Collection[str]
    ) -> None:
        self.draft, self.faults, self.made, self.said = draft, faults, made, said
        known = (draft.library.clauses[id_] for id_ in made if id_ in draft.library.clauses)
        self.sources = {*sources, *(ref.source for clause in known for ref in clause.sources)}
        self.rewritten = 0
        self.left: dict[str, None] = {}
        self.given_up = 0
        self.open: defaultdict[str, set[int]] = defaultdict(set)
        self.old: dict[str, list[str]] = {}
        self.retired = 0
        self.told: list[Wording] = []
        self.named: dict[str, Activity | None] = {}

    def decide(self, row: Row) -> None:
        """What one row says; what goes as a whole waits for the end."""
        ids, said = _ids(row), row.get(DECISION)
        if unknown := [id_ for id_ in ids if id_ not in self.draft.library.clauses]:
            self.faults.of(
                row,
                IDS,
                Wording(f"草稿里没有 {quoted(unknown[0])}", f"the drafts have no {quoted(unknown[0])}"),
                Wording(
                    "请恢复这一格；草稿里已删去的，选采用。",
                    "Restore the cell; choose 采用 for what the drafts no longer have.",
                ),
            )
            return
        if said == LEAVE and is_of_lines(row.get(IDS)):
            self._give_up(row)
        elif said == LEAVE:
            self.left |= dict.fromkeys(ids)
        elif said == RETIRE:
            self._retire(row)
        elif said == REWRITE and len(ids) > 1:
            self.faults.of(
                row,
                REWRITTEN,
                Wording("这一行有几句，不能在这里改", "the row has several sentences"),
                Wording(
                    "请在草稿的 YAML 里改，这一行选采用。", "Change them in the YAML of the drafts, and choose 采用."
                ),
            )
        elif said == REWRITE:
            self.rewritten += 1
            _rewrite(self.draft, ids[0], sentence(row.get(REWRITTEN)))
        stays = len(ids) == 1 and said != LEAVE
        for key, do in ((WHY_NOT, self._keep_apart), (ACTIVITY, self._name_activity)):
            if row.get(key) and stays:
                do(row, ids[0])
            elif row.get(key):
                self.faults.of(
                    row,
                    key,
                    Wording(f"这一行不是一句留用的话，“{key}”没有地方写", "the row is not one sentence that stays"),
                    Wording(
                        "请删去这一格；几句话的，写在草稿的 YAML 里。",
                        "Empty the cell; for several sentences, write it in the YAML of the drafts.",
                    ),
                )

    def _give_up(self, row: Row) -> None:
        """Say in the ledger that lines of which no clause was made are not used."""
        ref = source_ref(row.get(IDS))
        source = self.draft.library.sources.get(ref.source)
        open_now = coverage_of(self.draft.library, source) if source else {}
        numbers = [line for line, now in open_now.items() if ref.first <= line <= ref.last and now.status == _OPEN]
        if numbers:
            self.open[ref.source].update(numbers)
            self.given_up += 1
            return
        self.faults.of(
            row,
            DECISION,
            Wording("草稿里这几行已有着落，不需要决定", "something is said of these lines in the drafts already"),
            Wording("请清空这一格。", "Clear the cell."),
        )

    def _retire(self, row: Row) -> None:
        other = row.get(LIKE)
        if other in self.made or other not in self.draft.library.clauses:
            self.faults.of(
                row,
                DECISION,
                Wording("这一行没有手册里原有的条款可以停用", "there is no clause of the library to retire here"),
                Wording(f"不要这一句的，选 {LEAVE}。", f"To leave the sentence out, choose {LEAVE}."),
            )
        elif other in self.said or any(ref.source in self.sources for ref in self.draft.library.clauses[other].sources):
            self.faults.of(
                row,
                DECISION,
                Wording(f"导入的文件里还有 {quoted(other)} 这一条", f"the documents still say {quoted(other)}"),
                Wording(
                    f"请选 {TAKE}、{REWRITE} 或 {LEAVE}；文件里不再有的条款，在它自己的一行选 {RETIRE}。",
                    f"Choose {TAKE}, {REWRITE} or {LEAVE}; {RETIRE} is for the row of what the documents have no more.",
                ),
            )
        elif not self.draft.library.clauses[other].retired:
            self.old.setdefault(other, []).extend(_ids(row))

    def _keep_apart(self, row: Row, id_: str) -> None:
        """From what the row says is like it; where it names nothing, from all that `check` finds near."""
        others = [row.get(LIKE)] if row.get(LIKE) else self.near[id_]
        for other in others:
            _keep_apart(self.draft, id_, other, row.get(WHY_NOT))
        if not others:
            message = Wording("这一行没有相近的条款", "nothing is like this row")
            self.faults.of(row, WHY_NOT, message, Wording("请清空这一格。", "Clear the cell."))

    @cached_property
    def near(self) -> Mapping[str, Sequence[str]]:
        """Clause → the clauses that `check` finds near it."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for one, other in near_clauses(self.draft.library):
            found[one.id].append(other.id)
            found[other.id].append(one.id)
        return found

    def _name_activity(self, row: Row, id_: str) -> None:
        """Note the activity that a duty is about, None for none."""
        said = flat(row.get(ACTIVITY))
        there = [one for one in self.draft.library.activities.values() if not one.retired]
        found = next((one for one in there if said in {flat(one.title), one.id}), None)
        if self.draft.library.clauses[id_].kind != "duty":
            message = Wording("只有职责有工作事项", "only duties have work activities")
            self.faults.of(row, ACTIVITY, message, Wording("请清空这一格。", "Clear the cell."))
        elif found or said == NONE:
            self.named[id_] = found
        else:
            near = nearest(row.get(ACTIVITY), [one.title for one in there])
            guess = Wording(f"是否应为“{near}”？", f"{near}? ") if near else Wording("", "")
            self.faults.of(
                row,
                ACTIVITY,
                Wording(f"手册里没有工作事项“{quoted(row.get(ACTIVITY))}”", "the library has no such activity"),
                Wording(
                    f"{guess.zh}请写手册里的名称；不要的，写“{NONE}”。",
                    f"{guess.en}Write a title of the library, or {NONE}.",
                ),
            )

    def finish(self) -> None:
        """What is left out, goes out of use, or goes into the file of another theme."""
        for id_, activity in self.named.items():
            _set_activity(self.draft, id_, activity)
        _leave(self.draft, list(self.left))
        _drop_lines(self.draft, self.open)
        for id_, new in self.old.items():
            self._replace(id_, new)
        follow_glosses(self.draft)

    def _replace(self, id_: str, new: Sequence[str]) -> None:
        """Put a clause out of use, unless others than those whom the new ones are for have it: it stays with them."""
        library = self.draft.library
        owners = () if "#" in id_ else library.owners(id_)
        reached = {one.id for each in new for one in (*library.owners(each), *library.holders(each))}
        left = [one for one in owners if new and one.id not in reached]
        titles, said = (
            "、".join(visible(one.title) for one in left or owners),
            visible(shortened(library.clauses[id_].text)),
        )
        if left:
            take_from(self.draft, id_, [one.id for one in owners if one not in left])
            instead = "、".join(new)
            self.told.append(
                Wording(
                    f"{id_}“{said}”仍是 {titles} 的，没有停用：新的一句在文件里不是写给 {titles} 的。"
                    f"也要换的，请在其列表里把 {id_} 改成 {instead}。",
                    f"{id_} '{said}' stays with {titles} and is not retired: the document does not give the new "
                    f"sentence to {titles}. To do so, write {instead} for {id_} there.",
                )
            )
            return
        self.retired += 1
        put_out_of_use(self.draft, id_, reason=_REPLACED, date=library.settings.date)
        if not new and len(owners) > 1:
            self.told.append(
                Wording(f"{id_}“{said}”停用，不再是 {titles} 的。", f"{id_} '{said}' is retired, for {titles}.")
            )


def _set_activity(draft: Draft, id_: str, activity: Activity | None) -> None:
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


def _rewrite(draft: Draft, id_: str, text: str) -> None:
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


def _keep_apart(draft: Draft, id_: str, other: str, reason: str) -> None:
    """That two sentences which are alike were compared, and are not the same."""
    file, path = draft.places[id_].file, draft.path_now(id_)
    yaml = draft.text(file)
    held = yaml.at(path).get("distinct_from", [])
    if any(one["id"] == other for one in held):
        return
    entry, key = {"id": other, "reason": reason}, (*path, "distinct_from")
    draft.keep(file, yaml.inserted((*key, len(held)), entry) if held else yaml.with_key(key, [entry]))


def _leave(draft: Draft, ids: list[str]) -> None:
    """Take clauses out of the drafts, and say in the ledgers that their lines are not used."""
    lines = _lines_of(draft, ids)
    items = [id_ for id_ in draft.library.clauses if "#" in id_]
    emptied = {id_.partition("#")[0] for id_ in ids if "#" in id_} - {
        id_.partition("#")[0] for id_ in items if id_ not in ids
    }
    for id_ in [*emptied, *(one for one in ids if one.partition("#")[0] not in emptied)]:
        for name, reference in draft.references(id_, _to(id_)):
            path = reference.path[:-1] if reference.path[-1] == "id" else reference.path
            draft.drop(name, path, f"删去 {id_}", f"{id_} removed")
        _remove(draft, id_)
    _drop_lines(draft, lines)


def _drop_lines(draft: Draft, lines: Mapping[str, set[int]]) -> None:
    """Say in the ledgers of sources that lines are not used."""
    for source, numbers in lines.items():
        file = draft.places[source].file
        for span in spans(sorted(numbers)):
            entry = {"lines": span, "reason": _LEFT}
            held = draft.text(file).value["ledger"].get("dropped")
            place: YamlPath = ("ledger", "dropped")
            yaml = draft.text(file)
            draft.keep(file, yaml.inserted((*place, len(held)), entry) if held else yaml.with_key(place, [entry]))


def _to(id_: str) -> Callable[[Reference], bool]:
    """Whether a reference leads to an entry, or into it."""
    return lambda one: one.value == id_ or one.value.startswith(f"{id_}#")


def _lines_of(draft: Draft, ids: list[str]) -> Mapping[str, set[int]]:
    """Source → the lines that nothing but these clauses has."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for id_ in ids:
        for ref in draft.library.clauses[id_].sources:
            own = range(ref.first, ref.last + 1)
            found[ref.source].update(line for line in own if set(draft.library.claims(ref.source, line)) <= set(ids))
    return found


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
