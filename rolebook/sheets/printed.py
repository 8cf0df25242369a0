"""A paper of a role and a hire as the words that stand on it: plain strings and lists, ready for any layout.

The keys are what templates/sheet/sheet.typ reads. Amounts are strings here, as the source words them.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import segno

from rolebook.model.applied import applied
from rolebook.model.entries import Role
from rolebook.model.kinds import KIND
from rolebook.model.labels import APPROVAL
from rolebook.model.library import Library
from rolebook.model.papers import DEFAULT, RECEIPT, Paper, papers_of
from rolebook.model.role_content import whole_content
from rolebook.model.sheet_code import SheetCode, covered, names, sheet_code
from rolebook.model.snapshot import entries_for
from rolebook.sheets.annex import annex_of
from rolebook.sheets.facts import as_printed, facts_of, room_to_write, shown
from rolebook.sheets.hires.hire import Hire
from rolebook.sheets.sections import sections_of
from rolebook.sheets.statement import statement
from rolebook.words.text import shortened

LONGEST_RUNNING = 20
"""Characters of a hire's name that the running head has room for."""
LONGEST_NUMBER = 40
"""Characters of an employee's number that the document number has room for."""
ROOM_FOR_NUMBER = "＿＿＿＿"
"""Stands in the document number of a sheet for nobody, to be filled in by hand."""


@dataclass(frozen=True, slots=True)
class RolePages:
    """What is the same on every sheet of one paper of a role: its content, code, address, and settings as printed."""

    role: Role
    paper: Paper
    content: Mapping[str, Any]
    """What `whole_content` gives, with the sections that are printed, in the order of the paper."""
    code: SheetCode
    digested: tuple[str, ...]
    """The sections that the digest covers, in the order of their bits in the code."""
    library: Library
    address: str
    """Of the role's page in the handbook; empty where the handbook has none."""
    qr: str
    """The address as an SVG picture."""
    annex: Sequence[Mapping[str, Any]]
    """The full texts of the rules that are listed (`annex.py`); none where they are not printed."""

    @classmethod
    def of(
        cls,
        library: Library,
        role: Role,
        without: Collection[str] = (),
        paper: str = DEFAULT,
        *,
        annexed: bool | None = None,
    ) -> "RolePages":
        """The paper with this id, sections left out by `without`, with the texts of its rules behind it if `annexed`.

        Whether they are is what the library's settings say, if nothing else is asked for; a receipt always has them.
        """
        entries = entries_for(library, role)
        whole, chosen = whole_content(entries, role.id), papers_of(entries.sheet)[paper]
        filled = {section["section"]: section for section in whole["sections"]}
        kept = [filled[name] for name in chosen.sections if name in filled and name not in without]
        data = covered(library, role, whole, chosen, without)
        site = library.settings.site_url.rstrip("/")
        address = f"{site}/{KIND['role'].page(role.id)}" if site else ""
        qr = segno.make(address, error="m", micro=False).svg_inline(border=0, omitsize=True) if address else ""
        code, digested = sheet_code(data, chosen, without), tuple(names(data))
        wanted = paper == RECEIPT or (library.sheet.annex if annexed is None else annexed)
        listed = any(section["section"] == "rules" for section in kept)
        annex = annex_of(applied(library, role).printed_rules(role)) if listed and wanted else []
        return cls(role, chosen, {**whole, "sections": kept}, code, digested, library, address, qr, annex)


def printed(pages: RolePages, hire: Hire) -> dict[str, Any]:
    """One sheet in words."""
    settings, sheet = pages.library.settings, pages.library.sheet
    draft = pages.role.status == "draft"
    title = f"{pages.content['title']}{pages.paper.title}"
    facts = shown(facts_of(pages.content, hire), room=room_to_write(pages.content, hire))
    return {
        "organisation": hire.company or settings.organisation,
        "logo": sheet.logo,
        "document_number": document_number(sheet.document_number, pages, hire),
        "title": title,
        "document_title": f"{title}（草稿）" if draft else title,
        "running": f"{title} · {shortened(hire.name, LONGEST_RUNNING)}" if hire.name else title,
        "draft": draft,
        "facts": [as_printed(fact) for fact in facts],
        "sections": sections_of(pages.library, pages.role, pages.content),
        "statement": statement(pages.paper, annexed=bool(pages.annex)),
        "approvals": approvals(pages.content),
        "annex": pages.annex,
        "version": settings.version,
        "date": settings.date,
        "digest": str(pages.code),
        "address": pages.address,
        "qr": pages.qr,
    }


def approvals(content: Mapping[str, Any]) -> list[dict[str, str]]:
    """编制, 审核, 批准, each with what is recorded of it; where nothing is, `signed` is empty: room to sign by hand."""
    recorded = content.get("approval", {})
    return [
        {"label": label, "signed": " ".join((recorded[step]["by"], recorded[step]["date"])) if step in recorded else ""}
        for step, label in APPROVAL.items()
    ]


def document_number(scheme: str, pages: RolePages, hire: Hire) -> str:
    """The scheme of content/sheet.yaml filled in: {code}, else the role's id; {version}; {employee_no}, else a gap."""
    values = {
        "code": pages.content["code"] or pages.role.id.upper(),
        "version": pages.library.settings.version,
        "employee_no": shortened(hire.employee_no, LONGEST_NUMBER) or ROOM_FOR_NUMBER,
    }
    return re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], match[0]), scheme)
