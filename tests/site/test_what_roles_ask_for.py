"""The page 任职条件: degree, years, age and certificates of all roles side by side, sortable."""

import shutil
from pathlib import Path

from lxml.html import HtmlElement
from playwright.sync_api import expect

from tests.browser import Open
from tests.conftest import COMPANY, library_of, view_of

PAGE = "qualifications/index.html"


def _row(page: HtmlElement, role: str) -> dict[str, str]:
    (row,) = page.xpath(f"//tr[@data-requirements='{role}']")
    return {cell.get("data-label"): cell.text_content().strip() for cell in row.xpath("td")}


def test_each_role_stands_with_what_it_asks_for(pages: dict[str, HtmlElement]) -> None:
    page = pages[PAGE]
    representative = _row(page, "sales-representative")
    assert [representative[name] for name in ("学历", "专业", "年限", "年龄", "任职资格")] == [
        "大专以上",
        "市场营销",
        "3 年以上",
        "25–40 岁",
        "1 条",
    ]
    manager = _row(page, "supply-manager")
    assert manager["学历"] == "本科以上；大专以上学历，或能力突出者学历不限；初中以上（优先）"
    assert manager["证书"] == "C1驾驶证"
    assert _row(page, "buyer")["年限"] == "1 年以上（优先）"
    assert _row(page, "sales-manager")["任职资格"] == "没有填写"
    assert page.xpath("//tr[@data-requirements='typist']") == []  # retired


def test_roles_and_the_search_lead_there(pages: dict[str, HtmlElement], opened: Open) -> None:
    assert f"../{PAGE}" in pages["roles/index.html"].xpath("//main//a/@href")
    page = opened("index.html")
    page.locator("input[type=search]").fill("任职条件一览")
    expect(page.locator("[data-hit]").first).to_have_attribute("href", PAGE)


def test_headings_sort_by_degree_and_years_and_leave_the_silent_last(opened: Open) -> None:
    page = opened(PAGE)

    def order() -> list[str]:
        return [row.get_attribute("data-requirements") or "" for row in page.locator("tbody tr").all()]

    page.get_by_role("button", name="按学历排序").click()
    assert order()[:5] == ["cashier", "buyer", "sales-representative", "store-manager", "supply-manager"]
    page.get_by_role("button", name="按学历排序").click()
    assert order()[0] == "supply-manager"
    assert {*order()[5:]} == {"sales-manager", "warehouse-keeper"}
    page.get_by_role("button", name="按年限排序").click()
    assert order()[:4] == ["buyer", "sales-representative", "store-manager", "supply-manager"]
    page.get_by_label("筛选").fill("市场营销")
    expect(page.locator("tbody tr:visible")).to_have_count(1)
    expect(page.locator("#filter-count")).to_have_text("1 / 7 个")


def test_an_open_range_is_sorted_by_its_lower_end(tmp_path: Path) -> None:
    shutil.copytree(COMPANY / "content", tmp_path / "content")
    file = tmp_path / "content/qualifications/experience.yaml"
    text = file.read_text("utf-8")
    assert "    min: 25\n    max: 45" in text
    file.write_text(text.replace("    min: 25\n    max: 45", "    max: 45"), "utf-8")
    view = view_of(library_of(tmp_path), PAGE)
    ages = {row.role.id: cell for row in view["rows"] for cell in row.cells if cell.field.name == "age"}
    assert [one.words for one in ages["store-manager"].asked] == ["45 岁以下"]
    assert float(ages["store-manager"].value) < float(ages["sales-representative"].value)
    assert ages["cashier"].value == ""
