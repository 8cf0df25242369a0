"""What an import collected, written into files of content/: new ones, and additions to those that are there."""

import re
from collections.abc import Sequence
from functools import partial
from itertools import count
from typing import Any

from rolebook.importing.collected import Collected
from rolebook.importing.items import Imported
from rolebook.importing.kept import Kept, ledger, own_lines
from rolebook.importing.owners import Owner, grouped, level_of
from rolebook.loading.glosses import gloss
from rolebook.loading.ids_given import given
from rolebook.loading.places import CONTENT
from rolebook.model.kinds import KIND

_PER_FILE = 1500
"""Clauses of one file: a content file holds a million bytes."""
_KEEPER = "人力资源部"


def write(collected: Collected, files: Sequence[tuple[Imported, Kept]]) -> None:
    """Put what was collected, and the source and ledger of every document that is new, into `collected.edited`."""
    _write_clauses(collected)
    for rule in collected.rules.values():
        entry: dict[str, Any] = {"id": rule.id, "title": rule.title, "sources": rule.sources, "status": "draft"}
        entry |= {"adoption": {"discussed": "", "announced": "", "effective": ""}, "items": rule.items}
        collected.edited.create(KIND["rule"], f"{CONTENT}/rules/{rule.id}.yaml", entry)
    for owner in collected.owners.values():
        _write_owner(collected, owner)
    _cite(collected)
    for number, (one, kept) in enumerate(files):
        if not kept.is_known:
            taken = _taken(collected, number, one, kept)
            source = {**kept.entry, "ledger": ledger(one, taken), "superseded_by": ""}
            collected.edited.create(KIND["source"], f"{CONTENT}/sources/{kept.id}.yaml", source)


def _write_clauses(collected: Collected) -> None:
    known = {theme.id for theme in collected.library.taxonomy.themes}
    stems = dict.fromkeys(stem for kind, stem in collected.clauses if kind == "duty" and stem not in known)
    for (kind, stem), entries in collected.clauses.items():
        left = list(entries)
        for number in count(1):
            left = left[_append(collected, kind, stem if number == 1 else f"{stem}/{stem}-{number}", left) :]
            if not left:
                break
    if themes := [{"id": stem, "label": "待归类"} for stem in stems]:
        taxonomy = f"{CONTENT}/taxonomy.yaml"
        text = collected.edited.text(taxonomy)
        collected.edited.put(taxonomy, text.inserted(("themes", len(text.value["themes"])), *themes))


def _append(collected: Collected, kind: str, stem: str, entries: Sequence[dict[str, Any]]) -> int:
    """Clauses at the end of a file, or in a new one: as many as it has room for."""
    name = f"{CONTENT}/{KIND[kind].place.replace('*', stem)}"
    glossed = partial(_glossed, collected) if kind == "duty" else str
    if name not in collected.edited.by_name:
        collected.edited.create(KIND[kind], name, list(entries[:_PER_FILE]), glossed)
        return min(len(entries), _PER_FILE)
    text = collected.edited.text(name)
    held = len(text.value)
    added = entries[: max(0, _PER_FILE - held)]
    if added:
        collected.edited.put(name, text.inserted((held,), *added, glossed=glossed))
    return len(added)


