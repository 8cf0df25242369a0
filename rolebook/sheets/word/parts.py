"""What a company's Word template may consist of: whatever stands in it goes out with each sheet.

Parts, what parts refer to, and fields are each named on a list; everything else is refused with its place, so that no
sheet loads a picture from elsewhere, starts a program, or tells another host that somebody has opened it. Of addresses
outside the file only links of a text or a picture are allowed: nothing is fetched until a person clicks on one.
"""

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from rolebook.findings.finding import Position, error
from rolebook.pictures.raster import Fault, check_raster
from rolebook.sheets.broken import BrokenTemplate, template_bytes
from rolebook.sheets.package import BadPackage, BadXml, NoPackage, Reader, opened, read_xml
from rolebook.sheets.word.allowed import KINDS, SETTINGS_RELATIONS, Kinds, PartXml, Relations, shown_shortly
from rolebook.supplied import SHEET_TEMPLATES, is_supplied
from rolebook.words.text import visible
from rolebook.words.wording import Wording
from rolebook.zip_faults import NOT_UNPACKED

FILE = "sheet.docx"
DOCUMENT = "word/document.xml"

LARGEST = 20_000_000
"""Bytes of the file, and of what it unpacks to."""
_MOST_PARTS = 500
_MOST_TOLD = 5
"""Faults that one message names."""

_TYPES = "[Content_Types].xml"
_PICTURES = {"image/png": "png", "image/jpeg": "jpeg", "image/jpg": "jpeg"}
_DROPPED = re.compile(r"docProps/|customXml/|_rels/\.rels$|word/_rels/settings\.xml\.rels$")
"""About a person or a machine, or of no use to a sheet: taken out."""
_PERSONAL = re.compile(rb'(?:w|w15):author="')


def read_parts(folder: Path) -> tuple[dict[str, bytes], bool]:
    """The parts of the template that go into a sheet, and whether it is the one that comes with Rolebook.

    Raises BrokenTemplate where it holds what none should carry.
    """
    if not (folder / FILE).exists():
        broken("没有这个文件", "the file is missing")
    data = template_bytes(folder, FILE, LARGEST)
    parts = _unpacked(data)
    if DOCUMENT not in parts or any("vbaproject" in name.lower() for name in parts):
        broken("不是普通的 Word 文件（.docx，不带宏）", "not a plain Word file without macros")
    if any(_PERSONAL.search(part) for name, part in parts.items() if name.endswith(".xml")):
        broken(
            "其中有修订或批注，带有人员姓名",
            "holds tracked changes or comments, with a person's name",
            "在 Word 中接受全部修订，再用“文件 → 信息 → 检查文档”删去批注和个人信息。",
            "Accept the changes; remove comments and personal data with Word's document inspector.",
        )
    _refuse(_faults(parts))
    kept = {name: part for name, part in parts.items() if not _DROPPED.match(name)}
    return kept, is_supplied(f"{SHEET_TEMPLATES}/{FILE}", data)


def refuse_faults_of(name: str, text: str, parts: Mapping[str, bytes]) -> None:
    """The same for one of the parts with its tags filled in: they may have made a field. Raises BrokenTemplate."""
    _refuse(_faults_of_xml(name, text.encode("utf-8"), parts))


def broken(zh: str, en: str = "", hint_zh: str = "", hint_en: str = "") -> NoReturn:
    """Raise BrokenTemplate: what is wrong with the template, and how to mend it."""
    raise BrokenTemplate(
        error(
            "broken-template",
            Position(f"templates/sheet/{FILE}", 1, 1),
            f"岗位说明书的 Word 模板有误：{zh}",
            f"the sheet's Word template is broken: {en or zh}",
        ).mend(
            hint_zh or "在 Word 中改正大括号内的标记，或恢复原来的文件。",
            hint_en or "Mend the tags in braces in Word, or restore the file.",
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


def _unpacked(data: bytes) -> dict[str, bytes]:
    """Every part by its name. Raises BrokenTemplate."""
    try:
        with opened(data, LARGEST, _MOST_PARTS) as file:
            names = [entry.filename for entry in file.infolist()]
            parts = {name: file.read(name) for name in sorted(names) if not name.endswith("/")}
    except NoPackage:
        broken("不是 Word 文件（.docx）", "not a Word file")
    except BadPackage as problem:
        broken(
            problem.said.zh, problem.said.en, "请缩小其中的图片，再保存。", "Make its pictures smaller, and save it."
        )
    except NOT_UNPACKED:
        broken("文件已损坏", "the file is damaged")
    _refuse(_odd_names(names))
    return parts


def _odd_names(names: list[str]) -> Iterator[Wording]:
    """Names that lead out of the package, or that two parts share."""
    seen: set[str] = set()
    for name in names:
        folded = name.casefold()
        if folded in seen:
            yield Wording(f"{shown_shortly(name)} 出现两次", f"{shown_shortly(name)} is there twice")
        seen.add(folded)
        pieces = name.removesuffix("/").split("/")
        if "\\" in name or ":" in name or any(piece in {"", ".", ".."} for piece in pieces) or visible(name) != name:
            yield Wording(f"部分的名称 {shown_shortly(name)} 不合规定", f"{shown_shortly(name)} is no name for a part")


def _faults(parts: Mapping[str, bytes]) -> Iterator[Wording]:
    """All that a template may not hold."""
    kinds = Kinds()
    yield from _read(_TYPES, parts.get(_TYPES, b""), kinds)
    for name, data in parts.items():
        if name == _TYPES or (_DROPPED.match(name) and name != SETTINGS_RELATIONS):
            continue
        kind = kinds.of(name)
        if kind in _PICTURES:
            yield from _faults_of_picture(name, _PICTURES[kind], data)
        elif name.endswith(".rels"):
            relations = Relations(name, parts)
            yield from _read(name, data, relations)
            yield from relations.faults
        elif kind in KINDS:
            yield from _faults_of_xml(name, data, parts)
        else:
            shown = shown_shortly(kind or "?")
            yield Wording(
                f"{shown_shortly(name)} 这类内容（{shown}）不能放在模板中",
                f"{shown_shortly(name)} ({shown}) has no place in it",
            )


def _read(name: str, data: bytes, reader: Reader) -> Iterator[Wording]:
    try:
        read_xml(io.BytesIO(data), reader)
    except (BadXml, BadPackage):
        yield Wording(
            f"{shown_shortly(name)} 不是完整的 XML，或声明了文档类型", f"{shown_shortly(name)} is no whole, plain XML"
        )


def _faults_of_picture(name: str, form: str, data: bytes) -> Iterator[Wording]:
    try:
        check_raster(form, data)
    except Fault as fault:
        yield Wording(f"{shown_shortly(name)}：{fault.message.zh}", f"{shown_shortly(name)}: {fault.message.en}")


def _faults_of_xml(name: str, data: bytes, parts: Mapping[str, bytes]) -> Iterator[Wording]:
    folder, _, file = name.rpartition("/")
    relations = Relations(f"{folder}/_rels/{file}.rels".removeprefix("/"), parts)
    with suppress(BadXml, BadPackage):  # which is told of the relationships themselves
        read_xml(io.BytesIO(parts.get(relations.name, b"")), relations)
    reader = PartXml(name, relations.links)
    yield from _read(name, data, reader)
    reader.finish()
    yield from reader.faults
