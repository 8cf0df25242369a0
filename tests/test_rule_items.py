"""Items of rules: a table of their own, what they refer to, and headings that only an editor made up."""

import json
from pathlib import Path

import pytest

from rolebook.cli import main
from tests.conftest import Run

RULE = "content/rules/visitors.yaml"


def said(root: Path, run: Run) -> list[tuple[str, int, int, str]]:
    """Rule, line, column and message of every finding."""
    found = json.loads(run("--root", root, "check", "--format", "json").out)["findings"]
    return [(one["rule"], one["line"], one["column"], one["message"]) for one in found]


def change(root: Path, old: str, new: str, file: str = RULE) -> None:
    """Replace a piece of a file that must be there."""
    text = (root / file).read_text("utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), "utf-8")


def test_a_ragged_row_is_told_at_the_row(small: Path, run: Run) -> None:
    lines = (small / RULE).read_text("utf-8").splitlines()
    row = next(number for number, line in enumerate(lines, 1) if "供应商" in line)
    change(small, '[供应商, "每周二、周四下午", ""]', "[供应商, 每周二]")
    assert said(small, run) == [
        ("ragged-table", row, lines[row - 1].index("[") + 1, "visitors#hours 的表格有 3 栏，这一行有 2 格")
    ]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('[供应商, "每周二、周四下午", ""]', "[供应商, 每周二, 12]", "wrong-type"),
        ("      - files  #", "      - filse  #", "unknown-id"),
        ("visitors#register", "visitors#regsiter", "unknown-id"),
        ("      - files  #", "      - sales-manager  #", "unknown-id"),
        ("    inferred: [title]", "    inferred: [text]", "unknown-value"),
        ("    text: 来访的人按下表所列的时间和地点接待。\n", "", "missing-key"),
    ],
)
def test_what_is_wrong_in_an_item_is_told(small: Path, run: Run, old: str, new: str, rule: str) -> None:
    change(small, old, new)
    assert rule in {one[0] for one in said(small, run)}


def test_what_an_item_refers_to_survives_rename_and_retire(root: Path, run: Run) -> None:
    for old, new in (("visitors#register", "desk"), ("files", "customer-file-rules"), ("visitors", "guests")):
        assert run("--root", root, "rename", old, new).code == 0
    text = (root / "content/rules/guests.yaml").read_text("utf-8")
    assert "    refers_to:\n      - customer-file-rules  #" in text
    assert "      - guests#desk  #" in text
    assert run("--root", root, "retire", "guests#desk", "--reason", "示例").code == 0
    text = (root / "content/rules/guests.yaml").read_text("utf-8")
    assert "- guests#desk" not in text
    assert [one for one in said(root, run) if one[0] != "unlisted-duty"] == []


def test_a_heading_that_an_editor_made_up_is_not_printed(root: Path, tmp_path: Path) -> None:
    role = "content/roles/sales-representative.yaml"
    change(root, "  - files#scope  #", "  - visitors#register\n  - visitors#hours\n  - files#scope  #", role)
    assert main(["--root", str(root), "sheet", "sales-representative", "--format", "html", "--out", str(tmp_path)]) == 0
    [sheet] = tmp_path.glob("*.html")
    text = sheet.read_text("utf-8")
    assert "《访客管理办法》：顾客以外的人来访，先在前台登记" in text
    assert "、登记" not in text
    assert "、接待时间" in text, "a heading of the document is printed"
