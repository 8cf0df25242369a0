"""A hire's sheet that git would take into the repository is not made, whatever its form and place."""

import subprocess
from pathlib import Path

import pytest

from tests.conftest import Run


@pytest.mark.parametrize(
    "place",
    [["--out", "x"], ["--merge", "x.pdf"], ["--out", "out", "--merge", "x.pdf"], ["--out", "x", "--format", "html"]],
)
def test_a_sheet_that_git_would_take_is_not_made(root: Path, run: Run, place: list[str]) -> None:
    subprocess.run(["git", "init", "-q", root], check=True)
    (root / ".gitignore").write_text("/out/\n/x/*.pdf\n" if "html" in place else "/out/\n", "utf-8")
    before = sorted(root.rglob("*"))
    there = [str(root / word) if word in {"x", "x.pdf", "out"} else word for word in place]
    said = run("--root", root, "sheet", "销售代表", "--name", "示例", *there)
    assert said.code == 1
    assert "[tracked-output]" in said.out + said.err
    assert sorted(root.rglob("*")) == before


def test_a_blank_sheet_may_lie_there(root: Path, run: Run) -> None:
    subprocess.run(["git", "init", "-q", root], check=True)
    assert run("--root", root, "sheet", "销售代表", "--format", "html", "--out", root / "x").code == 0
