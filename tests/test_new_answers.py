"""`new`: every answer is checked when it is given, a sentence is taken apart, and a stop loses nothing."""

import stat
from pathlib import Path

import pytest

from rolebook.words import taken_apart
from tests.editing_support import Root, small
from tests.test_new import talk


def test_each_answer_is_checked_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    root = small(tmp_path)
    code, shown = talk(
        tmp_path,
        "duty",
        "2、负责展厅的日常卫生；\n",
        "\n",
        "计划\n",
        "example:99\n",
        "nowhere:3\n",
        "无\n",
        "示例文秘\n",
        "示例文员、示例经理\n",
        "2026/13/1\n",
        "2026年11月20日\n",
        "欧阳娜娜\n",
        "人力资源部\n",
        "总经理办公会决定\n",
        "Clean\n",
        "run-showroom\n",
        "clean-showroom\n",
    )
    assert code == 0, shown
    for told in (
        "负责展厅的日常卫生。",
        "example 只有 16 行，没有第 99 行。",
        "“nowhere:3”不是来源的行。",
        "没有这一天。",
        "“欧阳娜娜”像是姓名。",
        "没有叫“示例文秘”的岗位或部门。是否应为 示例文员？",
        "run-showroom 已被使用",
    ):
        assert told in shown
    assert "decided: 2026-11-20\n    by: 人力资源部\n" in root.read("duties/planning.yaml")
    assert "  - clean-showroom  # " in root.read("roles/sales-manager.yaml")
    assert not (tmp_path / ".rolebook").exists()


def test_what_was_answered_survives_a_stop_and_goes_when_it_is_written(tmp_path: Path) -> None:
    root = small(tmp_path)
    code, shown = talk(tmp_path, "duty", "负责展厅的日常管理\n", "\n", "计划\n", "\x03")
    draft = tmp_path / ".rolebook/new-duty.json"
    assert (code, "已回答的内容保存在 .rolebook/new-duty.json" in shown) == (130, True)
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    code, shown = talk(tmp_path, "duty", *["\n"] * 7)
    assert "上次没有写完：负责展厅的日常管理。" in shown
    assert "（直接回车：example:13" in shown
    assert code == 0, shown
    assert "text: 负责展厅的日常管理。" in root.read("duties/planning.yaml")
    assert not draft.exists()


def test_a_draft_that_is_no_draft_is_passed_over(tmp_path: Path) -> None:
    small(tmp_path)
    (tmp_path / ".rolebook").mkdir()
    (tmp_path / ".rolebook/new-department.json").symlink_to("/etc/passwd")
    code, shown = talk(tmp_path, "department", "示例办公室\n", "通用\n", "\n")
    assert code == 0, shown
    assert "上次没有写完" not in shown


PENALTIES = [
    ("迟到一次罚款50元。", "迟到", "罚款50元", "money", "50", "CNY", ["occurrence"]),
    ("顶撞领导的给予书面警告。", "顶撞领导", "书面警告", "written-warning", "", "", []),
    ("旷工一天扣三日工资。", "旷工", "扣三日工资", "money", "3", "days-pay", ["day"]),
    ("错发货每单罚款五十元。", "错发货", "罚款五十元", "money", "50", "CNY", ["order"]),
    ("未按期盘点的，每次扣2分。", "未按期盘点的", "扣2分", "points", "2", "points", ["occurrence"]),
    ("上班玩手机罚款50-100元。", "上班玩手机", "罚款50-100元", "money", "", "", []),
    ("迟到，书面警告并罚款50元。", "迟到", "书面警告并罚款50元", "", "50", "CNY", []),
]


@pytest.mark.parametrize(("text", "what", "wording", "kind", "amount", "unit", "per"), PENALTIES)
def test_a_sentence_about_a_penalty_is_taken_apart(
    text: str, what: str, wording: str, kind: str, amount: str, unit: str, per: list[str]
) -> None:
    assert (taken_apart.behaviour(text), taken_apart.consequence(text)) == (what, wording)
    assert (taken_apart.sanction(text), taken_apart.amount(text), taken_apart.unit(text)) == (kind, amount, unit)
    assert taken_apart.per(text) == per


def test_the_fields_of_a_pasted_penalty_need_no_options(tmp_path: Path) -> None:
    root = small(tmp_path)
    added(root, "penalty", "--text", "1）迟到一次罚款五十元", "--department", "销售部", "--id", "late")
    assert (
        "  violations:\n    - 迟到\n  sanctions:\n    - kind: money\n      amount: 50\n      unit: CNY\n"
        "      wording: 罚款五十元\n      basis: unstated\n  per: [occurrence]\n"
    ) in root.read("penalties/sales.yaml")


def test_the_fields_of_a_pasted_qualification(tmp_path: Path) -> None:
    root = small(tmp_path)
    given = ("--aspect", "经验", "--necessity", "必备", "--id", "three-years")
    added(root, "qualification", "--text", "（1）本科及以上学历，3年以上工作经验", *given)
    assert "degree: bachelor\n  years:\n    min: 3\n" in root.read("qualifications/experience.yaml")


def added(root: Root, *options: str) -> None:
    origin = ("--decided", "20261120", "--by", "人力资源部", "--reason", "示例")
    done = root.run("new", *options, *origin)
    assert done.code == 0, done.err
    assert root.findings("figures-disagree") == []
