"""A staff list pasted into the page 批量 becomes the sheets that the command line makes of it. People are made up."""

import base64
import csv
import datetime as dt
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from playwright.sync_api import Browser, Page, expect

from rolebook.model.library import Library
from rolebook.sheets.hires.reading import read_hires
from rolebook.sheets.making import SheetBatch
from rolebook.sheets.typeset import Typesetter
from tests.attack.test_tables import book, text_cell
from tests.browser import Open
from tests.scripts.test_staff_lists import LISTS, as_python_says, on_the_command_line

from .form_page import RADICALS

LIST = (
    "示例公司花名册\t\t\t\t\t\t\n"
    "姓名\t职位\t工号\t手机\t试用期(月)\t文书\t备注\n"
    '欧阳娜娜（示例）\t收银员\t007\t\t3\t\t"工牌已领\n制服两套"\n'
    "𠮷田（示例）\t店 长\t008\t\t\t岗位责任书\t\n"
    "买买提·艾力（示例）\t收银元\t009\t\t\t\t\n"
    "甲某（示例）\t前台结账专员\t010\t\t\t\t<b>&\n"
    "合计\t4\t\t\t\t\t\n"
)


def paste(page: Page, text: str) -> None:
    page.get_by_label("名单", exact=True).fill(text)
    expect(page.locator("#batch-status")).to_have_text(re.compile("共 [0-9]+ 份"))


def findings(page: Page) -> list[list[str]]:
    return [row.locator("td").all_text_contents() for row in page.locator("#batch-findings tbody tr").all()]


def test_a_pasted_list_becomes_the_sheets_of_the_command_line(
    opened: Open, company: Path, library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LIST, "utf-8", newline="")
    hires = read_hires(path, path.name, library, lambda _: ())
    batch = SheetBatch(library, Typesetter(company / "templates/sheet"), (), ("docx",))
    page = opened("batch.html")
    expect(page.get_by_role("button", name="打印")).to_be_disabled()
    paste(page, LIST)
    said = {"error": "错误", "warning": "警告", "note": "提示"}
    assert findings(page) == [
        [str(one.at.line), str(one.at.column), said[one.severity], f"{one.message.zh}。{one.hint.zh}"]
        for one in hires.findings
    ]
    expect(page.locator("#batch-status")).to_contain_text("有 1 行有误，没有生成；共 3 份")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 Word").click()
    with zipfile.ZipFile(download.value.path()) as made:
        assert {name: made.read(name) for name in made.namelist()} == dict(batch.files(hires.orders))
    printed = [
        re.sub(r"\s+", "", unicodedata.normalize("NFKC", sheet.extract_text()).translate(RADICALS))
        for sheet in pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    ]
    assert len(printed) == page.locator(".sheet-frame").count()
    first = [text for text in printed if "第1页,共" in text]
    assert "核对名单" not in "".join(printed)
    assert [name in text for name, text in zip(("欧阳娜娜", "田(示例)", "甲某"), first, strict=True)] == [True] * 3
    assert page.evaluate("() => sessionStorage.length + localStorage.length") == 0
    assert page.url.endswith("batch.html")
    page.get_by_label("文书", exact=True).select_option(label="规章制度签收单")
    expect(page.locator(".sheet-frame").first).to_contain_text("规章制度签收单")
    page.get_by_role("button", name="清空").click()
    expect(page.locator(".sheet-frame")).to_have_count(0)
    expect(page.locator("#batch-findings")).to_be_hidden()


@pytest.mark.parametrize(("encoding", "width"), [("gb18030", 390), ("utf-16", 1280)])
def test_a_file_is_opened_or_the_way_out_is_said(opened: Open, tmp_path: Path, encoding: str, width: int) -> None:
    path = tmp_path / "list.csv"
    path.write_text("姓名,岗位\n欧阳娜娜（示例）,收银员\n", encoding)
    page = opened("batch.html", width=width, height=844)
    page.get_by_label("或打开文件").set_input_files(path)
    if encoding == "utf-16":
        expect(page.locator("#batch-findings tbody")).to_contain_text(
            "这个文件是 UTF-16 编码。在 Excel 或 WPS 中打开，另存为"
        )
        return
    expect(page.get_by_role("button", name="打印 1 份")).to_be_enabled()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator("input[type=search]").fill("收银")  # one of its scripts is there already
    expect(page.locator("[data-hit]").first).to_be_visible()
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(sheets) == page.locator(".sheet-frame").count()


