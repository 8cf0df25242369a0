"""What `import` reads out of a sentence: sanctions and rewards with their amounts, qualifications, indicators, facts.

The sentences are made up for this test, or stand in the real library, whose own fields are then what must be read.
"""

from pathlib import Path
from typing import Any

import pytest

from rolebook.importing.fields import fields_of
from rolebook.importing.items import imported
from rolebook.importing.readers import read as document
from rolebook.loading.load import load
from rolebook.model.entries import Penalty, Qualification

MONEY = {"kind": "money", "currency": "CNY"}

PENALTIES = {
    "迟到10分钟以内罚10元，30分钟以内罚20元。": (
        ["迟到"],
        [
            MONEY | {"wording": "罚10元", "amount": 10, "condition": "10分钟以内"},
            MONEY | {"wording": "罚20元", "amount": 20, "condition": "30分钟以内"},
        ],
    ),
    "打架斗殴，处以500-1000元罚款，情节严重者予以辞退。": (
        ["打架斗殴"],
        [
            MONEY | {"wording": "处以500-1000元罚款", "amount": {"min": 500, "max": 1000}},
            {"kind": "dismissal", "wording": "予以辞退", "condition": "情节严重"},
        ],
    ),
    "仓库内吸烟的，第一次罚款200元，第二次降职。": (
        ["仓库内吸烟"],
        [
            MONEY | {"wording": "罚款200元", "amount": 200, "nth": 1},
            {"kind": "demotion", "wording": "降职", "nth": 2},
        ],
    ),
    "上班时间玩手机者罚五十元/次": (["上班时间玩手机"], MONEY | {"wording": "罚五十元/次", "amount": 50}),
    "未戴工牌\t10元/次": (["未戴工牌"], MONEY | {"wording": "10元/次", "amount": 10}),
    "迟到、早退、旷工，每次扣罚当月工资的10%": (
        ["迟到", "早退", "旷工"],
        {"kind": "money", "wording": "扣罚当月工资的10%", "amount": 10, "unit": "%", "base": "当月工资"},
    ),
    "丢失钥匙的，每把扣5分，罚款伍拾元。": (
        ["丢失钥匙"],
        [
            {"kind": "points", "wording": "扣5分", "amount": 5, "unit": "分"},
            MONEY | {"wording": "罚款伍拾元", "amount": 50},
        ],
    ),
    "价签与实际售价不符的，每项扣绩效20元，当月累计不超过100元。": (
        ["价签与实际售价不符"],
        MONEY | {"wording": "扣绩效20元", "amount": 20, "cap": 100},
    ),
    "造成损失500元以上的，由责任人赔偿损失的30%。": (
        ["造成损失500元以上"],
        {"kind": "damages", "wording": "由责任人赔偿损失的30%", "amount": 30, "unit": "%", "base": "损失"},
    ),
    "旷工一天扣发三天工资": (
        ["旷工一天"],
        {"kind": "money", "wording": "扣发三天工资", "amount": 3, "unit": "天工资", "base": "本人日工资"},
    ),
    "首件未送检即批量生产的，扣班组长5分、操作工3分；": (
        ["首件未送检即批量生产"],
        [
            {"kind": "points", "wording": "扣班组长5分、操作工3分", "amount": 5, "unit": "分"},
            {
                "kind": "points",
                "wording": "扣班组长5分、操作工3分",
                "amount": 3,
                "unit": "分",
                "condition": "操作工",
            },
        ],
    ),
    "迟到10分钟内罚10元，每增加10分钟增扣5元，直至50元；": (
        ["迟到"],
        MONEY | {"wording": "罚10元，每增加10分钟增扣5元", "amount": 10, "cap": 50},
    ),
    "未验视收寄违禁品，罚款1000元起。": (
        ["未验视收寄违禁品"],
        MONEY | {"wording": "罚款1000元起", "amount": {"min": 1000}},
    ),
    "年内记过满2次 → 解除劳动合同": (
        ["年内记过满2次"],
        {"kind": "dismissal", "wording": "解除劳动合同", "nth": 2, "within": "year"},
    ),
    "录音抽检不合格一通扣l0元。": (["录音抽检不合格一通扣l0元"], None),
    "泄露配方的，解除劳动合同，并追究法律责任。": (
        ["泄露配方"],
        {"kind": "dismissal", "wording": "解除劳动合同，并追究法律责任"},
    ),
    "旷工的，按日扣3倍工资。": (
        ["旷工"],
        {"kind": "money", "wording": "按日扣3倍工资", "amount": 3, "unit": "倍", "base": "工资"},
    ),
    "睡岗\t首次100元，第二次解除": (
        ["睡岗"],
        [MONEY | {"wording": "100元", "amount": 100, "nth": 1}, {"kind": "dismissal", "wording": "解除", "nth": 2}],
    ),
    "拒绝签字的，由两人证明，照罚不误，罚款50元。": (["拒绝签字"], MONEY | {"wording": "罚款50元", "amount": 50}),
    "一年内累计记过三次的，解除劳动合同。": (
        ["一年内累计记过三次"],
        {"kind": "dismissal", "wording": "解除劳动合同", "nth": 3, "within": "year"},
    ),
    "其他可“辞退”的做法，扣300元": (["其他可“辞退”的做法"], MONEY | {"wording": "扣300元", "amount": 300}),
    "犯乙类过失，扣10分，停发当月全勤奖": (
        ["犯乙类过失"],
        [
            {"kind": "points", "wording": "扣10分", "amount": 10, "unit": "分"},
            {"kind": "allowance-cancelled", "wording": "停发当月全勤奖"},
        ],
    ),
    "旷工一个班，罚款120元；旷工两个班，罚款260元。": (
        ["旷工"],
        [
            MONEY | {"wording": "罚款120元", "amount": 120, "condition": "旷工一个班"},
            MONEY | {"wording": "罚款260元", "amount": 260, "condition": "旷工两个班"},
        ],
    ),
    "影响他人操作且不服管理者\t记过": (["影响他人操作且不服管理"], {"kind": "demerit", "wording": "记过"}),
    "年内被记大过的，同时予以降级": (["年内被记大过"], {"kind": "demotion", "wording": "降级"}),
    "若如期上报但数字有误，扣50元": (["如期上报但数字有误"], MONEY | {"wording": "扣50元", "amount": 50}),
    "泄露价格的，除按法律处理外，罚款50元。": (["泄露价格"], MONEY | {"wording": "罚款50元", "amount": 50}),
    "参加消防考核不合格的，书面警告。": (["参加消防考核不合格"], {"kind": "written-warning", "wording": "书面警告"}),
}


