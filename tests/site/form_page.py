"""The form of a role's sheet as a test sees it: its fields, its preview, its paper and its Word file."""

import io
import re
import unicodedata
from typing import Any

import pypdf
from playwright.sync_api import Page

HEAD = "sheets/sales-department-head.html"
SHORT = "sheets/sales-representative.html"
RADICALS = str.maketrans("―戶⻔⻓⻚⻋⻅⻉⻛⻜⻢⻥⻦⻩⻬⻮⻰", "—户门长页车见贝风飞马鱼鸟黄齐齿龙")
"""Some glyphs stand for two characters: a PDF's table of characters names the rarer one."""


def field(page: Page, label: str) -> Any:
    return page.get_by_label(label, exact=True)


def preview(page: Page) -> Any:
    return page.locator("#sheet-pages")


def printed(page: Page) -> str:
    """What is on the paper, without white space."""
    reader = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    text = "".join(sheet.extract_text() for sheet in reader.pages)
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(RADICALS))


def shown(page: Page) -> str:
    """What the preview says, without white space."""
    return re.sub(r"\s+", "", preview(page).text_content() or "")


def downloaded(page: Page) -> tuple[str, bytes]:
    """The name and the bytes of the file that 下载 Word saves."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载 Word").click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def fact(page: Page, label: str) -> str:
    row = preview(page).locator(".sheet-fact", has=page.locator("dt", has_text=re.compile(f"^{label}$")))
    text: str = row.locator("dd").text_content()
    return text
