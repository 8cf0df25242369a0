"""The part of a library that everybody may read: without the sections that are kept off the site, or without drafts.

What is left out stands in nothing that is made of the excerpt: neither as an entry, nor in the lists and decisions of
others, nor as a line of a source document.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from rolebook.model.entries import Clause, Department, DutyGroup, Role, RuleItem
from rolebook.model.kinds import KIND, LISTED
from rolebook.model.labels import KEPT_OFF
from rolebook.model.library import Library, walk
from rolebook.model.source import Source
from rolebook.words.wording import Wording

_Kind = TypeVar("_Kind", bound=Clause)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many entries an excerpt lacks, by what they are called in Chinese and English."""

    numbers: Mapping[Wording, int]

    def told(self) -> Iterator[Wording]:
        """One sentence, 没有收入：23 个草稿岗位、240 条条款。; none where nothing is left out."""
        counted = [(name, number) for name, number in self.numbers.items() if number]
        zh = "、".join(f"{number} {name.zh}" for name, number in counted)
        en = ", ".join(f"{number} {name.en}" for name, number in counted)
        if counted:
            yield Wording(f"没有收入：{zh}。", f"Left out: {en}.")


DRAFT = Wording("个草稿岗位", "draft roles")
RETIRED = Wording("个停用岗位", "retired roles")
DEPARTMENTS = Wording("个没有已批准岗位的部门", "departments without an approved role")
DOCUMENTS = Wording("份草案制度", "draft rules")
CLAUSES = Wording("条条款", "clauses")


def excerpt(library: Library, *, approved_only: bool = False) -> tuple[Library, LeftOut]:
    """What the site may show, and what it lacks; the library itself where everything may be shown.

    The sections of `Library.kept_off` are left out. With `approved_only`, so is every role that is not approved, every
    department without such a role, every rule that is a draft, every clause that none of those kept lists, and every
    activity without a duty.
    """
    kinds = {kind.name for key, kind in LISTED.items() if key in library.kept_off}
    if not kinds and not approved_only:
        return library, LeftOut({})
    roles = {one.id: one for one in library.roles.values() if one.status == "approved" or not approved_only}
    filled = {one.department for one in roles.values()}
    departments = {id_: one for id_, one in library.departments.items() if id_ in filled or not approved_only}
    rules = {id_: one for id_, one in library.rules.items() if not (approved_only and library.state(one) == "draft")}
    owners = {*roles, *departments}

    def is_kept(clause: Clause) -> bool:
        if clause.kind in kinds:
            return False
        if not approved_only:
            return True
        if isinstance(clause, RuleItem):
            return clause.document in rules
        return not clause.retired and any(owner.id in owners for owner in library.owners(clause.id))

    clauses = {id_: one for id_, one in library.clauses.items() if is_kept(one)}
    items = {item.id for rule in rules.values() for item in walk(rule.items)}
    activities = {
        id_: one
        for id_, one in library.activities.items()
        if not approved_only or any(duty.id in clauses for duty in library.duties_of(id_))
    }
    known = frozenset((*clauses, *items, *rules, *owners, *library.sources, *activities))
    sources = {id_: _source(library, one, known, approved_only=approved_only) for id_, one in library.sources.items()}
    status = Counter(one.status for id_, one in library.roles.items() if id_ not in roles)
    made = replace(_cut(library, known, clauses), sources=sources, activities=activities, is_excerpt=True)
    numbers = {
        DRAFT: status["draft"],
        RETIRED: status["retired"],
        DEPARTMENTS: len(library.departments) - len(departments),
        DOCUMENTS: len(library.rules) - len(rules),
        CLAUSES: len(library.clauses) - len(clauses),
    }
    return made, LeftOut(numbers)


def without(library: Library, ids: Collection[str]) -> Library:
    """The library without these clauses, in lists, in rule documents and in what other clauses name."""
    if not ids:
        return library
    items = {item.id for rule in library.rules.values() for item in walk(rule.items)}
    spaces = (library.clauses, library.rules, library.departments, library.roles, library.sources, library.activities)
    known = frozenset((*items, *(id_ for space in spaces for id_ in space))) - frozenset(ids)
    return _cut(library, known, known)