@pytest.mark.parametrize("text", PENALTIES)
def test_a_penalty_is_taken_apart(text: str) -> None:
    violations, sanction = PENALTIES[text]
    fields = fields_of("penalty", text)
    assert (fields["violations"], fields.get("sanction")) == (violations, sanction)


def test_an_amount_given_above_holds_for_each_item() -> None:
    assert fields_of("penalty", "1、迟到", given="以下每项每次罚10元")["sanction"]["amount"] == 10
    row = fields_of("penalty", "", cells=("漏登台账", "20"), headings=("事项", "处罚标准（元）"))
    assert row["sanction"] == MONEY | {"wording": "20元", "amount": 20}


def test_a_reward_is_no_penalty() -> None:
    assert fields_of("reward", "拾金不昧者予以表扬，加5分") == {
        "achievements": ["拾金不昧"],
        "rewards": [
            {"kind": "commendation", "wording": "予以表扬"},
            {"kind": "points", "wording": "加5分", "amount": 5, "unit": "分"},
        ],
    }
    danger = fields_of("reward", "发现火灾等重大隐患并及时报告的，奖励500元。")
    assert danger["achievements"] == ["发现火灾等重大隐患并及时报告"]
    assert fields_of("reward", "超额完成任务的，按超额部分的5%计发奖金")["rewards"]["base"] == "超额部分"


