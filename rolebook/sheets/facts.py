"""The table of the hire at the top of a sheet: which facts stand there, and in which rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, TypeAlias

from rolebook.model.papers import ADDENDUM, ANNEXED, HANDOVER, PROBATION, RECEIPT, Paper
from rolebook.sheets.hires.hire import COMPANY, COMPANY_HEADING, HEADINGS, Hire

When: TypeAlias = Literal["always", "room", "filled"]
"""Always there; there where it is filled in, or has to be room to write; there only where it is filled in."""

WIDEST = 33
"""Of half a line of the table: values of more cells (sixteen Chinese characters) get a line of their own."""
FIRST_WIDE = "\u1100"
"""The characters from here on, roughly, take two cells."""
ALWAYS_WIDE = ("company", "remarks")
"""Facts that have a line of their own, however short they are."""

_UNSIGNED = ("company", "role", "department", "place")
"""The facts of a paper that nobody signs."""
_KEPT: Mapping[str, tuple[str, ...]] = {
    ADDENDUM: ("company", "name", "employee_no", "role", "department", "start", "manager", "code", "remarks"),
    HANDOVER: ("company", "name", "employee_no", "role", "department", "manager", "code", "remarks"),
    # Dates of the role's description would read as those of the rules.
    RECEIPT: (
        *("company", "name", "employee_no", "role", "department", "start", "manager", "probation", "place"),
        *("code", "remarks"),
    ),
}
"""Paper → its facts, where it does not have them all."""
_CALLED: Mapping[tuple[str, str], str] = {(HANDOVER, "name"): "移交人"}
"""(Paper, fact) → what the fact is called there, where it is not as everywhere."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact. `key` is a field of Hire, `role`, or one of the role's own, such as `level`."""

    key: str
    label: str
    value: str
    when: When

    @property
    def wide(self) -> bool:
        """Whether the value needs a line of its own. The form on the site measures the same way (sheet-words.js)."""
        return self.key in ALWAYS_WIDE or sum(2 if char >= FIRST_WIDE else 1 for char in self.value) > WIDEST


def facts_of(content: Mapping[str, Any], hire: Hire, paper: Paper) -> tuple[Fact, ...]:
    """Every fact that this paper of a role can have, in order."""
    return tuple(
        replace(fact, label=_CALLED.get((paper.id, fact.key), fact.label))
        for fact in _facts(content, hire)
        if prints(paper, fact.key)
    )


def prints(paper: Paper, key: str) -> bool:
    """Whether a paper can have the fact `key`."""
    kept = _KEPT.get(paper.id) if paper.is_signed else _UNSIGNED
    return kept is None or key in kept


def _facts(content: Mapping[str, Any], hire: Hire) -> tuple[Fact, ...]:
    def given(key: str, value: str, when: When = "always") -> Fact:
        return Fact(key, HEADINGS[key], value, when)

    headcount = "" if content["headcount"] is None else f"{content['headcount']} 人"
    return (
        Fact(COMPANY, COMPANY_HEADING, hire.company, "filled"),
        given("name", hire.name),
        given("employee_no", hire.employee_no),
        given("role", content["title"]),
        given("department", hire.department or content["department"]),
        given("start", chinese_date(hire.start)),
        given("manager", hire.manager),
        given("probation", hire.probation, "room"),
        given("place", hire.place, "room"),
        Fact("level", "级别", content["level"], "filled"),
        Fact("reports_to", "上级岗位", content["reports_to"], "filled"),
        Fact("code", "岗位编号", content["code"], "filled"),
        Fact("headcount", "编制", headcount, "filled"),
        Fact("effective", "生效日期", chinese_date(content.get("effective", "")), "filled"),
        Fact("until", "有效期至", chinese_date(content.get("until", "")), "filled"),
        given("remarks", hire.remarks, "filled"),
    )


def on_paper(hire: Hire, paper: Paper) -> Hire:
    """What a paper prints of a hire."""
    return Hire(**{field.name: getattr(hire, field.name) for field in fields(hire) if prints(paper, field.name)})


def terms_belong_to(paper: Paper, statement: str) -> bool:
    """Whether the terms of the contract stand on a paper whether or not they are filled in.

    `statement` is its kind in the settings: `annex` makes a paper a part of the contract.
    """
    return paper.id == PROBATION or (statement == "annex" and paper.id in ANNEXED)


def printed_facts(content: Mapping[str, Any], hire: Hire, paper: Paper) -> list[dict[str, Any]]:
    """The facts that stand on a paper, as templates know them.

    Empty terms stand there on a blank sheet that is signed, and where they belong to the contract.
    """
    room = paper.is_signed and (hire.blank or terms_belong_to(paper, content["statement"]))
    facts = facts_of(content, hire, paper)
    kept = (one for one in facts if one.value or one.when == "always" or (room and one.when == "room"))
    return [{"label": one.label, "value": one.value, "wide": one.wide} for one in kept]


def rows_of(facts: Iterable[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], ...]]:
    """Two facts (as printed) a row; a wide one has its row to itself, and so has one without a neighbour."""
    rows: list[tuple[Mapping[str, Any], ...]] = []
    left: Mapping[str, Any] | None = None
    for fact in facts:
        if left and not fact["wide"]:
            rows.append((left, fact))
            left = None
            continue
        if left:
            rows.append((left,))
        left = None if fact["wide"] else fact
        if fact["wide"]:
            rows.append((fact,))
    return [*rows, (left,)] if left else rows


def chinese_date(date: str) -> str:
    """2026-11-03 as 2026年11月3日; empty stays empty."""
    if not date:
        return ""
    year, month, day = (int(part) for part in date.split("-"))
    return f"{year}年{month}月{day}日"
