"""Where the files lie that come with Rolebook beside its code: schemas, templates, the configuration of MkDocs.

A checkout has them in its own folders; an installed wheel has the same folders below `rolebook/data`. A handbook that
holds some of them itself, as a copy of the repository does, uses its own.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from rolebook.findings.finding import Finding
from rolebook.ordinary_files import read_file

SCHEMAS = "schemas"
TEMPLATES = "templates"
SITE_TEMPLATES = "templates/site"
SHEET_TEMPLATES = "templates/sheet"
PRODUCT_PAGES = "templates/pages"
"""Pages that come with Rolebook."""
NEW_LIBRARY = "templates/library"
"""What `init` writes."""
EXAMPLE = "tests/company/content"
"""The made-up company, which `init --example` writes."""
MKDOCS = "mkdocs.yml"

_PACKAGE = Path(__file__).parent
_INSTALLED = _PACKAGE / "data"

CHECKOUT = None if _INSTALLED.is_dir() else _PACKAGE.parent
"""The repository that the program runs from; None where it was installed as a wheel."""


def supplied(name: str, root: Path | None = None) -> Path:
    """The file or folder `name` (`schemas`, `templates/site`): that of the handbook at `root`, else Rolebook's own."""
    own = root / name if root else None
    return own if own and own.exists() else (CHECKOUT or _INSTALLED) / name


RECORDED = _PACKAGE / "supplied.json"
"""Folder or file → its digest, as `make digests` writes them: tests prove files that bear them, once and for all."""
_DIGESTED = (SITE_TEMPLATES, SHEET_TEMPLATES, PRODUCT_PAGES, SCHEMAS)
_RUN = ("site/*.html", "sheet/sheet.docx")
"""Templates that are known one by one."""
_LARGEST = 20_000_000


def is_as_supplied(name: str, root: Path) -> bool:
    """Whether the handbook at `root` uses the folder `name` just as it comes with Rolebook, line ends aside."""
    return digest_of(supplied(name, root)) == _recorded(name)


def are_as_supplied(name: str, texts: Iterable[tuple[str, str]]) -> bool:
    """Whether these files (name and text), in the order of their names, are those of the folder `name` of Rolebook."""
    return _digest((file, text.encode()) for file, text in texts) == _recorded(name)


def is_supplied(name: str, data: bytes) -> bool:
    """Whether these bytes are those of the file `name` (`templates/site/role.html`) of Rolebook, line ends aside.

    Templates of pages and the Word template only.
    """
    return _digest_of_bytes(data) == _recorded(name)


@cache
def _all_recorded() -> dict[str, str]:
    recorded: dict[str, str] = json.loads(RECORDED.read_text("utf-8"))
    return recorded


def _recorded(name: str) -> str | None:
    return _all_recorded().get(name)


def digest_of(folder: Path) -> str:
    """The SHA-256 of the names and bytes of all files in a folder; empty where one cannot be read."""
    files = []
    for name in sorted(_names_below(folder, ""), key=lambda name: name.split("/")):
        data = read_file(folder / name, name, _LARGEST)
        if isinstance(data, Finding):
            return ""
        files.append((name, data))
    return _digest(files)


def _names_below(folder: Path, before: str) -> Iterator[str]:
    """The names of all files below a folder, with `before` in front; of a link to a folder, its own."""
    with suppress(OSError), os.scandir(folder / before) as entries:
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                yield before + entry.name
            elif entry.name != "__pycache__":
                yield from _names_below(folder, f"{before}{entry.name}/")


def _digest(files: Iterable[tuple[str, bytes]]) -> str:
    whole = hashlib.sha256()
    for name, data in files:
        whole.update(f"{_digest_of_bytes(data)} {name}\n".encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


def _digest_of_bytes(data: bytes) -> str:
    """Without regard to line ends, which nothing but text has."""
    return hashlib.sha256(data if b"\0" in data else data.replace(b"\r\n", b"\n")).hexdigest()


def digests() -> dict[str, str]:
    """What `supplied.json` must hold."""
    files = [path for pattern in _RUN for path in sorted(supplied(TEMPLATES).glob(pattern))]
    return {
        **{name: digest_of(supplied(name)) for name in _DIGESTED},
        **{f"{TEMPLATES}/{path.parent.name}/{path.name}": _digest_of_bytes(path.read_bytes()) for path in files},
    }