def test_a_qualification_says_what_it_asks_for() -> None:
    assert fields_of("qualification", "本科及以上学历，会计、财务管理或审计相关专业") == {
        "aspect": "education",
        "necessity": "required",
        "degree": "bachelor",
        "majors": ["会计", "财务管理", "审计"],
    }
    assert fields_of("qualification", "持有电工证、C1驾照者优先")["certificates"] == ["电工证", "C1驾照"]
    assert fields_of("qualification", "年龄18-45周岁，身体健康")["age"] == {"min": 18, "max": 45}
    assert fields_of("qualification", "年满十八周岁")["age"] == {"min": 18}
    assert fields_of("qualification", "两年及两年以上销售经验更好") == {
        "aspect": "experience",
        "necessity": "preferred",
        "years": {"min": 2},
    }
    assert fields_of("qualification", "硕士研究生以上学历")["degree"] == "master"
    majors = fields_of("qualification", "本科学历，机械设计制造及其自动化、电气工程等理工科专业")["majors"]
    assert majors == ["机械设计制造及其自动化", "电气工程"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("做过组长1年以上，懂工序拆分", {"years": {"min": 1}}),
        ("持A2以上驾驶证和从业资格证", {"certificates": ["A2以上驾驶证", "从业资格证"]}),
        ("证书：高级维修电工证，美术等级证书", {"certificates": ["高级维修电工证", "美术等级证书"]}),
        ("年满18周岁，女性50周岁以下，男性55周岁以下", {"age": {"min": 18}}),
        ("挡车工年龄放宽到48岁", {"age": {"max": 48}}),
        ("文化程度不限。", {"degree": "any"}),
        ("英语类专业本科起；", {"degree": "bachelor"}),
        ("陪学生递过签的，优先；", {"necessity": "preferred"}),
    ],
)
def test_a_qualification_is_read_in_the_words_of_its_writer(text: str, wanted: dict[str, Any]) -> None:
    fields = fields_of("qualification", text)
    assert {key: fields.get(key) for key in wanted} == wanted


def test_what_may_be_eased_is_another_way_to_qualify() -> None:
    ways = fields_of("qualification", "20-35岁，有三年以上同岗经历的可放宽到40岁。")["alternatives"]
    assert [(one["necessity"], one["age"]["max"]) for one in ways] == [("required", 35), ("required", 40)]
    row = fields_of("qualification", "大专 5年仓储管理", ("大专", "5年仓储管理"), ("学历", "经验"))
    assert row["years"] == {"min": 5}


def test_a_row_of_indicators_and_a_row_of_fields_are_read_by_their_columns() -> None:
    headings = ("序号", "指标名称", "权重", "目标值", "计算公式", "评分标准")
    row = ("1", "差错率", "20%", "≤0.1%", "差错笔数/总笔数", "每增加0.1%扣5分")
    assert fields_of("indicator", "", row, headings) == {
        "name": "差错率", "weight": 20, "target": "≤0.1%", "measure": "差错笔数/总笔数", "scoring": "每增加0.1%扣5分",
    }  # fmt: skip
    assert fields_of("fact", "岗位名称：门店主管  岗位编号：A-01  编　制：2") == {
        "title": "门店主管",
        "code": "A-01",
        "headcount": 2,
    }
    assert fields_of("fact", "招聘人数：3人  值班时间：18:00-6:00  直属领导：厂长") == {
        "headcount": 3,
        "hours": "18:00-6:00",
        "reports_to": "厂长",
    }
    cells, heads = ("一次合格率", "≥98%", "40%", "每低1%扣5分"), ("目标", "指标", "权重", "怎么算")
    assert fields_of("indicator", "", cells, heads) == {
        "name": "一次合格率", "target": "≥98%", "weight": 40, "scoring": "每低1%扣5分",
    }  # fmt: skip
    titles = ("考核类别", "考核指标", "考核标准", "分值")
    for said in (["内勤", "有责投诉", "每起扣3分", "10"], ["有责投诉", "每起扣3分", "10"]):
        assert fields_of("indicator", "", said, titles[: len(said)]) == {
            "name": "有责投诉", "scoring": "每起扣3分", "weight": 10,
        }  # fmt: skip


