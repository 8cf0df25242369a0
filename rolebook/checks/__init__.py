"""What an editor should know about a library that loads: rules, each a generator of findings with what explains it."""

from rolebook.checks import clauses, duplicates, lines, roles
from rolebook.checks.rule import Rule
from rolebook.findings.finding import Finding, Severity, in_order
from rolebook.model import entries as model
from rolebook.model.library import Library

RULES: tuple[Rule, ...] = tuple(
    found
    for module in (clauses, duplicates, lines, roles)
    for found in vars(module).values()
    if isinstance(found, Rule)
)
"""Every rule of these modules: what stands there under `@rule` is one."""


def check(library: Library) -> tuple[Finding, ...]:
    """The findings of every rule, in order, but those that an entry's waivers name. Waivers do not apply to errors."""
    entries: tuple[model.Clause | model.Rule | model.Department | model.Role, ...] = (
        *library.clauses.values(),
        *library.rules.values(),
        *library.departments.values(),
        *library.roles.values(),
    )
    excused = {(entry.at, waiver.rule) for entry in entries for waiver in entry.waivers}
    findings = (finding for rule in RULES for finding in rule(library))
    return in_order(one for one in findings if one.severity is Severity.ERROR or (one.at, one.rule) not in excused)
