"""Who does what in which work activity (岗位职责分配): the activities of each role and department, with the parts.

A role and a department do all activities of the duties that they list themselves; what a department lists is not handed
down to its roles. From this follow what roles of a level or a department have in common, which activities several claim
(重叠) and which nobody answers for (空白), and which roles do nearly the same.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from typing import Generic, TypeAlias, TypeVar

from rolebook.model import labels
from rolebook.model.entries import Activity, ActivityLink, Department, Duty, Role
from rolebook.model.grouping import by_key
from rolebook.model.library import Library
from rolebook.model.parts import part_of

Owner: TypeAlias = Role | Department

COMMON = 0.8
"""What so large a share of the roles of a level or a department do is what they have in common."""
NEAR = 0.3
"""Roles that share so much, by weight, of all that either does are near each other."""
CONTAINED = 0.5
"""Of two roles of one department, level and industry, one that shares so much of all that it does may be the other."""
_FEWEST = 4
"""A role of fewer activities says too little to be called part of another."""
_MOST_NEAR = 5
_LIKELY = 50
"""So many roles, those with the largest share by number, are weighed against one."""
_OTHER_PART = 0.5
"""What an activity counts that both do, each in another part."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What one role or department does in an activity: its duties about it, each with the part that it gives."""

    activity: Activity
    duties: tuple[tuple[Duty, str], ...]
    parts: tuple[str, ...]
    """The codes of the parts, each once, in the order of `labels.PARTS`."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """An activity that several answer for (主责): `claims` has each department with those of it that do."""

    activity: Activity
    claims: tuple[tuple[Department, tuple[Owner, ...]], ...]


@dataclass(frozen=True, slots=True)
class Near:
    """A role that does nearly the same as another: `share` is above `NEAR` and 1 at most."""

    role: Role
    share: float
    shared: tuple[Activity, ...]
    only_here: tuple[Activity, ...]
    only_there: tuple[Activity, ...]
    other_part: tuple[Activity, ...]
    """Those of `shared` that both do in different parts."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two roles of one department and level that may be one post: `role` does less, and most of it `near.role` does."""

    role: Role
    near: Near


_Entry = TypeVar("_Entry")
_Made = TypeVar("_Made")


