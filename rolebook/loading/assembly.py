"""From the plain values of sound documents to the frozen dataclasses of the model. Shapes are proved before."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from rolebook.loading.assembled_settings import settings, sheet_settings, taxonomy
from rolebook.loading.content_files import ContentFile
from rolebook.loading.written_at import DECISIONS, below, extent
from rolebook.model import labels
from rolebook.model.entries import (
    Activity,
    ActivityLink,
    Alternative,
    Clause,
    Department,
    DutyGroup,
    Role,
    Rule,
    RuleItem,
    Span,
    Table,
)
from rolebook.model.kind import Field, Kind
from rolebook.model.kinds import LIST_FILES, LISTED, MIXED
from rolebook.model.library import Library, walk
from rolebook.model.plain import Entry
from rolebook.model.records import (
    Adoption,
    Approval,
    Decision,
    Origin,
    Retirement,
    Signed,
    SourceRef,
    Waiver,
)
from rolebook.model.settings import (
    Settings,
    SheetSettings,
    Taxonomy,
)
from rolebook.model.source import Source
from rolebook.words.ids import by_number, is_meant_as_id
from rolebook.yamltext.document import Path, YamlDocument


def source_ref(text: str) -> SourceRef:
    """`duties-2026:15` or `duties-2026:15-17`."""
    source, _, lines = text.partition(":")
    first, last = line_range(lines)
    return SourceRef(source, first, last)


def line_range(lines: str | int) -> tuple[int, int]:
    """`15` or `15-17`."""
    first, _, last = str(lines).partition("-")
    return int(first), int(last or first)


def _common(value: dict[str, Any], document: YamlDocument, path: Path) -> dict[str, Any]:
    """The fields that all clauses share, of the entry at `path`."""
    return {
        "id": value["id"],
        "text": value.get("text", ""),
        "at": document.at((*path, "id")),
        "sources": tuple(map(source_ref, value.get("sources", ()))),
        "origin": Origin(**value["origin"]) if "origin" in value else None,
        "note": value.get("note", ""),
        "doubt": value.get("doubt", ""),
        "distinct_from": _decisions(value, document, (*path, "distinct_from")),
        "covers": _decisions(value, document, (*path, "covers")),
        "retired": Retirement(**value["retired"]) if "retired" in value else None,
        "waivers": waivers_of(value),
        "inferred": tuple(value.get("inferred", ())),
        "text_at": extent(document, (*path, "text")),
        "decided_at": {key: place for key in DECISIONS if (place := below(value, document, path, key))},
    }


def waivers_of(value: dict[str, Any]) -> tuple[Waiver, ...]:
    """What an entry is excused from."""
    return tuple(Waiver(**waiver) for waiver in value.get("waivers", ()))


def _approval(value: dict[str, Any], document: YamlDocument) -> Approval | None:
    """How a role or a rule document was approved; None where nothing is recorded."""
    if "approval" not in value:
        return None
    steps = {step: Signed(**signed) for step, signed in value["approval"].items()}
    return Approval(**steps, at=document.key_at(("approval",)))


def _decisions(value: dict[str, Any], document: YamlDocument, path: Path) -> tuple[Decision, ...]:
    decisions = enumerate(value.get(str(path[-1]), ()))
    return tuple(
        Decision(
            **decision,
            at=document.at((*path, number, "id")),
            fingerprint_at=extent(document, (*path, number, "fingerprint")),
        )
        for number, decision in decisions
    )


def clause(kind: Kind, document: YamlDocument, number: int, stem: str) -> Clause:
    """Entry `number` of a file of clauses, made into the dataclass of its kind by the fields of the kind's row."""
    assert kind.entry is not None  # only clauses stand in lists
    value = document.value[number]
    own = {field.name: _field(field, value.get(field.name)) for field in kind.fields if field.name in value}
    if kind.named_after:
        own[kind.named_after] = stem
    figured = (field.name for field in kind.fields if field.type not in _WITHOUT_FIGURES and field.name in value)
    leaves = (path for name in figured for path in _leaves((name,), value[name]))
    places = {".".join(map(str, path)): document.at((number, *path)) for path in leaves}
    return kind.entry(**_common(value, document, (number,)), **own, figures_at=places)


_WITHOUT_FIGURES = frozenset({"ids", "activities", "table"})
"""Types of fields that say no figures."""


