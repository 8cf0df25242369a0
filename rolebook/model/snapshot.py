"""The library as canonical data: what is exported, compared, and digested. Keys and shapes are the contract's."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from json.encoder import encode_basestring as _quoted
from typing import Any

from rolebook.model.applied import applied
from rolebook.model.entries import Activity, Clause, Duty, DutyGroup, Owner, Role, Rule, RuleItem
from rolebook.model.field_data import own_fields
from rolebook.model.kinds import KIND, LISTED
from rolebook.model.library import Library, walk
from rolebook.model.papers import Paper, papers_of
from rolebook.model.parts import part_of
from rolebook.model.records import Decision, SourceRef
from rolebook.model.role_content import Entries
from rolebook.model.settings import PaperSettings, SheetSettings, Term
from rolebook.model.source import Source

FORMAT = 1
"""The form of exports and releases. It is raised when a key changes its meaning, never because one is added."""

DIGITS = 12
"""Hex digits of a digest that people read."""

_FIRST = frozenset({"duties", "qualifications", "rules", "penalties"})
"""The lists of the first release: they are there also where they are empty, or every digest would change."""

_LATER = ("reports_to_text", "effective", "until")
"""Keys of a role that are newer than the first release: left out where they are not filled."""


def canonical(data: Any) -> bytes:
    """UTF-8 JSON with sorted keys and no white space: the same bytes on every machine."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def readable(data: Any, depth: int = 0) -> str:
    """The JSON that `json.dumps` writes with sorted keys and an indent of one: that takes three times as long."""
    if isinstance(data, str):
        return _quoted(data)
    before, after = f"\n{' ' * (depth + 1)}", f"\n{' ' * depth}"
    if isinstance(data, dict) and data:
        inside = [f"{_quoted(key)}: {readable(data[key], depth + 1)}" for key in sorted(data)]
        return f"{{{before}{f',{before}'.join(inside)}{after}}}"
    if isinstance(data, list | tuple) and data:
        return f"[{before}{f',{before}'.join([readable(one, depth + 1) for one in data])}{after}]"
    return json.dumps(data)


def short_digest(data: Any) -> str:
    """The first 12 hex digits of the SHA-256 of the canonical form."""
    return hashlib.sha256(canonical(data)).hexdigest()[:DIGITS]


def filled(data: Any) -> Any:
    """The data without the keys that say nothing: null, false, an empty text, list or object. Lists keep their entries.

    What is digested is filled, so that a key that a new version of the program adds changes no digest of content that
    does not use it.
    """
    match data:
        case dict():
            kept = {key: filled(value) for key, value in data.items()}
            return {key: value for key, value in kept.items() if value is not False and value not in (None, "", [], {})}
        case list():
            return [filled(value) for value in data]
        case _:
            return data


def digest(library: Library) -> str:
    """The library's digest: that of its snapshot."""
    return content_digest(_content(library))


def content_digest(data: Mapping[str, Any]) -> str:
    """The digest of a snapshot: of all that is filled in but the digest itself, `format` and `release`."""
    content = {key: value for key, value in data.items() if key not in {"format", "release"}}
    facts = {key: value for key, value in content["library"].items() if key != "digest"}
    return short_digest(filled({**content, "library": facts}))


def snapshot(library: Library) -> dict[str, Any]:
    """The whole library as plain data, with its format and digest."""
    content = _content(library)
    content["library"] = {**content["library"], "digest": content_digest(content)}
    return {"format": FORMAT, **content}


def _content(library: Library) -> dict[str, Any]:
    lists = {key: [make(library, one) for one in getattr(library, key).values()] for key, make in ENTRIES.items()}
    return {**facts(library), **{key: made for key, made in lists.items() if made or key not in OPTIONAL}}


def facts(library: Library) -> dict[str, Any]:
    """The snapshot without its lists of entries."""
    settings = library.settings
    companies = [{"id": company.id, "name": company.name} for company in settings.companies]
    return {
        "library": {
            **_said(settings, "title", "organisation"),
            **({"companies": companies} if companies else {}),
            **_said(settings, "version", "date"),
        },
        "taxonomy": {
            **{key: _terms(getattr(library.taxonomy, key)) for key in ("industries", "levels", "themes")},
            "synonyms": [list(group) for group in library.taxonomy.synonyms],
        },
        "sheet": _sheet(library.sheet),
        "redirects": dict(library.redirects),
    }


def unpublished(library: Library) -> dict[str, dict[str, list[str]]]:
    """What sheets print and the snapshot leaves out: role → section → texts. Roles without any are left out."""
    found = {role.id: _unpublished(library, role) for role in library.roles.values()}
    return {id_: sections for id_, sections in found.items() if sections}


