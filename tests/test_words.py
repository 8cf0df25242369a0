"""Suggestions for misspelt names, and the marks of what a text changed: one engine each, wherever they are shown."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolebook.words.alignment import Run, runs
from rolebook.words.differences import differences
from rolebook.words.spelling import nearest

from .editing_support import small

HEADINGS = ("name", "姓名", "role", "岗位", "start", "入职日期", "manager", "直接上级", "place", "工作地点")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("员工姓名", "姓名"),
        ("岗位名称", "岗位"),
        ("入职时间", "入职日期"),
        ("上级", "直接上级"),
        ("nmae", "name"),
        ("MANAGER", "manager"),
        ("学历", None),
        ("salary", None),
    ],
)
def test_a_heading_that_is_nearly_one_of_ours_is_recognised(word: str, meant: str | None) -> None:
    assert nearest(word, HEADINGS) == meant


@pytest.mark.parametrize("command", [("rename", "x"), ("merge", "make-monthly-plan")])
def test_a_command_sees_through_capitals_order_and_slips(tmp_path: Path, command: tuple[str, str]) -> None:
    root = small(tmp_path)
    for slip in ("DRAW-UP-MONTHLY-PLAN", "draw-up-plan-monthly", "draw-up-montly-plan"):
        refused = root.run(command[0], slip, command[1])
        assert refused.code == 2
        assert "是否应为 draw-up-monthly-plan？" in refused.err


KEYS = st.lists(st.sampled_from(["甲", "乙", "丙", ""]), max_size=12)


@given(KEYS, KEYS)
def test_runs_cover_both_sequences_from_end_to_end(first: list[str], second: list[str]) -> None:
    def bridges(_before: Run, between: Run, _after: Run) -> bool:
        return len(first[between.first]) <= 1

    found = [run for group in runs(first, second, bridges) for run in group]
    for keys, side in ((first, [run.first for run in found]), (second, [run.second for run in found])):
        assert [key for part in side for key in keys[part]] == keys
    for run in found:
        if run.equal:
            assert [key for key in first[run.first] if key] == [key for key in second[run.second] if key]
    assert all(group[0].equal is False or len(group) == 1 for group in runs(first, second, bridges))


def test_white_space_of_a_line_is_kept_inside_a_change() -> None:
    """Put together, what is not inserted is the line as it stands."""
    shown = differences(["二、管 理客 户，定期回访"], "维护客户，定期走访。")
    assert "".join(one.text for one in shown if one.kind != "insert") == "二、管 理客 户，定期回访"
