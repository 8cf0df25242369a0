"""`init`: an empty, valid handbook or the made-up company's, in a new folder or not at all."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rolebook import __version__
from rolebook.model.kinds import KINDS
from tests.conftest import COMPANY, REPOSITORY, SOAK, Run, library_of
from tests.test_companions import NAMES, parsed, public

NEW = REPOSITORY / "templates" / "library"
Tree = Callable[[Path], dict[str, bytes]]


@pytest.fixture
def made(run: Run, tmp_path: Path) -> Path:
    """A new handbook."""
    folder = tmp_path / "new" / "handbook"
    assert run("init", folder, "--organisation", "甲公司").code == 0
    return folder


def test_a_new_handbook_is_empty_and_passes_every_check(made: Path, run: Run) -> None:
    assert run("--root", made, "check", "--strict").out == "没有发现问题。\n"
    assert run("--root", made, "fmt", "--check").code == 0
    assert run("--root", made, "coverage").code == 0
    assert run("--root", made, "stats").code == 0
    library = library_of(made)
    assert (library.settings.organisation, library.settings.title) == ("甲公司", "甲公司岗位手册")
    assert (library.roles, library.departments, library.clauses) == ({}, {}, {})
    assert run("--root", made, "site", "--no-pdf").code == 0
    assert "甲公司岗位手册" in (made / "site" / "index.html").read_text("utf-8")


NEEDS = {
    "departments/office.yaml": (),
    "activities/daily.yaml": (),
    "duties/daily.yaml": ("activities/daily.yaml",),
    "roles/clerk.yaml": ("departments/office.yaml", "duties/daily.yaml", "activities/daily.yaml"),
    "qualifications/education.yaml": (),
    "indicators/office.yaml": (),
    "rewards/office.yaml": (),
    "penalties/office.yaml": (),
    "sources/office-rules.yaml": (),
    "rules/attendance.yaml": ("sources/office-rules.yaml",),
    "redirects.yaml": ("duties/daily.yaml", "activities/daily.yaml"),
    "sheet.yaml": (),
}
"""The examples that a new handbook has in content/, and those that each of them refers to."""


def uncomment(file: Path) -> None:
    """Take one `# ` from the front of every line, as an editor does to all that is selected."""
    lines = file.read_text("utf-8").splitlines(keepends=True)
    assert all(line.startswith("# ") for line in lines), file
    file.write_text("".join(line.removeprefix("# ") for line in lines), "utf-8")


def test_every_kind_of_entry_has_an_example_in_comments(made: Path, run: Run) -> None:
    """Uncommented together they are sound, in canonical form, and every kind of file is among them."""
    content = made / "content"
    others = {"library.yaml", "taxonomy.yaml"}
    assert {path.relative_to(content).as_posix() for path in content.rglob("*.yaml")} == {*NEEDS, *others}
    for name in NEEDS:
        uncomment(content / name)
        assert (content / name).read_text("utf-8").startswith("# "), "it explains itself"
    findings = json.loads(run("--root", made, "check", "--format", "json").out)["findings"]
    assert {one["rule"] for one in findings} == {"unlisted-clause"}  # the one role lists duties only
    assert run("--root", made, "fmt", "--check").code == 0
    for kind in KINDS:
        assert list(content.glob(kind.place)), kind.name
    assert list(library_of(made).roles) == ["clerk"]


@pytest.mark.parametrize("name", NEEDS)
def test_each_example_alone_is_valid_with_what_it_refers_to(made: Path, run: Run, name: str) -> None:
    text = (made / "content" / name).read_text("utf-8")
    for needed in NEEDS[name]:
        assert needed in text, "it says so"
        uncomment(made / "content" / needed)
    uncomment(made / "content" / name)
    assert run("--root", made, "check").code == 0


def test_new_adds_below_the_comments_of_an_example(made: Path, run: Run) -> None:
    """To a list of clauses, to a file of one entry, to the redirects; `fmt` leaves all of them as they are."""
    duties, department, redirects = (
        made / "content" / name for name in ("duties/daily.yaml", "departments/office.yaml", "redirects.yaml")
    )
    before = [file.read_bytes() for file in (duties, department, redirects)]
    decided = ("--decided", "2026-11-01", "--by", "办公室", "--reason", "示例")
    text = ("--text", "收发信件。", "--id", "send-letters")
    assert run("--root", made, "new", "duty", *text, "--theme", "daily", *decided).code == 0
    office = ("--title", "行政部", "--industry", "general", "--id", "office")
    assert run("--root", made, "new", "department", *office).code == 0
    assert run("--root", made, "rename", "send-letters", "handle-letters").code == 0
    after = [file.read_bytes() for file in (duties, department, redirects)]
    assert all(new.startswith(old) and new != old for old, new in zip(before, after, strict=True))
    assert after[2].decode("utf-8").endswith("send-letters: handle-letters\n")
    assert run("--root", made, "fmt", "--check").code == 0
    assert run("--root", made, "check").code == 0
    assert run("--root", made, "new", "department", *office).code == 1


def test_new_takes_nothing_for_comments_that_is_not(made: Path, run: Run) -> None:
    """A file that is empty may be what is left of one: it stays an error, and nothing is written into it."""
    place = made / "content" / "departments" / "office.yaml"
    for data in (b"", b" \n\n"):
        place.write_bytes(data)
        found = run("--root", made, "check", "content/departments/office.yaml")
        assert (found.code, "empty-file" in found.out) == (1, True)
        assert run("--root", made, "new", "department", "--title", "办公室", "--industry", "general").code == 1
        assert place.read_bytes() == data


def test_entries_are_added_by_new(made: Path, run: Run) -> None:
    decided = ("--decided", "2026-11-01", "--by", "办公室", "--reason", "示例")
    assert run("--root", made, "new", "department", "--title", "办公室", "--industry", "general").code == 0
    assert run("--root", made, "new", "duty", "--text", "接听电话", "--theme", "daily", *decided).code == 0
    assert run("--root", made, "check").code == 0


def test_the_example_is_the_made_up_company(run: Run, tmp_path: Path, tree: Tree) -> None:
    folder = tmp_path / "example"
    assert run("init", folder, "--example").code == 0
    assert tree(folder / "content") == tree(COMPANY / "content")
    assert (folder / "检查.cmd").is_file()
    assert run("--root", folder, "check").code == 0


@pytest.mark.parametrize(
    ("organisation", "title"),
    [('甲: "乙" #丙', "- [x]\\"), ("{title}", "{organisation}{date}"), ("yes", "2026.11"), ("甲\n乙", "\t丙 ")],
)
def test_any_name_is_kept_as_it_is(run: Run, tmp_path: Path, organisation: str, title: str) -> None:
    assert run("init", tmp_path / "x", "--organisation", organisation, "--title", title).code == 0
    settings = library_of(tmp_path / "x").settings
    assert (settings.organisation, settings.title) == (" ".join(organisation.split()), " ".join(title.split()))


@pytest.mark.parametrize("title", ["", " ", "长" * 61, "\x07", "\u202e"])
def test_a_name_that_check_would_refuse_is_refused_before_anything_is_written(
    run: Run, tmp_path: Path, title: str
) -> None:
    refused = run("init", tmp_path / "x", "--title", title)
    assert refused.code == 1
    assert "content/library.yaml:2:" in refused.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_empty_is_refused(run: Run, tmp_path: Path, tree: Tree) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "旧.txt").write_text("x", "utf-8")
    (tmp_path / "file").write_text("x", "utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    before = tree(tmp_path)
    refused = run("init", tmp_path / "x")
    assert refused.code == 2
    for word in ("不是空文件夹", "旧.txt", "未写入任何内容", "请换一个新文件夹"):
        assert word in refused.err
    assert "Nothing was written" in run("--lang", "en", "init", tmp_path / "x").err
    assert run("init", tmp_path / "file").code == 2
    assert run("init", tmp_path / "link").code == 2
    assert run("init", tmp_path / "file" / "below").code == 1
    assert run("init", tmp_path / ("长" * 200)).code == 2
    assert run("init", tmp_path / "y", "--example", "--title", "手册").code == 2
    assert tree(tmp_path) == before
    assert not (tmp_path / "y").exists()


def test_the_folder_in_which_one_stands_will_do(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", ".").code == 0
    assert run("check", "--strict").code == 0


CHILD = """
import errno, os, sys
from pathlib import Path
from rolebook.cli import main

