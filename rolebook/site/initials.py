"""Roles and departments by the initials of their names, where they are too many to be looked through."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeAlias

from rolebook.cache import current
from rolebook.model.entries import Department, Role
from rolebook.words.spelling import proposed_id

Grouped: TypeAlias = list[tuple[Department, tuple[Role, ...]]]
Index: TypeAlias = list[tuple[str, list[tuple[Department, int, str]]]]
"""Letter → its departments, each with the number of its roles and the place that lists them; few have no letter."""
_WITHOUT_LETTERS = 60
"""Up to so many departments stand in their own order; more of them are found by their initials."""
OTHER = "其他"
"""Where a name stands that begins with a number, or has no letter."""


@lru_cache(maxsize=50_000)
def spelt(name: str) -> str:
    """A name in pinyin; a preview asks for all of them after each change."""
    kept = current()
    key = kept.key("spelt", [name.encode()])
    known: str | None = kept.recall(key)
    if known is None:
        known = proposed_id(name)
        kept.keep(key, known)
    return known


def initial(name: str) -> str:
    """The letter that the pinyin of a name begins with, or `OTHER`."""
    begins = next((sign for sign in name if sign.isalnum()), "")
    return OTHER if begins.isdigit() else spelt(name)[:1].upper() or OTHER


def by_initial(roles: Iterable[Role]) -> dict[str, list[Role]]:
    """Letter → the roles whose titles begin so, as in a dictionary."""
    found: dict[str, list[Role]] = {}
    for role in sorted(roles, key=lambda role: (spelt(role.title), role.title)):
        found.setdefault(initial(role.title), []).append(role)
    return dict(sorted(found.items()))


def department_index(groups: Grouped, place: Callable[[Department], str]) -> Index:
    """The departments with their numbers and the places that list their roles."""
    rows = [(department, len(roles), place(department)) for department, roles in groups]
    if len(rows) <= _WITHOUT_LETTERS:
        return [("", rows)]
    found: dict[str, list[tuple[Department, int, str]]] = {}
    for row in sorted(rows, key=lambda row: spelt(row[0].title)):
        found.setdefault(initial(row[0].title), []).append(row)
    return sorted(found.items())
