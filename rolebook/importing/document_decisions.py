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
from rolebook.model.kinds import KIND
from rolebook.model.library import Library

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
    """Put posts into departments, with what their former department had for all of its posts.

    The former one goes where it has no post any more.
    """
    library = draft.library
    before = {library.roles[post].department: None for post in placed}
    for post, department in placed.items():
        file = draft.places[post].file
        draft.keep(file, written(draft.text(file), ("department",), department.id))
    for old in before:
        file = draft.places[old].file
        held = draft.text(file).value
        ids = [id_ for key in ("rules", "rewards", "penalties") for id_ in held.get(key, ())]
        heirs = {one.id: one for post, one in placed.items() if library.roles[post].department == old}
        for heir in heirs.values():
            edits.put_on_lists(draft, ids, heir)
        if all(role.id in placed for role in library.roles_of(old)) and not held.get("duties"):
            draft.forget(file)


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
