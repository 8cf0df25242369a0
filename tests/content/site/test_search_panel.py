"""The panel of results as a reader sees it: what stands first, how much fits, what is offered when nothing is found."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import Open
from tests.site.test_search_panel import _box, _search

pytestmark = pytest.mark.soak
"""In `make test`, the panel of the company's pages is enough (tests/site)."""

ORDER = """(queries) => {
  const data = window.rolebookSearch;
  const finder = rolebookMatch.index(data);
  return queries.map((query) => finder.search(query).hits.map(({ entry, mode, tier }) => {
    const [kind, id] = data.entries[entry];
    return { kind: data.facets[0][1][kind], id, mode, tier };
  }));
}"""


WORDS = ("客户", "销售", "考核", "市场", "档案", "信息", "服务", "产品", "罚款", "kehu", "客户 销售部", "业绩 考核")


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
    """Whatever has the word itself, of any kind, stands before every item that has it."""
    words = ("客户", "市场", "档案", "资料", "信息", "产品")
    for query, hits in zip(words, _orders(opened, words), strict=True):
        # Its text or title, not its context: that is tier 9 and more.
        exact = ["#" in hit["id"] for hit in hits if hit["mode"] == 0 and ("#" in hit["id"] or hit["tier"] < 9)]
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


def test_a_hit_is_one_row_of_three_columns(opened: Open) -> None:
    page = opened("roles/sales-manager.html", width=1440, height=900)
    _search(page, "客户")
    hit = page.locator("[data-hit=control-and-collect-receivables]")
    kind, words, owners = hit.locator(".hit-kind"), hit.locator(".hit-words"), hit.locator(".hit-about")
    expect(kind).to_have_text("职责")
    expect(hit).to_have_attribute("data-kind", "职责")
    expect(owners).to_have_text("销售经理（化工）")
    boxes = [_box(column) for column in (kind, words, owners)]
    assert boxes[0]["x"] + 56 <= boxes[1]["x"] < boxes[1]["x"] + boxes[1]["width"] < boxes[2]["x"]
    assert _box(hit)["height"] < 40
    assert max(_box(words)["height"] for words in page.locator(".hit-words").all()) <= 2 * 24


def test_on_a_phone_the_panel_is_as_wide_as_the_screen(opened: Open) -> None:
    for path in ("index.html", "roles/sales-manager.html"):
        page = opened(path, width=390, height=844)
        _search(page, "客户")
        panel = _box(page.locator("#results"))
        assert (panel["x"], panel["width"]) == (0, 390), path
        hit = page.locator("[data-hit=control-and-collect-receivables]")
        words, owners = _box(hit.locator(".hit-words")), _box(hit.locator(".hit-about"))
        assert owners["x"] == words["x"]
        assert owners["y"] >= words["y"] + words["height"] - 1


def test_the_mark_is_seen_however_long_the_text(opened: Open) -> None:
    for width in (1440, 390):
        page = opened("roles/sales-manager.html", width=width, height=900)
        for query in ("危险客户的信用", "重点应放在主力客户", "搜集起来", "反馈客户", "给公司造成损失"):
            _search(page, query)
            words = page.locator("[data-hit]").first.locator(".hit-words")
            box, mark = _box(words), _box(words.locator("mark").first)
            assert mark["y"] + mark["height"] <= box["y"] + box["height"] + 2, (width, query)


