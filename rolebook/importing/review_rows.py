"""The items of an import as they are reviewed: what each became, its source beside it, the doubtful first. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from rolebook.importing.items import Item
from rolebook.importing.matching import NEW, Match
from rolebook.importing.proposal import Proposal
from rolebook.model.library import Library

DOUBTFUL = 0.6
"""Below this confidence an item is doubtful."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An item with what became of it.

    Attributes:
        file: the document's name.
        quote: its lines of the extracted text, joined.
        match: what it is to the library and to earlier items; `other` is the id of what it is like, `says` its text.
        made: the ids of the clauses that the drafts have of it anew; () where they have none.

    """

    file: str
    item: Item
    quote: str
    match: Match
    other: str
    says: str
    made: tuple[str, ...]

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody should look at it first."""
        return self.item.confidence < DOUBTFUL or self.match.decision == "near"


def reviewed(proposal: Proposal, library: Library) -> Sequence[Reviewed]:
    """Every item, the doubtful ones first (the least certain before the others), then in the order of the documents."""
    found: list[Reviewed] = []
    for number, (one, _) in enumerate(proposal.files):
        for at, item in enumerate(one.items):
            match = proposal.matches.get((number, at), NEW)
            other = match.id or (proposal.drafts.ids.get(match.earlier, "") if match.earlier else "")
            lines = [block.line.strip() for block in one.document.blocks[item.text_first - 1 : item.text_last]]
            quote = " ".join(line for line in lines if line)
            made = tuple(proposal.drafts.made.get((number, at), ()))
            says = library.clauses[match.id].text if match.id in library.clauses else ""
            if match.earlier:
                says = proposal.files[match.earlier[0]][0].items[match.earlier[1]].text
            found.append(Reviewed(one.document.name, item, quote, match, other, says, made))
    first = sorted((one for one in found if one.is_doubtful), key=lambda one: one.item.confidence)
    return [*first, *(one for one in found if not one.is_doubtful)]
