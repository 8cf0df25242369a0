"""What readers of the rewards, the penalties and the rules see: on a narrow screen, and where an editor judged."""

import pytest
from lxml.html import HtmlElement

from tests.browser import Open


@pytest.mark.parametrize("path", ["roles/supply-manager.html", "rules/index.html", "penalties.html"])
def test_long_sanctions_do_not_widen_the_page(opened: Open, path: str) -> None:
    page = opened(path, width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_short_list_of_long_titles_leaves_the_buttons_of_a_source_on_the_page(opened: Open) -> None:
    page = opened("sources/sample.html", width=390)
    page.locator(".contents").evaluate(
        "(list) => { list.classList.remove('long'); list.querySelector('li').textContent = '示例说明'.repeat(9); }"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("width", [390, 641, 1440])
def test_a_sentence_for_a_sanction_does_not_widen_the_register(opened: Open, width: int) -> None:
    page = opened("penalties.html", width=width)
    sentence = "故意损坏的，按直接损失的10%赔偿，单次最高不超过2000元；" * 4
    page.locator("#register td.penalty").first.evaluate("(cell, text) => { cell.textContent = text; }", sentence)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_long_sanctions_leave_room_for_what_is_forbidden(opened: Open) -> None:
    page = opened("roles/supply-manager.html", width=1280)
    widths = "(row) => [...row.cells].slice(0, 2).map((cell) => cell.getBoundingClientRect().width)"
    violation, sanction = page.locator("tr[data-clause=late-arrivals]").evaluate(widths)
    assert violation > sanction / 2


def test_titles_of_an_editor_are_explained_where_they_stand(pages: dict[str, HtmlElement]) -> None:
    assert "标为“推定”的小标题由编者所加，原文没有。" in pages["rules/visitors.html"].text_content()
    assert "标为“推定”" not in pages["rules/files.html"].text_content()


def test_the_register_says_of_a_penalty_that_nobody_has_that_it_applies_to_none(pages: dict[str, HtmlElement]) -> None:
    (row,) = pages["penalties.html"].xpath("//tr[@data-clause='leaving-the-counter']")
    (owners,) = row.xpath("td[@data-label='适用岗位']")
    assert owners.text_content() == "—"
    said = pages["penalties.html"].text_content()
    assert "店长（推定）" in said
    assert "标为（推定）的，由编者推定，原文没有写明" in said, "not of one column alone"


def test_the_signs_that_sort_touch_no_other_heading(opened: Open) -> None:
    page = opened("role-list.html", width=1440)
    room = """heads => heads.slice(1).map((head, place) =>
      head.getBoundingClientRect().left - heads[place].querySelector(".sort").getBoundingClientRect().right)"""
    assert min(page.locator(".role-list thead th").evaluate_all(room)) >= 0
    # On a phone a role takes a few lines, not one for each heading.
    page.set_viewport_size({"width": 390, "height": 844})
    rows = page.locator(".role-list tbody tr").evaluate_all("rows => rows.map((row) => row.offsetHeight)")
    assert max(rows) <= 6 * 26


def test_a_column_of_nothing_takes_no_room_from_the_others(opened: Open) -> None:
    page = opened("penalties.html", width=1440)
    width = page.locator("#register").evaluate(
        """(table) => {
            const cells = [...table.querySelectorAll("td.enforced")];
            cells.forEach((cell) => { cell.classList.add("nothing"); cell.textContent = "—"; });
            return cells[0].getBoundingClientRect().width;
        }"""
    )
    assert width < 100
