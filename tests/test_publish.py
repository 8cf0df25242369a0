"""A site is replaced whole or not at all: killed at every step, with the disk full at every step, by two at once."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rolebook import cache
from rolebook.findings.problem import Misuse
from rolebook.publishing.files import write_file
from rolebook.publishing.folders import replace_tree
from rolebook.publishing.journal import Journal, Step
from rolebook.publishing.sites import LIST
from rolebook.publishing.staging import MARKER
from tests.conftest import REPOSITORY, SOAK, Run, places

CHILD = Path(__file__).with_name("publishing_child.py")
FILES = {MARKER, "index.html", "roles/clerk.html", "roles/boss.html"}
Tree = Callable[[Path], dict[str, bytes]]


Publish = Callable[..., tuple[int, list[str]]]
"""Publishes in a process of its own: the exit code and the words it printed, for OUT, LABEL, STEP and ACCIDENT."""


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, CHILD, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=REPOSITORY,
        env={"PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"},
    )


@pytest.fixture(scope="module")
def publish() -> Iterator[Publish]:
    with start() as process:
        assert process.stdin
        assert process.stdout
        asked, told = process.stdin, process.stdout

        def publishing(out: Path, label: str, step: int = 0, accident: str = "none") -> tuple[int, list[str]]:
            asked.write(json.dumps([str(out), label, step, accident]) + "\n")
            asked.flush()
            said = ""
            while (line := told.readline()) and not line.startswith("= "):
                said += line
            assert re.fullmatch(r"(\d+( [a-z-]+)*\n)?", said), said
            return int(line[2:]), said.split()

        yield publishing  # at the end its input is closed, and it ends


def label_of(tree: dict[str, bytes]) -> str:
    """What a complete site says; all its files say the same."""
    assert set(tree) == {*FILES, LIST}
    [label] = {data.decode() for name, data in tree.items() if name != LIST}
    return label


def test_killed_at_every_step_the_site_is_the_old_or_the_new_one(publish: Publish, tmp_path: Path, tree: Tree) -> None:
    out = tmp_path / "site"
    publish(out, "old")
    steps = int(publish(out, "new")[1][0])
    assert steps > 15
    seen = set()
    publish(out, "old")
    for step in places(steps):
        code, _ = publish(out, "new", step, "kill")
        assert code == -9
        if not out.exists():  # between the two renames: the old one stands beside, whole
            [beside] = out.parent.glob(".rolebook-*")
            assert label_of(tree(beside / "old" / "0")) == "old"
            seen.add("beside")
            with pytest.raises(RuntimeError):
                replace_tree(out, _fail, tmp_path)
            assert label_of(tree(out)) == "old"  # even a run that then fails brings it back
        else:
            seen.add(label_of(tree(out)))
        assert publish(out, "old")[0] == 0  # the next run repairs what was cut off
        assert label_of(tree(out)) == "old"
        assert not list(out.parent.glob(".rolebook-*"))
    assert seen == {"old", "beside", "new"} if SOAK else seen >= {"old", "new"}


def parted(tree: dict[str, bytes]) -> str:
    """What a complete site says of which most pages never change."""
    [label] = {tree[name].decode() for name in FILES}
    same = {f"roles/{number}.html" for number in range(10)}
    assert set(tree) == {*FILES, *same, LIST, f"roles/{label}.html"}
    assert tree[LIST].decode().split() == sorted({*FILES, *same, f"roles/{label}.html"})
    assert {tree[name] for name in same} == {b"the same"}
    return label


def test_only_the_files_that_differ_are_replaced(publish: Publish, tmp_path: Path, tree: Tree) -> None:
    out = tmp_path / "site"
    publish(out, "part-old")
    before = {path: path.stat().st_ino for path in (out, *out.rglob("*"))}
    assert publish(out, "part-new")[0] == 0
    assert parted(tree(out)) == "part-new"
    touched = {path.relative_to(out).as_posix() for path, number in before.items() if not same_file(path, number)}
    assert touched == {*FILES, LIST, "roles/part-old.html"}
    assert not list(out.parent.glob(".rolebook-*"))
    (out / "roles/1.html").unlink()
    (out / "roles/2.html").write_text("edited by hand", "utf-8")
    publish(out, "part-new")
    assert parted(tree(out)) == "part-new"


def same_file(path: Path, number: int) -> bool:
    return path.exists() and path.stat().st_ino == number


def test_killed_while_few_files_are_replaced_the_next_run_takes_it_back(
    publish: Publish, tmp_path: Path, tree: Tree
) -> None:
    out = tmp_path / "site"
    publish(out, "part-new")
    publish(out, "part-old")
    steps = int(publish(out, "part-new")[1][0])
    publish(out, "part-old")
    mixed = 0
    for step in places(steps):
        assert publish(out, "part-new", step, "kill")[0] == -9
        mixed += len({tree(out)[name] for name in FILES}) > 1
        with pytest.raises(RuntimeError):
            replace_tree(out, _fail, tmp_path)
        assert parted(tree(out)) in {"part-old", "part-new"}
        assert not list(out.parent.glob(".rolebook-*"))
        publish(out, "part-old")
    assert mixed >= (5 if SOAK else 1)


@pytest.mark.parametrize("accident", ["interrupt", "full"])
def test_few_files_are_replaced_or_none(publish: Publish, tmp_path: Path, tree: Tree, accident: str) -> None:
    out = tmp_path / "site"
    publish(out, "part-new")
    publish(out, "part-old")
    steps = int(publish(out, "part-new")[1][0])
    for step in places(steps):
        publish(out, "part-old")
        code, printed = publish(out, "part-new", step, accident)
        whole = {"part-old", "part-new"} if code == 130 else {"part-old" if len(printed) > 1 else "part-new"}
        assert parted(tree(out)) in whole


def test_a_journal_that_somebody_made_up_changes_nothing_but_a_site(
    publish: Publish, tmp_path: Path, tree: Tree, run: Run
) -> None:
    """In a pull request, say: it names a folder that is no site, or leads out of one."""
    digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"  # of x
    (tmp_path / "content").mkdir()
    publish(tmp_path / "site", "part-old")
    (tmp_path / ".git/hooks").mkdir(parents=True)
    (tmp_path / "site/roles/link").symlink_to(tmp_path / ".git")
    folder = tmp_path / ".rolebook-0123456789abcdef"
    for output, place in ((".git", "hooks/post-checkout"), ("site", "../build.py"), ("site", "roles/link/hooks/x")):
        (folder / "old").mkdir(parents=True)
        (folder / "old/0").write_text("x", "utf-8")
        owner = {"format": 1, "token": "0123456789abcdef", "output": output}
        (folder / "owner.json").write_text(json.dumps(owner), "utf-8")
        (folder / "journal.json").write_bytes(Journal((Step(place, digest, None),)).as_bytes())
        before = {name: data for name, data in tree(tmp_path).items() if not name.startswith(".rolebook")}
        run("--root", tmp_path, "check")
        assert {name: data for name, data in tree(tmp_path).items() if not name.startswith(".rolebook")} == before
        assert not folder.exists()


def test_a_site_is_taken_back_by_no_journal_of_anybody_else(
    publish: Publish, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would put a file of a pull request in the place of one of the site."""
    publish(tmp_path / "site", "part-old")
    (tmp_path / "content").mkdir()
    folder = tmp_path / ".rolebook-0123456789abcdef"
    forged, built = (hashlib.sha256(one).hexdigest() for one in (b"forged", b"part-old"))
    journal = Journal((Step("index.html", forged, built),))
    monkeypatch.setattr(cache, "_own_folder", lambda: tmp_path / "own")
    for seal, stands in (("", "part-old"), ("0" * 32, "part-old"), (journal.seal(folder), "forged")):
        (folder / "old").mkdir(parents=True)
        (folder / "old/0").write_text("forged", "utf-8")
        owner = {"format": 1, "token": "0123456789abcdef", "output": "site"}
        (folder / "owner.json").write_text(json.dumps(owner), "utf-8")
        (folder / "journal.json").write_bytes(journal.as_bytes(seal))
        run("--root", tmp_path, "check")
        assert (tmp_path / "site/index.html").read_text("utf-8") == stands
        assert not folder.exists()


