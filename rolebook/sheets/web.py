"""A sheet as HTML: the piece that the form's page shows, and a file of its own that needs no site."""

import base64
import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Template
from jinja2 import TemplateError as JinjaError
from markupsafe import Markup

from rolebook.bounded_jinja import places, told
from rolebook.sheets import fonts
from rolebook.sheets.annex import ANNEX
from rolebook.sheets.broken import broken, sound_logo, template_text
from rolebook.sheets.facts import rows_of
from rolebook.sheets.qr import qr_code
from rolebook.sheets.template_language import TemplateLanguage
from rolebook.words.text import with_line_feeds

NUMERALS = ("", *"一二三四五六七八九十", *(f"十{one}" for one in "一二三四五六七八九"), "二十")
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
        return with_line_feeds(name, template_text(self._folder, name).encode())

    def _text(self, name: str) -> str:
        """The same as text, with line feeds."""
        return self.file(name).decode("utf-8-sig").replace("\r\n", "\n")

    def pictures(self, logo: str) -> dict[str, tuple[str, bytes]]:
        """The pictures of sheets: `watermark`, and `logo` where one is named: (ending of the name, bytes).

        Raises BrokenTemplate where the logo is missing or cannot be used.
        """
        drawn = {"watermark": (".svg", fonts.watermark().encode("utf-8"))}
        if not logo:
            return drawn
        return {**drawn, "logo": (Path(logo).suffix.lower(), sound_logo(self._root, self._folder, logo))}

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
            "qr": qr_code(address).svg_data_uri(border=0, omitsize=True) if address else "",
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
            raise broken(name, told(problem), _line(problem, name)) from problem


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
