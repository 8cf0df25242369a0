"""All that `check` says of a handbook: what is shown, and kept for the next time."""

from dataclasses import dataclass

from rolebook.findings.finding import Finding
from rolebook.findings.rule_names import RuleName


@dataclass(frozen=True, slots=True)
class Told:
    """Findings in order, and what else whoever shows them needs."""

    findings: tuple[Finding, ...]
    files: int
    site_url: str = ""
    """From content/library.yaml; known even where other files have errors."""
    withheld: tuple[RuleName, ...] = ()
    """Rules that were not applied: they would conclude something wrong from what could not be read."""
