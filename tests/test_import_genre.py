"""What a document says by its form alone, where no list of words of one trade could: made-up documents (示例)."""

import pytest

from rolebook.importing.fields import fields_of
from rolebook.importing.items import Item, imported
from rolebook.importing.readers import read


def items(text: str, name: str = "示例.txt") -> list[Item]:
    """The items of a made-up document."""
    return list(imported(read(name, text.encode())).items)


def clauses(text: str, name: str = "示例.txt") -> list[tuple[str, str, str]]:
    """Kind, owner and text of what is no heading or title."""
    found = items(text, name)
    return [(one.kind, one.owner, one.text) for one in found if one.kind not in {"heading", "title", "site"}]


def sums(item: Item) -> list[object]:
    """The amounts of a penalty or reward."""
    said = item.fields.get("sanction") or item.fields.get("rewards") or []
    return [one.get("amount") for one in ([said] if isinstance(said, dict) else said)]


def test_names_of_roles_are_told_by_what_stands_beside_and_below_them() -> None:
    text = (
        "浴场岗位说明（示例）\n一 岗位职责\n一）前台接待\n1）发放手牌\n二）技师\n1）按排钟上钟\n"
        "三）更衣室服务员\n1）为顾客开柜\n"
        "二 任职要求\n前台接待：\n普通话标准，会收银。\n技师：\n持健康证。\n"
    )
    assert [(owner, said) for _, owner, said in clauses(text)] == [
        ("前台接待", "发放手牌"),
        ("技师", "按排钟上钟"),
        ("更衣室服务员", "为顾客开柜"),
        ("前台接待", "普通话标准，会收银。"),
        ("技师", "持健康证。"),
    ]
    text = (
        "直播公司岗位（示例）\n1、主播（Streamer）\n工作内容：\n1、按排期开播；\n2、场控\n工作内容：\n1、上架商品；\n"
    )
    assert [owner for _, owner, _ in clauses(text)] == ["主播", "场控"]


def test_numbers_without_a_sign_count_where_they_go_on_also_inside_each_other() -> None:
    text = (
        "采掘队岗位职责（示例）\n一 队长\n一 贯彻安全方针。\n二 排查隐患。\n二 班长\n"
        "一 带领全班完成任务。\n二 检查支护。\n"
    )
    assert [(one.number, one.owner, one.text) for one in items(text) if one.kind == "duty"] == [
        ("一", "队长", "贯彻安全方针。"),
        ("二", "队长", "排查隐患。"),
        ("一", "班长", "带领全班完成任务。"),
        ("二", "班长", "检查支护。"),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("对处罚有异议的，三日内向工会申诉。", "rule"),
        ("罚款用于员工活动，由前台登记。", "rule"),
        ("处罚由厂办填写通知单。", "rule"),
        ("客户送锦旗，奖50元/次，加2分。", "reward"),
        ("当月提成不再发放，扣三天工资。", "penalty"),
        ("迟到：15分钟内20元，30分钟以上100元。", "penalty"),
        ("责任人承担损失的30%。", "penalty"),
        ("夜间急修每次补贴60元。", "rule"),
    ],
)
def test_what_takes_and_what_gives_is_told_by_its_verb(line: str, kind: str) -> None:
    text = f"某厂奖惩办法（示例）\n一、奖惩\n1、旷工一天罚款50元。\n2、{line}\n3、打架罚款100元。\n"
    assert next(one.kind for one in items(text) if one.number == "2、") == kind


def test_facts_and_purposes_keep_their_kind_in_whatever_section_they_stand() -> None:
    text = (
        "收银部岗位手册（示例）\n收银员\n岗位目的：保证账款安全\n岗位职责\n1、唱收唱付；\n任职要求\n1、中专以上；\n"
        "2、汇报对象：收银主管；\n3、工作时间：两班倒；\n"
    )
    assert [kind for kind, _, _ in clauses(text)] == ["summary", "duty", "qualification", "fact", "fact"]


