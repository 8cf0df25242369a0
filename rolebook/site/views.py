"""What each family of pages shows, gathered from the Library: dictionaries of template variables, pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rolebook.model import applied, labels
from rolebook.model.coverage import LineStatus, coverage
from rolebook.model.entries import Department, Duty, Part, Penalty, Role, Rule, RuleItem, Source, SourceRef, Term
from rolebook.model.library import AnyClause, Library, walk
from rolebook.words.differences import Stretch, changed, differences
from rolebook.words.text import shortened


@dataclass(frozen=True, slots=True)
class Quotation:
    """Source lines as they stand, and what the clause's text changed of them."""

    ref: SourceRef
    source: Source
    part: Part | None
    quote: str
    stretches: tuple[Stretch, ...]
    others: tuple[AnyClause, ...]
    """Clauses that come from the same lines."""

    @property
    def changed(self) -> bool:
        """Whether the clause's wording differs from the lines."""
        return changed(self.stretches)


def quotations(library: Library, clause: AnyClause) -> tuple[Quotation, ...]:
    """Every place a clause comes from."""
    found = []
    for ref in clause.sources:
        source = library.sources[ref.source]
        quote = source.quote(ref)
        ids = {id_: None for line in range(ref.first, ref.last + 1) for id_ in library.claims(ref.source, line)}
        others = tuple(library.clauses[id_] for id_ in ids if id_ in library.clauses and id_ != clause.id)
        stretches = differences(quote.split("\n"), clause.text, [other.text for other in others])
        found.append(Quotation(ref, source, source.part_of(ref.first), quote, stretches, others))
    return tuple(found)


def alike(quoted: Iterable[Quotation]) -> list[list[Quotation]]:
    """Quotations with the same words (white space aside) that are shared with the same clauses, put together."""
    found: dict[tuple[str, tuple[str, ...]], list[Quotation]] = {}
    for one in quoted:
        found.setdefault(("".join(one.quote.split()), tuple(other.id for other in one.others)), []).append(one)
    return list(found.values())


def home_view(library: Library) -> dict[str, Any]:
    """Roles by department, themes with counts, how complete the library is."""
    lines = coverage(library)
    roles = library.roles.values()
    return {
        "counts": Counter(clause.kind.value for clause in library.clauses.values() if not clause.retired),
        "theme_counts": _theme_counts(library),
        "lines": Counter(source for source, _ in lines),
        "uncovered": Counter(source for (source, _), line in lines.items() if line.status == "uncovered"),
        "retired": sum(role.status == "retired" for role in roles),
        "drafts": sum(role.status == "draft" for role in roles),
        "approved": sum(role.status == "approved" for role in roles),
        "merged": sum(len(clause.sources) > 1 for clause in library.clauses.values()),
    }