def test_an_indicator_s_name_ends_where_its_measure_begins() -> None:
    read = {
        "回款率  20%  98%  低于98%每1%扣2分，低于90%为0分": ["回款率", "98%", "低于98%每1%扣2分，低于90%为0分"],
        "净续约率 / 40% / ≥105% / 每低1%扣2分": ["净续约率", "≥105%", "每低1%扣2分"],
        "新客户数每季度不少于6家，占25%；": ["新客户数", "每季度不少于6家", None],
        "部门全年维修费控制在86万元以内。": ["部门全年维修费", "控制在86万元以内", None],
        "季度回款80万元，占60%；": ["季度回款", "80万元", None],
    }
    found = {text: fields_of("indicator", text) for text in read}
    assert {text: [one.get(key) for key in ("name", "target", "scoring")] for text, one in found.items()} == read


def test_groups_of_indicators_in_a_table_without_headings_are_no_names() -> None:
    rows = [
        "器械\t每周抽查（未达标每包减0.8分）\t6.00",
        "包干区\t抽查未达标每次减1分\t8.00",
        "手卫生\t按规范洗手\t4.00",
    ]
    text = "护士组长评分表（示例）\n" + "\n".join(f"院感\t{row}" for row in rows)
    found = [one.fields for one in imported(document("示例.txt", text.encode())).items if one.kind == "indicator"]
    assert [(one["name"], one.get("scoring"), one["weight"]) for one in found] == [
        ("器械", "未达标每包减0.8分", 6),
        ("包干区", "抽查未达标每次减1分", 8),
        ("手卫生", None, 4),
    ]


def test_the_library_s_own_clauses_are_read_as_their_editor_wrote_them() -> None:
    library = load(Path()).library
    assert library is not None
    clauses = [one for one in library.clauses.values() if not one.retired]
    penalties = [one for one in clauses if isinstance(one, Penalty)]
    assert len(penalties) == 6
    for one in penalties:
        read = fields_of("penalty", one.text)["sanction"]
        amounts = [each["amount"] for each in (read if isinstance(read, list) else [read]) if "amount" in each]
        assert amounts == [sanction.amount for sanction in one.sanctions if sanction.amount is not None], one.id
    for asked in (one for one in clauses if isinstance(one, Qualification)):
        fields = fields_of("qualification", asked.text)
        assert (fields.get("degree", ""), fields["necessity"]) == (asked.degree, asked.necessity), asked.id


@pytest.mark.parametrize(
    ("kind", "text", "acts"),
    [
        ("penalty", "代他人打卡的，打卡人与被打卡人各罚50元。", ["代他人打卡"]),
        ("reward", "及时发现错版、漏页，避免整批返工的；", ["及时发现错版、漏页，避免整批返工"]),
        ("reward", "连续三个月服务之星，发奖金300元。", ["连续三个月服务之星"]),
    ],
)
def test_what_is_no_act_is_none(kind: str, text: str, acts: list[str]) -> None:
    """Neither who pays nor the verb before a sum is a deed, and what is found out is one."""
    given = "有下列情形之一的，给予嘉奖，并发给奖金100元：" if text.endswith("；") else ""
    assert fields_of(kind, text, given=given)["violations" if kind == "penalty" else "achievements"] == acts


