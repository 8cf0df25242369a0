"""The folder in which a run makes what it will put in its place: known as ours by a random name and what lies in it.

    .rolebook-0123456789abcdef/     beside what is to be written; for edits of content/ inside ROOT/.rolebook
        owner.json                  names itself and the output; the run holds it locked while it lives
        new/  old/                  what was made, and what it replaces
        replaced/                   what was in old/, on its way out
        journal.json                only while files are being replaced (journal.py)
        whole                       only while what is in new/ moves up into a folder that was empty (folders.py)

    ROOT/.rolebook/0123456789abcdef.json    where such a folder stands elsewhere, so that any later command finds it

Whatever is ever swept away has both the name and the owner.json, and nobody holds it. Both owner.json and
whole bear the seal of the user: what a folder of anybody else holds, as in a pull request, is put nowhere.
"""

import errno
import json
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from rolebook.cache import sealed
from rolebook.publishing.disk import about, flush_folder, write_new
from rolebook.publishing.locks import Lock, take

MARKER = "rolebook-version.txt"
"""A file that every site of ours holds: what may be replaced is known by it."""
HOME = ".rolebook"
"""The folder below a handbook's root for what is not to outlast a command; git does not take it in."""
STAGING = re.compile(r"\.rolebook-([0-9a-f]{16})")
RECORD = re.compile(r"([0-9a-f]{16})\.json")
OWNER, JOURNAL, WHOLE, NEW, OLD = "owner.json", "journal.json", "whole", "new", "old"
_REPLACED = "replaced"
"""What `old` is called once nothing of it will be brought back."""
_LIMIT = 100_000
"""Bytes of an owner.json or a record; no real one comes near it."""
_TRIES = 10
_IGNORE, _IGNORED = ".gitignore", b"*\n"


@dataclass(frozen=True, slots=True)
class Owner:
    """What an owner.json says: the name of the folder to be replaced, beside the staging folder; empty for files.

    `is_own`: it bears the seal of this user, or this user can keep none.
    """

    output: str
    is_own: bool


def home(root: Path) -> Path:
    """ROOT/.rolebook, made where it is missing, open to whom the root is open. Raises OSError, also for a link."""
    folder = root / HOME
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        folder.chmod(stat.S_IMODE(root.stat().st_mode))
        with about(folder):
            flush_folder(root)
    if not is_own_folder(folder):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    ignored = folder / _IGNORE
    try:
        if not ignored.is_file() or ignored.read_bytes() != _IGNORED:
            ignored.write_bytes(_IGNORED)
    except OSError:  # as on a full disk, which has room for a folder but not for a file
        leave_home(root)
        raise
    return folder


def leave_home(root: Path) -> None:
    """Remove ROOT/.rolebook where nothing is left in it: another command makes it again."""
    folder = root / HOME
    with suppress(OSError):
        if is_own_folder(folder) and {path.name for path in folder.iterdir()} <= {_IGNORE}:
            (folder / _IGNORE).unlink(missing_ok=True)
            folder.rmdir()


def is_own_folder(path: Path) -> bool:
    """Whether this is a folder and no link to one."""
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False


@contextmanager
def staging(parent: Path, output: str, root: Path | None, *, private: bool = True) -> Iterator[Path]:
    """A new staging folder in `parent`, with `new` and `old`; removed in the end, unless a later run needs it.

    `root`: the handbook whose later commands are to find it, if this one is killed. `private`: nobody else may look
    in. Raises OSError.
    """
    token, record = _recorded(parent, root)
    try:
        folder, lock, token = _begun(parent, token, output, private=private)
        try:
            (folder / NEW).mkdir()
            (folder / OLD).mkdir()
            yield folder
        finally:
            if not is_under_way(folder) and not _holds_the_only_one(folder, output):
                clear(folder, lock)
            lock.release()
    finally:
        if record is not None:
            if not (parent / f".rolebook-{token}").exists():
                with suppress(OSError):
                    record.remove()
            record.release()
        if root is not None:
            leave_home(root)


def is_under_way(folder: Path) -> bool:
    """Whether files of a staging folder may stand in their places already, and others not yet."""
    return os.path.lexists(folder / JOURNAL) or os.path.lexists(folder / WHOLE)


def _holds_the_only_one(folder: Path, output: str) -> bool:
    """Whether what was replaced could not go back, and nothing has its place: a later run brings it back."""
    return bool(output) and not os.path.lexists(folder.parent / output) and any((folder / OLD).iterdir())


