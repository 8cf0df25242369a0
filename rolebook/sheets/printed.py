"""A paper of a role and a hire as the words that stand on it: plain strings and lists, ready for any layout.

The keys are what templates/sheet/sheet.typ reads. Amounts are strings here, as the source words them.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Any

from rolebook.model.applied import applied
from rolebook.model.entries import Role
from rolebook.model.kinds import KIND
from rolebook.model.library import Library
from rolebook.model.papers import DEFAULT, RECEIPT, Paper, papers_of
from rolebook.model.role_content import whole_content
from rolebook.model.sheet_code import SheetCode, covered, names, sheet_code
from rolebook.model.snapshot import entries_for
from rolebook.sheets.annex import annexed
from rolebook.sheets.facts import on_paper, printed_facts
from rolebook.sheets.hires.hire import Hire
from rolebook.sheets.qr import qr_code
from rolebook.sheets.sections import CITED, CITING, sections_of
from rolebook.sheets.statement import endings, statement
from rolebook.words.text import shortened

LONGEST_RUNNING = 20
"""Characters of a hire's name that the running head has room for."""
LONGEST_NUMBER = 40
"""Characters of an employee's number that the document number has room for."""
ROOM_FOR_NUMBER = "＿＿＿＿"
"""Stands in the document number of a sheet for nobody, to be filled in by hand."""


@dataclass(frozen=True, slots=True)
class RoleDesk:
    """What is the same on all papers of a role: all that they can print, and the papers that there are."""

    library: Library
    role: Role
    whole: Mapping[str, Any]
    """What `whole_content` gives."""
    papers: Mapping[str, Paper]
    address: str
    """Of the role's page in the handbook; empty where the handbook has none."""
    qr: str
    """The address as an SVG picture."""
    annex: Sequence[Mapping[str, Any]]
    """The full texts of the rules that are listed (`annex.py`)."""
    withheld: frozenset[str] = frozenset()
    """Sections that are left out of every paper that is made here."""

    @classmethod
    def of(cls, library: Library, role: Role, withheld: Collection[str] = ()) -> "RoleDesk":
        """Read a role once, for all its papers; `withheld`: what is on none of them, as their codes say."""
        entries = entries_for(library, role)
        whole = whole_content(entries, role.id)
        site = library.settings.site_url.rstrip("/")
        address = f"{site}/{KIND['role'].page(role.id)}" if site else ""
        qr = qr_code(address).svg_inline(border=0, omitsize=True) if address else ""
        annex = [annexed(one) for one in applied(library, role).printed_rules(role)]
        return cls(library, role, whole, papers_of(entries.sheet), address, qr, annex, frozenset(withheld))

    @property
    def filled(self) -> frozenset[str]:
        """The sections that hold something."""
        return frozenset(section["section"] for section in self.whole["sections"]) - self.withheld

    @property
    def offered(self) -> list[Paper]:
        """The papers of which something is filled, and the default one."""
        return [paper for paper in self.papers.values() if paper.id == DEFAULT or self.filled & set(paper.sections)]

    def pages(self, paper: str = DEFAULT, without: Collection[str] = ()) -> "RolePages":
        """The paper with this id, sections left out by `without`.

        The texts of the rules that it lists stand behind it if the settings of the library say so; behind a receipt
        always.
        """
        chosen, without = self.papers[paper], self.withheld.union(without)
        sections = {section["section"]: section for section in self.whole["sections"]}
        kept = [sections[name] for name in chosen.sections if name in sections and name not in without]
        data = covered(self.library, self.role, self.whole, chosen, without)
        wanted = paper == RECEIPT or self.library.sheet.annex
        annex = self.annex if wanted and any(section["section"] == "rules" for section in kept) else ()
        code, digested = sheet_code(data, chosen, without), tuple(names(data))
        return RolePages(self, chosen, {**self.whole, "sections": kept}, code, digested, annex)


