"""The net of the command line: what nobody foresaw ends in a finding, in the form that was asked for.

The accidents are brought about from outside, by what the system answers in a process of its own.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import pytest

from rolebook import cli
from tests.conftest import REPOSITORY, library_of

CHILD = """
import sys
from rolebook.cli import main

place, accident = sys.argv[1:3]

def watch(event, arguments):
    if event == "open" and str(arguments[0]).endswith(place):
        raise {"memory": MemoryError, "depth": RecursionError, "other": ZeroDivisionError,
               "system": lambda: OSError(5, "x"), "stop": KeyboardInterrupt, "part": ImportError}[accident]()

sys.addaudithook(watch)
sys.exit(main(sys.argv[3:]))
"""
SOURCE = "role.schema.json"
"""A file in whose place nothing is foreseen but that it cannot be read."""


def child(accident: str, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command in a process where opening one of the schemas fails."""
    return subprocess.run(
        [sys.executable, "-c", CHILD, SOURCE, accident, *map(str, arguments)],
        cwd=REPOSITORY,
        env={"PATH": "", "PYTHONUTF8": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("accident", ["memory", "depth", "other"])
def test_a_finding_and_no_traceback(small: Path, accident: str) -> None:
    process = child(accident, "--root", small, "coverage")
    assert process.returncode == 1
    assert not process.stdout
    assert "Traceback" not in process.stderr
    first = process.stderr.splitlines()[0]
    assert first.startswith("rolebook/")
    assert "coverage 没有完成" in first
    assert first.endswith("[internal-error]")
    assert "ROLEBOOK_DEBUG=1" in process.stderr


def test_where_to_report_it_and_how_to_see_more(small: Path) -> None:
    address = library_of(small).settings.feedback_url
    assert address
    process = child("other", "--root", small, "--lang", "en", "stats", ROLEBOOK_DEBUG="1")
    assert process.returncode == 1
    assert f"({address})" in process.stderr
    assert process.stderr.startswith("Traceback")
    assert "ZeroDivisionError" in process.stderr


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_in_the_form_that_was_asked_for(small: Path, form: str) -> None:
    process = child("depth", "--root", small, "check", "--format", form)
    assert process.returncode == 1
    assert not process.stderr
    if form == "github":
        assert process.stdout.startswith("::error file=rolebook/")
    elif form == "json":
        [found] = json.loads(process.stdout)["findings"]
        assert found["rule"] == "internal-error"
    else:
        [result] = json.loads(process.stdout)["runs"][0]["results"]
        assert result["ruleId"] == "internal-error"


def test_an_interruption_is_none_of_it(small: Path) -> None:
    process = child("stop", "--root", small, "check")
    assert (process.returncode, process.stderr) == (130, "已中断。\n")


def test_what_is_not_installed_is_said_in_a_sentence(small: Path) -> None:
    process = child("part", "--root", small, "check")
    assert process.returncode == 1
    assert "make setup" in process.stderr
    assert process.stderr.count("\n") == 1


def test_a_start_without_the_packages() -> None:
    command = [sys.executable, "-S", str(REPOSITORY / "build.py"), "check"]
    process = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert process.returncode == 1
    assert "make setup" in process.stderr
    assert "Traceback" not in process.stderr


def test_a_fault_that_cannot_be_shown_either(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The root is not there, nor what would show the finding in its form."""

    def command(_options: argparse.Namespace) -> int:
        raise ZeroDivisionError

    def broken(_options: argparse.Namespace, _findings: object) -> str:
        raise ZeroDivisionError

    options = argparse.Namespace(run=command, root=tmp_path / "x", lang="zh", format="json", in_format=broken)
    assert cli.run(options) == 1
    shown = capsys.readouterr()
    assert "[internal-error]" in shown.err
    assert not shown.out
