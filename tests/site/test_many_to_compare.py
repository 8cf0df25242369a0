"""Choosing what to compare where there are very many roles: a field narrows what is offered."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser import Open


def test_what_is_typed_narrows_the_choice_and_keeps_what_was_chosen(opened: Open, built: Path, tmp_path: Path) -> None:
    for name in ("assets", "data"):
        (tmp_path / name).symlink_to(built / name)
    html = (built / "compare.html").read_text("utf-8")
    assert "compare-find" not in html  # few roles
    field = '<label>找 <input type="text" id="compare-find"></label>'
    (tmp_path / "compare.html").write_text(html.replace('id="choosing">', f'id="choosing">{field}'), "utf-8")
    page = opened("compare.html", site=tmp_path)
    first = page.locator("select[data-side='0']")
    expect(first.locator("option[value='cashier']")).to_be_attached()
    first.select_option("cashier")
    page.locator("#compare-find").fill("销售")
    second = page.locator("select[data-side='1']")
    expect(second.locator("option[value='sales-manager']")).to_be_attached()
    expect(second.locator("option[value='store-manager']")).to_have_count(0)
    expect(first).to_have_value("cashier")
    second.select_option("sales-manager")
    expect(page.locator("#compare-result table").first).to_be_visible()
    assert page.url.endswith("compare.html?roles=cashier,sales-manager")
