"""A web page is read by its lines of source, its text told apart from the site around it. All pages are 示例."""

import pytest

from rolebook.importing.blocks import Block, Cell, DocumentRefused
from rolebook.importing.readers import read


def body(inside: str) -> tuple[Block, ...]:
    return read("示例.html", f"<html><body>{inside}</body></html>".encode()).blocks


PAGE = """<!DOCTYPE html>
<html><head><meta charset="gbk"><title>仓库管理员岗位职责</title>
<script>var text = "<p>不是正文</p>";
</script></head>
<body>
<div class="top-nav"><ul><li><a href="/">首页</a></li><li><a href="/b">范文</a></li></ul></div>
<div>当前位置：<a href="/">首页</a> &gt; 岗位职责</div>
<div id="content">
<h1>仓库管理员岗位职责</h1>
<p>&nbsp;&nbsp;一、负责货物的
验收、
入库。</p><p>　　二、罚款<del>50</del>100元<br>三、<b>盘点</b></p>
<p><strong>岗位名称：</strong>保管员&nbsp;&nbsp;编制：2</p>
<p
class="x"><b>任职
资格</b></p>
</div>
<div class="sidebar"><p>招聘热线</p></div>
<div><b>你可能喜欢</b><p><a href="1">采购员</a><p><a href="2">会计</a><p><a href="3">出纳</a></div>
<p style="display: none">看不见的话</p><button>提交</button>
<footer>示例网 版权所有</footer>
</body></html>"""


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_text_of_a_page_stands_apart_from_the_site_in_every_encoding(encoding: str, line_end: str) -> None:
    document = read("示例.html", PAGE.replace("\n", line_end).encode(encoding))
    found = [
        (block.place, block.last, block.heading, block.bold, block.text)
        for block in document.blocks
        if block.part == "body"
    ]
    assert found == [
        (9, 9, 1, False, "仓库管理员岗位职责"),
        (10, 12, 0, False, "一、负责货物的验收、入库。"),
        (12, 12, 0, False, "二、罚款100元"),
        (12, 12, 0, False, "三、盘点"),
        (13, 13, 0, False, "岗位名称：保管员  编制：2"),
        (15, 16, 0, True, "任职资格"),
    ]
    site = [block.text for block in document.blocks if block.part == "site"]
    assert site == [
        *("首页", "范文", "当前位置：首页 > 岗位职责", "招聘热线", "你可能喜欢", "采购员", "会计", "出纳"),
        *("看不见的话", "提交", "示例网 版权所有"),
    ]
    assert document.text.count("\n") == len(document.blocks)


def test_a_page_in_another_encoding_says_so_itself() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=big5"><p>崗位職責：負責盤點。'
    assert read("示例.html", page.encode("big5")).text == "崗位職責：負責盤點。\n"
    rare = '<meta charset="gb2312"><p>犇羴鱻麤贔，買買提·艾力龘𠮷。'
    assert read("示例.html", rare.encode("gb18030")).text == "犇羴鱻麤贔，買買提·艾力龘𠮷。\n"


def test_a_page_that_says_which_element_is_its_text_is_believed() -> None:
    blocks = body("<p>公司新闻一则。</p><main><header><h1>岗位职责</h1></header><p>负责收货、验货和发货。</p></main>")
    assert [block.part for block in blocks] == ["site", "body", "body"]
    unbelievable = body("<p>负责收货、验货、发货，每日盘点，每周上报。</p><article>短讯</article>")
    assert [block.part for block in unbelievable] == ["body", "body"]
    whole = body("<div class='footer'><p>负责收货。</p><p>负责发货。</p></div>")
    assert {block.part for block in whole} == {"body"}


def test_sentences_that_speak_of_such_things_are_no_part_of_the_site() -> None:
    text = [
        *("引导顾客扫码支付", "下班前关闭窗口", "负责网站ICP备案工作", "将优秀案例分享到部门群", "责任编辑岗位职责"),
        *(
            "起草免责声明",
            "打印本部门的文件",
            "最新文件由档案员登记",
            "来源不明的货物不得入库",
            "首页的更新",
            "编辑部岗位职责",
        ),
        *("上一班未完成的工作", "下一页由班长签字", "收藏品的保管", "联系我们的客户", "位置由主管分配", "扫一扫地面"),
    ]
    site = [
        *(
            "版权所有 示例网",
            "Copyright © 2026 示例网",
            "京ICP备12345678号-1",
            "您现在的位置：首页 > 范文",
            "上一篇：采购员岗位职责",
        ),
        *(
            "下一篇：没有了",
            "分享到：",
            "微信扫一扫，关注公众号",
            "相关阅读：",
            "责任编辑：某某",
            "发布时间：2026-03-01 来源：示例网",
        ),
        *(
            "【打印本页】【关闭窗口】",
            "收藏 | 打印 | 分享到",
            "本文由示例网整理发布",
            "返回顶部",
            "猜你喜欢",
            "免责声明：内容来自网络",
        ),
    ]
    blocks = body("".join(f"<p>{line}</p>" for line in (*text, *site)))
    assert [block.text for block in blocks if block.part == "body"] == text


