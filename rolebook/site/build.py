"""The whole site into one folder, by MkDocs and our plugin: the same as `mkdocs build`, for `publish` to swap in."""

import logging
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from rolebook.findings.finding import Finding, Position, error
from rolebook.findings.problem import Problem
from rolebook.loading.load import Loaded
from rolebook.site.mkdocs_plugin import BrokenSheets, RolebookPlugin
from rolebook.words.wording import Wording


def build_site(root: Path, out: Path, loaded: Loaded) -> None:
    """Fill `out` with the handbook of the library that was loaded from `root`, without errors. Raises Problem."""
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    logging.getLogger("mkdocs.commands.build").addFilter(_below_error)
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(out))
        plugin = config.plugins.get("rolebook")
        if isinstance(plugin, RolebookPlugin):
            plugin.loaded = loaded
        build(config)
    except TemplateSyntaxError as problem:
        raise Problem(_finding(root, problem.filename, problem.lineno, problem.message or "")) from problem
    except TemplateError as problem:
        file, line = _deepest_template(root, problem)
        raise Problem(_finding(root, file, line, str(problem))) from problem
    except MkDocsException as problem:
        # MkDocs puts an error of its own in the place of what a plugin raises.
        if isinstance(problem.__context__, BrokenSheets):
            raise Problem(problem.__context__.finding) from problem
        raise Problem(_finding(root, str(root / "mkdocs.yml"), 1, str(problem))) from problem


def _below_error(record: logging.LogRecord) -> bool:
    """An error is told once, by whoever called us."""
    return record.levelno < logging.ERROR


def _deepest_template(root: Path, problem: BaseException) -> tuple[str, int]:
    """The template's file and line where the error arose: Jinja maps its tracebacks to them."""
    place = (str(root / "templates" / "site"), 1)
    trace = problem.__traceback__
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".html"):
            place = (file, trace.tb_lineno)
        trace = trace.tb_next
    return place


def _finding(root: Path, file: str | None, line: int, problem: str) -> Finding:
    path = Path(file or root / "templates" / "site")
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    return error(
        "broken-theme",
        Position(name, line, 1),
        Wording(f"模板或设置有误：{problem}", f"broken theme: {problem}"),
        Wording(
            "改正这个文件，或恢复原来的版本。原有网站未改动。", "Mend the file or restore it. The old site stands."
        ),
    )
