"""What `check` says of the templates of sheets: with a clean `check`, sheets can be made.

A company's own templates are tried on one role in every form.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rolebook.findings.finding import Finding, Severity
from rolebook.model.library import Library
from rolebook.sheets.broken import BrokenTemplate
from rolebook.sheets.hires.hire import Hire
from rolebook.sheets.lacking import lacking_tags
from rolebook.sheets.printed import RoleDesk, RolePages, open_sheet, printed
from rolebook.supplied import SHEET_TEMPLATES, supplied
from rolebook.words.wording import Wording

_TRIED = 20
"""So many roles are looked at for the one with the most sections."""


def template_faults(library: Library, root: Path) -> Iterator[Finding]:
    """What keeps the templates of the handbook at `root` from making a sheet; one finding a form at most.

    And warnings for what the Word template leaves out of the papers of this library.
    """
    folder = supplied(SHEET_TEMPLATES, root)
    roles = [role for role in library.roles.values() if role.status != "retired"]
    if not roles:
        return
    desks = [RoleDesk.of(library, role) for role in roles[:_TRIED]]
    whole = max((desk.pages() for desk in desks), key=lambda pages: len(pages.content["sections"]))
    for made in (_in_word, _on_the_web, _typeset):
        try:
            yield from made(whole, folder, root)
        except BrokenTemplate as problem:
            if problem.finding.rule == "broken-template":  # of the logo and of characters, others tell
                yield problem.finding


def _in_word(pages: RolePages, folder: Path, _root: Path) -> Iterator[Finding]:
    from rolebook.sheets.word.template import WordTemplate  # docxtpl takes a while to load

    template = WordTemplate(folder)
    told: dict[Wording, Finding] = {}
    for desk in _with_every_section(pages.desk.library):
        parts = template.parts(open_sheet(desk))
        for paper in desk.offered:
            for finding in lacking_tags(template, parts, desk.pages(paper.id)):
                told.setdefault(finding.message, replace(finding, severity=Severity.WARNING))
    yield from told.values()


def _with_every_section(library: Library) -> Iterator[RoleDesk]:
    """Roles among which every section that any role has is filled in each of its forms: few, however many there are."""
    seen: set[tuple[str, bool]] = set()
    for role in library.roles.values():
        if role.status == "retired":
            continue
        desk = RoleDesk.of(library, role)
        shapes = {(section["section"], len(section["content"]) > 1) for section in desk.whole["sections"]}
        if not shapes <= seen:
            seen |= shapes
            yield desk


def _on_the_web(pages: RolePages, folder: Path, root: Path) -> Iterator[Finding]:
    from rolebook.sheets.web import SheetHtml

    SheetHtml(folder, root).page(printed(pages, Hire()))
    return iter(())


def _typeset(pages: RolePages, folder: Path, root: Path) -> Iterator[Finding]:
    from rolebook.sheets.typeset import Typesetter

    Typesetter(folder, (), root).pdf([printed(pages, Hire())])
    return iter(())
