"""Pages in Markdown and their pictures: those that come with Rolebook, and a company's own in content/pages.

Everything is proved here before MkDocs sees it, and MkDocs is handed what was proved, never a file: names and places,
encoding and size, front matter, nesting, and pictures. `page_links.py` proves the links, which needs the whole site.
"""

import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from rolebook.findings.finding import Finding, Position, Severity, error, has_errors
from rolebook.findings.manual import PAGE
from rolebook.loading.ids_given import TERMS
from rolebook.loading.places import PAGES, page_files
from rolebook.model.kinds import KINDS
from rolebook.ordinary_files import read_file
from rolebook.pictures.picture import read_picture
from rolebook.publishing.staging import MARKER
from rolebook.site.links import MISSING
from rolebook.site.links import PAGES as SINGLE
from rolebook.site.page_text import MAX_BYTES, PageText, read_page
from rolebook.supplied import PRODUCT_PAGES, supplied
from rolebook.words.ids import RESERVED
from rolebook.words.program import PROGRAM

MAX_PATH = 150
"""Characters of a path below content/pages: Windows unpacks no path of more than 260 in all."""
_DEEPEST = 8
"""Folders inside folders below content/pages."""

FOLDERS = frozenset(
    place.partition("/")[0]
    for place in (
        *SINGLE.values(),
        *(kind.address for kind in KINDS),
        *(f"{terms}/" for terms in TERMS.values()),
        "assets/",
        "data/",
        "statuses/",
    )
    if "/" in place
)
"""The folders of the site that hold its generated pages, scripts and data; a page that comes later needs its place."""
_FILES = frozenset(place for place in (*SINGLE.values(), MISSING, PAGE, MARKER, "sitemap.xml") if "/" not in place)
"""The files at the site's root that are made, but for the pages that a company's own may replace."""
_REPLACEABLE = frozenset({SINGLE["about"], SINGLE["guide"]})
_ADDRESS = re.compile(r"[^\s()<>\[\]\"'=#?]+\.\w+")
_FORBIDDEN = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"|?*\\\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]'
)
"""What no name may hold: Windows refuses it, or nobody sees it."""


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """Pages and pictures by their path below content/pages or templates/pages, and what is wrong with the others."""

    pages: Mapping[str, PageText] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    broken: frozenset[str] = frozenset()
    """Those that cannot be shown: a link to one is no fault besides."""


def own_files(root: Path) -> OwnFiles:
    """All that the site shows in Markdown; a page of the company's own replaces the product's of the same name."""
    folder = supplied(PRODUCT_PAGES, root)
    paths, faults = page_files(folder, folder.parents[1])
    product = _read(paths, folder, PRODUCT_PAGES)
    paths, _ = page_files(root / PAGES, root)  # its faults are among those of loading
    own = _read(paths, root / PAGES, PAGES)
    return OwnFiles(
        {name: _naming_the_program(page) for name, page in product.pages.items()} | dict(own.pages),
        {**product.pictures, **own.pictures},
        (*faults, *product.findings, *own.findings),
        product.broken | own.broken,
    )


def _naming_the_program(page: PageText) -> PageText:
    """A page that comes with Rolebook, with the command line as it is called here."""
    return replace(page, text=page.text.replace("python build.py", PROGRAM))


def address(path: str) -> str:
    """The place on the site of a file of the pages: `hr/start.html` for `hr/start.md`; README is a folder's index."""
    place = PurePosixPath(path)
    if place.suffix.lower() != ".md":
        return path
    stem = "index" if place.stem == "README" else place.stem
    return place.with_name(f"{stem}.html").as_posix()


def mentioned(name: str, text: str) -> Iterator[str]:
    """Every place that a page of this name may link to, from the site's root: what looks like the address of a file."""
    for found in _ADDRESS.findall(text):
        yield posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(found)))


def _read(paths: tuple[Path, ...], folder: Path, said: str) -> OwnFiles:
    pages: dict[str, PageText] = {}
    pictures: dict[str, bytes] = {}
    findings: list[Finding] = []
    taken: dict[str, str] = {}
    broken: set[str] = set()
    for path in paths:
        name = path.relative_to(folder).as_posix()
        at = Position(f"{said}/{_visible(name)}", 1, 1)
        faults = [*_name_faults(name, at), *_place_faults(name, at, taken)]
        findings += faults
        if faults:
            continue
        if path.suffix.lower() == ".md":
            text, found = _page(path, at)
            if text:
                pages[name] = text
        else:
            picture, found = read_picture(path, at.file)
            if picture:
                pictures[name] = picture.data
        if name not in pages and name not in pictures:
            broken.add(name)
        findings += found
    return OwnFiles(pages, pictures, tuple(findings), frozenset(broken))


def _page(path: Path, at: Position) -> tuple[PageText | None, tuple[Finding, ...]]:
    data = read_file(path, at.file, MAX_BYTES)
    if isinstance(data, Finding):
        return None, (data,)
    text, findings = read_page(data, at.file)
    return (None if has_errors(findings) else text), tuple(f for f in findings if f.severity is Severity.ERROR)


def _visible(name: str) -> str:
    """A name as it can be written, bytes that are no UTF-8 with their number."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _name_faults(name: str, at: Position) -> Iterator[Finding]:
    """What keeps a name from being an address, or from being unpacked on Windows."""
    parts = PurePosixPath(name).parts
    if any(map(_FORBIDDEN.search, parts)) or any(part != part.strip() or part.endswith(".") for part in parts):
        yield error(
            "file-name", at, "文件名中有不能使用的字符", "the name holds a character that it must not have"
        ).mend(
            '改名：不用 < > : " | ? * \\ 和不可见的字符，首尾不留空格，末尾不用点。',
            'Rename it: no < > : " | ? * \\, nothing invisible, no space at either end, no dot at the end.',
        )
    elif any(RESERVED.fullmatch(part.partition(".")[0]) for part in parts):
        yield error("file-name", at, "Windows 上不能有这个名称", "Windows can have no such name").mend(
            "con、aux、nul、com1 等是 Windows 的设备名。请改名。", "It is a device of Windows. Rename it."
        )
    if len(name) > MAX_PATH or len(parts) > _DEEPEST + 1:
        yield error(
            "too-large",
            at,
            f"路径超过 {MAX_PATH} 个字，或文件夹超过 {_DEEPEST} 层",
            f"a path of more than {MAX_PATH} characters, or more than {_DEEPEST} folders deep",
        ).mend("用短一些的名称，少套几层文件夹。", "Use shorter names and fewer folders.")


def _place_faults(name: str, at: Position, taken: dict[str, str]) -> Iterator[Finding]:
    """Whether the place on the site is another file's; `taken` holds those seen so far."""
    place = address(name).casefold()
    exact = address(name)
    first = place.partition("/")[0]
    if ("/" in place and first in FOLDERS) or (place in _FILES and place not in _REPLACEABLE):
        yield error(
            "bad-page",
            at,
            f"网址 {address(name)} 是手册自己要用的",
            f"the handbook itself needs the address {address(name)}",
        ).mend(
            f"换一个文件名；文件夹不能叫 {'、'.join(sorted(FOLDERS))}。",
            f"Rename it; no folder may be called {', '.join(sorted(FOLDERS))}.",
        )
    elif exact in taken:
        yield error("bad-page", at, f"网址与 {taken[exact]} 相同", f"it has the address of {taken[exact]}").mend(
            "请改名：README.md 就是文件夹的 index.html。", "Rename it: README.md is a folder's index.html."
        )
    else:
        taken[exact] = at.file
