"""The second code of a sheet, `3f2a9c1d04be-S5`: not printed yet, but known to `sheet --verify`.

Its digest is that of the whole sheet, whatever was left out of the one in hand, and of its status: a draft and an
approved sheet differ. Behind it stand the paper's kind (S: 岗位说明书) and, where sections were left out, a hexadecimal
number whose bit n stands for the n-th name, in the order of the alphabet, of those that the digest covers. The digest
fixes these names, so a later version of the program with more sections reads the same from the number.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from rolebook.model.snapshot import filled, short_digest

FORMAT = 2
SHEET = "S"
_FACTS = ("department", "level", "reports_to", "code", "headcount", "effective", "until")
_STATEMENT = ("statement", "statement_text")
_CODE = re.compile(r"([0-9a-f]{12})(?:-s([0-9a-f]{0,16}))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SheetCode:
    """A code as somebody typed it. `left_out` is its number; None where nothing stands behind the digest."""

    digest: str
    left_out: int | None = None

    @classmethod
    def read(cls, text: str) -> "SheetCode | None":
        """The code in a text, upper or lower case; None where there is none. A bare digest may be of either kind."""
        found = _CODE.fullmatch(text.strip())
        if not found:
            return None
        return cls(found[1].lower(), None if found[2] is None else int(found[2] or "0", 16))

    def __str__(self) -> str:
        if self.left_out is None:
            return self.digest
        return f"{self.digest}-{SHEET}{self.left_out:x}" if self.left_out else f"{self.digest}-{SHEET}"


def sheet_data(content: Mapping[str, Any], status: str) -> dict[str, Any]:
    """What the digest is made of: a role's whole content (see `role_content`) and its status, as far as filled.

    The facts at the head of a sheet and its statement stand among the sections.
    """
    sections = {section["section"]: section["content"] for section in content["sections"]}
    sections["facts"] = {key: content.get(key) for key in _FACTS}
    sections["statement"] = {key: content[key] for key in _STATEMENT if key in content}
    data: dict[str, Any] = filled({"format": FORMAT, "title": content["title"], "status": status, "sections": sections})
    return data


def sheet_digest(data: Mapping[str, Any]) -> str:
    """The digest of what `sheet_data` gives."""
    return short_digest(data)


def sheet_code(data: Mapping[str, Any], without: Collection[str] = ()) -> SheetCode:
    """The code of a sheet without some sections. Names that the sheet does not have are as good as left out."""
    number = sum(1 << place for place, name in enumerate(_names(data)) if name in without)
    return SheetCode(sheet_digest(data), number)


def left_out(data: Mapping[str, Any], number: int) -> tuple[str, ...] | None:
    """The names that a number stands for; None where no sheet of this content bears it."""
    names = _names(data)
    return None if number >> len(names) else tuple(name for place, name in enumerate(names) if number >> place & 1)


def _names(data: Mapping[str, Any]) -> list[str]:
    """The sections that can be left out."""
    return sorted(set(data["sections"]) - {"facts", "statement"})
