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


@pytest.mark.parametrize(
    ("lines", "kind"), [("大专以上学历\n吃苦耐劳", "qualification"), ("旷工开除\n吸烟记过\n示例公司", "penalty")]
)
def test_above_a_day_stands_who_signs_and_no_item_is_taken_for_that(lines: str, kind: str) -> None:
    heading = {"qualification": "任职要求", "penalty": "处罚"}[kind]
    text = f"质检员岗位说明书（示例）\n岗位职责\n1、打扫检验室；\n{heading}\n{lines}\n2026年1月1日\n"
    assert [one.kind for one in items(text)].count(kind) == 2


def test_a_line_that_ends_in_a_day_is_not_for_that_who_signs() -> None:
    text = (
        "品管部奖惩规定（示例）\n1、迟到罚款50元；\n生效日期：2026年1月1日\n累计三次的，记过至2026年12月31日\n"
        "本办法试行期至2026年6月30日\n示例公司　二〇二六年一月一日\n"
    )
    assert [one.kind for one in items(text)] == ["title", "penalty", "fact", "penalty", "rule", "form"]


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
        "2、汇报对象：收银主管；\n3、工作时间：两班倒；\n4、拟稿：办公室；\n"
    )
    assert [kind for kind, _, _ in clauses(text)] == ["summary", "duty", "qualification", "fact", "fact", "fact"]


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


def test_a_row_that_heads_others_keeps_a_table_of_tabs_whole_and_a_plus_is_given() -> None:
    text = (
        "漂染车间规定（示例）\n1. 处罚\n序号\t项目\t扣款（元）\t备注\n"
        "一\t质量类\n1\t称错料\t100\t每缸，报废的按布价20%赔偿\n"
        "二\t纪律类\n2\t睡岗\t50\t每次\n3\t全月满勤\t+80\t每月\n"
    )
    found = [one for one in items(text) if one.kind in {"penalty", "reward"}]
    assert [(one.kind, one.number, sums(one)) for one in found] == [
        ("penalty", "1", [100, 20]),
        ("penalty", "2", [50]),
        ("reward", "3", [80]),
    ]
    assert (found[0].fields["per"], found[0].fields["per_text"]) == (["缸"], "每缸")
    assert [one.text for one in items(text) if one.kind == "heading"][2:] == ["质量类", "纪律类"]


def test_columns_parted_by_single_blanks_are_known_by_their_headings() -> None:
    text = "装修公司要求（示例）\n一、上岗要求\n工种 学历 证书 年限\n电焊工 中专 焊工证 2年以上\n瓦工 不限 无 1年以上\n"
    found = [one for one in items(text) if one.kind == "qualification"]
    assert [(one.owner, one.text) for one in found] == [("电焊工", "中专 焊工证 2年以上"), ("瓦工", "不限 无 1年以上")]
    assert found[0].fields["certificates"] == ["焊工证"]
    fields = fields_of(
        "qualification", "本科 化工、安全工程 3-5年", ("本科", "化工、安全工程", "3-5年"), ("学历", "专业", "经验")
    )
    assert (fields["majors"], fields["years"]) == (["化工", "安全工程"], {"min": 3, "max": 5})


def test_the_head_of_a_page_beside_its_number_is_no_part_of_a_wrapped_item() -> None:
    head = "某某检修办法（示例）                    第 {} 页\n"
    text = (
        head.format(1)
        + "某某检修办法（示例）\n一、钳工\n1、拧紧螺栓，标牌\n"
        + head.format(2)
        + "挂在阀门上；\n2、每班清点工具和量具，\n\n当面交还库房；\n"
    )
    assert [said for kind, _, said in clauses(text) if kind == "duty"] == [
        "拧紧螺栓，标牌挂在阀门上；",
        "每班清点工具和量具，当面交还库房；",
    ]


def test_what_stands_behind_the_posts_and_what_is_paid_is_no_duty_and_no_penalty() -> None:
    text = (
        "# 客服中心 · 坐席手册（示例）\n## 1 岗位\n### 1.1 班组长\n**你可以决定：**\n- 百元以内的补偿券\n"
        "## 2 其他\n2.1 餐补 18 元/天，夜班交通补 30 元/次。\n"
        "2.2 离职须提前 30 天提出。\n2.3 与本手册不一致的以本手册为准。\n"
    )
    assert [(kind, owner) for kind, owner, _ in clauses(text, "示例.md")] == [
        ("other", "班组长"),
        ("rule", "客服中心"),
        ("rule", "客服中心"),
        ("rule", "客服中心"),
    ]