def _unpublished(library: Library, role: Role) -> dict[str, list[str]]:
    return {key: list(lines) for key, lines in library.unpublished(role).items()}


def role_data(library: Library, role: Role) -> dict[str, Any]:
    """One role as in the snapshot, with all clauses that apply to it instead of their ids alone."""
    lists = applied(library, role)
    clauses = {clause.id: clause for key in LISTED for clause in lists.clauses(key)}
    return {"role": _role(library, role), "clauses": [_clause(library, clause) for clause in clauses.values()]}


def entries_for(library: Library, role: Role, *, published: bool = False) -> Entries:
    """What the content of one role is made from; the cost does not grow with the library.

    `published`: as `Entries.of` has it, without what a snapshot leaves out, and by the date of the version.
    """
    listed = [id_ for key in LISTED for id_ in (*role.listed(key), *library.inherited(role, key))]
    listed_rules = (*role.rules, *library.inherited(role, "rules"))
    clauses = {id_: library.clauses[id_] for id_ in listed if id_ in library.clauses}  # retired ones too
    named = [id_ for clause in clauses.values() for id_ in _named(clause)]
    documents = [
        *(id_.partition("#")[0] for id_ in listed_rules),
        *(id_.partition("#")[0] for id_ in named if "#" in id_),
    ]
    rules = {id_: library.rules[id_] for id_ in documents}
    items = (item.id for rule in rules.values() for item in walk(rule.items))
    clauses.update((id_, library.clauses[id_]) for id_ in (*named, *items) if id_ in library.clauses)
    above = library.roles.get(role.reports_to)
    return Entries(
        roles={
            one.id: {**_role(library, one), **({} if published else _unpublished(library, one))}
            for one in (role, above)
            if one
        },
        departments={role.department: _owner(library.departments[role.department])},
        clauses={id_: _clause(library, clause) for id_, clause in clauses.items()},
        rules={id_: _rule(library, rule) for id_, rule in rules.items()},
        levels={term.id: term.label for term in library.taxonomy.levels},
        sheet=_sheet(library.sheet),
        date=library.settings.date if published else library.day,
    )


def _named(clause: Clause) -> Iterator[str]:
    """The ids of the duties and items that a clause stands behind."""
    for field in KIND[clause.kind].fields:
        if field.type == "ids":
            yield from getattr(clause, field.name)


def _rule(library: Library, rule: Rule) -> dict[str, Any]:
    """`items` are its clauses; `outline` also names items that only hold others."""
    return {
        "id": rule.id,
        "title": rule.title,
        "items": [item.id for item in walk(rule.items) if item.text],
        "outline": [_outlined(item) for item in walk(rule.items)],
        "adoption": {
            **_said(rule.adoption, "discussed", "announced", "effective"),
            **_filled(rule.adoption, "discussed_record", "announced_record"),
        },
        "sources": _refs(library, rule.sources),
        **_approval(rule),
        **_filled(rule, "nature", "status", "number", "version", "effective", "until"),
    }


def _outlined(item: RuleItem) -> dict[str, Any]:
    inferred = {"inferred": list(item.inferred)} if item.inferred else {}
    return {**_said(item, "id", "title", "depth"), **inferred}


def _said(entry: object, *names: str) -> dict[str, Any]:
    """Fields of an entry under their names."""
    return {name: getattr(entry, name) for name in names}


def _filled(entry: object, *names: str) -> dict[str, Any]:
    """Those of the fields that are filled in."""
    return {name: value for name, value in _said(entry, *names).items() if value}


def _sheet(sheet: SheetSettings) -> dict[str, Any]:
    """The settings that decide what a sheet says."""
    return {
        "statement": sheet.statement,
        **_filled(sheet, "statement_text", "annex"),
        "sections": list(sheet.sections),
        "probation_standards": list(sheet.probation_standards),
        **({"papers": [_paper(paper) for paper in sheet.papers]} if sheet.papers else {}),
    }


def papers_for(library: Library) -> dict[str, Paper]:
    """Id → paper, by the settings of a library."""
    return papers_of(_sheet(library.sheet))


def _paper(paper: PaperSettings) -> dict[str, Any]:
    """What is said of a paper; an empty statement is said too."""
    values = _said(paper, "title", "letter", "sections", "statement", "signatures")
    given = {key: value for key, value in values.items() if value is not None}
    return {"id": paper.id, **{key: list(one) if isinstance(one, tuple) else one for key, one in given.items()}}


