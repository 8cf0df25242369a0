"""What an import proposes: the source to keep, the drafts, and what `check` will say of them."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path

from rolebook.checked import severities
from rolebook.checks import breaches
from rolebook.editing.files import EditedFiles
from rolebook.findings.finding import Finding, Position, Severity
from rolebook.importing.activity_of import Suggested, suggestions, with_activities
from rolebook.importing.collected import Place, plain_id
from rolebook.importing.drafts import Drafts, drafted, simplified
from rolebook.importing.items import Imported
from rolebook.importing.kept import Kept, as_source, known_source
from rolebook.importing.matching import Match, matches
from rolebook.importing.moved_owners import as_moved
from rolebook.importing.names import department_in_title
from rolebook.importing.section_words import bare_heading
from rolebook.importing.versions import Revision, as_decided, revisions
from rolebook.loading.load import Loaded
from rolebook.loading.places import CONTENT
from rolebook.model.library import Library
from rolebook.words.personal_data import blotted
from rolebook.words.spelling import proposed_id

_ROUNDS = 3
_OF_A_DOCUMENT = "-wen-dang"
"""What stands behind the id of a source where something that it names is called like the file (文档)."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an import makes of documents.

    Attributes:
        files: the documents as read, and as sources.
        matches: (file, item) → what it is to the library and to what stands before it.
        activities: (file, item) → the work activities that a new duty may be about.
        revisions: index of a file → the source that it is a later version of.
        sources: files of content/sources to keep at once, by name (`content/…`).
        drafts: the YAML that an editor corrects.

    """

    files: Sequence[tuple[Imported, Kept]]
    matches: Mapping[Place, Match]
    activities: Mapping[Place, Sequence[Suggested]]
    revisions: Mapping[int, Revision]
    sources: Mapping[str, bytes]
    drafts: Drafts


def proposed(root: Path, library: Library, read: Sequence[tuple[Imported, bytes]], received: str) -> Proposal:
    """The proposal for documents. `received` is the day, YYYY-MM-DD."""
    taken = {*library.sources, *library.clauses, *library.roles, *library.departments, *library.rules}
    taken |= library.redirects.keys()
    files: list[tuple[Imported, Kept]] = []
    seen: dict[str, Kept] = {}
    wanted = {*map(plain_id, {name for one, _ in read for name in _names(one)})}
    used = {ref.source for clause in library.clauses.values() for ref in clause.sources}
    for one, data in read:
        known = known_source(library, data)
        id_ = known or _free(one.document.name, taken, wanted)
        taken.add(id_)
        kept = as_source(one, data, id_, received)
        digest = kept.entry["sha256"]
        if known or digest in seen:
            same = known or seen[digest].id
            kept = Kept(same, is_known=True, files={}, entry={}, is_used=digest in seen or known in used)
        seen.setdefault(digest, kept)
        files.append((one, kept))
    documents = [one for one, _ in files]
    found = matches(documents, library, [kept.id if kept.is_known else "" for _, kept in files])
    later = revisions(documents, [kept.is_used for _, kept in files], found, library)
    sources = [
        (kept.id if kept.is_known or at not in later else later[at].source, kept.is_known)
        for at, (_, kept) in enumerate(files)
    ]
    found = as_decided(documents, sources, found, library)
    files = [
        (as_moved(one, at, {kept.id, later[at].source if at in later else ""}, found, library), kept)
        for at, (one, kept) in enumerate(files)
    ]
    named = suggestions([one for one, _ in files], found, library)
    active = [(with_activities(one, number, named), kept) for number, (one, kept) in enumerate(files)]
    drafts = drafted(root, library, active, found)
    held = [(name, data) for _, kept in files if not kept.is_known for name, data in kept.files.items()]
    return Proposal(files, found, named, later, {f"{CONTENT}/sources/{name}": data for name, data in held}, drafts)


def accepted_by_check(root: Path, proposal: Proposal) -> tuple[Proposal, Counter[Severity]]:
    """The proposal with drafts that `check` accepts, and how many findings of each severity it has.

    Its sources must be in their place. Where the fields of a clause as read do not fit its sentence or the schema, the
    clause keeps the sentence alone, and says so in a note.
    """
    plain: set[str] = set()
    loaded, wrong = _tried(proposal)
    before = {(one.rule, one.message.zh) for one in errors(EditedFiles(root).before)} if wrong else set()
    for _ in range(_ROUNDS):
        ids = _entries_at(proposal, [one.at for one in wrong if (one.rule, one.message.zh) not in before])
        if not ids - plain:
            break
        plain |= ids
        proposal = replace(proposal, drafts=simplified(proposal.drafts, proposal.files, ids))
        loaded, wrong = _tried(proposal)
    return proposal, severities(loaded)


def _tried(proposal: Proposal) -> tuple[Loaded, tuple[Finding, ...]]:
    """The library that the drafts make, and its errors; what is only to be looked at waits until the drafts stand."""
    loaded = proposal.drafts.collected.edited.resolved(proposal.drafts.after)
    found = errors(loaded)
    return loaded, (*found, *breaches(loaded.library)) if loaded.library else found


def _entries_at(proposal: Proposal, places: Iterable[Position]) -> set[str]:
    """The ids of the entries of the drafts in which these lines stand."""
    found: set[str] = set()
    by_file: defaultdict[str, list[int]] = defaultdict(list)
    for at in places:
        by_file[at.file].append(at.line)
    for name in by_file.keys() & proposal.drafts.files.keys():
        texts = proposal.drafts.files[name].decode("utf-8").split("\n")
        ids = [(line, one[1]) for line, text in enumerate(texts, 1) if (one := re.match(r"\s*-?\s*id: (\S+)", text))]
        for line in by_file[name]:
            above = bisect_right(ids, line, key=itemgetter(0))
            found.add(ids[above - 1][1] if above else "")
    return found


def _names(one: Imported) -> Iterator[str]:
    """What roles, departments and rules that a document makes may be called."""
    yield from (item.owner for item in one.items)
    yield from (name for each in one.stated for name in (each.title, each.department))
    for _, _, title in one.text_parts:
        yield from (title, bare_heading(title), department_in_title(title))


def _free(name: str, taken: set[str], wanted: set[str]) -> str:
    """A free id for the source that is a file of this name: 行政部.txt leaves the plain one to the department.

    Sources share one space of ids with roles, departments and rules.
    """
    start = proposed_id(blotted(name.rpartition(".")[0] or name))[:48].strip("-") or "document"
    start = f"{start}{_OF_A_DOCUMENT}" if start in wanted else start
    numbers = (f"{start}-{number}" for number in range(2, 10_000))
    return start if start not in taken else next(id_ for id_ in numbers if id_ not in taken)


def errors(loaded: Loaded) -> tuple[Finding, ...]:
    """The findings that forbid building on a library."""
    return tuple(one for one in loaded.findings if one.severity is Severity.ERROR)