def _leaves(path: Path, value: Any) -> Iterator[Path]:
    """The paths of the scalars in a value."""
    if isinstance(value, dict | list):
        for key, held in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves((*path, key), held)
    else:
        yield path


def _field(field: Field, value: Any) -> Any:
    """A field's plain value as the dataclass holds it."""
    match field.type:
        case "texts" | "codes" | "ids":
            return tuple(value)
        case "span":
            return Span(value.get("min"), value.get("max"))
        case "consequences":
            return tuple(field.holds(**one) for one in value)
        case "alternatives":
            return tuple(_alternative(field, one) for one in value)
        case "activities":
            return tuple(ActivityLink(**one) if isinstance(one, dict) else ActivityLink(one) for one in value)
        case _:
            return value


def _alternative(field: Field, value: dict[str, Any]) -> Alternative:
    """One part of a qualification."""
    own = {inner.name: _field(inner, value[inner.name]) for inner in field.fields if inner.name in value}
    return Alternative(text=value["text"], **own)


_STATE = ("nature", "status", "number", "version", "effective", "until")
"""Texts of a rule that say what it is and whether it binds."""


def rule(value: dict[str, Any], document: YamlDocument) -> Rule:
    """content/rules/ID.yaml with its nested items."""
    return Rule(
        id=value["id"],
        title=value["title"],
        at=document.at(("id",)),
        note=value.get("note", ""),
        waivers=waivers_of(value),
        sources=tuple(map(source_ref, value["sources"])),
        adoption=Adoption(**value["adoption"]),
        approval=_approval(value, document),
        **{key: value[key] for key in _STATE if key in value},
        items=tuple(_items(value["items"], value["id"], document, ("items",), 0)),
    )


def _items(values: list[Any], rule_id: str, document: YamlDocument, path: Path, depth: int) -> Iterator[RuleItem]:
    for number, value in enumerate(values):
        here = (*path, number)
        common = {**_common(value, document, here), "id": f"{rule_id}#{value['id']}"}
        yield RuleItem(
            **common,
            document=rule_id,
            title=value.get("title", ""),
            table=_table(value["table"], document, (*here, "table", "rows")) if "table" in value else None,
            refers_to=tuple(value.get("refers_to", ())),
            depth=depth,
            items=tuple(_items(value.get("items", []), rule_id, document, (*here, "items"), depth + 1)),
        )


def _table(value: dict[str, Any], document: YamlDocument, rows: Path) -> Table:
    places = tuple(document.at((*rows, number)) for number in range(len(value["rows"])))
    return Table(tuple(value["columns"]), tuple(map(tuple, value["rows"])), places)


def _owner(value: dict[str, Any], document: YamlDocument) -> dict[str, Any]:
    """The fields that roles and departments share; duties outside a group gather in untitled ones, order kept."""
    groups: list[DutyGroup] = []
    for entry in value.get("duties", ()):
        if isinstance(entry, dict):
            groups.append(_group(entry))
        elif groups and not groups[-1].title:
            groups[-1] = DutyGroup("", (*groups[-1].entries, entry))
        else:
            groups.append(DutyGroup("", (entry,)))
    return {
        "id": value["id"],
        "title": value["title"],
        "at": document.at(("id",)),
        "title_at": extent(document, ("title",)),
        "print_title": value.get("print_title", ""),
        "industry": value["industry"],
        "groups": tuple(groups),
        "sources": tuple(map(source_ref, value.get("sources", ()))),
        "purpose": value.get("purpose", ""),
        "note": value.get("note", ""),
        "waivers": waivers_of(value),
        "aliases": tuple(value.get("aliases", ())),
        "lists": {key: ids for key in LISTED if key != "duties" and (ids := _ids(value, key))},
        "extras": {key: texts for key in labels.EXTRAS if (texts := _texts(value, key))},
        "lists_at": {key: document.key_at((key,)) for key in LISTED if key != "duties" and key in value},
        "inferred": tuple(value.get("inferred", ())),
    }


def _group(value: dict[str, Any]) -> DutyGroup:
    """A titled group, with those in it."""
    return DutyGroup(value["title"], tuple(_group(one) if isinstance(one, dict) else one for one in value["duties"]))


def _ids(value: dict[str, Any], key: str) -> tuple[str, ...]:
    """The ids in a list."""
    return tuple(one for one in value.get(key, ()) if key not in MIXED or is_meant_as_id(one))


def _texts(value: dict[str, Any], key: str) -> tuple[str, ...]:
    """The plain texts in a list."""
    return tuple(one for one in value.get(key, ()) if key not in MIXED or not is_meant_as_id(one))


