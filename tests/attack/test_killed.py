"""A command that is killed between two files leaves nothing half done, and nothing behind, that the next one finds."""

import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from rolebook.editing.scaffold import Scaffold
from rolebook.findings.problem import Problem
from rolebook.publishing.sites import LIST
from tests.attack.faulty import KILLED
from tests.conftest import REPOSITORY, SOAK, Run, root_with
from tests.editing_support import FILES

Tree = Callable[[Path], dict[str, bytes]]
RENAME = ("rename", "draw-up-monthly-plan", "plan-every-month")
CHILD = """
import sys
from pathlib import Path
from rolebook.cli import main
from rolebook.editing.scaffold import Scaffold
from rolebook.findings.problem import Problem
from tests.attack.faulty import Accident

below, at, only, *arguments = sys.argv[1:]
Accident(Path(below), int(at), "kill", only).install()
sys.exit(main(arguments))
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A handbook in which a renaming changes four files."""
    for name, text in FILES.items():
        place = tmp_path / "root/content" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    return tmp_path / "root"


def kill(root: Path, at: int, *arguments: str, only: str = "replace", below: Path | None = None) -> None:
    """Run a command that is killed just before it asks for the `at`-th renaming."""
    command = [sys.executable, "-c", CHILD, str(below or root), str(at), only, "--root", str(root), *arguments]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=False)
    assert done.returncode == KILLED, done.stderr


def hidden(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.name.startswith(".rolebook")]


@pytest.mark.parametrize("at", [2, 5] if not SOAK else range(2, 7))
def test_a_killed_renaming_is_taken_back_by_check(root: Path, run: Run, tree: Tree, at: int) -> None:
    """The first renaming puts the journal into its place, the others the files."""
    before, said = tree(root), run("--root", root, "check").out
    kill(root, at, *RENAME)
    assert not [path for path in (root / "content").rglob("*") if path.name.startswith(".")]
    again = run("--root", root, "check")
    assert again.out == said
    assert len(again.err.splitlines()) == (1 if at > 2 else 0)
    assert at == 2 or "上一次运行被中断，已恢复到运行之前：content/" in again.err
    assert tree(root) == before
    assert not hidden(root)
    assert run("--root", root, *RENAME).code == 0


def test_what_a_person_has_written_since_stays(root: Path, run: Run, tree: Tree) -> None:
    kill(root, 4, *RENAME)
    edited = root / "content/duties/planning.yaml"
    edited.write_text(edited.read_text("utf-8") + "# 有人写的\n", "utf-8")
    between = tree(root)
    for command in (("check",), ("fmt",), RENAME, ("export", "--format", "json", "--out", str(root / "x.json"))):
        done = run("--root", root, *command)
        assert done.code == 1
        assert "content/duties/planning.yaml:1:1: 错误：上一次修改被中断，此后这个文件又被改动" in done.err
        assert "[unfinished-edit]" in done.err
        assert tree(root) == between
    [folder] = (root / ".rolebook").glob(".rolebook-*")
    assert str(folder) in done.err
    told = json.loads(run("--root", root, "check", "--format", "json").out)
    assert [finding["rule"] for finding in told["findings"]] == ["unfinished-edit"]


def test_a_damaged_journal_is_a_finding(root: Path, run: Run, tree: Tree) -> None:
    kill(root, 4, *RENAME)
    [journal] = (root / ".rolebook").glob(".rolebook-*/journal.json")
    whole = journal.read_text("utf-8")
    made_up = '{"sha256": "0", "journal": {"steps": [], "made": []}}'
    for text in ("", "{}", made_up, "\0", "[" * 9999, whole[:-20], whole.replace("planning", "planming")):
        journal.write_text(text, "utf-8")
        between = tree(root)
        done = run("--root", root, "check")
        assert done.code == 1
        assert "[unfinished-edit]" in done.err
        assert tree(root) == between


