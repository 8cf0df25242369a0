"""Which work activity of the library a new duty is about, by its words: proposed with a reason, never made up. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rolebook.importing.collected import Place
from rolebook.importing.items import Imported, Item
from rolebook.importing.matching import DROPPED, Match
from rolebook.model.entries import Activity, Duty
from rolebook.model.library import Library
from rolebook.words.contrast import difference
from rolebook.words.text import normal_form
from rolebook.words.wording import Wording

_SURE = 0.8
"""From this confidence on the drafts name the activity; below it, somebody is asked."""
_NAMED, _NAMED_IN_ORDER = 0.9, 0.6
_LEAST = 4
"""Characters of a title that a sentence does not hold by chance."""
_MOST = 3


@dataclass(frozen=True, slots=True)
class Suggested:
    """An activity that a duty may be about: how sure that is, from 0 to 1, and why."""

    activity: Activity
    confidence: float
    reason: Wording

    @property
    def is_sure(self) -> bool:
        """Whether the drafts name it."""
        return self.confidence >= _SURE


def suggestions(
    files: Sequence[Imported], found: Mapping[Place, Match], library: Library
) -> Mapping[Place, Sequence[Suggested]]:
    """(file, item) → the activities that a new duty may be about, the likeliest first; at most one of them is sure."""
    named = _Named(library)
    made: dict[Place, Sequence[Suggested]] = {}
    for place, match in found.items():
        item = files[place[0]].items[place[1]]
        if item.kind == "duty" and match.decision not in {"same", DROPPED} and not item.fields.get("activities"):
            best: dict[str, Suggested] = {}
            for one in (*_of_near(library, item, match), *named.within(item.text)):
                held = best.setdefault(one.activity.id, one)
                best[one.activity.id] = max(held, one, key=lambda each: each.confidence)
            ranked = sorted(best.values(), key=lambda one: (-one.confidence, one.activity.id))
            if len([one for one in ranked if one.is_sure]) > 1:  # which of them is the main one, nobody has said
                ranked = [Suggested(one.activity, min(one.confidence, _NAMED_IN_ORDER), one.reason) for one in ranked]
            made[place] = ranked[:_MOST]
    return {place: ranked for place, ranked in made.items() if ranked}


def with_activities(one: Imported, number: int, named: Mapping[Place, Sequence[Suggested]]) -> Imported:
    """The document of index `number` with the activity that each duty is surely about, and its theme, in its fields."""
    sure = {at: each[0].activity for (file, at), each in named.items() if file == number and each[0].is_sure}
    items = list(one.items)
    for at, activity in sure.items():
        fields = {**items[at].fields, "activities": [activity.id], "theme": activity.theme}
        items[at] = replace(items[at], fields=fields)
    return replace(one, items=tuple(items))


def _of_near(library: Library, item: Item, match: Match) -> Iterator[Suggested]:
    """The main activity of the duty that is most alike; not sure of it where another deed or object is meant."""
    near = library.clauses.get(match.id)
    if not isinstance(near, Duty) or not near.activities:
        return
    activity = library.activities[near.activities[0].id]
    differs = difference(item.text, near.text)
    apart = differs.exchanged or any(one.name in {"action", "object"} for one in differs.named)
    if not activity.retired:
        yield Suggested(
            activity,
            round(min(match.score, _NAMED_IN_ORDER) if apart else match.score, 2),
            Wording(f"与“{near.text}”相近", f"near {near.id}"),
        )


class _Named:
    """Activities by their titles."""

    def __init__(self, library: Library) -> None:
        self.by_first: defaultdict[str, list[tuple[str, Activity]]] = defaultdict(list)
        for activity in library.activities.values():
            title = normal_form(activity.title)
            if not activity.retired and len(title) >= _LEAST:
                self.by_first[title[0]].append((title, activity))

    def within(self, text: str) -> Iterator[Suggested]:
        """The activities whose titles a sentence says, whole or with other words between."""
        if not self.by_first:
            return
        for piece in normal_form(text).replace(";", ",").split(","):
            for title, activity in (one for first in set(piece) for one in self.by_first.get(first, ())):
                if title in piece:
                    yield Suggested(activity, _NAMED, Wording("句中写有这件事", "the sentence says its title"))
                elif _in_order(title, piece):
                    yield Suggested(activity, _NAMED_IN_ORDER, Wording("句中有它的各个字", "its words stand in it"))


def _in_order(title: str, piece: str) -> bool:
    """Whether a piece has the characters of a title in their order: 制定年度销售计划 has 制定销售计划."""
    rest = iter(piece)
    return all(char in rest for char in title)
