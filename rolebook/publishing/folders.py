"""A folder replaced as a whole: built beside, then swapped in; the one that was there stays whole until then.

Where a site of ours stands there that differs in few files, only these are replaced, by a journal (`journal.py`).
"""

import errno
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from rolebook.findings.finding import Finding
from rolebook.findings.problem import Problem, Refusal
from rolebook.publishing.disk import HalfDone, flush, flush_folder, made_folder, move, move_folder
from rolebook.publishing.faults import is_of_writing, unread, unwritable
from rolebook.publishing.journal import Placing
from rolebook.publishing.locks import take
from rolebook.publishing.outputs import refuse_inputs
from rolebook.publishing.recovery import bring_back, sweep_beside, to_move_up
from rolebook.publishing.sites import differing, refuse_foreign, standing, write_list
from rolebook.publishing.staging import NEW, OLD, WHOLE, say_whole, staging
from rolebook.words.text import visible

Content: TypeAlias = str | bytes | Path
"""What a file holds; a Path is copied as it is."""

_TRIES = 20
_MADE = "made"
"""The new site in a staging folder, once it is known that it need not be swapped in."""
_PATIENCE = 60
"""Seconds to wait for another run that puts its site into the same place."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Files of a new site that need not be made where they stand in the old one as they are meant to be."""

    digests: Mapping[str, str]
    """Name with `/` → the SHA-256 of what is meant, in hexadecimal digits."""
    make: Callable[[Collection[str]], Iterable[tuple[str, Content]]]
    """Gives those of them that do not stand there, and perhaps others of them as well."""


_NOTHING = Standing({}, lambda _: ())


def replace_tree(out: Path, build: Callable[[Path], Standing | None], root: Path) -> tuple[Finding, ...]:
    """Let `build` fill a new folder beside `out`, then put it in the place of `out`.

    What `build` returns is looked for in `out` when nobody else may change it: there it stays, and what of it is not
    there is made. `root` is the handbook that it is made from. Raises Misuse where `out` is a foreign folder or one of
    the inputs, Problem where `build` cannot read a file; whatever else `build` raises passes through. All of them leave
    `out` untouched.
    """
    refuse_inputs(out, root, replaced=True)
    with unwritable(out) as findings:
        sweep_beside(out)
        refuse_foreign(out)
        out.parent.mkdir(parents=True, exist_ok=True)
        with staging(out.parent, out.name, root) as beside:
            if out.exists() and not os.access(out, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(out))
            new = beside / NEW
            with _reading():
                kept = build(new) or _NOTHING
            with _alone(out):
                sweep_beside(out, is_held=True)
                refuse_foreign(out)
                wanted = kept.digests.items()
                stays = frozenset(name for name, digest in wanted if standing(out, name, digest) is not None)
                with _reading():
                    put(new, kept.make(kept.digests.keys() - stays))
                write_list(new, stays)
                if not _brought_up_to_date(beside, out, stays):
                    _take_over(new, out, {name: kept.digests[name] for name in stays})
                    flush(*_contents(new))
                    _swap(beside, out)
    return tuple(findings)


@contextmanager
def _reading() -> Iterator[None]:
    """What cannot be read meanwhile is a Problem; what cannot be written is left to whoever asked for it."""
    try:
        yield
    except OSError as problem:
        if is_of_writing(problem):
            raise
        raise Problem(unread(problem)) from problem


def _take_over(new: Path, out: Path, digests: Mapping[str, str]) -> None:
    """Copy files of an old site into the new one that is to be swapped in. Raises OSError where one has changed."""
    for name, digest in digests.items():
        if (data := standing(out, name, digest)) is None:
            raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN), str(out / name))
        put(new, [(name, data)])


