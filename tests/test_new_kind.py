"""A kind of clause that CONTRIBUTING adds step by step is validated, listed, searched, exported, completed, printed."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from textwrap import indent
from typing import Any

import pypdf
import pytest

from tests.conftest import COMPANY, REPOSITORY

STEP = re.compile(
    r"^   \*\*(?P<files>[^\n]+)\*\*, (?P<where>[^\n]+):\n\n   ```\w+\n(?P<block>.*?)\n   ```$", re.MULTILINE | re.DOTALL
)

TRAINING = """\
- id: learn-the-cold-chain
  text: 上岗前学习冷链配送的要求，并通过考核（示例）。
  origin:
    decided: 2026-11-20
    by: 人力资源部
    reason: 示例
  topics:
    - 冷链温度记录
    - 异常上报
  hours: 8
  method: practice
"""


def steps() -> dict[str, tuple[str, str]]:
    """File → (where in it, what is added), as CONTRIBUTING says."""
    found = {}
    for step in STEP.finditer((REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")):
        block = "\n".join(line.removeprefix("   ") for line in step["block"].split("\n"))
        for file in re.findall(r"[\w./]+\.\w+", step["files"]):
            found[file] = (step["where"], block)
    return found


def add(root: Path) -> None:
    """Carry the steps out in a copy of the repository."""
    for file, (where, block) in steps().items():
        path = root / file
        if where == "a new file":
            path.write_text(f"{block}\n", "utf-8")
        elif where == "at the end":
            path.write_text(f"{path.read_text('utf-8')}\n\n{block}\n", "utf-8")
        elif where == "among the properties":
            schema = json.loads(path.read_text("utf-8"))
            schema["properties"].update(json.loads(block))
            schema["properties"]["inferred"]["items"]["enum"].append("trainings")
            path.write_text(json.dumps(schema, ensure_ascii=False, indent=2), "utf-8")
        else:
            assert where == "before the row of `department`"
            text = path.read_text("utf-8").replace(" Duty,", " Duty, Training,", 1)
            row = text.index('    Kind(\n        name="department"')
            path.write_text(f"{text[:row]}{indent(block, '    ')},\n{text[row:]}", "utf-8")
    path = root / "schemas" / "sheet.schema.json"
    schema = json.loads(path.read_text("utf-8"))
    schema["$defs"]["section"]["enum"].append("trainings")
    path.write_text(json.dumps(schema, ensure_ascii=False, indent=2), "utf-8")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository with the made-up library of the tests, the kind added, and one clause of it in use."""
    root = tmp_path_factory.mktemp("kind")
    for name in ("rolebook", "schemas", "templates"):
        shutil.copytree(REPOSITORY / name, root / name)  # with what is compiled: it is valid for the copy too
    shutil.copytree(COMPANY / "content", root / "content")
    for name in ("build.py", "mkdocs.yml"):
        shutil.copy(REPOSITORY / name, root / name)
    add(root)
    (root / "content" / "trainings").mkdir()
    (root / "content" / "trainings" / "sales.yaml").write_text(TRAINING, "utf-8")
    settings = root / "content" / "sheet.yaml"
    settings.write_text(
        settings.read_text("utf-8").replace("      - duties\n", "      - duties\n      - trainings\n", 1), "utf-8"
    )
    owner = root / "content" / "departments" / "sales.yaml"
    owner.write_text(f"{owner.read_text('utf-8')}trainings:\n  - learn-the-cold-chain\n", "utf-8")
    return root


def run(root: Path, *arguments: str, code: int = 0) -> str:
    """What the copy's own command line says."""
    command = [sys.executable, "build.py", *arguments]
    process = subprocess.run(command, check=False, capture_output=True, text=True, cwd=root)
    assert process.returncode == code, process.stdout + process.stderr
    return process.stdout


def findings(root: Path) -> list[tuple[str, str]]:
    """Rule and file of all that `check` says of the new kind."""
    said = json.loads(run(root, "check", "--format", "json", code=1))["findings"]
    return [(one["rule"], one["file"]) for one in said if one["severity"] == "error"]


def test_it_is_valid_and_its_mistakes_are_found(root: Path) -> None:
    file = root / "content" / "trainings" / "sales.yaml"
    wrong = TRAINING
    for old, new in (
        ("method: practice", "method: practise"),
        ("  hours: 8\n", "  hour: 8\n"),
        ("text: 上岗前", "text: 1. 上岗前"),
    ):
        wrong = wrong.replace(old, new)
    file.write_text(wrong, "utf-8")
    rules = ["list-number", "unknown-key", "unknown-value"]
    assert sorted(findings(root)) == [(rule, "content/trainings/sales.yaml") for rule in rules]
    file.write_text(TRAINING.replace("learn-the-cold-chain", "learn-cold-chains"), "utf-8")
    assert findings(root) == [("unknown-id", "content/departments/sales.yaml")]
    file.write_text(TRAINING, "utf-8")
    run(root, "check")