def _write_owner(collected: Collected, owner: Owner) -> None:
    folder = "roles" if owner.is_role else "departments"
    name = f"{CONTENT}/{folder}/{owner.id}.yaml"
    if not owner.is_new:
        _extend(collected, name, owner)
        return
    taxonomy = collected.library.taxonomy
    entry: dict[str, Any] = {"id": owner.id, "title": owner.title}
    industry = next((term.id for term in taxonomy.industries), "general")
    lists = {key: list(ids) for key, ids in owner.lists.items() if ids}
    if owner.is_role:
        entry |= {
            "department": owner.department,
            "industry": industry,
            "level": level_of(owner.title, [term.id for term in taxonomy.levels]),
        }
        entry |= {"duties": grouped(lists.pop("duties", []), owner.groups), **lists, **owner.facts}
        inferred = [key for key in ("department", "industry", "level") if key not in owner.facts]
        entry |= {**({"inferred": inferred} if inferred else {}), "status": "draft", "owner": _KEEPER}
    else:
        entry |= {
            "industry": industry,
            **({"duties": grouped(lists.pop("duties"), owner.groups)} if "duties" in lists else {}),
            **lists,
            **{key: owner.facts[key] for key in ("purpose",) if key in owner.facts},
        }
        entry["inferred"] = ["industry"]
    if owner.sources:
        entry["sources"] = list(dict.fromkeys(owner.sources))
    kind = KIND["role" if owner.is_role else "department"]
    collected.edited.create(kind, name, entry, partial(_glossed, collected))


_LISTED_ID = re.compile(r"\s*- (?P<id>[a-z0-9-]+)")


def _glossed(collected: Collected, line: str) -> str:
    """A line of a list with the text of the clause behind its id, as `fmt` writes it."""
    found = _LISTED_ID.fullmatch(line)
    said = collected.text(found["id"]) if found else ""
    return f"{line}  {gloss(said)}" if said else line


def _extend(collected: Collected, name: str, owner: Owner) -> None:
    """Ids at the end of the lists of a role or department that the library has."""
    for key, ids in owner.lists.items():
        text = collected.edited.text(name)
        held = set(re.findall(r"[a-z0-9#-]+", str(text.value.get(key, ""))))
        new = [id_ for id_ in ids if id_ not in held]
        if not new:
            continue
        if not text.value.get(key):
            text = (text.removed((key,)) if key in text.value else text).with_key((key,), new[:1])
            text = text.with_comment((key, 0), gloss(said)) if (said := collected.text(new[0])) else text
            new = new[1:]
        if new:
            text = text.inserted((key, len(text.value[key])), *new, glossed=partial(_glossed, collected))
        collected.edited.put(name, text)


def _cite(collected: Collected) -> None:
    """Lines at the end of the sources of the clauses of the library that documents say again."""
    files: dict[str, dict[str, Sequence[str]]] = {}
    for id_, refs in collected.cited.items():
        files.setdefault(collected.library.clauses[id_].at.file, {})[id_] = refs
    for name, cited in files.items():
        for _, id_, place in tuple(given(collected.edited.by_name[name])):
            for ref in dict.fromkeys(cited.get(id_, ())):
                text, path = collected.edited.text(name), place[:-1]
                held = text.at(path).get("sources")
                if held and ref not in held and not _is_within(ref, held):
                    text = text.inserted((*path, "sources", len(held)), ref)
                elif held is None and "origin" not in text.at(path):
                    text = text.with_key((*path, "sources"), [ref])
                collected.edited.put(name, text)


def _is_within(ref: str, held: Sequence[str]) -> bool:
    """Whether the lines of a reference are cited already."""
    source, first, last = _span(ref)
    return any(one == source and start <= first and last <= end for one, start, end in map(_span, held))


def _span(ref: str) -> tuple[str, int, int]:
    source, _, numbers = ref.partition(":")
    first, _, last = numbers.partition("-")
    return source, int(first), int(last or first)


def _taken(collected: Collected, number: int, one: Imported, kept: Kept) -> frozenset[int]:
    """The lines of a document that clauses, roles and departments cite, and those that stay open."""
    taken: set[int] = set()
    for place in collected.ids:
        if place[0] == number:
            taken.update(own_lines(one, one.items[place[1]]))
    refs = [ref for owner in collected.owners.values() for ref in owner.sources]
    refs += [ref for entry in collected.entries.values() for ref in entry["sources"]]
    refs += [ref for cited in collected.cited.values() for ref in cited]
    for source, first, last in map(_span, refs):
        if source == kept.id:
            taken.update(range(first, last + 1))
    return frozenset(taken)
