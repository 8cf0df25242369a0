"""The sample's first release stands as it was made, and its sheets are known after the content went on."""

import json

import pytest

from rolebook.model.library import Library
from rolebook.model.snapshot import digest
from tests.conftest import REPOSITORY, Run

FIRST = "2026.11"


def test_the_first_release_of_the_sample_stands() -> None:
    kept = REPOSITORY / f"tests/old-content/{FIRST}/sample.json"
    assert (REPOSITORY / f"content/releases/{FIRST}.json").read_bytes() == kept.read_bytes()


def test_no_version_stands_for_two_contents(library: Library) -> None:
    """Content that went on since a release bears another version than that release."""
    release = REPOSITORY / f"content/releases/{library.settings.version}.json"
    if release.exists():
        assert json.loads(release.read_bytes())["library"]["digest"] == digest(library)


@pytest.mark.parametrize("role", ["sales-department-head", "sales-site-supervisor", "sales-supervisor-real-estate"])
def test_sheets_of_the_first_release_are_known_after_their_roles_changed(run: Run, role: str) -> None:
    codes = json.loads((REPOSITORY / f"tests/old-content/{FIRST}/digests.json").read_bytes())["sample"][role]
    said = run("sheet", "--verify", codes[0]["digest"])
    assert (said.code, said.err) == (0, "")
    assert f"（{role}），版本 {FIRST}，全部栏目" in said.out
