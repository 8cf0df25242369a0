"""What the built pages hold, read as files."""

import pytest
from lxml.html import HtmlElement

from rolebook.loading.load import load
from tests.conftest import REPOSITORY

PENALTIES = {
    569: ("市场开发无调查报告；一年无新市场", "考核50元", "每次每项"),
    571: (
        "达不到一年一个新用户；分析、调查不准确；无书面分析报告（给公司造成损失的）",
        "考核10元",
        "每次每项",
    ),
    573: ("顾客意见、建议不闻不问", "考核50元", "每次"),
    575: ("销售台账不健全；电话记录不健全", "考核50元", "每次"),
    577: ("售后服务不及时；售后服务无记录；售后服务台账不健全；顾客不满意", "考核50元", "每次每项"),
    579: ("无故不完成领导交办的其他工作", "考核20元", "每次"),
}


def test_an_item_that_is_called_like_a_part_of_the_page_has_its_id_alone(pages: dict[str, HtmlElement]) -> None:
    """The rule 客户档案管理 has an item `contents`."""
    for path, page in pages.items():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), path
    assert pages["rules/customer-files.html"].xpath("//*[@id='contents']/@data-clause | //*[@id='contents']/@class")


def test_penalty_register_holds_the_six_clauses_with_their_lines(pages: dict[str, HtmlElement]) -> None:
    rows = pages["penalties.html"].xpath("//table[@id='register']/tbody/tr")
    by_line = {}
    for row in rows:
        cells = ["".join(cell.itertext()).strip() for cell in row.xpath("td")]
        for link in row.xpath("td[@data-label='原文行']/a[contains(@href, '#L')]/@href")[:1]:
            assert link.startswith("sources/sales-duties.html#L")
            by_line[int(link.rpartition("#L")[2])] = cells
    for line, (violations, wording, per) in PENALTIES.items():
        assert by_line[line][:3] == [violations, wording, per]
        assert by_line[line][3] == "销售部负责人（推定）"


@pytest.mark.parametrize("line", PENALTIES)
def test_each_penalty_leads_to_its_source_line_and_back(line: int, pages: dict[str, HtmlElement]) -> None:
    (row,) = pages["sources/sales-duties.html"].xpath(f"//li[@id='L{line}']")
    target = row.xpath(".//span[@class='line-fate']/a/@href")[0]
    page = pages[target.removeprefix("../")]
    quote = "".join(page.xpath("//blockquote")[0].itertext())
    source = load(REPOSITORY).library
    assert source is not None
    original = source.sources["sales-duties"].lines[line - 1]
    kept = "".join(page.xpath("//blockquote")[0].xpath(".//text()[not(parent::ins)]"))
    assert kept == original, quote
    assert page.xpath(f"//a[@href='../sources/sales-duties.html#L{line}']")
