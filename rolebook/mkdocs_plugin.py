"""The door for MkDocs: the Library's pages handed over as generated files, content/pages wrapped by the same theme.

A thin adapter, so that a successor of MkDocs replaces this module and nothing else.
"""

from pathlib import Path
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from rolebook import checks, report
from rolebook.findings import Finding, Severity, has_errors, in_order
from rolebook.library import Library, load
from rolebook.pages import base_context, pages
from rolebook.publish import MARKER
from rolebook.snapshot import digest

_log = get_plugin_logger("rolebook")


class RolebookPlugin(BasePlugin[Config]):  # type: ignore[no-untyped-call]  # MkDocs leaves its hook untyped
    """Loads and checks before MkDocs cleans its output; aborts on errors, so that a broken library breaks no site."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the library beside mkdocs.yml. Raises PluginError on findings of severity error."""
        self.root = Path(config.config_file_path or ".").resolve().parent
        self.templates = self.root / "templates" / "site"
        loaded = load(self.root)
        findings = loaded.findings
        if loaded.library is not None:
            findings = in_order((*findings, *checks.check(loaded.library)))
        if loaded.library is None or has_errors(findings):
            raise PluginError("\n" + report.as_text(findings, lambda _file, _line: None, "zh"))
        self._remark(findings)
        self.library: Library = loaded.library
        config.site_name = self.library.settings.title
        # MkDocs would list addresses that a folder opened by file:// does not have, with a date of every build.
        config.theme.static_templates.discard("sitemap.xml")
        return config

    def _remark(self, findings: tuple[Finding, ...]) -> None:
        """Warnings and notes of the library go to INFO: `--strict` judges MkDocs' own warnings only."""
        for finding in findings:
            if finding.severity is not Severity.ERROR:
                _log.info("%s:%s: %s", finding.at.file, finding.at.line, finding.message.zh)

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Add every page of the library; .html counts as a static file, so MkDocs copies it as it is."""
        for page in pages(self.library, self.templates):
            if files.get_file_from_path(page.path) is None:
                files.append(_generated(config, page.path, page.html))
        version = f"{self.library.settings.version} {digest(self.library)}\n"
        files.append(_generated(config, MARKER, version))
        return files

    def on_env(self, env: Any, /, *, config: MkDocsConfig, files: Files) -> Any:
        """MkDocs' environment does not escape; ours does, and the theme serves both."""
        del config, files
        env.autoescape = True
        return env

    def on_page_context(
        self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """The same variables that the library's own pages get."""
        del config, nav
        context.update(base_context(self.library, page.file.dest_uri))
        return context


def _generated(config: MkDocsConfig, path: str, content: str) -> File:
    file = File.generated(config, path, content=content)
    file.inclusion = InclusionLevel.INCLUDED
    return file
