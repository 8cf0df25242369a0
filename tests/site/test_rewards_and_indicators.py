"""Rewards and indicators on the pages of the handbook."""

from collections.abc import Mapping
from typing import TypeAlias

from lxml.html import HtmlElement
from playwright.sync_api import expect

from tests.browser import Open

Pages: TypeAlias = Mapping[str, HtmlElement]


def words(page: HtmlElement, place: str) -> str:
    """The text of the first element at an XPath, without white space."""
    element: HtmlElement = page.xpath(place)[0]
    return "".join(element.text_content().split())


def test_the_register_has_a_table_of_each(pages: Pages) -> None:
    page = pages["penalties.html"]
    assert words(page, "//h1") == "奖惩一览"
    rewards = words(page, "//table[@id='register-of-rewards']/tbody")
    assert (
        "盘点无差异（连续三个月的）奖励200元每人门店部每月盘点一次库存商品；每月盘点一次门店商品；盘点时间第55行详情"
        in rewards
    )
    assert "连续一年的：带薪假1天" in rewards
    assert "未按期盘点" in words(page, "//table[@id='register']/tbody")


def test_a_duty_names_its_rewards_beside_its_penalties(pages: Pages) -> None:
    said = words(pages["clauses/count-stock-monthly.html"], "//article")
    assert "做到时的奖励盘点无差异（连续三个月的）：奖励200元；加3分；连续一年的：带薪假1天（每人）" in said
    assert said.index("做到时的奖励") < said.index("违反时的处罚")
    mark = words(pages["roles/store-manager.html"], "//*[@id='count-shop-monthly']//summary")
    assert mark.endswith("·奖励")
    supposed = words(pages["clauses/purchases-below-budget.html"], "//article")
    assert "对应关系由编者推定" in supposed


def test_what_a_department_hands_down_says_so(pages: Pages) -> None:
    said = words(pages["roles/store-manager.html"], "//*[@id='rewards']")
    assert "盘点无差异（连续三个月的）（部门通用）" in said


def test_one_field_filters_both_tables(opened: Open) -> None:
    page = opened("penalties.html")
    page.get_by_label("筛选").fill("节约额")
    expect(page.locator(".register tbody tr:visible")).to_have_count(1)
    expect(page.get_by_role("heading", name="处罚条款")).to_be_hidden()
    page.get_by_role("button", name="按奖励排序").click()
    page.get_by_label("筛选").fill("")
    assert page.locator("td[data-label=奖励]").all_inner_texts() == [
        "按节约额的0.5%至1%奖励",
        "连续一年的：带薪假1天",
        "加3分",
        "奖励200元",
    ]


def test_indicators_are_a_table_of_what_is_filled_with_the_texts_behind_it(pages: Pages) -> None:
    said = words(pages["roles/supply-manager.html"], "//*[@id='indicators']")
    assert "指标权重目标计算方法评分标准周期原文准时到货率40%不低于95%" in said
    assert said.endswith("每周抽查自定权重合计：100%采购成本降低率。库存周转天数。")
    duty = words(pages["clauses/place-and-follow-orders.html"], "//article")
    assert "考核指标当月准时到货率不低于95%，占40%；每低1%扣2分，低于80%不得分。（对应关系由编者推定）" in duty
    assert "用于采购仓储部、采购仓储部经理" in duty
    own = words(pages["clauses/delivery-on-time.html"], "//article")
    assert "考核的职责" in own
    fact = words(pages["clauses/quotes-kept.html"], "//article")
    assert "指标询价记录齐全率权重60%目标齐全评分标准每缺一份扣1分周期每周抽查" in fact