def test_a_journal_that_somebody_made_up_reaches_nothing_else(root: Path, run: Run, tree: Tree, tmp_path: Path) -> None:
    """In a pull request, say: places outside content/, and behind links."""
    from rolebook.publishing.journal import Journal, Step

    outside = tmp_path / "outside.yaml"
    outside.write_text("x", "utf-8")
    (root / "content/link").symlink_to(tmp_path)
    folder = root / ".rolebook/.rolebook-0123456789abcdef"
    (folder / "old").mkdir(parents=True)
    owner = {"format": 1, "token": "0123456789abcdef", "output": ""}
    (folder / "owner.json").write_text(json.dumps(owner), "utf-8")
    digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"  # of x
    for place in (
        "content/link/outside.yaml",
        "content/../../outside.yaml",
        "../outside.yaml",
        "build.py",
        str(outside),
    ):
        (folder / "journal.json").write_bytes(Journal((Step(place, None, digest),)).as_bytes())
        before = tree(tmp_path)
        assert run("--root", root, "fmt", "--check").code == 1
        assert tree(tmp_path) == before


def test_a_record_leads_only_to_folders_of_ours(root: Path, run: Run, tree: Tree, tmp_path: Path) -> None:
    (root / ".rolebook").mkdir()
    for number, name in enumerate(("photos", ".rolebook-0000000000000001")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "holiday.jpg").write_text("x", "utf-8")
        record = json.dumps({"format": 1, "folder": str(folder)})
        (root / f".rolebook/{number:016x}.json").write_text(record, "utf-8")
    run("--root", root, "check")
    assert {name for name in tree(tmp_path) if "holiday" in name} == {
        "photos/holiday.jpg",
        ".rolebook-0000000000000001/holiday.jpg",
    }


@pytest.mark.soak
def test_sheets_of_a_killed_batch_are_swept_by_any_command(tmp_path: Path, tree: Tree, run: Run) -> None:
    root = tmp_path / "root"
    shutil.copytree(REPOSITORY / "tests/smallest/content", root / "content")
    (root / "hires.csv").write_text("岗位,姓名\n文员,示例甲\n文员,示例乙\n", "utf-8")
    out = tmp_path / "out"
    command = ("sheet", "--hires", str(root / "hires.csv"), "--format", "html", "--out", str(out))
    kill(root, 3, *command, below=out)  # one is in its place, the other not yet
    [folder] = out.glob(".rolebook-*")
    assert folder.stat().st_mode & 0o777 == 0o700
    run("--root", root, "stats")
    assert tree(out) == {}
    assert not hidden(out)
    assert not hidden(root)
    kill(root, 1, *command, below=out)
    assert run("--root", root, *command).code == 0
    assert len(tree(out)) == 2
    assert not hidden(out)


def test_a_folder_that_only_looks_like_ours_stays(handbook: Path, run: Run) -> None:
    names = (
        "site.old-2025",
        "site.old-0123456789abcdef",
        "site.new-1",
        ".rolebook-0123456789abcdef",
        ".rolebook-new-x",
    )
    for name in names:
        (handbook / name).mkdir()
        (handbook / name / "rolebook-version.txt").write_text("x", "utf-8")
        os.utime(handbook / name, (1, 1))
    assert run("--root", handbook, "site", "--no-pdf").code == 0
    assert all((handbook / name / "rolebook-version.txt").is_file() for name in names)


def test_a_name_is_no_pattern(handbook: Path, run: Run) -> None:
    for name in ("a.old-1", "b.old-1", "site.old-important"):
        (handbook / name).mkdir()
        (handbook / name / "x").write_text("x", "utf-8")
    assert run("--root", handbook, "site", "--no-pdf", "--out", handbook / "*").code == 0
    assert (handbook / "*" / "index.html").is_file()
    assert all((handbook / name / "x").is_file() for name in ("a.old-1", "b.old-1", "site.old-important"))


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    """The smallest library."""
    return root_with(REPOSITORY / "tests/smallest/content", tmp_path / "handbook")


