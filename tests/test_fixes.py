"""Mends as data: what the hint of a finding shows is carried as edits, and making them mends the fault."""

import json
from pathlib import Path

import pytest

from rolebook.findings.finding import Finding, Fix
from rolebook.loading.load import load
from rolebook.words.text import shortened, visible
from tests import casefile
from tests.conftest import Run
from tests.test_cases import CASES

YAML = [path for path in CASES if path.parent.name == "yaml"]


def made(root: Path, fix: Fix) -> None:
    """Make the edits of a fix, the last first."""
    for edit in sorted(fix.edits, reverse=True):
        file = root / edit.at.file
        lines = file.read_bytes().decode("utf-8").split("\n")
        before, behind = lines[edit.at.line - 1][: edit.at.column - 1], lines[edit.last - 1][edit.end - 1 :]
        lines[edit.at.line - 1 : edit.last] = [before + edit.text + behind]
        file.write_bytes("\n".join(lines).encode("utf-8"))


def with_fixes(root: Path) -> list[Finding]:
    return [one for one in load(root).findings if one.fix]


@pytest.mark.parametrize("path", YAML, ids=lambda path: path.stem)
def test_every_fix_mends_its_fault(path: Path, small: Path) -> None:
    """Made one after the other, last line first, none is left; a certain one is what the hint shows."""
    casefile.read(path).apply(small)
    seen = 0
    while found := with_fixes(small):
        one = found[-1]
        assert one.fix is not None
        if one.fix.certain:
            assert visible(shortened(one.fix.edits[0].text.strip(), 60)) in one.hint.zh
        made(small, one.fix)
        after = {(left.rule, left.at) for left in load(small).findings}
        assert (one.rule, one.at) not in after, one
        seen += 1
        assert seen < 100


def test_json_and_sarif_carry_the_edits(small: Path, run: Run) -> None:
    name = "content/duties/cash.yaml"
    (small / name).write_text("- id: count-cash\n  text：唱收唱付。\n  sources: [operations:42]\n", "utf-8")
    (found,) = json.loads(run("--root", small, "check", name, "--format", "json").out)["findings"]
    place = {"file": name, "line": 2, "column": 1, "end_line": 2, "end_column": 13}
    assert found["fix"] == {"certain": True, "edits": [{**place, "text": "  text: 唱收唱付。"}]}
    sarif = json.loads(run("--root", small, "check", name, "--format", "sarif").out)
    (fix,) = sarif["runs"][0]["results"][0]["fixes"]
    assert fix["properties"] == {"certain": True}
    (change,) = fix["artifactChanges"]
    assert change == {
        "artifactLocation": {"uri": name},
        "replacements": [
            {
                "deletedRegion": {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 13},
                "insertedContent": {"text": "  text: 唱收唱付。"},
            }
        ],
    }


def test_what_may_mean_something_else_is_only_offered(small: Path) -> None:
    (small / "content/duties/cash.yaml").write_text(
        "- id: count-cash\n  text: 唱收唱付: 当面点清。\n  sources: [operations:42]\n", "utf-8"
    )
    (found,) = with_fixes(small)
    assert found.rule == "second-colon"
    assert found.fix is not None
    assert not found.fix.certain
    assert found.fix.edits[0].text == '"唱收唱付: 当面点清。"'
