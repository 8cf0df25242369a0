"""Documents that are broken, encrypted, empty or meant to harm are refused with what is wrong and what to do."""

import io
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from rolebook.importing.blocks import Block, DocumentRefused
from rolebook.importing.readers import limits, old_word, plain, read, web, word, workbook
from tests.importing_readers.word_files import definition, level, listed, p, run
from tests.importing_readers.word_files import word as word_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def changed(part: str, text: bytes, data: bytes | None = None) -> bytes:
    """A Word file with a part replaced."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data or word_file(p("示例")))) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in {*old.namelist(), part}:
            new.writestr(name, text if name == part else old.read(name))
    return file.getvalue()


def document(inside: str) -> bytes:
    """A Word file whose main part says this before its root."""
    with zipfile.ZipFile(io.BytesIO(word_file(p("示例&bomb;" if "bomb" in inside else "示例")))) as archive:
        root = archive.read("word/document.xml").partition(b"\n")[2]
    return changed("word/document.xml", inside.encode() + root)


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "示例示例示例">'
    + "".join(
        f'<!ENTITY {after} "{f"&{before};" * 10}">'
        for before, after in zip("abcdefgh", ["b", "c", "d", "e", "f", "g", "h", "bomb"], strict=True)
    )
    + "]>"
)
DEEP = "<w:sdt><w:sdtContent>" * 200 + p("深") + "</w:sdtContent></w:sdt>" * 200


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(b"", "空的", id="empty"),
        pytest.param(b"\0" * 100, "空的", id="zeros"),
        pytest.param(b"not a package", "已损坏", id="no zip"),
        pytest.param(word_file(p("示例"))[:300], "已损坏", id="cut off"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "设了密码", id="encrypted"),
        pytest.param(changed("word/document.xml", b"<w:document"), "已损坏", id="no XML"),
        pytest.param(changed("word/document.xml", b"<other/>"), "已损坏", id="no document"),
        pytest.param(
            changed("word/styles.xml", b"<broken", word_file(p("示例"), {"styles": ""})), "已损坏", id="broken styles"
        ),
        pytest.param(document(BOMB), "已损坏", id="XML bomb"),
        pytest.param(document('<!DOCTYPE x [<!ENTITY bomb SYSTEM "file:///etc/hostname">]>'), "已损坏", id="entity"),
        pytest.param(document('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'), "已损坏", id="outside DTD"),
        pytest.param(word_file(DEEP), "已损坏", id="nested beyond measure"),
        pytest.param(word_file(p()), "没有文字", id="no text"),
        pytest.param(word_file(p("示例") + '<w:altChunk r:id="x"/>'), "另一份文件", id="another file inside"),
    ],
)
def test_word_files_that_cannot_be_read_are_refused(data: bytes, why: str) -> None:
    with pytest.raises(DocumentRefused, match=why) as refused:
        read("示例.docx", data)
    assert "请" in refused.value.zh
    assert refused.value.en


def test_what_says_to_unpack_to_too_much_is_refused_before_it_is_unpacked() -> None:
    data = changed("word/media/image1.png", b"PNG")
    entry = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    bomb = data[: entry + 24] + (4_000_000_000).to_bytes(4, "little") + data[entry + 28 :]
    for reader in (word, workbook):
        with pytest.raises(DocumentRefused, match="解压后太大"):
            reader.read("示例", bomb)


def test_what_is_packed_in_a_way_that_nobody_knows_is_damaged() -> None:
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    for reader, data in ((word, word_file(p("示例"))), (workbook, book.getvalue())):
        patched = data
        for entry in re.finditer(b"PK\x01\x02", data):
            patched = patched[: entry.start() + 8] + b"\x20" + patched[entry.start() + 9 :]
        with pytest.raises(DocumentRefused, match="已损坏"):
            reader.read("示例", patched)


def test_too_many_blocks_or_bytes_are_refused() -> None:
    with pytest.raises(DocumentRefused, match="请拆成几个文件"):
        list(limits.counted(Block(1, "") for _ in range(limits.MOST_BLOCKS + 1)))
    for begins in (b"PK", b"<html>", b"%PDF", OLE, b"x"):
        with pytest.raises(DocumentRefused, match="50 MB"):
            read("示例", begins + b"x" * limits.MOST_BYTES)
    with pytest.raises(DocumentRefused, match="文字超过 20 MB"):
        plain.read("示例.txt", "示例登记台账。\n".encode() * 1_000_000)


def test_nothing_outside_of_a_file_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket, "socket", connect)
    section = '<w:sectPr><w:headerReference r:id="h"/></w:sectPr>'
    outside = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="h"'
        ' Type="http://x/header" Target="http://127.0.0.1:9/header.xml" TargetMode="External"/>'
        '<Relationship Id="s" Type="http://x/styles" Target="../../../../etc/hostname"/></Relationships>'
    )
    data = changed("word/_rels/document.xml.rels", outside.encode(), word_file(p("示例") + section))
    assert word.read("示例.docx", data).text == "示例\n"
    page = '<link rel=stylesheet href="http://127.0.0.1:9/"><img src="http://127.0.0.1:9/"><p>示例<iframe src="http://127.0.0.1:9/">'
    assert web.read("示例.html", page.encode()).text == "示例\n"


def test_hostile_numbers_cost_nothing() -> None:
    most = "9" * 9
    numbering = {
        "numbering": definition(
            0, level(0, "upperRoman", "%1", start=int(most)), level(1, "lowerLetter", "%2", start=int(most))
        )
        + listed(1, 0)
    }
    spans = f'<w:tc><w:tcPr><w:gridSpan w:val="{most}"/></w:tcPr>{p("宽")}</w:tc>'
    table = f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="{most}"/></w:trPr>{spans}</w:tr></w:tbl>'
    blocks = word.read("示例.docx", word_file(p("一", lists=(1, 0)) + p("二", lists=(1, 1)) + table, numbering)).blocks
    assert [block.number for block in blocks] == ["?", "?", ""]
    assert len(blocks[2].cells) < 200
    wide = web.read("示例.html", f"<table><tr><td colspan={most} rowspan={most}>宽<td>甲<tr><td>乙</table>".encode())
    assert sum(len(block.cells) for block in wide.blocks) < 5000


def test_long_runs_of_spaces_and_instructions_cost_no_more_than_other_text() -> None:
    spaces = " " * 300_000
    code = "eq " + r"\\up 9(" * 50_000
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    equation = mark.format("begin") + f"<w:r><w:instrText>{code}</w:instrText></w:r>" + mark.format("end")
    blocks = word.read("示例.docx", word_file(p(inside=run(f"甲{spaces}乙") + equation))).blocks
    assert [len(block.text) for block in blocks] == [300_002]
    assert web.read("示例.html", f"<p>甲{spaces}乙\n{spaces}丙<pre>{spaces}丁</pre>".encode()).text == "甲 乙丙\n丁\n"


def test_old_formats_say_the_way_out_where_nothing_converts_them(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DocumentRefused, match="旧格式"):
        read("示例.xls", OLE)
    monkeypatch.setenv("PATH", "")
    if sys.platform == "linux":
        with pytest.raises(DocumentRefused, match=r"另存为 \.docx"):
            old_word.read("示例.doc", OLE)
    locked = OLE + b"\xec\xa5" + b"\0" * 8 + b"\0\x01"
    with pytest.raises(DocumentRefused, match="有密码"):
        old_word.read("示例.doc", locked)


def test_bold_of_nothing_and_odd_values_are_no_fault() -> None:
    odd = '<w:numPr><w:ilvl w:val="-3"/><w:numId w:val="x"/></w:numPr><w:outlineLvl w:val="70"/>'
    odd = f"<w:p><w:pPr>{odd}</w:pPr></w:p>"
    assert word.read("示例.docx", word_file(odd + p(inside=run("示例", '<w:b w:val="maybe"/>')))).text == "\n示例\n"


@pytest.mark.soak
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_old_format_of_word_is_read_where_libreoffice_is_installed(tmp_path: Path) -> None:
    numbering = {"numbering": definition(0, level(0, "chineseCounting", "%1、")) + listed(1, 0)}
    (tmp_path / "示例.docx").write_bytes(word_file(p("收货", lists=(1, 0)) + p("发货", lists=(1, 0)), numbering))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    subprocess.run([*command, "--convert-to", "doc", "--outdir", tmp_path, tmp_path / "示例.docx"], check=True)
    document = old_word.read("示例.doc", (tmp_path / "示例.doc").read_bytes())
    assert (document.name, document.text) == ("示例.doc", "一、 收货\n二、 发货\n")
    assert re.match(r"LibreOffice [0-9.]+, rolebook ", document.extractor)
    with pytest.raises(DocumentRefused, match="LibreOffice 没能转换"):
        old_word.read("示例.doc", OLE)
