"""复制链接 gives an address that others can open, where the handbook has one."""

from tests.browser import Open


def test_a_published_handbook_is_linked_by_its_address(open_page: Open) -> None:
    page = open_page("roles/sales-representative.html")
    page.get_by_role("button", name="复制链接").click()
    copied = "async (address) => await navigator.clipboard.readText() === address"
    site = "https://handbook.example.org"
    page.wait_for_function(copied, arg=f"{site}/roles/sales-representative.html")
    row = page.locator("#duties .row").first
    row.locator("summary").click()
    row.get_by_role("button", name="复制本条链接").click()
    page.wait_for_function(copied, arg=f"{site}/clauses/{row.get_attribute('data-clause')}.html")