class _Each(Mapping[str, _Made], Generic[_Entry, _Made]):
    """Id → what is made of the entry, when it is first asked for, and once."""

    def __init__(self, entries: Mapping[str, _Entry], make: Callable[[_Entry], _Made]) -> None:
        self._entries, self._make = entries, make
        self._known: dict[str, _Made] = {}

    def __getitem__(self, id_: str) -> _Made:
        if id_ not in self._known:
            self._known[id_] = self._make(self._entries[id_])
        return self._known[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


class Involvement:
    """What `Deed`s there are in a library. Each part is worked out when it is first asked for, and once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._parts: dict[tuple[str, str], str] = {}

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """The roles in use."""
        return tuple(role for role in self._library.roles.values() if role.status != "retired")

    @cached_property
    def owners(self) -> tuple[Owner, ...]:
        """The departments, then the roles in use."""
        return (*self._library.departments.values(), *self.roles)

    def within(self, department: Department) -> tuple[Owner, ...]:
        """A department and its roles in use."""
        return (department, *self._library.roles_of(department.id))

    @cached_property
    def _order(self) -> dict[str, int]:
        themes = {term.id: number for number, term in enumerate(self._library.taxonomy.themes)}
        ordered = sorted(self._library.activities.values(), key=lambda one: themes.get(one.theme, len(themes)))
        return {one.id: number for number, one in enumerate(ordered)}

    def ordered(self, ids: Iterable[str]) -> tuple[Activity, ...]:
        """Activities by theme, and in a theme in the order of its file."""
        return tuple(self._library.activities[id_] for id_ in sorted({*ids}, key=self._order.__getitem__))

    def of(self, owner: Owner) -> Mapping[str, Deed]:
        """Id of an activity → what `owner` does in it, by theme."""
        return self._deeds[owner.id]

    @cached_property
    def _deeds(self) -> Mapping[str, Mapping[str, Deed]]:
        owners: dict[str, Owner] = {**self._library.departments, **self._library.roles}
        return _Each(owners, self._made)

    def _made(self, owner: Owner) -> Mapping[str, Deed]:
        listed = (self._library.clauses[id_] for id_ in owner.duties)
        duties = (one for one in listed if isinstance(one, Duty) and not one.retired)
        found = by_key((link.id, (duty, self._part(duty, link))) for duty in duties for link in duty.activities)
        return {one.id: Deed(one, found[one.id], _parts(found[one.id])) for one in self.ordered(found)}

    def _part(self, duty: Duty, link: ActivityLink) -> str:
        """Read once of each sentence, however many have it."""
        key = duty.id, link.id
        if key not in self._parts:
            self._parts[key] = part_of(duty, link, self._library.activities[link.id])
        return self._parts[key]

    def common(self, roles: Iterable[Role]) -> list[tuple[Activity, int]]:
        """The activities of these roles, each with how many of them do it, those of most first."""
        counts = Counter(id_ for role in roles for id_ in self.of(role))
        return sorted(((one, counts[one.id]) for one in self.ordered(counts)), key=lambda one: -one[1])

    def core(self, roles: Iterable[Role]) -> tuple[Activity, ...]:
        """What at least `COMMON` of these roles do; of a single role there is none, nothing being common to one."""
        among = tuple(roles)
        least = math.ceil(COMMON * len(among))
        return tuple(one for one, number in self.common(among) if number >= least) if len(among) > 1 else ()

    @cached_property
    def leading(self) -> Mapping[str, tuple[Owner, ...]]:
        """Id of each activity that anybody does → the departments and roles in use that answer for it (主责)."""
        found: dict[str, list[Owner]] = {}
        for owner in self.owners:
            for id_, deed in self.of(owner).items():
                leaders = found.setdefault(id_, [])
                if "lead" in deed.parts:
                    leaders.append(owner)
        return {one.id: tuple(found[one.id]) for one in self.ordered(found)}

    @cached_property
    def overlaps(self) -> tuple[Overlap, ...]:
        """The activities that two or more roles of one department answer for, with these roles."""
        return tuple(
            Overlap(self._library.activities[id_], claims)
            for id_, leaders in self.leading.items()
            if (claims := tuple(one for one in self._claims(leaders, departments=False) if len(one[1]) > 1))
        )

    @cached_property
    def contested(self) -> tuple[Overlap, ...]:
        """The activities that two or more departments claim, by duties of their own or by those of their roles.

        Those come first that the duties of most departments themselves say.
        """
        found = (
            Overlap(self._library.activities[id_], claims)
            for id_, leaders in self.leading.items()
            if len(claims := self._claims(leaders, departments=True)) > 1
        )
        return tuple(sorted(found, key=lambda one: -sum(isinstance(who[0], Department) for _, who in one.claims)))

    def _claims(
        self, leaders: Iterable[Owner], *, departments: bool
    ) -> tuple[tuple[Department, tuple[Owner, ...]], ...]:
        counted = (one for one in leaders if departments or isinstance(one, Role))
        found = by_key((one.department if isinstance(one, Role) else one.id, one) for one in counted)
        return tuple((self._library.departments[id_], who) for id_, who in found.items())

    @cached_property
    def gaps(self) -> tuple[Activity, ...]:
        """The activities that some have a part in and nobody, neither a role nor a department, answers for."""
        return tuple(self._library.activities[id_] for id_, leaders in self.leading.items() if not leaders)

    @cached_property
    def _doing(self) -> dict[str, tuple[int, ...]]:
        """Id of an activity → the places in `roles` of those that do it."""
        return by_key((id_, place) for place, role in enumerate(self.roles) for id_ in self.of(role))

    @cached_property
    def _weights(self) -> dict[str, float]:
        """How much an activity says of a role: little where nearly all do it; it is the inverse document frequency."""
        return {id_: math.log(1 + len(self.roles) / len(doing)) for id_, doing in self._doing.items()}

    @cached_property
    def _sizes(self) -> list[int]:
        """How many activities each of `roles` does."""
        return [len(self.of(role)) for role in self.roles]

    @cached_property
    def _totals(self) -> dict[str, float]:
        """The weight of all that each of `roles` does."""
        return {role.id: sum(self._weights[id_] for id_ in self.of(role)) for role in self.roles}

    def near(self, role: Role) -> tuple[Near, ...]:
        """The roles in use that do nearly the same, the nearest first.

        The share is the weighted Jaccard index of both sets of activities, where one that both do in different parts
        counts half.
        """
        return self._near_to[role.id]

    @cached_property
    def _near_to(self) -> Mapping[str, tuple[Near, ...]]:
        return _Each(self._library.roles, self._found_near)

    def _found_near(self, role: Role) -> tuple[Near, ...]:
        own = self.of(role)
        counts: Counter[int] = Counter()
        for id_ in own:
            counts.update(self._doing.get(id_, ()))
        roles, sizes = self.roles, self._sizes
        by_number = nlargest(
            _LIKELY, counts, key=lambda place: counts[place] / (len(own) + sizes[place] - counts[place])
        )
        found = ((self._share(role, roles[place]), roles[place]) for place in by_number if roles[place].id != role.id)
        nearest = sorted((one for one in found if one[0] >= NEAR), key=lambda one: -one[0])[:_MOST_NEAR]
        return tuple(self._near(role, other, share) for share, other in nearest)

    @cached_property
    def alike(self) -> tuple[Alike, ...]:
        """The pairs of roles that may be one post, those first of which one is most nearly part of the other."""
        posts = by_key(((one.department, one.level), one) for one in self.roles if len(self.of(one)) >= _FEWEST)
        found = [one for roles in posts.values() for one in self._alike_among(roles)]
        return tuple(sorted(found, key=lambda one: -len(one.near.shared) / len(self.of(one.role))))

    def _alike_among(self, roles: Sequence[Role]) -> Iterator[Alike]:
        doing: dict[str, list[int]] = {}
        for place, role in enumerate(roles):
            counts: Counter[int] = Counter()
            for id_ in self.of(role):
                counts.update(doing.get(id_, ()))
                doing.setdefault(id_, []).append(place)
            for before, shared in sorted(counts.items()):
                less, more = sorted((roles[before], role), key=lambda one: len(self.of(one)))
                share = self._share(less, more)
                is_part = less.industry == more.industry and shared >= CONTAINED * len(self.of(less))
                if is_part or share >= NEAR:
                    yield Alike(less, self._near(less, more, share))

    def _share(self, role: Role, other: Role) -> float:
        here, there = self.of(role), self.of(other)
        shared = here.keys() & there.keys()
        weights = self._weights
        whole = math.fsum(weights[id_] for id_ in shared)  # the same in whatever order a set gives them
        apart = math.fsum(weights[id_] for id_ in shared if here[id_].parts != there[id_].parts)
        every = self._totals[role.id] + self._totals[other.id] - whole
        return (whole - (1 - _OTHER_PART) * apart) / every

    def _near(self, role: Role, other: Role, share: float) -> Near:
        here, there = self.of(role), self.of(other)
        shared = here.keys() & there.keys()
        apart = {id_ for id_ in shared if here[id_].parts != there[id_].parts}
        parts = (self.ordered(ids) for ids in (shared, here.keys() - shared, there.keys() - shared, apart))
        return Near(other, share, *parts)


def _parts(duties: Iterable[tuple[Duty, str]]) -> tuple[str, ...]:
    given = {part for _, part in duties}
    return tuple(part for part in labels.PARTS if part in given)
