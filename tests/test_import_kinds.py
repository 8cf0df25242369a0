"""What stands below a heading is of the kind that the heading announces, in every spelling: made-up documents."""

from collections.abc import Callable

import pytest

from rolebook.importing.items import imported
from rolebook.importing.readers import read
from tests.chance import seeded

HEADINGS = {
    "duty": ("岗位职责", "工作内容", "主要工作", "本岗职责", "职责与任务", "岗位描述", "你将负责"),
    "qualification": ("任职资格", "岗位要求", "上岗条件", "应聘要求", "资格条件", "我们希望你", "应具备的条件"),
    "penalty": ("处罚规定", "罚则", "违规处理", "扣分标准", "责任追究", "违约责任", "红线"),
    "reward": ("奖励", "奖励办法", "表彰奖励", "奖励条件"),
    "other": ("岗位权限", "职权", "主要权限", "权力"),
    "indicator": ("考核指标", "绩效指标", "KPI指标", "业绩指标", "量化指标"),
    "rule": ("工作纪律", "考勤制度", "注意事项", "劳动纪律", "附则"),
}
SENTENCES = {
    "duty": "核对库存，做到账实相符/爱护公司财物，节约用电/熟悉产品性能，向顾客介绍使用方法/根据计划安排班组人员",
    "qualification": "大专以上学历，专业不限/男女不限/能接受夜班/了解国家安全生产法规/思维敏捷，学习能力强/无不良嗜好",
    "penalty": "擅离岗位，扣50元/未按规定着装，扣2分/私自换班，警告一次/损坏工具照价赔偿/上班时间玩手机，每次10元",
    "reward": "全年无事故，奖励500元/拾金不昧者，给予通报表扬/发现隐患及时上报的，加5分/连续三年优秀的，晋升一级工资",
    "other": "有权制止违章作业/对下属的考核建议权/500元以内的费用审批权/对员工的奖惩有建议权",
    "indicator": "产品合格率：≥98%/报表及时率100%，迟一天扣2分/销售完成率（权重40%）达到95%以上/设备完好率不低于99%",
    "rule": "员工须提前十分钟到岗/加班须提前申请/工作服由公司统一发放/夜班补贴每班20元/严禁在仓库吸烟",
}
STYLES: dict[str, Callable[[int, str], str]] = {
    "bare": lambda _, heading: heading,
    "colon": lambda _, heading: f"{heading}：",
    "numeral": lambda at, heading: f"{'一二三四五六七'[at]}、{heading}",
    "brackets": lambda _, heading: f"【{heading}】",
}
MARKS: tuple[Callable[[int, str], str], ...] = (
    lambda at, text: f"{at}、{text}；",
    lambda at, text: f"{at}. {text}",
    lambda _, text: f"{text}；",
    lambda at, text: f"（{at}）{text}。",
)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("title", ["保管员岗位说明书（示例）", "客服主管岗位职责及考核办法（示例）"])
def test_a_heading_says_of_what_kind_its_items_are(style: str, title: str) -> None:
    drawn = seeded(style + title)
    wrong = []
    for marked in MARKS:
        kinds = drawn.sample(sorted(HEADINGS), 4)
        lines = [title]
        wanted = []
        for at, kind in enumerate(kinds):
            texts = drawn.sample(SENTENCES[kind].split("/"), 3)
            lines.append(STYLES[style](at, drawn.choice(HEADINGS[kind])))
            lines += [marked(number, text) for number, text in enumerate(texts, 1)]
            wanted += [(kind, text) for text in texts]
        found = imported(read("示例.txt", "\n".join(lines).encode())).items
        said = {(item.kind, item.text.rstrip("；。")) for item in found}
        wrong += [one for one in wanted if one not in said]
    assert wrong == []


def test_a_title_is_weaker_than_a_heading() -> None:
    text = (
        "某某景区员工考勤违规处理办法（示例）\n第一条 为加强劳动纪律，制定本办法。\n第二条 请假一天由主任批准。\n"
        "第三条 未请假离岗的，扣30元。\n第四条 高温津贴按每天12元发放。\n"
    )
    found = imported(read("示例.txt", text.encode())).items
    assert [item.kind for item in found[1:]] == ["rule", "rule", "penalty", "rule"]


def test_what_is_forbidden_or_given_among_duties() -> None:
    text = (
        "防损员岗位职责（示例）\n1、对偷盗事件做好笔录，不得打骂、私自罚款；\n2、查获内盗的，按挽回金额的20%给予奖励；\n"
        "以上职责各门店应组织学习。\n（完）\n"
    )
    found = imported(read("示例.txt", text.encode())).items
    assert [item.kind for item in found[1:]] == ["duty", "reward", "summary", "site"]


def test_the_sanction_of_a_class_is_that_of_what_stands_below_its_name() -> None:
    text = (
        "车间处罚规定（示例）\n一、违规分类\nA类违规：罚款100元。\nB类违规：每次扣2分。\n二、A类违规行为\n1、带电作业；\n"
        "三、B类违规行为\n1、未戴安全帽；\n"
    )
    found = {item.text: item.fields.get("sanction", {}) for item in imported(read("示例.txt", text.encode())).items}
    assert found["带电作业；"]["amount"] == 100
    assert found["未戴安全帽；"]["unit"] == "分"


