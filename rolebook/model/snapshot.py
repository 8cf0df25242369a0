"""The library as canonical data: what is exported, compared, and digested. Keys and shapes are the contract's."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from rolebook.model.entries import (
    Decision,
    Department,
    Duty,
    Owner,
    Penalty,
    Qualification,
    Role,
    Rule,
    RuleItem,
    Sanction,
    SheetSettings,
    Source,
    SourceRef,
    Span,
    Term,
)
from rolebook.model.library import AnyClause, Library, walk
from rolebook.model.role_content import Entries, role_content


def canonical(data: Any) -> bytes:
    """UTF-8 JSON with sorted keys and no white space: the same bytes on every machine."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def short_digest(data: Any) -> str:
    """The first 12 hex digits of the SHA-256 of the canonical form."""
    return hashlib.sha256(canonical(data)).hexdigest()[:12]


def digest(library: Library) -> str:
    """The library's digest: that of its snapshot, itself left out."""
    return short_digest(_content(library))


def snapshot(library: Library) -> dict[str, Any]:
    """The whole library as plain data, with its digest."""
    content = _content(library)
    content["library"] = {**content["library"], "digest": short_digest(content)}
    return content


def _content(library: Library) -> dict[str, Any]:
    settings = library.settings
    return {
        "library": {
            "title": settings.title,
            "organisation": settings.organisation,
            "version": settings.version,
            "date": settings.date,
        },
        "sources": [_source(source) for source in library.sources.values()],
        "clauses": [_clause(library, clause) for clause in library.clauses.values()],
        "roles": [_role(library, role) for role in library.roles.values()],
        "departments": [_department(department) for department in library.departments.values()],
        "rules": [_rule(library, rule) for rule in library.rules.values()],
        "taxonomy": {
            "industries": _terms(library.taxonomy.industries),
            "levels": _terms(library.taxonomy.levels),
            "themes": _terms(library.taxonomy.themes),
            "synonyms": [list(group) for group in library.taxonomy.synonyms],
        },
        "sheet": _sheet(library.sheet),
        "redirects": dict(library.redirects),
    }


def role_data(library: Library, role: Role) -> dict[str, Any]:
    """One role as in the snapshot, with all clauses that apply to it instead of their ids alone."""
    rules, penalties = library.rules_of(role), library.penalties_of(role)
    items = [
        item.id
        for id_ in rules.all
        for item in walk(library.rules[id_].items if id_ in library.rules else (library.item(id_),))
        if item.text
    ]
    ids = dict.fromkeys((*role.duties, *role.qualifications, *items, *penalties.all))
    return {"role": _role(library, role), "clauses": [_clause(library, library.clauses[id_]) for id_ in ids]}


def entries_for(library: Library, role: Role) -> Entries:
    """What the content of one role is made from; the cost does not grow with the library."""
    rules = {id_.partition("#")[0]: None for id_ in library.rules_of(role).all}
    penalties = library.penalties_of(role).all
    enforced = [id_ for penalty in penalties for id_ in _penalty(library, penalty).enforces]
    rules.update({id_.partition("#")[0]: None for id_ in enforced if "#" in id_})
    clauses = dict.fromkeys((*role.duties, *role.qualifications, *penalties, *enforced))
    clauses.update({item.id: None for id_ in rules for item in walk(library.rules[id_].items)})
    above = library.roles.get(role.reports_to)
    return Entries(
        roles={one.id: _role(library, one) for one in (role, above) if one},
        departments={role.department: _department(library.departments[role.department])},
        clauses={id_: _clause(library, library.clauses[id_]) for id_ in clauses if id_ in library.clauses},
        rules={id_: _rule(library, library.rules[id_]) for id_ in rules},
        levels={term.id: term.label for term in library.taxonomy.levels},
        sheet=_sheet(library.sheet),
    )


def role_digest(library: Library, role: Role, without: Iterable[str] = ()) -> str:
    """The digest printed on a sheet: that of what the sheet holds, sections left out by `without` counted."""
    return short_digest(role_content(entries_for(library, role), role.id, without))


def _penalty(library: Library, id_: str) -> Penalty:
    clause = library.clauses[id_]
    assert isinstance(clause, Penalty)
    return clause