@pytest.mark.parametrize(
    ("text", "violations", "kinds"),
    [
        ("收受回扣，没收回扣，罚款500元", ["收受回扣"], ["damages", "money"]),
        ("半年内书面警告满3次，降级", ["半年内书面警告满3次"], ["demotion"]),
        ("漏报，每单扣3分，每月最多扣15分", ["漏报"], ["points"]),
    ],
)
def test_what_is_taken_back_follows_and_what_is_counted_does_not(
    text: str, violations: list[str], kinds: list[str]
) -> None:
    fields = fields_of("penalty", text)
    said = fields["sanction"]
    assert fields["violations"] == violations
    assert [one["kind"] for one in ([said] if isinstance(said, dict) else said)] == kinds
    assert "month" not in fields.get("per", [])


COLLECTION = """某某采石场岗位责任制及处罚细则（示例）
〖安全员〗
⑴检查边坡、浮石，有违章指挥、违章作业的立即制止；
⑵建立隐患台账，逐条销号，
受控文件  不得复印
第 2 页
并上墙公示；
⑶不得将爆炸物品转借、私存。
〖驾驶员〗
工作目标：全年责任事故为零。
〖任职条件〗
A．初中以上文化；
B．两年矿山驾驶经验；
〖绩效〗
出车率（50%）：当月出车率≥98%
投诉（20%）：零投诉
故障率　权重30分　故障率不高于2%，每高1个百分点扣1分。
处罚细则
为使全员遵章守纪，特制定以下处罚细则，由安全科开具罚款单。
事项 │ 扣分 │ 罚款（元）
运输道路不洒水 │ 1/次 │ 30/次
酒后上岗 │ 12 │ 2000，并解聘
夜班补贴：23点以后下班的，每班次15元。
签收栏：班组＿＿＿＿　签收人＿＿＿＿　日期＿＿＿＿
"""


def test_a_collection_with_rules_for_all_is_read_role_by_role() -> None:
    found = items(COLLECTION)
    assert clauses(COLLECTION) == [
        ("duty", "安全员", "检查边坡、浮石，有违章指挥、违章作业的立即制止；"),
        ("duty", "安全员", "建立隐患台账，逐条销号，并上墙公示；"),
        ("duty", "安全员", "不得将爆炸物品转借、私存。"),
        ("summary", "驾驶员", "工作目标：全年责任事故为零。"),
        ("qualification", "驾驶员", "初中以上文化；"),
        ("qualification", "驾驶员", "两年矿山驾驶经验；"),
        ("indicator", "驾驶员", "出车率（50%）：当月出车率≥98%"),
        ("indicator", "驾驶员", "投诉（20%）：零投诉"),
        ("indicator", "驾驶员", "故障率　权重30分　故障率不高于2%，每高1个百分点扣1分。"),
        ("intro", "", "为使全员遵章守纪，特制定以下处罚细则，由安全科开具罚款单。"),
        ("penalty", "", "运输道路不洒水 1/次 30/次"),
        ("penalty", "", "酒后上岗 12 2000，并解聘"),
        ("rule", "", "夜班补贴：23点以后下班的，每班次15元。"),
        ("form", "", "签收栏：班组＿＿＿＿　签收人＿＿＿＿　日期＿＿＿＿"),
    ]
    by_text = {item.text[:3]: item for item in found}
    assert by_text["两年矿"].fields["years"] == {"min": 2}
    indicator = by_text["故障率"].fields
    assert (indicator["weight"], indicator["target"]) == (30, "故障率不高于2%")
    assert indicator["scoring"] == "每高1个百分点扣1分"
    assert sums(by_text["运输道"]) == [1, 30]
    assert [one["kind"] for one in by_text["酒后上"].fields["sanction"]] == ["points", "money", "dismissal"]


def test_drawn_tables_of_two_columns_and_grades_are_read_by_their_columns() -> None:
    text = """星汇影院岗位职责及处罚（示例）
一、放映员
持《放映许可证》，初中以上，年满18周岁不超过60周岁。
二、事故处理
事项 │ 处罚
─────┼─────
未清洁滤网 │ 第1次30元，第2次60元，第3次起100元
黑屏5分钟 │ 100元（30分钟内整改的免罚）
三、事故等级
| 等级 | 情形 | 责任人处罚 |
|---|---|---|
| 四级 | 灯光未按时关闭 | 口头警告 |
"""
    found = items(text)
    by_text = {item.text[:2]: item for item in found if item.kind != "heading"}
    assert by_text["持《"].kind == "qualification"
    assert [(one["amount"], one["nth"]) for one in by_text["未清"].fields["sanction"]] == [(30, 1), (60, 2), (100, 3)]
    assert (sums(by_text["黑屏"]), by_text["黑屏"].kind) == ([100], "penalty")
    assert by_text["四级"].fields["violations"] == ["灯光未按时关闭"]


def test_what_follows_on_the_next_line_belongs_to_the_item_above_it() -> None:
    text = (
        "装裱车间规范（示例）\n一、装裱要求\n1.裱前核对尺寸，严禁凭记忆下料；\n罚80元/次\n2.胶水当日调配，不得隔夜使用；\n"
        "罚40元/处\n3.不得带火种进入库房；\n第一次：罚300元 第二次：辞退\n"
    )
    found = [one for one in items(text) if one.kind == "penalty"]
    assert [(one.number, one.first, one.last) for one in found] == [("1.", 4 - 1, 4), ("2.", 5, 6), ("3.", 7, 8)]
    assert [sums(one) for one in found] == [[80], [40], [300, None]]
    assert found[0].text == "裱前核对尺寸，严禁凭记忆下料； 罚80元/次"


def test_what_every_page_prints_is_known_by_the_numbers_that_count_up_beside_it() -> None:
    said = "项须登记，还书时逐页查看，有污损的当场说明，由值班馆员记入借阅登记簿，读者签名确认；" * 3
    pages = "".join(
        f"共享文档 - 好书共读\n-{page}\n第{numeral}条 本馆第{page}{said}\n"
        for page, numeral in enumerate("一二三四", 1)
    )
    found = items(f"借阅管理办法（示例）\n{pages}")
    assert [one.text for one in found if one.kind == "rule"] == [f"本馆第{page}{said}" for page in range(1, 5)]
    assert sum(one.kind == "site" for one in found) == 8


@pytest.mark.parametrize("head", ["扣分", "值班馆员"])
def test_a_list_of_deductions_that_count_up_is_no_row_of_pages(head: str) -> None:
    listed = "".join(f"{act}\n{head}\n-{points}\n" for points, act in enumerate(("迟到", "早退", "旷工半天"), 1))
    assert not [one.text for one in items(f"积分管理办法（示例）\n\n一、扣分\n{listed}") if one.kind == "site"]


def test_numbers_alone_on_their_lines_begin_items_and_not_pages() -> None:
    text = (
        "琴行岗位说明书（示例）\n岗位名称：调律师\n主要职责\n1\n负责每日调律，填写调律单；\n2\n"
        "保养琴房钢琴；\n第 1 页\n3\n带教学徒。\n"
    )
    found = [(one.number, one.text) for one in items(text) if one.kind == "duty"]
    assert found == [("1", "负责每日调律，填写调律单；"), ("2", "保养琴房钢琴；"), ("3", "带教学徒。")]


def test_titles_among_chapters_and_those_that_a_collection_gathers_begin_no_document() -> None:
    inside = (
        "苗圃制度（示例）\n第一章 总则\n第一条 本制度用于苗圃。\n苗圃巡查管理规定\n"
        "1、每日巡查。\n第二章 奖惩\n第二条 漏巡罚10元。\n"
    )
    gathered = "【苗圃管理制度大全】\n苗圃考勤制度\n1、按时打卡。\n\n苗圃工具管理制度\n1、工具入库。\n"
    for text in (inside, gathered):
        assert len(imported(read("示例.txt", text.encode())).parts) == 1


