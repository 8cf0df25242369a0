"""Every case below tests/cases: `check` says exactly what the case expects, at its place, in both languages."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rolebook.checked import load_checked
from rolebook.cli.terminal import line_reader
from rolebook.reporting.report import as_text
from tests import casefile
from tests.conftest import Run

CASES = sorted((Path(__file__).parent / "cases").rglob("*.case"))
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("path", CASES, ids=[f"{path.parent.name}/{path.stem}" for path in CASES])
def test_case(
    path: Path,
    small: Path,
    tree: Callable[[Path], dict[str, bytes]],
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Checked once; what is found is rendered in both languages and as the text that a person sees."""
    monkeypatch.chdir(small)  # whatever a case might manage to run would leave its canary there
    case = casefile.read(path)
    case.apply(small)
    before = tree(small)

    findings = load_checked(small).findings
    text = as_text(findings, line_reader(small), "zh")

    found = casefile.rendered(findings)
    if request.config.getoption("--rewrite-cases"):
        case.rewrite(found)
    assert found == casefile.read(path).expected
    assert tree(small) == before
    for finding in findings[:20]:
        assert f"{finding.at.file}:{finding.at.line}:{finding.at.column}: " in text
        assert finding.message.zh in text
    assert not CONTROL.search(text)
    assert not CONTROL.search(found)


@pytest.mark.parametrize("path", CASES, ids=[f"{path.parent.name}/{path.stem}" for path in CASES])
def test_english_is_english(path: Path) -> None:
    """Chinese stands in an English message only as what was read or is to be written."""
    for block in re.split(r"(?m)^(?=\S)", casefile.read(path).expected):
        if block:
            message = [line for line in block.splitlines() if not line.startswith("    ")][3]
            assert not CHINESE.search(re.sub(r"'[^']*'|(?<=comment: ).*", "", message)), message


def test_the_company_is_sound(small: Path, run: Run) -> None:
    result = run("--root", small, "check", "--format", "json", "--strict")
    assert json.loads(result.out)["findings"] == []
    assert result.code == 0
