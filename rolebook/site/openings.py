"""The first words of a clause that stand for it in a citation: no other clause begins with them."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import pairwise, takewhile

from rolebook.model.entries import Clause
from rolebook.model.library import Library
from rolebook.words.text import search_form

SHORTEST = 16
"""Characters in the normal form of search: what can be read as a sentence, not only told apart."""


class Openings:
    """Those of a library, worked out when the first is asked for."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def of(self, clause: Clause) -> str:
        """The opening of a clause of the library."""
        return self._found[clause.id]

    @cached_property
    def _found(self) -> Mapping[str, str]:
        return openings(self._library.clauses.values())


def openings(clauses: Iterable[Clause]) -> Mapping[str, str]:
    """Id → its opening, ending in … where the text goes on; the whole text where another one begins with all of it.

    Compared as the search field does (`search_form`), which is where a citation is pasted.
    """
    ordered = sorted((search_form(clause.text), clause.id, clause.text) for clause in clauses)
    shared = [0, *(_common(one[0], other[0]) for one, other in pairwise(ordered)), 0]
    return {
        id_: _begun(text, max(SHORTEST, shared[place] + 1, shared[place + 1] + 1))
        for place, (_, id_, text) in enumerate(ordered)
    }


def _common(one: str, other: str) -> int:
    """So many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _begun(text: str, needed: int) -> str:
    """The beginning of a text that has so many characters in the normal form."""
    for place, char in enumerate(text):
        needed -= len(search_form(char))
        if needed <= 0:
            return text if place + 2 >= len(text) else f"{text[: place + 1]}…"
    return text
