"""What the pages that set roles side by side cost with N made-up roles: sizes in kB, and seconds to make them.

    .venv/bin/python benchmarks/roles.py [10000] [50]

The second number is that of the departments. Every role has ten duties of content/ by chance, always the same ones.
Sizes and times are those of the tables of parts of all departments, of naming near roles, and of the scripts of the
comparison.
"""

import random
import sys
import time
from dataclasses import replace
from pathlib import Path

from rolebook.loading.load import load
from rolebook.model.entries import Duty, DutyGroup
from rolebook.model.involvement import Involvement
from rolebook.model.library import Library
from rolebook.site.comparing import OWNERS, compare_plan
from rolebook.site.matrix import matrix_plan
from rolebook.site.pages import Site
from rolebook.supplied import SITE_TEMPLATES, supplied

DUTIES = 10
SAMPLE = 200


def with_roles(library: Library, roles: int, departments: int) -> Library:
    """The library with so many made-up roles, spread evenly, in place of its own."""
    chance = random.Random(1)  # noqa: S311  # seeded, so that every run measures the same library; nothing is kept secret by it
    duties = [one.id for one in library.clauses.values() if isinstance(one, Duty) and library.in_use(one)]
    pattern, kind = next(iter(library.roles.values())), next(iter(library.departments.values()))
    levels = [term.id for term in library.taxonomy.levels]
    made = {
        f"made-{number}": replace(
            pattern,
            id=f"made-{number}",
            title=f"示例岗位{number}",
            department=f"department-{number % departments}",
            level=levels[number % len(levels)],
            reports_to="",
            groups=(DutyGroup("", tuple(chance.sample(duties, DUTIES))),),
        )
        for number in range(roles)
    }
    groups = {
        f"department-{number}": replace(kind, id=f"department-{number}", title=f"示例部门{number}", groups=())
        for number in range(departments)
    }
    return replace(library, roles=made, departments=groups)


def main(roles: int = 10_000, departments: int = 50) -> None:
    """Print the figures."""
    root = Path(__file__).parents[1]
    library = load(root).library
    assert library is not None
    library = with_roles(library, roles, departments)
    site, involvement = Site(library, supplied(SITE_TEMPLATES, root)), Involvement(library)

    start = time.perf_counter()
    whole, *sizes = [
        len(site.page(place, template, **view()).html.encode()) // 1000
        for place, template, view in matrix_plan(library, involvement)
    ]
    seconds = time.perf_counter() - start
    print(f"tables of parts: {whole} kB, {len(sizes)} of departments: {max(sizes)} kB at most, {seconds:.1f} s")

    start = time.perf_counter()
    for role in involvement.roles[:SAMPLE]:
        involvement.near(role)
    print(f"near roles: {1000 * (time.perf_counter() - start) / SAMPLE:.1f} ms a role")

    start = time.perf_counter()
    scripts = {place: len(make().encode()) for place, make in compare_plan(library, involvement)}
    owners = scripts.pop(OWNERS) // 1000
    most = max(scripts.values()) / 1000
    print(f"{len(scripts)} compared: {most:.1f} kB at most, {owners} kB of names, {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
