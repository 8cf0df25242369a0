"""The pages of themes: what there is of each, and the duties of one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from rolebook.model.applied import AppliedClause, ClauseGroup
from rolebook.model.entries import Duty
from rolebook.model.library import Library
from rolebook.model.settings import Term
from rolebook.site.activity_pages import gathered
from rolebook.site.links import term_path
from rolebook.site.marks import themed_mark
from rolebook.site.paging import SENTENCE, Paging, Planned, paged, room
from rolebook.words.text import first_words


def themes_view(library: Library) -> dict[str, Any]:
    """Themes with the number of their duties and what these are about; industries and levels with that of roles."""
    roles = [role for role in library.roles.values() if role.status != "retired"]
    return {
        "theme_counts": theme_counts(library),
        "theme_words": {
            term.id: [*dict.fromkeys(_about(library, duty) for duty in duties_of(library, term.id))][:3]
            for term in library.taxonomy.themes
        },
        "industry_counts": Counter(role.industry for role in roles),
        "level_counts": Counter(role.level for role in roles),
    }


def duties_of(library: Library, theme: str) -> list[Duty]:
    """The duties of a theme, in the order of its file."""
    return [duty for duty in library.duties_in(theme) if library.in_use(duty)]


def theme_counts(library: Library) -> Counter[str]:
    """Theme → the number of its duties in use."""
    return Counter(
        clause.theme for clause in library.clauses.values() if isinstance(clause, Duty) and library.in_use(clause)
    )


def themes_plan(library: Library) -> Iterator[Planned]:
    """The duties of each theme that has any."""
    for term in library.taxonomy.themes:
        duties = duties_of(library, term.id)
        if not duties:
            continue
        name = partial(_about, library)
        about = len({*map(_main, duties)} - {""})
        for place, rows, paging in paged(term_path("themes", term.id), _by_activity(duties), room(SENTENCE), name):
            yield place, "theme.html", partial(_theme_view, library, term, about, rows, paging)


def _by_activity(duties: Iterable[Duty]) -> list[Duty]:
    """Those of one main activity behind each other, in the order in which the activities come up; the rest last."""
    places: dict[str, int] = {}
    for duty in duties:
        if main := _main(duty):
            places.setdefault(main, len(places))
    return sorted(duties, key=lambda duty: places.get(_main(duty), len(places)))


def _main(duty: Duty) -> str:
    """The activity that it is about first; empty where none is named."""
    return duty.activities[0].id if duty.activities else ""


def _about(library: Library, duty: Duty) -> str:
    """What a duty is about, or how it begins."""
    return library.activities[main].title if (main := _main(duty)) else first_words(duty.text, 16)


def _theme_view(
    library: Library, term: Term, about: int, duties: Sequence[Duty], paging: Paging | None
) -> dict[str, Any]:
    """The duties of a theme that stand on this page; those of all pages are about so many activities."""
    first = paging.first if paging else 1
    applied = tuple(AppliedClause(duty, number, inherited=False) for number, duty in enumerate(duties, first))
    return {
        "term": term,
        "duties": duties,
        "about": about,
        "groups": [ClauseGroup("", applied)],
        "gathered": gathered(library, duties, first),
        "marks": {duty.id: themed_mark(library, duty) for duty in duties},
        "paging": paging,
    }
