"""What is asked once of a whole document: for whom it is where it names nobody, the department of its posts. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from rolebook.importing.books_of_rules import in_parts
from rolebook.importing.collected import EVERYBODY, EVERYONE, NO_DEPARTMENT, WHOLE_COMPANY
from rolebook.importing.drafts import Drafts
from rolebook.importing.items import Imported, Item
from rolebook.importing.matching import CLAUSE_KINDS
from rolebook.importing.proposal import Proposal
from rolebook.model.entries import Department
from rolebook.model.library import Library
from rolebook.words.wording import Wording

_FOR_WHOM = Wording(
    "文件里没有写部门和岗位，先写给全员。请在核对表里决定：是全员的，选“采用”；不是的，在“归属”里选，或写上部门名称；"
    "整份都不要的，选“不用”",
    "The document names nobody and is drafted for everybody. Say so in the review, or choose an owner or write that of "
    "a department there, or leave all of it out",
)
_OF_WHAT = Wording(
    f"文件里没有写，先归在“{NO_DEPARTMENT}”。请在核对表这一行的“归属”里选，或写上部门名称",
    f"The document names none, so they are in '{NO_DEPARTMENT}': choose one in the review, or write its name",
)


def of_nobody(drafts: Drafts, number: int, one: Imported) -> Collection[int]:
    """The items of a document that names nobody at all, where departments have what they make."""
    parts = [(at, item, department) for at, (item, _, _, department) in enumerate(in_parts(one))]
    clauses = [(at, item.owner or department) for at, item, department in parts if item.kind in CLAUSE_KINDS]
    if one.stated or any(owner and not EVERYBODY.fullmatch(owner) for _, owner in clauses):
        return ()
    found = {at: [made.id.partition("#")[0] for made in drafts.made.get((number, at), ())] for at, _ in clauses}
    whose = {title for ids in found.values() for id_ in ids for title in drafts.lists.get(id_, ())}
    return [at for at, ids in found.items() if ids] if whose - {WHOLE_COMPANY} else ()


def questions(proposal: Proposal) -> Iterator[tuple[int, Item, str]]:
    """Index of a document, the question as an item, and the ids that it is about: a source, or the posts."""
    for number, (one, kept) in enumerate(proposal.files):
        title = next((part[2] for part in one.text_parts), one.document.name)
        if count := sum(len(proposal.drafts.made[number, at]) for at in of_nobody(proposal.drafts, number, one)):
            text = f"《{title}》的 {count} 条归谁？"
            yield number, _question("title", EVERYONE, text, _FOR_WHOM), kept.id
    for number, posts in _of_no_department(proposal).items():
        text = f"{'、'.join(posts.values())}归哪个部门？"
        yield number, _question("fact", NO_DEPARTMENT, text, _OF_WHAT), "、".join(posts)


def _question(kind: str, owner: str, text: str, why: Wording) -> Item:
    return Item(0, 0, 0, 0, kind, "", owner, text, confidence=1.0, reason=why)


def _of_no_department(proposal: Proposal) -> Mapping[int, Mapping[str, str]]:
    """Index of a document → the new posts that it names, of which it names no department: id → title."""
    posts = {title: id_ for id_, title in proposal.drafts.unplaced.items()}
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for number, (one, _) in enumerate(proposal.files):
        for item in one.items:
            if id_ := posts.pop(item.owner, ""):
                found[number][id_] = item.owner
    return found


def unowned(library: Library, source: str, made: Collection[str]) -> Sequence[str]:
    """The clauses that an import made of a source that names nobody: those that departments have, and no post."""
    return [
        id_
        for id_, clause in library.clauses.items()
        if id_ in made
        and any(ref.source == source for ref in clause.sources)
        and all(isinstance(owner, Department) for owner in library.owners(id_.partition("#")[0]))
    ]
