"""What applies to a role or a department, in the order and the groups of its file: the same on every page and paper.

Lists are numbered through: a second group goes on where the first ended, so that “岗位职责第 5 条” means one sentence
wherever it is read.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rolebook.model.entries import Department, Owner, Penalty, Qualification, Role, Rule, RuleItem
from rolebook.model.library import AnyClause, Library


@dataclass(frozen=True, slots=True)
class ClauseGroup:
    """Clauses under one heading; `title` is empty where they stand without. The first one has the number `first`."""

    title: str
    first: int
    clauses: tuple[AnyClause, ...]


@dataclass(frozen=True, slots=True)
class AppliedRule:
    """A rule document that applies, whole or in some of its items; `inherited`: through the department."""

    rule: Rule
    items: tuple[RuleItem, ...]
    """The items named; empty where the whole document applies."""
    inherited: bool


@dataclass(frozen=True, slots=True)
class AppliedPenalty:
    """A penalty that applies; `inherited`: through the department."""

    penalty: Penalty
    inherited: bool


def duties(library: Library, owner: Owner) -> tuple[ClauseGroup, ...]:
    """The duties in the groups of the owner's file; retired ones are left out, and groups that are empty then."""
    return _groups(library, ((group.title, group.duties) for group in owner.groups))


def qualifications(library: Library, owner: Owner) -> tuple[ClauseGroup, ...]:
    """The qualifications as one list: the file has no groups. What is preferred says so itself: see `line`."""
    return _groups(library, [("", owner.qualifications)])


def line(clause: AnyClause) -> str:
    """A clause as a line of a list: its text, with （优先） behind a preferred qualification that does not say so."""
    preferred = isinstance(clause, Qualification) and clause.necessity == "preferred" and "优先" not in clause.text
    return f"{clause.text}（优先）" if preferred else clause.text


def rules(library: Library, owner: Role | Department) -> tuple[AppliedRule, ...]:
    """Each document once, the owner's own first; a document named whole is not listed by its items as well."""
    applied = library.rules_of(owner) if isinstance(owner, Role) else None
    own, listed = owner.rules, applied.all if applied else owner.rules
    own_documents = {id_.partition("#")[0] for id_ in own}
    return tuple(
        AppliedRule(
            library.rules[document],
            () if document in listed else tuple(map(library.item, _items_of(document, listed))),
            document not in own_documents,
        )
        for document in dict.fromkeys(id_.partition("#")[0] for id_ in listed)
    )


def penalties(library: Library, owner: Role | Department) -> tuple[AppliedPenalty, ...]:
    """The owner's own first, then those of its department; retired ones are left out."""
    ids = library.penalties_of(owner).all if isinstance(owner, Role) else owner.penalties
    clauses = (library.clauses[id_] for id_ in ids)
    return tuple(
        AppliedPenalty(clause, clause.id not in owner.penalties)
        for clause in clauses
        if isinstance(clause, Penalty) and not clause.retired
    )


def _items_of(document: str, listed: Iterable[str]) -> list[str]:
    return [id_ for id_ in listed if id_.startswith(f"{document}#")]


def _groups(library: Library, groups: Iterable[tuple[str, Iterable[str]]]) -> tuple[ClauseGroup, ...]:
    found: list[ClauseGroup] = []
    first = 1
    for title, ids in groups:
        clauses = tuple(clause for id_ in ids if not (clause := library.clauses[id_]).retired)
        if clauses:
            found.append(ClauseGroup(title, first, clauses))
            first += len(clauses)
    return tuple(found)
