"""What `check` says of characters that sheets cannot be printed with. A module of its own: it is quick to import."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rolebook.findings.finding import Finding, Position, Severity
from rolebook.model.entries import Role
from rolebook.model.library import Library
from rolebook.supplied import SHEET_TEMPLATES, supplied
from rolebook.words.wording import Wording

USUAL = re.compile("[\n -~·×—‘’“”…、。《》〇（），：；？！％～①-⑳\u4e00-\u9fa5]*")
"""Characters that the fonts have, which a test proves."""


def unshown_characters(library: Library, root: Path) -> Iterator[Finding]:
    """Characters of texts that no font of the PDF sheets has: `sheet` makes none with them unless it is given a font.

    Hardly any library has others than the usual ones, and only then the fonts are asked.
    """
    rare = [(at, name, text) for at, name, text in _printed(library) if not USUAL.fullmatch(text)]
    if not rare:
        return
    from rolebook.sheets.broken import BrokenTemplate
    from rolebook.sheets.hires.hire import missing_character
    from rolebook.sheets.typeset import Typesetter

    try:
        typesetter = Typesetter(supplied(SHEET_TEMPLATES, root), (), root)
    except BrokenTemplate:  # said as such by `proof.template_faults`
        return
    for at, name, text in rare:
        for char in typesetter.lacking(text):
            fault = missing_character(char)
            message = Wording(f"{name}：PDF 的{fault.message.zh}", f"{name}: for PDF, {fault.message.en}")
            yield replace(fault, severity=Severity.WARNING, at=at, message=message)


def _printed(library: Library) -> Iterator[tuple[Position, str, str]]:
    """The texts that sheets print: place, the entry's id, and the text."""
    for clause in library.clauses.values():
        if library.in_use(clause):
            yield clause.text_at.at if clause.text_at else clause.at, clause.id, clause.text
    for owner in (*library.departments.values(), *library.roles.values()):
        at = owner.title_at.at if isinstance(owner, Role) and owner.title_at else owner.at
        yield at, owner.id, owner.title + owner.print_title
        if isinstance(owner, Role):
            yield owner.at, owner.id, owner.purpose + "".join(text for texts in owner.extras.values() for text in texts)
    for rule in library.rules.values():
        yield rule.at, rule.id, rule.title
