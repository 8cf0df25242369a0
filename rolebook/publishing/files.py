"""Files written together: all of them, or none."""

import errno
import os
import stat
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from rolebook.findings.finding import Finding
from rolebook.findings.problem import Misuse
from rolebook.publishing.disk import made_folder, naming, write_all
from rolebook.publishing.faults import unwritable
from rolebook.publishing.journal import Placing
from rolebook.publishing.outputs import real_place, refuse_inputs, refuse_other_format
from rolebook.publishing.recovery import sweep_beside
from rolebook.publishing.sites import refuse_published
from rolebook.publishing.staging import HOME, home, staging
from rolebook.words.text import visible

_OPEN_FILES = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/")
"""Where systems show the files that a process holds open: what is written there goes on where they are."""


def write_file(path: Path, data: bytes, root: Path, form: str) -> tuple[Finding, ...]:
    """Write a file where the user says: the old one or the new one, never half of it.

    `root` is the handbook that it is made of, `form` its format (json, csv, xlsx, pdf …). A device or a pipe is written
    to, a link is followed. Raises Misuse where the place is one of the inputs or holds something else.
    """
    refuse_place(path, root)
    with unwritable(path) as findings:
        if is_stream(path):
            _write_through(path, data)
        else:
            place = real_place(path)
            refuse_other_format(place, data, form)
            place.parent.mkdir(parents=True, exist_ok=True)
            sweep_beside(place)
            with staging(place.parent, "", root) as beside:
                placing = Placing(place.parent, beside)
                placing.add(place.name, data)
                placing.carry_out()
    return tuple(findings)


def refuse_place(place: Path, root: Path) -> None:
    """Raise Misuse where no file made of the handbook `root` may lie: in what it is made from, or in a built site."""
    refuse_inputs(place, root)
    refuse_published(place)


def prove_places(places: Collection[Path], root: Path) -> tuple[Finding, ...]:
    """Prove where all files of a run are to lie before the first is made; by its ending each is known.

    Raises Misuse as `write_file` does, and where two would be the same file, or one lie below another.
    """
    findings: list[Finding] = []
    known: dict[Path, Path] = {}
    for place in places:
        with unwritable(place) as faults:
            _refuse_standing(place, b"", root)
        findings += faults
        if is_stream(place):
            continue
        real = real_place(place)
        if real in known:
            raise _the_same(known[real], place)
        known[real] = place
    for real, place in known.items():
        for above in real.parents:
            if above in known:
                raise _the_same(known[above], place)
    return tuple(findings)


def _the_same(one: Path, other: Path) -> Misuse:
    zh, en = (sign.join(visible(str(place)) for place in dict.fromkeys((one, other))) for sign in ("、", ", "))
    return Misuse(
        f"两个文件要写入同一个位置，未写入任何内容：{zh}。请换一个 --out 或 --merge。",
        f"Two files would be written to the same place, so none was: {en}. Choose another --out or --merge.",
    )


def _refuse_standing(place: Path, data: bytes, root: Path) -> None:
    """Raise Misuse where a file may not be written, OSError where a folder is in its place; a link is followed."""
    refuse_place(place, root)
    if place.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(place))
    refuse_other_format(place, data, place.suffix[1:])


def write_files(
    folder: Path, files: Iterable[tuple[str, bytes]], root: Path
) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Write all files into a folder, or none: none appears before the last one is made.

    `files` gives (name, bytes) as they are made; what making them raises passes through and leaves nothing behind.
    `root` and Misuse: see `write_file`. A link of one of the names is followed, after the rest is written.
    """
    refuse_place(folder, root)
    placed: list[Path] = []
    linked: list[tuple[Path, bytes]] = []
    with unwritable(folder) as findings, made_folder(folder):
        sweep_beside(folder / "x")
        with staging(real_place(folder), "", root) as inside:
            placing = Placing(real_place(folder), inside)
            for name, data in files:
                place = folder / name
                _refuse_standing(place, data, root)
                if place.is_symlink() or is_stream(place):
                    linked.append((place, data))
                else:
                    placing.add(name, data)
                    placed.append(place)
            placing.carry_out()
    if findings:
        return (), tuple(findings)
    for place, data in linked:
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
    edited = unwritable(root / HOME, chosen=False, root=root)
    with edited as findings, staging(home(root), "", root, private=False) as apart:
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
