"""A section, a role and the hits of a search are saved as Word and Excel, made in the page; a hit can be copied."""

from pathlib import Path

import docx
import openpyxl
from playwright.sync_api import Page, expect

from tests.browser import Open, searched

Table = list[tuple[object, ...]]


def _saved(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def _sheets(path: Path) -> dict[str, Table]:
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(path)}


def test_a_role_and_a_section_are_saved_as_numbered_word_and_as_a_row_an_item(opened: Open, tmp_path: Path) -> None:
    page = opened("roles/sales-representative.html")
    texts = page.locator("#duties .row-text").all_inner_texts()

    section = _saved(page, "下载职责 Excel", tmp_path)
    assert section.name == "销售代表-职责.xlsx"
    [(name, rows)] = _sheets(section).items()
    assert (name, rows[0]) == ("条款", ("栏目", "序号", "内容", "来源", "适用于"))
    assert [row[2] for row in rows[1:]] == texts
    assert rows[1] == (
        "职责 · 日常",
        1,
        "接待来访顾客。",
        "示例文件第 4 行；岗位职责与管理制度汇编（示例）第 46 行",
        "销售代表、收银员",
    )

    whole = _sheets(_saved(page, "下载全文 Excel", tmp_path))
    assert set(texts) <= {row[2] for row in whole["条款"]}
    assert whole["处罚条款"] == [
        ("违规情形", "处罚", "计罚方式", "来源"),
        ("无故缺勤（部门通用）", "罚款50元；第 2 次：扣当月工资5%", "每次", "第9行"),
    ]

    document = docx.Document(str(_saved(page, "下载职责 Word", tmp_path)))
    paragraphs = [(one.style.name, one.text) for one in document.paragraphs if one.style]
    assert paragraphs[:3] == [("Title", "销售代表"), ("Heading 1", "职责"), ("Heading 2", "日常")]
    assert document.element.xpath("//w:p[w:pPr/w:numPr]/w:r/w:t/text()") == texts


def test_every_hit_is_saved_and_one_is_copied(open_page: Open, tmp_path: Path) -> None:
    page = open_page("index.html")
    searched(page, "客户")
    shown = page.locator("[data-hit]").count()

    rows = _sheets(_saved(page, "下载全部结果 Excel", tmp_path))["条款"]
    assert len(rows) == shown + 1
    texts = [row[2] for row in rows[1:]]
    assert ("管理制度", "老客户档案每月更新。", "示例文件第 12 行", "销售部、销售代表") in [
        (row[0], *row[2:]) for row in rows
    ]
    word = docx.Document(str(_saved(page, "下载全部结果 Word", tmp_path)))
    assert [one.text.partition("（")[0] for one in word.paragraphs[1:]] == [
        str(text).partition("（")[0] for text in texts
    ]

    # The panel stays open, and what is copied is the whole text of the hit.
    page.locator(".hits button.copy").nth(1).click()
    expect(page.locator(".hits button.copy").nth(1)).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == texts[1]
    expect(page.locator("#results")).to_be_visible()


def test_what_the_filter_of_a_table_hides_is_not_saved(opened: Open, tmp_path: Path) -> None:
    page = opened("penalties.html")
    page.locator("#filter").fill("缺勤")
    saved = _sheets(_saved(page, "下载全文 Excel", tmp_path))
    rows = [row for sheet in saved.values() for row in sheet[1:]]
    assert rows
    assert all("缺勤" in "".join(map(str, row)) for row in rows)
