"""Whatever surrounds the process: streams, environment, arguments, disks. Never a traceback; the right exit code."""

import os
import resource
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolebook.cli.building import is_time
from tests.conftest import FELL, PYTHON, REPOSITORY, Run, examples

BUILD = shlex.join([*PYTHON, str(REPOSITORY / "build.py")])


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A line of the shell in which BUILD stands for `python build.py`, with only the environment given."""
    process = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line.replace('BUILD', BUILD)}"],
        check=False,
        capture_output=True,
        cwd=REPOSITORY,
        env={"PATH": os.environ["PATH"], **environment},
        stdin=subprocess.DEVNULL,
    )
    assert not FELL.search((process.stdout + process.stderr).decode("utf-8", "replace"))
    return process


def broken(root: Path) -> None:
    """An error, so that there is something to say."""
    file = root / "content/roles/sales-manager.yaml"
    file.write_text(file.read_text("utf-8").replace("title:", "titel:", 1), "utf-8")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("BUILD --root ROOT check >&-", 0),
        ("BUILD --root ROOT check 2>&-", 0),
        ("BUILD --root ROOT check <&- >&- 2>&-", 0),
        ("BUILD --root ROOT coverage --format json | head -1 >/dev/null", 0),
        ("BUILD --root ROOT export --format json --out ROOT/x.json | true", 0),
        ("BUILD --help | true", 0),
        ("BUILD --root ROOT check 2>/dev/full", 0),
        ("BUILD --root ROOT check --format sarif >/dev/full", 1),
        ("BUILD --root ROOT fmt --check >/dev/full", 1),
        ("BUILD --root ROOT no-such-command 2>/dev/full", 2),
    ],
    ids=map(str, range(10)),
)
def test_streams(small: Path, line: str, code: int) -> None:
    process = shell(line.replace("ROOT", shlex.quote(str(small))))
    assert process.returncode == code, process.stderr.decode()
    assert b"Traceback" not in process.stderr
    assert b"Exception ignored" not in process.stderr
    if code == 1:
        assert "stdout:1:1: 错误：无法写到标准输出（磁盘已满）".encode() in process.stderr
    else:
        assert process.stderr == b""


def test_an_error_is_an_error_without_readers(small: Path) -> None:
    broken(small)
    process = shell(f"BUILD --root {small} check | true")
    assert (process.returncode, process.stderr) == (1, b"")
    assert shell(f"BUILD --root {small} check >&- 2>/dev/full").returncode == 1


def test_new_with_nobody_to_answer(small: Path) -> None:
    process = shell(f"BUILD --root {small} new duty <&-")
    assert process.returncode == 2
    assert b"Traceback" not in process.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["retire", "keep-sales-ledger", "--reason", "\udcff"],
        ["release", "2.0", "--by", "\udcff", "--reason", "示例"],
        ["similar", "\udcff\x1b[31m"],
        ["sheet", "\udcff"],
        ["sheet", "销售代表", "--name", "\udcff"],
        ["new", "duty", "--text", "\udcff", "--used-by", "\udcff"],
        ["rename", "keep-sales-ledger", "\udcff"],
    ],
)
def test_arguments_that_are_no_text(small: Path, run: Run, arguments: list[str]) -> None:
    result = run("--root", small, *arguments)
    assert result.code == 2
    assert "这不是 UTF-8 文字" in result.err
    assert "⟨U+DCFF⟩" in result.err
    assert "\x1b" not in result.err


def test_folders_whose_names_are_no_text(small: Path, tmp_path: Path, run: Run) -> None:
    root = tmp_path / "\udcff"
    small.rename(root)
    assert run("--root", root, "check").code == 0
    assert run("--root", root, "check", root / "content").code == 0
    assert run("--root", root, "check", root / "con\udcfe").code == 2
    assert run("--root", root, "export", "--format", "json", "--out", root / "\udcfe.json").code == 0
    broken(root)
    for form in ("text", "json", "github", "sarif"):
        assert run("--root", root, "check", "--format", form).code == 1


@pytest.mark.parametrize("value", ["x", "-1", "9" * 400, "1e5", "１", "", "253402300800", "\udcff"])
def test_a_time_that_is_none(small: Path, run: Run, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    result = run("--root", small, "site", "--no-pdf")
    assert result.code == 2
    assert "SOURCE_DATE_EPOCH" in result.err
    assert run("--root", small, "check").code == 0


@settings(max_examples=examples(50), deadline=None)
@given(st.text(max_size=20) | st.integers().map(str))
def test_times(text: str) -> None:
    """Whatever passes is a time that every system knows."""
    if is_time(text):
        assert text.isascii()
        assert 0 <= int(text) < 253_402_300_800
    else:
        assert not (text.isascii() and text.isdigit() and len(text) <= 11)


def test_a_locale_without_chinese(small: Path) -> None:
    """The role is found by its Chinese title, and what is said can be read."""
    shutil.copytree(REPOSITORY / "templates", small / "templates")
    process = shell(f"BUILD --root {small} sheet 销售代表 --format html --out {small}/单", LC_ALL="C", PYTHONUTF8="0")
    assert process.returncode == 0, process.stderr.decode()
    assert [path.suffix for path in (small / "单").iterdir()] == [".html"]
    (small / "content/duties/服务.yaml").write_text("- id: x\n", "utf-8")
    process = shell(f"BUILD --root {small} check", LC_ALL="POSIX", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert process.returncode == 1
    assert "content/duties/服务.yaml".encode() in process.stdout


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "gbk:strict"},
        {"PYTHONWARNINGS": "error"},
        {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "HOME": "/nowhere", "COLUMNS": "x", "TERM": "\x1b"},
        {"PYTHONSAFEPATH": "1", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1", "TMPDIR": "/nowhere"},
    ],
    ids=" ".join,
)
def test_environments(small: Path, environment: dict[str, str]) -> None:
    broken(small)
    process = shell(f"BUILD --root {small} check && BUILD --root {small} export --format xlsx", **environment)
    assert process.returncode == 1
    assert process.stderr == b""
    assert b"content/roles/sales-manager.yaml:2:1" in process.stdout


def test_a_folder_that_is_gone(small: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    for command in ("BUILD --root . check", f"BUILD --root {small} export --format json --out x.json"):
        gone.mkdir(exist_ok=True)
        process = shell(f"cd {gone} && rmdir {gone} && {command}")
        assert process.returncode == 2, process.stdout
        assert process.stderr.decode() == "当前文件夹已被删除：请先进入另一个文件夹。\n"


def test_a_full_folder_for_temporary_files(small: Path) -> None:
    """Openpyxl writes there first. No file may be larger than this, as on a disk that is full."""
    process = subprocess.run(
        [
            sys.executable,
            REPOSITORY / "build.py",
            "--root",
            small,
            "export",
            "--format",
            "xlsx",
            "--out",
            small / "x.xlsx",
        ],
        check=False,
        capture_output=True,
        encoding="utf-8",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),  # in the child
        # Compiled modules would be cut off too, without a word, and stay so.
        env={**os.environ, "TMPDIR": str(small), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert process.returncode == 1
    assert f"{small}:1:1: 错误：无法写入临时文件夹" in process.stderr
    assert "[unwritable-output]" in process.stderr
    assert "Traceback" not in process.stderr
    assert not (small / "x.xlsx").exists()


def test_no_folder_for_temporary_files(small: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(small / "nowhere"))
    result = run("--root", small, "export", "--format", "xlsx", "--out", small / "x.xlsx")
    assert result.code == 1
    assert f"{small}/nowhere:1:1: 错误：无法写入临时文件夹" in result.err
