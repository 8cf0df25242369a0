"""What a company's Word template may consist of: whatever stands in it goes out with each sheet.

Parts, what parts refer to, and fields are each named on a list; everything else is refused with its place, so that no
sheet loads a picture from elsewhere, starts a program, or tells another host that somebody has opened it. Of addresses
outside the file only links of a text or a picture are allowed: nothing is fetched until a person clicks on one.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from rolebook.findings.finding import Position, error, reason
from rolebook.ordinary_files import NotRegular, TooLarge, read_regular
from rolebook.pictures.fault import Fault
from rolebook.pictures.raster import check_raster
from rolebook.sheets.broken import BrokenTemplate
from rolebook.sheets.package import BadPackage, BadXml, NoPackage, opened, read_xml
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording

FILE = "sheet.docx"
DOCUMENT = "word/document.xml"

LARGEST = 20_000_000
"""Bytes of the file, and of what it unpacks to."""
_MOST_PARTS = 500
_MOST_TOLD = 5
"""Faults that one message names."""

_TYPES = "[Content_Types].xml"
_SETTINGS_RELATIONS = "word/_rels/settings.xml.rels"
_DROPPED = re.compile(r"docProps/|customXml/|_rels/\.rels$|word/_rels/settings\.xml\.rels$")
"""About a person or a machine, or of no use to a sheet: taken out."""
_PERSONAL = re.compile(rb'(?:w|w15):author="')

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = {
    f"{_WORD}.{kind}+xml"
    for kind in (
        "document.main",
        "document.glossary",
        "styles",
        "settings",
        "fontTable",
        "numbering",
        "webSettings",
        "footnotes",
        "endnotes",
        "header",
        "footer",
    )
} | {
    "application/vnd.openxmlformats-officedocument.theme+xml",
    "application/vnd.ms-word.stylesWithEffects+xml",
    "application/vnd.openxmlformats-package.relationships+xml",
}
"""What a part of XML may be."""
_PICTURES = {"image/png": "png", "image/jpeg": "jpeg", "image/jpg": "jpeg"}
_OFFICE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/",
    "http://schemas.microsoft.com/office/2007/relationships/",
)
_RELATIONS = frozenset(
    {
        "styles",
        "stylesWithEffects",
        "settings",
        "fontTable",
        "theme",
        "numbering",
        "webSettings",
        "footnotes",
        "endnotes",
        "header",
        "footer",
        "image",
        "customXml",
        "glossaryDocument",
    }
)
"""What a part may refer to."""
_LINK = "hyperlink"
_LINKED = re.compile(r"(?:https?://|mailto:)[^\s\\]+", re.IGNORECASE)
"""Where a link may lead. Word makes one by itself of `www.example.com`."""
_LINKING = frozenset({"hyperlink", "hlinkClick"})
"""The elements that are links: any other that names the same relationship would fetch it."""
_TEMPLATE = "attachedTemplate"
"""What Word began the file from: a name of its maker's machine, which is taken out."""

_FIELDS = frozenset(
    {
        "PAGE",
        "NUMPAGES",
        "SECTION",
        "SECTIONPAGES",
        "STYLEREF",
        "REF",
        "PAGEREF",
        "NOTEREF",
        "SEQ",
        "TOC",
        "TC",
        "DATE",
        "TIME",
        "TITLE",
        "SUBJECT",
        "SYMBOL",
        "EQ",
        "=",
        "IF",
        "FORMTEXT",
        "FORMCHECKBOX",
        "FORMDROPDOWN",
    }
)
"""Fields that work with what stands in the file."""
_FIELD = re.compile(r"\s*(=|[^\s\\\"]*)")
_LINK_INSIDE = re.compile(r'\s*HYPERLINK\s+\\l\s+"?[^"\\]*"?\s*(?:\\[hotnm]\s*)*', re.IGNORECASE)
"""A link to a place in the file, as a table of contents has them."""

