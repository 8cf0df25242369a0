"""A sheet as HTML: the piece that the form's page shows, and a file of its own that needs no site."""

import base64
import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import segno
from jinja2 import Template
from jinja2 import TemplateError as JinjaError
from markupsafe import Markup

from rolebook.bounded_jinja import places, told
from rolebook.findings.finding import Finding, Position, error, reason
from rolebook.ordinary_files import NotRegular, TooLarge, read_regular
from rolebook.sheets import fonts
from rolebook.sheets.annex import ANNEX
from rolebook.sheets.broken import BrokenTemplate
from rolebook.sheets.facts import rows_of
from rolebook.sheets.logo import read_logo
from rolebook.sheets.template_language import TemplateLanguage
from rolebook.words.text import line_not_in_utf_8, with_line_feeds
from rolebook.words.wording import Wording

NUMERALS = ("", *"一二三四五六七八九十", *(f"十{one}" for one in "一二三四五六七八九"), "二十")
_LARGEST = 5_000_000
"""Bytes of a file of the folder."""
_NOT_UTF_8 = Wording("文件不是 UTF-8 编码", "not saved as UTF-8")
_SAVE_AS_UTF_8 = Wording("在编辑器中用“UTF-8”编码另存这个文件，或恢复原来的版本。", "Save it as UTF-8, or restore it.")
_RESTORE = Wording("改正这个文件，或恢复原来的版本。", "Mend or restore it.")
_KINDS = {".svg": "svg+xml", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}


class SheetHtml:
    """The HTML of sheets, by the template's folder."""

    def __init__(self, folder: Path, root: Path) -> None:
        """`folder` is templates/sheet; `root` is the handbook's folder, where the logo lies."""
        self._folder = folder
        self._root = root
        self._language = TemplateLanguage(trim_blocks=True, lstrip_blocks=True)
        self._templates: dict[str, Template] = {}

    def file(self, name: str) -> bytes:
        """A file of the folder that goes out as it is. Raises BrokenTemplate where it is none, or not in UTF-8."""
        try:
            data = read_regular(self._folder / name, _LARGEST)
        except NotRegular as problem:
            raise BrokenTemplate(_finding(name, 1, Wording("这不是普通文件", "no regular file"))) from problem
        except TooLarge as problem:
            said = Wording(f"文件超过 {_LARGEST} 字节", f"more than {_LARGEST} bytes")
            raise BrokenTemplate(_finding(name, 1, said)) from problem
        except OSError as problem:
            raise BrokenTemplate(_finding(name, 1, reason(problem))) from problem
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as problem:
            line = line_not_in_utf_8(problem)
            raise BrokenTemplate(_finding(name, line, _NOT_UTF_8, _SAVE_AS_UTF_8)) from problem
        return with_line_feeds(name, data)

    def _text(self, name: str) -> str:
        """The same as text, with line feeds."""
        return self.file(name).decode("utf-8-sig").replace("\r\n", "\n")

    def pictures(self, logo: str) -> dict[str, tuple[str, bytes]]:
        """The pictures of sheets: `watermark`, and `logo` where one is named: (ending of the name, bytes).

        Raises BrokenTemplate where the logo is missing or cannot be used.
        """
        drawn = {"watermark": (".svg", fonts.watermark().encode("utf-8"))}
        return {**drawn, "logo": (Path(logo).suffix.lower(), self._logo(logo))} if logo else drawn

    def _logo(self, name: str) -> bytes:
        picture, findings = read_logo(self._root, self._folder, name)
        if picture is None:
            raise BrokenTemplate(findings[0])
        return picture.data

    def html(
        self, sheet: Mapping[str, Any], level: int, pictures: Mapping[str, str], shown: Collection[str] | None = None
    ) -> Markup:
        """A sheet (what `printed` or `open_sheet` says) under a heading of `level`. Raises BrokenTemplate.

        `pictures` are the addresses of what `pictures` gives; `shown` the keys of the sections that are not
        hidden, and `ANNEX` where the texts of rules are not.
        """
        shown = {*(section["key"] for section in sheet["sections"]), ANNEX} if shown is None else shown
        address = sheet["address"]
        context = {
            **sheet,
            "level": level,
            "numerals": NUMERALS,
            "fact_rows": rows_of(sheet["facts"]),
            "annex_hidden": ANNEX not in shown,
            "parts": [{**section, "hidden": section["key"] not in shown} for section in sheet["sections"]],
            "endings": [{**end, "hidden": end["paper"] != sheet["paper"]} for end in sheet["endings"]],
            "logo": pictures.get("logo", ""),
            "watermark": pictures["watermark"] if sheet["draft"] else "",
            "qr": segno.make(address, error="m", micro=False).svg_data_uri(border=0, omitsize=True) if address else "",
        }
        return Markup(self._rendered("sheet.html", context))  # noqa: S704  # the template escapes

    def page(self, sheet: Mapping[str, Any]) -> bytes:
        """A file of its own: style and script inside, nothing fetched, nothing else allowed. Raises BrokenTemplate."""
        inside = {name: _inside(*one) for name, one in self.pictures(sheet["logo"]).items()}
        style, script = self._text("sheet.css"), self._text("sheet-pages.js")
        context = {
            "title": sheet["document_title"],
            "paper": self.html(sheet, 1, inside),
            "style": Markup(style),  # noqa: S704  # ours, not content
            "script": Markup(script),  # noqa: S704  # ours too
            "style_hash": _hash(style),
            "script_hash": _hash(script),
        }
        return self._rendered("page.html", context).encode("utf-8")

    def _rendered(self, name: str, context: Mapping[str, Any]) -> str:
        try:
            if name not in self._templates:
                self._templates[name] = self._language.compiled(self._language.understood(self._text(name), name), name)
            return self._language.filled(self._templates[name], context)
        except JinjaError as problem:
            raise BrokenTemplate(_finding(name, _line(problem, name), told(problem))) from problem


def fingerprint(data: bytes) -> str:
    """Eight hex digits of the SHA-256."""
    return hashlib.sha256(data).hexdigest()[:8]


def _hash(text: str) -> str:
    """What a content security policy knows an inline style or script by."""
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _inside(ending: str, data: bytes) -> str:
    """A picture as an address that holds it."""
    return f"data:image/{_KINDS[ending]};base64,{base64.b64encode(data).decode('ascii')}"


def _line(problem: JinjaError, template: str) -> int:
    """Where in the template."""
    passed = places(problem.__traceback__, lambda file: file.endswith(template))
    return passed[-1][1] if passed else getattr(problem, "lineno", None) or 1


def _finding(file: str, line: int, said: Wording, hint: Wording = _RESTORE) -> Finding:
    return error(
        "broken-template",
        Position(f"templates/sheet/{file}", line, 1),
        f"岗位说明书的模板有误：{said.zh}",
        f"the sheet's template is broken: {said.en}",
    ).mend(*hint)
