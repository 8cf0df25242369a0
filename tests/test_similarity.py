"""How alike texts are, what differs, and what `check` and `similar` make of it. The clauses are made up."""

import re
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from rolebook.words.contrast import difference
from rolebook.words.similarity import Sentence, Verdict, compare, fingerprint, near_pairs, own_stretch, ratio, sentence
from rolebook.words.text import normal_form
from rolebook.words.wording import Wording

from .editing_support import Root, small

forms = st.text(alphabet="制定计划客户每月，50元", max_size=14)
sentences = st.text(alphabet="制定计划客户用户的每月，50元 ab", max_size=24).map(sentence)


def by_comparing_all(texts: list[Sentence]) -> list[tuple[int, int]]:
    pairs = combinations(range(len(texts)), 2)
    return [(one, two) for one, two in pairs if compare(texts[one], texts[two]).verdict is Verdict.NEAR]


@settings(deadline=None)
@given(st.lists(sentences, max_size=25), st.sampled_from((1, 3, 16_384)))
def test_the_join_finds_exactly_the_pairs_that_comparing_all_with_all_finds(texts: list[Sentence], block: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rolebook.words.similarity._A_BLOCK", block)
        assert near_pairs(texts) == by_comparing_all(texts)


@settings(deadline=None)
@given(forms, forms)
def test_likeness_is_symmetric_and_bounded(one: str, other: str) -> None:
    likeness = compare(sentence(one), sentence(other))
    assert likeness == compare(sentence(other), sentence(one))
    assert 0 <= likeness.ratio <= 1
    assert (likeness.verdict is Verdict.SAME) == (normal_form(one) == normal_form(other))
    assert ratio(one, other) == fuzz.ratio("".join(sorted(one)), "".join(sorted(other))) / 100
    assert fingerprint(one, other) == fingerprint(other, one)


def test_near_starts_at_65_percent_and_at_six_contained_characters() -> None:
    assert compare(sentence("甲" * 13 + "乙" * 7), sentence("甲" * 13 + "丙" * 7)).verdict is Verdict.NEAR
    assert compare(sentence("甲" * 12 + "乙" * 8), sentence("甲" * 12 + "丙" * 8)).verdict is Verdict.APART
    assert compare(
        sentence("完成销售任务"), sentence("带领团队在规定的时间内完成销售任务并按公司要求上报各种资料")
    ).contained
    assert (
        compare(sentence("完成任务吧"), sentence("带领团队在规定的时间内完成任务吧并按公司要求上报各种资料")).verdict
        is Verdict.APART
    )


@pytest.mark.parametrize(
    ("one", "other", "named"),
    [
        ("一次考核50元。", "一次考核10元。", ["数字不同：50元／10元"]),
        ("对甲罚20元，对乙罚50元。", "对甲罚50元，对乙罚20元。", ["数字的次序不同"]),
        ("三年以上工作经验。", "5年以上工作经验。", ["数字不同：三年／5年"]),
        ("三年以上工作经验。", "3年以上工作经验。", []),
        ("回款率达到百分之九十。", "回款率达到90%。", []),
        ("罚款两千元。", "罚款2000元。", []),
        ("年销售额5万元。", "年销售额50000元。", []),
        ("十分熟悉统一的流程。", "熟悉统一的流程。", []),
        ("不得泄露公司秘密。", "泄露公司秘密。", ["否定不同：不得／无"]),
        ("严禁泄露公司秘密。", "不得泄露公司秘密。", []),
        ("不断提高服务质量。", "提高服务质量。", []),
        ("每周汇报工作。", "每月汇报工作。", ["频次不同：每周／每月"]),
        ("制定年度计划。", "制定月度计划。", ["频次不同：年度／月度"]),
        ("大专以上学历。", "大专以下学历。", ["范围或期限不同：以上／以下"]),
        ("大专以上学历。", "本科以上学历。", ["学历不同：大专／本科"]),
        ("负责合同评审。", "协助合同评审。", ["做法不同：负责／协助"]),
        ("总经理审批，部门经理执行。", "部门经理审批，总经理执行。", ["人员的次序不同"]),
        ("催收应收账款。", "核对应付账款。", ["对象不同：应收／应付"]),
        ("化工专业优先。", "必须是化工专业。", ["要求程度不同：优先／必须"]),
    ],
)
def test_what_makes_a_different_clause_is_named(one: str, other: str, named: list[str]) -> None:
    assert [found.wording.zh for found in difference(one, other).named] == named


@pytest.mark.parametrize(
    ("one", "other", "wording"),
    [
        ("整理资料并归档。", "整理客户资料并归档。", "用词不同：只有后一条写了“客户”"),
        ("处理投诉。", "及时处理投诉。", "用词不同：只有后一条写了“及时”"),
        ("按时完成日常工作。", "完成工作。", "用词不同：只有前一条写了“按时”“日常”"),
        ("完成交办的工作。", "完成领导交办的工作。", "人员不同：无／领导"),
        ("维护客户关系。", "维护用户关系。", "用词不同：前一条写“客户”，后一条写“用户”"),
        ("执行公司的规定。", "执行部门的规定。", "用词不同：前一条写“公司”，后一条写“部门”"),
        ("协调销售部的组织架构。", "协调销售部的架构。", "用词不同：只有前一条写了“组织”"),
        ("选择供应商并签约。", "选择经销商并签约。", "对象不同：供应商／经销商"),
        ("核对商品入库数量。", "核对商品出库数量。", "做法不同：入库／出库"),
        ("投诉须当天答复。", "投诉须次日答复。", "范围或期限不同：当天／次日"),
        ("每周汇报销售情况。", "每月汇报客户情况。", "用词不同：前一条写“销售”，后一条写“客户”；频次不同：每周／每月"),
        ("整理客户档案，更新报表。", "更新报表，整理客户档案。", "只有标点、语序或同义词不同"),
    ],
)
def test_a_difference_is_told_in_the_right_words(one: str, other: str, wording: str) -> None:
    """Words of no class are just words; a class is named once, without repeating its words before it."""
    former, latter = Wording("前一条", "the former"), Wording("后一条", "the latter")
    assert difference(one, other).wording(former, latter).zh == wording


def test_what_has_no_class_makes_no_different_clause() -> None:
    """So that merge and `check` leave it to the editor; a frequency or a number is decisive."""
    assert not difference("处理投诉。", "及时处理投诉。").decisive
    assert not difference("按时完成日常工作。", "完成工作。").decisive
    assert difference("投诉须当天答复。", "投诉须次日答复。").decisive
    assert difference("定期处理投诉。", "处理投诉。").decisive


def test_leftovers_are_readable_stretches_and_what_moved_is_none() -> None:
    differs = difference("制定每月销售计划，并执行实施。", "制定每季度销售计划，并执行实施和总结。")
    assert differs.left == ("每月",)
    assert differs.right == ("每季度", "和总结")
    moved = difference("整理客户档案，更新销售台账。", "更新销售台账，整理客户档案。")
    assert not moved.left
    assert not moved.right


@settings(deadline=None)
@given(forms, forms)
def test_a_text_does_not_differ_from_itself_and_sides_swap(one: str, other: str) -> None:
    assert not any((difference(one, one).left, difference(one, one).right, difference(one, one).named))
    there, back = difference(one, other), difference(other, one)
    assert [found.name for found in there.named] == [found.name for found in back.named]
    assert [(found.left, found.right) for found in there.named] == [(found.right, found.left) for found in back.named]


def test_own_stretch_is_the_part_of_a_shared_line_that_fits() -> None:
    assert own_stretch("大专以上学历优先", "完成上级交办的其他工作,大专以上学历优先") == "大专以上学历优先"
    assert own_stretch("负责客户档案", "客户档案") == "客户档案"


def test_a_near_pair_is_a_warning_that_names_both_and_what_differs(tmp_path: Path) -> None:
    root = small(tmp_path)
    plan, reports = root.findings("near-duplicate")
    assert (plan["severity"], plan["file"], plan["line"]) == ("warning", "content/duties/planning.yaml", 8)
    assert "make-monthly-plan 与 draw-up-monthly-plan（content/duties/planning.yaml:2）有 96% 相同" in plan["message"]
    assert "用词不同：前一条写“并”，后一条写“并且”；做法不同：制定／拟定" in plan["message"]
    assert "merge make-monthly-plan draw-up-monthly-plan" in plan["hint"]
    assert "late-reports" in reports["message"]
    assert root.run("check").code == 0
    assert root.run("check", "--strict").code == 1


def pasted(root: Root, finding: dict[str, object]) -> None:
    """Paste the lines of a hint behind the sources of the clause that it names."""
    hint = str(finding["hint"])
    where = re.search(r"例如在 (\S+)（content/(\S+):(\d+)）", hint)
    assert where
    lines = root.read(where[2]).split("\n")
    at = next(n for n in range(int(where[3]), len(lines)) if lines[n].lstrip().startswith("sources:"))
    yaml = hint[hint.index("：\n") + 2 :].replace("……", "示例")
    lines[at + 1 : at + 1] = yaml.split("\n")
    root.write(where[2], "\n".join(lines))


def test_pasting_the_lines_of_the_hint_settles_the_pair(tmp_path: Path) -> None:
    root = small(tmp_path)
    for finding in root.findings("near-duplicate"):
        pasted(root, finding)
    left = {one["rule"] for one in root.run("check", "--format", "json").json["findings"]}
    assert left <= {"stale-comment", "unstated-rule", "unadopted-rule", "figure-in-no-field"}


def test_the_lines_of_the_hint_fit_an_item_however_deep_it_stands(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.write(
        "rules/house-rules.yaml",
        root.read("rules/house-rules.yaml")
        + "    items:\n      - id: register\n        text: 来访的客户须登记。\n        sources: [example:16]\n",
    )
    root.change("sources/example.yaml", "site: [16]", "site: []")
    found = next(one for one in root.findings("near-duplicate") if "house-rules#register" in one["message"])
    assert "        distinct_from:\n          - id: house-rules#visits\n" in found["hint"]
    pasted(root, found)
    assert not any("house-rules#register" in one["message"] for one in root.findings("near-duplicate"))


def test_a_decision_lapses_when_a_text_changes_its_normal_form_and_not_before(tmp_path: Path) -> None:
    root = small(tmp_path)
    pasted(root, root.findings("near-duplicate")[0])
    root.change("duties/planning.yaml", "拟定每月销售计划并且执行实施。", "拟定每月销售计划并且执行实施；")
    assert not root.findings("lapsed-decision")
    root.change("duties/planning.yaml", "拟定每月销售计划并且执行实施；", "拟定每季度销售计划并且执行实施。")
    (lapsed,) = root.findings("lapsed-decision")
    assert lapsed["severity"] == "warning"
    assert lapsed["file"] == "content/duties/planning.yaml"
    assert "频次不同：每月／每季度" in lapsed["message"]
    assert len(root.findings("near-duplicate")) == 1

    renewed = re.search(r'fingerprint: "[0-9a-f]{12}"', lapsed["hint"])
    assert renewed
    root.write("duties/planning.yaml", re.sub(r'fingerprint: ".*"', renewed[0], root.read("duties/planning.yaml")))
    assert not root.findings("lapsed-decision")


def test_deleting_the_fingerprint_and_running_fmt_renews_a_lapsed_decision(tmp_path: Path) -> None:
    root = small(tmp_path)
    pasted(root, root.findings("near-duplicate")[0])
    root.change("duties/planning.yaml", "拟定每月销售计划并且执行实施。", "拟定每季度销售计划并且执行实施。")
    assert root.findings("lapsed-decision")
    root.write("duties/planning.yaml", re.sub(r" +fingerprint: .*\n", "", root.read("duties/planning.yaml")))
    assert root.run("fmt").code == 0
    assert root.read("duties/planning.yaml").count("fingerprint: ") == 3
    assert not root.findings("lapsed-decision")


def test_a_decision_without_a_fingerprint_holds_from_either_side(tmp_path: Path) -> None:
    root = small(tmp_path)
    assert not any("report-every" in one["message"] for one in root.findings("near-duplicate"))
    root.change("duties/planning.yaml", "每周向销售经理汇报销售情况", "每周向销售经理汇报销售的情况")
    assert not root.findings("lapsed-decision")


def test_a_clause_inside_another_of_its_kind_is_near_and_covers_is_offered(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.change(
        "duties/customers.yaml",
        "负责客户档案的建立与更新。",
        "按公司要求在规定的时间内做好门店的整洁，负责展厅的日常管理与维护。",
    )
    found = next(one for one in root.findings("near-duplicate") if "keep-customer-files" in one["message"])
    assert "一条包含在另一条中" in found["message"]
    assert "covers:\n    - id: run-showroom" in found["hint"]


def test_a_penalty_is_never_compared_with_the_duty_it_mirrors(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.change("duties/customers.yaml", "负责客户档案的建立与更新。", "不按时汇报的，一次考核50元")
    assert not any("keep-customer-files" in one["message"] for one in root.findings("near-duplicate"))
    assert not root.findings("twins")


def test_a_retired_clause_is_compared_with_nothing(tmp_path: Path) -> None:
    root = small(tmp_path)
    assert root.run("retire", "make-monthly-plan", "--reason", "示例").code == 0
    assert not any("make-monthly-plan" in one["message"] for one in root.findings("near-duplicate"))


@pytest.mark.parametrize(
    ("id_", "words"),
    [
        ("look-after-customers", "所指的是它自己"),
        ("college-preferred", "不同类的条款无需比对"),
        ("run-showroom", "已停用"),
    ],
)
def test_a_decision_that_decides_nothing_is_a_note(tmp_path: Path, id_: str, words: str) -> None:
    root = small(tmp_path)
    assert root.run("retire", "run-showroom", "--reason", "示例").code == 0
    decision = f"  distinct_from:\n    - id: {id_}\n      reason: 示例\n"
    root.change("duties/customers.yaml", "sources: [example:6]\n", f"sources: [example:6]\n{decision}")
    (found,) = root.findings("superfluous-decision")
    assert (found["severity"], found["file"], found["line"]) == ("note", "content/duties/customers.yaml", 8)
    assert words in found["message"]


def test_a_decision_written_twice_is_a_note_and_a_contradiction_a_warning(tmp_path: Path) -> None:
    root = small(tmp_path)
    both = "  distinct_from:\n    - id: report-every-week\n      reason: 示例\n"
    root.change("duties/planning.yaml", "sources: [example:8]\n", f"sources: [example:8]\n{both}")
    (twice,) = root.findings("superfluous-decision")
    assert "content/duties/planning.yaml:15 已经写明" in twice["message"]
    root.change("duties/planning.yaml", both, both.replace("distinct_from", "covers"))
    (contradiction,) = root.findings("contradictory-decision")
    assert contradiction["severity"] == "warning"
    assert not root.findings("superfluous-decision")


def test_a_stale_decision_about_texts_no_longer_alike_is_a_note(tmp_path: Path) -> None:
    root = small(tmp_path)
    decision = '  distinct_from:\n    - id: run-showroom\n      reason: 示例\n      fingerprint: "0123456789ab"\n'
    root.change("duties/customers.yaml", "sources: [example:6]\n", f"sources: [example:6]\n{decision}")
    (found,) = root.findings("superfluous-decision")
    assert "两条已不相近" in found["message"]


def test_twins_are_an_error_and_no_near_pair(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.change("duties/planning.yaml", "拟定每月销售计划并且执行实施。", "制定每月销售计划, 并执行实施")
    assert [one["severity"] for one in root.findings("twins")] == ["error"]
    assert not any("monthly" in one["message"] for one in root.findings("near-duplicate"))


def test_a_text_far_from_its_lines_needs_a_note(tmp_path: Path) -> None:
    root = small(tmp_path)
    assert not root.findings("far-from-line")
    root.change("duties/customers.yaml", "负责客户档案的建立与更新。", "负责合同与回款。")
    (far,) = root.findings("far-from-line")
    assert (far["severity"], far["file"], far["line"]) == ("warning", "content/duties/customers.yaml", 1)
    assert "example:5“3、负责客户档案的建立与更新。”" in far["message"]
    root.change("duties/customers.yaml", "sources: [example:5]\n", "sources: [example:5]\n  note: 示例\n")
    assert not root.findings("far-from-line")


def test_a_clause_on_a_shared_line_is_held_to_its_own_stretch(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.change("qualifications/education.yaml", "[example:10]", "[example:5]")
    alone, foreign = root.findings("far-from-line")
    assert "do-other-work" in alone["message"]
    assert "college-preferred" in foreign["message"]
    root.change("qualifications/education.yaml", "[example:5]", "[example:10]")
    root.write("duties/planning.yaml", root.read("duties/planning.yaml").replace("[example:10]", "[example:9-11]"))
    assert not any("do-other-work" in one["message"] for one in root.findings("far-from-line"))


def test_similar_gives_the_nearest_first_with_what_differs_and_where_it_stands(tmp_path: Path) -> None:
    root = small(tmp_path)
    found = root.run("similar", "每季度向销售经理汇报销售情况", "--format", "json").json
    assert found["verdict"] == "near"
    first = found["matches"][0]
    assert first["id"] in {"report-every-week", "report-every-month"}
    assert first["roles"] == ["sales-manager"]
    assert [one["ratio"] for one in found["matches"][:2]] == sorted(
        (one["ratio"] for one in found["matches"][:2]), reverse=True
    )
    assert {"name": "frequency", "left": ["每季度"], "right": ["每周"]} in next(
        one for one in found["matches"] if one["id"] == "report-every-week"
    )["differs"]
    week = next(one for one in found["matches"] if one["id"] == "report-every-week")
    assert week["sources"] == [{"source": "example", "first": 7, "last": 7, "quote": "5、每周向销售经理汇报销售情况。"}]
    text = root.run("similar", "每季度向销售经理汇报销售情况").out
    assert "频次不同：每季度／每周" in text
    assert "示例经理（sales-manager）" in text


def test_similar_warns_of_the_same_clause_and_says_when_nothing_is_near(tmp_path: Path) -> None:
    root = small(tmp_path)
    same = root.run("similar", "3、负责客户档案的建立与更新")
    assert same.code == 0
    assert "已有这一条，无需另写：请引用 keep-customer-files。" in same.out
    assert "没有相近的条款" in root.run("similar", "驾驶叉车").out
    assert root.run("similar", "驾驶叉车", "--format", "json").json == {
        "text": "驾驶叉车",
        "verdict": "apart",
        "matches": [],
    }
    assert root.run("similar", "。").code == 2
    assert "the text given" in root.run("--lang", "en", "similar", "每季度向销售经理汇报门店情况").out


def test_penalties_of_a_department_reach_its_roles_in_similar(tmp_path: Path) -> None:
    found = small(tmp_path).run("similar", "未按时汇报的，一次考核50元", "--format", "json").json["matches"][0]
    assert found["id"] == "late-reports"
    assert found["departments"] == ["sales"]
    assert set(found["roles"]) == {"clerk", "sales-manager"}
