"""What the page 岗位对照 compares: a script for each role and department, and one that names them all.

    data/compare/sales-manager.js    (window.rolebookCompared ??= {})["sales-manager"] = {id, title, page, facts, …}
    assets/compare-owners.js         window.rolebookCompareOwners = [[heading, [[id, title] …]] …]

The page (templates/site/assets/compare.js) loads the scripts of those that its address names, and the other one when
somebody is about to choose: only script elements load from a folder.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from rolebook.model import labels
from rolebook.model.applied import AppliedClause, AppliedLists, applied, line
from rolebook.model.entries import Department, Duty, Qualification, Role
from rolebook.model.involvement import Deed, Involvement
from rolebook.model.kinds import LISTED, SECTIONS
from rolebook.model.library import Library
from rolebook.site.links import PAGES, path_of
from rolebook.site.search_index import literal

OWNERS = "assets/compare-owners.js"


def _place(id_: str) -> str:
    """Where the script of a role or department lies, from the site's root."""
    return f"data/compare/{id_}.js"


def compare_address(*owners: Role | Department) -> str:
    """The page on which these stand side by side, from the site's root."""
    return f"{PAGES['compare']}?roles={','.join(one.id for one in owners)}"


def compare_places(library: Library) -> Iterator[str]:
    """Where the scripts of `compare_plan` stand."""
    yield OWNERS
    yield from (_place(id_) for id_ in _named(library))


def compare_plan(library: Library, involvement: Involvement) -> Iterator[tuple[str, Callable[[], str]]]:
    """(place, what makes the script) of everything that the page loads."""
    yield OWNERS, partial(_owners_script, library)
    cores = _Cores(library, involvement)
    for id_, owner in _named(library).items():
        yield _place(id_), partial(_script, library, involvement, id_, owner, cores.of(owner))


def _owners_script(library: Library) -> str:
    groups = [
        (department.title, [(one.id, one.title) for one in (*library.roles_of(department.id), department)])
        for department in library.departments.values()
    ]
    return f"window.rolebookCompareOwners = {literal(groups)};\n"


def _script(
    library: Library, involvement: Involvement, id_: str, owner: Role | Department, cores: list[dict[str, Any]]
) -> str:
    data = literal(_compared(library, owner, involvement, cores))
    return f'(window.rolebookCompared ??= {{}})["{id_}"] = {data};\n'


def _named(library: Library) -> dict[str, Role | Department]:
    """What an address may name: departments and roles in use, by the ids that they had before as well."""
    named: dict[str, Role | Department] = dict(library.departments)
    named.update((role.id, role) for role in library.roles.values() if role.status != "retired")
    return {**{old: named[new] for old in library.redirects if (new := library.now(old)) in named}, **named}


class _Cores:
    """What the roles of each level and department have in common, worked out once a level and department."""

    def __init__(self, library: Library, involvement: Involvement) -> None:
        roles = involvement.roles
        self._made: dict[tuple[str, str], dict[str, Any]] = {}
        for term in library.taxonomy.levels:
            among = [role for role in roles if role.level == term.id]
            self._keep(involvement, ("level", term.id), f"级别“{term.label}”", among)
        for department in library.departments.values():
            self._keep(involvement, ("department", department.id), department.title, library.roles_of(department.id))

    def _keep(self, involvement: Involvement, key: tuple[str, str], label: str, roles: Sequence[Role]) -> None:
        core = [(one.id, one.title) for one in involvement.core(roles)]
        if len(roles) > 1:
            name = f"{label}的 {len(roles)} 个岗位"
            self._made[key] = {"key": ":".join(key), "label": name, "activities": core}

    def of(self, owner: Role | Department) -> list[dict[str, Any]]:
        """Those that an owner belongs to."""
        level = [("level", owner.level)] if isinstance(owner, Role) else []
        keys = [*level, ("department", owner.department if isinstance(owner, Role) else owner.id)]
        return [self._made[key] for key in keys if key in self._made]


def _compared(
    library: Library, owner: Role | Department, involvement: Involvement, cores: list[dict[str, Any]]
) -> dict[str, Any]:
    """One side of a comparison: facts, and sections of rows. Two sides have a row in common if its `key` is the same.

    A row is {key, label, page, entries}, an entry {text} or, of a duty, {text, mark, part}.
    """
    applying = applied(library, owner)
    sections = [
        {"key": "duties", "title": "工作事项", "rows": [*_duty_rows(library, owner, involvement)]},
        *_list_sections(library, owner, applying),
    ]
    near = involvement.near(owner) if isinstance(owner, Role) else ()
    return {
        "id": owner.id,
        "title": owner.title,
        "page": path_of(owner),
        "facts": _facts(library, owner),
        "sections": [one for one in sections if one["rows"]],
        "cores": cores,
        "near": [(one.role.id, one.role.title) for one in near],
    }


