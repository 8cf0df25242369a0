"""What an editor shows: the real yaml-language-server with the settings of .vscode."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from rolebook.checks import RULES
from rolebook.cli import main
from tests import casefile
from tests.test_cases import CASES
from tests.verify.language_server import LanguageServer, section
from tests.verify.test_validators import HERE, REPOSITORY, node

ROLE = "content/roles/sales-representative.yaml"
__all__ = ["node"]  # the fixture

BEYOND = {
    "bad-date": "the server does not check formats",
    "bad-number": "to YAML it is a number",
    "control-character": "YAML allows it, or the editor shows it",
    "duplicate-id": "ids of other entries and files",
    "file-name": "names of files",
    "list-number": "what a text says",
    "missing-line": "lines of sources",
    "no-block-scalars": "YAML",
    "not-utf-8": "the editor has decoded the file already",
    "retired-reference": "other files",
    "reused-id": "other files",
    "tab": "YAML allows it there",
    "unknown-id": "other files",
    "wrapped-text": "YAML",
}
"""Rules that no schema can know, and why; those about what clauses say (RULES) are beyond it too."""

APART = {
    "encoding/cr": "the line ends of an old Macintosh: the server sees one line",
    "library/twice-in-groups": "a schema compares within a list, and the duty stands in two groups",
    "schema/group-twice": "the server compares no mappings",
    "yaml/empty": "an empty file is valid YAML",
    "yaml/keys-that-are-no-words": "`true` is a key to the server",
    "yaml/unclosed-quote-over-lines": "what follows closes it, for YAML",
}
"""Cases on which the two differ all the same."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small library as an editor opens it, with its suggestions."""
    root = tmp_path_factory.mktemp("editor") / "root"
    shutil.copytree(REPOSITORY / "tests" / "company" / "content", root / "content")
    shutil.copytree(REPOSITORY / "schemas", root / "schemas")
    shutil.copytree(REPOSITORY / ".vscode", root / ".vscode")
    shutil.rmtree(root / ".vscode" / "suggestions", ignore_errors=True)
    assert main(["--root", str(root), "schemas"]) == 0
    return root


@pytest.fixture(scope="module")
def server(folder: Path, node: Path) -> Iterator[LanguageServer]:  # pytest's way to ask for it
    assert node.parent == HERE
    settings = json.loads((folder / ".vscode" / "settings.json").read_text("utf-8"))
    program = node / ".bin" / "yaml-language-server"
    running = LanguageServer(program.resolve(), folder, {"yaml": section(settings, "yaml")})
    yield running
    running.close()


def test_a_word_of_a_text_completes_its_id(server: LanguageServer, folder: Path) -> None:
    """The editor filters by label, so the label holds what was typed, and what is written is the id."""
    file = folder / ROLE
    before = file.read_text("utf-8")
    for typed, wanted, id_ in (
        ("销售计划", "制定每月、季度销售计划。", "draw-up-sales-plan"),
        ("来访", "接待来访顾客。", "receive-customers"),
    ):
        line = _typed(file, before, typed)
        offered = {item["label"]: item for item in server.completions(ROLE, line, 5 + len(typed))}
        assert typed in wanted
        assert offered[wanted]["textEdit"]["newText"] == id_
    file.write_text(before.replace("department: sales", "department: 销售", 1), "utf-8")
    line = before.split("\n").index("department: sales") + 1
    assert "销售部" in {item["label"] for item in server.completions(ROLE, line, 15)}
    file.write_text(before, "utf-8")


def _typed(file: Path, before: str, words: str) -> int:
    """Type words in the place of a duty's id; the line."""
    lines = before.split("\n")
    line = next(number for number, text in enumerate(lines) if text.startswith("  - keep-sales-ledger"))
    lines[line] = f"  - {words}"
    file.write_text("\n".join(lines), "utf-8")
    return line + 1


def test_retired_clauses_are_not_offered(server: LanguageServer, folder: Path) -> None:
    file = folder / ROLE
    before = file.read_text("utf-8")
    line = _typed(file, before, "传真")
    labels = {item["label"] for item in server.completions(ROLE, line, 7)}
    assert "填写销售台账。" in labels
    assert "收发传真。" not in labels
    file.write_text(before, "utf-8")


@pytest.mark.parametrize(
    ("name", "key", "words"),
    [
        (ROLE, "reports_to", "上级岗位"),
        (ROLE, "headcount", "编制"),
        ("content/duties/planning.yaml", "  sources", "出自哪个来源文件的哪一行"),
        ("content/penalties/sales.yaml", "      basis", "原文是否说明性质"),
        ("content/library.yaml", "site_url", "手册发布的网址"),
    ],
)
def test_hovering_explains_a_key_in_chinese(
    name: str, key: str, words: str, server: LanguageServer, folder: Path
) -> None:
    lines = (folder / name).read_text("utf-8").split("\n")
    line = next(number for number, text in enumerate(lines, 1) if text.startswith(f"{key}:"))
    assert words in server.hover(name, line, len(key))


def test_the_server_and_check_give_the_same_verdict(
    server: LanguageServer, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On every file of every case; rules beyond a schema left aside."""
    compared, apart = 0, set()
    beyond = {*BEYOND, *(entry.rule for rule in RULES for entry in rule.entries)}
    for path in CASES:
        case = casefile.read(path)
        shutil.rmtree(folder / "content")
        shutil.copytree(REPOSITORY / "tests" / "company" / "content", folder / "content")
        case.apply(folder)
        main(["--root", str(folder), "check", "--format", "json"])
        findings = json.loads(capsys.readouterr().out)["findings"]
        for name in {name for name, _, _ in case.edits if name.endswith(".yaml") and (folder / name).is_file()}:
            rules = {one["rule"] for one in findings if one["file"] == name and one["severity"] == "error"}
            refused = any(one.get("severity") == 1 for one in server.diagnostics(name))
            compared += 1
            if (rules - beyond and not refused) or (refused and not rules):
                apart.add(f"{path.parent.name}/{path.stem}")
    assert compared > 100
    assert apart == set(APART)


def test_without_suggestions_the_schemas_still_serve(folder: Path, node: Path) -> None:
    """As a checkout is before `schemas` has run: the files are there, and empty."""
    for file in (folder / ".vscode" / "suggestions").iterdir():
        file.write_text("{}\n", "utf-8")
    settings = json.loads((folder / ".vscode" / "settings.json").read_text("utf-8"))
    program = (node / ".bin" / "yaml-language-server").resolve()
    running = LanguageServer(program, folder, {"yaml": section(settings, "yaml")})
    shutil.copytree(REPOSITORY / "tests" / "company" / "content", folder / "content", dirs_exist_ok=True)
    file = folder / ROLE
    text = file.read_text("utf-8")
    assert "status: approved" in text
    file.write_text(text.replace("status: approved", "status: 已批准"), "utf-8")
    messages = [one["message"] for one in running.diagnostics(ROLE)]
    running.close()
    assert messages == ['Value is not accepted. Valid values: "draft", "approved", "retired".']