def department(value: dict[str, Any], document: YamlDocument) -> Department:
    """content/departments/ID.yaml."""
    return Department(**_owner(value, document))


def role(value: dict[str, Any], document: YamlDocument) -> Role:
    """content/roles/ID.yaml."""
    return Role(
        **_owner(value, document),
        department=value["department"],
        level=value["level"],
        status=value["status"],
        owner=value["owner"],
        effective=value.get("effective", ""),
        until=value.get("until", ""),
        reports_to=value.get("reports_to", ""),
        reports_to_text=value.get("reports_to_text", ""),
        code=value.get("code", ""),
        headcount=value.get("headcount"),
        approval=_approval(value, document),
        retired=Retirement(**value["retired"]) if "retired" in value else None,
    )


def _activity(value: dict[str, Any], document: YamlDocument, number: int, theme: str) -> Activity:
    """One entry of content/activities/THEME.yaml."""
    return Activity(
        id=value["id"],
        title=value["title"],
        theme=theme,
        at=document.at((number, "id")),
        text=value.get("text", ""),
        note=value.get("note", ""),
        waivers=waivers_of(value),
        retired=Retirement(**value["retired"]) if "retired" in value else None,
    )


def by_kind(files: Iterable[ContentFile], kind: str) -> Iterator[tuple[ContentFile, YamlDocument]]:
    """The sound files of a kind and their documents."""
    return ((file, file.document) for file in files if file.kind.name == kind and file.document is not None)


def entries_of(file: ContentFile) -> tuple[Entry, ...]:
    """The entries of a sound file, or of what is left of one: clauses, activities, a rule, a department or a role."""
    if file.facts:
        return file.facts.entries
    document, kind = file.document, file.kind
    if document is None:
        return ()
    if kind.name in _ONE:
        return (_ONE[kind.name](document.value, document),)
    if kind.name == "activity":
        return tuple(_activity(one, document, number, file.stem) for number, one in enumerate(document.value))
    if kind in LIST_FILES:
        return tuple(clause(kind, document, number, file.stem) for number in range(len(document.value)))
    return ()


_ONE: Mapping[str, Callable[[dict[str, Any], YamlDocument], Entry]] = {
    "rule": rule,
    "department": department,
    "role": role,
}
"""Kind → what makes the one entry of a file."""


def library(files: tuple[ContentFile, ...], sources: dict[str, Source]) -> Library:
    """The Library that sound files make: every shape and id counts as proved (`partial.py` leaves out what is not)."""
    single = {
        kind: document for kind in ("library", "sheet", "taxonomy", "redirects") for _, document in by_kind(files, kind)
    }
    entries = [entry for file in files for entry in entries_of(file)]
    rank = {kind.name: number for number, kind in enumerate(LIST_FILES)}
    in_lists = [entry for entry in entries if isinstance(entry, Clause)]
    clauses = {one.id: one for one in sorted(in_lists, key=lambda one: rank[one.kind])}
    rules = {one.id: one for one in entries if isinstance(one, Rule)}
    departments = {one.id: one for one in entries if isinstance(one, Department)}
    clauses.update({item.id: item for rule in rules.values() for item in walk(rule.items) if item.text})
    terms = taxonomy(single["taxonomy"]) if "taxonomy" in single else Taxonomy((), (), (), ())
    levels = {term.id: number for number, term in enumerate(terms.levels)}
    industries = {term.id: number for number, term in enumerate(terms.industries)}
    roles = sorted(
        (one for one in entries if isinstance(one, Role)),
        key=lambda role: (
            by_number(role.department),
            -levels.get(role.level, 0),
            industries.get(role.industry, 0),
            by_number(role.id),
        ),
    )
    return Library(
        settings=settings(single["library"])
        if "library" in single
        else Settings(title="", organisation="", version="", date=""),
        sheet=sheet_settings(single["sheet"]) if "sheet" in single else SheetSettings(),
        taxonomy=terms,
        sources=sources,
        activities={one.id: one for one in entries if isinstance(one, Activity)},
        clauses=clauses,
        rules=rules,
        departments=dict(sorted(departments.items(), key=lambda item: by_number(item[0]))),
        roles={role.id: role for role in roles},
        redirects=single["redirects"].value if "redirects" in single else {},
        stamps={file.name: file.facts.stamp for file in files if file.facts},
    )
