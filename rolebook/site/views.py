"""What each family of pages shows, gathered from the Library: dictionaries of template variables, pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from rolebook.model import labels
from rolebook.model.applied import AppliedLists, applied
from rolebook.model.entries import Clause, Department, Role, Rule, RuleItem
from rolebook.model.field_words import choices, words
from rolebook.model.involvement import Involvement
from rolebook.model.kind import Kind
from rolebook.model.kinds import FACTS, KIND, LISTED
from rolebook.model.library import Library, walk
from rolebook.site.activity_pages import activities_of, gathered
from rolebook.site.clause_lists import OF_EVERY_ROLE, ListSection, list_sections, unwritten
from rolebook.site.comparing import compare_address
from rolebook.site.links import changes_path, path_of, term_path, yaml_path
from rolebook.site.marks import Mark, origins, owned_mark, quotations, ruled_mark
from rolebook.site.near_roles import common, related_roles
from rolebook.site.openings import Openings
from rolebook.site.paging import Paging, Planned, by_department, paged, room
from rolebook.todo import NOTHING, Todo
from rolebook.words.text import shortened

Marks: TypeAlias = dict[str, Mark]
"""The id of each clause that a page lists → what the mark beside its sentence says."""


Anchor: TypeAlias = tuple[str, str]
"""An entry of a page's contents: (anchor, label)."""
_ANCHORS = {"岗位": "roles", "来源": "sources", "相近岗位": "related"}


def _contents(before: Mapping[str, object], lists: Iterable[ListSection], after: Mapping[str, object]) -> list[Anchor]:
    """The entries of a page's contents: its lists between the other sections that hold anything."""
    first, last = ([(_ANCHORS[label], label) for label, content in one.items() if content] for one in (before, after))
    return [*first, *((one.key, one.title) for one in lists), *last]


def role_view(
    library: Library,
    role: Role,
    waiting: Todo = NOTHING,
    involvement: Involvement | None = None,
    touched: Collection[str] = (),
) -> dict[str, Any]:
    """Everything about one role; of what is `waiting`, that which is about it or about anything that applies to it.

    `touched`: the roles of which the releases tell something.
    """
    applying = applied(library, role)
    related = related_roles(library, role, involvement or Involvement(library))
    lists = tuple(list_sections(applying, library.published(role), OF_EVERY_ROLE))
    penalties = applying.clauses("penalties")
    department = library.departments[role.department]
    inherits = {one.key for one in lists if one.inherited}
    guessed = inherits & {*department.inferred}
    return {
        "role": role,
        "department": department,
        "superior": library.roles.get(role.reports_to),
        "lists": lists,
        "marks": _marks(library, role, lists, (*applying.clauses("rewards"), *penalties)),
        "penalties": penalties,
        "kept_off": library.kept_off,
        "unwritten": unwritten(role, lists, library.kept_off),
        "inherited_guesses": [f"{labels.INHERITED}的{label}" for key, label in FACTS.items() if key in guessed],
        "related": related,
        "compared": compare_address(role),
        "waiting": waiting.about(_of_role(applying, role)) if role.status != "retired" else {},
        "as_yaml": yaml_path(library, role),
        "changed": changes_path(role) if role.id in touched else "",
        "sections": _contents({}, lists, {"来源": role, "相近岗位": role.status != "retired"}),
        "origins": origins(library, role.sources),
    }


def _of_role(applying: AppliedLists, role: Role) -> Iterator[str]:
    """The ids of a role and of all that applies to it: clauses, and the documents of rules."""
    yield role.id
    yield from (clause.id for key in LISTED for clause in applying.clauses(key))
    yield from (one.rule.id for one in applying.rules)


def _marks(
    library: Library, owner: Role | Department, lists: Iterable[ListSection], consequences: Iterable[Clause] = ()
) -> Marks:
    """Of every clause in the lists of `owner`, with those `consequences` that stand behind it."""
    listed, applying = (one.clause for part in lists for one in part.clauses), tuple(consequences)
    return {clause.id: owned_mark(library, clause, owner, applying) for clause in listed}


def departments_plan(library: Library, involvement: Involvement) -> Iterator[Planned]:
    """Every department; very many roles of one stand on several pages, of which the first has all else."""
    for department in library.departments.values():
        roles = library.roles_of(department.id)
        for place, rows, paging in paged(path_of(department), roles, room(), lambda role: role.title):
            if paging is None or not paging.before:
                view = partial(department_view, library, department, involvement, rows, paging)
            else:
                view = partial(_further_roles_view, department, rows, paging)
            yield place, "department.html", view


def _further_roles_view(department: Department, roles: Sequence[Role], paging: Paging) -> dict[str, Any]:
    """The roles of a department that have no room on its first page."""
    return {
        "department": department,
        "lists": (),
        "marks": {},
        "gathered": [],
        "unwritten": [],
        "roles": roles,
        "common": None,
        "sections": _contents({"岗位": roles}, (), {}),
        "origins": [],
        "paging": paging,
    }


