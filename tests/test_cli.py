"""The command line as a contract: exit codes, refusals, languages, odd places, odd terminals. Hires are 示例."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rolebook.cli import COMMANDS
from rolebook.loading.load import load
from rolebook.model.library import Library
from rolebook.publishing.staging import MARKER
from tests.conftest import PYTHON, REPOSITORY, Run

Tree = Callable[[Path], dict[str, bytes]]
ODD = "岗位 手册 #1 %20 & it's 100%"
"""A folder's name with what links, shells and templates trip over."""


@pytest.fixture
def handbook(small: Path) -> Path:
    """The small library with all that a site and sheets need."""
    shutil.copytree(REPOSITORY / "templates", small / "templates")
    shutil.copy(REPOSITORY / "mkdocs.yml", small)
    return small


def build(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """`python build.py …` in a process of its own, with only the environment given."""
    return subprocess.run(
        [*PYTHON, REPOSITORY / "build.py", *arguments],
        check=False,
        capture_output=True,
        cwd=REPOSITORY.parent,
        env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **environment},
    )


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_done_is_0_and_errors_are_1(small: Path, run: Run) -> None:
    assert run("--root", small, "check").code == 0
    edit(small / "content/library.yaml", "title:", "titel:")
    for command in (["check"], ["coverage"], ["export", "--format", "json", "--out", small / "x.json"], ["site"]):
        result = run("--root", small, *command)
        assert result.code == 1, command
        assert "content/library.yaml:1:1: 错误：没有“titel”这个键 [unknown-key]" in result.out + result.err
    assert not (small / "x.json").exists()
    assert not (small / "site").exists()


def test_results_go_to_standard_output_and_complaints_to_standard_error(small: Path, run: Run) -> None:
    assert not run("--root", small, "check").err
    edit(small / "content/library.yaml", "title:", "titel:")
    assert not run("--root", small, "export", "--format", "json", "--out", small / "x.json").out


