"""The packages of Word and Excel, opened within limits, and their parts of XML; nothing outside is ever fetched."""

import posixpath
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any, TypeAlias

from rolebook.importing.blocks import DocumentRefused
from rolebook.importing.readers.limits import MOST_PARTS, MOST_UNPACKED, MOST_XML, damaged
from rolebook.sheets.package import BadPackage, BadXml, NoPackage, Reader, TooMuch, opened, read_xml
from rolebook.zip_faults import NOT_UNPACKED

Element: TypeAlias = Any
"""An element of lxml, which has no types."""

_STRICT = {
    f"http://purl.oclc.org/ooxml/{strict}".encode(): f"http://schemas.openxmlformats.org/{usual}".encode()
    for strict, usual in (
        ("wordprocessingml/main", "wordprocessingml/2006/main"),
        ("officeDocument/relationships", "officeDocument/2006/relationships"),
        ("officeDocument/math", "officeDocument/2006/math"),
        ("drawingml/main", "drawingml/2006/main"),
        ("drawingml/diagram", "drawingml/2006/diagram"),
    )
}
"""Names that “Strict Open XML” gives to the same things."""


def package(data: bytes, kind: str) -> zipfile.ZipFile:
    """The package of a document; `kind` is what its program is called (`Word`). Raises DocumentRefused."""
    try:
        archive = opened(data, MOST_UNPACKED, MOST_PARTS)
    except NoPackage as problem:
        raise damaged(kind) from problem
    except TooMuch as problem:
        raise too_much(kind, problem) from problem
    except BadPackage as problem:
        raise DocumentRefused(
            f"这个 {kind} 文件{problem.said.zh}，请打开后另存一份再试。",
            f"This {kind} file {problem.said.en}; open it and save it anew.",
        ) from problem
    if sum(part.file_size for part in archive.infolist() if part.filename.endswith(".xml")) > MOST_XML:
        raise too_much(kind, TooMuch("的文字太多", "has too much text"))
    return archive


def too_much(kind: str, problem: TooMuch) -> DocumentRefused:
    """A package, or a part of it, that says to hold more than is read."""
    return DocumentRefused(
        f"这个 {kind} 文件{problem.said.zh}，没有读取；请把文字复制到一份新文件中再试。",
        f"This {kind} file {problem.said.en} and was not read; copy its text into a new file.",
    )


def xml(archive: zipfile.ZipFile, part: str, kind: str) -> Element | None:
    """The root of a part; None where there is no such part. Raises DocumentRefused."""
    from lxml import etree

    info = archive.NameToInfo.get(part)
    if info is None:
        return None
    try:
        data = archive.read(info)
        read_xml(BytesIO(data), Reader())  # proves that it declares no document type, and is not nested beyond measure
        if b"http://purl.oclc.org/ooxml/" in data:
            for strict, usual in _STRICT.items():
                data = data.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        return etree.fromstring(data, parser)
    except TooMuch as problem:
        raise too_much(kind, problem) from problem
    except (BadXml, etree.XMLSyntaxError, *NOT_UNPACKED) as problem:
        raise damaged(kind) from problem


def related(archive: zipfile.ZipFile, part: str, kind: str) -> Mapping[str, tuple[str, str]]:
    """Id → what a part (`""` for the package itself) refers to inside the package. Raises DocumentRefused.

    Of each the part, and the last word of the kind of the reference.
    """
    folder, name = posixpath.split(part)
    root = xml(archive, posixpath.join(folder, "_rels", f"{name}.rels"), kind)
    found: dict[str, tuple[str, str]] = {}
    for reference in () if root is None else root:
        if reference.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, reference.get("Target", ""))).lstrip("/")
            found[reference.get("Id", "")] = (target, reference.get("Type", "").rpartition("/")[2])
    return found
