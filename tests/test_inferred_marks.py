"""What an editor judged says so wherever it is shown on the site: every key that `inferred` may name, on every page."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from rolebook.model.entries import Clause, Qualification
from rolebook.model.involvement import Involvement
from rolebook.model.kinds import CLAUSES, KIND
from rolebook.model.library import Library
from rolebook.site.pages import Site
from rolebook.site.views import (
    clause_view,
    department_view,
    role_view,
    rule_view,
)
from tests.conftest import REPOSITORY, view_of
from tests.json_schemas import inside

MARK = "推定"


def named_by(schema: str) -> list[str]:
    """The keys that `inferred` may name in a schema."""
    data = json.loads((REPOSITORY / "schemas" / f"{schema}.schema.json").read_text("utf-8"))
    found = [inner["properties"]["inferred"] for _, inner in inside(data) if "inferred" in inner.get("properties", {})]
    return [key for one in found for key in one["items"]["enum"]]


OF_CLAUSES = [(kind.name, key) for kind in CLAUSES for key in named_by(kind.schema)]


@pytest.fixture(scope="module")
def site(library: Library) -> Site:
    return Site(library, REPOSITORY / "templates" / "site")


def marks(site: Site, template: str, view: dict[str, Any]) -> int:
    return site.page("a/b.html", template, **view).html.count(MARK)


def with_value(library: Library, kind: str, key: str) -> Clause:
    """A clause whose field `key` says something; the field that its file names always does."""
    return next(
        clause
        for clause in library.clauses.values()
        if clause.kind == kind and not clause.retired and getattr(clause, key, "") not in (None, "", ())
    )


def test_every_kind_of_clause_may_name_what_was_judged() -> None:
    assert {kind for kind, _ in OF_CLAUSES} == {kind.name for kind in CLAUSES}
    assert set(named_by("role")) >= {"title", "purpose", "department", "industry", "level", "reports_to", "duties"}


@pytest.mark.parametrize(("kind", "key"), OF_CLAUSES)
def test_the_page_of_a_clause_marks_it(library: Library, site: Site, kind: str, key: str) -> None:
    clause = with_value(library, kind, key)
    plain, judged = (
        marks(site, "clause.html", clause_view(library, replace(clause, inferred=names))) for names in ((), (key,))
    )
    assert judged > plain


@pytest.mark.parametrize(("kind", "key"), [pair for pair in OF_CLAUSES if pair[0] in {"reward", "penalty"}])
def test_the_page_of_a_duty_marks_it_of_what_stands_behind_the_duty(
    library: Library, site: Site, kind: str, key: str
) -> None:
    tied = KIND[kind].first("ids").name
    behind, duty = next(
        (clause, library.clauses[getattr(clause, tied)[0]])
        for clause in library.clauses.values()
        if clause.kind == kind and not clause.retired and getattr(clause, key) and getattr(clause, tied)
    )
    plain, judged = (
        marks(site, "clause.html", clause_view(replace(library, clauses={**library.clauses, behind.id: one}), duty))
        for one in (replace(behind, inferred=names) for names in ((), (key,)))
    )
    assert judged > plain


@pytest.mark.parametrize("key", named_by("role"))
def test_the_page_of_a_role_marks_it(library: Library, site: Site, key: str) -> None:
    role = library.roles["sales-representative"]
    plain, judged = (
        marks(site, "role.html", role_view(library, replace(role, inferred=names))) for names in ((), (key,))
    )
    assert judged > plain


@pytest.mark.parametrize("key", named_by("department"))
def test_the_page_of_a_department_marks_it(library: Library, site: Site, key: str) -> None:
    department = library.departments["sales"]
    besides = Involvement(library), library.roles_of("sales"), None
    plain, judged = (
        marks(site, "department.html", department_view(library, replace(department, inferred=names), *besides))
        for names in ((), (key,))
    )
    assert judged > plain


@pytest.fixture(scope="module")
def judged(library: Library) -> Library:
    """The library with everything judged that may be."""
    keys = {kind.name: tuple(named_by(kind.schema)) for kind in CLAUSES}
    owners = tuple(named_by("role"))
    return replace(
        library,
        clauses={id_: replace(clause, inferred=keys[clause.kind]) for id_, clause in library.clauses.items()},
        roles={id_: replace(role, inferred=owners) for id_, role in library.roles.items()},
        departments={id_: replace(one, inferred=owners) for id_, one in library.departments.items()},
    )


def cells(page: lxml.html.HtmlElement, path: str) -> Iterator[str]:
    yield from (re.sub(r"\s+", "", cell.text_content()) for cell in page.xpath(path))


def test_lists_of_a_role_mark_what_they_show(judged: Library, site: Site) -> None:
    view = role_view(judged, judged.roles["warehouse-keeper"])
    page = lxml.html.fromstring(site.page("roles/x.html", "role.html", **view).html)
    shown = list(cells(page, "//table[contains(@class, 'penalty-table')]//td[not(@class='beside')]"))
    assert shown
    assert [cell for cell in shown if MARK not in cell and cell != "—"] == []
    [department] = cells(page, "//dl[@class='facts']/div[dt='部门']/dd")
    assert department.endswith("（推定）")
    assert "名称、目的、部门、行业、级别、直接上级" in page.xpath("string(//p[@class='guessed'])")


def test_a_word_that_is_put_behind_a_sentence_is_marked(judged: Library, site: Site) -> None:
    """（优先） stands behind a preferred qualification that does not say so itself."""
    id_ = judged.roles["warehouse-keeper"].qualifications[0]
    one = judged.clauses[id_]
    assert isinstance(one, Qualification)
    clauses = {**judged.clauses, id_: replace(one, necessity="preferred")}
    library = replace(judged, clauses=clauses)
    view = role_view(library, library.roles["warehouse-keeper"])
    page = lxml.html.fromstring(site.page("roles/x.html", "role.html", **view).html)
    assert next(cells(page, f"//li[@id='{id_}']/p")).endswith("（优先）（推定）")


def test_the_register_marks_every_cell_that_was_judged(judged: Library, site: Site) -> None:
    page = lxml.html.fromstring(site.page("penalties.html", "penalties.html", **view_of(judged, "penalties.html")).html)
    shown = list(cells(page, "//table[@id='register']/tbody//td[not(@data-label='原文行')]"))
    assert len(shown) > 40
    assert [cell for cell in shown if MARK not in cell and cell not in {"—", ""}] == []


def test_tables_of_roles_star_what_was_judged_and_say_once_what_a_star_is(judged: Library, site: Site) -> None:
    page = lxml.html.fromstring(site.page("roles/index.html", "roles.html", **view_of(judged, "roles/index.html")).html)
    shown = list(cells(page, "//table[@class='roles']/tbody//td"))
    number = sum(role.status != "retired" for role in judged.roles.values())
    for label, cell in zip("岗级行职状" * number, shown, strict=True):
        assert cell.endswith("*") is (label != "状"), cell
    assert list(cells(page, "//p[contains(@class, 'guess-legend')]")) == ["*由编者推定，原文没有写明。"]
    headings = list(cells(page, "//h2"))
    assert headings
    assert all(MARK in heading for heading in headings)


def test_nothing_is_starred_where_nothing_was_judged(library: Library, site: Site) -> None:
    plain = replace(library, roles={id_: replace(role, inferred=()) for id_, role in library.roles.items()})
    html = site.page("roles/index.html", "roles.html", **view_of(plain, "roles/index.html")).html
    assert "guess" not in html


def test_a_theme_marks_the_duties_that_an_editor_put_there(judged: Library, site: Site) -> None:
    page = lxml.html.fromstring(site.page("themes/x.html", "theme.html", **view_of(judged, "themes/cash.html")).html)
    marks_of_duties = list(cells(page, "//details[@class='mark']/summary"))
    assert marks_of_duties
    assert all(MARK in mark for mark in marks_of_duties)


def test_a_rule_marks_its_invented_headings_and_to_whom_it_applies(library: Library, site: Site) -> None:
    rule = library.rules["stocktaking"]
    items = tuple(replace(item, inferred=("title",)) for item in rule.items)
    owners = {id_: replace(one, inferred=("rules",)) for id_, one in library.departments.items()}
    made = replace(library, rules={**library.rules, rule.id: replace(rule, items=items)}, departments=owners)
    page = lxml.html.fromstring(site.page("rules/x.html", "rule.html", **rule_view(made, made.rules[rule.id])).html)
    headings = list(cells(page, "//div[contains(@class, 'rule-text')]//h2"))
    assert headings
    assert all(heading.endswith(MARK) for heading in headings)
    assert MARK in next(cells(page, "//dl[@class='facts']/div[dt='适用于']/dd"))


def test_what_stands_in_the_row_of_a_kind_can_be_judged() -> None:
    """A field with a label is a value that an editor may have had to judge: `inferred` may name it."""
    for kind in CLAUSES:
        shown = {field.name for field in kind.fields if field.label and field.type != "ids"}
        assert shown <= set(named_by(kind.schema)), KIND[kind.name].label


def test_the_legend_of_stars_stands_wherever_they_may(repo: Path) -> None:
    texts = {path.name: path.read_text("utf-8") for path in (repo / "templates" / "site").glob("*.html")}
    with_tables = {name for name, text in texts.items() if "show.role_table(" in text}
    assert with_tables
    assert {name for name in with_tables if "show.guess_legend(" not in texts[name]} == set()