def test_two_that_edit_at_once_do_not_meet(root: Path, run: Run, tree: Tree) -> None:
    """Another process holds the lock: the second command says so and changes nothing."""
    from rolebook.publishing.recovery import editing_alone

    before = tree(root)
    with editing_alone(root):
        done = run("--root", root, *RENAME)
        assert (done.code, len(done.err.splitlines())) == (1, 1)
        assert "另一个命令正在修改这份手册" in done.err
        assert run("--root", root, "fmt", "--check").code in {0, 1}  # who only looks need not wait
        assert {name: data for name, data in tree(root).items() if name in before} == before
    assert run("--root", root, *RENAME).code == 0
    assert not hidden(root)


@pytest.mark.parametrize("there", [False, True])
def test_a_killed_init_is_finished(root: Path, run: Run, tree: Tree, tmp_path: Path, *, there: bool) -> None:
    whole, new = tmp_path / "whole", tmp_path / "new"
    assert run("--root", root, "init", whole, "--title", "示例", "--organisation", "示例").code == 0
    if there:
        new.mkdir()
    kill(root, 4, "init", str(new), "--title", "示例", "--organisation", "示例", below=new)
    assert hidden(new)
    assert run("--root", new, "check", "--strict").code == 0
    assert tree(new) == tree(whole)
    assert not hidden(new)


def test_what_somebody_saves_while_a_command_asks_is_not_written_over(root: Path) -> None:
    """`new` asks questions on a terminal; meanwhile the editor is open."""
    scaffold = Scaffold(root)
    file = root / "content/duties/planning.yaml"
    file.write_text(file.read_text("utf-8") + "# 有人写的\n", "utf-8")
    entry = {
        "id": "file-papers",
        "text": "整理文件。",
        "origin": {"decided": "2026-11-01", "by": "示例", "reason": "示例"},
    }
    with pytest.raises(Problem, match="has just been changed"):
        scaffold.add_to_list("duty", "planning", entry)


def test_a_handbook_whose_content_lies_on_another_file_system(root: Path, run: Run, tree: Tree) -> None:
    """No renaming leads there: the files are copied beside their places, and nothing of it stays."""
    elsewhere = Path("/dev/shm")  # noqa: S108  # another file system is what is wanted
    if not elsewhere.is_dir() or elsewhere.stat().st_dev == root.stat().st_dev:
        pytest.skip("there is no other file system at hand")
    with tempfile.TemporaryDirectory(dir=elsewhere) as folder:
        (root / "content").rename(root / "before")
        shutil.copytree(root / "before", folder, dirs_exist_ok=True)
        (root / "content").symlink_to(folder)
        done = run("--root", root, *RENAME)
        assert done.code == 0, done.err
        assert not hidden(Path(folder))
        assert "plan-every-month" in (Path(folder) / "redirects.yaml").read_text("utf-8")
        assert len(tree(Path(folder))) == len(tree(root / "before"))


def test_a_handbook_that_nobody_may_write_can_be_checked(root: Path, run: Run, request: pytest.FixtureRequest) -> None:
    for path in (root, *root.rglob("*")):
        path.chmod(0o555)
    request.getfixturevalue("unprivileged")
    done = run("--root", root, "check")
    assert done.out
    assert not done.err
    done = run("--root", root, *RENAME)
    assert done.code == 1
    assert "[unwritable-output]" in done.err


def test_a_site_that_can_go_neither_forth_nor_back_waits_for_the_next_run(
    small: Path, run: Run, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fails between the two renames of a swap, and goes on failing."""
    site = small / "site"
    assert run("--root", small, "site", "--no-pdf").code == 0
    (site / LIST).unlink()  # else the files that differ would be replaced one by one
    before = tree(site)
    rename = os.rename
    done: list[str] = []

    def failing(old: str, new: str) -> None:
        if done:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(old))
        rename(old, new)
        if Path(old) == site:
            done.append(str(new))

    with monkeypatch.context() as broken:
        broken.setattr(os, "rename", failing)
        failed = run("--root", small, "site", "--no-pdf")
    assert failed.code == 1
    assert "再运行任何一个命令，会先恢复原有内容" in failed.err
    assert not site.exists()
    assert tree(Path(done[0])) == before
    said = run("--root", small, "check").err
    assert "已恢复原来的手册" in said
    assert tree(site) == before
    assert not hidden(small)
