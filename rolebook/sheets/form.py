"""The form on the site that makes a sheet: what its page shows and the data that its scripts fill in.

A hire's data never leaves the page, so everything is there beforehand: every section in all its forms, the digest of
which the browser makes the code, and the role's Word parts with their places.
"""

import base64
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rolebook.model.entries import Clause, Department, Role
from rolebook.model.kinds import LISTED, SECTIONS
from rolebook.model.library import Library
from rolebook.model.papers import ADDENDUM, DEFAULT, HANDOVER, RECEIPT, Paper
from rolebook.model.snapshot import papers_for
from rolebook.sheets import batch_page
from rolebook.sheets.advice import doubted, notices
from rolebook.sheets.annex import ANNEX
from rolebook.sheets.facts import facts_of, terms_belong_to
from rolebook.sheets.form_rules import rules_script
from rolebook.sheets.hires.hire import HEADINGS, OF_THE_ORDER, Hire, headings
from rolebook.sheets.lacking import knows_one_paper, lacking_tags
from rolebook.sheets.names import form_path
from rolebook.sheets.printed import RoleDesk, document_number, document_title, open_sheet, printed
from rolebook.sheets.sections import CITED, CITING, SECTION_TITLES
from rolebook.sheets.statement import ending_key, statement
from rolebook.sheets.web import SheetHtml, fingerprint
from rolebook.sheets.word.file import place
from rolebook.sheets.word.spacing import is_crowded
from rolebook.sheets.word.template import WordTemplate
from rolebook.supplied import SHEET_TEMPLATES, is_as_supplied

_TAGS = re.compile("((?:<[^>]*>)+)")

STYLE = "assets/sheet.css"
WORD = "assets/sheet-word-parts.js"
PAGES = "assets/sheet-pages.js"
RULES = "assets/sheet-rules.js"
ROLES = "assets/sheet-roles.js"
"""The roles that the form can change to, where they are no more than `_MOST_OFFERED`."""
_MOST_OFFERED = 600
"""With more roles than this in the handbook, a form offers those of the department alone."""
LIST_RULES = "assets/sheet-list-rules.js"

HINTS: Mapping[str, str] = {"start": "例如 2026-12-01、20261201", "probation": "例如 三个月"}


@dataclass(frozen=True, slots=True)
class FormPage:
    """One role's form: the page's address, the template's variables, and the script that the page loads."""

    path: str
    variables: Mapping[str, Any]
    script_path: str
    script: bytes
    paper_path: str
    paper: bytes
    """The script that gives the sheet to the page 批量."""


