"""The sections of a sheet as every layout reads them: PDF, Word, the page and the form lay out the same lists.

Order and numbers are those of the role's page (`rolebook.model.applied`): numbers run through the groups.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rolebook.model import applied, labels
from rolebook.model.entries import Role, Sanction
from rolebook.model.library import Library, walk
from rolebook.words.text import shortened

SECTION_TITLES: Mapping[str, str] = {
    "purpose": "岗位目的",
    "duties": "岗位职责",
    "qualifications": "任职资格",
    **labels.EXTRAS,
    "rules": "适用的管理制度",
    "penalties": "处罚条款",
    "probation": "试用期录用条件",
}
"""Section → its heading."""

CITED = ("duties", "rules")
"""The sections that penalties cite: without one of them, the penalties are printed without those citations."""

INHERITED = "部门通用"
NOTHING = "—"
"""Stands for what a penalty stands behind where that is not on the sheet."""


def key_of(name: str, names: Iterable[str]) -> str:
    """What tells the forms of a section apart, on a sheet with the sections `names`: only penalties have several."""
    if name != "penalties":
        return name
    kept = frozenset(names)
    return name + "".join(f"-without-{cited}" for cited in CITED if cited not in kept)


def kept_keys(names: Iterable[str]) -> frozenset[str]:
    """The keys of all sections of a sheet with the sections `names`."""
    kept = frozenset(names)
    return frozenset(key_of(name, kept) for name in kept)


def sections_of(library: Library, role: Role, content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The sections of `content` (see `role_content`) as dictionaries for the templates.

    Keys are `section` (its name), `key`, `title`, `cited` (whether any penalty names what it stands behind), and one of
    `groups` (title, first, texts), `rules` (title, note, topics), `penalties` (violations, condition, sanctions, per,
    enforces, note) and `text`; the others are empty.
    """
    names = [section["section"] for section in content["sections"]]
    empty = {"groups": [], "rules": [], "penalties": [], "cited": False, "text": ""}
    return [
        {
            **empty,
            "section": name,
            "key": key_of(name, names),
            "title": SECTION_TITLES[name],
            **_laid_out(library, role, section, names),
        }
        for name, section in zip(names, content["sections"], strict=True)
    ]


def _laid_out(library: Library, role: Role, section: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    match section["section"]:
        case "duties":
            return {"groups": [_group(group) for group in applied.duties(library, role)]}
        case "qualifications":
            return {"groups": [_group(group) for group in applied.qualifications(library, role)]}
        case "rules":
            return {"rules": [_rule(rule) for rule in applied.rules(library, role)]}
        case "penalties":
            cited = dict(_citations(library, role, names))
            penalties = [_penalty(one, cited) for one in applied.penalties(library, role)]
            return {"penalties": penalties, "cited": any(penalty["enforces"] != [NOTHING] for penalty in penalties)}
        case _ if len(section["content"]) > 1:
            return {"groups": [{"title": "", "first": 1, "texts": section["content"]}]}
        case _:
            return {"text": section["content"][0]}


def _group(group: applied.ClauseGroup) -> dict[str, Any]:
    return {"title": group.title, "first": group.first, "texts": [applied.line(clause) for clause in group.clauses]}


def _rule(one: applied.AppliedRule) -> dict[str, str]:
    """`topics` names the items that apply; empty where the whole document does."""
    topics = "、".join(item.title or shortened(item.text) for item in one.items)
    return {"title": one.rule.title, "note": INHERITED if one.inherited else "", "topics": topics}


def _citations(library: Library, role: Role, names: list[str]) -> Iterator[tuple[str, str]]:
    """(id, words) of everything that stands on this sheet and that a penalty may cite."""
    if "duties" in names:
        for group in applied.duties(library, role):
            for number, duty in enumerate(group.clauses, group.first):
                yield duty.id, f"{SECTION_TITLES['duties']}第 {number} 条"
    if "rules" in names:
        for one in applied.rules(library, role):
            for item in walk(one.items or one.rule.items):
                yield item.id, f"《{one.rule.title}》{item.title}"


def _penalty(one: applied.AppliedPenalty, cited: Mapping[str, str]) -> dict[str, Any]:
    """What an editor only supposes a penalty to stand behind is not printed: the sheet is signed."""
    penalty = one.penalty
    enforced = () if "enforces" in penalty.inferred else penalty.enforces
    return {
        "violations": "；".join(penalty.violations),
        "condition": penalty.condition,
        "sanctions": [_sanction(sanction) for sanction in penalty.sanctions],
        "per": labels.per(penalty),
        "enforces": list(dict.fromkeys(cited[id_] for id_ in enforced if id_ in cited)) or [NOTHING],
        "note": INHERITED if one.inherited else "",
    }


def _sanction(sanction: Sanction) -> str:
    """The wording of the source, with the number of the time and the cap where it does not say them itself."""
    wording = sanction.wording
    if sanction.nth is not None and "次" not in wording:
        wording = f"第 {sanction.nth} 次：{wording}"
    cap = "" if sanction.cap is None else labels.number(sanction.cap)
    if cap and cap not in wording:
        wording += f"（累计不超过 {cap} {labels.UNIT.get(sanction.unit, '')}）"
    return wording
