"""What a role's page, its PDF, Word file, form and printed form say, each read as text, and held against each other."""

import base64
import io
import re
import unicodedata
from pathlib import Path

import pypdf
from playwright.sync_api import Page

from rolebook.model.entries import Role
from rolebook.model.library import Library
from rolebook.sheets.hires.hire import HEADINGS, OF_THE_ORDER, Hire
from rolebook.sheets.making import Order, SheetBatch
from rolebook.sheets.sections import SECTION_TITLES
from tests import word_reader
from tests.site.form_page import RADICALS

HIRE = Hire(name="欧阳娜娜（示例）", employee_no="S012", start="2026-12-01", manager="买买提·艾力", remarks="示例")
TABLE_HEADS = ("序号违规情形处罚计罚方式对应职责", "序号违规情形处罚计罚方式")


def plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(RADICALS))


def on_paper(pdf: bytes, role: Role, organisation: str) -> str:
    """The text of the pages without their heads and feet, and without the heads of tables, which are repeated."""
    title = f"{role.print_title or role.title}岗位说明书"
    said = ""
    for number, sheet in enumerate(pypdf.PdfReader(io.BytesIO(pdf)).pages):
        text = plain(sheet.extract_text())
        head = organisation if number == 0 else f"{organisation}{title}·{HIRE.name}"
        foot = re.compile(r"版本[\d.]+\([\d-]+\)校验码[0-9a-f]{12}-[A-Z][0-9a-f]*(草稿)?第\d+页,共\d+页")
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
    pieces = re.split(rf"([一二三四五六七八九十]+、(?:{titles})|签收声明|员工\(签名\))", text)
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
  const [paper] = rolebookSheet.papers;
  const chosen = new Set(paper.sections.filter((name) => !without.includes(name)));
  const values = {...hire, start: rolebookHire.chineseDate(hire.start ?? "")};
  const words = rolebookWords.words(rolebookSheet, paper, values, chosen);
  const bytes = rolebookWordFile.wordFile(rolebookWordParts, rolebookSheet, words);
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}"""


LISTS = """() => Object.fromEntries(["duties", "qualifications"].map((section) => [
  section,
  [...document.querySelectorAll(`#${section} > :is(h3, h4, ol[start])`)].map((one) => one.tagName !== "OL"
    ? one.textContent
    : [...one.querySelectorAll(":scope > li[data-clause]")].map(
        (item, place) => `${one.start + place}.${item.querySelector(".row-text").textContent.trim()}`
      ).join("")
  ).join(""),
]))"""
"""The duties and the qualifications of a role's page: headings of groups, numbers and texts."""


def said_everywhere(role: Role, site: Path, page: Page, batch: SheetBatch, organisation: str) -> dict[str, str]:
    """The sections of the sheet, once it is proved that all that show them agree."""
    made = {name.rpartition(".")[2]: data for name, data in batch.files([Order(role, HIRE)])}
    page.goto((site / f"sheets/{role.id}.html").as_uri())
    values = {key: getattr(HIRE, key) for key in HEADINGS if key not in OF_THE_ORDER}
    page.evaluate(FILL, [{key: HEADINGS[key] for key in values}, values])
    pdf = sections(on_paper(made["pdf"], role, organisation))
    assert sections(word_reader.body(word_reader.opened(made["docx"]))) == pdf
    assert sections("".join(page.evaluate(PAGES))) == pdf
    assert sections(on_paper(page.pdf(prefer_css_page_size=True), role, organisation)) == pdf
    assert base64.b64decode(page.evaluate(WORD, [values, []])) == made["docx"]
    page.goto((site / f"roles/{role.id}.html").as_uri())
    for section, listed in page.evaluate(LISTS).items():
        on_sheet = [text for heading, text in pdf.items() if heading.endswith(f"、{SECTION_TITLES[section]}")]
        assert on_sheet == ([plain(listed)] if listed else [])
    return pdf


def press_sections(library: Library, role: Role) -> list[str]:
    from rolebook.sheets.printed import RolePages

    return [section["section"] for section in RolePages.of(library, role).content["sections"]]