def put(folder: Path, files: Iterable[tuple[str, Content]]) -> None:
    """Write files into a new folder as they are made, each in the place of what stands there. Raises OSError.

    `files` gives (place below it, content); a text is written as UTF-8, a Path names a file that is copied.
    """
    made: set[str] = set()
    for name, content in files:
        parent = name.rpartition("/")[0]
        if parent not in made:
            (folder / parent).mkdir(parents=True, exist_ok=True)
            made.add(parent)
        data = content.encode("utf-8") if isinstance(content, str) else content
        (folder / name).write_bytes(data.read_bytes() if isinstance(data, Path) else data)


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Keep other runs from changing a site meanwhile. Raises Problem where one is at it for long.

    Where there is none yet, or the system locks no folders (Windows), nobody is kept out: a swap is one step each.
    """
    lock = None
    with suppress(OSError):
        lock = take(out, seconds=_PATIENCE)
        if lock is None and out.exists():
            shown = visible(str(out))
            raise Refusal(f"另一个命令正在写入 {shown}，请稍后再试。", f"Another command is writing {shown}.")
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def _brought_up_to_date(beside: Path, out: Path, stays: Collection[str]) -> bool:
    """Replace what differs in `out`, all of it or nothing; False where the new site is to be swapped in instead.

    `stays`: the names of files that stand there as they are meant to be.
    """
    changed = differing(out, beside / NEW, stays) if os.name != "nt" else None
    if changed is None:
        return False
    move_folder(beside / NEW, beside / _MADE)
    (beside / NEW).mkdir()
    placing = Placing(out, beside)
    for name in changed:
        made = beside / _MADE / name
        placing.add(name, made.read_bytes() if made.exists() else None)
    placing.carry_out()
    return True


def _contents(folder: Path) -> tuple[list[Path], list[Path]]:
    """All files below a folder; the folder and all folders below it."""
    files: list[Path] = []
    folders: list[Path] = []
    for place, _, names in os.walk(folder):
        folders.append(Path(place))
        files += (Path(place, name) for name in names)
    return files, folders


def _swap(beside: Path, out: Path) -> None:
    """The old site into the staging folder, the new one into its place.

    Another run may put its own there in between: then that one is as old as the first.
    """
    is_new = False
    try:
        for number in range(_TRIES):
            if os.path.lexists(out):
                refuse_foreign(out)
                with suppress(FileNotFoundError):
                    move_folder(out, beside / OLD / str(number))
            try:
                move_folder(beside / NEW, out)
                is_new = True
                break
            except OSError as problem:
                taken = {errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR}
                if problem.errno not in taken or number == _TRIES - 1:
                    raise
        flush_folder(out.parent)
    except BaseException as problem:  # Ctrl-C too: the old site goes back at once
        try:
            if is_new:
                move_folder(out, beside / NEW)
            bring_back(beside, out)
        except OSError:
            if isinstance(problem, OSError):
                raise HalfDone(problem.errno, problem.strerror, problem.filename) from problem
        raise


def fill_folder(folder: Path, files: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """Write all files into a new or an empty folder, or none of them. `files` are named by their place in it.

    They are made in a folder inside it; then what lies at its top moves up, by one rename each. A run that is killed
    meanwhile is finished by the next one.
    """
    with unwritable(folder, chosen=False) as findings, made_folder(folder), staging(folder, "", None) as inside:
        put(inside / NEW, files.items())
        flush(*_contents(inside / NEW))
        _move_up(inside, folder)
    return tuple(findings)


def _move_up(inside: Path, folder: Path) -> None:
    say_whole(inside)
    flush_folder(inside)
    moved: list[Path] = []
    try:
        for path in to_move_up(inside, folder):
            moved.append(folder / path.name)
            move(path, folder / path.name)
        flush_folder(folder)
        (inside / WHOLE).unlink()
    except BaseException:
        _clear(moved)
        with suppress(OSError):
            (inside / WHOLE).unlink()
        raise


def _clear(places: Iterable[Path]) -> None:
    """Remove files and folders that were made in vain."""
    for place in places:
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place, ignore_errors=True)
        else:
            with suppress(OSError):
                place.unlink()
