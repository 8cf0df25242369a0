"""An organisation replaces content/ and keeps all else: commands work on the smallest content, and tests on any."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import lxml.html
import pytest

from rolebook.model.coverage import coverage
from rolebook.model.library import Library
from tests.conftest import COMPANY, REPOSITORY, Run, root_with
from tests.sample import is_the_sample

SMALLEST = REPOSITORY / "tests" / "smallest"
QUICK = ("test_companions", "test_stats")
"""Modules that a swap runs in `make test`: seconds each. `make soak` runs them all."""


@pytest.fixture
def smallest(tmp_path: Path) -> Path:
    """A root with the smallest content: a department, a role and a duty, no source, no page, no rule."""
    return root_with(SMALLEST / "content", tmp_path / "smallest")


def test_the_smallest_content_is_sound(smallest: Path, run: Run) -> None:
    checked = run("--root", smallest, "check", "--strict", "--format", "json")
    assert (checked.code, json.loads(checked.out)["findings"]) == (0, [])
    assert run("--root", smallest, "coverage").code == 0
    assert run("--root", smallest, "fmt", "--check").code == 0
    assert run("--root", smallest, "stats").code == 0


def test_its_site_says_nothing_of_another_trade(smallest: Path, run: Run) -> None:
    """No page or file of it names what the sample is about."""
    out = smallest / "site"
    assert run("--root", smallest, "site", "--no-pdf", "--out", out).code == 0
    for file in sorted(path for path in out.rglob("*") if path.suffix in {".html", ".js", ".json", ".csv", ".css"}):
        assert "销售" not in file.read_text("utf-8"), file
        assert "sales" not in file.read_text("utf-8"), file


def test_its_home_page_offers_what_it_has(smallest: Path, run: Run) -> None:
    out = smallest / "site"
    assert run("--root", smallest, "site", "--no-pdf", "--out", out).code == 0
    page = lxml.html.fromstring((out / "index.html").read_bytes())
    [examples] = page.xpath("//p[contains(@class, 'examples')]")
    assert [link.text for link in examples.xpath("a")] == ["接听电话"]


def test_sheets_exports_and_new_entries_of_it(smallest: Path, run: Run) -> None:
    sheets = run("--root", smallest, "sheet", "文员", "--format", "pdf,docx,html", "--out", smallest / "sheets")
    assert sheets.code == 0
    assert sorted(path.name for path in (smallest / "sheets").iterdir()) == ["文员.docx", "文员.html", "文员.pdf"]
    for form in ("json", "csv", "xlsx"):
        assert run("--root", smallest, "export", "--format", form, "--out", smallest / f"export.{form}").code == 0
    new = ("new", "duty", "--text", "每天整理文件", "--theme", "daily", "--used-by", "clerk", "--decided", "2026-11-01")
    assert run("--root", smallest, *new, "--by", "办公室", "--reason", "示例").code == 0
    assert run("--root", smallest, "check", "--strict").code == 0


def test_each_source_has_its_own_figures_on_the_home_page(
    company: Path, run: Run, library: Library, tmp_path: Path
) -> None:
    """The company has four sources: each is said with the number of its own lines."""
    assert run("--root", company, "site", "--no-pdf", "--out", tmp_path / "site").code == 0
    page = lxml.html.fromstring((tmp_path / "site/index.html").read_bytes())
    said = [
        "".join(one.itertext()) for one in page.xpath("//section[@aria-labelledby='h-state']/p[contains(., '原文共')]")
    ]
    expected = {
        source.title: sum(id_ == source.id for id_, _ in coverage(library)) for source in library.sources.values()
    }
    assert len(expected) == 4
    assert len(set(expected.values())) == 4
    for title, lines in expected.items():
        [sentence] = [one for one in said if one.startswith(title)]
        assert f"原文共 {lines} 行" in sentence


# ---- the tests themselves, with other content


def swapped(content: Path, folder: Path) -> Path:
    """A copy of the checkout with other content."""
    named = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True).stdout
    for name in named.decode("utf-8").split("\0"):
        if name and not name.startswith("content/") and (REPOSITORY / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPOSITORY / name, folder / name)
    shutil.copytree(content, folder / "content")
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *command], cwd=folder, check=True, capture_output=True)
    return folder


def run_tests(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the tests of a copy of the checkout."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=checkout, check=False, capture_output=True, text=True, env=outside)


@pytest.mark.soak
@pytest.mark.parametrize("content", [COMPANY], ids=lambda path: path.name)
def test_the_tests_pass_on_other_content(content: Path, tmp_path: Path) -> None:
    """A part of them; those of the sample stay out, and one line says so."""
    checkout = swapped(content / "content", tmp_path / "checkout")
    assert not is_the_sample(checkout / "content")
    done = run_tests(checkout, *(f"tests/{name}.py" for name in QUICK), "tests/content")
    assert done.returncode == 0, done.stdout[-4000:]
    assert "tests/content: not run, since content/ is not the sample" in done.stdout


@pytest.mark.soak
@pytest.mark.parametrize("content", [SMALLEST, COMPANY], ids=lambda path: path.name)
def test_all_tests_pass_on_other_content(content: Path, tmp_path: Path) -> None:
    checkout = swapped(content / "content", tmp_path / "checkout")
    done = run_tests(checkout, "-n", "2")
    assert done.returncode == 0, done.stdout[-8000:]
