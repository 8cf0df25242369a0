"""What papers of a role can print, as plain data made from a snapshot's: the digest in a code is that of this.

It is made from canonical data and not from the Library, so that a release of years ago gives the digest its sheets
carry. Ids and source lines are left out: a sheet stays valid when a line number is corrected.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any, TypeAlias

from rolebook.model.applied import own_first
from rolebook.model.kind import Kind
from rolebook.model.kinds import LISTED, MIXED, SECTIONS
from rolebook.model.papers import pinned
from rolebook.model.rule_state import is_printed, state_in

Entry: TypeAlias = Mapping[str, Any]

_FORMER = (
    "purpose",
    "duties",
    "qualifications",
    "authorities",
    "relations",
    "indicators",
    "conditions",
    "career",
    "rules",
    "penalties",
    "probation",
)
"""The sections that there were when sheets bore a digest of what stood on them, in their order."""


@dataclass(frozen=True, slots=True)
class Entries:
    """A snapshot's entries by id: what the content of its roles is made from."""

    roles: Mapping[str, Entry]
    departments: Mapping[str, Entry]
    clauses: Mapping[str, Entry]
    rules: Mapping[str, Entry]
    levels: Mapping[str, str]
    sheet: Entry
    date: str
    """Of the version: whether a rule is in force is judged by it."""

    @classmethod
    def of(cls, snapshot: Mapping[str, Any], unpublished: Mapping[str, Entry] | None = None) -> "Entries":
        """Index a snapshot; `unpublished` is what it leaves out of its roles. Raises KeyError where it is none."""
        return cls(
            roles={role["id"]: {**role, **(unpublished or {}).get(role["id"], {})} for role in snapshot["roles"]},
            departments=_by_id(snapshot["departments"]),
            clauses=_by_id(snapshot["clauses"]),
            rules=_by_id(snapshot["rules"]),
            levels={term["id"]: term["label"] for term in snapshot["taxonomy"]["levels"]},
            sheet=snapshot.get("sheet", {}),
            date=snapshot["library"]["date"],
        )


def _by_id(entries: Iterable[Entry]) -> dict[str, Entry]:
    return {entry["id"]: entry for entry in entries}


def whole_content(entries: Entries, role_id: str) -> dict[str, Any]:
    """All that any paper of a role can print: what `role_content` gives, with every filled section, and `papers`.

    `papers` is what the settings say of papers otherwise than their presets; it is left out where that is nothing.
    """
    papers = pinned(entries.sheet)
    return {**_content(entries, role_id, SECTIONS), **({"papers": papers} if papers else {})}


def role_content(entries: Entries, role_id: str, without: Iterable[str] = ()) -> dict[str, Any]:
    """What sheets of former versions bore the digest of, when there was one paper.

    Title, place in the organisation, statement, and the filled sections in their order, `without` left out.
    """
    left_out = set(without)
    wanted = [name for name in entries.sheet.get("sections") or _FORMER if name in _FORMER]
    return _content(entries, role_id, [name for name in wanted if name not in left_out])


def _content(entries: Entries, role_id: str, names: Iterable[str]) -> dict[str, Any]:
    role = entries.roles[role_id]
    above = entries.roles.get(role["reports_to"])
    made = [_section(entries, role, name) for name in names]
    return {
        "title": _print_title(role),
        "department": _print_title(entries.departments[role["department"]]),
        "level": entries.levels[role["level"]],
        "reports_to": _print_title(above) if above else role.get("reports_to_text", ""),
        "code": role["code"],
        "headcount": role["headcount"],
        **{key: role[key] for key in ("effective", "until") if key in role},
        "statement": entries.sheet.get("statement", "acknowledgement"),
        **{key: entries.sheet[key] for key in ("statement_text",) if entries.sheet.get(key)},
        **{key: role[key] for key in ("approval",) if role.get(key)},
        "sections": [section for section in made if section["content"]],
    }


def _print_title(owner: Entry) -> str:
    """What paper calls a role or a department."""
    return str(owner.get("print_title") or owner["title"])


def shortenings(content: Mapping[str, Any]) -> Iterable[tuple[tuple[str, ...], dict[str, Any]]]:
    """(Names of sections left out, the content without them) for every choice of sections; nothing left out first."""
    names = [section["section"] for section in content["sections"]]
    for number in range(len(names) + 1):
        for left_out in combinations(names, number):
            kept = [section for section in content["sections"] if section["section"] not in left_out]
            yield left_out, {**content, "sections": kept}


def _section(entries: Entries, role: Entry, name: str) -> dict[str, Any]:
    match name:
        case "duties":
            content: Any = _duties(entries, role)
        case "qualifications":
            content = _qualifications(entries, role)
        case "rules":
            content = _rules(entries, role)
        case "purpose":
            content = [role["purpose"]] if role["purpose"] else []
        case "probation":
            content = list(entries.sheet.get("probation_standards", ()))
        case _ if name in LISTED:
            kind = LISTED[name]
            content = [_printed(entries, kind, role, clause) for clause in _applying(entries, role, name)]
            content += [text for text in role.get(name, ()) if name in MIXED and text not in entries.clauses]
        case _:
            content = list(role.get(name, ()))
    return {"section": name, "content": content}


