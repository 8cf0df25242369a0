"""Packages of Office with something wrong inside are refused in a sentence, by whatever reads them."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import REPOSITORY, Run, root_with


def damaged(sound: bytes, part: str) -> Iterator[tuple[str, bytes]]:
    """What is wrong, and the package with that: in the list of its parts, in one part, or at its end."""
    with zipfile.ZipFile(io.BytesIO(sound)) as parts:
        head = parts.getinfo(part).header_offset
    listed, end = sound.rindex(b"PK\x01\x02", 0, sound.rindex(part.encode())), len(sound)
    far = b"\xff\xff\xff\x7e"
    for what, place, value in (
        ("encrypted", listed + 8, b"\x01\x00"),
        ("a name that is no UTF-8", listed + 8, b"\x00\x08" + sound[listed + 10 : listed + 46] + b"\xff"),
        ("a newer version of the format", listed + 6, b"\xff\x00"),
        ("an unknown compression", listed + 10, b"\x63\x00"),
        ("longer than the file", listed + 10, bytes(10) + far * 2),
        ("a part behind the end", listed + 42, far),
        ("no part where one should be", head, b"none"),
        ("a part that is spoilt", head + 30 + len(part), b"\xff" * 20),
        ("parts before the beginning", end - 6, b"\xff\xff\xff\xff"),
        ("no list of parts", end - 22, b"none"),
    ):
        yield what, sound[:place] + value + sound[place + len(value) :]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return root_with(REPOSITORY / "tests/smallest/content", tmp_path / "root")


def test_one_that_may_be_somebody_elses_is_never_replaced(root: Path, run: Run) -> None:
    out = root / "x.xlsx"
    assert run("--root", root, "export", "--format", "xlsx", "--out", out).code == 0
    for what, data in damaged(out.read_bytes(), "xl/workbook.xml"):
        out.write_bytes(data)
        done = run("--root", root, "export", "--format", "xlsx", "--out", out)
        assert (done.code, len(done.err.strip().splitlines()), out.read_bytes()) == (2, 1, data), what


def test_a_list_of_hires_and_a_document_are_refused(root: Path, run: Run) -> None:
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.create_sheet("花名册（示例）", 0).append(["姓名", "岗位"])
    book.save(file)
    table = root / "damaged.xlsx"
    for what, data in damaged(file.getvalue(), "xl/workbook.xml"):
        table.write_bytes(data)
        for command, rule in ((("sheet", "--hires", table), "unreadable-table"), (("import", table), "unreadable")):
            done = run("--root", root, *command, "--out", root / "made")
            assert (done.code, f"[{rule}]" in done.err, (root / "made").exists()) == (1, True, False), (what, command)


def test_a_word_template_is_a_finding(root: Path, run: Run) -> None:
    template = root / "templates/sheet/sheet.docx"
    sound = template.read_bytes()
    for what, data in damaged(sound, "word/document.xml"):
        template.write_bytes(data)
        done = run("--root", root, "check")
        assert (done.code, "[broken-template]" in done.out, "internal-error" in done.out) == (1, True, False), what
