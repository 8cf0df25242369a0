"""The same content gives the same bytes, whatever machine it lies on.

Two copies of a library, in one environment and on one platform. The second lies at another path, was checked out with
CRLF in every text file, has other times and modes, and is read by a process with another locale, time zone, hash seed
and umask, to which the file system lists its folders the other way round.
"""

import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from rolebook.words.text import is_invisible
from tests.conftest import COMPANY, REPOSITORY, Run, root_with

SCRIPT = Path(__file__).parent / "make_everything.py"
TEXT = {".yaml", ".md", ".json", ".html", ".css", ".js", ".typ", ".svg", ".txt", ".yml", ".csv"}
HIRES = "岗位,姓名,入职日期\n{0},示例甲,2026-12-01\n{1},示例乙,2026-12-02\n"
ELSEWHERE: Mapping[str, str] = {
    "LC_ALL": "C",
    "TZ": "Pacific/Kiritimati",
    "PYTHONHASHSEED": "99",
    "SOURCE_DATE_EPOCH": "1",
    "COLUMNS": "40",
    "HOME": "/nowhere",
    "USER": "somebody",
}


def files_below(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def with_crlf(root: Path) -> int:
    """CRLF in every text file but the documents of sources, which stay as received; how many files changed."""
    changed = 0
    for path in files_below(root):
        received = path.parent.name == "sources" and path.suffix != ".yaml"
        if path.suffix in TEXT and not received:
            data = path.read_bytes()
            path.write_bytes(data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
            changed += path.read_bytes() != data
    return changed


def make(root: Path, out: Path, order: str = "listed", umask: int = 0o022, **environment: str) -> dict[str, bytes]:
    """Everything that Rolebook makes of the library at `root`: name → bytes."""
    # In a checkout whose path is not ASCII, Python does not even start where its locale is.
    environment |= {} if str(REPOSITORY).isascii() else {"LC_ALL": "C.UTF-8"}
    command = [sys.executable, str(SCRIPT), str(root), str(out), str(root.parent / "hires.csv"), order]
    done = subprocess.run(
        command, env={**os.environ, **environment}, umask=umask, capture_output=True, check=False, cwd=root.parent
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files_below(out)}


def two_machines(content: Path, folder: Path, roles: tuple[str, str]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What comes of the same content here and elsewhere."""
    here, elsewhere = folder / "here", folder / "另一台 电脑" / "人事 资料"
    for place in (here, elsewhere):
        root_with(content, place / "root")
        (place / "hires.csv").write_text(HIRES.format(*roles), "utf-8", newline="\n")
    assert with_crlf(elsewhere) > 60
    for number, path in enumerate(sorted((elsewhere / "root").rglob("*"), reverse=True)):
        os.utime(path, (number * 1e5, number * 1e5))
        path.chmod(0o700 if path.is_dir() else 0o600)
    return make(here / "root", here / "out"), make(
        elsewhere / "root", elsewhere / "out", order="reversed", umask=0o077, **ELSEWHERE
    )


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """The names of the files that one has and the other lacks, or that differ."""
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def test_the_same_bytes_on_another_machine(tmp_path: Path) -> None:
    here, elsewhere = two_machines(COMPANY / "content", tmp_path, ("销售代表", "收银员"))
    assert differing(here, elsewhere) == []
    made = {Path(name).suffix for name in here}
    assert made >= {".html", ".js", ".css", ".svg", ".json", ".csv", ".xlsx", ".yaml", ".pdf", ".docx", ".txt", ".png"}


@pytest.mark.soak
def test_the_same_bytes_of_the_whole_sample(tmp_path: Path) -> None:
    content = REPOSITORY / "content"
    here, elsewhere = two_machines(content, tmp_path, ("sales-consultant-automotive", "sales-department-chief"))
    assert differing(here, elsewhere) == []


def test_a_document_of_which_only_the_line_ends_changed_is_told_so(small: Path, run: Run) -> None:
    """Documents are no text of ours: they count byte by byte. Whoever's checkout converted one learns what happened."""
    document = small / "content/sources/operations.txt"
    document.write_bytes(document.read_bytes().replace(b"\n", b"\r\n"))
    told = run("--root", small, "check").out
    assert "[changed-source]" in told
    assert "文字没有变，只有换行符变了（CRLF 与 LF）" in told
    assert "content/sources/* -text" in told


def test_what_cannot_be_seen_is_the_same_for_every_python() -> None:
    """The scripts of the form hold a list of such characters; Pythons differ in the version of Unicode they know."""
    known = {char for char in map(chr, range(0x110000)) if unicodedata.category(char) == "Cf"}
    assert {char for char in known if not is_invisible(char)} == set()
    assert is_invisible("\U00013439"), "a format character of Unicode 15, which Python 3.11 does not know"
