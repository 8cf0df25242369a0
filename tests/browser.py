"""Chromium for all tests of the site, started once a worker, and pages opened in it from a folder.

`built` is the folder of a handbook: tests/site builds the made-up company's, tests/content/site that of the sample.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from lxml.html import HtmlElement
from playwright.sync_api import Browser, Dialog, Page, expect, sync_playwright

from rolebook.sheets.fonts import folders

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  {}
</fontconfig>
"""
"""Settings of fontconfig that add the pinned fonts: a fresh machine may have none that holds Chinese."""

NEEDLESS = (
    # Pages of the browser's own under the location bar, and a process made in advance for a page that never comes:
    # each tab that is opened would load them anew, for twice the time of the processor that a page of the site takes.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "SpareRendererForSitePerProcess",
    # What Playwright turns off; of two such lists Chromium heeds the last.
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
"""Features of Chromium that no test needs."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without the services that would look for a network, and with the fonts of the sheets.

    The same without windows, where it is there: a page takes half the time of the processor.
    """
    quiet = ("no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking")
    flags = [f"--{flag}" for flag in (*quiet, "disable-component-update", "disable-sync")]
    flags.append(f"--disable-features={','.join(NEEDLESS)}")
    with (
        tempfile.NamedTemporaryFile("w", suffix=".conf", encoding="utf-8") as settings,
        sync_playwright() as playwright,
    ):
        settings.write(FONTS.format("".join(f"<dir>{escape(str(folder))}</dir>" for folder in folders())))
        settings.flush()
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium-headless-shell") or shutil.which("chromium"),
            args=flags,
            env={**os.environ, "FONTCONFIG_FILE": settings.name},
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


Open = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, built: Path) -> Iterator[Open]:
    """Opens a page of the handbook; at the end nothing was asked of another host and no script or policy complained."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def asked(url: str) -> None:
        if not url.startswith(("file:", "data:")):
            complaints.append(url)

    def spoke(dialog: Dialog) -> None:
        """A form with entries asks before they are lost; nothing else asks."""
        if dialog.type == "beforeunload":
            dialog.accept()
        else:
            complaints.append(f"dialog: {dialog.message}")

    def open_page(path: str, *, width: int = 1280, height: int = 800, site: Path = built, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", spoke)
        page.on(
            "request",
            lambda request: None if request.url.startswith(("file:", "data:")) else complaints.append(request.url),
        )
        name, mark, rest = path.partition("?")
        if not mark:
            name, mark, rest = path.partition("#")
        page.goto((site / name).as_uri() + mark + rest)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def searched(page: Page, words: str) -> None:
    """Types a query; every hit of it is in the panel when this returns, and none of what was asked before."""
    page.locator("input[type=search]").fill(words)
    all_shown(page)


def all_shown(page: Page) -> None:
    """Waits for the end of a search that is under way."""
    expect(page.locator("#results")).to_have_attribute("aria-busy", "false")


@pytest.fixture
def open_page(opened: Open) -> Open:
    """A page that may read the clipboard."""

    def with_clipboard(path: str, **options: Any) -> Page:
        return opened(path, permissions=["clipboard-read", "clipboard-write"], **options)

    return with_clipboard


@pytest.fixture
def form(opened: Open) -> Page:
    """A form that counts how often it was printed."""
    page = opened("sheets/sales-representative.html")
    page.evaluate("() => { window.timesPrinted = 0; window.print = () => { window.timesPrinted += 1; }; }")
    return page


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[str, HtmlElement]:
    """Every page by its path."""
    found = sorted(built.rglob("*.html"))
    return {path.relative_to(built).as_posix(): lxml.html.fromstring(path.read_bytes()) for path in found}