_ADDRESS = re.compile(
    r"\s*(?:[a-z][a-z0-9+.-]*:[\\/]|\\\\|//|(?:mailto|javascript|vbscript|data|file|mhtml):)", re.IGNORECASE
)
_NAMES_OF_OFFICE = (
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/",
    "http://purl.oclc.org/ooxml/",
    "http://www.w3.org/",
)
_PROSE = frozenset({"descr", "title", "name", "alt", "tooltip"})
"""Attributes that say something to a reader, whatever it looks like."""
_ADDRESSES = frozenset({"src", "href", "gfxdata"})
"""Attributes that name something elsewhere, or hold a package of their own."""
_FORBIDDEN = {
    "mailMerge": "邮件合并的数据源",
    "altChunk": "另一份文件",
    "subDoc": "子文档",
    "control": "控件",
    "OLEObject": "嵌入的对象",
}
"""Elements that stand for what is refused besides, said in a reader's words."""


def read_parts(path: Path) -> dict[str, bytes]:
    """The parts of the template that go into a sheet. Raises BrokenTemplate where it holds what none should carry."""
    parts = _unpacked(path)
    if DOCUMENT not in parts or any("vbaproject" in name.lower() for name in parts):
        broken("不是普通的 Word 文件（.docx，不带宏）", "not a plain Word file without macros")
    if any(_PERSONAL.search(data) for name, data in parts.items() if name.endswith(".xml")):
        broken(
            "其中有修订或批注，带有人员姓名",
            "holds tracked changes or comments, with a person's name",
            "在 Word 中接受全部修订，再用“文件 → 信息 → 检查文档”删去批注和个人信息。",
            "Accept the changes; remove comments and personal data with Word's document inspector.",
        )
    _refuse(_faults(parts))
    return {name: data for name, data in parts.items() if not _DROPPED.match(name)}


def refuse_faults_of(name: str, text: str, parts: Mapping[str, bytes]) -> None:
    """The same for one of the parts with its tags filled in: they may have made a field. Raises BrokenTemplate."""
    _refuse(_faults_of_xml(name, text.encode("utf-8"), parts))


def broken(zh: str, en: str = "", hint_zh: str = "", hint_en: str = "") -> NoReturn:
    """Raise BrokenTemplate: what is wrong with the template, and how to mend it."""
    raise BrokenTemplate(
        error(
            "broken-template",
            Position(f"templates/sheet/{FILE}", 1, 1),
            Wording(f"岗位说明书的 Word 模板有误：{zh}", f"the sheet's Word template is broken: {en or zh}"),
            Wording(
                hint_zh or "在 Word 中改正大括号内的标记，或恢复原来的文件。",
                hint_en or "Mend the tags in braces in Word, or restore the file.",
            ),
        )
    )


def _refuse(faults: Iterator[Wording]) -> None:
    found = list(dict.fromkeys(faults))
    if found:
        more = (
            Wording(f"；等 {len(found)} 处", f"; {len(found)} in all") if len(found) > _MOST_TOLD else Wording("", "")
        )
        broken(
            "；".join(fault.zh for fault in found[:_MOST_TOLD]) + more.zh,
            "; ".join(fault.en for fault in found[:_MOST_TOLD]) + more.en,
            "在 Word 中删去这些内容（不是网址或邮箱的链接用“取消超链接”，图片用“插入”而不用“链接到文件”），"
            "或恢复原来的文件。",
            "Take them out in Word (Remove Hyperlink, but for web and mail addresses; insert pictures, do not link "
            "them), or restore the file.",
        )


def _unpacked(path: Path) -> dict[str, bytes]:
    """Every part by its name. Raises BrokenTemplate."""
    try:
        with opened(read_regular(path, LARGEST), LARGEST, _MOST_PARTS) as file:
            names = [entry.filename for entry in file.infolist()]
            parts = {name: file.read(name) for name in sorted(names) if not name.endswith("/")}
    except FileNotFoundError:
        broken("没有这个文件", "the file is missing")
    except NotRegular:
        broken("这不是普通文件", "no regular file")
    except TooLarge:
        broken(
            f"文件超过 {LARGEST} 字节", f"more than {LARGEST} bytes", "请缩小其中的图片。", "Make its pictures smaller."
        )
    except NoPackage:
        broken("不是 Word 文件（.docx）", "not a Word file")
    except BadPackage as problem:
        broken(
            problem.said.zh, problem.said.en, "请缩小其中的图片，再保存。", "Make its pictures smaller, and save it."
        )
    except (zipfile.BadZipFile, zlib.error, EOFError):
        broken("文件已损坏", "the file is damaged")
    except OSError as problem:
        why = reason(problem)
        broken(f"无法读取（{why.zh}）", f"cannot be read ({why.en})")
    _refuse(_odd_names(names))
    return parts


