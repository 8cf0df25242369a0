"""What Rolebook is installed with is what was looked at: pinned by version and hash, licensed, and no more."""

import importlib.metadata
import json
import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import REPOSITORY
from tests.licences import KNOWN, PLACE, SHARING, document, licence
from tests.pins import pins

RUNNING, TESTING = REPOSITORY / "requirements.txt", REPOSITORY / "requirements-dev.txt"
SEARCHING = REPOSITORY / "tests/fuzz/requirements.txt"
WORKFLOWS = [
    path
    for folder in (".github", "examples/ci", "templates/library/.github")
    for path in sorted((REPOSITORY / folder).rglob("*.yml"))
]


@pytest.mark.parametrize(("file", "least"), [(RUNNING, 30), (TESTING, 50), (SEARCHING, 1)])
def test_every_line_is_a_version_with_hashes_and_names_no_address(file: Path, least: int) -> None:
    found = list(pins(file))
    assert len({pin.name for pin in found}) == len(found) >= least
    assert "://" not in file.read_text("utf-8")


@pytest.mark.parametrize("line", ["typst>=0.15", "typst", "typst==0.15.*", "typst==0.15.2", "-r other.txt"])
def test_a_line_that_is_not_pinned_is_noticed(tmp_path: Path, line: str) -> None:
    file = tmp_path / "requirements.txt"
    file.write_text(f"{line}\n", "utf-8")
    with pytest.raises(ValueError, match=re.escape(line.partition(" ")[0])):
        list(pins(file))


def test_the_tools_for_testing_are_added_to_the_same_versions() -> None:
    running = {pin.name: (pin.version, pin.hashes) for pin in pins(RUNNING)}
    testing = {pin.name: (pin.version, pin.hashes) for pin in pins(TESTING)}
    assert running == {name: testing[name] for name in running}


def test_what_is_installed_is_what_is_pinned() -> None:
    """Each pinned package in its version, and nothing unpinned that one of them asks for.

    What somebody added to the environment beside them is not looked at here; `make verify` looks at a fresh one.
    """
    pinned = {pin.name: pin.version for pin in pins(TESTING) if pin.applies}
    assert {name: importlib.metadata.version(name) for name in pinned} == pinned
    wanted = {
        canonicalize_name(needed.name)
        for name in (*pinned, "rolebook")
        for needed in map(Requirement, importlib.metadata.requires(name) or ())
        if needed.marker is None or needed.marker.evaluate({"extra": ""})
    }
    assert sorted(wanted - set(pinned)) == []


def test_a_package_from_a_file_is_the_pinned_one() -> None:
    """One that was installed from a file rather than by name has a hash that the requirements list."""
    for pin in pins(TESTING):
        if pin.applies and (origin := importlib.metadata.distribution(pin.name).read_text("direct_url.json")):
            assert json.loads(origin)["archive_info"]["hashes"]["sha256"] in pin.hashes, pin.name


def test_the_licences_are_listed_and_understood() -> None:
    assert PLACE.read_text("utf-8") == document(), "run: python -m tests.licences"
    names = {pin.name for pin in pins(TESTING)}
    plain = {name for name in names if set(re.split(" AND | OR ", licence(name))) <= KNOWN}
    assert names - plain == set(SHARING)


@pytest.mark.parametrize("folder", ["tests/scripts", "tests/verify"])
def test_packages_of_npm_have_hashes_and_no_address(folder: str) -> None:
    packages = json.loads((REPOSITORY / folder / "package-lock.json").read_text("utf-8"))["packages"]
    named = {name: package for name, package in packages.items() if name}
    assert named
    for name, package in named.items():
        assert package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, name


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_actions_are_pinned_by_their_commit(file: Path) -> None:
    """A tag can be moved to other code, a commit cannot; the version stands behind it for whoever reads it."""
    used = [line.strip() for line in file.read_text("utf-8").split("\n") if re.match(r"\s*(- )?uses:", line)]
    for line in used:
        assert re.fullmatch(r"(?:- )?uses: [\w.-]+/[\w./-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", line), line
    assert used or "github" not in file.as_posix()
