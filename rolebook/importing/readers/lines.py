"""Texts on one line, rows of tables, and the extracted text: what readers of all formats make in the same way."""

import re
from collections.abc import Iterable, Sequence

from rolebook.importing.blocks import Block, Cell, Document
from rolebook.words.text import UNPRINTABLE
from rolebook.yamltext.encoding import ZERO_WIDTH

_WHITE = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_NO_BREAK_SPACES = str.maketrans({"\xa0": " ", "\u202f": " ", "\u2007": " ", "\u200b": "", "\ufeff": "", "\u00ad": ""})
_SPACE = " \u3000"


def one_line(text: str) -> str:
    """A text as printed, on one line: tabs, breaks and the spaces about them are one space, none stand at the ends.

    Spaces in it stay, since several of them often part two fields of a form.
    """
    text = text.translate(_NO_BREAK_SPACES)
    return _WHITE.sub(lambda white: " " if white[0].strip(" ") else white[0], text).strip(_SPACE)


def row_text(cells: Iterable[Cell]) -> str:
    """The text of a row: its cells joined by tabs, a merged one only where it begins."""
    return "\t".join(cell.text for cell in cells if not cell.continued).rstrip("\t")


def cell_of(lines: Iterable[str], *, continued: bool = False) -> Cell:
    """A cell of these paragraphs, each on one line; those that say nothing are left out."""
    told = tuple(filter(None, map(one_line, lines)))
    return Cell(" ".join(told), continued, told if len(told) > 1 else ())


def as_document(name: str, form: str, blocks: Sequence[Block], extractor: str) -> Document:
    """A document of these blocks, its text one line for every block."""
    return Document(name, form, tuple(blocks), "".join(f"{block.line}\n" for block in blocks), extractor)


def printable(text: str) -> str:
    """A text without characters that are not shown or turn the order of others round."""
    return UNPRINTABLE.sub("", ZERO_WIDTH.sub("", text))