class RoleForms:
    """The forms of a library's roles; what they share is made once."""

    def __init__(
        self, library: Library, folder: Path, root: Path | None = None, roles: Collection[str] | None = None
    ) -> None:
        """`folder` is templates/sheet; with `roles`, there are forms of these alone. Raises BrokenTemplate.

        `root` is the handbook's folder, where the logo lies; without it, the one that `folder` belongs to.
        """
        self._library = library
        self._roles = library.roles.keys() if roles is None else roles
        self._paper = SheetHtml(folder, root or folder.parents[1])
        self._word = WordTemplate(folder)
        fixed = [[name, _base64(data)] for name, data in sorted(self._word.fixed.items())]
        tight = [[name, _base64(data)] for name, data in self._word.tight.items()]
        self._knows_one_paper = knows_one_paper(folder / "sheet.html")
        self._as_supplied = is_as_supplied(SHEET_TEMPLATES, root or folder.parents[1])
        pictures = self._paper.pictures(library.sheet.logo)
        self._pictures = {name: f"assets/sheet-{name}{ending}" for name, (ending, _) in pictures.items()}
        self._files = {
            **{self._pictures[name]: data for name, (_, data) in pictures.items()},
            STYLE: self._paper.file("sheet.css"),
            PAGES: self._paper.file("sheet-pages.js"),
            WORD: _script("rolebookWordParts", fixed) + _script("rolebookWordTight", tight),
            RULES: rules_script(),
        }
        departments = map(self._of_department, library.departments.values())
        choices = [one for one in departments if one[1]]
        self._many = sum(len(roles) for _, roles in choices) > _MOST_OFFERED
        if not self._many:
            self._files[ROLES] = _script("rolebookSheetRoles", choices)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """(path, bytes) of what all forms use."""
        yield from self._files.items()

    @property
    def roles(self) -> Iterator[Role]:
        """Those in use that have a form."""
        return (one for one in self._library.roles.values() if one.status != "retired" and one.id in self._roles)

    @property
    def fingerprints(self) -> Mapping[str, str]:
        """The path of each file that all forms use → what its address ends in."""
        return {path: fingerprint(data) for path, data in self._files.items()}

    def _of_department(self, department: Department) -> list[Any]:
        """[department, [[id, title]]] of the roles in use."""
        roles = self._library.roles_of(department.id)
        return [department.title, [[role.id, role.title] for role in roles if role.id in self._roles]]

    def batch(self, digests: Mapping[str, str]) -> tuple[dict[str, Any], bytes]:
        """The variables of the page 批量 and the script of LIST_RULES; `digests`: SHA-256 of each role's scripts."""
        scripts = {
            role.id: [f"{path}?v={digests[path][:8]}" for path in (script_path(role), paper_path(role))]
            for role in self.roles
        }
        papers = list(papers_for(self._library).values())
        offered = [
            one for one in (papers[:1] if self._knows_one_paper else papers) if one.is_signed and one.id != ADDENDUM
        ]
        rules = batch_page.list_rules(self._library, [paper.id for paper in offered], self._roles)
        script = batch_page.rules_script({**rules, "addresses": scripts})
        variables = {
            "papers": [{"id": paper.id, "title": paper.title} for paper in offered],
            "headings": list(headings(self._library).values()),
            "scripts": [*self._addresses(PAGES, RULES, WORD), f"{LIST_RULES}?v={fingerprint(script)}"],
            "style": self._addresses(STYLE)[0],
        }
        return variables, script

    def page(self, role: Role, unreleased: str = "") -> FormPage:
        """The form of a role; `unreleased` is what it says where no release holds its papers. Raises BrokenTemplate."""
        desk = RoleDesk.of(self._library, role, self._library.kept_off)
        kept_away = [section["section"] for section in desk.whole["sections"] if section["section"] in desk.withheld]
        sheet = open_sheet(desk)
        papers = self._offered(desk)
        script = self._near(role) + _script("rolebookSheet", self._data(desk, sheet))
        department = self._library.departments[role.department]
        printable = {name for paper in papers for name in paper.sections} & desk.filled
        first = {name: place for place, name in enumerate((*papers[0].sections, *SECTIONS))}
        told = list(notices(self._library, role, desk))
        hints = {**HINTS, "department": f"不填则印“{desk.whole['department']}”"}
        pages = desk.pages()
        shown = [section["key"] for section in printed(pages, Hire())["sections"]]
        # A company's own Word template may have no place for the texts of rules: then nobody may ask for them.
        offered = bool(sheet["annex"]) and self._word.annexes
        asked = offered and bool(pages.annex)
        pictures = {name: f"../{path}" for name, path in self._pictures.items()}
        paper = self._paper.html(sheet, 2, pictures, [*shown, ANNEX] if pages.annex else shown)
        # The page 批量 lies at the root, and shows no sheet of a role that is stopped.
        stopped = self._stopping(role)
        told_of_all = [["", "", unreleased]] if unreleased else []
        given = {
            "html": "" if stopped else str(paper).replace('src="../', 'src="'),
            "annex": asked,
            "notices": [*told_of_all, *([one.section, one.paper, one.text] for one in told)],
        }
        paper_script = _script("rolebookSheetPaper", given)
        variables = {
            "role": role,
            "department": department,
            "papers": [{"id": paper.id, "title": paper.title} for paper in papers],
            "paper_notices": [one for one in told if one.paper],
            "fields": [
                {"key": key, "label": label, "hint": hints.get(key, "")}
                for key, label in HEADINGS.items()
                if key not in OF_THE_ORDER or key == "role"
            ],
            "sections": [
                {"name": name, "title": SECTION_TITLES[name], "notices": [one for one in told if one.section == name]}
                for name in sorted(printable, key=lambda name: first[name])
            ],
            "companies": self._library.settings.companies,
            "kept_away": [SECTION_TITLES[name] for name in kept_away if any(name in one.sections for one in papers)],
            "draft": sheet["draft"],
            "unreleased": unreleased,
            "stopped": stopped,
            "annex": {"offered": offered, "asked": asked},
            "paper": paper,
            "scripts": [
                *self._addresses(PAGES, RULES, *(() if self._many else (ROLES,)), WORD),
                f"{script_path(role)}?v={fingerprint(script)}",
            ],
            "style": self._addresses(STYLE)[0],
        }
        return FormPage(form_path(role), variables, script_path(role), script, paper_path(role), paper_script)

    def _near(self, role: Role) -> bytes:
        """Where there are many roles, those of the department and the way to all others; else nothing."""
        if not self._many:
            return b""
        own = self._of_department(self._library.departments[role.department])
        return _script("rolebookSheetRoles", [own, ["其他", [["index", "其他部门的岗位…"]]]])

    def _stopping(self, role: Role) -> list[Clause]:
        """The clauses in doubt that keep the sheet of an approved role from being made."""
        found = doubted(self._library, role, LISTED) if role.status == "approved" else {}
        return [clause for clauses in found.values() for clause in clauses]

    def _offered(self, desk: RoleDesk) -> list[Paper]:
        """The papers to choose from: the first alone where a company's own template knows no others."""
        return desk.offered[:1] if self._knows_one_paper else desk.offered

    def _addresses(self, *paths: str) -> list[str]:
        """With a fingerprint: a changed file has another address, an unchanged one stays in the browser's cache."""
        return [f"{path}?v={fingerprint(self._files[path])}" for path in paths]

    def _data(self, desk: RoleDesk, sheet: Mapping[str, Any]) -> dict[str, Any]:
        pages = desk.pages()
        number = document_number(self._library.sheet.document_number, pages, Hire(employee_no=place("employee_no")))
        parts = self._word.parts(sheet)
        return {
            "organisation": sheet["organisation"],
            "role": desk.role.title,
            "documentNumber": number,
            "papers": [self._paper_data(desk, paper, parts) for paper in self._offered(desk)],
            "citing": sorted(CITING),
            "cited": list(CITED),
            "digest": pages.code.digest,
            "digested": list(pages.digested),
            "annex": bool(sheet["annex"]),
            "parts": [[name, *_packed(text)] for name, text in sorted(parts.items())],
            "pictures": [[name, _base64(data)] for name, data in self._word.pictures(desk.address).items()],
        }

    def _paper_data(self, desk: RoleDesk, paper: Paper, parts: Mapping[str, str]) -> dict[str, Any]:
        """What one paper is made of in the browser. `lacking`: what keeps the Word file from being saved."""
        pages = desk.pages(paper.id)
        whole = printed(pages, Hire())
        lacking = [] if self._as_supplied else lacking_tags(self._word, parts, pages)
        return {
            "id": paper.id,
            "letter": paper.letter,
            "leftOut": pages.code.left_out,
            "title": pages.title,
            "documentTitle": document_title(pages),
            "called": "" if paper.id == DEFAULT else paper.title,
            "facts": [[fact.key, fact.label, fact.value, fact.when] for fact in facts_of(pages.content, Hire(), paper)],
            "signed": paper.is_signed,
            "terms": terms_belong_to(paper, pages.content["statement"]),
            "sections": [section["section"] for section in pages.content["sections"]],
            "handedOver": paper.id == HANDOVER,
            "statement": [statement(paper)[key] for key in ("title", "text", "copies")],
            "received": statement(paper, annexed=True)["text"],
            "annexed": paper.id == RECEIPT,
            "ending": ending_key(paper.id),
            "crowded": is_crowded(whole),
            "lacking": [finding.message.zh for finding in lacking],
        }


def script_path(role: Role) -> str:
    """The script that the form of a role loads, from the site's root."""
    return f"data/sheets/{role.id}.js"


def paper_path(role: Role) -> str:
    """The script that gives the sheet of a role to the page 批量."""
    return f"data/papers/{role.id}.js"


def _packed(text: str) -> tuple[list[str], list[str | int]]:
    """A Word part as its stretches of tags, each once, and its pieces: a text, or the place of a stretch.

    Half of a part is tags that stand in it again and again.
    """
    stretches: dict[str, int] = {}
    pieces = (piece for piece in _TAGS.split(text) if piece)
    packed = [stretches.setdefault(piece, len(stretches)) if piece[0] == "<" else piece for piece in pieces]
    return [*stretches], packed


def _script(name: str, data: Any) -> bytes:
    """One assignment: nothing but a script element loads from a folder."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"window.{name} = {text};\n".encode()


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
