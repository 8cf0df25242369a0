"""Items as YAML that an editor corrects: which clause each makes or says again, and whose it is."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from rolebook.editing.files import EditedFiles
from rolebook.importing.books_of_rules import LONGEST_TITLE, OF_RULES, book_above, book_of, in_parts, revised_rules
from rolebook.importing.collected import (
    EVERYBODY,
    EVERYONE,
    WHOLE_COMPANY,
    Article,
    Collected,
    Made,
    Place,
)
from rolebook.importing.departments import department_above, stated_departments
from rolebook.importing.draft_files import write
from rolebook.importing.items import Imported, Item
from rolebook.importing.kept import Kept, own_lines
from rolebook.importing.matching import CLAUSE_KINDS, DROPPED, NEW, Match
from rolebook.importing.model_words import aspect_of, of_clause
from rolebook.importing.names import is_whole_company
from rolebook.importing.nesting import DraftRule, duty_groups, headings_below, size_of
from rolebook.importing.owners import Owner, facts_of
from rolebook.importing.posts_in_rows import of_post
from rolebook.importing.row_sentences import punished
from rolebook.importing.section_words import bare_heading
from rolebook.importing.written import Written, written
from rolebook.loading.content_files import ContentFile
from rolebook.model.kinds import KIND
from rolebook.model.library import Library
from rolebook.model.records import span, spans
from rolebook.model.source import Source
from rolebook.words.text import normal_form

_THEME = "imported"
_MOST_BYTES = 800_000
"""Bytes of the items of one rule: a content file holds a million, and they are indented."""
_LISTED = {kind: KIND[kind].listed for kind in CLAUSE_KINDS}


@dataclass(frozen=True, slots=True)
class Drafts:
    """What an import writes.

    Attributes:
        files: by name (`content/…`, with `/`).
        ids: (file, item) → the clause that it makes or says again; `made`: all that it makes anew, with its sentence.
        lists: clause or rule document → the titles of the roles and departments on whose lists it is put.
        unplaced: id → title of the new posts of which no document names the department.
        parted: titles of rules that are too long for one file, and how many they became.
        collected: what they are written from; `after`: the files of the handbook with them.

    """

    files: Mapping[str, bytes]
    ids: Mapping[Place, str]
    made: Mapping[Place, Sequence[Made]]
    lists: Mapping[str, Sequence[str]]
    unplaced: Mapping[str, str]
    parted: Mapping[str, int]
    collected: Collected
    after: Mapping[str, ContentFile]

    def owners(self, library: Library) -> list[str]:
        """Whom a sentence may be given to: all, then the roles and departments of the drafts, then those in use."""
        named = {owner.id: owner.title for owner in self.collected.owners.values()}
        named |= {one.id: one.title for one in (*library.roles.values(), *library.departments.values())}
        made = (file for name, file in self.after.items() if name in self.files and file.kind.name in _OWNERS)
        titles = [named[file.stem] for file in made]
        roles = [role.title for role in library.roles.values() if not role.retired]
        return list(dict.fromkeys([EVERYONE, *titles, *roles, *(one.title for one in library.departments.values())]))


_OWNERS = frozenset({"role", "department"})


def drafted(
    root: Path, library: Library, files: Sequence[tuple[Imported, Kept]], found: Mapping[Place, Match]
) -> Drafts:
    """The drafts of documents."""
    stated = stated_departments(item for one, _ in files for item in one.items)
    collected = Collected(root, library, stated)
    collected.new_id.take(kept.id for _, kept in files)
    for one, kept in files:
        _state(collected, one, kept)
    everywhere = {title: None for one, _ in files for title in _departments(collected, one)}
    everywhere |= {each.title: None for each in library.departments.values()}
    for number, (one, kept) in enumerate(files):
        _read(collected, number, (one, kept), found, list(everywhere))
    _lead_upwards(collected)
    collected.drop_empty({each.title for one, _ in files for each in one.stated})
    return _written(collected, files)


def simplified(drafts: Drafts, files: Sequence[tuple[Imported, Kept]], ids: Collection[str]) -> Drafts:
    """The drafts of the same documents with no more of these clauses than the sentence, and what the schema asks for.

    Only files that become others are written anew.
    """
    collected = drafts.collected
    for kind, said in collected.said.items():
        for text, entry in said.items():
            if entry["id"] in ids:
                kept = {key: entry[key] for key in _OF_ALL if key in entry}
                entry.clear()
                entry.update(kept | of_clause(kind, text, {}))
    collected.edited = EditedFiles(collected.edited.root, created=collected.edited.created)
    return _written(collected, files)


_OF_ALL = ("id", "text", "sources", "note")
"""Keys of a clause that do not depend on what was read of its sentence."""


def _written(collected: Collected, files: Sequence[tuple[Imported, Kept]]) -> Drafts:
    write(collected, files)
    root, after = collected.edited.root, collected.edited.after()
    changes = collected.edited.changes(after)
    data = {path.relative_to(root).as_posix(): data for path, data in changes.items() if data is not None}
    made = {
        place: [Made(id_, entry["text"], entry.get("note", "")) for id_, entry in entries]
        for place, entries in collected.made.items()
    }
    parted = {parts[0].title: len(parts) for parts in collected.rules.values() if len(parts) > 1}
    lists: defaultdict[str, list[str]] = defaultdict(list)
    for title, owner in collected.owners.items():
        for id_ in chain(*owner.lists.values()):
            lists[id_].append(title)
    return Drafts(data, collected.ids, made, lists, collected.unplaced(), parted, collected, after)


def _state(collected: Collected, one: Imported, kept: Kept) -> None:
    """The roles and departments of a form; the superiors last, since they may be roles of the same form."""
    for each in one.stated:
        ref = f"{kept.id}:{span(each.lines[0], each.lines[-1])}" if each.lines else ""
        collected.state(each, ref)
    roles = {role.title: role.id for role in collected.library.roles.values()}
    roles |= {title: owner.id for title, owner in collected.owners.items() if owner.is_role}
    for each in one.stated:
        facts = collected.owners[each.title].facts
        if above := facts.pop("reports_to", ""):
            facts["reports_to" if above in roles else "reports_to_text"] = roles.get(above, above)


def _lead_upwards(collected: Collected) -> None:
    """Make superiors that are roles of the library or of these documents references; none that would go in a circle."""
    roles = {role.title: role.id for role in collected.library.roles.values() if not role.retired}
    roles |= {title: owner.id for title, owner in collected.owners.items() if owner.is_role and owner.lists}
    above = {role.id: role.reports_to for role in collected.library.roles.values()}
    for owner in collected.owners.values():
        found = roles.get(owner.facts.get("reports_to_text", ""), "") if owner.is_new and owner.is_role else ""
        way = found
        while way and way != owner.id:
            way = above.get(way, "")
        if found and not way:
            above[owner.id] = owner.facts["reports_to"] = found
            del owner.facts["reports_to_text"]


@dataclass(frozen=True, slots=True)
class _Where:
    """In which document an item stands, whose it is, and the lines that say it."""

    document: tuple[int, int, str]
    title: str
    holder: Owner
    refs: tuple[str, ...]
    others: tuple[Owner, ...] = ()
    """Further departments that it is said of: what holds for everybody holds for each of the document's."""
    revised: str = ""
    """The rule of the library that the document says anew."""
    groups: Sequence[str] = ()
    """The titles of the groups of duties that it stands in."""


