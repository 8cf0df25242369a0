"""The build of the handbook, told in one function: `build_handbook`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from rolebook.cache import current
from rolebook.checked import checked, sound
from rolebook.findings.finding import Finding
from rolebook.findings.problem import Misuse, Problem
from rolebook.loading.load import load
from rolebook.model.library import Library
from rolebook.publishing.folders import Standing, put, replace_tree
from rolebook.publishing.outputs import refuse_inputs
from rolebook.publishing.recovery import sweep_beside
from rolebook.publishing.sites import refuse_foreign
from rolebook.sheets.broken import BrokenTemplate
from rolebook.site.handbook import Handbook
from rolebook.site.last_build import LastBuild
from rolebook.site.proof import lost_links, proved
from rolebook.site.settings import read_settings
from rolebook.site.theme_faults import theme_faults
from rolebook.todo import Todo
from rolebook.words.wording import Wording


@dataclass(frozen=True, slots=True)
class Built:
    """What writing a handbook met with, and what it does not hold."""

    findings: tuple[Finding, ...]
    remarks: tuple[Wording, ...]


def build_handbook(root: Path, out: Path, *, pdf: bool = True, approved_only: bool = False, day: str = "") -> Built:
    """Check the library under `root` and put its handbook into the folder `out`.

    With `pdf`, it holds the sheet of every role as a PDF too; with `approved_only`, nothing that is a draft. `day`: as
    in `Loaded.on`. Raises Problem where the library has errors or the theme is at fault, Misuse where `out` is a folder
    of somebody else's or one of the inputs, or no role is approved. Whatever fails, an older handbook in `out` stays as
    it was. Whether anything has changed at all since the last build, `LastBuild` tells beforehand.
    """
    refuse_inputs(out, root, replaced=True)
    sweep_beside(out)
    refuse_foreign(out)
    last = LastBuild(root, out, pdf, approved_only, day)

    # 1. Load: every file below content/ becomes values that know their line, is held against its schema, and has its
    #    references resolved. What comes of it is a Library, or findings that say why there is none.
    loaded = load(root).on(day)

    # 2. Check: the rules look at the whole library, and what else the site is made of is proved. With a finding of
    #    severity error, nothing is built.
    known = proved(root, checked(loaded))
    library = sound(known)
    settings = _settings(root)
    with _faults(root):
        handbook = Handbook(root, library, known.findings, approved_only=approved_only)
    if approved_only and not handbook.library.roles:
        raise Misuse(*_NOTHING_APPROVED)
    if handbook.library.is_excerpt and (lost := lost_links(root, handbook.library)):
        raise Problem(*lost)

    # 3. What the last build made of the same is not made again, and stays where it stands (traces.py).
    base = handbook.base
    kept = current()
    key = kept.key("site", [base, os.fsencode(out)])
    handbook.go_on_from(kept.recall_last(key) if base else None)
    tracing = handbook.tracing

    def write(folder: Path) -> Standing:
        """Fill a new folder beside `out` with what has changed, each file written before the next is made."""
        with _faults(root):
            # 4. PDFs of the sheets first: pages link to them.
            if pdf:
                tracing.write(folder, handbook.blank_sheets())
                put(folder, handbook.pdfs())

            # 5. MkDocs: it makes the pages in Markdown in the theme of all others, and adds the theme's own files.
            put(folder, _by_mkdocs(root, settings, handbook, folder.parent))

            # 6. Pages: one for every role, department, clause, rule, source and list, by the templates in
            #    templates/site. Sheets: the form in which a manager fills in the role sheet, by templates/sheet.
            #    Search data: what the search looks through; and the tables that readers can save.
            for parts in handbook.parts():
                tracing.write(folder, parts)
        return Standing(tracing.standing, tracing.again)

    # 7. Publish: what differs in that folder takes the place of the old files, or all of it of the old ones.
    findings = replace_tree(out, write, root)
    if not findings and base:
        kept.keep_last(key, tracing.kept())
        if not tracing.unkept:
            last.keep(tracing.digests, handbook.remarks)
    return Built(findings, tuple(handbook.remarks))


Former: TypeAlias = tuple[bytes, Any]
"""What stands for all that a build was made of but the library, and what it kept of the rest."""


def build_loaded(root: Path, out: Path, library: Library, waiting: Todo, former: Former = (b"", None)) -> Former:
    """Put the handbook of a library that was loaded and checked already into `out`, without PDFs.

    `waiting` is for a person. `former` is what the build before returned, which made what stands in `out`: what has
    not changed since is not made again. `out` lies in a folder that is removed in the end, so nothing of the build is
    recorded elsewhere. Raises what `build_handbook` raises.
    """
    settings = _settings(root)
    with _faults(root):
        handbook = Handbook(root, library, waiting=waiting)
    base, kept = former
    handbook.go_on_from(kept if base and base == handbook.base else None)

    def write(folder: Path) -> Standing:
        with _faults(root):
            put(folder, _by_mkdocs(root, settings, handbook, folder.parent))
            put(folder, handbook.files())
        return Standing(handbook.tracing.standing, handbook.tracing.again)

    if unwritten := replace_tree(out, write, out.parent):
        raise Problem(*unwritten)
    return handbook.base, handbook.tracing.kept()


_NOTHING_APPROVED = (
    "没有已批准的岗位，只含已批准岗位的手册是空的，没有生成。岗位批准后，在它的文件中写 status: approved，再生成一次。",
    "No role is approved, so there is nothing to show and nothing was made. Once one is, write 'status: approved'.",
)


def _settings(root: Path) -> bytes:
    """What mkdocs.yml says. Raises Problem."""
    settings, faults = read_settings(root)
    if settings is None:
        raise Problem(*faults)
    return settings


def _by_mkdocs(root: Path, settings: bytes, handbook: Handbook, beside: Path) -> Iterator[tuple[str, str | bytes]]:
    """The files that MkDocs makes and that must be made; `beside` takes a folder for a moment."""

    def make() -> Iterator[tuple[str, bytes]]:
        from rolebook.site.mkdocs_pages import markdown_files  # MkDocs takes a while to load

        yield from markdown_files(root, settings, handbook, beside)

    yield from handbook.tracing.made(handbook.markdown(make, settings))


@contextmanager
def _faults(root: Path) -> Iterator[None]:
    """What is wrong with a template becomes a Problem that says where."""
    try:
        with theme_faults(root):
            yield
    except BrokenTemplate as problem:
        raise Problem(problem.finding) from problem
