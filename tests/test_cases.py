"""Every case below tests/cases: `check` says exactly what the case expects, at its place, in both languages."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import casefile
from tests.conftest import Run

CASES = sorted((Path(__file__).parent / "cases").rglob("*.case"))
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("path", CASES, ids=[f"{path.parent.name}/{path.stem}" for path in CASES])
def test_case(
    path: Path,
    small: Path,
    run: Run,
    tree: Callable[[Path], dict[str, bytes]],
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(small)  # whatever a case might manage to run would leave its canary there
    case = casefile.read(path)
    case.apply(small)
    before = tree(small)

    chinese = run("--root", small, "check", "--format", "json")
    english = run("--root", small, "--lang", "en", "check", "--format", "json")
    text = run("--root", small, "check")

    findings = json.loads(chinese.out)["findings"]
    found = casefile.rendered(findings, json.loads(english.out)["findings"])
    if request.config.getoption("--rewrite-cases"):
        case.rewrite(found)
    assert found == casefile.read(path).expected
    errors = any(finding["severity"] == "error" for finding in findings)
    assert chinese.code == english.code == text.code == int(errors)
    assert not chinese.err
    assert tree(small) == before
    for finding in findings[:20]:
        assert f"{finding['file']}:{finding['line']}:{finding['column']}: " in text.out
        assert finding["message"] in text.out
    assert not CONTROL.search(text.out)
    assert not CONTROL.search("".join(finding["message"] + finding["hint"] for finding in findings))


@pytest.mark.parametrize("path", CASES, ids=[f"{path.parent.name}/{path.stem}" for path in CASES])
def test_english_is_english(path: Path) -> None:
    """Chinese stands in an English message only as what was read or is to be written."""
    for block in re.split(r"(?m)^(?=\S)", casefile.read(path).expected):
        if block:
            message = block.splitlines()[3]
            assert not CHINESE.search(re.sub(r"'[^']*'|(?<=comment: ).*", "", message)), message


def test_the_small_library_is_sound(small: Path, run: Run) -> None:
    result = run("--root", small, "check", "--format", "json", "--strict")
    assert json.loads(result.out)["findings"] == []
    assert result.code == 0