def _read(
    collected: Collected,
    number: int,
    file: tuple[Imported, Kept],
    found: Mapping[Place, Match],
    everywhere: Sequence[str],
) -> None:
    """`everywhere`: the departments of all files and of the library, for which holds what a whole company says."""
    one, kept = file
    own = list(_departments(collected, one))
    groups = duty_groups(one.items)
    revised = revised_rules(collected.library, number, one, found)
    titles = {item.owner for item in one.items} | {role.title for role in collected.library.roles.values()}
    for at, item, part, title, department in _with_posts(collected.library.sources.get(kept.id), one):
        ref = f"{kept.id}:{span(item.text_first, item.text_last)}"
        if found.get((number, at), NEW).decision == DROPPED:
            collected.dropped[number, at] = found[number, at].decided[1]
        elif item.kind in CLAUSE_KINDS and item.text.strip():
            is_whole = is_whole_company(item.owner or department)
            names_none = is_whole or (not department and (not item.owner or EVERYBODY.fullmatch(item.owner)))
            of_all = names_none and item.kind in OF_RULES
            everybody = (not is_whole and own) or everywhere or [department if is_whole else WHOLE_COMPANY]
            whom = department_above(item) if EVERYBODY.fullmatch(item.owner) else item.owner
            named = everybody if of_all else [whom or department or (own[0] if len(own) == 1 else WHOLE_COMPANY)]
            named = [*named, *(whom for whom, _ in punished(item) if whom in titles and whom not in named)]
            above = department_above(item) or department
            holder, *others = (collected.owner(name, above) for name in named)
            document = (number, part, book_above(one, item, title))
            refs = tuple(f"{kept.id}:{each}" for each in spans(own_lines(one, item)))
            name, book = bare_heading(document[2] or title), revised.get((number, at), "")
            where = _Where(document, name, holder, refs, tuple(others), book, groups.get(at, ()))
            _clause(collected, (number, at), item, found.get((number, at), NEW), where)
        elif item.owner and not kept.is_used and not one.stated:
            facts_of(collected.owner(item.owner, department_above(item) or department), item, ref)


