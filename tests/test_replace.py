"""`replace OLD NEW`: another word for one in every text; ids, documents, longer words and records stay."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import terminal
from tests.conftest import COMPANY, Run, root_with
from tests.manual_library import copied

DUTIES = """\
- id: receive-customers
  text: 接待来访顾客，报客服经理。
  sources: [sample:4]
  note: 举例（示例）。
  distinct_from:
    - id: serve-customers
      reason: 一个接待，一个服务，客服经理定（示例）。
- id: serve-customers
  text: 接待并服务来访顾客，报副客服经理和客服经理。
  origin:
    decided: 2026-11-01
    by: 客服经理
    reason: 示例
"""


@pytest.fixture
def root(tmp_path: Path, run: Run) -> Path:
    root = copied(tmp_path / "root")
    duties = root / "content/duties/service.yaml"
    _, mark, others = duties.read_text("utf-8").partition("- id: send-faxes")
    duties.write_text(DUTIES + mark + others, "utf-8")
    role = root / "content/roles/service-representative.yaml"
    role.write_text(
        role.read_text("utf-8").replace(
            "  - receive-customers  # 接待来访顾客。\n",
            "  - receive-customers\n  - serve-customers  # 看这里（示例）\n",
        ),
        "utf-8",
    )
    assert run("--root", root, "fmt").code == 0
    assert run("--root", root, "check").code == 0
    return root


def test_each_place_is_shown_and_nothing_written_before_it_is_agreed(
    root: Path, run: Run, tree: Callable[[Path], dict[str, bytes]]
) -> None:
    before = tree(root)
    shown = run("--root", root, "replace", "客服经理", "客服主管")
    assert shown.code == 0
    assert "receive-customers 的 text：来访顾客，报【客服经理→客服主管】。" in shown.out
    assert "没有改：“副客服经理” 1 处，是更长的词；要一起改，请加 --within" in shown.out
    assert "共改 2 处" in shown.out
    assert "未作任何改动。要这样改动，请加上 --yes。" in shown.err
    assert tree(root) == before
    code, asked = terminal.talk(["--root", str(root), "replace", "客服经理", "客服主管"], ["\n"])
    assert code == 0
    assert "就这样改动吗（y：是；直接回车：否）：" in asked
    assert tree(root) == before


def test_texts_change_and_records_longer_words_and_decisions_stay(root: Path, run: Run) -> None:
    before = run("--root", root, "check").out
    assert run("--root", root, "replace", "客服经理", "客服主管", "--yes").code == 0
    text = (root / "content/duties/service.yaml").read_text("utf-8")
    assert "text: 接待来访顾客，报客服主管。" in text
    assert "报副客服经理和客服主管。" in text
    assert "by: 客服经理" in text
    assert "客服经理定（示例）" in text
    role = (root / "content/roles/service-representative.yaml").read_text("utf-8")
    assert "- receive-customers  # 接待来访顾客，报客服主管。" in role
    assert "看这里（示例）" in role
    assert run("--root", root, "fmt", "--check").code == 0
    after = run("--root", root, "check").out
    assert "lapsed-decision" not in after
    assert after.count("警告") == before.count("警告")


def test_a_clause_says_in_its_note_what_its_line_says(root: Path, run: Run) -> None:
    assert run("--root", root, "replace", "来访顾客", "来访客人", "--yes").code == 0
    text = (root / "content/duties/service.yaml").read_text("utf-8")
    assert "note: 举例（示例）。原文作“来访顾客”，现称“来访客人”。" in text
    assert text.count("原文作") == 1, "what was decided has no line"


def test_a_document_is_called_so_behind_its_id_too(tmp_path: Path, run: Run) -> None:
    company = root_with(COMPANY / "content", tmp_path / "root")
    assert run("--root", company, "replace", "客户档案管理制度", "客户资料管理制度", "--yes").code == 0
    assert "  - files  # 客户资料管理制度" in (company / "content/departments/sales.yaml").read_text("utf-8")
    assert "stale-comment" not in run("--root", company, "check").out


def test_longer_words_change_where_that_is_asked_for(root: Path, run: Run) -> None:
    assert run("--root", root, "replace", "客服经理", "客服主管", "--within", "--yes").code == 0
    assert "报副客服主管和客服主管。" in (root / "content/duties/service.yaml").read_text("utf-8")


@pytest.mark.parametrize(("old", "new"), [("不在的词", "新词"), ("顾客", "顾客"), ("", "新词")])
def test_what_changes_nothing_is_refused(root: Path, run: Run, old: str, new: str) -> None:
    assert run("--root", root, "replace", old, new, "--yes").code == 2
