"""A sheet as HTML: the piece that the form's page shows, and a file of its own that needs no site."""

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2 import TemplateError as JinjaError
from markupsafe import Markup

from rolebook.findings.finding import Finding, Position, error
from rolebook.sheets import fonts
from rolebook.sheets.broken import BrokenTemplate
from rolebook.sheets.facts import rows_of
from rolebook.sheets.logo import read_logo
from rolebook.sheets.sections import kept_keys
from rolebook.words.wording import Wording

NUMERALS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_KINDS = {".svg": "svg+xml", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}


class SheetHtml:
    """The HTML of sheets, by the template's folder."""

    def __init__(self, folder: Path, root: Path) -> None:
        """`folder` is templates/sheet; `root` is the handbook's folder, where the logo lies."""
        self._folder = folder
        self._root = root
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def file(self, name: str) -> bytes:
        """A file of the folder that goes out as it is. Raises BrokenTemplate where there is none."""
        try:
            return (self._folder / name).read_bytes()
        except OSError as problem:
            raise BrokenTemplate(_finding(name, 1, problem.strerror or str(problem))) from problem

    def pictures(self, logo: str) -> dict[str, tuple[str, bytes]]:
        """The pictures of sheets: `watermark`, and `logo` where one is named: (ending of the name, bytes).

        Raises BrokenTemplate where the logo is missing or cannot be used.
        """
        drawn = {"watermark": (".svg", fonts.drawn(fonts.WATERMARK).encode("utf-8"))}
        return {**drawn, "logo": (Path(logo).suffix.lower(), self._logo(logo))} if logo else drawn

    def _logo(self, name: str) -> bytes:
        picture, findings = read_logo(self._root, self._folder, name)
        if picture is None:
            raise BrokenTemplate(findings[0])
        return picture.data

    def html(self, sheet: Mapping[str, Any], level: int, pictures: Mapping[str, str]) -> Markup:
        """A sheet (what `printed` or `open_sheet` says) under a heading of `level`. Raises BrokenTemplate.

        `pictures` are the addresses of what `pictures` gives.
        """
        address = sheet["address"]
        shown = kept_keys(section["section"] for section in sheet["sections"])
        context = {
            **sheet,
            "level": level,
            "numerals": NUMERALS,
            "fact_rows": rows_of(sheet["facts"]),
            "parts": [{**section, "hidden": section["key"] not in shown} for section in sheet["sections"]],
            "logo": pictures.get("logo", ""),
            "watermark": pictures["watermark"] if sheet["draft"] else "",
            "qr": segno.make(address, error="m", micro=False).svg_data_uri(border=0, omitsize=True) if address else "",
        }
        return Markup(self._rendered("sheet.html", context))  # noqa: S704  # the template escapes

    def page(self, sheet: Mapping[str, Any]) -> bytes:
        """A file of its own: style and script inside, nothing fetched, nothing else allowed. Raises BrokenTemplate."""
        inside = {name: _inside(*one) for name, one in self.pictures(sheet["logo"]).items()}
        style, script = self.file("sheet.css").decode("utf-8"), self.file("sheet-pages.js").decode("utf-8")
        context = {
            "title": sheet["document_title"],
            "paper": self.html(sheet, 1, inside),
            "style": Markup(style),  # noqa: S704  # ours, not content
            "script": Markup(script),  # noqa: S704  # ours too
            "style_hash": _hash(style),
            "script_hash": _hash(script),
        }
        return self._rendered("page.html", context).encode("utf-8")

    def _rendered(self, template: str, context: Mapping[str, Any]) -> str:
        try:
            return self._environment.get_template(template).render(context)
        except JinjaError as problem:
            raise BrokenTemplate(_finding(template, _line(problem, template), str(problem))) from problem


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
    """Where in the template: Jinja maps the lines of its tracebacks to it."""
    line = getattr(problem, "lineno", None) or 1
    trace = problem.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith(template):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _finding(file: str, line: int, problem: str) -> Finding:
    return error(
        "broken-template",
        Position(f"templates/sheet/{file}", line, 1),
        Wording(f"岗位说明书的模板有误：{problem}", f"the sheet's template is broken: {problem}"),
        Wording("改正这个文件，或恢复原来的版本。", "Mend or restore it."),
    )