def test_columns_that_blanks_and_tabs_part_are_one_table() -> None:
    text = (
        "客房处罚标准（示例）\n　　序号　　事项　　标准\n\n　　1\t漏清垃圾\t5元/间\n\n　　2\t未关门窗\t10/次\n"
        "　　3\t拾物上交\t奖20/次\n"
    )
    found = imported(read("示例.txt", text.encode())).items
    assert [(item.kind, item.number, item.text) for item in found[2:]] == [
        ("penalty", "1", "漏清垃圾 5元/间"),
        ("penalty", "2", "未关门窗 10/次"),
        ("reward", "3", "拾物上交 奖20/次"),
    ]


def test_parts_of_the_work_have_numbers() -> None:
    text = (
        "岗位说明书（示例）\n岗位名称：编辑\n职责一　选题策划\n1. 调研市场；\n职责二　审核全部书稿并提出修改意见。\n"
        "职责三　签订合同，按期付酬。\n"
    )
    found = imported(read("示例.txt", text.encode())).items
    assert [(item.kind, item.number, item.owner) for item in found[2:]] == [
        ("heading", "职责一", "编辑"),
        ("duty", "1.", "编辑"),
        ("duty", "职责二", "编辑"),
        ("duty", "职责三", "编辑"),
    ]


def test_items_of_a_dotted_list_may_share_a_line() -> None:
    found = imported(read("示例.txt", "岗位职责（示例）\n2.1 装货；\n2.2 理货；2.3 记录车辆。\n".encode())).items
    assert [(item.number, item.text) for item in found[1:]] == [
        ("2.1", "装货；"),
        ("2.2", "理货；"),
        ("2.3", "记录车辆。"),
    ]


JUDGED = {
    "reward": (
        *(
            "节约材料的，按节约额的10%计奖",
            "提出建议被采用的，奖励购物卡一张",
            "拾金不昧，通报表扬",
            "获得锦旗一面，+5分",
        ),
        *("工作突出的，可提前转正", "质量全优的，当月绩效上浮10%", "月度之星，授予流动红旗"),
    ),
    "penalty": (
        *("私拿样品，以一罚十", "泄密者送交公安机关处理", "错发货物，运费由责任人承担", "上班喝酒，停工一周"),
        *("擅自外出，当日工资不予发放", "未完成指标，只发基本工资", "记录不全的，通报批评"),
    ),
    "rule": (
        *("所有罚款用于员工活动经费", "奖励名额不超过部门人数的10%", "处罚决定由总经理批准", "处罚单须本人签字确认"),
        *("轻微违规累计三次按一次一般违规计", "同一行为违反多条的，从重处理", "当月未被处罚的，次月清零"),
    ),
}


@pytest.mark.parametrize("heading", ["奖惩规定", "处罚规定"])
def test_rewards_and_rules_among_penalties_are_told_apart(heading: str) -> None:
    said = [(kind, text) for kind, texts in JUDGED.items() for text in texts]
    lines = [f"{number}、{text}。" for number, (_, text) in enumerate(said, 1)]
    text = "\n".join(["某某部管理手册（示例）", f"一、{heading}", *lines])
    found = imported(read("示例.txt", text.encode())).items
    assert [(item.kind, item.text.rstrip("。")) for item in found[2:]] == said


def test_the_last_line_of_a_list_may_say_what_holds_for_all_of_it() -> None:
    text = (
        "车队处罚规定（示例）\n一、其他违规\n1、酒后上岗；\n2、私自收费，罚款200元；\n3、泄露信息；\n4、脱岗；\n"
        "以上行为一经查实，罚款500元。\n"
    )
    found = {item.text: item.fields.get("sanction", {}) for item in imported(read("示例.txt", text.encode())).items}
    assert (found["泄露信息；"]["amount"], found["脱岗；"]["amount"]) == (500, 500)
    assert found["私自收费，罚款200元；"]["amount"] == 200


def test_rows_that_each_end_with_a_figure_on_its_own_line_are_rows() -> None:
    deeds = (
        "未按规定佩戴工牌上岗的",
        "私自调换班次，无人顶岗的",
        "接到投诉不登记的",
        "下班不关闭电源的",
        "泄露客户资料的",
    )
    lines = "".join(f"{'考勤纪律' + chr(10) if at == 2 else ''}{deed}\n-{at + 3}\n" for at, deed in enumerate(deeds))
    found = imported(read("示例.txt", f"失信扣分（示例）\n评价标准\n加减分\n{lines}".encode())).items
    rows = [one for one in found if one.kind == "penalty"]
    assert [(one.text, one.last - one.first) for one in rows] == [(f"{d} -{n}", 1) for n, d in enumerate(deeds, 3)]
    assert [one.fields["sanction"]["amount"] for one in rows] == [3, 4, 5, 6, 7]
    assert {one.owner for one in found} == {""}, "加减分 is a column and nobody"
    wrapped = lines.replace("私自调换班次，无人顶岗的", "私自调换班次，\n无人顶岗的")
    found = imported(read("示例.txt", f"失信扣分（示例）\n{wrapped}".encode())).items
    assert "私自调换班次，无人顶岗的 -4" in {one.text for one in found}
    pages = "规定（示例）\n" + "".join(f"本页说明第{at}项，须遵照执行。\n{at}\n" for at in range(1, 7))
    assert "本页说明第2项，须遵照执行。" in {one.text for one in imported(read("示例.txt", pages.encode())).items}
