"""Which pages the site has: where each stands, by which template it is made, and what shows on it."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeAlias

from rolebook.exports.tables import download_places
from rolebook.findings.manual import PAGE
from rolebook.history.log import Step
from rolebook.model.involvement import Involvement
from rolebook.model.library import Library
from rolebook.model.settings import Term
from rolebook.sheets.names import form_path
from rolebook.site.activity_pages import activities_plan
from rolebook.site.change_log import changes_view, role_changes_view, touched_roles
from rolebook.site.check_rules import manual_view
from rolebook.site.comparing import compare_places
from rolebook.site.links import MISSING, PAGES, Links, changes_path, named, path_of, term_path, yaml_path
from rolebook.site.matrix import matrix_plan
from rolebook.site.openings import Openings
from rolebook.site.paging import Planned, room
from rolebook.site.registers import register_plan, rules_plan
from rolebook.site.requirements import requirements_plan
from rolebook.site.role_list import role_list_plan
from rolebook.site.source_pages import sources_plan
from rolebook.site.statistics import statistics_view
from rolebook.site.themes import duties_of, themes_plan, themes_view
from rolebook.site.todo_page import todo_view
from rolebook.site.views import clauses_plan, departments_plan, role_view, rule_view
from rolebook.site.ways_in import home_view, roles_of_term, roles_plan, sheets_plan, terms_plan
from rolebook.todo import NOTHING, Todo

View: TypeAlias = Callable[[], dict[str, Any]]


def places(library: Library) -> Iterator[str]:
    """Where every page, form and data file of a library stands, from the site's root."""
    yield from (path for path, _, _ in plan(library))
    yield PAGES["batch"]
    yield PAGES["verify"]
    yield from download_places(library)
    yield from compare_places(library)
    for role in library.roles.values():
        if place := yaml_path(library, role):
            yield place
        if role.status != "retired":
            yield form_path(role)


def plan(
    library: Library,
    waiting: Todo = NOTHING,
    involvement: Involvement | None = None,
    log: tuple[Step, ...] = (),
    openings: Openings | None = None,
) -> Iterator[Planned]:
    """(place, template, what makes its variables) of every page, in no order that matters.

    `waiting` is for a person; `log` is what the releases changed.
    """
    involvement, openings = involvement or Involvement(library), openings or Openings(library)
    yield PAGES["home"], "home.html", partial(home_view, library, waiting, log)
    yield MISSING, "missing.html", dict
    yield PAGES["themes"], "themes.html", partial(themes_view, library)
    yield PAGES["compare"], "compare.html", partial(dict, many=len(library.roles) > room())
    yield from roles_plan(library)
    yield from rules_plan(library)
    yield from register_plan(library)
    yield from requirements_plan(library)
    yield from sources_plan(library)
    yield from sheets_plan(library)
    yield from role_list_plan(library, involvement)
    yield PAGES["statistics"], "statistics.html", partial(statistics_view, library, involvement)
    yield from matrix_plan(library, involvement)
    yield PAGES["todo"], "todo.html", partial(todo_view, library, waiting)
    yield PAGES["changes"], "changes.html", partial(changes_view, log)
    touched = {role.id for role in touched_roles(library, log)}
    for id_ in touched:
        role = library.roles[id_]
        yield changes_path(role), "changes.html", partial(role_changes_view, log, role)
    yield PAGE, "rules-of-check.html", manual_view
    for role in library.roles.values():
        yield path_of(role), "role.html", partial(role_view, library, role, waiting, involvement, touched & {role.id})
    yield from departments_plan(library, involvement)
    for rule in library.rules.values():
        yield path_of(rule), "rule.html", partial(rule_view, library, rule)
    yield from activities_plan(library)
    yield from clauses_plan(library, openings)
    yield from terms_plan(library, involvement)
    yield from themes_plan(library)
    yield from _redirects(library)


def _redirects(library: Library) -> Iterator[Planned]:
    """An old id's page says where its successor is and goes there, from a folder too."""
    for old, new in library.redirects.items():
        target = library.thing(new)
        if target is not None:
            place = _old_place(old, path_of(target).partition("/")[0])
            address, name = Links.of(place).to(target), named(target)
        else:
            place = _old_place(old)
            path, name = _of_address(library, new)
            address = Links.of(place).page(path)
        yield place, "moved.html", partial(dict, address=address, name=name, old=old)


def _of_address(library: Library, new: str) -> tuple[str, str]:
    """The page of `themes/planning` or `pages/newcomers`, from the site's root, and what readers call it.

    A theme, industry or level that nothing belongs to has no page: the list of all stands in for it.
    """
    folder, _, id_ = new.partition("/")
    if folder == "pages":
        return f"{id_}.html", id_
    terms: tuple[Term, ...] = getattr(library.taxonomy, folder)
    term = next(term for term in terms if term.id == id_)
    used = duties_of(library, id_) if folder == "themes" else [*roles_of_term(library, folder, id_)]
    return (term_path(folder, id_) if used else PAGES["themes" if folder == "themes" else "roles"]), term.label


def _old_place(old: str, folder: str = "") -> str:
    """The page that an id had, in `folder`; an address (`themes/planning`, `pages/newcomers`) says where it was."""
    if "/" not in old:
        return f"{folder}/{old.replace('#', '/')}.html"
    return f"{old.removeprefix('pages/')}.html"
