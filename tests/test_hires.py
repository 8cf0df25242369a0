"""Hires from spreadsheets: every row checked, nothing written where one is wrong. Names of hires are 示例."""

import dataclasses
import datetime as dt
import io
import os
import pty
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolebook.cli import main
from rolebook.model.library import Library
from rolebook.sheets.hires.hire import HEADINGS, cleaned, iso_date
from rolebook.sheets.hires.reading import Hires, read_hires
from rolebook.sheets.making import Order
from rolebook.sheets.names import distinct, stem
from rolebook.sheets.typeset import Typesetter
from tests.conftest import COMPANY, root_with
from tests.pdfs import faults

ROOT = Path(__file__).parents[1]
Read = Callable[[Path], Hires]


@pytest.fixture(scope="module")
def library(library: Library) -> Library:
    """The made-up company's library, in which two roles share an alias."""
    changed = [dataclasses.replace(library.roles[id_], aliases=("测试负责人",)) for id_ in ("buyer", "store-manager")]
    return dataclasses.replace(library, roles={**library.roles, **{role.id: role for role in changed}})


@pytest.fixture(scope="module")
def read(library: Library) -> Read:
    typesetter = Typesetter(ROOT / "templates" / "sheet")

    def reading(path: Path) -> Hires:
        return read_hires(path, path.name, library, typesetter.lacking)

    return reading


def csv_file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "hires.csv"
    path.write_bytes(text.encode(encoding, "surrogatepass"))
    return path


def xlsx_file(folder: Path, rows: list[list[Any]], change: Callable[[Any, Any], None] | None = None) -> Path:
    """A workbook of one sheet, `Sheet1`; `change` gets the book and the sheet before it is saved."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Sheet1"
    for row in rows:
        sheet.append(row)
    if change:
        change(book, sheet)
    path = folder / "hires.xlsx"
    book.save(path)
    return path


def places(hires: Hires) -> list[str]:
    """`line:column rule` of each finding."""
    return [f"{finding.at.line}:{finding.at.column} {finding.rule}" for finding in hires.findings]


def summary(orders: tuple[Order, ...]) -> list[tuple[str, str, str, str]]:
    return [(order.number, order.role.id, order.hire.name, order.hire.start) for order in orders]


GOOD = """姓名,工号,岗位,入职日期,备注
欧阳娜娜（示例）,001,销售代表,2026/12/1,