def test_what_is_said_once_holds_for_all_below() -> None:
    text = (
        "化工厂违章处理（示例）\n一、严重违章\n以下每项每次罚款200元，扣3分；\n1. 未办票证动火；\n"
        "2. 厂区内吸烟（造成后果的开除）。\n"
        "二、一般违章\nA、 巡检（每次扣5分）\na) 漏检；\nb) 代签。\n"
    )
    penalties = [one for one in items(text) if one.kind == "penalty"]
    assert [(one.text, sums(one)) for one in penalties] == [
        ("未办票证动火；", [200, 3]),
        ("厂区内吸烟（造成后果的开除）。", [200, 3, None]),
        ("漏检；", [5]),
        ("代签。", [5]),
    ]


def test_columns_give_steps_units_and_owners() -> None:
    text = (
        "# 车队处罚（示例）\n\n| 岗位 | 条款 | 行为 | 首次 | 第二次 |\n|---|---|---|---|---|\n"
        "| 司机 | 1.1 | 超速 | 100元 | 200元 |\n"
        "|  | 1.2 | 漏检 | 警告 | 50元 |\n\n| 序号 | 行为 | 罚款（元） | 扣分 |\n"
        "|---|---|---|---|\n| 1 | 乱停 | 50 | 2 |\n"
    )
    rows = [(one.number, one.owner, sums(one)) for one in items(text, "示例.md") if one.kind == "penalty"]
    assert [row[:2] for row in rows[:2]] == [("1.1", "司机"), ("1.2", "司机")]
    assert [row[2] for row in rows] == [[100, 200], [None, 50], [50, 2]]


def test_a_table_of_one_cell_a_line_may_have_dotted_numbers_and_groups() -> None:
    text = "养护处罚（示例）\n序号\n违规行为\n标准\n1.1\n纪律\n1.1.1\n脱岗\n罚50元\n1.1.2\n睡岗\n罚100元\n"
    found = [(one.number, one.text, sums(one)) for one in items(text) if one.kind == "penalty"]
    assert found == [("1.1.1", "脱岗 罚50元", [50]), ("1.1.2", "睡岗 罚100元", [100])]


def test_what_pages_and_letters_put_round_a_text_is_none_of_it() -> None:
    text = (
        "某某药房                门店文件\n门店岗位职责（示例）\n1．店长\n（1）排班；\n"
        "第1页/共2页\n某某药房                门店文件\n"
        "（2）盘点。\n第2页/共2页\n某某药房                门店文件\n运营部\n2026.4.20\n"
    )
    found = clauses(text)
    assert [one[2] for one in found] == ["排班；", "盘点。", "运营部", "2026.4.20"]
    assert [one[0] for one in found] == ["duty", "duty", "form", "form"]
    text = "各部门：\n现将食堂人员职责印发给你们，请执行。\n\n食堂人员职责（示例）\n1、验收原料；\n"
    assert imported(read("示例.txt", text.encode())).text_parts == ((1, 5, "食堂人员职责"),)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("脱岗每次罚500", [500]),
        ("处1000元以上5000元以下罚款", [{"min": 1000, "max": 5000}]),
        ("手牌丢失按50元/个赔偿", [50]),
        ("私下带课\t5000元并辞退", [5000, None]),
        ("救援超时（每超10分钟加罚50元）\t100元/次", [100]),
        ("迟到：1-5分钟5元，6-15分钟20元，16分钟以上扣半天工资", [5, 20, 0.5]),
        ("样品丢失按进价的2倍赔偿", [2]),
        ("顶撞顾客 -20分，并写检讨", [20, None]),
    ],
)
def test_sums_are_read_wherever_they_stand(text: str, amounts: list[object]) -> None:
    cells = text.split("\t") if "\t" in text else ()
    said = fields_of("penalty", text, cells)["sanction"]
    assert [one.get("amount") for one in ([said] if isinstance(said, dict) else said)] == amounts


def test_what_stands_in_the_cell_of_a_sum_is_its_base_or_condition_and_no_offence() -> None:
    read_so = fields_of("penalty", "", ("返修", "工时费的50%"))
    assert (read_so["violations"], read_so["sanction"]["base"]) == (["返修"], "工时费")
    headed = fields_of("penalty", "会议迟到：5分钟以内20元，5分钟以上50元")
    assert headed["violations"] == ["会议迟到"]
    assert [one["condition"] for one in headed["sanction"]] == ["5分钟以内", "5分钟以上"]
    assert fields_of("penalty", "不戴安全帽，每人次罚款50元")["per"] == ["occurrence", "person"]