def test_rows_of_unframed_tables_are_rows_and_groups_keep_their_columns() -> None:
    text = (
        "# 奖惩（示例）\n\n事由 | 奖励\n--- | ---\n拾到失物上交 | 20元/次\n\n### 处罚\n\n"
        "| 编号 | 行为 | 类别 |\n|---|---|---|\n| 1 | 仪容仪表 | |\n| 1.1 | 未戴胸卡 | 轻微 |\n"
    )
    assert [(kind, said) for kind, _, said in clauses(text, "示例.md")] == [
        ("reward", "拾到失物上交 20元/次"),
        ("penalty", "未戴胸卡 轻微"),
    ]
    table = (
        "序号\t内容\t扣分标准（分/处）\t扣款（元）\t责任岗位\n\t展厅\n"
        "1\t展柜有灰\t2\t20\t讲解员\n\t库房\n2\t未锁库门\t5\t100\t库管员\n"
    )
    found = [one for one in items(f"考核细则（示例）\n一、标准如下：\n{table}") if one.kind == "penalty"]
    assert [(one.owner, one.text, sums(one)) for one in found] == [
        ("讲解员", "展柜有灰 2 20", [2, 20]),
        ("库管员", "未锁库门 5 100", [5, 100]),
    ]
    assert [each.get("unit", "元") for each in found[0].fields["sanction"]] == ["分", "元"]


def test_rules_of_a_book_of_posts_are_nobodys_and_the_sections_of_a_department_end_at_its_roles() -> None:
    text = (
        "# 示例书店有限公司岗位手册\n\n## 一、门市部\n\n**部门职责**\n\n- 管理书架陈列；\n"
        "\n**1. 理货员**\n\n工作职责：\n\n1) 上架\n"
        "   - 按分类上架新书\n   - 新书当日上架\n\n**2. 收银员**\n"
        "\n任职要求：高中以上，会使用收银机。\n\n## 二、奖惩\n\n1. 短款的，罚款20元。\n2. 漏单的，罚款10元。\n"
    )
    assert [(owner, said) for _, owner, said in clauses(text, "示例.md")] == [
        ("门市部", "管理书架陈列；"),
        ("理货员", "按分类上架新书"),
        ("理货员", "新书当日上架"),
        ("收银员", "高中以上，会使用收银机。"),
        ("", "短款的，罚款20元。"),
        ("", "漏单的，罚款10元。"),
    ]


def test_what_was_done_stands_in_the_sentence_that_says_what_follows() -> None:
    said = fields_of("penalty", "借出器材须登记。如发现器材账实不符，每次罚款50元。")
    assert said["violations"] == ["器材账实不符"]
    priced = fields_of("penalty", "损坏样板的，将按照30元/张的价格进行处罚！")
    assert (priced["violations"], priced["sanction"]["amount"]) == (["损坏样板"], 30)
    assert "penalty" not in {
        kind for kind, _, _ in clauses("招聘制度（示例）\n1、试用不合格的，公司可办理解聘手续。\n")
    }


def test_a_list_goes_on_round_what_stands_inside_it() -> None:
    text = (
        "某厂岗位责任制及奖惩办法（示例）\n一、总则\n1、本办法适用于全厂。\n2、每月结算。\n二、岗位责任\n打包工\n"
        "一、核对单号；\n二、封箱；\n三、贴标；\n叉车工\n1、检查车况；\n2、限速行驶；\n三、奖惩办法\n（一）由班长填单。\n"
        "（二）有下列情形之一的，每次扣款20元：\n1、不穿工装的；\n2、乱放物品的（另行登记）；\n"
    )
    punished = [one for one in items(text) if one.kind == "penalty"]
    assert [(one.text, sums(one)) for one in punished] == [
        ("不穿工装的；", [20]),
        ("乱放物品的（另行登记）；", [20]),
    ]
    assert items(text)[-3].kind == "heading"


def test_all_of_a_role_on_one_line_stands_below_its_name_and_on_its_own_lines() -> None:
    text = (
        "某剧场岗位职责（示例）\n检票员\n1、开场前核对票务系统；\n2、引导观众入座；\n"
        "3、灯光师（兼调音）：装台前检查线路；演出中按提示单操作，遇故障立即\n切换备用回路；散场后关闭电源。\n"
        "须持电工证上岗，3年以上剧场经验。\n有权拒绝违规接电。\n"
    )
    found = [(one.first, one.last, one.kind, one.owner, one.text) for one in items(text)[4:]]
    assert found == [
        (5, 5, "heading", "灯光师", "灯光师（兼调音）："),
        (5, 5, "duty", "灯光师", "装台前检查线路；"),
        (5, 6, "duty", "灯光师", "演出中按提示单操作，遇故障立即切换备用回路；"),
        (6, 6, "duty", "灯光师", "散场后关闭电源。"),
        (7, 7, "qualification", "灯光师", "须持电工证上岗，3年以上剧场经验。"),
        (8, 8, "other", "灯光师", "有权拒绝违规接电。"),
    ]


