"""The fields of an item, read from its text: what the model holds, in the names of the import's JSON."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rolebook.importing.columns import column
from rolebook.importing.fields.acts import Consequence, Consequences
from rolebook.importing.fields.consequences import names_consequence, taken_apart
from rolebook.importing.fields.indicators import indicator_fields
from rolebook.importing.fields.one_way import is_priced_by, is_scored, with_units
from rolebook.importing.fields.qualifications import qualification_fields
from rolebook.importing.fields.role_facts import role_facts
from rolebook.importing.names import is_role_word

_CLASS = re.compile(
    r"(?:轻微|一般|较重|较大|严重|重大|特大|[A-E甲乙丙丁一二三四五])[类级]?(?:违[规纪章]|过失|错误|事故)?"
)
"""A cell that says of what class an offence is."""

_ACT = re.compile(r"[\u3400-\u9fff]{3}(?!.*(?:罚|扣|奖|警告|[元分]$))")
_SUM = re.compile(r"[-－]?\d+(?:\.\d+)?\s*[元分](?:[/／][\u3400-\u9fff]{1,2})?")
_FEW = 2
"""Cells of a row of which the first is the offence, however it reads."""


def fields_of(
    kind: str, text: str, cells: Sequence[str] = (), headings: Sequence[str] = (), given: str = ""
) -> dict[str, Any]:
    """What an item of `kind` says, as plain data; keys that the text does not fill are left out.

    `cells` and `headings` are those of its row and of its table; `given` is what stands above the item and holds for
    it too, as in `有下列情形之一的，每次罚款100元：` or the heading `标准（元）` of a column.
    """
    is_consequence = kind in {"penalty", "reward"}
    if not cells and (is_priced_by(text, given) or (is_consequence and is_scored(text))):
        cells = text.rstrip("；;。 ").split()
    is_sorted = is_consequence and len(cells) > _FEW and len(headings) > 1
    if is_sorted and column(headings[0]) == "group" and _ACT.match(cells[1]):
        cells, headings = cells[1:], headings[1:]  # 现场 beside what was done there
    if kind == "penalty" and len(cells) > _FEW:  # who answers for it is no part of it
        titles = [*headings, *[""] * len(cells)]
        said = [place for place, cell in enumerate(cells) if not (place and _answers(cell, titles[place]))]
        cells, headings = [cells[place] for place in said], [titles[place] for place in said] if headings else ()
    if len(cells) > 1 and _SUM.fullmatch(cells[0]):
        cells, headings = [*cells[1:], cells[0]], [*headings[1:], *headings[:1]]  # `30元/次` before what it is for
    priced = with_units(cells, headings, given)
    has_class = len(priced) > _FEW
    told = [cell for place, cell in enumerate(priced) if not ((place or has_class) and _CLASS.fullmatch(cell))]
    whole = "\t".join(told) or text
    is_rewarded = kind == "reward"
    above = given if names_consequence(given, rewards=is_rewarded) else "\t".join(filter(None, (given, *headings)))
    readers: Mapping[str, Callable[[], dict[str, Any]]] = {
        "penalty": lambda: _followed(("violations", "sanction"), taken_apart(whole, given=above)),
        "reward": lambda: _followed(("achievements", "rewards"), taken_apart(whole, rewards=True, given=above)),
        "qualification": lambda: qualification_fields(text, cells, headings),
        "indicator": lambda: indicator_fields(text, cells, headings, given),
        "fact": lambda: role_facts(text, [one for pair in zip(headings, cells, strict=False) for one in pair] or cells),
    }
    return readers[kind]() if kind in readers else {}


def _answers(cell: str, heading: str) -> bool:
    """Whether a cell says who answers for an act."""
    return column(heading) == "owner" or is_role_word(cell)


def _followed(keys: tuple[str, str], read: Consequences) -> dict[str, Any]:
    """What was done and what follows, by these two keys, and when."""
    each = [_consequence(one) for one in read.consequences]
    word = re.sub(r"^[每/／]+[一1]?", "", read.per_text)
    found = dict(zip(keys, (list(dict.fromkeys(read.behaviours)), each[0] if len(each) == 1 else each), strict=True))
    per = list(read.per) or [word] * bool(word)
    return _filled(**found, per=per, per_text=read.per_text, condition=read.condition)


def _consequence(one: Consequence) -> dict[str, Any]:
    ends = _filled(min=_plain(one.low), max=_plain(one.high))
    measure = {"currency": "CNY"} if one.unit == "元" else {"unit": one.unit}
    return _filled(
        kind=one.kind,
        wording=one.wording,
        amount=_plain(one.amount) if one.amount is not None else ends,
        **(measure if one.unit else {}),
        base=one.base,
        nth=one.nth,
        within=one.within,
        condition=one.condition,
        cap=_plain(one.cap),
    )


def _plain(value: float | None) -> int | float | None:
    """A number as it is written: 50 and not 50.0."""
    return int(value) if value is not None and value == int(value) else value


def _filled(**fields: Any) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value not in ("", None, [], {})}
