"""Where the document of the sample is silent, the page of a role says so, and the foot whom to ask."""

from playwright.sync_api import expect

from tests.browser import Open


def test_a_role_without_qualifications_does_not_look_as_if_nothing_were_required(opened: Open) -> None:
    page = opened("roles/sales-representative.html")
    expect(page.locator("#qualifications")).to_contain_text("这里没有填写任职资格，需要时请向人力资源部确认。")
    expect(page.locator(".unwritten")).to_contain_text("处罚条款")
    page.locator("#_contents").get_by_role("link", name="任职资格").click()
    expect(page.locator("#qualifications")).to_be_in_viewport()


def test_the_foot_says_whom_to_ask_where_there_is_no_address_for_it(opened: Open) -> None:
    for path in ("index.html", "roles/sales-representative.html", "about.html"):
        expect(opened(path).locator(".foot")).to_contain_text("问题反馈：请找人力资源部")
