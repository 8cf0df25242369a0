"""Items of a document, as labelled by a reader or as `import --format json` gives them, in one form to compare."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CLAUSES = frozenset({"duty", "qualification", "indicator", "rule", "penalty", "reward", "other"})
"""What an item says of a role or department; of the other kinds it is only counted whether they are told apart."""

WORDINGS = frozenset({"violations", "achievements", "condition", "sanction condition", "scoring", "target", "name"})
"""Fields in words; into how many a reader cuts them does not matter."""

_MARKS = re.compile(r"[\W_]")
_BRACKETED_LATIN = re.compile(r"[(（][A-Za-z0-9 ./-]+[)）]")
_STEP = re.compile(r"(?:增扣|加扣|增罚|加罚|加)(\d+)[元分]")
_SAME_KINDS = {"written-warning": "warning", "allowance-cancelled": "withheld", "pay-withheld": "withheld"}
"""Kinds of sanctions that two careful readers do not tell apart; money without an amount is `withheld` too."""
_UNITS = {
    **dict.fromkeys(["CNY", "元", "人民币"], "元"),
    **dict.fromkeys(["points", "分"], "分"),
    **dict.fromkeys(["percent", "%", "％"], "%"),
    **dict.fromkeys(["multiple", "倍"], "倍"),
    **dict.fromkeys(["days-pay", "天工资", "日工资"], "天工资"),
    **dict.fromkeys(["months-pay", "月工资"], "月工资"),
}
_PER = {"次": "occurrence", "项": "item", "人": "person", "天": "day", "日": "day", "月": "month", "分钟": "minute"}
_PER |= {"例": "case", "票": "ticket", "单": "order", "批": "batch", "小时": "hour", "半小时": "half-hour"}


@dataclass(frozen=True, slots=True)
class Item:
    """One item. The right answers of a label are all in `kinds`, `owners` and `texts`, the preferred one first.

    `ids` are the clauses of the library that say the same (labels made from curated content). A label without `text`
    leaves open where on its first line the item begins. An `optional` label may be left out of an answer.
    """

    first: int
    last: int
    kinds: tuple[str, ...]
    owners: tuple[str, ...] = ("",)
    number: str = ""
    texts: tuple[str, ...] = ("",)
    fields: Mapping[str, Any] = field(default_factory=dict)
    group: int = 0
    optional: bool = False
    ids: frozenset[str] = frozenset()
    decision: str = ""

    @property
    def kind(self) -> str:
        """The preferred kind."""
        return self.kinds[0]

    @property
    def text(self) -> str:
        """The preferred text."""
        return self.texts[0]

    @property
    def counts(self) -> bool:
        """Whether boundaries are counted: clauses and headings, but not the heads of tables."""
        return self.kind in CLAUSES or (self.kind == "heading" and not {"form", "site"} & set(self.kinds))

    def covers(self, other: "Item") -> bool:
        """Whether the lines of the other lie inside this one's."""
        return self.first <= other.first and other.last <= self.last


def read(path: Path) -> tuple[list[tuple[int, str]], list[Item]]:
    """The documents (first line and title) and items of a file of labels."""
    return parsed(json.loads(path.read_text("utf-8")))


def parsed(data: Mapping[str, Any]) -> tuple[list[tuple[int, str]], list[Item]]:
    """The documents and items of labels or of an answer of `import --format json`."""
    documents = [(one["first"], one.get("title", "")) for one in data.get("documents", [])]
    return documents, [_item(one) for one in data["items"]]


def _item(data: Mapping[str, Any]) -> Item:
    match = data.get("match") or {}
    return Item(
        data["first"],
        data["last"],
        (data["kind"], *data.get("kind_also", ())),
        (data.get("owner") or "", *data.get("owner_also", ())),
        data.get("number") or "",
        (data.get("text") or "", *data.get("text_also", ())),
        data.get("fields") or {},
        data.get("group", 0),
        data.get("optional", False),
        frozenset(data.get("ids", [match["id"]] if match.get("id") else [])),
        match.get("decision", ""),
    )


def bare(text: str) -> str:
    """A text without white space, punctuation and the choice of width: what two readers agree on."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).lower()


def owner_form(owner: str) -> str:
    """A title without the English name in brackets behind it."""
    return bare(_BRACKETED_LATIN.sub("", owner))


def number_form(number: str) -> str:
    """A list number without its marks; "" for bullets."""
    return re.sub(r"[^\w.]", "", unicodedata.normalize("NFKC", number)).strip(".").lower()


def objects(value: object) -> list[Mapping[str, Any]]:
    """Sanctions or rewards: an object, or a list where there are several."""
    if isinstance(value, Mapping):
        return [value]
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, Sequence) else []


def amounts(item: Item) -> list[tuple[float | None, float | None, str]]:
    """The amounts of an item's sanctions or rewards, as least, most and unit, in order of size."""
    found = []
    for key in ("sanction", "sanctions", "rewards", "reward"):
        for one in objects(item.fields.get(key)):
            amount = one.get("amount", {"min": one.get("min"), "max": one.get("max")})
            ends = (amount.get("min"), amount.get("max")) if isinstance(amount, Mapping) else (amount, amount)
            if ends != (None, None):
                unit = str(one.get("unit") or one.get("currency") or "")
                found.append((_number(ends[0]), _number(ends[1]), _UNITS.get(unit, unit)))
    return sorted(found, key=repr)


def _kind(one: Mapping[str, Any]) -> str:
    kind = str(one.get("kind"))
    silent = kind == "money" and not {"amount", "min", "max"} & one.keys()
    return "withheld" if silent else _SAME_KINDS.get(kind, kind)


def same_amounts(label: Item, found: Item) -> bool:
    """Whether an answer has the label's amounts.

    Three ways to say more than the label are right as well: 加倍 as twice, a cap as the most, and what is added for
    each further step (每增加10分钟增扣5元).
    """
    caps = {_number(one.get("cap")) for one in objects(label.fields.get("sanction"))}
    steps = {float(step) for step in _STEP.findall(label.text)}
    twice = (2.0, 2.0, "倍") if "加倍" in label.text else None
    wanted = amounts(label)
    left = [
        one
        for one in amounts(found)
        if one in wanted or not (one == twice or (one[0] is None and one[1] in caps) or one[0] in steps)
    ]
    return left == wanted


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def facts(item: Item) -> dict[str, str]:
    """The other fields of an item, each as one text to compare; how sanctions belong together is left aside."""
    found: dict[str, list[str]] = {}
    for key, value in item.fields.items():
        if key in ("sanction", "sanctions", "rewards", "reward"):
            for one in objects(value):
                found.setdefault("sanction kind", []).append(_kind(one))
                for inner in ("nth", "within", "condition", "base", "cap"):
                    if inner in one:
                        found.setdefault(f"sanction {inner}", []).append(bare(str(one[inner])))
        elif key == "per":
            per = [value] if isinstance(value, str) else value
            found[key] = [_PER.get(one.removeprefix("每").removeprefix("一"), one) for one in per]
        elif key in ("years", "age"):
            found[key] = [f"{value.get('min')}-{value.get('max')}" if isinstance(value, Mapping) else str(value)]
        elif isinstance(value, int | float):
            found[key] = [f"{float(value):g}"]
        elif isinstance(value, str | list):
            found[key] = [bare(str(one)).removesuffix("类") for one in ([value] if isinstance(value, str) else value)]
    return {key: "".join(values) if key in WORDINGS else " ".join(sorted(values)) for key, values in found.items()}
