"""Who does what in which activity: overlaps, gaps, what is common, which roles are near, in a library made for it."""

from dataclasses import replace

import pytest

from rolebook.findings.finding import Position
from rolebook.model.entries import Activity, ActivityLink, Duty, DutyGroup, Role
from rolebook.model.involvement import Involvement
from rolebook.model.library import Library
from rolebook.reporting.stats import report
from rolebook.site.comparing import compare_plan
from rolebook.site.matrix import WHOLE, matrix_plan
from rolebook.site.pages import Site
from rolebook.supplied import SITE_TEMPLATES, supplied
from tests.conftest import view_of

HERE = Position("content/activities/x.yaml", 1, 1)
TITLES = ("制定计划", "签订合同", "管理档案", "培训员工")


def made(library: Library, doing: dict[str, tuple[str, str]], *, departments: int = 1) -> Library:
    """Roles by title, each with its activities as digits and the text of all its duties, in departments by turns."""
    theme = library.taxonomy.themes[0].id
    pattern = next(role for role in library.roles.values() if role.status != "retired")
    places = list(library.departments.values())[:departments]
    activities = {
        f"a{number}": Activity(id=f"a{number}", title=title, theme=theme, at=HERE)
        for number, title in enumerate(TITLES)
    }
    clauses = {}
    roles: dict[str, Role] = {}
    for number, (title, (numbers, text)) in enumerate(doing.items()):
        ids = []
        for one in numbers:
            duty = Duty(
                id=f"d-{number}-{one}",
                text=text.format(TITLES[int(one)]),
                at=HERE,
                theme=theme,
                activities=(ActivityLink(f"a{one}"),),
            )
            clauses[duty.id] = duty
            ids.append(duty.id)
        group = DutyGroup("", tuple(ids))
        department = places[number % departments].id
        roles[f"r{number}"] = replace(
            pattern, id=f"r{number}", title=title, department=department, groups=(group,), reports_to=""
        )
    bare = {one.id: replace(one, groups=()) for one in places}
    return replace(
        library, activities=activities, clauses={**library.clauses, **clauses}, roles=roles, departments=bare
    )


def test_what_two_roles_of_a_department_answer_for_overlaps_and_what_none_does_is_a_gap(library: Library) -> None:
    doing = {
        "甲（示例）": ("01", "负责{}。"),
        "乙（示例）": ("02", "{}。"),
        "丙（示例）": ("13", "协助{}。"),
        "丁（示例）": ("3", "参与{}。"),
    }
    involvement = Involvement(made(library, doing))
    ((plan, claims),) = [(one.activity.title, one.claims) for one in involvement.overlaps]
    assert plan == "制定计划"
    assert [[owner.title for owner in owners] for _, owners in claims] == [["甲（示例）", "乙（示例）"]]
    assert [one.title for one in involvement.gaps] == ["培训员工"]
    assert involvement.contested == ()
    apart = Involvement(made(library, doing, departments=2))
    assert apart.overlaps == ()
    assert [one.activity.title for one in apart.contested] == ["制定计划"]


@pytest.mark.parametrize(("having", "core"), [(5, 1), (4, 1), (3, 0), (1, 0)])
def test_four_of_five_make_a_core_and_a_single_role_has_none(having: int, core: int, library: Library) -> None:
    doing = {f"示例{number}": ("0" if number < having else "123"[number % 3], "{}。") for number in range(5)}
    involvement = Involvement(made(library, doing))
    assert len(involvement.core(involvement.roles)) == core
    assert involvement.core(involvement.roles[:1]) == ()


