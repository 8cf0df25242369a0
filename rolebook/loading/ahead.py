"""Many files that are read for the first time: several processes find out what follows from each, and it is kept.

Whoever reads them then finds it kept, as in a second run. So nothing is lost where a process fails.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from rolebook.cache import Line, current
from rolebook.forked import Forked, processes
from rolebook.loading.content_files import may_be_kept, read_one
from rolebook.loading.facts_found import with_what_follows
from rolebook.loading.places import CONTENT, kind_of, right_name
from rolebook.loading.references import References
from rolebook.loading.schema import Schemas
from rolebook.model.kind import Kind

_LEAST = 2_000_000
"""Bytes of files from which on it pays to begin a process."""
_AT_ONCE = 12_000_000
"""Bytes of files that are read before anybody is told how far the reading is."""
_SAMPLE = 50
"""Of so many files one is looked up: where it is kept, the others are not read ahead."""


def read_ahead(
    root: Path, schemas: Schemas, watched: Callable[[Sequence[Path]], Iterable[Path]], paths: Sequence[Path]
) -> Iterator[Path]:
    """The paths one by one, as `watched` gives them; what follows from the file of each is kept before."""
    sizes = {path: _size(path) for path in paths}
    ahead = 0 if _is_worth_it(root, schemas, sizes) else len(paths)
    for number, path in enumerate(watched(paths)):
        if number == ahead:
            size = 0
            while ahead < len(paths) and size < _AT_ONCE:
                size += sizes[paths[ahead]]
                ahead += 1
            _keep(root, schemas, sorted(paths[number:ahead], key=sizes.__getitem__, reverse=True))
        yield path


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:  # whoever reads it says what is wrong
        return 0


def _is_worth_it(root: Path, schemas: Schemas, sizes: dict[Path, int]) -> bool:
    if processes() == 1 or not current().is_active or sum(sizes.values()) < _LEAST:
        return False
    return not any(may_be_kept(path, _kind(root, path), schemas) for path in list(sizes)[::_SAMPLE])


def _keep(root: Path, schemas: Schemas, paths: Sequence[Path]) -> None:
    share = processes()
    with Forked([partial(_kept, root, schemas, paths[first::share]) for first in range(share)]) as forked:
        for lines in forked.results():
            current().take(lines or ())


def _kept(root: Path, schemas: Schemas, paths: Sequence[Path]) -> list[Line]:
    """What is kept of files, by the time they are read."""

    def read() -> None:
        for path in paths:
            file = read_one(root, path, _kind(root, path), schemas)
            with_what_follows(file, References((file,), schemas), schemas)

    return current().kept_by(read)


def _kind(root: Path, path: Path) -> Kind:
    """The kind of a content file, which is known to have one."""
    kind = kind_of(path.with_name(right_name(path.name)).relative_to(root / CONTENT).as_posix())
    assert kind is not None
    return kind
