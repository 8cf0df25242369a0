"""What a built site is known by: the version it names, and the list of its files, so that nothing else is ever lost."""

import errno
import hashlib
import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path, PurePosixPath

from rolebook.ordinary_files import read_regular
from rolebook.publishing.disk import write_new
from rolebook.publishing.outputs import real_place, refused
from rolebook.publishing.staging import MARKER
from rolebook.words.text import visible

LIST = "rolebook-files.txt"
"""A file that holds the name of every file of the site but its own, with `/`, sorted, one a line."""
_LEFT_BY_VIEWERS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What Finder and Explorer leave in every folder that somebody has looked at."""
_AT_THE_TOP = frozenset({".html", ".xml", ".gz", ".png", ".jpg", ".jpeg", ".webp", ".svg"})
"""Endings of the files at the top of sites that were built before they had a list."""
_MAX_LIST = 100_000_000
_MAX_FILE = 2_000_000_000
_NAMED = 3
_NAMES = ("utf-8", "surrogateescape")
_NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)


def write_list(folder: Path, stays: Iterable[str] = ()) -> None:
    """List the files of a new site in it, and those of the old one that stay. Raises OSError."""
    write_new(folder / LIST, _list({name for name, _ in _contents(folder, frozenset())}.union(stays)))


def _list(names: Iterable[str]) -> bytes:
    return "".join(f"{name}\n" for name in sorted(names)).encode(*_NAMES)


def refuse_foreign(out: Path) -> None:
    """Raise Misuse unless `out` is missing, an empty folder or a site of ours that holds nothing of anybody else's."""
    foreign, strays = False, list[str]()
    with suppress(OSError):  # what cannot be looked at cannot be written either, and writing says so
        foreign = out.is_symlink() or (out.exists() and not out.is_dir())
        foreign = foreign or (out.is_dir() and any(out.iterdir()) and not (out / MARKER).is_file())
        strays = list(islice(_strays(out), _NAMED + 1)) if not foreign and out.is_dir() else []
    if foreign:
        raise refused(
            out,
            "不是空文件夹，也不是以前生成的手册，不能覆盖。请换一个 --out。",
            "is neither empty nor a handbook built before. Choose another --out.",
        )
    if strays:
        zh, en = (sign.join(map(visible, strays[:_NAMED])) for sign in ("、", ", "))
        more = len(strays) > _NAMED
        raise refused(
            out,
            f"中有不是由本程序生成的文件（{zh}{' 等' if more else ''}），覆盖会丢失它们，因此未写入任何内容。"
            "请把它们移到别处，或换一个 --out。",
            f"holds what is not of the handbook ({en}{' and others' if more else ''}) and would be lost: "
            "nothing was written. Move it elsewhere, or choose another --out.",
        )


def _strays(out: Path) -> Iterator[str]:
    """Names of what lies in a site and is not of it."""
    try:
        listed = {*_listed(out), LIST}
    except OSError as problem:
        if problem.errno != errno.ENOENT:
            yield LIST  # a folder or a link that leads nowhere
        for path in sorted(out.iterdir()):  # built before sites had a list
            is_ours = path.name == MARKER or (path.suffix in _AT_THE_TOP or path.is_dir())
            if path.name not in _LEFT_BY_VIEWERS and (path.name.startswith(".") or not is_ours):
                yield path.name
        return
    folders = _folders(listed)
    for name, is_folder in _contents(out, folders):
        if is_folder or (name not in listed and Path(name).name not in _LEFT_BY_VIEWERS):
            yield f"{name}/" if is_folder else name


def differing(out: Path, new: Path, stays: Collection[str] = ()) -> list[str] | None:
    """The names of the files by which a site differs from a new one, with `/`; None where it is to be swapped whole.

    That is where it has no list of its files, half of them differ, a folder of it is not in the new one, or something
    else stands in the place of a file. `stays`: those of the site that are known to be the same. Raises OSError.
    """
    if not (out / LIST).is_file():
        return None
    left = (name for name, _ in _contents(out, frozenset()) if PurePosixPath(name).name in _LEFT_BY_VIEWERS)
    had = {*_listed(out), LIST, *left}
    made = [name for name, _ in _contents(new, frozenset())]
    has = {*made, *stays}
    if not _folders(had) <= _folders(has) or not all(
        _is_ordinary(out / name) for name in (had | has).difference(stays)
    ):
        return None
    changed = [name for name in made if not _is_same(out / name, new / name)]
    changed += sorted(name for name in had - has if (out / name).exists())
    return changed if 2 * len(changed) <= len(has) else None


def standing(out: Path, name: str, digest: str) -> bytes | None:
    """The bytes of a file of a site where they have this SHA-256, whatever its times say; else None."""
    try:
        data = read_regular(out / name, _MAX_FILE, _NO_LINK)
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == digest else None


def digest_of(files: Mapping[str, str]) -> str:
    """What stands for a site with these files (name with `/` → SHA-256 in hexadecimal digits) and their list."""
    return hashlib.sha256("".join(f"{files[name]} {name}\n" for name in sorted(files)).encode(*_NAMES)).hexdigest()


def is_whole(out: Path, digest: str) -> bool:
    """Whether a site holds all files that this digest stands for as they were made, and nothing else."""
    if out.is_symlink():
        return False
    try:
        found = {}
        for name, is_folder in _contents(out, _folders(_listed(out))):
            if is_folder:
                return False
            data = read_regular(out / name, _MAX_FILE, _NO_LINK)
            found[name] = hashlib.sha256(data).hexdigest()
    except (OSError, ValueError):
        return False
    return found.pop(LIST, "") == hashlib.sha256(_list(found)).hexdigest() and digest_of(found) == digest


def _is_ordinary(path: Path) -> bool:
    """Whether a file stands there, or nothing."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except FileNotFoundError:
        return True
    except NotADirectoryError:
        return False


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()
    except FileNotFoundError:
        return False


def _folders(names: Iterable[str]) -> frozenset[str]:
    """The folders that files with these names lie in, with `/`."""
    parents = {name.rpartition("/")[0] for name in names}
    return frozenset(above.as_posix() for one in parents for above in (PurePosixPath(one), *PurePosixPath(one).parents))


def _listed(out: Path) -> list[str]:
    """The names in a site's list of its files. Raises OSError."""
    data = read_regular(out / LIST, _MAX_LIST)
    return [name for name in data.decode(*_NAMES).split("\n") if name]


def _contents(folder: Path, folders: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """(name with `/`, whether it is a folder) of the files below a folder.

    With `folders`, also of each folder, or link to one, that is not among them, and then of nothing inside it.
    """
    for place, inner, names in os.walk(folder):
        below = place[len(str(folder)) :].replace(os.sep, "/").strip("/")
        before = f"{below}/" if below else ""
        for name in sorted(names):
            yield f"{before}{name}", False
        inner.sort()
        if folders:
            for name in [*inner]:
                path = f"{before}{name}"
                if path not in folders or Path(place, name).is_symlink():
                    inner.remove(name)
                    yield path, True


def refuse_published(place: Path) -> None:
    """Raise Misuse where a file or folder would lie in a built site: whoever publishes that would publish it too."""
    real = real_place(place)
    for folder in (real, *real.parents):
        if os.path.isfile(folder / MARKER):  # noqa: PTH113  # unlike Path.is_file, it raises nothing
            site = visible(str(folder))
            raise refused(
                place,
                f"在生成的手册 {site} 中，会随网站一起公开，不能写入。请换一个位置。",
                f"lies in the built handbook {site} and would be published with it. Choose another place.",
            )
