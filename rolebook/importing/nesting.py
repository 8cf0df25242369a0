"""What stands below which heading and list number, as the model has it: groups of duties, items of rules in items.

Only what the document shows is kept: a heading without clauses below it makes no group, and lines that a heading does
not part stay side by side.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, takewhile
from typing import Any, TypeAlias

from rolebook.importing.items import Item
from rolebook.importing.outline import Level
from rolebook.importing.readers.lines import printable
from rolebook.importing.section_words import bare_heading
from rolebook.yamltext.encoding import MAX_BYTES

_DEEPEST = 2
"""Groups of duties nest once."""
_PER_LINE = 60
"""Bytes of a line of YAML besides the text on it."""
_LONGEST = {"group": 60, "item": 100}
"""Characters of a title."""
_PLAIN = re.compile(
    r"(?:主要|基本|具体|岗位|工作|部门|核心|职务|职位|任务|职责|责任|职能|内容|范围|描述|说明|要求|要点"
    r"|[和与及的、本])+(?:如下|包括|有)?|.*(?:职责|任务|工作|内容)(?:如下|包括)"
)
"""A heading that says no more than that duties follow: 主要职责, `在站长领导下工作，主要职责如下`."""
_Open: TypeAlias = tuple[object, list[dict[str, Any]]]
"""Below which heading, or with which list numbers, items stand, and the list of them, which may go on."""


def duty_groups(items: Sequence[Item]) -> Mapping[int, list[str]]:
    """Index of a duty → the titles of the groups that it stands in, the outer one first.

    A duty with numbers of its own below it (（1）（2） below 5、) makes a group with these, called by its first words.
    """
    found = {at: _by_headings(item) for at, item in enumerate(items) if item.kind == "duty"}
    above = dict(_above(items))
    parents = {*above.values()}
    for at, titles in found.items():
        parent = above.get(at, at)
        if parent in parents:
            title = _title(re.split("[，。；：]", items[parent].text)[0], "group")
            found[at] = list(dict.fromkeys([*titles, title]))[:_DEEPEST]
    return found


def _above(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Index of a duty → that of the duty of the outermost list below which it is numbered."""
    lists: dict[str, int] = {}
    before: object = None
    for at, item in enumerate(items):
        where = (item.owner, item.levels)
        if item.kind != "duty" or where != before:
            lists = {} if item.kind != "site" else lists
        if item.kind != "duty":
            continue
        before = where
        name, value = item.in_list
        names = list(lists)
        if name in lists or value > 1 or not name:
            lists = {one: lists[one] for one in names[: names.index(name)]} if name in lists else {}
        lists[name] = at
        first = next(iter(lists.values()))
        if first != at:
            yield at, first


def _by_headings(item: Item) -> list[str]:
    """The titles of the groups that a duty stands in, the outer one first: the headings below the name of its owner."""
    titles: list[str] = []
    for level in item.levels:
        title = _title(level.text, "group")
        if level.owner:
            titles = []
        elif level.section in {"", "duty"} and title and not _PLAIN.fullmatch(title):
            titles.append(title)
    category = _title(item.category, "group")
    if category and category != item.owner and not _PLAIN.fullmatch(category):
        titles.append(category)
    return list(dict.fromkeys(titles))[:_DEEPEST]


def _title(text: str, what: str) -> str:
    return printable(bare_heading(text))[: _LONGEST[what]]


@dataclass(slots=True)
class DraftRule:
    """A rule document that the rules of a document make.

    Attributes:
        top: the heading that is its title; "" where that is the title of the document.
        items: its items as they will be written, nested by headings and list numbers; `size`: bytes that they may take.

    """

    id: str
    title: str
    sources: list[str]
    top: str
    items: list[dict[str, Any]] = field(default_factory=list)
    size: int = 0
    _headings: list[_Open] = field(default_factory=list)
    _lists: list[_Open] = field(default_factory=list)

    def add(self, item: Item, entry: dict[str, Any], new_id: Callable[[str], str]) -> None:
        """Put an entry where its item stands. `new_id` gives an id for a heading."""
        self.size += size_of(entry)
        self._open_headings(_below(item.levels, self.top), new_id)
        name, value = item.in_list
        at = next((at for at, (key, _) in enumerate(self._lists) if key == name), None)
        items = self._lists[-1][1] if self._lists else self._here
        if not name:
            pass
        elif at is not None:
            del self._lists[at + 1 :]
            items = self._lists[at][1]
        elif not self._lists:
            self._lists.append((name, items))
        elif value <= 1:
            items = items[-1].setdefault("items", [])
            self._lists.append((name, items))
        items.append(entry)

    @property
    def _here(self) -> list[dict[str, Any]]:
        return self._headings[-1][1] if self._headings else self.items

    def _open_headings(self, levels: Sequence[Level], new_id: Callable[[str], str]) -> None:
        """Close the headings that are not above any more, and open those that are new."""
        pairs = zip(self._headings, levels, strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0][0] == pair[1].at, pairs))
        if same == len(self._headings) == len(levels):
            return
        del self._headings[same:]
        self._lists = []
        for level in levels[same:]:
            title = _title(level.text, "item")
            entry: dict[str, Any] = {"id": new_id(title), "title": title, "items": []}
            self.size += size_of(entry)
            self._here.append(entry)
            self._headings.append((level.at, entry["items"]))


def fitting(entries: Sequence[Mapping[str, Any]], room: int) -> int:
    """How many entries, from the first on, surely have room in so many bytes of YAML; one at least in a whole file."""
    sizes = accumulate(size_of(entry) for entry in entries)
    return sum(1 for _ in takewhile(lambda size: size <= room, sizes)) or int(room >= MAX_BYTES)


def size_of(entry: Mapping[str, Any]) -> int:
    """Bytes that an entry takes at most: its texts, and for each of them a line with its key and a margin."""
    texts = list(_texts_of(entry))
    return sum(len(text.encode("utf-8")) for text in texts) + _PER_LINE * len(texts)


def _texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from (text for held in value.values() for text in _texts_of(held))
    elif isinstance(value, list):
        yield from (text for held in value for text in _texts_of(held))
    else:
        yield str(value)


def headings_below(item: Item, top: str) -> tuple[str, ...]:
    """The titles of the headings above an item of the rule that the heading `top` begins."""
    return tuple(_title(level.text, "item") for level in _below(item.levels, top))


def _below(levels: Sequence[Level], top: str) -> Sequence[Level]:
    """The headings with a title below the one that gave the rule its own."""
    at = max((number for number, level in enumerate(levels, 1) if top and level.text == top), default=0)
    return [level for level in levels[at:] if _title(level.text, "item")]