READ = """async (files) => {
  const found = [];
  for (const bytes of files) {
    const table = await rolebookWorkbook.table(Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0)));
    const read = rolebookListHires.read(table);
    for (const { hire } of read.orders) hire.start = rolebookHire.chineseDate(hire.start ?? "");
    found.push(read);
  }
  return found;
}"""


def as_workbook(rows: list[list[Any]], change: Callable[[Any], None] = lambda _: None) -> bytes:
    made = openpyxl.Workbook()
    sheet: Any = made.active
    sheet.title = "员工"
    for row in rows:
        sheet.append(row)
    change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def of_csv(path: Path) -> bytes:
    """The table of a staff list as the texts that a spreadsheet would hold."""
    text = path.read_text("utf-8-sig").removeprefix("sep=;\n")
    dialect = "\t" if "\t" in text.splitlines()[0] else ";" if ";" in text.splitlines()[0] else ","
    return as_workbook([[field or None for field in row] for row in csv.reader(io.StringIO(text), delimiter=dialect)])


def as_offices_write(made: Any) -> None:
    """Days, times and numbers in formats of offices, Chinese ones too; merged and counted cells; other sheets."""
    sheet = made.active
    formats = {
        "B3": '"GH"0000', "B4": "00000", "C3": 'yyyy"年"m"月"d"日"', "C4": "[$-804]yyyy/m/d;@",
        "C5": "yyyy-mm-dd hh:mm", "B6": "@", "B8": "\\G000", "C8": "m月d日", "C9": "[h]:mm",
    }  # fmt: skip
    for place, code in formats.items():
        sheet[place].number_format = code
    sheet.merge_cells("A1:E1")
    sheet["E3"] = "=YEAR(TODAY())"
    sheet["E4"] = True
    made.create_sheet("说明")["A1"] = "示例"
    made.create_sheet("岗位名称")["A1"] = "收银员"


OFFICE: list[list[Any]] = [
    ["示例公司花名册"],
    ["姓名", "工号", "入职日期", "岗位", "司龄", "备注"],
    ["甲某示例", 12, 46082, "收银员", None, "制服\n工牌 & <b>"],
    ["乙某示例", 34, dt.date(2026, 3, 1), "收银员", None, None],
    ["丙某示例", 5.5, 46082.395833333336, "收银员", None, None],
    ["丁某示例", 202603010012345678, 46083, "收银员", None, None],
    [],
    ["戊某示例", 7, 61, "收银元", None, "=A1"],
    ["己某示例", None, 1.5, "收银员", None, None],
    ["合计", "=COUNTA(A3:A9)"],
]


