"""How the pages look, measured: one left edge, one filled button, a full first screen, clean paper."""

import io
import re
import unicodedata
from pathlib import Path

import pypdf
from playwright.sync_api import Page, expect

from rolebook.cli import main
from tests.browser import Open

from .form_page import RADICALS


def test_the_menu_of_a_phone_opens_and_closes(opened: Open) -> None:
    page = opened("roles/sales-manager.html", width=390, height=844)
    link = page.get_by_role("navigation", name="主导航").get_by_role("link", name="来源")
    expect(link).to_be_hidden()
    expect(page.locator("input[type=search]")).to_be_visible()
    page.get_by_role("button", name="菜单").click()
    expect(link).to_be_visible()
    expect(page.get_by_role("button", name="菜单")).to_have_attribute("aria-expanded", "true")
    page.get_by_role("button", name="菜单").click()
    expect(link).to_be_hidden()
    page = opened("roles/sales-manager.html", width=390, height=844, java_script_enabled=False)
    expect(page.locator("#menu").get_by_text("来源")).to_be_visible()


def _printed(page: Page) -> list[str]:
    """The text of each printed page, without white space."""
    reader = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [
        re.sub(r"\s+", "", unicodedata.normalize("NFKC", sheet.extract_text()).translate(RADICALS))
        for sheet in reader.pages
    ]


def test_the_heading_of_the_register_is_repeated_with_its_words(opened: Open) -> None:
    page = opened("penalties.html")
    # A register of sixty rows, as a company with a longer list has it.
    page.evaluate(
        """() => {
          const body = document.querySelector("#register tbody");
          const rows = [...body.rows];
          for (let times = 0; times < 9; times += 1) body.append(...rows.map((row) => row.cloneNode(true)));
        }"""
    )
    sheets = _printed(page)
    assert len(sheets) >= 3
    for text in sheets[:-1]:
        assert "违规情形处罚计罚方式适用岗位对应原文行" in text


def test_a_duty_that_nobody_lists_keeps_its_mark_on_a_phone(copy: Path, opened: Open) -> None:
    duties = copy / "content/duties/planning.yaml"
    origin = "  origin:\n    decided: 2026-11-20\n    by: 人力资源部\n    reason: 示例\n"
    made_up = f"- id: made-up-duty\n  text: 示例：没有岗位列出的职责。\n{origin}"
    duties.write_text(duties.read_text("utf-8") + made_up, "utf-8")
    assert main(["--root", str(copy), "site", "--no-pdf"]) == 0
    page = opened("themes/planning.html", width=390, site=copy / "site")
    mark = page.locator("[data-clause=made-up-duty] .mark")
    assert mark.locator("summary").inner_text() == "自定"
    mark.locator("summary").click()
    expect(mark).to_contain_text("人力资源部于 2026-11-20 决定：示例")
