"""Each template of the site says at its head which variables it gets, and asks the library nothing itself."""

import re
import shutil
from pathlib import Path

import pytest
from jinja2 import Environment, meta, nodes
from jinja2.exceptions import SecurityError

from rolebook.model.entries import Duty
from rolebook.model.library import Library
from rolebook.site import views
from rolebook.site.pages import Site
from rolebook.site.plan import plan
from tests.conftest import REPOSITORY

FOLDER = REPOSITORY / "templates/site"
NAMES = [path.name for path in sorted(FOLDER.glob("*.html"))]
HEAD = re.compile(r"\A\{#(.*?)#\}", re.DOTALL)
VARIABLES = re.compile(r"^ {3}([a-z_]+(?:, [a-z_]+)*): ", re.MULTILINE)
MACROS = ("macros.html", "kind.html", "consequences.html")
"""Imported with context: they read variables of the page that imports them."""


@pytest.fixture(scope="module")
def theme(library: Library) -> Environment:
    return Site(library, FOLDER).environment


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
    heads = {name: named(name) for name in NAMES}
    for place, name, view in plan(library):
        assert set(view()) - {"section"} == heads[name], place


def test_no_template_asks_the_library(theme: Environment) -> None:
    for name in NAMES:
        names = {one.name for one in theme.parse((FOLDER / name).read_text("utf-8")).find_all(nodes.Name)}
        assert "library" not in names, name


CHANGED = {
    "role.html": "{% block content %}",
    "base.html": "<title>",
    "search.html": "<form",
    "macros.html": "{% macro status(role) %}",
    "kind.html": "{% macro place(kind, places) %}",
    "activities.html": "{% macro about(activities) %}",
}
"""A template → where something is added to it. Those that are supplied extend, include or import all but the first."""


def with_changed(folder: Path, name: str, added: str) -> Path:
    """The templates in a folder of their own, with something added to one of them."""
    shutil.copytree(FOLDER, folder)
    text = (folder / name).read_text("utf-8")
    assert CHANGED[name] in text
    (folder / name).write_text(text.replace(CHANGED[name], CHANGED[name] + added, 1), "utf-8")
    return folder


@pytest.mark.parametrize("name", CHANGED)
def test_a_changed_template_is_bounded_and_so_is_all_that_uses_it(name: str, tmp_path: Path, library: Library) -> None:
    site = Site(library, with_changed(tmp_path / "site", name, "{{ ''.__class__ }}"))
    if name in {"role.html", "macros.html"}:
        template, view = "role.html", views.role_view(library, next(iter(library.roles.values())))
    else:
        duty = next(one for one in library.clauses.values() if isinstance(one, Duty))
        template, view = "clause.html", views.clause_view(library, duty)
    with pytest.raises(SecurityError, match="__class__"):
        site.page("x/x.html", template, **view)


def test_pages_are_the_same_within_bounds_and_without(tmp_path: Path, library: Library) -> None:
    """One page of every template."""
    supplied, changed = (
        Site(library, folder) for folder in (FOLDER, with_changed(tmp_path / "site", "base.html", "{# 示例 #}"))
    )
    for path, template, view in {template: (path, template, view) for path, template, view in plan(library)}.values():
        assert supplied.page(path, template, **view()) == changed.page(path, template, **view()), path
