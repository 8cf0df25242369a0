"""The rows of the form as fields: every answer read by its column, every question that is open told with its cell."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rolebook.checks.figures import contradictions
from rolebook.importing.fields.named import REWARDS, SANCTIONS
from rolebook.importing.form.faults import Faults, listed, quoted
from rolebook.importing.form.layout import CONSEQUENCE, EVERY, ID, SORT, SORTS, SOURCE, TEXT, UNSTATED, Column
from rolebook.importing.form.posts import Row
from rolebook.importing.form.values import Unreadable, flat, sentence, value
from rolebook.importing.model_words import in_words, of_clause
from rolebook.loading.assembly import clause
from rolebook.model import labels
from rolebook.model.kinds import LISTED
from rolebook.model.library import Library
from rolebook.model.settings import Term
from rolebook.words.spelling import nearest
from rolebook.words.wording import Wording
from rolebook.yamltext.canonical import block
from rolebook.yamltext.document import parse

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


class Answers:
    """Reads the cells of rows; `library` knows the words of its own lists."""

    def __init__(self, library: Library, faults: Faults) -> None:
        self.library = library
        self.faults = faults
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
        before = len(self.faults.found)
        for asked in _ASKED[key]:
            if not row.get(asked):
                heading = next(column.heading for column in EVERY[key] if column.key == asked)
                self.faults.of(
                    row,
                    asked,
                    Wording(f"这一行没有填“{heading}”", f"'{heading}' is not filled"),
                    _FILL_AS.get(asked, _FILL),
                )
        inner = {column.key for column in CONSEQUENCE[key]} if key in CONSEQUENCE else set()
        columns = [one for one in EVERY[key] if one.key not in inner | _NOT_FIELDS]
        found = {one.key: held for one in columns if (held := self.value(row, one)) is not None}
        if key in {"rewards", "penalties"}:
            found["consequences"] = [self._consequence(one, key) for one in (row, *row.more)]
        if len(self.faults.found) == before:
            self._refuse_contradictions(row, key, found)
        return found

    def _refuse_contradictions(self, row: Row, key: str, found: Mapping[str, Any]) -> None:
        """What the cells of a row say in figures, its sentence says too: sheets print the one, sources the other."""
        kind, text = LISTED[key], sentence(row.get(TEXT))
        entry = {"id": "new", "text": text, **of_clause(kind.name, text, in_words(kind.name, found))}
        lines = block([entry], (), {}, "")
        document, _ = parse("".join(f"{line}\n" for line in lines).encode("utf-8"), self.faults.file)
        if document is None or key == "rules":
            return
        for one in contradictions(clause(kind, document, 0, str(found.get("aspect", "")))):
            for where, shown in one.fields:
                parts = where.split(".")
                name = parts[1] if len(parts) > 1 and parts[1] not in {"min", "max"} else parts[0]
                place = {"condition": "sanction_condition", "violations": "occasions"}.get(name, name)
                instead = f"，句子写“{'、'.join(one.instead)}”" if one.instead else "，句子没有写"
                self.faults.of(
                    row,
                    place if row.get(place) else TEXT,
                    Wording(f"这一格是“{shown}”{instead}", f"'{shown}' is not what the sentence says"),
                    Wording("请把写错的一处改正，使两处的数字一致。", "Mend the one that is wrong."),
                )

    def theme_of(self, activities: Sequence[Any]) -> str:
        """The theme of the main one of some activities, each an id or an id with a part."""
        first = activities[0]
        return self.library.activities[first["id"] if isinstance(first, dict) else first].theme

    def sort_of(self, row: Row) -> str:
        """The key of the list that a row of rules and penalties belongs to; "" where it does not say so."""
        sort = next((key for key, label in SORTS.items() if flat(label) == flat(row.get(SORT))), "")
        if not sort:
            offered = f"{'、'.join(list(SORTS.values())[:-1])} 或 {list(SORTS.values())[-1]}"
            self.faults.of(
                row,
                SORT,
                Wording("“类别”没有填，或不是制度、奖励、处罚", "the sort is not filled"),
                Wording(f"请从下拉列表中选 {offered}。", f"Choose one of {', '.join(SORTS.values())}."),
            )
        return sort

    def _consequence(self, row: Row, key: str) -> dict[str, Any]:
        found = {one.key: held for one in CONSEQUENCE[key] if (held := self.value(row, one)) is not None}
        for one, other in (("amount", "unit"), ("unit", "amount")):
            if row.get(one) and not row.get(other):
                name = next(column.heading for column in CONSEQUENCE[key] if column.key == other)
                self.faults.of(row, other, Wording(f"没有填“{name}”", f"'{name}' is not filled"), _FILL)
        if found.get("unit") in _WITH_BASE and not row.get("base"):
            self.faults.of(
                row,
                "base",
                Wording("没有填“计算基数”", "the base is not filled"),
                Wording("请写明是什么的几分之几，例如 当月工资。", "Say of what, such as 当月工资."),
            )
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
            self.faults.of(
                row,
                column.key,
                Wording(f"手册里没有{column.heading}“{quoted(row.get(column.key))}”", "the library has no such term"),
                Wording(
                    f"请从下拉列表中选：{offered}。要新增，请先写入 content/taxonomy.yaml。",
                    f"Choose one of: {offered}.",
                ),
            )
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
                near = nearest(line, [one.title for one in self.library.activities.values()])
                guess = f"是否应为“{near}”？" if near else ""
                hint = f"{guess}请从下拉列表中选；没有合适的，请留空。"
                message = Wording(
                    f"手册里没有工作事项“{quoted(line)}”", f"the library has no activity '{quoted(line)}'"
                )
                self.faults.of(
                    row, column.key, message, Wording(hint, f"{near}? " if near else "Choose from the list.")
                )
            else:
                found.append(id_ if text in titles or part is None else {"id": id_, "part": part})
        return found


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