𠮷田（示例）,002,warehouse-keeper,2026年12月1日,=1+1
"""
EXPECTED = [
    ("1", "sales-representative", "欧阳娜娜（示例）", "2026-12-01"),
    ("2", "warehouse-keeper", "𠮷田（示例）", "2026-12-01"),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_csv_of_every_kind_is_read_alike(
    read: Read, tmp_path: Path, encoding: str, delimiter: str, newline: str
) -> None:
    hires = read(csv_file(tmp_path, GOOD.replace(",", delimiter).replace("\n", newline), encoding))
    assert hires.findings == ()
    assert summary(hires.orders) == EXPECTED
    assert [order.hire.employee_no for order in hires.orders] == ["001", "002"]
    assert hires.orders[1].hire.remarks == "=1+1"


def test_english_headings_in_any_order(read: Read, tmp_path: Path) -> None:
    text = "Role,employee no,NAME\n业务员,7,买买提·艾力（示例）\n"
    hires = read(csv_file(tmp_path, text))
    assert hires.findings == ()
    assert summary(hires.orders) == [("1", "sales-representative", "买买提·艾力（示例）", "")]


HEAD = "姓名,工号,岗位,入职日期,备注"
FAULTS = {
    f"{HEAD}\n,1,销售代表,,": ["2:1 missing-value"],
    f"{HEAD}\n示例,1,,,": ["2:3 missing-value"],
    f"{HEAD}\n示例": ["2:3 missing-value"],
    f"{HEAD}\n示例,1,销售代,,": ["2:3 unknown-role"],
    f"{HEAD}\n示例,1,测试负责人,,": ["2:3 ambiguous-role"],
    f"{HEAD}\n示例,1,打字员,,": ["2:3 retired-role"],
    f"{HEAD}\n示例,1,销售代表,2026-02-30,": ["2:4 impossible-date"],
    f"{HEAD}\n示例,1,销售代表,2026-13-01,": ["2:4 impossible-date"],
    f"{HEAD}\n示例,1,销售代表,0226-12-01,": ["2:4 impossible-date"],
    f"{HEAD}\n示例,1,销售代表,明天,": ["2:4 impossible-date"],
    f"{HEAD}\n示例,A1,销售代表,,\n示例二,2,销售代表,,\n示例三,a1,销售代表,,": ["4:2 duplicate-number"],
    f"{HEAD}\n示\u202e例,1,销售代表,,": ["2:1 control-character"],
    f"{HEAD}\n示\u200b例,1,销售代表,,": ["2:1 control-character"],
    f"{HEAD}\n示\u2028例,1,销售代表,,": ["2:1 control-character"],
    f"{HEAD}\n示\u3164例,1,销售代表,,": ["2:1 control-character"],
    f"{HEAD}\n示\ufe0f例,1,销售代表,,": ["2:1 control-character"],
    f"{HEAD}\n示\x00例,1,销售代表,,": ["2:1 control-character"],
    f"{HEAD}\n示\x1b[31m例,1,销售代表,,": ["2:1 control-character"],
    f'{HEAD}\n"示\n例",1,销售代表,,': ["2:1 control-character"],
    f"{HEAD}\n示\ufffd例,1,销售代表,,": ["2:1 control-character"],
    f"{HEAD}\n{'名' * 201},1,销售代表,,": ["2:1 too-long"],
    f"{HEAD}\n示例,1,销售代表,,{'字' * 1001}": ["2:5 too-long"],
    f"{HEAD}\n示例\U00030000,1,销售代表,,": ["2:1 missing-character"],
    f"{HEAD}\n示\u1dc4例,1,销售代表,,": ["2:1 missing-character"],
    f"{HEAD}\n示例,1,销售代表,,110101199003070011": ["2:5 private-data"],
    f"{HEAD}\n示例,1,销售代表,,电话 138-0013-8000": ["2:5 private-data"],
    f"{HEAD}\n示例,1,销售代表,,１３８００１３８０００": ["2:5 private-data"],
    f"{HEAD}\n示例,1,销售代表,,,多一格": ["2:6 stray-cell"],
    f"{HEAD},name\n示例,1,销售代表,,,": ["1:6 duplicate-column"],
    "工号,备注\n1,示例": ["1:1 missing-column", "1:1 missing-column"],
    "姓名，工号，岗位\n示例，1，销售代表": ["1:1 missing-column", "1:1 missing-column", "1:1 unknown-column"],
    HEAD: ["1:1 no-hires"],
    "": ["1:1 unreadable-table"],
    " \n\n": ["1:1 unreadable-table"],
    f'{HEAD}\n"示例,1,销售代表,,': ["2:1 unreadable-table"],
}


@pytest.mark.parametrize("text", FAULTS, ids=lambda text: repr(text[len(HEAD) :][:30]))
def test_each_fault_is_found_with_row_and_column(read: Read, tmp_path: Path, text: str) -> None:
    hires = read(csv_file(tmp_path, text))
    assert places(hires) == FAULTS[text]
    assert len(hires.orders) == (2 if "duplicate-number" in FAULTS[text][0] else 0)
    for finding in hires.findings:
        assert finding.hint.zh.endswith(("。", "？"))
        assert finding.hint.en


def test_a_fault_names_the_column_the_reason_and_a_way_out(read: Read, tmp_path: Path) -> None:
    (finding,) = read(csv_file(tmp_path, f"{HEAD}\n示例,1,销售代,,")).findings
    assert finding.message.zh == "“岗位”：没有叫“销售代”的岗位"
    assert finding.hint.zh == "是否应为“销售代表”？"
    (finding,) = read(csv_file(tmp_path, f"{HEAD}\n示例\U00030000,1,销售代表,,")).findings
    assert "U+30000" in finding.message.zh
    assert "“姓名”" in finding.message.zh
    (finding,) = read(csv_file(tmp_path, f"{HEAD}\n示\u1dc4例,1,销售代表,,")).findings
    assert "（U+793A U+1DC4）" in finding.message.zh
    (finding,) = read(csv_file(tmp_path, f"{HEAD}\n示\u202e例,1,销售代表,,")).findings
    assert "U+202E" in finding.message.zh


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (GOOD.encode("utf-16"), "1:1"),
        (GOOD.encode().replace("𠮷田".encode(), "𠮷田".encode()[:-1]), "4:1"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "1:1"),
        (b"name,role\n\xff\xfe\x81,x\n", "2:1"),
    ],
)
def test_bytes_that_are_no_text(read: Read, tmp_path: Path, data: bytes, place: str) -> None:
    path = tmp_path / "hires.csv"
    path.write_bytes(data)
    assert places(read(path)) == [f"{place} unreadable-table"]


def test_xlsx_with_numbers_and_dates(read: Read, tmp_path: Path) -> None:
    def leading_zeros(_book: Any, sheet: Any) -> None:
        sheet["B3"].number_format = "0000"

    rows: list[list[Any]] = [
        ["姓名", "工号", "岗位", "入职日期", "备注"],
        ["欧阳娜娜（示例）", 12, "销售代表", dt.datetime(2026, 12, 1, tzinfo=None), 1.5],  # noqa: DTZ001  # a cell has no zone
        ["𠮷田（示例）", 7.0, "仓库管理员", dt.date(2026, 12, 2), None],
    ]
    hires = read(xlsx_file(tmp_path, rows, leading_zeros))
    assert hires.findings == ()
    assert [(order.hire.employee_no, order.hire.start, order.hire.remarks) for order in hires.orders] == [
        ("12", "2026-12-01", "1.5"),
        ("0007", "2026-12-02", ""),
    ]


def formula(_book: Any, sheet: Any) -> None:
    sheet["A2"] = "=1+1"


def text_that_looks_like_one(_book: Any, sheet: Any) -> None:
    sheet["A2"] = "=1+1"
    sheet["A2"].data_type = "s"


def merged_title(_book: Any, sheet: Any) -> None:
    sheet.insert_rows(1)
    sheet["A1"] = "新员工名单"
    sheet.merge_cells("A1:C1")


def error_value(_book: Any, sheet: Any) -> None:
    sheet["B2"] = "#N/A"
    sheet["B2"].data_type = "e"


def truth_value(_book: Any, sheet: Any) -> None:
    sheet["B2"] = True


def second_sheet(book: Any, _sheet: Any) -> None:
    book.create_sheet("离职").append(["示例"])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (formula, ["2:1 formula"]),
        (text_that_looks_like_one, []),
        (merged_title, ["1:1 skipped-rows"]),
        (error_value, ["2:2 not-text"]),
        (truth_value, ["2:2 not-text"]),
        (second_sheet, ["1:1 unread-sheet"]),
    ],
)
def test_what_an_xlsx_may_hold(
    read: Read, tmp_path: Path, change: Callable[[Any, Any], None], expected: list[str]
) -> None:
    hires = read(xlsx_file(tmp_path, [["姓名", "工号", "岗位"], ["示例", "1", "销售代表"]], change))
    assert places(hires) == expected
    if change is formula:
        assert "Sheet1!A2" in hires.findings[0].message.zh
    if change is text_that_looks_like_one:
        assert hires.orders[0].hire.name == "=1+1"


def test_xlsx_faults_name_the_cell(read: Read, tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, [["姓名", "岗位", "入职日期"], ["示例", "销售代表", "2026-02-30"]])
    (finding,) = read(path).findings
    assert (finding.at.line, finding.at.column) == (2, 3)
    assert "（Sheet1!C2）" in finding.message.zh


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut off", b"\xd0\xcf\x11\xe0" + bytes(600)])
def test_xlsx_that_is_none(read: Read, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "hires.xlsx"
    path.write_bytes(data)
    assert places(read(path)) == ["1:1 unreadable-table"]


def test_zip_without_a_workbook(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "hires.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "示例")
    assert places(read(path)) == ["1:1 unreadable-table"]


@given(st.dates(min_value=dt.date(1980, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_every_day_is_understood_however_it_is_written(day: dt.date) -> None:
    for written in (f"{day:%Y-%m-%d}", f"{day.year}/{day.month}/{day.day}", f"{day.year}年{day.month}月{day.day}日"):
        assert iso_date(written) == day.isoformat()


@given(st.text())
def test_cleaning_is_done_once(value: str) -> None:
    assert cleaned(cleaned(value)) == cleaned(value)


@given(st.lists(st.tuples(st.text(max_size=300), st.text(max_size=300)), max_size=8))
def test_file_names_are_safe_and_distinct(parts: list[tuple[str, str]]) -> None:
    names = distinct(stem("007", *pair) for pair in parts)
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert len(f"{name}.pdf".encode()) <= 255
        assert not set(name) & set('<>:"/\\|?*\0\n\r\t ')
        assert name == name.strip(". ")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("销售代表", "欧阳娜娜"), "销售代表-欧阳娜娜"),
        (("../../etc/passwd",), "etc_passwd"),
        (("CON",), "_CON"),
        (("a\u202eb",), "ab"),
        (("", "=1+1"), "=1+1"),
        (("<b>张三</b>&",), "b_张三_b_&"),
    ],
)
def test_names_of_files(parts: tuple[str, ...], expected: str) -> None:
    assert stem(*parts) == expected


# ---- the command


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the made-up company's data that is a git repository; two roles share an alias."""
    folder = root_with(COMPANY / "content", tmp_path_factory.mktemp("project") / "root")
    for id_ in ("buyer", "store-manager"):
        role = folder / "content" / "roles" / f"{id_}.yaml"
        bare = re.sub(r"aliases:\n(  - .*\n)+", "", role.read_text("utf-8"))
        role.write_text(bare.replace("department:", "aliases:\n  - 测试负责人\ndepartment:"), "utf-8")
    shutil.copy(ROOT / ".gitignore", folder)
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    return folder


