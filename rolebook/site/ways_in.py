"""The ways to a role: the first page, all roles, those a sheet can be made of, those of an initial, level or industry.

Where there are many, pages name departments with numbers, each the way to its roles; lists are cut (`paging.py`).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from rolebook.history.log import Step
from rolebook.model import labels
from rolebook.model.entries import Role
from rolebook.model.involvement import Involvement
from rolebook.model.kinds import CLAUSES
from rolebook.model.library import Library
from rolebook.model.settings import Term
from rolebook.site.change_log import logged
from rolebook.site.examples import examples
from rolebook.site.initials import Grouped, Index, by_initial, department_index
from rolebook.site.links import PAGES, path_of, term_path
from rolebook.site.near_roles import Common, common
from rolebook.site.paging import SENTENCE, Paging, Planned, by_department, paged, room
from rolebook.site.source_pages import progress
from rolebook.site.themes import theme_counts
from rolebook.todo import NOTHING, Todo

_NAMED = 20
"""So many rules and sources are named on the first page; the others are counted."""


def _grouped(library: Library) -> Grouped:
    return [(department, library.roles_of(department.id)) for department in library.departments.values()]


def _filled(groups: Grouped) -> Grouped:
    """Those departments that have a role."""
    return [group for group in groups if group[1]]


def home_view(library: Library, waiting: Todo = NOTHING, log: Sequence[Step] = ()) -> dict[str, Any]:
    """Roles by department, themes with counts, how complete the library is, what waits, what changed last."""
    status = Counter(role.status for role in library.roles.values())
    counts = Counter(clause.kind for clause in library.clauses.values() if library.in_use(clause))
    groups = _filled(_grouped(library))
    number = sum(len(roles) for _, roles in groups)
    return {
        "examples": examples(library),
        "counts": counts,
        "figures": [
            f"{len(library.roles) - status['retired']} 个岗位",
            *(f"{counts[kind.name]} 条{kind.clause or kind.label}" for kind in CLAUSES if counts[kind.name]),
        ],
        "status": status,
        "departments": groups if number <= room(SENTENCE) else [],
        "index": department_index(groups, path_of) if number > room(SENTENCE) else [],
        "lettered": number > room(),
        "unstaffed": [department for department, roles in _grouped(library) if not roles],
        "theme_counts": theme_counts(library),
        "rules": [rule for rule in library.rules.values() if library.state(rule) != "repealed"],
        "progress": progress(library),
        "named": _NAMED,
        "waiting": len(waiting.tasks),
        "latest": logged(log[:1]),
    }


def roles_plan(library: Library) -> Iterator[Planned]:
    """All roles by department; where they are many, the departments and the initials, with the pages of these."""
    groups = _grouped(library)
    roles = [role for _, those in groups for role in those]
    if len(roles) <= room():
        yield PAGES["roles"], "roles.html", partial(_roles_view, library, groups, {})
        return
    letters = by_initial(roles)
    places = {letter: (_letter_place(letter), len(those)) for letter, those in letters.items()}
    yield PAGES["roles"], "roles.html", partial(_roles_view, library, groups, places)
    for letter, those in letters.items():
        about = {"term": Term(letter.lower(), letter), "folder": "letters", "letters": places}
        for place, rows, paging in paged(places[letter][0], those, room(), lambda role: role.title):
            yield place, "term.html", partial(_term_view, library, about, rows, paging)


def _letter_place(letter: str) -> str:
    """The page of the roles whose titles begin so; none of them is called so, having no page in a folder."""
    return f"roles/by-letter/{letter.lower() if letter.isascii() else 'other'}.html"


def _roles_view(library: Library, groups: Grouped, letters: Mapping[str, tuple[str, int]]) -> dict[str, Any]:
    """The departments with their roles that are in use; where there are `letters`, with their numbers alone."""
    return {
        "departments": [] if letters else groups,
        "index": department_index(groups, path_of) if letters else [],
        "letters": letters,
        "number": sum(len(roles) for _, roles in groups),
        "layered": bool(library.activities),
    }


def sheets_plan(library: Library) -> Iterator[Planned]:
    """The roles that a sheet can be made of; where they are many, pages of them behind one that names departments."""
    groups = _filled(_grouped(library))
    roles = [role for _, those in groups for role in those]
    pages = [*by_department(library, PAGES["sheets"], roles, room(), "各部门")]
    where: dict[str, str] = {}
    for place, rows, _ in pages:
        for role in rows:
            where.setdefault(role.department, f"{place}#{role.department}")
    for place, rows, paging in pages:
        index = [] if rows or not paging else department_index(groups, lambda department: where[department.id])
        yield place, "sheets.html", partial(_sheets_view, library, rows, index, paging)


def _sheets_view(library: Library, roles: Iterable[Role], index: Index, paging: Paging | None) -> dict[str, Any]:
    groups = [(library.departments[id_], tuple(those)) for id_, those in groupby(roles, lambda role: role.department)]
    return {"departments": groups, "index": index, "paging": paging}


_FIELD = {"industries": "industry", "levels": "level", "statuses": "status"}


def roles_of_term(library: Library, folder: str, term: str) -> Iterator[Role]:
    """The roles in use of an industry, a level or a status."""
    return (one for one in library.roles.values() if getattr(one, _FIELD[folder]) == term and one.status != "retired")


def terms_plan(library: Library, involvement: Involvement) -> Iterator[Planned]:
    """The roles of each industry, level and status that has any."""
    taxonomy = library.taxonomy
    statuses = tuple(Term(code, labels.STATUS[code]) for code in ("approved", "draft"))
    for folder, terms in (("industries", taxonomy.industries), ("levels", taxonomy.levels), ("statuses", statuses)):
        for term in terms:
            roles = [*roles_of_term(library, folder, term.id)]
            about = {"term": term, "folder": folder, "letters": {}}
            among = partial(common, library, involvement, _FIELD[folder], term.id, roles)
            for place, rows, paging in by_department(library, term_path(folder, term.id), roles, room()):
                is_told = folder != "statuses" and (paging is None or not paging.before)
                if rows:
                    view = partial(_term_view, library, about, rows, paging, among if is_told else _nothing)
                    yield place, "term.html", view


def _nothing() -> None:
    """Where nothing is said of what roles have in common."""


def _term_view(
    library: Library,
    about: Mapping[str, Any],
    roles: Sequence[Role],
    paging: Paging | None,
    among: Callable[[], Common | None] = _nothing,
) -> dict[str, Any]:
    """The roles of this page, with their departments where they are many; and what all of them do."""
    named = library.departments if paging or about["letters"] else {}
    return {**about, "roles": roles, "common": among(), "paging": paging, "departments": named}
