"""Text files as blocks: one block a line, whatever the encoding and the line ends; what is no text is refused."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from rolebook.importing.blocks import DocumentRefused
from rolebook.importing.fields import named
from rolebook.importing.flat_tables import flat_tables
from rolebook.importing.readers import read
from rolebook.importing.wraps import full_lines
from tests.conftest import REPOSITORY

IMPORTING = REPOSITORY / "tests/importing"

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


ENDLESS = "1a①、,(一 -….第罚0"


def test_lines_that_never_end_are_read_as_saying_nothing(tmp_path: Path) -> None:
    long = [*(sign * 20_000 for sign in ENDLESS), f"对未按规定参加例会的员工罚款金额为{'1' * 20_000}元。"]
    path = tmp_path / "长行.txt"
    path.write_text("\n".join(["岗位职责（示例）", "1、负责考勤。", *long, "2、负责核算工资。"]), "utf-8")
    shutil.copytree(REPOSITORY / "tests/smallest/content", tmp_path / "library" / "content")
    command = [sys.executable, "build.py", "--root", str(tmp_path / "library"), "import", str(path), "--format", "json"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=300, check=True)
    items = json.loads(done.stdout)["items"]
    assert [item["text"] for item in items if item["kind"] == "duty"] == ["负责考勤。", "负责核算工资。"]
    assert {item["kind"] for item in items if len(item["text"]) > 100} == {"site"}
    assert {line for item in items for line in range(item["first"], item["last"] + 1)} >= {3, 16, 17}


@pytest.mark.parametrize(
    "read",
    [
        lambda lines: full_lines(["负责整理文件和登记，并且保证每天按时上报数据"] * lines),
        lambda lines: [
            *flat_tables([each for at in range(lines) for each in (f"项目甲{at}", str(at % 900 + 1), "说明")])
        ],
    ],
    ids=["wraps", "tables"],
)
def test_the_work_grows_with_the_lines_and_not_with_their_square(read: Callable[[int], object]) -> None:
    def calls(lines: int) -> int:
        number = 0

        def count(_frame: FrameType, event: str, _argument: object) -> None:
            nonlocal number
            number += event == "call"

        sys.setprofile(count)
        try:
            read(lines)
        finally:
            sys.setprofile(None)
        return number

    assert calls(240) < 5 * calls(60)


def test_sanctions_and_rewards_begin_as_is_said_of_them() -> None:
    texts = "\n".join(path.read_text("utf-8", "replace") for path in IMPORTING.glob("[hs]*/*.txt"))
    for pattern, begin in ((named.SANCTIONS, named.SANCTIONS_BEGIN), (named.REWARDS, named.REWARDS_BEGIN)):
        anywhere = re.compile(pattern.pattern.removeprefix(f"(?={begin})"))
        assert len(anywhere.pattern) < len(pattern.pattern)
        assert [one.span() for one in pattern.finditer(texts)] == [one.span() for one in anywhere.finditer(texts)]
