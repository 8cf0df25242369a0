"""A manager makes a sheet in the browser: from file://, under the strict policy. Names of hires are 示例."""

import io
import re
from pathlib import Path
from typing import Any

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from rolebook.cli import main
from rolebook.loading.load import load
from rolebook.model.library import Library
from rolebook.sheets.hires.hire import HEADINGS
from rolebook.sheets.printed import RolePages
from tests import word_reader
from tests.browser import Open
from tests.conftest import REPOSITORY
from tests.site.form_page import HEAD, SHORT, downloaded, fact, field, preview, printed, shown


@pytest.fixture(scope="module")
def library() -> Library:
    loaded = load(REPOSITORY)
    assert loaded.library is not None
    return loaded.library


class Watch:
    """Everything by which a page could keep or pass on what was typed."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.before = self.state()
        page.context.on("request", lambda request: self.requests.append(request.url))
        page.context.on("page", lambda opened: self.requests.append(opened.url))

    def state(self) -> Any:
        """What the page's address, history and storage hold."""
        return self.page.evaluate(
            """async () => ({
              address: location.href, history: history.length, title: document.title, state: history.state,
              cookie: document.cookie, name: window.name, local: {...localStorage}, session: {...sessionStorage},
              databases: (await indexedDB.databases()).length,
            })"""
        )

    def is_quiet(self) -> bool:
        """Whether nothing was asked for, stored or put into an address since."""
        return self.requests == [] and self.state() == self.before and self.page.context.cookies() == []


def test_from_the_home_page_to_paper_and_word_without_a_request(opened: Open) -> None:
    """The whole way: find the role, fill in, print, download; nothing is sent, stored or put into an address."""
    page = opened("index.html")
    page.get_by_role("link", name="生成岗位说明书").click()
    choices = page.locator("#choices tbody tr:visible")
    page.get_by_label("找岗位").fill("案场主管")
    expect(choices).to_have_count(1)
    expect(choices).to_contain_text("销售现场主管")
    page.get_by_label("找岗位").fill("销售部负责人")
    choice = page.get_by_role("link", name="销售部负责人")
    expect(choices).to_have_count(1)
    choice.click()
    expect(page).to_have_url(re.compile("sheets/sales-department-head.html$"))
    expect(page.locator("#privacy")).to_contain_text("只留在本页")
    page.wait_for_load_state("networkidle")  # the browser fetches the page's icon when it likes
    watch = Watch(page)
    for label, value in {
        "姓名": "欧阳娜娜（示例）",
        "工号": "S012",
        "入职日期": "2026/12/1",
        "部门": "华东销售部",
        "试用期": "三个月",
        "直接上级": "买买提·艾力",
        "工作地点": "上海",
        "备注": "示例",
    }.items():
        field(page, label).fill(value)
    text = printed(page)
    for said in (
        "姓名欧阳娜娜(示例)",
        "工号S012",
        "入职日期2026年12月1日",
        "部门华东销售部",
        "试用期三个月",
        "直接上级买买提·艾力",
        "工作地点上海",
        "备注示例",
        "第1页,共1页",
    ):
        assert said in text
    name, data = downloaded(page)
    assert name == "销售部负责人-欧阳娜娜（示例）-S012.docx"
    document = word_reader.opened(data)
    assert word_reader.facts(document) == {
        "姓名": "欧阳娜娜（示例）",
        "工号": "S012",
        "岗位": "销售部负责人",
        "部门": "华东销售部",
        "入职日期": "2026年12月1日",
        "直接上级": "买买提·艾力",
        "试用期": "三个月",
        "工作地点": "上海",
        "级别": "部门负责人",
        "备注": "示例",
    }
    assert watch.is_quiet(), (watch.requests, watch.state())
    page.reload()
    assert field(page, "姓名").input_value() == ""


def test_the_sheet_is_printed_alone(opened: Open) -> None:
    page = opened(HEAD)
    reader = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(reader.pages) == 1
    for sheet in reader.pages:
        assert (float(sheet.mediabox.width), float(sheet.mediabox.height)) == pytest.approx((595, 842), abs=1)
    text = printed(page)
    assert text.startswith("示例公司销售部负责人岗位说明书姓名工号岗位销售部负责人")
    for other in ("只留在本页", "下载Word", "关于本手册", "主题", "共1页共1页", "file:", "目标打印机", "校验码d2"):
        assert other not in text
    assert text.count("校验码") == text.count("页,共1页") == 1


def test_a_blank_sheet_has_room_for_every_field(opened: Open) -> None:
    page = opened(SHORT)
    assert "姓名工号岗位销售代表部门销售部入职日期直接上级试用期工作地点级别员工上级岗位销售主管" in shown(page)
    _, data = downloaded(page)
    assert word_reader.facts(word_reader.opened(data))["工作地点"] == ""


