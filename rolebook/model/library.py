"""The immutable Library: every id resolved, every reference known from both ends."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TypeAlias, TypeVar

from rolebook.model.entries import Activity, Clause, Department, Duty, Indicator, Penalty, Reward, Role, Rule, RuleItem
from rolebook.model.grouping import by_key
from rolebook.model.kinds import KIND, LISTED, UNPUBLISHED
from rolebook.model.pay_lines import saying_pay
from rolebook.model.rule_state import State, state_of
from rolebook.model.settings import Company, Settings, SheetSettings, Taxonomy
from rolebook.model.source import Source
from rolebook.words.text import search_form

_Kind = TypeVar("_Kind", bound=Clause)

Thing: TypeAlias = Clause | Activity | Role | Department | Rule | Source
"""Whatever has an id in the one space of ids, and so a page."""


@dataclass(frozen=True, kw_only=True)
class Library:
    """All content, or where `complete` is False what is sound of it. From id to object, in the order of the files."""

    settings: Settings
    sheet: SheetSettings
    taxonomy: Taxonomy
    sources: Mapping[str, Source]
    activities: Mapping[str, Activity]
    clauses: Mapping[str, Clause]
    """Every clause, items of rules included (`customer-files#scope`); retired ones too."""
    rules: Mapping[str, Rule]
    departments: Mapping[str, Department]
    roles: Mapping[str, Role]
    redirects: Mapping[str, str]
    complete: bool = True
    """Whether this is all content. Else entries with errors and references that lead nowhere are left out, and what
    classifies (`settings`, `taxonomy`) may be empty: enough for the rules of `check`, and nothing else may use it."""
    is_excerpt: bool = False
    """Whether it is the part that everybody may read (`model/excerpt.py`): files as they are written are not."""
    as_of: str = ""
    """The day to judge by, where a command was given another one than that of the version."""
    gaps: frozenset[str] = frozenset()
    """What is not all there: kinds of which an entry is left out (`role`), keys without some reference (`duties`)."""
    waiting: Mapping[str, Mapping[str, int]] = field(default_factory=dict, compare=False)
    """Role → list (`penalties`) → how many clauses papers lack of it, because they are not announced yet."""
    stamps: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    """File → what stands for it: its name, its bytes, how it is read. Of a file with faults there is none."""

    @property
    def day(self) -> str:
        """The day by which rules and roles are judged to be in force."""
        return self.as_of or self.settings.date

    def item(self, id_: str) -> RuleItem:
        """An item of a rule by its full id, with or without text of its own. Raises KeyError."""
        return self._items[id_]

    def state(self, rule: Rule) -> State:
        """The state of a rule document on the day that is judged by: the library's date, or `--as-of`."""
        return state_of(rule, self.day)

    def in_use(self, clause: Clause) -> bool:
        """Whether readers meet a clause: not one that is retired, of a repealed document or of retired roles alone."""
        repealed = isinstance(clause, RuleItem) and self.state(self.rules[clause.document]) == "repealed"
        return not (clause.retired or repealed or self.is_left_behind(clause))

    def is_left_behind(self, clause: Clause) -> bool:
        """Whether nothing but retired roles lists a clause; one that nothing lists at all is not meant."""
        return clause.id in self._left_behind

    def items_of(self, id_: str) -> tuple[RuleItem, ...]:
        """The items that a list names by the id of a rule document or of one item; none for any other id."""
        if id_ in self.rules:
            return self.rules[id_].items
        return (self._items[id_],) if id_ in self._items else ()

    def thing(self, id_: str) -> Thing | None:
        """Whatever has this id: a clause, an item without text, a role, department, rule or source."""
        spaces: tuple[Mapping[str, Thing], ...] = (
            self.clauses,
            self._items,
            self.activities,
            self.roles,
            self.departments,
            self.rules,
            self.sources,
        )
        return next((space[id_] for space in spaces if id_ in space), None)

    def inherited(self, owner: Role | Department, key: str) -> tuple[str, ...]:
        """The ids of the list `key` that apply to a role through its department and that it does not list itself."""
        if not isinstance(owner, Role) or not LISTED[key].inherited:
            return ()
        own = owner.listed(key)
        return tuple(id_ for id_ in self.departments[owner.department].listed(key) if id_ not in own)

    def owners(self, clause_id: str) -> tuple[Role | Department, ...]:
        """Departments and roles whose lists name the clause; for an item, its document or an item above it."""
        return self._owners.get(clause_id, ())

    def holders(self, clause_id: str) -> tuple[Role, ...]:
        """The roles that the clause applies to, through their department too (its duties do not pass on)."""
        clause, owners = self.clauses.get(clause_id), self.owners(clause_id)
        inherits = clause is None or KIND[clause.kind].inherited
        departments = [one for one in owners if isinstance(one, Department)] if inherits else []
        found = {one.id: one for one in owners if isinstance(one, Role)}
        if not departments:
            return tuple(found.values())
        found.update((role.id, role) for one in departments for role in self.roles_of(one.id))
        return tuple(sorted(found.values(), key=lambda role: self._rank[role.id]))

    def roles_of(self, department_id: str) -> tuple[Role, ...]:
        """The roles of a department, retired ones left out, in the library's order."""
        return self._roles_by_department.get(department_id, ())

    def published(self, role: Role) -> dict[str, tuple[str, ...]]:
        """The role's lists of plain texts that the site and exports may show: `Role.extras` without its pay."""
        kept = self.unpublished(role)
        return {key: texts for key, texts in role.extras.items() if key not in kept}

    def unpublished(self, role: Role) -> dict[str, tuple[str, ...]]:
        """Those that are printed on its sheets and stand nowhere else."""
        return {key: texts for key, texts in role.extras.items() if key in UNPUBLISHED & self.kept_off}

    @property
    def kept_off(self) -> frozenset[str]:
        """The sections that the site never shows, whatever sheets print."""
        return UNPUBLISHED.difference(self.sheet.publish).union(self.sheet.withhold)

    def duties_in(self, theme: str) -> tuple[Duty, ...]:
        """The duties of a theme in the order of its file, those that are out of use too."""
        return self._duties_in.get(theme, ())

    def duties_of(self, activity_id: str) -> tuple[Duty, ...]:
        """The duties in use that are about an activity, those first whose main activity it is."""
        return self._duties_of.get(activity_id, ())

    def enforced_by(self, id_: str) -> tuple[Penalty, ...]:
        """The penalties that stand behind a duty or an item of a rule."""
        return self._enforced.get(id_, ())

    def assessed_by(self, id_: str) -> tuple[Indicator, ...]:
        """The indicators that show how well a duty or an item of a rule is done."""
        return self._assessed.get(id_, ())

    def encouraged_by(self, id_: str) -> tuple[Reward, ...]:
        """The rewards for who does what a duty or an item of a rule asks."""
        return self._encouraged.get(id_, ())

    def referred_by(self, id_: str) -> tuple[RuleItem, ...]:
        """The items of rules in use that speak of a rule document, one of its items or another clause."""
        return self._referred.get(id_, ())

    def covered_by(self, id_: str) -> tuple[tuple[Clause, str], ...]:
        """The clauses that say more than this one, each with the reason that was recorded."""
        return self._covered.get(id_, ())

    def distinct_from(self, id_: str) -> tuple[tuple[Clause, str], ...]:
        """The clauses that were decided to stay apart from this one, with the reasons; its own decisions first."""
        own = tuple((self.clauses[one.id], one.reason) for one in self.clauses[id_].distinct_from)
        return own + self._kept_apart.get(id_, ())

    def claims(self, source: str, line: int) -> tuple[str, ...]:
        """Ids of the clauses, rules, roles and departments whose `sources` name the line."""
        return tuple(self._claims.get((source, line), ()))

    def pay_lines(self, source: str) -> frozenset[int]:
        """The lines of a source that a role names among its `sources` and that say its unpublished pay."""
        return self._pay_lines.get(source, frozenset())

    def find_role(self, name: str) -> tuple[Role, ...]:
        """The roles that a name may mean: by id, title, alias or former id; several on one rung are all given."""
        wanted = search_form(name)
        rungs = (
            [role for role in self.roles.values() if role.id == name],
            [role for role in self.roles.values() if search_form(role.title) == wanted],
            [role for role in self.roles.values() if wanted in map(search_form, role.aliases)],
            [role for role in self.roles.values() if role.id == self.now(name)],
        )
        return tuple(next((rung for rung in rungs if rung), ()))

    def now(self, id_: str) -> str:
        """What an id that was given up is called now; the id itself where it was not."""
        seen = {id_}
        while (new := self.redirects.get(id_)) and new not in seen:
            seen.add(new)
            id_ = new
        return id_

    def find_company(self, name: str) -> Company | None:
        """The employer that a name may mean, by id, else by name; None where there is none."""
        wanted = search_form(name)
        companies = self.settings.companies
        by_id = (company for company in companies if company.id == name)
        by_name = (company for company in companies if search_form(company.name) == wanted)
        return next(chain(by_id, by_name), None)

    @cached_property
    def _left_behind(self) -> frozenset[str]:
        return frozenset(
            id_
            for id_, owners in self._owners.items()
            if all(isinstance(one, Role) and one.status == "retired" for one in owners)
        )

    @cached_property
    def _rank(self) -> dict[str, int]:
        return {id_: number for number, id_ in enumerate(self.roles)}

    @cached_property
    def _roles_by_department(self) -> dict[str, tuple[Role, ...]]:
        return by_key((role.department, role) for role in self.roles.values() if role.status != "retired")

    @cached_property
    def _duties_in(self) -> dict[str, tuple[Duty, ...]]:
        return by_key((clause.theme, clause) for clause in self.clauses.values() if isinstance(clause, Duty))

    @cached_property
    def _duties_of(self) -> dict[str, tuple[Duty, ...]]:
        duties = [one for one in self.clauses.values() if isinstance(one, Duty) and self.in_use(one)]
        main = ((link.id, duty) for duty in duties for link in duty.activities[:1])
        others = ((link.id, duty) for duty in duties for link in duty.activities[1:])
        return by_key(chain(main, others))

    def _not_retired(self, kind: type[_Kind]) -> Iterator[_Kind]:
        return (one for one in self.clauses.values() if isinstance(one, kind) and not one.retired)

    @cached_property
    def _enforced(self) -> dict[str, tuple[Penalty, ...]]:
        return by_key((id_, one) for one in self._not_retired(Penalty) for id_ in one.enforces)

    @cached_property
    def _assessed(self) -> dict[str, tuple[Indicator, ...]]:
        return by_key((id_, one) for one in self._not_retired(Indicator) for id_ in one.assesses)

    @cached_property
    def _encouraged(self) -> dict[str, tuple[Reward, ...]]:
        return by_key((id_, one) for one in self._not_retired(Reward) for id_ in one.encourages)

    @cached_property
    def _referred(self) -> dict[str, tuple[RuleItem, ...]]:
        return by_key((id_, item) for item in self._items.values() if self.in_use(item) for id_ in item.refers_to)

    @cached_property
    def _covered(self) -> dict[str, tuple[tuple[Clause, str], ...]]:
        return by_key((said.id, (one, said.reason)) for one in self.clauses.values() for said in one.covers)

    @cached_property
    def _kept_apart(self) -> dict[str, tuple[tuple[Clause, str], ...]]:
        return by_key((said.id, (one, said.reason)) for one in self.clauses.values() for said in one.distinct_from)

    @cached_property
    def _items(self) -> dict[str, RuleItem]:
        return {item.id: item for rule in self.rules.values() for item in walk(rule.items)}

    @cached_property
    def _owners(self) -> dict[str, tuple[Role | Department, ...]]:
        found: dict[str, dict[str, Role | Department]] = defaultdict(dict)
        owners: tuple[Role | Department, ...] = (*self.departments.values(), *self.roles.values())
        for owner in owners:
            for id_ in (id_ for key in LISTED for id_ in owner.listed(key)):
                found[id_][owner.id] = owner
                for item in walk(self.items_of(id_)):
                    found[item.id][owner.id] = owner
        return {id_: tuple(entries.values()) for id_, entries in found.items()}

    @cached_property
    def _pay_lines(self) -> dict[str, frozenset[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        for role in self.roles.values():
            texts = [text for each in self.unpublished(role).values() for text in each]
            for ref in role.sources if texts else ():
                lines = self.sources[ref.source].lines
                named = [(number, lines[number - 1]) for number in range(ref.first, ref.last + 1)]
                found[ref.source].update(saying_pay(texts, named))
        return {id_: frozenset(lines) for id_, lines in found.items()}

    @cached_property
    def _claims(self) -> dict[tuple[str, int], list[str]]:
        found: dict[tuple[str, int], list[str]] = defaultdict(list)
        for entries in (self.clauses, self.rules, self.departments, self.roles):
            for entry in entries.values():
                for ref in entry.sources:
                    for line in range(ref.first, ref.last + 1):
                        ids = found[ref.source, line]
                        if not ids or ids[-1] != entry.id:
                            ids.append(entry.id)
        return dict(found)


def walk(items: Iterable[RuleItem]) -> Iterator[RuleItem]:
    """Items and those beneath them, in reading order."""
    for item in items:
        yield item
        yield from walk(item.items)
