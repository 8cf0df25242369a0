"""Items as YAML that an editor corrects: which clause each makes or says again, and whose it is."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rolebook.editing.files import EditedFiles
from rolebook.importing.collected import EVERYBODY, NO_DEPARTMENT, Collected, Made, Place
from rolebook.importing.departments import department_above, department_titled, stated_departments
from rolebook.importing.draft_files import write
from rolebook.importing.items import Imported, Item
from rolebook.importing.kept import Kept, lines, own_lines, runs
from rolebook.importing.matching import CLAUSE_KINDS, NEW, Match
from rolebook.importing.model_words import aspect_of, of_clause
from rolebook.importing.names import department_in_title
from rolebook.importing.nesting import DraftRule, groups_of
from rolebook.importing.owners import Owner, facts_of
from rolebook.importing.section_words import announced, bare_heading
from rolebook.importing.written import Written, written
from rolebook.loading.content_files import ContentFile
from rolebook.model.kinds import KIND
from rolebook.model.library import Library

_THEME = "imported"
_LISTED = {kind: KIND[kind].listed for kind in CLAUSE_KINDS}


@dataclass(frozen=True, slots=True)
class Drafts:
    """What an import writes.

    Attributes:
        files: by name (`content/…`, with `/`).
        ids: (file, item) → the clause that it makes or says again; `made`: all that it makes anew, with its sentence.
        edited, after: the handbook with these files, to be checked once the documents of its sources are in place.

    """

    files: Mapping[str, bytes]
    ids: Mapping[Place, str]
    made: Mapping[Place, Sequence[Made]]
    edited: EditedFiles
    after: Mapping[str, ContentFile]


def drafted(
    root: Path,
    library: Library,
    files: Sequence[tuple[Imported, Kept]],
    found: Mapping[Place, Match],
    plain: Collection[str] = (),
    before: Mapping[str, ContentFile] = MappingProxyType({}),
) -> Drafts:
    """The drafts of documents. `plain`: ids of clauses of which no more than the sentence is taken over.

    `before`: the files as they were made once, where only some sentences have become plain since.
    """
    stated = stated_departments(item for one, _ in files for item in one.items)
    collected = Collected(root, library, plain, stated, before)
    collected.new_id.take(kept.id for _, kept in files)
    for number, (one, kept) in enumerate(files):
        _state(collected, one, kept)
        _read(collected, number, one, kept, found)
    collected.drop_empty({each.title for one, _ in files for each in one.stated})
    write(collected, files)
    after = collected.edited.after()
    changes = collected.edited.changes(after)
    made = {path.relative_to(root).as_posix(): data for path, data in changes.items() if data is not None}
    return Drafts(made, collected.ids, collected.made, collected.edited, after)


def _state(collected: Collected, one: Imported, kept: Kept) -> None:
    """The roles and departments of a form; the superiors last, since they may be roles of the same form."""
    for each in one.stated:
        ref = f"{kept.id}:{lines(each.lines[0], each.lines[-1])}" if each.lines else ""
        collected.state(each, ref)
    roles = {role.title: role.id for role in collected.library.roles.values()}
    roles |= {title: owner.id for title, owner in collected.owners.items() if owner.is_role}
    for each in one.stated:
        facts = collected.owners[each.title].facts
        if above := facts.pop("reports_to", ""):
            facts["reports_to" if above in roles else "reports_to_text"] = roles.get(above, above)


_OF_RULES = frozenset({"rule", "process", "mixed", "penalty", "reward"})
"""What the title of a document announces that is a book of rules as a whole."""


@dataclass(frozen=True, slots=True)
class _Where:
    """In which document an item stands, whose it is, and the lines that say it."""

    document: tuple[int, int, str]
    title: str
    holder: Owner
    refs: tuple[str, ...]
    others: tuple[Owner, ...] = ()
    """Further departments that it is said of: what holds for everybody holds for each of the document's."""


def _read(collected: Collected, number: int, one: Imported, kept: Kept, found: Mapping[Place, Match]) -> None:
    everybody = list(_departments(collected, one)) or [NO_DEPARTMENT]
    for at, (item, part, title, department) in enumerate(_in_parts(one)):
        ref = f"{kept.id}:{lines(item.text_first, item.text_last)}"
        if item.kind in CLAUSE_KINDS and item.text.strip():
            of_all = not department and item.kind in _OF_RULES and (not item.owner or EVERYBODY.fullmatch(item.owner))
            named = everybody if of_all else [item.owner or department or NO_DEPARTMENT]
            holder, *others = (collected.owner(name, department_above(item) or department) for name in named)
            is_book = bool(one.stated) or (announced(title) not in _OF_RULES and announced(item.heading) in _OF_RULES)
            above = item.heading if is_book else ""
            refs = tuple(f"{kept.id}:{span}" for span in runs(own_lines(one, item)))
            where = _Where((number, part, above), bare_heading(above or title), holder, refs, tuple(others))
            _clause(collected, (number, at), item, found.get((number, at), NEW), where)
        elif item.owner and not kept.is_known and not one.stated:
            facts_of(collected.owner(item.owner, department_above(item) or department), item, ref)


