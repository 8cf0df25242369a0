"""The small made-up library in tests/manual that examples of the manual are put into."""

import shutil
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]


def copied(folder: Path) -> Path:
    """A root of its own with that library."""
    shutil.copytree(REPOSITORY / "tests" / "manual" / "content", folder / "content")
    for name in ("schemas", "templates"):
        shutil.copytree(REPOSITORY / name, folder / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    return folder