def department_view(
    library: Library, department: Department, involvement: Involvement, roles: Sequence[Role], paging: Paging | None
) -> dict[str, Any]:
    """What a department lists itself, and its roles, of which those of this page are given."""
    lists = tuple(list_sections(applied(library, department), department.extras))
    return {
        "department": department,
        "lists": lists,
        "marks": _marks(library, department, lists),
        "gathered": gathered(library, (library.clauses[id_] for id_ in department.duties)),
        "unwritten": unwritten(department, lists, library.kept_off),
        "roles": roles,
        "common": common(library, involvement, "department", department.id, library.roles_of(department.id)),
        "sections": _contents({"岗位": roles}, lists, {"来源": department.sources}),
        "origins": origins(library, department.sources),
        "paging": paging,
    }


def clauses_plan(library: Library, openings: Openings) -> Iterator[Planned]:
    """Every clause; one that very many roles list names them on several pages."""
    for clause in library.clauses.values():
        owners = library.owners(clause.id)
        if len(owners) <= room():
            yield path_of(clause), "clause.html", partial(clause_view, library, clause, openings)
            continue
        listing = [one for one in owners if isinstance(one, Role)]
        for place, rows, paging in by_department(library, path_of(clause), listing, room()):
            yield place, "clause.html", partial(clause_view, library, clause, openings, rows, paging)


def clause_view(
    library: Library,
    clause: Clause,
    openings: Openings | None = None,
    listing: Sequence[Role] | None = None,
    paging: Paging | None = None,
) -> dict[str, Any]:
    """One clause, with its sources, its readers and its relatives in both directions.

    `openings` gives what a citation quotes of it; without them, the whole text. `listing` are the roles that are named
    on this page; without it, all.
    """
    kind, owners = KIND[clause.kind], library.owners(clause.id)
    ids = {field.name: getattr(clause, field.name) for field in kind.fields if field.type == "ids"}
    return {
        "clause": clause,
        "kind": kind,
        "opening": openings.of(clause) if openings else clause.text,
        "section": _section_of(kind),
        "place": list(_place(library, clause)),
        "quotations": quotations(library, clause),
        "departments": [(one, len(library.roles_of(one.id))) for one in owners if isinstance(one, Department)],
        "listing": [
            (one, library.departments[one.department])
            for one in (owners if listing is None else listing)
            if isinstance(one, Role)
        ],
        "paging": paging,
        "enforced_by": [(penalty, library.owners(penalty.id)) for penalty in library.enforced_by(clause.id)],
        "encouraged_by": [(reward, library.owners(reward.id)) for reward in library.encouraged_by(clause.id)],
        "assessed_by": [(indicator, library.owners(indicator.id)) for indicator in library.assessed_by(clause.id)],
        "named": {name: [library.thing(id_) for id_ in values] for name, values in ids.items()},
        "covers": [(library.clauses[one.id], one.reason) for one in clause.covers],
        "covered_by": library.covered_by(clause.id),
        "distinct": library.distinct_from(clause.id),
        "referred_by": library.referred_by(clause.id),
        "activities": activities_of(library, clause),
        "document_state": library.state(library.rules[clause.document]) if isinstance(clause, RuleItem) else "",
    }


def _section_of(kind: Kind) -> str:
    """The entry of the site's navigation that a clause belongs to."""
    if kind.filed and kind.filed.terms == "themes":
        return "themes"
    return "rules" if kind.inherited else "roles"


_GUESS = "（推定）"


def _place(library: Library, clause: Clause) -> Iterator[tuple[str, str]]:
    """What a clause stands under, (words, path of the page or empty): its theme, its document, its aspect."""
    kind = KIND[clause.kind]
    if isinstance(clause, RuleItem):
        rule = library.rules[clause.document]
        guess = _GUESS if clause.title and "title" in clause.inferred else ""
        title = f"：{clause.title}{guess}" if guess else ""
        yield f"{rule.title}{title}", f"{path_of(rule)}#{clause.id.partition('#')[2]}"
    if kind.filed and kind.named_after:
        code = getattr(clause, kind.named_after)
        guess = _GUESS if kind.named_after in clause.inferred else ""
        yield (
            f"{choices(library, kind.filed)[code]}{guess}",
            term_path("themes", code) if kind.filed.terms == "themes" else "",
        )
    for field in kind.fields:
        if field.mark:
            yield f"{words(field, clause)}{_GUESS if field.name in clause.inferred else ''}", ""


def rule_view(library: Library, rule: Rule) -> dict[str, Any]:
    """One rule document, with those it applies to."""
    return {
        "rule": rule,
        "state": library.state(rule),
        "owners": library.owners(rule.id),
        "origins": origins(library, rule.sources),
        "marks": {item.id: ruled_mark(library, item, rule) for item in walk(rule.items) if item.text},
        "sections": [(item.id.partition("#")[2], item.title or shortened(item.text, 12)) for item in rule.items],
        "referring": {
            item.id: [thing for id_ in item.refers_to if (thing := library.thing(id_))] for item in walk(rule.items)
        },
        "referred_by": {id_: library.referred_by(id_) for id_ in (rule.id, *(item.id for item in walk(rule.items)))},
        "retitled": any("title" in item.inferred and item.title for item in walk(rule.items)),
    }
