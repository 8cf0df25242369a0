"""What roles have in common: those near a role with what differs, and what all of a level or department do."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rolebook.model.entries import Activity, Role
from rolebook.model.involvement import Involvement, Near
from rolebook.model.library import Library
from rolebook.site.comparing import compare_address
from rolebook.site.matrix import is_whole, matrix_address

_FURTHER = 12
"""So many activities are named that most roles do."""


def _related(library: Library, role: Role) -> list[tuple[Role, int]]:
    """Roles that share duties with this one, those with most in common first; one alone is most often a catch-all."""
    shared: Counter[str] = Counter()
    for id_ in role.duties:
        shared.update(holder.id for holder in library.holders(id_) if holder is not role)
    return [(library.roles[id_], number) for id_, number in shared.most_common(8) if number > 1]


@dataclass(frozen=True, slots=True)
class RelatedRole:
    """A role that does nearly the same as the one of the page: what both have, and in one line what they do not."""

    role: Role
    shared: str
    difference: str
    compared: str
    """The page on which both stand side by side, from the site's root."""


def related_roles(library: Library, role: Role, involvement: Involvement) -> list[RelatedRole]:
    """Those of near activities, then those that share duties, each once; of a role that is retired there are none."""
    if role.status == "retired":
        return []
    near = [
        RelatedRole(one.role, f"{len(one.shared)} 项工作事项相同", _difference(one), compare_address(role, one.role))
        for one in involvement.near(role)
    ]
    known = {one.role.id for one in near}
    return near + [
        RelatedRole(other, f"有 {number} 条相同的职责", "", compare_address(role, other))
        for other, number in _related(library, role)
        if other.id not in known
    ]


def _difference(near: Near) -> str:
    """`本岗位另有 3 项（预测市场、…），对方另有 2 项（…）；1 项参与方式不同（…）`; empty where both do the same."""
    apart = [
        f"{who} {len(those)} 项（{some(those)}）"
        for who, those in (("本岗位另有", near.only_here), ("对方另有", near.only_there))
        if those
    ]
    other = [f"{len(near.other_part)} 项参与方式不同（{some(near.other_part)}）"] if near.other_part else []
    return "；".join(filter(None, ("，".join(apart), *other)))


def some(activities: Sequence[Activity]) -> str:
    """Two of them by their titles, and whether there are more."""
    return "、".join(one.title for one in activities[:2]) + ("等" if len(activities) > 2 else "")


@dataclass(frozen=True, slots=True)
class Common:
    """What the roles of a department, level or industry do: how many they are, what nearly all do, what many do."""

    roles: int
    core: tuple[tuple[Activity, int], ...]
    further: tuple[tuple[Activity, int], ...]
    table: str
    """The table of parts narrowed to them, from the site's root."""
    titled: int = 0
    """Of a level: how many roles have its name in their titles (经理), where these are not the same roles; else 0."""


def common(library: Library, involvement: Involvement, key: str, value: str, roles: Sequence[Role]) -> Common | None:
    """Nothing of a single role, or where there are no activities."""
    if len(roles) < 2 or not library.activities:
        return None
    core = {one.id for one in involvement.core(roles)}
    every = involvement.common(roles)
    further = [one for one in every if one[0].id not in core and one[1] > 1]
    return Common(
        len(roles),
        tuple(one for one in every if one[0].id in core),
        tuple(further[:_FURTHER]),
        matrix_address(library, key, value),
        _titled(library, involvement, value, roles) if key == "level" and is_whole(library) else 0,
    )


def _titled(library: Library, involvement: Involvement, level: str, roles: Sequence[Role]) -> int:
    label = next(term.label for term in library.taxonomy.levels if term.id == level)
    called = {role.id for role in involvement.roles if label in role.title}
    return len(called) if called - {role.id for role in roles} else 0
