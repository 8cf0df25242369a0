"""The addresses of the site: where a thing's page is, relative to the page that links to it."""

from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from rolebook.model.entries import Activity, Department, Role, Rule, RuleItem
from rolebook.model.kinds import KIND
from rolebook.model.library import Library, Thing
from rolebook.model.records import SourceRef
from rolebook.model.source import Part, Source
from rolebook.sheets.names import form_path
from rolebook.site.paging import further

MISSING = "404.html"
PAGES: Mapping[str, str] = {
    "home": "index.html",
    "roles": "roles/index.html",
    "themes": "themes/index.html",
    "rules": "rules/index.html",
    "penalties": "penalties.html",
    "requirements": "qualifications/index.html",
    "sources": "sources/index.html",
    "sheets": "sheets/index.html",
    "compare": "compare.html",
    "matrix": "matrix.html",
    "role_list": "role-list.html",
    "statistics": "statistics.html",
    "batch": "batch.html",
    "verify": "verify.html",
    "todo": "todo.html",
    "changes": "changes.html",
    "about": "about.html",
    "guide": "guide.html",
}
"""The pages that there is one of each, by the names that templates have for them, from the site's root."""


def named(thing: Thing) -> str:
    """What readers know a thing by: a clause's text, else a title."""
    match thing:
        case Role() | Department() | Rule() | Source() | Activity():
            return thing.title
        case RuleItem():
            return thing.text or thing.title
        case _:
            return thing.text


def path_of(thing: Thing) -> str:
    """The page of a thing, from the site's root: `roles/sales-manager.html`.

    A rule's item has a page of its own, `clauses/customer-files/scope.html`, since `#` cannot stand in a file's name.
    """
    if isinstance(thing, RuleItem):
        document, _, item = thing.id.partition("#")
        return f"clauses/{document}/{item}.html" if thing.text else f"{KIND['rule'].page(document)}#{item}"
    return KIND[thing.kind].page(thing.id)


def term_path(kind: str, id_: str) -> str:
    """The page of a term; `kind` is the folder: `themes`, `industries`, `levels`, `statuses`."""
    return f"{kind}/{id_}.html"


def changes_path(role: Role) -> str:
    """The page of what the releases changed for a role."""
    return f"changes/{role.id}.html"


def yaml_path(library: Library, role: Role) -> str:
    """Where the role's own file may be saved from the site; empty where it holds what is printed on sheets only."""
    return "" if library.is_excerpt or library.unpublished(role) else f"data/roles/{role.id}.yaml"


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses relative to a page whose way to the site's root is `root` (empty, or `../` once a folder).

    `cuts`: source → the line at which each of its further pages begins, for those that have any.
    """

    root: str
    cuts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, path: str, site_url: str = "", cuts: Mapping[str, tuple[int, ...]] | None = None) -> "Links":
        """The links of the page at `path`; a server shows the 404 page at any depth, so its links start at the root."""
        if path == MISSING:
            return cls(urlsplit(site_url).path or "/", cuts or {})
        return cls("../" * path.count("/"), cuts or {})

    def page(self, path: str) -> str:
        """A page or file by its path from the root."""
        return self.root + quote(path)

    def to(self, thing: Thing) -> str:
        """The page of a thing."""
        return self.root + path_of(thing)

    def in_rule(self, item: RuleItem) -> str:
        """A rule's item where it stands in its document."""
        return f"{self.root}{KIND['rule'].page(item.document)}#{item.id.partition('#')[2]}"

    def line(self, ref: SourceRef) -> str:
        """The first line of a reference, in its document."""
        return f"{self.root}{self.page_of_line(ref.source, ref.first)}#L{ref.first}"

    def part(self, source: Source, part: Part) -> str:
        """A part of a source, in it."""
        return f"{self.root}{self.page_of_line(source.id, part.first)}#{part.id}"

    def page_of_line(self, source: str, line: int) -> str:
        """The page of a source that holds a line, from the site's root."""
        return further(KIND["source"].page(source), 1 + bisect(self.cuts.get(source, ()), line))

    def term(self, kind: str, id_: str) -> str:
        """The page of a theme, industry or level (see `term_path`)."""
        return self.root + term_path(kind, id_)

    def form(self, role: Role) -> str:
        """The form that makes a sheet of a role."""
        return self.root + form_path(role)

    def query(self, words: str) -> str:
        """The home page with a search filled in."""
        return f"{self.root}{PAGES['home']}?q={quote(words)}"