def themes_view(library: Library) -> dict[str, Any]:
    """Themes with the number of their duties and the first of them; industries and levels with that of their roles."""
    roles = [role for role in library.roles.values() if role.status != "retired"]
    return {
        "theme_counts": _theme_counts(library),
        "theme_words": {
            term.id: [words for duty in _duties_of(library, term.id) if (words := _name(duty))][:2]
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


def _duties_of(library: Library, theme: str) -> list[Duty]:
    """The duties of a theme, in the order of its file."""
    return [
        clause
        for clause in library.clauses.values()
        if isinstance(clause, Duty) and clause.theme == theme and not clause.retired
    ]


def _theme_counts(library: Library) -> Counter[str]:
    return Counter(
        clause.theme for clause in library.clauses.values() if isinstance(clause, Duty) and not clause.retired
    )


def _related(library: Library, role: Role) -> list[tuple[Role, int]]:
    """Roles that share duties with this one, those with most in common first; one alone is most often a catch-all."""
    shared: Counter[str] = Counter()
    for id_ in role.duties:
        shared.update(holder.id for holder in library.holders(id_) if holder is not role)
    return [(library.roles[id_], number) for id_, number in shared.most_common(8) if number > 1]


def _lists(library: Library, owner: Role | Department) -> dict[str, Any]:
    """What applies to a role or a department, as its page lists it."""
    return {
        "duties": applied.duties(library, owner),
        "qualifications": applied.qualifications(library, owner),
        "rules": applied.rules(library, owner),
        "penalties": applied.penalties(library, owner),
    }


_ANCHORS = {
    "岗位": "roles",
    "职责": "duties",
    "任职资格": "qualifications",
    "管理制度": "rules",
    "处罚条款": "penalties",
    "来源": "sources",
    "相近岗位": "related",
}


def _sections(filled: Mapping[str, Sequence[object]]) -> list[tuple[str, str]]:
    """The entries of a page's contents, (anchor, label), of the sections that hold anything."""
    return [(_ANCHORS[label], label) for label, content in filled.items() if content]


def role_view(library: Library, role: Role) -> dict[str, Any]:
    """Everything about one role."""
    department, lists, related = library.departments[role.department], _lists(library, role), _related(library, role)
    inherits = {key for key in ("rules", "penalties") if any(one.inherited for one in lists[key])}
    guessed = {*department.inferred}
    return {
        "role": role,
        "department": department,
        "superior": library.roles.get(role.reports_to),
        **lists,
        "inherited_guesses": [f"部门通用的{labels.FACTS[key]}" for key in labels.FACTS if key in inherits & guessed],
        "related": related,
        "sections": [
            *_sections({"职责": lists["duties"], "任职资格": lists["qualifications"]}),
            *((key, labels.EXTRAS[key]) for key in role.extras),
            *_sections(
                {"管理制度": lists["rules"], "处罚条款": lists["penalties"], "来源": (role,), "相近岗位": related}
            ),
        ],
        "quotations": lambda clause: quotations(library, clause),
    }


def department_view(library: Library, department: Department) -> dict[str, Any]:
    """A department's own duties, rules and penalties, and its roles."""
    lists, roles = _lists(library, department), library.roles_of(department.id)
    return {
        "department": department,
        **lists,
        "roles": roles,
        "sections": _sections(
            {
                "岗位": roles,
                "职责": lists["duties"],
                "任职资格": lists["qualifications"],
                "管理制度": lists["rules"],
                "处罚条款": lists["penalties"],
                "来源": department.sources,
            }
        ),
        "quotations": lambda clause: quotations(library, clause),
    }


def clause_view(library: Library, clause: AnyClause) -> dict[str, Any]:
    """One clause, with its sources, its readers and its relatives in both directions."""
    others = library.clauses.values()
    return {
        "clause": clause,
        "quotations": quotations(library, clause),
        "departments": [owner for owner in library.owners(clause.id) if isinstance(owner, Department)],
        "listing": [owner for owner in library.owners(clause.id) if isinstance(owner, Role)],
        "enforced_by": library.enforced_by(clause.id),
        "enforces": [library.thing(id_) for id_ in getattr(clause, "enforces", ())],
        "covers": [(library.clauses[one.id], one.reason) for one in clause.covers],
        "covered_by": [(other, one.reason) for other in others for one in other.covers if one.id == clause.id],
        "distinct": [
            *((library.clauses[one.id], one.reason) for one in clause.distinct_from),
            *((other, one.reason) for other in others for one in other.distinct_from if one.id == clause.id),
        ],
        "rule": library.rules[clause.document] if isinstance(clause, RuleItem) else None,
    }


def _penalties(library: Library) -> list[Penalty]:
    """Every penalty that is in use."""
    return [clause for clause in library.clauses.values() if isinstance(clause, Penalty) and not clause.retired]


def penalties_view(library: Library) -> dict[str, Any]:
    """The register: every penalty with those it applies to."""
    penalties = _penalties(library)
    return {
        "penalties": penalties,
        "owners": {penalty.id: library.owners(penalty.id) for penalty in penalties},
        "enforced": {penalty.id: [library.thing(id_) for id_ in penalty.enforces] for penalty in penalties},
        "guessed": any("enforces" in penalty.inferred for penalty in penalties),
    }


def rules_view(library: Library) -> dict[str, Any]:
    """The rule documents with the number of their clauses, and the penalties."""
    return {
        "rule_counts": {rule.id: sum(bool(item.text) for item in walk(rule.items)) for rule in library.rules.values()},
        "penalties": [applied.AppliedPenalty(penalty, inherited=False) for penalty in _penalties(library)],
    }


def rule_view(library: Library, rule: Rule) -> dict[str, Any]:
    """One rule document."""
    return {
        "rule": rule,
        "sections": [(item.id.partition("#")[2], item.title or shortened(item.text, 12)) for item in rule.items],
        "quotations": lambda clause: quotations(library, clause),
    }


def source_view(library: Library, source: Source, lines: Mapping[tuple[str, int], LineStatus]) -> dict[str, Any]:
    """A document line by line, with what became of each line."""
    rows = {number: line for (id_, number), line in lines.items() if id_ == source.id}
    counts = Counter(line.status for line in rows.values())
    tones = Counter(labels.tone(line.status) for line in rows.values())
    return {
        "source": source,
        "rows": rows,
        "tones": [(tone, tones[tone]) for tone in labels.LINE_TONE if tones[tone]],
        "shares": [(status, counts[status]) for status in labels.LINE_STATUS if counts[status]],
        "parts": {part.first: part for part in source.parts},
        "find": library.thing,
        "sections": [(part.id, f"{part.title}（未整理完）" if part.open else part.title) for part in source.parts],
        "reasons": {
            line: entry.reason for entry in source.ledger for line in range(entry.first, entry.last + 1) if entry.reason
        },
    }


def term_view(library: Library, folder: str, term: Term) -> dict[str, Any]:
    """A theme's duties, or the roles of an industry or a level."""
    if folder == "themes":
        duties = _duties_of(library, term.id)
        return {"term": term, "duties": duties, "quotations": lambda clause: quotations(library, clause)}
    field = {"industries": "industry", "levels": "level"}[folder]
    roles = [role for role in library.roles.values() if getattr(role, field) == term.id and role.status != "retired"]
    return {"term": term, "folder": folder, "roles": roles}
