"""What is read has a stated size: input that is too large, or goes in circles, is refused or costs what it is worth.

Every command runs in a process that may take 700 MB; its seconds are limited only so that an endless one fails.
"""

import hashlib
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rolebook.ordinary_files import read_file
from tests.conftest import FELL, REPOSITORY, Run

DUTIES = "content/duties/planning.yaml"
ROLE = "content/roles/sales-manager.yaml"


def limited(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """A command of `build.py` that neither takes all memory nor goes on for ever."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (700_000_000, 700_000_000))
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))

    process = subprocess.run(
        [sys.executable, REPOSITORY / "build.py", *arguments],
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        preexec_fn=limit,  # the child must set its own limits
    )
    assert not FELL.search(process.stdout + process.stderr)
    return process


def rules(root: Path) -> dict[str, int]:
    """What `check` says of a library: rule → how often."""
    process = limited("--root", root, "check", "--format", "json")
    assert not process.stderr, process.stderr[-2_000:]
    found: dict[str, int] = {}
    for finding in json.loads(process.stdout)["findings"]:
        found[finding["rule"]] = found.get(finding["rule"], 0) + 1
    return found


def source(root: Path, text: bytes, ledger: str = "  title: [1]\n", documents: str = "") -> None:
    """A source `big` with this text."""
    (root / "content/sources/big.txt").write_bytes(text)
    listed = documents or f"  - id: d01\n    title: 示例\n    lines: 1-{text.count(10)}\n"
    (root / "content/sources/big.yaml").write_text(
        "id: big\ntitle: 示例\nreceived: 2026-11-01\noriginal: big.txt\n"
        f'sha256: "{hashlib.sha256(text).hexdigest()}"\ntext: big.txt\ndocuments:\n{listed}ledger:\n{ledger}',
        "utf-8",
    )


def claims(root: Path, spans: list[str]) -> None:
    """A duty that comes from all these lines."""
    duty = f"- id: many-lines\n  text: 制定计划。\n  sources: [{', '.join(spans)}]\n"
    (root / DUTIES).write_text((root / DUTIES).read_text("utf-8") + duty, "utf-8")


def test_a_million_lines_are_refused(small: Path) -> None:
    source(small, b"a\n" * 1_000_000)
    assert rules(small) == {"too-large": 1}


@pytest.mark.soak
def test_sources_that_are_too_many_together(small: Path) -> None:
    source(small, b"a\n" * 299_999)
    assert rules(small)["too-large"] >= 1


@pytest.mark.soak
def test_many_lines_nobody_has_looked_at(small: Path) -> None:
    source(small, b"a\n" * 20_000)
    assert rules(small) == {"uncovered-line": 10_001}


@pytest.mark.soak
def test_many_open_documents_in_a_long_source(small: Path) -> None:
    parts = "".join(
        f"  - id: d{number}\n    title: 示例\n    lines: {number}\n    state: open\n" for number in range(1, 4_001)
    )
    source(small, b"a\n" * 100_000, documents=parts)
    assert rules(small) == {"open-document": 3_999, "uncovered-line": 10_001}


def test_a_line_of_ten_megabytes(small: Path) -> None:
    source(small, "长".encode() * 3_400_000 + b"\n")
    assert rules(small) == {"too-large": 1}


def test_a_ledger_far_beyond_its_source(small: Path) -> None:
    source(small, b"a\n" * 100, f"  intro: [{', '.join(['1-9999999'] * 2_000)}]\n")
    assert rules(small) == {"missing-line": 2_000}


@pytest.mark.soak
def test_a_ledger_that_overlaps_itself(small: Path) -> None:
    source(small, b"a\n" * 20_000, f"  intro: [{', '.join(['1-20000'] * 2_000)}]\n")
    assert rules(small) == {"doubly-accounted": 10_001}


def test_thousands_of_references_in_a_clause(small: Path) -> None:
    source(small, b"abcdefg\n" * 5_000, "  title: []\n")
    claims(small, [f"big:{line}" for line in range(1, 5_001)])
    assert rules(small) == {"far-from-line": 1, "unlisted-duty": 1, "cell-too-long": 2}


@pytest.mark.soak
def test_references_that_name_more_lines_than_there_can_be(small: Path) -> None:
    source(small, b"\n" * 100_000, "  title: []\n")
    claims(small, [f"big:{line}-99999" for line in range(1, 5_001)])
    assert rules(small) == {"too-large": 1}


def test_large_files_are_not_read(small: Path) -> None:
    """Files of holes: they take no room on the disk, and reading them would take all memory."""
    files = (ROLE, "content/redirects.yaml", "content/taxonomy.yaml", "content/sheet.yaml")
    for file in files:
        with (small / file).open("wb") as made:
            made.truncate(50_000_000_000)
    process = limited("--root", small, "check")
    assert process.returncode == 1
    assert process.stdout.count("[too-large]") == len(files)


@pytest.mark.soak
def test_a_hundred_thousand_comments(small: Path) -> None:
    text = (small / DUTIES).read_text("utf-8")
    (small / DUTIES).write_text("".join(f"# {number}\n" for number in range(98_000)) + text, "utf-8")
    assert limited("--root", small, "fmt", "--check").returncode == 0


@pytest.mark.soak
def test_comments_among_many_entries(small: Path) -> None:
    """Each has to be put where it belongs."""
    role = small / "content/roles/sales-representative.yaml"
    entries = "".join(f"  - no-such-{number} # 说明\n  # {number}\n" for number in range(4_000))
    role.write_text(role.read_text("utf-8").replace("duties:\n", f"duties:\n{entries}", 1), "utf-8")
    assert rules(small)["unknown-id"] == 4_000


@pytest.mark.soak
def test_many_pairs_that_are_alike(small: Path) -> None:
    duty = "- id: plan-{0}\n  text: 制定第{0}号销售计划并执行。\n  sources: [sample:3]\n"
    duties = "".join(map(duty.format, range(5_000)))
    (small / DUTIES).write_text((small / DUTIES).read_text("utf-8") + duties, "utf-8")
    assert rules(small)["near-duplicate"] == 10_001


@pytest.mark.soak
def test_thirty_thousand_files(small: Path) -> None:
    for number in range(30_001):
        (small / f"content/roles/r-{number}.yaml").touch()
    assert rules(small) == {"too-large": 1}


def test_releases_that_are_none(small: Path) -> None:
    folder = small / "content/releases"
    folder.mkdir(exist_ok=True)
    strange = (
        b"[" * 3_000_000,
        b'{"a":' * 500_000,
        b"[" + b"[]," * 4_000_000 + b"[]]",
        b"9" * 5_000_000,
        b"\xff\0" * 9,
    )
    for number, data in enumerate(strange):
        (folder / f"{number}.json").write_bytes(data)
    process = limited("--root", small, "sheet", "--verify", "000000000000")
    assert process.returncode == 1
    assert process.stderr.count("[unreadable-release]") == len(strange)
    assert "Traceback" not in process.stderr


def schema(root: Path, **keys: Any) -> None:
    """The schema of roles says this too."""
    file = root / "schemas/role.schema.json"
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **keys}), "utf-8")


CIRCLES: dict[str, dict[str, Any]] = {
    "itself": {"allOf": [{"$ref": "role.schema.json"}]},
    "by way of others": {
        "if": {"$ref": "#/$defs/a"},
        "$defs": {"a": {"not": {"$ref": "#/$defs/b"}}, "b": {"anyOf": [{"$ref": "#/$defs/a"}]}},
    },
    "ever more": {
        "allOf": [{"$ref": "#/$defs/d0"}],
        "$defs": {
            f"d{number}": {"allOf": [{"$ref": f"#/$defs/d{min(number + 1, 39)}"}] * 2 if number < 39 else []}
            for number in range(40)
        },
    },
    "dynamic": {"$defs": {"a": {"$dynamicRef": "https://example.org/x.json"}}},
    "remote": {"$defs": {"a": {"$ref": "https://example.org/x.json"}}},
    "another name": {"$id": "https://example.org/role.schema.json"},
    "another name inside": {"$defs": {"a": {"$id": "other.json"}}},
    "no pattern": {"properties": {"id": {"type": "string", "pattern": "(?<=a+)b"}}},
}


@pytest.mark.parametrize("circle", CIRCLES)
def test_a_schema_that_leads_nowhere(small: Path, run: Run, circle: str) -> None:
    schema(small, **CIRCLES[circle])
    result = run("--root", small, "check")
    assert (result.code, result.err) == (1, "")
    assert "[damaged-installation]" in result.out


def test_a_pattern_that_takes_years(small: Path) -> None:
    properties = json.loads((small / "schemas/role.schema.json").read_text("utf-8"))["properties"]
    schema(small, properties={**properties, "id": {"type": "string", "pattern": "^(([a-z-])+)+!$"}})
    (small / ROLE).write_text(f"id: {'sales-' * 50}\n", "utf-8")
    process = limited("--root", small, "check")
    assert (process.returncode, process.stderr) == (1, "")
    assert "[damaged-installation]" in process.stdout
    assert "(([a-z-])+)+!" in process.stdout


def pipe(place: Path) -> None:
    os.mkfifo(place)


def device(place: Path) -> None:
    place.symlink_to("/dev/zero")


def elsewhere(place: Path) -> None:
    place.symlink_to("/etc/hostname")


@pytest.mark.parametrize("strange", [pipe, device, elsewhere, Path.mkdir])
@pytest.mark.parametrize(
    ("file", "command"),
    [
        ("schemas/role.schema.json", ["check"]),
        ("content/sources/sample.txt", ["check"]),
        ("content/taxonomy.yaml", ["check"]),
        ("content/releases/9.9.json", ["sheet", "--verify", "000000000000"]),
        ("content/releases/9.9.json", ["release", "9.9", "--by", "人力资源部", "--reason", "示例"]),
    ],
    ids=["schema", "source", "taxonomy", "release", "release again"],
)
def test_what_is_no_file_blocks_nobody(
    small: Path, run: Run, strange: Callable[[Path], None], file: str, command: list[str]
) -> None:
    place = small / file
    place.parent.mkdir(exist_ok=True)
    place.unlink(missing_ok=True)
    strange(place)
    result = run("--root", small, *command)
    assert result.code == 1
    assert "改法" in result.out + result.err


def test_schemas_elsewhere_are_not_followed(small: Path, tmp_path: Path, run: Run) -> None:
    (small / "schemas").rename(tmp_path / "schemas")
    (small / "schemas").symlink_to(tmp_path / "schemas")
    result = run("--root", small, "check")
    assert result.code == 1
    assert "[damaged-installation]" in result.out


def test_a_file_that_is_longer_than_the_system_says(tmp_path: Path) -> None:
    """What the system calls empty may go on for ever."""
    found = read_file(Path("/proc/self/maps"), "maps", 100)
    assert not isinstance(found, bytes)
    assert found.rule == "too-large"
    (tmp_path / "x").write_bytes(b"x" * 100)
    assert read_file(tmp_path / "x", "x", 100) == b"x" * 100