def _terms(terms: Iterable[Term]) -> list[dict[str, str]]:
    return [_said(term, "id", "label") for term in terms]


def _source(source: Source) -> dict[str, Any]:
    documents = [_said(part, "id", "title", "first", "last", "open") for part in source.parts]
    return {**_said(source, "id", "title", "sha256", "received"), "documents": documents}


def _refs(library: Library, refs: Iterable[SourceRef]) -> list[dict[str, Any]]:
    return [quoted(library, ref) for ref in refs]


def quoted(library: Library, ref: SourceRef) -> dict[str, Any]:
    """A reference with what its lines say."""
    return {**_said(ref, "source", "first", "last"), "quote": library.sources[ref.source].quote(ref)}


def _decisions(decisions: Iterable[Decision]) -> list[str]:
    return [decision.id for decision in decisions]


def _clause(library: Library, clause: Clause) -> dict[str, Any]:
    common: dict[str, Any] = {
        **_said(clause, "id", "kind", "text"),
        "sources": _refs(library, clause.sources),
        "origin": _said(clause.origin, "decided", "by", "reason") if clause.origin else None,
        "retired": _said(clause.retired, "date", "reason") if clause.retired else None,
        "note": clause.note,
        "distinct_from": _decisions(clause.distinct_from),
        "covers": _decisions(clause.covers),
    }
    if clause.doubt:
        common["doubt"] = clause.doubt
    if clause.inferred:
        common["inferred"] = list(clause.inferred)
    return {**common, **own_fields(clause), **_activities(library, clause)}


def _activities(library: Library, clause: Clause) -> dict[str, Any]:
    """What a duty is about, and the part that whoever has it has in each; `inferred` where its sentence was read."""
    if not isinstance(clause, Duty) or not clause.activities:
        return {}
    parts = [
        {"activity": link.id, "part": part_of(clause, link, library.activities[link.id]), "inferred": not link.part}
        for link in clause.activities
    ]
    return {"activities": [link.id for link in clause.activities], "parts": parts}


def _activity(library: Library, activity: Activity) -> dict[str, Any]:
    """`duties` are those in use that are about it, first those whose main activity it is."""
    return {
        **_said(activity, "id", "title", "text", "theme", "note"),
        **({"retired": _said(activity.retired, "date", "reason")} if activity.retired else {}),
        "duties": [duty.id for duty in library.duties_of(activity.id)],
    }


def _owner(owner: Owner) -> dict[str, Any]:
    return {
        **_said(owner, "id", "title"),
        **_filled(owner, "print_title"),
        "aliases": list(owner.aliases),
        **_said(owner, "industry", "purpose"),
        "duties": list(owner.duties),
        "groups": _groups(owner.groups),
        **{key: ids for key in LISTED if (ids := [*owner.listed(key), *owner.extras.get(key, ())]) or key in _FIRST},
        "inferred": list(owner.inferred),
        "sources": [str(ref) for ref in owner.sources],
        "note": owner.note,
    }


def _approval(entry: Role | Rule) -> dict[str, Any]:
    """The steps that are recorded, under `approval`; nothing where none is."""
    steps = entry.approval.steps() if entry.approval else ()
    recorded = {step: _said(signed, "by", "date") for step, signed in steps}
    return {"approval": recorded} if recorded else {}


def _groups(groups: Iterable[DutyGroup]) -> list[dict[str, Any]]:
    """The titled groups; their duties are those of the groups in them too."""
    return [
        {
            "title": group.title,
            "duties": list(group.duties),
            **({"groups": _groups(group.groups)} if group.groups else {}),
        }
        for group in groups
        if group.title
    ]


def _role(library: Library, role: Role) -> dict[str, Any]:
    return {
        **_owner(role),
        **_said(role, "department", "level", "reports_to", "status", "owner", "code", "headcount"),
        "inherited": {
            key: list(ids)
            for key, kind in LISTED.items()
            if kind.inherited and ((ids := library.inherited(role, key)) or key in _FIRST)
        },
        **_filled(role, *_LATER),
        **{key: list(lines) for key, lines in library.published(role).items() if key not in LISTED},
        **_approval(role),
    }


ENTRIES: Mapping[str, Callable[[Library, Any], dict[str, Any]]] = {
    "sources": lambda _, source: _source(source),
    "clauses": _clause,
    "roles": _role,
    "departments": lambda _, department: _owner(department),
    "rules": _rule,
    "activities": _activity,
}
"""The lists of a snapshot, each with what makes an entry of it; a Library has the entries under the same name."""
OPTIONAL = frozenset({"activities"})
"""Those that are left out where they are empty."""
