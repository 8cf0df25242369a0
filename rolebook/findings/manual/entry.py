"""What the manual says of one rule: the row of its table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from rolebook.findings.finding import Severity
from rolebook.findings.rule_names import RuleName
from rolebook.words.wording import Wording

Address: TypeAlias = Callable[[str], str]
"""A rule's name → where the handbook's site explains it; empty where the site has no address."""


@dataclass(frozen=True, slots=True)
class Example:
    """What somebody writes: `text` in `file`, or a command.

    `how` says in which way the text is kept where that is the point: an encoding (`gb18030`), `absent`, `link`, `folder`,
    `locked` (nobody may read it).
    """

    file: str = ""
    text: str = ""
    how: str = ""
    beside: tuple["Example", ...] = ()
    """Other files that belong to it."""
    command: tuple[str, ...] = ("check",)


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule: what it says, why it is there and what to do, an example that breaks it and one that keeps it."""

    rule: RuleName
    severity: Severity
    meaning: Wording
    why: str
    """For editors, in Chinese."""
    wrong: Example | None = None
    """None where no text leads to it: a fault of the program itself, or what only a spreadsheet or git can hold."""
    right: Example | None = None


@dataclass(frozen=True, slots=True)
class _Meaning:
    rule: RuleName
    severity: Severity
    meaning: Wording

    def because(self, why: str, wrong: Example | None = None, right: Example | None = None) -> Entry:
        """The entry, with what it says to editors and its examples."""
        return Entry(self.rule, self.severity, self.meaning, why, wrong, right)


def an_error(rule: RuleName, zh: str, en: str) -> _Meaning:
    """A rule of severity error, and what it says is wrong."""
    return _Meaning(rule, Severity.ERROR, Wording(zh, en))


def a_warning(rule: RuleName, zh: str, en: str) -> _Meaning:
    """A rule of severity warning, and what it says."""
    return _Meaning(rule, Severity.WARNING, Wording(zh, en))


def a_note(rule: RuleName, zh: str, en: str) -> _Meaning:
    """A rule of severity note, and what it says."""
    return _Meaning(rule, Severity.NOTE, Wording(zh, en))