def batch(folder: Path, number: int, bad: dict[int, str]) -> Path:
    """A CSV of so many rows; `bad` are rows, from 1, to be written otherwise."""
    good = {row: f"示例{row},S{row:03},销售代表,2026-12-01," for row in range(1, number + 1)}
    return csv_file(folder, "\n".join([HEAD, *(bad.get(row, text) for row, text in good.items())]))


BAD = {
    3: ",S003,销售代表,2026-12-01,",
    100: "示例,S100,不存在的岗位,2026-12-01,",
    200: "示例,S200,测试负责人,2026-12-01,",
    300: "示例,S300,销售代表,2026-02-30,",
    499: "示例,S001,销售代表,2026-12-01,",
}


def test_nothing_is_written_where_five_of_five_hundred_rows_are_bad(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = batch(tmp_path, 500, BAD)
    out = tmp_path / "out"
    assert main(["--root", str(project), "sheet", "--hires", str(path), "--out", str(out)]) == 1
    assert not out.exists()
    said = capsys.readouterr()
    assert said.out == ""
    for place in ("4:1", "101:3", "201:3", "301:4", "500:2"):
        assert f"{path.as_posix()}:{place}: 错误" in said.err
    assert "共 5 个错误" in said.err


@pytest.fixture(scope="module")
def kept_going(company: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Path]:
    """The exit code and the folder of a batch of 12 rows, two of them bad."""
    folder = tmp_path_factory.mktemp("batch")
    bad = {3: BAD[3], 7: "=1+1 / 示例,S1,仓库管理员,,", 12: BAD[300]}
    path = batch(folder, 12, bad)
    arguments = ["--keep-going", "--out", str(folder / "out"), "--merge", str(folder / "all.pdf")]
    return main(["--root", str(company), "sheet", "--hires", str(path), *arguments]), folder


def test_keep_going_writes_the_good_rows(kept_going: tuple[int, Path]) -> None:
    code, folder = kept_going
    assert code == 1
    names = sorted(path.name for path in (folder / "out").iterdir())
    assert len(names) == 10
    assert names[0] == "01-销售代表-示例1-S001.pdf"
    assert names[5] == "07-仓库管理员-=1+1_示例-S1.pdf"
    assert names[-1] == "11-销售代表-示例11-S011.pdf"
    assert sorted(path.name for path in folder.iterdir()) == ["all.pdf", "hires.csv", "out"]


@pytest.mark.soak
def test_a_bar_is_drawn_on_a_terminal_only(tmp_path: Path, company: Path) -> None:
    command = [sys.executable, str(ROOT / "build.py"), "--root", str(company), "sheet", "销售代表", "收银员"]
    command += ["--out", str(tmp_path / "out")]
    ours, theirs = pty.openpty()
    subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, check=True)
    os.close(theirs)
    assert "[##############################] 2/2" in os.read(ours, 100_000).decode()
    os.close(ours)
    piped = subprocess.run(command, capture_output=True, check=True)
    assert b"\r" not in piped.stderr
    assert b"2/2" not in piped.stderr


