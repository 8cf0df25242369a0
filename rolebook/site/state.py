"""What stands for all that `check` reads: the names and bytes of content/, schemas/, templates/ and mkdocs.yml.

Of schemas and templates a handbook may have some itself, and then uses the others that come with Rolebook.
"""

import hashlib
import os
from pathlib import Path

from rolebook.findings.finding import Finding
from rolebook.loading.places import CONTENT
from rolebook.ordinary_files import read_file
from rolebook.supplied import MKDOCS, PRODUCT_PAGES, SCHEMAS, SHEET_TEMPLATES, SITE_TEMPLATES, TEMPLATES, supplied
from rolebook.yamltext.document import MAX_DEPTH

_LARGEST = 200_000_000


def inputs(root: Path) -> tuple[Path, ...]:
    """Where all that is read lies: the places of the handbook's own, there or not, and those of what it has not."""
    own = (root / name for name in (CONTENT, SCHEMAS, TEMPLATES, MKDOCS))
    parts = (SCHEMAS, SITE_TEMPLATES, SHEET_TEMPLATES, PRODUCT_PAGES, MKDOCS)
    return *own, *(place for name in parts if (place := supplied(name, root)) != root / name)


def state_of(root: Path) -> bytes | None:
    """A digest of them; None where one cannot be read, or is neither a file nor a folder: nothing stands for that."""
    whole = hashlib.blake2b()
    try:
        for place in inputs(root):
            _add(whole, place)
    except _Other:
        return None
    return whole.digest()


class _Other(Exception):
    """Something of which the bytes do not say what a command will find there."""


def _add(whole: hashlib.blake2b, place: Path, depth: int = 0) -> None:
    """A file, or a folder with all in it: each name, how much there is of it, and what it holds."""
    if place.is_symlink() or depth > MAX_DEPTH:
        raise _Other
    if not place.is_dir():
        data = read_file(place, place.name, _LARGEST) if place.exists() else b""
        if isinstance(data, Finding):
            raise _Other
        whole.update(f"{len(data)} ".encode())
        whole.update(data)
        return
    try:
        entries = sorted(entry.name for entry in os.scandir(place))
    except OSError as problem:
        raise _Other from problem
    whole.update(f"/{len(entries)} ".encode())
    for name in entries:
        if name != "__pycache__":
            whole.update(name.encode("utf-8", "surrogateescape") + b"\0")
            _add(whole, place / name, depth + 1)
