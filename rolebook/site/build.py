"""The build of the handbook, told in one function: `build_handbook`."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from rolebook.checked import checked, sound
from rolebook.findings.finding import Finding, Position, error
from rolebook.findings.problem import Problem
from rolebook.loading.load import load
from rolebook.publishing.folders import refuse_foreign, replace_tree
from rolebook.publishing.outputs import refuse_inputs
from rolebook.sheets.broken import BrokenTemplate
from rolebook.site.handbook import Handbook
from rolebook.site.mkdocs_plugin import RolebookPlugin
from rolebook.site.proof import proved
from rolebook.supplied import MKDOCS, SITE_TEMPLATES, supplied
from rolebook.words.wording import Wording


def build_handbook(root: Path, out: Path) -> tuple[Finding, ...]:
    """Check the library under `root` and put its handbook into the folder `out`; what writing met with.

    Raises Problem where the library has errors or the theme is at fault, Misuse where `out` is a folder of somebody
    else's or one of the inputs. Whatever fails, an older handbook in `out` stays as it was.
    """
    refuse_inputs(out, root, replaced=True)
    refuse_foreign(out)

    # 1. Load: every file below content/ becomes values that know their line, is held against its schema, and has its
    #    references resolved. What comes of it is a Library, or findings that say why there is none.
    loaded = load(root)

    # 2. Check: the rules look at the whole library, and what else the site is made of is proved. With a finding of
    #    severity error, nothing is built.
    library = sound(proved(root, checked(loaded)))

    with _theme_faults(root):
        config = _mkdocs_config(root, out)
        handbook = Handbook(root, library)

        # 3. Pages: one for every role, department, clause, rule, source and list, by the templates in templates/site.
        handbook.add_pages()

        # 4. Sheets: the form in which a manager fills in the role sheet, for every role, by templates/sheet.
        handbook.add_sheet_forms()

        # 5. Search data: what the search looks through; and the tables that readers can save.
        handbook.add_data()

    # 6. MkDocs: it adds the Markdown pages in the same theme and the theme's own files, and writes everything.
    def write(folder: Path) -> None:
        with _theme_faults(root):
            _run_mkdocs(config, folder, handbook)

    # 7. Publish: MkDocs writes into a new folder beside `out`.
    # 8. Swap: once that folder is whole, it takes the place of the old one.
    return replace_tree(out, write, root)


def _mkdocs_config(root: Path, out: Path) -> MkDocsConfig:
    """What mkdocs.yml says; read before anything is made, so that a fault in it is told at once."""
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    logging.getLogger("mkdocs.commands.build").addFilter(_below_error)
    file = supplied(MKDOCS, root)
    try:
        text = BytesIO(file.read_bytes())
    except OSError:  # MkDocs says why
        return load_config(str(file), site_dir=str(out))
    said = MkDocsConfig()
    said.load_file(text)
    return load_config(text, config_file_path=str(root / MKDOCS), site_dir=str(out), **_folders_of_rolebook(root, said))


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
    """What `mkdocs build` does, into `folder`, with our plugin handed what has been made already."""
    config.site_dir = str(folder)
    plugin = config.plugins.get("rolebook")
    if isinstance(plugin, RolebookPlugin):
        plugin.made = handbook
    build(config)


@contextmanager
def _theme_faults(root: Path) -> Iterator[None]:
    """What is wrong with the templates or with MkDocs' configuration becomes a Problem that says where."""
    try:
        yield
    except BrokenTemplate as problem:
        raise Problem(problem.finding) from problem
    except TemplateSyntaxError as problem:
        raise Problem(_finding(root, problem.filename, problem.lineno, problem.message or "")) from problem
    except TemplateError as problem:
        file, line = _deepest_template(root, problem)
        raise Problem(_finding(root, file, line, str(problem))) from problem
    except MkDocsException as problem:
        raise Problem(_finding(root, str(root / MKDOCS), 1, str(problem))) from problem


def _below_error(record: logging.LogRecord) -> bool:
    """An error is told once, by whoever called us."""
    return record.levelno < logging.ERROR


def _deepest_template(root: Path, problem: BaseException) -> tuple[str, int]:
    """The template's file and line where the error arose: Jinja maps its tracebacks to them."""
    place = (str(supplied(SITE_TEMPLATES, root)), 1)
    trace = problem.__traceback__
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".html"):
            place = (file, trace.tb_lineno)
        trace = trace.tb_next
    return place


def _finding(root: Path, file: str | None, line: int, problem: str) -> Finding:
    path = Path(file or supplied(SITE_TEMPLATES, root))
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    return error(
        "broken-theme",
        Position(name, line, 1),
        Wording(f"模板或设置有误：{problem}", f"broken theme: {problem}"),
        Wording(
            "改正这个文件，或恢复原来的版本。原有网站未改动。", "Mend the file or restore it. The old site stands."
        ),
    )
