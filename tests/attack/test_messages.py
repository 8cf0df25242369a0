"""What is said of hostile names and values steers no terminal, no forge and no reader of JSON, in any format."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolebook.findings.finding import Position, error
from rolebook.findings.told import Told
from rolebook.manual import MANUAL
from rolebook.reporting import annotations, report
from rolebook.reporting.sarif import as_sarif
from rolebook.words.text import is_invisible
from tests.conftest import Run, examples

NAMES = [
    "\u202egpj",
    "a\x1b[31m",
    "a%0A::error::b",
    "::error file=x::y",
    "a\rb",
    "a\nb",
    "\udcff\udcfe",
    "a\u200bb",
    "\x7f\x85",
]
hostile = st.text(st.characters() | st.sampled_from("\x1b\u202e\u2066\n\r%:,\u200b\ud800\udcff\x85"), max_size=12)


def sound(shown: str, *, lines: bool = True) -> None:
    """Nothing in the output is invisible but its line ends."""
    assert not [char for char in shown if is_invisible(char) and not (lines and char == "\n")]


@settings(max_examples=examples(15), deadline=None)
@given(hostile, hostile, hostile, st.integers(-5, 5), st.integers(-5, 5))
def test_every_format(file: str, message: str, hint: str, line: int, column: int) -> None:
    finding = error("file-name", Position(file, line, column), message, message).mend(hint, hint)
    loaded = Told((finding,) * 2, 0)

    text = report.as_text(loaded.findings * 11, lambda _file, _line: message, "zh")
    sound(text)
    sound(annotations.step_summary(loaded, "zh"))

    commands = annotations.commands(loaded, "zh", summarised=True)
    sound(commands)
    assert len(commands.split("\n")) == 3
    given = [one for one in commands.split("\n") if one.lstrip().startswith(("::", "##["))]
    assert len(given) == 2
    assert all(
        re.fullmatch(r"::error file=[^:,\r\n]*,line=[1-9]\d*,col=[1-9]\d*,title=file-name::.*", one) for one in given
    )

    for written in (report.as_json(loaded, "zh"), as_sarif(loaded, MANUAL, lambda _file, _line: None, "zh")):
        sound(written)
        _prove(json.loads(written))
        written.encode("utf-8")


def _prove(value: Any) -> None:
    """No number of a line or column is below 1, and no text is steered by what it holds."""
    if isinstance(value, list):
        for inner in value:
            _prove(inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key.lower().endswith(("line", "column")) and isinstance(inner, int):
                assert inner >= 1
            _prove(inner)
    elif isinstance(value, str):
        sound(value)


@given(st.integers(), st.integers())
def test_positions_count_from_one(line: int, column: int) -> None:
    at = Position("x", line, column)
    assert (at.line, at.column) == (max(1, line), max(1, column))


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_names_of_files(small: Path, run: Run, form: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))
    for name in NAMES:
        (small / f"content/roles/{name}.yaml").write_text("titel: x\n", "utf-8")
        (small / f"content/duties/{name}.yaml").write_text("- id: a-b\n  text: 示例文字。\n", "utf-8")
        (small / f"content/{name}").write_text("", "utf-8")
        (small / f"content/roles/{name}.d").symlink_to("x")
    result = run("--root", small, "check", "--format", form)
    assert result.code == 1
    assert result.err == ""
    sound(result.out)
    if form == "sarif":
        places = {
            one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            for one in json.loads(result.out)["runs"][0]["results"]
        }
        assert "content/roles/%FF%FE.yaml" in places
        assert "content/roles/%E2%80%AEgpj.yaml" in places
    if form == "github":
        assert all(one.startswith(("::", "有错误", "共", "其中")) for one in result.out.splitlines())
        sound((tmp_path / "summary").read_text("utf-8"))
    for command in (["fmt"], ["stats"], ["export", "--format", "json", "--out", small / "x.json"]):
        result = run("--root", small, *command)
        sound(result.out + result.err)
