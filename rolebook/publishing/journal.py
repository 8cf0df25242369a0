"""Several files replaced together: what is to be done stands in a journal first, so that any later run can undo it.

The new files and copies of the old ones lie in a staging folder. While its journal.json is there, the files in their
places may be old or new; it goes when all are new. Whoever finds it with nobody holding the folder brings the old ones
back. The journal is written whole, in one rename, and proves itself by its digest; so do the old files by theirs.
"""

import errno
import hashlib
import json
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rolebook.cache import sealed
from rolebook.publishing.disk import HalfDone, about, flush, flush_folder, move, remove, write_new
from rolebook.publishing.staging import JOURNAL, NEW, OLD

_FOREIGN = "?"
"""Stands for the digest of what is no file."""


@dataclass(frozen=True, slots=True)
class Step:
    """One file: its place below the base folder, with `/`, and the digests before and after; None: no file."""

    place: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Journal:
    """The steps in order, and the folders below the base that were made for them, outermost first."""

    steps: tuple[Step, ...]
    made: tuple[str, ...] = ()

    def as_bytes(self, seal: str = "") -> bytes:
        """As it stands in journal.json, with its digest and with a seal, if it has one."""
        text = self._text()
        said = f', "seal": "{seal}"' if seal else ""
        return f'{{"sha256": "{_digest(text.encode())}"{said}, "journal": {text}}}\n'.encode()

    def seal(self, staging: Path) -> str:
        """What only this user can put on it, of a journal in this folder; empty where the user can keep no seal."""
        return sealed(f"{staging.name} {self._text()}".encode())

    def _text(self) -> str:
        body = {"format": 1, "made": self.made, "steps": [[one.place, one.before, one.after] for one in self.steps]}
        return json.dumps(body, sort_keys=True)


class Broken(Exception):
    """A journal, or an old file beside it, that is not as it was written."""


class Changed(Exception):
    """Files that are neither as they were before a run that was cut off nor as it would have left them."""

    def __init__(self, places: tuple[str, ...]) -> None:
        super().__init__(", ".join(places))
        self.places = places


class Placing:
    """The files of one run, on their way into their places below `base`."""

    def __init__(self, base: Path, staging: Path) -> None:
        self._base, self._staging = base, staging
        self._steps: list[Step] = []

    def add(self, place: str, data: bytes | None) -> None:
        """Make a file beside; None: what stands at the place is to go. Raises OSError that names the place."""
        number, target = len(self._steps), self._base / place
        with about(target):
            old, like = _read(target)
            if data is not None:
                write_new(self._staging / NEW / str(number), data, like)
            if old is not None:
                write_new(self._staging / OLD / str(number), old, like)
        digests = [None if one is None else _digest(one) for one in (old, data)]
        self._steps.append(Step(place, *digests))

    def carry_out(self) -> None:
        """Put every file into its place, or none. Raises OSError.

        The journal stays only where what was done could not be undone either.
        """
        journal = Journal(tuple(self._steps), tuple(self._missing_folders()))
        numbered = [(number, step) for number, step in enumerate(self._steps)]
        made = [self._staging / NEW / str(number) for number, step in numbered if step.after is not None]
        kept = [self._staging / OLD / str(number) for number, step in numbered if step.before is not None]
        try:
            flush((*made, *kept), (self._staging / NEW, self._staging / OLD))
        except OSError as problem:
            name = Path(problem.filename or "").name
            if name.isdecimal():  # named after what it stands for
                problem.filename = str(self._base / self._steps[int(name)].place)
            raise
        _write_journal(self._staging, journal)
        try:
            for folder in journal.made:
                (self._base / folder).mkdir(exist_ok=True)
            for number, step in numbered:
                with about(self._base / step.place):
                    if step.after is None:
                        remove(self._base / step.place)
                    else:
                        _put(self._staging / NEW / str(number), self._base / step.place, self._staging, number)
            _flush_places(self._base, journal)
            remove(self._staging / JOURNAL)
        except BaseException as problem:  # Ctrl-C too
            try:
                undo(self._base, self._staging, journal, leave_changed=True)
            except (OSError, Broken):
                if isinstance(problem, OSError):
                    raise HalfDone(problem.errno, problem.strerror, problem.filename) from problem
            raise
        with suppress(OSError):
            flush_folder(self._staging)

    def _missing_folders(self) -> Iterator[str]:
        known: set[str] = set()
        for step in self._steps:
            for folder in reversed(PurePosixPath(step.place).parents[:-1]):
                if folder.as_posix() not in known and not (self._base / folder).is_dir():
                    known.add(folder.as_posix())
                    yield folder.as_posix()


