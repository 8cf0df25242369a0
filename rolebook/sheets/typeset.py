"""Words into PDF by Typst: tagged (PDF/A-2a and PDF/UA-1), fonts embedded, the same bytes on any machine, any day."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rolebook.findings.finding import Finding, Position, error, reason
from rolebook.ordinary_files import NotRegular, TooLarge, read_regular
from rolebook.sheets import fonts
from rolebook.sheets.broken import BrokenTemplate
from rolebook.sheets.logo import read_logo
from rolebook.sheets.typst_process import Failed, Stopped, TypstProcess
from rolebook.sheets.unshown import USUAL
from rolebook.words.text import line_not_in_utf_8

TEMPLATE = "sheet.typ"
_REMEMBERED = 12
"""After so many compiles Typst has forgotten what an earlier one used (it keeps that of ten or so)."""

_PACKAGE = re.compile(r'"@([\w-]+)/([\w-]+):([\w.-]+)')

_FETCHED = re.compile(r"failed to download package .*/([\w-]+)/([\w-]+?)-([\d.]+)\.tar")

_LARGEST = 5_000_000
"""Bytes of a template's file."""

_PLACE = re.compile(r"┌─ (?P<file>.+?):(?P<line>\d+):(?P<column>\d+)")
_LACKING = re.compile(r'the text `"(?P<text>.*?)"` could not be displayed')
"""Characters are asked for one by one beforehand; this is left for those that fail only beside others."""

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
            raise _unusable("", "没有岗位说明书的模板文件夹", "the folder of the sheet's template is missing")
        self._refuse_downloads()
        self._typst = TypstProcess(folder / TEMPLATE, (*fonts.folders(), *extra_fonts))
        self._shown: dict[str, bool] = {}

    def _refuse_downloads(self) -> None:
        """Typst fetches a package that it does not find: refused, so that no sheet ever waits for the network.

        What names a package by a way that is not seen here cannot fetch it either (`typst_process.py`).
        """
        for file in sorted(self.folder.rglob("*.typ")):
            name = file.relative_to(self.folder).as_posix()
            for number, line in enumerate(_source(file, name).splitlines(), 1):
                package = _PACKAGE.search(line) if not line.lstrip().startswith("//") else None
                if package and not self.folder.joinpath(*package.groups()).is_dir():
                    at = Position(f"templates/sheet/{name}", number, package.start() + 1)
                    raise BrokenTemplate(_to_download(at, "/".join(package.groups())))

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
            raise BrokenTemplate(_finding(problem)) from problem
        except Stopped as problem:
            raise BrokenTemplate(_endless()) from problem
        if len(data) > 1:
            self._forget()
        return made

    def _logo(self, sheets: Sequence[Mapping[str, Any]]) -> str:
        """The bytes of the logo as a JSON list of numbers, as they were proved: Typst reads no file itself.

        Empty where the sheets have none. Raises BrokenTemplate where it cannot be used.
        """
        name = sheets[0]["logo"] if sheets else ""
        if not name:
            return ""
        picture, findings = read_logo(self.root, self.folder, name)
        if picture is None:
            raise BrokenTemplate(findings[0])
        return json.dumps(list(picture.data), separators=(",", ":"))

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


def _finding(problem: Failed) -> Finding:
    message = str(problem)
    if lacking := _LACKING.search(message):
        return error(
            "missing-character",
            Position(f"templates/sheet/{TEMPLATE}", 1, 1),
            f"字体里没有“{lacking['text']}”",
            f"no font has '{lacking['text']}'",
        ).mend("换一个写法，或用 --extra-fonts。未写出任何文件。", "Write it otherwise. Nothing was written.")
    place = _PLACE.search(problem.diagnostic)
    file, line, column = TEMPLATE, 1, 1
    if place:
        file, line, column = Path(place["file"]).name, int(place["line"]), int(place["column"]) + 1
    if fetched := _FETCHED.search(message):
        return _to_download(Position(f"templates/sheet/{file}", line, column), "/".join(fetched.groups()))
    return error(
        "broken-template",
        Position(f"templates/sheet/{file}", line, column),
        f"岗位说明书的模板有误：{message}",
        f"the sheet's template is broken: {message}",
    ).mend("改正这个文件，或恢复原来的版本。未写出任何文件。", "Mend or restore it. Nothing was written.")


def _endless() -> Finding:
    return error(
        "broken-template",
        Position(f"templates/sheet/{TEMPLATE}", 1, 1),
        "岗位说明书的模板有误：排版所用的时间或内存太多，已停止",
        "the sheet's template is broken: it takes too much time or memory, and was stopped",
    ).mend("检查其中的循环，或恢复原来的版本。未写出任何文件。", "Check its loops, or restore it. Nothing was written.")


def _source(file: Path, name: str) -> str:
    """The text of a template. Raises BrokenTemplate where it cannot be read, or is not saved as UTF-8."""
    try:
        data = read_regular(file, _LARGEST)
    except NotRegular as problem:
        raise _unusable(f"/{name}", "这不是普通文件", "no regular file") from problem
    except TooLarge as problem:
        raise _unusable(f"/{name}", f"文件超过 {_LARGEST} 字节", f"more than {_LARGEST} bytes") from problem
    except OSError as problem:
        why = reason(problem)
        raise _unusable(f"/{name}", f"无法读取（{why.zh}）", f"cannot be read ({why.en})") from problem
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = line_not_in_utf_8(problem)
        raise BrokenTemplate(
            error(
                "broken-template",
                Position(f"templates/sheet/{name}", line, 1),
                "岗位说明书的模板有误：文件不是 UTF-8 编码",
                "the sheet's template is broken: not saved as UTF-8",
            ).mend("在编辑器中用“UTF-8”编码另存这个文件，或恢复原来的版本。", "Save it as UTF-8, or restore it.")
        ) from problem


def _to_download(at: Position, package: str) -> Finding:
    return error(
        "broken-template", at, f"模板所用的包 {package} 需从网上下载", f"the package {package} would be downloaded"
    ).mend(f"请放到 templates/sheet/{package}，或不使用它。", f"Put it into templates/sheet/{package}.")


def _unusable(file: str, zh: str, en: str) -> BrokenTemplate:
    """That the template's folder, or a file in it (`/sheet.typ`), cannot be read at all."""
    return BrokenTemplate(
        error("broken-template", Position(f"templates/sheet{file}", 1, 1), zh, en).mend(
            "恢复 templates/sheet，或用 --root 指明手册的根文件夹。", "Restore templates/sheet, or give --root."
        )
    )


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
