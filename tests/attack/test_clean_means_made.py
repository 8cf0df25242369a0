"""With a clean `check`, `site`, `sheet` and `export` work: tried over every case that `check` passes."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from rolebook.findings.manual import Entry
from rolebook.manual import MANUAL
from tests import casefile
from tests.conftest import COMPANY, Run, library_of, root_with
from tests.manual_library import copied
from tests.test_manual import put

CASES = [
    case
    for case in map(casefile.read, sorted((Path(__file__).parents[1] / "cases").rglob("*.case")))
    if ": error " not in case.expected
]
RIGHT = [entry for entry in MANUAL.values() if entry.right and entry.right.command == ("check",)]


def together() -> list[list[casefile.Case]]:
    """The cases in as few groups as can be, so that no two of a group change the same file."""
    groups: list[list[casefile.Case]] = []
    for case in CASES:
        files = {name for name, _, _ in case.edits}
        free = (group for group in groups if not files & {name for one in group for name, _, _ in one.edits})
        if group := next(free, None):
            group.append(case)
        else:
            groups.append([case])
    return groups


def make_everything(root: Path, run: Run, roles: Iterable[str]) -> None:
    """All that is made of a library; each command ends well."""
    found = json.loads(run("--root", root, "check", "--format", "json").out)["findings"]
    assert [one for one in found if one["severity"] == "error"] == []
    site = run("--root", root, "site", "--no-pdf", "--out", root / "made/site")
    assert site.code == 0, site.err
    for form in ("json", "csv", "xlsx"):
        export = run("--root", root, "export", "--format", form, "--out", root / f"made/export.{form}")
        assert export.code == 0, export.err
    for role in roles:
        sheet = run("--root", root, "sheet", role, "--format", "pdf,docx,html", "--out", root / "made/sheets")
        assert sheet.code == 0, sheet.err


def in_use(root: Path) -> list[str]:
    """The roles that sheets are made for."""
    return [role.id for role in library_of(root).roles.values() if role.status != "retired"]


def test_there_are_cases_that_check_passes() -> None:
    assert len(CASES) > 10


@pytest.mark.parametrize("cases", together()[:2], ids=lambda cases: "+".join(case.path.stem for case in cases))
def test_what_check_passes_is_made(root: Path, run: Run, cases: list[casefile.Case]) -> None:
    for case in cases:
        case.apply(root)
    make_everything(root, run, in_use(root)[:1])


@pytest.mark.soak
@pytest.mark.parametrize("case", CASES, ids=[case.path.stem for case in CASES])
def test_whatever_check_passes_is_made(root: Path, run: Run, case: casefile.Case) -> None:
    case.apply(root)
    make_everything(root, run, in_use(root))


@pytest.mark.soak
@pytest.mark.parametrize("entry", RIGHT, ids=[entry.rule for entry in RIGHT])
def test_what_the_manual_calls_right_is_made(tmp_path: Path, run: Run, entry: Entry) -> None:
    root = copied(tmp_path / "root")
    assert entry.right
    put(root, entry.right)
    make_everything(root, run, in_use(root))


@pytest.mark.soak
@pytest.mark.parametrize("content", sorted(Path(COMPANY.parent).glob("*/content")), ids=lambda path: path.parent.name)
def test_every_library_of_the_tests_is_made(tmp_path: Path, run: Run, content: Path) -> None:
    root = root_with(content, tmp_path / "root")
    make_everything(root, run, in_use(root))
