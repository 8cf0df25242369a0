"""The form on the site that makes a sheet: what its page shows and the data that its scripts fill in.

A hire's data never leaves the page, so everything is there beforehand: every section in all its forms, the digest of
which the browser makes the code, and the role's Word parts with their places.
"""

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rolebook.model.entries import Clause, Role
from rolebook.model.kinds import LISTED
from rolebook.model.library import Library
from rolebook.sheets.advice import notices
from rolebook.sheets.doubts import doubted
from rolebook.sheets.facts import facts_of
from rolebook.sheets.form_rules import rules_script
from rolebook.sheets.hires.hire import HEADINGS, Hire
from rolebook.sheets.names import form_path
from rolebook.sheets.open_sheet import open_sheet
from rolebook.sheets.printed import RolePages, document_number
from rolebook.sheets.sections import CITED, CITING, SECTION_TITLES
from rolebook.sheets.statement import statement
from rolebook.sheets.web import SheetHtml, fingerprint
from rolebook.sheets.word.file import place
from rolebook.sheets.word.template import WordTemplate

STYLE = "assets/sheet.css"
WORD = "assets/sheet-word-parts.js"
PAGES = "assets/sheet-pages.js"
RULES = "assets/sheet-rules.js"

HINTS: Mapping[str, str] = {
    "start": "年-月-日，例如 2026-12-01",
    "probation": "例如 三个月",
}


@dataclass(frozen=True, slots=True)
class FormPage:
    """One role's form: the page's address, the template's variables, and the script that the page loads."""

    path: str
    variables: Mapping[str, Any]
    script_path: str
    script: bytes


class RoleForms:
    """The forms of a library's roles; what they share is made once."""

    def __init__(self, library: Library, folder: Path, root: Path | None = None) -> None:
        """`folder` is templates/sheet. Raises BrokenTemplate.

        `root` is the handbook's folder, where the logo lies; without it, the one that `folder` belongs to.
        """
        self._library = library
        self._paper = SheetHtml(folder, root or folder.parents[1])
        self._word = WordTemplate(folder)
        fixed = [[name, _base64(data)] for name, data in sorted(self._word.fixed.items())]
        pictures = self._paper.pictures(library.sheet.logo)
        self._pictures = {name: f"assets/sheet-{name}{ending}" for name, (ending, _) in pictures.items()}
        self._files = {
            **{self._pictures[name]: data for name, (_, data) in pictures.items()},
            STYLE: self._paper.file("sheet.css"),
            PAGES: self._paper.file("sheet-pages.js"),
            WORD: _script("rolebookWordParts", fixed),
            RULES: rules_script(),
        }

    def files(self) -> Iterator[tuple[str, bytes]]:
        """(path, bytes) of what all forms use."""
        yield from self._files.items()

    def pages(self) -> Iterator[FormPage]:
        """The form of every role that is in use. Raises BrokenTemplate."""
        for role in self._library.roles.values():
            if role.status != "retired":
                yield self._page(role)

    def _page(self, role: Role) -> FormPage:
        kept_away = self._library.unpublished(role)
        pages = RolePages.of(self._library, role, kept_away, annexed=self._word.annexes)
        sheet = open_sheet(pages)
        asked = bool(sheet["annex"]) and self._library.sheet.annex
        shown = {**sheet, "statement": statement(pages.paper, annexed=asked)}
        pictures = {name: f"../{path}" for name, path in self._pictures.items()}
        script = _script("rolebookSheet", self._data(pages, sheet))
        script_path = f"data/sheets/{role.id}.js"
        department = self._library.departments[role.department]
        names = [section["section"] for section in pages.content["sections"]]
        told = list(notices(self._library, role))
        hints = {**HINTS, "department": f"不填则印“{pages.content['department']}”"}
        variables = {
            "role": role,
            "department": department,
            "fields": [{"key": key, "label": label, "hint": hints.get(key, "")} for key, label in HEADINGS.items()],
            "sections": [
                {"name": name, "title": SECTION_TITLES[name], "notices": [one for one in told if one.section == name]}
                for name in names
            ],
            "companies": self._library.settings.companies,
            "kept_away": [SECTION_TITLES[name] for name in kept_away if name in pages.paper.sections],
            "draft": sheet["draft"],
            "stopped": self._stopping(role),
            "annex": {"offered": bool(sheet["annex"]), "asked": asked},
            "paper": self._paper.html(shown, 2, pictures, hidden_annex=not asked),
            "scripts": [*self._addresses(PAGES, RULES, WORD), f"{script_path}?v={fingerprint(script)}"],
            "style": self._addresses(STYLE)[0],
        }
        return FormPage(form_path(role), variables, script_path, script)

    def _stopping(self, role: Role) -> list[Clause]:
        """The clauses in doubt that keep the sheet of an approved role from being made."""
        found = doubted(self._library, role, LISTED) if role.status == "approved" else {}
        return [clause for clauses in found.values() for clause in clauses]

    def _addresses(self, *paths: str) -> list[str]:
        """With a fingerprint: a changed file has another address, an unchanged one stays in the browser's cache."""
        return [f"{path}?v={fingerprint(self._files[path])}" for path in paths]

    def _data(self, pages: RolePages, sheet: Mapping[str, Any]) -> dict[str, Any]:
        content = pages.content
        number = document_number(self._library.sheet.document_number, pages, Hire(employee_no=place("employee_no")))
        return {
            "title": sheet["title"],
            "organisation": sheet["organisation"],
            "role": pages.role.title,
            "documentNumber": number,
            "annex": content["statement"] == "annex",
            "facts": [[fact.key, fact.label, fact.value, fact.when] for fact in facts_of(content, Hire())],
            "sections": [section["section"] for section in content["sections"]],
            "citing": sorted(CITING),
            "cited": list(CITED),
            "statements": [statement(pages.paper, annexed=annexed)["text"] for annexed in (False, True)],
            "digest": pages.code.digest,
            "letter": pages.paper.letter,
            "digested": list(pages.digested),
            "parts": [[name, text] for name, text in sorted(self._word.parts(sheet).items())],
            "pictures": [[name, _base64(data)] for name, data in self._word.pictures(pages.address).items()],
        }


def _script(name: str, data: Any) -> bytes:
    """One assignment: nothing but a script element loads from a folder."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"window.{name} = {text};\n".encode()


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
