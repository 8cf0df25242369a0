"""The small made-up library in tests/manual that examples of the manual are put into."""

from pathlib import Path

from tests.conftest import REPOSITORY, root_with


def copied(folder: Path) -> Path:
    """A root of its own with that library."""
    return root_with(REPOSITORY / "tests" / "manual" / "content", folder)
