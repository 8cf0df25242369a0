"""A template of the sheets that cannot be used, said as a finding, and its files, read within limits."""

from pathlib import Path

from rolebook.findings.finding import Finding, Position, error, reason
from rolebook.findings.problem import Problem
from rolebook.ordinary_files import NotRegular, TooLarge, read_regular
from rolebook.words.text import line_not_in_utf_8
from rolebook.words.wording import Wording

LARGEST = 5_000_000
"""Bytes of a file of templates/sheet."""
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
