"""What people see of findings: the text of `check`, compared whole, and where its marker points."""

import json
import re
from pathlib import Path

import pytest

from rolebook.words.text import cells
from tests import casefile
from tests.conftest import Run

SNAPSHOT = Path(__file__).parent / "snapshots/check.case"


def test_the_text_of_check_in_both_languages(small: Path, run: Run, request: pytest.FixtureRequest) -> None:
    case = casefile.read(SNAPSHOT)
    case.apply(small)
    shown = run("--root", small, "check").out + run("--root", small, "--lang", "en", "check").out
    shown = shown.replace(str(small), "/手册")
    if request.config.getoption("--rewrite-cases"):
        case.rewrite(shown)
    assert shown == casefile.read(SNAPSHOT).expected


def test_the_marker_stands_under_the_place(small: Path, run: Run) -> None:
    """On a terminal, where a Chinese character takes two cells."""
    case = casefile.read(SNAPSHOT)
    case.apply(small)
    findings = json.loads(run("--root", small, "check", "--format", "json").out)["findings"]
    blocks = run("--root", small, "check").out.split("\n\n")
    for finding, block in zip(findings, blocks, strict=False):
        lines = block.split("\n")
        if len(lines) < 4:
            continue
        _, shown, marker, _ = lines
        written = (small / finding["file"]).read_text("utf-8").split("\n")[finding["line"] - 1]
        before = written[: finding["column"] - 1]
        visible = re.sub("\u202e", "⟨U+202E⟩", before)
        gutter = shown.index("|") + 2
        if "…" not in shown:
            assert marker.index("^") == gutter + cells(visible)
        assert _at_cell(shown, marker.index("^")) in {written[finding["column"] - 1 :][:1], "⟨"}


def _at_cell(text: str, cell: int) -> str:
    """The character that a terminal shows at a cell."""
    for place in range(len(text)):
        if cells(text[:place]) == cell:
            return text[place]
    return ""


def test_twenty_a_file_and_how_many_more(small: Path, run: Run) -> None:
    duties = small / "content/duties/service.yaml"
    duties.write_text(duties.read_text("utf-8") + "".join(f"- id：x{number}\n" for number in range(33)), "utf-8")
    keys = "".join(f"key{number}：x\n" for number in range(20))
    (small / "content/roles/sales-manager.yaml").write_text(keys, "utf-8")
    shown = run("--root", small, "check").out
    assert shown.count("content/duties/service.yaml:") == 20
    assert "content/duties/service.yaml：另有 13 处" in shown
    assert shown.count("content/roles/sales-manager.yaml:") == 20
    assert "sales-manager.yaml：还有" not in shown
    assert "\n共 53 个错误，0 个警告，0 个提示。\n" in shown
    english = run("--root", small, "--lang", "en", "check").out
    assert "content/duties/service.yaml: 13 more" in english
    assert "\n53 errors, 0 warnings, 0 notes.\n" in english
    assert len(json.loads(run("--root", small, "check", "--format", "json").out)["findings"]) == 53


def test_findings_come_in_order(small: Path, run: Run) -> None:
    """By severity, file, line and column; the same twice."""
    (small / "content/duties/planning.yaml").write_text("- id：x\n  text: a: b\n", "utf-8")
    (small / "content/duties/service.yaml").write_text("\ufeff- id: x\n  text：y", "utf-8")
    (small / "content/notes.txt").write_text("", "utf-8")
    found = json.loads(run("--root", small, "check", "--format", "json").out)["findings"]
    ranks = ["error", "warning", "note"]
    keys = [(ranks.index(one["severity"]), one["file"], one["line"], one["column"]) for one in found]
    assert keys == sorted(keys)
    assert {one["severity"] for one in found} == set(ranks)
    assert run("--root", small, "check").out == run("--root", small, "check").out


def test_nothing_found(small: Path, run: Run) -> None:
    assert run("--root", small, "check").out == "没有发现问题。\n"
    assert run("--root", small, "--lang", "en", "check").out == "Nothing found.\n"
