"""What somebody answers in the review about a whole document: for whom it is, the department of its posts."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from rolebook.editing.draft import Draft
from rolebook.editing.files import EditedFiles, written
from rolebook.importing import decision_edits as edits
from rolebook.importing.collected import EVERYBODY, FreeIds, every_id
from rolebook.importing.form.posts import Row
from rolebook.importing.form.values import flat
from rolebook.importing.questions import unowned
from rolebook.importing.readers.lines import printable
from rolebook.importing.review_workbook import IDS, OWNER, REWRITTEN
from rolebook.loading.places import CONTENT
from rolebook.model.entries import Department, Role
from rolebook.model.grouping import by_key
from rolebook.model.kinds import KIND
from rolebook.model.library import Library

_LISTS = ("duties", "qualifications", "indicators", "rules", "rewards", "penalties")
_FILED = frozenset({"penalty", "reward", "indicator"})
"""Kinds of clauses whose files are called after a department."""


def posts_of(row: Row, library: Library) -> list[str]:
    """The posts whose department a row asks for; none where it is about something else."""
    return [id_ for id_ in row.get(IDS).split("、") if id_ in library.roles]


def source_of(row: Row, library: Library) -> str:
    """The source for whose clauses a row asks whose they are; "" where it is about something else."""
    return row.get(IDS) if row.get(IDS) in library.sources else ""


def answer(row: Row) -> str:
    """Whom a row about a whole document names, in the one column or the other."""
    return " ".join(printable(row.get(OWNER) or row.get(REWRITTEN)).split())


def clauses_of(row: Row, library: Library, made: Collection[str]) -> Sequence[str]:
    """The clauses that a row about a whole document decides about; none where it is none."""
    source = source_of(row, library)
    return unowned(library, source, made) if source else []


def found_new(edited: EditedFiles, rows: Iterable[Row], library: Library) -> list[str]:
    """Make the departments that answers about whole documents name and that nothing is called; their titles."""
    known = {flat(name) for one in _all(library) for name in (one.id, one.title, *one.aliases)}
    new_id = FreeIds(every_id(library))
    made: dict[str, str] = {}
    for row in rows:
        name = answer(row) if posts_of(row, library) or source_of(row, library) else ""
        if name and flat(name) not in known and not EVERYBODY.fullmatch(flat(name)):
            made.setdefault(flat(name), name[:60])
    industry = next((term.id for term in library.taxonomy.industries), "general")
    for title in made.values():
        entry = {"id": new_id(title), "title": title, "industry": industry, "inferred": ["industry"]}
        edited.create(KIND["department"], f"{CONTENT}/departments/{entry['id']}.yaml", entry)
    return list(made.values())


def _all(library: Library) -> Iterator[Role | Department]:
    yield from library.roles.values()
    yield from library.departments.values()


def place(draft: Draft, placed: Mapping[str, Department]) -> None:
    """Put posts into departments, with what their document gave to their former department as a whole.

    What other departments have as well, the new ones get too. The former one goes where it has nothing any more.
    """
    library = draft.library
    for post, department in placed.items():
        file = draft.places[post].file
        draft.keep(file, written(draft.text(file), ("department",), department.id))
    for old in {library.roles[post].department: None for post in placed}:
        heirs = _heirs(library, placed, old)
        every = {one.id: one for own in heirs.values() for one in own}.values()
        left = not all(role.id in placed for role in library.roles_of(old))
        held = draft.text(draft.places[old].file).value
        for id_ in [id_ for key in _LISTS for id_ in held.get(key, ()) if isinstance(id_, str)]:
            refs = (library.clauses.get(id_) or library.rules[id_]).sources
            own = {one.id: one for ref in refs for one in heirs.get(ref.source, ())}.values()
            if len(library.owners(id_)) > 1:
                for one in every:
                    edits.put_on_lists(draft, [id_], one)
            elif own:
                edits.give(draft, [id_], list(own))
            else:
                left = True
        if not left:
            draft.forget(draft.places[old].file)


def _heirs(library: Library, placed: Mapping[str, Department], old: str) -> Mapping[str, Sequence[Department]]:
    """Source → the departments that its posts go to from a former one."""
    posts = [(library.roles[post], one) for post, one in placed.items() if library.roles[post].department == old]
    return by_key((ref.source, one) for role, one in posts for ref in role.sources)


def rename_files(draft: Draft, placed: Mapping[str, Department]) -> None:
    """Call the files of clauses after the one department that all posts of a former one are in now."""
    for old in {draft.library.roles[post].department for post in placed}:
        heirs = {one.id for post, one in placed.items() if draft.library.roles[post].department == old}
        names = [name for name, file in draft.files.items() if file.stem == old and file.kind.name in _FILED]
        taken = {file.name for file in draft.files.values()}
        for name in names:
            heir = min(heirs)
            if len(heirs) == 1 and name.replace(f"/{old}", f"/{heir}") not in taken:
                draft.move(name, heir)
