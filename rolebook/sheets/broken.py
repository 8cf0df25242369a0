"""What sheets take from a handbook's folder, templates and logo, read within limits; what is unusable is a finding."""

import os
from pathlib import Path

from rolebook.findings.finding import Finding, Position, error, reason
from rolebook.findings.problem import Problem
from rolebook.ordinary_files import NotRegular, TooLarge, read_regular
from rolebook.pictures.picture import Picture, read_picture
from rolebook.words.text import line_not_in_utf_8
from rolebook.words.wording import Wording

LARGEST = 5_000_000
"""Bytes of a file of templates/sheet."""
_SETTINGS = Position("content/sheet.yaml", 1, 1)
_RESTORE = Wording("改正这个文件，或恢复原来的版本。", "Mend or restore it.")
_NOT_UTF_8 = Wording("文件不是 UTF-8 编码", "not saved as UTF-8")
_SAVE_AS_UTF_8 = Wording("在编辑器中用“UTF-8”编码另存这个文件，或恢复原来的版本。", "Save it as UTF-8, or restore it.")


class BrokenTemplate(Problem):
    """The template is at fault, or missing; `finding` says where."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding, quoted=False)
        self.finding = finding


def broken(file: str, said: Wording, line: int = 1, column: int = 1, hint: Wording = _RESTORE) -> BrokenTemplate:
    """That something is wrong with a file of templates/sheet, and where."""
    at = Position(f"templates/sheet/{file}", line, column)
    message = f"岗位说明书的模板有误：{said.zh}", f"the sheet's template is broken: {said.en}"
    return BrokenTemplate(error("broken-template", at, *message).mend(*hint))


def template_bytes(folder: Path, name: str, most: int = LARGEST) -> bytes:
    """A file of templates/sheet. Raises BrokenTemplate where it cannot be read, or has more bytes."""
    try:
        return read_regular(folder / name, most)
    except NotRegular as problem:
        raise broken(name, Wording("这不是普通文件", "no regular file")) from problem
    except TooLarge as problem:
        raise broken(name, Wording(f"文件超过 {most} 字节", f"more than {most} bytes")) from problem
    except OSError as problem:
        why, at = reason(problem), Position(f"templates/sheet/{name}", 1, 1)
        fault = error("broken-template", at, f"无法读取（{why.zh}）", f"cannot be read ({why.en})")
        raise BrokenTemplate(fault.mend(*_RESTORE)) from problem


def template_text(folder: Path, name: str) -> str:
    """The same as text, a byte order mark with it. Raises BrokenTemplate where it is not in UTF-8 either."""
    try:
        return template_bytes(folder, name).decode("utf-8")
    except UnicodeDecodeError as problem:
        raise broken(name, _NOT_UTF_8, line_not_in_utf_8(problem), hint=_SAVE_AS_UTF_8) from problem


def read_logo(root: Path, templates: Path, name: str) -> tuple[Picture | None, tuple[Finding, ...]]:
    """The logo `name`, proved and safe to show; None with an error where it is missing or cannot be used.

    It lies in content/ of the handbook `root`, beside the settings that name it, or with the `templates`, as before.
    """
    places = {f"content/{name}": root / "content" / name, f"templates/sheet/{name}": templates / name}
    for said, place in places.items():
        if os.path.lexists(place):
            return read_picture(place, said)
    missing = error("missing-logo", _SETTINGS, f"content 中没有标志文件 {name}", f"content holds no {name}").mend(
        "把图片放入 content，或把 logo 留空。", "Put it there, or leave logo empty."
    )
    return None, (missing,)


def sound_logo(root: Path, templates: Path, name: str) -> bytes:
    """The bytes of the logo. Raises BrokenTemplate where `read_logo` gives none."""
    picture, findings = read_logo(root, templates, name)
    if picture is None:
        raise BrokenTemplate(findings[0])
    return picture.data
