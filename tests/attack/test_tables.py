"""Tables of hires that were made to take all memory, to take for ever, or to end in a traceback. Names are 示例."""

import io
import json
import os
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.attack.limits import limited
from tests.conftest import SOAK, Run

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = "".join(
    f'<row r="{row}"><c t="inlineStr"><is><t>{name}</t></is></c><c t="inlineStr"><is><t>{role}</t></is></c></row>'
    for row, name, role in ((1, "姓名", "岗位"), (2, "示例", "销售代表"))
)
SIZE = 19_000_000 if SOAK else 2_000_000
"""Bytes of what is said again and again; a file may have 20 million."""


def many(text: str) -> str:
    return text * (SIZE // len(text))


def sheet(rows: str, after: str = "", head: str = HEAD) -> str:
    return f"<worksheet {MAIN}><sheetData>{head}{rows}</sheetData>{after}</worksheet>"


def book(rows: str = "", *, more: Mapping[str, str] | None = None) -> bytes:
    """A workbook of one good row and these; `more` are parts to be added or replaced."""
    spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = {"workbook": "sheet.main", "worksheets/sheet1": "worksheet", "sharedStrings": "sharedStrings"}
    types = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{spreadsheet}.{kind}+xml"/>'
        for part, kind in overrides.items()
    )
    related = {"worksheet": "worksheets/sheet1", "styles": "styles", "sharedStrings": "sharedStrings"}
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{part}.xml"/>' for kind, part in related.items()
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
        "xl/workbook.xml": workbook(),
        "xl/styles.xml": f'<styleSheet {MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": strings("<si><t>示例</t></si>"),
        "xl/worksheets/sheet1.xml": sheet(rows),
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def workbook(sheets: str = "", title: str = "Sheet1") -> str:
    first = f'<sheet name="{title}" sheetId="1" r:id="worksheet"/>'
    return f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>{first}{sheets}</sheets></workbook>'


def strings(inside: str) -> str:
    return f"<sst {MAIN}>{inside}</sst>"


def first_sheet(text: str) -> bytes:
    return book(more={"xl/worksheets/sheet1.xml": text})


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def number_cell(written: str, attributes: str = 'r="A3"') -> bytes:
    return book(f'<row r="3"><c {attributes}><v>{written}</v></c></row>')


