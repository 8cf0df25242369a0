"""What people do wrong in content/, as data: each slip on the made-up company's library, and what should come of it.

`slipfile.py` explains the form; README.md says where the groups come from and what was measured.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from rolebook.editing.certain_mends import mend, state_after, state_of
from rolebook.editing.files import EditedFiles
from rolebook.findings.finding import Finding
from tests.conftest import COMPANY, REPOSITORY, copy_of

HERE = Path(__file__).parent


def fix(root: Path) -> None:
    """What `check --fix` does."""
    edited = EditedFiles(root)
    write(edited.changes(mend(edited, lambda _at: True).files))


def fix_first(root: Path, wanted: Callable[[Finding], bool]) -> None:
    """Make the first mend that a finding offers, then whatever is certain."""
    edited = EditedFiles(root)
    state = state_of(edited)
    offered = next((one for one in state.findings if one.fix and wanted(one)), None)
    after = state_after(edited, state, [offered]) if offered else None
    if after:
        write(edited.changes(after.files))
    fix(root)


def write(files: Mapping[Path, bytes | None]) -> None:
    """Write files below the root of a slip."""
    for path, data in files.items():
        if data is None:
            path.unlink()
        else:
            path.write_bytes(data)


def copied(folder: Path) -> Path:
    """The company's library without templates: quicker, and enough for `check`."""
    copy_of(COMPANY / "content", folder / "content")
    copy_of(REPOSITORY / "schemas", folder / "schemas")
    return folder
