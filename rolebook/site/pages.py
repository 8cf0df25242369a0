"""The site's pages: pure functions of the Library. An adapter hands them to whatever writes the site."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment

from rolebook.history.log import Step
from rolebook.model.involvement import Involvement
from rolebook.model.library import Library
from rolebook.site.environment import theme
from rolebook.site.links import Links
from rolebook.site.openings import Openings
from rolebook.site.paging import cuts
from rolebook.site.plan import View, plan
from rolebook.todo import NOTHING, Todo


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


@dataclass(frozen=True)
class Pdfs:
    """The sheets as PDFs that the site holds."""

    places: Mapping[str, str] = field(default_factory=dict)
    """Role → where its sheet lies, from the site's root; under an empty id the whole handbook."""
    unmade: Mapping[str, str] = field(default_factory=dict)
    """Role → why its sheet could not be made."""


class Site:
    """All pages of one library under one theme; what they share is worked out once."""

    def __init__(
        self,
        library: Library,
        templates: Path,
        waiting: Todo = NOTHING,
        log: tuple[Step, ...] = (),
    ) -> None:
        """`templates` is the theme's folder; `waiting` is for a person; `log` is what the releases changed."""
        self.log = log
        self._library = library
        self.waiting = waiting
        self.involvement = Involvement(library)
        self.openings = Openings(library)
        self._theme = theme(templates)
        self.pdfs = Pdfs()
        self.cuts = {source.id: lines for source in library.sources.values() if (lines := cuts(source))}
        """The lines at which the further pages of a source begin."""
        self.shared: dict[str, Any] = {
            "site": library.settings,
            "contacts": _contacts(library),
            "draft": all(role.status == "draft" for role in library.roles.values()),
            "themes": {term.id: term.label for term in library.taxonomy.themes},
            "industries": {term.id: term.label for term in library.taxonomy.industries},
            "levels": {term.id: term.label for term in library.taxonomy.levels},
        }
        """What every page is given, whatever it is about."""

    @property
    def environment(self) -> Environment:
        """The templates' environment, for pages that come from elsewhere (Markdown)."""
        return self._theme.bounded

    def context(self, path: str) -> dict[str, Any]:
        """What every template gets: the site's facts, and the way from the page at `path` to all others."""
        self._theme.bounded.begin()
        links = Links.of(path, self.shared["site"].site_url, self.cuts)
        return {
            **self.shared,
            "path": path,
            "root": links.root,
            "links": links,
            "pdfs": self.pdfs.places,
            "unmade": self.pdfs.unmade,
        }

    def plan(self) -> Iterator[tuple[str, str, View]]:
        """(place, template, what makes its variables) of every page, in no order that matters."""
        return plan(self._library, self.waiting, self.involvement, self.log, self.openings)

    def pages(self) -> Iterator[SitePage]:
        """Every page."""
        for path, template, view in self.plan():
            yield self.page(path, template, **view())

    def prepare(self) -> None:
        """Read all templates, which several processes would else do each for itself."""
        self._theme.prepare()

    def prove(self) -> None:
        """Make every page and keep none. Raises what a template raises."""
        for _ in self.pages():
            pass
        for name in (_OF_OWN_PAGES, *self._theme.bounded.list_templates(extensions=["html"])):
            self._theme.bounded.get_template(name)

    def page(self, path: str, template: str, **variables: object) -> SitePage:
        """One page by the theme's template; pages that are made elsewhere (the sheets' forms) come in here."""
        return SitePage(path, self._theme.rendered(template, {**self.context(path), **variables}))
