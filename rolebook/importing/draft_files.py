"""What an import collected, written into files of content/: new ones, and additions to those that are there."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import chain, count, groupby
from typing import Any

from rolebook.importing.beside import Beside, beside, item_places, places, titles_above
from rolebook.importing.collected import Article, Collected, FreeIds
from rolebook.importing.items import Imported
from rolebook.importing.kept import Kept, ledger, own_lines
from rolebook.importing.nesting import fitting
from rolebook.importing.owners import Owner, grouped, level_of
from rolebook.loading.assembly import source_ref
from rolebook.loading.glosses import gloss
from rolebook.loading.ids_given import given
from rolebook.loading.places import CONTENT
from rolebook.model.kinds import KIND
from rolebook.yamltext.document import Path
from rolebook.yamltext.edit import YamlText
from rolebook.yamltext.encoding import MAX_BYTES

_PER_FILE = 1500
"""Clauses of one file: more than anybody looks through."""
_KEEPER = "人力资源部"
_LISTED_ID = re.compile(r"\s*- (?P<id>[a-z0-9-]+)")


def write(collected: Collected, files: Sequence[tuple[Imported, Kept]]) -> None:
    """Put what was collected, and the source and ledger of every document that is new, into `collected.edited`."""
    new_id = collected.new_id.copy()  # all may be written a second time, with the same ids
    _write_clauses(collected)
    for rule in chain.from_iterable(collected.rules.values()):
        entry: dict[str, Any] = {"id": rule.id, "title": rule.title, "sources": rule.sources, "status": "draft"}
        entry |= {"adoption": {"discussed": "", "announced": "", "effective": ""}, "items": rule.items}
        collected.edited.create(KIND["rule"], f"{CONTENT}/rules/{rule.id}.yaml", entry)
    _cite(collected)
    for revised, articles in collected.articles.items():
        _revise_rule(collected, revised, articles, new_id)
    for owner in collected.owners.values():
        _write_owner(collected, owner)
    for number, (one, kept) in enumerate(files):
        if not kept.is_known:
            dropped = {at: reason for (file, at), reason in collected.dropped.items() if file == number}
            said = ledger(one, _taken(collected, number, one, kept), dropped)
            source = {**kept.entry, "ledger": said, "superseded_by": ""}
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
        added = entries[: min(_PER_FILE, fitting(entries, MAX_BYTES))]
        collected.edited.create(KIND[kind], name, list(added), glossed)
        return len(added)
    text = collected.edited.text(name)
    held = len(text.value)
    added = entries[: max(0, min(_PER_FILE - held, fitting(entries, MAX_BYTES - len(text.data))))]
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
        level = level_of(owner.title, [term.id for term in taxonomy.levels])
        entry |= {"department": owner.department, "industry": industry, "level": level}
        entry |= {"duties": grouped(lists.pop("duties", []), owner.groups), **lists, **owner.facts}
        inferred = [key for key in ("department", "industry", "level") if key not in owner.facts]
        entry |= {**({"inferred": inferred} if inferred else {}), "status": "draft", "owner": _KEEPER}
    else:
        duties = {"duties": grouped(lists.pop("duties"), owner.groups)} if "duties" in lists else {}
        purpose = {key: owner.facts[key] for key in ("purpose",) if key in owner.facts}
        entry |= {"industry": industry, **duties, **lists, **purpose, "inferred": ["industry"]}
    if owner.sources:
        entry["sources"] = list(dict.fromkeys(owner.sources))
    kind = KIND["role" if owner.is_role else "department"]
    collected.edited.create(kind, name, entry, partial(_glossed, collected))


def _glossed(collected: Collected, line: str) -> str:
    """A line of a list with the text of the clause behind its id, as `fmt` writes it."""
    found = _LISTED_ID.fullmatch(line)
    said = collected.text(found["id"]) if found else ""
    return f"{line}  {gloss(said)}" if said else line


def _extend(collected: Collected, name: str, owner: Owner) -> None:
    """New ids on the lists of a role or department that the library has, each where the document has it."""
    for key, ids in owner.lists.items():
        text = collected.edited.text(name)
        held = dict(places(text.value.get(key) or ()))
        new = [id_ for id_ in ids if id_ not in held]
        if new and not held:
            text = (text.removed((key,)) if key in text.value else text).with_key((key,), new[:1])
            text = text.with_comment((key, 0), gloss(said)) if (said := collected.text(new[0])) else text
            held = {new[0]: (0,)}
        for one in beside(list(ids), held, collected.instead):
            text = _with(collected, text, key, one, owner)
        if new:
            collected.edited.put(name, text)


def _with(collected: Collected, text: YamlText, key: str, one: Beside, owner: Owner) -> YamlText:
    """A list with new ids beside one that it has; those of a group that the document has anew make that group."""
    held, is_behind, groups = one.held, one.is_behind, owner.groups
    for titles, some in groupby(one.new, lambda id_: groups.get(id_, [])):
        new, entries = list(some), text.value[key]
        at = dict(places(entries)).get(held, (len(entries) - 1,))
        alike = [path for _, path in places(entries) if titles and titles_above(entries, path) == titles]
        made: list[Any] = new
        if held in owner.lists[key] and groups.get(held, []) != titles:
            at, is_behind = (alike[-1], True) if alike else (at[:1], is_behind)
            made = new if alike else grouped(new, groups)
        path = (key, *at[:-1], int(at[-1]) + is_behind)
        text = text.inserted(path, *made, glossed=partial(_glossed, collected))
        held, is_behind = new[-1], True
    return text


def _revise_rule(collected: Collected, rule: str, articles: Sequence[Article], new_id: FreeIds) -> None:
    """New items of a rule of the library, each where the document has it, below its heading."""
    name = collected.library.rules[rule].at.file
    text = collected.edited.text(name)
    behind = 0
    for headings, some in groupby(articles, lambda article: article.headings):
        own: dict[str, Mapping[str, Any]] = {}
        for article in some:
            own[article.id] = own.get(article.id) or article.entry
        for one in beside(list(own), dict(item_places(text.value)), collected.instead):
            new = [own[id_] for id_ in one.new]
            at = dict(item_places(text.value)).get(one.held, ("items", behind))
            if headings and not one.held:
                new = [{"id": new_id(headings[-1]), "title": headings[-1], "items": new}]
            text = text.inserted((*at[:-1], at[-1] + (one.is_behind if one.held else 0)), *new)
        there = dict(item_places(text.value))
        behind = max(there[id_][1] + 1 for id_ in own)
    collected.edited.put(name, text)


def _cite(collected: Collected) -> None:
    """Lines at the end of the sources of the clauses of the library that documents say again."""
    files: dict[str, dict[str, Sequence[str]]] = {}
    for id_, refs in collected.cited.items():
        files.setdefault(collected.library.clauses[id_].at.file, {})[id_] = refs
    for name, cited in files.items():
        text = collected.edited.text(name)
        more: dict[Path, Sequence[str]] = {}
        without: dict[Path, Sequence[str]] = {}
        for _, id_, place in tuple(given(collected.edited.by_name[name])):
            entry = text.at(path := place[:-1])
            held = entry.get("sources")
            if held != [] and (new := _more(cited.get(id_, ()), held or ())):
                if held:
                    more[*path, "sources"] = new
                elif "origin" not in entry:
                    without[*path, "sources"] = new
        text = text.extended(more) if more else text
        for path, new in without.items():
            text = text.with_key(path, new)
        collected.edited.put(name, text)


def _more(refs: Sequence[str], held: Sequence[str]) -> Sequence[str]:
    """Of references those that lines which are cited already do not hold, each once."""
    found = list(held)
    for ref in dict.fromkeys(refs):
        if ref not in found and not _is_within(ref, found):
            found.append(ref)
    return found[len(held) :]


def _is_within(ref: str, held: Sequence[str]) -> bool:
    """Whether the lines of a reference are cited already."""
    own = source_ref(ref)
    there = (one for one in map(source_ref, held) if one.source == own.source)
    return any(one.first <= own.first and own.last <= one.last for one in there)


def _taken(collected: Collected, number: int, one: Imported, kept: Kept) -> frozenset[int]:
    """The lines of a document that clauses, roles and departments cite, and those that stay open."""
    taken: set[int] = set()
    for place in collected.ids:
        if place[0] == number:
            taken.update(own_lines(one, one.items[place[1]]))
    refs = [ref for owner in collected.owners.values() for ref in owner.sources]
    refs += [ref for entry in collected.entries.values() for ref in entry["sources"]]
    refs += [ref for cited in collected.cited.values() for ref in cited]
    for ref in map(source_ref, refs):
        if ref.source == kept.id:
            taken.update(range(ref.first, ref.last + 1))
    return frozenset(taken)