@pytest.mark.parametrize("end", ["第三次及以上", "第三次起", "第三次以后", "三次以上"])
def test_a_time_from_which_a_fine_holds_leaves_no_condition(end: str) -> None:
    last = fields_of("penalty", f"上班睡觉的，第一次警告，第二次罚50元，{end}罚100元。")["sanction"][-1]
    assert last == {"kind": "money", "wording": "罚100元", "amount": 100, "currency": "CNY", "nth": 3}


@pytest.mark.parametrize(
    ("text", "acts", "wanted"),
    [
        ("报废率最低的河滨店，奖励聚餐费800元。", ["报废率最低"], ["bonus"]),
        ("司龄满五年，赠金牌一枚", ["司龄满五年"], ["other"]),
        ("拾金不昧的，经店务会讨论，奖50元", ["拾金不昧"], ["bonus"]),
        ("建议被采用，每条50元", ["建议被采用"], ["bonus"]),
        ("在渔港抢救原料并负责到底者\t表扬", ["在渔港抢救原料并负责到底"], ["commendation"]),
    ],
)
def test_an_achievement_is_read_without_whose_it_is(text: str, acts: list[str], wanted: list[str]) -> None:
    fields = fields_of("reward", text)
    rewards = fields["rewards"] if isinstance(fields["rewards"], list) else [fields["rewards"]]
    assert (fields["achievements"], [one["kind"] for one in rewards]) == (acts, wanted)


def test_rules_before_the_sentence_that_punishes_are_no_acts() -> None:
    text = "听从调度，当班专心。当班打扑克，每次扣3分。不得在库内吸烟。违者罚款50元。"
    assert fields_of("penalty", text)["violations"][:1] == ["当班打扑克"]
    assert fields_of("penalty", "不得在库内吸烟。违者罚款50元。")["violations"] == ["在库内吸烟"]
    assert fields_of("penalty", "", ("30元/次", "丢失工具"))["violations"] == ["丢失工具"]
    late = fields_of("penalty", "租车未还，逾期1天扣1分；")
    assert (late["per"], late["sanction"]["amount"]) == (["day"], 1)
    assert fields_of("penalty", "巡检造假，扣抵：1000元/每份；")["per"] == ["份"]
    below = fields_of("penalty", "业绩低于标准的70%；", given="有以下情况之一，降一个星级：")
    assert below["sanction"]["kind"] == "demotion"


def test_who_answers_for_an_act_and_what_leads_to_a_list_are_no_acts() -> None:
    row = fields_of("penalty", "", ("布场漏项", "宴会主管", "50元/项"), ("情形", "责任岗位", "处理"))
    assert row["violations"] == ["布场漏项"]
    assert fields_of("penalty", "", ("上菜超时", "传菜领班", "50元/次"))["violations"] == ["上菜超时"]
    above = "重警告 。谁做了下面的事，给重警告，再罚款80元："
    found = fields_of("penalty", "把水带拿去冲地；", given=above)
    assert [(one["kind"], one.get("condition")) for one in found["sanction"]] == [("warning", None), ("money", None)]


def test_a_sum_at_the_end_of_a_line_is_the_plain_one_and_what_is_worse_has_its_own() -> None:
    fields = fields_of("penalty", "散布谣言。造成严重后果者罚款300元辞退处理。 100-150元/次")
    plain, worse, last = fields["sanction"]
    assert (fields["violations"], fields["per"]) == (["散布谣言"], ["occurrence"])
    assert (plain["amount"], plain.get("condition")) == ({"min": 100, "max": 150}, None)
    assert [(one["kind"], one["condition"]) for one in (worse, last)] == [
        ("money", "造成严重后果"),
        ("dismissal", "造成严重后果"),
    ]


