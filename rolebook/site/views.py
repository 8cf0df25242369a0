"""What each family of pages shows, gathered from the Library: dictionaries of template variables, pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from rolebook.history.log import Step
from rolebook.model import labels
from rolebook.model.applied import AppliedClause, AppliedLists, ClauseGroup, applied
from rolebook.model.entries import Clause, Department, Duty, Penalty, Reward, Role, Rule, RuleItem
from rolebook.model.field_words import choices, words
from rolebook.model.involvement import Involvement
from rolebook.model.kind import Kind
from rolebook.model.kinds import CLAUSES, FACTS, KIND, LISTED
from rolebook.model.library import Library, walk
from rolebook.model.settings import Term
from rolebook.site.activity_pages import activities_of, gathered
from rolebook.site.change_log import logged
from rolebook.site.clause_lists import OF_EVERY_ROLE, ListSection, list_sections, silent_words, unwritten
from rolebook.site.comparing import compare_address
from rolebook.site.examples import examples
from rolebook.site.links import changes_path, path_of, term_path, yaml_path
from rolebook.site.marks import Mark, origins, owned_mark, quotations, ruled_mark, themed_mark
from rolebook.site.near_roles import common, related_roles
from rolebook.site.openings import Openings
from rolebook.site.source_pages import progress
from rolebook.todo import NOTHING, Todo
from rolebook.words.text import shortened

Marks: TypeAlias = dict[str, Mark]
"""The id of each clause that a page lists → what the mark beside its sentence says."""
Grouped: TypeAlias = list[tuple[Department, tuple[Role, ...]]]


def roles_view(library: Library) -> dict[str, Any]:
    """The departments with their roles that are in use."""
    return {"departments": _grouped(library), "layered": bool(library.activities)}


def _grouped(library: Library) -> Grouped:
    return [(department, library.roles_of(department.id)) for department in library.departments.values()]


def _filled(groups: Grouped) -> Grouped:
    """Those departments that have a role."""
    return [group for group in groups if group[1]]


def home_view(library: Library, waiting: Todo = NOTHING, log: Sequence[Step] = ()) -> dict[str, Any]:
    """Roles by department, themes with counts, how complete the library is, what waits, what changed last."""
    status = Counter(role.status for role in library.roles.values())
    counts = Counter(clause.kind for clause in library.clauses.values() if library.in_use(clause))
    return {
        "examples": examples(library),
        "counts": counts,
        "figures": [
            f"{len(library.roles) - status['retired']} 个岗位",
            *(f"{counts[kind.name]} 条{kind.clause or kind.label}" for kind in CLAUSES if counts[kind.name]),
        ],
        "status": status,
        "departments": _filled(_grouped(library)),
        "unstaffed": [department for department, roles in _grouped(library) if not roles],
        "theme_counts": _theme_counts(library),
        "rules": [rule for rule in library.rules.values() if library.state(rule) != "repealed"],
        "merged": sum(len(clause.sources) > 1 for clause in library.clauses.values()),
        "progress": progress(library),
        "waiting": len(waiting.tasks),
        "latest": logged(log[:1]),
    }


def sheets_view(library: Library) -> dict[str, Any]:
    """The roles that a sheet can be made of."""
    return {"departments": _filled(_grouped(library))}


def themes_view(library: Library) -> dict[str, Any]:
    """Themes with the number of their duties and the first of them; industries and levels with that of their roles."""
    roles = [role for role in library.roles.values() if role.status != "retired"]
    return {
        "theme_counts": _theme_counts(library),
        "theme_words": {
            term.id: [words for duty in duties_of(library, term.id) if (words := _name(duty))][:2]
            for term in library.taxonomy.themes
        },
        "industry_counts": Counter(role.industry for role in roles),
        "level_counts": Counter(role.level for role in roles),
    }


def _name(duty: Duty) -> str:
    """A few words that stand for a duty: its lead (`客户投诉处理：……`), or the whole where it is short; else empty."""
    lead, colon, _ = duty.text.partition("：")
    words = lead if colon else duty.text.rstrip("。")
    return words if len(words) <= 16 else ""


def duties_of(library: Library, theme: str) -> list[Duty]:
    """The duties of a theme, in the order of its file."""
    return [duty for duty in library.duties_in(theme) if library.in_use(duty)]


def _theme_counts(library: Library) -> Counter[str]:
    return Counter(
        clause.theme for clause in library.clauses.values() if isinstance(clause, Duty) and library.in_use(clause)
    )


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
        "silent": silent_words(library, role),
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


def department_view(library: Library, department: Department, involvement: Involvement | None = None) -> dict[str, Any]:
    """What a department lists itself, and its roles."""
    involvement = involvement or Involvement(library)
    lists = tuple(list_sections(applied(library, department), department.extras))
    roles = library.roles_of(department.id)
    return {
        "department": department,
        "lists": lists,
        "marks": _marks(library, department, lists),
        "silent": silent_words(library, department),
        "gathered": gathered(library, (library.clauses[id_] for id_ in department.duties)),
        "unwritten": unwritten(department, lists, library.kept_off),
        "roles": roles,
        "common": common(library, involvement, "department", department.id, roles),
        "sections": _contents({"岗位": roles}, lists, {"来源": department.sources}),
        "origins": origins(library, department.sources),
    }


def clause_view(library: Library, clause: Clause, openings: Openings | None = None) -> dict[str, Any]:
    """One clause, with its sources, its readers and its relatives in both directions.

    `openings` gives what a citation quotes of it; without them, the whole text.
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
        "listing": [(one, library.departments[one.department]) for one in owners if isinstance(one, Role)],
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


