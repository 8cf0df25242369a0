"""Which libraries a command loads: those that take long are left to the commands that need them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import REPOSITORY

SPREADSHEETS = {"openpyxl"}
SITE = {"mkdocs", "markdown", "jinja2", "nh3"}
SHEETS = {"typst", "docxtpl", "docx", "lxml", "fontTools", "segno"}
READING = {"yaml", "rapidfuzz", "pypinyin"}
FAULTS = {"jsonschema", "jsonschema_specifications", "referencing", "attr", "rpds"}
"""What says how a value breaks a schema: nobody asks where all are right."""

CHILD = """
import json, sys
from rolebook.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
"""


def loaded_by(*arguments: str) -> set[str]:
    """The top packages in memory after a command has run in a process of its own."""
    command = [sys.executable, "-c", CHILD, *arguments]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=True, stdin=subprocess.DEVNULL)
    names: list[str] = json.loads(done.stderr.decode("utf-8").splitlines()[-1])
    return set(names)


@pytest.mark.parametrize("arguments", [["--help"], ["--lang", "en", "--help"]])
def test_help_loads_nothing_but_the_standard_library(arguments: list[str]) -> None:
    assert not loaded_by(*arguments) & (SPREADSHEETS | SITE | SHEETS | READING | FAULTS)


@pytest.mark.parametrize(
    "arguments",
    [["check", "--help"], ["check"], ["coverage"], ["similar", "制定销售计划"], ["new", "--help"], ["new", "role"]],
    ids=" ".join,
)
def test_what_reads_and_edits_content_makes_neither_site_nor_sheets(arguments: list[str]) -> None:
    assert not loaded_by(*arguments) & (SPREADSHEETS | SITE | SHEETS | FAULTS)


@pytest.mark.parametrize("form", ["json", "csv"])
def test_an_export_that_is_no_spreadsheet_needs_no_spreadsheets(form: str, tmp_path: Path) -> None:
    loaded = loaded_by("export", "--format", form, "--out", str(tmp_path / form))
    assert (tmp_path / form).is_file()
    assert not loaded & (SPREADSHEETS | SITE | SHEETS | FAULTS)


def test_what_is_asked_for_is_loaded(tmp_path: Path, small: Path) -> None:
    """So that the tests above cannot pass by a name that no library bears."""
    (small / "content/library.yaml").write_text("title: 1\n", "utf-8")
    assert loaded_by("--root", str(small), "check") >= {"yaml", "rapidfuzz"} | FAULTS
    assert not loaded_by("--root", str(small), "check") & (READING | FAULTS), "nothing has changed"
    assert loaded_by("export", "--format", "xlsx", "--out", str(tmp_path / "x")) >= SPREADSHEETS
    site = loaded_by("site", "--out", str(tmp_path / "site"))
    assert site >= SITE | {"docxtpl", "lxml", "segno"}
    assert not site & ({"fontTools"} | FAULTS)  # the fonts are asked for characters that are not usual
