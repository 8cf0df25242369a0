"""Example searches for the home page, taken from the library: what stands there is found."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from rolebook.model.entries import Duty, Penalty, Role
from rolebook.model.library import Library
from rolebook.words.spelling import proposed_id
from rolebook.words.text import first_words

_WORDS = re.compile("[\u4e00-\u9fff]{4,8}")
"""A few Chinese characters without a pause: what somebody types."""
_TITLE = re.compile("[\u4e00-\u9fff]{3,6}")


class Initials(NamedTuple):
    """The initials of a role's title in pinyin, `ckgly`, and the title, `仓库管理员`."""

    letters: str
    title: str


class Examples(NamedTuple):
    """What the home page offers: words of a penalty and of a duty, and a title by its initials; each may be missing."""

    words: tuple[str, ...]
    initials: Initials | None


def examples(library: Library) -> Examples:
    """The first of each kind that is short enough to be typed; nothing of what is retired."""
    words = (next(_of_penalties(library), ""), next(_of_duties(library), ""))
    return Examples(tuple(filter(None, words)), next(_initials(library), None))


def _of_penalties(library: Library) -> Iterator[str]:
    for clause in library.clauses.values():
        if isinstance(clause, Penalty) and library.in_use(clause):
            yield from (words for words in clause.violations if _WORDS.fullmatch(words))


def _of_duties(library: Library) -> Iterator[str]:
    for role in _roles(library):
        for id_ in role.duties:
            clause = library.clauses[id_]
            if (
                isinstance(clause, Duty)
                and library.in_use(clause)
                and _WORDS.fullmatch(words := first_words(clause.text))
            ):
                yield words


def _initials(library: Library) -> Iterator[Initials]:
    for role in _roles(library):
        if _TITLE.fullmatch(role.title):
            yield Initials("".join(syllable[0] for syllable in proposed_id(role.title).split("-")), role.title)


def _roles(library: Library) -> Iterator[Role]:
    """The roles in the order of the home page."""
    for department in library.departments.values():
        yield from library.roles_of(department.id)
