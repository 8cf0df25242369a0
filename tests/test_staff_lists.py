"""Staff lists as companies have them become sheets, or one clear message. Every person in them is made up (示例)."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from rolebook.model.library import Library
from rolebook.sheets.hires.reading import Hires, read_hires

LISTS = Path(__file__).parent / "staff_lists"

EXPECTED: dict[str, tuple[list[str], list[str]]] = {
    "title-and-totals": (
        ["甲某示例 sales-representative", "乙某示例 cashier"],
        ["1:1 skipped-rows", "3:1 unknown-column", "6:1 skipped-rows"],
    ),
    "grade-beside-role": (
        [
            "欧阳娜娜示例 sales-representative 007 2026-03-01",
            "丙某示例 cashier 009 2026-03-01",
            "丁某示例 cashier 010 2026-03-01",
        ],
        ["1:3 unknown-column", "1:4 chosen-column", "3:6 skipped-rows"],
    ),
    "private-and-unknown": (
        ["买买提·艾力示例 sales-representative 2026-03-01 6个月"],
        ["1:3 private-column", "1:5 unknown-column", "2:7 day-number"],
    ),
    "damaged-numbers": ([], ["2:2 damaged-number", "3:2 damaged-number"]),
    "numbered-ahead": (["甲某示例 cashier"], ["1:1 unknown-column", "3:1 skipped-rows"]),
    "no-role": ([], ["1:1 missing-column", "1:2 unknown-column"]),
    "no-headings": ([], ["1:1 missing-column"]),
    "no-headings-and-spaces": ([], ["1:1 missing-column"]),
    "pasted": (["𠮷田示例 cashier"], []),
    "other-column-is-right": (["甲某示例 cashier"], ["1:2 unknown-column", "1:3 chosen-column"]),
    "same-heading-twice": ([], ["1:3 duplicate-column"]),
    "misspelt-heading": (["甲某示例 cashier"], ["1:3 unknown-column"]),
    "export-of-84-columns": (["甲某示例 cashier"], ["1:2 unknown-column"]),
    "lines-in-remarks": (["欧阳娜娜（示例） cashier", "𠮷田（示例） store-manager"], []),
    "own-words": (
        ["买买提·艾力（示例） cashier", "甲某（示例） store-manager"],
        ["1:1 skipped-rows", "2:3 unknown-column", "5:1 skipped-rows"],
    ),
    "unknown-titles": ([], [f"{row}:2 unknown-role" for row in range(2, 7)]),
    "papers-and-dates": (
        ["甲某（示例） cashier 2026-12-01"],
        ["4:3 impossible-date", "4:4 unknown-paper", "4:5 unknown-company", "5:4 unknown-paper"],
    ),
    "open-quote": ([], ["2:1 unreadable-table"]),
    "big5": ([], ["1:1 unreadable-table"]),
}


def read(path: Path, library: Library) -> Hires:
    return read_hires(path, path.name, library, lambda _: ())


def shown(hires: Hires) -> tuple[list[str], list[str]]:
    """Each hire's name, role and what else is printed; `line:column rule` of each finding."""
    people = [(one.hire, one.role.id) for one in hires.orders]
    return (
        [
            " ".join(filter(None, (hire.name, role, hire.employee_no, hire.start, hire.probation)))
            for hire, role in people
        ],
        [
            f"{one.at.line}:{one.at.column} {one.rule}"
            for one in sorted(hires.findings, key=lambda one: (one.at.line, one.at.column))
        ],
    )


@pytest.mark.parametrize("name", EXPECTED)
def test_a_staff_list_becomes_sheets_or_one_clear_message(name: str, library: Library) -> None:
    hires = read(LISTS / f"{name}.csv", library)
    assert shown(hires) == EXPECTED[name]
    said = "".join(one.message.zh + one.hint.zh for one in hires.findings)
    assert "13800138000" not in said
    assert "110101199003070011" not in said
    assert "“离职日期”是否" not in said
    assert "“序号”是否" not in said
    assert ("“入职日其”是否应为“入职日期”？" in said) == (name == "misspelt-heading")


def test_a_list_without_headings_says_to_add_them(library: Library) -> None:
    (one,) = read(LISTS / "no-headings.csv", library).findings
    assert one.message.zh == "第一行像是员工，不是栏目名"
    assert one.hint.zh.startswith(
        "请在上面加一行栏目名，按名单各列的顺序，例如：姓名、岗位、入职日期……可用的栏目：姓名、"
    )
    assert "sheet.yaml" not in one.hint.zh
    (typed,) = read(LISTS / "no-headings-and-spaces.csv", library).findings
    assert "各栏之间用制表符（Tab）或逗号隔开，不用空格" in typed.hint.zh


def test_every_list_is_expected_to_be_something() -> None:
    assert {path.stem for path in LISTS.glob("*.csv")} == set(EXPECTED)


def workbook(folder: Path, rows: list[list[Any]], change: Callable[[Any], None]) -> Path:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    change(sheet)
    book.save(folder / "hires.xlsx")
    return folder / "hires.xlsx"


def test_a_cell_that_is_not_read_cannot_refuse_a_workbook(tmp_path: Path, library: Library) -> None:
    """A title over merged cells, a formula and a truth value beside the columns, and a total that is a formula."""

    def change(sheet: Any) -> None:
        sheet.merge_cells("A1:D1")
        sheet["C3"] = "=YEAR(TODAY())"
        sheet["D3"] = True
        sheet["B3"].number_format = '"GH"0000'

    rows: list[list[Any]] = [
        ["示例公司花名册"],
        ["姓名", "工号", "司龄", "在职", "职位"],
        ["甲某示例", 12, None, None, "收银员"],
        ["合计", "=COUNTA(A3:A3)"],
    ]
    assert shown(read(workbook(tmp_path, rows, change), library)) == (
        ["甲某示例 cashier GH0012"],
        ["1:1 skipped-rows", "2:3 unknown-column", "4:1 skipped-rows"],
    )


def test_a_number_that_a_spreadsheet_changed_is_not_printed(tmp_path: Path, library: Library) -> None:
    rows: list[list[Any]] = [
        ["姓名", "工号", "岗位", "入职日期"],
        ["甲某示例", 202603010012345678, "收银员", 46082],
        ["乙某示例", "202603010012345678", "收银员", dt.date(2026, 3, 1)],
    ]
    hires = read(workbook(tmp_path, rows, lambda _: None), library)
    assert shown(hires) == ([], ["2:2 damaged-number"])
    rows[1][1] = "甲1"
    hires = read(workbook(tmp_path, rows, lambda _: None), library)
    assert [one.hire.start for one in hires.orders] == ["2026-03-01", "2026-03-01"]
