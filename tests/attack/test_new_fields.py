"""Mistakes in indicators, rewards, tables, references, papers and what else roles and rules can say: each is told."""

import json
from pathlib import Path

import pytest

from tests.conftest import Run

RULE, ROLE, SHEET = "content/rules/visitors.yaml", "content/roles/supply-manager.yaml", "content/sheet.yaml"
SIGNED = "    signatures:\n      - 员工（签名）\n      - 保密负责人（签名）\n"


def change(root: Path, file: str, old: str, new: str) -> None:
    """Replace a piece of a file that must be there."""
    text = (root / file).read_text("utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), "utf-8")


def found(root: Path, run: Run) -> list[tuple[str, str, str]]:
    """Rule, message and hint of every finding of check."""
    said = json.loads(run("--root", root, "check", "--format", "json").out)["findings"]
    return [(one["rule"], one["message"], one["hint"]) for one in said]


def signatures(number: int) -> str:
    """That many signatures of a paper."""
    return "    signatures:\n" + "".join(f"      - 第{place}方\n" for place in range(number))


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            SHEET,
            SIGNED,
            signatures(12),
            ("too-long", "signatures（签名）有 12 项，超过 9 项", "最多写 9 项；删去多余的，或者拆开写。"),
        ),
        (
            RULE,
            "        - [顾客, 营业时间内, 门店]\n",
            f"        - [{', '.join('甲乙丙丁戊己庚辛壬')}]\n",
            ("too-long", "rows（一行）有 9 项，超过 8 项", "最多写 8 项；删去多余的，或者拆开写。"),
        ),
        (
            RULE,
            "[顾客, 营业时间内, 门店]",
            "[顾客, 营业时间内, ~]",
            ("wrong-type", "rows（一格）应当是一段文字，这里是空", '没有内容的写作 ""。'),
        ),
        (
            RULE,
            "      - visitors#register  #",
            "      - visitors#hours  #",
            (
                "self-reference",
                "visitors#hours 的 refers_to 写的是它自己",
                "从 refers_to 中删去 visitors#hours，或改成所指的另一条。",
            ),
        ),
        (
            RULE,
            "until: 2027-09-30",
            "until: 0000-01-01",
            ("bad-date", "until（日期）“0000-01-01”不是真实的日期", "核对年份。"),
        ),
        (
            "content/library.yaml",
            "    name: 示例商贸有限公司",
            "    name: 示例商贸有限公司\n    telephone: 示例",
            ("unknown-key", "没有“telephone”这个键", "删去这一行：这里没有其他的键可写。"),
        ),
        (
            SHEET,
            "title: 保密责任确认书",
            "title: 岗位责任书",
            (
                "duplicate-paper",
                "文书 confidentiality 的名称“岗位责任书”与 responsibility（岗位责任书）的相同",
                "换一个名称。",
            ),
        ),
        (
            ROLE,
            "  - quotes-kept",
            "  - Quotes-Kept",
            (
                "indicator-in-words",
                "采购仓储部经理的考核指标“Quotes-Kept”是手册中的 quotes-kept，这里却是一段文字",
                "写成它的标识符：quotes-kept。",
            ),
        ),
    ],
)
def test_a_mistake_is_told_with_its_remedy(  # the mistake, and what is said of it
    small: Path, run: Run, file: str, old: str, new: str, expected: tuple[str, str, str]
) -> None:
    change(small, file, old, new)
    assert expected in found(small, run)


DOUBTED = """\
- id: tidy-till
  text: 保持收银台整洁。
  sources: [operations:47]
  doubt: 示例：也许是收款台。
"""


def test_merging_a_doubtful_clause_keeps_the_doubt(small: Path, run: Run) -> None:
    file = small / "content/duties/cash.yaml"
    file.write_text(file.read_text("utf-8") + DOUBTED, "utf-8")
    assert run("--root", small, "merge", "tidy-till", "keep-till-tidy").code == 0
    assert [rule for rule, *_ in found(small, run)] == ["doubtful-clause"]


COPY = """\
    inferred: [title]
  - id: sign-in
    text: 顾客以外的人来访，先在前台登记。
    refers_to:
      - visitors#register
      - handle-returns
    origin:
      decided: 2026-09-10
      by: 人力资源部
      reason: 示例
"""


def test_merging_an_item_keeps_what_it_refers_to_and_no_item_refers_to_itself(small: Path, run: Run) -> None:
    change(small, RULE, "    inferred: [title]\n", COPY)
    assert run("--root", small, "merge", "visitors#sign-in", "visitors#register").code == 0
    kept = (small / RULE).read_text("utf-8").partition("- id: register")[2]
    assert "    refers_to:\n      - handle-returns" in kept
    assert found(small, run) == []


def test_a_group_that_goes_with_the_group_around_it_is_told_once(small: Path, run: Run) -> None:
    said = run("--root", small, "retire", "--reason", "示例", "analyse-stock").out
    assert said.count("一并删去") == 1


def test_a_code_is_found_however_its_hyphen_is_typed(small: Path, run: Run) -> None:
    for code in ("0123456789ab－S", "0123456789ab—S", "０１２３４５６７８９ab-s"):
        assert "0123456789ab-S" in run("--root", small, "sheet", "--verify", code).err
