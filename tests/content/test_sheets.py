"""The sheets of the sample's roles."""

from dataclasses import replace
from pathlib import Path

import pytest

from rolebook.model.library import Library
from rolebook.sheets import fonts
from rolebook.sheets.hires.hire import Hire
from rolebook.sheets.making import Order, SheetBatch
from rolebook.sheets.printed import RolePages, printed
from rolebook.sheets.typeset import Typesetter
from tests.pdfs import number_of_pages
from tests.test_word import TEMPLATE, schema_faults


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter(TEMPLATE)


@pytest.mark.parametrize("address", ["", "https://handbook.example.org"])
@pytest.mark.parametrize("hire", [Hire(), Hire(name="欧阳娜娜（示例）", start="2026-12-01")], ids=["blank", "hire"])
def test_every_role_fits_on_one_page(library: Library, typesetter: Typesetter, hire: Hire, address: str) -> None:
    """No sheet ends in a row and the signatures on a page of their own, not even with a QR code."""
    library = replace(library, settings=replace(library.settings, site_url=address))
    for role in library.roles.values():
        assert number_of_pages(typesetter.pdf([printed(RolePages.of(library, role), hire)])) == 1, role.id


def test_every_role_keeps_to_the_schemas_of_word(library: Library, typesetter: Typesetter, tmp_path: Path) -> None:
    batch = SheetBatch(library, typesetter, (), ("docx",))
    hire = Hire(name="𠮷田（示例）", remarks="名" * 1000)
    for role in library.roles.values():
        if role.status != "retired":
            ((_, data),) = batch.files([Order(role, hire)])
            assert schema_faults(data, tmp_path) == [], role.id


def test_pinned_fonts_have_what_the_sample_needs(library: Library) -> None:
    texts = [clause.text for clause in library.clauses.values()]
    texts += [role.title + role.purpose for role in library.roles.values()]
    assert {char for text in texts for char in text} <= {chr(code) for code in fonts.covered()}
