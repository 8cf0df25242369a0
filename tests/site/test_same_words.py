"""A role's page, its PDF, Word file, form and printed form say the same, and both Word files are equal in bytes.

Lists have the same numbers everywhere. The made-up role is marked 示例.
"""

import base64
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from rolebook.cli import main
from rolebook.model.library import Library
from rolebook.sheets.hires.hire import Hire
from rolebook.sheets.making import Order, SheetBatch
from rolebook.sheets.typeset import Typesetter
from tests import pdfs, word_reader
from tests.conftest import COMPANY, library_of, root_with
from tests.site.same_words import PAGES, WORD, plain, press_sections, said_everywhere, sections

MADE_UP = """\
id: made-up
title: 门店督导（示例）
department: store
industry: retail
level: manager
duties:
  - receive-customers
  - title: 团队
    duties:
      - publish-weekly-roster
      - hold-morning-meeting
  - title: 计划
    duties:
      - draw-up-sales-plan
      - keep-sales-ledger
qualifications:
  - clean-credit
  - made-up-licence
  - fit-to-lift
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
    - draw-up-sales-plan
    - stocktaking#freeze
"""


@pytest.fixture(scope="module")
def plain_company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up company's root and site without an address, and without document numbers in the sheets' heads."""
    root = root_with(COMPANY / "content", tmp_path_factory.mktemp("plain") / "root")
    without(root / "content/library.yaml", "site_url")
    without(root / "content/sheet.yaml", "document_number")
    assert main(["--root", str(root), "site", "--no-pdf"]) == 0
    return root


def without(file: Path, key: str) -> None:
    file.write_text(re.sub(rf"(?m)^{key}: .*$", f'{key}: ""', file.read_text("utf-8")), "utf-8")


@pytest.fixture(scope="module")
def library(plain_company: Path) -> Library:
    return library_of(plain_company)


@pytest.fixture(scope="module")
def built(plain_company: Path) -> Path:
    return plain_company / "site"


@pytest.fixture(scope="module")
def batch(plain_company: Path, library: Library) -> SheetBatch:
    return batch_of(plain_company, library)


def batch_of(
    root: Path, library: Library, without: Sequence[str] = (), formats: Sequence[str] = ("pdf", "docx")
) -> SheetBatch:
    return SheetBatch(library, Typesetter(root / "templates/sheet"), without, formats)


@pytest.fixture(scope="module")
def made_up(plain_company: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a library with one role more: two titled groups, and a preferred qualification in the middle."""
    root = root_with(plain_company / "content", tmp_path_factory.mktemp("made-up") / "root")
    (root / "content/roles/made-up.yaml").write_text(MADE_UP, "utf-8")
    for file, more in (("qualifications/skill.yaml", LICENCE), ("penalties/sales.yaml", PENALTY)):
        path = root / "content" / file
        path.write_text(path.read_text("utf-8") + more, "utf-8")
    assert main(["--root", str(root), "site", "--no-pdf"]) == 0
    return root


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One window for all roles."""
    page = browser.new_page()
    yield page
    page.close()


def test_all_say_the_same(page: Page, built: Path, library: Library, batch: SheetBatch) -> None:
    for role in library.roles.values():
        if role.status != "retired":
            said = said_everywhere(role, built, page, batch, "示例商贸公司")
            assert len(said) == len(press_sections(library, role)) + 3, role.id


def test_groups_are_numbered_through_and_nothing_is_moved(page: Page, made_up: Path) -> None:
    library = library_of(made_up)
    batch = batch_of(made_up, library)
    said = said_everywhere(library.roles["made-up"], made_up / "site", page, batch, "示例商贸公司")
    duties = said["一、岗位职责"]
    assert re.findall(r"\d\.", duties) == ["1.", "2.", "3.", "4.", "5."]
    assert "团队2." in duties
    assert "计划4." in duties
    assert said["二、任职资格"] == plain(
        "1.没有不良信用记录。2.有驾驶证。（优先）3.身体健康，能够搬运二十公斤以内的商品。"
    )
    assert "每次岗位职责第4条《商品盘点制度》暂停出入库" in said["四、处罚条款"]


@pytest.mark.parametrize("left_out", [["duties"], ["rules"], ["duties", "rules"], ["qualifications"]])
def test_penalties_cite_what_is_printed_whatever_is_left_out(left_out: list[str], page: Page, made_up: Path) -> None:
    """The form's preview, its Word file, and both files of the command line."""
    library = library_of(made_up)
    batch = batch_of(made_up, library, left_out)
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
        assert ("暂停出入库" in said) == ("rules" not in left_out)
        assert ("对应职责" in said) == (len(left_out) == 1)
    assert ("对应职责" in pdfs.text(made["pdf"])) == (len(left_out) == 1)


@pytest.mark.parametrize("left_out", [["duties"], ["rules"], ["penalties"], ["duties", "penalties", "rules"]])
@pytest.mark.parametrize("values", [{}, {"name": "名" * 200}, {"place": "A&B" * 12, "probation": "𠮷"}])
def test_word_files_are_equal_whatever_is_left_out(
    left_out: list[str], values: dict[str, str], page: Page, plain_company: Path, built: Path, library: Library
) -> None:
    role = library.roles["warehouse-keeper"]
    ((_, data),) = batch_of(plain_company, library, left_out, ("docx",)).files([Order(role, Hire(**values))])
    page.goto((built / f"sheets/{role.id}.html").as_uri())
    assert base64.b64decode(page.evaluate(WORD, [values, left_out])) == data
