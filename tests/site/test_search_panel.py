"""The panel of results as a reader sees it: what stands first, how much fits, what is offered when nothing is found."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import Open, searched

# How many hits lie wholly inside the panel and the screen.
VISIBLE = """() => {
  const panel = document.querySelector("#results").getBoundingClientRect();
  const bottom = Math.min(panel.bottom, innerHeight);
  const hits = [...document.querySelectorAll("[data-hit]")];
  return hits.filter((hit) => hit.getBoundingClientRect().bottom <= bottom).length;
}"""


def _search(page: Page, words: str) -> None:
    searched(page, words)
    expect(page.locator(".results-total")).to_be_visible()


@pytest.mark.parametrize("path", ["index.html", "roles/sales-manager.html"])
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_many_hits_fit_the_first_screen(path: str, width: int, height: int, opened: Open) -> None:
    page = opened(path, width=width, height=height)
    _search(page, "客户")
    # On a phone the front page still has its title and its field above the panel.
    assert page.evaluate(VISIBLE) >= (9 if width > 400 or path != "index.html" else 7)


def test_parts_are_few_and_do_not_overlap(opened: Open) -> None:
    page = opened("index.html")
    for query in ("团队建设与培训计划和市场调研及合同审批", "客户投诉处理流程与售后服务回访制度", "急诊护士站排班表"):
        _search(page, query)
        parts = [part.get_attribute("data-part") or "" for part in page.locator("[data-part]").all()]
        assert len(parts) <= 4
        at = 0
        for part in parts:
            assert len(part) >= 2
            at = query.index(part, at) + len(part)


def test_what_has_a_part_is_shown_below_the_parts(opened: Open) -> None:
    page = opened("index.html")
    _search(page, "罚款60元")
    expect(page.locator(".results-total")).to_have_text("没有整句“罚款60元”；含有：罚款 5。")
    expect(page.locator("[data-hit]")).to_have_count(0)
    expect(page.locator("#results")).to_contain_text("含有其中一部分的：")
    near = page.locator("[data-near]")
    expect(near).to_have_count(5)
    expect(near.first).to_contain_text("一次罚款50元")
    page.locator("input[type=search]").press("Enter")
    expect(page.locator("#results")).to_be_visible()
    for _ in range(page.locator("[data-part]").count() + 1):
        page.keyboard.press("ArrowDown")
    expect(near.first).to_be_focused()


def test_what_several_words_mean_is_said_once(opened: Open) -> None:
    page = opened("index.html")
    _search(page, "罚款能扣多少工资")
    meant = page.locator(".results-meant [data-without]")
    expect(meant).to_have_text(["类别：处罚条款 ×"])
    assert meant.get_attribute("data-without") == "能 工资"


def test_a_kind_that_the_source_does_not_write_for_a_role_is_said_first(opened: Open) -> None:
    page = opened("index.html")
    _search(page, "销售经理的任职资格")
    total = page.locator(".results-total")
    expect(total).to_contain_text(re.compile("^手册里没有填写“销售经理”的任职资格。共 \\d+ 条"))
    assert page.locator("[data-hit]").first.get_attribute("data-hit") == "sales-manager"
    kinds = page.locator(".hit-kind").all_inner_texts()
    assert (kinds[0], set(kinds[1:])) == ("岗位", {"资格"})
    _search(page, "销售代表的任职资格")
    expect(total).to_contain_text(re.compile("^共"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_behind_the_panel_is_dimmed_and_does_not_move(scheme: str, opened: Open) -> None:
    page = opened("roles/sales-manager.html", color_scheme=scheme)
    before = _box(page.locator("h1"))
    veil = "getComputedStyle(document.body, '::before')"
    assert page.evaluate(f"{veil}.content") == "none"
    _search(page, "客户")
    assert _box(page.locator("h1")) == before
    assert page.evaluate(f"[{veil}.position, {veil}.pointerEvents]") == ["fixed", "none"]
    assert "0.06" in page.evaluate(f"{veil}.backgroundColor")
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    assert page.evaluate(f"{veil}.content") == "none"


@pytest.mark.parametrize("width", [390, 1440])
def test_what_is_pressed_in_the_panel_is_large_enough(width: int, opened: Open) -> None:
    page = opened("roles/sales-manager.html", width=width)
    for query in ("客户", "催收货款"):
        _search(page, query)
        for more in page.get_by_role("button", name="更多筛选").all():
            more.click()
        for target in page.locator("#results button:visible, #results a").all()[:40]:
            box = _box(target)
            assert min(box["width"], box["height"]) >= 24, target.inner_text()


def _box(locator: Locator) -> dict[str, float]:
    box = locator.bounding_box()
    assert box
    return {"x": box["x"], "y": box["y"], "width": round(box["width"], 1), "height": round(box["height"], 1)}


def test_a_line_of_a_source_that_is_cut_is_found_on_its_own_page(opened: Open) -> None:
    page = opened("index.html")
    searched(page, "示例文件第4行")
    hit = page.locator('[data-hit="source:sample"]').first
    expect(hit).to_have_attribute("href", "sources/sample.html#L4")
    page.evaluate("() => { rolebookSearch.cuts = { 'sources/sample.html': [3, 4, 9] }; }")
    searched(page, "示例文件第9行")
    expect(hit).to_have_attribute("href", "sources/sample/4.html#L9")
    searched(page, "示例文件第4行")
    expect(hit).to_have_attribute("href", "sources/sample/3.html#L4")