def test_what_must_be_reached_for_a_prize_is_none_of_it_and_a_prize_is_said_once() -> None:
    prize = fields_of("reward", "银星（示例）：季度平均分数 ≥  80 分，奖励金额 240 元")["rewards"]
    assert (prize["kind"], prize["amount"]) == ("bonus", 240)
    praised = fields_of("reward", "嘉奖通报全店，并颁发奖金150元，奖金在一周内发放。")["rewards"]
    assert [(one["kind"], one.get("condition")) for one in praised] == [("commendation", None), ("bonus", None)]


@pytest.mark.parametrize(
    ("end", "amount"), [("-1~10", {"min": 1, "max": 10}), ("-30至-90", {"min": 30, "max": 90}), ("-15", 15)]
)
def test_a_signed_figure_at_the_end_of_a_line_is_points(end: str, amount: Any) -> None:
    fields = fields_of("penalty", f"拖延工作 {end}")
    sanction = fields["sanction"]
    assert fields["violations"] == ["拖延工作"]
    assert (sanction["kind"], sanction["amount"], sanction["unit"]) == ("points", amount, "分")


@pytest.mark.parametrize(
    ("text", "cells", "act"),
    [
        ("二级报警：驾驶途中超速未达20%的，处以50元罚款。", (), "驾驶途中超速未达20%"),
        ("重点检查：先查记录，未签字就交班，每次扣2分", (), "未签字就交班"),
        ("会议迟到：5分钟以内20元", (), "会议迟到"),
        (
            "固有危险 危险源 未按规定登记危险源的，扣10分",
            ("固有危险", "危险源", "未按规定登记危险源的，扣10分"),
            "未按规定登记危险源",
        ),
        ("地面 未拖净的，扣2分", ("地面", "未拖净的，扣2分"), "地面"),
        ("班组（车间）组织的例会不参加的，扣5分", (), "班组（车间）组织的例会不参加"),
    ],
)
def test_a_label_is_the_act_only_where_nothing_behind_it_is(text: str, cells: tuple[str, ...], act: str) -> None:
    assert act in fields_of("penalty", text, cells)["violations"]
    assert not any(
        one.startswith(("二级", "重点", "固有", "组织")) for one in fields_of("penalty", text, cells)["violations"]
    )


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("领料人须当面点清，违者罚款20元。", ["领料人未当面点清"]),
        ("上、下班必须打卡，未打卡的罚20元。", ["上、下班未打卡"]),
        ("按时上报台账，否则每次扣2分。", ["未按时上报台账"]),
        ("钥匙须登记，私自配钥匙的，罚50元。", ["私自配钥匙"]),
        ("爱护公物，如有人为损坏，照价赔偿。", ["人为损坏"]),
        ("半月保养漏做，须三日内补做，每次扣5元。", ["半月保养漏做"]),
        ("扣货要挟付款，罚款500元。", ["扣货要挟付款"]),
        ("发生负次要责任的事故，罚款500元。", ["发生负次要责任的事故"]),
        ("不得在库内吸烟，违反的，每人扣4分。", ["在库内吸烟"]),
        ("注意力分散，每次扣2分。", ["注意力分散"]),
        ("积极性差，扣5分。", ["积极性差"]),
        ("损坏公物者须修好，罚50元。", ["损坏公物者须修好"]),
        ("离岗前须关灯，违者罚20元。", ["离岗前未关灯"]),
    ],
)
def test_what_ought_to_be_done_is_no_violation_but_that_it_was_not(text: str, acts: list[str]) -> None:
    assert fields_of("penalty", text)["violations"] == acts


def test_the_most_that_is_taken_is_no_further_sum() -> None:
    found = fields_of("penalty", "用例缺项，每缺1项扣5分，扣完25分为止")["sanction"]
    assert (found["amount"], found["cap"]) == (5, 25)


def test_a_row_beside_what_an_aspect_is_worth_says_what_was_done() -> None:
    cells = ("1.储存", "周边环境（10分）", "存放散装炸药或雷管的，扣8分")
    assert fields_of("penalty", " ".join(cells), cells)["violations"] == ["存放散装炸药或雷管"]
