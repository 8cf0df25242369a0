"""What a check has to say: where, what is wrong, how to mend it. Findings are values; nothing here prints or exits."""

import errno
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple, Self

from rolebook.findings.rule_names import RuleName
from rolebook.words.ids import by_number
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording


class Severity(StrEnum):
    """Error: cannot be built on. Warning: an editor must decide. Note: the rest."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def wording(self) -> Wording:
        """The word for it: 错误, error."""
        return Wording({"error": "错误", "warning": "警告", "note": "提示"}[self.value], self.value)


class _Place(NamedTuple):
    file: str
    line: int
    column: int


class Position(_Place):
    """A place in a file: path relative to the root with `/`, line and column from 1, in code points.

    What counts from 0, as some libraries do, or knows no line is put at 1: no format allows less.
    """

    __slots__ = ()

    def __new__(cls, file: str, line: int, column: int) -> Self:
        """The place, not before the first line and the first column."""
        return super().__new__(cls, file, max(1, line), max(1, column))


class Edit(NamedTuple):
    """`text` in place of what stands from `at` to line `last`, column `end` (from 1), where the rest begins.

    Lines of `text` end in LF; whoever writes it ends them as the file does.
    """

    at: Position
    last: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """How a fault is mended in the text of files. `certain`: nothing else can be meant; else an editor confirms it.

    Edits of one fix never overlap. Those of two fixes may: then only one of them is made, and the file checked again.
    """

    certain: bool
    edits: tuple[Edit, ...]

    def shown(self, limit: int = 60) -> str:
        """The new text of its first edit as a hint shows it: on screen as it is, and cut where it is long."""
        text = re.sub(r"\n *", " ", self.edits[0].text.strip())
        if len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]:
            return visible(f"{text[0]}{shortened(text[1:-1], limit)}{text[-1]}")
        return visible(shortened(text, limit))


def replacing(at: Position, end: int, text: str, *, certain: bool = False) -> Fix:
    """A fix that puts `text` in the place of what stands from `at` up to column `end` of its line."""
    return Fix(certain, (Edit(at, at.line, end, text),))


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault or remark. `rule` is explained in rolebook.findings.manual; `hint` says how to mend it."""

    severity: Severity
    rule: RuleName
    at: Position
    message: Wording
    hint: Wording
    fix: Fix | None = None
    """The mend that the hint shows, as edits; None where the hint shows none, or it is not worked out."""
    anew: bool = False
    """The file is mended by writing all of it anew, as UTF-8 with one kind of line end; no edit of its text can."""
    renamed: str = ""
    """The name, relative to the root, that mends the file: none has it. Nothing in the file changes."""

    def filled(self, **values: object) -> "Finding":
        """The same with what its sentences have in braces; see `Wording.filled`."""
        return replace(self, message=self.message.filled(**values), hint=self.hint.filled(**values))

    @property
    def is_of_file(self) -> bool:
        """Whether its mend is that of a whole file, and no edit of its text."""
        return self.anew or bool(self.renamed)

    @property
    def is_certain(self) -> bool:
        """Whether `check --fix` mends it: nothing else can have been meant."""
        return self.is_of_file or (self.fix is not None and self.fix.certain)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong and where, before anybody has said how it is mended."""

    severity: Severity
    rule: RuleName
    at: Position
    message: Wording

    def mend(self, zh: str, en: str, fix: Fix | None = None) -> Finding:
        """The finding, with what is to be done about it."""
        return Finding(self.severity, self.rule, self.at, self.message, Wording(zh, en), fix)


def error(rule: RuleName, at: Position, zh: str, en: str) -> Fault:
    """What is wrong, of severity error; `mend` makes the finding."""
    return Fault(Severity.ERROR, rule, at, Wording(zh, en))


def warning(rule: RuleName, at: Position, zh: str, en: str) -> Fault:
    """What is to be decided, of severity warning; `mend` makes the finding."""
    return Fault(Severity.WARNING, rule, at, Wording(zh, en))


def note(rule: RuleName, at: Position, zh: str, en: str) -> Fault:
    """What is to be known, of severity note; `mend` makes the finding."""
    return Fault(Severity.NOTE, rule, at, Wording(zh, en))


_REASONS = {
    errno.ENOENT: "没有这个文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.EEXIST: "已有同名文件",
    errno.ENOSPC: "磁盘已满",
    errno.EFBIG: "文件过大，系统不允许",
    errno.EROFS: "磁盘为只读",
    errno.ENAMETOOLONG: "名称太长",
    errno.EBUSY: "正被其他程序使用",
}


def reason(problem: OSError) -> Wording:
    """Why the file system refused, in both languages; a rare reason in the system's own words."""
    words = os.strerror(problem.errno) if problem.errno else str(problem)
    return Wording(_REASONS.get(problem.errno or 0, words), words)


_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sorted by severity, file, line, column, rule and wording; equal ones once."""
    return tuple(
        sorted(set(findings), key=lambda f: (_RANK[f.severity], by_number(f.at.file), f.at, f.rule, f.message))
    )


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding forbids building."""
    return any(finding.severity is Severity.ERROR for finding in findings)