def _shown(entries: Entries, ids: Iterable[str]) -> list[Entry]:
    """The clauses of a list, retired ones left out."""
    return [entries.clauses[id_] for id_ in ids if not entries.clauses[id_]["retired"]]


def _duties(entries: Entries, role: Entry) -> list[dict[str, Any]]:
    """The duties in their groups, those that stand without a heading under an empty one; order kept.

    Those of a group in a group stand under both headings: `title`, and `subtitle`, which the others do not have.
    """
    headings: dict[str, dict[str, str]] = {}
    for group in role["groups"]:
        headings |= {id_: {"title": group["title"]} for id_ in group["duties"]}
        for inner in group.get("groups", ()):
            headings |= {id_: {"title": group["title"], "subtitle": inner["title"]} for id_ in inner["duties"]}
    groups: list[dict[str, Any]] = []
    heading: dict[str, str] = {}
    for clause in _shown(entries, role["duties"]):
        before, heading = heading, headings.get(clause["id"], {"title": ""})
        if heading != before:
            groups.append({**heading, "duties": []})
        groups[-1]["duties"].append(clause["text"])
    return groups


def _qualifications(entries: Entries, role: Entry) -> list[dict[str, Any]]:
    """Required before preferred."""
    clauses = _shown(entries, role["qualifications"])
    kept = (
        {"necessity": necessity, "texts": [clause["text"] for clause in clauses if clause["necessity"] == necessity]}
        for necessity in ("required", "preferred")
    )
    return [group for group in kept if group["texts"]]


def _rules(entries: Entries, role: Entry) -> list[dict[str, Any]]:
    """Each document once, with its adoption, the items that apply and their texts: a digest pins the wording signed.

    Only documents that are printed on a sheet of this role stand here (`rule_state.py`).
    """
    listed = own_first(role["rules"], role["inherited"]["rules"])
    documents = (entries.rules[id_] for id_ in dict.fromkeys(id_.partition("#")[0] for id_ in listed))
    return [
        {
            "title": rule["title"],
            "adoption": dict(rule["adoption"]),
            "inherited": not any(id_.partition("#")[0] == rule["id"] for id_ in role["rules"]),
            "whole": rule["id"] in listed,
            "items": _items(entries, rule, listed),
            **{key: rule[key] for key in ("number", "version", "effective", "until") if rule.get(key)},
            **({"state": state} if state != "unstated" else {}),
        }
        for rule in documents
        if is_printed(state := state_in(rule, entries.date), role["status"])
    ]


def named_items(rule: Entry, listed: Container[str]) -> Iterator[Entry]:
    """The items of a document that a list names: all, or those named with what stands beneath them."""
    above: int | None = -1 if rule["id"] in listed else None
    for item in rule["outline"]:
        if above is not None and item["depth"] <= above:
            above = None
        if above is None and item["id"] in listed:
            above = item["depth"]
        if above is not None:
            yield item


def _items(entries: Entries, rule: Entry, listed: tuple[str, ...]) -> list[dict[str, Any]]:
    """The items of a document that a list names, as they are printed; without those that are retired."""
    kept: list[dict[str, Any]] = []
    for item in named_items(rule, listed):
        clause = entries.clauses.get(item["id"])
        if not (clause and clause["retired"]):
            table = {"table": clause["table"]} if clause and "table" in clause else {}
            text = clause["text"] if clause else ""
            kept.append({"title": _heading(item), "depth": item["depth"], "text": text, **table})
    return kept


def _heading(item: Entry) -> str:
    """What the document itself calls an item: a heading that an editor made up is not printed."""
    return "" if "title" in item.get("inferred", ()) else str(item["title"])


def _applying(entries: Entries, role: Entry, key: str) -> list[Entry]:
    """The clauses of a list, the role's own before those of its department; texts beside them left out."""
    listed = own_first(role.get(key, ()), role["inherited"].get(key, ()))
    return _shown(entries, (id_ for id_ in listed if key not in MIXED or id_ in entries.clauses))


def _printed(entries: Entries, kind: Kind, role: Entry, clause: Entry) -> dict[str, Any]:
    """A clause with its printed fields; ids in words, since ids are not printed."""
    content: dict[str, Any] = {"text": clause["text"]}
    printed = {name for field in kind.fields if field.printed for name in (field.name, field.tail)}
    for field in kind.fields:
        if field.name in printed and (not field.sparse or field.name in clause):
            value = clause[field.name]
            content[field.name] = [_named(entries, id_) for id_ in value] if field.type == "ids" else value
    return {**content, "inherited": clause["id"] not in role.get(kind.listed, ())} if kind.inherited else content


def _named(entries: Entries, id_: str) -> dict[str, str]:
    """The duty or the item of a rule that a clause stands behind, in words."""
    document, _, item = id_.partition("#")
    if not item:
        return {"kind": "duty", "text": entries.clauses[id_]["text"]}
    rule = entries.rules[document]
    title = next(_heading(entry) for entry in rule["outline"] if entry["id"] == id_)
    return {"kind": "rule", "text": f"《{rule['title']}》{title}"}
