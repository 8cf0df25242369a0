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
