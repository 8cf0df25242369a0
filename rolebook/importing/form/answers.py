"""The rows of the form as fields: every answer read by its column, every question that is open told with its cell."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from rolebook.checks.figures import contradictions
from rolebook.importing.fields.named import REWARDS, SANCTIONS
from rolebook.importing.form.faults import Faults, guess, listed, quoted
from rolebook.importing.form.layout import CONSEQUENCE, EVERY, ID, SORT, SORTS, SOURCE, TEXT, UNSTATED, Column
from rolebook.importing.form.posts import Post, Row
from rolebook.importing.form.values import Unreadable, flat, sentence, value
from rolebook.importing.model_words import in_words, of_clause
from rolebook.loading.assembly import clause
from rolebook.loading.schema import Schemas
from rolebook.model import labels
from rolebook.model.kinds import LISTED
from rolebook.model.library import Library
from rolebook.model.settings import Term
from rolebook.supplied import SCHEMAS, supplied
from rolebook.words.wording import Wording
from rolebook.yamltext.canonical import block
from rolebook.yamltext.document import Path, YamlDocument, parse

_ASKED: Mapping[str, tuple[str, ...]] = {
    "duties": (),
    "qualifications": ("aspect", "necessity"),
    "indicators": ("name",),
    "rules": ("document",),
    "rewards": ("occasions", "kind", "wording"),
    "penalties": ("occasions", "kind", "wording"),
}
"""Key of a list → what a new sentence of it must have in its other cells."""
_WITH_BASE = frozenset({"percent", "days-pay", "months-pay", "multiple"})
_NOT_FIELDS = frozenset({TEXT, ID, SOURCE, "sort", "owner", "document", "group"})
_FILL = Wording(
    "请在这一格填写；同一行的句子是手册里没有的新句子。", "Fill in this cell: the sentence of the row is new."
)
_FILL_AS: Mapping[str, Wording] = {
    "occasions": Wording("请写出什么情形适用这一条，一行一种。", "Say in which cases it applies, one a line."),
    "kind": Wording("请从下拉列表中选一种，例如 经济处罚、警告、奖金。", "Choose one from the list, such as 经济处罚."),
    "wording": Wording(
        "请照条文写出这一处理的几个字，例如 罚款50元、照价赔偿：岗位说明书上照此印出。",
        "Write the words of the sentence that say what follows: they are printed on the sheet.",
    ),
}
"""What is said of a cell that is not filled, by its column; of any other, `_FILL`."""


_MEND = Wording("请改正这一格。", "Mend this cell.")


class Answers:
    """Reads the cells of rows; `library` knows the words of its own lists."""

    def __init__(self, library: Library, faults: Faults) -> None:
        self.library = library
        self.faults = faults
        self.schemas = Schemas(supplied(SCHEMAS), is_proved=True)
        taxonomy = library.taxonomy
        self._terms: Mapping[str, Iterable[Term]] = {
            "industry": taxonomy.industries,
            "level": taxonomy.levels,
            "theme": taxonomy.themes,
        }

    def value(self, row: Row, column: Column) -> Any:
        """The model's value of a cell; None where it is blank or, as a fault then says, not understood."""
        text = row.get(column.key)
        if not text:
            return None
        if column.key in self._terms:
            return self._term(row, column, self._terms[column.key])
        if column.type == "activities":
            return self._activities(row, column)
        try:
            return value(column, text)
        except Unreadable as problem:
            if column.key == "kind" and (code := _kind_named(row, column)):
                return code
            message = Wording(f"“{quoted(text)}”读不出{column.heading}", f"'{quoted(text)}' cannot be read here")
            self.faults.of(row, column.key, message, Wording(f"{problem.wanted.zh}。", f"{problem.wanted.en}."))
            return None

    def fields(self, row: Row, key: str) -> dict[str, Any]:
        """The fields of a new sentence by their names in the model; a penalty's sanctions or rewards as a list."""
        for asked in _ASKED[key]:
            if not row.get(asked) and row.asks(asked):
                heading = next(column.heading for column in EVERY[key] if column.key == asked)
                message = Wording(f"这一行没有填“{heading}”", f"'{heading}' is not filled")
                self.faults.of(row, asked, message, _FILL_AS.get(asked, _FILL))
        inner = {column.key for column in CONSEQUENCE[key]} if key in CONSEQUENCE else set()
        columns = [one for one in EVERY[key] if one.key not in inner | _NOT_FIELDS]
        found = {one.key: held for one in columns if (held := self.value(row, one)) is not None}
        if key in {"rewards", "penalties"}:
            found["consequences"] = [self._consequence(one, key) for one in (row, *row.more)]
        if key != "rules":
            self._refuse_clause(row, key, found)
        return found

    def _refuse_clause(self, row: Row, key: str, found: Mapping[str, Any]) -> None:
        """What cannot stand in the library, and what the cells of a row say in figures and its sentence says otherwise.

        Sheets print the fields, sources have the sentence.
        """
        kind, text = LISTED[key], sentence(row.get(TEXT))
        fields = {"id": "new", "text": text, **of_clause(kind.name, text, in_words(kind.name, found))}
        fields |= {one: found[one] for one in ("name",) if one in found}  # in full
        refused = self.refuse_shape(kind.schema, [fields], lambda path: self._cell(row, path[1:]))
        if refused & {"sanctions", "rewards"}:
            return
        refused -= {"name", TEXT}
        document = _as_document([{one: held for one, held in fields.items() if one not in refused}])
        for one in contradictions(clause(kind, document, 0, str(found.get("aspect", "")))):
            for path, shown in one.fields:
                of, column = self._cell(row, path)
                if any(self.faults.is_told(of, each) for each in (column, "amount", "unit") if of.get(each)):
                    continue  # 50 without a unit says nothing yet
                instead = f"，句子写“{'、'.join(one.instead)}”" if one.instead else "，句子没有写"
                message = Wording(f"这一格是“{shown}”{instead}", f"'{shown}' is not what the sentence says")
                hint = Wording("请把写错的一处改正，使两处的数字一致。", "Mend the one that is wrong.")
                self.faults.of(of, column, message, hint)

    def refuse_shape(self, schema: str, value: Any, cell: Callable[[Path], tuple[Row, str]]) -> set[str]:
        """The keys of what cells say and the schema refuses, each told there: weights over 100, names too long."""
        document = _as_document(value)
        paths = {document.at(path): path for path in document.nodes}
        refused: set[str] = set()
        for one in self.schemas.check(schema, document):
            path = paths.get(one.at, ())
            row, column = cell(path)
            if row.get(column):
                refused.update(key for key in path[:2] if isinstance(key, str))
                if not self.faults.is_told(row, column):
                    said = re.sub(
                        r"^[a-z_]+（([^）]+)）", r"“\1”", one.message.zh
                    )  # a key, which the form does not show
                    self.faults.of(row, column, Wording(said, one.message.en), _MEND)
        return refused

    def refuse_circles(self, posts: Sequence[Post]) -> None:
        """Posts whose superiors lead back to them, each told at its own superior."""
        roles = self.library.roles
        above = {one.title: roles[one.reports_to].title for one in roles.values() if one.reports_to in roles}
        above |= {post.title: post.facts.get("reports_to") for post in reversed(posts)}
        for post in (one for one in posts if one.facts.get("reports_to")):
            way = [post.title]
            while (title := above.get(way[-1], "")) and title not in way:
                way.append(title)
            if title and title == post.title:
                told = Wording(f"直接上级绕成一圈：{' → '.join([*way, title])}", "the superiors go round in a circle")
                self.faults.of(
                    post.facts, "reports_to", told, Wording("请改正这一格；最高一级的岗位不填。", "Mend this cell.")
                )

    def _cell(self, row: Row, path: Path) -> tuple[Row, str]:
        """The row and column that say what stands at a path of a clause: that, or the sentence."""
        rows = [one for one in (row, *row.more) if one.get("kind") and not self.faults.is_told(one, "kind")]
        match path:
            case (("sanctions" | "rewards"), int(at), str(key), *_) if at < len(rows):
                row, column = (
                    rows[at],
                    {"condition": "sanction_condition", "min": "amount", "max": "amount"}.get(key, key),
                )
            case (str(key), *_):
                column = {"violations": "occasions", "achievements": "occasions"}.get(key, key)
            case _:
                return row, ""
        return row, column if row.get(column) else TEXT

    def theme_of(self, activities: Sequence[Any]) -> str:
        """The theme of the main one of some activities, each an id or an id with a part."""
        first = activities[0]
        return self.library.activities[first["id"] if isinstance(first, dict) else first].theme

    def sort_of(self, row: Row) -> str:
        """The key of the list that a row of rules and penalties belongs to; "" where it does not say so."""
        sort = next((key for key, label in SORTS.items() if flat(label) == flat(row.get(SORT))), "")
        if not sort:
            offered = f"{'、'.join(list(SORTS.values())[:-1])} 或 {list(SORTS.values())[-1]}"
            message = Wording("“类别”没有填，或不是制度、奖励、处罚", "the sort is not filled")
            hint = Wording(f"请从下拉列表中选 {offered}。", f"Choose one of {', '.join(SORTS.values())}.")
            self.faults.of(row, SORT, message, hint)
        return sort

    def _consequence(self, row: Row, key: str) -> dict[str, Any]:
        found = {one.key: held for one in CONSEQUENCE[key] if (held := self.value(row, one)) is not None}
        for one, other in (("amount", "unit"), ("unit", "amount")):
            if row.get(one) and not row.get(other):
                name = next(column.heading for column in CONSEQUENCE[key] if column.key == other)
                self.faults.of(row, other, Wording(f"没有填“{name}”", f"'{name}' is not filled"), _FILL)
        if found.get("unit") in _WITH_BASE and not row.get("base"):
            message = Wording("没有填“计算基数”", "the base is not filled")
            hint = Wording("请写明是什么的几分之几，例如 当月工资。", "Say of what, such as 当月工资.")
            self.faults.of(row, "base", message, hint)
        if key == "penalties" and found.get("kind") in labels.WITH_BASIS:
            found.setdefault("basis", UNSTATED)
        for asked in ("kind", "wording"):
            if row.cells and not row.get(asked) and row.get(TEXT) == "":
                name = next(column.heading for column in CONSEQUENCE[key] if column.key == asked)
                self.faults.of(row, asked, Wording(f"没有填“{name}”", f"'{name}' is not filled"), _FILL_AS[asked])
        return found

    def _term(self, row: Row, column: Column, terms: Iterable[Term]) -> str | None:
        text = flat(row.get(column.key))
        found = next((term.id for term in terms if text in {flat(term.label), term.id}), None)
        if found is None:
            offered = listed([term.label for term in terms])
            message = Wording(
                f"手册里没有{column.heading}“{quoted(row.get(column.key))}”", "the library has no such term"
            )
            hint = Wording(
                f"请从下拉列表中选：{offered}。要新增，请先写入 content/taxonomy.yaml。",
                f"Choose one of: {offered}.",
            )
            self.faults.of(row, column.key, message, hint)
        return found

    def _activities(self, row: Row, column: Column) -> list[Any]:
        titles = {flat(one.title): one.id for one in self.library.activities.values()}
        parts = {label: code for code, label in labels.PARTS.items()}
        found: list[Any] = []
        for line in value(column, row.get(column.key)):
            text = flat(line)
            name, _, behind = text.removesuffix(")").rpartition("(")
            part = parts.get(behind) if text.endswith(")") else None
            id_ = titles.get(text) or (titles.get(name) if part else None)
            if id_ is None:
                near = guess(line, [one.title for one in self.library.activities.values()])
                hint = Wording(f"{near.zh}请从下拉列表中选；没有合适的，请留空。", near.en or "Choose from the list.")
                message = Wording(
                    f"手册里没有工作事项“{quoted(line)}”", f"the library has no activity '{quoted(line)}'"
                )
                self.faults.of(row, column.key, message, hint)
            else:
                found.append(id_ if text in titles or part is None else {"id": id_, "part": part})
        return found


def _as_document(value: Any) -> YamlDocument:
    """A value as a file would hold it."""
    document, _ = parse("".join(f"{line}\n" for line in block(value, (), {}, "")).encode("utf-8"), "")
    assert document is not None  # what was just written can be read
    return document


def _kind_named(row: Row, column: Column) -> str:
    """The code of a sanction or reward that a cell calls by another name: 罚款, 口头警告; "" of an unknown one."""
    codes = column.codes or {}
    named = SANCTIONS if codes is labels.SANCTION else REWARDS
    found = named.fullmatch(flat(row.get(column.key)))
    code = str(found.lastgroup).replace("_", "-") if found else ""
    if code == "take":  # a verb that takes or gives a sum: of what, its unit says
        by_points = flat(row.get("unit")) == labels.UNIT["points"]
        code = "points" if by_points else "money" if named is SANCTIONS else "bonus"
    return code if code in codes else ""
