"""The lists on the page of a role or a department, laid out by the rows of their kinds; and those that nobody wrote."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rolebook.model import labels
from rolebook.model.applied import AppliedClause, AppliedLists, AppliedRule, ClauseGroup
from rolebook.model.entries import Department, Role
from rolebook.model.kind import Kind
from rolebook.model.kinds import LISTED, MIXED, SECTIONS, UNPUBLISHED

OF_EVERY_ROLE = frozenset(key for key, kind in LISTED.items() if not kind.inherited and key not in MIXED)
"""The lists that a reader looks for on the page of each role: where one is missing, its place says so."""


@dataclass(frozen=True, slots=True)
class ListSection:
    """One section: `key` is its list's key and anchor; only the contents of `layout` are filled, none of `silent`.

    `texts` are the plain sentences of an optional list of a role, which may also stand behind the clauses of a table;
    the other layouts are those of kinds.
    """

    key: str
    title: str
    layout: Literal["list", "table", "rules", "texts", "silent"]
    kind: Kind | None = None
    groups: tuple[ClauseGroup, ...] = ()
    rules: tuple[AppliedRule, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def inherited(self) -> bool:
        """Whether any of it comes through the department."""
        return any(one.inherited for one in self.clauses) or any(one.inherited for one in self.rules)

    @property
    def clauses(self) -> tuple[AppliedClause, ...]:
        """The clauses of all groups."""
        return tuple(one for group in self.groups for one in group.clauses)


def list_sections(
    lists: AppliedLists, extras: Mapping[str, tuple[str, ...]], expected: Collection[str] = ()
) -> Iterator[ListSection]:
    """The filled lists in the order of the sections of a sheet, and those `expected` that are not.

    `extras` are the owner's lists of plain texts.
    """
    for key in SECTIONS:
        if key == "rules" and lists.rules:
            yield ListSection(key, LISTED[key].label, "rules", LISTED[key], rules=lists.rules)
        elif key in lists.groups:
            kind = LISTED[key]
            yield ListSection(key, kind.label, kind.layout, kind, lists.groups[key], texts=extras.get(key, ()))
        elif key in extras:
            yield ListSection(key, labels.EXTRAS[key], "texts", texts=extras[key])
        elif key in expected:
            yield ListSection(key, LISTED[key].label, "silent", LISTED[key])


def unwritten(owner: Role | Department, lists: Iterable[ListSection], kept_off: Collection[str] = ()) -> list[str]:
    """The titles of all other sections that the page of an owner could have. Of what is kept off, or pay, nothing."""
    having = {*(one.key for one in lists), *UNPUBLISHED, *kept_off, *(("purpose",) if owner.purpose else ())}
    titles = {"purpose": labels.FACTS["purpose"], **{key: kind.label for key, kind in LISTED.items()}}
    if isinstance(owner, Role):
        titles = {**labels.EXTRAS, **titles}
    return [titles[key] for key in SECTIONS if key in titles and key not in having]
