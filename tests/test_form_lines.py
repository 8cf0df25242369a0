"""Lines to be filled in or signed are accounted for as what they are: the ledger's status `form`, 表格栏."""

import json
from pathlib import Path

from tests.conftest import Run, library_of


def test_lines_of_forms_are_accounted_for(company: Path, run: Run) -> None:
    lines = json.loads(run("--root", company, "coverage", "--format", "json").out)["lines"]
    of_handbook = {line["line"]: line["status"] for line in lines if line["source"] == "handbook"}
    assert of_handbook[max(of_handbook)] == "form"
    figures = json.loads(run("--root", company, "stats", "--format", "json").out)
    assert figures["coverage"]["form"] == 3
    assert library_of(company).sources["handbook"].ledger[-1].status == "form"


def test_a_misspelt_list_of_the_ledger_is_told(small: Path, run: Run) -> None:
    file = small / "content/sources/handbook.yaml"
    file.write_text(file.read_text("utf-8").replace("  form: [", "  froms: ["), "utf-8")
    [found] = [
        one
        for one in json.loads(run("--root", small, "check", "--format", "json").out)["findings"]
        if one["rule"] == "unknown-key"
    ]
    assert "form" in found["hint"]
