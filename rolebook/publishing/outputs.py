"""Where a command may write what the user asked for: never into what it reads, nor over what is something else."""

import errno
import io
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from rolebook.findings.problem import Misuse
from rolebook.publishing.staging import HOME
from rolebook.supplied import MKDOCS, supplied
from rolebook.words.text import visible

_FOLDERS = ("content", "schemas", "templates", HOME, ".git")
_FILES = (MKDOCS, "build.py")
_HEAD = 64
_SIGNATURES: Mapping[str, Callable[[bytes], bool]] = {
    "pdf": lambda old: old.startswith(b"%PDF-"),
    "docx": lambda old: old.startswith(b"PK\x03\x04"),
    "html": lambda old: old.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith((b"<!doctype html", b"<html")),
    "json": lambda old: old.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"{", b"["},
}
"""Format → whether a file that begins so is of this format."""
_SHEETS = "xl/workbook.xml"
_MAX_NAMES = 1_000_000
"""Bytes of the part of a spreadsheet that names its sheets; Excel writes a few thousand."""


def refused(place: Path, zh: str, en: str) -> Misuse:
    """That nothing is written at a place: the sentence behind its name."""
    shown = visible(str(place))
    return Misuse(f"{shown} {zh}", f"{shown} {en}")


def real_place(path: Path) -> Path:
    """Where a path leads, links followed, whether there is anything or not. Raises Misuse for links without an end."""
    try:
        path.stat()
    except (OSError, ValueError) as problem:
        if isinstance(problem, OSError) and problem.errno == errno.ELOOP:
            raise refused(
                path,
                "是一个最终指向自己的链接，或经过这样的链接。请换一个位置。",
                "is, or leads through, a link that leads back to itself. Choose another place.",
            ) from problem
    return Path(os.path.realpath(path))  # Path.resolve raises for such links, which exception depends on the version


def refuse_inputs(place: Path, root: Path, *, replaced: bool = False) -> None:
    """Raise Misuse where an output would come to lie in what a handbook is made from; `replaced`: or would replace it.

    Links, `..` and the letter case of the file system are seen through: folders are compared, not names.
    """
    real = real_place(place)
    inputs = [base / name for base in (root, supplied(MKDOCS).parent) for name in (*_FOLDERS, *_FILES)]
    within = any(_is_within(real, path) for path in inputs)
    if within or (replaced and any(real_place(path).is_relative_to(real) for path in (root, *inputs))):
        raise refused(
            place,
            "是手册的内容、模板或设置所在的位置，不能写入。请换一个位置。",
            "is where the handbook's content, templates or settings lie. Choose another place.",
        )


def _is_within(real: Path, folder: Path) -> bool:
    """Whether a place, its links resolved, is this file or folder or lies in it."""
    if real.is_relative_to(folder) or str(real).casefold().startswith(f"{folder}{os.sep}".casefold()):
        return True
    try:
        known = folder.stat()
    except OSError:
        return False
    for path in (real, *real.parents):
        try:
            if os.path.samestat(path.stat(), known):
                return True
        except OSError:
            continue
    return False


def refuse_other_format(place: Path, data: bytes, form: str) -> None:
    """Raise Misuse where a file that stands at the place is not of the format `form`; an empty one is of any.

    `data` is what is to be written there; a table is replaced only by one of its kind.
    """
    if not place.is_file():
        return
    with place.open("rb") as file:
        old = file.read(_HEAD)
    if old and form in _TABLES and not _TABLES[form](place, data):
        raise refused(
            place,
            "已经存在，而且不是由本程序导出的表格，不能覆盖。请换一个文件名。",
            "exists and is no table that this program exported: it is not replaced. Choose another name.",
        )
    if old and form in _SIGNATURES and not _SIGNATURES[form](old):
        raise refused(
            place,
            f"已经存在，而且不是 {form.upper()} 文件，不能覆盖。请换一个文件名。",
            f"exists and is no {form.upper()} file: it is not replaced. Choose another name.",
        )


def _begins_alike(place: Path, data: bytes) -> bool:
    with place.open("rb") as file:
        return file.read(_HEAD).startswith(data[: data.find(b",", 0, _HEAD) + 1])


def _first_sheet(book: Path | io.BytesIO) -> str | None:
    """The name of the first sheet of an XLSX file, None where there is none or it cannot be read."""
    import html  # these are of no use to most commands
    import zipfile

    from rolebook.zip_faults import NOT_UNPACKED

    try:
        with zipfile.ZipFile(book) as parts:
            if _SHEETS not in parts.namelist():
                return None
            with parts.open(_SHEETS) as part:
                found = re.search(rb"<(?:\w+:)?sheet\s[^>]*?\bname=[\"']([^\"'>]*)", part.read(_MAX_NAMES))
    except NOT_UNPACKED:
        return None
    return html.unescape(found[1].decode("utf-8", "replace")) if found else None


_TABLES: Mapping[str, Callable[[Path, bytes], bool]] = {
    "csv": _begins_alike,
    "xlsx": lambda old, new: (name := _first_sheet(old)) is not None and name == _first_sheet(io.BytesIO(new)),
}
"""Format of tables, which people fill in → whether the table that stands there is of the kind that will replace it.

A CSV has the same first heading, a spreadsheet the same name of its first sheet: a table of hires is no export.
"""