STEPS = {"open", "os.mkdir", "os.rename", "os.chmod"}
place, step, accident = sys.argv[1], int(sys.argv[2]), sys.argv[3]
taken = 0

def watch(event, arguments):
    global taken
    if event not in STEPS or not str(arguments[0]).startswith(place):
        return
    taken += 1
    if taken == step and accident == "full":
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))
    if taken == step and accident == "interrupt":
        raise KeyboardInterrupt

sys.addaudithook(watch)
code = main(["init", place + "/a/b", "--title", "x"])
print(taken)
sys.exit(code)
"""


def begin(place: Path, step: int = 0, accident: str = "none") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", CHILD, str(place), str(step), accident]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    ("accident", "there"),
    [
        ("full", False),
        ("interrupt", True),
        pytest.param("full", True, marks=pytest.mark.soak),
        pytest.param("interrupt", False, marks=pytest.mark.soak),
    ],
)
def test_what_goes_wrong_leaves_nothing_behind(tmp_path: Path, accident: str, *, there: bool) -> None:
    """The disk is full, or somebody presses Ctrl-C, at some of the steps."""
    place = tmp_path / "x"
    empty = place / "a" / "b" if there else place
    empty.mkdir(parents=True)
    before = sorted(place.rglob("*"))
    steps = int(begin(place).stdout.splitlines()[-1])
    whole = sorted(place.rglob("*"))
    assert steps > len(whole) > 30
    failed = 0
    for step in range(1, steps + 1) if SOAK else (1, 2, 5, steps // 2, steps - 1, steps):
        shutil.rmtree(place)
        empty.mkdir(parents=True)
        done = begin(place, step, accident)
        assert "Traceback" not in done.stderr
        # To make a folder that is there already may fail without harm; Ctrl-C may come when all is done.
        assert sorted(place.rglob("*")) in ([before, whole] if done.returncode else [whole]), step
        failed += done.returncode
    assert failed > 1


# ---- what lies around content/


def test_windows_files_are_what_cmd_reads_and_say_the_same_as_the_repositorys() -> None:
    for name in ("检查.cmd", "生成手册.cmd", "windows.cmd"):
        data = (NEW / name).read_bytes()
        assert data.count(b"\n") == data.count(b"\r\n") > 0
        before, mark, after = data.decode("utf-8").partition("chcp 65001")
        assert before.isascii()
        assert mark or not after
    for name, command in (("检查.cmd", "check"), ("生成手册.cmd", "site")):
        assert f'call "%~dp0windows.cmd" {command}' in (NEW / name).read_text("utf-8")
    text = (NEW / "windows.cmd").read_text("utf-8")
    assert set(re.findall(r"%ROLEBOOK% (\w+)", text)) == {"check", "site"}
    assert set(re.findall(r"goto (\w+)", text)) == set(re.findall(r"^:(\w+)", text, re.MULTILINE))
    for line in re.findall(r"^echo (.*)$", text, re.MULTILINE):
        assert not re.search(r"[&|<>^%()]", line)
    own = (REPOSITORY / "rolebook" / "windows.cmd").read_text("utf-8")
    endings = [one[one.index(":nopython") : one.index(":failed")] for one in (text, own)]
    assert endings[0] == endings[1]


def test_forges_check_it_with_the_wheel(made: Path) -> None:
    for name, title, commands in (
        (".github/workflows/handbook.yml", "GitHub Workflow", {"check", "diff", "site"}),
        (".gitlab-ci.yml", "gitlab-ci", {"check", "site"}),
    ):
        public(title).validate(parsed(made / name))
        text = (made / name).read_text("utf-8")
        assert set(re.findall(r"rolebook (\w+)", text)) == commands <= NAMES
        assert "pip install" in text
    workflow = parsed(made / ".github/workflows/handbook.yml")
    assert workflow["permissions"] == {"contents": "read"}
    ours = parsed(REPOSITORY / ".github/workflows/handbook.yml")
    actions = [
        [step["uses"] for step in one["jobs"]["handbook"]["steps"] if "uses" in step] for one in (workflow, ours)
    ]
    assert actions[0] == actions[1]


def test_its_readme_and_requirements_name_this_version_and_what_is_there(made: Path) -> None:
    wheel = f"rolebook-{__version__}-py3-none-any.whl"
    assert f"./{wheel}\n" in (made / "requirements.txt").read_text("utf-8")
    readme = (made / "README.md").read_text("utf-8")
    assert wheel in readme
    assert set(re.findall(r"`rolebook (\w+)", readme)) <= NAMES
    for name in re.findall(r"`((?:content/|\.git)[\w./-]+)`|“(\w+\.cmd)”", readme):
        assert (made / "".join(name)).exists() or name[0] == "content/sources"
    for path in sorted(made.rglob("*")):
        if path.is_file():
            assert not re.search(rb"\{(?:title|organisation|version|date|rolebook)\}", path.read_bytes()) or (
                path.name == "sheet.yaml"
            )