def _rewards(library: Library) -> list[Reward]:
    """Every reward that is in use."""
    return [clause for clause in library.clauses.values() if isinstance(clause, Reward) and library.in_use(clause)]


def _penalties(library: Library) -> list[Penalty]:
    """Every penalty that is in use."""
    return [clause for clause in library.clauses.values() if isinstance(clause, Penalty) and library.in_use(clause)]


def penalties_view(library: Library) -> dict[str, Any]:
    """The register: every reward and every penalty with those it applies to."""
    rewards, penalties = _rewards(library), _penalties(library)
    owners = {clause.id: library.owners(clause.id) for clause in (*rewards, *penalties)}
    return {
        "rewards": rewards,
        "penalties": penalties,
        "owners": owners,
        "enforced": {penalty.id: [library.thing(id_) for id_ in penalty.enforces] for penalty in penalties},
        "encouraged": {reward.id: [library.thing(id_) for id_ in reward.encourages] for reward in rewards},
        "guessed": any(clause.inferred for clause in (*rewards, *penalties))
        or any({"rewards", "penalties"} & {*owner.inferred} for having in owners.values() for owner in having),
    }


def rules_view(library: Library) -> dict[str, Any]:
    """Rule documents and guidance, each with its state and the number of its clauses, the rewards and the penalties."""
    shown = [
        (rule, library.state(rule), sum(bool(item.text) for item in walk(rule.items)))
        for rule in library.rules.values()
        if library.state(rule) != "repealed"
    ]
    return {
        "rules": [one for one in shown if one[1] != "guidance"],
        "guidance": [one for one in shown if one[1] == "guidance"],
        "rewards": _in_use(_rewards(library)),
        "reward": KIND["reward"],
        "penalties": _in_use(_penalties(library)),
        "penalty": KIND["penalty"],
    }


def _in_use(clauses: Iterable[Clause]) -> list[AppliedClause]:
    """Clauses as rows of a table of all of them."""
    return [AppliedClause(one, number, inherited=False) for number, one in enumerate(clauses, 1)]


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


_FIELD = {"industries": "industry", "levels": "level", "statuses": "status"}


def roles_of_term(library: Library, folder: str, term: str) -> Iterator[Role]:
    """The roles in use of an industry, a level or a status."""
    return (one for one in library.roles.values() if getattr(one, _FIELD[folder]) == term and one.status != "retired")


def term_view(library: Library, folder: str, term: Term, involvement: Involvement | None = None) -> dict[str, Any]:
    """A theme's duties, or the roles of an industry, a level or a status."""
    if folder == "themes":
        duties = duties_of(library, term.id)
        rows = tuple(AppliedClause(duty, number, inherited=False) for number, duty in enumerate(duties, 1))
        groups = [ClauseGroup("", rows)] if rows else []
        marks = {duty.id: themed_mark(library, duty) for duty in duties}
        return {
            "term": term,
            "duties": duties,
            "groups": groups,
            "gathered": gathered(library, duties),
            "marks": marks,
        }
    field, roles = _FIELD[folder], list(roles_of_term(library, folder, term.id))
    among = None
    if involvement and folder != "statuses":
        among = common(library, involvement, field, term.id, roles)
    return {"term": term, "folder": folder, "roles": roles, "common": among}
