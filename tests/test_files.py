"""What lies in content/ besides sound files: links, pipes, folders in disguise, junk, files too large or unreadable.

None of these can stand in tests/cases, since git keeps none of them.
"""

import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rolebook.checked import load_checked
from rolebook.findings.finding import Severity
from tests.conftest import Run

NOBODY = 65534


@pytest.fixture
def findings(small: Path, run: Run) -> Callable[[], list[str]]:
    """What `check` says about the small library, a line a finding; everything else about it is sound."""

    def check() -> list[str]:
        result = run("--root", small, "check", "--format", "json")
        found = json.loads(result.out)["findings"]
        assert result.code == int(any(one["severity"] == "error" for one in found))
        assert all(one["hint"] for one in found)
        return [f"{one['file']}:{one['line']}:{one['column']}: {one['severity']} {one['rule']}" for one in found]

    return check


Findings = Callable[[], list[str]]


def test_a_link_to_a_file_elsewhere_is_not_read(small: Path, tmp_path: Path, findings: Findings, run: Run) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("password: hunter2\n", "utf-8")
    (small / "content/roles/leak.yaml").symlink_to(secret)
    assert findings() == ["content/roles/leak.yaml:1:1: error no-links"]
    assert "hunter2" not in run("--root", small, "check").out


@pytest.mark.parametrize("target", ["roles", "..", ".", "nowhere", "loop"])
def test_links_to_folders_loops_and_nothing(small: Path, findings: Findings, target: str) -> None:
    (small / "content/duties/loop").symlink_to(target)
    assert findings() == ["content/duties/loop:1:1: error no-links"]


def test_a_folder_that_is_a_link_is_not_entered(small: Path, tmp_path: Path, findings: Findings) -> None:
    (small / "content/roles").rename(tmp_path / "elsewhere")
    (small / "content/roles").symlink_to(tmp_path / "elsewhere")
    assert "content/roles:1:1: error no-links" in findings()
    assert not [finding for finding in findings() if finding.startswith("content/roles/")]


def test_a_link_among_the_pages_is_refused_too(small: Path, tmp_path: Path, findings: Findings) -> None:
    (small / "content/pages/leak.md").symlink_to(tmp_path / "anything")
    assert findings() == ["content/pages/leak.md:1:1: error no-links"]


def test_a_source_document_that_is_a_link(small: Path, tmp_path: Path, findings: Findings) -> None:
    (small / "content/sources/sample.txt").rename(tmp_path / "sample.txt")
    (small / "content/sources/sample.txt").symlink_to(tmp_path / "sample.txt")
    assert findings() == [
        "content/sources/sample.txt:1:1: error no-links",
        "content/sources/sample.yaml:4:11: error missing-document",
    ]


def test_a_source_document_outside_its_folder(small: Path, findings: Findings) -> None:
    file = small / "content/sources/sample.yaml"
    file.write_text(file.read_text("utf-8").replace("original: sample.txt", "original: ../../../sample.txt"), "utf-8")
    assert findings() == ["content/sources/sample.yaml:4:11: error bad-form"]


def test_a_folder_named_like_a_file(small: Path, findings: Findings) -> None:
    (small / "content/roles/x.yaml").mkdir()
    assert findings() == ["content/roles/x.yaml:1:1: error not-a-file"]


def test_a_file_named_like_a_folder(small: Path, findings: Findings) -> None:
    (small / "content/pages/newcomers.md").unlink()
    (small / "content/pages").rmdir()
    (small / "content/pages").write_text("", "utf-8")
    assert findings() == ["content/pages:1:1: error not-a-folder"]


