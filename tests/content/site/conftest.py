"""The sample's handbook: built once by the command line, opened from its folder."""

from pathlib import Path

import pytest

from rolebook.cli import main
from tests.conftest import REPOSITORY, root_with


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built handbook."""
    out = tmp_path_factory.mktemp("handbook") / "site"
    assert main(["--root", str(REPOSITORY), "site", "--no-pdf", "--out", str(out)]) == 0
    return out


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A root of its own, to be broken or filled with hostile text."""
    return root_with(REPOSITORY / "content", tmp_path / "root")
