"""Which work activity a sentence is about, by its words: `similar` and `new` say it first. Pure."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from rolebook.model.entries import Activity, Duty
from rolebook.model.library import Library
from rolebook.model.wordings import Wordings, wordings
from rolebook.reporting.nearest import Match, nearest
from rolebook.words.similarity import Verdict
from rolebook.words.text import normal_form, visible
from rolebook.words.wording import Wording

_MOST = 3
_ALIKE = 0.55
"""From this ratio on, a near duty speaks of the same activity, though `check` would not ask whether they are one."""
_OWNERS = 6
"""So many roles and departments are named."""


def activities_of(library: Library, text: str, matches: Sequence[Match]) -> tuple[Wordings, ...]:
    """The activities that a text is about: those of the duties nearest to it, and those whose name it says.

    `matches` are the clauses nearest to the text. At most three, the nearest first.
    """
    found: dict[str, Activity] = {}
    for match in matches:
        near = match.likeness.verdict is not Verdict.APART or match.likeness.ratio >= _ALIKE
        if near and isinstance(match.clause, Duty):
            for link in match.clause.activities[:1]:
                found[link.id] = library.activities[link.id]
    found |= {one.id: one for one in _called(library, text) if one.id not in found}
    said = (wordings(library, activity) for activity in found.values())
    return tuple(islice((one for one in said if one.sayings), _MOST))


def named_in(library: Library, text: str) -> list[str]:
    """The ids of the activities that a text is about, as `new` proposes them."""
    return [one.activity.id for one in activities_of(library, text, nearest(library, text))]


def _called(library: Library, text: str) -> Iterator[Activity]:
    """The activities whose name a text says."""
    pieces = [piece for piece in normal_form(text).replace(";", ",").split(",") if piece]
    for activity in library.activities.values():
        if not activity.retired and any(_says(piece, normal_form(activity.title)) for piece in pieces):
            yield activity


def report(library: Library, text: str, matches: Sequence[Match]) -> list[dict[str, Any]]:
    """`activities` of `similar --format json`: [{"id", "title", "text", "wordings": number, "owners": [ids]}]."""
    return [
        {
            "id": one.activity.id,
            "title": one.activity.title,
            "text": one.activity.text,
            "wordings": len(one.sayings),
            "owners": [owner.id for owner in one.owners],
        }
        for one in activities_of(library, text, matches)
    ]


def _says(piece: str, title: str) -> bool:
    """Whether a piece of a sentence has the characters of a title in their order: 制定年度销售计划 has 制定销售计划."""
    rest = iter(piece)
    return all(char in rest for char in title)


def advice(said: Sequence[Wordings]) -> list[Wording]:
    """A line an activity: how many wordings there are, and where they are used."""
    return [
        Wording(
            f"这件事手册里已有 {len(one.sayings)} 种写法（{visible(one.activity.title)}，{one.activity.id}），"
            f"用在{_used(one)}。请先看能否引用其中一条；确需另写的，写明理由。",
            f"{one.activity.id} is said in {len(one.sayings)} wordings, used by {_used(one)}. "
            "Refer to one of them, or say why yours is needed.",
        )
        for one in said
    ]


def _used(one: Wordings) -> str:
    titles = [visible(owner.title) for owner in one.owners]
    more = f"等 {len(titles)} 处" if len(titles) > _OWNERS else ""
    return f"{'、'.join(titles[:_OWNERS])}{more}" or "没有岗位或部门列出"
