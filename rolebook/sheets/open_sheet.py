"""A role's sheet that is still open: for nobody yet, with every section it can have, each to be kept or left out."""

from itertools import product
from typing import Any

from rolebook.sheets.hires.hire import Hire
from rolebook.sheets.printed import RolePages, printed
from rolebook.sheets.sections import CITED


def open_sheet(pages: RolePages) -> dict[str, Any]:
    """What `printed` says for nobody; the penalties stand there once for each choice of the sections they cite."""
    sheet = printed(pages, Hire())
    sections: dict[str, Any] = {}
    for section in sheet["sections"]:
        found = _forms_of_penalties(pages) if section["section"] == "penalties" else [section]
        sections.update((one["key"], one) for one in found)
    return {**sheet, "sections": list(sections.values())}


def _forms_of_penalties(pages: RolePages) -> list[dict[str, Any]]:
    found = []
    for choice in product((False, True), repeat=len(CITED)):
        without = [name for name, left_out in zip(CITED, choice, strict=True) if left_out]
        sheet = printed(RolePages.of(pages.library, pages.role, without), Hire())
        found += [section for section in sheet["sections"] if section["section"] == "penalties"]
    return found
