"""What an editor should know about a library that loads: rules, each a generator of findings with what explains it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from rolebook.cache import Line, current
from rolebook.checks import (
    activities,
    approvals,
    clauses,
    companies,
    deviations,
    doubts,
    duplicates,
    figures,
    lines,
    listing,
    papers,
    roles,
    rule_documents,
    search_words,
    staff_lists,
)
from rolebook.checks.near import sentences
from rolebook.checks.rule import Rule
from rolebook.findings.finding import Finding, Position, Severity, in_order
from rolebook.findings.rule_names import CHECK_NAMES, RuleName
from rolebook.forked import Forked, processes
from rolebook.model import entries as model
from rolebook.model.library import Library

RULES: tuple[Rule, ...] = tuple(
    found
    for module in (
        activities,
        approvals,
        clauses,
        companies,
        deviations,
        doubts,
        duplicates,
        figures,
        lines,
        listing,
        papers,
        roles,
        rule_documents,
        search_words,
        staff_lists,
    )
    for found in vars(module).values()
    if isinstance(found, Rule)
)
"""Every rule of these modules: what stands there under `@rule` is one."""


_MANY = 20_000
"""Clauses from which on it pays to begin a process."""


def check(library: Library) -> tuple[Finding, ...]:
    """The findings of every rule that is not withheld, in order, but those that an entry's waivers name.

    Waivers do not apply to errors.
    """
    return in_order(
        _by_processes(library) if len(library.clauses) >= _MANY and processes() > 1 else _found(library, RULES)
    )


def _by_processes(library: Library) -> Iterator[Finding]:
    """The findings of all rules: near pairs are looked for by another process meanwhile."""
    sentences(library)  # which both have then
    with Forked([partial(_near, library)]) as forked:
        found = [*_found(library, [rule for rule in RULES if rule is not duplicates.near_duplicate])]
        (near,) = forked.results()
    yield from found
    if near is None:
        yield from _found(library, [duplicates.near_duplicate])
        return
    current().take(near[1])
    yield from near[0]


def _near(library: Library) -> tuple[list[Finding], list[Line]]:
    """The findings about near pairs, and what is kept of them."""
    findings: list[Finding] = []
    lines = current().kept_by(lambda: findings.extend(_found(library, [duplicates.near_duplicate])))
    return findings, lines


def counted(library: Library) -> Counter[Severity]:
    """How many findings of each severity `check` has: near pairs are counted, without the work of telling of them."""
    others = [rule for rule in RULES if rule is not duplicates.near_duplicate]
    numbers = Counter(one.severity for one in set(_found(library, others)))
    if _applies(duplicates.near_duplicate, library):
        is_excused = _excused(library)
        numbers[Severity.WARNING] += sum(not is_excused(*place) for place in duplicates.open_places(library))
    return numbers


def _found(library: Library, rules: Iterable[Rule]) -> Iterator[Finding]:
    is_excused = _excused(library)
    findings = (finding for rule in rules if _applies(rule, library) for finding in rule(library))
    return (one for one in findings if one.severity is Severity.ERROR or not is_excused(one.at, one.rule))


def _excused(library: Library) -> Callable[[Position, RuleName], bool]:
    """Whether an entry's waivers name a rule; one that names none (an error of loading) may mean any."""
    entries: tuple[model.Clause | model.Activity | model.Rule | model.Department | model.Role, ...] = (
        *library.clauses.values(),
        *library.activities.values(),
        *library.rules.values(),
        *library.departments.values(),
        *library.roles.values(),
    )
    excused = {(entry.at, waiver.rule) for entry in entries for waiver in entry.waivers}
    excused_of_all = {at for at, name in excused if name not in CHECK_NAMES}

    def is_excused(at: Position, name: RuleName) -> bool:
        return (at, name) in excused or at in excused_of_all

    return is_excused


def breaches(library: Library) -> tuple[Finding, ...]:
    """The errors among the findings of `check`, without the work of the rules that find none."""
    strict = [rule for rule in RULES if any(entry.severity is Severity.ERROR for entry in rule.entries)]
    found = (finding for rule in strict if _applies(rule, library) for finding in rule(library))
    return in_order(one for one in found if one.severity is Severity.ERROR)


def withheld(library: Library) -> tuple[RuleName, ...]:
    """The names of the rules that are not applied, since what they rely on is not all there."""
    return tuple(sorted(entry.rule for rule in RULES if not _applies(rule, library) for entry in rule.entries))


def _applies(rule: Rule, library: Library) -> bool:
    return rule.relies_on.isdisjoint(library.gaps)
