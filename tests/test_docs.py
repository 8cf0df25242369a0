"""The documents say what there is: every command, every recipe's file, every path they name."""

import argparse
import html
import json
import re
from pathlib import Path

import pytest

from rolebook.manual import MANUAL
from tests.conftest import REPOSITORY, Run
from tests.manual_library import copied
from tests.parsers import actions, explained, parsers
from tests.test_manual import put

README = (REPOSITORY / "README.md").read_text("utf-8")
CHINESE_README = (REPOSITORY / "README.zh-CN.md").read_text("utf-8")
CONTRIBUTING = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")


def documented(text: str) -> list[str]:
    """The commands in a document's table of commands."""
    table = text[text.index("| command |" if "| command |" in text else "| 命令 |") :].partition("\n\n")[0]
    return re.findall(r"^\| `([a-z-]+)", table, re.MULTILINE)


@pytest.mark.parametrize(("name", "command", "line"), parsers(), ids=lambda value: value or "")
def test_every_command_is_documented_and_explained(
    name: str, command: argparse.ArgumentParser, line: str, run: Run
) -> None:
    assert name in documented(README)
    assert name in documented(CHINESE_README)
    assert re.search("[\u4e00-\u9fff]", line), name
    for action in actions(command):
        assert all(one.help for one in explained(action)), f"{name} {action.dest}"
    shown = run(name, "--help")
    assert (shown.code, shown.err) == (0, "")


def test_no_other_command_is_documented() -> None:
    """A command that is not there yet is listed on the branch that brings it."""
    there = sorted(name for name, _, _ in parsers())
    for text in (README, CHINESE_README):
        assert sorted(documented(text)) == there


@pytest.mark.parametrize("text", [README, CHINESE_README, CONTRIBUTING], ids=["README", "README.zh-CN", "CONTRIBUTING"])
def test_what_the_documents_name_exists(text: str) -> None:
    for name in re.findall(r"`((?:content|schemas|templates|rolebook|tests)/[\w./-]*|\w+\.(?:py|md|yml|toml))`", text):
        if not name.startswith("content/"):  # what is there is the organisation's own
            assert (REPOSITORY / name.replace("NAME", "role")).exists(), name
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert target.startswith("https://") or (REPOSITORY / target).exists(), target


def test_the_verbs_of_make_are_there() -> None:
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    for verb in set(re.findall(r"(?:`|^)make ([a-z]+)", README + CHINESE_README + CONTRIBUTING, re.MULTILINE)):
        assert re.search(rf"^{verb}:", makefile, re.MULTILINE), verb


def test_the_guide_shows_what_check_says_to_mistakes_that_a_person_mends(run: Run, tmp_path: Path) -> None:
    """Each row of the table leads to a rule; its words are what `check --fix` leaves of the manual's wrong example."""
    guide = (REPOSITORY / "templates/pages/guide.md").read_text("utf-8")
    rows = re.findall(
        r"^\| \d+ \| [^|]+ \| (.*) \| (.*) \| \[示例\]\(rules-of-check\.html#([a-z0-9-]+)\) \|$", guide, re.MULTILINE
    )
    assert len({rule for _, _, rule in rows}) == 11
    for number, (message, hint, rule) in enumerate(rows):
        example = next(entry.wrong for entry in MANUAL.values() if entry.rule == rule)
        assert example is not None
        root = copied(tmp_path / str(number))
        put(root, example)
        findings = json.loads(run("--root", root, "check", "--fix", "--format", "json").out)["findings"]
        said = {(one["message"], one["hint"]) for one in findings if one["rule"] == rule}
        assert tuple(html.unescape(re.sub(r"\\(.)", r"\1", words)) for words in (message, hint)) in said


def test_the_guide_names_commands_and_files_that_exist() -> None:
    guide = (REPOSITORY / "templates/pages/guide.md").read_text("utf-8")
    names = {name for name, _, _ in parsers()}
    assert set(re.findall(r"build\.py ([a-z]+(?:-[a-z]+)*)", guide)) <= names
    for name in re.findall(
        r"`([\w.\u4e00-\u9fff]+\.(?:cmd|editorconfig)|\.vscode/settings\.json|\.editorconfig)`", guide
    ):
        assert (REPOSITORY / name).is_file(), name
    for name in re.findall(r"\]\((pictures/[^)]+)\)", guide):
        assert (REPOSITORY / "templates/pages" / name).stat().st_size < 60_000


def test_the_architecture_names_every_folder_and_no_other() -> None:
    text = (REPOSITORY / "docs/architecture.md").read_text("utf-8")
    package = REPOSITORY / "rolebook"
    there = {path.name for path in package.iterdir() if (path / "__init__.py").is_file()}
    there |= {path.name for path in package.glob("*.py") if path.name != "__init__.py"}
    described = set(re.findall(r"\*\*([a-z_]+(?:\.py)?)\*\*", text))
    assert described == there
    for name in re.findall(r"`rolebook/([a-z_/]+\.py)`", text):
        assert (package / name).is_file(), name