def test_warnings_are_0_and_1_if_strict(small: Path, run: Run) -> None:
    edit(small / "content/roles/sales-representative.yaml", "  - answer-complaints", "  # ")
    assert "警告：没有岗位或部门列出职责 answer-complaints" in run("--root", small, "check").out
    assert run("--root", small, "check").code == 0
    assert run("--root", small, "check", "--strict").code == 1
    assert run("--root", small, "check", "--strict", small / "content/roles").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-command"],
        ["check", "--format", "xml"],
        ["check", "no/such/file.yaml"],
        ["check", "/etc/hosts"],
        ["--lang", "fr", "check"],
        ["export", "--format", "json"],
        ["sheet", "没有这个岗位"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_2(small: Path, run: Run, arguments: list[str]) -> None:
    result = run("--root", small, *arguments)
    assert result.code == 2
    assert result.err
    assert "Traceback" not in result.err


def test_help_is_there_for_every_command(run: Run) -> None:
    listed = run("--help")
    assert listed.code == 0
    assert "岗位手册" in listed.out
    for lines in COMMANDS.values():
        for name, line in lines.items():
            assert re.search(rf"^  {name} +{re.escape(line.zh[:8])}", listed.out, re.MULTILINE)


def test_check_of_paths_shows_and_counts_only_what_is_in_them(small: Path, run: Run, tree: Tree) -> None:
    edit(small / "content/roles/sales-manager.yaml", "title:", "titel:")
    edit(small / "content/duties/service.yaml", "text:", "txet:")
    before = tree(small)
    everything = json.loads(run("--root", small, "check", "--format", "json").out)
    for path, files in (
        ("content/roles", ["content/roles/sales-manager.yaml"]),
        (small / "content/duties/service.yaml", ["content/duties/service.yaml"]),
        ("content", ["content/duties/service.yaml", "content/roles/sales-manager.yaml"]),
        ("content/departments", []),
    ):
        result = run("--root", small, "check", "--format", "json", path)
        shown = json.loads(result.out)
        assert [finding["file"] for finding in shown["findings"]] == files
        assert shown["files"] == everything["files"]
        assert result.code == (1 if files else 0)
    assert "共 1 个错误" in run("--root", small, "check", "content/roles").out
    assert tree(small) == before


def test_a_path_is_found_from_where_one_stands(small: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(small / "content/roles/sales-manager.yaml", "title:", "titel:")
    monkeypatch.chdir(small / "content/roles")
    assert run("--root", small, "check", "sales-manager.yaml").code == 1
    assert run("--root", small, "check", "sales-representative.yaml").code == 0
    assert run("--root", "../..", "check", ".").code == 1


def test_english(small: Path, run: Run) -> None:
    edit(small / "content/roles/sales-manager.yaml", "title:", "titel:")
    shown = run("--root", small, "--lang", "en", "check").out
    assert "content/roles/sales-manager.yaml:2:1: error: there is no key 'titel' [unknown-key]" in shown
    assert "to mend it: Did you mean title?" in shown


def _role(root: Path, id_: str, title: str, *aliases: str) -> None:
    named = f"aliases: {json.dumps(aliases, ensure_ascii=False)}\n" if aliases else ""
    (root / f"content/roles/{id_}.yaml").write_text(
        f"id: {id_}\ntitle: {title}\n{named}department: sales\nindustry: general\nlevel: staff\n"
        "duties: []\nstatus: draft\nowner: 人力资源部\n",
        "utf-8",
    )


def _library(root: Path) -> Library:
    loaded = load(root)
    assert loaded.library is not None, loaded.findings
    return loaded.library


def test_a_role_is_found_by_id_then_title_then_alias(small: Path) -> None:
    _role(small, "clerk", "内勤", "文员")
    _role(small, "typist", "Clerk", "打字员")
    _role(small, "driver", "司机", "typist")
    library = _library(small)
    assert [role.id for role in library.find_role("clerk")] == ["clerk"]
    assert [role.id for role in library.find_role("ＣＬＥＲＫ")] == ["typist"]
    assert [role.id for role in library.find_role("typist")] == ["typist"]
    assert [role.id for role in library.find_role(" 文 员 ")] == ["clerk"]
    assert library.find_role("无") == ()


def test_a_name_of_several_roles_is_refused_with_the_candidates(small: Path, run: Run, tree: Tree) -> None:
    _role(small, "clerk", "内勤", "后勤")
    _role(small, "driver", "司机", "后勤")
    before = tree(small)
    result = run("--root", small, "sheet", "后勤", "--out", small / "out")
    assert result.code == 2
    assert "“后勤”对应多个岗位：内勤（clerk）、司机（driver）" in result.err
    english = run("--root", small, "--lang", "en", "sheet", "后勤", "--out", small / "out")
    assert "'后勤' may be any of: 内勤 (clerk), 司机 (driver)" in english.err
    assert tree(small) == before


def test_an_unknown_role_is_refused_with_those_there_are(small: Path, run: Run) -> None:
    result = run("--root", small, "sheet", "总经理\x1b[31m", "--out", small / "out")
    assert result.code == 2
    assert "没有叫“总经理⟨U+001B⟩[31m”的岗位" in result.err
    assert "销售代表、销售经理" in result.err or "销售经理、销售代表" in result.err


def test_a_draft_is_printed_with_a_warning(handbook: Path, run: Run) -> None:
    result = run("--root", handbook, "sheet", "销售经理", "--out", handbook / "out")
    assert result.code == 0
    assert "draft-role" in result.err
    assert [path.suffix for path in (handbook / "out").iterdir()] == [".pdf"]


def test_a_broken_sheet_template_is_a_finding_at_its_line(handbook: Path, run: Run) -> None:
    template = handbook / "templates/sheet/sheet.typ"
    template.write_text("#let x = \n" + template.read_text("utf-8"), "utf-8")
    result = run("--root", handbook, "sheet", "销售经理", "--out", handbook / "out")
    assert result.code == 1
    assert "templates/sheet/sheet.typ:1:" in result.err
    assert "[broken-template]" in result.err
    assert not list(handbook.glob("out/*"))


@pytest.mark.parametrize(
    "damage",
    [
        lambda schemas: (schemas / "role.schema.json").write_text('{"type": ', "utf-8"),
        lambda schemas: (schemas / "role.schema.json").write_bytes(b"\xff\xfe"),
        lambda schemas: (schemas / "role.schema.json").write_text('{"type": "strnig"}', "utf-8"),
        lambda schemas: (schemas / "role.schema.json").write_text("true", "utf-8"),
        lambda schemas: (schemas / "role.schema.json").write_text("[" * 100_000, "utf-8"),
        lambda schemas: (schemas / "role.schema.json").unlink(),
        lambda schemas: (schemas / "common.schema.json").unlink(),
        lambda schemas: edit(
            schemas / "role.schema.json", "common.schema.json#/$defs/id", "https://example.org/id.schema.json"
        ),
        lambda schemas: edit(schemas / "role.schema.json", "common.schema.json#/$defs/id", "#/$defs/nowhere"),
    ],
    ids=["cut", "bytes", "type", "bool", "deep", "one gone", "common gone", "remote", "nowhere"],
)
def test_damaged_schemas_are_an_error_and_nothing_is_fetched(
    small: Path, run: Run, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path], Any]
) -> None:
    def refuse(*_arguments: Any, **_options: Any) -> None:
        pytest.fail("a connection was attempted")

    monkeypatch.setattr(socket, "socket", refuse)
    damage(small / "schemas")
    for command in (["check"], ["coverage"], ["export", "--format", "json", "--out", small / "x.json"]):
        result = run("--root", small, *command)
        assert result.code == 1
        assert "[damaged-installation]" in result.out + result.err
        assert "schema.json" in result.out + result.err
    [found] = json.loads(run("--root", small, "check", "--format", "json").out)["findings"]
    assert (found["file"], found["line"], found["column"]) == ("schemas", 1, 1)