@pytest.mark.parametrize(
    ("lists", "shown"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1.", "2."]),
        ('<ol start="9"><li>甲<li value="3">乙<li>丙</ol>', ["9.", "3.", "4."]),
        ("<ol reversed><li>甲<li>乙<li>丙</ol>", ["3.", "2.", "1."]),
        ('<ol type="A" start="26"><li>甲<li>乙</ol>', ["Z.", "AA."]),
        ('<ol type="i" start="3"><li>甲<li>乙</ol>', ["iii.", "iv."]),
        ('<ol style="list-style: simp-chinese-informal inside"><li>甲</ol>', ["一、"]),
        ('<ol style="list-style-type:none"><li>甲</ol>', [""]),
        ('<ol style="list-style-type:hebrew"><li>甲</ol>', ["?"]),
        ("<ol><li>甲<ul><li>乙<ul><li>丙</ul></ul><li>丁</ol>", ["1.", "◦", "▪", "2."]),
        ('<ul type="square"><li>甲</ul>', ["▪"]),
        ("<ol><li><p>甲</p><p>续</p></li><li></li><li>丙</ol>", ["1.", "", "3."]),
        ("<p>甲<li>乙", ["", "•"]),
    ],
)
def test_items_have_the_numbers_that_a_browser_shows(lists: str, shown: list[str]) -> None:
    assert [block.number for block in body(lists)] == shown


def test_tables_are_rows_of_cells_and_those_that_lay_out_a_page_are_not() -> None:
    table = """<table><caption>处罚标准</caption>
<thead><tr><th>事项</th><th colspan="2">标准</th></tr></thead>
<tr><td rowspan="2">迟到</td><td>10分钟内</td><td>罚10元</td></tr>
<tr><td>30分钟内<br>含30</td><td><ol><li>罚30元</ol></td></tr>
<tr><td></td><td></td><td></td></tr>
<tr><td>旷工</table>"""
    late = Cell("迟到", continued=True)
    assert body(f"<table><tr><td>{table}</td></tr></table><p>后</p>") == (
        Block(1, "处罚标准", last_place=1, table=0),
        Block(
            2,
            "事项\t标准",
            last_place=2,
            bold=True,
            cells=(Cell("事项"), Cell("标准"), Cell("标准", continued=True)),
            table=1,
        ),
        Block(
            3, "迟到\t10分钟内\t罚10元", last_place=3, cells=(Cell("迟到"), Cell("10分钟内"), Cell("罚10元")), table=1
        ),
        Block(
            4,
            "30分钟内 含30\t1. 罚30元",
            last_place=4,
            cells=(late, Cell("30分钟内 含30", lines=("30分钟内", "含30")), Cell("1. 罚30元")),
            table=1,
        ),
        Block(6, "旷工", last_place=6, cells=(Cell("旷工"),), table=1),
        Block(6, "后", last_place=6),
    )


def test_what_stands_in_a_table_beside_its_cells_is_not_lost() -> None:
    assert [block.text for block in body("<table>表外<tr>\n行外<td>甲</td>\n<p>格外</p><td>乙</td></tr></table>")] == [
        "表外",
        "行外甲\t乙",
        "格外",
    ]


def test_written_lines_stay_lines_and_wide_characters_stay_whole() -> None:
    assert [
        (block.place, block.text) for block in body("<pre>一\n  二\n\n三</pre>𠮷田<ruby>仓<rt>cāng</rt></ruby>库")
    ] == [
        (1, "一"),
        (2, "二"),
        (4, "三"),
        (4, "𠮷田仓库"),
    ]
    assert [block.text for block in body("word\nwrap 中文\nEnglish")] == ["word wrap 中文 English"]


def test_places_go_on_where_the_parser_counts_no_further() -> None:
    blocks = body("\n" * 70_000 + "<p>甲</p>\n<p>乙\n丙</p><p>丁</p>")
    assert [(block.place, block.last) for block in blocks] == [(70_001, 70_001), (70_002, 70_003), (70_003, 70_003)]


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (b"<p>" + "崗位職責".encode("big5") * 20, "编码"),
        (b"<html><body><script>1</script></body></html>", "没有文字"),
        (b"<div>" * 5000 + "深".encode(), "太深"),
        (b"\n \n", "空的"),
    ],
)
def test_pages_that_cannot_be_read_are_refused(page: bytes, why: str) -> None:
    with pytest.raises(DocumentRefused, match=why):
        read("示例.html", page)
