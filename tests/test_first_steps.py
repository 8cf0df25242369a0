"""An empty handbook and a new department show what to do first; what is done is not shown any more."""

import hashlib
import shutil
from pathlib import Path

import lxml.html

from tests.conftest import REPOSITORY, Run

SMALLEST = REPOSITORY / "tests" / "smallest" / "content"
SOURCE = """id: old-rules
title: 示例文件
received: 2026-11-01
original: old-rules.txt
sha256: "{}"
text: old-rules.txt
documents:
  - id: d01
    title: 示例文件
    lines: 1-2
    state: open
ledger:
  title: [1]
"""


def _steps(page: Path) -> list[str]:
    return [str(step) for step in lxml.html.fromstring(page.read_bytes()).xpath("//*[@data-step]/@data-step")]


def test_steps_vanish_as_they_are_done(tmp_path: Path, run: Run) -> None:
    root = tmp_path / "甲公司"
    assert run("init", root, "--organisation", "甲公司（示例）").code == 0

    def built() -> list[str]:
        assert run("--root", root, "site", "--no-pdf").code == 0
        return _steps(root / "site/index.html")

    assert built() == ["source", "role", "build"]
    text = "示例文件（编造）\n接听电话。\n".encode()
    source = SOURCE.format(hashlib.sha256(text).hexdigest())
    (root / "content/sources/old-rules.txt").write_bytes(text)
    (root / "content/sources/old-rules.yaml").write_text(source, "utf-8")
    assert built() == ["role", "build"]
    for path in SMALLEST.rglob("*.yaml"):
        if path.parent.name in {"roles", "duties", "departments"} or path.name == "taxonomy.yaml":
            shutil.copy(path, root / "content" / path.relative_to(SMALLEST))
    assert built() == []


def test_a_new_department_shows_its_own(tmp_path: Path, run: Run) -> None:
    root = tmp_path / "root"
    shutil.copytree(SMALLEST, root / "content")
    (root / "content/departments/training.yaml").write_text("id: training\ntitle: 培训部\nindustry: general\n", "utf-8")
    assert run("--root", root, "site", "--no-pdf").code == 0
    site = root / "site"
    assert _steps(site / "departments/training.html") == ["source", "role", "build"]
    assert _steps(site / "departments/office.html") == []
    assert _steps(site / "index.html") == ["source"], "roles are there, a source is not"
    assert "还没有岗位的部门：" in (site / "index.html").read_text("utf-8")