def _in_parts(one: Imported) -> Iterator[tuple[Item, int, str, str]]:
    """The items of a file, each with the number and title of its document and the department of that title."""
    part = -1
    title = department = ""
    for item in one.items:
        while part + 1 < len(one.text_parts) and (part < 0 or item.text_first >= one.text_parts[part + 1][0]):
            part += 1
            title, department = one.text_parts[part][2], department_in_title(one.text_parts[part][2])
        if item.kind == "title" and not department:
            department = department_titled(item.owner)
        yield item, part, title, department


def _departments(collected: Collected, one: Imported) -> Mapping[str, None]:
    """The departments of the roles of a file, in order, by their titles."""
    found: dict[str, None] = {}
    for item, _, _, department in _in_parts(one):
        if item.kind in CLAUSE_KINDS and item.owner and not EVERYBODY.fullmatch(item.owner):
            owner = collected.owner(item.owner, department_above(item) or department)
            of = owner.id if not owner.is_role else owner.department or collected.library.roles[owner.id].department
            held = (each.title for each in collected.owners.values() if each.id == of)
            known = collected.library.departments
            found[next(held, "") or known[of].title] = None
    return found


def _clause(collected: Collected, place: Place, item: Item, match: Match, where: _Where) -> None:
    if match.id and match.decision == "same":
        collected.cited[match.id] += _cited(
            item, where.refs, is_assembled=any(one.is_assembled for one in written(item))
        )
        _list(collected, place, item, match.id, where)
    elif match.decision == "same" and match.earlier in collected.entries:
        entry = collected.entries[match.earlier]
        cited = _cited(item, where.refs, is_assembled=any(one.is_assembled for one in written(item)))
        entry["sources"] += [ref for ref in cited if ref not in entry["sources"]]
        _list(collected, place, item, collected.ids[match.earlier], where)
    else:
        _new_clause(collected, place, item, where)


def _list(collected: Collected, place: Place, item: Item, id_: str, where: _Where) -> None:
    """Put a clause on the list of the role or department; rules are listed as documents."""
    collected.ids[place] = id_
    if item.kind == "duty" and (groups := item.fields.get("group") or groups_of(item)):
        where.holder.groups[id_] = groups
    known = collected.library.clauses.get(id_)
    if item.kind != "rule" and not (known and known.retired):
        for owner in (where.holder, *where.others):
            owner.add(_LISTED[item.kind], id_)


def _cited(item: Item, refs: Sequence[str], *, is_assembled: bool) -> list[str]:
    """The lines of an item, and those above it that are part of its sentence."""
    above = [f"{refs[0].partition(':')[0]}:{lines(*item.given_lines)}"] if is_assembled else []
    return [*refs, *above]


def _new_clause(collected: Collected, place: Place, item: Item, where: _Where) -> None:
    for one in written(item):
        _entry(collected, place, one, where)


def _entry(collected: Collected, place: Place, one: Written, where: _Where) -> None:
    item, text, sources = one.item, one.text, _cited(one.item, where.refs, is_assembled=one.is_assembled)
    note = {"note": f"处理方式取自第{item.given_lines[0]}行，那一行对以下各项都适用。"} if one.is_assembled else {}
    if known := collected.known(item.kind, text):
        collected.cited[known] += sources
        _list(collected, place, item, known, where)
        return
    if text in collected.said[item.kind]:
        return  # the row says it twice
    collected.said[item.kind].add(text)
    entry: dict[str, Any] = {"id": collected.new_id(text), "text": text, "sources": sources, **note}
    entry |= of_clause(item.kind, text, item.fields, plain=entry["id"] in collected.plain)
    collected.entries[place] = entry
    collected.texts[entry["id"]] = text
    if item.kind == "rule":
        _rule_item(collected, place, item, entry, where)
    else:
        collected.clauses[item.kind, _filed(collected, item, where.holder)].append(entry)
        _list(collected, place, item, entry["id"], where)
    collected.made[place].append(Made(collected.ids[place], text, entry.get("note", "")))


def _rule_item(collected: Collected, place: Place, item: Item, entry: dict[str, Any], where: _Where) -> None:
    rule = collected.rules.get(where.document)
    if rule is None:
        title = where.title[:100]
        rule = DraftRule(collected.new_id(title), title, [*where.refs], where.document[2])
        collected.rules[where.document] = rule
        collected.texts[rule.id] = title
    rule.add(item, entry, collected.new_id)
    collected.ids[place] = f"{rule.id}#{entry['id']}"
    for owner in (where.holder, *where.others):
        owner.add("rules", rule.id)


def _filed(collected: Collected, item: Item, holder: Owner) -> str:
    """The name of the file in which a clause is filed, without its ending."""
    if item.kind == "duty":
        themes = collected.library.taxonomy.themes
        return item.fields.get("theme") or (themes[0].id if len(themes) == 1 else _THEME)
    if item.kind == "qualification":
        return aspect_of(item.fields)
    return holder.department or holder.id
