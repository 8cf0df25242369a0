"""A staff list pasted into the page 批量 becomes the sheets that the command line makes of it. People are made up."""

import io
import re
import unicodedata
import zipfile
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Page, expect

from rolebook.model.library import Library
from rolebook.sheets.hires.reading import read_hires
from rolebook.sheets.making import SheetBatch
from rolebook.sheets.typeset import Typesetter
from tests.browser import Open

from .form_page import RADICALS

LIST = (
    "示例公司花名册\t\t\t\t\t\t\n"
    "姓名\t职位\t工号\t手机\t试用期(月)\t文书\t备注\n"
    '欧阳娜娜（示例）\t收银员\t007\t\t3\t\t"工牌已领\n制服两套"\n'
    "𠮷田（示例）\t店 长\t008\t\t\t岗位责任书\t\n"
    "买买提·艾力（示例）\t收银元\t009\t\t\t\t\n"
    "甲某（示例）\t前台结账专员\t010\t\t\t\t<b>&\n"
    "合计\t4\t\t\t\t\t\n"
)


def paste(page: Page, text: str) -> None:
    page.get_by_label("名单", exact=True).fill(text)
    expect(page.locator("#batch-status")).to_have_text(re.compile("共 [0-9]+ 份"))


def findings(page: Page) -> list[list[str]]:
    return [row.locator("td").all_text_contents() for row in page.locator("#batch-findings tbody tr").all()]


def test_a_pasted_list_becomes_the_sheets_of_the_command_line(
    opened: Open, company: Path, library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LIST, "utf-8", newline="")
    hires = read_hires(path, path.name, library, lambda _: ())
    batch = SheetBatch(library, Typesetter(company / "templates/sheet"), (), ("docx",))
    page = opened("batch.html")
    expect(page.get_by_role("button", name="打印")).to_be_disabled()
    paste(page, LIST)
    said = {"error": "错误", "warning": "警告", "note": "提示"}
    assert findings(page) == [
        [str(one.at.line), str(one.at.column), said[one.severity], f"{one.message.zh}。{one.hint.zh}"]
        for one in hires.findings
    ]
    expect(page.locator("#batch-status")).to_contain_text("有 1 行有误，没有生成；共 3 份")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 Word").click()
    with zipfile.ZipFile(download.value.path()) as made:
        assert {name: made.read(name) for name in made.namelist()} == dict(batch.files(hires.orders))
    printed = [
        re.sub(r"\s+", "", unicodedata.normalize("NFKC", sheet.extract_text()).translate(RADICALS))
        for sheet in pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    ]
    assert len(printed) == page.locator(".sheet-frame").count()
    first = [text for text in printed if "第1页,共" in text]
    assert "核对名单" not in "".join(printed)
    assert [name in text for name, text in zip(("欧阳娜娜", "田(示例)", "甲某"), first, strict=True)] == [True] * 3
    assert page.evaluate("() => sessionStorage.length + localStorage.length") == 0
    assert page.url.endswith("batch.html")
    page.get_by_label("文书", exact=True).select_option(label="规章制度签收单")
    expect(page.locator(".sheet-frame").first).to_contain_text("规章制度签收单")
    page.get_by_role("button", name="清空").click()
    expect(page.locator(".sheet-frame")).to_have_count(0)
    expect(page.locator("#batch-findings")).to_be_hidden()


@pytest.mark.parametrize(("encoding", "width"), [("gb18030", 390), ("utf-16", 1280)])
def test_a_file_is_opened_or_the_way_out_is_said(opened: Open, tmp_path: Path, encoding: str, width: int) -> None:
    path = tmp_path / "list.csv"
    path.write_text("姓名,岗位\n欧阳娜娜（示例）,收银员\n", encoding)
    page = opened("batch.html", width=width, height=844)
    page.get_by_label("或打开文件").set_input_files(path)
    if encoding == "utf-16":
        expect(page.locator("#batch-findings tbody")).to_contain_text(
            "这个文件是 UTF-16 编码。在 Excel 或 WPS 中打开，另存为"
        )
        return
    expect(page.get_by_role("button", name="打印 1 份")).to_be_enabled()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator("input[type=search]").fill("收银")  # one of its scripts is there already
    expect(page.locator("[data-hit]").first).to_be_visible()
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(sheets) == page.locator(".sheet-frame").count()


def test_the_page_is_reached_from_where_one_sheet_is_made(built: Path) -> None:
    for path, address in (
        ("index.html", "batch.html"),
        ("sheets/index.html", "../batch.html"),
        ("sheets/cashier.html", "../batch.html"),
        ("guide.html", "batch.html"),
    ):
        assert f'href="{address}"' in (built / path).read_text("utf-8"), path
