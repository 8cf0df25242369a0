"""A manager makes a sheet in the browser: from file://, under the strict policy. Names of hires are 示例."""

import base64
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests import word_reader
from tests.browser import Open

from .form_page import SHORT, downloaded, field, shown


def test_a_role_page_leads_to_its_form_and_back(opened: Open) -> None:
    page = opened("roles/sales-manager.html")
    first = page.locator(".actions > *").first
    expect(first).to_have_text("生成岗位说明书")
    first.click()
    expect(field(page, "岗位")).to_have_value("销售经理")
    page.get_by_role("link", name="销售经理").click()
    expect(page.locator("[data-role=sales-manager]")).to_be_visible()


def test_fields_carry_the_headings_of_a_hires_file(opened: Open) -> None:
    page = opened(SHORT)
    labels = page.locator("#sheet-form label[for]").all_inner_texts()
    assert labels == [
        "文书",
        "姓名",
        "工号",
        "岗位",
        "入职日期",
        "部门",
        "试用期",
        "直接上级",
        "工作地点",
        "备注",
        "用人单位",
    ]
    expect(page.locator("#sheet-form")).to_have_attribute("autocomplete", "off")
    assert page.locator("#sheet-form [data-field]:not([autocomplete=off])").count() == 0
    for one in page.locator("#sheet-form input").all():
        assert one.get_attribute("name") is None
    assert page.locator("#sheet-form [data-field]:not([spellcheck=false])").count() == 0


def test_one_button_is_the_main_one_and_clearing_is_out_of_its_way(opened: Open) -> None:
    page = opened(SHORT)
    assert page.locator("main .primary").all_inner_texts() == ["打印"]
    assert page.locator(".form-actions button").all_inner_texts() == ["打印", "下载 Word"]
    clear = page.locator("#sheet-form > :last-child button")
    expect(clear).to_have_text("清空")
    expect(clear).to_have_class("text-button")
    expect(clear).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(clear).to_have_css("border-top-width", "0px")


def test_fields_say_what_is_wrong_to_a_screen_reader(form: Page) -> None:
    field(form, "入职日期").fill("2026-02-30")
    expect(field(form, "入职日期")).to_have_accessible_description(re.compile("例如 2026-12-01.*没有这一天"))
    expect(form.locator("#f-start-remark")).to_have_attribute("aria-live", "polite")
    expect(form.get_by_role("region", name="预览").get_by_role("heading", name="销售代表岗位说明书")).to_have_count(1)


def test_the_word_data_is_base64_of_what_the_template_holds(built: Path) -> None:
    script = (built / "assets/sheet-word-parts.js").read_text("utf-8")
    names = re.findall(r'\["([^"]+)","([^"]+)"\]', script)
    assert dict(names).keys() >= {"word/styles.xml", "word/numbering.xml", "[Content_Types].xml"}
    assert b"Microsoft YaHei" in base64.b64decode(dict(names)["word/styles.xml"])


def test_everything_follows_the_paper_that_is_chosen(opened: Open) -> None:
    """Title, facts, sections and their order, who signs, the code, and the name of the Word file; nothing is loaded."""
    page = opened("sheets/warehouse-keeper.html")
    requests: list[str] = []
    page.on("request", lambda request: None if "/icon.svg" in request.url else requests.append(request.url))
    digest = page.locator("#sheet-pages [data-place=digest]").first
    assert (digest.text_content() or "").endswith("-S")
    field(page, "姓名").fill("示例")
    page.get_by_label("文书").select_option("岗位交接清单")
    said = shown(page)
    assert "仓库管理员岗位交接清单移交人示例" in said
    assert "交接内容完成情况备注" in said
    assert re.search("移交人（签名）.*接收人（签名）.*监交人（签名）", said)
    assert "员工（签名）" not in said
    assert (digest.text_content() or "").endswith("-H")
    expect(field(page, "入职日期")).to_be_hidden()
    assert page.locator("[data-section]:visible").count() == 1
    name, data = downloaded(page)
    assert name == "仓库管理员-岗位交接清单-示例.docx"
    assert "监交人（签名）" in word_reader.body(word_reader.opened(data))
    page.get_by_label("文书").select_option("保密责任确认书")
    assert re.search("一、适用的管理制度.*二、岗位职责.*声明本人已知悉本岗位的保密责任。", shown(page))
    page.get_by_label("适用的管理制度").uncheck()
    assert "一、岗位职责" in shown(page)
    assert re.search("-C[0-9a-f]+$", digest.text_content() or "")
    page.get_by_label("文书").select_option("招聘启事")
    assert not re.search("示例$|姓名|签名", shown(page).partition("版本")[0])
    page.get_by_label("文书").select_option("录用条件确认书")
    notice = page.locator("#before-the-start")
    expect(notice).to_contain_text("《劳动合同法》第三十九条第（一）项")
    page.get_by_label("文书").select_option("岗位说明书")
    expect(notice).to_be_hidden()
    assert requests == []
