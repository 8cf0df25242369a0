"""PDF, Word and the printed page of every role say the same, section by section, and Word files are equal in bytes."""

import base64
import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser, Page

from rolebook.library import Library, load
from rolebook.model import Role
from rolebook.sheets.hire import HEADINGS, Hire
from rolebook.sheets.making import Order, Press
from rolebook.sheets.printed import SECTION_TITLES
from rolebook.sheets.typeset import Typesetter
from tests import word_reader

from .conftest import REPOSITORY
from .form_page import RADICALS

LOADED = load(REPOSITORY).library
assert LOADED is not None
ROLES = [role.id for role in LOADED.roles.values() if role.status != "retired"]
HIRE = Hire(name="欧阳娜娜（示例）", employee_no="S012", start="2026-12-01", manager="买买提·艾力", remarks="示例")
ON_PAPER = ("sales-representative", "sales-manager-under-director", "sales-department-head", "sales-manager-chemicals")
"""Roles whose page is also printed; a short one, the longest, one with penalties, one with preferred qualifications."""
TABLE_HEADS = ("制度名称及条目讨论公示生效日期", "序号违规情形处罚计算单位对应职责")


@pytest.fixture(scope="module")
def library() -> Library:
    assert LOADED is not None
    return LOADED


@pytest.fixture(scope="module")
def press(library: Library) -> Press:
    return Press(library, Typesetter(REPOSITORY / "templates/sheet"), (), ("pdf", "docx"))


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One window for all roles."""
    page = browser.new_page()
    yield page
    page.close()


def plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(RADICALS))


def on_paper(pdf: bytes, role: Role) -> str:
    """The text of the pages without their heads and feet, and without the heads of tables, which are repeated."""
    title = f"{role.title}岗位说明书"
    said = ""
    for number, sheet in enumerate(pypdf.PdfReader(io.BytesIO(pdf)).pages):
        text = plain(sheet.extract_text())
        head = "示例公司" if number == 0 else f"示例公司{title}·{HIRE.name}"
        foot = re.compile(r"版本[\d.]+\([\d-]+\)校验码[0-9a-f]{12}(草稿)?第\d+页,共\d+页")
        assert len(foot.findall(text)) == 1
        text = foot.sub("", text)
        assert text.count(plain(head)) >= 1
        said += text.replace(plain(head), "", 1)
    return said


def sections(text: str) -> dict[str, str]:
    """The text cut at the headings: the top, each section, the statement; what is signed, in any order of columns."""
    text = plain(text)
    for head in TABLE_HEADS:
        text = text.replace(head, "")
    titles = "|".join(SECTION_TITLES.values())
    pieces = re.split(rf"([一二三四五六七八九十]、(?:{titles})|签收声明|员工\(签名\))", text)
    found = {"": pieces[0], **dict(zip(pieces[1::2], pieces[2::2], strict=True))}
    signed = "".join(sorted(found["员工(签名)"]))
    return {**found, "员工(签名)": signed}


FILL = """([labels, hire]) => {
  for (const [key, label] of Object.entries(labels)) {
    const field = document.querySelector(`#f-${key}`);
    if (field.dataset.field) field.value = hire[key] ?? "";
  }
  document.querySelector("#f-name").dispatchEvent(new Event("input", {bubbles: true}));
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}"""

PAGES = """() => [...document.querySelectorAll(".sheet-page .sheet-text")].map((text) => {
  const copy = text.cloneNode(true);
  for (const list of copy.querySelectorAll("ol")) {
    [...list.children].forEach((item, place) => item.prepend(`${list.start + place}.`));
  }
  return copy.textContent;
})"""
"""The text of the pages, with the numbers that the browser puts before the items of a list."""

WORD = """([hire, without]) => {
  const chosen = new Set(rolebookSheet.sections.filter((name) => !without.includes(name)));
  const values = {...hire, start: rolebookHire.chineseDate(hire.start ?? "")};
  const words = rolebookWords.words(rolebookSheet, values, chosen);
  const bytes = rolebookWordFile.wordFile(rolebookWordParts, rolebookSheet, words);
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}"""


@pytest.mark.parametrize("role_id", ROLES)
def test_all_three_say_the_same(role_id: str, page: Page, built: Path, library: Library, press: Press) -> None:
    role = library.roles[role_id]
    made = {name.rpartition(".")[2]: data for name, data in press.files([Order(role, HIRE)])}
    page.goto((built / f"sheets/{role_id}.html").as_uri())
    values = {key: getattr(HIRE, key) for key in HEADINGS if key != "role"}
    page.evaluate(FILL, [dict(HEADINGS), values])
    pdf = sections(on_paper(made["pdf"], role))
    word = sections(word_reader.body(word_reader.opened(made["docx"])))
    assert word == pdf
    assert sections("".join(page.evaluate(PAGES))) == pdf
    if role_id in ON_PAPER:
        assert sections(on_paper(page.pdf(prefer_css_page_size=True), role)) == pdf
    assert len(pdf) == len(press_sections(library, role)) + 3
    assert base64.b64decode(page.evaluate(WORD, [values, []])) == made["docx"]


def press_sections(library: Library, role: Role) -> list[str]:
    from rolebook.role_content import role_content
    from rolebook.snapshot import entries_for

    return [section["section"] for section in role_content(entries_for(library, role), role.id)["sections"]]


@pytest.mark.parametrize("left_out", [["duties"], ["rules"], ["penalties"], ["duties", "penalties", "rules"]])
@pytest.mark.parametrize("values", [{}, {"name": "名" * 200}, {"place": "A&B" * 12, "probation": "𠮷"}])
def test_word_files_are_equal_whatever_is_left_out(
    left_out: list[str], values: dict[str, str], page: Page, built: Path, library: Library
) -> None:
    role = library.roles["sales-department-head"]
    typesetter = Typesetter(REPOSITORY / "templates/sheet")
    ((_, data),) = Press(library, typesetter, left_out, ("docx",)).files([Order(role, Hire(**values))])
    page.goto((built / f"sheets/{role.id}.html").as_uri())
    assert base64.b64decode(page.evaluate(WORD, [values, left_out])) == data