MERGED = '<mergeCell ref="A1:XFD1048576"/>'
SOUND: list[str] = []
DAMAGED = ["1:1 unreadable-table"]
NO_NAME_NOR_ROLE = ["1048576:1 missing-value", "1048576:2 missing-value"]
XLSX: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    "a text in the last cell there is": (
        lambda: book(f'<row r="1048576">{text_cell("XFD1048576", "x")}</row>'),
        NO_NAME_NOR_ROLE,
    ),
    "a blank in the last row": (lambda: book(f'<row r="1048576">{text_cell("A1048576", " ")}</row>'), SOUND),
    "a format in the last row": (lambda: book('<row r="1048576"><c r="A1048576" s="1"/></row>'), SOUND),
    "a text in CV20000": (
        lambda: book(f'<row r="20000">{text_cell("CV20000", "x")}</row>'),
        ["20000:1 missing-value", "20000:2 missing-value"],
    ),
    "empty rows": (lambda: book("".join(f'<row r="{row}"/>' for row in range(3, min(SIZE // 17, 1_048_577)))), SOUND),
    "empty cells": (lambda: book(f'<row r="3">{many("<c/>")}</row>'), DAMAGED if SOAK else SOUND),
    "more hires than a file may hold": (lambda: book(many("<row><c><v>1</v></c></row>")), ["50002:1 unreadable-table"]),
    "empty shared texts": (
        lambda: book(more={"xl/sharedStrings.xml": strings(many("<si/>"))}),
        DAMAGED if SOAK else SOUND,
    ),
    "a huge text shown by every cell": (
        lambda: book(
            '<row><c t="s"><v>0</v></c></row>' * 40_000,
            more={"xl/sharedStrings.xml": strings(f"<si><t>{'长' * 1_200_000}</t></si>")},
        ),
        ["7:1 unreadable-table"],
    ),
    "entities": (lambda: book(more={"xl/sharedStrings.xml": strings(f"<si><t>{many('&amp;')}</t></si>")}), SOUND),
    "a million sheets": (
        lambda: book(more={"xl/workbook.xml": workbook(many('<sheet name="a" sheetId="2" r:id="worksheet"/>'))}),
        DAMAGED,
    ),
    "merged over everything, again and again": (
        lambda: first_sheet(sheet("", f"<mergeCells>{many(MERGED)}</mergeCells>")),
        ["1:1 merged-cells"],
    ),
    "deeply nested": (lambda: book(many("<a>")), DAMAGED),
    "attributes": (lambda: book("<row " + " ".join(f"a{n}=''" for n in range(150_000)) + "/>"), DAMAGED),
    "names of elements": (lambda: book("".join(f"<a{n}/>" for n in range(SIZE // 10))), DAMAGED),
    "a comment": (lambda: book(f"<!--{many('x')}-->"), DAMAGED),
    "a document type": (lambda: first_sheet('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'), DAMAGED),
    "a loop of styles": (
        lambda: book(
            '<row r="3"><c s="5"><v>1</v></c></row>',
            more={"xl/styles.xml": f'<styleSheet {MAIN}><cellStyleXfs><xf xfId="9"/></cellStyleXfs></styleSheet>'},
        ),
        ["3:2 missing-value"],
    ),
    "a format that never closes": (
        lambda: book(
            '<row r="3"><c s="0"><v>1</v></c></row>',
            more={
                "xl/styles.xml": f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="200" formatCode="{"[" * 900_000}"/>'
                '</numFmts><cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>'
            },
        ),
        ["3:2 missing-value"],
    ),
    "A0": (lambda: number_cell("1", 'r="A0"'), DAMAGED),
    "ZZZZ1": (lambda: number_cell("1", 'r="ZZZZ1"'), DAMAGED),
    "1A": (lambda: number_cell("1", 'r="1A"'), DAMAGED),
    "XFE1": (lambda: number_cell("1", 'r="XFE1"'), DAMAGED),
    "A1048577": (lambda: number_cell("1", 'r="A1048577"'), DAMAGED),
    "a number of 5,000 digits": (lambda: number_cell("9" * 5_000), DAMAGED),
    "a number of 399 digits": (lambda: number_cell("9" * 399), ["3:1 damaged-number"]),
    "a number beyond all": (lambda: number_cell("1e999"), ["3:1 damaged-number"]),
    "a date beyond all": (lambda: number_cell("99999999999", 's="1"'), ["3:1 not-text"]),
    "a shared text before the first": (lambda: number_cell("-1", 't="s"'), DAMAGED),
    "a shared text behind the last": (lambda: number_cell("1", 't="s"'), DAMAGED),
    "a control character": (lambda: book(text_cell("A3", "\x01")), DAMAGED),
    "half a pair of UTF-16": (lambda: book(text_cell("A3", "&#xD800;")), DAMAGED),
    "parts": (lambda: book(more={f"x/{number}": "" for number in range(2_000)}), DAMAGED),
    "a directory that says too little": (
        lambda: _lying(book(more={"xl/sharedStrings.xml": strings(many("<si/>"))})),
        DAMAGED,
    ),
    "packed by another method": (lambda: _repacked(book(), zipfile.ZIP_LZMA), DAMAGED),
}
UNREADABLE = ["2:1 unreadable-table"]
CSV: dict[str, tuple[Callable[[], str], list[str]]] = {
    "one line": (lambda: many("x"), DAMAGED),
    "one field": (lambda: "姓名,岗位\n" + many("x"), UNREADABLE),
    "fields": (lambda: "姓名,岗位\n" + many("a,"), UNREADABLE),
    "no fields": (lambda: "姓名,岗位\n" + many(","), UNREADABLE),
    "headings": (lambda: ",".join(f"栏{number}" for number in range(50_000)), DAMAGED),
    "a quotation mark that is never closed": (lambda: '姓名,岗位\n"' + many("x\n"), UNREADABLE),
    "a record of many lines": (lambda: "姓名,岗位\n" + many('"\n",'), UNREADABLE),
    "NUL": (lambda: "姓名,岗位\n" + many("\0"), UNREADABLE),
    "blank lines": (lambda: "姓名,岗位\n" + many("\n"), ["1048577:1 unreadable-table"]),
    "lines of old Macs": (lambda: "姓名,岗位\r" + many("\r"), ["1048577:1 unreadable-table"]),
    "hires": (lambda: "姓名,岗位\n" + many("示,销售代表\n"), ["50002:1 unreadable-table"]),
    "spaces": (lambda: "姓名,岗位\n" + many(" "), UNREADABLE),
}
READ = """
import json, sys
from pathlib import Path
from rolebook.loading.load import load
from rolebook.sheets.hires.reading import read_hires

library = load(Path(sys.argv[1])).library
found = {}
for path in sorted(Path(sys.argv[2]).iterdir()):
    hires = read_hires(path, path.name, library, lambda text: ())
    found[path.name] = [f"{one.at.line}:{one.at.column} {one.rule}" for one in hires.findings][:5]
print(json.dumps(found))
"""


def _lying(data: bytes) -> bytes:
    """The package with a directory that says that no part unpacks to more than 10 bytes."""
    place, changed = data.index(b"PK\x01\x02"), bytearray(data)
    while place >= 0:
        changed[place + 24 : place + 28] = (10).to_bytes(4, "little")
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(changed)


def _repacked(data: bytes, method: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return out.getvalue()


def test_tables_take_little_memory_and_time(small: Path, tmp_path: Path) -> None:
    """All of them one after another, in a process of 500 MB and two minutes; one alone took longer than that."""
    folder = tmp_path / "tables"
    folder.mkdir()
    expected = {}
    for name, (made, places) in XLSX.items():
        expected[f"{name}.xlsx"] = places
        (folder / f"{name}.xlsx").write_bytes(made())
    for name, (written, places) in CSV.items():
        expected[f"{name}.csv"] = places
        (folder / f"{name}.csv").write_text(written(), "utf-8", newline="")
    done = limited(READ, small, folder, memory=500_000_000, seconds=120)
    assert done.stderr == ""
    assert json.loads(done.stdout) == expected


def test_a_far_cell_is_named(small: Path, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "hires.xlsx"
    path.write_bytes(XLSX["A0"][0]())
    shown = run("--root", small, "sheet", "--hires", path, "--format", "docx")
    assert shown.code == 1
    assert "已损坏（Sheet1!A0）" in shown.err


def test_what_is_no_file_is_a_finding(small: Path, tmp_path: Path, run: Run) -> None:
    """A pipe that nobody writes to, a device that never ends, a folder, and links to them."""
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "folder.xlsx").mkdir()
    (tmp_path / "zero.csv").symlink_to("/dev/zero")
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "pipe.csv")
    for name in ("pipe.csv", "folder.xlsx", "zero.csv", "link.xlsx"):
        shown = run("--root", small, "sheet", "--hires", tmp_path / name, "--format", "docx")
        assert shown.code == 1, shown.err
        assert ("这是一个文件夹" if name == "folder.xlsx" else "这不是普通文件") in shown.err


@pytest.mark.parametrize("title", ["员\u202e工", "\x1b[31m", "员工" * 20], ids=["bidi", "escape", "long"])
def test_a_sheet_s_title_cannot_steer_a_terminal(small: Path, tmp_path: Path, run: Run, title: str) -> None:
    path = tmp_path / "hires.xlsx"
    written = title.replace("\x1b", "&#27;")
    faulty = book(f"<row r='3'>{text_cell('A3', '示例')}</row>", more={"xl/workbook.xml": workbook(title=written)})
    path.write_bytes(faulty)
    shown = run("--root", small, "sheet", "--hires", path, "--format", "docx")
    assert shown.code == 1
    assert "\u202e" not in shown.err
    assert "\x1b[31m" not in shown.err
    assert len(max(shown.err.splitlines(), key=len)) < 300
