"""What `check` says of the site: pages in Markdown, their pictures and links, the logo.

With a clean `check`, `site` works; so `site` refuses nothing that is not found here first.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rolebook.cache import current
from rolebook.checked import load_checked
from rolebook.exports.tables import long_cells
from rolebook.findings.finding import Edit, Finding, Fix, in_order
from rolebook.findings.plain import as_plain, from_plain
from rolebook.findings.problem import Problem
from rolebook.loading.load import Loaded
from rolebook.loading.places import CONTENT, PAGES, PICTURES, strangers
from rolebook.model.library import Library
from rolebook.model.settings import SheetSettings
from rolebook.sheets.broken import read_logo
from rolebook.sheets.unshown import unshown_characters
from rolebook.site.own_pages import own_files
from rolebook.site.settings import read_settings
from rolebook.site.state import state_of
from rolebook.supplied import PRODUCT_PAGES, SHEET_TEMPLATES, SITE_TEMPLATES, is_as_supplied, supplied
from rolebook.words.spelling import nearest
from rolebook.words.text import visible
from rolebook.words.wording import Wording
from rolebook.yamltext.canonical import scalar


def load_proved(root: Path, watched: Callable[[Sequence[Path]], Iterable[Path]] = iter, day: str = "") -> Loaded:
    """Load what is under `root`, apply the rules, and prove what the site is made of besides; findings in order.

    `watched`: as in `load`; `day`: as in `Loaded.on`.
    """
    return proved(root, load_checked(root, watched, day))


def findings_of(root: Path, watched: Callable[[Sequence[Path]], Iterable[Path]] = iter, day: str = "") -> Loaded:
    """What `load_proved` gives, without the library: as it is kept, where nothing of what is read has changed."""
    kept = current()
    state = state_of(root) if kept.is_active else None
    key = kept.key("check", [state or b"", day.encode()])
    if state and (known := kept.recall(key)):
        found, files, site_url, withheld = known
        return Loaded(None, from_plain(found), files, site_url, tuple(withheld))
    loaded = load_proved(root, watched, day)
    is_private = any(one.rule == "personal-data" for one in loaded.findings)  # others may quote the text
    if state and not is_private and state_of(root) == state:  # nobody has saved a file meanwhile
        kept.keep(key, [as_plain(loaded.findings), loaded.files, loaded.site_url, loaded.withheld])
    return loaded


def proved(root: Path, loaded: Loaded) -> Loaded:
    """The same with the findings about pages, pictures and links."""
    findings = in_order((*loaded.findings, *_faults(root, loaded)))
    return replace(loaded, findings=findings)


def _faults(root: Path, loaded: Loaded) -> Iterator[Finding]:
    yield from read_settings(root)[1]
    if supplied(SITE_TEMPLATES, root) == root / SITE_TEMPLATES:
        yield from strangers(root / SITE_TEMPLATES, root)
    own = own_files(root)
    yield from own.findings
    if loaded.readable and loaded.readable.sheet.logo:
        yield from _about_logo(root, loaded.readable.sheet)
    library = loaded.library
    if library is None:  # nobody knows which pages there will be
        return
    if (root / PAGES).exists() or not is_as_supplied(PRODUCT_PAGES, root):
        from rolebook.site.page_links import link_faults
        from rolebook.site.plan import places

        yield from link_faults(own, frozenset(places(library)))
    yield from long_cells(library)
    yield from unshown_characters(library, root)
    # Tests prove the templates that come with Rolebook. What tries others takes a while to load, and to do.
    if not is_as_supplied(SHEET_TEMPLATES, root):
        from rolebook.sheets.proof import template_faults

        yield from template_faults(library, root)
    if not is_as_supplied(SITE_TEMPLATES, root):
        yield from _theme_faults(root, library)


def lost_links(root: Path, library: Library) -> tuple[Finding, ...]:
    """Links of the company's own pages to what this library, a part of the whole, does not have."""
    if not (root / PAGES).exists() and is_as_supplied(PRODUCT_PAGES, root):
        return ()
    from rolebook.site.page_links import link_faults
    from rolebook.site.plan import places

    return tuple(link_faults(own_files(root), frozenset(places(library))))


def _about_logo(root: Path, sheet: SheetSettings) -> Iterator[Finding]:
    """What is wrong with it; of one that is not there, where it is named, and which picture may be meant."""
    for one in read_logo(root, supplied(SHEET_TEMPLATES, root), sheet.logo)[1]:
        if one.rule != "missing-logo" or not sheet.logo_at:
            yield one
            continue
        pictures = sorted(path.name for path in (root / CONTENT).iterdir() if path.suffix.lower() in PICTURES)
        name = nearest(sheet.logo, pictures) or (pictures[0] if len(pictures) == 1 else None)
        found = replace(one, at=sheet.logo_at[0])
        if name is None:
            yield found
        else:
            shown = visible(name)
            hint = Wording(
                f"是 {shown} 的，写 logo: {shown}；否则把图片放入 content，或把 logo 留空。",
                f"If {shown} is meant, write 'logo: {shown}'; else put the picture there, or leave logo empty.",
            )
            yield replace(found, hint=hint, fix=Fix(certain=False, edits=(Edit(*sheet.logo_at, text=scalar(name)),)))


def _theme_faults(root: Path, library: Library) -> Iterator[Finding]:
    """What the site's templates do wrong."""
    from rolebook.site.pages import Site
    from rolebook.site.theme_faults import theme_faults

    try:
        with theme_faults(root):
            Site(library, supplied(SITE_TEMPLATES, root)).prove()
    except Problem as problem:
        yield from problem.findings
