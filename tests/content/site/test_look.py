"""How the pages look, measured: one left edge, one filled button, a full first screen, clean paper."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rolebook.cli import main
from tests.browser import Open
from tests.conftest import some
from tests.content.site.test_browser import KINDS_OF_PAGES
from tests.site.test_look import _printed

PAGES = (*KINDS_OF_PAGES, "sources/sales-duties.html", "guide.html", "rules-of-check.html", "levels/manager.html")


EDGE = 354
"""Where text begins in a window of 1440: margin 116, rail 200, gap 38."""


def _lefts(page: Page, selector: str) -> set[int]:
    """The left edges of all visible elements."""
    found = page.locator(selector).evaluate_all(
        """(all) => all.filter((one) => one.offsetParent && !one.closest(".unseen"))
          .map((one) => one.getBoundingClientRect().left)"""
    )
    return {round(left) for left in found}


@pytest.mark.soak
def test_every_page_begins_at_the_same_edge(opened: Open) -> None:
    for path in some(some(PAGES)):
        page = opened(path, width=1440, height=900)
        edges = _lefts(page, "main h1:not(.unseen), main > article > section > h2, main > section > h2, .row-text")
        if path == "index.html":
            edges |= _lefts(page, "main .search, .figures, .roles")
        if path == "rules/customer-files.html":
            edges = _lefts(page, "main h1, .item > h2, .rule-text > .item > .row > .row-text")
        assert edges == {EDGE}, path
        assert _lefts(page, ".foot-text") == {EDGE}, path
        page.context.close()


@pytest.mark.soak
def test_a_page_has_at_most_one_filled_button(opened: Open) -> None:
    for path in some(some(PAGES)):
        page = opened(path)
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 844})
            filled = page.locator(".primary:visible")
            assert filled.count() <= 1, path
            for button in filled.all():
                box = button.bounding_box()
                assert box is not None
                assert (43 if width == 1440 else 35) <= box["height"] <= 45, path
        page.context.close()


def test_a_phone_shows_nine_duties_on_its_first_screen(opened: Open) -> None:
    page = opened("roles/sales-site-supervisor.html", width=390, height=844)
    head = page.locator(".head").bounding_box()
    assert head is not None
    assert head["height"] <= 53
    bottoms = page.locator("#duties .row-text").evaluate_all(
        "(rows) => rows.map((row) => row.getBoundingClientRect().bottom)"
    )
    assert sum(bottom <= 844 for bottom in bottoms) >= 9


def test_no_mark_is_cut_where_several_places_several_roles_and_a_penalty_stand_in_it(opened: Open) -> None:
    for width in (1440, 1200, 1000, 390, 320):
        page = opened("roles/sales-department-head.html", width=width)
        marks = page.locator("#duties .mark summary")
        expect(marks.last).to_contain_text("处罚")
        cut = marks.evaluate_all(
            "(all) => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.innerText)"
        )
        assert cut == [], width
        page.context.close()


def test_a_long_list_of_contents_opens_on_a_phone(opened: Open) -> None:
    page = opened("sources/sales-duties.html", width=390, height=844)
    entry = page.locator(".contents").get_by_role("link", name="销售部销售人员岗位职责")
    expect(entry).to_be_hidden()
    page.get_by_role("link", name="目录（17 项）").click()
    expect(entry).to_be_visible()
    entry.click()
    expect(page.locator("section", has=page.get_by_role("heading", name="销售部销售人员岗位职责"))).to_be_in_viewport()


def test_suppositions_are_one_sentence(opened: Open) -> None:
    page = opened("roles/sales-department-head.html")
    expect(page.locator(".guessed")).to_have_text(
        "名称、行业、级别由编者推定，原文没有写明；处罚条款适用于本岗位也是推定。"
    )
    assert page.locator("main .tag:visible").all_inner_texts() == ["草稿", "参考资料", "参考资料"]
    # What the department's page supposes about its rules holds for the roles that inherit them.
    page = opened("roles/sales-site-supervisor.html")
    expect(page.locator(".guessed")).to_contain_text("部门通用的管理制度适用于本岗位也是推定")
    page = opened("departments/sales-real-estate.html")
    expect(page.locator(".guessed")).to_have_text("名称、行业由编者推定，原文没有写明；管理制度适用于本部门也是推定。")
    page = opened("clauses/late-or-unrecorded-after-sales-service.html")
    expect(page.locator("main")).to_contain_text("对应关系由编者推定，原文没有写明。")


@pytest.mark.soak
def test_no_page_prints_the_name_of_a_file_or_a_control(opened: Open) -> None:
    for path in some(some(PAGES)):
        if path in {"guide.html", "rules-of-check.html", "about.html"}:
            continue  # these speak of files, for editors
        page = opened(path)
        text = "".join(_printed(page))
        assert re.findall(r"[\w-]+\.(?:html|txt|ya?ml|json|csv|xlsx)\b", text) == [], path
        for word in ("复制", "↕", "菜单"):
            assert word not in text, (path, word)
        page.context.close()


def test_the_register_prints_on_one_sheet_of_a4_with_its_last_column_whole(opened: Open) -> None:
    page = opened("penalties.html")
    (text,) = _printed(page)
    for words in ("违规情形处罚计罚方式适用岗位对应原文行", *(f"第{line}行" for line in range(569, 580, 2))):
        assert words in text


def test_an_address_is_printed_where_the_handbook_has_one(copy: Path) -> None:
    settings = copy / "content/library.yaml"
    settings.write_text(
        settings.read_text("utf-8").replace('site_url: ""', "site_url: https://handbook.example/"), "utf-8"
    )
    assert main(["--root", str(copy), "site", "--no-pdf"]) == 0
    role = (copy / "site/roles/sales-manager.html").read_text("utf-8")
    assert '<span class="address">https://handbook.example/roles/sales-manager.html</span>' in role
    home = (copy / "site/index.html").read_text("utf-8")
    assert '<span class="address">https://handbook.example/</span>' in home
