"""What MkDocs makes of a handbook: the pages in Markdown in the theme of all others, and the theme's own files."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from rolebook.findings.problem import Problem
from rolebook.site.handbook import MARKDOWN, Handbook
from rolebook.site.mkdocs_plugin import RolebookPlugin
from rolebook.site.theme_faults import theme_fault
from rolebook.supplied import MKDOCS, supplied


def markdown_files(root: Path, settings: bytes, handbook: Handbook, beside: Path) -> Iterator[tuple[str, bytes]]:
    """(place below the site's root, bytes) of every file that `mkdocs build` makes but those that the library gives.

    `settings` is what mkdocs.yml says, which was proved; they are made in a folder in `beside` that is gone again.
    Raises Problem where MkDocs cannot use it. What MkDocs warns of is told by every build, so these are then not kept.
    """
    with TemporaryDirectory(dir=beside) as folder, _faults(root):
        with _listening() as listener:
            config = _config(root, Path(folder), settings)
            plugin = config.plugins.get("rolebook")
            if isinstance(plugin, RolebookPlugin):
                plugin.made = handbook
            build(config)
        if listener.has_heard:
            handbook.tracing.unkept.add(MARKDOWN)
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                yield path.relative_to(folder).as_posix(), path.read_bytes()


def _config(root: Path, out: Path, settings: bytes) -> MkDocsConfig:
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


@contextmanager
def _faults(root: Path) -> Iterator[None]:
    """What is wrong with MkDocs' configuration becomes a Problem."""
    try:
        yield
    except MkDocsException as problem:
        raise Problem(theme_fault(root, str(root / MKDOCS), 1, str(problem))) from problem


class _Listener(logging.Handler):
    """Hears whether MkDocs tells anything, and tells it as if nobody listened."""

    has_heard = False

    def emit(self, record: logging.LogRecord) -> None:
        """An error in a page is told once, by whoever called us."""
        self.has_heard = True
        is_told = record.name == build.__module__ and record.levelno >= logging.ERROR
        if logging.lastResort and not is_told and not logging.getLogger().handlers:
            logging.lastResort.handle(record)


@contextmanager
def _listening() -> Iterator[_Listener]:
    logger, listener = logging.getLogger("mkdocs"), _Listener(logging.WARNING)
    logger.setLevel(logging.WARNING)
    logger.addHandler(listener)
    try:
        yield listener
    finally:
        logger.removeHandler(listener)