def test_pipes_and_sockets_do_not_block(small: Path, findings: Findings, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(small / "content/roles/pipe.yaml")
    os.mkfifo(small / "content/pages/pipe.md")
    monkeypatch.chdir(small / "content/roles")  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.yaml")
        assert findings() == [
            "content/pages/pipe.md:1:1: error not-a-file",
            "content/roles/pipe.yaml:1:1: error not-a-file",
            "content/roles/socket.yaml:1:1: error not-a-file",
        ]


@contextmanager
def without_rights() -> Iterator[None]:
    """As somebody else than root, to whom permissions say nothing."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_to_all(tmp_path: Path) -> Path:
    """The test's folder, which somebody without rights may enter."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.geteuid() and folder != Path(folder.anchor):
            folder.chmod(folder.stat().st_mode | 0o055)
    return tmp_path


@pytest.mark.usefixtures("open_to_all")
@pytest.mark.parametrize(
    ("locked", "expected"),
    [
        ("content/roles/sales-manager.yaml", ["content/roles/sales-manager.yaml:1:1: error unreadable"]),
        ("content/sources/sample.txt", ["content/sources/sample.yaml:4:11: error missing-document"]),
        ("content", ["content:1:1: error unreadable"]),
        ("schemas/role.schema.json", ["schemas:1:1: error damaged-installation"]),
    ],
)
def test_what_may_not_be_read(small: Path, findings: Findings, locked: str, expected: list[str]) -> None:
    place = small / locked
    place.chmod(0)
    with without_rights():
        found = findings()
    place.chmod(0o755)
    assert [finding for finding in found if "missing-file" not in finding] == expected


def test_files_that_systems_and_editors_leave_behind_are_ignored(small: Path, findings: Findings) -> None:
    for name in (
        "roles/sales-manager.yaml~",
        "roles/._sales-manager.yaml",
        "roles/.sales-manager.yaml.swp",
        "roles/.#sales-manager.yaml",
        "roles/sales-manager.yaml.bak",
        "~$roles.docx",
        "Thumbs.db",
        "desktop.ini",
        ".DS_Store",
        "sources/.~lock.sample.txt#",
    ):
        (small / "content" / name).write_bytes(b"\xff\x00")
    (small / "content/.git").mkdir()
    (small / "content/.git/x.yaml").write_text("a", "utf-8")
    assert findings() == []


def test_yaml_that_nobody_would_read_is_an_error(small: Path, run: Run) -> None:
    for name in ("roles/clerk.yml", "roles/Boss.YAML", "penalties/deep/er/x.yaml", "clerk.yaml", "sources/x.yml"):
        (small / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (small / "content" / name).write_text("id: clerk\n", "utf-8")
    found = json.loads(run("--root", small, "check", "--format", "json").out)["findings"]
    assert [(one["file"], one["rule"], one["hint"]) for one in found if one["rule"] == "stray-file"] == [
        ("content/clerk.yaml", "stray-file", found[0]["hint"]),
        (
            "content/penalties/deep/er/x.yaml",
            "stray-file",
            "移到 content/penalties/deep/ 中；那里的文件名只要是小写英文字母、数字和短横。",
        ),
        ("content/roles/Boss.YAML", "stray-file", "改名为 boss.yaml。"),
        ("content/roles/clerk.yml", "stray-file", "改名为 clerk.yaml。"),
        ("content/sources/x.yml", "stray-file", "改名为 x.yaml。"),
    ]
    assert "roles/*.yaml" in found[0]["hint"]


@pytest.mark.parametrize("ending", [".yml", ".YML", ".yaml.txt", ".yml.txt"])
def test_a_wrong_ending_is_mended_and_hides_nothing(small: Path, run: Run, ending: str) -> None:
    """What the file holds is read all the same; `--fix` gives it its name, and overwrites none."""
    right, wrong = small / "content/duties/cash.yaml", small / f"content/duties/cash{ending}"
    data = right.read_bytes()
    right.rename(wrong)
    (found,) = (one for one in load_checked(small).findings if one.severity is not Severity.NOTE)
    assert (found.rule, found.hint.zh) == ("stray-file", "改名为 cash.yaml。")
    result = run("--root", small, "check", "--fix")
    assert result.code == 0, result.out
    assert f"content/duties/cash{ending} → content/duties/cash.yaml" in result.out
    assert (right.read_bytes(), wrong.exists()) == (data, False)
    wrong.write_bytes(b"- id: other\n")
    assert run("--root", small, "check", "--fix").code == 1
    assert (right.read_bytes(), wrong.read_bytes()) == (data, b"- id: other\n")


def test_other_files_are_noted(small: Path, findings: Findings, run: Run) -> None:
    for name in ("roles/clerk.docx", "notes.txt", "pages/image.html~", "sources/letter.pdf"):
        (small / "content" / name).write_bytes(b"")
    assert findings() == [
        "content/notes.txt:1:1: note ignored-file",
        "content/roles/clerk.docx:1:1: note ignored-file",
    ]
    assert run("--root", small, "check", "--strict").code == 0


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("cafe\u0301", "file-name"),
        ("销售部处罚条款" * 8, "file-name"),
        ("sales penalties", "file-name"),
        ("CON", "file-name"),
    ],
)
def test_names_of_files_that_other_systems_spell_otherwise(
    small: Path, findings: Findings, name: str, rule: str
) -> None:
    (small / "content/penalties/sales.yaml").rename(small / f"content/penalties/{name}.yaml")
    assert findings() == [f"content/penalties/{name}.yaml:1:1: error {rule}"]


def test_a_name_that_is_no_unicode(small: Path, run: Run) -> None:
    name = os.fsencode(small / "content/roles") + b"/\xff.yaml"
    with open(name, "wb") as file:  # noqa: PTH123  # a path of bytes
        file.write(b"id: x\n")
    result = run("--root", small, "check")
    assert result.code == 1
    assert "content/roles/⟨U+DCFF⟩.yaml:1:1: " in result.out


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"- id: a\n" * 750_000, 1, 1),
        (b"- a\n" * 200_000, 100_001, 1),
        (b"title: " + "长".encode() * 340_000 + b"\n", 1, 1),
        (b"a: [" + b"1," * 150_000 + b"1]\n", 1, 5 + 2 * 99_998),
    ],
    ids=["6 MB", "200,000 entries", "a line of 1 MB", "150,000 numbers on a line"],
)
def test_files_too_large(small: Path, run: Run, data: bytes, line: int, column: int) -> None:
    (small / "content/roles/large.yaml").write_bytes(data)
    result = run("--root", small, "check", "--format", "json")
    [found] = json.loads(result.out)["findings"]
    assert (found["rule"], found["line"], found["column"]) == ("too-large", line, column)
    assert len(run("--root", small, "check").out) < 2_000


def test_a_title_of_a_whole_line_of_the_largest_file(small: Path, findings: Findings) -> None:
    (small / "content/roles/sales-manager.yaml").write_bytes(b"title: " + b"x" * 999_000 + b"\n")
    assert findings() == [
        "content/roles/sales-manager.yaml:1:1: error missing-key",
        "content/roles/sales-manager.yaml:1:8: error too-long",
    ]


def test_no_content_at_all(small: Path, tmp_path: Path, findings: Findings) -> None:
    (small / "content").rename(tmp_path / "gone")
    assert findings() == ["content:1:1: error missing-file"]


def test_ten_broken_files_are_ten_reports(small: Path, findings: Findings) -> None:
    broken = sorted((small / "content").rglob("*.yaml"))[:10]
    for file in broken:
        file.write_text(file.read_text("utf-8") + "：\n", "utf-8")
    assert {finding.split(":")[0] for finding in findings()} == {file.relative_to(small).as_posix() for file in broken}
