"""What messages call the command line is said in one place."""

import ast
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from rolebook.cli import main
from tests.conftest import REPOSITORY

PACKAGE = REPOSITORY / "rolebook"
SAYS_IT = {"words/program.py", "cli/__init__.py", "site/own_pages.py", "publishing/outputs.py"}
"""Where it is worked out, where --help is named, where pages written for the checkout are read, what is protected."""


def texts(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_no_message_names_the_entry_of_the_checkout_by_itself() -> None:
    naming = {
        file.relative_to(PACKAGE).as_posix() for file in PACKAGE.rglob("*.py") if "build.py" in " ".join(texts(file))
    }
    assert naming == SAYS_IT


def test_the_next_steps_are_printed_as_the_user_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What `init` and `import` print is run as it stands, from the same folder, whatever the handbook is called.

    In turn: init, check as it printed it, import, and --accept as that printed it.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "示例.txt").write_text("仓储部岗位职责（示例）\n一、仓管员\n岗位职责：\n1、登记台账；\n", "utf-8")
    entry = f"{REPOSITORY}/build.py"
    called = [entry, "init", "我的 手册", "--organisation", "示例公司", "--title", "示例手册"]
    for command in ('--root "我的 手册" check', '--root "我的 手册" import 示例.txt', ""):
        monkeypatch.setattr("sys.argv", called)
        assert main(root=REPOSITORY) == 0
        told = capsys.readouterr().out
        if command.endswith("check"):
            printed = told.partition("检查：")[2].partition("\n")[0]
            assert shlex.split(printed) == ["python", entry, *shlex.split(command)]
        called = [entry, *shlex.split(command)]
    accept = next(line for line in told.splitlines() if "--accept" in line)
    words = shlex.split(accept.partition("  一次写入")[0])
    assert words[:4] == ["python", entry, "--root", "我的 手册"]
    monkeypatch.setattr("sys.argv", words[1:])
    assert main(root=REPOSITORY) == 0
    assert "已写入 content/" in capsys.readouterr().out
