"""What former versions wrote stays good: content/ as it was loads, and printed sheets are verified, for ever.

tests/old-content holds a folder a version: the made-up company's content/ as it was, the sample's release, and the
codes that sheets bore. Nothing there is ever changed; what changes is the program, until this holds.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from rolebook.checked import load_checked
from rolebook.findings.finding import Severity
from rolebook.model.role_content import Entries, role_content
from rolebook.model.snapshot import canonical, content_digest, short_digest, snapshot
from rolebook.sheets.sections import SECTION_TITLES
from tests.conftest import Run, library_of, root_with

OLD = Path(__file__).parent / "old-content"
VERSIONS = sorted(folder.name for folder in OLD.iterdir())


def digests(version: str) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """`company` or `sample` → role → what was left out of a sheet, and the code that it bore."""
    data: dict[str, dict[str, list[dict[str, Any]]]] = json.loads((OLD / version / "digests.json").read_bytes())
    return data


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    """A former version of the program."""
    name: str = request.param
    return name


@pytest.fixture
def old(version: str, tmp_path: Path) -> Path:
    """The company's handbook as that version knew it."""
    return root_with(OLD / version / "company", tmp_path / "old")


def test_old_content_loads_without_errors(old: Path) -> None:
    errors = [one for one in load_checked(old).findings if one.severity is Severity.ERROR]
    assert errors == []


def test_sheets_of_old_content_bear_the_code_they_had(old: Path, version: str) -> None:
    prove(json.loads(canonical(snapshot(library_of(old)))), digests(version)["company"])


def test_sheets_of_an_old_release_bear_the_code_they_had(version: str) -> None:
    release = json.loads((OLD / version / "sample.json").read_bytes())
    assert release["library"]["digest"] == content_digest(release)
    prove(release, digests(version)["sample"])


def prove(data: dict[str, Any], recorded: dict[str, list[dict[str, Any]]]) -> None:
    """All roles of a snapshot give the codes that were recorded."""
    entries = Entries.of(data)
    assert recorded.keys() == entries.roles.keys()
    for role, sheets in recorded.items():
        for sheet in sheets:
            assert short_digest(role_content(entries, role, sheet["without"])) == sheet["digest"], (role, sheet)


def test_old_sheets_are_verified_on_the_command_line(old: Path, version: str, small: Path, run: Run) -> None:
    """By their own content, and by their releases where the content is another one now."""
    sheets = digests(version)
    code = sheets["company"]["buyer"][0]["digest"]
    assert "（buyer），版本 1.0，全部栏目" in run("--root", old, "sheet", "--verify", code).out
    folder = small / "content/releases"
    folder.mkdir(exist_ok=True)
    shutil.copy(OLD / version / "sample.json", folder / f"{version}.json")
    role, [whole, *shortened] = next(iter(sheets["sample"].items()))
    found = run("--root", small, "sheet", "--verify", whole["digest"])
    assert (found.code, found.err) == (0, "")
    assert f"（{role}），版本 {version}，全部栏目" in found.out
    for sheet in shortened:
        said = run("--root", small, "sheet", "--verify", sheet["digest"])
        assert (
            f"（{role}），版本 {version}，不含 {'、'.join(SECTION_TITLES[name] for name in sheet['without'])}"
            in said.out
        )
