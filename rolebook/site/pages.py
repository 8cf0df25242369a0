"""The site's pages: pure functions of the Library. An adapter hands them to whatever writes the site."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment

from rolebook.findings.manual import PAGE
from rolebook.model.coverage import coverage
from rolebook.model.entries import Department, Role, Source, Term
from rolebook.model.library import Library
from rolebook.model.snapshot import digest
from rolebook.site.check_rules import manual_view
from rolebook.site.environment import environment, named
from rolebook.site.links import MISSING, PAGES, Links, path_of, term_path
from rolebook.site.views import (
    clause_view,
    department_view,
    home_view,
    penalties_view,
    role_view,
    roles_view,
    rule_view,
    rules_view,
    sheets_view,
    source_view,
    sources_view,
    term_view,
    themes_view,
)

__all__ = ["Site", "SitePage", "environment"]


class SitePage(NamedTuple):
    """A finished page and its place below the site's root."""

    path: str
    html: str


class Site:
    """All pages of one library under one theme; what they share is worked out once."""

    def __init__(self, library: Library, templates: Path) -> None:
        """`templates` is the theme's folder."""
        self._library = library
        self._environment: Environment = environment(templates)
        self._shared: dict[str, Any] = {
            "site": library.settings,
            "digest": digest(library),
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
        links = Links.of(path, self._library.settings.site_url)
        return {**self._shared, "path": path, "root": links.root, "links": links}

    def pages(self) -> Iterator[SitePage]:
        """Every page, in no order that matters."""
        library = self._library
        yield self.page(PAGES["home"], "home.html", **home_view(library))
        yield self.page(MISSING, "missing.html")
        yield self.page(PAGES["roles"], "roles.html", **roles_view(library))
        yield self.page(PAGES["themes"], "themes.html", **themes_view(library))
        yield self.page(PAGES["rules"], "rules.html", **rules_view(library))
        yield self.page(PAGES["penalties"], "penalties.html", **penalties_view(library))
        yield self.page(PAGES["sources"], "sources.html", **sources_view(library))
        yield self.page(PAGES["sheets"], "sheets.html", **sheets_view(library))
        yield self.page(PAGE, "rules-of-check.html", **manual_view())
        for role in library.roles.values():
            yield self._of(role)
        for department in library.departments.values():
            yield self._of(department)
        for source in library.sources.values():
            yield self._of(source)
        for rule in library.rules.values():
            yield self.page(path_of(rule), "rule.html", **rule_view(library, rule))
        for clause in library.clauses.values():
            yield self.page(path_of(clause), "clause.html", **clause_view(library, clause))
        yield from self._terms()
        yield from self._redirects()

    def _of(self, thing: Role | Department | Source) -> SitePage:
        match thing:
            case Role():
                return self.page(path_of(thing), "role.html", **role_view(self._library, thing))
            case Department():
                return self.page(path_of(thing), "department.html", **department_view(self._library, thing))
            case Source():
                lines = coverage(self._library)
                return self.page(path_of(thing), "source.html", **source_view(self._library, thing, lines))

    def _terms(self) -> Iterator[SitePage]:
        taxonomy = self._library.taxonomy
        for folder, terms in (("industries", taxonomy.industries), ("levels", taxonomy.levels)):
            for term in terms:
                view = term_view(self._library, folder, term)
                if view["roles"]:
                    yield self.page(term_path(folder, term.id), "term.html", **view)
        for term in taxonomy.themes:
            view = term_view(self._library, "themes", term)
            if view["duties"]:
                yield self.page(term_path("themes", term.id), "theme.html", **view)

    def _redirects(self) -> Iterator[SitePage]:
        """An old id's page says where its successor is and goes there, from a folder too."""
        for old, new in self._library.redirects.items():
            target = self._library.thing(new)
            if target is not None:
                place = _old_place(old, path_of(target).partition("/")[0])
                address, name = Links.of(place).to(target), named(target)
            else:
                place = _old_place(old)
                path, name = self._of_address(new)
                address = Links.of(place).page(path)
            yield self.page(place, "moved.html", address=address, name=name, old=old)

    def _of_address(self, new: str) -> tuple[str, str]:
        """The page of `themes/planning` or `pages/newcomers`, from the site's root, and what readers call it.

        A theme, industry or level that nothing belongs to has no page: the list of all stands in for it.
        """
        folder, _, id_ = new.partition("/")
        if folder == "pages":
            return f"{id_}.html", id_
        terms: tuple[Term, ...] = getattr(self._library.taxonomy, folder)
        term = next(term for term in terms if term.id == id_)
        view = term_view(self._library, folder, term)
        used = view["duties"] if folder == "themes" else view["roles"]
        return (term_path(folder, id_) if used else PAGES["themes" if folder == "themes" else "roles"]), term.label

    def page(self, path: str, template: str, **variables: object) -> SitePage:
        """One page by the theme's template; pages that are made elsewhere (the sheets' forms) come in here."""
        html = self._environment.get_template(template).render({**self.context(path), **variables})
        return SitePage(path, html)


def _old_place(old: str, folder: str = "") -> str:
    """The page that an id had, in `folder`; an address (`themes/planning`, `pages/newcomers`) says where it was."""
    if "/" not in old:
        return f"{folder}/{old.replace('#', '/')}.html"
    return f"{old.removeprefix('pages/')}.html"