def test_a_list_without_signs_begins_with_an_item_that_is_wrapped() -> None:
    text = (
        "某馆岗位职责（示例）\n第一条 讲解员\n1 着装整齐，语言亲切，用规范用语接待观众，不得使用“没时间”等忌\n语；\n"
        "2 核对预约名单；\n3 整理讲解稿。\n"
    )
    assert [one.number for one in items(text) if one.kind == "duty"] == ["1", "2", "3"]


def test_benefits_fields_and_names_are_told_by_the_document_they_stand_in() -> None:
    text = (
        "某公司办公制度（示例）\n发布：行政    字号：大 中 小    浏览：18次\n一、考勤\n"
        "1、工作时间：上午8:30—12:00，晚到视为迟到。每次扣30元；\n二、休假待遇\n1、婚假三天，全薪。\n"
        "三、分工\n检验科——化验员\n协作岗位：仓库\n1、取样；\n2、留样。\n某某公司\n2026年8月15号\n请假办法2026.8\n"
        "1、提前一天申请。\n2、不得代请，否则罚款20元次。\n"
    )
    assert [(one.kind, one.owner) for one in items(text) if one.kind not in {"title", "heading"}] == [
        ("site", ""),
        ("penalty", ""),
        ("rule", ""),
        ("fact", "化验员"),
        ("duty", "化验员"),
        ("duty", "化验员"),
        ("form", "化验员"),
        ("form", "化验员"),
        ("rule", ""),
        ("penalty", ""),
    ]
    assert items(text)[-1].fields["violations"] == ["代请"]
    assert items(text)[-1].fields["per"] == ["occurrence"]


@pytest.mark.parametrize("row", ["岗 位 名 称　挡车工　　　所 属 部 门　纺纱车间", "职　务　名　称  挡车工"])
def test_a_role_is_named_by_a_row_whose_labels_are_spaced_and_have_no_colon(row: str) -> None:
    text = f"纺纱车间岗位说明书\n（示例）\n{row}\n一、岗位职责\n1.接班前检查设备。\n2.按时填写记录。\n"
    assert [one.owner for one in items(text) if one.kind == "duty"] == ["挡车工", "挡车工"]


@pytest.mark.parametrize(
    ("line", "violations", "amounts"),
    [
        ("工具未归位", ["工具未归位"], [10]),
        ("迟到五分钟以内（超过五分钟扣半天工资）。", ["迟到五分钟以内"], [10, 0.5]),
        ("废料不及时清运，或混入成品的，后者加倍。", ["废料不及时清运", "混入成品"], [10, 2]),
        ("9:30前不得离开展位，违者50元/次；", ["9:30前离开展位"], [50]),
        ("连续两月未达标的，自行离职。", ["连续两月未达标"], [None]),
        ("收受回扣的，另处回扣金额2-3倍罚款。", ["收受回扣"], [10, {"min": 2, "max": 3}]),
        ("丢失工具拒不赔偿的；", ["丢失工具拒不赔偿"], [10]),
    ],
)
def test_what_a_lead_gives_is_kept_beside_what_an_item_adds(
    line: str, violations: list[str], amounts: list[object]
) -> None:
    text = f"某展馆处罚规定（示例）\n一、卫生（以下每项每次扣10元，严重者加倍）：\n1、地面有烟头；\n2、{line}\n"
    punished = items(text)[-1]
    assert (punished.kind, punished.fields["violations"], sums(punished)) == ("penalty", violations, amounts)
    assert 10 not in amounts or punished.fields["condition"] == "严重的加倍"


