"""Which lines of source documents say what a role pays: the site shows them no more than the pay itself."""

import re
from collections.abc import Iterator, Sequence

from rolebook.words.similarity import FAR, own_stretch, ratio
from rolebook.words.text import normal_form

_FIGURE = re.compile(r"\d{3,}")


def saying_pay(texts: Sequence[str], lines: Sequence[tuple[int, str]]) -> Iterator[int]:
    """The numbers of those (number, text) of `lines` that say the unpublished pay `texts` of a role.

    A line says it where its words or a stretch of them are those of the pay, or where both have a figure of three
    digits or more in common: the editor may have worded the pay anew, and an amount is what must not be read.
    """
    pay = [normal_form(text) for text in texts]
    for number, line in lines if pay else ():
        if any(_says(text, normal_form(line)) for text in pay):
            yield number


def _says(pay: str, line: str) -> bool:
    figures = set(_FIGURE.findall(pay))
    return not figures.isdisjoint(_FIGURE.findall(line)) or ratio(pay, own_stretch(pay, line)) >= FAR
