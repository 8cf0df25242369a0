"""What `check` says of the site: pages in Markdown, their pictures and links, the logo.

With a clean `check`, `site` works; so `site` refuses nothing that is not found here first.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rolebook.checked import load_checked
from rolebook.exports.tables import long_cells
from rolebook.findings.finding import Finding, in_order
from rolebook.findings.problem import Problem
from rolebook.loading.content_files import read_bytes, strangers
from rolebook.loading.load import Loaded
from rolebook.model.library import Library
from rolebook.sheets.logo import read_logo
from rolebook.site.own_pages import own_files
from rolebook.site.settings import read_settings
from rolebook.supplied import SHEET_TEMPLATES, SITE_TEMPLATES, supplied


def load_proved(root: Path) -> Loaded:
    """Load what is under `root`, apply the rules, and prove what the site is made of besides; findings in order."""
    return proved(root, load_checked(root))


def proved(root: Path, loaded: Loaded) -> Loaded:
    """The same with the findings about pages, pictures and links."""
    findings = in_order((*loaded.findings, *_faults(root, loaded.library)))
    return replace(loaded, findings=findings)


def _faults(root: Path, library: Library | None) -> Iterator[Finding]:
    yield from read_settings(root)[1]
    if supplied(SITE_TEMPLATES, root) == root / SITE_TEMPLATES:
        yield from strangers(root / SITE_TEMPLATES, root)
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
    yield from long_cells(library)
    yield from _template_faults(root, library)


def _template_faults(root: Path, library: Library) -> Iterator[Finding]:
    """What templates of the handbook's own do wrong; of those that come with Rolebook, a page by each is enough."""
    folder = supplied(SITE_TEMPLATES, root)
    ours = supplied(SITE_TEMPLATES)
    if folder != ours and _texts(folder) == _texts(ours):
        return
    from rolebook.site.pages import Site
    from rolebook.site.theme_faults import theme_faults

    try:
        with theme_faults(root):
            Site(library, folder).prove(every_page=folder != ours)
    except Problem as problem:
        yield from problem.findings


def _texts(folder: Path) -> dict[str, bytes | Finding]:
    """The templates in a folder, by their names, and the names of what they show beside their own."""
    assets: dict[str, bytes | Finding] = {f"assets/{file.name}": b"" for file in (folder / "assets").glob("*")}
    return {**assets, **{file.name: read_bytes(file, file.name) for file in folder.glob("*.html")}}