def test_sections_are_left_out_and_everything_follows(opened: Open, library: Library) -> None:
    page = opened(HEAD)
    page.get_by_label("文书").select_option("岗位责任书")
    page.get_by_label("岗位职责").uncheck()
    text = shown(page)
    assert "一、处罚条款" in text
    assert "二、" not in text
    assert "本人已阅读并知悉以上全部内容，并已领取本岗位责任书一份。" in text
    role = library.roles["sales-department-head"]
    assert f"校验码{RolePages.of(library, role, ['duties', 'rules'], 'responsibility').code}" in text
    page.get_by_label("处罚条款").uncheck()
    without = ["duties", "rules", "penalties"]
    assert f"校验码{RolePages.of(library, role, without, 'responsibility').code}" in shown(page)
    field(page, "姓名").fill("示例")
    page.get_by_role("button", name="清空").click()
    expect(page.get_by_label("文书")).to_have_value("job-description")
    expect(page.get_by_label("岗位职责")).to_be_checked()
    expect(field(page, "姓名")).to_have_value("")
    expect(preview(page)).to_contain_text(str(RolePages.of(library, role).code))


def test_what_to_know_before_signing_stands_beside_its_section(opened: Open) -> None:
    page = opened(HEAD)
    page.get_by_label("文书").select_option("岗位责任书")
    told = {
        "处罚条款": [
            "是编者的推定，原文没有写明",
            "经济处罚（罚款、扣款）",
            "《广东省劳动保障监察条例》第五十一条",
            "《工资支付暂行规定》第十五、十六条",
        ],
    }
    for section, words in told.items():
        box = page.get_by_label(section)
        for one in words:
            expect(box).to_have_accessible_description(re.compile(re.escape(one)))
        notices = page.locator(f"[data-notice={box.get_attribute('data-section')}]")
        assert notices.count() == 2
        for notice in notices.all():
            expect(notice).to_be_visible()
        box.uncheck()
        for notice in notices.all():
            expect(notice).to_be_hidden()
        box.check()
        expect(notices.first).to_be_visible()
    assert "未登记" not in printed(page)
    assert page.get_by_label("适用的管理制度").count() == 0, "what is only guidance is neither printed nor signed for"


def test_roles_without_fines_are_told_of_none(opened: Open) -> None:
    page = opened(SHORT)
    assert page.locator("#money, [data-notice=penalties], [data-notice=rules]").count() == 0


def test_the_keyboard_is_enough(form: Page) -> None:
    field(form, "姓名").focus()
    order: list[str] = []
    while "sheet-print" not in order and len(order) < 30:
        order.append(form.evaluate("document.activeElement.id || document.activeElement.dataset.section || ''"))
        if order[-1].startswith("f-") and order[-1] not in ("f-role", "f-start-choose"):
            form.keyboard.type("示")
        form.keyboard.press("Tab")
    fields = [f"f-{key}" for key in HEADINGS if key != "paper"]
    fields.insert(fields.index("f-start") + 1, "f-start-choose")
    assert order[:10] == fields
    assert order[10] == "duties"
    assert order[-1] == "sheet-print"
    assert form.evaluate("document.activeElement.id") == "sheet-word"
    field(form, "入职日期").fill("")
    address = form.url
    field(form, "姓名").press("Enter")
    assert form.url == address
    assert fact(form, "姓名") == "示"
    form.get_by_role("button", name="打印").focus()
    form.keyboard.press("Enter")
    assert form.evaluate("timesPrinted") == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_pointed_out_bars_nobody(scheme: str, opened: Open) -> None:
    page = opened(HEAD, color_scheme=scheme, width=360)
    field(page, "入职日期").fill("2026-02-30")
    field(page, "试用期").fill("八个月")
    field(page, "备注").fill("张\u200b三 13800138000")
    found = Axe().run(page, options={"preload": False})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_scripts_the_blank_sheet_is_there_to_print(opened: Open) -> None:
    page = opened(HEAD, java_script_enabled=False)
    assert "现在可以打印空白的说明书" in page.locator("#sheet-form noscript").inner_text()
    text = printed(page)
    assert "姓名工号岗位销售部负责人" in text
    assert "员工(签名)" in text
    assert "只留在本页" not in text


