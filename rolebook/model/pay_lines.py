"""Which lines of source documents say what a role pays: the site shows them no more than the pay itself."""

import re
from collections.abc import Iterator

from rolebook.model.library import Library
from rolebook.words.similarity import FAR, own_stretch, ratio
from rolebook.words.text import normal_form

_FIGURE = re.compile(r"\d{3,}")


def pay_lines(library: Library) -> frozenset[tuple[str, int]]:
    """(source id, line) of every line that a role names among its `sources` and that says its unpublished pay.

    A line says it where its words or a stretch of them are those of the pay, or where both have a figure of three
    digits or more in common: the editor may have worded the pay anew, and an amount is what must not be read.
    """
    return frozenset(_found(library))


def _found(library: Library) -> Iterator[tuple[str, int]]:
    for role in library.roles.values():
        pay = [normal_form(text) for texts in library.unpublished(role).values() for text in texts]
        for ref in role.sources if pay else ():
            lines = library.sources[ref.source].lines
            for number in range(ref.first, ref.last + 1):
                if any(_says(text, normal_form(lines[number - 1])) for text in pay):
                    yield ref.source, number


def _says(pay: str, line: str) -> bool:
    figures = set(_FIGURE.findall(pay))
    return not figures.isdisjoint(_FIGURE.findall(line)) or ratio(pay, own_stretch(pay, line)) >= FAR