def _facts(library: Library, owner: Role | Department) -> list[tuple[str, str]]:
    """What stands above the lists; a department has its industry alone."""
    industry = next(term.label for term in library.taxonomy.industries if term.id == owner.industry)
    if isinstance(owner, Department):
        return [("行业", industry), *([("目的", owner.purpose)] if owner.purpose else [])]
    level = next(term.label for term in library.taxonomy.levels if term.id == owner.level)
    superior = library.roles.get(owner.reports_to)
    facts = [
        ("部门", library.departments[owner.department].title),
        ("级别", level),
        ("行业", industry),
        ("直接上级", superior.title if superior else owner.reports_to_text),
        ("编制", "" if owner.headcount is None else str(owner.headcount)),
        ("目的", owner.purpose),
    ]
    return [one for one in facts if one[1]]


def _duty_rows(library: Library, owner: Role | Department, involvement: Involvement) -> Iterator[dict[str, Any]]:
    """A row for each activity; then one for each duty that belongs to none, under its theme."""
    for deed in involvement.of(owner).values():
        yield _row(deed.activity.id, deed.activity.title, path_of(deed.activity), _deed_entries(deed))
    themes = {term.id: term.label for term in library.taxonomy.themes}
    for id_ in owner.duties:
        duty = library.clauses[id_]
        if isinstance(duty, Duty) and not duty.activities and not duty.retired:
            yield _row(duty.id, themes[duty.theme], path_of(duty), [{"text": duty.text}])


def _deed_entries(deed: Deed) -> list[dict[str, str]]:
    return [
        {"text": duty.text, "mark": labels.PART_MARKS[part], "part": labels.PARTS[part]} for duty, part in deed.duties
    ]


def _row(key: str, label: str, page: str, entries: Sequence[dict[str, str]]) -> dict[str, Any]:
    return {"key": key, "label": label, "page": page, "entries": entries}


def _list_sections(library: Library, owner: Role | Department, applying: AppliedLists) -> Iterator[dict[str, Any]]:
    """The other lists in the order of a sheet; plain texts of a role (权限, 工作条件 …) as one section."""
    for key in SECTIONS:
        if key == "qualifications":
            yield {"key": key, "title": LISTED[key].label, "rows": [*_by_aspect(applying.listed(key))]}
        elif key == "rules":
            yield {"key": key, "title": LISTED[key].label, "rows": [*_rule_rows(applying)]}
        elif key in LISTED and key != "duties":
            yield {"key": key, "title": LISTED[key].label, "rows": [*map(_presence_row, applying.listed(key))]}
    extras = library.published(owner) if isinstance(owner, Role) else owner.extras
    texts = [
        _row(f"extras:{key}", labels.EXTRAS[key], "", [{"text": text} for text in extras[key]])
        for key in labels.EXTRAS
        if extras.get(key)
    ]
    yield {"key": "extras", "title": "其他", "rows": texts}


def _presence_row(one: AppliedClause) -> dict[str, Any]:
    """A clause that a side has as it stands: the sentence names the row, the cell only says that it applies."""
    return _row(
        one.clause.id, line(one.clause), path_of(one.clause), [{"text": _applies("有", inherited=one.inherited)}]
    )


def _applies(what: str, *, inherited: bool) -> str:
    return f"{what}（{labels.INHERITED}）" if inherited else what


def _by_aspect(listed: Iterable[AppliedClause]) -> Iterator[dict[str, Any]]:
    """Qualifications of one aspect stand in one row: 学历 beside 学历."""
    found: dict[str, list[dict[str, str]]] = {}
    for one in listed:
        if isinstance(one.clause, Qualification):
            found.setdefault(one.clause.aspect, []).append({"text": line(one.clause)})
    for aspect, label in labels.ASPECTS.items():
        if aspect in found:
            yield _row(aspect, label, "", found[aspect])


def _rule_rows(applying: AppliedLists) -> Iterator[dict[str, Any]]:
    for one in applying.rules:
        what = f"其中 {len(one.items)} 条" if one.items else "有"
        entries = [{"text": _applies(what, inherited=one.inherited)}]
        yield _row(one.rule.id, one.rule.title, path_of(one.rule), entries)