def test_near_roles_say_what_differs_and_another_part_counts_half(library: Library) -> None:
    doing = {
        "甲（示例）": ("012", "{}。"),
        "乙（示例）": ("01", "{}。"),
        "丙（示例）": ("012", "协助{}。"),
        "丁（示例）": ("3", "{}。"),
    }
    involvement = Involvement(made(library, doing))
    first, second = involvement.near(involvement.roles[0])
    assert (first.role.title, [one.title for one in first.only_here], first.only_there) == (
        "乙（示例）",
        ["管理档案"],
        (),
    )
    assert (second.role.title, second.share, len(second.other_part)) == ("丙（示例）", 0.5, 3)
    assert involvement.near(involvement.roles[3]) == ()


def test_roles_of_one_level_that_may_be_one_post_are_named_with_the_figures(library: Library) -> None:
    doing = {
        "甲（示例）": ("0123", "{}。"),
        "乙（示例）": ("012", "{}。"),  # too little to say anything
        "丙（示例）": ("3", "{}。"),
    }
    few = made(library, doing)
    assert Involvement(few).alike == ()
    doing["丁（示例）"] = ("0123", "协助{}。")
    many = made(library, doing)
    involvement = Involvement(many)
    (found,) = involvement.alike
    assert (found.role.title, found.near.role.title, len(found.near.shared)) == ("甲（示例）", "丁（示例）", 4)
    assert Involvement(made(library, doing, departments=2)).alike == ()
    page = Site(many, supplied(SITE_TEMPLATES)).page("a.html", "role-list.html", **view_of(many, "role-list.html"))
    assert "可能是同一个岗位（1）" in page.html
    assert "4 项中的 4 项" in page.html
    figures = report(many)["activities"]
    assert figures["alike_roles"] == [{"role": "r0", "other": "r3", "activities": 4, "shared": 4}]


def test_a_hostile_title_is_text_in_the_table_and_in_the_scripts(library: Library) -> None:
    title = "</script><img src=x onerror=alert(1)>"
    hostile = made(library, {title: ("0", "{}。"), "买买提·艾力（示例）": ("0", "{}。")})
    site = Site(hostile, supplied(SITE_TEMPLATES))
    for place, template, view in matrix_plan(hostile, site.involvement):
        assert "<img" not in site.page(place, template, **view()).html
    for _, make in compare_plan(hostile, site.involvement):
        script = make()
        assert "</script" not in script
        assert "<img" not in script


def test_many_roles_stand_on_a_page_of_their_department(library: Library) -> None:
    many = made(library, {f"示例{number}": ("01", "{}。") for number in range(WHOLE + 150)}, departments=2)
    site = Site(many, supplied(SITE_TEMPLATES))
    pages = {
        place: site.page(place, template, **view()).html
        for place, template, view in matrix_plan(many, site.involvement)
    }
    first, second = list(many.departments)[:2]
    assert list(pages) == ["matrix.html", f"matrix/{first}.html", f"matrix/{second}.html"]
    assert f'href="matrix/{first}.html"' in pages["matrix.html"]
    assert "等 105 处" in pages["matrix.html"]  # who is not named is counted
    assert pages[f"matrix/{first}.html"].count('<table class="matrix"') == 4


def test_a_library_without_activities_has_no_table_and_compares_its_duties(library: Library) -> None:
    bare = replace(
        library,
        activities={},
        clauses={
            id_: replace(one, activities=()) if isinstance(one, Duty) else one for id_, one in library.clauses.items()
        },
    )
    involvement = Involvement(bare)
    ((_, template, view),) = matrix_plan(bare, involvement)
    page = Site(bare, supplied(SITE_TEMPLATES)).page("matrix.html", template, **view()).html
    assert "本手册还没有工作事项" in page
    assert "<table" not in page
    bare = replace(bare, redirects={"former-role": involvement.roles[0].id})
    scripts = {place: make() for place, make in compare_plan(bare, involvement)}
    assert f'"id":"{involvement.roles[0].id}"' in scripts["data/compare/former-role.js"]
    role = next(one for one in involvement.roles if one.duties)
    assert bare.clauses[role.duties[0]].text in scripts[f"data/compare/{role.id}.js"]
