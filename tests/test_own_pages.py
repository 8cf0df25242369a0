"""A company's own pages: added to those that come with Rolebook, replacing one of the same name, or not there."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rolebook.loading.places import PRODUCT_PAGES
from tests.conftest import REPOSITORY, Run


@pytest.fixture
def handbook(small: Path) -> Path:
    """The made-up company's root with all that a site needs."""
    shutil.copytree(REPOSITORY / "templates", small / "templates")
    shutil.copy(REPOSITORY / "mkdocs.yml", small)
    return small


def notes(root: Path, run: Run) -> list[tuple[str, str, str]]:
    """(severity, file, rule) of all that `check` says."""
    found = json.loads(run("--root", root, "check", "--format", "json").out)["findings"]
    return [(one["severity"], one["file"], one["rule"]) for one in found]


def test_the_pages_that_come_with_rolebook_are_those_that_check_knows() -> None:
    assert tuple(sorted(path.name for path in (REPOSITORY / "templates/pages").glob("*.md"))) == PRODUCT_PAGES


def test_without_pages_of_its_own_a_handbook_has_those_of_the_product(handbook: Path, run: Run) -> None:
    shutil.rmtree(handbook / "content/pages")
    out = handbook / "site"
    assert run("--root", handbook, "site", "--no-pdf", "--out", out).code == 0
    assert ">关于本手册</h1>" in (out / "about.html").read_text("utf-8")
    assert ">编辑指南</h1>" in (out / "guide.html").read_text("utf-8")
    assert (out / "pictures/check.png").is_file()


def test_own_pages_are_added_and_replace_those_of_the_same_name(handbook: Path, run: Run) -> None:
    pages, out = handbook / "content/pages", handbook / "site"
    (pages / "about.md").write_text(
        "# 关于示例商贸公司\n\n见[须知](newcomers.md)和[指南](guide.md)。\n\n![图](pictures/own.png)\n", "utf-8"
    )
    (pages / "pictures").mkdir()
    shutil.copy(REPOSITORY / "templates/pages/pictures/new.png", pages / "pictures/own.png")
    assert run("--root", handbook, "site", "--no-pdf", "--out", out).code == 0
    about = (out / "about.html").read_text("utf-8")
    assert ">关于示例商贸公司</h1>" in about
    assert "怎样生成岗位说明书" not in about
    assert 'href="newcomers.html"' in about
    assert 'href="guide.html"' in about
    assert (out / "pictures/own.png").is_file()
    assert ">编辑指南</h1>" in (out / "guide.html").read_text("utf-8")
    assert ">新同事须知（示例）</h1>" in (out / "newcomers.html").read_text("utf-8")
    assert notes(handbook, run) == [("note", "content/pages/about.md", "replaced-page")]


def test_other_files_among_the_pages_are_noted_and_not_published(handbook: Path, run: Run) -> None:
    pages, out = handbook / "content/pages", handbook / "site"
    for name in ("page.html", "script.js", "picture.gif", "data.yaml"):
        (pages / name).write_text("示例", "utf-8")
    (pages / ".hidden.md").write_text("# 示例\n", "utf-8")
    assert run("--root", handbook, "site", "--no-pdf", "--out", out).code == 0
    published = {path.name for path in out.rglob("*")}
    assert published.isdisjoint({"page.html", "script.js", "picture.gif", "data.yaml", ".hidden.html", ".hidden.md"})
    assert notes(handbook, run) == [
        ("note", f"content/pages/{name}", "ignored-file")
        for name in ("data.yaml", "page.html", "picture.gif", "script.js")
    ]


def test_mkdocs_itself_builds_them_without_a_warning(handbook: Path) -> None:
    (handbook / "content/pages/guide.md").write_text("# 本公司的编辑指南\n\n见[关于](about.md)。\n", "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(handbook / "made")]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    process = subprocess.run(command, check=False, capture_output=True, text=True, cwd=handbook, env=environment)
    assert process.returncode == 0, process.stderr
    assert "本公司的编辑指南" in (handbook / "made/guide.html").read_text("utf-8")
