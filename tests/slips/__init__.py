"""What people do wrong in content/, as data: each slip on the made-up company's library, and what should come of it.

A folder holds further slips, each in a file of its own that says exactly what is wanted: see `slipfile`.

An entry of `editor.yaml` or `habits.yaml`:

    slip: what somebody did
    in, find, put: the file below content/, what stands there once, and what was written in its place
    also: further [file, find, put]
    all: the whole new text of the file `in`
    rename, copy: [from, to]; encode: [file, utf-8-sig | gb18030 | utf-16 | bom-crlf]
    finds: the severities that are found, one for each true fault; notes do not count
    mend: certain (the program can mend it alone), offered (it shows what to write), person (only a person knows)
    mended: what then stands in place of `put`; without it the library is as it was
    says: what message or hint must hold, in Chinese
"""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from rolebook.editing.certain_mends import mend, state_after, state_of
from rolebook.editing.files import EditedFiles
from rolebook.findings.finding import Finding

HERE = Path(__file__).parent
COMPANY = HERE.parent / "company"


@dataclass(frozen=True, slots=True)
class Slip:
    """One entry; the empty default of a field means that it is not given."""

    slip: str
    finds: list[str]
    mend: str
    in_: str = ""
    find: str = ""
    put: str = ""
    all_: str | None = None
    also: list[list[str]] = field(default_factory=list)
    rename: list[str] = field(default_factory=list)
    copy: list[str] = field(default_factory=list)
    encode: list[str] = field(default_factory=list)
    mended: str | None = None
    says: list[str] = field(default_factory=list)

    def make(self, content: Path) -> None:
        """Do to a copy of the company's content/ what was done."""
        for name, find, put in ([[self.in_, self.find, self.put]] if self.find else []) + self.also:
            file = content / name
            text = file.read_bytes().decode("utf-8")
            assert find in text, (self.slip, find)
            file.write_bytes(text.replace(find, put, 1).encode("utf-8"))
        if self.all_ is not None:
            (content / self.in_).write_text(self.all_, "utf-8")
        if self.rename:
            (content / self.rename[0]).rename(content / self.rename[1])
        if self.copy:
            shutil.copy(content / self.copy[0], content / self.copy[1])
        if self.encode:
            name, how = self.encode
            text = (content / name).read_text("utf-8")
            lines = text.replace("\n", "\r\n") if how == "bom-crlf" else text
            (content / name).write_bytes(lines.encode("utf-8-sig" if how == "bom-crlf" else how))

    def right(self, content: Path) -> None:
        """Do to an untouched copy what is right: nothing, where the library should be as it was."""
        if self.mended is not None:
            file = content / self.in_
            file.write_text(file.read_text("utf-8").replace(self.find, self.mended, 1), "utf-8")


def slips(name: str) -> list[Slip]:
    """The slips of `NAME.yaml`."""
    entries: list[dict[str, Any]] = yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))
    return [
        Slip(**{"in_" if key == "in" else "all_" if key == "all" else key: value for key, value in one.items()})
        for one in entries
    ]


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
        assert data is not None
        path.write_bytes(data)


def copied(folder: Path) -> Path:
    """The company's library without templates: quicker, and enough for `check`."""
    shutil.copytree(COMPANY / "content", folder / "content")
    shutil.copytree(HERE.parents[1] / "schemas", folder / "schemas")
    return folder
