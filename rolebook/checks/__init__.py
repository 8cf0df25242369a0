"""What an editor should know about a library that loads: one explicit table of rules, each a generator of findings.

A rule's docstring is its manual.
"""

from collections.abc import Callable, Iterator

from rolebook.checks.clauses import list_number, reversed_range, twins, unlisted_duty
from rolebook.checks.duplicates import contradictory_decision, near_duplicate, superfluous_decision
from rolebook.checks.lines import doubly_accounted, far_from_line, open_document, part_lines, uncovered_line
from rolebook.checks.roles import ambiguous_alias, duplicate_title
from rolebook.findings.finding import Finding, Severity, in_order
from rolebook.model.entries import Clause, Department, Role, Rule
from rolebook.model.library import Library

RULES: tuple[Callable[[Library], Iterator[Finding]], ...] = (
    uncovered_line,
    doubly_accounted,
    part_lines,
    open_document,
    list_number,
    reversed_range,
    twins,
    near_duplicate,
    contradictory_decision,
    superfluous_decision,
    far_from_line,
    unlisted_duty,
    duplicate_title,
    ambiguous_alias,
)


def check(library: Library) -> tuple[Finding, ...]:
    """The findings of every rule, in order, but those that their entry is excused from; an error excuses nobody."""
    entries: tuple[Clause | Rule | Department | Role, ...] = (
        *library.clauses.values(),
        *library.rules.values(),
        *library.departments.values(),
        *library.roles.values(),
    )
    excused = {(entry.at, waiver.rule) for entry in entries for waiver in entry.waivers}
    findings = (finding for rule in RULES for finding in rule(library))
    return in_order(one for one in findings if one.severity is Severity.ERROR or (one.at, one.rule) not in excused)
