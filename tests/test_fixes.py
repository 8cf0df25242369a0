"""Mends as data: what the hint of a finding shows is carried as edits, and making them mends the fault and no more."""

import json
from pathlib import Path

import pytest

from rolebook.checked import load_checked
from rolebook.editing.certain_mends import state_after, state_of
from rolebook.editing.files import EditedFiles
from rolebook.editing.proof_of_mends import objections, said
from rolebook.findings.finding import Severity
from rolebook.yamltext.patching import without_overlaps
from tests import casefile
from tests.conftest import SOAK, Run
from tests.test_cases import CASES

TRIED = CASES if SOAK else CASES[::4]
"""In `make test` every fourth one."""


@pytest.mark.parametrize("path", TRIED, ids=[f"{path.parent.name}/{path.stem}" for path in TRIED])
def test_every_fix_mends_its_fault_and_nothing_else(path: Path, small: Path) -> None:
    """Each made alone passes the proof that `check --fix` asks for; besides, no error is new.

    The certain ones do not overlap: made together, none of their findings is left.
    """
    casefile.read(path).apply(small)
    edited = EditedFiles(small)
    before = state_of(edited)
    had = said(before.findings)
    for one in before.findings:
        if one.fix or one.anew:
            after = state_after(edited, before, [one])
            assert after is not None, one
            assert not any(objections(before, after, [one])), one
            errors = (new for new in after.findings if new.severity is Severity.ERROR)
            new = said(new for new in errors if new.at[:2] != one.at[:2]) - had  # of its own line no more was said
            assert one.anew or not new, one  # a file that nobody could read may say anything
    certain = [one for one in before.findings if one.fix and one.is_certain]
    assert without_overlaps([one.fix.edits for one in certain if one.fix]) == list(range(len(certain)))
    if certain:
        after = state_after(edited, before, certain)
        assert after is not None
        assert not objections(before, after, certain).left


def test_json_and_sarif_carry_the_edits(small: Path, run: Run) -> None:
    name = "content/duties/cash.yaml"
    (small / name).write_text("- id: count-cash\n  text：唱收唱付。\n  sources: [operations:42]\n", "utf-8")
    (found, _) = json.loads(run("--root", small, "check", name, "--format", "json").out)["findings"]
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
    found = next(one for one in load_checked(small).findings if one.fix)
    assert found.rule == "second-colon"
    assert found.fix is not None
    assert not found.fix.certain
    assert found.fix.edits[0].text == '"唱收唱付: 当面点清。"'
