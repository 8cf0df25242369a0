"""What narrows a search stands in the address and can be taken away; tables are narrowed as the search finds."""

import re
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser import Open, all_shown, searched


def _kinds(page: Page) -> set[str | None]:
    """The kinds of the hits that are shown, once there are some."""
    expect(page.locator("[data-hit]")).not_to_have_count(0)
    all_shown(page)
    return {hit.get_attribute("data-kind") for hit in page.locator("[data-hit]").all()}


def test_a_kind_before_the_words_is_a_filter_that_can_be_taken_away(opened: Open) -> None:
    page = opened("index.html")
    field = page.locator("input[type=search]")
    pressed = page.locator("button[aria-pressed=true]")
    for words, kind in (
        ("职责：客户档案", "职责"),
        ("處罰:50", "处罚条款"),
        ("制度： ", "管理制度"),
        ("岗位:zhuguan", "岗位"),
    ):
        field.fill(words)
        expect(pressed).to_have_text(f"{kind} ×")
        assert _kinds(page) == {kind}
    field.fill("职责：客户档案")
    expect(pressed).to_have_text("职责 ×")
    pressed.click()
    expect(pressed).to_have_count(0)
    expect(field).to_have_value("客户档案")
    assert len(_kinds(page)) > 1
    # A colon in any other place is a mark as any other.
    field.fill("拜访客户：通过电话")
    expect(page.locator("[data-hit]").first).to_have_attribute("data-hit", "call-on-customers")


def test_what_a_question_was_taken_for_can_be_taken_away_in_any_script(opened: Open) -> None:
    page = opened("index.html")
    field = page.locator("input[type=search]")
    field.fill("業務員職責")
    meant = page.locator(".results-meant a")
    expect(meant).to_have_text(["岗位：销售代表 ×", "类别：职责 ×"])
    meant.last.click()
    expect(field).to_have_value("業務員")
    field.fill("销售部处罚")
    expect(meant).to_have_text(["部门：销售部 ×", "类别：处罚条款 ×"])
    assert _kinds(page) == {"部门", "处罚条款"}


def test_a_search_with_its_filters_survives_the_way_back_and_can_be_sent(open_page: Open) -> None:
    page = open_page("index.html?q=客户档案&类别=管理制度")
    pressed = page.locator("button[aria-pressed=true]")
    expect(pressed).to_have_text("管理制度 ×")
    total = page.locator(".results-total").inner_text()
    page.locator("[data-hit]").first.click()
    expect(page).to_have_url(re.compile(r"rules/customer-files\.html"))
    page.go_back()
    expect(pressed).to_have_text("管理制度 ×")
    expect(page.locator(".results-total")).to_have_text(total)
    assert unquote(page.url).endswith("?q=客户档案&类别=管理制度")
    copy = page.locator(".results-save .copy")
    expect(copy).to_have_text("复制链接")
    copy.click()
    expect(copy).to_have_text("已复制（粘贴到搜索框即可找到）")
    # On another page, and in a handbook that lies elsewhere, the text leads to the same.
    page.goto(page.url.partition("?")[0].replace("index.html", "roles/sales-representative.html"))
    field = page.locator("input[type=search]")
    field.focus()
    page.keyboard.press("Control+V")
    expect(pressed).to_have_text("管理制度 ×")
    expect(field).to_have_value("客户档案")
    expect(page.locator(".results-total")).to_have_text(total)


def test_a_question_mark_shows_the_keys_unless_one_types(opened: Open) -> None:
    page = opened("roles/sales-representative.html")
    field = page.locator("input[type=search]")
    keys = page.get_by_role("dialog", name="按键")
    field.press("?")
    expect(keys).to_have_count(0)
    field.press("Escape")
    field.press("Escape")
    expect(field).to_have_value("")
    field.blur()
    page.keyboard.press("?")
    expect(keys).to_be_visible()
    expect(keys.locator("kbd, code")).to_have_text(
        ["/", "↓ ↑", "Enter", "Esc", "?", "岗位：", "职责：", "处罚：", "制度："]
    )
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()


def test_a_key_pressed_before_the_search_is_loaded_counts(opened: Open) -> None:
    page = opened("index.html")
    page.evaluate(
        """() => {
          const field = document.querySelector("input[type=search]");
          field.value = "xsdb";
          field.dispatchEvent(new InputEvent("input"));
          field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
        }"""
    )
    expect(page).to_have_url(re.compile(r"roles/sales-representative\.html"))


@pytest.mark.parametrize(
    ("path", "words", "shown"),
    [
        ("penalties.html", "dianhuajilu", "1 / 6 条"),
        ("penalties.html", "電話記錄", "1 / 6 条"),
        ("penalties.html", "电话纪录", "1 / 6 条（没有一致的，以下相近）"),
        ("penalties.html", "罚款", "6 / 6 条"),
        ("penalties.html", "不理客户", "1 / 6 条"),
        ("penalties.html", "护士", "0 / 6 条"),
        ("sheets/index.html", "xszg", "2 / 24 个"),
        ("sheets/index.html", "销售带表 空运", "1 / 24 个（没有一致的，以下相近）"),
    ],
)
def test_the_fields_above_tables_find_as_the_search_does(path: str, words: str, shown: str, opened: Open) -> None:
    page = opened(path)
    page.locator("#filter").fill(words)
    expect(page.locator("#filter-count")).to_have_text(shown)


@pytest.mark.parametrize(
    ("scheme", "width"),
    [
        ("light", 360),
        ("dark", 1440),
        pytest.param("light", 1440, marks=pytest.mark.soak),
        pytest.param("dark", 360, marks=pytest.mark.soak),
    ],
)
def test_filters_links_and_keys_bar_nobody(scheme: str, width: int, opened: Open) -> None:
    page = opened("roles/sales-representative.html?q=销售代表职责&级别=员工", width=width, color_scheme=scheme)
    expect(page.locator("[data-hit]")).not_to_have_count(0)
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "preload": False}
    assert [found["id"] for found in Axe().run(page, options=options).response["violations"]] == []
    # Parts that are offered, hits that are merely alike, and nothing at all.
    for query, shown in (
        ("合同 护士", "[data-part]"),
        ("客户挡案", "[data-hit]"),
        ("急诊护士", ".results-ways"),
    ):
        page.locator("input[type=search]").fill("")
        searched(page, query)
        expect(page.locator("#results").locator(shown)).not_to_have_count(0)
        found = Axe().run(page, context="#results", options=options).response["violations"]
        assert [one["id"] for one in found] == [], query
    page.locator("input[type=search]").press("Escape")
    page.locator("input[type=search]").blur()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="按键")).to_be_visible()
    assert [found["id"] for found in Axe().run(page, options=options).response["violations"]] == []