def _odd_names(names: list[str]) -> Iterator[Wording]:
    """Names that lead out of the package, or that two parts share."""
    seen: set[str] = set()
    for name in names:
        folded = name.casefold()
        if folded in seen:
            yield Wording(f"{_shown(name)} 出现两次", f"{_shown(name)} is there twice")
        seen.add(folded)
        pieces = name.removesuffix("/").split("/")
        if "\\" in name or ":" in name or any(piece in {"", ".", ".."} for piece in pieces) or visible(name) != name:
            yield Wording(f"部分的名称 {_shown(name)} 不合规定", f"{_shown(name)} is no name for a part")


def _shown(text: str) -> str:
    return visible(shortened(text, 60))


# ---- parts and what they refer to


def _faults(parts: Mapping[str, bytes]) -> Iterator[Wording]:
    """All that a template may not hold."""
    kinds = _Kinds()
    yield from _read(_TYPES, parts.get(_TYPES, b""), kinds)
    for name, data in parts.items():
        if name == _TYPES or (_DROPPED.match(name) and name != _SETTINGS_RELATIONS):
            continue
        kind = kinds.of(name)
        if kind in _PICTURES:
            yield from _faults_of_picture(name, _PICTURES[kind], data)
        elif name.endswith(".rels"):
            relations = _Relations(name, parts)
            yield from _read(name, data, relations)
            yield from relations.faults
        elif kind in _KINDS:
            yield from _faults_of_xml(name, data, parts)
        else:
            shown = _shown(kind or "?")
            yield Wording(
                f"{_shown(name)} 这类内容（{shown}）不能放在模板中", f"{_shown(name)} ({shown}) has no place in it"
            )


def _read(name: str, data: bytes, reader: "_Kinds | _Relations | _Xml") -> Iterator[Wording]:
    try:
        read_xml(io.BytesIO(data), reader)
    except (BadXml, BadPackage):
        yield Wording(f"{_shown(name)} 不是完整的 XML，或声明了文档类型", f"{_shown(name)} is no whole, plain XML")


def _faults_of_picture(name: str, form: str, data: bytes) -> Iterator[Wording]:
    try:
        check_raster(form, data)
    except Fault as fault:
        yield Wording(f"{_shown(name)}：{fault.message.zh}", f"{_shown(name)}: {fault.message.en}")


def _faults_of_xml(name: str, data: bytes, parts: Mapping[str, bytes]) -> Iterator[Wording]:
    folder, _, file = name.rpartition("/")
    relations = _Relations(f"{folder}/_rels/{file}.rels".removeprefix("/"), parts)
    with suppress(BadXml, BadPackage):  # which is told of the relationships themselves
        read_xml(io.BytesIO(parts.get(relations.name, b"")), relations)
    reader = _Xml(name, relations.links)
    yield from _read(name, data, reader)
    reader.finish()
    yield from reader.faults


class _Kinds:
    """What each part is, as the package says."""

    def __init__(self) -> None:
        self._by_ending: dict[str, str] = {}
        self._by_name: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        kind = attributes.get("ContentType", "").lower()
        kind = next((known for known in _KINDS if known.lower() == kind), kind)
        if name.endswith(" Default"):
            self._by_ending[attributes.get("Extension", "").lower()] = kind
        elif name.endswith(" Override"):
            self._by_name[attributes.get("PartName", "").casefold()] = kind

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """Text between tags."""

    def of(self, name: str) -> str:
        """The kind of a part; empty where the package says none."""
        ending = name.rpartition(".")[2].lower()
        return self._by_name.get(f"/{name}".casefold()) or self._by_ending.get(ending, "")


