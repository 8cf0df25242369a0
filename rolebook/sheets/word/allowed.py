"""What may stand in the parts of a Word template: their kinds, what they refer to, their fields and addresses.

Lists say what is allowed; a reader goes through a part and keeps in `faults` what is on none of them.
"""

import posixpath
import re
from collections.abc import Collection, Mapping

from rolebook.sheets.package import Reader
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording

SETTINGS_RELATIONS = "word/_rels/settings.xml.rels"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ORDINARY = ("styles", "settings", "fontTable", "numbering", "webSettings", "footnotes", "endnotes", "header", "footer")
"""Parts of Word's own that a document refers to by the name of their kind."""
KINDS = {f"{_WORD}.{kind}+xml" for kind in ("document.main", "document.glossary", *_ORDINARY)} | {
    "application/vnd.openxmlformats-officedocument.theme+xml",
    "application/vnd.ms-word.stylesWithEffects+xml",
    "application/vnd.openxmlformats-package.relationships+xml",
}
"""What a part of XML may be."""
_OFFICE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/",
    "http://schemas.microsoft.com/office/2007/relationships/",
)
_RELATIONS = frozenset({*_ORDINARY, "stylesWithEffects", "theme", "image", "customXml", "glossaryDocument"})
"""What a part may refer to."""
_LINK = "hyperlink"
_LINKED = re.compile(r"(?:https?://|mailto:)[^\s\\]+", re.IGNORECASE)
"""Where a link may lead. Word makes one by itself of `www.example.com`."""
_LINKING = frozenset({"hyperlink", "hlinkClick"})
"""The elements that are links: any other that names the same relationship would fetch it."""
_TEMPLATE = "attachedTemplate"
"""What Word began the file from: a name of its maker's machine, which is taken out."""

_FIELDS = frozenset(
    {"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF", "REF", "PAGEREF", "NOTEREF", "SEQ", "TOC", "TC",
     "DATE", "TIME", "TITLE", "SUBJECT", "SYMBOL", "EQ", "=", "IF", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN"}
)  # fmt: skip
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


def shown_shortly(text: str) -> str:
    """A name or address in a message."""
    return visible(shortened(text, 60))


class Kinds(Reader):
    """What each part is, as the package says."""

    def __init__(self) -> None:
        self._by_ending: dict[str, str] = {}
        self._by_name: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        kind = attributes.get("ContentType", "").lower()
        kind = next((known for known in KINDS if known.lower() == kind), kind)
        if name.endswith(" Default"):
            self._by_ending[attributes.get("Extension", "").lower()] = kind
        elif name.endswith(" Override"):
            self._by_name[attributes.get("PartName", "").casefold()] = kind

    def of(self, name: str) -> str:
        """The kind of a part; empty where the package says none."""
        ending = name.rpartition(".")[2].lower()
        return self._by_name.get(f"/{name}".casefold()) or self._by_ending.get(ending, "")


class _Judge(Reader):
    """Goes through the part `name`, and keeps in `faults` what is wrong with it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[Wording] = []

    def say(self, zh: str, en: str) -> None:
        """Something is wrong with the part, whose name stands before the sentence."""
        where = shown_shortly(self.name)
        self.faults.append(Wording(f"{where} {zh}", f"{where} {en}"))


class Relations(_Judge):
    """What is wrong with what a part refers to."""

    def __init__(self, name: str, parts: Mapping[str, bytes]) -> None:
        super().__init__(name)
        self.links: set[str] = set()
        """The ids of links that lead out of the file."""
        self._known = {part.casefold() for part in parts}
        self._folder = posixpath.dirname(posixpath.dirname(name))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if not name.endswith(" Relationship"):
            return
        kind, target = attributes.get("Type", ""), attributes.get("Target", "")
        what = kind.rpartition("/")[2]
        if what == _TEMPLATE and self.name == SETTINGS_RELATIONS:
            return
        shown = f"{shown_shortly(what)}：{shown_shortly(target)}"
        mode = attributes.get("TargetMode", "Internal")
        known = kind.removesuffix(what) in _OFFICE
        if known and what == _LINK and mode == "External" and _LINKED.fullmatch(target):
            self.links.add(attributes.get("Id", ""))
        elif mode != "Internal":
            self.say(f"引用文件以外的内容（{shown}）", f"refers to something outside ({shown})")
        elif not known or what not in _RELATIONS:
            self.say(f"引用不允许的内容（{shown}）", f"refers to what may not be ({shown})")
        elif posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/").casefold() not in self._known:
            self.say(f"引用的部分不存在（{shown}）", f"refers to what is not there ({shown})")


class PartXml(_Judge):
    """What is wrong with a part: addresses, fields, and what stands for something from elsewhere."""

    def __init__(self, name: str, links: Collection[str]) -> None:
        """`links`: the ids by which the part refers to where its links lead."""
        super().__init__(name)
        self._links = links
        self._codes: list[list[str]] = [[]]
        """Instructions of the open fields, each inside the one before; the first is outside of any."""
        self._reading = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = name.rpartition(" ")[2]
        if local in _FORBIDDEN:
            what = _FORBIDDEN[local]
            self.say(f"中有{what}（{local}）", f"has a {local}")
        for key, value in attributes.items():
            self._attribute(local, key.rpartition(" ")[2], value)
            if value in self._links and local not in _LINKING:  # in whatever namespace: drawings have their own
                self.say(
                    f"中不是链接的内容（{local}）引用文件以外的地址",
                    f"has a {local}, which is no link, that refers to an address outside",
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
        shown = shown_shortly(code.strip())
        self.say(f"中有不允许的域（{shown}）", f"has a field ({shown})")

    def _attribute(self, element: str, key: str, value: str) -> None:
        if element == "fldSimple" and key == "instr":
            self._judge(value)
        elif key in _PROSE or value.startswith(_NAMES_OF_OFFICE):
            return
        elif _ADDRESS.match(value) or (key in _ADDRESSES and value and not value.startswith("#")):
            shown = f"{key}={shown_shortly(value)}"
            self.say(f"中有文件以外的地址（{shown}）", f"names an address outside ({shown})")
