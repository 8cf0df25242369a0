"""Each template of the site says at its head which variables it gets, and asks the library nothing itself."""

import re

import pytest
from jinja2 import Environment, meta, nodes

from rolebook.model.library import Library
from rolebook.site import views
from rolebook.site.check_rules import manual_view
from rolebook.site.environment import environment
from rolebook.site.requirements import requirements_view
from rolebook.site.source_pages import source_view, sources_view
from tests.conftest import REPOSITORY

FOLDER = REPOSITORY / "templates/site"
NAMES = [path.name for path in sorted(FOLDER.glob("*.html"))]
HEAD = re.compile(r"\A\{#(.*?)#\}", re.DOTALL)
VARIABLES = re.compile(r"^ {3}([a-z_]+(?:, [a-z_]+)*): ", re.MULTILINE)
MACROS = ("macros.html", "kind.html", "consequences.html")
"""Imported with context: they read variables of the page that imports them."""


@pytest.fixture(scope="module")
def theme() -> Environment:
    return environment(FOLDER)


def named(name: str) -> set[str]:
    """The variables in a template's head: lines of three blanks, one or more names, a colon."""
    head = HEAD.match((FOLDER / name).read_text("utf-8"))
    assert head, f"{name} does not say what it is and which variables it gets"
    return {variable for line in VARIABLES.findall(head[1]) for variable in line.split(", ")}


def used(theme: Environment, name: str) -> set[str]:
    """The variables that a template reads and does not set itself, in its blocks and macros too."""
    tree = theme.parse((FOLDER / name).read_text("utf-8"))
    read = meta.find_undeclared_variables(tree)
    for macro in tree.find_all(nodes.Macro):
        names = list(macro.find_all(nodes.Name))
        read |= {one.name for one in names if one.ctx == "load"} - {one.name for one in names if one.ctx != "load"}
    own = {one.name for one in tree.find_all(nodes.Macro)} | {one.target for one in tree.find_all(nodes.Import)}
    return read - own - set(theme.globals) - {"caller", "loop"}


@pytest.mark.parametrize("name", NAMES)
def test_a_template_names_the_variables_that_it_uses(name: str, theme: Environment) -> None:
    """Pages get those of base.html besides; what a page's macros read must be there as well."""
    shared = named("base.html") if name not in MACROS else set()
    assert used(theme, name) <= named(name) | shared


@pytest.mark.parametrize("name", NAMES)
def test_a_template_uses_the_variables_that_it_names(name: str, theme: Environment) -> None:
    """Itself, or through the macros that it imports; those of every page, on any page."""
    everywhere = set.union(*(used(theme, other) for other in NAMES)) if name == "base.html" else set()
    assert named(name) <= used(theme, name) | used(theme, "macros.html") | everywhere


def test_a_template_names_all_that_its_view_gives(library: Library) -> None:
    role, department = next(iter(library.roles.values())), next(iter(library.departments.values()))
    rule, source = next(iter(library.rules.values())), next(iter(library.sources.values()))
    taxonomy = library.taxonomy
    given = {
        "home.html": views.home_view(library),
        "roles.html": views.roles_view(library),
        "themes.html": views.themes_view(library),
        "rules.html": views.rules_view(library),
        "penalties.html": views.penalties_view(library),
        "requirements.html": requirements_view(library),
        "sources.html": sources_view(library),
        "sheets.html": views.sheets_view(library),
        "rules-of-check.html": manual_view(),
        "role.html": views.role_view(library, role),
        "department.html": views.department_view(library, department),
        "source.html": source_view(library, source),
        "rule.html": views.rule_view(library, rule),
        "clause.html": views.clause_view(library, next(iter(library.clauses.values()))),
        "term.html": views.term_view(library, "levels", taxonomy.levels[0]),
        "theme.html": views.term_view(library, "themes", taxonomy.themes[0]),
    }
    for name, variables in given.items():
        assert set(variables) - {"section"} == named(name), name


def test_no_template_asks_the_library(theme: Environment) -> None:
    for name in NAMES:
        names = {one.name for one in theme.parse((FOLDER / name).read_text("utf-8")).find_all(nodes.Name)}
        assert "library" not in names, name
