"""The immutable Library: every id resolved, every reference known from both ends."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from rolebook.model.entries import (
    Applied,
    Department,
    Duty,
    Penalty,
    Qualification,
    Role,
    Rule,
    RuleItem,
    Settings,
    SheetSettings,
    Source,
    Taxonomy,
)
from rolebook.words.text import search_form

AnyClause: TypeAlias = Duty | Qualification | Penalty | RuleItem
Thing: TypeAlias = AnyClause | Role | Department | Rule | Source
"""Whatever has an id in the one space of ids, and so a page."""


@dataclass(frozen=True, kw_only=True)
class Library:
    """All content. Mappings go from id to object, in the order of the files."""

    settings: Settings
    sheet: SheetSettings
    taxonomy: Taxonomy
    sources: Mapping[str, Source]
    clauses: Mapping[str, AnyClause]
    """Every clause, items of rules included (`customer-files#scope`); retired ones too."""
    rules: Mapping[str, Rule]
    departments: Mapping[str, Department]
    roles: Mapping[str, Role]
    redirects: Mapping[str, str]

    def item(self, id_: str) -> RuleItem:
        """An item of a rule by its full id, with or without text of its own. Raises KeyError."""
        return self._items[id_]

    def thing(self, id_: str) -> Thing | None:
        """Whatever has this id: a clause, an item without text, a role, department, rule or source."""
        spaces: tuple[Mapping[str, Thing], ...] = (
            self.clauses,
            self._items,
            self.roles,
            self.departments,
            self.rules,
            self.sources,
        )
        return next((space[id_] for space in spaces if id_ in space), None)

    def rules_of(self, role: Role) -> Applied:
        """Rule documents and items that apply to a role: its own and those of its department."""
        inherited = tuple(id_ for id_ in self.departments[role.department].rules if id_ not in role.rules)
        return Applied(role.rules, inherited)

    def penalties_of(self, role: Role) -> Applied:
        """Penalties that apply to a role: its own and those of its department."""
        inherited = tuple(id_ for id_ in self.departments[role.department].penalties if id_ not in role.penalties)
        return Applied(role.penalties, inherited)

    def owners(self, clause_id: str) -> tuple[Role | Department, ...]:
        """Departments and roles whose lists name the clause; for an item, its document or an item above it."""
        return self._owners.get(clause_id, ())

    def holders(self, clause_id: str) -> tuple[Role, ...]:
        """The roles that the clause applies to, through their department too (its duties do not pass on)."""
        inherits = not isinstance(self.clauses.get(clause_id), Duty | Qualification)
        found: dict[str, Role] = {}
        for owner in self.owners(clause_id):
            if isinstance(owner, Role):
                found[owner.id] = owner
            elif inherits:
                found.update((role.id, role) for role in self.roles_of(owner.id))
        return tuple(sorted(found.values(), key=lambda role: self._rank[role.id]))

    def roles_of(self, department_id: str) -> tuple[Role, ...]:
        """The roles of a department, retired ones left out, in the library's order."""
        return self._roles_by_department.get(department_id, ())

    def enforced_by(self, id_: str) -> tuple[Penalty, ...]:
        """The penalties that stand behind a duty or an item of a rule."""
        return self._enforced.get(id_, ())

    def claims(self, source: str, line: int) -> tuple[str, ...]:
        """Ids of the clauses, rules, roles and departments whose `sources` name the line."""
        return self._claims.get((source, line), ())

    def find_role(self, name: str) -> tuple[Role, ...]:
        """The roles that a name may mean, by id, else by title, else by alias; several on one rung are all given."""
        wanted = search_form(name)
        rungs = (
            [role for role in self.roles.values() if role.id == name],
            [role for role in self.roles.values() if search_form(role.title) == wanted],
            [role for role in self.roles.values() if wanted in map(search_form, role.aliases)],
        )
        return tuple(next((rung for rung in rungs if rung), ()))

    @cached_property
    def _rank(self) -> dict[str, int]:
        return {id_: number for number, id_ in enumerate(self.roles)}

    @cached_property
    def _roles_by_department(self) -> dict[str, tuple[Role, ...]]:
        found: dict[str, list[Role]] = defaultdict(list)
        for role in self.roles.values():
            if role.status != "retired":
                found[role.department].append(role)
        return {id_: tuple(roles) for id_, roles in found.items()}

    @cached_property
    def _enforced(self) -> dict[str, tuple[Penalty, ...]]:
        found: dict[str, list[Penalty]] = defaultdict(list)
        for clause in self.clauses.values():
            if isinstance(clause, Penalty) and not clause.retired:
                for id_ in clause.enforces:
                    found[id_].append(clause)
        return {id_: tuple(penalties) for id_, penalties in found.items()}

    @cached_property
    def _items(self) -> dict[str, RuleItem]:
        return {item.id: item for rule in self.rules.values() for item in walk(rule.items)}

    @cached_property
    def _owners(self) -> dict[str, tuple[Role | Department, ...]]:
        found: dict[str, dict[str, Role | Department]] = defaultdict(dict)
        owners: tuple[Role | Department, ...] = (*self.departments.values(), *self.roles.values())
        for owner in owners:
            for id_ in (*owner.duties, *owner.qualifications, *owner.penalties):
                found[id_][owner.id] = owner
            for id_ in owner.rules:
                found[id_][owner.id] = owner
                items = self.rules[id_].items if id_ in self.rules else (self._items[id_],)
                for item in walk(items):
                    found[item.id][owner.id] = owner
        return {id_: tuple(entries.values()) for id_, entries in found.items()}

    @cached_property
    def _claims(self) -> dict[tuple[str, int], tuple[str, ...]]:
        found: dict[tuple[str, int], dict[str, None]] = defaultdict(dict)
        for entries in (self.clauses, self.rules, self.departments, self.roles):
            for entry in entries.values():
                for ref in entry.sources:
                    for line in range(ref.first, ref.last + 1):
                        found[ref.source, line][entry.id] = None
        return {place: tuple(ids) for place, ids in found.items()}


def walk(items: Iterable[RuleItem]) -> Iterator[RuleItem]:
    """Items and those beneath them, in reading order."""
    for item in items:
        yield item
        yield from walk(item.items)
