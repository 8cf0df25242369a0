"""Where commands write what the user names: never into what they read, with the rights that are asked for."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Run, root_with
from tests.parsers import actions, parsers

Tree = Callable[[Path], dict[str, bytes]]
OUTPUTS = {
    "site --out": ("site", "--no-pdf", "--out"),
    "export --out": ("export", "--format", "json", "--out"),
    "sheet --out": ("sheet", "文员", "--format", "html", "--out"),
    "sheet --merge": ("sheet", "文员", "--merge"),
    "sheet --template": ("sheet", "--template"),
    "handbook --out": ("handbook", "--out"),
    "collect --out": ("collect", "--out"),
    "init folder": ("init",),
}
"""Every option that names an output → a command that only lacks its value."""
INPUTS = {"sheet --hires", "sheet --extra-fonts", "search-gaps file", "import file", "import --accept"}
PROVED_ELSEWHERE = {"import --out"}
"""A folder of drafts, which may lie anywhere but where drafts were corrected: tests/test_import_drafts.py."""
SUFFIX = {
    "export --out": "/x.json",
    "sheet --merge": "/x.pdf",
    "sheet --template": "/x.csv",
    "handbook --out": "/x.pdf",
    "collect --out": "/x.xlsx",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The smallest library, with all that may lie around it."""
    root = root_with(REPOSITORY / "tests/smallest/content", tmp_path / "root")
    (root / "build.py").write_text("# 示例\n", "utf-8")
    (root / "link").symlink_to(root / "content")
    (root / "sub").mkdir()
    return root


def test_every_option_that_takes_a_path_is_known_here() -> None:
    found = {
        f"{name} {action.option_strings[0] if action.option_strings else action.dest}"
        for name, command, _ in parsers()
        for action in actions(command)
        if action.type is Path
    }
    assert found == {*OUTPUTS, *INPUTS, *PROVED_ELSEWHERE}


PLACES = [
    "content",
    "content/new",
    "content/duties",
    "schemas",
    "templates/site",
    "sub/../content",
    "nothing/../content/x",
    "link",
    "link/x",
    ".rolebook/x",
    "mkdocs.yml",
    "build.py",
]


@pytest.mark.parametrize("option", OUTPUTS)
def test_nothing_is_written_into_the_inputs(root: Path, run: Run, tree: Tree, option: str) -> None:
    before = tree(root)
    for place in PLACES:
        done = run("--root", root, *OUTPUTS[option], f"{root / place}{SUFFIX.get(option, '')}")
        assert (done.code, len(done.err.strip().splitlines()), done.out) == (2, 1, ""), place
    assert tree(root) == before


@pytest.mark.parametrize(
    ("command", "name", "text"),
    [
        (("export", "--format", "json", "--out"), "notes.txt", "一句话\n"),
        (("export", "--format", "csv", "--out"), "other.csv", "姓名,工号\n示例,1\n"),
        (("export", "--format", "xlsx", "--out"), "x.xlsx", "一句话\n"),
        (("sheet", "文员", "--merge"), "notes.pdf", "一句话\n"),
        (("handbook", "--out"), "notes.pdf", "一句话\n"),
        (("export", "--format", "json", "--out"), "content/library.yaml", None),
        (("export", "--format", "json", "--out"), "mkdocs.yml", None),
    ],
)
def test_a_file_of_another_format_is_never_replaced(
    root: Path, run: Run, tree: Tree, command: tuple[str, ...], name: str, text: str | None
) -> None:
    if text is not None:
        (root / name).write_text(text, "utf-8")
    before = tree(root)
    done = run("--root", root, *command, root / name)
    assert (done.code, len(done.err.strip().splitlines())) == (2, 1)
    assert tree(root) == before


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_an_export_replaces_its_like(root: Path, run: Run, form: str) -> None:
    out = root / f"x.{form}"
    out.touch()
    for _ in range(2):
        assert run("--root", root, "export", "--format", form, "--out", out).code == 0
        assert out.stat().st_size > 100


def test_links_and_pipes_are_written_through(root: Path, run: Run, tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    link.symlink_to(real)
    assert run("--root", root, "export", "--format", "json", "--out", link).code == 0
    assert link.is_symlink()
    assert real.read_bytes().startswith(b"{")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
        assert run("--root", root, "export", "--format", "json", "--out", pipe).code == 0
        assert reader.communicate()[0] == real.read_bytes()
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_standard_output_stays_what_it_is(root: Path, tmp_path: Path) -> None:
    """By a link like /dev/stdout: were that one itself replaced, as root may, the whole machine would suffer."""
    link = tmp_path / "stdout"
    link.symlink_to("/proc/self/fd/1")
    command = [sys.executable, "build.py", "--root", str(root), "export", "--format", "json", "--out", str(link)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=True)
    assert done.stdout.startswith(b"{")
    assert link.is_symlink()


def test_a_full_device_is_told_and_stays(root: Path, run: Run, tmp_path: Path) -> None:
    """As root with a device of its own."""
    full = Path("/dev/full")
    if os.geteuid() == 0:
        full = tmp_path / "full"
        try:
            os.mknod(full, stat.S_IFCHR | 0o666, os.makedev(1, 7))
            os.close(os.open(full, os.O_WRONLY))
        except OSError:
            pytest.skip("no device can be made here")
    done = run("--root", root, "export", "--format", "json", "--out", full)
    assert done.code == 1
    assert f"无法写入 {full}（磁盘已满）" in done.err
    assert stat.S_ISCHR(full.stat().st_mode)


def modes(folder: Path) -> set[int]:
    return {stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}


@pytest.mark.parametrize("mask", [0o022, 0o027, 0o077])
def test_rights_follow_the_umask(root: Path, run: Run, tmp_path: Path, mask: int) -> None:
    old = os.umask(mask)
    try:
        assert run("--root", root, "site", "--no-pdf", "--out", tmp_path / "site").code == 0
        assert run("--root", root, *OUTPUTS["sheet --out"], tmp_path / "out").code == 0
        assert run("--root", root, *OUTPUTS["export --out"], tmp_path / "out/x.json").code == 0
    finally:
        os.umask(old)
    assert modes(tmp_path / "site") == modes(tmp_path / "out") == {0o777 & ~mask, 0o666 & ~mask}


def test_a_file_that_is_replaced_keeps_its_rights(root: Path, run: Run) -> None:
    for path in (root / "content").rglob("*.yaml"):
        path.chmod(0o664)
    (root / "x.json").write_text("{}", "utf-8")
    (root / "x.json").chmod(0o640)
    assert run("--root", root, "rename", "answer-the-telephone", "answer-calls").code == 0
    assert run("--root", root, "fmt").code == 0
    assert run("--root", root, "export", "--format", "json", "--out", root / "x.json").code == 0
    assert {
        stat.S_IMODE((root / "content" / name).stat().st_mode) for name in ("duties/daily.yaml", "roles/clerk.yaml")
    } == {0o664}
    assert stat.S_IMODE((root / "x.json").stat().st_mode) == 0o640
