"""The manual of the rules: complete, and every example does what it says."""

import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import get_args

import pytest

from rolebook.cli import main
from rolebook.findings.manual import Entry, Example
from rolebook.findings.rule_names import RuleName
from rolebook.manual import FAMILIES, MANUAL
from tests.manual_library import copied

PROVOKED = [entry for entry in MANUAL.values() if entry.wrong and entry.right]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small sound library to put an example into."""
    return copied(tmp_path / "root")


def put(root: Path, example: Example) -> None:
    """Write what the example shows, what lies beside it first."""
    for other in example.beside:
        put(root, other)
    if not example.file:
        return
    place = root / example.file
    if place.is_dir():
        shutil.rmtree(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    if example.how == "absent":
        place.unlink(missing_ok=True)
    elif example.how == "link":
        place.symlink_to(example.text)
    elif example.how == "folder":
        place.mkdir()
    else:
        place.write_bytes(example.text.encode("utf-8" if example.how in {"", "locked"} else example.how))
    if example.how == "locked":
        place.chmod(0)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., set[str]]:
    """The first lines of all that a command says of a library."""

    def say(root: Path, command: Sequence[str]) -> set[str]:
        monkeypatch.chdir(root)
        main(["--root", str(root), *command])
        shown = capsys.readouterr()
        return {
            line
            for line in (shown.out + shown.err).splitlines()
            if re.search(r"\d: (错误|警告|提示)：.* \[[a-z0-9-]+\]$", line)
        }

    return say


def test_every_rule_is_in_the_manual() -> None:
    """That no other name is ever emitted is proved by mypy: `Finding.rule` is one of these."""
    assert sorted(MANUAL) == sorted(name for family in get_args(RuleName) for name in get_args(family))
    assert sum(map(len, FAMILIES.values())) == len(MANUAL)


def test_only_what_no_text_can_show_goes_without_example() -> None:
    """Faults of the program; what only an XLSX file holds, or git decides (tests/test_hires.py, tests/test_collect.py).

    And what only a Word template lacks (tests/test_papers.py), or only a release has (tests/test_vanished.py,
    tests/test_announced.py).
    """
    beyond_text = [
        "fixed-cell",
        "formula",
        "internal-error",
        "merged-cells",
        "missing-tag",
        "not-formatted",
        "sensitive-change",
        "tracked-hires",
        "tracked-output",
        "unread-cell",
        "unread-sheet",
        "vanished-file",
        "vanished-id",
    ]
    assert sorted(entry.rule for entry in MANUAL.values() if entry not in PROVOKED) == beyond_text


@pytest.mark.parametrize("entry", PROVOKED, ids=[entry.rule for entry in PROVOKED])
def test_the_wrong_example_breaks_the_rule(
    entry: Entry, root: Path, said: Callable[..., set[str]], request: pytest.FixtureRequest
) -> None:
    assert entry.wrong
    put(root, entry.wrong)
    if entry.wrong.how == "locked":
        request.getfixturevalue("unprivileged")
    word = {"error": "错误", "warning": "警告", "note": "提示"}[entry.severity]
    found = said(root, entry.wrong.command)
    assert any(f" {word}：" in line and line.endswith(f" [{entry.rule}]") for line in found), found


@pytest.mark.parametrize("entry", PROVOKED, ids=[entry.rule for entry in PROVOKED])
def test_the_right_example_keeps_all_rules(entry: Entry, root: Path, said: Callable[..., set[str]]) -> None:
    """But that a duty of an example may be in nobody's list, and that the small library has a document left open."""
    assert entry.right
    before = said(root, ["check"])
    put(root, entry.right)
    found = said(root, entry.right.command)
    assert not [line for line in found if f"[{entry.rule}]" in line and line not in before]
    assert not [line for line in found if " 错误：" in line]
