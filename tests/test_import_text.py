"""Text files as blocks: one block a line, whatever the encoding and the line ends; what is no text is refused."""

import pytest

from rolebook.importing.blocks import DocumentRefused
from rolebook.importing.readers import read

TEXT = "保管员岗位职责（示例）\r\n\r\n1、负责收货。\r2、登记台帐；\n欧阳娜娜、𠮷田、买买提·艾力\n"
LINES = ["保管员岗位职责（示例）", "", "1、负责收货。", "2、登记台帐；", "欧阳娜娜、𠮷田、买买提·艾力"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_a_line_is_a_block_in_every_encoding(encoding: str) -> None:
    document = read("示例.txt", TEXT.encode(encoding))
    assert [block.text for block in document.blocks] == LINES
    assert [block.place for block in document.blocks] == [1, 2, 3, 4, 5]
    assert document.text == "\n".join([*LINES, ""])


def test_markdown_has_headings_quotes_bold_type_and_rows() -> None:
    text = "# 保安部\n> - 巡查\n**夜班：** 两人\n**处罚**\n| 1 | 睡岗 | 50元/次 |\n|---|---|---|\n1、\t看门\n"
    document = read("示例.md", text.encode())
    assert document.format == "md"
    shown = [(block.text, block.heading, block.bold, block.table) for block in document.blocks]
    assert shown == [
        ("保安部", 1, False, 0),
        ("- 巡查", 0, False, 0),
        ("夜班： 两人", 0, False, 0),
        ("处罚", 0, True, 0),
        ("1\t睡岗\t50元/次", 0, False, 1),
        ("|---|---|---|", 0, False, 0),
        ("1、\t看门", 0, False, 0),
    ]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("空.txt", b"", "空的"),
        ("空.txt", "\ufeff\n  \n".encode(), "空的"),
        ("照片.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), "图片"),
        ("密.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("稿.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "WPS"),
        ("证.ofd", b"PK\x03\x04", "损坏"),
        ("坏.docx", "不是".encode(), "真正的 .docx"),
        ("坏.docx", b"PK\x03\x04nothing", "损坏"),
        ("数据.txt", b"\x00\x01\x02\x80\xff\xfe" * 50, "编码"),
        ("数据.txt", b"a\x01\x02c" * 50, "不是文本"),
        ("繁.txt", "倉庫管理員崗位職責".encode("big5"), "编码"),
        ("稿.rtf", b"{\\rtf1 abc}", "RTF"),
    ],
)
def test_what_is_no_text_is_refused_with_the_way_out(name: str, data: bytes, said: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        read(name, data)
    assert said in refused.value.zh
    assert refused.value.zh.endswith("。")
    assert refused.value.en.isascii()