def test_a_sheet_of_many_pages_tears_nothing(opened: Open) -> None:
    """Every field full: facts over more than a page, headings with their text, the signatures in company."""
    page = opened(HEAD, width=360)
    for label in ("姓名", "工号", "部门", "试用期", "直接上级", "工作地点"):
        field(page, label).fill("名" * 200)
    field(page, "备注").fill("注" * 1000)
    page.get_by_label("文书").select_option("responsibility")
    sheets = page.locator(".sheet-page")
    assert sheets.count() >= 3
    for sheet in sheets.all():
        blocks = sheet.locator("[data-block]")
        assert blocks.count() > 1
        expect(blocks.last).not_to_have_attribute("data-block", "with-next")
        below = sheet.evaluate(
            "sheet => sheet.querySelector('.sheet-text').getBoundingClientRect().bottom"
            " - sheet.querySelector('.sheet-foot').getBoundingClientRect().top"
        )
        assert below < 0
    assert len(pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages) == sheets.count()
    assert [one.inner_text() for one in page.locator(".sheet-page [data-place=running]").all()] == [
        f"销售部负责人岗位责任书 · {'名' * 20}…"
    ] * (sheets.count() - 1)
    last = sheets.last
    assert last.locator("thead").count() == last.locator("table").count()
    assert (
        page.locator("#sheet-pages [data-part=duties] ol").evaluate_all(
            "lists => lists.reduce((next, list) => list.start === next ? next + list.children.length : NaN, 1)"
        )
        == 9
    ), "numbers go on over the pages"
    expect(last.locator(".sheet-ending")).to_have_count(1)


def test_word_files_are_the_same_in_the_browser_and_on_the_command_line(opened: Open, tmp_path: Path) -> None:
    hire = {"姓名": "欧阳娜娜（示例） A<B&\"C'", "工号": "S" * 45, "入职日期": "2026-12-01", "备注": "𠮷田"}
    page = opened(HEAD)
    for label, value in hire.items():
        field(page, label).fill(value)
    page.get_by_label("岗位职责").uncheck()
    name, data = downloaded(page)
    options = ["--name", hire["姓名"], "--employee-no", hire["工号"], "--start", hire["入职日期"], "--remarks", "𠮷田"]
    arguments = ["sheet", "销售部负责人", *options, "--without", "duties", "--format", "docx", "--out", str(tmp_path)]
    assert main(arguments) == 0
    (path,) = tmp_path.iterdir()
    assert data == path.read_bytes()
    assert name.startswith("销售部负责人-欧阳娜娜（示例）_A_B&_C'-")


def test_the_settings_of_sheets_reach_the_form(copy: Path, opened: Open, tmp_path: Path) -> None:
    """Logo, QR code, document number, annex, probation standards, an approved role: on the page and in Word."""
    settings = copy / "content/library.yaml"
    settings.write_text(settings.read_text("utf-8").replace('site_url: ""', "site_url: https://example.org"), "utf-8")
    role = copy / "content/roles/sales-department-head.yaml"
    role.write_text(role.read_text("utf-8").replace("status: draft", "status: approved"), "utf-8")
    (copy / "content/sheet.yaml").write_text(
        "logo: logo.svg\ndocument_number: HR-{code}-{employee_no}\nstatement: annex\n"
        "sections:\n  - penalties\n  - probation\n  - duties\nprobation_standards:\n  - 三个月内完成<b>培训</b>。\n",
        "utf-8",
    )
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0h2v1H0z"/></svg>'
    (copy / "templates/sheet/logo.svg").write_text(logo, "utf-8")
    retired = copy / "content/roles/sales-manager-media.yaml"
    gone = "status: retired\nretired:\n  date: 2026-11-01\n  reason: 撤销"
    retired.write_text(retired.read_text("utf-8").replace("status: draft", gone), "utf-8")
    assert main(["--root", str(copy), "site", "--no-pdf"]) == 0
    assert not (copy / "site/sheets/sales-manager-media.html").exists()
    assert "生成岗位说明书" not in (copy / "site/roles/sales-manager-media.html").read_text("utf-8")
    assert "sales-manager-media" not in (copy / "site/sheets/index.html").read_text("utf-8")
    page = opened(HEAD, site=copy / "site")
    text = shown(page)
    assert "文件编号：HR-SALES-DEPARTMENT-HEAD-＿＿＿＿" in text
    assert "试用期工作地点" in text, "they belong to the contract: there is room for them on every sheet"
    assert "一、处罚条款" in text
    assert "二、试用期录用条件三个月内完成<b>培训</b>。三、岗位职责" in text
    assert "附件声明本岗位说明书是公司与本人劳动合同的附件" in text
    assert "草稿" not in text
    logos = page.locator("#sheet-pages .sheet-logo, #sheet-pages figure img")
    assert [one.evaluate("image => image.naturalWidth > 0") for one in logos.all()] == [True, True]
    expect(preview(page).get_by_alt_text("二维码：https://example.org/roles/sales-department-head.html")).to_have_count(
        1
    )
    field(page, "工号").fill("S012")
    assert "文件编号：HR-SALES-DEPARTMENT-HEAD-S012" in shown(page)
    _, data = downloaded(page)
    out = tmp_path / "out"
    options = ["--employee-no", "S012", "--format", "docx", "--out", str(out)]
    assert main(["--root", str(copy), "sheet", "sales-department-head", *options]) == 0
    assert next(out.iterdir()).read_bytes() == data
    assert word_reader.heads_and_feet(word_reader.opened(data))[0].endswith("文件编号：HR-SALES-DEPARTMENT-HEAD-S012")