@dataclass(frozen=True, slots=True)
class RolePages:
    """What is the same on every sheet of one paper of a role."""

    desk: RoleDesk
    paper: Paper
    content: Mapping[str, Any]
    """What `whole_content` gives, with the sections that are printed, in the order of the paper."""
    code: SheetCode
    digested: tuple[str, ...]
    """The sections that its digest covers, in the order of their bits."""
    annex: Sequence[Mapping[str, Any]]
    """The full texts of its rules (`annex.py`); none where they are not printed."""
    told: Sequence[Mapping[str, Any]] = ()
    """The sections of an addendum, which holds nothing else, as the templates know them."""

    @classmethod
    def of(cls, library: Library, role: Role, without: Collection[str] = (), paper: str = DEFAULT) -> "RolePages":
        """The paper with this id, sections left out by `without`."""
        return RoleDesk.of(library, role).pages(paper, without)

    @property
    def title(self) -> str:
        """`销售代表岗位说明书`."""
        return f"{self.content['title']}{self.paper.title}"


def printed(pages: RolePages, hire: Hire) -> dict[str, Any]:
    """One sheet in words. What the paper does not print of a hire, it does not count or number either."""
    desk, paper = pages.desk, pages.paper
    hire = on_paper(hire, paper)
    settings, sheet = desk.library.settings, desk.library.sheet
    draft = desk.role.status == "draft"
    return {
        "paper": paper.id,
        "paper_title": paper.title,
        "organisation": hire.company or settings.organisation,
        "logo": sheet.logo,
        "document_number": document_number(sheet.document_number, pages, hire),
        "title": pages.title,
        "document_title": document_title(pages),
        "running": f"{pages.title} · {shortened(hire.name, LONGEST_RUNNING)}" if hire.name else pages.title,
        "draft": draft,
        "facts": printed_facts(pages.content, hire, paper),
        "sections": pages.told or sections_of(desk.library, desk.role, pages.content, paper.id),
        "statement": statement(paper, annexed=bool(pages.annex)),
        "signatures": list(paper.signatures),
        "endings": endings(paper, pages.content, annexed=bool(pages.annex)),
        "annex": pages.annex,
        "version": settings.version,
        "date": settings.date,
        "digest": str(pages.code),
        "address": desk.address,
        "qr": desk.qr,
    }


def open_sheet(desk: RoleDesk) -> dict[str, Any]:
    """A role's sheet for the form in the browser: `printed` of the default paper for nobody, with what all others have.

    A section stands there once in each of its forms: as other papers lay it out, and where it cites others, for each
    choice of those. The texts of rules stand there if any paper lists the rules.
    """
    papers = desk.offered
    sections = {section["key"]: section for section in chain.from_iterable(_forms(desk, paper.id) for paper in papers)}
    ends = [end for paper in papers for end in endings(paper, desk.whole)]
    annex = desk.annex if any("rules" in paper.sections for paper in papers) and "rules" in desk.filled else ()
    said = printed(desk.pages(), Hire())
    return {**said, "sections": list(sections.values()), "endings": ends, "annex": annex}


def _forms(desk: RoleDesk, paper: str) -> Iterator[dict[str, Any]]:
    """The sections of a paper; those that cite without each choice of what they cite."""
    whole = printed(desk.pages(paper), Hire())["sections"]
    yield from whole
    names = [section["section"] for section in whole]
    cited = [name for name in CITED if name in names]
    if CITING.isdisjoint(names):
        return
    for without in chain.from_iterable(combinations(cited, number) for number in range(1, len(cited) + 1)):
        sections = printed(desk.pages(paper, without), Hire())["sections"]
        yield from (section for section in sections if section["section"] in CITING)


def document_title(pages: RolePages) -> str:
    """The title that stands in a file's properties."""
    return f"{pages.title}（草稿）" if pages.desk.role.status == "draft" else pages.title


def document_number(scheme: str, pages: RolePages, hire: Hire) -> str:
    """The scheme of content/sheet.yaml filled in: {code}, else the role's id; {version}; {employee_no}, else a gap."""
    values = {
        "code": pages.content["code"] or pages.desk.role.id.upper(),
        "version": pages.desk.library.settings.version,
        "employee_no": shortened(hire.employee_no, LONGEST_NUMBER) or ROOM_FOR_NUMBER,
    }
    return re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], match[0]), scheme)
