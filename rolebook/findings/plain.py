"""Findings as plain data, and back, for what is kept of former runs."""

from collections.abc import Iterable
from typing import Any

from rolebook.findings.finding import Edit, Finding, Fix, Position, Severity
from rolebook.words.wording import Wording


def as_plain(findings: Iterable[Finding]) -> list[Any]:
    """What JSON can hold, in the order of the findings."""
    return [_plain(one) for one in findings]


def _plain(one: Finding) -> list[Any]:
    fix = one.fix and [one.fix.certain, one.fix.edits]
    return [one.severity, one.rule, one.at, one.message, one.hint, fix, one.anew, one.renamed]


def from_plain(plain: list[Any]) -> tuple[Finding, ...]:
    """The findings again."""
    return tuple(map(_finding, plain))


def _finding(plain: list[Any]) -> Finding:
    severity, rule, at, message, hint, fix, *rest = plain
    mend = fix and Fix(fix[0], tuple(Edit(Position(*place), *edit) for place, *edit in fix[1]))
    return Finding(Severity(severity), rule, Position(*at), Wording(*message), Wording(*hint), mend, *rest)
