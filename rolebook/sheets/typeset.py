"""Words into PDF by Typst: tagged (PDF/A-2a and PDF/UA-1), fonts embedded, the same bytes on any machine, any day."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rolebook.findings.finding import Position, error
from rolebook.sheets import fonts
from rolebook.sheets.broken import BrokenTemplate, broken, sound_logo, template_text
from rolebook.sheets.typst_process import Failed, Stopped, TypstProcess
from rolebook.sheets.unshown import USUAL
from rolebook.words.wording import Wording

TEMPLATE = "sheet.typ"
_REMEMBERED = 12
"""After so many compiles Typst has forgotten what an earlier one used (it keeps that of ten or so)."""

_PACKAGE = re.compile(r'"@([\w-]+)/([\w-]+):([\w.-]+)')

_FETCHED = re.compile(r"failed to download package .*/([\w-]+)/([\w-]+?)-([\d.]+)\.tar")

_PLACE = re.compile(r"┌─ (?P<file>.+?):(?P<line>\d+):(?P<column>\d+)")
_LACKING = re.compile(r'the text `"(?P<text>.*?)"` could not be displayed')
"""Characters are asked for one by one beforehand; this is left for those that fail only beside others."""

_NO_FOLDER = Wording("没有岗位说明书的模板文件夹", "the folder of the sheet's template is missing")
_RESTORE_FOLDER = Wording(
    "恢复 templates/sheet，或用 --root 指明手册的根文件夹。", "Restore templates/sheet, or give --root."
)
_NOTHING_WRITTEN = Wording(
    "改正这个文件，或恢复原来的版本。未写出任何文件。", "Mend or restore it. Nothing was written."
)
_ENDLESS = Wording("排版所用的时间或内存太多，已停止", "it takes too much time or memory, and was stopped")
_CHECK_LOOPS = Wording(
    "检查其中的循环，或恢复原来的版本。未写出任何文件。", "Check its loops, or restore it. Nothing was written."
)

_PROBE = (
    '#set document(title: "probe", date: datetime(year: 2000, month: 1, day: 1))\n'
    '#set text(font: ("Noto Sans SC", "Noto Sans CJK SC"))\n= #sys.inputs.text\n'
)


class Typesetter:
    """One compiler and its fonts, used for every sheet of a run; not to be shared between threads."""

    def __init__(self, folder: Path, extra_fonts: Sequence[Path] = (), root: Path | None = None) -> None:
        """`folder` holds the template; `extra_fonts` are folders of fonts to fall back on. Raises BrokenTemplate.

        `root` is the handbook's folder, where the logo lies; without it, the one that templates/sheet belongs to.
        """
        self.folder = folder
        self.root = root or folder.parents[1]
        if not folder.is_dir():
            missing = error("broken-template", Position("templates/sheet", 1, 1), *_NO_FOLDER)
            raise BrokenTemplate(missing.mend(*_RESTORE_FOLDER))
        self._refuse_downloads()
        self._typst = TypstProcess(folder / TEMPLATE, (*fonts.folders(), *extra_fonts))
        self._shown: dict[str, bool] = {}

    def _refuse_downloads(self) -> None:
        """Typst fetches a package that it does not find: refused, so that no sheet ever waits for the network.

        What names a package by a way that is not seen here cannot fetch it either (`typst_process.py`).
        """
        for file in sorted(self.folder.rglob("*.typ")):
            name = file.relative_to(self.folder).as_posix()
            for number, line in enumerate(template_text(self.folder, name).splitlines(), 1):
                package = _PACKAGE.search(line) if not line.lstrip().startswith("//") else None
                if package and not self.folder.joinpath(*package.groups()).is_dir():
                    at = Position(f"templates/sheet/{name}", number, package.start() + 1)
                    raise _to_download(at, "/".join(package.groups()))

    def pdf(self, sheets: Iterable[Mapping[str, Any]], *, duplex: bool = False, handbook: str = "") -> bytes:
        """One PDF of the sheets, each beginning on a page of its own, or on a leaf of its own. Raises BrokenTemplate.

        `handbook` is the title of a handbook that they are the roles of: contents stand before them.

        A hundred sheets in one call take about 450 MB in all; more take as much more.
        """
        data = [{**sheet, "watermark": fonts.watermark() if sheet["draft"] else ""} for sheet in sheets]
        try:
            # Always given: the compiler would keep those of the hire before.
            inputs = {
                "sheets": json.dumps(data, ensure_ascii=False),
                "logo": self._logo(data),
                "duplex": "yes" if duplex else "",
                "handbook": handbook,
            }
            made = self._typst.pdf(inputs, len(data))
        except Failed as problem:
            raise _fault(problem) from problem
        except Stopped as problem:
            raise broken(TEMPLATE, _ENDLESS, hint=_CHECK_LOOPS) from problem
        if len(data) > 1:
            self._forget()
        return made

    def _logo(self, sheets: Sequence[Mapping[str, Any]]) -> str:
        """The bytes of the logo as a JSON list of numbers, as they were proved: Typst reads no file itself.

        Empty where the sheets have none. Raises BrokenTemplate where it cannot be used.
        """
        name = sheets[0]["logo"] if sheets else ""
        return json.dumps(list(sound_logo(self.root, self.folder, name)), separators=(",", ":")) if name else ""

    def _forget(self) -> None:
        """Free the memory of a chunk of sheets: Typst keeps what the compilations before used until others follow."""
        for _ in range(_REMEMBERED):
            self._typst.pdf({"text": "0"}, source=_PROBE, standards=False)

    def lacking(self, text: str) -> tuple[str, ...]:
        """The characters of a text that no font has, each once; a letter and the marks on it count as one."""
        clusters = tuple(dict.fromkeys(_clusters(text)))
        unusual = [cluster for cluster in clusters if cluster == "\n" or not USUAL.fullmatch(cluster)]
        known = fonts.covered() if unusual else frozenset()
        rare = [cluster for cluster in unusual if len(cluster) > 1 or ord(cluster) not in known]
        self._ask([cluster for cluster in rare if cluster not in self._shown])
        return tuple(cluster for cluster in rare if not self._shown[cluster])

    def _ask(self, clusters: Sequence[str]) -> None:
        """Ask Typst which of them it can show: it alone knows the fonts in its wheel, those of the user, and shaping.

        All in one go, which is enough where it can show them; else each half.
        """
        if not clusters:
            return
        try:
            self._typst.pdf({"text": " ".join(clusters)}, source=_PROBE)
        except (Failed, Stopped):
            if len(clusters) == 1:
                self._shown[clusters[0]] = False
                return
            half = len(clusters) // 2
            self._ask(clusters[:half])
            self._ask(clusters[half:])
        else:
            self._shown.update(dict.fromkeys(clusters, True))


def _fault(problem: Failed) -> BrokenTemplate:
    """What Typst said."""
    message = str(problem)
    if lacking := _LACKING.search(message):
        at, text = Position(f"templates/sheet/{TEMPLATE}", 1, 1), lacking["text"]
        fault = error("missing-character", at, f"字体里没有“{text}”", f"no font has '{text}'")
        hint = "换一个写法，或用 --extra-fonts。未写出任何文件。", "Write it otherwise. Nothing was written."
        return BrokenTemplate(fault.mend(*hint))
    place = _PLACE.search(problem.diagnostic)
    file, line, column = TEMPLATE, 1, 1
    if place:
        file, line, column = Path(place["file"]).name, int(place["line"]), int(place["column"]) + 1
    if fetched := _FETCHED.search(message):
        return _to_download(Position(f"templates/sheet/{file}", line, column), "/".join(fetched.groups()))
    return broken(file, Wording(message, message), line, column, _NOTHING_WRITTEN)


def _to_download(at: Position, package: str) -> BrokenTemplate:
    said = f"模板所用的包 {package} 需从网上下载", f"the package {package} would be downloaded"
    hint = f"请放到 templates/sheet/{package}，或不使用它。", f"Put it into templates/sheet/{package}."
    return BrokenTemplate(error("broken-template", at, *said).mend(*hint))


def _clusters(text: str) -> Iterator[str]:
    """A text letter by letter, each with the marks that stand on it."""
    cluster = ""
    for char in text:
        if cluster and not unicodedata.category(char).startswith("M"):
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster
