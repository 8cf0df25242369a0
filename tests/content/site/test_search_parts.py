"""The search's data in several scripts: all of it is found, a missing one is said, and nothing is loaded too early."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rolebook.loading.load import load
from rolebook.site.search_index import search_data, search_scripts
from tests.browser import Open, all_shown, searched
from tests.conftest import COMPANY, REPOSITORY
from tests.scripts.node import evaluate

MOST = 30_000
"""Bytes of scripts that a page of a clause loads before anyone searches."""


def _data(root: Path) -> dict[str, Any]:
    library = load(root).library
    assert library is not None
    return search_data(library)


@pytest.fixture
def parts(built: Path, tmp_path: Path) -> Path:
    """The home page with the search's data in scripts of sixty entries."""
    site = tmp_path / "site"
    shutil.copytree(built / "assets", site / "assets")
    shutil.copy(built / "index.html", site)
    for path, script in search_scripts(_data(REPOSITORY), 60).items():
        (site / path).write_text(script, "utf-8")
    return site


def _shown(page: Page, words: str) -> tuple[str, list[str | None]]:
    """The head of the panel, with its counts, and the ids of the hits, when all of the data is there."""
    searched(page, words)
    expect(page.locator(".results-lacking").filter(has_text="正在载入")).to_have_count(0)
    all_shown(page)
    hits = [hit.get_attribute("data-hit") for hit in page.locator("[data-hit]").all()]
    return page.locator(".results-head").inner_text(), hits


def test_a_page_loads_little_before_anyone_searches(opened: Open, built: Path) -> None:
    requested: list[str] = []
    page = opened("clauses/develop-new-customers.html")
    page.on("request", lambda request: requested.append(request.url))
    page.reload()
    names = [match[1] for url in requested if (match := re.search(r"assets/([^/?]+\.js)", url))]
    assert "search.js" in names
    assert sum((built / "assets" / name).stat().st_size for name in names) <= MOST
    page.locator("input[type=search]").focus()
    page.locator("input[type=search]").fill("客户")
    expect(page.locator("[data-hit]")).not_to_have_count(0)
    assert any("search-data.js" in url for url in requested)


def test_parts_of_the_data_find_the_same(opened: Open, parts: Path) -> None:
    queries = ("客户", "谁负责催收货款", "推定")
    whole, cut = opened("index.html"), opened("index.html", site=parts)
    for query in queries:
        assert _shown(cut, query) == _shown(whole, query), query


def test_a_missing_part_is_said_and_the_rest_is_found(opened: Open, parts: Path) -> None:
    # Not deleted: the browser would complain of a missing file, which no page of these tests may have.
    (parts / "assets/search-data-3.js").write_text("", "utf-8")
    page = opened("index.html?q=客户", site=parts)
    _shown(page, "销售部")
    _shown(page, "客户")
    expect(page.locator(".results-lacking")).to_have_text("有 1 份搜索数据没有载入，结果可能不全；请刷新页面再试。")


FILLED = """input.map((scripts) => {
  delete window.rolebookSearchParts;
  for (const script of scripts) (0, eval)(script);
  const data = window.rolebookSearch;
  const fill = rolebookEntries.filler(data);
  const parts = [{ entries: data.entries, owners: data.query.owners }, ...Object.values(window.rolebookSearchParts)];
  return parts.flatMap(({ entries, owners }) => fill(entries, owners));
})"""


def test_what_the_rows_leave_out_is_filled_in() -> None:
    """Addresses and contexts are those of the whole data; the scripts are smaller by what follows from the rest."""
    every = [_data(root) for root in (REPOSITORY, COMPANY)]
    scripts = [list(search_scripts(data, 25).values()) for data in every]
    assert evaluate(["entries.js"], FILLED, scripts) == [data["entries"] for data in every]
    entries = json.dumps(every[0]["entries"], ensure_ascii=False)
    rows = [script for script in search_scripts(every[0], 25).values() if script.startswith("(window")]
    assert sum(map(len, rows)) < 0.75 * len(entries)
