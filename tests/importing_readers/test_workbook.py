"""A workbook is read row by row over all sheets, as Excel shows its cells. All files are made up (示例)."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from rolebook.importing.blocks import Block, Cell, DocumentRefused
from rolebook.importing.readers.cell_formats import Value, shown
from rolebook.importing.readers.workbook import read


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(data: bytes, old: bytes, new: bytes) -> bytes:
    """The workbook with bytes of its parts replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(old, new))
    return file.getvalue()


def test_rows_of_all_sheets_with_merged_cells_filled_and_marked() -> None:
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    for row in (["岗位职责表"], ["岗位", "职责", "频次"], ["保管员", "收货\n验货", "每日"], [None, "盘点", "每月"]):
        first.append(row)
    first.append([])
    first.append([None, "备注：示例"])
    first.merge_cells("A1:C1")
    first.merge_cells("A3:A4")
    first.row_dimensions[4].hidden = True
    second = book.create_sheet("欧阳娜娜")
    second["B2"] = "𠮷田"
    hidden = book.create_sheet("下拉选项")
    hidden.append(["本科"])
    hidden.sheet_state = "veryHidden"
    document = read("示例.xlsx", saved(book))
    keeper = Cell("保管员", continued=True)
    title = Cell("岗位职责表", continued=True)
    assert document.blocks == (
        Block(1, "岗位职责表", cells=(Cell("岗位职责表"), title, title), table=1),
        Block(2, "岗位\t职责\t频次", cells=(Cell("岗位"), Cell("职责"), Cell("频次")), table=1),
        Block(
            3,
            "保管员\t收货 验货\t每日",
            cells=(Cell("保管员"), Cell("收货 验货", lines=("收货", "验货")), Cell("每日")),
            table=1,
        ),
        Block(4, "盘点\t每月", cells=(keeper, Cell("盘点"), Cell("每月")), table=1),
        Block(5, "", table=1),
        Block(6, "\t备注：示例", cells=(Cell(""), Cell("备注：示例")), table=1),
        Block(7, "欧阳娜娜", heading=1, table=2),
        Block(7, "", table=2),
        Block(8, "\t𠮷田", cells=(Cell(""), Cell("𠮷田")), table=2),
        Block(9, "下拉选项", heading=1, table=3, part="site"),
        Block(9, "本科", cells=(Cell("本科"),), table=3, part="site"),
    )
    assert document.text.count("\n") == len(document.blocks)


def test_a_formula_shows_what_it_came_to() -> None:
    cells = (
        '<row r="1"><c r="A1" t="str"><f>"罚款"&amp;50&amp;"元"</f><v>罚款50元</v></c>'
        '<c r="B1"><f>25+25</f><v>50</v></c><c r="C1"><f>1</f></c><c r="D1" t="b"><v>1</v></c>'
        '<c r="E1" t="e"><v>#REF!</v></c></row></sheetData>'
    )
    book = changed(saved(openpyxl.Workbook()), b"<sheetData />", b"<sheetData></sheetData>")
    assert read("示例.xlsx", changed(book, b"</sheetData>", cells.encode())).text == "罚款50元\t50\t\tTRUE\t#REF!\n"


def test_texts_of_shapes_are_not_lost() -> None:
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:txBody><a:p><a:r><a:t>框里</a:t></a:r>'
        "<a:r><a:t>的字</a:t></a:r></a:p><a:p/></xdr:txBody></xdr:wsDr>"
    )
    book = openpyxl.Workbook()
    book.worksheets[0].append(["格"])
    file = io.BytesIO(saved(book))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/drawings/drawing1.xml", drawing)
    shown = [(block.part, block.text) for block in read("示例.xlsx", file.getvalue()).blocks]
    assert shown == [("body", "格"), ("box", "框里的字")]


DAY = dt.datetime.fromisoformat("2026-03-01T14:05:09")


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (50, "General", "50"),
        (0.1 + 0.2, "General", "0.3"),
        (12.0, "General", "12"),
        (0.3, "0%", "30%"),
        (0.125, "0.0%", "12.5%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1200, '"¥"#,##0.00;[Red]\\-"¥"#,##0.00', "¥1,200.00"),
        (-1200, '"¥"#,##0.00;[Red]\\-"¥"#,##0.00', "-¥1,200.00"),
        (50, "[$¥-804]#,##0", "¥50"),
        (50, '0"元/次"', "50元/次"),
        (50, 'General"元"', "50元"),
        (7, "000", "007"),
        (2.5, "0.##", "2.5"),
        (2.5, "0", "3"),
        (-3, "0", "-3"),
        (0, '0;-0;"无"', "无"),
        (123, "[DBNum1]General", "123"),
        (0.5, "# ?/?", "0.5"),
        (15000, "0.00E+00", "15000"),
        (True, "General", "TRUE"),
        (DAY, "yyyy/m/d", "2026/3/1"),
        (DAY, "mm-dd-yy", "2026/3/1"),
        (DAY, 'yyyy"年"m"月"d"日"', "2026年3月1日"),
        (DAY, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2026年3月1日"),
        (DAY, "yyyy-mm-dd hh:mm:ss", "2026-03-01 14:05:09"),
        (DAY, "h:mm AM/PM", "2:05 PM"),
        (DAY, "上午/下午h时mm分", "下午2时05分"),
        (DAY, "aaaa", "星期日"),
        (DAY, "d-mmm-yy", "2026-03-01 14:05:09"),
        (dt.time(8, 30), "h:mm", "8:30"),
        (dt.time(8, 30), "yyyy-m-d", "08:30:00"),
        (dt.timedelta(hours=26, minutes=5), "[h]:mm", "26:05"),
    ],
)
def test_values_are_written_as_their_format_says_and_no_digit_is_made_up(value: Value, code: str, text: str) -> None:
    assert shown("n", value, code) == text


def test_days_in_the_formats_that_programs_in_china_know_by_number() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = dt.date(2026, 3, 1)
    book.worksheets[0]["A1"].number_format = "mm-dd-yy"
    data = changed(saved(book), b'numFmtId="14"', b'numFmtId="31"')
    assert read("示例.xlsx", data).text == "2026年3月1日\n"


def test_a_workbook_without_content_or_with_a_cell_far_away_is_refused() -> None:
    with pytest.raises(DocumentRefused, match="没有内容"):
        read("示例.xlsx", saved(openpyxl.Workbook()))
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"], book.worksheets[0]["XFD1048576"] = "甲", "乙"
    with pytest.raises(DocumentRefused, match="XFD1048576"):
        read("示例.xlsx", saved(book))
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"], book.worksheets[0]["GR90000"] = "甲", "乙"
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:GR90000"/></mergeCells>'
    with pytest.raises(DocumentRefused, match="太大"):
        read("示例.xlsx", changed(saved(book), b"</sheetData>", merged))
