"""A blank form that was filled in, as items of a document: each of its kind, with its owner and its fields as given."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from rolebook.importing.blocks import Document
from rolebook.importing.form.answers import Answers
from rolebook.importing.form.faults import Faults, quoted
from rolebook.importing.form.layout import DECISION, EVERY, FACTS, SORT, TEXT, TITLE
from rolebook.importing.form.posts import Post, Row, groups_of, is_no_sentence, post_of
from rolebook.importing.form.reading import Form
from rolebook.importing.form.values import flat, sentence
from rolebook.importing.items import Imported, Item, Stated
from rolebook.importing.model_words import in_words
from rolebook.importing.readers.lines import as_document
from rolebook.model.entries import Clause
from rolebook.model.kinds import LISTED
from rolebook.model.library import Library
from rolebook.words.text import normal_form
from rolebook.words.wording import Wording

_LONGEST = 60
"""Characters of a title."""
_ASKED = Wording("采集表中这一栏填写的", "what the form asks for here")
_FRAME = Wording("采集表的栏目和说明", "headings and hints of the form")


def imported(document: Document, form: Form, library: Library, *, again: bool) -> Imported:
    """The items of a form of posts that the library does not have. `again`: it has this very document.

    Every cell that cannot be read or is missing is a fault of the form.
    """
    document = _sentences_first(document, form)
    reader = _Reader(library, form, again=again)
    found, stated = tuple(reader.items(document)), tuple(reader.stated())
    last = len(document.blocks)
    places = (document.blocks[0].place, document.blocks[-1].last)
    return Imported(document, ((*places, TITLE),), ((1, last, TITLE),), found, stated)


def _sentences_first(document: Document, form: Form) -> Document:
    """The document with each row of a table as its sentence, then the cells that say what the sentence does not.

    Sources are quoted by these lines: a reader meets the sentence, and no word of it twice.
    """
    blocks = list(document.blocks)
    rows = [row for post in form.posts for table in post.tables.values() for row in table]
    for row in (*rows, *form.every_measure):
        line = row.lines[0] - 1
        text = " ".join(row.get(TEXT).split())
        others = [" ".join(cell.split()) for key, cell in row.cells.items() if key != TEXT]
        blocks[line] = replace(blocks[line], text="\t".join([text, *(one for one in others if one not in text)]))
    return as_document(document.name, document.format, blocks, document.extractor)


def _line(facts: Row, row: int) -> int:
    """The line of the extracted text that a row of facts is: they stand one below the other."""
    at = sorted({place[0] for place in facts.places.values()}).index(row)
    return sorted(facts.lines)[at]


def _item(document: Document, line: int, kind: str, text: str, owner: str = "") -> Item:
    """An item of one line, as the form has it."""
    block = document.blocks[line - 1]
    return Item(
        first=block.place,
        last=block.last,
        text_first=line,
        text_last=line,
        kind=kind,
        number="",
        owner=owner,
        text=text,
        confidence=1.0,
        reason=_ASKED if owner else _FRAME,
    )


class _Reader:
    def __init__(self, library: Library, form: Form, *, again: bool) -> None:
        self.library, self.form, self.again = library, form, again
        self.faults: Faults = form.faults
        self.answers = Answers(library, form.faults)
        self.departments: dict[str, None] = {}
        self.rules: dict[str, list[str]] = {}
        self.seen: dict[tuple[str, str], Row] = {}
        self.clauses: Mapping[tuple[str, str], Clause] = {
            (clause.kind, normal_form(clause.text)): clause for clause in reversed([*library.clauses.values()])
        }

    def items(self, document: Document) -> Iterator[Item]:
        """Every line of the document that holds anything, as an item."""
        by_line: dict[int, Item] = {}
        self._refuse_titles()
        self.answers.refuse_circles(self.form.posts)
        for post in self.form.posts:
            for column in (*FACTS, *DECISION):
                if place := post.facts.places.get(column.key):
                    line = _line(post.facts, place[0])
                    text = f"{column.heading}：{' '.join(post.facts.get(column.key).split())}"
                    by_line[line] = _item(document, line, "fact", text, post.title)
            for key, rows in post.tables.items():
                for row in rows:
                    by_line[row.lines[0]] = self._clause(document, row, key, post.title)
        for row in self.form.every_measure:
            by_line[row.lines[0]] = self._measure(document, row)
        for line, kind in self.form.kinds.items():
            text = " ".join(document.blocks[line - 1].line.split())
            by_line[line] = _item(document, line, kind, text)
        taken = {line for item in by_line.values() for line in range(item.text_first, item.text_last + 1)}
        for line, block in enumerate(document.blocks, 1):
            if block.text and line not in taken:  # the title of a sheet, and texts of drawn boxes
                kind = "site" if block.part == "site" else "form"
                by_line[line] = _item(document, line, kind, block.text)
        yield from (by_line[line] for line in sorted(by_line))

    def _refuse_titles(self) -> None:
        titles: dict[str, Post] = {}
        known = {role.title: role for role in self.library.roles.values()}
        for post in self.form.posts:
            where, told = post.facts, None
            if not where.asks("title"):
                continue  # the row of the title is gone, and told
            if not post.title:
                told = Wording("没有填“岗位名称”", "the title is not filled")
                hint = Wording("请填写岗位名称；不用的表请清空。", "Fill in 岗位名称, or clear the sheet.")
            elif post.title in titles:
                told = Wording(f"两张表都叫“{quoted(post.title)}”", "two sheets have this title")
                hint = Wording("同名的岗位请加上部门或行业来区分。", "Tell them apart by department or trade.")
            elif post.title in known and not self.again:
                told = Wording(f"手册里已有岗位“{quoted(post.title)}”", "the library has this role")
                form = f"collect {known[post.title].id}"
                hint = Wording(f"要修改它，请运行 {form}，在填好的采集表里改。", f"To change it, run {form}.")
            if told:
                self.faults.of(where, "title", told, hint)
            for key, asked in (("title", "岗位名称"), ("department", "所属部门")):
                if len(post.facts.get(key)) > _LONGEST:
                    message = Wording(f"“{asked}”超过 {_LONGEST} 个字", f"it has more than {_LONGEST} characters")
                    hint = Wording("请写名称，说明写在岗位目的里。", "Write the name alone.")
                    self.faults.of(where, key, message, hint)
            if post.title and not where.get("department") and where.asks("department"):
                message = Wording("没有填“所属部门”", "the department is not filled")
                hint = Wording("请在这张表填写所属部门。", "Fill in 所属部门 on this sheet.")
                self.faults.of(where, "department", message, hint)
            titles[post.title] = post
            self.departments.setdefault(post.facts.get("department"))

    def _clause(self, document: Document, row: Row, key: str, owner: str) -> Item:
        kind = LISTED[key].name
        text = sentence(row.get(TEXT))
        known = self.clauses.get((kind, normal_form(text)))
        fields: dict[str, Any] = {}
        if known:
            self._refuse_other(row, key, known)
        elif (kind, normal_form(text)) not in self.seen:
            self.seen[kind, normal_form(text)] = row
            fields = self._fields(row, key)
        else:
            self._refuse_twice(row, self.seen[kind, normal_form(text)], key)
        if groups := groups_of(row.get("group")):
            fields["group"] = groups
        item = _item(document, row.lines[0], kind, text, owner)
        return replace(item, fields=fields, heading=row.get("document") if key == "rules" else "")

    def _fields(self, row: Row, key: str) -> dict[str, Any]:
        fields = self.answers.fields(row, key)
        if key == "duties" and fields.get("activities"):
            theme = self.answers.theme_of(fields["activities"])
            if fields.setdefault("theme", theme) != theme:
                label = next((one.label for one in self.library.taxonomy.themes if one.id == theme), theme)
                message = Wording(f"第一件工作事项的主题是“{label}”", "its main activity has another theme")
                hint = Wording(f"请改为“{label}”，或留空。", f"Write {label}, or clear the cell.")
                self.faults.of(row, "theme", message, hint)
        return in_words(LISTED[key].name, fields)

    def _measure(self, document: Document, row: Row) -> Item:
        sort = self.answers.sort_of(row)
        owner = row.get("owner")
        titles = {post.title for post in self.form.posts} | {one.title for one in self.library.roles.values()}
        departments = {*self.departments, *(one.title for one in self.library.departments.values())}
        if owner not in titles | departments and row.asks("owner"):
            message = Wording(
                f"“适用于”写的“{quoted(owner)}”不是岗位或部门的名称", "this is the title of no role or department"
            )
            hint = Wording(
                "请写这个文件里的岗位名称，或它们的所属部门。",
                "Write the title of a role of this file, or its department.",
            )
            self.faults.of(row, "owner", message, hint)
        if not sort:
            return _item(document, row.lines[0], "other", row.get(TEXT), owner)
        if sort == "rules" and (listed := self._listed_rule(row, owner)):
            return _item(document, row.lines[0], "fact", f"适用制度：{listed}", owner)
        return self._clause(document, row, sort, owner)

    def _listed_rule(self, row: Row, owner: str) -> str:
        """The title of a rule of the library that is applied as it is; "" where the row is a new item."""
        title, text = row.get("document"), row.get(TEXT)
        rule = next((one for one in self.library.rules.values() if one.title == title), None)
        known = self.clauses.get(("rule", normal_form(text)))
        if rule and is_no_sentence(text):
            self.rules.setdefault(owner, []).append(rule.id)
        elif known:
            self.rules.setdefault(owner, []).append(known.id)
        elif rule and not self.again:
            message = Wording(f"手册里已有制度“{quoted(title)}”，不能从采集表添加条文", "the library has this rule")
            to = rule.at.file
            hint = Wording(f"请在 {to} 里加条文，或在“条文”选这部制度里的句子。", f"Add items in {to}.")
            self.faults.of(row, "document", message, hint)
        return title if (rule and is_no_sentence(text)) or known else ""

    def _refuse_other(self, row: Row, key: str, known: Clause) -> None:
        """A sentence of the library keeps its fields: what a row says otherwise is told."""
        there = self._shown(key, known)
        for column in EVERY[key]:
            said = row.get(column.key)
            if (
                column.key in {TEXT, SORT, "owner", "group", "document", "theme"}
                or not said
                or flat(said) == flat(there.get(column.key, ""))
            ):
                continue
            message = Wording(
                f"手册里已有这一句，它的“{column.heading}”是“{quoted(there.get(column.key, '')) or '空'}”",
                "the library has this sentence with another value here",
            )
            hint = Wording("请清空这一格，或把句子改得不同。", "Clear this cell, or write another sentence.")
            self.faults.of(row, column.key, message, hint)

    def _shown(self, key: str, known: Clause) -> dict[str, str]:
        for owner in self.library.owners(known.id):
            rows = post_of(self.library, owner).tables[key]
            if found := next((row.cells for row in rows if row.id == known.id), None):
                return found
        return {}

    def _refuse_twice(self, row: Row, first: Row, key: str) -> None:
        for column in EVERY[key]:
            said = row.get(column.key)
            if column.key not in {TEXT, SORT, "owner", "group", "document"} and said and said != first.get(column.key):
                message = Wording("同一句在上面填写得不同", "the same sentence has another value above")
                hint = Wording("请改得一致，或清空这一格。", "Make both the same, or clear this cell.")
                self.faults.of(row, column.key, message, hint)

    def stated(self) -> Iterator[Stated]:
        """The roles and departments of the form."""
        for title in self.departments:
            if title:
                yield Stated(title, is_role=False, lists={"rules": self.rules.get(title, [])})
        for post in self.form.posts:
            lines = tuple(sorted(post.facts.lines))
            lists = {"rules": self.rules.get(post.title, [])}
            yield Stated(
                post.title,
                is_role=True,
                department=post.facts.get("department"),
                facts=self._facts(post.facts),
                lines=lines,
                lists=lists,
            )

    def _facts(self, row: Row) -> dict[str, Any]:
        given = {
            column.key: self.answers.value(row, column)
            for column in FACTS
            if column.key not in {"id", "title", "department"}
        }
        facts = {key: held for key, held in given.items() if held is not None}
        self.answers.refuse_shape("role", {"id": "new", **facts}, lambda path: (row, str(path[0]) if path else ""))
        return facts
