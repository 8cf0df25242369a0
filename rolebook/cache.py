"""Results of former runs, by what they were made of: below `keeping(root)`, what was worked out once is not again.

    ROOT/.cache/rolebook            one result a line: its key, its seal, the result as JSON
    ROOT/.cache/rolebook-runs       of the same form: what whole commands gave
    ROOT/.cache/rolebook-last       a large result alone, of which only the last is kept: what the site was made of
    ~/.cache/rolebook/seal          32 random bytes, for this user alone (XDG_CACHE_HOME; on Windows LOCALAPPDATA)

A key is the keyed digest of everything that a result depends on: the bytes of the files, the schemas, this program.
So a result that is found is right, whatever the clock says of the files, and one that depends on something else is
not found. The seal is the keyed digest of the key and the result: a line that was damaged, or made by anybody who does
not have the 32 bytes (a pull request that brings a .cache with it, a colleague in a shared folder), is not found
either. What is read is JSON, of which nothing is run but the code of templates (`site/template_language.py`).

The file may be deleted at any time. Where it cannot be read or written, everything is worked out.
"""

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache, cached_property
from hmac import compare_digest
from pathlib import Path
from typing import Any, TypeAlias

Line: TypeAlias = tuple[str, bytes, bytes]
"""Of a result: its key, its seal, and itself as JSON."""
Plain: TypeAlias = Any
"""What JSON gives back as it was: dict with texts as keys, list, str, int, finite float, bool, None."""

