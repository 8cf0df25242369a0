"""The plugin of MkDocs: hands it the Library's pages as generated files, and a company's own pages.

The product's pages (guide, about) are MkDocs' `docs_dir`; those in content/pages are added to them, and one of
the same name replaces the product's. Thin, so that a successor of MkDocs replaces this module and nothing else.
"""

from collections.abc import Iterable
from pathlib import Path

import nh3
from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from rolebook.checked import checked
from rolebook.findings.finding import Finding, Severity, has_errors
from rolebook.loading.content_files import PAGES, own_pages
from rolebook.loading.load import load
from rolebook.reporting import report
from rolebook.sheets.broken import BrokenTemplate
from rolebook.site.handbook import Content, Handbook
from rolebook.words.program import PROGRAM

_log = get_plugin_logger("rolebook")
_ANCHORS = {level: {"id"} for level in ("h1", "h2", "h3", "h4")}


class NoOptions(Config):
    """The plugin has none: all settings stand in content/."""


class RolebookPlugin(BasePlugin[NoOptions]):
    """Makes everything before MkDocs cleans its output; aborts on errors, so that a broken library breaks no site."""

    made: Handbook | None = None
    """What the library gives, where `build_handbook` has made it already; `mkdocs build` leaves that to the plugin."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make what the library beside mkdocs.yml gives. Raises PluginError on findings of severity error."""
        self.root = Path(config.config_file_path or ".").resolve().parent
        self.handbook = self.made or self._handbook()
        config.site_name = self.handbook.library.settings.title
        config.theme.static_templates.clear()  # the 404 page is ours; for the sitemap see on_files
        return config

    def _handbook(self) -> Handbook:
        loaded = checked(load(self.root))
        if loaded.library is None or has_errors(loaded.findings):
            raise _refusal(loaded.findings)
        self._remark(loaded.findings)
        handbook = Handbook(self.root, loaded.library)
        handbook.add_pages()
        try:
            handbook.add_sheet_forms()
        except BrokenTemplate as problem:
            raise _refusal(problem.findings) from problem
        handbook.add_data()
        return handbook

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
        self._add_own_pages(files, config)
        for path, html in self.handbook.pages.items():
            if files.get_file_from_path(path) is None:
                files.append(_generated(config, path, html))
        for path, content in self.handbook.files.items():
            files.append(_generated(config, path, content))
        return files

    def _add_own_pages(self, files: Files, config: MkDocsConfig) -> None:
        """The pages of content/pages and their pictures, file by file; they replace the product's of the same name."""
        for path in own_pages(self.root):
            name = path.relative_to(self.root / PAGES).as_posix()
            if replaced := files.get_file_from_path(name):
                files.remove(replaced)
            files.append(File.generated(config, name, abs_src_path=str(path)))

    def on_page_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """The pages that come with Rolebook name the command line as it is called here."""
        del config, files
        return markdown.replace("python build.py", PROGRAM) if page.file.generated_by is None else markdown

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Markdown lets HTML pass; only what a text needs stays."""
        del page, config, files
        return nh3.clean(html, attributes={**nh3.ALLOWED_ATTRIBUTES, **_ANCHORS}, link_rel=None)

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


def _refusal(findings: Iterable[Finding]) -> PluginError:
    """What MkDocs shows without a traceback."""
    return PluginError("\n" + report.as_text(tuple(findings), lambda _file, _line: None, "zh"))


def _generated(config: MkDocsConfig, path: str, content: Content) -> File:
    if isinstance(content, Path):
        return File.generated(config, path, abs_src_path=str(content))
    file = File.generated(config, path, content=content)
    file.inclusion = InclusionLevel.INCLUDED
    return file
