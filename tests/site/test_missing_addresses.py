"""The page for missing addresses, as a server shows it that has the handbook in a folder, which nothing in it says."""

from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import searched

FOLDER = "/hr/handbook/"


@pytest.fixture(scope="module")
def server(built: Path) -> Iterator[str]:
    """The address of a host that has the handbook in a folder, and shows 404.html for whatever is not there."""

    class Handler(SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            plain = urlsplit(path).path.removeprefix(FOLDER)
            return str(built / plain) if plain != urlsplit(path).path else str(built / "nothing")

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            del message, explain
            page = (built / "404.html").read_bytes()
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as host:
        Thread(target=host.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{host.server_port}"
        host.shutdown()


@pytest.mark.parametrize("place", ["none.html", "roles/none.html", "clauses/none/none.html"])
def test_the_page_for_missing_addresses_works_in_whatever_folder(place: str, server: str, browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{server}{FOLDER}{place}")
        expect(page.locator("h1")).to_have_text("没有这个页面")
        assert page.evaluate("() => getComputedStyle(document.querySelector('.unseen')).position") == "absolute"
        searched(page, "盘点")
        expect(page.locator("[data-hit]").first).to_be_visible()
        link = page.locator("main").get_by_role("link", name="来源")
        expect(link).to_have_attribute("href", f"{server}{FOLDER}sources/index.html")
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{server}{FOLDER}{place}")
        expect(page.locator(".menu-button")).to_be_hidden()  # by the style sheet