TERMINALS = {
    "a Chinese Windows console": {"PYTHONIOENCODING": "gbk"},
    "a bare server": {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "an old printer": {"PYTHONIOENCODING": "ascii"},
    "UTF-8": {"PYTHONUTF8": "1"},
    "a narrow one": {"COLUMNS": "20", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
}


@pytest.mark.parametrize("terminal", TERMINALS)
def test_any_terminal_shows_findings(small: Path, terminal: str) -> None:
    edit(small / "content/roles/sales-manager.yaml", "title: 销售经理", "titel: ✓ 𠮷田 ü ئۇيغۇر")
    result = build("--root", small, "check", **TERMINALS[terminal])
    assert (result.returncode, result.stderr) == (1, b"")
    assert b"content/roles/sales-manager.yaml:2:1: " in result.stdout
    assert b"\x1b" not in result.stdout


@pytest.mark.parametrize("command", [["check", "--format", "json"], ["sheet", "𠮷✓"], ["coverage"], ["--help"]])
def test_a_terminal_without_chinese_shows_everything_else(small: Path, command: list[str]) -> None:
    edit(small / "content/departments/sales.yaml", "title: 销售部", "title: ✓ 𠮷田 ü")
    result = build("--root", small, *command, PYTHONIOENCODING="ascii")
    assert b"Traceback" not in result.stderr
    assert result.returncode == (2 if "sheet" in command else 0)


def test_a_library_of_any_name_in_a_folder_of_any_name(handbook: Path, tmp_path: Path, run: Run) -> None:
    root = tmp_path / ODD
    handbook.rename(root)
    assert run("--root", root, "check").code == 0
    assert run("--root", root, "coverage").code == 0
    for form in ("json", "csv", "xlsx"):
        assert run("--root", root, "export", "--format", form, "--out", root / f"数据 #.{form}").code == 0
        assert (root / f"数据 #.{form}").stat().st_size > 1_000
    result = run("--root", root, "site", "--no-pdf")
    assert result.code == 0
    assert str(root / "site" / "index.html") in result.out
    assert "销售代表" in (root / "site/roles/sales-representative.html").read_text("utf-8")
    assert run("--root", root, "sheet", "销售代表", "--name", "欧阳娜娜（示例）", "--out", root / "单 #").code == 0
    assert [path.suffix for path in (root / "单 #").iterdir()] == [".pdf"]


def test_without_a_command_the_site_is_built(handbook: Path) -> None:
    result = build("--root", handbook)
    assert (result.returncode, result.stderr) == (0, b"")
    assert (handbook / "site/index.html").is_file()


@pytest.mark.parametrize("place", ["taken/x.json", "folder", "/proc/x.json", "/dev/null/x.json"])
def test_an_export_that_cannot_be_written(small: Path, run: Run, tree: Tree, place: str) -> None:
    (small / "taken").write_text("x", "utf-8")
    (small / "folder").mkdir()
    before = tree(small)
    result = run("--root", small, "export", "--format", "json", "--out", small / place)
    assert result.code == 1
    assert "[unwritable-output]" in result.err
    assert not result.out
    assert tree(small) == before


@pytest.mark.parametrize("place", ["taken/site", "/proc/site"])
def test_a_site_that_cannot_be_written(handbook: Path, run: Run, tree: Tree, place: str) -> None:
    (handbook / "taken").write_text("x", "utf-8")
    before = tree(handbook)
    result = run("--root", handbook, "site", "--no-pdf", "--out", handbook / place)
    assert result.code == 1
    assert "[unwritable-output]" in result.err
    assert tree(handbook) == before


@pytest.mark.parametrize("place", [".", "..", "content", "content/pages", "content/new", "photos", "link", "notes.txt"])
def test_a_site_is_never_built_over_something_else(handbook: Path, run: Run, tree: Tree, place: str) -> None:
    (handbook / "photos").mkdir()
    (handbook / "photos/holiday.jpg").write_bytes(b"x")
    (handbook / "link").symlink_to(handbook / "photos")
    (handbook / "notes.txt").write_text("x", "utf-8")
    before = tree(handbook.parent)
    result = run("--root", handbook, "site", "--no-pdf", "--out", handbook / place)
    assert result.code == 2
    assert result.err
    assert tree(handbook.parent) == before


@pytest.mark.parametrize("place", ["/", str(Path.home())])
def test_a_site_is_never_built_over_everything(handbook: Path, run: Run, place: str) -> None:
    assert run("--root", handbook, "site", "--no-pdf", "--out", place).code == 2


BREAKAGES: dict[str, Callable[[Path], None]] = {
    "a YAML file": lambda root: edit(root / "content/library.yaml", "title:", "title："),
    "an unknown id": lambda root: edit(root / "content/departments/sales.yaml", "  - files", "  - flies"),
    "a source": lambda root: edit(root / "content/sources/sample.txt", "台账", "台帐"),
    "a template": lambda root: edit(root / "templates/site/role.html", "{%", "{% no-such-tag %}\n{%"),
    "a variable": lambda root: edit(root / "templates/site/role.html", "{%", "{{ no_such_thing }}\n{%"),
    "the frame": lambda root: (root / "templates/site/base.html").unlink(),
    "the settings": lambda root: edit(root / "mkdocs.yml", "plugins:", "plugins:\n  - no-such-plugin"),
}


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_the_site_before_stands_when_something_is_broken(handbook: Path, run: Run, tree: Tree, breakage: str) -> None:
    site = handbook / "site"
    site.mkdir()
    (site / MARKER).write_text("before", "utf-8")
    (site / "index.html").write_text("before", "utf-8")
    BREAKAGES[breakage](handbook)
    before = tree(handbook)
    result = run("--root", handbook, "site", "--no-pdf")
    assert result.code == 1
    assert "改法" in result.err
    assert "Traceback" not in result.err
    assert not result.out
    assert tree(handbook) == before


def test_a_broken_theme_is_shown_at_its_line(handbook: Path, run: Run) -> None:
    BREAKAGES["a template"](handbook)
    broken = (handbook / "templates/site/role.html").read_text("utf-8").split("\n")
    line = next(number for number, text in enumerate(broken, 1) if "no-such-tag" in text)
    result = run("--root", handbook, "site", "--no-pdf")
    assert f"templates/site/role.html:{line}:1: " in result.err
    assert "[broken-theme]" in result.err


def test_a_text_no_cell_holds_is_refused_and_nothing_is_written(small: Path, run: Run) -> None:
    long = "".join(f"    - 第{number}种{'情形' * 900}\n" for number in range(20))
    edit(small / "content/penalties/sales.yaml", "    - 无故缺勤\n", f"    - 无故缺勤\n{long}")
    result = run("--root", small, "export", "--format", "xlsx", "--out", small / "x.xlsx")
    assert result.code == 1
    assert "[cell-too-long]" in result.err
    assert not (small / "x.xlsx").exists()
    assert run("--root", small, "export", "--format", "csv", "--out", small / "x.csv").code == 0


def test_a_reader_that_has_seen_enough_is_no_fault() -> None:
    """`build.py coverage --format json | head` ends quietly."""
    command = [sys.executable, str(Path(__file__).parents[1] / "build.py"), "coverage", "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"{\n"
        process.stdout.close()
        assert process.stderr.read() == b""


def test_check_says_that_the_template_of_own_pages_is_gone(handbook: Path, run: Run) -> None:
    """MkDocs alone asks for it."""
    (handbook / "templates/site/main.html").unlink()
    assert "main.html" in run("--root", handbook, "check").out


def test_check_says_where_a_missing_logo_is_named_and_what_may_be_meant(small: Path, run: Run) -> None:
    """Errors elsewhere hide nothing of it."""
    settings = small / "content/sheet.yaml"
    settings.write_text("# 设置\n" + settings.read_text("utf-8").replace("logo: logo.svg", "logo: logo.png"), "utf-8")
    (small / "content/logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    (small / "content/duties/cash.yaml").write_text("- id: x\n", "utf-8")
    said = run("--root", small, "check").out
    assert "content/sheet.yaml:2:7: 错误：content 中没有标志文件 logo.png [missing-logo]" in said
    assert "改法：是 logo.svg 的，写 logo: logo.svg；" in said
