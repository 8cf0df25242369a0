"""A filled form as one change to content/: cells into roles and clauses, rows into lists, new sentences into files."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from rolebook.editing.draft import Draft, Result
from rolebook.editing.glosses import follow_glosses
from rolebook.importing.collected import FreeIds, every_id
from rolebook.importing.form.answers import Answers
from rolebook.importing.form.differences import Changed, Differences, differences
from rolebook.importing.form.faults import quoted
from rolebook.importing.form.layout import DECISION, ID, MEASURES, OF_DEPARTMENTS, PLAIN, SORTS, TABLES, TEXT
from rolebook.importing.form.posts import Row, groups_of
from rolebook.importing.form.reading import Form
from rolebook.importing.form.values import Unreadable, day, sentence
from rolebook.importing.model_words import aspect_of, in_words, of_clause
from rolebook.importing.owners import grouped
from rolebook.loading.glosses import gloss
from rolebook.model.entries import Duty
from rolebook.model.kinds import KIND, LISTED
from rolebook.sheets.hires.workbook import letters
from rolebook.words.personal_data import is_name, personal_numbers
from rolebook.words.program import PROGRAM
from rolebook.words.wording import Wording
from rolebook.yamltext.document import Path

_DECIDE = Wording(
    "新的句子和改过的句子要记下是谁、何时、为什么决定的。",
    "A new or changed sentence records who decided it, when and why.",
)


def changed(draft: Draft, form: Form) -> Result:
    """What a filled form changes in content/: the files, and each change by its cell. Raises Problem."""
    found = differences(form, draft.library)
    _Writer(draft, form, found).write()
    for title in found.absent:
        draft.say(f"没有“{title}”的工作表：这个岗位不改", f"there is no sheet of '{title}': it stays as it is")
    if form.measures is None:
        draft.say(
            f"没有“{MEASURES}”表：岗位的制度、奖励和处罚不改", "there is no sheet of rules: they stay as they are"
        )
    if form.departments and form.of_departments is None:
        draft.say(
            f"没有“{OF_DEPARTMENTS}”表：部门的制度、奖励和处罚不改",
            "there is no sheet of the rules of departments: they stay as they are",
        )
    if not draft.report:
        draft.say("表里没有改动", "the form changes nothing")
    return draft.result()


class _Writer:
    def __init__(self, draft: Draft, form: Form, found: Differences) -> None:
        self.draft, self.form, self.found = draft, form, found
        self.library = draft.library
        self.faults = form.faults
        self.answers = Answers(draft.library, form.faults)
        self.new_id = FreeIds(every_id(draft.library))
        self.texts: dict[str, str] = {}
        """New clause → its text."""

    def write(self) -> None:
        """Make all changes in the draft, as far as the cells can be read."""
        values = [(one, self._fact(one)) for one in self.found.facts]
        fields = [(one, self._field(one)) for one in self.found.fields.values()]
        for one in self.found.fields.values():
            self.answers.fields(one.row, one.key)  # what its cells say together
        lists = {place: self._ids(place, rows) for place, rows in self.found.lists.items()}
        self.answers.refuse_circles(list(self.found.posts.values()))
        self.faults.refuse()
        for one, keys in values:
            name = self._role_file(one.id)
            self._told(one)
            for key, held in keys.items():
                self._set(name, (key,), held)
            self._stated(name, (), one.column.key)
        for one, keys in fields:
            place = self.draft.places[one.id]
            self._told(one)
            for key, held in keys.items():
                self._set(place.file, (*self.draft.path_now(one.id), key), held)
                self._stated(place.file, self.draft.path_now(one.id), key)
            if one.column.key == TEXT:
                self._note(one)
        for (role, key), entries in lists.items():
            self._list(role, key, entries)
        self._tell_unlisted({id_ for entries in lists.values() for id_, _, _ in entries})
        follow_glosses(self.draft)

    def _role_file(self, role: str) -> str:
        return self.draft.places[role].file

    def _told(self, one: Changed) -> None:
        before, now = quoted(one.before) or "（空）", quoted(one.text) or "（空）"
        holders = [role.title for role in self.library.holders(one.id)] if one.key else []
        also = f"（用到它的岗位：{'、'.join(holders)}）" if len(holders) > 1 else ""
        self.draft.say(
            f"{self._cell(one)}：{one.id} 的{one.column.heading}：{before} → {now}{also}",
            f"{self._cell(one)}: {one.column.key} of {one.id}: {before} → {now}",
        )

    def _cell(self, one: Changed) -> str:
        row, column = one.row.places.get(one.column.key, (0, 0))
        return f"{one.row.sheet}!{letters(column)}{row}" if row else one.row.sheet

    def _fact(self, one: Changed) -> Mapping[str, Any]:
        """The keys of a role that a fact gives, None for one that goes."""
        key, text = one.column.key, one.text
        if key == "department":
            known = next((each.id for each in self.library.departments.values() if each.title == text), None)
            if known is None:
                titles = "、".join(each.title for each in self.library.departments.values())
                message = Wording(f"手册里没有部门“{quoted(text)}”", f"there is no department '{quoted(text)}'")
                hint = Wording(
                    f"请从下拉列表中选：{titles}。新的部门用 new department 添加。",
                    "Choose one from the list, or add it by 'new department'.",
                )
                self.faults.of(one.row, key, message, hint)
            return {key: known}
        if key == "reports_to":
            above = next((role.id for role in self.library.roles.values() if role.title == text), "")
            return {key: above or None, "reports_to_text": None if above else text or None}
        facts = {key: self.answers.value(one.row, one.column)}
        self.answers.refuse_shape("role", facts, lambda path: (one.row, key) if path else (one.row, ""))
        return facts

    def _field(self, one: Changed) -> Mapping[str, Any]:
        """The keys of a clause that a cell gives."""
        key, text = one.column.key, one.text
        clause = self.library.clauses[one.id]
        if key == TEXT:
            self._decision(one.row)
            said = sentence(text)
            twin = next(
                (each for each in self.library.clauses.values() if each.kind == clause.kind and each.text == said), None
            )
            if twin:
                message = Wording(f"手册里已有这一句（{twin.id}）", f"the library has this sentence ({twin.id})")
                hint = Wording("两条是一回事时，请用 merge 合并；这一格请改回。", "Merge the two; restore the cell.")
                self.faults.of(one.row, key, message, hint)
            return {key: said}
        held = self.answers.value(one.row, one.column)
        if key == "occasions":
            return {"violations" if clause.kind == "penalty" else "achievements": held}
        if key == "activities" and held and isinstance(clause, Duty) and self.answers.theme_of(held) != clause.theme:
            message = Wording("第一件工作事项属于另一个主题", "its main activity has another theme")
            hint = Wording(
                "请选同一主题的工作事项，或先把这条职责移到那个主题的文件。", "Choose one of the same theme."
            )
            self.faults.of(one.row, key, message, hint)
        return {key: held}

    def _decision(self, row: Row) -> Mapping[str, str]:
        """Who decided what a sheet says, when and why; of rules and penalties, what the sheet of their role says."""
        post = next(
            (
                post
                for post in self.found.posts.values()
                if row.sheet == post.facts.sheet or post.title == row.get("owner")
            ),
            None,
        )
        facts = post.facts if post else self.form.decided if row.sheet == self.form.decided.sheet else row
        given: dict[str, str] = {}
        for column in DECISION:
            text = facts.get(column.key)
            if not text:
                said = Wording(f"没有填“{column.heading}”", f"'{column.heading}' is not filled")
                self.faults.of(facts, column.key, said, _DECIDE)
            elif column.key == "decided":
                try:
                    given[column.key] = day(text)
                except Unreadable as problem:
                    said = Wording(f"“{quoted(text)}”读不出日期", f"'{quoted(text)}' is no day")
                    self.faults.of(facts, column.key, said, problem.wanted)
            elif column.key == "by" and (is_name(text) or personal_numbers(text)):
                said = Wording("这里像是个人信息", "this looks like a person's data")
                hint = Wording("请写部门或职能，例如 人力资源部。", "Name a department or a function.")
                self.faults.of(facts, column.key, said, hint)
            else:
                given[column.key] = text
        return given

    def _ids(
        self, place: tuple[str, str], rows: Sequence[Row]
    ) -> list[tuple[str, list[str], Mapping[str, Any] | None]]:
        """The entries of a list: id or plain text, groups, and the clause that is new."""
        found: list[tuple[str, list[str], Mapping[str, Any] | None]] = []
        for row in rows:
            groups = groups_of(row.get("group"))
            if row.id == PLAIN:
                found.append((row.get(TEXT), [], None))
            elif row.means:
                found.append((row.means, groups, None))
            elif row.asks(ID) and not row.is_told:
                entry = self._new_entry(row, place[1])
                found.append((str(entry["id"]), groups, entry))
        return found

    def _new_entry(self, row: Row, key: str) -> Mapping[str, Any]:
        kind, text = LISTED[key].name, sentence(row.get(TEXT))
        given = self.answers.fields(row, key)
        if key == "duties" and given.get("activities"):
            given.setdefault("theme", self.answers.theme_of(given["activities"]))
        themes = self.library.taxonomy.themes
        if key == "duties" and len(themes) > 1 and not given.get("theme") and not row.get("theme"):
            labels = "、".join(theme.label for theme in themes)
            message = Wording("没有填“主题”", "the theme is not filled")
            hint = Wording(f"请从下拉列表中选：{labels}；或选一件工作事项。", f"Choose one of: {labels}.")
            self.faults.of(row, "theme", message, hint)
        fields = in_words(kind, given)
        origin = self._decision(row)
        id_ = self.new_id(text)
        self.texts[id_] = text
        row.known = id_
        entry = {"id": id_, "text": text, "origin": dict(origin), **of_clause(kind, text, fields)}
        return {
            **entry,
            "filed": given.get("theme") or (themes[0].id if themes else "") if key == "duties" else aspect_of(given),
        }

    def _list(self, role: str, key: str, entries: Sequence[tuple[str, list[str], Mapping[str, Any] | None]]) -> None:
        name = self._role_file(role)
        for id_, _, entry in entries:
            if entry is not None:
                self._file(role, key, id_, entry)
        ids = [id_ for id_, _, _ in entries]
        groups = {id_: path for id_, path, _ in entries if path}
        was = [row.get(TEXT) if row.id == PLAIN else row.id for row in self.form.was[role].tables[key]]
        self._rewrite(name, key, grouped(ids, groups) if key == "duties" else ids)
        heading = SORTS.get(key) or TABLES[key][0]
        for id_ in [one for one in ids if one not in was]:
            self.draft.say(f"{role} 的{heading}加上 {id_}：{quoted(self._text(id_))}", f"{key} of {role}: added {id_}")
        for id_ in [one for one in was if one not in ids]:
            self.draft.say(
                f"{role} 的{heading}删去 {id_}：{quoted(self._text(id_))}", f"{key} of {role}: removed {id_}"
            )
        if sorted(ids) == sorted(was):
            self.draft.say(f"{role} 的{heading}调整顺序或分组", f"{key} of {role}: another order or other groups")

    def _tell_unlisted(self, listed: Collection[str]) -> None:
        """Say which clauses stand in no list any more: no sheet prints them, and `retire` says that it is meant."""
        rows = [(key, row.id) for owner, key in self.found.lists for row in self.form.was[owner].tables[key]]
        for key, id_ in dict.fromkeys(rows):
            owners = {owner.id for owner in self.library.owners(id_)}
            if (
                id_ in self.library.clauses
                and id_ not in listed
                and not {owner for owner in owners if (owner, key) not in self.found.lists}
            ):
                command = f"{PROGRAM} retire {id_} --reason"
                self.draft.say(
                    f"已没有岗位或部门列出 {id_}。不再需要的，请运行：{command} 理由",
                    f"nothing lists {id_} any more. If it is not needed, run: {command} REASON",
                )

    def _text(self, id_: str) -> str:
        thing = self.library.thing(id_)
        return self.texts.get(id_) or str(getattr(thing, "text", "") or getattr(thing, "title", ""))

    def _file(self, role: str, key: str, id_: str, entry: Mapping[str, Any]) -> None:
        kind = LISTED[key]
        department = self.library.roles[role].department if role in self.library.roles else role
        stem = department if key not in {"duties", "qualifications"} else str(entry["filed"])
        plain = {one: held for one, held in entry.items() if one != "filed"}
        name = self.draft.file_for(KIND[kind.name], stem, plain)
        self.draft.add(
            KIND[kind.name], name, plain, f"新的{kind.label} {id_}：{quoted(self.texts[id_])}", f"new: {id_}"
        )

    def _rewrite(self, name: str, key: str, entries: list[Any]) -> None:
        """Another list of a role, each id with its text behind it; remarks of editors stay."""
        text = self.draft.text(name)
        if key in text.value:
            text = text.removed((key,), self.draft.is_gloss)
        if not entries and key != "duties":
            self.draft.keep(name, text)
            return
        text = text.with_key((key,), entries)
        for path, id_ in _leaves((key,), entries):
            if (said := self._text(id_)) and said != id_:
                text = text.with_comment(path, gloss(said))
        self.draft.keep(name, text)

    def _set(self, name: str, path: Path, held: Any) -> None:
        """Another value at a key; None or an empty list takes the key away."""
        text = self.draft.text(name)
        is_there = path[-1] in text.at(path[:-1])
        if is_there and isinstance(held, str) and isinstance(text.at(path), str):
            self.draft.keep(name, text.replaced(path, held))
            return
        if is_there:
            text = text.removed(path, self.draft.is_gloss)
        if held is not None and held != []:
            text = text.with_key(path, held)
        self.draft.keep(name, text)

    def _stated(self, name: str, path: Path, key: str) -> None:
        """What somebody wrote is judged by an editor no more."""
        inferred = self.draft.text(name).at(path).get("inferred", [])
        if key in inferred:
            place = (*path, "inferred", inferred.index(key))
            self.draft.drop(name, place, f"{key} 不再标为推定", f"{key} is inferred no more")

    def _note(self, one: Changed) -> None:
        """What a clause said, and who changed it, for whoever compares it with its lines."""
        decision = self._decision(one.row)
        file = self.draft.places[one.id].file
        path = self.draft.path_now(one.id)
        before = self.library.clauses[one.id].text
        said = f"{decision['decided']} 由{decision['by']}改写（{decision['reason']}），此前作“{before}”"
        note = self.draft.text(file).at(path).get("note", "")
        self._set(file, (*path, "note"), f"{note}{'' if not note or note[-1] in '。！？' else '。'}{said}。")


def _leaves(path: Path, entries: Iterable[Any]) -> list[tuple[Path, str]]:
    """The ids of a list and of the groups in it, with their paths."""
    found: list[tuple[Path, str]] = []
    for number, entry in enumerate(entries):
        here = (*path, number)
        found += _leaves((*here, "duties"), entry["duties"]) if isinstance(entry, dict) else [(here, entry)]
    return found
