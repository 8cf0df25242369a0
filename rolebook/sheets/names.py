"""Names of the files that sheets are written to: safe on every system, and no two alike."""

import re
import unicodedata
from collections.abc import Iterable

from rolebook.model.entries import Role
from rolebook.model.papers import DEFAULT, Paper
from rolebook.words.ids import RESERVED
from rolebook.words.text import is_invisible

LONGEST_PART = 72
"""Bytes of one part: three of them, a number and the ending stay below the 255 that file systems allow."""
LONGEST_OF_FOUR = 54
"""The same where there are four, since the paper is named."""

FORBIDDEN = re.compile(r'[<>:"/\\|?*\s]+')
DEVICES = re.compile(rf"({RESERVED.pattern})(\..*)?", re.IGNORECASE)
"""What Windows takes for a device and not for a file."""
AT_NO_END = "._ "
"""Characters with which no name begins or ends."""


def form_path(role: Role) -> str:
    """The page of a role's form, from the site's root."""
    return f"sheets/{role.id}.html"


def sheet_stem(paper: Paper, number: str, role: str, *hire: str) -> str:
    """The name of a sheet's file: `007-销售代表-欧阳娜娜`, with the paper's title where it is not the default."""
    if paper.id == DEFAULT:
        return stem(number, role, *hire)
    return stem(number, role, paper.title, *hire, longest=LONGEST_OF_FOUR)


def stem(*parts: str, longest: int = LONGEST_PART) -> str:
    """`销售代表-欧阳娜娜` of the parts that are not empty: no path, no device, nothing hidden, each part cut.

    The form on the site names what it saves in the same way (sheet-word.js).
    """
    name = "-".join(_safe(part, longest) for part in parts if part)
    return f"_{name}" if DEVICES.fullmatch(name) else name


def _safe(part: str, longest: int) -> str:
    seen = "".join(char for char in unicodedata.normalize("NFC", part) if not is_invisible(char))
    cut = FORBIDDEN.sub("_", seen).encode("utf-8")[:longest].decode("utf-8", "ignore")
    return cut.strip(AT_NO_END) or "_"


def distinct(stems: Iterable[str]) -> list[str]:
    """The stems with `-2`, `-3` … on those that a file system without case would take for an earlier one."""
    taken: set[str] = set()
    names = []
    for wanted in stems:
        name, number = wanted, 1
        while name.casefold() in taken:
            number += 1
            name = f"{wanted}-{number}"
        taken.add(name.casefold())
        names.append(name)
    return names