def _recorded(parent: Path, root: Path | None) -> tuple[str, Lock | None]:
    """A new name, and the record of it where nobody would look for it otherwise.

    Without a record, as where the root is read-only, only a later run with the same output finds it.
    """
    if root is None or parent in {root, root / HOME}:
        return os.urandom(8).hex(), None
    for _ in range(_TRIES):
        token = os.urandom(8).hex()
        try:
            lock = take(home(root) / f"{token}.json", os.O_CREAT | os.O_EXCL)
        except OSError:
            break
        if lock is not None:
            try:
                lock.write(_json({"format": 1, "folder": str(parent / f".rolebook-{token}")}))
            except OSError:
                with suppress(OSError):
                    lock.remove()
                break
            return token, lock
    return os.urandom(8).hex(), None


def _begun(parent: Path, token: str, output: str, *, private: bool) -> tuple[Path, Lock, str]:
    """The folder with its owner.json, locked: it counts as ours only once that is written."""
    for _ in range(_TRIES):
        folder = parent / f".rolebook-{token}"
        folder.mkdir(mode=0o700 if private else 0o777)
        lock = None
        try:
            lock = take(folder / OWNER, os.O_CREAT | os.O_EXCL)
            if lock is not None:
                seal = _seal(folder, OWNER, output)
                lock.write(_json({"format": 1, "token": token, "output": output, "seal": seal}))
                return folder, lock, token
        except FileNotFoundError:
            pass
        except BaseException:  # Ctrl-C too
            clear(folder, lock)
            raise
        # Another run took the empty folder for one whose owner was killed, in the moment before it had one.
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, sort_keys=True) + "\n").encode("utf-8", "surrogateescape")


def read_owner(folder: Path) -> Owner | None:
    """What the owner.json of a staging folder says; None where it is not one of ours."""
    value = read_json(folder / OWNER)
    name = STAGING.fullmatch(folder.name)
    if name is None or not isinstance(value, dict) or value.get("token") != name[1]:
        return None
    output = value.get("output")
    if not isinstance(output, str) or output in {".", ".."} or re.search(r"[/\\\0]", output):
        return None
    return Owner(output, _is_own(value, _seal(folder, OWNER, output)))


def say_whole(folder: Path) -> None:
    """Say in a staging folder that all that is in `new` may move up. Raises OSError."""
    write_new(folder / WHOLE, _json({"seal": _seal(folder, WHOLE)}))


def is_own_whole(folder: Path) -> bool:
    """Whether this user said so, or whoever it was where this user can keep no seal."""
    return _is_own(read_json(folder / WHOLE), _seal(folder, WHOLE))


def _seal(folder: Path, *said: str) -> str:
    return sealed(" ".join((folder.name, *said)).encode("utf-8", "surrogatepass"))


def _is_own(value: object, own: str) -> bool:
    return not own or (isinstance(value, dict) and value.get("seal") == own)


def recorded_folder(record: Path) -> Path | None:
    """The staging folder that a record names; None where it does not read like a record of ours."""
    value, name = read_json(record), RECORD.fullmatch(record.name)
    folder = value.get("folder") if isinstance(value, dict) else None
    if name is None or not isinstance(folder, str) or "\0" in folder:
        return None
    path = Path(folder)
    return path if path.is_absolute() and path.name == f".rolebook-{name[1]}" else None


def read_json(path: Path) -> object:
    """The value of a small JSON file of ours; None where it cannot be read, or is something else."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode) or path.stat().st_size > _LIMIT:
            return None
        value: object = json.loads(path.read_bytes().decode("utf-8", "surrogateescape"))
    except (OSError, ValueError, RecursionError):
        return None
    return value


def clear(folder: Path, lock: Lock | None) -> None:
    """Remove a staging folder as far as possible, with its owner.json, the file of the lock.

    What fails is tried once more, on Ctrl-C too. What cannot be removed keeps its owner.json: a later run sweeps it.
    """
    with suppress(OSError):  # half of an old site must never be taken for one to be brought back
        (folder / OLD).rename(folder / _REPLACED)
    try:
        _remove(folder, lock, ignoring=False)
    except BaseException as problem:
        with suppress(OSError):
            _remove(folder, lock, ignoring=True)
        if not isinstance(problem, OSError):
            raise


def _remove(folder: Path, lock: Lock | None, *, ignoring: bool) -> None:
    """The owner.json goes last: until then the folder is known as ours. Raises OSError while anything else is left."""
    import shutil  # which most commands have no use for

    for entry in sorted(folder.iterdir()):
        if is_own_folder(entry):
            shutil.rmtree(entry, ignore_errors=ignoring)
        elif entry.name != OWNER:
            with suppress(OSError) if ignoring else nullcontext():
                entry.unlink()
    if left := [entry for entry in folder.iterdir() if entry.name != OWNER]:
        raise OSError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY), str(left[0]))
    if lock is not None:
        lock.remove()
    folder.rmdir()
