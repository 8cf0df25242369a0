"""Items as YAML that an editor corrects: new clauses, their roles and departments, and the ledger of the source."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rolebook.editing.files import EditedFiles
from rolebook.importing.fields import fields_of
from rolebook.importing.items import Imported, Item
from rolebook.importing.kept import Kept, ledger, lines
from rolebook.importing.matching import CLAUSE_KINDS, NEW, Match
from rolebook.importing.model_words import aspect_of, of_clause
from rolebook.importing.names import department_in_title, department_named, is_role_word
from rolebook.importing.owners import Owner, facts_of, level_of
from rolebook.importing.pieces import parts_of
from rolebook.importing.section_words import announced, bare_heading
from rolebook.loading.content_files import ContentFile, as_file
from rolebook.loading.glosses import gloss
from rolebook.loading.places import CONTENT
from rolebook.model.kinds import KIND
from rolebook.model.library import Library
from rolebook.words.ids import MAX_ID, is_reserved
from rolebook.words.norms import mended
from rolebook.words.spelling import proposed_id
from rolebook.words.text import UNPRINTABLE
from rolebook.yamltext.encoding import ZERO_WIDTH

_SYLLABLES = 6
_START = 16
"""Characters of a text that its id is made of."""
_PER_FILE = 1500
"""Clauses of one file: a content file holds a million bytes."""
_THEME = "imported"
_NO_DEPARTMENT = "待定部门"
_KEEPER = "人力资源部"
_SHORTEST, _LONGEST = 2, 2000
_Place = tuple[int, int]
"""The index of a file and of an item in it."""
_LISTED = {kind: KIND[kind].listed for kind in CLAUSE_KINDS}


@dataclass(frozen=True, slots=True)
class Drafts:
    """What an import writes.

    Attributes:
        files: by name (`content/…`, with `/`).
        ids: (file, item) → the clause that it makes or says again.
        edited, after: the handbook with these files, to be checked once the documents of its sources are in place.

    """

    files: Mapping[str, bytes]
    ids: Mapping[_Place, str]
    edited: EditedFiles
    after: Mapping[str, ContentFile]


@dataclass(slots=True)
class _Rule:
    """A rule document that the rules of a document make."""

    id: str
    title: str
    sources: list[str]
    items: list[dict[str, Any]] = field(default_factory=list)


class _Builder:
    """The drafts of one import, as they come into being."""

    def __init__(self, root: Path, library: Library, plain: Collection[str]) -> None:
        self.library = library
        self.plain = plain
        self.edited = EditedFiles(root)
        self.taken = {*_every_id(library)}
        self.clauses: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        self.entries: dict[_Place, dict[str, Any]] = {}
        self.owners: dict[str, Owner] = {}
        self.rules: dict[tuple[int, int, str], _Rule] = {}
        self.ids: dict[_Place, str] = {}
        self.said: defaultdict[str, set[str]] = defaultdict(set)
        """Kind → the texts of the new clauses."""
        self.cited: defaultdict[str, list[str]] = defaultdict(list)
        """Clause of the library → the lines that say the same."""

    def new_id(self, text: str) -> str:
        """A free id in the pinyin of the start of a text."""
        words = [word for word in proposed_id(text[:_START]).split("-") if word] or ["item"]
        start = "-".join(words[:_SYLLABLES])[:MAX_ID].strip("-")
        number = 1
        id_ = start
        while id_ in self.taken or is_reserved(id_):
            number += 1
            id_ = f"{start[: MAX_ID - 6]}-{number}"
        self.taken.add(id_)
        return id_

    def owner(self, title: str, department: str) -> Owner:
        """The role or department with a title; a new one where the library has none."""
        title = " ".join(_printable(title).split())[:60]
        if title in self.owners:
            return self.owners[title]
        for there in (self.library.roles, self.library.departments):
            for one in there.values():
                if title in {one.title, *one.aliases}:
                    self.owners[title] = Owner(one.id, title, is_role=there is self.library.roles, is_new=False)
                    return self.owners[title]
        is_role = is_role_word(title) or not department_named(title)
        made = Owner(self.new_id(title), title, is_role=is_role, is_new=True)
        self.owners[title] = made
        if is_role:
            made.department = self.owner(department or _NO_DEPARTMENT, "").id
        return made


def drafted(
    root: Path,
    library: Library,
    files: Sequence[tuple[Imported, Kept]],
    found: Mapping[_Place, Match],
    plain: Collection[str] = (),
) -> Drafts:
    """The drafts of documents. `plain`: ids of clauses of which no more than the sentence is taken over."""
    builder = _Builder(root, library, plain)
    builder.taken.update(kept.id for _, kept in files)
    for number, (one, kept) in enumerate(files):
        _read(builder, number, one, kept, found)
    _write(builder, files)
    after = builder.edited.after()
    changes = builder.edited.changes(after)
    made = {path.relative_to(root).as_posix(): data for path, data in changes.items() if data is not None}
    return Drafts(made, builder.ids, builder.edited, after)


def _printable(text: str) -> str:
    """A text without characters that are not shown or turn the order of others round."""
    return UNPRINTABLE.sub("", ZERO_WIDTH.sub("", text))


def _every_id(library: Library) -> Iterator[str]:
    for there in (library.clauses, library.roles, library.departments, library.rules, library.sources):
        for id_ in there:
            yield id_.partition("#")[0]
    yield from library.redirects
    yield from library.activities


# Reading the items


_OF_RULES = frozenset({"rule", "process", "mixed", "penalty", "reward"})
"""What the title of a document announces that is a book of rules as a whole."""


@dataclass(frozen=True, slots=True)
class _Where:
    """In which document an item stands, whose it is, and the line that says it."""

    document: tuple[int, int, str]
    title: str
    holder: Owner
    ref: str


def _read(builder: _Builder, number: int, one: Imported, kept: Kept, found: Mapping[_Place, Match]) -> None:
    part = -1
    title = department = ""
    for at, item in enumerate(one.items):
        while part + 1 < len(one.text_parts) and (part < 0 or item.text_first >= one.text_parts[part + 1][0]):
            part += 1
            title, department = one.text_parts[part][2], department_in_title(one.text_parts[part][2])
        if item.kind == "title" and not department:
            department = department_named(item.owner)
        ref = f"{kept.id}:{lines(item.text_first, item.text_last)}"
        if item.kind in CLAUSE_KINDS and item.text.strip():
            holder = builder.owner(item.owner or department or _NO_DEPARTMENT, department)
            above = item.heading if announced(title) not in _OF_RULES and announced(item.heading) in _OF_RULES else ""
            where = _Where((number, part, above), bare_heading(above or title), holder, ref)
            _clause(builder, (number, at), item, found.get((number, at), NEW), where)
        elif item.owner and not kept.is_known:
            facts_of(builder.owner(item.owner, department), item, ref)


def _clause(builder: _Builder, place: _Place, item: Item, match: Match, where: _Where) -> None:
    if match.id and match.decision == "same":
        builder.cited[match.id].append(where.ref)
        _list(builder, place, item, match.id, where)
    elif match.decision == "same" and match.earlier in builder.entries:
        entry = builder.entries[match.earlier]
        if where.ref not in entry["sources"]:
            entry["sources"].append(where.ref)
        _list(builder, place, item, builder.ids[match.earlier], where)
    else:
        _new_clause(builder, place, item, where)


def _list(builder: _Builder, place: _Place, item: Item, id_: str, where: _Where) -> None:
    """Put a clause on the list of the role or department; rules are listed as documents."""
    builder.ids[place] = id_
    if item.kind != "rule":
        where.holder.add(_LISTED[item.kind], id_)


def _new_clause(builder: _Builder, place: _Place, item: Item, where: _Where) -> None:
    sentences = _sentences(item)
    for said in sentences:
        text = mended(_printable(said), sentence=True)[0][:_LONGEST]
        if len(text) >= _SHORTEST:
            fields = item.fields if len(sentences) == 1 else fields_of(item.kind, said)
            _entry(builder, place, replace(item, text=text, fields=fields), where)


def _sentences(item: Item) -> list[str]:
    """What an item says: a row is one sentence, and a cell with a list of duties or qualifications several."""
    if not item.cells:
        return [item.text]
    if len(item.cells) == 1 and item.kind in {"duty", "qualification"}:
        return parts_of(item.cells[0])
    return ["，".join(cell.rstrip("。；;，") for cell in item.cells)]


def _with_given(item: Item) -> str:
    """A sentence with the sanction that stands above it and holds for it too: `着装不整的，每次扣罚20元。`."""
    given = item.fields.get("sanction") or item.fields.get("reward") or item.fields.get("rewards") or ()
    each = [given] if isinstance(given, dict) else list(given)
    wordings = [str(one["wording"]) for one in each if one.get("wording")]
    words = list(dict.fromkeys(wording for wording in wordings if wording not in item.text))
    return f"{item.text.rstrip('。；;，')}，{'，'.join(words)}。" if words and item.given else item.text


def _entry(builder: _Builder, place: _Place, item: Item, where: _Where) -> None:
    text, sources, note = item.text, [where.ref], {}
    if (whole := _with_given(item)) != text:
        text = mended(whole, sentence=True)[0][:_LONGEST]
        sources.append(f"{where.ref.partition(':')[0]}:{lines(*item.given_lines)}")
        note = {"note": f"处理方式取自第{item.given_lines[0]}行，那一行对以下各项都适用。"}
    if text in builder.said[item.kind]:
        return  # the row says it twice
    builder.said[item.kind].add(text)
    entry: dict[str, Any] = {"id": builder.new_id(text), "text": text, "sources": sources, **note}
    entry |= of_clause(item.kind, text, item.fields, plain=entry["id"] in builder.plain)
    builder.entries[place] = entry
    if item.kind == "rule":
        _rule_item(builder, place, entry, where)
        return
    builder.clauses[item.kind, _filed(builder, item, where.holder)].append(entry)
    _list(builder, place, item, entry["id"], where)


def _rule_item(builder: _Builder, place: _Place, entry: dict[str, Any], where: _Where) -> None:
    rule = builder.rules.get(where.document)
    if rule is None:
        rule = _Rule(builder.new_id(where.title), where.title[:100], [where.ref])
        builder.rules[where.document] = rule
    rule.items.append(entry)
    builder.ids[place] = f"{rule.id}#{entry['id']}"
    where.holder.add("rules", rule.id)


def _filed(builder: _Builder, item: Item, holder: Owner) -> str:
    """The name of the file in which a clause is filed, without its ending."""
    if item.kind == "duty":
        themes = builder.library.taxonomy.themes
        return themes[0].id if len(themes) == 1 else _THEME
    if item.kind == "qualification":
        return aspect_of(item.fields)
    return holder.department or holder.id


# Writing the files


def _write(builder: _Builder, files: Sequence[tuple[Imported, Kept]]) -> None:
    _write_clauses(builder)
    for rule in builder.rules.values():
        entry: dict[str, Any] = {"id": rule.id, "title": rule.title, "sources": rule.sources, "status": "draft"}
        entry |= {"adoption": {"discussed": "", "announced": "", "effective": ""}, "items": rule.items}
        builder.edited.create(KIND["rule"], f"{CONTENT}/rules/{rule.id}.yaml", entry)
    for owner in builder.owners.values():
        _write_owner(builder, owner)
    for id_, refs in builder.cited.items():
        _cite(builder, id_, refs)
    for number, (one, kept) in enumerate(files):
        if not kept.is_known:
            taken = _taken(builder, number, one, kept)
            source = {**kept.entry, "ledger": ledger(one, taken), "superseded_by": ""}
            builder.edited.create(KIND["source"], f"{CONTENT}/sources/{kept.id}.yaml", source)


def _write_clauses(builder: _Builder) -> None:
    themes: list[dict[str, str]] = []
    known = {theme.id for theme in builder.library.taxonomy.themes}
    for (kind, stem), entries in builder.clauses.items():
        for number, start in enumerate(range(0, len(entries), _PER_FILE), 1):
            name = stem if number == 1 else f"{stem}-{number}"
            if kind == "duty" and name not in known:
                themes.append({"id": name, "label": "待归类" if number == 1 else f"待归类{number}"})
            _append(builder, kind, name, entries[start : start + _PER_FILE])
    if themes:
        taxonomy = f"{CONTENT}/taxonomy.yaml"
        for theme in themes:
            text = builder.edited.text(taxonomy)
            builder.edited.put(taxonomy, text.inserted(("themes", len(text.value["themes"])), theme))


def _append(builder: _Builder, kind: str, stem: str, entries: Sequence[dict[str, Any]]) -> None:
    """Clauses at the end of a file, or in a new one."""
    name = f"{CONTENT}/{KIND[kind].place.replace('*', stem)}"
    if name not in builder.edited.by_name:
        builder.edited.create(KIND[kind], name, list(entries))
        return
    for entry in entries:
        text = builder.edited.text(name)
        builder.edited.put(name, text.inserted((len(text.value),), entry))


def _write_owner(builder: _Builder, owner: Owner) -> None:
    folder = "roles" if owner.is_role else "departments"
    name = f"{CONTENT}/{folder}/{owner.id}.yaml"
    if not owner.is_new:
        _extend(builder, name, owner)
        return
    taxonomy = builder.library.taxonomy
    entry: dict[str, Any] = {"id": owner.id, "title": owner.title}
    industry = next((term.id for term in taxonomy.industries), "general")
    lists = {key: list(ids) for key, ids in owner.lists.items() if ids}
    if owner.is_role:
        entry |= {
            "department": owner.department,
            "industry": industry,
            "level": level_of(owner.title, [term.id for term in taxonomy.levels]),
        }
        entry |= {"duties": lists.pop("duties", []), **lists, **owner.facts}
        entry |= {"inferred": ["department", "industry", "level"], "status": "draft", "owner": _KEEPER}
    else:
        entry |= {
            "industry": industry,
            **lists,
            **{key: owner.facts[key] for key in ("purpose",) if key in owner.facts},
        }
        entry["inferred"] = ["industry"]
    if owner.sources:
        entry["sources"] = list(dict.fromkeys(owner.sources))
    kind = KIND["role" if owner.is_role else "department"]
    made = builder.edited.create(kind, name, entry)
    data = _glossed(builder, made.data)
    builder.edited.by_name[name] = as_file(kind, made.path, name, data, builder.edited.schemas)


_LISTED_ID = re.compile(r"^(?P<dash>\s*- )(?P<id>[a-z0-9-]+)$", re.MULTILINE)


def _glossed(builder: _Builder, data: bytes) -> bytes:
    """The file of a role or department with the text of each clause behind its id, as `fmt` writes it."""
    texts = {entry["id"]: entry["text"] for entry in builder.entries.values()}

    def with_text(found: re.Match[str]) -> str:
        said = texts.get(found["id"]) or getattr(builder.library.clauses.get(found["id"]), "text", "")
        return f"{found[0]}  {gloss(said)}" if said else found[0]

    return _LISTED_ID.sub(with_text, data.decode("utf-8")).encode("utf-8")


def _extend(builder: _Builder, name: str, owner: Owner) -> None:
    """Ids at the end of the lists of a role or department that the library has."""
    texts = {entry["id"]: entry["text"] for entry in builder.entries.values()}
    for key, ids in owner.lists.items():
        held = re.findall(r"[a-z0-9#-]+", str(builder.edited.text(name).value.get(key, "")))
        for id_ in ids:
            if id_ in held:
                continue
            text = builder.edited.text(name)
            if text.value.get(key):
                text = text.inserted((key, len(text.value[key])), id_)
            else:
                text = (text.removed((key,)) if key in text.value else text).with_key((key,), [id_])
            said = texts.get(id_) or getattr(builder.library.clauses.get(id_), "text", "")
            place = (key, len(text.value[key]) - 1)
            builder.edited.put(name, text.with_comment(place, gloss(said)) if said else text)


def _cite(builder: _Builder, id_: str, refs: Sequence[str]) -> None:
    """Lines at the end of the sources of a clause that the library has."""
    clause = builder.library.clauses[id_]
    name = clause.at.file
    if name not in builder.edited.by_name:
        return
    text = builder.edited.text(name)
    path = _path_of(text.value, id_.rpartition("#")[2])
    if path is None:
        return
    for ref in dict.fromkeys(refs):
        held = _at(text.value, path).get("sources")
        if held and ref not in held and not _is_within(ref, held):
            text = text.inserted((*path, "sources", len(held)), ref)
        elif held is None and "origin" not in _at(text.value, path):
            text = text.with_key((*path, "sources"), [ref])
    builder.edited.put(name, text)


def _is_within(ref: str, held: Sequence[str]) -> bool:
    """Whether the lines of a reference are cited already."""
    source, first, last = _span(ref)
    return any(one == source and start <= first and last <= end for one, start, end in map(_span, held))


def _span(ref: str) -> tuple[str, int, int]:
    source, _, numbers = ref.partition(":")
    first, _, last = numbers.partition("-")
    return source, int(first), int(last or first)


def _path_of(value: Any, id_: str) -> tuple[str | int, ...] | None:
    """Where the entry with an id stands in a file."""
    if isinstance(value, dict):
        if value.get("id") == id_:
            return ()
        steps: Iterator[tuple[str | int, Any]] = iter(value.items())
    elif isinstance(value, list):
        steps = iter(enumerate(value))
    else:
        return None
    for key, inner in steps:
        if isinstance(inner, dict | list) and (path := _path_of(inner, id_)) is not None:
            return (key, *path)
    return None


def _at(value: Any, path: Sequence[str | int]) -> Any:
    for step in path:
        value = value[step]
    return value


def _taken(builder: _Builder, number: int, one: Imported, kept: Kept) -> frozenset[int]:
    """The lines of a document that clauses, roles and departments cite, and those that stay open."""
    taken: set[int] = set()
    for place in builder.ids:
        if place[0] == number:
            item = one.items[place[1]]
            taken.update(range(item.text_first, item.text_last + 1))
    refs = [ref for owner in builder.owners.values() for ref in owner.sources]
    refs += [ref for entry in builder.entries.values() for ref in entry["sources"]]
    for source, first, last in map(_span, refs):
        if source == kept.id:
            taken.update(range(first, last + 1))
    return frozenset(taken)
