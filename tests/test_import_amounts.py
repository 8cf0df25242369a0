"""An amount is read back however it is written: made-up sentences in every spelling, with every verb and measure."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolebook.importing.fields import fields_of
from rolebook.importing.items import imported
from rolebook.importing.readers import read as document
from rolebook.importing.written import written
from tests.importing.labels import Item, amounts

Read = tuple[float | None, float | None, str]

_DIGITS, _FORMAL, _PLACES = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", ("", "十", "百", "千")
_ACTS = ("上班迟到", "未按规定佩戴工牌", "私自调换班次的", "丢失票据", "交接记录不全")


def han(number: int, *, formal: bool = False) -> str:
    """A number from 1 to 9999 in Han numerals: 150 is 一百五十, formally 壹佰伍拾."""
    digits = _FORMAL if formal else _DIGITS
    said, shown = "", str(number)
    for place, digit in zip(reversed(range(len(shown))), shown, strict=True):
        if digit != "0":
            said += digits[int(digit)] + _PLACES[place]
        elif said and said[-1] != digits[0] and shown[len(shown) - place :].strip("0"):
            said += digits[0]
    said = said.removeprefix("一") if said.startswith("一十") else said
    return said.translate(str.maketrans("十百千", "拾佰仟")) if formal else said


def spellings(number: int) -> list[str]:
    """A number of money in digits of both widths, with a comma, and in numerals."""
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return [str(number), wide, f"{number:,}", han(number), han(number, formal=True)]


numbers = st.integers(1, 999).map(lambda one: one * 10)
acts = st.sampled_from(_ACTS)


def read(text: str, kind: str = "penalty", **around: Any) -> list[Read]:
    """The amounts of a text: least, most, unit."""
    return amounts(Item(1, 1, (kind,), fields=fields_of(kind, text, **around)))


@st.composite
def sums(draw: st.DrawFn) -> tuple[str, int]:
    """A sum of money as it may be written, and how much it is."""
    number = draw(numbers)
    said = draw(st.sampled_from(spellings(number)))
    ways = ["{}元", "{}元整", "{}块钱", "人民币{}元", "{}元人民币", "￥{}", "¥{}元", "RMB{}元"]
    return draw(st.sampled_from(ways if said[0].isdigit() else ways[:5])).format(said), number


_FINED = (
    "{act}，罚款{sum}", "{act}，每次罚款{sum}", "{act}，罚款{sum}/次", "{act}，处以{sum}罚款", "{act}，处{sum}的罚款",
    "{act}，扣工资{sum}", "{act}，扣款{sum}/人", "{act}，考核{sum}", "{act}，扣罚当月绩效{sum}",
    "{act}，给予{sum}经济处罚", "{act}罚{sum}", "{act}，一次{sum}", "{act}：{sum}/次",
    "{act}，每发现一次扣罚责任人{sum}", "{act}，乐捐{sum}",
)  # fmt: skip


@given(acts, sums(), st.sampled_from(_FINED))
@settings(max_examples=150, deadline=None)
def test_a_sum_is_read_however_it_is_written(act: str, money: tuple[str, int], sentence: str) -> None:
    said, number = money
    assert read(sentence.format(act=act, sum=said) + "。") == [(number, number, "元")]


@given(
    acts,
    st.integers(1, 99),
    st.integers(1, 99),
    st.sampled_from("-—－~～至到"),
    st.sampled_from(
        ["{act}，罚款{sum}", "{act}，处以{sum}罚款", "{act}，视情节轻重给予{sum}罚款", "{act}，每次扣{sum}"]
    ),
    st.data(),
)
@settings(max_examples=150, deadline=None)
def test_both_ends_of_a_range_are_read(
    act: str, first: int, more: int, joint: str, sentence: str, data: st.DataObject
) -> None:
    low, high = first * 10, (first + more) * 10
    place = data.draw(st.integers(0, 4))
    one, other = spellings(low)[place], spellings(high)[place]
    ways = [f"{one}元{joint}{other}元", f"{one}元以上{other}元以下", f"{one}元（含）以上{other}元以下"]
    ways += [f"{one}{joint}{other}元", f"{one}{joint}{other}元不等"] if "," not in one + other else []
    said = data.draw(st.sampled_from(ways))
    assert read(sentence.format(act=act, sum=said) + "。") == [(low, high, "元")]


_SHARES = (
    ("{act}，扣发当月奖金的{n}%", "%"), ("{act}，扣当月绩效工资{n}％", "%"), ("{act}，按损失金额的{n}%赔偿", "%"),
    ("{act}，扣除当月绩效的百分之{n}", "%"), ("{act}，扣{n}分", "分"), ("{act}，扣考核分{n}分/次", "分"),
    ("{act}，记{n}分", "分"), ("{act}，扣{n}天工资", "天工资"), ("{act}，扣罚{n}日工资", "天工资"),
    ("{act}，处以差额{n}倍罚款", "倍"), ("{act}，按差价的{n}倍处罚", "倍"), ("{act}，按原价的{n}倍赔偿", "倍"),
)  # fmt: skip


@given(acts, st.integers(2, 20), st.sampled_from([str, han]), st.sampled_from(_SHARES))
@settings(max_examples=150, deadline=None)
def test_points_shares_days_and_multiples_keep_their_measure(
    act: str, number: int, spell: Callable[[int], str], sentence: tuple[str, str]
) -> None:
    said = str(number) if "%" in sentence[0] or "％" in sentence[0] else spell(number)
    assert read(sentence[0].format(act=act, n=said) + "。") == [(number, number, sentence[1])]


@given(acts, st.lists(numbers, min_size=2, max_size=4, unique=True).map(sorted), st.sampled_from(["罚款", "扣", ""]))
@settings(max_examples=80, deadline=None)
def test_each_step_of_a_ladder_has_its_sum_and_its_number(act: str, steps: list[int], verb: str) -> None:
    said = "，".join(f"第{han(place)}次{verb}{step}元" for place, step in enumerate(steps, 1))
    sanctions = fields_of("penalty", f"{act}，{said}。")["sanction"]
    assert [(one["nth"], one["amount"]) for one in sanctions] == list(enumerate(steps, 1))


@given(numbers, st.sampled_from(["次", "人", "票", "单"]), st.sampled_from(["处理", "处罚标准", "备注", "考核"]))
@settings(max_examples=60, deadline=None)
def test_a_bare_figure_of_a_table_is_money_beside_what_it_is_counted_by(number: int, by: str, heading: str) -> None:
    headings = ("违规行为", heading)
    assert read("", cells=("漏登台账", f"{number}/{by}"), headings=headings) == [(number, number, "元")]
    own = ("违规行为", "罚款", "单位")
    assert read("", cells=("漏登台账", str(number), by), headings=own) == [(number, number, "元")]


def test_thresholds_windows_and_caps_are_no_amounts() -> None:
    assert read("当月累计迟到三次的，罚款100元。") == [(100, 100, "元")]
    assert read("损失在500元以下的，罚款50元；500元以上的，罚款200元。") == [(200, 200, "元"), (50, 50, "元")]
    assert read("迟到每分钟扣2元，封顶100元。") == [(2, 2, "元")]
    assert read("连续旷工3天或全年累计旷工7天的，予以除名。") == []
    assert read("罚款不低于100元。") == [(100, None, "元")]
    assert read("泄露客户资料的，罚款5000元以上，并追究法律责任。") == [(5000, None, "元")]
    first = fields_of("penalty", "未请假离岗的，1小时以内扣30元，1小时至半天扣100元。")
    assert first["violations"] == ["未请假离岗"]
    assert [one["condition"] for one in first["sanction"]] == ["1小时以内", "1小时至半天"]


def test_what_is_added_to_a_sanction_above_the_list_stands_beside_it() -> None:
    above = "较重违规，每次罚款100元并书面检查："
    assert read("与游客争吵；", given=above) == [(100, 100, "元")]
    assert read("推诿不办，造成投诉的加罚200元；", given=above) == [(100, 100, "元"), (200, 200, "元")]
    assert read("代打卡的，罚款300元；", given=above) == [(300, 300, "元")]
    kinds = fields_of("penalty", "倒卖门票，并追缴全部票款；", given="严重违规，解除劳动合同：")["sanction"]
    assert [one["kind"] for one in kinds] == ["dismissal", "damages"]


def test_the_times_of_a_bare_ladder_are_no_conditions() -> None:
    row = fields_of("penalty", "", ("叉车载人", "第一次100，第二次200，第三次调离岗位"), ("违规行为", "处理"))
    assert [(one["kind"], one.get("amount"), one["nth"]) for one in row["sanction"]] == [
        ("money", 100, 1),
        ("money", 200, 2),
        ("transfer", None, 3),
    ]
    assert not any("condition" in one for one in row["sanction"])


def test_what_follows_at_one_time_keeps_that_time() -> None:
    ladder = fields_of("penalty", "未戴安全帽，当月第一次罚50元，第二次罚100元并停岗培训。")["sanction"]
    assert [(one["kind"], one["nth"], one["within"]) for one in ladder] == [
        ("money", 1, "month"),
        ("money", 2, "month"),
        ("suspension", 2, "month"),
    ]
    shares = fields_of("penalty", "差错超标的，扣发编辑费的50%、校对费的20%。")["sanction"]
    assert [(one["amount"], one["base"]) for one in shares] == [(50, "编辑费"), (20, "校对费")]


def test_acts_that_stand_behind_a_sanction_are_acts_too() -> None:
    read_ = fields_of("penalty", "记录漏记一次扣10元，编造记录的扣50元，造成损失的照价赔偿。")
    assert read_["violations"] == ["记录漏记", "编造记录"]
    assert [one.get("condition") for one in read_["sanction"]] == [None, "编造记录", "造成损失"]


def test_a_sum_without_a_unit_is_what_the_rest_of_the_document_counts_in() -> None:
    lines = [
        "迟到20块",
        "私自换班的 50",
        "吵架 先骂人的200 还嘴的100",
        "梯子绳子丢了 梯子120 绳子15元一根",
        "借工具不还，每人30",
    ]
    text = "某队处罚规定（示例）\n" + "\n".join(f"{number}、{line}" for number, line in enumerate(lines, 1))
    found = [one for one in imported(document("示例.txt", text.encode())).items if one.kind == "penalty"]
    assert [[one[0] for one in amounts(Item(1, 1, ("penalty",), fields=one.fields))] for one in found] == [
        [20],
        [50],
        [100, 200],
        [120, 15],
        [30],
    ]
    assert found[2].fields["violations"] == ["吵架", "先骂人"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("缺勤一次罚款五十", [(50, 50, "元")]),
        ("罚款：1,000元", [(1000, 1000, "元")]),
        ("每漏一瓶扣五角", [(0.5, 0.5, "元")]),
        ("旷工半天扣一天半工资", [(1.5, 1.5, "天工资")]),
        ("逾期交货的，按合同额的千分之一扣罚", [(1, 1, "‰")]),
        ("单笔不超过 10 万元的逾期，扣 1 分", [(1, 1, "分")]),
        ("迟到10分钟以内每次10元；超过10分钟每次30元；超过30分钟按旷工半天处理", [(10, 10, "元"), (30, 30, "元")]),
        ("缺课按 100 元/节从课时费里扣", [(100, 100, "元")]),
        ("第2条要求的记录漏填", []),
        ("泄露资料的，承担赔偿金额的百分之三十至百分之五十", [(30, 50, "%")]),
        ("抽检不合格的，违约金：2万元人民币/每车；", [(20000, 20000, "元")]),
        ("送礼的，按五千元至两万元支付违约金", [(5000, 20000, "元")]),
        ("漏盘一次扣5分，一分二十元，从当月奖金里扣", [(5, 5, "分")]),
        ("巡场记录缺失\t每少一次10元", [(10, 10, "元")]),
        ("漏水：3处以内不扣，每少一处加1分，每多一处扣1分", [(1, 1, "分")]),
        ("漏贴标签扣20元，超过五个的按200元算", [(20, 20, "元"), (200, 200, "元")]),
        ("有责投诉\t一次3分、二次6分、三次待岗", [(3, 3, "分"), (6, 6, "分")]),
        ("叉车上站人的，头一回扣2分，再犯扣6分", [(2, 2, "分"), (6, 6, "分")]),
    ],
)
def test_a_sum_is_read_in_whatever_it_is_counted(text: str, wanted: list[Read]) -> None:
    assert read(text) == wanted


def test_the_unit_that_a_document_states_holds_for_the_bare_figures_of_its_tables() -> None:
    rows = ["序号\t事项\t标准\t备注", "1\t漏唱价\t5\t每次", "2\t加错油\t100\t另赔损失", "3\t离岗\t20\t次，看情节"]
    text = "某站月度考核扣奖表（示例）\n编制：财务部\t单位：元\n" + "\n".join(rows)
    found = [one for one in imported(document("示例.txt", text.encode())).items if one.kind == "penalty"]
    assert [amounts(Item(1, 1, ("penalty",), fields=one.fields)) for one in found] == [
        [(5, 5, "元")],
        [(100, 100, "元")],
        [(20, 20, "元")],
    ]
    steps = ("行为", "第 1 次", "第 2 次")
    row = fields_of("penalty", "", ("上课看手机", "50元", "书面警告"), steps)["sanction"]
    assert [(one["kind"], one["nth"]) for one in row] == [("money", 1), ("written-warning", 2)]


def test_a_share_says_of_what_it_is_and_a_sum_is_named_once() -> None:
    shares = {
        "延误交货的，赔偿客户损失的30%": "客户损失",
        "收费率不达标的，扣经理当月绩效5％": "当月绩效",
        "造成返工的，按返工费用的50％赔偿": "返工费用",
    }
    assert {text: fields_of("penalty", text)["sanction"]["base"] for text in shares} == shares
    given_ = fields_of("penalty", "工具不归位；", given="扣款（每次20元）：")["sanction"]
    assert (given_["kind"], given_["amount"]) == ("money", 20)


def test_what_stands_in_a_cell_of_its_own_follows_from_the_whole_of_the_first() -> None:
    row = fields_of("penalty", "", ("年度内累计记过三次者", "记大过"), ("行为", "奖惩类型"))
    assert (row["violations"], row["sanction"]["kind"]) == (["年度内累计记过三次"], "major-demerit")
    counted = fields_of("penalty", "行业通报扣2分，媒体曝光扣5分")["sanction"]
    assert [(one["kind"], one["amount"]) for one in counted] == [("points", 2), ("points", 5)]


@pytest.mark.parametrize(
    ("lead", "acts", "wanted"),
    [
        ("书面警告：", ["1、当班打盹的；", "2、私改排班表的。"], "written-warning"),
        ("记大过：", ["1、当班打盹的；", "2、私改排班表的。"], "major-demerit"),
        ("3.2 有下列情形之一的，每次罚款50元。", ["a) 未戴手套的；", "b) 漏填台账的。"], "money"),
    ],
)
def test_what_follows_is_taken_from_the_line_above_a_list(lead: str, acts: list[str], wanted: str) -> None:
    text = "\n".join(["某厂处罚规定（示例）", "处罚条款", lead, *acts])
    found = [one.fields for one in imported(document("示例.txt", text.encode())).items if one.text.endswith("的；")]
    assert [fields["sanction"]["kind"] for fields in found] == [wanted]


def test_parts_of_a_cell_have_the_unit_of_their_table() -> None:
    rows = ["序号\t事项\t标准", "1\t撞货架\t500，待岗", "2\t晚到\t10/单/天，司机禁入", "3\t受潮\t照价赔偿，另计300/票"]
    text = "某库扣罚表（示例）\n单位：元\n" + "\n".join(rows)
    found = [one.fields for one in imported(document("示例.txt", text.encode())).items if one.kind == "penalty"]
    assert [amounts(Item(1, 1, ("penalty",), fields=fields)) for fields in found] == [
        [(500, 500, "元")],
        [(10, 10, "元")],
        [(300, 300, "元")],
    ]


@pytest.mark.parametrize(
    "above", [["示例店扣奖表", "编制：财务部\t单位：元"], ["编制：财务部\t单位：元"], ["示例店扣奖表"]]
)
def test_a_row_is_written_with_its_sum_and_cites_the_line_that_has_the_unit(above: list[str]) -> None:
    rows = [
        "序号\t考核内容\t标准\t备注",
        "1\t长款不上报\t100\t次",
        "2\t过期商品未下架\t30\t个",
        "3\t钱未存行\t扣50元\t天，看情节",
    ]
    read = imported(document("示例.txt", "\n".join([*above, *rows]).encode()))
    found = [one for one in read.items if one.kind == "penalty"]
    (said, *_), *_ = each = [written(one) for one in found]
    assert [one.text for sentences in each for one in sentences] == [
        "长款不上报，100元/次。",
        "过期商品未下架，30元/个。",
        "钱未存行，扣50元/天，看情节。",
    ]
    assert not said.is_assembled, "the sum stands in the row itself"
    places = {one.given_lines for one in found if one.given.startswith("单位")}
    assert places <= {(place, place) for place, line in enumerate(above, 1) if "单位" in line}


def test_what_stands_side_by_side_with_a_sum_each_is_parted_and_signed_points_are_read() -> None:
    beside = "质量缺陷: 额外扣15分 | 安全事故: 额外扣30分\n"
    below = "推诿扯皮: -50分 — 不共享信息\n会议拖沓: -30分 — 没有结论\n本办法自下月起执行。\n"
    found = imported(document("示例.txt", f"积分处罚（示例）\n{beside}{below}".encode())).items[1:4]
    said = [(one.first, one.fields["violations"], one.fields["sanction"]["amount"]) for one in found]
    assert said == [(2, ["质量缺陷"], 15), (2, ["安全事故"], 30), (3, ["推诿扯皮"], 50)]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("迟到一次扣1分，罚 10 个俯卧撑。", [("points", 1)]),
        ("否则罚款50起", [("money", {"min": 50})]),
        ("缺席的扣3分，出现两次记零分。", [("points", 3), ("points", None)]),
        ("无故缺席的，扣5分（人民币50元）", [("points", 5), ("money", 50)]),
        ("只拍照的扣50元。（故意远离的100元一次）。", [("money", 50), ("money", 100)]),
    ],
)
def test_a_sum_in_brackets_counts_and_what_is_no_sum_does_not(sentence: str, wanted: list[Any]) -> None:
    sanctions = fields_of("penalty", sentence)["sanction"]
    listed = sanctions if isinstance(sanctions, list) else [sanctions]
    assert [(one["kind"], one.get("amount")) for one in listed] == wanted
