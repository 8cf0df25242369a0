"""Findings as plain data, and back, for what is kept of former runs."""

from collections.abc import Iterable
from typing import Any

from rolebook.findings.finding import Edit, Finding, Fix, Position, Severity
from rolebook.words.wording import Wording


def as_plain(findings: Iterable[Finding]) -> list[Any]:
    """What JSON can hold, in the order of the findings."""
    return [
        [
            one.severity,
            one.rule,
            one.at,
            one.message,
            one.hint,
            one.fix and [one.fix.certain, one.fix.edits],
            one.anew,
            one.renamed,
        ]
        for one in findings
    ]


def from_plain(plain: list[Any]) -> tuple[Finding, ...]:
    """The findings again."""
    return tuple(
        Finding(
            Severity(severity),
            rule,
            Position(*at),
            Wording(*message),
            Wording(*hint),
            fix and Fix(fix[0], tuple(Edit(Position(*place), *rest) for place, *rest in fix[1])),
            anew,
            renamed,
        )
        for severity, rule, at, message, hint, fix, anew, renamed in plain
    )
