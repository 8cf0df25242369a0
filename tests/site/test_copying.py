"""Text can be taken out: real drags, double clicks and the buttons, and what is on the clipboard afterwards."""

import re

from playwright.sync_api import Locator, Page

from tests.browser import Open


def _clipboard(page: Page) -> dict[str, str]:
    """What is on the clipboard, by type; line ends and the marks that the browser adds to HTML are taken off."""
    flavours: dict[str, str] = page.evaluate(
        """async () => {
          const found = {};
          for (const item of await navigator.clipboard.read()) {
            for (const type of item.types) found[type] = await (await item.getType(type)).text();
          }
          return found;
        }"""
    )
    plain = flavours["text/plain"].replace("\r\n", "\n")
    return {"text": plain, "html": re.sub(r"<!--.*?-->", "", flavours.get("text/html", ""))}


def _drag(page: Page, first: Locator, last: Locator) -> None:
    """From the beginning of one line of text to the end of another, with the mouse."""
    first.scroll_into_view_if_needed()
    start, end = _text_box(first), _text_box(last)
    page.mouse.move(start["left"] + 1, start["top"] + 6)
    page.mouse.down()
    page.mouse.move(start["left"] + 30, start["top"] + 8, steps=3)
    page.mouse.move(end["right"] - 1, end["bottom"] - 6, steps=8)
    page.mouse.up()


def _text_box(line: Locator) -> dict[str, float]:
    """Where the text begins and where its last line ends, in the window."""
    box: dict[str, float] = line.evaluate(
        """(element) => {
          const range = document.createRange();
          range.selectNodeContents(element);
          const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
          const [first, last] = [boxes[0], boxes[boxes.length - 1]];
          return { left: first.left, top: first.top, right: last.right, bottom: last.bottom };
        }"""
    )
    return box


def test_a_drag_past_an_opened_mark_leaves_it_out(open_page: Open) -> None:
    page = open_page("roles/sales-representative.html")
    rows = page.locator("#duties .row")
    rows.nth(1).locator("summary").click()
    _drag(page, rows.nth(0).locator(".row-text"), rows.nth(2).locator(".row-text"))
    page.keyboard.press("Control+C")
    copied = _clipboard(page)
    for flavour in copied.values():
        assert "原文" not in flavour
        assert "查看本条" not in flavour
        assert "销售部岗位职责文件汇集" not in flavour
    assert [line[:3] for line in copied["text"].split("\n")] == ["1. ", "2. ", "3. "]
