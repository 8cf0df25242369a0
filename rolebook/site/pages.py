"""The site's pages: pure functions of the Library. An adapter hands them to whatever writes the site."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment

from rolebook.findings.finding import Finding
from rolebook.history.log import Step
from rolebook.model.involvement import Involvement
from rolebook.model.library import Library
from rolebook.site.environment import environment
from rolebook.site.links import Links
from rolebook.site.plan import plan
from rolebook.todo import Todo, todo

__all__ = ["Site", "SitePage", "environment"]


def _contacts(library: Library) -> list[str]:
    """Who answers for the roles that are in use, the one with most of them first."""
    named = Counter(role.owner for role in library.roles.values() if role.status != "retired")
    return [name for name, _ in named.most_common()]


_OF_OWN_PAGES = "main.html"
"""The template by which MkDocs makes pages in Markdown: the only one that no page of ours names."""


class SitePage(NamedTuple):
    """A finished page and its place below the site's root."""

    path: str
    html: str


class Site:
    """All pages of one library under one theme; what they share is worked out once."""

    def __init__(
        self,
        library: Library,
        templates: Path,
        findings: Iterable[Finding] = (),
        log: tuple[Step, ...] = (),
        waiting: Todo | None = None,
    ) -> None:
        """`templates` is the theme's folder; the page 待办 shows those `findings` that wait for a person.

        `log` is what the releases changed; `waiting` is shown in place of what the findings give, where it is given.
        """
        self.log = log
        self._library = library
        self.waiting = todo(library, findings) if waiting is None else waiting
        self.involvement = Involvement(library)
        self._environment = environment(templates)
        self.pdfs: Mapping[str, str] = {}
        """Role → where its sheet lies as a PDF, from the site's root; under an empty id the whole handbook."""
        self.unmade: Mapping[str, str] = {}
        """Role → why its sheet could not be made as a PDF."""
        self._shared: dict[str, Any] = {
            "site": library.settings,
            "contacts": _contacts(library),
            "draft": all(role.status == "draft" for role in library.roles.values()),
            "themes": {term.id: term.label for term in library.taxonomy.themes},
            "industries": {term.id: term.label for term in library.taxonomy.industries},
            "levels": {term.id: term.label for term in library.taxonomy.levels},
        }

    @property
    def environment(self) -> Environment:
        """The templates' environment, for pages that come from elsewhere (Markdown)."""
        return self._environment

    def context(self, path: str) -> dict[str, Any]:
        """What every template gets: the site's facts, and the way from the page at `path` to all others."""
        self._environment.begin()
        links = Links.of(path, self._library.settings.site_url)
        return {
            **self._shared,
            "path": path,
            "root": links.root,
            "links": links,
            "pdfs": self.pdfs,
            "unmade": self.unmade,
        }

    def pages(self, taken: Collection[str] = ()) -> Iterator[SitePage]:
        """Every page but those whose places are `taken`, in no order that matters."""
        for path, template, view in plan(self._library, self.waiting, self.involvement, self.log):
            if path not in taken:
                yield self.page(path, template, **view())

    def prove(self) -> None:
        """Make every page and keep none. Raises what a template raises."""
        for path, template, view in plan(self._library, self.waiting, self.involvement, self.log):
            self.page(path, template, **view())
        for name in (_OF_OWN_PAGES, *self._environment.list_templates(extensions=["html"])):
            self._environment.get_template(name)

    def page(self, path: str, template: str, **variables: object) -> SitePage:
        """One page by the theme's template; pages that are made elsewhere (the sheets' forms) come in here."""
        html = self._environment.get_template(template).render({**self.context(path), **variables})
        return SitePage(path, html)