def workbooks() -> dict[str, bytes]:
    """Every staff list of the folder as a workbook, and what only a workbook may hold or lack."""
    texts = [path for path in sorted(LISTS.glob("*.csv")) if path.stem not in {"big5", "open-quote"}]
    lists = {path.stem: of_csv(path) for path in texts}
    plain: list[list[Any]] = [["姓名", "岗位"], ["甲某示例", "收银员"]]
    better = [row for row in OFFICE if not {"丁某示例", "戊某示例"} & {*row}]
    cut = as_workbook(plain)

    def from_1904(made: Any) -> None:
        made.epoch = CALENDAR_MAC_1904
        made.active["C1"], made.active["C2"] = "入职日期", dt.date(2026, 3, 1)

    def merged(made: Any) -> None:
        made.active.merge_cells("A2:A3")

    return lists | {
        "as offices write": as_workbook(OFFICE, as_offices_write),
        "without what is wrong": as_workbook(better, as_offices_write),
        "from 1904": as_workbook(plain, from_1904),
        "merged": as_workbook(plain, merged),
        "raw": book(f'<row r="3">{text_cell("C3", "多出")}</row>'),
        "a date of the format": book('<row r="3"><c r="A3" s="1"><v>46082</v></c><c r="B3"><v>1e3</v></c></row>'),
        "truths and errors": book('<row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3" t="e"><v>#N/A</v></c></row>'),
        "a text that is not there": book('<row r="3"><c r="A3" t="s"><v>9</v></c></row>'),
        "no number": book('<row r="3"><c r="A3"><v>abc</v></c></row>'),
        "a place that is none": book('<row r="3"><c r="ZZZZ3"><v>1</v></c></row>'),
        "no XML": book("<row"),
        "a document type": book(more={"xl/sharedStrings.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "no sheet": book(more={"xl/workbook.xml": "<workbook/>"}),
        "empty": as_workbook([]),
        "cut off": cut[: len(cut) // 2],
        "encrypted or old": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    }  # fmt: skip


def test_every_workbook_is_read_as_on_the_command_line(
    browser: Browser, built: Path, library: Library, tmp_path: Path
) -> None:
    files = workbooks()
    page = browser.new_page()  # not `opened`: of broken XML the browser itself complains
    page.goto((built / "batch.html").as_uri())
    found = page.evaluate(READ, [base64.b64encode(data).decode("ascii") for data in files.values()])
    page.close()
    path = tmp_path / "list.xlsx"
    for (name, data), one in zip(files.items(), found, strict=True):
        path.write_bytes(data)
        assert as_python_says(one) == on_the_command_line(library, path), name


def test_a_workbook_becomes_sheets_and_its_cells_are_named(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "示例名单.xlsx"
    path.write_bytes(
        as_workbook(
            [["姓名", "工号", "岗位"], ["欧阳娜娜（示例）", "007", "收银员"], ["𠮷田（示例）", "008", "收银元"]]
        )
    )
    page = opened("batch.html")
    page.get_by_label("或打开文件").set_input_files(path)
    expect(page.get_by_role("button", name="打印其余 1 份")).to_be_enabled()
    expect(page.locator("#batch-book")).to_have_text("已读取“示例名单.xlsx”的工作表“员工”。改正后请再打开一次。")
    (found,) = findings(page)
    assert found[:3] == ["3", "C", "错误"]
    assert found[3].startswith("“岗位”（员工!C3）：没有叫“收银元”的岗位。是否应为“收银员”？")
    expect(page.locator(".sheet-frame").first).to_contain_text("欧阳娜娜（示例）")
    path.write_bytes(as_workbook([["姓名", "工号", "岗位"], ["欧阳娜娜（示例）", 202603010012345678, "收银员"]]))
    page.get_by_label("或打开文件").set_input_files(path)
    expect(page.locator("#batch-status")).to_have_text("请先改正上面的错误；共 0 份，0 页")
    expect(page.locator("#batch-print")).to_be_disabled()
    page.get_by_label("名单", exact=True).fill("姓名,岗位\n甲某（示例）,收银员\n")
    expect(page.get_by_role("button", name="打印 1 份", exact=True)).to_be_enabled()
    expect(page.locator("#batch-book")).to_be_empty()


def test_the_page_is_reached_from_where_one_sheet_is_made(built: Path) -> None:
    for path, address in (
        ("index.html", "batch.html"),
        ("sheets/index.html", "../batch.html"),
        ("sheets/cashier.html", "../batch.html"),
        ("guide.html", "batch.html"),
    ):
        assert f'href="{address}"' in (built / path).read_text("utf-8"), path


def test_the_headings_are_at_hand_for_a_list_without_them(built: Path) -> None:
    html = (built / "batch.html").read_text("utf-8")
    assert re.search('data-words="姓名\t工号\t岗位\t入职日期\t[^"]*">复制栏目名</button>', html)
