"""What the importer knows of documents from labelled ones, beyond its rules. All documents are made up (示例)."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rolebook.importing.features import IS_SENTENCE
from rolebook.importing.items import Item, imported
from rolebook.importing.learnt import kind_of, weights
from rolebook.importing.readers import read
from rolebook.importing.review_rows import DOUBTFUL
from tests.importing.learn import learnt_from

SCORES = """示例诊所护士月度评分表
基本要求 着装 护士服整洁，佩戴胸牌 5.00
基本要求 仪容 指甲剪短，不戴首饰 5.00
本职工作 配药 双人核对，配错一次减2分 10.00
本职工作 学习 缺席一次培训减1分 5.00
本职工作 随访 出院三天内电话随访，漏一例减1分 10.00
"""
OFFER = """示例茶艺馆招聘信息
职位名称：茶艺师
岗位职责：
1、为客人介绍茶品并现场冲泡；
2、保持茶席整洁。
任职要求：
1、有茶艺师证书；
2、普通话流利。
立即投递
"""


def items(text: str) -> list[Item]:
    """The items of a made-up document."""
    return list(imported(read("示例.txt", text.encode())).items)


def test_the_weights_are_those_of_the_labelled_documents() -> None:
    assert weights().learnt_from == learnt_from(), "the labelled documents changed: run `make learn`"


def test_rows_of_a_score_sheet_are_indicators_though_they_say_what_is_taken_off_or_they_are_doubtful() -> None:
    _, *rows = items(SCORES)
    told = {row.text.split()[1]: row for row in rows}
    for name in ("配药", "随访"):
        assert told[name].kind == "indicator"
        assert told[name].reason.zh.startswith("同类文件里这样的行多半是考核指标：")
        assert told[name].reason.en.startswith("such lines mostly are indicators: ")
    assert all(row.kind == "indicator" or row.confidence < DOUBTFUL for row in rows)


def test_what_a_site_for_offers_of_work_puts_below_them_is_no_qualification() -> None:
    assert [(one.kind, one.text) for one in items(OFFER)][-2:] == [
        ("qualification", "普通话流利。"),
        ("site", "立即投递"),
    ]


def test_how_likely_a_verdict_is_is_its_confidence() -> None:
    found = items(SCORES + "本月得分由护士长填写，科主任签字后报护理部\n")
    assert all(0 < one.confidence < 1 for one in found)
    assert found[0].confidence > 0.9 > found[-1].confidence


def test_the_order_in_which_something_is_seen_changes_no_digit() -> None:
    seen = sorted(weights().of)[::500]
    assert weights().probabilities(seen) == weights().probabilities(seen[::-1])


@settings(max_examples=200, deadline=None)
@given(st.sets(st.sampled_from(sorted(weights().of)), max_size=60), st.sampled_from(["duty", "rule", "penalty"]))
def test_no_sentence_is_left_out_whatever_is_seen_of_it(seen: set[str], ruled: str) -> None:
    kind, likely = kind_of(weights(), frozenset({*seen, IS_SENTENCE}), ruled)
    assert 0 <= likely <= 1
    assert kind not in {"site", "form", "heading", "title"}