def test_posts_that_are_counted_are_owners_and_what_is_common_to_them_is_of_nobody() -> None:
    text = (
        "某公司岗位说明书汇编（示例）\n岗位一：实施顾问（Consultant）\n======\n【任职要求】\n必须：\n- 统招本科及以上\n"
        "- 能接受出差\n优先：\n- 会写脚本\n岗位二：客服工程师\n======\n【关键职责】\n1、受理工单；\n2、维护知识库。\n"
        "【权限】\n有权审批50元以内的补偿。\n■值班员■\n一 按时巡视。\n二 做好记录。\n"
        "通用奖惩条款（单位：元）\n1、工单超时未升级 每次 50\n2、错发文件 100\n"
    )
    found = [one for one in items(text) if one.kind not in {"title", "heading", "site"}]
    assert [(one.kind, one.owner) for one in found] == [
        *[("qualification", "实施顾问")] * 3,
        *[("duty", "客服工程师")] * 2,
        ("other", "客服工程师"),
        *[("duty", "值班员")] * 2,
        *[("penalty", "")] * 2,
    ]
    assert found[2].fields["necessity"] == "preferred"
    assert found[5].fields["authorities"] == ["有权审批50元以内的补偿"]
    assert [sums(one) for one in found[-2:]] == [[50], [100]]


def test_a_table_without_headings_is_read_by_its_cells() -> None:
    rows = [
        ("迟到一次扣1分。", "1.按时到岗，做好交接。", "综合（30分）", "护理人员", "纪律", "10"),
        ("缺记录扣2分。", "2.记录完整、及时。", "业务（70分）", "护理人员", "记录", "5"),
        ("一项不符扣1分。", "3.台账齐全。", "业务（70分）", "管理人员", "台账", "5"),
        ("漏报一次扣3分。", "4.按时上报报表。", "业务（70分）", "管理人员", "报表", "20"),
    ]
    found = items("\n".join("\t".join(row) for row in rows))
    assert [(one.kind, one.owner, one.fields["name"], one.fields["weight"]) for one in found] == [
        ("indicator", "护理人员", "纪律", 10),
        ("indicator", "护理人员", "记录", 5),
        ("indicator", "管理人员", "台账", 5),
        ("indicator", "管理人员", "报表", 20),
    ]
    assert found[0].fields["scoring"] == "迟到一次扣1分。"


def test_the_last_of_several_on_a_line_is_no_heading_and_a_column_says_at_which_time() -> None:
    text = (
        "## 某洗衣店员工手册（节选，示例）\n\n### 洗烫师\n- 职责：分拣去渍；熨烫定型；发现破损先拍照\n"
        "- 任职：持洗衣师证者优先\n\n"
        "### 奖惩\n\n| 行为 | 首次 | 二次 |\n|---|---|---|\n| 漏登瑕疵 | 罚20元 | 罚50元 |\n"
    )
    found = items(text, "示例.md")
    assert [one.text for one in found if one.kind == "duty"] == ["分拣去渍；", "熨烫定型；", "发现破损先拍照"]
    assert [(one.get("nth"), one.get("condition")) for one in found[-1].fields["sanction"]] == [(1, None), (2, None)]


def test_signs_of_half_width_say_what_those_of_full_width_do_and_are_printed_as_they_were() -> None:
    text = "跑场奖惩办法(示例)\n一、处罚\n1,迟到,罚款20元/次;\n二、考核指标\n1、出勤率:权重40%,目标98%,每低1%扣2分;\n"
    penalty, indicator = (one for one in items(text) if one.kind in {"penalty", "indicator"})
    assert (penalty.number, penalty.text, sums(penalty)) == ("1,", "迟到,罚款20元/次;", [20])
    assert (indicator.text, indicator.fields["weight"]) == ("出勤率:权重40%,目标98%,每低1%扣2分;", 40)


def test_headings_are_told_by_the_headings_beside_them() -> None:
    text = (
        "市场管理处岗位职责（示例）\n管理员\n1、巡查片区；\n收费员\n1、送达通知；\n验货员（工作地点：二号库）\n岗位职责\n"
        "1、核对单据；\n2、每日盘点并做好出入库登\n记，逾期的报主任\n3、封存样品；\n保洁员\n通道每日两扫\n"
    )
    assert [(owner, said) for _, owner, said in clauses(text)] == [
        ("管理员", "巡查片区；"),
        ("收费员", "送达通知；"),
        ("验货员", "核对单据；"),
        ("验货员", "每日盘点并做好出入库登记，逾期的报主任"),
        ("验货员", "封存样品；"),
        ("保洁员", "通道每日两扫"),
    ]
    text = (
        "养殖场岗位（示例）\n【场长】\n工作职责：\nA、负责全场生产\nB、3天内上报\n【投饵工】\n按时投喂\n"
        "【发电机工】每周试机一次，记录油位\n副场长（生产）\n岗位职责：\n1、管生产\n副场长（后勤）\n岗位职责：\n1、管后勤\n"
    )
    assert [(owner, said) for _, owner, said in clauses(text)] == [
        ("场长", "负责全场生产"),
        ("场长", "3天内上报"),
        ("投饵工", "按时投喂"),
        ("发电机工", "每周试机一次，记录油位"),
        ("副场长（生产）", "管生产"),
        ("副场长（后勤）", "管后勤"),
    ]


