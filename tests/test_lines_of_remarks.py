"""Remarks of several lines are printed in several lines, whichever way they came and whatever is made. All made up."""

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from rolebook.sheets.hires.hire import Hire
from tests.conftest import Run
from tests.pdfs import lines

REMARKS = "工牌已领（示例）\r\n\r\n  制服两套 \n钥匙未领"
LINES = ["工牌已领（示例）", "制服两套", "钥匙未领"]


def lists(folder: Path, kind: str) -> list[str | Path]:
    """The arguments that give the remarks: a workbook (Alt+Enter), a CSV file or the option."""
    if kind == "option":
        return ["收银员", "--name", "欧阳娜娜（示例）", "--remarks", REMARKS]
    path = folder / f"hires.{kind}"
    if kind == "xlsx":
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(["姓名", "岗位", "备注"])
        sheet.append(["欧阳娜娜（示例）", "收银员", REMARKS])
        book.save(path)
    else:
        path.write_text(f'姓名,岗位,备注\n欧阳娜娜（示例）,收银员,"{REMARKS}"\n', "utf-8", newline="")
    return ["--hires", path]


@pytest.mark.parametrize("kind", ["xlsx", "csv", "option"])
def test_lines_of_remarks_are_printed_as_lines(company: Path, tmp_path: Path, run: Run, kind: str) -> None:
    out = tmp_path / "out"
    formats = "pdf,docx,html" if kind == "xlsx" else "html"
    made = run("--root", company, "sheet", *lists(tmp_path, kind), "--format", formats, "--out", out)
    assert made.code == 0, made.err
    files = {path.suffix: path for path in out.iterdir()}
    assert "<dd>" + "\n".join(LINES) + "</dd>" in files[".html"].read_text("utf-8")
    if kind == "xlsx":
        printed = [line for page in lines(files[".pdf"].read_bytes()) for line in page]
        assert [line for line in printed if line in LINES[1:]] == LINES[1:]
        with zipfile.ZipFile(files[".docx"]) as package:
            body = package.read("word/document.xml").decode("utf-8")
        assert re.sub("</w:t><w:br/><w:t[^>]*>", "\n", body).count("\n".join(LINES)) == 1


def test_no_other_field_has_lines(company: Path, tmp_path: Path, run: Run) -> None:
    refused = run("--root", company, "sheet", "收银员", "--name", "欧阳\n娜娜（示例）", "--out", tmp_path)
    assert refused.code != 0
    assert "换行" in refused.err
    assert not Hire(remarks="甲\n乙").blank