def test_penalties_are_told_apart_and_a_synonym_is_said(opened: Open) -> None:
    page = opened("index.html", width=1440)
    _search(page, "罚款")
    hit = page.locator("[data-kind=处罚条款]").first
    expect(hit.locator(".hit-kind")).to_have_text("处罚")
    expect(hit.locator(".hit-kind")).to_have_css("color", "rgb(166, 58, 43)")
    _search(page, "欠款")
    expect(page.locator("[data-hit=follow-signing-and-payment]")).to_contain_text("· 近义词")
    _search(page, "处理客户投诉")
    expect(page.locator("[data-hit=handle-customer-complaints]")).to_contain_text("· 各词不相连")


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("采购审批", ["采购", "审批"]),
        ("罚款60元", ["罚款"]),
        ("合同 护士", ["合同"]),
        ("报价权限", ["报价"]),
        ("60元", []),
        ("急诊护士", []),
        ("怎么", []),
    ],
)
def test_what_is_not_found_whole_is_offered_in_parts(query: str, parts: list[str], opened: Open) -> None:
    page = opened("roles/sales-manager.html")
    _search(page, query)
    expect(page.locator("[data-hit]")).to_have_count(0)
    offered = page.locator("[data-part]")
    assert [part.get_attribute("data-part") for part in offered.all()] == parts
    shown = " · ".join(offered.all_inner_texts())
    sentence = f"没有整句“{query}”；含有：{shown}。" if parts else f"没有找到“{query}”。"
    expect(page.locator(".results-total")).to_have_text(sentence)
    expect(page.locator("#search-status")).to_have_text(sentence)
    expect(page.locator("#results")).to_contain_text("或者：" if parts else "您可以少输几个字")
    for part, text in zip(parts, offered.all_inner_texts(), strict=True):
        count = int(text.removeprefix(f"{part} "))
        _search(page, part)
        expect(page.locator(".results-total")).to_have_text(re.compile(f"^共 {count} 条"))
        assert count > 0


def test_a_part_is_searched_by_click_and_by_key(opened: Open) -> None:
    page = opened("roles/sales-manager.html")
    field = page.locator("input[type=search]")
    _search(page, "采购审批")
    page.locator("#results").get_by_text("审批 4").click()
    expect(field).to_have_value("审批")
    expect(field).to_be_focused()
    expect(page.locator(".results-total")).to_have_text("共 4 条")
    expect(page.locator("[data-hit]")).to_have_count(5)  # with the activity above its sentence
    assert page.evaluate("new URL(location.href).searchParams.get('q')") == "审批"
    _search(page, "采购审批")
    page.keyboard.press("Enter")
    expect(page.locator("#results")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-part]").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".results-total")).to_have_text("共 1 条")
    expect(page.locator("[data-hit]")).to_have_attribute("data-hit", "customer-files#by-customer-type")


def test_what_is_chosen_is_a_word_with_a_cross_and_stands_in_the_address(opened: Open) -> None:
    page = opened("roles/sales-manager.html")
    _search(page, "合同")
    page.get_by_role("button", name="更多筛选").click()
    expect(page.get_by_role("button", name="收起筛选")).to_be_focused()
    page.get_by_role("group", name="级别").get_by_role("button", name="部门负责人").click()
    page.get_by_role("button", name="收起筛选").click()
    pressed = page.locator("button[aria-pressed=true]")
    expect(pressed).to_have_text("部门负责人 ×")
    expect(pressed).to_be_visible()
    expect(page.get_by_role("group", name="主题")).to_be_hidden()
    total = page.locator(".results-total").inner_text()
    page.reload()
    expect(page.locator("button[aria-pressed=true]")).to_have_text("部门负责人 ×")
    expect(page.locator(".results-total")).to_have_text(total)
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile(r"\?"))


def test_a_filter_that_leaves_nothing_says_so(opened: Open) -> None:
    page = opened("index.html?q=客户&类别=处罚条款")
    expect(page.locator("[data-hit]").first).to_be_visible()
    _search(page, "合同")
    expect(page.locator(".results-total")).to_have_text("当前筛选范围内没有“合同”，全部范围内有 13 条。")
    expect(page.locator(".results-none")).to_have_text("点一下上面带 × 的条件，即可取消筛选。")
    page.locator("button[aria-pressed=true]").click()
    expect(page.locator(".results-total")).to_have_text("共 13 条")
    expect(page.locator("[data-hit]")).to_have_count(14)  # with the activity above its sentences
