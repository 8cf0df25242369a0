"""What a filled form says otherwise than when it was written: cells and lists that changed, and what may not change."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rolebook.importing.form.answers import Answers
from rolebook.importing.form.faults import Faults, quoted
from rolebook.importing.form.layout import (
    BASELINE,
    CONSEQUENCE,
    EVERY,
    FACTS,
    ID,
    PLAIN,
    SORTS,
    SOURCE,
    TEXT,
    Column,
)
from rolebook.importing.form.posts import Post, Row, is_no_sentence, post_of
from rolebook.importing.form.reading import Form
from rolebook.importing.form.values import Unreadable, flat, sentence, value
from rolebook.model.entries import Clause
from rolebook.model.kinds import LISTED
from rolebook.model.library import Library
from rolebook.words.figures import figures
from rolebook.words.program import PROGRAM
from rolebook.words.text import normal_form
from rolebook.words.wording import Wording

_OF_CONSEQUENCE = frozenset(column.key for column in CONSEQUENCE["rules"])
_KEPT = frozenset({"title", "department", "industry", "level", "name", "necessity", "aspect", "occasions"})
"""What may be written otherwise, but not be cleared."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A cell that says something else now: of the role or clause `id`."""

    id: str
    column: Column
    row: Row
    before: str
    key: str = ""
    """The key of the list in whose table it stands; "" for a fact of a role."""

    @property
    def text(self) -> str:
        """What it says now; "" where it was cleared."""
        return self.row.get(self.column.key)


@dataclass(slots=True)
class Differences:
    """What is to be changed.

    Attributes:
        facts, fields: cells of roles, and of clauses, each once.
        lists: (role, key of a list) → its rows as they stand now, where other entries or another order are meant.
        posts: id of a role → its sheet.
        absent: titles of roles that the form was written with and has no sheet of.

    """

    facts: list[Changed] = field(default_factory=list)
    fields: dict[tuple[str, str], Changed] = field(default_factory=dict)
    lists: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)


def differences(form: Form, library: Library) -> Differences:
    """What a filled form changes. What may not be changed, and what was changed in content/ too, are its faults."""
    return _Comparison(form, library).made()


def is_as_written(form: Form) -> bool:
    """Whether every cell still says what it said when the form was written."""
    now = [(post.facts.id, _on_its_sheet(post)) for post in form.posts]
    was = [(id_, _on_its_sheet(post)) for id_, post in form.baseline.items()]
    measures = [row.said() for post in form.was.values() for key in SORTS for row in post.tables[key]]
    return now == was and [row.said() for row in form.every_measure] == measures


def _on_its_sheet(post: Post) -> list[object]:
    return [post.facts.cells, *([row.said() for row in rows] for key, rows in post.tables.items() if key not in SORTS)]


