"""`merge` never gives way in silence to a guess, nor lets a person's decision go without a word."""

from pathlib import Path

from tests.editing_support import small

APART = "  distinct_from:\n    - id: late-reports\n      reason: 范围不同，请分开写。\n"


def test_a_decision_between_the_two_is_shown_and_kept_unless_somebody_agrees(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.change("penalties/reports.yaml", "  enforces:\n", f"{APART}  enforces:\n")
    before = root.tree()
    refused = root.run("merge", "late-reports", "not-reporting-in-time")
    assert refused.code == 1
    assert "已有判断：not-reporting-in-time 与 late-reports 不是一条，理由是：范围不同，请分开写。" in refused.err
    assert "--yes" in refused.err
    assert root.tree() == before
    done = root.run("merge", "late-reports", "not-reporting-in-time", "--yes")
    assert done.code == 0, done.err
    assert "理由是：范围不同，请分开写。" in done.out


def test_a_decision_that_is_overruled_leaves_its_reason_in_the_note(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.change("penalties/reports.yaml", "  enforces:\n", f"{APART}  enforces:\n")
    done = root.run("merge", "late-reports", "not-reporting-in-time", "--despite", "人力资源部确认是一件事")
    assert done.code == 0, done.err
    note = root.clause("not-reporting-in-time")["note"]
    assert "范围不同，请分开写" in note
    assert note.endswith("仍视为一条：人力资源部确认是一件事。")
    assert root.run("check").code == 0


def test_a_guess_about_words_gives_way_to_a_reason(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.change(
        "duties/planning.yaml", "  distinct_from:\n    - id: report-every-month\n      reason: 频次不同。\n", ""
    )
    refused = root.run("merge", "report-every-week", "report-every-month")
    assert (refused.code, "--despite" in refused.err) == (1, True)
    done = root.run("merge", "report-every-week", "report-every-month", "--despite", "示例")
    assert done.code == 0, done.err
    assert root.clause("report-every-month")["note"] == (
        "已并入 report-every-week（“每周向销售经理汇报销售情况。”），频次不同：每周／每月。仍视为一条：示例。"
    )


def test_no_reason_makes_a_duty_of_a_penalty_or_other_figures_the_same(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.change("penalties/reports.yaml", "未按时汇报的，一次考核50元。", "未按时汇报的，一次考核60元。")
    text = root.read("penalties/reports.yaml")
    head, tail = text.split("- id: late-reports")
    root.write("penalties/reports.yaml", f"{head}- id: late-reports{tail.replace('50', '60')}")
    for old, into in (("late-reports", "do-other-work"), ("late-reports", "not-reporting-in-time")):
        assert root.run("merge", old, into, "--despite", "示例").code == 1


def test_decisions_on_a_third_are_said_with_their_reasons(tmp_path: Path) -> None:
    done = small(tmp_path).run("merge", "draw-up-monthly-plan", "make-monthly-plan")
    assert done.code == 0, done.err
    assert "已有判断：draw-up-monthly-plan 与 report-every-month 不是一条，理由是：一条讲计划，一条讲汇报。" in done.out
