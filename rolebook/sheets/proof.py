"""What `check` says of the templates of sheets: with a clean `check`, sheets can be made.

A company's own templates are tried on one role in every form.
"""

from collections.abc import Iterator
from pathlib import Path

from rolebook.findings.finding import Finding
from rolebook.model.library import Library
from rolebook.sheets.broken import BrokenTemplate
from rolebook.sheets.hires.hire import Hire
from rolebook.sheets.open_sheet import open_sheet
from rolebook.sheets.printed import RolePages, printed
from rolebook.supplied import SHEET_TEMPLATES, supplied

_TRIED = 20
"""So many roles are looked at for the one with the most sections."""


def template_faults(library: Library, root: Path) -> Iterator[Finding]:
    """What keeps the templates of the handbook at `root` from making a sheet; one finding a form at most."""
    folder = supplied(SHEET_TEMPLATES, root)
    roles = [role for role in library.roles.values() if role.status != "retired"][:_TRIED]
    if not roles:
        return
    whole = max((RolePages.of(library, role) for role in roles), key=lambda pages: len(pages.content["sections"]))
    for made in (_in_word, _on_the_web, _typeset):
        try:
            made(whole, folder, root)
        except BrokenTemplate as problem:
            if problem.finding.rule == "broken-template":  # of the logo and of characters, others tell
                yield problem.finding


def _in_word(pages: RolePages, folder: Path, _root: Path) -> None:
    from rolebook.sheets.word.template import WordTemplate  # docxtpl takes a while to load

    WordTemplate(folder).parts(open_sheet(pages))


def _on_the_web(pages: RolePages, folder: Path, root: Path) -> None:
    from rolebook.sheets.web import SheetHtml

    SheetHtml(folder, root).page(printed(pages, Hire()))


def _typeset(pages: RolePages, folder: Path, root: Path) -> None:
    from rolebook.sheets.typeset import Typesetter

    Typesetter(folder, (), root).pdf([printed(pages, Hire())])
