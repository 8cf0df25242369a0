"""The plugin of MkDocs: hands it the Library's pages as generated files, and a company's own pages.

The product's pages (guide, about) are MkDocs' `docs_dir`; those in content/pages are added to them, and one of
the same name replaces the product's. Thin, so that a successor of MkDocs replaces this module and nothing else.
"""

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

from rolebook.checked import load_checked
from rolebook.exports.tables import downloads
from rolebook.findings.finding import Finding, Severity, has_errors
from rolebook.loading.content_files import PAGES, own_pages
from rolebook.loading.load import Loaded
from rolebook.model.snapshot import digest
from rolebook.publish import MARKER
from rolebook.reporting import report
from rolebook.sheets.broken import BrokenTemplate
from rolebook.sheets.form import FormDesk
from rolebook.site.pages import Site
from rolebook.site.search_index import search_data, search_script

_log = get_plugin_logger("rolebook")
_ANCHORS = {level: {"id"} for level in ("h1", "h2", "h3", "h4")}


class BrokenSheets(PluginError):
    """The template of the role sheets is at fault; `finding` says where."""

    def __init__(self, finding: Finding) -> None:
        super().__init__("\n" + report.as_text([finding], lambda _file, _line: None, "zh"))
        self.finding = finding


class NoOptions(Config):
    """The plugin has none: all settings stand in content/."""


class RolebookPlugin(BasePlugin[NoOptions]):
    """Loads and checks before MkDocs cleans its output; aborts on errors, so that a broken library breaks no site."""

    loaded: Loaded | None = None
    """The library of this root, where whoever builds has loaded and checked it already."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the library beside mkdocs.yml. Raises PluginError on findings of severity error."""
        self.root = Path(config.config_file_path or ".").resolve().parent
        loaded = self.loaded or load_checked(self.root)
        if loaded.library is None or has_errors(loaded.findings):
            raise PluginError("\n" + report.as_text(loaded.findings, lambda _file, _line: None, "zh"))
        self._remark(loaded.findings)
        self.library = loaded.library
        self.site = Site(self.library, self.root / "templates" / "site")
        try:
            self.forms = FormDesk(self.library, self.root / "templates" / "sheet")
        except BrokenTemplate as problem:
            raise BrokenSheets(problem.finding) from problem
        config.site_name = self.library.settings.title
        config.theme.static_templates.clear()  # the 404 page is ours; for the sitemap see on_files
        return config

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
        for page in self.site.pages():
            if files.get_file_from_path(page.path) is None:
                files.append(_generated(config, page.path, page.html))
        self._add_forms(files, config)
        files.append(_generated(config, "assets/search-data.js", search_script(search_data(self.library))))
        for path, data in downloads(self.library):
            files.append(_generated(config, path, data))
        for role in self.library.roles.values():
            source = str(self.root / role.at.file)
            files.append(File.generated(config, f"data/roles/{role.id}.yaml", abs_src_path=source))
        version = f"{self.library.settings.version} {digest(self.library)}\n"
        files.append(_generated(config, MARKER, version))
        return files

    def _add_own_pages(self, files: Files, config: MkDocsConfig) -> None:
        """The pages of content/pages and their pictures, file by file; they replace the product's of the same name."""
        for path in own_pages(self.root):
            name = path.relative_to(self.root / PAGES).as_posix()
            if replaced := files.get_file_from_path(name):
                files.remove(replaced)
            files.append(File.generated(config, name, abs_src_path=str(path)))

    def _add_forms(self, files: Files, config: MkDocsConfig) -> None:
        """The page of every role's sheet, and what their scripts load."""
        for path, data in self.forms.files():
            files.append(_generated(config, path, data))
        try:
            for form in self.forms.pages():
                page = self.site.page(form.path, "form.html", **form.variables)
                files.append(_generated(config, page.path, page.html))
                files.append(_generated(config, form.script_path, form.script))
        except BrokenTemplate as problem:
            raise BrokenSheets(problem.finding) from problem

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Markdown lets HTML pass; only what a text needs stays."""
        del page, config, files
        return nh3.clean(html, attributes={**nh3.ALLOWED_ATTRIBUTES, **_ANCHORS}, link_rel=None)

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """MkDocs' environment does not escape; ours does, and renders its pages too."""
        del env, config, files
        return self.site.environment

    def on_page_context(
        self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """The same variables that the library's own pages get."""
        del config, nav
        context.update(self.site.context(page.file.dest_uri))  # type: ignore[typeddict-item]  # the theme's own variables
        return context


def _generated(config: MkDocsConfig, path: str, content: str | bytes) -> File:
    file = File.generated(config, path, content=content)
    file.inclusion = InclusionLevel.INCLUDED
    return file
