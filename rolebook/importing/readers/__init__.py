"""One module a format: each turns the bytes of a document into the same blocks. `read` finds the one that fits."""

import io
import zipfile
from collections.abc import Mapping
from importlib import import_module
from pathlib import PurePath

from rolebook.importing.blocks import Document, DocumentRefused
from rolebook.importing.readers.limits import kept, proved
from rolebook.zip_faults import NOT_OPENED

_MODULES = {"txt": "plain", "docx": "word", "xlsx": "workbook", "html": "web", "pdf": "pdf", "doc": "old_word"}
"""Format → the module of this folder that reads it."""
_WEB = frozenset((".html", ".htm", ".xhtml"))
_NO_TEXT = frozenset((".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".pdf", ".doc"))
"""What files are called that are no text: one without their signs inside is none of them."""
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STARTS: Mapping[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF",),
    "picture": (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF"),
    "rtf": (b"{\\rtf",),
    "packed": (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"),
}
"""What a file is → how it begins."""
_UNREAD: Mapping[str, str] = {".ofd": "ofd", ".wps": "wps", ".et": "wps", ".dps": "wps"}
_WAY_OUT = (
    "请用能打开它的程序另存为 .docx、.xlsx 或 .txt，再导入。",
    "save it as .docx, .xlsx or .txt with a program that opens it, and import that.",
)
_REFUSED: Mapping[str, tuple[str, str]] = {
    "picture": (
        "这是图片，没有文字：请用文字识别得到文本，校对后存为 .txt 或 .docx，再导入。",
        "this is a picture without text: have its text recognised, correct it, and import a .txt or .docx.",
    ),
    "ofd": (
        "还不能读 OFD 文件：请用 OFD 阅读器另存为 .docx 或 .txt，再导入。",
        "OFD files are not read: save it as .docx or .txt in an OFD reader.",
    ),
    "wps": (
        "还不能读 WPS 自己的格式：请用 WPS 打开，另存为 .docx（表格存为 .xlsx），再导入。",
        "WPS's own formats are not read: save it as .docx or .xlsx in WPS.",
    ),
    "xls": (
        "还不能读旧格式的 Excel 文件：请用 Excel 或 WPS 打开，另存为 .xlsx，再导入。",
        "the old format of Excel is not read: save it as .xlsx.",
    ),
    "rtf": ("还不能读 RTF 文件：请用 Word 或 WPS 打开，另存为 .docx，再导入。", "RTF is not read: save it as .docx."),
    "encrypted": (
        "这个文件设了密码：请在 Word 或 Excel 里打开，去掉密码，再导入。",
        "it has a password: open it, take the password away, and import it again.",
    ),
    "packed": (
        "这是压缩包：请解压，把里面的文档逐个导入。",
        "this is an archive: unpack it and import the documents in it.",
    ),
    "empty": (
        "文件是空的，没有可以导入的文字：请换一份有内容的。",
        "it is empty, with no text to import: use one that holds something.",
    ),
}
"""What cannot be read → what is wrong and what to do."""


def read(name: str, data: bytes) -> Document:
    """The document `name` as blocks, by what its bytes are rather than by what it is called.

    Raises DocumentRefused with one sentence and the way out: for what cannot be read, is encrypted, broken or empty.
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise _refused("empty")
    reader = import_module(f"{__name__}.{_MODULES[_format(name, proved(data))]}")
    document: Document = reader.read(PurePath(name).name, data)
    if not any(block.text.strip() for block in document.blocks):
        raise _refused("empty")
    kept(document.text)
    return document


def _format(name: str, data: bytes) -> str:
    """What the bytes are: a key of _MODULES. Raises DocumentRefused."""
    suffix = PurePath(name).suffix.lower()
    if data.startswith(b"PK"):
        return _zipped(suffix, data)
    if data.startswith(_COMPOUND):
        return _compound(suffix, data)
    found = next((what for what, starts in _STARTS.items() if data.startswith(starts)), "")
    if found == "pdf":
        return found
    if refused := _UNREAD.get(suffix) or found:
        raise _refused(refused)
    start = data[:1000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")) or suffix in _WEB:
        return "html"
    if suffix in _NO_TEXT:
        raise DocumentRefused(
            f"这个文件不是真正的 {suffix} 文件，或已损坏：{_WAY_OUT[0]}",
            f"it is no real {suffix} file, or broken: {_WAY_OUT[1]}",
        )
    return "txt"


def _compound(suffix: str, data: bytes) -> str:
    """The old format of office programs: Word's may be converted. Raises DocumentRefused."""
    if refused := "encrypted" if _ENCRYPTED in data else "xls" if suffix == ".xls" else _UNREAD.get(suffix):
        raise _refused(refused)
    return "doc"


def _zipped(suffix: str, data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
    except NOT_OPENED as problem:
        raise DocumentRefused(
            f"文件不完整或已损坏，打不开：请重新取得一份，或{_WAY_OUT[0].removeprefix('请')}",
            f"it is broken and cannot be opened: get it again, or {_WAY_OUT[1]}",
        ) from problem
    if "OFD.xml" in names:
        raise _refused("ofd")
    if any(one.startswith("word/") for one in names):
        return "docx"
    if any(one.startswith("xl/") for one in names):
        return "xlsx"
    if suffix in {".docx", ".xlsx"}:
        return suffix[1:]  # the reader says what is missing
    raise _refused("packed")


def _refused(why: str) -> DocumentRefused:
    return DocumentRefused(*_REFUSED[why])
