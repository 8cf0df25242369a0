"""The sections of a sheet as every layout reads them: PDF, Word, the page and the form lay out the same lists.

Order and numbers are those of the role's page (`rolebook.model.applied`): numbers run through the groups.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from rolebook.history.addendum import Difference
from rolebook.history.changes import Effect
from rolebook.model import labels
from rolebook.model.applied import AppliedClause, AppliedLists, AppliedRule, ClauseGroup, applied, line
from rolebook.model.entries import Award, Clause, Role, Sanction
from rolebook.model.field_words import is_filled, sums, words
from rolebook.model.kind import Field, Kind
from rolebook.model.kinds import LISTED
from rolebook.model.library import Library, walk
from rolebook.model.papers import HANDOVER
from rolebook.sheets.annex import known_of
from rolebook.words.text import shortened

SECTION_TITLES: Mapping[str, str] = {
    "purpose": "岗位目的",
    **labels.EXTRAS,
    **{key: kind.heading for key, kind in LISTED.items()},
    "probation": "试用期录用条件",
}
"""Section → its heading."""

CITED = ("duties", "rules")
"""The sections that penalties cite: without one of them, the penalties are printed without those citations."""

CITING = frozenset(
    key for key, kind in LISTED.items() if any(field.type == "ids" and field.printed for field in kind.fields)
)
"""The sections with a column that cites others."""

NOTHING = "—"
"""Stands for what a penalty stands behind where that is not on the sheet."""

_EMPTY: Mapping[str, Any] = {"groups": [], "rules": [], "table": None, "text": ""}
_TO_FILL_IN = (("交接内容", 34), ("完成情况", 22), ("备注", 22))
"""The empty columns of a list that is handed over, with their widths in mm."""


def key_of(name: str, names: Iterable[str], paper: str) -> str:
    """What tells the forms of a section apart, on the paper with this id and the sections `names`.

    Those that cite have several, and so have those that are handed over.
    """
    if paper == HANDOVER:
        return f"{name}-handed-over"
    if name not in CITING:
        return name
    kept = frozenset(names)
    return name + "".join(f"-without-{cited}" for cited in CITED if cited not in kept)


def sections_of(library: Library, role: Role, content: Mapping[str, Any], paper: str) -> list[dict[str, Any]]:
    """The sections of `content` (see `role_content`) on the paper with this id, as dictionaries for the templates.

    Keys are `section` (its name), `key`, `title`, and one of these, the others being empty:

    - `groups`: a numbered list, [{"title", "depth": 1, in a group 2, "first": the number of its first text, "texts"}];
      one with a title alone stands before the groups in it
    - `rules`: [{"title", "note", "topics"}]
    - `table`: {"title", "columns": [{"label", "least", "most": widths in mm, 0: what is left}], "rows": [[cell]],
      "foot": a line below the rows, often empty}; a cell is a list of lines, {"text", "remark": whether it is small and
      grey}
    - `text`: one paragraph
    """
    names = [section["section"] for section in content["sections"]]
    lists = applied(library, role)
    rules = lists.printed_rules(role)
    cited = dict(_citations(lists, rules, names))
    made = [
        {
            **_EMPTY,
            "section": name,
            "key": key_of(name, names, paper),
            "title": SECTION_TITLES[name],
            **_laid_out(lists, rules, section, cited),
        }
        for name, section in zip(names, content["sections"], strict=True)
    ]
    return [_handed_over(section) for section in made] if paper == HANDOVER else made


def _handed_over(section: dict[str, Any]) -> dict[str, Any]:
    """A section as a table with a row a text, and columns that are filled in by hand."""
    groups = section["groups"] or [{"title": "", "texts": [section["text"]]}]
    if section["table"] or section["rules"]:
        return section
    empty = [[_line("")] for _ in _TO_FILL_IN]
    rows, titles = [], []
    for group in groups:
        titles += [group["title"]] if group["title"] else []
        for text in group["texts"]:
            rows.append([[*map(_remark, titles), _line(text)], *empty])
            titles = []
    first = {"label": section["title"], "least": 0, "most": 0}
    columns = [first, *({"label": label, "least": width, "most": width} for label, width in _TO_FILL_IN)]
    table = {"title": section["title"], "columns": columns, "rows": rows, "foot": ""}
    return {**section, "groups": [], "text": "", "table": table}


def _laid_out(
    lists: AppliedLists, rules: Iterable[AppliedRule], section: Mapping[str, Any], cited: Mapping[str, str]
) -> dict[str, Any]:
    name = section["section"]
    if name == "rules":
        return {"rules": [_rule(rule) for rule in rules]}
    if name in LISTED and name in lists.groups and LISTED[name].layout == "table":
        texts = [one for one in section["content"] if isinstance(one, str)]
        beneath = [_texted(texts)] if texts else []
        return {"table": _table(LISTED[name], lists.listed(name), cited), "groups": beneath}
    if name in LISTED and name in lists.groups:
        return {"groups": [_group(group) for group in lists.groups[name]]}
    if len(section["content"]) > 1:
        return {"groups": [_texted(section["content"])]}
    return {"text": section["content"][0]}


def _texted(texts: list[str]) -> dict[str, Any]:
    """A numbered list of texts that stand in no group."""
    return {"title": "", "depth": 1, "first": 1, "texts": texts}


def _group(group: ClauseGroup) -> dict[str, Any]:
    texts = [line(one.clause) + "".join(f"（{mark}）" for mark in _marks(one)) for one in group.clauses]
    return {"title": group.title, "depth": group.depth, "first": group.first, "texts": texts}


def _rule(one: AppliedRule) -> dict[str, str]:
    """`topics` names the items that apply; empty where the whole document does. `note` says what is known beside."""
    topics = "、".join(filter(None, (item.heading or shortened(item.text) for item in one.items)))
    changed = any(item.pending for item in walk(one.items or one.rule.items))
    pending = f"修改{labels.PENDING}" if changed else ""
    known = (known_of(one), labels.INHERITED if one.inherited else "", pending)
    return {"title": one.rule.title, "note": "，".join(filter(None, known)), "topics": topics}


def _citations(lists: AppliedLists, rules: Iterable[AppliedRule], names: list[str]) -> Iterator[tuple[str, str]]:
    """(id, words) of everything that stands on this sheet and that a clause of it may cite."""
    if "duties" in names:
        for one in lists.listed("duties"):
            yield one.clause.id, f"{SECTION_TITLES['duties']}第 {one.number} 条"
    if "rules" in names:
        for rule in rules:
            for item in walk(rule.items or rule.rule.items):
                yield item.id, f"《{rule.rule.title}》{item.heading}"


def _table(kind: Kind, clauses: Iterable[AppliedClause], cited: Mapping[str, str]) -> dict[str, Any]:
    """The printed fields as columns.

    One of ids is there only where any clause cites something that stands on the sheet, a sparse one where any fills it.
    """
    clauses = tuple(clauses)
    columns = [column for column in _columns(kind) if _is_printed(column[0], clauses, cited)]
    return {
        "title": kind.heading,
        "columns": [_head(column[0]) for column in columns],
        "rows": [[_cell(column, one, cited, first=column is columns[0]) for column in columns] for one in clauses],
        "foot": "　".join(sums(kind, [one.clause for one in clauses])),
    }


def _columns(kind: Kind) -> list[list[Field]]:
    """The printed fields of a kind; one that stands under another shares its column."""
    columns: list[list[Field]] = []
    tails = {field.tail for field in kind.fields}
    for field in kind.fields:
        if field.name in tails:
            continue
        if field.printed and field.under and columns:
            columns[-1].append(field)
        elif field.printed:
            columns.append([field])
    return columns


def _head(field: Field) -> dict[str, Any]:
    least, most = field.width or (0, 0)
    return {"label": field.printed, "least": least, "most": most}


def _is_printed(field: Field, clauses: Iterable[AppliedClause], cited: Mapping[str, str]) -> bool:
    if field.type == "ids":
        return any(_cited(field, one.clause, cited) for one in clauses)
    return not field.sparse or is_filled(field, (one.clause for one in clauses))


def _cell(column: list[Field], one: AppliedClause, cited: Mapping[str, str], *, first: bool) -> list[dict[str, Any]]:
    """The lines of a cell: of the first field, then those beneath it behind their names, then where it comes from."""
    head, *beneath = column
    lines = [_line(text) for text in _texts(head, one.clause, cited)]
    lines += [_line(f"{field.printed}：{said}") for field in beneath if (said := words(field, one.clause))]
    return [*lines, *map(_remark, _marks(one))] if first else lines


def _marks(one: AppliedClause) -> list[str]:
    """What is said behind a clause: that it comes through the department, that a change of it is not announced yet."""
    pending = f"修改{labels.PENDING}，这里是版本 {one.clause.pending} 的文字" if one.clause.pending else ""
    return [mark for mark in (labels.INHERITED if one.inherited else "", pending) if mark]


def _line(text: str) -> dict[str, Any]:
    return {"text": text, "remark": False}


def _remark(text: str) -> dict[str, Any]:
    return {"text": text, "remark": True}


def _texts(field: Field, clause: Clause, cited: Mapping[str, str]) -> list[str]:
    if field.type == "ids":
        return _cited(field, clause, cited) or [NOTHING]
    if field.type == "consequences":
        return [_consequence(consequence) for consequence in getattr(clause, field.name)]
    return [words(field, clause)]


def _cited(field: Field, clause: Clause, cited: Mapping[str, str]) -> list[str]:
    """What an editor only supposes a clause to stand behind is not printed: the sheet is signed."""
    if field.name in getattr(clause, "inferred", ()):
        return []
    return list(dict.fromkeys(cited[id_] for id_ in getattr(clause, field.name) if id_ in cited))


def _consequence(one: Sanction | Award) -> str:
    """As it is printed: of a sanction with the cap too, where its wording does not say that itself."""
    cap = "" if isinstance(one, Award) or one.cap is None else labels.number(one.cap)
    more = f"（累计不超过 {cap} {labels.UNIT.get(one.unit, '')}）" if cap and cap not in one.wording else ""
    return labels.consequence(one) + more


# ---- 补充说明, a paper that holds only what changed for a role since a version

_ASKED: Mapping[Effect, str] = {
    "agree": "属于劳动合同约定内容的，按《劳动合同法》第三十五条，由双方协商一致，采用书面形式变更。",
    "procedure": "属于规章制度的，按《劳动合同法》第四条，经职工代表大会或者全体职工讨论，与工会或者职工代表"
    "平等协商确定，并公示或者告知劳动者。",
}
"""What the law asks is advice with its article named: who makes the paper decides."""


def addendum_sections(found: Sequence[Difference], version: str, date: str, now: str) -> list[dict[str, Any]]:
    """The sections as templates know them: the numbered changes under what they are about, then what the law asks.

    `version` and `date` are those of the version that the changes are since, `now` is the present version.
    """
    groups: list[dict[str, Any]] = []
    first = 1
    for about, run in groupby(found, key=lambda one: one.about):
        texts = [_said(one) for one in run]
        groups.append({"title": about, "depth": 1, "first": first, "texts": texts})
        first += len(texts)
    notes = [
        f"以上是版本 {version}（{date}）到版本 {now} 的全部改动；没有列出的内容不变。",
        *(f"{_numbers(found, effect)}{asked}" for effect, asked in _ASKED.items() if _numbers(found, effect)),
    ]
    return [
        {**_EMPTY, "section": "changes", "key": "changes", "title": "变更内容", "groups": groups},
        {
            **_EMPTY,
            "section": "procedure",
            "key": "procedure",
            "title": "办理提示（供参考）",
            "groups": [_texted(notes)],
        },
    ]


def _said(one: Difference) -> str:
    """`原“……”，改为“……”。`."""
    if one.said:
        return one.said
    if one.before and one.after:
        return f"原“{one.before}”，改为“{one.after}”。"
    return f"新增“{one.after}”。" if one.after else f"删去“{one.before}”。"


def _numbers(found: Sequence[Difference], effect: Effect) -> str:
    """`第 1、3 项`; empty where none has the effect."""
    numbers = [str(number) for number, one in enumerate(found, 1) if one.effect == effect]
    return f"第 {'、'.join(numbers)} 项" if numbers else ""
