"""Text can be taken out: real drags, double clicks and the buttons, and what is on the clipboard afterwards."""

import pytest
from playwright.sync_api import Page, expect

from rolebook.model.applied import applied, line
from rolebook.model.library import Library
from tests.browser import Open
from tests.site.test_copying import _clipboard, _drag

pytestmark = pytest.mark.soak
"""In `make test`, what is copied from the company's pages is enough (tests/site)."""

LISTS = (
    "roles/sales-representative.html",
    "roles/sales-site-supervisor.html",
    "departments/sales.html",
    "themes/planning.html",
    "rules/customer-files.html",
    "penalties.html",
    "clauses/complete-work-assigned-by-leader.html",
)


SENTENCES = ".row-text, #register td[data-label=违规情形], .plain-list li:has(.mark-link)"


@pytest.mark.parametrize("path", LISTS)
def test_a_drag_inside_a_sentence_selects_it_and_a_double_click_stays_on_the_page(path: str, opened: Open) -> None:
    page = opened(path)
    address = page.url
    sentence = page.locator(SENTENCES).first
    _drag(page, sentence, sentence)
    selected = page.evaluate("getSelection().toString()").strip().split("\n")[0].strip()
    assert len(selected) >= 5
    assert selected in sentence.inner_text()
    sentence.dblclick(position={"x": 40, "y": 12})
    assert page.url == address
    assert page.evaluate("getSelection().toString()").strip() != ""


def test_names_in_the_register_can_be_dragged_over(opened: Open) -> None:
    page = opened("penalties.html")
    name = page.locator("#register td[data-label=适用岗位]").first
    _drag(page, name, name)
    assert page.evaluate("getSelection().toString()").strip() in {"销售部负责人（推定）", "销售部负责人（推定"}
    assert page.url.endswith("penalties.html")


@pytest.mark.parametrize("width", [1440, 390])
def test_a_wide_drag_copies_the_numbered_list_and_nothing_else(width: int, open_page: Open, library: Library) -> None:
    page = open_page("roles/sales-representative.html", width=width)
    rows = page.locator("#duties .row-text")
    _drag(page, rows.nth(1), rows.nth(4))
    page.keyboard.press("Control+C")
    listed = applied(library, library.roles["sales-representative"]).clauses("duties")
    texts = [clause.text for clause in listed[1:5]]
    copied = _clipboard(page)
    assert copied["text"] == "\n".join(f"{number}. {text}" for number, text in enumerate(texts, 2))
    assert f'<ol start="2">{"".join(f"<li>{text}</li>" for text in texts)}</ol>' in copied["html"]


def test_what_stands_in_an_opened_mark_can_be_copied_too(open_page: Open) -> None:
    page = open_page("roles/sales-representative.html")
    row = page.locator("#duties .row").first
    row.locator("summary").click()
    quote = row.locator("blockquote")
    _drag(page, quote, quote)
    page.keyboard.press("Control+C")
    assert "开发新客户并与现有客户保持良好的关系" in _clipboard(page)["text"]


def test_a_section_is_copied_as_text_and_as_html(open_page: Open, library: Library) -> None:
    page = open_page("roles/sales-manager-chemicals.html")
    section = page.locator("#qualifications")
    section.get_by_role("button", name="复制任职资格").click()
    expect(section.locator(".copy-section")).to_have_text("已复制")
    texts = list(map(line, applied(library, library.roles["sales-manager-chemicals"]).clauses("qualifications")))
    copied = _clipboard(page)
    assert copied["text"] == "\n".join(["任职资格", *(f"{number}. {text}" for number, text in enumerate(texts, 1))])
    assert "<h2>任职资格</h2>" in copied["html"]
    assert copied["html"].count("<li>") == len(texts) == 9
    expect(section.locator(".copy-section")).to_have_text("复制", timeout=5_000)


def test_a_role_is_copied_whole(open_page: Open, library: Library) -> None:
    page = open_page("roles/sales-department-head.html")
    page.get_by_role("button", name="复制全文").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    copied = _clipboard(page)
    lines = copied["text"].split("\n")
    assert lines[0] == "销售部负责人"
    assert "部门：销售部" in lines
    for heading in ("职责", "管理制度", "处罚条款"):
        assert lines.count(heading) == 1
    listed = applied(library, library.roles["sales-department-head"]).clauses("duties")
    for number, clause in enumerate(listed, 1):
        assert f"{number}. {clause.text}" in lines
    assert "违规情形\t处罚\t计罚方式" in lines
    assert "销售台账不健全；电话记录不健全\t考核50元\t每次" in lines
    assert "<th>违规情形</th><th>处罚</th><th>计罚方式</th></tr>" in copied["html"]
    for word in ("复制", "来源", "第553行", "推定", "草稿", "查看本条"):
        assert word not in copied["text"]


