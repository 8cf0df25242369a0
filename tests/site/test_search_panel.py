"""The panel of results as a reader sees it: what stands first."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import Open

ORDER = """(queries) => {
  const data = window.rolebookSearch;
  const finder = rolebookMatch.index(data);
  return queries.map((query) => finder.search(query).hits.map(({ entry, mode, tier }) => {
    const [kind, id] = data.entries[entry];
    return { kind: data.facets[0][1][kind], id, mode, tier };
  }));
}"""

WORDS = ("客户", "销售", "考核", "市场", "档案", "信息", "服务", "产品", "罚款", "kehu", "客户 销售部", "业绩 考核")


def _search(page: Page, words: str) -> None:
    page.locator("input[type=search]").fill(words)
    expect(page.locator(".results-total")).to_be_visible()


def _orders(opened: Open, queries: tuple[str, ...]) -> list[list[dict[str, Any]]]:
    page = opened("index.html")
    _search(page, "销售")
    orders: list[list[dict[str, Any]]] = page.evaluate(ORDER, queries)
    return orders


def test_rules_and_their_items_come_after_what_matches_as_well(opened: Open) -> None:
    for query, hits in zip(WORDS, _orders(opened, WORDS), strict=True):
        assert hits, query
        ranks = [(hit["mode"], hit["tier"], hit["kind"] == "管理制度") for hit in hits]
        assert ranks == sorted(ranks), query


def test_a_word_leads_to_duties_before_the_text_of_rules(opened: Open) -> None:
    """Every duty, qualification and penalty that has the word itself stands before every item that has it."""
    words = ("客户", "市场", "档案", "资料", "信息", "产品")
    for query, hits in zip(words, _orders(opened, words), strict=True):
        exact = ["#" in hit["id"] for hit in hits if hit["mode"] == 0]
        assert exact == sorted(exact), query
        assert False in exact, query


@pytest.mark.parametrize(
    ("title", "id_"),
    [
        ("客户档案管理制度", "customer-files"),
        ("业绩考核制度", "performance-appraisal"),
        ("客户档案管理方法", "customer-files#methods"),
        ("khdaglff", "customer-files#methods"),
        ("销售部", "sales"),
        ("销售经理", "sales-manager"),
    ],
)
def test_a_title_still_leads_to_what_has_it(title: str, id_: str, opened: Open) -> None:
    page = opened("index.html")
    _search(page, title)
    expect(page.locator("[data-hit]").first).to_have_attribute("data-hit", id_)