def test_an_item_above_a_table_is_a_heading_and_its_columns_say_what_its_rows_are() -> None:
    text = (
        "员工奖惩制度（示例）\n一、惩罚的目的\n1. 惩罚的目的在于使人改正，保障各方利益。\n"
        "2. 检查员工守纪的情况，登记违纪行为。\n二、奖惩内容\n1. 工作态度方面\n"
        "序号\t行为\t奖惩类型\n1\t完成工作任务\n1.1\t超额完成任务者\t嘉奖\n"
        "1.2\t年度内累计记过三次者\t记大过\n1.3\t提出改进建议者\t视情况奖励\n1.4\t无故缺席者\t警告\n"
    )
    found = [(one.kind, one.text) for one in items(text) if one.kind not in {"title", "site"}]
    assert [kind for kind, _ in found] == [
        *["heading", "rule", "rule"],
        *["heading", "heading", "heading", "heading"],
        *["reward", "penalty", "reward", "penalty"],
    ]


def test_what_says_the_same_twice_is_one_and_what_its_siblings_say_is_missed() -> None:
    text = (
        "某厂奖惩办法（示例）\n第一条 严重警告。员工有下列行为者，给予严重警告处分，并处以100元罚款：\n"
        "1、聚众闹事；\n第二条 处罚\n1、脱岗的，罚50元；\n2、睡岗的，罚80元；\n"
        "3、串岗的，罚20元；\n4、加班费以考勤记录为准，按月发放。\n"
        "制造部\n2026年5月6日\n"
    )
    found = items(text)
    punished = next(one for one in found if one.text == "聚众闹事；")
    assert [one["kind"] for one in punished.fields["sanction"]] == ["warning", "money"]
    assert [one.kind for one in found][-3:] == ["rule", "form", "form"]


def test_marks_and_figures_alone_on_their_lines_are_of_one_sentence() -> None:
    text = (
        "门岗处罚（示例）\n一、\n当班人员须站立\n值勤,违者扣除绩效\n5\n分,第二次罚款\n100\n元;\n二、\n换班须经\n队长同意。否则\n"
        "每人扣除\n3\n分;\n三、\n每班清扫室\n内外,未清扫的罚\n20\n元;\n"
    )
    found = [(one.first, one.last, sums(one)) for one in items(text) if one.kind == "penalty"]
    assert found == [(2, 8, [5, 100]), (9, 14, [3]), (15, 19, [20])]


@pytest.mark.parametrize("number", ["1、", "第一条", "（一）", "一、", "①"])
@pytest.mark.parametrize("line", ["<p>{}</p>", "<p><strong>{}</strong></p>", "<h2>{}</h2>"])
def test_a_number_with_nothing_behind_it_is_the_number_of_what_follows_or_nothing(number: str, line: str) -> None:
    text = f"<html><body><h1>示例规定</h1>{line.format(number)}<p>保持整洁。</p></body></html>"
    found = items(text, "示例.html")
    assert [one.text for one in found if one.kind not in {"site", "heading"}] == ["示例规定", "保持整洁。"]


def test_a_table_for_each_department_is_a_document_of_its_own() -> None:
    table = "{}职员绩效考核表\n被考核人：\n{} 10\n批准意见：\n\n"
    text = "".join(table.format(*one) for one in (("综合部", "及时收发文件"), ("工程部", "图纸无差错")))
    found = imported(read("示例.txt", text.encode()))
    assert [title for _, _, title in found.parts] == ["综合部职员绩效考核表", "工程部职员绩效考核表"]
    text = "洗衣工须知（示例）\n1、检查口袋。\n2、分色洗涤。\n\n店长人员准则\n1、按时开门。\n2、清点备用金。\n"
    assert [title for _, _, title in imported(read("示例.txt", text.encode())).parts] == ["洗衣工须知", "店长人员准则"]
