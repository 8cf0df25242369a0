"""A library with everything that is wrong with it: what loading found, and what the rules of `check` find."""

from dataclasses import replace
from pathlib import Path

from rolebook import checks
from rolebook.findings.finding import Severity, in_order
from rolebook.findings.problem import Problem
from rolebook.loading.load import Loaded, load
from rolebook.model.library import Library


def load_checked(root: Path) -> Loaded:
    """Load what is under `root` and apply the rules to it; all findings in order. Never raises for bad content."""
    return checked(load(root))


def checked(loaded: Loaded) -> Loaded:
    """The same with the findings of the rules; where there is no library, they have nothing to look at."""
    if loaded.library is None:
        return loaded
    return replace(loaded, findings=in_order((*loaded.findings, *checks.check(loaded.library))))


def sound(loaded: Loaded) -> Library:
    """The library of what was loaded and checked. Raises Problem with the errors that forbid building on it."""
    errors = [finding for finding in loaded.findings if finding.severity is Severity.ERROR]
    if errors or loaded.library is None:
        raise Problem(*errors)
    return loaded.library