def _with_posts(source: Source | None, one: Imported) -> Iterator[tuple[int, Item, int, str, str]]:
    """The items with their documents, each before what the row of a post says besides, but for what was given up.

    `source`: the document, where the library has it.
    """
    given_up = {normal_form(entry.part) for entry in (source.ledger if source else ())}
    for at, (item, part, title, department) in enumerate(in_parts(one)):
        said = (each for each in of_post(item) if normal_form(each.text) not in given_up)
        yield from ((at, each, part, title, department) for each in (item, *said))


def _departments(collected: Collected, one: Imported) -> Mapping[str, None]:
    """The departments of the roles of a file, in order, by their titles."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    for item, _, _, department in in_parts(one):
        if item.kind in CLAUSE_KINDS and item.owner and not EVERYBODY.fullmatch(item.owner):
            owner = collected.owner(item.owner, department_above(item) or department)
            of = owner.id if not owner.is_role else owner.department or collected.library.roles[owner.id].department
            if of not in seen:
                held = (each.title for each in collected.owners.values() if each.id == of)
                known = collected.library.departments
                found[next(held, "") or known[of].title] = None
                seen.add(of)
    return found


def _clause(collected: Collected, place: Place, item: Item, match: Match, where: _Where) -> None:
    if match.decision == "same" and (match.id or match.earlier in collected.entries):
        cited = _cited(item, where.refs, is_assembled=any(one.is_assembled for one in written(item)))
        id_ = match.id
        if match.id:
            collected.cited[match.id] += cited
        elif match.earlier:
            id_ = collected.ids[match.earlier]
            sources = collected.entries[match.earlier]["sources"]
            sources += [ref for ref in cited if ref not in sources]
        _list(collected, place, item, id_, where)
    else:
        for one in written(item):
            _entry(collected, place, one, where)
    if match.decision == "near" and match.id:
        collected.instead[collected.ids.get(place, "").rpartition("#")[2]] = match.id.rpartition("#")[2]


def _list(collected: Collected, place: Place, item: Item, id_: str, where: _Where) -> None:
    """Put a clause on the list of the role or department; rules are listed as documents."""
    collected.ids[place] = id_
    if where.revised and id_.startswith(f"{where.revised}#"):
        _article(collected, item, id_.partition("#")[2], {}, where)
    if item.kind == "duty" and (groups := item.fields.get("group") or where.groups):
        where.holder.groups[id_] = [*groups]
    known = collected.library.clauses.get(id_)
    if item.kind != "rule" and not (known and known.retired):
        for owner in (where.holder, *where.others):
            owner.add(_LISTED[item.kind], id_)


def _cited(item: Item, refs: Sequence[str], *, is_assembled: bool) -> list[str]:
    """The lines of an item, and those above it that are part of its sentence."""
    above = [f"{refs[0].partition(':')[0]}:{span(*item.given_lines)}"] if is_assembled else []
    return [*dict.fromkeys((*refs, *above))]


def _entry(collected: Collected, place: Place, one: Written, where: _Where) -> None:
    item, text, sources = one.item, one.text, _cited(one.item, where.refs, is_assembled=one.is_assembled)
    notes = [f"处理方式取自第{item.given_lines[0]}行，那一行对以下各项都适用。"] if one.is_assembled else []
    notes += [f"受罚的人取自表头：{'、'.join(one.punished)}。"] if one.punished else []
    note = {"note": f"{''.join(notes)}{one.aside}"} if notes or one.aside else {}
    if known := collected.known(item.kind, text):
        collected.cited[known] += sources
        _list(collected, place, item, known, where)
        return
    if said := collected.said[item.kind].get(text):  # in a cell with a list, of which other sentences are others
        if item.kind != "rule":
            said["sources"] += [ref for ref in sources if ref not in said["sources"]]
            _list(collected, place, item, said["id"], where)
        return
    entry: dict[str, Any] = {"id": collected.new_id(text), "text": text, "sources": sources, **note}
    entry |= of_clause(item.kind, text, item.fields)
    collected.said[item.kind][text] = entry
    collected.entries[place] = entry
    collected.texts[entry["id"]] = text
    if item.kind == "rule":
        _rule_item(collected, place, item, entry, where)
    else:
        collected.clauses[item.kind, _filed(collected, item, where.holder)].append(entry)
        _list(collected, place, item, entry["id"], where)
    collected.made[place].append((collected.ids[place], entry))


def _rule_item(collected: Collected, place: Place, item: Item, entry: dict[str, Any], where: _Where) -> None:
    if where.revised and _has_room(collected, where.revised, entry):
        collected.ids[place] = f"{where.revised}#{entry['id']}"
        _article(collected, item, entry["id"], entry, where)
        return
    parts = collected.rules[where.document]
    if not parts or parts[-1].size + size_of(entry) > _MOST_BYTES:
        title, before = where.title, 0
        if where.revised:
            book = book_of(collected.library.rules[where.revised])
            title, before = book[0], sum(book_of(rule) == book for rule in collected.library.rules.values())
        part = before + len(parts) + 1
        title = f"{title[:LONGEST_TITLE]}（{part}）" if part > 1 else title[:100]
        parts.append(DraftRule(collected.new_id(title), title, [*where.refs], where.document[2]))
        collected.texts[parts[-1].id] = title
    rule = parts[-1]
    rule.add(item, entry, collected.new_id)
    collected.ids[place] = f"{rule.id}#{entry['id']}"
    for owner in (where.holder, *where.others):
        owner.add("rules", rule.id)


def _has_room(collected: Collected, rule: str, entry: Mapping[str, Any]) -> bool:
    """Whether the file of a rule of the library has room for one more item, which takes it, beside what it has got."""
    held = len(collected.edited.text(collected.library.rules[rule].at.file).data)
    grown = collected.grown[rule] + size_of(entry)
    if held + grown > _MOST_BYTES:
        return False
    collected.grown[rule] = grown
    return True


def _article(collected: Collected, item: Item, id_: str, entry: Mapping[str, Any], where: _Where) -> None:
    above = headings_below(item, where.document[2])
    collected.articles[where.revised].append(Article(id_, above, entry))


def _filed(collected: Collected, item: Item, holder: Owner) -> str:
    """The name of the file in which a clause is filed, without its ending."""
    if item.kind == "duty":
        themes = collected.library.taxonomy.themes
        return item.fields.get("theme") or (themes[0].id if len(themes) == 1 else _THEME)
    if item.kind == "qualification":
        return aspect_of(item.fields)
    known = collected.library.roles.get(holder.id)
    return (known.department if known else holder.department) or holder.id
