"""A role's page, its PDF, Word file, form and printed form say the same, and both Word files are equal in bytes.

Lists have the same numbers everywhere. The made-up role is marked 示例.
"""

import base64
import io
import re
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser, Page

from rolebook.cli import main
from rolebook.loading.load import load
from rolebook.model.entries import Role
from rolebook.model.library import Library
from rolebook.sheets.hires.hire import HEADINGS, Hire
from rolebook.sheets.making import Order, SheetBatch
from rolebook.sheets.sections import SECTION_TITLES
from rolebook.sheets.typeset import Typesetter
from tests import pdfs, word_reader
from tests.conftest import REPOSITORY
from tests.site.form_page import RADICALS

LOADED = load(REPOSITORY).library
assert LOADED is not None
ROLES = [role.id for role in LOADED.roles.values() if role.status != "retired"]
HIRE = Hire(name="欧阳娜娜（示例）", employee_no="S012", start="2026-12-01", manager="买买提·艾力", remarks="示例")
TABLE_HEADS = ("序号违规情形处罚计罚方式对应职责", "序号违规情形处罚计罚方式")
MADE_UP = """\
id: made-up
title: 大客户经理（示例）
department: sales
industry: general
level: manager
duties:
  - develop-new-customers
  - title: 团队
    duties:
      - guide-sales-representatives
      - recruit-train-and-assess-representatives
  - title: 计划
    duties:
      - draw-up-personal-sales-plan
      - complete-temporary-tasks
qualifications:
  - law-abiding-clean-record
  - made-up-licence
  - in-good-health
penalties:
  - made-up-penalty
status: approved
owner: 人力资源部
"""
ORIGIN = """\
  origin:
    decided: 2026-11-20
    by: 人力资源部
    reason: 示例
"""
LICENCE = f"- id: made-up-licence\n  text: 有驾驶证。\n  necessity: preferred\n{ORIGIN}"
PENALTY = f"""\
- id: made-up-penalty
  text: 不按时上报报表的，一次扣1分。
{ORIGIN}  violations:
    - 不按时上报报表
  sanctions:
    - kind: points
      amount: 1
      unit: points
      wording: 扣1分
      basis: unstated
  per: [occurrence]
  enforces:
    - draw-up-personal-sales-plan
    - customer-files#record-card
"""


@pytest.fixture(scope="module")
def library() -> Library:
    assert LOADED is not None
    return LOADED


@pytest.fixture(scope="module")
def batch(library: Library) -> SheetBatch:
    return SheetBatch(library, Typesetter(REPOSITORY / "templates/sheet"), (), ("pdf", "docx"))


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a library with one role more: two titled groups, and a preferred qualification in the middle."""
    root = tmp_path_factory.mktemp("made-up")
    for name in ("content", "schemas", "templates"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    (root / "content/roles/made-up.yaml").write_text(MADE_UP, "utf-8")
    for file, more in (("qualifications/skill.yaml", LICENCE), ("penalties/sales.yaml", PENALTY)):
        path = root / "content" / file
        path.write_text(path.read_text("utf-8") + more, "utf-8")
    assert main(["--root", str(root), "site"]) == 0
    return root


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


LISTS = """() => Object.fromEntries(["duties", "qualifications"].map((section) => [
  section,
  [...document.querySelectorAll(`#${section} > :is(h3, ol[start])`)].map((one) => one.tagName === "H3"
    ? one.textContent
    : [...one.querySelectorAll(":scope > li[data-clause]")].map(
        (item, place) => `${one.start + place}.${item.querySelector(".row-text").textContent.trim()}`
      ).join("")
  ).join(""),
]))"""
"""The duties and the qualifications of a role's page: headings of groups, numbers and texts."""


def said_everywhere(role: Role, site: Path, page: Page, batch: SheetBatch) -> dict[str, str]:
    """The sections of the sheet, once it is proved that all that show them agree."""
    made = {name.rpartition(".")[2]: data for name, data in batch.files([Order(role, HIRE)])}
    page.goto((site / f"sheets/{role.id}.html").as_uri())
    values = {key: getattr(HIRE, key) for key in HEADINGS if key != "role"}
    page.evaluate(FILL, [dict(HEADINGS), values])
    pdf = sections(on_paper(made["pdf"], role))
    assert sections(word_reader.body(word_reader.opened(made["docx"]))) == pdf
    assert sections("".join(page.evaluate(PAGES))) == pdf
    assert sections(on_paper(page.pdf(prefer_css_page_size=True), role)) == pdf
    assert base64.b64decode(page.evaluate(WORD, [values, []])) == made["docx"]
    assert page.locator(".sheet-page").count() == 1, "no sheet ends in a row and the signatures"
    page.goto((site / f"roles/{role.id}.html").as_uri())
    for section, listed in page.evaluate(LISTS).items():
        on_sheet = [text for heading, text in pdf.items() if heading.endswith(f"、{SECTION_TITLES[section]}")]
        assert on_sheet == ([plain(listed)] if listed else [])
    return pdf


