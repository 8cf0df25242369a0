"""Files written together: all of them, or none."""

import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from rolebook.findings.finding import Finding
from rolebook.publishing.disk import naming, write_all
from rolebook.publishing.faults import unwritable
from rolebook.publishing.journal import Placing
from rolebook.publishing.outputs import refuse_inputs, refuse_other_format
from rolebook.publishing.recovery import sweep_beside
from rolebook.publishing.staging import home, staging

_OPEN_FILES = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/")
"""Where systems show the files that a process holds open: what is written there goes on where they are."""


def write_file(path: Path, data: bytes, root: Path, form: str) -> tuple[Finding, ...]:
    """Write a file where the user says: the old one or the new one, never half of it.

    `root` is the handbook that it is made of, `form` its format (json, csv, xlsx, pdf …). A device or a pipe is written
    to, a link is followed. Raises Misuse where the place is one of the inputs or holds something else.
    """
    refuse_inputs(path, root)
    with unwritable(path) as findings:
        if is_stream(path):
            _write_through(path, data)
        else:
            place = path.resolve()
            refuse_other_format(place, data, form)
            place.parent.mkdir(parents=True, exist_ok=True)
            sweep_beside(place)
            with staging(place.parent, "", root) as beside:
                placing = Placing(place.parent, beside)
                placing.add(place.name, data)
                placing.carry_out()
    return tuple(findings)


def write_files(
    folder: Path, files: Iterable[tuple[str, bytes]], root: Path
) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Write all files into a folder, or none: none appears before the last one is made.

    `files` gives (name, bytes) as they are made; what making them raises passes through and leaves nothing behind.
    `root` and Misuse: see `write_file`. A link of one of the names is followed, after the rest is written.
    """
    refuse_inputs(folder, root)
    placed: list[Path] = []
    linked: list[tuple[Path, bytes]] = []
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    with unwritable(folder) as findings:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            sweep_beside(folder / "x")
            with staging(folder.resolve(), "", root) as inside:
                placing = Placing(folder.resolve(), inside)
                for name, data in files:
                    place = folder / name
                    refuse_inputs(place, root)
                    if place.is_symlink() or is_stream(place):
                        linked.append((place, data))
                    else:
                        refuse_other_format(place, data, place.suffix[1:])
                        placing.add(name, data)
                        placed.append(place)
                placing.carry_out()
        except BaseException:
            placed.clear()
            with suppress(OSError):
                for path in made:
                    path.rmdir()
            raise
    for place, data in linked if not findings else ():
        faults = write_file(place, data, root, place.suffix[1:])
        findings += faults
        placed += [] if faults else [place]
    return tuple(placed), tuple(findings)


def replace_files(changes: Mapping[Path, bytes | None], root: Path) -> tuple[Finding, ...]:
    """Change files of a handbook, or delete those with None: all of them or none, even if the run is killed meanwhile.

    Nothing temporary is ever in the folders of the files: they are made in ROOT/.rolebook.
    """
    if not changes:
        return ()
    with unwritable(next(iter(changes))) as findings, staging(home(root), "", root, private=False) as apart:
        placing = Placing(root, apart)
        for path, data in changes.items():
            placing.add(path.relative_to(root).as_posix(), data)
        placing.carry_out()
    return tuple(findings)


def is_stream(path: Path) -> bool:
    """Whether a path leads to a device, a pipe or an open file of a process: what is written to, not replaced."""
    if str(path).startswith(_OPEN_FILES):
        return os.path.lexists(path)
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _write_through(path: Path, data: bytes) -> None:
    with naming(path):
        handle = os.open(path, os.O_WRONLY | os.O_APPEND)
        try:
            write_all(handle, data)
        finally:
            os.close(handle)
