"""What a reader does: type, look, choose, open, print. From file://, in Chromium, under the strict policy."""

from playwright.sync_api import Page, expect

from tests.browser import Open, searched


def _search(page: Page, words: str) -> None:
    searched(page, words)
    expect(page.locator("#search-status")).not_to_be_empty()


def _hits(page: Page) -> list[str]:
    return [hit.get_attribute("data-hit") or "" for hit in page.locator("[data-hit]").all()]


def test_no_hit_says_what_was_searched_and_where_to_go(opened: Open) -> None:
    page = opened("roles/sales-manager.html")
    _search(page, "急诊护士")
    assert _hits(page) == []
    expect(page.locator("#results")).to_contain_text("没有找到“急诊护士”")
    expect(page.locator("#results").get_by_role("link", name="浏览全部岗位")).to_be_visible()
    expect(page.locator("#results")).to_contain_text("手册里没有的，请点问题反馈。")
