"""A role's sheet for the form in the browser: without a hire, with every section that the form can leave out."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from rolebook.sheets.hires.hire import Hire
from rolebook.sheets.printed import RolePages, printed
from rolebook.sheets.sections import CITED, CITING


def open_sheet(pages: RolePages) -> dict[str, Any]:
    """What `printed` says for nobody; a section that cites others stands there once for each choice of those."""
    sheet = printed(pages, Hire())
    citing = [section["section"] for section in sheet["sections"] if section["section"] in CITING]
    forms = list(_without_what_is_cited(pages)) if citing else []
    sections: dict[str, Any] = {}
    for section in sheet["sections"]:
        found = [one for one in forms if one["section"] == section["section"]] or [section]
        sections.update((one["key"], one) for one in found)
    return {**sheet, "sections": list(sections.values())}


def _without_what_is_cited(pages: RolePages) -> Iterator[dict[str, Any]]:
    """The citing sections of a sheet without each choice of the sections that they cite."""
    for choice in product((False, True), repeat=len(CITED)):
        without = [name for name, left_out in zip(CITED, choice, strict=True) if left_out]
        sheet = printed(RolePages.of(pages.library, pages.role, without), Hire())
        yield from (section for section in sheet["sections"] if section["section"] in CITING)
