"""Guards against what would go wrong quietly: each of these tests fails when its guard is switched off."""

from pathlib import Path

import pytest

from rolebook.words.contrast import difference

from .editing_support import Root, small

PAIRS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "merge_pairs.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def with_pair(root: Root, kind: str, one: str, other: str) -> tuple[str, str]:
    """Put two texts into the small library as clauses of a kind; their ids."""
    if kind == "duty":
        root.change("duties/planning.yaml", "拟定每月销售计划并且执行实施。", one)
        root.change("duties/planning.yaml", "制定每月销售计划，并执行实施。", other)
        return "draw-up-monthly-plan", "make-monthly-plan"
    assert kind == "rule"
    root.change("rules/house-rules.yaml", "来访客户须登记。", other)
    root.change("rules/house-rules.yaml", "展厅每天九点开门。", one)
    return "house-rules#opening", "house-rules#visits"


@pytest.mark.parametrize(("expected", "_kind", "one", "other"), PAIRS, ids=[pair[2] for pair in PAIRS])
def test_another_wording_is_told_from_another_matter(expected: str, _kind: str, one: str, other: str) -> None:
    assert bool(difference(one, other).decisive) is (expected == "refuse")
    assert bool(difference(other, one).decisive) is (expected == "refuse")


@pytest.mark.parametrize(
    ("kind", "one", "other", "words"),
    [
        ("duty", "总经理审批合同。", "部门经理审批合同。", "人员不同：总经理／部门经理"),
        ("duty", "财务部核对单据。", "行政部核对单据。", "所指的人或事不同：财务／行政"),
        ("duty", "总经理审批，部门经理执行。", "部门经理审批，总经理执行。", "人员的次序不同"),
        ("duty", "不得泄露公司秘密。", "泄露公司秘密。", "否定不同：不得／无"),
        ("rule", "审批销售合同。", "审批采购订单。", "所指的人或事不同：销售合同／采购订单"),
    ],
)
def test_merge_refuses_another_matter_and_says_how_to_go_on(
    tmp_path: Path, kind: str, one: str, other: str, words: str
) -> None:
    root = small(tmp_path)
    ids = with_pair(root, kind, one, other)
    tree = root.tree()
    refused = root.run("merge", *ids)
    assert refused.code == 1
    assert f"不能合并到 {ids[1]}：{words}。" in refused.err
    assert "写 distinct_from 或 covers；意思确实相同的，先把两条改成一致的措辞，再合并" in refused.err
    assert root.tree() == tree


def test_merge_says_which_words_go(tmp_path: Path) -> None:
    root = small(tmp_path)
    ids = with_pair(root, "duty", "整理客户资料并归档。", "整理资料并归档。")
    done = root.run("merge", *ids)
    assert done.code == 0
    assert "保留 make-monthly-plan 的文字。用词不同：只有draw-up-monthly-plan写了“客户”" in done.out + done.err


def test_check_offers_no_merge_where_merge_would_refuse(tmp_path: Path) -> None:
    root = small(tmp_path)
    with_pair(root, "duty", "财务部核对所有的报销单据。", "行政部核对所有的报销单据。")
    found = next(one for one in root.findings("near-duplicate") if "make-monthly-plan" in one["message"])
    assert "build.py merge" not in found["hint"]
    assert "reason: 所指的人或事不同：行政／财务" in found["hint"]
