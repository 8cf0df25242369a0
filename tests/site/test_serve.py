"""The handbook in a browser while it is edited: `serve`, and `mkdocs serve`."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from rolebook.site.watching import seen
from tests.conftest import REPOSITORY, Run

PATIENCE = 60_000
"""Milliseconds; other tests run beside."""
SETS_OFF = """async () => {
  const leave = () => dispatchEvent(new Event("beforeunload"));
  window.leaving ??= setInterval(leave, 50);
  leave();
  const digest = document.querySelector("script[data-digest]")?.dataset.digest;
  return digest && (await (await fetch(location.href)).text()).includes(digest);
}"""
"""Sets off for another page again and again; whether the page that is shown is the one that the preview has now."""


@contextmanager
def served(command: Sequence[str | Path], folder: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The address that a server says it has, in standard output or standard error, until Ctrl-C."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "XDG_CACHE_HOME": str(folder / "own")}
    process = subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env=environment,
    )
    assert process.stdout is not None
    try:
        found = next(found for line in process.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+/", line)))
        yield found[0], process
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that nothing complains of: no script and no policy."""
    context = browser.new_context()
    complaints: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if "Content Security" in message.text else None)
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()
    assert complaints == []


def asked(address: str, path: str, **headers: str) -> tuple[int, str]:
    """Status and the start of what is answered; `path` goes out as it is."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
    connection.putrequest("GET", path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    assert answer.status != 200 or answer.getheader("Cross-Origin-Resource-Policy") == "same-origin"
    connection.close()
    return answer.status, text


def test_pages_follow_what_is_saved(copy: Path, page: Page, tmp_path: Path) -> None:
    duties = copy / "content/duties/cash.yaml"
    whole = duties.read_text("utf-8")
    command: list[str | Path] = [REPOSITORY / "build.py", "--root", copy, "serve", "--port", "0"]
    with served(command, tmp_path) as (address, process):
        page.goto(f"{address}roles/cashier.html")
        main, box = page.locator("main"), page.locator(".preview")
        expect(main).to_contain_text("保持收银台整洁", timeout=PATIENCE)
        policy = page.locator("meta[http-equiv]").get_attribute("content") or ""
        assert "script-src 'self';" in policy
        for number in range(1000):
            duties.write_text(whole.replace("整洁", f"整洁（{number}）"), "utf-8")
        expect(main).to_contain_text("保持收银台整洁（999）。", timeout=PATIENCE)

        duties.write_text(whole.replace("  text: 唱收", "  tex: 唱收"), "utf-8")
        expect(box).to_contain_text("content/duties/cash.yaml:2:3 没有“tex”这个键", timeout=PATIENCE)
        expect(box).to_contain_text("是否应为 text？")
        expect(main).to_contain_text("保持收银台整洁（999）。")
        (copy / "content").rename(copy / "gone")
        expect(box).to_contain_text("content:1:1", timeout=PATIENCE)
        # Two changes would make the page load twice, the second time perhaps in place of the page that is opened next.
        (copy / "gone/duties/cash.yaml").write_text(whole, "utf-8")
        (copy / "gone").rename(copy / "content")
        expect(main).to_contain_text("保持收银台整洁。", timeout=PATIENCE)
        expect(box).to_have_count(0)

        # Whoever sets off for another page is not kept by a change, and whoever stays sees it after all.
        page.wait_for_function(SETS_OFF)
        waits = re.compile("/-/wait")
        with page.expect_response(waits, timeout=PATIENCE):
            duties.write_text(whole.replace("整洁", "干净"), "utf-8")
        with page.expect_response(waits):
            expect(main).to_contain_text("保持收银台整洁。")
        assert page.evaluate("window.leaving"), "it was not loaded anew"
        page.evaluate("clearInterval(window.leaving)")
        expect(main).to_contain_text("保持收银台干净。", timeout=PATIENCE)
        duties.write_text(whole, "utf-8")
        expect(main).to_contain_text("保持收银台整洁。", timeout=PATIENCE)

        page.goto(f"{address}sheets/cashier.html")
        expect(page.locator(".sheet-page").first).to_be_visible(timeout=PATIENCE)
        page.goto(f"{address}?q=收银台")
        expect(page.locator("[data-hit=keep-till-tidy]")).to_be_visible(timeout=PATIENCE)

        port = urlsplit(address).port
        for path in ("/roles/cashier.html", "/verify.html", "/about.html", "/data/library.json"):
            assert asked(address, path)[0] == 200
        assert asked(address, "/", Host=f"handbook.example:{port}") == (403, "127.0.0.1")
        for path in (
            "/../content/library.yaml",
            "/%2e%2e/content/library.yaml",
            "/assets/..%2f..%2f..%2fmkdocs.yml",
            "//etc/passwd",
        ):
            assert asked(address, path)[0] == 404
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    assert not [one for one in copy.iterdir() if one.name.startswith(".rolebook")]
    assert not (copy / "site").exists()


def test_a_port_that_is_taken_is_wrong_use(copy: Path, run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("--root", copy, "serve", "--port", str(port))
        assert done.code == 2
        assert f"端口 {port} 已被占用或不能使用" in done.err
    assert run("--root", copy, "serve", "--port", "99999").code == 2


def test_mkdocs_serve_reloads(copy: Path, page: Page) -> None:
    port = 20_000 + os.getpid() % 10_000  # of those that no system hands out to somebody else meanwhile
    with served(["-m", "mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{port}"], copy) as (address, _):
        page.goto(f"{address}roles/cashier.html")
        assert "script-src 'self' 'sha256-" in (page.locator("meta[http-equiv]").get_attribute("content") or "")
        theme = copy / "templates/site/base.html"
        theme.write_text(theme.read_text("utf-8").replace("回到开头", "回到页首"), "utf-8")
        expect(page.locator(".foot")).to_contain_text("回到页首", timeout=PATIENCE)


def test_links_are_not_followed_by_who_looks_for_changes(tmp_path: Path) -> None:
    (tmp_path / "duties.yaml").write_text("示例\n", "utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert {Path(name).name for name in seen([tmp_path])} == {tmp_path.name, "duties.yaml", "loop"}