@pytest.fixture
def left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str, str], Path]:
    """Makes what a killed run leaves beside site/, with these seals: of the owner, of `whole` (none where empty)."""
    (tmp_path / "content").mkdir()
    monkeypatch.setattr(cache, "_own_folder", lambda: tmp_path / "own")

    def made(output: str, seal: str, whole: str) -> Path:
        folder = tmp_path / ".rolebook-0123456789abcdef"
        files = {
            "old/0/rolebook-version.txt": "x",
            "old/0/index.html": "forged",
            "new/mkdocs.yml": "x",
            "new/evil/a": "x",
        }
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
        owner = {"format": 1, "token": "0123456789abcdef", "output": output, **({"seal": seal} if seal else {})}
        (folder / "owner.json").write_text(json.dumps(owner), "utf-8")
        if not output:
            (folder / "whole").write_text(json.dumps({"seal": whole}) if whole else "", "utf-8")
        return folder

    return made


def of_user(*said: str) -> str:
    return cache.sealed(" ".join((".rolebook-0123456789abcdef", *said)).encode())


def outside_cache(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if not name.startswith((".cache/", "own/"))}


@pytest.mark.parametrize("command", ["check", "stats"])
def test_what_somebody_else_left_is_told_and_put_nowhere(
    tmp_path: Path, tree: Tree, run: Run, left_behind: Callable[[str, str, str], Path], command: str
) -> None:
    """In a pull request, say: a site to be put back, or files to be put beside content/."""
    own, owner, whole = of_user("owner.json", "site"), of_user("owner.json", ""), of_user("whole")
    other = "0" * 32
    for output, *seals in (
        ("site", "", ""),
        ("site", other, ""),
        ("site", owner, ""),
        ("", "", ""),
        ("", owner, ""),
        ("", owner, other),
        ("", owner, owner),
        ("", other, whole),
        ("", own, whole),
    ):
        folder = left_behind(output, *seals)
        before = outside_cache(tree(tmp_path))
        for lang, told in (("zh", "不是您本人在这台电脑上运行的"), ("en", "the run was not yours")):
            done = run("--root", tmp_path, "--lang", lang, command)
            assert [told in line and str(folder) in line for line in done.err.splitlines()].count(True) == 1
        assert outside_cache(tree(tmp_path)) == before
        shutil.rmtree(folder)


