"""What the last `check` found: where nothing has changed since, it is told again, and nothing is loaded."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rolebook.findings.plain import as_plain, from_plain
from rolebook.findings.told import Told
from rolebook.unchanged import LastRun


def findings_of(root: Path, watched: Callable[[Sequence[Path]], Iterable[Path]] = iter, day: str = "") -> Told:
    """What `load_proved` tells: as it is kept, where nothing of what is read has changed."""
    last = LastRun("check", root, day)
    if known := last.result():
        found, files, site_url, withheld = known
        return Told(from_plain(found), files, site_url, tuple(withheld))
    from rolebook.site.proof import load_proved  # which takes a while to import

    told = load_proved(root, watched, day)
    if not any(one.rule == "personal-data" for one in told.findings):  # others may quote the text
        last.keep([as_plain(told.findings), told.files, told.site_url, told.withheld])
    return told
