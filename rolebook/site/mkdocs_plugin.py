"""The plugin of MkDocs: hands it the Library's pages as generated files, and a company's own pages.

Pages in Markdown are handed over as they were proved (`own_pages.py`), those of MkDocs' `docs_dir` too. Thin, so that a
successor of MkDocs replaces this module and nothing else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from rolebook.cache import keeping
from rolebook.findings.finding import Finding, Severity, has_errors
from rolebook.findings.problem import Problem
from rolebook.loading.places import is_junk
from rolebook.publishing.folders import Content
from rolebook.reporting import report
from rolebook.site.handbook import Handbook
from rolebook.site.page_links import only_text
from rolebook.site.proof import load_proved
from rolebook.site.reloading import with_reloading
from rolebook.site.theme_faults import theme_faults
from rolebook.unchanged import inputs
from rolebook.words.text import with_line_feeds

_log = get_plugin_logger("rolebook")


class NoOptions(Config):
    """The plugin has none: all settings stand in content/."""


class RolebookPlugin(BasePlugin[NoOptions]):
    """Makes everything before MkDocs cleans its output; aborts on errors, so that a broken library breaks no site."""

    made: Handbook | None = None
    """What the library gives, where `build_handbook` writes its files; `mkdocs build` leaves that to the plugin."""

    is_serving = False
    """Whether `mkdocs serve` runs, which builds again and again."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Told of the command before all else."""
        del dirty
        self.is_serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make what the library beside mkdocs.yml gives. Raises PluginError on findings of severity error."""
        self.root = Path(config.config_file_path or ".").resolve().parent
        with keeping(self.root) if self.is_serving else nullcontext():
            self.handbook, self.files = (self.made, {}) if self.made else self._handbook()
        config.site_name = self.handbook.library.settings.title
        config.theme.static_templates.clear()  # the 404 page is ours; for the sitemap see on_files
        return config

    def _handbook(self) -> tuple[Handbook, Mapping[str, Content]]:
        loaded = load_proved(self.root)
        if loaded.library is None or has_errors(loaded.findings):
            raise _refusal(loaded.findings)
        self._remark(loaded.findings)
        try:
            with theme_faults(self.root):
                handbook = Handbook(self.root, loaded.library, loaded.findings)
                files = dict(handbook.files())
        except Problem as problem:
            raise _refusal(problem.findings) from problem
        return handbook, files

    def _remark(self, findings: tuple[Finding, ...]) -> None:
        """Warnings and notes of the library go to INFO: `--strict` judges MkDocs' own warnings only."""
        for finding in findings:
            if finding.severity is not Severity.ERROR:
                _log.info("%s:%s: %s", finding.at.file, finding.at.line, finding.message.zh)

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Add every page of the library; .html counts as a static file, so MkDocs copies it as it is."""
        # MkDocs' sitemap lists addresses that a folder does not have, under the date of the build.
        if sitemap := files.get_file_from_path("sitemap.xml"):
            files.remove(sitemap)
        for file in list(files):
            if is_junk(file.src_uri.rpartition("/")[2]):  # MkDocs would publish what lies in the theme's folder
                files.remove(file)
        self._add_own_pages(files, config)
        for path, content in self.files.items() if self.made is None else self._in_their_places():
            files.append(_generated(config, path, content))
        _with_line_feeds(files, config)
        return files

    def _add_own_pages(self, files: Files, config: MkDocsConfig) -> None:
        """The pages in Markdown and their pictures as they were proved, in place of what lies in MkDocs' `docs_dir`."""
        for file in list(files):
            if file.src_dir == config.docs_dir:
                files.remove(file)
        for name, page in self.handbook.own.pages.items():
            files.append(_generated(config, name, page.for_mkdocs))
        for name, picture in self.handbook.own.pictures.items():
            files.append(_generated(config, name, picture))

    def _in_their_places(self) -> Iterator[tuple[str, str]]:
        """Empty files where those of the library that pages in Markdown link to come: MkDocs proves its links."""
        return ((place, "") for place in self.handbook.linked)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """They are not left empty: the library's files come into their places."""
        for place in self.handbook.linked if self.made else ():
            Path(config.site_dir, place).unlink(missing_ok=True)

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Markdown lets HTML pass; only what a text needs stays."""
        del page, config, files
        return only_text(html)

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """MkDocs' environment does not escape; ours does, and renders its pages too."""
        del env, config, files
        return self.handbook.site.environment

    def on_page_context(
        self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """The same variables that the library's own pages get."""
        del config, nav
        context.update(self.handbook.site.context(page.file.dest_uri))  # type: ignore[typeddict-item]  # the theme's own variables
        return context

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """`mkdocs serve` follows all that a handbook is made of, and its script may run beside ours."""
        del config, builder
        for place in inputs(self.root):
            if place.is_dir():
                server.watch(str(place))
        app = server.get_app()
        if app is not None:
            server.set_app(with_reloading(app))
        return server


def _refusal(findings: Iterable[Finding]) -> PluginError:
    """What MkDocs shows without a traceback."""
    return PluginError("\n" + report.as_text(tuple(findings), lambda _file, _line: None, "zh"))


def _with_line_feeds(files: Files, config: MkDocsConfig) -> None:
    """Text files that MkDocs would copy as they are go out with LF, whatever line ends they were saved with."""
    for file in tuple(files):
        if file.abs_src_path and not file.is_documentation_page():
            data = Path(file.abs_src_path).read_bytes()
            if (text := with_line_feeds(file.src_path, data)) != data:
                files.remove(file)
                files.append(_generated(config, file.src_path, text))


def _generated(config: MkDocsConfig, path: str, content: Content) -> File:
    if isinstance(content, Path):
        return File.generated(config, path, abs_src_path=str(content))
    file = File.generated(config, path, content=content)
    file.inclusion = InclusionLevel.INCLUDED
    return file
