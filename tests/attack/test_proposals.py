"""What messages propose can be taken at its word: nothing retired, nothing that this library lacks."""

import zipfile
from pathlib import Path

import pytest

from tests.conftest import Run


def said_of_table(root: Path, run: Run, data: bytes, name: str = "hires.csv") -> str:
    file = root.parent / name
    file.write_bytes(data)
    said = run("--root", root, "sheet", "--hires", file, "--out", root.parent / "out", "--format", "html")
    return said.out + said.err


def test_no_table_is_pointed_to_a_retired_role(root: Path, run: Run) -> None:
    for name in ("打字元", "typis", "没有这样的岗位名称"):
        said = said_of_table(root, run, f"姓名,岗位\n示例,{name}\n".encode())
        assert "[unknown-role]" in said
        assert "打字员" not in said
        assert "typist" not in said


@pytest.mark.parametrize("name", ["../../etc/passwd", "打字元", "typis"])
def test_no_command_points_to_a_retired_role(root: Path, run: Run, name: str) -> None:
    for arguments in (["sheet", name], ["rename", name, "x"], ["retire", name, "--reason", "示例"]):
        said = run("--root", root, *arguments)
        assert said.code == 2
        assert "打字员" not in said.err
        assert "typist" not in said.err


def test_no_reference_is_pointed_to_a_retired_clause(small: Path, run: Run) -> None:
    role = small / "content/roles/sales-representative.yaml"
    role.write_text(role.read_text("utf-8").replace("duties:\n", "duties:\n  - type-and-bindx\n", 1), "utf-8")
    said = run("--root", small, "check").out
    assert "没有叫 type-and-bindx 的" in said
    assert "是否应为" not in said


def test_similar_does_not_refer_to_what_is_retired(small: Path, run: Run) -> None:
    file = small / "content/duties/store.yaml"
    text = file.read_text("utf-8").partition("    reason: 打字员")[0].rpartition("  text: ")[2].split("\n")[0]
    said = run("--root", small, "similar", text).out
    assert "已停用" in said
    assert "请引用" not in said


def test_the_hint_names_no_source_of_another_library(small: Path, run: Run) -> None:
    file = small / "content/duties/planning.yaml"
    file.write_text(file.read_text("utf-8") + "- id: no-source-at-all\n  text: 示例。\n", "utf-8")
    said = run("--root", small, "check").out
    assert "sources: [来源:行号]" in said
    assert "duties-2026" not in said


def test_an_entry_may_be_called_what_it_is_called(small: Path, run: Run) -> None:
    for id_ in ("sales-manager", "planning"):
        said = run("--root", small, "rename", id_, id_)
        assert said.code == 2
        assert f"标识符已经是 {id_}，无需改名" in said.err
        assert "已被使用" not in said.err


def test_a_workbook_without_its_sheet_is_damaged(root: Path, run: Run) -> None:
    whole, broken = root.parent / "whole.xlsx", root.parent / "broken.xlsx"
    assert run("--root", root, "sheet", "--template", whole).code == 0
    with zipfile.ZipFile(whole) as read, zipfile.ZipFile(broken, "w") as made:
        for name in read.namelist():
            if not name.endswith("sheet1.xml"):
                made.writestr(name, read.read(name))
    said = said_of_table(root, run, broken.read_bytes(), "broken.xlsx")
    assert "已损坏" in said
    assert "缺少" not in said


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;", "\ufeffsep=;", "sep=|", "sep=\t"])
def test_the_line_that_tells_excel_the_separator(root: Path, run: Run, first: str) -> None:
    sign = first.strip('"')[-1]
    rows = ("姓名,岗位", "示例,没有这样的岗位名称")
    said = said_of_table(root, run, "\r\n".join((first, *(row.replace(",", sign) for row in rows))).encode())
    assert "hires.csv:3:2" in said
    assert "[unknown-role]" in said
    assert said.count("改法") == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_table_in_utf_16_is_told_how_to_be_saved(root: Path, run: Run, encoding: str) -> None:
    said = said_of_table(root, run, "姓名\t岗位\r\n示例\t销售代表\r\n".encode(encoding))
    assert "CSV UTF-8" in said
    assert "这不是 CSV 文件" not in said


@pytest.mark.parametrize("by", ["13800138000", "110101199003070011", "一三八零零一三八零零零"])
def test_who_decided_is_a_function(small: Path, run: Run, by: str) -> None:
    said = run("--root", small, "release", "9.9", "--by", by, "--reason", "示例")
    assert said.code == 2
    assert "像是" in said.err
    assert not (small / "content/releases/9.9.json").exists()
    origin = ["--decided", "2026-11-01", "--by", by, "--reason", "示例"]
    said = run("--root", small, "new", "duty", "--theme", "planning", "--text", "示例一条新的职责。", *origin)
    assert said.code == 2
    assert "像是" in said.err


def test_a_reason_has_an_end(small: Path, run: Run) -> None:
    said = run("--root", small, "release", "9.9", "--by", "人力资源部", "--reason", "因" * 1_001)
    assert said.code == 2
    assert "1000" in said.err
    assert not (small / "content/releases/9.9.json").exists()


def test_a_text_whose_hash_is_not_recorded_is_told(small: Path, run: Run) -> None:
    """The text of the letter is another file than its original, so that it has a hash of its own."""
    source = small / "content/sources/letter.yaml"
    lines = source.read_text("utf-8").splitlines(keepends=True)
    source.write_text("".join(line for line in lines if not line.startswith("text_sha256:")), "utf-8")
    done = run("--root", small, "check")
    assert done.code == 1
    assert "content/sources/letter.yaml" in done.out
    assert "[changed-source]" in done.out
