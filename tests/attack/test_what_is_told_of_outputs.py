"""What cannot be written, removed or replaced: it is named, blamed on nothing else, and leaves nothing for ever."""

import errno
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Run, root_with

Tree = Callable[[Path], dict[str, bytes]]
ACCIDENT = """
import os, sys
from rolebook.cli import main
event, end, code, times, *command = sys.argv[1:]
left = int(times)
def watch(name, arguments):
    global left
    if name != event or not left:
        return
    if any(str(one).endswith(end) for one in arguments[:2] if isinstance(one, str | os.PathLike)):
        left -= 1
        raise OSError(int(code), os.strerror(int(code)), str(arguments[0]))
sys.addaudithook(watch)
sys.exit(main(command))
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The smallest library."""
    return root_with(REPOSITORY / "tests/smallest/content", tmp_path / "root")


def with_accident(
    root: Path, event: str, end: str, code: int, *command: str, times: int = 1000
) -> "subprocess.CompletedProcess[str]":
    """A command in a process of its own, whose system refuses an event about names with this end."""
    return subprocess.run(
        [sys.executable, "-c", ACCIDENT, event, end, str(code), str(times), "--root", str(root), *command],
        check=False,
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
    )


def hidden(root: Path) -> list[str]:
    return sorted(path.name for path in root.iterdir() if path.name.startswith(".rolebook"))


def test_what_could_not_be_removed_is_swept_later(root: Path, run: Run) -> None:
    assert run("--root", root, "site", "--no-pdf").code == 0
    done = with_accident(root, "os.remove", "index.html", errno.EPERM, "site", "--no-pdf")
    assert done.returncode == 0
    [left] = hidden(root)
    assert (root / left / "owner.json").is_file()
    shutil.rmtree(root / "site")
    assert run("--root", root, "check").code == 0
    assert hidden(root) == []
    assert not (root / "site").exists()  # what is left of the old one is no site to be brought back


@pytest.mark.parametrize(
    "command",
    [
        ("rename", "answer-the-telephone", "answer-calls"),
        ("retire", "answer-the-telephone", "--reason", "示例"),
        ("fmt",),
    ],
)
def test_the_file_that_could_not_be_written_is_named(root: Path, tree: Tree, command: tuple[str, ...]) -> None:
    role = root / "content/roles/clerk.yaml"
    if command == ("fmt",):
        for path in (role, root / "content/duties/daily.yaml"):
            path.write_text(path.read_text("utf-8") + "\n\n", "utf-8")
    before = tree(root)
    done = with_accident(root, "os.rename", "clerk.yaml", errno.EPERM, *command)
    assert done.returncode == 1
    first, *rest = done.stderr.splitlines()
    assert first.startswith("content/roles/clerk.yaml:1:1: ")
    assert "[unwritable-output]" in first
    assert "--out" not in done.stderr
    assert [line for line in rest if " | " in line] == []
    assert rest[0].strip().startswith("改法")
    assert tree(root) == before


def test_an_export_that_cannot_be_written_names_its_option(root: Path) -> None:
    (root / "x.json").write_text('{"旧的": 1}\n', "utf-8")
    done = with_accident(
        root, "os.rename", "x.json", errno.EPERM, "export", "--format", "json", "--out", f"{root}/x.json"
    )
    assert done.returncode == 1
    assert "--out" in done.stderr
    assert "旧的" not in done.stderr


def test_a_new_handbook_that_cannot_be_written_has_no_such_option(root: Path, tmp_path: Path) -> None:
    done = with_accident(root, "os.rename", "README.md", errno.ENOSPC, "init", str(tmp_path / "new"))
    assert (done.returncode, "--out" in done.stderr) == (1, False)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["/.gitignore", "/lock"])
def test_a_full_disk_leaves_no_empty_folder(root: Path, name: str) -> None:
    duties = root / "content/duties/daily.yaml"
    duties.write_text(duties.read_text("utf-8") + "\n\n", "utf-8")
    done = with_accident(root, "open", f".rolebook{name}", errno.ENOSPC, "fmt")
    assert done.returncode == 1
    assert "[unwritable-output]" in done.stderr
    assert hidden(root) == []


def test_a_filled_table_of_hires_is_never_replaced_by_an_export(root: Path, run: Run, tree: Tree) -> None:
    table, export = root / "hires.xlsx", root / "x.xlsx"
    assert run("--root", root, "sheet", "--template", table).code == 0
    (root / "hires.csv").write_text("\ufeff姓名,工号\n示例,1\n", "utf-8")
    for _ in range(2):
        assert run("--root", root, "export", "--format", "xlsx", "--out", export).code == 0
    before = tree(root)
    for place in ("hires.xlsx", "hires.csv"):
        done = run("--root", root, "export", "--format", place[-4:].strip("."), "--out", root / place)
        assert done.code == 2
        assert "不是由本程序导出的表格" in done.err
    assert tree(root) == before
