"""The sample in content/ instead of the made-up company; its tests run only while content/ is the sample."""

from pathlib import Path

import pytest

from rolebook.model.library import Library
from tests.conftest import REPOSITORY, library_of, root_with
from tests.sample import is_the_sample

collect_ignore_glob = [] if is_the_sample(REPOSITORY / "content") else ["test_*.py", "*/test_*.py"]


@pytest.fixture(scope="session")
def library() -> Library:
    """The sample, read once."""
    return library_of(REPOSITORY)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the sample's root, to be broken."""
    return root_with(REPOSITORY / "content", tmp_path / "root")
