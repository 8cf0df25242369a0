"""The form of a sheet as people use it: days as they write them, room for remarks, another role, printing by keys."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.browser import Open
from tests.site.form_page import SHORT, fact, field, preview, printed


@pytest.fixture
def page(opened: Open) -> Page:
    """A form in which the role's name and day are entered, and that counts how often it was printed."""
    page = opened(SHORT)
    page.evaluate("() => { window.timesPrinted = 0; window.print = () => { window.timesPrinted += 1; }; }")
    field(page, "姓名").fill("欧阳娜娜（示例）")
    return page


def test_a_day_is_typed_as_people_do_or_picked(page: Page) -> None:
    start = field(page, "入职日期")
    for typed in ("20261201", "2026/12/1", "２０２６１２０１"):
        start.fill(typed)
        assert fact(page, "入职日期") == "2026年12月1日", typed
    for wrong in ("20261301", "2026-121", "2026121"):
        start.fill(wrong)
        start.blur()
        expect(start).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("button", name="选日期")).to_be_visible()
    page.locator("#f-start-day").evaluate(
        "day => { day.value = '2027-03-05'; day.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    expect(start).to_have_value("2027-03-05")
    assert fact(page, "入职日期") == "2027年3月5日"


def test_remarks_have_room_and_print_as_lines(page: Page) -> None:
    remarks = field(page, "备注")
    remarks.press_sequentially("示例一")
    remarks.press("Enter")
    remarks.press_sequentially("示例二")
    assert fact(page, "备注") == "示例一\n示例二"
    assert remarks.bounding_box()["height"] > 2 * field(page, "姓名").bounding_box()["height"]


def test_another_role_keeps_the_hire_and_nothing_else_does(page: Page) -> None:
    field(page, "备注").fill("示例\n两行")
    field(page, "岗位").select_option(label="店长")
    page.wait_for_url(re.compile("store-manager"))
    expect(preview(page)).to_contain_text("店长岗位说明书")
    expect(field(page, "岗位")).to_have_value("店长")
    assert fact(page, "姓名") == "欧阳娜娜（示例）"
    expect(field(page, "备注")).to_have_value("示例\n两行")
    assert page.evaluate("() => sessionStorage.length + localStorage.length") == 0


def test_where_there_are_many_roles_the_others_stand_on_a_page_and_nothing_is_taken_there(
    browser: Browser, built: Path
) -> None:
    page = browser.new_page()
    offered = '[["销售部", [["sales-manager", "销售经理"]]], ["其他", [["index", "其他部门的岗位…"]]]]'
    page.add_init_script(f"Object.defineProperty(window, 'rolebookSheetRoles', {{value: {offered}, writable: false}})")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto((built / "sheets/sales-manager.html").as_uri())
    field(page, "姓名").fill("欧阳娜娜（示例）")
    field(page, "岗位").select_option(label="其他部门的岗位…")
    page.wait_for_url(re.compile(r"sheets/index\.html$"))
    assert page.evaluate("() => sessionStorage.length + localStorage.length") == 0
    page.close()


@pytest.mark.parametrize(("entered", "asked"), [(True, 1), (False, 0)])
def test_leaving_with_entries_asks(browser: Browser, built: Any, *, entered: bool, asked: int) -> None:
    page = browser.new_page()
    dialogs: list[str] = []

    def answer(dialog: Dialog) -> None:
        dialogs.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.goto((built / SHORT).as_uri())
    if entered:
        field(page, "姓名").press_sequentially("示例")
    page.locator("h1").click()
    page.reload()
    page.close()
    assert dialogs == ["beforeunload"] * asked


def test_keys_print_what_the_button_prints_or_nothing(page: Page) -> None:
    page.keyboard.press("Control+p")
    assert page.evaluate("window.timesPrinted") == 1
    field(page, "入职日期").fill("2026-1")
    page.keyboard.press("Control+p")
    assert page.evaluate("window.timesPrinted") == 1
    expect(page.locator("#sheet-status")).to_contain_text("有一项填写有误")
    paper = printed(page)
    assert "没有打印" in paper
    assert "欧阳娜娜" not in paper
    field(page, "入职日期").fill("2026-1-5")
    assert "欧阳娜娜" in printed(page)


def test_nothing_stands_empty_below_a_preview_on_a_phone(opened: Open) -> None:
    page = opened("sheets/sales-manager.html", width=390, height=844, is_mobile=True)
    expect(page.locator("#sheet-status")).to_have_text("共 1 页")
    below = page.evaluate(
        """() => document.querySelector(".foot").getBoundingClientRect().top
          - [...document.querySelectorAll(".sheet-frame")].at(-1).getBoundingClientRect().bottom"""
    )
    assert below < 200
    foot = page.evaluate("() => document.querySelector('.foot').getBoundingClientRect().bottom + scrollY")
    assert page.evaluate("document.documentElement.scrollHeight") - foot < 100
