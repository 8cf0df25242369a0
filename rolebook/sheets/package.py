"""Files of Office are zip packages of XML parts. They are opened within limits that hold before anything grows."""

import io
import zipfile
from typing import IO
from xml.parsers import expat

from rolebook.words.wording import Wording
from rolebook.zip_faults import NOT_OPENED, NOT_UNPACKED

_ENTRY = b"PK\x01\x02"
"""Begins the entry of each part in the directory at the end of the file."""
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""What Office writes. Others may ask for gigabytes before the first byte is unpacked."""
_CHUNK = 1 << 16
_LONGEST_TAG = 1 << 20
"""Bytes of a tag with its attributes, or of a comment: the parser keeps these whole."""
_DEEPEST = 100
"""Levels of elements inside each other."""
_MOST_ELEMENTS = 2_000_000
_MOST_NAMES = 10_000
"""Different names of elements and attributes: the parser keeps each."""


class BadPackage(Exception):
    """Why a package is not opened: `said`."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.said = Wording(zh, en)


class NoPackage(BadPackage):
    """It is no zip package at all; so are encrypted files of Office."""


class TooMuch(BadPackage):
    """It unpacks to more than was allowed."""


class BadXml(Exception):
    """A part is no XML, or no such as Office writes: it declares a document type, or is nested beyond measure."""


class Reader:
    """What is called for the pieces of a part; each reader looks at those that it needs.

    Names are `namespace local`, or `local` where there is no namespace.
    """

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """Text between tags, in one or several pieces."""


def opened(data: bytes, most: int, parts: int) -> zipfile.ZipFile:
    """The package of so many bytes. Raises BadPackage; of it, NoPackage, and TooMuch where it says to unpack to more.

    Reading a part gives no more bytes than the directory says, whatever the packed data hold.
    """
    if data.count(_ENTRY) > parts:
        raise TooMuch(f"其中的文件超过 {parts} 个", f"holds more than {parts} parts")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except NOT_OPENED as problem:
        raise NoPackage("不是压缩包", "is no package") from problem
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise BadPackage("已加密", "is encrypted")
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise BadPackage("压缩方式不是 Office 所用的", "is packed in a way that Office does not use")
    if sum(entry.file_size for entry in entries) > most:
        raise TooMuch("解压后太大", "unpacks to too much")
    return archive


def read_xml(stream: IO[bytes], reader: Reader) -> None:
    """Go once through a part, in little memory. Raises BadXml, TooMuch, and what `reader` raises."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    started = reader.start
    ended = reader.end
    depth = elements = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if depth > _DEEPEST:
            raise BadXml
        if elements > _MOST_ELEMENTS:
            raise TooMuch(f"内容超过 {_MOST_ELEMENTS} 处（空格子也算）", f"has more than {_MOST_ELEMENTS} elements")
        started(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        ended(name)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse
    read = 0
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk)
            read += len(chunk)
            if read - parser.CurrentByteIndex > _LONGEST_TAG or len(parser.intern) > _MOST_NAMES:
                raise BadXml
        parser.Parse(b"", True)  # noqa: FBT003  # the parser's own signature
    except (expat.ExpatError, LookupError, *NOT_UNPACKED) as problem:
        raise BadXml from problem


def _refuse(*_: object) -> None:
    raise BadXml
