"""Guards of the commands that write into content/. Each test fails where its guard is switched off."""

import codecs
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rolebook.editing.draft import open_draft
from rolebook.findings.problem import Problem
from rolebook.yamltext.document import parse
from rolebook.yamltext.edit import Uneditable, YamlText

from .conftest import Run

SOURCE = "content/sources/sample.yaml"

Tree = Callable[[Path], dict[str, bytes]]


def yaml_text(data: bytes) -> YamlText:
    document, findings = parse(data, "content/example.yaml")
    assert document is not None
    assert not findings
    return YamlText(data, document, lambda _value: {})


def test_an_edit_is_parsed_to_prove_it() -> None:
    """What is said to be a comment would become part of the value: the text does not read as it should any more."""
    text = yaml_text("- 示例一  # 说明\n- 示例二\n".encode())
    with pytest.raises(Uneditable):
        text.replaced((0,), "示例三", lambda comment: comment.removeprefix("#").strip())
    with pytest.raises(Uneditable):
        text.with_comment((1,), "说明")
    assert text.replaced((0,), "示例三").value == ["示例三", "示例二"]
    assert text.with_comment((1,), "# 说明").value == ["示例一", "示例二"]


def test_an_edit_whose_text_is_no_yaml_is_refused() -> None:
    text = yaml_text("- 示例一  # 说明\n- 示例二\n".encode())
    with pytest.raises(Uneditable):
        text.replaced((0,), "示例三", lambda _comment: ": [")


def test_a_file_that_would_be_too_large_is_told_as_such() -> None:
    text = yaml_text("- 示例一\n".encode())
    with pytest.raises(Problem, match="more than 1000000") as refused:
        text.replaced((0,), "示" * 400_000)
    assert refused.value.findings[0].rule == "too-large"


def test_every_line_keeps_its_status(small: Path) -> None:
    """An edit that makes no error, and yet changes what became of a line of a source."""
    draft = open_draft(small)
    text = draft.text(SOURCE)
    line = text.value["ledger"]["heading"][0]
    draft.put(SOURCE, text.removed(("ledger", "heading", 0)).inserted(("ledger", "intro", 0), line), "示例", "sample")
    with pytest.raises(Problem, match="change what became of a source line"):
        draft.result()


def test_an_edit_that_leads_to_an_error_is_refused(small: Path) -> None:
    draft = open_draft(small)
    text = draft.text(SOURCE)
    draft.put(SOURCE, text.removed(("ledger", "heading", 0)), "示例", "sample")
    with pytest.raises(Problem, match="would lead to errors"):
        draft.result()


def test_a_folder_in_the_place_of_a_document_stops_new_source(small: Path, run: Run, tree: Tree) -> None:
    (small / "content/sources/example-folder.txt").mkdir()
    given = small / "given.txt"
    given.write_text("示例文件\n", "utf-8")
    before = tree(small)
    new = ("new", "source", "--file", given, "--title", "示例", "--received", "2026-11-01", "--id", "example-folder")
    result = run("--root", small, *new)
    assert result.code == 1
    assert result.err.startswith("content/sources/example-folder.txt:1:1: 错误：这不是普通文件")
    assert tree(small) == before


@pytest.fixture
def deep(small: Path) -> Iterator[Path]:
    """A library with 1,100 folders inside one another: deeper than Python may recurse."""
    here = os.open(small / "content", os.O_RDONLY)
    start = here
    for _ in range(1100):
        os.mkdir("d", dir_fd=here)  # the whole path would be too long for the system
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        if here != start:
            os.close(here)
        here = inner
    os.close(here)
    os.close(start)
    yield small
    first = small / "content/d"
    while (first / "d").exists():  # pytest removes folders by a function that recurses
        (first / "d").rename(small / "rest")
        first.rmdir()
        (small / "rest").rename(first)


@pytest.mark.parametrize("command", [["check"], ["fmt", "--check"], ["coverage"], ["retire", "x", "--reason", "示例"]])
def test_folders_nested_too_deep_are_a_finding(command: list[str], deep: Path, run: Run) -> None:
    result = run("--root", deep, *command)
    assert result.code == 1
    assert re.search(r"^content(/d){32}:1:1: 错误：文件夹嵌套超过 32 层", result.out + result.err, re.MULTILINE)


@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
def test_a_file_in_the_place_of_the_templates_of_sheets_is_a_finding(form: str, small: Path, run: Run) -> None:
    (small / "templates").mkdir()
    (small / "templates/sheet").write_text("示例", "utf-8")
    result = run("--root", small, "sheet", "销售代表", "--format", form)
    assert result.code == 1
    assert result.err.startswith("templates/sheet:1:1: 错误：没有岗位说明书的模板文件夹")
    assert not (small / "out").exists()


def test_a_folder_in_the_place_of_a_template_is_a_finding(small: Path, run: Run) -> None:
    (small / "templates/sheet/sheet.typ").mkdir(parents=True)
    result = run("--root", small, "sheet", "销售代表")
    assert result.code == 1
    assert result.err.startswith("templates/sheet/sheet.typ:1:1: 错误：无法读取（这是一个文件夹）")


def test_a_suggestion_that_cannot_be_read_is_a_finding(small: Path, run: Run, request: pytest.FixtureRequest) -> None:
    assert run("--root", small, "schemas").code == 0
    locked = small / ".vscode/suggestions/role.json"
    locked.chmod(0)
    codecs.lookup("utf-8-sig")  # nobody may not read Python's own files
    request.getfixturevalue("unprivileged")
    result = run("--root", small, "schemas")
    assert result.code == 1
    assert "[unwritable-output]" in result.err


def test_fmt_without_content_does_not_say_that_all_is_in_form(small: Path, run: Run) -> None:
    shutil.rmtree(small / "content")
    result = run("--root", small, "fmt")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("content:1:1: 错误：没有 content 文件夹")