def test_merged_pdf_is_tagged_and_numbered_by_sheet(kept_going: tuple[int, Path]) -> None:
    _, folder = kept_going
    data = (folder / "all.pdf").read_bytes()
    assert faults(data) == []
    reader = pypdf.PdfReader(io.BytesIO(data))
    texts = ["".join(sheet.extract_text().split()) for sheet in reader.pages]
    texts = [text for text in texts if "第1页，共" in text]
    assert len(texts) == 10
    for text, hire in zip(texts, [1, 2, 4, 5, 6, 7, 8, 9, 10, 11], strict=True):
        assert f"姓名示例{hire}工号" in text or hire == 7
    assert len(reader.outline) >= 10


def test_hires_that_git_would_track_are_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = f"{HEAD}\n示例,1,销售代表,,"
    tracked = project / "content" / "list.csv"
    tracked.write_text(text, "utf-8")
    assert main(["--root", str(project), "sheet", "--hires", str(tracked)]) == 1
    assert "tracked-hires" in capsys.readouterr().err
    assert not (project / "out").exists()
    ignored = project / "hires-2026.csv"
    ignored.write_text(text, "utf-8")
    assert main(["--root", str(project), "sheet", "--hires", str(ignored)]) == 0
    assert [path.name for path in (project / "out").iterdir()] == ["1-销售代表-示例-1.pdf"]
    subprocess.run(["git", "-C", str(project), "add", "-f", ignored.name], check=True)
    assert main(["--root", str(project), "sheet", "--hires", str(ignored)]) == 1
    capsys.readouterr()
    assert main(["--root", str(project), "sheet", "销售代表", "--name", "示例", "--out", str(project / "x")]) == 1
    assert "tracked-output" in capsys.readouterr().err
    assert not (project / "x").exists()


