"""The employer that is chosen in the form stands in the head of the sheet and among its facts."""

from playwright.sync_api import expect

from tests.browser import Open


def test_the_form_names_the_company_that_is_chosen(opened: Open) -> None:
    page = opened("sheets/cashier.html")
    address, stores = page.url, "示例门店管理有限公司"
    company = page.get_by_label("用人单位")
    assert company.locator("option").all_inner_texts() == ["不选，印“示例商贸公司”", "示例商贸有限公司", stores]
    heads = page.locator(".sheet-page [data-place=organisation]:visible")
    expect(heads.first).to_have_text("示例商贸公司")
    company.select_option(stores)
    expect(heads.first).to_have_text(stores)
    expect(page.locator(".sheet-page .sheet-fact").first).to_have_text(f"用人单位{stores}")
    expect(page.locator(".sheet-page dt", has_text="试用期")).to_have_count(1)  # still a blank form
    assert page.url == address
    page.get_by_role("button", name="清空").click()
    expect(heads.first).to_have_text("示例商贸公司")
    expect(page.locator(".sheet-page dt", has_text="用人单位")).to_have_count(0)
