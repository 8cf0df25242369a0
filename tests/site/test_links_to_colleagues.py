"""复制链接 gives an address that others can open, where the handbook has one."""

from tests.browser import Open


def test_a_published_handbook_is_linked_by_its_address(open_page: Open) -> None:
    page = open_page("roles/sales-representative.html")
    page.get_by_role("button", name="复制链接").click()
    read = "navigator.clipboard.readText()"
    page.wait_for_function(
        f"async () => (await {read}).endsWith('.html')"
    )  # a page before it may have copied something
    assert page.evaluate(read) == "https://handbook.example.org/roles/sales-representative.html"
    row = page.locator("#duties .row").first
    row.locator("summary").click()
    row.get_by_role("button", name="复制本条链接").click()
    clause = row.get_attribute("data-clause")
    page.wait_for_function(f"async () => (await {read}).endsWith('/clauses/{clause}.html')")
    assert page.evaluate(read) == f"https://handbook.example.org/clauses/{clause}.html"
