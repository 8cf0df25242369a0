"""The lists on the page of a role or a department: one section each, laid out by the row of its kind."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rolebook.model import labels
from rolebook.model.applied import AppliedClause, AppliedLists, AppliedRule, ClauseGroup
from rolebook.model.kind import Kind
from rolebook.model.kinds import LISTED, SECTIONS


@dataclass(frozen=True, slots=True)
class ListSection:
    """One section: `key` is its list's in the YAML and its anchor; of the contents only the one of `layout` is filled.

    `texts` are the plain sentences of an optional list of a role, which may also stand behind the clauses of a table;
    the other layouts are those of kinds.
    """

    key: str
    title: str
    layout: Literal["list", "table", "rules", "texts"]
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


def list_sections(lists: AppliedLists, extras: Mapping[str, tuple[str, ...]]) -> Iterator[ListSection]:
    """The filled lists in the order of the sections of a sheet. `extras` are the owner's lists of plain texts."""
    for key in SECTIONS:
        if key == "rules" and lists.rules:
            yield ListSection(key, LISTED[key].label, "rules", LISTED[key], rules=lists.rules)
        elif key in lists.groups:
            kind = LISTED[key]
            yield ListSection(key, kind.label, kind.layout, kind, lists.groups[key], texts=extras.get(key, ()))
        elif key in extras:
            yield ListSection(key, labels.EXTRAS[key], "texts", texts=extras[key])