def read_journal(staging: Path, base: Path, folders: tuple[str, ...] | None) -> Journal:
    """The journal of a staging folder. Raises Broken, also where a place lies outside `base` or behind a link.

    `folders`: those of the base that the places must lie in; with none of them, the places are files of the base
    itself. So a journal that somebody has made up reaches nothing that whoever put it there could not reach. With None,
    they lie anywhere in a site, which others than its reader do not write: then it bears the reader's seal.
    """
    try:
        if not stat.S_ISREG(os.lstat(staging / JOURNAL).st_mode):
            raise Broken
        read = json.loads((staging / JOURNAL).read_bytes())
        body, seal = read["journal"], read.get("seal", "")
        journal = Journal(tuple(Step(*step) for step in body["steps"]), tuple(body["made"]))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise Broken from problem
    if journal.as_bytes(seal) != (staging / JOURNAL).read_bytes():
        raise Broken
    own = journal.seal(staging)
    if folders is None and own and seal != own:
        raise Broken
    for step in journal.steps:
        if folders is None:
            inside = True
        else:
            inside = any(step.place.startswith(f"{folder}/") for folder in folders) or not (
                folders or "/" in step.place
            )
        if not inside or not _keeps_below(base, step.place):
            raise Broken
    if not all(_keeps_below(base, folder) for folder in journal.made):
        raise Broken
    return journal


def _keeps_below(base: Path, place: str) -> bool:
    """Whether a place with `/` lies below the base folder, and not behind a link."""
    parts = place.split("/")
    if {"", ".", ".."} & set(parts) or any(sign in place for sign in "\\:\0"):
        return False
    return Path(os.path.realpath((base / place).parent)) == Path(os.path.realpath(base), *parts[:-1])


def undo(base: Path, staging: Path, journal: Journal, *, leave_changed: bool) -> tuple[str, ...]:
    """Bring the old files back and forget the journal; the places that were changed back.

    A file that somebody has changed since is never touched: with `leave_changed` the others are brought back, else
    Changed is raised and nothing is. Raises Broken where an old file is not as it was, OSError.
    """
    numbered = list(enumerate(journal.steps))
    found = {number: _standing(base / step.place) for number, step in numbered}
    changed = tuple(step.place for number, step in numbered if found[number] not in {step.before, step.after})
    if changed and not leave_changed:
        raise Changed(changed)
    new = [(n, step) for n, step in numbered if found[n] == step.after != step.before]
    for number, step in new:
        if step.before is not None and _standing(staging / OLD / str(number)) != step.before:
            raise Broken
    for number, step in reversed(new):
        with about(base / step.place):
            if step.before is None:
                remove(base / step.place)
            else:
                (base / step.place).parent.mkdir(parents=True, exist_ok=True)
                _put(staging / OLD / str(number), base / step.place, staging, number)
    for number, step in numbered:
        _copy_beside(base / step.place, staging, number).unlink(missing_ok=True)
    for folder in reversed(journal.made):
        with suppress(OSError):  # somebody has put something into it
            (base / folder).rmdir()
    _flush_places(base, journal)
    remove(staging / JOURNAL)
    with suppress(OSError):
        flush_folder(staging)
    return tuple(step.place for _, step in new)


def _write_journal(staging: Path, journal: Journal) -> None:
    draft = staging / f"{JOURNAL}.draft"
    write_new(draft, journal.as_bytes(journal.seal(staging)))
    flush((draft,))
    move(draft, staging / JOURNAL)
    flush_folder(staging)
    flush_folder(staging.parent)


def _put(made: Path, place: Path, staging: Path, number: int) -> None:
    """Rename a file to its place; where that is on another file system, a copy that stands beside it for a moment."""
    try:
        move(made, place)
    except OSError as problem:
        if problem.errno != errno.EXDEV:
            raise
        copy = _copy_beside(place, staging, number)
        copy.unlink(missing_ok=True)
        write_new(copy, made.read_bytes(), made.stat())
        flush((copy,))
        move(copy, place)


def _copy_beside(place: Path, staging: Path, number: int) -> Path:
    return place.with_name(f"{staging.name}-{number}")


def _flush_places(base: Path, journal: Journal) -> None:
    for folder in {(base / step.place).parent for step in journal.steps}:
        if folder.is_dir():
            flush_folder(folder)


def _standing(path: Path) -> str | None:
    """The digest of a file; None where there is nothing, a question mark for what is no file."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return _FOREIGN
        return _digest(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None


def _read(target: Path) -> tuple[bytes | None, os.stat_result | None]:
    """The file that will be replaced and its rights; nothing where there is none. Raises OSError."""
    try:
        status = os.lstat(target)
    except (FileNotFoundError, NotADirectoryError):
        return None, None
    if not stat.S_ISREG(status.st_mode):
        code = errno.EISDIR if target.is_dir() else errno.EINVAL
        raise OSError(code, os.strerror(code), str(target))
    return target.read_bytes(), status


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