FOLDER, _FILE = ".cache", "rolebook"
_MOST = 1_000_000_000
"""Bytes of a file of results that is read."""
_SMALL = 4_000_000
"""A file of fewer bytes is never written anew, whatever of it is out of use."""
_SEAL = 32
_DIGITS = 32
"""Hex digits of a key and of a seal."""
_READ = sum(getattr(os, name, 0) for name in ("O_RDONLY", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY", "O_NOFOLLOW"))
_ADD = sum(getattr(os, name, 0) for name in ("O_WRONLY", "O_APPEND", "O_CREAT", "O_CLOEXEC", "O_BINARY", "O_NOFOLLOW"))


class _Recent(dict[str, Any]):
    """What was asked for lately: a turn that ends takes away what neither it nor the one before has used."""

    def __init__(self) -> None:
        super().__init__()
        self._used: set[str] = set()
        self._before: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self._used.add(key)
        return super().__getitem__(key)

    def __setitem__(self, key: str, value: Any) -> None:
        self._used.add(key)
        super().__setitem__(key, value)

    def end_turn(self) -> None:
        """Forget the rest."""
        for key in self.keys() - self._used - self._before:
            del self[key]
        self._before, self._used = self._used, set()


class Cache:
    """The results of one handbook; without a seal there are none, and none are kept."""

    def __init__(self, root: Path, seal: bytes | None, *, is_lasting: bool = False, file: str = _FILE) -> None:
        """`is_lasting`: of a process that works on a handbook again and again."""
        self.is_lasting = is_lasting
        self._root, self._seal = root, seal
        self._place = root / FOLDER / file
        self._size = 0
        self._used: dict[str, None] = {}
        """The keys that this run has asked for, the last one last."""
        self._new: list[str] = []
        self._most = 0
        """Bytes of what is used that are remembered; 0 until it is known how much a state uses."""
        self.alive = _Recent()
        """Key → what this process has made of a result, where that takes long too; none of it may ever change."""

    def beside(self, name: str) -> "Cache":
        """Results of the same handbook in a file of their own: whoever asks for them reads no others."""
        return Cache(self._root, self._seal, file=f"{_FILE}-{name}")

    def key(self, kind: str, inputs: Iterable[bytes]) -> str:
        """The key of a result of this kind that depends on these bytes and on nothing else but the program."""
        whole = _keyed(self._seal, b"key")
        for one in (_program(), kind.encode(), *inputs):
            whole.update(len(one).to_bytes(8, "big"))
            whole.update(one)
        return whole.hexdigest()

    def digest(self, text: str) -> str:
        """16 hex digits that stand for a text, and tell nobody else anything of it."""
        whole = _keyed(self._seal, b"text", 16)
        whole.update(text.encode("utf-8", "surrogatepass"))
        return whole.hexdigest()

    def recall(self, key: str) -> Plain:
        """The result of this key; None where there is none, or none that can be trusted."""
        found = self._lines.get(key)
        if found is None:
            return None
        seal, text = found
        if not compare_digest(seal, self._sealed(key, text)):
            del self._lines[key]
            self._used.pop(key, None)
            return None
        self._used.pop(key, None)
        self._used[key] = None
        return json.loads(text.decode("utf-8", "surrogatepass"))

    @property
    def is_active(self) -> bool:
        """Whether anything is kept."""
        return self._seal is not None

    def has(self, key: str) -> bool:
        """Whether there may be a result of this key: it is not proved, and counts as used."""
        if key not in self._lines:
            return False
        self._used.setdefault(key)
        return True

    def keep(self, key: str, result: Plain) -> None:
        """Remember a result, which must not be None."""
        if self._seal is not None:
            text = json.dumps(result, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode(
                "utf-8", "surrogatepass"
            )
            self.take([(key, self._sealed(key, text), text)])

    def take(self, lines: Iterable[Line]) -> None:
        """Remember what a copy of this process has kept."""
        for key, seal, text in lines:
            self._used[key] = None
            if self._lines.get(key) != (seal, text):  # several may have kept the same
                self._lines[key] = (seal, text)
                self._new.append(key)

    def kept_by(self, work: Callable[[], object]) -> list[Line]:
        """What a work keeps, for `take`."""
        before = len(self._new)
        work()
        return [(key, *self._lines[key]) for key in self._new[before:]]

    def save(self) -> None:
        """Write what is new; where most of a large file is out of use, what this run has used and nothing else.

        A process that goes on and on forgets what it has not used for long.
        """
        self.alive.end_turn()
        if not self._new:
            return
        self._forget()
        added = b"".join(b"\n%b" % self._line(key) for key in self._new)  # a line that was cut off ends here
        used = sum(map(self._length, self._used))
        with suppress(OSError):
            self._begin()
            if self._size + len(added) > max(_SMALL, 4 * used):
                whole = b"".join(map(self._line, self._used))
                _write_anew(self._place, whole)
                self._size = len(whole)
            else:
                with os.fdopen(os.open(self._place, _ADD, 0o600), "ab") as file:
                    file.write(added)
                self._size += len(added)
            self._hide()
        self._new.clear()

    def _forget(self) -> None:
        """Where it has become far more than what was used at first, what was not used for longest goes."""
        size = sum(map(self._length, self._used))
        self._most = self._most or 4 * max(_SMALL, size)
        for key in [*self._used] if size > self._most else ():
            if size > self._most // 2 and key not in self._new:
                size -= self._length(key)
                del self._used[key], self._lines[key]

    def _line(self, key: str) -> bytes:
        """A result as it stands in the file."""
        return b"%b %b %b\n" % (key.encode(), *self._lines[key])

    def _length(self, key: str) -> int:
        return len(self._lines[key][1])

    def recall_last(self, key: str) -> Plain:
        """The last result that was kept apart, if it is of this key."""
        if self._seal is None or not _is_folder(self._place.parent):
            return None
        with suppress(OSError), os.fdopen(os.open(self._last, _READ), "rb") as file:
            begins = b"%b " % key.encode()
            if file.read(len(begins)) != begins:
                return None
            seal, _, text = file.read(_MOST).partition(b" ")
            if compare_digest(seal, self._sealed(key, text)):
                return json.loads(text.decode("utf-8", "surrogatepass"))
        return None

    def keep_last(self, key: str, result: Plain) -> None:
        """Remember a large result in the place of the one before, in a file of its own: only the last is of use."""
        if self._seal is not None:
            text = json.dumps(result, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
            with suppress(OSError):
                self._begin()
                _write_anew(self._last, b" ".join((key.encode(), self._sealed(key, text), text)))
                self._hide()

    @property
    def _last(self) -> Path:
        return self._place.with_name(f"{_FILE}-last")

    def _sealed(self, key: str, text: bytes) -> bytes:
        whole = _keyed(self._seal, b"result")
        whole.update(key.encode())
        whole.update(text)
        return whole.hexdigest().encode()

    @cached_property
    def _lines(self) -> dict[str, tuple[bytes, bytes]]:
        """Key → seal and JSON, not proved yet: as they are when somebody first asks for any."""
        lines: dict[str, tuple[bytes, bytes]] = {}
        if self._seal is None or not _is_folder(self._place.parent):
            return lines
        with suppress(OSError), os.fdopen(os.open(self._place, _READ), "rb") as file:
            data = file.read(_MOST + 1)
            self._size = len(data)
            for line in data.split(b"\n") if len(data) <= _MOST else ():
                key, _, rest = line.partition(b" ")
                seal, _, text = rest.partition(b" ")
                if len(key) == len(seal) == _DIGITS and key.isalnum():
                    lines[key.decode("ascii", "replace")] = (seal, text)
        return lines

    def _begin(self) -> None:
        """Make the folder. Raises OSError, also where a link is in its place."""
        folder = self._place.parent
        folder.mkdir(exist_ok=True)
        if not _is_folder(folder):
            raise NotADirectoryError(folder)

    def _hide(self) -> None:
        """Once there is something in it, git does not take the folder in; a list of somebody's own stays."""
        with suppress(FileExistsError), (self._place.parent / ".gitignore").open("xb") as file:
            file.write(b"*\n")


def _write_anew(place: Path, data: bytes) -> None:
    draft = place.with_name(f"{_FILE}-{os.urandom(8).hex()}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)


_NONE = Cache(Path(), None)
_current: ContextVar[Cache] = ContextVar("cache", default=_NONE)


@contextmanager
def keeping(root: Path, made: Cache | None = None) -> Iterator[None]:
    """Use and keep the results of the handbook at `root` meanwhile. Never fails: without them, all is worked out.

    `made`: those of a process that works on it again and again, from `opened`.
    """
    if not (root / "content").is_dir():
        yield
        return
    made = made or opened(root)
    token = _current.set(made)
    try:
        yield
    finally:
        _current.reset(token)
        made.save()


def opened(root: Path, *, is_lasting: bool = False) -> Cache:
    """What is kept of the handbook at `root`."""
    return Cache(root, _seal(), is_lasting=is_lasting)


def current() -> Cache:
    """The cache in use; an empty one that keeps nothing outside of `keeping`."""
    return _current.get()


def sealed(data: bytes) -> str:
    """32 hex digits that nobody but this user can make of the data; empty where the user's seal cannot be kept."""
    whole = _keyed(seal := _seal(), b"data")
    whole.update(data)
    return whole.hexdigest() if seal else ""


def _keyed(seal: bytes | None, use: bytes, digits: int = _DIGITS) -> hashlib.blake2b:
    """The beginning of a digest; one that was made for another use is worth nothing."""
    return hashlib.blake2b(key=seal or b"", digest_size=digits // 2, person=use)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _own_folder() -> Path | None:
    """Where programs keep what is this user's alone; None where nobody knows."""
    said = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", "")
    try:
        folder = Path(said) if said else Path.home() / ".cache"
    except RuntimeError:
        return None
    return folder / "rolebook" if folder.is_absolute() else None


def _seal() -> bytes | None:
    """The user's 32 bytes, made where there are none; None where they cannot be kept."""
    folder = _own_folder()
    if folder is None:
        return None
    place = folder / "seal"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for _ in range(2):
            with suppress(FileNotFoundError), os.fdopen(os.open(place, _READ), "rb") as file:
                seal = file.read(_SEAL + 1)
                if len(seal) == _SEAL:
                    return seal
                place.unlink(missing_ok=True)  # cut off while it was written
            with suppress(FileExistsError):
                handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
                with os.fdopen(handle, "wb") as file:
                    file.write(os.urandom(_SEAL))
    except OSError:
        return None
    return None


@cache
def _program() -> bytes:
    """What stands for this program: all its files but compiled ones, Python, and the versions of all libraries.

    Where one of them cannot be read, something that no result was ever kept under.
    """
    try:
        return _digest_of_program()
    except OSError:
        return os.urandom(_SEAL)


def _digest_of_program() -> bytes:
    whole = hashlib.blake2b(f"{sys.version} {sys.byteorder}".encode())
    package = str(Path(__file__).parent)
    for place, folders, names in os.walk(package):
        folders[:] = sorted(name for name in folders if name not in {"__pycache__", "data"})
        for name in sorted(names):
            with open(f"{place}/{name}", "rb") as file:  # noqa: PTH123  # pathlib would double the time of 400 files
                whole.update(f"\0{place.removeprefix(package)}/{name}\0".encode())
                whole.update(file.read())
    for place in filter(os.path.isdir, sys.path):
        whole.update(
            "\0".join(sorted(one.name for one in Path(place).iterdir() if one.suffix == ".dist-info")).encode()
        )
    return whole.digest()