def test_what_this_user_left_is_put_back(
    tmp_path: Path, run: Run, left_behind: Callable[[str, str, str], Path]
) -> None:
    folder = left_behind("site", of_user("owner.json", "site"), "")
    assert "已恢复原来的手册" in run("--root", tmp_path, "check").err
    assert (tmp_path / "site/index.html").read_text("utf-8") == "forged"
    assert not folder.exists()
    left_behind("", of_user("owner.json", ""), of_user("whole"))
    run("--root", tmp_path, "check")
    assert (tmp_path / "evil/a").is_file()
    assert not folder.exists()


def test_beside_a_site_of_which_nothing_has_changed_nothing_is_left(
    small: Path, tmp_path: Path, run: Run, left_behind: Callable[[str, str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No record of the handbook names it: there only a run with the same output looks."""
    folder = left_behind("site", of_user("owner.json", "site"), "")
    monkeypatch.setattr("rolebook.site.last_build.LastBuild.remarks", lambda _: ())
    assert run("--root", small, "site", "--out", tmp_path / "site").code == 0
    assert not folder.exists()


def test_where_no_seal_can_be_kept_whatever_was_left_is_put_back(
    tmp_path: Path, run: Run, left_behind: Callable[[str, str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_own_folder", lambda: None)
    for output, place in (("site", "site/index.html"), ("", "mkdocs.yml")):
        folder = left_behind(output, "", "")
        run("--root", tmp_path, "check")
        assert (tmp_path / place).is_file()
        assert not folder.exists()


def _fail(_folder: Path) -> None:
    raise RuntimeError("made up")


def test_interrupted_at_every_step_a_whole_site_stands_at_once(publish: Publish, tmp_path: Path, tree: Tree) -> None:
    out = tmp_path / "site"
    publish(out, "old")
    steps = int(publish(out, "old")[1][0])
    for step in places(steps):
        code, _ = publish(out, "new", step, "interrupt")
        assert code in {0, 130}
        assert label_of(tree(out)) in {"old", "new"}


def test_a_full_disk_at_every_step_is_a_finding_and_leaves_a_whole_site(
    publish: Publish, tmp_path: Path, tree: Tree
) -> None:
    out = tmp_path / "site"
    publish(out, "old")
    steps = int(publish(out, "old")[1][0])
    reported = 0
    for step in places(steps):
        if label_of(tree(out)) == "new":
            publish(out, "old")
        code, printed = publish(out, "new", step, "full")
        assert code == 0
        assert printed[1:] in ([], ["unwritable-output"])
        reported += len(printed) - 1
        assert label_of(tree(out)) == ("new" if len(printed) == 1 else "old")
        assert len(printed) == 1 or not list(out.parent.glob(".rolebook-*"))
    assert reported >= (8 if SOAK else 2)


def test_two_at_once_leave_one_whole_site(publish: Publish, tmp_path: Path, tree: Tree) -> None:
    out = tmp_path / "site"
    for _ in range(4):
        both = [start(out, label, "0", "none") for label in ("left", "right")]
        for process in both:
            printed, _ = process.communicate()
            assert printed.strip().isdigit(), printed
        assert publish(out, "left")[0] == 0
        assert label_of(tree(out)) == "left"


def test_what_the_build_raises_leaves_the_old_site(publish: Publish, tmp_path: Path, tree: Tree) -> None:
    out = tmp_path / "site"
    publish(out, "old")
    with pytest.raises(RuntimeError):
        replace_tree(out, _fail, tmp_path)
    assert label_of(tree(out)) == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_foreign_folder_is_never_replaced(tmp_path: Path, tree: Tree) -> None:
    foreign = tmp_path / "photos"
    foreign.mkdir()
    (foreign / "holiday.jpg").write_bytes(b"x")
    link = tmp_path / "link"
    link.symlink_to(foreign)
    file = tmp_path / "file"
    file.write_text("x", "utf-8")
    for place in (foreign, link, file):
        with pytest.raises(Misuse):
            replace_tree(place, _fail, tmp_path / "handbook")
    assert tree(tmp_path) == {"photos/holiday.jpg": b"x", "file": b"x"}


def test_an_empty_folder_may_be_used(publish: Publish, tmp_path: Path, tree: Tree) -> None:
    out = tmp_path / "site"
    out.mkdir()
    publish(out, "first")
    assert label_of(tree(out)) == "first"


@pytest.mark.parametrize("place", ["file/site", "x" * 300 + "/site", "/proc/site", "/dev/null/site"])
def test_a_place_that_cannot_be_written_is_a_finding(tmp_path: Path, place: str) -> None:
    """As root too, whom no permission stops: a path below a file, one too long, a file system that takes nothing."""
    (tmp_path / "file").write_text("x", "utf-8")
    for findings in (
        replace_tree(tmp_path / place, _fail, tmp_path / "handbook"),
        write_file(tmp_path / place, b"{}", tmp_path / "handbook", "json"),
    ):
        assert [finding.rule for finding in findings] == ["unwritable-output"]
        assert "--out" in findings[0].hint.zh
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_file_is_replaced_in_one_step_and_keeps_its_rights_readable(tmp_path: Path) -> None:
    file = tmp_path / "data.json"
    file.write_bytes(b"{}")
    assert write_file(file, b"{1}", tmp_path / "handbook", "json") == ()
    assert file.read_bytes() == b"{1}"
    assert file.stat().st_mode & 0o777 == 0o644
    assert [path.name for path in tmp_path.iterdir()] == ["data.json"]
    (tmp_path / "folder").mkdir()
    findings = write_file(tmp_path / "folder", b"{}", tmp_path / "handbook", "json")
    assert [finding.rule for finding in findings] == ["unwritable-output"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data.json", "folder"]