class _Relations:
    """What is wrong with what a part refers to."""

    def __init__(self, name: str, parts: Mapping[str, bytes]) -> None:
        self.faults: list[Wording] = []
        self.links: set[str] = set()
        """The ids of links that lead out of the file."""
        self.name = name
        self._known = {part.casefold() for part in parts}
        self._folder = posixpath.dirname(posixpath.dirname(name))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if not name.endswith(" Relationship"):
            return
        kind, target = attributes.get("Type", ""), attributes.get("Target", "")
        what = kind.rpartition("/")[2]
        if what == _TEMPLATE and self.name == _SETTINGS_RELATIONS:
            return
        where, shown = _shown(self.name), f"{_shown(what)}：{_shown(target)}"
        mode = attributes.get("TargetMode", "Internal")
        known = kind.removesuffix(what) in _OFFICE
        if known and what == _LINK and mode == "External" and _LINKED.fullmatch(target):
            self.links.add(attributes.get("Id", ""))
        elif mode != "Internal":
            self.faults.append(
                Wording(f"{where} 引用文件以外的内容（{shown}）", f"{where} refers to something outside ({shown})")
            )
        elif not known or what not in _RELATIONS:
            self.faults.append(
                Wording(f"{where} 引用不允许的内容（{shown}）", f"{where} refers to what may not be ({shown})")
            )
        elif posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/").casefold() not in self._known:
            self.faults.append(
                Wording(f"{where} 引用的部分不存在（{shown}）", f"{where} refers to what is not there ({shown})")
            )

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """Text between tags."""


class _Xml:
    """What is wrong with a part: addresses, fields, and what stands for something from elsewhere."""

    def __init__(self, name: str, links: Collection[str]) -> None:
        """`links`: the ids by which the part refers to where its links lead."""
        self.faults: list[Wording] = []
        self._where = _shown(name)
        self._links = links
        self._codes: list[list[str]] = [[]]
        """Instructions of the open fields, each inside the one before; the first is outside of any."""
        self._reading = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = name.rpartition(" ")[2]
        if local in _FORBIDDEN:
            what = _FORBIDDEN[local]
            self.faults.append(Wording(f"{self._where} 中有{what}（{local}）", f"{self._where} has a {local}"))
        for key, value in attributes.items():
            self._attribute(local, key.rpartition(" ")[2], value)
            if value in self._links and local not in _LINKING:  # in whatever namespace: drawings have their own
                self.faults.append(
                    Wording(
                        f"{self._where} 中不是链接的内容（{local}）引用文件以外的地址",
                        f"{self._where} has a {local}, which is no link, that refers to an address outside",
                    )
                )
            if local == "fldChar" and key.endswith("fldCharType"):
                self._mark(value)
        self._reading = local in {"instrText", "delInstrText"}

    def end(self, name: str) -> None:
        """An element ends."""
        if name.rpartition(" ")[2] in {"instrText", "delInstrText"}:
            self._reading = False

    def text(self, data: str) -> None:
        """Text between tags."""
        if self._reading:
            self._codes[-1].append(data)

    def finish(self) -> None:
        """The part has ended: what was never closed counts too."""
        for code in self._codes:
            self._judge("".join(code))

    def _mark(self, kind: str) -> None:
        if kind == "begin":
            self._codes.append([])
            return
        self._judge("".join(self._codes[-1]))
        self._codes[-1].clear()
        if kind == "end" and len(self._codes) > 1:
            self._codes.pop()

    def _judge(self, code: str) -> None:
        found = _FIELD.match(code)
        name = found[1].upper() if found else ""
        if not code.strip() or name in _FIELDS or _LINK_INSIDE.fullmatch(code):
            return
        shown = _shown(code.strip())
        self.faults.append(Wording(f"{self._where} 中有不允许的域（{shown}）", f"{self._where} has a field ({shown})"))

    def _attribute(self, element: str, key: str, value: str) -> None:
        if element == "fldSimple" and key == "instr":
            self._judge(value)
        elif key in _PROSE or value.startswith(_NAMES_OF_OFFICE):
            return
        elif _ADDRESS.match(value) or (key in _ADDRESSES and value and not value.startswith("#")):
            shown = f"{key}={_shown(value)}"
            self.faults.append(
                Wording(
                    f"{self._where} 中有文件以外的地址（{shown}）", f"{self._where} names an address outside ({shown})"
                )
            )
