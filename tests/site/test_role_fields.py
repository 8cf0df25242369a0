"""What a role's page and the search say of the role's own fields; the sheets print them under the same names."""

import json
import re
from pathlib import Path

from lxml.html import HtmlElement

from tests.conftest import Run


def facts(page: HtmlElement) -> dict[str, str]:
    """The facts of a page: label → what stands beside it."""
    return {one.xpath("string(dt)"): one.xpath("string(dd)").strip() for one in page.xpath("//dl[@class='facts']/div")}


def test_the_page_shows_the_facts_and_lists_of_a_role(pages: dict[str, HtmlElement]) -> None:
    page = pages["roles/supply-manager.html"]
    shown = facts(page)
    assert (shown["生效日期"], shown["有效期至"], shown["打印名称"]) == ("2026-11-01", "2027-10-31", "部门经理")
    headings = [heading.strip() for heading in page.xpath("//section[@data-copied]//h2/text()")]
    lists = ["岗位权限", "工作关系", "直接下属", "考核指标", "使用工具", "工作条件", "工作时间", "薪酬福利", "职业发展"]
    assert [heading for heading in headings if heading in lists] == lists
    assert facts(pages["departments/supply.html"])["打印名称"] == "采购和仓储部"


def test_a_superior_in_words_stands_where_a_role_would(pages: dict[str, HtmlElement]) -> None:
    assert facts(pages["roles/store-manager.html"])["直接上级"] == "总经理"
    assert "打印名称" not in facts(pages["roles/store-manager.html"])


def test_the_search_finds_a_role_by_its_lists(built: Path) -> None:
    data = json.loads((built / "assets/search-data.js").read_text("utf-8").partition(" = ")[2].rstrip(";\n"))
    [names] = [entry[4] for entry in data["entries"] if entry[1] == "supply-manager"]
    assert "示例：库存管理系统。" in names
    assert "部门经理" in names


def test_a_sheet_prints_them_in_place_of_the_title(company: Path, run: Run, tmp_path: Path) -> None:
    """The file keeps the title, which is unique; the head, the running head and the facts have what paper prints."""
    done = run("--root", company, "sheet", "supply-manager", "store-manager", "--format", "html", "--out", tmp_path)
    assert done.code == 0
    page = (tmp_path / "采购仓储部经理.html").read_text("utf-8")
    assert "采购仓储部经理" not in page
    rows = dict(re.findall("<dt>([^<]*)</dt><dd>([^<]*)</dd>", page))
    said = [rows[label] for label in ("岗位", "部门", "生效日期", "有效期至")]
    assert said == ["部门经理", "采购和仓储部", "2026年11月1日", "2027年10月31日"]
    titles = re.findall("data-number>([^<]+)</span>、([^<]+)</h", page)
    assert titles[-3:] == [("十二", "职业发展"), ("十三", "适用的管理制度"), ("十四", "处罚条款")]
    other = (tmp_path / "店长.html").read_text("utf-8")
    assert ("上级岗位", "总经理") in re.findall("<dt>([^<]*)</dt><dd>([^<]*)</dd>", other)