class _Comparison:
    def __init__(self, form: Form, library: Library) -> None:
        self.form, self.library = form, library
        self.faults: Faults = form.faults
        self.found = Differences()
        self.now: dict[str, Post] = {}
        self.clauses: Mapping[tuple[str, str], Clause] = {
            (clause.kind, normal_form(clause.text)): clause for clause in reversed([*library.clauses.values()])
        }

    def made(self) -> Differences:
        for post in self.form.posts:
            self._place(post)
        if not self.form.baseline:
            return self.found
        departments = self._departments()
        self._deal_measures({**self.found.posts, **departments})
        self.found.absent = [was.title for id_, was in self.form.baseline.items() if id_ not in self.found.posts]
        for id_, post in self.found.posts.items():
            self._facts(id_, post)
            for key in EVERY:
                self._table(id_, key, post.tables[key])
        for id_, post in departments.items():
            for key in SORTS:
                self._table(id_, key, post.tables[key])
        return self.found

    def _departments(self) -> dict[str, Post]:
        """The departments of the form, without their rows; each but those that the library has no more."""
        found: dict[str, Post] = {}
        for id_, was in self.form.departments.items():
            if id_ in self.library.departments:
                self.now[id_] = post_of(self.library, self.library.departments[id_])
                found[id_] = Post(was.facts, {key: [] for key in EVERY})
        return found

    def _place(self, post: Post) -> None:
        """Find the role that the sheet of a post is of."""
        id_, hint = post.facts.id, _ANEW
        if not self.form.baseline:
            message = Wording(f"隐藏的工作表“{BASELINE}”被删除了：它记着哪些格改过", "a hidden sheet is gone")
        elif id_ not in self.form.baseline:
            message = Wording(f"标识“{quoted(id_)}”不是这个文件里的岗位", "this is the id of no role of the file")
            hint = Wording("请恢复原来的标识；新的岗位请用空白的采集表（不写岗位的 collect）。", "Restore the id.")
        elif id_ in self.found.posts:
            message = Wording(f"两张表都是岗位 {id_}", f"two sheets are of {id_}")
            hint = Wording("请删除一张。", "Delete one.")
        elif id_ not in self.library.roles:
            message = Wording(f"手册里已没有岗位 {id_}", f"there is no role {id_} any more")
        else:
            self.found.posts[id_] = post
            self.now[id_] = post_of(self.library, self.library.roles[id_])
            return
        self.faults.of(post.facts, ID, message, hint, "fixed-cell")

    def _deal_measures(self, posts: Mapping[str, Post]) -> None:
        """Put the rows of rules and penalties into the tables of their posts and departments."""
        for id_, post in posts.items():
            if (self.form.of_departments if id_ in self.form.departments else self.form.measures) is None:
                for key in SORTS:
                    post.tables[key] = list(self.form.was[id_].tables[key])
        titles = {was.title: id_ for id_, was in {**self.form.departments, **self.form.baseline}.items()}
        titles |= {post.title: id_ for id_, post in self.found.posts.items()}
        unplaced = {post.title for post in self.form.posts} - {post.title for post in self.found.posts.values()}
        answers = Answers(self.library, self.faults)
        for row in self.form.every_measure:
            key, whose = answers.sort_of(row), quoted(row.get("owner"))
            owner = titles.get(row.get("owner"), "")
            if row.get("owner") in unplaced or not row.asks("owner"):
                continue  # that its sheet or this column cannot be told any more is said there
            if key and not owner:
                message = Wording(f"“适用于”写的“{whose}”不是这个文件里的岗位或部门", "the file has no such title")
                hint = Wording(f"请写：{'、'.join(titles)}。", f"Write one of: {', '.join(titles)}.")
                self.faults.of(row, "owner", message, hint)
            elif key and owner in posts:
                posts[owner].tables[key].append(row)
            elif key and row.said() not in [was.said() for was in self.form.was[owner].tables[key]]:
                message = Wording(f"“{whose}”的工作表已删除，这一行改过，没有读入", "the sheet of this role is gone")
                hint = Wording(
                    "请恢复那张工作表，或把这一行改回原样、删去新写的一行。", "Restore the sheet or the row."
                )
                self.faults.of(row, TEXT, message, hint)

    def _facts(self, id_: str, post: Post) -> None:
        was = self.form.baseline[id_].facts
        for column in FACTS:
            is_asked = column.key != ID and post.facts.asks(column.key)
            if not is_asked or not _differs(column, was.get(column.key), post.facts.get(column.key)):
                continue
            if column.key in _KEPT and not post.facts.get(column.key):
                self._cleared(post.facts, column)
            elif self._is_current(post.facts, column, was, self.now[id_].facts):
                self.found.facts.append(Changed(id_, column, post.facts, was.get(column.key)))

    def _cleared(self, row: Row, column: Column) -> None:
        message = Wording(f"“{column.heading}”不能留空", f"'{column.heading}' must be filled")
        hint = Wording("请填写，或恢复原来的内容。", "Fill it in.")
        self.faults.of(row, column.key, message, hint)

    def _is_current(self, row: Row, column: Column, was: Row, now: Row) -> bool:
        """Whether content/ still says what the cell said; a fault where it says something else again."""
        if not _differs(column, was.get(column.key), now.get(column.key)):
            return True
        said = quoted(now.get(column.key))
        if _differs(column, row.get(column.key), now.get(column.key)):
            message = Wording(f"这一格在手册里已改为“{said}”", f"content/ says '{said}' now")
            self.faults.of(row, column.key, message, _ANEW)
        return False

    def _table(self, id_: str, key: str, rows: list[Row]) -> None:
        before = self.form.was[id_].tables[key]
        base = {row.id: row for row in before if row.id != PLAIN}
        others = {row.id: row for was in self.form.was.values() for row in was.tables[key] if row.id != PLAIN}
        plain = [row.get(TEXT) for row in before if row.id == PLAIN]
        seen: set[str] = set()
        gone = {normal_form(row.get(TEXT)): one for one, row in base.items() if one not in {each.id for each in rows}}
        for row in rows:
            if row.id == PLAIN or not row.asks(ID):
                continue
            if not row.id:
                self._new(row, key, gone)
            elif row.id not in others:
                message = Wording(f"标识“{quoted(row.id)}”不是这个文件原有的", "the form was not written with this id")
                hint = Wording("请恢复原来的标识；新写的一条，标识留空。", "Restore the id; a new sentence has none.")
                self.faults.of(row, ID, message, hint, "fixed-cell")
            elif row.id in seen:
                message = Wording(f"标识 {row.id} 在这张表里出现了两次", f"{row.id} stands twice")
                hint = Wording("请删除重复的一行；新写的一条，标识留空。", "Delete one row; a new sentence has no id.")
                self.faults.of(row, ID, message, hint, "fixed-cell")
            else:
                seen.add(row.id)
                self._row(row, others[row.id], key)
        was = [(entry.id, entry.get("group")) for entry in before if entry.id != PLAIN]
        is_same = [(row.means, row.get("group")) for row in rows if row.id != PLAIN] == was
        if not is_same or plain != [row.get(TEXT) for row in rows if row.id == PLAIN]:
            self._list(id_, key, rows)

    def _list(self, id_: str, key: str, rows: list[Row]) -> None:
        was, now = (
            [(row.id, row.get("group")) for row in post.tables[key]] for post in (self.form.was[id_], self.now[id_])
        )
        if was != now:
            where = rows[0] if rows else self.found.posts[id_].facts if id_ in self.found.posts else self.form.decided
            heading = SORTS.get(key) or LISTED[key].label
            message = Wording(f"“{heading}”的清单在手册里也改过", "this list was changed in content/ too")
            self.faults.of(where, ID, message, _ANEW)
        self.found.lists[id_, key] = rows

    def _new(self, row: Row, key: str, gone: Mapping[str, str]) -> None:
        form = normal_form(sentence(row.get(TEXT)))
        known = self.clauses.get((LISTED[key].name, form))
        rule = next((one for one in self.library.rules.values() if one.title == row.get("document")), None)
        if form in gone:
            message = Wording(f"这一行的标识 {gone[form]} 被清除了", f"the id {gone[form]} was cleared")
            hint = Wording(f"请把标识改回 {gone[form]}；不要这一条时，请删除整行。", "Restore it, or delete the row.")
            self.faults.of(row, ID, message, hint, "fixed-cell")
        elif key == "rules" and rule and is_no_sentence(row.get(TEXT)):
            row.known = rule.id
        elif known:
            row.known = known.id
        elif key == "rules":
            message = Wording("手册里没有这一条制度", "the library has no such rule")
            hint = Wording(
                "请选已有的制度和条文；新的制度请用空白的采集表，或写入 content/rules。", "Choose one there is."
            )
            self.faults.of(row, TEXT, message, hint)

    def _row(self, row: Row, was: Row, key: str) -> None:
        now = next((one for post in self.now.values() for one in post.tables[key] if one.id == row.id), was)
        for column in EVERY[key]:
            before, text = was.get(column.key), row.get(column.key)
            if column.key in {"owner", "group"} or not row.asks(column.key) or not _differs(column, before, text):
                continue
            is_amount = column.key == TEXT and key in SORTS and figures(before) != figures(text)
            if column.adopted or is_no_sentence(was.get(TEXT)) or is_amount:
                self._fixed(row, column, before)
            elif column.key in _KEPT and not text:
                self._cleared(row, column)
            elif self._is_current(row, column, was, now):
                self._keep(Changed(row.id, column, row, before, key))
        if [one.cells for one in was.more] != [one.cells for one in row.more]:
            self._fixed(row, next(one for one in EVERY[key] if one.key == "kind"), was.get("kind"))

    def _keep(self, change: Changed) -> None:
        held = self.found.fields.setdefault((change.id, change.column.key), change)
        if _differs(change.column, held.text, change.text):
            said = quoted(held.text)
            message = Wording(f"同一条在另一张表改成了“{said}”", f"another sheet says '{said}'")
            self.faults.of(change.row, change.column.key, message, Wording("请改得一致。", "Make both the same."))

    def _fixed(self, row: Row, column: Column, before: str) -> None:
        restore = f"请改回“{quoted(before)}”" if before else "请清空这一格"
        clause = self.library.thing(row.id)
        file = clause.at.file if isinstance(clause, Clause) else "content"
        of_measure = column.key in {*_OF_CONSEQUENCE, TEXT} and not is_no_sentence(row.get(TEXT) or before)
        why = _WHY.get(column.key, "") if not of_measure else _WHY["amount"]
        name = f"“{column.heading}”"
        message = Wording(f"{name}不能在这里改", f"{name} may not be changed here")
        if column.key == TEXT and not is_no_sentence(before):
            message = Wording(f"{name}里的数字不能在这里改，只能改其他文字", f"the figures of {name} are fixed here")
        hint = Wording(f"{restore}。{why.format(file)}", f"Restore '{quoted(before)}'.")
        self.faults.of(row, column.key, message, hint, "fixed-cell")


_ANEW = Wording(f"请重新运行 {PROGRAM} collect，在新的表里改。", f"Run {PROGRAM} collect again and change that form.")
_WHY: Mapping[str, str] = {
    SOURCE: "出处是来源文件的行号，要改请编辑 {}。",
    "amount": (
        "要换别的处理或数额，请删除这一行，另写一行新的句子，标识和出处留空；句子不变、只是分栏有误的，请编辑 {}。"
        "已经公示的，还要重新登记讨论和公示。"
    ),
    "theme": "主题决定它写在哪个文件，要改请编辑 {}。",
    "aspect": "方面决定它写在哪个文件，要改请编辑 {}。",
}


def _differs(column: Column, before: str, now: str) -> bool:
    """Whether two texts of a column mean something else: `５０ ` and `50` do not."""
    if before == now:
        return False
    if column.key == TEXT:
        return sentence(before) != sentence(now) and not (is_no_sentence(before) and flat(before) == flat(now))
    if column.type in {"text", "term"} or not before or not now:
        return " ".join(before.split()) != " ".join(now.split())
    try:
        return bool(value(column, before) != value(column, now))
    except Unreadable:
        return True