def _rule(library: Library, rule: Rule) -> dict[str, Any]:
    """`items` are its clauses; `outline` also names items that only hold others."""
    return {
        "id": rule.id,
        "title": rule.title,
        "items": [item.id for item in walk(rule.items) if item.text],
        "outline": [{"id": item.id, "title": item.title, "depth": item.depth} for item in walk(rule.items)],
        "adoption": {
            "discussed": rule.adoption.discussed,
            "announced": rule.adoption.announced,
            "effective": rule.adoption.effective,
        },
        "sources": _refs(library, rule.sources),
    }


def _sheet(sheet: SheetSettings) -> dict[str, Any]:
    """The settings that decide what a sheet says."""
    return {
        "statement": sheet.statement,
        "sections": list(sheet.sections),
        "probation_standards": list(sheet.probation_standards),
    }


def _terms(terms: Iterable[Term]) -> list[dict[str, str]]:
    return [{"id": term.id, "label": term.label} for term in terms]


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "title": source.title,
        "sha256": source.sha256,
        "received": source.received,
        "documents": [
            {"id": part.id, "title": part.title, "first": part.first, "last": part.last, "open": part.open}
            for part in source.parts
        ],
    }


def _refs(library: Library, refs: Iterable[SourceRef]) -> list[dict[str, Any]]:
    return [
        {"source": ref.source, "first": ref.first, "last": ref.last, "quote": library.sources[ref.source].quote(ref)}
        for ref in refs
    ]


def _decisions(decisions: Iterable[Decision]) -> list[str]:
    return [decision.id for decision in decisions]


def _clause(library: Library, clause: AnyClause) -> dict[str, Any]:
    common: dict[str, Any] = {
        "id": clause.id,
        "kind": clause.kind.value,
        "text": clause.text,
        "sources": _refs(library, clause.sources),
        "origin": None,
        "retired": None,
        "note": clause.note,
        "distinct_from": _decisions(clause.distinct_from),
        "covers": _decisions(clause.covers),
    }
    if clause.origin:
        common["origin"] = {"decided": clause.origin.decided, "by": clause.origin.by, "reason": clause.origin.reason}
    if clause.retired:
        common["retired"] = {"date": clause.retired.date, "reason": clause.retired.reason}
    match clause:
        case Duty():
            own: dict[str, Any] = {"theme": clause.theme}
        case Qualification():
            own = {
                "aspect": clause.aspect,
                "necessity": clause.necessity,
                "degree": clause.degree,
                "majors": list(clause.majors),
                "years": _span(clause.years),
                "age": _span(clause.age),
            }
        case Penalty():
            own = {
                "violations": list(clause.violations),
                "sanctions": [_sanction(one) for one in clause.sanctions],
                "per": list(clause.per),
                "condition": clause.condition,
                "enforces": list(clause.enforces),
                **({"inferred": list(clause.inferred)} if clause.inferred else {}),
            }
        case RuleItem():
            own = {"document": clause.document, "title": clause.title, "depth": clause.depth}
    return {**common, **own}


def _span(span: Span | None) -> dict[str, int | None] | None:
    return {"min": span.min, "max": span.max} if span else None


def _sanction(sanction: Sanction) -> dict[str, Any]:
    """What is filled in; amounts stay numbers."""
    names = ("kind", "amount", "min", "max", "unit", "base", "nth", "cap", "wording", "basis")
    return {name: value for name in names if (value := getattr(sanction, name)) not in (None, "")}


def _owner(owner: Owner) -> dict[str, Any]:
    return {
        "id": owner.id,
        "title": owner.title,
        "aliases": list(owner.aliases),
        "industry": owner.industry,
        "purpose": owner.purpose,
        "duties": list(owner.duties),
        "groups": [{"title": group.title, "duties": list(group.duties)} for group in owner.groups if group.title],
        "qualifications": list(owner.qualifications),
        "rules": list(owner.rules),
        "penalties": list(owner.penalties),
        "inferred": list(owner.inferred),
        "sources": [str(ref) for ref in owner.sources],
        "note": owner.note,
    }


def _department(department: Department) -> dict[str, Any]:
    return _owner(department)


def _role(library: Library, role: Role) -> dict[str, Any]:
    return {
        **_owner(role),
        "department": role.department,
        "level": role.level,
        "reports_to": role.reports_to,
        "status": role.status,
        "owner": role.owner,
        "code": role.code,
        "headcount": role.headcount,
        "inherited": {
            "rules": list(library.rules_of(role).inherited),
            "penalties": list(library.penalties_of(role).inherited),
        },
        **{key: list(lines) for key, lines in role.extras.items()},
    }
