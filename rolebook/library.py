"""The waist: `load(root)` gives the immutable Library, every id resolved, every edge from both ends, and findings.

Everything above produces it; everything below only reads it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from rolebook import assembly
from rolebook.content_files import SCHEMAS, ContentFile, read_all
from rolebook.findings import Finding, Position, Wording, error, has_errors, in_order
from rolebook.glosses import stale
from rolebook.model import (
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
    SourceRef,
    Taxonomy,
)
from rolebook.references import Index, index, no_such, unknown
from rolebook.schema import BrokenSchemas, Schemas
from rolebook.text import search_form

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


@dataclass(frozen=True, slots=True)
class Loaded:
    """What `load` gives: no library where a finding is an error."""

    library: Library | None
    findings: tuple[Finding, ...]
    files: int
    site_url: str = ""
    """As content/library.yaml gives it, whatever is wrong elsewhere."""


def load(root: Path) -> Loaded:
    """Read, validate and resolve everything under `root`. Never raises for bad content: findings say what is wrong."""
    try:
        schemas = Schemas(root / SCHEMAS)
        files, folder = read_all(root, schemas)
    except BrokenSchemas as problem:
        return Loaded(None, (damaged(str(problem)),), 0)
    return resolve(files, schemas, folder)


def resolve(files: tuple[ContentFile, ...], schemas: Schemas, folder: Iterable[Finding] = ()) -> Loaded:
    """The library that the files make, as read or as edited; `folder` is what is wrong with their folder."""
    findings = [*folder, *(finding for file in files for finding in file.findings)]
    known, twice = index(files)
    findings += [*twice, *unknown(files, schemas, known)]
    sources, unreadable = _sources(files)
    findings += [*unreadable, *_missing_lines(files, schemas, sources, known)]
    findings += stale(files, schemas)
    library = None if has_errors(findings) else _assemble(files, sources)
    return Loaded(library, in_order(findings), len(files), _site_url(files))


def _site_url(files: Iterable[ContentFile]) -> str:
    for _, document in assembly.by_kind((file for file in files if file.sound), "library"):
        return str(document.value.get("site_url", ""))
    return ""


def damaged(problem: str) -> Finding:
    """That the schemas, a part of the installation, cannot be read."""
    return error(
        "damaged-installation",
        Position(SCHEMAS, 1, 1),
        Wording(f"安装不完整：无法读取 schemas 中的文件（{problem}）", f"damaged installation: {problem}"),
        Wording("重新取回 schemas 文件夹，或用 --root 指明手册的根文件夹。", "Restore schemas/, or give --root."),
    )


def _sources(files: Iterable[ContentFile]) -> tuple[dict[str, Source], list[Finding]]:
    sources: dict[str, Source] = {}
    findings: list[Finding] = []
    for file, document in assembly.by_kind(files, "source"):
        if file.sound:
            made, faults = assembly.source(file, document)
            findings += faults
            if made:
                sources[made.id] = made
    return sources, findings


def _missing_lines(
    files: Iterable[ContentFile], schemas: Schemas, sources: Mapping[str, Source], known: Index
) -> Iterator[Finding]:
    """References to lines that do not exist or hold nothing. Unreadable sources are reported once, elsewhere."""
    for file in files:
        if not file.sound or file.document is None:
            continue
        for path, target, value in schemas.references(file.kind.schema, file.document.value):
            if target == "source-line":
                yield from _missing(file.document.at(path), assembly.source_ref(value), sources, known)


def _missing(at: Position, ref: SourceRef, sources: Mapping[str, Source], known: Index) -> Iterator[Finding]:
    if ref.source not in sources:
        if not known.has("source", ref.source):
            yield no_such(at, "source", ref.source, known)
        return
    source = sources[ref.source]
    span = str(ref).partition(":")[2]
    if not 1 <= ref.first <= ref.last <= len(source.lines):
        yield error(
            "missing-line",
            at,
            Wording(
                f"{ref.source} 没有第 {span} 行，共 {len(source.lines)} 行",
                f"{ref.source} has {len(source.lines)} lines, no {span}",
            ),
            Wording("核对行号，首行在前。", "Check the numbers, the first one first."),
        )
    elif not source.quote(ref):
        yield error(
            "missing-line",
            at,
            Wording(f"{ref} 是空行", f"{ref} is a blank line"),
            Wording("核对行号；原文的空行也计数。", "Check the number; blank lines count."),
        )


def _assemble(files: tuple[ContentFile, ...], sources: dict[str, Source]) -> Library:
    """Only called when nothing is wrong, so every shape and every id holds."""
    single = {
        kind: document.value
        for kind in ("library", "sheet", "taxonomy", "redirects")
        for _, document in assembly.by_kind(files, kind)
    }
    clauses: dict[str, AnyClause] = {}
    for file, document in assembly.by_kind(files, "duty"):
        for number, value in enumerate(document.value):
            clauses[value["id"]] = assembly.duty(document, number, file.path.stem)
    for file, document in assembly.by_kind(files, "qualification"):
        for number, value in enumerate(document.value):
            clauses[value["id"]] = assembly.qualification(document, number, file.path.stem)
    for _, document in assembly.by_kind(files, "penalty"):
        for number, value in enumerate(document.value):
            clauses[value["id"]] = assembly.penalty(document, number)
    rules = {
        document.value["id"]: assembly.rule(document.value, document) for _, document in assembly.by_kind(files, "rule")
    }
    clauses.update({item.id: item for rule in rules.values() for item in walk(rule.items) if item.text})
    departments = [
        assembly.department(document.value, document.at(("id",)))
        for _, document in assembly.by_kind(files, "department")
    ]
    taxonomy = assembly.taxonomy(single["taxonomy"])
    levels = {term.id: number for number, term in enumerate(taxonomy.levels)}
    industries = {term.id: number for number, term in enumerate(taxonomy.industries)}
    roles = sorted(
        (assembly.role(document.value, document.at(("id",))) for _, document in assembly.by_kind(files, "role")),
        key=lambda role: (role.department, -levels[role.level], industries[role.industry], role.id),
    )
    return Library(
        settings=assembly.settings(single["library"]),
        sheet=assembly.sheet_settings(single.get("sheet", {})),
        taxonomy=taxonomy,
        sources=sources,
        clauses=clauses,
        rules=rules,
        departments={department.id: department for department in sorted(departments, key=lambda one: one.id)},
        roles={role.id: role for role in roles},
        redirects=single.get("redirects", {}),
    )