def test_empty_spreadsheet_is_the_same_each_time_and_can_be_filled_in(
    tmp_path: Path, company: Path, read: Read, library: Library
) -> None:
    for name in ("a.xlsx", "b.xlsx", "c.csv"):
        assert main(["--root", str(company), "sheet", "--template", str(tmp_path / name)]) == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == [*HEADINGS.values(), "用人单位"]
    choices = [row[0].value for row in book.worksheets[1].iter_rows()]
    assert "销售代表" in choices
    assert len(choices) == sum(role.status != "retired" for role in library.roles.values())
    sheet.append(["欧阳娜娜（示例）", "007", choices[0], "2026-12-01"])
    book.save(tmp_path / "filled.xlsx")
    hires = read(tmp_path / "filled.xlsx")
    assert hires.findings == ()
    assert hires.orders[0].role.title == choices[0]
    assert (tmp_path / "c.csv").read_bytes() == (
        "\ufeff" + ",".join((*HEADINGS.values(), "用人单位")) + "\r\n"
    ).encode()
    assert places(read(tmp_path / "c.csv")) == ["1:1 no-hires"]


def test_an_existing_spreadsheet_is_never_overwritten(tmp_path: Path, company: Path) -> None:
    path = csv_file(tmp_path, GOOD)
    assert main(["--root", str(company), "sheet", "--template", str(path)]) == 2
    assert path.read_text("utf-8") == GOOD


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--name", "示例"],
        ["销售代表", "--hires", "hires.csv"],
        ["--hires", "hires.csv", "--name", "示例"],
        ["--hires", "missing.csv"],
        ["--hires", "hires.xls"],
        ["--template", "hires.txt"],
        ["--template", "a.xlsx", "--verify", "09c766b77cae"],
        ["--verify", "nonsense"],
        ["销售代表", "--merge", "all.docx"],
        ["销售代表", "--without", "salary"],
        ["销售代表", "--format", "rtf"],
        ["销售代表", "--format", ","],
        ["销售代表", "--extra-fonts", "missing"],
        ["测试负责人"],
        ["不存在的岗位"],
        ["销售代表", "收银员", "--name", "示例"],
    ],
)
def test_wrong_use(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    monkeypatch.chdir(tmp_path)
    csv_file(tmp_path, GOOD)
    assert main(["--root", str(project), "sheet", *arguments]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["hires.csv"]
