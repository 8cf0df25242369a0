"""Lists that are too long for one page: made-up libraries that are just over a small bound."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urldefrag

import lxml.html
import pytest
from lxml.html import HtmlElement

from rolebook.model.library import Library
from rolebook.sheets import form
from rolebook.site import paging
from rolebook.site.links import Links
from rolebook.site.pages import Site
from rolebook.site.paging import Paging, cuts, paged
from rolebook.site.plan import places, plan
from rolebook.site.search_index import search_data
from rolebook.supplied import SITE_TEMPLATES, supplied
from tests.conftest import ESTATE, library_of

SMALL = 6
"""Rows of a page in these tests: three of a wide table, a sentence with its mark."""


@pytest.fixture(scope="module", autouse=True)
def small_pages() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paging, "ROWS", SMALL)
        yield


Pages = dict[str, HtmlElement]


def pages_of(library: Library) -> Pages:
    site = Site(library, supplied(SITE_TEMPLATES))
    return {page.path: lxml.html.fromstring(page.html) for page in site.pages()}


@pytest.fixture(scope="module")
def pages(library: Library) -> Pages:
    """Every page of the made-up company."""
    return pages_of(library)


@pytest.fixture(scope="module")
def estate() -> Library:
    """The other company, whose duties are about activities."""
    return library_of(ESTATE)


def links(pages: Pages, path: str) -> Iterator[tuple[str, str]]:
    """(page, anchor) of each link to a page."""
    for address in pages[path].xpath("//a/@href | //@data-copy"):
        plain, anchor = urldefrag(address)
        if ":" not in plain:
            place = unquote(plain.partition("?")[0])
            target = os.path.normpath(Path(path).parent / place) if place else path
            yield target, unquote(anchor)


@pytest.mark.parametrize("which", ["library", "estate"])
def test_every_link_and_anchor_of_a_cut_site_leads_somewhere(which: str, request: pytest.FixtureRequest) -> None:
    library: Library = request.getfixturevalue(which)
    pages = pages_of(library) if which == "estate" else request.getfixturevalue("pages")
    anchors = {path: {*page.xpath("//@id")} for path, page in pages.items()}
    known = {*places(library), "about.html", "guide.html"}  # pages in Markdown
    assert {*pages} <= known
    broken = [
        (path, target, anchor)
        for path in pages
        if path != "404.html"
        for target, anchor in links(pages, path)
        if target not in known or (anchor and target in pages and anchor not in anchors[target])
    ]
    assert broken == []


def test_what_stands_on_the_pages_of_a_list_is_all_of_it_once(library: Library, pages: Pages) -> None:
    in_use = [role for role in library.roles.values() if role.status != "retired"]
    assert len(in_use) > SMALL

    def of(place: str, path: str) -> list[str]:
        folder = place.removesuffix(".html").removesuffix("/index")
        cut = [place, *(f"{folder}/{number}.html" for number in range(2, 40))]
        return [value for one in cut if one in pages for value in pages[one].xpath(path)]

    assert sorted(of("qualifications/index.html", "//@data-requirements")) == sorted(role.id for role in in_use)
    assert len(of("role-list.html", "//table[contains(@class, 'role-list')]/tbody/tr")) == len(in_use)
    assert len(of("sheets/index.html", "//table[@class='roles']/tbody/tr")) == len(in_use)
    by_letter = [path for path in pages if path.startswith("roles/by-letter/")]
    assert sum(len(pages[path].xpath("//table[@class='roles']/tbody/tr")) for path in by_letter) == len(in_use)
    consequences = [
        one.id for one in library.clauses.values() if one.kind in {"penalty", "reward"} and library.in_use(one)
    ]
    assert {*of("penalties.html", "//tr/@data-clause")} == {*consequences}
    source = next(iter(library.sources.values()))
    written = [number for number, line in enumerate(source.lines, 1) if line.strip()]
    assert of(f"sources/{source.id}.html", "//li[contains(@class, 'line')]/@id") == [f"L{one}" for one in written]
    theme = max(library.taxonomy.themes, key=lambda term: len(library.duties_in(term.id)))
    duties = [one.id for one in library.duties_in(theme.id) if library.in_use(one)]
    numbers = of(f"themes/{theme.id}.html", "//li/@data-number")
    assert sorted(of(f"themes/{theme.id}.html", "//li/@data-clause")) == sorted(duties)
    assert numbers == [str(number) for number in range(1, len(duties) + 1)]


def test_a_page_says_which_it_is_and_how_much_there_is_in_all(library: Library, pages: Pages) -> None:
    number = sum(role.status != "retired" for role in library.roles.values())
    count = -(-number // (SMALL // paging.WIDE))
    page = pages["role-list/2.html"]
    assert page.findtext(".//h1") == f"岗位一览表（第\u00a02\u00a0页，共\u00a0{count}\u00a0页）"
    (title,) = page.xpath("//title/text()")
    assert title.startswith("岗位一览表（第\u00a02\u00a0页")
    above, below = page.xpath("//nav[@class='pager']")
    assert above.findtext("p") == f"共 {number} 个岗位，分 {count} 页。"
    for one in (above, below):
        assert one.xpath(".//a[@rel='prev']/@href") == ["../role-list.html"]
        assert one.xpath(".//a[@rel='next']/@href") == ["../role-list/3.html"]
        assert one.xpath("./ul//a[@aria-current='page']/@href") == ["../role-list/2.html"]
    assert len(above.xpath("./details/ol/li")) == count
    (after,) = above.xpath("./details/ol/li[3]/a/text()")
    assert below.findtext("p") == f"下一页：{after}。"
    assert {one.get("aria-label") for one in (above, below)} == {"分页", "分页（页末）"}  # landmarks differ


def test_a_field_that_narrows_a_part_says_so_and_leads_to_all(pages: Pages) -> None:
    for path in ("penalties/2.html", "role-list.html", "qualifications/index.html"):
        (said,) = [one for one in pages[path].xpath("//p") if "筛选和排序只看本页" in one.text_content()]
        assert said.xpath("./a/@href") == [f"{'../' * path.count('/')}data/clauses.xlsx"]


def test_the_first_page_names_departments_where_there_are_many_roles(library: Library, pages: Pages) -> None:
    home = pages["index.html"]
    assert home.xpath("//section[@aria-labelledby='h-roles']//table") == []
    named = home.xpath("//ul[contains(@class, 'department-index')]/li/a/@href")
    assert named == [f"departments/{one.id}.html" for one in library.departments.values() if library.roles_of(one.id)]


def test_a_line_of_a_source_is_linked_where_it_stands(library: Library, pages: Pages) -> None:
    source = next(one for one in library.sources.values() if cuts(one))
    known = Links("", {source.id: cuts(source)})
    for line in (number for number, text in enumerate(source.lines, 1) if text.strip()):
        page = known.page_of_line(source.id, line)
        assert pages[page].xpath(f"//li[@id='L{line}']"), (page, line)
    assert search_data(library)["cuts"][f"sources/{source.id}.html"] == cuts(source)


def test_parts_of_a_source_stay_whole_where_they_fit(library: Library) -> None:
    source = next(iter(library.sources.values()))
    part = source.parts[0]

    def parted(*lengths: int) -> tuple[int, ...]:
        ends = [sum(lengths[: place + 1]) for place in range(len(lengths))]
        parts = tuple(
            replace(part, id=f"d{last}", first=last - length + 1, last=last)
            for length, last in zip(lengths, ends, strict=True)
        )
        return cuts(replace(source, lines=("一行。",) * ends[-1], parts=parts))

    assert parted(4, 2) == ()
    assert parted(4, 3) == (5,)
    assert parted(2, 5, 3) == (7,)  # a page that is less than half full goes on with the next part
    assert parted(14) == (7, 13)


def test_a_sentence_that_very_many_have_names_some_of_them_and_its_page_all(library: Library) -> None:
    duty = next(one for one in library.clauses.values() if one.kind == "duty" and library.in_use(one))
    pattern = next(role for role in library.roles.values() if duty.id in role.duties)
    number = paging.NAMED + 5
    roles = {f"r{one}": replace(pattern, id=f"r{one}", title=f"示例{one}", reports_to="") for one in range(number)}
    many = replace(library, roles=roles)
    planned = {path: (template, view) for path, template, view in plan(many)}
    template, view = planned["roles/r0.html"]
    page = lxml.html.fromstring(Site(many, supplied(SITE_TEMPLATES)).page("roles/r0.html", template, **view()).html)
    (named,) = page.xpath(f"//li[@data-clause='{duty.id}']//p[@class='mark-owners']")
    assert f"等 {len(many.owners(duty.id)) - 1} 处，全部见本条" in named.text_content()
    assert len(named.xpath("./a")) == paging.NAMED + 1
    on_clause = [path for path in planned if path.startswith(f"clauses/{duty.id}/")]
    assert on_clause == [f"clauses/{duty.id}/{one}.html" for one in range(2, -(-number // SMALL) + 1)]


def test_a_list_that_has_room_is_not_cut() -> None:
    assert [*paged("roles/index.html", range(SMALL), SMALL, str)] == [("roles/index.html", range(SMALL), None)]
    cut = [*paged("roles/index.html", range(SMALL + 1), SMALL, str)]
    assert [(place, [*rows]) for place, rows, _ in cut] == [
        ("roles/index.html", [0, 1, 2, 3, 4, 5]),
        ("roles/2.html", [6]),
    ]
    # What has one name stays together, unless the page were less than half full.
    named = [*paged("roles/index.html", "aaaabbbbbbbbc", SMALL, str)]
    assert [rows for _, rows, _ in named] == ["aaaa", "bbbbbb", "bbc"]
    overview = [*paged("sheets/index.html", range(SMALL + 1), SMALL, str, "各部门")]
    assert [(place, len(rows), one and one.names[0]) for place, rows, one in overview] == [
        ("sheets/index.html", 0, "各部门"),
        ("sheets/2.html", SMALL, "各部门"),
        ("sheets/3.html", 1, "各部门"),
    ]


def test_of_many_pages_those_near_the_first_and_the_last_are_offered() -> None:
    def offered(number: int) -> tuple[int, ...]:
        return Paging(number, tuple(map(str, range(20))), (), 1, 12_000).numbers

    assert offered(1) == (1, 2, 3, 0, 20)
    assert offered(10) == (1, 0, 8, 9, 10, 11, 12, 0, 20)
    assert offered(19) == (1, 0, 17, 18, 19, 20)
    assert Paging(1, ("a",), (), 1, 12_000).counted == "12,000"


def test_a_form_offers_the_roles_of_its_department_where_there_are_many(
    library: Library, company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form, "_MOST_OFFERED", SMALL)
    forms = form.RoleForms(library, company / "templates/sheet")
    page = forms.page(next(iter(forms.roles)))
    offered = re.match(r"window\.rolebookSheetRoles = (.*);\n", page.script.decode())
    assert offered is not None
    role = page.variables["role"]
    (title, own), (other, way) = json.loads(offered[1])
    assert title == library.departments[role.department].title
    assert [id_ for id_, _ in own] == [one.id for one in library.roles_of(role.department)]
    assert (other, way) == ("其他", [["index", "其他部门的岗位…"]])
    assert form.ROLES not in dict(forms.files())
    assert not any(form.ROLES in address for address in page.variables["scripts"])


def test_roles_stand_under_the_initial_of_their_titles_as_these_are_read(library: Library) -> None:
    pattern = next(role for role in library.roles.values() if role.status != "retired")
    titles = ("重庆店长", "长沙店长", "行长", "3号仓库管理员", "（空运）客服", "A区保安", "单县店长")
    roles = {
        f"r{number}": replace(pattern, id=f"r{number}", title=f"{title}（示例）", reports_to="")
        for number, title in enumerate(titles)
    }
    found = {
        path.rpartition("/")[2]: [role.title.removesuffix("（示例）") for role in view()["roles"]]
        for path, template, view in plan(replace(library, roles=roles))
        if path.startswith("roles/by-letter/")
    }
    assert found == {
        "a.html": ["A区保安"],
        "c.html": ["长沙店长", "重庆店长"],
        "d.html": ["单县店长"],
        "h.html": ["行长"],
        "k.html": ["（空运）客服"],
        "other.html": ["3号仓库管理员"],
    }


def test_of_many_roles_those_to_be_compared_are_looked_for(pages: Pages) -> None:
    assert pages["compare.html"].xpath("//form[@id='choosing']//input[@id='compare-find']")
