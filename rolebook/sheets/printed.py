"""A role and a hire as the words that stand on a sheet: plain strings and lists, ready for any layout.

The keys are what templates/sheet/sheet.typ reads. Amounts are strings here, as the source words them.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import segno

from rolebook import labels
from rolebook.library import Library
from rolebook.model import Role
from rolebook.role_content import role_content
from rolebook.sheets.facts import as_printed, facts_of, room_to_write, shown
from rolebook.sheets.hire import Hire
from rolebook.sheets.statement import statement
from rolebook.snapshot import entries_for, short_digest
from rolebook.text import shortened

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

INHERITED = "部门通用"


@dataclass(frozen=True, slots=True)
class RolePages:
    """What is the same on every sheet of a role: its content, digest, address, and settings as printed."""

    role: Role
    content: Mapping[str, Any]
    digest: str
    library: Library
    address: str
    """Of the role's page in the handbook; empty where the handbook has none."""
    qr: str
    """The address as an SVG picture."""

    @classmethod
    def of(cls, library: Library, role: Role, without: Iterable[str] = ()) -> "RolePages":
        """The content of a role, sections left out by `without`."""
        content = role_content(entries_for(library, role), role.id, without)
        site = library.settings.site_url.rstrip("/")
        address = f"{site}/roles/{role.id}.html" if site else ""
        qr = segno.make(address, error="m", micro=False).svg_inline(border=0, omitsize=True) if address else ""
        return cls(role, content, short_digest(content), library, address, qr)


def printed(pages: RolePages, hire: Hire) -> dict[str, Any]:
    """One sheet in words."""
    settings, sheet = pages.library.settings, pages.library.sheet
    draft = pages.role.status == "draft"
    title = f"{pages.content['title']}岗位说明书"
    sections = _sections(pages.content["sections"])
    facts = shown(facts_of(pages.content, hire), room=room_to_write(pages.content, hire))
    return {
        "organisation": settings.organisation,
        "logo": sheet.logo,
        "document_number": document_number(sheet.document_number, pages, hire),
        "title": title,
        "document_title": f"{title}（草稿）" if draft else title,
        "running": f"{title} · {shortened(hire.name, 20)}" if hire.name else title,
        "draft": draft,
        "facts": [as_printed(fact) for fact in facts],
        "sections": sections,
        "statement": statement(
            pages.content["statement"], rules=any(section["section"] == "rules" for section in sections)
        ),
        "version": settings.version,
        "date": settings.date,
        "digest": pages.digest,
        "address": pages.address,
        "qr": pages.qr,
    }


def document_number(scheme: str, pages: RolePages, hire: Hire) -> str:
    """The scheme of content/sheet.yaml filled in: {code}, else the role's id; {version}; {employee_no}, else a gap."""
    values = {
        "code": pages.content["code"] or pages.role.id.upper(),
        "version": pages.library.settings.version,
        "employee_no": shortened(hire.employee_no, 40) or "＿＿＿＿",
    }
    return re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], match[0]), scheme)


def _sections(sections: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    number = _duty_numbers(sections)
    layouts: dict[str, Callable[[Any], Any]] = {
        "rules": lambda content: [_rule(rule) for rule in content],
        "penalties": lambda content: [_penalty(penalty, number) for penalty in content],
    }
    return [
        {
            "section": section["section"],
            "title": SECTION_TITLES[section["section"]],
            "content": layouts.get(section["section"], lambda content: content)(section["content"]),
        }
        for section in sections
    ]


def _duty_numbers(sections: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Text of a duty → where it stands on this sheet."""
    groups = [group for section in sections if section["section"] == "duties" for group in section["content"]]
    return {
        text: f"{group['title'] or '岗位职责'}第 {number} 条"
        for group in groups
        for number, text in enumerate(group["duties"], 1)
    }


def _rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    """A document by its title, its topmost items and its adoption; the text itself stands in the handbook."""
    top = min((item["depth"] for item in rule["items"]), default=0)
    adoption = rule["adoption"]
    return {
        "title": rule["title"],
        "note": INHERITED if rule["inherited"] else "",
        "whole": rule["whole"],
        "items": [item["title"] for item in rule["items"] if item["depth"] == top and item["title"]],
        "adoption": [adoption[key] or "未登记" for key in ("discussed", "announced", "effective")],
    }


def _penalty(penalty: Mapping[str, Any], number: Mapping[str, str]) -> dict[str, Any]:
    return {
        "violations": penalty["violations"],
        "condition": penalty["condition"],
        "sanctions": [_sanction(sanction) for sanction in penalty["sanctions"]],
        "per": labels.per_unit(penalty["per"]),
        "enforces": _enforced(penalty["enforces"], number),
        "note": INHERITED if penalty["inherited"] else "",
    }


def _enforced(entries: Sequence[Mapping[str, str]], number: Mapping[str, str]) -> list[str]:
    """What a penalty stands behind: items of rules, and the duties of this sheet by their number.

    Where none of its duties stands on the sheet, all are named by their first words.
    """
    duties = [one["text"] for one in entries if one["kind"] == "duty"]
    here = [number[text] for text in duties if text in number]
    rules = [one["text"] for one in entries if one["kind"] == "rule"]
    return [*(here or map(_first_words, duties)), *rules]


def _first_words(text: str) -> str:
    return f"“{shortened(re.split('[：，；。]', text, maxsplit=1)[0], 16)}”"


def _sanction(sanction: Mapping[str, Any]) -> str:
    """The wording of the source, with the number of the time and the cap where it does not say them itself."""
    wording = str(sanction["wording"])
    if "nth" in sanction and "次" not in wording:
        wording = f"第 {sanction['nth']} 次：{wording}"
    cap = labels.number(sanction["cap"]) if "cap" in sanction else ""
    if cap and cap not in wording:
        wording += f"（累计不超过 {cap} {labels.UNIT.get(sanction.get('unit', ''), '')}）"
    return wording
