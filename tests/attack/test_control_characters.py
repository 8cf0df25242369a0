"""A source document is kept as it was received, whatever is in it; nothing that is made of it breaks."""

import hashlib
import io
import json
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import Run

LINE = 4
"""Of the sample source: duties and a qualification come from lines like it."""


def with_characters(root: Path, added: str) -> None:
    """Put characters into a line of the source that a clause comes from, and record that it was received so."""
    source, entry = root / "content/sources/sample.txt", root / "content/sources/sample.yaml"
    before = source.read_bytes()
    lines = before.decode().split("\n")
    lines[LINE - 1] += added
    source.write_bytes("\n".join(lines).encode())
    old, new = (hashlib.sha256(data).hexdigest() for data in (before, source.read_bytes()))
    text = entry.read_text("utf-8")
    assert old in text
    entry.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(
    "added", ["".join(map(chr, [*range(9), 11, 12, *range(14, 32), *range(127, 160), 0xFFFE, 0xFFFF, 0x202E]))]
)
def test_every_output_is_made_of_a_source_with_control_characters(root: Path, run: Run, added: str) -> None:
    with_characters(root, added)
    found = json.loads(run("--root", root, "check", "--format", "json").out)["findings"]
    assert [one for one in found if one["severity"] == "error"] == []
    assert run("--root", root, "site", "--no-pdf").code == 0
    for form in ("json", "csv", "xlsx"):
        assert run("--root", root, "export", "--format", form, "--out", root / f"out.{form}").code == 0
    book = openpyxl.load_workbook(io.BytesIO((root / "out.xlsx").read_bytes()))
    texts = [str(cell) for row in book["条款"].iter_rows(values_only=True) for cell in row]
    assert any("⟨U+000C⟩" in text for text in texts)
    assert run("--root", root, "sheet", "销售代表", "--format", "pdf,docx,html", "--out", root / "sheets").code == 0


def test_check_says_that_a_cell_cannot_hold_a_text_and_excel_counts_rare_characters_twice(
    small: Path, run: Run
) -> None:
    file = small / "content/penalties/sales.yaml"
    cases = "".join(f"    - 第{number}种{'𠀀' * 900}\n" for number in range(20))
    file.write_text(file.read_text("utf-8").replace("    - 无故缺勤\n", f"    - 无故缺勤\n{cases}"), "utf-8")
    found = json.loads(run("--root", small, "check", "--format", "json").out)["findings"]
    assert [(one["rule"], one["file"]) for one in found if one["severity"] == "error"] == [
        ("cell-too-long", "content/penalties/sales.yaml")
    ]
    assert run("--root", small, "export", "--format", "xlsx", "--out", small / "x.xlsx").code == 1
