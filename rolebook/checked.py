"""A library with everything that is wrong with it: what loading found, and what the rules of `check` find.

`check` looks at what is sound of a library with errors too. Whoever makes something of a library, or edits it, needs
all of it, and is told first what keeps it from being loaded.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from rolebook import checks
from rolebook.findings.finding import Finding, Severity, in_order
from rolebook.findings.problem import Problem
from rolebook.history.announced import sensitive_changes
from rolebook.history.vanished import vanished
from rolebook.loading.load import Loaded, load
from rolebook.model.library import Library
from rolebook.words.wording import Wording

_INCOMPLETE = Wording(
    "手册的内容不完整，因此未作处理；请先改正以上错误。",
    "The handbook cannot be read whole, so nothing was made of it: mend these errors first.",
)


def load_checked(root: Path, watched: Callable[[Sequence[Path]], Iterable[Path]] = iter, day: str = "") -> Loaded:
    """Load what is under `root` and apply the rules to what is sound of it; all findings in order.

    Never raises for bad content. `watched`: as in `load`. `day`: as in `Loaded.on`.
    """
    loaded = load(root, watched).on(day)
    if loaded.readable is None:
        return loaded
    gone = vanished(root, loaded.readable)
    changed = sensitive_changes(root, loaded.library) if loaded.library else ()
    told = with_rules(loaded, *gone.findings, *changed)
    return replace(told, findings=gone.without_followers(told.findings, loaded.readable))


def checked(loaded: Loaded) -> Loaded:
    """The same with the findings of the rules; where the library is not whole, what was loaded as it is."""
    return with_rules(loaded) if loaded.library else loaded


def severities(loaded: Loaded) -> Counter[Severity]:
    """How many findings of each severity `checked` has, without telling them."""
    numbers = Counter(one.severity for one in loaded.findings)
    return numbers + checks.counted(loaded.library) if loaded.library else numbers


def with_rules(loaded: Loaded, *more: Finding) -> Loaded:
    """What was loaded with the findings of the rules over what is sound of it, and with `more`."""
    library = loaded.readable
    if library is None:
        return loaded
    findings = in_order((*loaded.findings, *checks.check(library), *more))
    withheld = checks.withheld(library) if library.roles or library.clauses else ()
    return replace(loaded, findings=findings, withheld=withheld)


def sound(loaded: Loaded) -> Library:
    """The library of what was loaded and checked. Raises Problem with the errors that forbid building on it."""
    errors = [finding for finding in loaded.findings if finding.severity is Severity.ERROR]
    if loaded.library is None:
        raise refusal(loaded, *errors)
    if errors:
        raise Problem(*errors)
    return loaded.library


def refusal(loaded: Loaded, *findings: Finding) -> Problem:
    """That nothing is made of a library that is not whole, and why."""
    return Problem(*findings, said=_INCOMPLETE if loaded.readable else None)
