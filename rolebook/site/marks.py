"""What is known of a clause beside its sentence: its lines, who else has it, the rewards and penalties behind it."""

from collections.abc import Iterable
from dataclasses import dataclass

from rolebook.model.entries import Clause, Department, Penalty, Reward, Role, Rule
from rolebook.model.labels import NOT_PUBLISHED
from rolebook.model.library import Library
from rolebook.model.records import SourceRef
from rolebook.model.source import Part, Source
from rolebook.site.paging import NAMED
from rolebook.words.differences import Stretch, changed, differences


@dataclass(frozen=True, slots=True)
class Quotation:
    """Source lines as they stand, and what the clause's text changed of them."""

    ref: SourceRef
    source: Source
    part: Part | None
    quote: str
    stretches: tuple[Stretch, ...]
    others: tuple[Clause, ...]
    """Clauses that come from the same lines."""

    @property
    def changed(self) -> bool:
        """Whether the clause's wording differs from the lines."""
        return changed(self.stretches)


def quotations(library: Library, clause: Clause) -> tuple[Quotation, ...]:
    """Every place a clause comes from."""
    found = []
    for ref in clause.sources:
        source = library.sources[ref.source]
        quote = source.quote(ref)
        ids = {id_: None for line in range(ref.first, ref.last + 1) for id_ in library.claims(ref.source, line)}
        others = tuple(library.clauses[id_] for id_ in ids if id_ in library.clauses and id_ != clause.id)
        stretches = differences(quote.split("\n"), clause.text, [other.text for other in others])
        found.append(Quotation(ref, source, source.part_of(ref.first), quote, stretches, others))
    return tuple(found)


def alike(quoted: Iterable[Quotation]) -> list[list[Quotation]]:
    """Quotations with the same words (white space aside) that are shared with the same clauses, put together."""
    found: dict[tuple[str, tuple[str, ...]], list[Quotation]] = {}
    for one in quoted:
        found.setdefault(("".join(one.quote.split()), tuple(other.id for other in one.others)), []).append(one)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Mark:
    """What the mark beside a sentence says, on the page of `owner`; on the page of a theme there is none."""

    clause: Clause
    owner: Role | Department | Rule | None
    quotations: tuple[Quotation, ...]
    others: tuple[Role | Department, ...]
    """The other roles and departments that have the clause; on a theme's page all of them, on a rule's none."""
    rewards: tuple[Reward, ...]
    penalties: tuple[Penalty, ...]
    long: bool
    """Whether it says more than the line of the source."""

    @property
    def named(self) -> tuple[Role | Department, ...]:
        """Those of the others that are named beside the sentence."""
        return self.others[:NAMED]


def owned_mark(library: Library, clause: Clause, owner: Role | Department, applying: Iterable[Clause] = ()) -> Mark:
    """The mark on the page of a role or department; of rewards and penalties behind the clause, those `applying`."""
    owners, applying = library.owners(clause.id), tuple(applying)
    others = tuple(other for other in owners if other.id != owner.id)
    rewards = tuple(reward for reward in library.encouraged_by(clause.id) if reward in applying)
    penalties = tuple(penalty for penalty in library.enforced_by(clause.id) if penalty in applying)
    long = bool(rewards or penalties) or len(owners) > 1
    return Mark(clause, owner, quotations(library, clause), others, rewards, penalties, long)


def themed_mark(library: Library, clause: Clause) -> Mark:
    """The mark on the page of a theme: it names whoever has the clause."""
    return Mark(clause, None, quotations(library, clause), library.owners(clause.id), (), (), long=True)


def ruled_mark(library: Library, clause: Clause, rule: Rule) -> Mark:
    """The mark on the page of a rule, whose head says to whom all of it applies."""
    rewards, penalties = library.encouraged_by(clause.id), library.enforced_by(clause.id)
    return Mark(clause, rule, quotations(library, clause), (), rewards, penalties, long=True)


@dataclass(frozen=True, slots=True)
class Origin:
    """Source lines that something was read from: where, the title of the document, and how they read."""

    ref: SourceRef
    title: str
    quote: str


def origins(library: Library, refs: Iterable[SourceRef]) -> list[Origin]:
    """The lines of each reference; what they say of unpublished pay is left out."""
    found = []
    for ref in refs:
        source = library.sources[ref.source]
        lines = [
            NOT_PUBLISHED if number in library.pay_lines(source.id) else source.lines[number - 1]
            for number in range(ref.first, ref.last + 1)
            if source.lines[number - 1].strip()
        ]
        found.append(Origin(ref, source.title, " ".join(lines)))
    return found
