"""The build of the handbook, told in one function: `build_handbook`."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

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
from rolebook.site.mkdocs_plugin import RolebookPlugin
from rolebook.site.proof import lost_links, proved
from rolebook.site.settings import read_settings
from rolebook.site.theme_faults import theme_fault, theme_faults
from rolebook.supplied import MKDOCS, supplied
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
    it was.
    """
    refuse_inputs(out, root, replaced=True)
    sweep_beside(out)
    refuse_foreign(out)

    # 1. Load: every file below content/ becomes values that know their line, is held against its schema, and has its
    #    references resolved. What comes of it is a Library, or findings that say why there is none.
    loaded = load(root).on(day)

    # 2. Check: the rules look at the whole library, and what else the site is made of is proved. With a finding of
    #    severity error, nothing is built.
    known = proved(root, checked(loaded))
    library = sound(known)
    settings, faults = read_settings(root)
    if settings is None:
        raise Problem(*faults)

    with _mkdocs_faults(root):
        config = _mkdocs_config(root, out, settings)
        handbook = Handbook(root, library, known.findings, approved_only=approved_only)
        if approved_only and not handbook.library.roles:
            raise Misuse(*_NOTHING_APPROVED)
        if handbook.library.is_excerpt and (lost := lost_links(root, handbook.library)):
            raise Problem(*lost)

    kept, key = current(), ""

    def write(folder: Path) -> Standing:
        """Fill a new folder beside `out` with what has changed."""
        nonlocal key
        with _mkdocs_faults(root):
            # 3. MkDocs: it makes the pages in Markdown in the theme of all others, and adds the theme's own files.
            _run_mkdocs(config, folder, handbook)

            # 4. The library's files, each written before the next is made; what the last build made of the same is
            #    not made again (traces.py). PDFs of the sheets first: pages link to them.
            if pdf:
                put(folder, handbook.pdfs())
            key = kept.key("site", [handbook.base, os.fsencode(out)])
            handbook.go_on_from(kept.recall_last(key) if handbook.base else None)
            made = handbook.tracing.made

            # 5. Pages: one for every role, department, clause, rule, source and list, by the templates in
            #    templates/site.
            put(folder, made(handbook.pages()))

            # 6. Sheets: the form in which a manager fills in the role sheet, for every role, by templates/sheet.
            put(folder, made(handbook.sheet_forms()))

            # 7. Search data: what the search looks through; and the tables that readers can save.
            put(folder, made(handbook.verification()))
            put(folder, made(handbook.data()))
        return Standing(handbook.tracing.standing, handbook.tracing.again)

    # 8. Publish: what differs in that folder takes the place of the old files, or all of it of the old ones.
    findings = replace_tree(out, write, root)
    if not findings and handbook.base:
        kept.keep_last(key, handbook.tracing.kept())
    return Built(findings, tuple(handbook.remarks))


Former: TypeAlias = tuple[bytes, Any]
"""What stands for all that a build was made of but the library, and what it kept of the rest."""


def build_loaded(root: Path, out: Path, library: Library, waiting: Todo, former: Former = (b"", None)) -> Former:
    """Put the handbook of a library that was loaded and checked already into `out`, without PDFs.

    `waiting` is for a person. `former` is what the build before returned, which made what stands in `out`: what has
    not changed since is not made again. `out` lies in a folder that is removed in the end, so nothing of the build is
    recorded elsewhere. Raises what `build_handbook` raises.
    """
    settings, faults = read_settings(root)
    if settings is None:
        raise Problem(*faults)
    with _mkdocs_faults(root):
        config = _mkdocs_config(root, out, settings)
        handbook = Handbook(root, library, waiting=waiting)

    def write(folder: Path) -> Standing:
        with _mkdocs_faults(root):
            _run_mkdocs(config, folder, handbook)
            base, kept = former
            handbook.go_on_from(kept if base and base == handbook.base else None)
            put(folder, handbook.files())
        return Standing(handbook.tracing.standing, handbook.tracing.again)

    if unwritten := replace_tree(out, write, out.parent):
        raise Problem(*unwritten)
    return handbook.base, handbook.tracing.kept()


_NOTHING_APPROVED = (
    "没有已批准的岗位，只含已批准岗位的手册是空的，没有生成。岗位批准后，在它的文件中写 status: approved，再生成一次。",
    "No role is approved, so there is nothing to show and nothing was made. Once one is, write 'status: approved'.",
)


def _mkdocs_config(root: Path, out: Path, settings: bytes) -> MkDocsConfig:
    """What mkdocs.yml says, which was proved; read before anything is made, so that a fault in it is told at once."""
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    logging.getLogger("mkdocs.commands.build").addFilter(_below_error)
    said = MkDocsConfig()
    said.load_file(BytesIO(settings))
    places = _folders_of_rolebook(root, said)
    return load_config(BytesIO(settings), config_file_path=str(root / MKDOCS), site_dir=str(out), **places)


def _folders_of_rolebook(root: Path, said: MkDocsConfig) -> dict[str, Any]:
    """The folders of pages and theme that a configuration names and the root does not hold: those of Rolebook."""
    theme: Any = said["theme"]
    named = {"docs_dir": said["docs_dir"], "custom_dir": theme.get("custom_dir") if isinstance(theme, dict) else None}
    found = {
        key: str(supplied(folder))
        for key, folder in named.items()
        if isinstance(folder, str) and not (root / folder).exists() and supplied(folder).exists()
    }
    places: dict[str, Any] = {"docs_dir": found["docs_dir"]} if "docs_dir" in found else {}
    return {**places, "theme": {**theme, "custom_dir": found["custom_dir"]}} if "custom_dir" in found else places


def _run_mkdocs(config: MkDocsConfig, folder: Path, handbook: Handbook) -> None:
    """What `mkdocs build` does, into `folder`, but for the files that the library gives."""
    config.site_dir = str(folder)
    plugin = config.plugins.get("rolebook")
    if isinstance(plugin, RolebookPlugin):
        plugin.made = handbook
    build(config)


@contextmanager
def _mkdocs_faults(root: Path) -> Iterator[None]:
    """What is wrong with the templates or with MkDocs' configuration becomes a Problem that says where."""
    try:
        with theme_faults(root):
            yield
    except BrokenTemplate as problem:
        raise Problem(problem.finding) from problem
    except MkDocsException as problem:
        raise Problem(theme_fault(root, str(root / MKDOCS), 1, str(problem))) from problem


def _below_error(record: logging.LogRecord) -> bool:
    """An error is told once, by whoever called us."""
    return record.levelno < logging.ERROR
