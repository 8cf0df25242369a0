"""Where outputs lie: nothing of anybody else's goes with an old site, no two files take one place, links end."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rolebook.cli import main
from rolebook.publishing.sites import LIST
from rolebook.publishing.staging import MARKER
from tests.conftest import REPOSITORY, Run, root_with

Tree = Callable[[Path], dict[str, bytes]]
HIRES = (
    "姓名,工号,岗位,入职日期\n示例甲,A001,文员,2026-12-01\n示例乙,A002,文员,2026-12-01\n示例丙,A003,文员,2026-12-01\n"
)
FIRST = "1-文员-示例甲-A001"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The smallest library with a table of hires beside it."""
    (tmp_path / "h.csv").write_text(HIRES, "utf-8")
    return root_with(REPOSITORY / "tests/smallest/content", tmp_path / "root")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that is built once."""
    root = root_with(REPOSITORY / "tests/smallest/content", tmp_path_factory.mktemp("built") / "root")
    assert main(["--root", str(root), "site", "--no-pdf"]) == 0
    return root / "site"


@pytest.fixture
def site(built: Path, root: Path) -> Path:
    """A built site, to be meddled with."""
    return shutil.copytree(built, root / "site")


def refused(root: Path, run: Run, tree: Tree, *command: str | Path) -> str:
    """What wrong use is answered with, in one line; nothing was written."""
    before = tree(root.parent)
    done = run("--root", root, *command)
    assert (done.code, len(done.err.strip().splitlines()), done.out) == (2, 1, ""), done.err
    assert tree(root.parent) == before
    return done.err


def test_a_site_lists_its_files_and_is_replaced(site: Path, root: Path, run: Run, tree: Tree) -> None:
    names = (site / LIST).read_text("utf-8").splitlines()
    assert names == sorted(set(tree(site)) - {LIST})
    (site / "assets/.DS_Store").write_bytes(b"x")
    assert run("--root", root, "site", "--no-pdf").code == 0
    assert set(tree(site)) == {*names, LIST}


@pytest.mark.parametrize("place", ["hr-notes.docx", "old/p.xlsx", "assets/说明.txt", "roles/x/y", ".git/config"])
def test_foreign_files_in_a_site_are_never_lost(site: Path, root: Path, run: Run, tree: Tree, place: str) -> None:
    (site / place).parent.mkdir(exist_ok=True)
    (site / place).write_text("示例", "utf-8")
    told = refused(root, run, tree, "site")
    assert place.split("/", maxsplit=1)[0] in told
    assert "--out" in told
    (site / place).unlink()


def test_folders_and_links_in_a_site_count_too(site: Path, root: Path, run: Run, tree: Tree, tmp_path: Path) -> None:
    (site / "empty").mkdir()
    refused(root, run, tree, "site")
    (site / "empty").rmdir()
    (site / "link").symlink_to(tmp_path)
    refused(root, run, tree, "site")
    (site / "link").unlink()
    assert run("--root", root, "site", "--no-pdf").code == 0


@pytest.mark.parametrize("stray", [None, "hr-notes.docx", ".git", "notes.txt"])
def test_a_site_without_a_list_is_replaced_unless_its_top_holds_other_things(
    site: Path, root: Path, run: Run, tree: Tree, stray: str | None
) -> None:
    (site / LIST).unlink()
    if stray is None:
        assert run("--root", root, "site", "--no-pdf").code == 0
        assert (site / LIST).is_file()
        return
    (site / stray).write_text("示例", "utf-8")
    assert stray in refused(root, run, tree, "site")


def test_a_made_up_version_opens_no_folder(root: Path, run: Run, tree: Tree) -> None:
    photos = root / "photos"
    photos.mkdir()
    for name in (MARKER, "index.html", "notes.docx"):
        (photos / name).write_text("示例", "utf-8")
    refused(root, run, tree, "site", "--out", photos)


@pytest.mark.parametrize(
    "command",
    [
        ("sheet", "文员", "--format", "html", "--out", "{}"),
        ("sheet", "文员", "--format", "html", "--out", "{}/sheets/new"),
        ("sheet", "文员", "--merge", "{}/x.pdf"),
        ("sheet", "--template", "{}/assets/x.csv"),
        ("export", "--format", "json", "--out", "{}/data/library.json"),
    ],
)
def test_nothing_else_is_written_into_a_site(
    site: Path, root: Path, run: Run, tree: Tree, command: tuple[str, ...]
) -> None:
    link = root / "link"
    link.symlink_to(site)
    for folder in (site, link):
        refused(root, run, tree, *(part.format(folder) for part in command))


@pytest.mark.parametrize(
    "places",
    [
        ("--out", "o", "--merge", f"o/{FIRST}.pdf"),
        ("--out", "o", "--merge", f"sub/../o/{FIRST}.pdf"),
        ("--out", "link", "--merge", f"o/{FIRST}.pdf"),
        ("--out", "m.pdf", "--merge", "m.pdf"),
        ("--out", "m.pdf/x", "--merge", "m.pdf"),
    ],
)
def test_two_outputs_never_take_one_place(
    root: Path, run: Run, tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, places: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    (tmp_path / "o").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "o")
    assert "--merge" in refused(root, run, tree, "sheet", "--hires", "h.csv", *places)


def test_two_links_never_lead_two_sheets_to_one_file(root: Path, run: Run, tree: Tree, tmp_path: Path) -> None:
    out = tmp_path / "o"
    out.mkdir()
    (out / f"{FIRST}.html").symlink_to(tmp_path / "x.html")
    (out / "2-文员-示例乙-A002.html").symlink_to(tmp_path / "x.html")
    refused(root, run, tree, "sheet", "--hires", tmp_path / "h.csv", "--format", "html", "--out", out)


def test_an_empty_table_goes_with_no_other_output(root: Path, run: Run, tree: Tree, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    refused(root, run, tree, "sheet", "--template", table, "--out", tmp_path / "o")
    refused(root, run, tree, "sheet", "--template", table, "--merge", tmp_path / "m.pdf")


@pytest.mark.parametrize("merge", [(), ("--merge", "o/all.pdf")])
def test_what_stands_at_the_places_is_proved_first(
    root: Path, run: Run, tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, merge: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    command = ("sheet", "--hires", "h.csv", "--out", "o", *merge)
    (tmp_path / "o").mkdir()
    (tmp_path / "file.txt").write_text("示例", "utf-8")
    place = tmp_path / "o/2-文员-示例乙-A002.pdf"
    place.symlink_to("../file.txt")
    refused(root, run, tree, *command)
    place.unlink()
    place.symlink_to(root)  # a folder
    before = tree(tmp_path)
    done = run("--root", root, *command)
    assert (done.code, done.out) == (1, "")
    assert place.name in done.err
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    "command",
    [
        ("site", "--out", "loop"),
        ("site", "--out", "loop/x"),
        ("sheet", "文员", "--format", "html", "--out", "loop"),
        ("sheet", "文员", "--merge", "loop/x.pdf"),
        ("sheet", "文员", "--merge", "loop.pdf"),
        ("sheet", "--template", "loop/a.csv"),
        ("sheet", "--template", "loop.csv"),
        ("export", "--format", "json", "--out", "loop"),
        ("export", "--format", "json", "--out", "loop/x.json"),
        ("init", "loop"),
        ("init", "loop/x"),
        ("--root", "loop", "check"),
        ("--root", "loop/x", "init", "loop"),
        ("--root", "nowhere", "init", "loop"),
    ],
)
def test_links_that_lead_to_themselves_are_wrong_use(
    root: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("loop", "loop.pdf", "loop.csv"):
        (tmp_path / name).symlink_to(name)
    before = sorted(tmp_path.rglob("*"))
    done = run("--root", root, *command)
    assert (done.code, len(done.err.strip().splitlines()), done.out) == (2, 1, ""), done.err
    assert "loop" in done.err
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("place", ["content/duties", "content/library.yaml", "content", "templates", "mkdocs.yml"])
def test_links_that_lead_to_themselves_in_the_inputs_are_told(root: Path, run: Run, place: str) -> None:
    target = root / place
    target.rename(root / "away")
    target.symlink_to(target.name)
    for command in (["check"], ["site"], ["sheet", "文员", "--format", "html"], ["fmt"]):
        done = run("--root", root, *command)  # `run` itself refuses what falls into the net
        assert done.code in {0, 1, 2}
