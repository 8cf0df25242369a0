"""Tables that come as text, one cell a line, and pages that repeat the same lines for each post: made up (示例)."""

import pytest

from rolebook.importing.items import imported
from rolebook.importing.readers import read


def _items(text: str) -> list[tuple[int, int, str, str]]:
    """First and last line, kind and owner of each item."""
    items = imported(read("示例.txt", text.encode())).items
    return [(one.first, one.last, one.kind, one.owner) for one in items]


def test_rows_without_headings_are_told_by_the_column_of_their_figures() -> None:
    scored = (
        ("巡库台账", "每班登记一次库温", "扣2分", "未登记的，扣2分；补记的，扣1分。"),
        ("钥匙保管", "库房钥匙专人保管", "扣3分", "外借的，扣3分。"),
        ("消防器材", "灭火器摆放到位", "扣4分", "压力不足未上报的，扣4分。"),
        ("卫生清扫", "通道无杂物", "扣1分", "有杂物的，每处扣1分。"),
        ("交接签字", "交接当面点清", "扣2分", "漏签的，每次扣2分。"),
    )
    rows = [f"{name}\n{what}\n{6 + at}\n{how}\n" for at, (name, what, _, how) in enumerate(scored) if at != 2]
    text = f"冷库评分细则（示例）\n现场管理（20分）\n{''.join(rows[:2])}应急管理（15分）\n{''.join(rows[2:])}"
    found = imported(read("示例.txt", text.encode())).items
    assert [(one.first, one.last) for one in found] == [(1, 1), (2, 2), (3, 6), (7, 10), (11, 11), (12, 15), (16, 19)]
    assert [one.text for one in found[2:4]] == [
        "巡库台账 每班登记一次库温 6 未登记的，扣2分；补记的，扣1分。",
        "钥匙保管 库房钥匙专人保管 7 外借的，扣3分。",
    ]
    assert found[4].kind == "heading"


def test_what_a_row_that_heads_others_counts_is_no_row_of_the_table() -> None:
    rows = "".join(
        f"{name}\n{weight}\n{who}\n{how}\n"
        for name, weight, who, how in (
            ("讲解时长", 8, "讲解部", "全年满200小时8分；满100小时5分"),
            ("外语讲解", 6, "讲解部", "两门及以上6分；一门4分"),
            ("观众评价", 9, "观众服务部", "好评率95%以上9分；90%以上6分"),
            ("带教新人", 7, "人事部", "每带一人3分，最多7分"),
        )
    )
    text = f"讲解员定级积分表（示例）\n业务能力\n30\n{rows}"
    found = imported(read("示例.txt", text.encode())).items
    assert [(one.first, one.last) for one in found] == [(1, 1), (2, 3), (4, 7), (8, 11), (12, 15), (16, 19)]
    assert [one.fields.get("weight") for one in found if one.kind == "indicator"][-4:] == [8, 6, 9, 7]
    assert {one.fields["name"] for one in found if one.kind == "indicator"} >= {"讲解时长", "带教新人"}


@pytest.mark.parametrize("lines", ["第一页\n1\n第二页\n2\n第三页\n3\n第四页\n4\n", "甲班\n12\n乙班\n13\n"])
def test_numbers_that_count_on_or_stand_between_a_few_lines_make_no_table(lines: str) -> None:
    found = imported(read("示例.txt", f"交接班规定（示例）\n{lines}".encode())).items
    assert not any(one.cells for one in found)


def test_posts_are_told_by_what_a_page_repeats_below_each() -> None:
    posts = "".join(
        f"{name}\n职位类型：{sort}\n发布时间：2026-03-01\n工作职责：\n1.负责{work}；\n"
        for name, sort, work in (
            ("公司副总(30000以上)", "高级管理", "分管生产"),
            ("熬糖主管(8000以上)", "生产", "排产"),
            ("电商（可居家）", "市场", "网店上新"),
        )
    )
    duties = [owner for _, _, kind, owner in _items(f"加入我们\n欢迎来到示例糖果厂\n{posts}") if kind == "duty"]
    assert duties == ["公司副总", "熬糖主管", "电商"]


def test_the_first_line_of_a_page_that_names_a_post_as_others_do_is_a_post() -> None:
    posts = "".join(
        f"{name}\n工作职责：\n1、负责{work}。\n" for name, work in (("采购经理", "询价"), ("仓管员", "盘点"))
    )
    found = imported(read("示例.txt", f"{posts}拓展\n工作职责：\n1、负责拜访客户。\n".encode()))
    assert [one.owner for one in found.items if one.kind == "duty"] == ["采购经理", "仓管员", "拓展"]
    assert [title for _, _, title in found.parts] == ["示例"]


def test_what_stands_below_a_label_without_a_value_is_its_value() -> None:
    cards = "".join(
        f"招聘岗位：\n{name}\n招聘人数：\n2名\n岗位职责：\n1、负责{work}；\n\n"
        for name, work in (("灯光师", "布光"), ("调音师", "调音"))
    )
    duties = [owner for _, _, kind, owner in _items(f"示例剧场招聘\n{cards}") if kind == "duty"]
    assert duties == ["灯光师", "调音师"]


def test_a_column_of_those_who_answer_names_owners_where_no_column_names_posts() -> None:
    rows = "清扫大厅\t无杂物\t一楼\t保洁员\n检查水泵\t每日一次\t负一楼\t水电工\n巡查楼道\t两小时一次\t各楼层\t保安员\n"
    found = _items(f"分区责任表（示例）\n工作内容\t要求\t地点\t责任人\n{rows}")
    assert [owner for first, _, _, owner in found if first > 2] == ["保洁员", "水电工", "保安员"]


