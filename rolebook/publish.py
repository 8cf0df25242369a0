"""Build beside, then swap: the site that was there stays whole until the new one stands in its place."""

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from rolebook.findings.finding import Finding, Position, error, reason
from rolebook.findings.problem import Misuse
from rolebook.words.wording import Wording

MARKER = "rolebook-version.txt"
"""A file that every site of ours holds: what may be replaced is known by it."""

_TRIES = 6


def replace_tree(out: Path, build: Callable[[Path], None]) -> tuple[Finding, ...]:
    """Let `build` fill a new folder beside `out`, then put it in the place of `out`.

    Raises Misuse where `out` is a foreign folder; whatever `build` raises passes through and leaves `out` untouched.
    """
    with _unwritable(out) as findings:
        refuse_foreign(out)
        _repair(out)
        out.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f"{out.name}.new-", dir=out.parent))
        try:
            _refuse_unwritable(out)
            build(staging)
            staging.chmod(0o755)
            _swap(staging, out)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return tuple(findings)


def write_file(path: Path, data: bytes) -> tuple[Finding, ...]:
    """Write a file in one rename: the old one or the new one, never half of it."""
    with _unwritable(path) as findings:
        path.parent.mkdir(parents=True, exist_ok=True)
        staged = _staged(path, data)
        try:
            _into(staged, path)
        except OSError:
            staged.unlink(missing_ok=True)
            raise
    return tuple(findings)


def write_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Write all files beside their places, then rename each into it: none appears before the last one is made.

    `files` gives (name, bytes) as they are made; what making them raises passes through and leaves nothing behind.
    """
    placed: list[Path] = []
    existed = folder.exists()
    with _unwritable(folder) as findings:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder, ".rolebook-new-*")
        staging = Path(tempfile.mkdtemp(prefix=".rolebook-new-", dir=folder))
        try:
            names = []
            for name, data in files:
                (staging / name).write_bytes(data)
                names.append(name)
            for name in names:
                (staging / name).chmod(0o644)
                _into(staging / name, folder / name)
                placed.append(folder / name)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
            if not existed and not placed:
                with suppress(OSError):
                    folder.rmdir()
    return tuple(placed), tuple(findings)


def fill_folder(folder: Path, files: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """Write all files into a new or an empty folder, or none of them. `files` are named by their place in it.

    They are made in a folder inside it; then what lies at its top moves up, by one rename each.
    """
    made: list[Path] = []
    whole = False
    with _unwritable(folder) as findings:
        new = next((path for path in (*reversed(folder.parents), folder) if not path.exists()), None)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            staging = Path(tempfile.mkdtemp(prefix=".rolebook-new-", dir=folder))
            made.append(staging)
            for name, data in files.items():
                place = staging / name
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
            for path in sorted(staging.iterdir()):
                made.append(folder / path.name)
                _into(path, folder / path.name)
            staging.rmdir()
            whole = True
        finally:
            if not whole:
                _clear(made if new is None else [new])
    return tuple(findings)


def _clear(places: Iterable[Path]) -> None:
    """Remove files and folders that were made in vain."""
    for place in places:
        if place.is_dir():
            shutil.rmtree(place, ignore_errors=True)
        else:
            place.unlink(missing_ok=True)


def _into(made: Path, place: Path) -> None:
    _retry(lambda: made.replace(place))


def replace_files(changes: Mapping[Path, bytes | None]) -> tuple[Finding, ...]:
    """Write several files, or delete those with None: all of them or none.

    Everything is written beside its place first; then come the renames. Where one fails, what was done is undone.
    """
    staged: dict[Path, Path] = {}
    done: list[Path] = []
    with _unwritable(next(iter(changes), Path())) as findings:
        before = {path: path.read_bytes() if path.is_file() else None for path in changes}
        try:
            for path, data in changes.items():
                if data is not None:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    staged[path] = _staged(path, data)
            for path in changes:
                _put(path, staged.get(path))
                done.append(path)
        except OSError:
            for path in reversed(done):
                old = before[path]
                with suppress(OSError):
                    _put(path, None if old is None else _staged(path, old))
            raise
        finally:
            for name in staged.values():
                name.unlink(missing_ok=True)
    return tuple(findings)


def _staged(path: Path, data: bytes) -> Path:
    """A file beside `path` that holds `data`."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:20]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _put(path: Path, staged: Path | None) -> None:
    """The staged file in its place; without one, the place emptied."""
    _retry(path.unlink if staged is None else lambda: staged.replace(path))


def _refuse_unwritable(out: Path) -> None:
    if out.exists() and not os.access(out, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(out))


def refuse_foreign(out: Path) -> None:
    """Raise Misuse unless `out` is missing, an empty folder or a site of ours: nothing else is ever replaced."""
    foreign = False
    with suppress(OSError):  # what cannot be looked at cannot be written either, and writing says so
        foreign = out.is_symlink() or (out.exists() and not out.is_dir())
        foreign = foreign or (out.is_dir() and any(out.iterdir()) and not (out / MARKER).is_file())
    if foreign:
        raise Misuse(
            f"{out} 不是空文件夹，也不是以前生成的手册，不能覆盖。请换一个 --out。",
            f"{out} is neither empty nor a handbook built before. Choose another --out.",
        )


def _repair(out: Path) -> None:
    """A swap that was cut off between its two renames left the old site under another name: bring it back."""
    with suppress(OSError):
        old = sorted(out.parent.glob(f"{out.name}.old-*"))
        if old and not out.exists():
            old.pop().rename(out)
        for folder in old:
            shutil.rmtree(folder, ignore_errors=True)
        _sweep(out.parent, f"{out.name}.new-*")


def _sweep(folder: Path, pattern: str) -> None:
    """Remove what a killed run left an hour ago or earlier; a younger one may still be at work."""
    for left in folder.glob(pattern):
        if time.time() - left.stat().st_mtime > 3600:
            shutil.rmtree(left, ignore_errors=True)


def _swap(new: Path, out: Path) -> None:
    old = out.parent / f"{out.name}.old-{os.getpid()}"
    moved = False
    if out.exists():
        _retry(lambda: out.rename(old))
        moved = True
    try:
        _retry(lambda: new.rename(out))
    except BaseException:  # Ctrl-C too: the old site goes back at once
        if moved:
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _retry(action: Callable[[], object]) -> None:
    """On Windows a virus scanner or Explorer may hold a file for a moment: six tries in 2.5 seconds."""
    for attempt in range(_TRIES):
        try:
            action()
        except PermissionError:
            if attempt == _TRIES - 1 or os.name != "nt":
                raise
            time.sleep(0.1 * 1.6**attempt)  # waiting is the remedy: another process holds the file
        else:
            return


@contextmanager
def _unwritable(place: Path) -> Iterator[list[Finding]]:
    """What the file system refuses becomes a finding."""
    findings: list[Finding] = []
    try:
        yield findings
    except OSError as problem:
        if isinstance(problem, FileNotFoundError) and problem.filename is None:
            raise
        why = reason(problem)
        named = Path(problem.filename).as_posix() if isinstance(problem.filename, str) else place.as_posix()
        findings.append(
            error(
                "unwritable-output",
                Position(place.as_posix(), 1, 1),
                Wording(f"无法写入 {named}（{why.zh}）", f"cannot write {named} ({why.en})"),
                Wording(
                    "检查文件夹的权限和磁盘空间，关闭正在使用它的程序，或用 --out 换一个位置。原有内容未改动。",
                    "Check permissions and space, close what uses it, or choose another --out. Nothing was changed.",
                ),
            )
        )
