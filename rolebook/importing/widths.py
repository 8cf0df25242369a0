"""Commas, semicolons and colons in Chinese text in one width, and a text again as it was printed. Pure."""

import re
from collections.abc import Iterable
from dataclasses import replace

from rolebook.importing.blocks import Document

_HALF = re.compile(
    r"(?<=[\u3400-\u9fff）)》】”％])[,;:](?!//)|(?<=[A-Za-z\d%])[,;:](?=[\u3400-\u9fff（(《“【])(?<!^\d[,:])(?<!^\d\d[,:])"
)
"""Signs beside Chinese text; none inside a figure, a time or an address, nor behind the number of a list."""
_FULL = {",": "，", ";": "；", ":": "："}


def in_full_width(document: Document) -> Document:
    """The document as it is read: who writes `,` means `，`."""
    blocks = tuple(
        replace(
            one,
            text=_widened(one.text),
            cells=tuple(
                replace(cell, text=_widened(cell.text), lines=tuple(map(_widened, cell.lines))) for cell in one.cells
            ),
        )
        if _HALF.search(one.text)
        else one
        for one in document.blocks
    )
    return replace(document, blocks=blocks)


def _widened(text: str) -> str:
    return _HALF.sub(lambda sign: _FULL[sign[0]], text)


def as_printed(text: str, lines: Iterable[str]) -> str:
    """A text, or a part of one, with the signs that the lines have in which it stands."""
    printed = "".join("".join(line.split()) for line in lines)
    at = printed.translate(_SAME).find("".join(text.split()).translate(_SAME))
    if at < 0:
        return text
    found = iter(printed[at:])
    return "".join(char if char.isspace() else next(found) for char in text)


_SAME = str.maketrans(_FULL)
