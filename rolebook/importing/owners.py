"""Whom clauses belong to: what a document says of a role or department besides its clauses."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rolebook.importing.items import Item
from rolebook.importing.readers.lines import printable
from rolebook.importing.section_words import announced, label_of
from rolebook.words.norms import mended

_LEVELS: tuple[tuple[str, str], ...] = (
    ("head", r"总监|总经理|总裁|负责人|[部处院校园厂店]长|主任|董事"),
    ("manager", r"经理|科长|所长|站长"),
    ("supervisor", r"主管|组长|班长|队长|领班|领队|厨师长"),
)
"""Level → the words at the end of titles that have it; staff where none does."""
_LISTS = ("subordinates", "hours", "tools", "conditions", "remuneration", "relations", "career", "authorities")
_NAMES = frozenset({"subordinates", "hours", "tools"})
"""Lists of names and times (前厅经理、后厨主管; 10:00-22:00), which are no sentences."""
_BY_HEADING: tuple[tuple[str, str], ...] = (
    ("career", r"发展|晋升"),
    ("tools", r"设备|工具"),
    ("hours", r"时间|班次"),
    ("conditions", r"环境|条件"),
)
_PAY = re.compile(
    r"(?:岗位|职务|基本|基础|月|年|绩效|计件)(?:工资|薪酬?|基数|标准)|底薪|提成|(?:岗位|职务|技能|餐|交通)(?:津贴|补贴)"
)
"""Columns of a table of posts that say a part of their pay; what is the whole of it has a field of its own."""
_LONGEST, _LONGEST_NAME = 2000, 60


@dataclass(slots=True)
class Owner:
    """A role or department with what an import gives it.

    Attributes:
        id, title: those of the library where it has one of this title.
        is_role: or a department. `is_new`: the library has none of this title.
        department: of a new role, the id.
        lists: key (`duties`) → ids, in order, each once.
        facts: keys of a role or department that the document fills: purpose, code, hours.
        sources: the lines that say so, and those that name it.
        groups: id of a duty → the titles of the groups it stands in, the outer one first.

    """

    id: str
    title: str
    is_role: bool
    is_new: bool
    department: str = ""
    lists: dict[str, dict[str, None]] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)
    groups: dict[str, list[str]] = field(default_factory=dict)

    def add(self, key: str, id_: str) -> None:
        """Put an id at the end of a list, once."""
        self.lists.setdefault(key, {})[id_] = None


def grouped(ids: Iterable[str], groups: Mapping[str, list[str]]) -> list[Any]:
    """A list of duties as YAML has it: those that follow each other in one group stand in it."""
    found: list[Any] = []
    for id_ in ids:
        entries = found
        for title in groups.get(id_, ()):
            if not entries or not isinstance(entries[-1], dict) or entries[-1]["title"] != title:
                entries.append({"title": title, "duties": []})
            entries = entries[-1]["duties"]
        entries.append(id_)
    return found


def level_of(title: str, levels: Iterable[str]) -> str:
    """The level that a title sounds like, of those that the library has."""
    known = list(levels)
    found = next((level for level, words in _LEVELS if re.search(rf"(?:{words})$", title)), "staff")
    return found if found in known else next((level for level in ("staff", *known) if level in known), "staff")


def facts_of(owner: Owner, item: Item, ref: str) -> None:
    """Take over what an item that is no clause says of its owner; `ref` is the line that says it."""
    if item.kind == "heading" and owner.title in item.text and not owner.sources:
        owner.sources.append(ref)
    elif item.kind == "fact":
        owner.sources.append(ref)
        if owner.is_role:
            _of_fields(owner, item.fields)
            columns = zip(item.columns, item.cells, strict=False)
            _add(owner, "remuneration", (f"{name}：{cell}" for name, cell in columns if _PAY.fullmatch(name)))
    elif item.kind == "summary" and "purpose" not in owner.facts and item.section not in {"penalty", "rule"}:
        label = label_of(item.text)
        text = _text(item.text[len(label) :].lstrip("：: ") if announced(label) == "purpose" else item.text)
        if item.section in {"purpose", "duty"} and "。" in text:
            owner.facts["purpose"] = text
            owner.sources.append(ref)
    elif item.kind == "other" and owner.is_role:
        _of_section(owner, item, ref)


def _of_section(owner: Owner, item: Item, ref: str) -> None:
    """What stands below 岗位权限, 工作关系 and the like."""
    key = "authorities" if "authorities" in item.fields else "relations" if item.section == "relation" else ""
    if not key and item.section == "fact":
        key = next((name for name, words in _BY_HEADING if re.search(words, item.heading)), "")
    if key:
        _add(owner, key, [item.text])
        owner.sources.append(ref)


def _of_fields(owner: Owner, fields: dict[str, Any]) -> None:
    for key in _LISTS:
        if value := fields.get(key):
            listed = _PARTS.split(value) if key == "subordinates" and isinstance(value, str) else [value]
            _add(owner, key, value if isinstance(value, list) else listed)
    if isinstance(fields.get("headcount"), int):
        owner.facts.setdefault("headcount", fields["headcount"])
    if fields.get("code"):
        owner.facts.setdefault("code", str(fields["code"]))
    above = fields.get("reports_to")
    if isinstance(above, str) and above and len(above) <= _LONGEST_NAME and not _NOTHING.fullmatch(above):
        owner.facts.setdefault("reports_to_text", above)


_PARTS = re.compile(r"[、，,；;/](?![^（(]*[)）])")
"""What parts the names of subordinates: `质量管理员、验收员（冷库、常温）` are two."""
_NOTHING = re.compile(r"(?:暂?无|没有|[—－-]+)[。；;]?")


def _add(owner: Owner, key: str, texts: Iterable[Any]) -> None:
    for one in texts:
        said = str(one).strip(" /、；;")
        text = "" if _NOTHING.fullmatch(said) else _text(said, sentence=key not in _NAMES or "，" in said)
        if text and text not in owner.facts.get(key, ()):
            owner.facts.setdefault(key, []).append(text)


def _text(text: str, *, sentence: bool = True) -> str:
    return mended(printable(" ".join(text.split())), sentence=sentence)[0][:_LONGEST]
