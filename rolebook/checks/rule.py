"""A rule of `check`: what looks for faults, with what the manual says of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from rolebook.findings.finding import Finding
from rolebook.findings.manual.entry import Entry
from rolebook.model.library import Library

Search: TypeAlias = Callable[[Library], Iterator[Finding]]
"""The library → the findings of a rule, in any order."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A search, called like a function, and its entries of the manual, one for each name that its findings bear."""

    search: Search
    entries: tuple[Entry, ...]
    relies_on: frozenset[str]
    """Gaps of a library (see `Library.gaps`) that would lead it to a wrong conclusion: it is withheld then."""

    def __call__(self, library: Library) -> Iterator[Finding]:
        """The findings of the rule."""
        return self.search(library)


def rule(entry: Entry, relies_on: Iterable[str] = ()) -> Callable[[Search | Rule], Rule]:
    """Makes a rule of the generator below, explained by `entry`; once more where its findings bear another name too.

    `relies_on`: kinds of entries (`role`) and keys of references (`duties`) that must all be there. A rule that finds
    something because nothing else says otherwise names them, so that it is not applied while some cannot be read.
    """

    def made(found: Search | Rule) -> Rule:
        if isinstance(found, Rule):
            return Rule(found.search, (entry, *found.entries), found.relies_on.union(relies_on))
        return Rule(found, (entry,), frozenset(relies_on))

    return made
