"""What pages show of work activities: the page of one, and the sentences of a list put together by them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from rolebook.model.applied import AppliedClause, ClauseGroup
from rolebook.model.entries import Activity, Clause, Duty
from rolebook.model.library import Library
from rolebook.model.parts import part_of
from rolebook.model.wordings import Wordings, wordings
from rolebook.site.links import path_of
from rolebook.site.paging import NAMED, WIDE, Paging, Planned, paged, room


@dataclass(frozen=True, slots=True)
class Gathered:
    """The duties of a list whose main activity it is, numbered through; `activity` is none for those without one."""

    activity: Activity | None
    wordings: Wordings | None
    groups: tuple[ClauseGroup, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that these duties have in it, each once."""
        if self.wordings is None:
            return ()
        listed = {one.clause.id for group in self.groups for one in group.clauses}
        return tuple(dict.fromkeys(one.part for one in self.wordings.main if one.duty.id in listed))


def activities_plan(library: Library) -> Iterator[Planned]:
    """Every activity; one that is said in very many ways has several pages."""
    for activity in library.activities.values():
        every = range(len(library.duties_of(activity.id)))
        for place, rows, paging in paged(path_of(activity), every, room(WIDE), lambda place: f"第 {place + 1} 种说法"):
            yield place, "activity.html", partial(_activity_view, library, activity, rows, paging)


def _activity_view(library: Library, activity: Activity, shown: Sequence[int], paging: Paging | None) -> dict[str, Any]:
    """One activity: how it is said and by whom, and what stands behind the duties that are about it.

    That is the indicators that assess them, the rewards and the penalties. `shown` are the places of the wordings that
    stand on this page.
    """
    said = wordings(library, activity)
    rows = [said.sayings[place] for place in shown]
    duties = [one.duty for one in said.sayings]
    return {
        "activity": activity,
        "said": said,
        "main": [one for one in rows if one.main],
        "besides": [one for one in rows if not one.main],
        "named": NAMED,
        "paging": paging,
        "assessed_by": _behind(library, (one for duty in duties for one in library.assessed_by(duty.id))),
        "enforced_by": _behind(library, (one for duty in duties for one in library.enforced_by(duty.id))),
        "encouraged_by": _behind(library, (one for duty in duties for one in library.encouraged_by(duty.id))),
    }


def _behind(library: Library, clauses: Iterable[Clause]) -> list[tuple[Clause, Any]]:
    """Each clause once, with whom it applies to."""
    return [(one, library.owners(one.id)) for one in {clause.id: clause for clause in clauses}.values()]


def gathered(library: Library, clauses: Iterable[Clause], first: int = 1) -> list[Gathered]:
    """The duties of a list by their main activity, in the order in which the activities come up; the rest last.

    They are numbered from `first` on. Empty where no duty names an activity.
    """
    found: dict[str, list[Duty]] = {}
    rest: list[Duty] = []
    for one in clauses:
        if isinstance(one, Duty):
            (found.setdefault(one.activities[0].id, []) if one.activities else rest).append(one)
    if not found:
        return []
    made, number = [], first - 1
    for id_, duties in (*found.items(), *([("", rest)] if rest else [])):
        rows = tuple(AppliedClause(duty, number + place, inherited=False) for place, duty in enumerate(duties, 1))
        number += len(rows)
        activity = library.activities.get(id_)
        made.append(Gathered(activity, wordings(library, activity) if activity else None, (ClauseGroup("", rows),)))
    return made


def activities_of(library: Library, clause: Clause) -> list[tuple[Activity, str, bool]]:
    """What a duty is about: each activity with the code of its part, and whether that was read from the sentence."""
    if not isinstance(clause, Duty):
        return []
    links = ((link, library.activities[link.id]) for link in clause.activities)
    return [(activity, part_of(clause, link, activity), not link.part) for link, activity in links]
