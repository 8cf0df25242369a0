"""`new source`: a text in another encoding is kept byte for byte, and no office file is taken for a text."""

from pathlib import Path

import pytest

from tests.editing_support import small

GIVEN = ("--title", "示例通知", "--received", "2026/11/20", "--id", "notice")


@pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
def test_a_text_in_another_encoding_has_its_original_beside_it(encoding: str, tmp_path: Path) -> None:
    root = small(tmp_path)
    received = tmp_path / "通知.txt"
    received.write_bytes("示例通知\n\n每天九点开门。\n".encode(encoding))
    done = root.run("new", "source", "--file", str(received), *GIVEN)
    assert done.code == 0, done.err
    tree = root.tree()
    assert tree["sources/notice.txt"] == received.read_bytes()
    assert tree["sources/notice-utf-8.txt"].decode() == "示例通知\n\n每天九点开门。\n"
    assert "received: 2026-11-20\noriginal: notice.txt\n" in root.read("sources/notice.yaml")
    found = root.run("check", "--format", "json").json["findings"]
    assert [one for one in found if one["severity"] == "error" and "notice" in one["file"]] == []


@pytest.mark.parametrize(("ending", "head", "word"), [("docx", b"PK\x03\x04", "Word"), ("pdf", b"%PDF-1.7", "PDF")])
def test_an_office_file_is_called_by_its_name(ending: str, head: bytes, word: str, tmp_path: Path) -> None:
    root = small(tmp_path)
    received = tmp_path / f"通知.{ending}"
    received.write_bytes(head + b"\x00\x01\x02")
    before = root.tree()
    refused = root.run("new", "source", "--file", str(received), *GIVEN)
    assert refused.code == 1
    assert f"这是 {word} 文件，不是文本" in refused.err
    assert f"在 {word} 中另存为纯文本（.txt）" in refused.err
    assert root.tree() == before
