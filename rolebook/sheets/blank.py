"""PDFs to send to colleagues, as a link into a folder cannot be: the blank sheet of each role, and all roles."""

import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from rolebook.findings.finding import Finding, Severity, has_errors
from rolebook.model.entries import Role
from rolebook.model.kinds import SECTIONS
from rolebook.model.library import Library
from rolebook.model.papers import DEFAULT
from rolebook.model.snapshot import papers_for
from rolebook.sheets.broken import BrokenTemplate, read_logo
from rolebook.sheets.hires.hire import Hire
from rolebook.sheets.lacking import unable_to
from rolebook.sheets.making import Order, SheetBatch
from rolebook.sheets.names import distinct, stem
from rolebook.sheets.printed import RoleDesk, printed
from rolebook.sheets.typeset import Typesetter
from rolebook.supplied import SHEET_TEMPLATES, supplied

FOLDER = "pdf"
MISSING = "missing-character"
"""The rule that also keeps a role out of the PDF of the handbook."""
LONGEST = 200
"""Bytes of a name."""


class BlankSheets:
    """The blank sheets of roles in use. Without what is not to be published. Raises BrokenTemplate.

    A file is called 销售代表岗位说明书.pdf: that name is what colleagues see in a chat.
    """

    def __init__(self, library: Library, root: Path, roles: Collection[str] | None = None) -> None:
        """Of `roles` alone, where any are named."""
        folder = supplied(SHEET_TEMPLATES, root)
        self._library, self._typesetter = library, Typesetter(folder, (), root)
        title = papers_for(library)[DEFAULT].title
        titles = {role.id: role.title for role in _in_use(library, roles)}
        stems = distinct(stem(f"{one}{title}", longest=LONGEST) for one in titles.values())
        self.places = {id_: f"{FOLDER}/{name}.pdf" for id_, name in zip(titles, stems, strict=True)}
        """Role → the place of its sheet, from the site's root."""
        picture = read_logo(root, folder, library.sheet.logo)[0] if library.sheet.logo else None
        self.logo = picture.data if picture else b""

    def made(self, role_id: str) -> Iterator[tuple[str, bytes]]:
        """(place, PDF) of a role; nothing where its sheet cannot be made (a clause in doubt, a rare character)."""
        batch = SheetBatch(self._library, self._typesetter, self._library.kept_off)
        order = Order(self._library.roles[role_id], Hire())
        if not has_errors(batch.findings([order])):
            for _, pdf in batch.files([order]):
                yield self.places[role_id], pdf


def why_unmade(library: Library, root: Path, roles: Collection[str]) -> dict[str, Finding]:
    """Of these roles, each whose blank sheet cannot be made → the first reason. Raises BrokenTemplate."""
    batch = SheetBatch(library, Typesetter(supplied(SHEET_TEMPLATES, root), (), root), library.kept_off)
    found = {role.id: batch.findings([Order(role, Hire())]) for role in _in_use(library, roles)}
    errors = {id_: [one for one in findings if one.severity is Severity.ERROR] for id_, findings in found.items()}
    return {id_: those[0] for id_, those in errors.items() if those}


def _in_use(library: Library, roles: Collection[str] | None) -> Iterator[Role]:
    """The roles that are not retired, in the order of their departments; of `roles` alone, where any are named."""
    for role in library.roles.values():
        if role.status != "retired" and (roles is None or role.id in roles):
            yield role


def handbook_name(library: Library) -> str:
    """What the file of the whole handbook is called."""
    return f"{stem(library.settings.title, longest=LONGEST)}.pdf"


def handbook_pdf(library: Library, root: Path, roles: Collection[str] | None = None) -> bytes:
    """All roles in use with every published section, behind a list of contents; nobody signs it. Raises BrokenTemplate.

    Without roles that hold a character that no font has. Empty where there is no role.
    """
    folder = supplied(SHEET_TEMPLATES, root)
    for finding in unable_to("handbook", folder):
        raise BrokenTemplate(finding)
    typesetter = Typesetter(folder, (), root)
    sections = tuple(name for name in SECTIONS if name != "probation")
    sheets = []
    for role in (one for department in library.departments for one in library.roles_of(department)):
        if roles is not None and role.id not in roles:
            continue
        desk = RoleDesk.of(library, role, library.kept_off)
        paper = replace(desk.papers[DEFAULT], title="", sections=sections, statement="", signatures=(), copies="")
        sheet = {**printed(replace(desk, papers={DEFAULT: paper}).pages(), Hire()), "title": role.title}
        if not typesetter.lacking(json.dumps(sheet, ensure_ascii=False)):
            sheets.append(sheet)
    return typesetter.pdf(sheets, handbook=library.settings.title) if sheets else b""