@pytest.mark.parametrize("role_id", ROLES)
def test_all_say_the_same(role_id: str, page: Page, built: Path, library: Library, batch: SheetBatch) -> None:
    role = library.roles[role_id]
    assert len(said_everywhere(role, built, page, batch)) == len(press_sections(library, role)) + 3


def test_groups_are_numbered_through_and_nothing_is_moved(page: Page, made_up: Path) -> None:
    library = load(made_up).library
    assert library is not None
    batch = SheetBatch(library, Typesetter(made_up / "templates/sheet"), (), ("pdf", "docx"))
    said = said_everywhere(library.roles["made-up"], made_up / "site", page, batch)
    duties = said["一、岗位职责"]
    assert re.findall(r"\d\.", duties) == ["1.", "2.", "3.", "4.", "5."]
    assert "团队2." in duties
    assert "计划4." in duties
    assert said["二、任职资格"] == plain("1.遵纪守法，无不良从业行为记录。2.有驾驶证。（优先）3.身体健康。")
    assert said["四、处罚条款"].endswith("每次岗位职责第4条《客户档案管理制度》建立客户档案卡")


@pytest.mark.parametrize("left_out", [["duties"], ["rules"], ["duties", "rules"], ["qualifications"]])
def test_penalties_cite_what_is_printed_whatever_is_left_out(left_out: list[str], page: Page, made_up: Path) -> None:
    """The form's preview, its Word file, and both files of the command line."""
    library = load(made_up).library
    assert library is not None
    batch = SheetBatch(library, Typesetter(made_up / "templates/sheet"), left_out, ("pdf", "docx"))
    role = library.roles["made-up"]
    made = {name.rpartition(".")[2]: data for name, data in batch.files([Order(role, Hire(name="示例"))])}
    page.goto((made_up / "site/sheets/made-up.html").as_uri())
    page.locator("#f-name").fill("示例")
    for section in left_out:
        page.locator(f"[data-section={section}]").uncheck()
    word = word_reader.body(word_reader.opened(made["docx"]))
    preview = "".join(page.evaluate(PAGES))
    assert sections(preview) == sections(word)
    assert base64.b64decode(page.evaluate(WORD, [{"name": "示例"}, left_out])) == made["docx"]
    for said in (plain(preview), plain(word), plain(page.locator("#sheet-pages").inner_text())):
        assert ("岗位职责第4条" in said) == ("duties" not in left_out)
        assert ("建立客户档案卡" in said) == ("rules" not in left_out)
        assert ("对应职责" in said) == (len(left_out) == 1)
    assert ("对应职责" in pdfs.text(made["pdf"])) == (len(left_out) == 1)


def press_sections(library: Library, role: Role) -> list[str]:
    from rolebook.model.role_content import role_content
    from rolebook.model.snapshot import entries_for

    return [section["section"] for section in role_content(entries_for(library, role), role.id)["sections"]]


@pytest.mark.parametrize("left_out", [["duties"], ["rules"], ["penalties"], ["duties", "penalties", "rules"]])
@pytest.mark.parametrize("values", [{}, {"name": "名" * 200}, {"place": "A&B" * 12, "probation": "𠮷"}])
def test_word_files_are_equal_whatever_is_left_out(
    left_out: list[str], values: dict[str, str], page: Page, built: Path, library: Library
) -> None:
    role = library.roles["sales-department-head"]
    typesetter = Typesetter(REPOSITORY / "templates/sheet")
    ((_, data),) = SheetBatch(library, typesetter, left_out, ("docx",)).files([Order(role, Hire(**values))])
    page.goto((built / f"sheets/{role.id}.html").as_uri())
    assert base64.b64decode(page.evaluate(WORD, [values, left_out])) == data
