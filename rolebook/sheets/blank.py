"""The blank sheet of every role as a PDF that is sent to colleagues: the site links to them."""

from collections.abc import Mapping
from pathlib import Path

from rolebook.findings.finding import has_errors
from rolebook.model.kinds import UNPUBLISHED
from rolebook.model.library import Library
from rolebook.model.papers import DEFAULT
from rolebook.model.snapshot import papers_for
from rolebook.sheets.hires.hire import Hire
from rolebook.sheets.making import Order, SheetBatch
from rolebook.sheets.names import distinct, stem
from rolebook.sheets.typeset import Typesetter
from rolebook.supplied import SHEET_TEMPLATES, supplied

FOLDER = "pdf"
LONGEST = 200
"""Bytes of a name."""


def role_pdfs(library: Library, root: Path) -> tuple[Mapping[str, str], Mapping[str, bytes]]:
    """(role → place, place → PDF) of the roles in use, from the site's root. Raises BrokenTemplate.

    A file is called 销售代表岗位说明书.pdf: that name is what colleagues see in a chat. Without what is not to
    be published, and without roles whose sheet cannot be made (a clause in doubt, a rare character).
    """
    withheld = UNPUBLISHED.difference(library.sheet.publish)
    batch = SheetBatch(library, Typesetter(supplied(SHEET_TEMPLATES, root), (), root), withheld)
    wanted = (Order(role, Hire()) for role in library.roles.values() if role.status != "retired")
    orders = [order for order in wanted if not has_errors(batch.findings([order]))]
    title = papers_for(library)[DEFAULT].title
    stems = distinct(stem(f"{order.role.title}{title}", longest=LONGEST) for order in orders)
    places = {order.role.id: f"{FOLDER}/{name}.pdf" for order, name in zip(orders, stems, strict=True)}
    made = (pdf for _, pdf in batch.files(orders))
    return places, dict(zip(places.values(), made, strict=True))