def _cut(library: Library, known: Collection[str], kept: Collection[str]) -> Library:
    """The clauses that are `kept` and the rules, departments and roles that are `known`, naming known ids only."""
    rules = {id_: replace(one, items=_items(one.items, known)) for id_, one in library.rules.items() if id_ in known}
    items = {item.id: item for rule in rules.values() for item in walk(rule.items)}
    departments = (one for one in library.departments.values() if one.id in known)
    return replace(
        library,
        clauses={id_: items.get(id_) or _clause(one, known) for id_, one in library.clauses.items() if id_ in kept},
        rules=rules,
        departments={one.id: _department(one, known) for one in departments},
        roles={id_: _role(library, one, known) for id_, one in library.roles.items() if id_ in known},
        redirects={old: new for old, new in library.redirects.items() if "/" in new or new in known},
        stamps={},
    )


def _items(items: Iterable[RuleItem], known: Collection[str]) -> tuple[RuleItem, ...]:
    """The items that are known, with those beneath them; the items beneath one that is not are left out with it."""
    cut = ((item, _clause(item, known)) for item in items if item.id in known)
    return tuple(replace(one, items=_items(item.items, known)) for item, one in cut)


def _clause(clause: _Kind, known: Collection[str]) -> _Kind:
    """A clause whose decisions and ids name only what is kept."""
    ids: dict[str, Any] = {
        field.name: tuple(id_ for id_ in getattr(clause, field.name) if id_ in known)
        for field in KIND[clause.kind].fields
        if field.type == "ids"
    }
    distinct = tuple(one for one in clause.distinct_from if one.id in known)
    covers = tuple(one for one in clause.covers if one.id in known)
    return replace(clause, distinct_from=distinct, covers=covers, **ids)


def _lists(owner: Role | Department, known: Collection[str]) -> dict[str, tuple[str, ...]]:
    cut = {key: tuple(id_ for id_ in ids if id_ in known) for key, ids in owner.lists.items()}
    return {key: ids for key, ids in cut.items() if ids}


def _inferred(owner: Role | Department, lists: Mapping[str, object]) -> tuple[str, ...]:
    """Nobody is told that a list which is left out was judged by an editor."""
    return tuple(name for name in owner.inferred if name not in LISTED or name == "duties" or name in lists)


def _groups(groups: tuple[DutyGroup, ...], known: Collection[str]) -> Iterator[DutyGroup]:
    for group in groups:
        entries: list[str | DutyGroup] = []
        for entry in group.entries:
            if isinstance(entry, str):
                entries += [entry] if entry in known else []
            else:
                entries += _groups((entry,), known)
        if entries:
            yield replace(group, entries=tuple(entries))


def _department(department: Department, known: Collection[str]) -> Department:
    lists, groups = _lists(department, known), tuple(_groups(department.groups, known))
    return replace(department, lists=lists, groups=groups, inferred=_inferred(department, lists))


def _role(library: Library, role: Role, known: Collection[str]) -> Role:
    """A role whose superior is not shown names it in words: that is a fact of the role itself."""
    lists, groups = _lists(role, known), tuple(_groups(role.groups, known))
    made = replace(role, lists=lists, groups=groups, inferred=_inferred(role, lists))
    if role.reports_to and role.reports_to not in known:
        return replace(made, reports_to="", reports_to_text=library.roles[role.reports_to].title)
    return made


def _source(library: Library, source: Source, known: Collection[str], *, approved_only: bool) -> Source:
    """A document without the lines of what is left out; with `approved_only`, without all that nothing kept rests on.

    Such a line is blank, as if it carried nothing. Where something kept rests on it too, it says that it is not shown.
    """
    lines = list(source.lines)
    for number in range(1, len(lines) + 1):
        ids = library.claims(source.id, number)
        kept = any(id_ in known for id_ in ids)
        hidden = any(id_ in library.clauses and id_ not in known for id_ in ids)
        if hidden or (ids and not kept) or (approved_only and not kept):
            lines[number - 1] = KEPT_OFF if kept and lines[number - 1].strip() else ""
    shown = {number for number, line in enumerate(lines, 1) if line.strip()}
    parts = tuple(part for part in source.parts if shown.intersection(range(part.first, part.last + 1)))
    return replace(source, lines=tuple(lines), parts=parts)