def test_it_has_pages_and_is_searched(root: Path, tmp_path: Path) -> None:
    run(root, "site", "--no-pdf", "--out", str(tmp_path / "site"))
    page = (tmp_path / "site/clauses/learn-the-cold-chain.html").read_text("utf-8")
    assert "<div><dt>学时</dt><dd>8</dd></div>" in page
    assert "<div><dt>方式</dt><dd>实操</dd></div>" in page
    role = (tmp_path / "site/roles/sales-representative.html").read_text("utf-8")
    assert '<section id="trainings"' in role
    assert '<td data-label="内容">冷链温度记录；异常上报' in role
    assert "（部门通用）" in role.partition('id="trainings"')[2].partition("</section>")[0]
    assert '<a href="#trainings">培训要求</a>' in role
    data = next((tmp_path / "site/assets").glob("search-data*.js")).read_text("utf-8")
    search = json.loads(data[data.index("{") : data.rindex("}") + 1])
    (entry,) = [one for one in search["entries"] if one[1] == "learn-the-cold-chain"]
    assert entry[4] == ["冷链温度记录；异常上报"]
    assert search["kinds"][entry[0]] == "培训"
    assert "1 条培训要求" in (tmp_path / "site/index.html").read_text("utf-8")


def test_it_is_exported_and_counted(root: Path, tmp_path: Path) -> None:
    for ending in ("json", "csv"):
        run(root, "export", "--format", ending, "--out", str(tmp_path / f"x.{ending}"))
    data = json.loads((tmp_path / "x.json").read_text("utf-8"))
    (clause,) = [one for one in data["clauses"] if one["kind"] == "training"]
    assert (clause["topics"], clause["hours"], clause["method"]) == (["冷链温度记录", "异常上报"], 8, "practice")
    department = next(one for one in data["departments"] if one["id"] == "sales")
    assert department["trainings"] == ["learn-the-cold-chain"]
    role = next(one for one in data["roles"] if one["id"] == "sales-representative")
    assert role["inherited"]["trainings"] == ["learn-the-cold-chain"]
    rows = csv.DictReader(io.StringIO((tmp_path / "x.csv").read_bytes().decode("utf-8-sig")))
    (row,) = [one for one in rows if one["类别"] == "培训要求"]
    assert (row["培训内容"], row["学时"], row["方式"]) == ("冷链温度记录；异常上报", "8", "实操")
    stats = json.loads(run(root, "stats", "--format", "json"))
    assert stats["clauses"]["training"] == stats["reuse"]["training"]["owners"]["1"] == 1
    assert "培训要求" in run(root, "stats")


def test_it_is_suggested_while_editing(root: Path) -> None:
    run(root, "schemas")
    offered = (root / ".vscode/suggestions/department.json").read_text("utf-8")
    assert '"body": "learn-the-cold-chain"' in offered


def test_it_is_printed_in_every_layout(root: Path, tmp_path: Path) -> None:
    run(root, "sheet", "sales-representative", "--format", "pdf,docx,html", "--out", str(tmp_path))
    made = {path.suffix: path for path in tmp_path.iterdir()}
    said = {
        ".pdf": "".join(page.extract_text() for page in pypdf.PdfReader(made[".pdf"]).pages),
        ".html": re.sub(r"<[^>]+>", " ", made[".html"].read_text("utf-8")),
        ".docx": re.sub(r"<[^>]+>", " ", zipfile.ZipFile(made[".docx"]).read("word/document.xml").decode("utf-8")),
    }
    for ending, text in said.items():
        words = "".join(text.split())
        start = words.index("培训要求")
        assert "序号培训内容学时方式1冷链温度记录；异常上报部门通用8实操" in words[start : start + 60], ending


def test_new_writes_one(root: Path) -> None:
    options = ["--department", "sales", "--topic", "投诉处理", "--hours", "4", "--decided", "2026-11-21"]
    text = "每季度复训一次客户投诉的处理（示例）"
    run(root, "new", "training", "--text", text, *options, "--by", "人力资源部", "--reason", "示例", "--id", "retrain")
    written = (root / "content/trainings/sales.yaml").read_text("utf-8").removeprefix(TRAINING)
    assert written == (
        f"- id: retrain\n  text: {text}\n  origin:\n    decided: 2026-11-21\n    by: 人力资源部\n    reason: 示例\n"
        "  topics:\n    - 投诉处理\n  hours: 4\n"
    )
    entry: dict[str, Any] = json.loads(run(root, "similar", text, "--format", "json"))["matches"][0]
    assert (entry["id"], entry["kind"]) == ("retrain", "training")


def test_it_can_be_renamed_merged_and_retired(root: Path) -> None:
    run(root, "rename", "learn-the-cold-chain", "learn-cold-chain")
    assert "learn-cold-chain" in (root / "content/departments/sales.yaml").read_text("utf-8")
    run(root, "retire", "learn-cold-chain", "--reason", "示例")
    assert "learn-cold-chain" not in (root / "content/departments/sales.yaml").read_text("utf-8")
    run(root, "check")