def test_the_register_is_copied_as_a_table(open_page: Open) -> None:
    page = open_page("penalties.html", width=1440)
    cells = page.locator("#register tbody tr")
    _drag(page, cells.nth(2).locator("td").nth(0), cells.nth(3).locator("td").nth(3))
    page.keyboard.press("Control+C")
    rows = [line.split("\t") for line in _clipboard(page)["text"].split("\n")]
    assert [row[:4] for row in rows] == [
        ["顾客意见、建议不闻不问", "考核50元", "每次", "销售部负责人（推定）"],
        ["销售台账不健全；电话记录不健全", "考核50元", "每次", "销售部负责人（推定）"],
    ]
    page.get_by_role("button", name="复制全文").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    lines = _clipboard(page)["text"].split("\n")
    assert lines[0] == "奖惩一览"
    assert lines[1].startswith("处罚按原文列出。")
    assert lines[2] == "违规情形\t处罚\t计罚方式\t适用岗位\t对应\t原文行"
    assert len([line for line in lines if "考核" in line]) == 6


def test_a_rule_is_copied_with_the_numbers_that_the_page_shows(open_page: Open) -> None:
    page = open_page("rules/customer-files.html")
    page.get_by_role("button", name="复制全文").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    lines = _clipboard(page)["text"].split("\n")
    assert lines[0] == "客户档案管理制度"
    assert "一、客户档案管理对象" in lines
    assert any(line.startswith("1. 从时间序列来划分：") for line in lines)
    assert any(line.startswith("2. 从交易过程来划分：") for line in lines)
    assert not any("第963行" in line or "第 963 行" in line for line in lines)


@pytest.mark.parametrize("width", [1440, 1000, 390])
@pytest.mark.parametrize("path", LISTS[:5])
def test_a_mark_opens_where_the_mouse_is_and_closes_at_the_second_click(path: str, width: int, opened: Open) -> None:
    page = opened(path, width=width, height=900)
    mark = page.locator(".row .mark").first
    summary = mark.locator("summary")
    summary.scroll_into_view_if_needed()
    box = summary.bounding_box()
    assert box is not None
    at = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(*at)
    expect(mark.locator("blockquote").first).to_be_visible()
    assert summary.bounding_box() == box
    page.mouse.click(*at)
    expect(mark.locator("blockquote").first).to_be_hidden()


def test_a_triple_click_and_a_whole_sentence_are_copied_as_a_sentence(open_page: Open) -> None:
    page = open_page("roles/sales-manager-chemicals.html", width=1440)
    row = page.locator("#duties .row-text").nth(2)
    row.click(click_count=3, position={"x": 60, "y": 12})
    page.keyboard.press("Control+C")
    assert _clipboard(page) == {"text": row.inner_text(), "html": row.inner_text()}
    _drag(page, row, row)
    page.keyboard.press("Control+C")
    copied = _clipboard(page)
    assert copied["text"] in row.inner_text()
    assert "<li>" not in copied["html"]


def _drag_between(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + 20, start[1] + 4, steps=3)
    page.mouse.move(*end, steps=10)
    page.mouse.up()


@pytest.mark.parametrize("width", [1440, 1280, 1100])
def test_a_drag_may_begin_in_the_rail_and_end_in_the_margin(width: int, open_page: Open) -> None:
    page = open_page("roles/sales-manager-hotel.html", width=width, height=900)
    rows = page.locator("#duties .row-text")
    first, last = rows.nth(0).bounding_box(), rows.nth(4).bounding_box()
    assert first is not None
    assert last is not None
    end = min(last["x"] + last["width"] + 200, width - 4)
    _drag_between(page, (first["x"] - 120, first["y"] + 4), (end, last["y"] + last["height"] - 6))
    page.keyboard.press("Control+C")
    lines = _clipboard(page)["text"].split("\n")
    assert [line.partition(". ")[0] for line in lines if line[0].isdigit()] == ["1", "2", "3", "4", "5"]
    assert lines[-1] == f"5. {rows.nth(4).inner_text()}"


def test_what_is_selected_beside_the_lists_is_copied_too(open_page: Open) -> None:
    page = open_page("departments/sales.html", width=1440)
    _drag(page, page.locator("h1"), page.locator(".lead"))
    page.keyboard.press("Control+C")
    lines = _clipboard(page)["text"].split("\n")
    assert lines[0] == "销售部"
    assert lines[1].startswith("推动公司产品和服务的销售")
    page = open_page("roles/sales-representative.html", width=1440)
    _drag(page, page.locator("h1"), page.locator("#duties .row-text").nth(1))
    page.keyboard.press("Control+C")
    lines = _clipboard(page)["text"].split("\n")
    assert lines[:2] == ["销售代表", "部门：销售部"]
    assert lines[-1].startswith("2. ")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+C")
    everything = _clipboard(page)["text"]
    assert "5. 完成销售报告和销售数据的记录和分析。" in everything
    assert "归口部门：人力资源部" in everything
    for word in ("复制", "第125行", "查看本条"):
        assert word not in everything


def test_rows_that_are_filtered_away_are_not_copied(open_page: Open) -> None:
    page = open_page("penalties.html", width=1440)
    page.get_by_label("筛选").fill("电话")
    page.get_by_role("button", name="复制全文").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    rows = [line for line in _clipboard(page)["text"].split("\n") if "考核" in line]
    assert len(rows) == 1
    assert rows[0].startswith("销售台账不健全；电话记录不健全\t考核50元\t每次")
