"""What somebody decided in the workbook of the review, done in the drafts: sentences rewritten, or left out."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rolebook.checks.near import near_clauses
from rolebook.editing.draft import Draft, draft_of
from rolebook.editing.files import EditedFiles
from rolebook.editing.glosses import follow_glosses
from rolebook.editing.retiring import put_out_of_use, take_from
from rolebook.importing import decision_edits as edits
from rolebook.importing import document_decisions as documents
from rolebook.importing import sentence_decisions as sentences
from rolebook.importing.collected import EVERYBODY
from rolebook.importing.decision_rows import follow, is_gone, rows_of
from rolebook.importing.form.faults import Faults, guess, quoted
from rolebook.importing.form.posts import Row
from rolebook.importing.form.values import flat, sentence
from rolebook.importing.review_rows import ACTIVITY, KEEP, MERGE, RETIRE, WHY_NOT
from rolebook.importing.review_workbook import (
    COMPARED,
    DECISION,
    IDS,
    KIND,
    LEAVE,
    LIKE,
    NONE,
    OWNER,
    REWRITE,
    REWRITTEN,
    SAME,
    TAKE,
)
from rolebook.importing.undecided import ids_of, still_used, told_to_wait, waiting_in
from rolebook.loading.assembly import source_ref
from rolebook.loading.references import is_of_lines
from rolebook.model.coverage import coverage_of
from rolebook.model.entries import Activity, Department, Role
from rolebook.model.grouping import by_key
from rolebook.model.kinds import KIND as MODEL
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording

_OPEN = "uncovered"
_REPLACED = "导入核对时决定：由新的文件取代"


@dataclass(frozen=True, slots=True)
class Decided:
    """What the decisions make of the drafts: `content/…` → bytes, None for a file that goes; and how many of what.

    `told`: what becomes of old sentences that several roles and departments have, and what waits for a decision.
    """

    files: Mapping[str, bytes | None]
    rewritten: int = 0
    left: int = 0
    retired: int = 0
    kept: int = 0
    moved: int = 0
    merged: int = 0
    told: tuple[Wording, ...] = ()


def decided(folder: Path, name: str, data: bytes, sources: Collection[str], said: Wording) -> Decided:
    """Do in the drafts of a folder what the workbook says; `sources`: the ids of those that the import added.

    Raises Problem, with the cell of what cannot be done, or with what is `said` where the drafts have errors.
    """
    faults = Faults(name)
    every = list(rows_of(name, data, faults))
    follow(every)
    faults.refuse()
    rows = [row for row in every if row.get(DECISION) not in {"", TAKE} or any(map(row.get, _MORE))]
    undecided = [row for row in every if not any(map(row.get, (DECISION, *_MORE)))]
    gone, undecided = [row for row in undecided if is_gone(row)], [row for row in undecided if ids_of(row)]
    if not rows and not undecided and not gone:
        return Decided({})
    edited = EditedFiles(folder, said)
    made = {id_ for row in every for id_ in ids_of(row)}
    there = edited.before.readable
    given = {id_ for row in rows if row.get(OWNER) for id_ in ids_of(row)}
    waiting = waiting_in(undecided, there, made - given) if there else {}
    told = tuple(still_used(gone, there.clauses)) if there else ()
    if not rows and not waiting:
        return Decided({}, told=told)
    new = documents.found_new(edited, rows, there) if there else []
    draft = draft_of(edited, said, edited.checked(edited.after()) if new else None)
    told = (*(Wording(f"新建部门“{visible(one)}”。", f"New department '{visible(one)}'.") for one in new), *told)
    again = {row.get(LIKE) for row in every if row.get(COMPARED).startswith(SAME)}
    deciding = _Deciding(draft, faults, made, again, sources)
    rows.sort(key=lambda row: bool(documents.source_of(row, draft.library)))
    for row in rows:
        deciding.decide(row)
    deciding.wait_for(waiting)
    faults.refuse()
    deciding.finish()
    result = draft.result(same_lines=False)
    files = {path.relative_to(folder).as_posix(): held for path, held in result.files.items()}
    left = len(deciding.left) + deciding.given_up
    told = (*deciding.told, *told)
    return Decided(
        files,
        deciding.rewritten,
        left,
        deciding.retired,
        deciding.kept,
        len(deciding.given),
        len(deciding.merged),
        told,
    )


_MORE = (WHY_NOT, ACTIVITY, OWNER, KIND)
"""What somebody who writes it has taken the sentence with: it needs no decision besides."""


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
        self.retired = self.kept = 0
        self.told: list[Wording] = []
        self.named: dict[str, Activity | None] = {}
        self.given: dict[str, Sequence[Role | Department]] = {}
        """Clause or rule document → whose it is by the review; every department's where it is everybody's."""
        self.kinds: dict[str, str] = {}
        """Clause → the kind that it becomes."""
        self.merged: dict[str, str] = {}
        """Clause → the one that says the same."""
        self.placed: dict[str, Department] = {}
        """Post → the department that the review puts it into."""
        self.waiting: list[str] = []

    def decide(self, row: Row) -> None:
        """What one row says; what goes as a whole waits for the end."""
        if posts := documents.posts_of(row, self.draft.library):
            self._place(row, posts)
            return
        ids, said = documents.clauses_of(row, self.draft.library, self.made) or ids_of(row), row.get(DECISION)
        if unknown := [id_ for id_ in ids if id_ not in self.draft.library.clauses]:
            message = Wording(f"草稿里没有 {quoted(unknown[0])}", f"the drafts have no {quoted(unknown[0])}")
            hint = Wording("请恢复这一格；草稿里已删去的，选采用。", "Restore it; choose 采用 where it is gone.")
            self.faults.of(row, IDS, message, hint)
            return
        if said == LEAVE and is_of_lines(row.get(IDS)):
            self._give_up(row)
        elif said == LEAVE:
            self.left |= dict.fromkeys(ids)
        elif said == MERGE:
            self.merged |= sentences.merged(row, ids, self.draft, self.faults)
        elif said in {RETIRE, KEEP}:
            self._settle_old(row, said)
        elif said == REWRITE:
            self._rewrite(row, ids)
        if row.get(OWNER):
            self._give(row, ids if said not in {LEAVE, MERGE} else [])
        self._read_more(row, ids if said not in {LEAVE, MERGE} else [])

    def _read_more(self, row: Row, ids: Sequence[str]) -> None:
        """The columns that say more of one sentence that stays."""
        more = ((WHY_NOT, self._keep_apart), (ACTIVITY, self._name_activity), (KIND, self._change_kind))
        for key, do in more:
            if row.get(key) and len(ids) == 1:
                do(row, ids[0])
            elif row.get(key):
                message = Wording(f"这一行不是一句留用的话，“{key}”没有地方写", "it is not one sentence that stays")
                hint = Wording("请删去这一格；几句话的，写在草稿的 YAML 里。", "Empty it; or write it in the YAML.")
                self.faults.of(row, key, message, hint)

    def _place(self, row: Row, posts: Sequence[str]) -> None:
        """Note the department of posts whose document names none."""
        name, departments = flat(documents.answer(row)), self.draft.library.departments.values()
        found = next((one for one in departments if name in {one.id, *map(flat, (one.title, *one.aliases))}), None)
        if found:
            self.placed |= dict.fromkeys(posts, found)
        elif name or row.get(DECISION) not in {"", TAKE}:
            message = Wording("这一行问的是部门", "the row asks for a department")
            hint = Wording(f"请在“{OWNER}”里选部门，或写上它的名称。", f"Choose one in {OWNER}, or write its name.")
            self.faults.of(row, OWNER, message, hint)

    def _change_kind(self, row: Row, id_: str) -> None:
        self.kinds |= sentences.of_kind(row, id_, self.draft, self.faults)

    def _rewrite(self, row: Row, ids: Sequence[str]) -> None:
        if documents.source_of(row, self.draft.library):
            self._give(row, ids)
        elif len(ids) == 1:
            self.rewritten += 1
            edits.rewrite(self.draft, ids[0], sentence(row.get(REWRITTEN)))
            return
        message = Wording("这一行有几句，不能在这里改", "the row has several sentences")
        hint = Wording("请在草稿的 YAML 里改，这一行选采用。", "Change them in the YAML, and choose 采用.")
        self.faults.of(row, REWRITTEN, message, hint)

    def wait_for(self, rows: Mapping[str, int]) -> None:
        """Leave clauses in the drafts that wait for a decision; `rows` of the workbook ask for it."""
        rows = {id_: line for id_, line in rows.items() if id_ not in self.merged.values()}  # wanted by then
        self.waiting = list(rows)
        lines = set(rows.values())
        if lines:
            self.told.append(told_to_wait(lines))

    def _give(self, row: Row, ids: Sequence[str]) -> None:
        """Note whose the sentences of a row are."""
        library, is_whole = self.draft.library, bool(documents.source_of(row, self.draft.library))
        name = flat(documents.answer(row) if is_whole else row.get(OWNER))
        owners: list[Role | Department] = [*library.roles.values(), *library.departments.values()]
        owners = [one for one in owners if not (isinstance(one, Role) and one.retired)]
        found = [one for one in owners if name in {one.id, flat(one.title), *map(flat, one.aliases)}][:1]
        if is_whole:
            ids = [id_ for id_ in ids if id_.partition("#")[0] not in self.given and id_ not in self.left]
        if is_whole and EVERYBODY.fullmatch(name):  # as it is drafted
            return
        if not found and EVERYBODY.fullmatch(name):
            found = [*library.departments.values()]
            ids = [id_ for id_ in ids if self._is_of_all(row, id_)]
        if not found:
            near = guess(row.get(OWNER), [one.title for one in owners])
            message = Wording(f"草稿里没有岗位或部门“{quoted(row.get(OWNER))}”", "no role or department has this title")
            hint = Wording(
                f"{near.zh}请从下拉列表中选；要新建岗位，先在草稿的文件夹里运行 new role，再接受。",
                f"{near.en}Choose one from the list; a new one is made by 'new role' in the drafts.",
            )
            self.faults.of(row, OWNER, message, hint)
            return
        if not ids:
            message = Wording("这一行没有留用的条款，归属不必改", "the row has no clause that stays")
            self.faults.of(row, OWNER, message, Wording("请改回原样。", "Restore the cell."))
        for id_ in ids:
            book = self.draft.library.rules.get(id_.partition("#")[0])
            if book and book.id not in self.given:
                rule, whose = visible(book.title), "、".join(visible(one.title) for one in found)
                self._tell(f"制度“{rule}”整部归 {whose}。", f"The rule '{rule}' goes to {whose} as a whole.")
            if self.given.setdefault(book.id if book else id_, found) != found:
                message = Wording("这部制度的另一行归别处：一部制度归一处", "another row of the rule names another")
                self.faults.of(row, OWNER, message, Wording("请把几行改得一致。", "Make them the same."))

    def _is_of_all(self, row: Row, id_: str) -> bool:
        """Whether the roles of a department have a clause of its list; it is told where they have not."""
        kind = MODEL[self.draft.library.clauses[id_].kind]
        if not kind.inherited:
            message = Wording(f"{kind.label}不能写给{quoted(row.get(OWNER))}", f"a {kind.name} cannot be everybody's")
            hint = Wording(
                "部门的这一类条款不传给它的岗位：请选一个岗位或部门。",
                "Roles do not get these of departments: choose one.",
            )
            self.faults.of(row, OWNER, message, hint)
        return kind.inherited

    def _tell(self, zh: str, en: str) -> None:
        self.told.append(Wording(zh, en))

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
        message = Wording("草稿里这几行已有着落，不需要决定", "something is said of these lines in the drafts already")
        hint = Wording("请清空这一格。", "Clear the cell.")
        self.faults.of(row, DECISION, message, hint)

    def _settle_old(self, row: Row, said: str) -> None:
        """Keep the clause of the library that a row names, or note that it goes out of use."""
        other = row.get(LIKE)
        clause = None if other in self.made else self.draft.library.clauses.get(other)
        if clause is None:
            message = Wording(
                f"这一行没有手册里原有的条款可以{said.removesuffix('旧条')}", "the library has no such clause here"
            )
            hint = Wording(f"不要这一句的，选 {LEAVE}。", f"To leave the sentence out, choose {LEAVE}.")
            self.faults.of(row, DECISION, message, hint)
        elif said == KEEP:
            if not (clause.origin or clause.retired):
                self.kept += 1
                edits.keep(self.draft, other)
        elif other in self.said or any(ref.source in self.sources for ref in clause.sources):
            message = Wording(f"导入的文件里还有 {quoted(other)} 这一条", f"the documents still say {quoted(other)}")
            hint = Wording(
                f"请选 {TAKE}、{REWRITE} 或 {LEAVE}；文件里不再有的条款，在它自己的一行选 {RETIRE}。",
                f"Choose {TAKE}, {REWRITE} or {LEAVE}; {RETIRE} is for the row of what the documents have no more.",
            )
            self.faults.of(row, DECISION, message, hint)
        elif not clause.retired:
            self.old.setdefault(other, []).extend(ids_of(row))

    def _keep_apart(self, row: Row, id_: str) -> None:
        """From what the row says is like it; where it names nothing, from all that `check` finds near."""
        others = [row.get(LIKE)] if row.get(LIKE) else self.near[id_]
        for other in others:
            edits.keep_apart(self.draft, id_, other, row.get(WHY_NOT))
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
            near = guess(row.get(ACTIVITY), [one.title for one in there])
            message = Wording(f"手册里没有工作事项“{quoted(row.get(ACTIVITY))}”", "the library has no such activity")
            hint = Wording(f"{near.zh}请写手册里的名称；不要的，写“{NONE}”。", f"{near.en}Write a title, or {NONE}.")
            self.faults.of(row, ACTIVITY, message, hint)

    def finish(self) -> None:
        """What is left out or waits, goes out of use, to another owner, or into the file of another theme."""
        self.left |= dict.fromkeys(edits.merge_all(self.draft, self.merged, self.left))
        for id_, activity in self.named.items():
            edits.set_activity(self.draft, id_, activity)
        whose = by_key((tuple(one.id for one in owners), id_) for id_, owners in self.given.items()).values()
        before = [one for ids in whose for one in edits.give(self.draft, ids, self.given[ids[0]])]
        edits.leave(self.draft, self.left, self.waiting)
        edits.drop_lines(self.draft, self.open)
        documents.place(self.draft, self.placed)
        for title in edits.forget_empty(self.draft, {one.id: one for one in before}.values(), self.sources):
            said = visible(title)
            self._tell(f"岗位“{said}”的条款都改了归属，没有写入。", f"The role '{said}' has no clause left.")
        for id_, new in self.old.items():
            self._replace(id_, new)
        for id_, kind in sorted(self.kinds.items(), key=lambda one: one[1] != "rule"):  # into a rule, then out of one
            sentences.change_kind(self.draft, id_, kind)
        follow_glosses(self.draft)
        documents.rename_files(self.draft, self.placed)

    def _reached(self, id_: str) -> Iterable[Role | Department]:
        """Those for whom a clause is, with whom it is given to by the review."""
        library, owners = self.draft.library, self.given.get(id_)
        if owners is None:
            return (*library.owners(id_), *library.holders(id_))
        inherited = MODEL[library.clauses[id_].kind].inherited
        return (*owners, *(role for owner in owners if inherited for role in library.roles_of(owner.id)))

    def _replace(self, id_: str, new: Sequence[str]) -> None:
        """Put a clause out of use, unless others than those whom the new ones are for have it: it stays with them."""
        library = self.draft.library
        owners = () if "#" in id_ else library.owners(id_)
        reached = {one.id for each in new for one in self._reached(each)}
        left = [one for one in owners if new and one.id not in reached]
        titles, said = "、".join(visible(one.title) for one in left or owners), shortened(library.clauses[id_].text)
        said = visible(said)
        if left:
            take_from(self.draft, id_, [one.id for one in owners if one not in left])
            instead = "、".join(new)
            self._tell(
                f"{id_}“{said}”仍是 {titles} 的，没有停用：新的一句在文件里不是写给 {titles} 的。"
                f"也要换的，请在其列表里把 {id_} 改成 {instead}。",
                f"{id_} '{said}' stays with {titles} and is not retired: the document does not give the new sentence "
                f"to {titles}. To do so, write {instead} for {id_} there.",
            )
            return
        self.retired += 1
        put_out_of_use(self.draft, id_, reason=_REPLACED, date=library.settings.date)
        if not new and len(owners) > 1:
            self._tell(f"{id_}“{said}”停用，不再是 {titles} 的。", f"{id_} '{said}' is retired, for {titles}.")
