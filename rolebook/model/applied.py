"""What applies to a role or a department, in the order and the groups of its file: the same on every page and paper.

Lists are numbered through: a second group goes on where the first ended, so that “岗位职责第 5 条” means one sentence
wherever it is read.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rolebook.model.entries import Clause, Department, DutyGroup, Role, Rule, RuleItem
from rolebook.model.kinds import KIND, LISTED
from rolebook.model.library import Library, walk
from rolebook.model.rule_state import State, is_printed


@dataclass(frozen=True, slots=True)
class AppliedClause:
    """A clause that applies, its number in the whole list from 1, and whether it comes through the department."""

    clause: Clause
    number: int
    inherited: bool


@dataclass(frozen=True, slots=True)
class ClauseGroup:
    """Clauses under one heading; `title` is empty where they stand without.

    `depth` is 2 for a group in a group. One that begins with a group stands before it with a title alone.
    """

    title: str
    clauses: tuple[AppliedClause, ...]
    depth: int = 1

    @property
    def first(self) -> int:
        """The number of its first clause; 0 where it has a title alone."""
        return self.clauses[0].number if self.clauses else 0


@dataclass(frozen=True, slots=True)
class AppliedRule:
    """A rule document that applies, whole or in some of its items; `inherited`: through the department.

    `state` is that on the library's date.
    """

    rule: Rule
    items: tuple[RuleItem, ...]
    """The items named; empty where the whole document applies."""
    inherited: bool
    state: State

    @property
    def doubted(self) -> tuple[RuleItem, ...]:
        """The items that apply and are in doubt."""
        return tuple(item for item in walk(self.items or self.rule.items) if item.doubt and not item.retired)


@dataclass(frozen=True, slots=True)
class AppliedLists:
    """All that applies to one role or department."""

    groups: Mapping[str, tuple[ClauseGroup, ...]]
    """The key of each list but `rules` (`duties`, `penalties` …) → its groups; lists that are empty are left out."""
    rules: tuple[AppliedRule, ...]
    """Repealed documents are left out; what else is not in force says so (`state`)."""

    def printed_rules(self, role: Role) -> tuple[AppliedRule, ...]:
        """Those that stand on the sheet of `role`."""
        return tuple(one for one in self.rules if is_printed(one.state, role.status))

    def listed(self, key: str) -> tuple[AppliedClause, ...]:
        """The clauses of the list `key`, those of all groups."""
        return tuple(one for group in self.groups.get(key, ()) for one in group.clauses)

    def clauses(self, key: str) -> tuple[Clause, ...]:
        """The clauses alone of any list, those of `rules` being the items that have a text."""
        if key == "rules":
            return tuple(item for item in self.items() if item.text)
        return tuple(one.clause for one in self.listed(key))

    def items(self) -> Iterator[RuleItem]:
        """Every item of the rules that apply, with and without text, in reading order."""
        for one in self.rules:
            yield from walk(one.items or one.rule.items)


def applied(library: Library, owner: Role | Department) -> AppliedLists:
    """What applies to `owner`; for a role also what its department hands down, behind its own.

    Retired clauses are left out, and groups that are empty then. A rule document stands there once; one that is named
    whole is not listed by its items as well.
    """
    found = {}
    for key in LISTED:
        if key == "rules":
            continue
        inherited = library.inherited(owner, key)
        listed = owner.groups if key == "duties" else [DutyGroup("", own_first(owner.listed(key), inherited))]
        groups = tuple(_groups(library, listed, frozenset(inherited)))
        if groups:
            found[key] = groups
    return AppliedLists(found, tuple(_rules(library, owner)))


def line(clause: Clause) -> str:
    """A clause as a line of a list: its text, with （优先） behind a preferred qualification that does not say so."""
    text = clause.text
    for field in KIND[clause.kind].fields:
        if field.mark and getattr(clause, field.name) == field.mark:
            assert field.codes is not None  # a mark is a code
            word = field.codes[field.mark]
            text = text if word in clause.text else f"{text}（{word}）"
    return text


def own_first(own: Iterable[str], inherited: Iterable[str]) -> tuple[str, ...]:
    """The ids of a list in order: an owner's own before what its department hands down, each once."""
    return tuple(dict.fromkeys((*own, *inherited)))


def _groups(library: Library, listed: Iterable[DutyGroup], inherited: frozenset[str]) -> Iterator[ClauseGroup]:
    """The groups of an owner's file, numbered through."""
    number = 0
    for group in listed:
        title = group.title
        for heading, depth, ids in _runs(group):
            kept = [clause for id_ in ids if not (clause := library.clauses[id_]).retired]
            if not kept:
                continue
            if title and depth > 1:
                yield ClauseGroup(title, ())
            numbered = enumerate(kept, number + 1)
            clauses = tuple(AppliedClause(one, at, one.id in inherited) for at, one in numbered)
            yield ClauseGroup(heading if depth > 1 else title, clauses, depth)
            title = ""
            number += len(kept)


def _runs(group: DutyGroup) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """(heading of a group in the group or nothing, depth, ids) of what stands together, in order."""
    direct: list[str] = []
    for one in group.entries:
        if isinstance(one, str):
            direct.append(one)
            continue
        yield "", 1, tuple(direct)
        direct = []
        yield one.title, 2, one.duties
    yield "", 1, tuple(direct)


def _rules(library: Library, owner: Role | Department) -> Iterator[AppliedRule]:
    """The owner's own documents first."""
    listed = own_first(owner.rules, library.inherited(owner, "rules"))
    own_documents = {id_.partition("#")[0] for id_ in owner.rules}
    for document in dict.fromkeys(id_.partition("#")[0] for id_ in listed):
        named = () if document in listed else (id_ for id_ in listed if id_.startswith(f"{document}#"))
        rule = library.rules[document]
        state = library.state(rule)
        if state != "repealed":
            yield AppliedRule(rule, tuple(map(library.item, named)), document not in own_documents, state)
