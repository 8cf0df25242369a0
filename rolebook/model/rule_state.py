"""What state a rule document is in on the library's date, and on which sheets it stands.

Approved is not yet binding: a sheet that is signed lists rules on trial and in force. A document of which nobody has
said its status stands on sheets as it did before there were states, and `check` warns of it.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias

from rolebook.model.entries import Rule
from rolebook.words.wording import Wording

State: TypeAlias = Literal["guidance", "repealed", "expired", "draft", "pending", "trial", "in-force", "unstated"]
"""`expired`: its `until` has passed; `pending`: on trial or in force, from a later date; `unstated`: no status."""

LABEL: Mapping[State, str] = {
    "guidance": "参考资料", "repealed": "已废止", "expired": "已过有效期", "draft": "草案", "pending": "尚未施行",
    "trial": "试行", "in-force": "现行", "unstated": "",
}  # fmt: skip
"""What readers call it."""

NO_MORE: Mapping[State, Wording] = {
    "guidance": Wording("不再作为适用制度列入，仅供参考", "is no rule any more, and for reference only"),
    "repealed": Wording("已经废止，不再适用", "is repealed and applies no more"),
    "expired": Wording("已过有效期，不再适用", "has expired and applies no more"),
    "draft": Wording("现在是草案，尚未施行，不作为适用制度列入", "is a draft, not in force"),
    "pending": Wording("尚未施行，不作为适用制度列入", "is not in force yet"),
}
"""What is said of one that papers listed and list no more: it is still there, and was not deleted."""

ADOPTION_LAW = Wording(
    "《劳动合同法》第四条：直接涉及劳动者切身利益的规章制度，应当经职工代表大会或者全体职工讨论，与工会或者职工代表平等"
    "协商确定，并公示或者告知劳动者",
    "Labour Contract Law, art. 4: rules that concern employees' vital interests are to be discussed with the staff, "
    "settled with the union or its representatives, and announced",
)
_DATES: Mapping[str, Wording] = {
    "discussed": Wording("讨论", "discussed"),
    "announced": Wording("公示", "announced"),
    "effective": Wording("生效", "effective"),
}
_BINDING: frozenset[State] = frozenset({"trial", "in-force", "unstated"})
_COMING: frozenset[State] = frozenset({"draft", "pending"})


def state_of(rule: Rule, date: str) -> State:
    """The state of a document on `date` (year-month-day): the library's, never today."""
    return _state(rule.nature, rule.status, rule.since, rule.until, date)


def state_in(entry: Mapping[str, Any], date: str) -> State:
    """The same of an entry of a snapshot."""
    adoption = entry["adoption"]
    since = entry.get("effective") or adoption["effective"]
    return _state(entry.get("nature", ""), entry.get("status", ""), since, entry.get("until", ""), date)


def _state(nature: str, status: str, since: str, until: str, date: str) -> State:
    if status == "repealed":
        return "repealed"
    if nature == "guidance":
        return "guidance"
    if until and until < date:
        return "expired"
    if status in {"", "draft"}:
        return "draft" if status else "unstated"
    bound: State = "trial" if status == "trial" else "in-force"
    return bound if since <= date else "pending"


def days_of_change(rules: Iterable[Mapping[str, Any]], date: str) -> tuple[str, ...]:
    """`date`, then every other day on which a document of a snapshot comes into force, or is the first time expired."""
    days: dict[str, None] = {}
    for entry in rules:
        since, until = entry.get("effective") or entry["adoption"]["effective"], entry.get("until", "")
        days.update({since: None, (dt.date.fromisoformat(until) + dt.timedelta(1)).isoformat() if until else "": None})
    return date, *sorted(day for day in days if day and day != date)


def is_printed(state: State, role_status: str) -> bool:
    """Whether the sheet of a role lists a rule of this state: a draft's sheet also lists what is still to come."""
    return state in _BINDING or (state in _COMING and role_status == "draft")


def remark(state: State) -> str:
    """What a sheet says behind the title of a rule: nothing of one in force."""
    return LABEL[state] if state in _COMING or state == "trial" else ""


def missing_dates(rule: Rule) -> list[Wording]:
    """Which of the three dates that art. 4 asks for nobody has registered."""
    registered = {"discussed": rule.adoption.discussed, "announced": rule.adoption.announced, "effective": rule.since}
    return [said for key, said in _DATES.items() if not registered[key]]
