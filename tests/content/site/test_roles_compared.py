"""岗位对照, 岗位职责分配表, 岗位一览表 and 统计: four questions, each answered on one page, looked at as readers do."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml.html import HtmlElement
from playwright.sync_api import Page, expect

from tests.browser import Open
from tests.conftest import SOAK

PAIR = "compare.html?roles=sales-supervisor,sales-manager"
MOVE = "compare.html?from=sales-supervisor&to=sales-manager"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = (PAIR, "matrix.html", "role-list.html", "statistics.html")


def rows_under(page: Page, heading: str) -> list[str]:
    """The names of the rows in the group of a comparison that begins so."""
    body = page.locator("#duties tbody").filter(has=page.locator("tr.group", has_text=heading))
    return [name.strip() for name in body.locator("tr:not(.group) th").all_inner_texts()]


def saved(page: Page) -> openpyxl.Workbook:
    """What the page makes for Excel."""
    with page.expect_download() as saving:
        page.get_by_role("button", name="下载全文 Excel").click()
    return openpyxl.load_workbook(io.BytesIO(Path(saving.value.path()).read_bytes()))


def test_what_two_roles_share_and_what_one_alone_has_is_shown_and_saved(opened: Open) -> None:
    page = opened(PAIR, accept_downloads=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("岗位对照：销售主管 · 销售经理")
    both = rows_under(page, "双方都有（")
    assert "确定销售目标" in both
    assert rows_under(page, "双方都有，参与方式不同") == ["解决销售问题"]
    assert "制定销售计划" in rows_under(page, "只有“销售主管”有")
    assert "建设销售团队" in rows_under(page, "只有“销售经理”有")
    problem = page.locator("#duties tr").filter(has=page.get_by_role("rowheader", name="解决销售问题"))
    expect(problem.locator("td").nth(0)).to_contain_text("△ 配合")
    expect(problem.locator("td").nth(1)).to_contain_text("▲ 主责")
    assert "和纠纷" in "".join(problem.locator("td").nth(0).locator("mark").all_inner_texts())
    loaded = [script.get_attribute("src") or "" for script in page.locator("script[src*=compare]").all()]
    names = sorted(name.rpartition("/")[2].partition("?")[0] for name in loaded)
    assert names == ["compare.js", "sales-manager.js", "sales-supervisor.js"]  # of those compared, and no list of all
    book = saved(page)
    assert book.sheetnames == ["岗位对照：销售主管 · 销售经理", "工作事项", "管理制度"]
    said = "△ 配合 协助解决销售过程中的问题和纠纷。"
    assert ("解决销售问题", said) in [row[:2] for row in book["工作事项"].iter_rows(values_only=True)]


def test_a_page_without_an_address_lets_one_choose_up_to_three(opened: Open) -> None:
    page = opened("compare.html")
    choices = page.locator("select[data-side]")
    expect(choices).to_have_count(3)
    expect(choices.first.locator("option[value=sales-manager]")).to_have_count(1)
    for at, role in enumerate(("sales-representative", "salesperson", "sales")):
        choices.nth(at).select_option(role)
    expect(page.get_by_role("heading", level=1)).to_have_text("岗位对照：销售代表 · 销售人员 · 销售部")
    assert "roles=sales-representative,salesperson,sales" in page.url.replace("%2C", ",")
    assert rows_under(page, "三方都有（")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("销售部")


def test_an_id_that_is_none_is_named_and_nothing_of_it_runs(opened: Open) -> None:
    page = opened("compare.html?roles=sales-manager,../../x,<img src=x>,Sales")
    expect(page.locator("#compare-hint")).to_contain_text("请再选一个岗位或部门，与“销售经理”对照。相近的有：销售主管")
    assert page.locator("main img").count() == 0


def test_the_common_core_is_shown_and_left_out_on_request(opened: Open) -> None:
    page = opened("compare.html?roles=sales-manager-chemicals,sales-manager-media&core=level:manager")
    note = page.locator("#compare-result > p.note")
    expect(note).to_contain_text("级别“经理”的 2 个岗位中八成以上都有的工作事项（2 项）没有列出：")
    expect(note).to_contain_text("维护客户关系")
    assert "维护客户关系" not in page.locator("#duties").inner_text()
    page.locator("#core").select_option("")
    expect(page.locator("#duties")).to_contain_text("维护客户关系")
    assert "core=" not in page.url


def test_a_transfer_is_a_list_to_be_signed_on_paper(opened: Open) -> None:
    page = opened(MOVE)
    expect(page.get_by_role("heading", level=1)).to_have_text("晋升与转岗：从“销售主管”到“销售经理”")
    assert rows_under(page, "增加") == ["建设销售团队", "制定管理制度", "协调相关部门"]
    assert "制定销售计划" in rows_under(page, "交出")
    assert rows_under(page, "参与方式改变") == ["解决销售问题"]
    expect(page.get_by_text("接收人：")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.get_by_text("接收人：")).to_be_visible()
    expect(page.get_by_role("columnheader", name="移交人")).to_be_visible()


def test_a_role_leads_to_its_comparison_and_names_the_near_ones(pages: dict[str, HtmlElement]) -> None:
    page = pages["roles/sales-manager.html"]
    assert "../compare.html?roles=sales-manager" in page.xpath("//main//a/@href")
    (near,) = page.xpath("//section[@id='related']//li")
    said = " ".join(near.text_content().split())
    assert said.startswith("销售主管 6 项工作事项相同；本岗位另有 3 项（")
    assert "，对方另有 4 项（" in said
    assert "1 项参与方式不同（解决销售问题）" in said
    assert near.xpath(".//a/@href")[-1] == "../compare.html?roles=sales-manager,sales-supervisor"


def test_the_table_of_parts_is_read_by_row_and_column(pages: dict[str, HtmlElement], opened: Open) -> None:
    page = pages["matrix.html"]
    (table,) = page.xpath("//table[contains(@class, 'matrix')]")
    columns = [cell.text_content().strip() for cell in table.xpath("thead/tr[2]/th[a]")]
    (row,) = table.xpath(".//tr[@data-activity='plan-sales']")
    assert row.xpath("th[@scope='row']")[0].text_content().startswith("制定销售计划")
    cells = dict(zip(columns, (cell.text_content() for cell in row.xpath("td")), strict=False))
    assert cells["销售主管"] == "▲主责"
    assert cells["销售部经理（向营销总监汇报）"] == "△配合"
    assert cells["销售经理"] == ""
    live = opened("matrix.html")
    live.get_by_role("region", name="岗位职责分配表").focus()
    live.keyboard.press("ArrowRight")
    live.keyboard.press("ArrowDown")
    expect(live.locator("#matrix-cell")).to_have_text("（部门职责） · 收集市场信息：主责")
    live.keyboard.press("End")
    expect(live.locator("#matrix-cell")).to_contain_text("岗位数 · 收集市场信息：")
    live.set_viewport_size({"width": 390, "height": 844})
    live.locator("[data-activity=plan-sales] > td").first.click()
    expect(live.locator("#matrix-cell")).to_be_visible()
    # What stands over all columns is in sight wherever the table is scrolled to.
    live.locator(".matrix-scroll").evaluate("(box) => box.scrollTo(400, 0)")
    (left,) = live.locator(".matrix .theme span").first.evaluate_all("([one]) => [one.getBoundingClientRect().left]")
    assert 16 <= left <= 40


def test_the_table_is_narrowed_by_words_and_codes_and_says_what_is_common(opened: Open) -> None:
    page = opened("matrix.html?title=经理", accept_downloads=True)
    expect(page.locator("#matrix-count")).to_have_text(
        re.compile("名称含“经理”：10 个岗位，55 项工作事项，没有八成以上岗位都有的；最多的是制定销售计划（6 个）、")
    )
    expect(page.locator("thead tr").nth(1).locator("th a:visible")).to_have_count(10)
    page.get_by_label("级别").select_option("manager")
    expect(page.locator("#matrix-count")).to_have_text(
        "名称含“经理”、经理：2 个岗位，14 项工作事项，八成以上岗位都有的 2 项。"
    )
    assert "level=manager" in page.url
    expect(page.locator("tr[data-activity=maintain-customer-relations] .total")).to_have_class("total common")
    expect(page.locator("tr[data-activity=prepare-launch]")).to_be_hidden()
    page.get_by_label("主题").select_option("customers")
    assert "theme=customers" in page.url
    expect(page.locator("tr[data-activity=meet-sales-targets]")).to_be_hidden()
    expect(page.locator("#matrix-count")).to_contain_text("2 个岗位，2 项工作事项，八成以上岗位都有的 1 项。")
    page.get_by_label("主题").select_option("")
    sheet = saved(page)["岗位职责分配表"]
    assert [cell.value for cell in sheet[1]] == ["工作事项", "销售经理（化工）", "销售经理（广告传媒）", "岗位数"]
    assert ["维护客户关系", "▲主责", "▲主责", "2"] in [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_what_two_departments_claim_and_what_nobody_does(pages: dict[str, HtmlElement]) -> None:
    page = pages["matrix.html"]
    claimed = page.xpath("//section[@id='contested']//tr[th='制定销售计划']/td/p")
    assert [one.text_content().partition("：")[0] for one in claimed] == ["销售部", "销售部（房地产）"]
    assert "部门职责" in claimed[1].text_content()
    gaps = [one.text_content() for one in page.xpath("//section[@id='gaps']//li")]
    assert "论证开发项目" in gaps
    marked = page.xpath("//tr[th/span='空白']/th/a/text()")
    assert {one.strip() for one in marked} >= {*gaps}


def test_a_level_says_what_its_roles_all_do(pages: dict[str, HtmlElement]) -> None:
    (common,) = pages["levels/manager.html"].xpath("//section[@id='common']")
    assert [one.text_content() for one in common.xpath(".//li/a")] == ["完成销售任务", "维护客户关系"]
    table, titled = common.xpath("p[last()]/a")
    assert table.get("href") == "../matrix.html?level=manager"
    assert titled.text == "名称中有“经理”的 10 个岗位都做什么"
    assert titled.get("href") == "../matrix.html?title=%E7%BB%8F%E7%90%86"
    (few,) = pages["levels/head.html"].xpath("//section[@id='common']")
    assert "11 个岗位中没有八成以上都有的工作事项。" in few.text_content()
    assert "制定销售计划（6 个岗位）" in few.text_content()


def test_all_roles_stand_in_one_table_that_sorts(pages: dict[str, HtmlElement], opened: Open) -> None:
    headings = [one.text for one in pages["role-list.html"].xpath("//table[contains(@class, 'role-list')]/thead//th")]
    assert headings == ["岗位", "部门", "级别", "行业", "直接上级", "任职资格", "职责", "工作事项", "状态"]
    page = opened("role-list.html")
    page.get_by_role("button", name="按职责排序").click()
    numbers = [int(text.strip(" *")) for text in page.locator("td[data-label=职责]").all_inner_texts()]
    assert numbers == sorted(numbers)
    assert len(numbers) == 24


def test_statistics_say_how_often_sentences_and_activities_are_used(pages: dict[str, HtmlElement]) -> None:
    page = pages["statistics.html"]
    assert "平均每条用在 1.02 处" in page.xpath("//section[@id='sentences']")[0].text_content()
    assert "平均每项用在 4." in page.xpath("//section[@id='activities']")[0].text_content()
    rows = page.xpath("//section[@id='parts']//tr")
    assert [row.xpath("th")[0].text for row in rows][:2] == ["▲ 主责", "△ 配合"]
    assert all(row.xpath(".//svg/rect") for row in rows)


def test_the_workbook_holds_both_tables_of_roles(built: Path) -> None:
    book = openpyxl.load_workbook(built / "data/clauses.xlsx", read_only=True)
    assert {"条款", "岗位一览表", "岗位职责分配表"} <= {*book.sheetnames}
    headings, *rows = book["岗位职责分配表"].iter_rows(values_only=True)
    supervisor = next(row for row in rows if row[0] == "销售主管")
    assert supervisor[headings.index("制定销售计划")] == "▲主责"
    assert supervisor[headings.index("建设销售团队")] is None


def test_a_question_about_several_leads_to_the_page_that_answers_it(opened: Open) -> None:
    page = opened("index.html")
    answers = {
        "销售主管和销售经理差在哪": "compare.html?roles=sales-supervisor,sales-manager",
        "谁负责制定销售计划": "activities/plan-sales.html",
        "所有经理都做什么": "matrix.html?title=经理",
        "经理都做什么": "levels/manager.html#common",
        "哪些事两个部门都说归自己": "matrix.html",
    }
    for question, address in answers.items():
        page.locator("input[type=search]").fill(question)
        expect(page.locator(f"#results a[href='{address}']").first).to_be_visible()
        if question.startswith("谁"):
            expect(page.locator("[data-hit]").first).to_have_attribute("href", address)


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.soak)])
def test_the_pages_bar_nobody_and_fit_a_phone(scheme: str, opened: Open) -> None:
    # Thousands of cells keep axe busy for a minute: the whole table only in `make soak`.
    options = {"preload": False, "resultTypes": ["violations"], "runOnly": RULES}
    for path in PAGES if SOAK else ("compare.html?roles=sales-manager-decoration,sales-manager-real-estate",):
        page = opened(path, width=390, color_scheme=scheme)
        expect(page.locator("main table").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        found = Axe().run(page, options=options)
        assert found.violations_count == 0, f"{path} ({scheme})\n{found.generate_report()}"
        page.context.close()
