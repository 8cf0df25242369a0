"""The search's data in several scripts: all of it is found, a missing one is said, and nothing is loaded too early."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rolebook.loading.load import load
from rolebook.site.search_index import search_data, search_scripts
from tests.browser import Open

ROOT = Path(__file__).parents[3]


@pytest.fixture
def parts(built: Path, tmp_path: Path) -> Path:
    """The built site with the search's data in scripts of sixty entries."""
    library = load(ROOT).library
    assert library is not None
    site = tmp_path / "site"
    shutil.copytree(built, site)
    for path, script in search_scripts(search_data(library), 60).items():
        (site / path).write_text(script, "utf-8")
    return site


def _total(page: Page, words: str) -> str:
    page.locator("input[type=search]").fill(words)
    expect(page.locator(".results-total")).to_contain_text(re.compile(r"共 \d+ 条"))
    expect(page.locator(".results-lacking").filter(has_text="正在载入")).to_have_count(0)
    return page.locator(".results-total").inner_text()


def test_parts_of_the_data_find_the_same_and_a_missing_one_is_said(opened: Open, parts: Path) -> None:
    page = opened("index.html")
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.reload()
    assert sum((parts / "assets" / name).stat().st_size for name in _scripts(requested)) <= 30_000
    assert not [url for url in requested if "match.js" in url or "search-data" in url]

    every = _total(page, "客户")
    hits = [hit.get_attribute("data-hit") for hit in page.locator("[data-hit]").all()]
    page.goto((parts / "index.html").as_uri())
    assert _total(page, "客户") == every
    assert [hit.get_attribute("data-hit") for hit in page.locator("[data-hit]").all()] == hits

    # Not deleted: the browser would complain of a missing file, which no page of these tests may have.
    (parts / "assets/search-data-3.js").write_text("", "utf-8")
    page.goto((parts / "index.html").as_uri())
    _total(page, "客户")
    expect(page.locator(".results-lacking")).to_have_text("有 1 份搜索数据没有载入，结果可能不全；请刷新页面再试。")


def _scripts(urls: list[str]) -> list[str]:
    return [match[1] for url in urls if (match := re.search(r"assets/([^/?]+\.js)", url))]