def test_what_stands_below_a_heading_that_was_only_learnt_stands_below_it() -> None:
    """`品控专员` has no list and no section word around it: only what was learnt tells it for a heading."""
    lines = (
        "团餐专员\n接连5个月没开单: 扣700分\n接连2个月新签写字楼不到4栋: 扣300分\n"
        "品控专员\n接连2个月异物投诉超标: 扣300分\n值班经理\n接连2个月坪效过低: 扣300分\n"
    )
    text = f"门店积分管理制度（示例）\n各台位的数\n每个台位都有自己的数要看，没做到扣分:\n{lines}"
    found = imported(read("示例.txt", text.encode())).items
    assert [one.owner for one in found if one.kind == "penalty"][-2:] == ["品控专员", "值班经理"]
    assert [one.heading for one in found if one.kind == "penalty"][-2:] == ["品控专员", "值班经理"]


def test_posts_that_a_page_names_at_its_top_have_what_follows_in_their_order() -> None:
    said = ("岗位职责：\n1、负责收票；", "岗位职责：\n1、负责放映；", "任职要求：\n1、会使用收银机；")
    text = "人才招聘（示例）\n检票员\n放映\n卖品员\n" + "\n\n".join(said) + "\n"
    owners = [(kind, owner) for _, _, kind, owner in _items(text) if kind in {"duty", "qualification"}]
    assert owners == [("duty", "检票员"), ("duty", "放映"), ("qualification", "卖品员")]


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("Android工程师（车机端）\n岗位职责\n1、负责适配。", "Android工程师（车机端）"),
        ("保安员（夜班）\n岗位职责\n1、负责巡逻。", "保安员"),
        ("第一章　总则\n第一条　官网信息由专人发布。", ""),
    ],
)
def test_a_part_of_the_work_in_brackets_is_of_the_name_of_a_post(line: str, owner: str) -> None:
    title = "官方网站管理制度（示例）" if not owner else "岗位说明（示例）"
    assert {of for first, _, kind, of in _items(f"{title}\n{line}\n") if first > 2 and kind != "heading"} == {owner}


def test_blanks_of_a_form_one_below_the_other_are_left_out() -> None:
    form = "*提交人：\n*提交时间：\n*是否延迟： 是 否\n抽测比例：\n"
    found = _items(f"交付检查表（示例）\n一、需求文档\n1、漏交的，扣5分。\n{form}二、测试用例\n1、缺用例的，扣3分。\n")
    assert [kind for first, _, kind, _ in found if 3 < first < 8] == ["form"] * 4
    assert [first for first, _, kind, _ in found if kind == "penalty"] == [3, 9]


def test_what_a_person_must_be_alone_on_a_line_is_asked_for() -> None:
    posts = "".join(
        f"{name}\n职能部\n女士为佳\n22-35岁\n中英文流利\n学历要求：大专及以上\n负责{work}；\n\n"
        for name, work in (("接机专员", "接送机"), ("薪酬专员", "核算薪资"), ("翻译", "会议口译"))
    )
    found = imported(read("示例.txt", f"海外岗位（示例）\n\n{posts}".encode())).items
    asked = {one.text for one in found if one.kind == "qualification"}
    assert {"女士为佳", "22-35岁", "中英文流利"} <= asked
    assert {one.owner for one in found if one.text == "女士为佳"} == {"接机专员", "薪酬专员", "翻译"}


def test_a_row_whose_first_cell_begins_with_its_number_has_that_number() -> None:
    rows = "1、漏记主诉\t扣2分\t5\n2、漏记时间\t扣1分\t\n3、次序颠倒\t扣1分\t\n"
    found = [
        (item.number, item.text)
        for item in imported(read("病历.txt", f"病历评分\n内容\t评分\t标准分\n{rows}".encode())).items
    ]
    assert found[2:] == [("1、", "漏记主诉 扣2分 5"), ("2、", "漏记时间 扣1分"), ("3、", "次序颠倒 扣1分")]


def test_the_name_of_an_aspect_before_several_rows_is_no_number_of_theirs() -> None:
    rows = "1.储存\t超量储存的，扣2分\n1.储存\t混放的，扣3分\n2.人员\t无证上岗的，扣5分\n"
    items = imported(read("分级.txt", f"分级指南\n类别\t内容\n{rows}".encode())).items
    assert [item.number for item in items[2:]] == ["", "", ""]


def test_posts_are_told_by_the_pay_below_each_and_the_company_above_each_title_begins_a_document() -> None:
    posts = "".join(f"{name}\n{count}\n{name}\n{pay}\n负责接待来客；\n" for name, count, pay in _PAID)
    assert {item.owner for item in imported(read("招聘.txt", posts.encode())).items if item.kind == "duty"} == {
        name for name, _, _ in _PAID
    }
    slips = "\n".join(
        f"示例婚庆有限公司\n{name}执行单\n1.{name}迟到，扣50元\n2.{name}早退，扣20元\n" for name in ("摄像", "灯光")
    )
    assert [title for _, _, title in imported(read("执行单.txt", slips.encode())).parts] == ["摄像执行单", "灯光执行单"]


_PAID = (("招聘主管", 1, "8000元-9000元"), ("会计", 3, "5000元-7000元"), ("前厅管家", 2, "9k-15k"))


def test_what_is_only_taken_is_no_reward_below_additions() -> None:
    text = "加分项目\n1、受表彰的，加2分。\n2、完成任务的，加1分。\n3、未报送信息的，每例扣0.5分。\n"
    kinds = {item.text[:3]: item.kind for item in imported(read("考核.txt", text.encode())).items}
    assert kinds["未报送"] == "penalty"
