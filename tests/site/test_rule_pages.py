"""The pages of rule documents: tables of their items, what these refer to, headings that editors made up."""

import csv
import io
import json
from pathlib import Path


def test_readers_meet_the_table_and_the_links_both_ways(built: Path) -> None:
    def page(path: str) -> str:
        return (built / path).read_text("utf-8")

    rule = page("rules/visitors.html")
    assert '<th scope="col">来访的人</th>' in rule
    assert "<td>顾客</td><td>营业时间内</td><td>门店</td>" in rule
    assert (
        '参见：<a href="../rules/files.html">客户档案管理制度</a>、<a href="../clauses/visitors/register.html">' in rule
    )
    assert '提到本条的：<a href="../clauses/visitors/hours.html">接待时间</a>' in rule
    assert '登记 <span class="tag" title="小标题由编者所加，原文没有">推定</span>' in rule
    assert '提到本制度的：<a href="../clauses/visitors/hours.html">接待时间</a>' in page("rules/files.html")
    assert "接待时间</a></dd>" in page("clauses/visitors/register.html"), "and back from the page of the item"
    assert "顾客、营业时间内、门店" in page("assets/search-data.js"), "and the search looks through it"
    rows = list(csv.DictReader(io.StringIO(page("data/clauses.csv").removeprefix("\ufeff"))))
    [item] = [row for row in rows if row["标识符"] == "visitors#hours"]
    assert item["表格"] == "来访的人、时间、地点；顾客、营业时间内、门店；供应商、每周二、周四下午"
    assert item["参见"] == "客户档案管理制度；顾客以外的人来访，先在前台登记。；接待来访顾客。"
    exported = {one["id"]: one for one in json.loads(page("data/library.json"))["clauses"]}
    assert exported["visitors#hours"]["table"] == {
        "columns": ["来访的人", "时间", "地点"],
        "rows": [["顾客", "营业时间内", "门店"], ["供应商", "每周二、周四下午", ""]],
    }
    assert exported["visitors#hours"]["refers_to"] == ["files", "visitors#register", "receive-customers"]
    assert exported["visitors#register"]["inferred"] == ["title"]
    assert not {"table", "refers_to", "inferred"} & exported["stocktaking#time"].keys()
