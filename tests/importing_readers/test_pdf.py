"""A PDF is read line by line in reading order, with its tables, and without what repeats on its pages. All 示例."""

import io

import pikepdf
import pytest
from PIL import Image

from rolebook.importing.blocks import Block, Cell, DocumentRefused
from rolebook.importing.readers import read
from tests.importing_readers.pdf_files import pdf

SOURCE = """
#set page(paper: "a5", margin: 2cm, header: [示例公司岗位手册])
#set page(footer: context [第 #counter(page).display() 页 共 3 页])
*仓库管理员岗位职责*

1、负责货物的验收、入库、保管和发放，做到账物相符，每日盘点一次，逾期未报的每次罚款50元。

岗位名称：保管员 #h(4em) 编制：2

欧阳娜娜、#text(font: "Noto Sans CJK JP")[𠮷]田、买买提·艾力 PDF file

#table(columns: (2cm, 1fr, 2.4cm),
 [序号], [事项], [标准],
 table.cell(rowspan: 2)[1], [漏盖章的，经提醒之后仍然没有改正并且造成了损失的], [10元/单],
 [迟到 \\ 早退], [罚20元],
 table.cell(colspan: 2)[合并的格], [])
#pagebreak()
2、第二页的正文，和下一页的很相像。
#place(center, rotate(-45deg, text(size: 40pt)[机密]))
#pagebreak()
4、第三页的正文，和上一页的很相像。
"""


@pytest.fixture(scope="module")
def made() -> bytes:
    return pdf(SOURCE)


def test_lines_rows_headers_and_footers(made: bytes) -> None:
    document = read("示例.pdf", made)
    shown = [(block.place, block.last, block.part, block.text) for block in document.blocks]
    assert shown == [
        (1, 1, "header", "示例公司岗位手册"),
        (2, 2, "body", "仓库管理员岗位职责"),
        (3, 3, "body", "1、负责货物的验收、入库、保管和发放，做到账物相符，每日"),
        (4, 4, "body", "盘点一次，逾期未报的每次罚款50元。"),
        (5, 5, "body", "岗位名称：保管员        编制：2"),
        (6, 6, "body", "欧阳娜娜、𠮷田、买买提·艾力 PDF file"),
        (7, 7, "body", "序号\t事项\t标准"),
        (8, 9, "body", "1\t漏盖章的，经提醒之后仍然没有改正并且造成了损失的\t10元/单"),
        (10, 11, "body", "迟到 早退\t罚20元"),
        (12, 12, "body", "合并的格"),
        (13, 13, "footer", "第 1 页 共 3 页"),
        (14, 14, "header", "示例公司岗位手册"),
        (15, 15, "body", "2、第二页的正文，和下一页的很相像。"),
        (16, 16, "footer", "第 2 页 共 3 页"),
        (16, 16, "site", "机密"),
        (17, 17, "header", "示例公司岗位手册"),
        (18, 18, "body", "4、第三页的正文，和上一页的很相像。"),
        (19, 19, "footer", "第 3 页 共 3 页"),
    ]
    assert [block.text for block in document.blocks if block.bold] == ["仓库管理员岗位职责"]
    rows = [block.cells for block in document.blocks if block.table]
    assert rows[2] == (Cell("1", continued=True), Cell("迟到 早退", lines=("迟到", "早退")), Cell("罚20元"))
    assert rows[3] == (Cell("合并的格"), Cell("合并的格", continued=True), Cell(""))
    assert document.text.count("\n") == len(document.blocks)
    assert document.extractor.startswith("pypdfium2 ")


def test_the_left_column_is_read_before_the_right_one_and_pages_that_lie_on_their_side_upright() -> None:
    lines = [f"{number}、负责第{number}项工作，及时完成并且上报" for number in range(1, 41)]
    source = '#set page(paper: "a5", margin: 1.5cm, columns: 2)\n#set text(size: 7pt)\n' + " \\\n".join(lines)
    with pikepdf.open(io.BytesIO(pdf(source))) as file:
        (page,) = file.pages
        _, _, width, height = (float(value) for value in page.MediaBox)
        page.contents_add(f"q 0 1 -1 0 {height} 0 cm".encode(), prepend=True)
        page.contents_add(b"Q")
        page.MediaBox, page.Rotate = pikepdf.Array([0, 0, height, width]), 90
        turned = saved(file)
    assert read("示例.pdf", turned).blocks == tuple(
        Block(index, line, last_place=index) for index, line in enumerate(lines, 1)
    )


def test_what_is_filled_into_a_form_is_read() -> None:
    with pikepdf.new() as file:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        shown = file.make_stream(b"BT /F 12 Tf 2 4 Td (50 CNY) Tj ET")
        shown.Subtype, shown.BBox = pikepdf.Name.Form, pikepdf.Array([0, 0, 100, 20])
        shown.Type, shown.Resources = pikepdf.Name.XObject, pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page = file.add_blank_page(page_size=(200, 200))
        amount = file.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Tx,
                T="amount",
                F=4,
                Rect=pikepdf.Array([50, 50, 150, 70]),
                AP=pikepdf.Dictionary(N=shown),
            )
        )
        page.Annots = pikepdf.Array([amount])
        file.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([amount]))
        assert read("示例.pdf", saved(file)).text == "50 CNY\n"


def saved(file: pikepdf.Pdf, password: str = "") -> bytes:
    data = io.BytesIO()
    file.save(data, encryption=pikepdf.Encryption(user=password, owner=password) if password else None)
    return data.getvalue()


def test_files_that_cannot_be_read_are_refused(made: bytes) -> None:
    scan = io.BytesIO()
    Image.new("L", (60, 80), 200).save(scan, "PDF")
    with pikepdf.open(io.BytesIO(made)) as file:
        locked = saved(file, "示例")
    with pikepdf.open(io.BytesIO(made)) as file, pikepdf.open(io.BytesIO(scan.getvalue())) as scanned:
        file.pages.insert(1, scanned.pages[0])
        mixed = saved(file)
    for data, why in {
        scan.getvalue(): "没有文字，多半是扫描件",
        locked: "有密码",
        mixed: "第 2 页是图片",
        made[: len(made) // 2]: "已损坏",
        b"": "空的",
    }.items():
        with pytest.raises(DocumentRefused, match=why):
            read("示例.pdf", data)
