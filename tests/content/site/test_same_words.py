"""For every role of the sample, its page, PDF, Word file, form and printed form say the same, on one sheet."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from rolebook.model.library import Library
from rolebook.sheets.making import SheetBatch
from rolebook.sheets.typeset import Typesetter
from tests.conftest import REPOSITORY
from tests.site.same_words import press_sections, said_everywhere


@pytest.mark.soak
@pytest.mark.parametrize("part", range(4))
def test_all_say_the_same(part: int, browser: Browser, built: Path, library: Library) -> None:
    """In four parts, so that the workers share them; in `make test`, the company's roles are enough."""
    batch = SheetBatch(library, Typesetter(REPOSITORY / "templates/sheet"), (), ("pdf", "docx"))
    page = browser.new_page()
    for role in [role for role in library.roles.values() if role.status != "retired"][part::4]:
        said = said_everywhere(role, built, page, batch, library.settings.organisation)
        assert len(said) == len(press_sections(library, role)) + 3, role.id
        page.goto((built / f"sheets/{role.id}.html").as_uri())
        assert page.locator(".sheet-page").count() == 1, f"{role.id}: no sheet ends in a row and the signatures"
    page.close()
