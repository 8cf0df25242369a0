"""A role's sheet that is still open: for nobody yet, with every section it can have, each to be kept or left out."""

from collections.abc import Iterable
from typing import Any

from rolebook.sheets.hire import Hire
from rolebook.sheets.printed import RolePages, printed

ALONE = "penalties-alone"
"""The penalties on a sheet without the duties: what they enforce is quoted there, since it has no number."""


def open_sheet(pages: RolePages) -> dict[str, Any]:
    """What `printed` says for nobody; each section has a `key`, and penalties stand there in both their forms."""
    sheet = printed(pages, Hire())
    alone = printed(RolePages.of(pages.library, pages.role, ["duties"]), Hire())["sections"]
    other = {section["section"]: {**section, "key": ALONE} for section in alone if section["section"] == "penalties"}
    sections = []
    for section in sheet["sections"]:
        sections.append({**section, "key": section["section"]})
        if section["section"] in other:
            sections.append(other[section["section"]])
    return {**sheet, "sections": sections}


def kept_keys(names: Iterable[str]) -> frozenset[str]:
    """The keys of the sections that a sheet with these sections keeps."""
    kept = frozenset(names)
    return kept if "duties" in kept or "penalties" not in kept else (kept - {"penalties"}) | {ALONE}
