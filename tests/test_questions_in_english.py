"""Under `--lang en`, what a command asks on a terminal is asked in English."""

import re
from pathlib import Path

from tests.manual_library import copied
from tests.terminal import talk

_HAN_QUESTION = re.compile(r"：$", re.MULTILINE)


def _talk(command: list[str], *answers: str) -> tuple[int, str]:
    """Answer each question, in whatever language it is asked."""
    return talk(["--lang", "en", *command], answers, (": ", "? ", "："))


def test_new_asks_for_each_answer_in_english(tmp_path: Path) -> None:
    root = copied(tmp_path / "root")
    command = ["--root", str(root), "new", "duty"]
    code, shown = _talk(command, "接待来访的顾客\n", "\n", "2\n", "none\n")
    assert code == 130  # the answers end at `used_by`, and are kept
    for asked in (
        "The text, one whole sentence: ",
        "Write a new one all the same (Enter: yes; n: no)? ",
        "The theme that it belongs to: ",
        "(Enter: sample:4; none: write none): ",
        "Ids of the roles and departments whose lists take it, with spaces (Enter: none): ",
    ):
        assert asked in shown, shown
    assert not _HAN_QUESTION.search(shown), shown
    code, again = _talk(command, "\n")
    assert code == 130
    assert "Go on with it (Enter: yes, each answer is proposed; n: no, it is deleted)? " in again
    assert "(Enter: 接待来访的顾客。): " in again


def test_init_asks_in_english(tmp_path: Path) -> None:
    code, shown = _talk(["init", str(tmp_path / "new")], "示例公司\n", "\n")
    assert code == 0, shown
    assert "Organisation (Enter: " in shown
    assert "Title (Enter: 示例公司岗位手册): " in shown
