"""The page of a role or a department says which of its sections nobody wrote, and lists which roles are approved."""

import pytest
from lxml.html import HtmlElement

from rolebook.model.entries import Department, Role
from rolebook.model.library import Library


def _said(page: HtmlElement) -> str:
    return "".join(page.xpath("//p[contains(@class, 'unwritten')]//text()"))


@pytest.mark.parametrize("path", ["roles/cashier.html", "roles/supply-manager.html", "departments/sales.html"])
def test_every_section_of_a_page_is_filled_or_said_to_be_missing(
    path: str, pages: dict[str, HtmlElement], library: Library
) -> None:
    page, owner = pages[path], library.thing(path.rpartition("/")[2].removesuffix(".html"))
    assert isinstance(owner, Role | Department)
    sections = ["职责", "任职资格", "管理制度", "奖励条款", "处罚条款", "考核指标"]
    if isinstance(owner, Role):
        sections += ["岗位权限", "工作关系", "直接下属", "使用工具", "工作条件", "工作时间", "职业发展"]
    filled = {heading.text_content() for heading in page.xpath("//section/h2")}
    said = _said(page)
    assert not said or said.startswith("这里没有填写")
    for title in sections:
        assert (title in said) != (title in filled), title
    assert ("目的" in said) == (not owner.purpose)


def test_pay_is_not_spoken_of_where_it_stays_on_paper(pages: dict[str, HtmlElement]) -> None:
    assert "薪酬" not in _said(pages["roles/cashier.html"])
    assert "薪酬" not in _said(pages["roles/supply-manager.html"])


def test_what_a_reader_looks_for_is_answered_in_its_place(pages: dict[str, HtmlElement]) -> None:
    page = pages["roles/sales-manager.html"]  # no document speaks of it
    for key, title in (("duties", "职责"), ("qualifications", "任职资格")):
        (section,) = page.xpath(f"//section[@id='{key}']")
        assert section.xpath("string(h2)") == title
        assert f"这里没有填写{title}，需要时请向人力资源部确认。" in section.text_content()
        assert f"#{key}" in page.xpath("//nav[@id='_contents']//a/@href")


def test_lists_say_which_roles_are_approved(pages: dict[str, HtmlElement]) -> None:
    assert pages["roles/cashier.html"].xpath("string(//h1/span)") == "已批准"
    rows = pages["roles/index.html"].xpath("//table//tr[td]")
    states = {row.xpath("string(td[1]/a)"): row.xpath("string(td[last()])") for row in rows}
    assert states["收银员"] == "已批准"
    assert states["销售经理"] == "草稿"
    listed = pages["clauses/college-buying-preferred.html"].xpath("//li[contains(., '采购员')]")
    assert "已批准" in listed[0].text_content()
