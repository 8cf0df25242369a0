"""What `check` says of the site: pages in Markdown, their pictures and links, the logo.

With a clean `check`, `site` works; so `site` refuses nothing that is not found here first.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rolebook.checked import load_checked
from rolebook.findings.finding import Finding, in_order
from rolebook.loading.load import Loaded
from rolebook.model.library import Library
from rolebook.sheets.logo import read_logo
from rolebook.site.own_pages import own_files
from rolebook.supplied import SHEET_TEMPLATES, supplied


def load_proved(root: Path, watched: Callable[[Sequence[Path]], Iterable[Path]] = iter) -> Loaded:
    """Load what is under `root`, apply the rules, and prove what the site is made of besides; findings in order.

    `watched`: as in `load`.
    """
    return proved(root, load_checked(root, watched))


def proved(root: Path, loaded: Loaded) -> Loaded:
    """The same with the findings about pages, pictures and links."""
    findings = in_order((*loaded.findings, *_faults(root, loaded.library)))
    return replace(loaded, findings=findings)


def _faults(root: Path, library: Library | None) -> Iterator[Finding]:
    own = own_files(root)
    yield from own.findings
    if library is None:  # nobody knows which pages there will be
        return
    if library.sheet.logo:
        yield from read_logo(root, supplied(SHEET_TEMPLATES, root), library.sheet.logo)[1]
    if own.pages:
        from rolebook.site.page_links import link_faults
        from rolebook.site.plan import places

        yield from link_faults(own, frozenset(places(library)))
