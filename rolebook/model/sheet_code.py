"""The code of a sheet (校验码), `3f2a9c1d04be-S5`: what was signed, as `sheet --verify` finds it again.

Its digest is that of all that any paper of the role can print, and of its status: a draft and an approved sheet differ.
Behind it stand the letter of the paper and, where sections of it were left out, a hexadecimal number whose bit n stands
for the n-th name, in the order of the alphabet, of those that the digest covers. The digest fixes these names, so a
later version of the program with more sections reads the same from the number.

Sheets of former versions bear another digest, that of what stood on them, and nothing behind it: `history/verify.py`.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from rolebook.model.entries import Role
from rolebook.model.library import Library
from rolebook.model.papers import Paper
from rolebook.model.snapshot import filled, short_digest

FORMAT = 2
_FACTS = ("department", "level", "reports_to", "code", "headcount", "effective", "until")
_STATEMENT = ("statement", "statement_text")
_CODE = re.compile(r"([0-9a-f]{12})(?:-([a-z])([0-9a-f]{0,16}))?", re.IGNORECASE)
_CODE_IN_A_LINE = re.compile(rf"{_CODE.pattern}(?![0-9a-z-])", re.IGNORECASE)
_LABEL = "校验码"
"""What stands before a code where it is printed."""
_BLANKS = re.compile("[\\s\u200b-\u200d\u2060\ufeff]+")
_DASHES = re.compile("[\u2010-\u2015\u2212]+")
"""What an input method or a word processor makes of the hyphen."""


@dataclass(frozen=True, slots=True)
class SheetCode:
    """A code as it is printed. Without a letter it is a bare digest, of either kind; `left_out` is the number."""

    digest: str
    letter: str = ""
    left_out: int = 0

    @classmethod
    def read(cls, text: str) -> "SheetCode | None":
        """The code in a text that somebody typed or copied; None where there is none.

        It may be in upper or lower case, of any width, with blanks in it, and stand in the line of a foot behind 校验码.
        """
        plain = _BLANKS.sub("", _DASHES.sub("-", unicodedata.normalize("NFKC", text)))
        _, label, behind = plain.rpartition(_LABEL)
        found = _CODE_IN_A_LINE.match(behind.lstrip(":")) if label else _CODE.fullmatch(plain)
        if not found:
            return None
        digest, letter, number = found.groups(default="")
        return cls(digest.lower(), letter.upper(), int(number or "0", 16))

    def __str__(self) -> str:
        if not self.letter:
            return self.digest
        return f"{self.digest}-{self.letter}{self.left_out:x}" if self.left_out else f"{self.digest}-{self.letter}"


def sheet_data(content: Mapping[str, Any], status: str) -> dict[str, Any]:
    """What the digest is made of: a role's whole content (see `whole_content`) and its status, as far as filled.

    The facts at the head of a sheet and its statement stand among the sections.
    """
    sections = {section["section"]: section["content"] for section in content["sections"]}
    sections["facts"] = {key: content.get(key) for key in _FACTS}
    sections["statement"] = {key: content[key] for key in _STATEMENT if key in content}
    whole = {"format": FORMAT, "title": content["title"], "status": status, "sections": sections}
    data: dict[str, Any] = filled({**whole, **{key: content.get(key, {}) for key in ("papers", "approval")}})
    return data


def sheet_digest(data: Mapping[str, Any]) -> str:
    """The digest of what `sheet_data` gives."""
    return short_digest(data)


def sheet_code(data: Mapping[str, Any], paper: Paper, without: Collection[str] = ()) -> SheetCode:
    """The code of a paper without some sections. Names that it does not have are as good as left out."""
    kept_from = set(without) & set(paper.sections)
    number = sum(1 << place for place, name in enumerate(names(data)) if name in kept_from)
    return SheetCode(sheet_digest(data), paper.letter, number)


def left_out(data: Mapping[str, Any], paper: Paper, number: int) -> tuple[str, ...] | None:
    """The names that a number stands for; None where no such paper of this content bears it."""
    known = names(data)
    found = tuple(name for place, name in enumerate(known) if number >> place & 1)
    return None if number >> len(known) or not set(found) <= set(paper.sections) else found


def names(data: Mapping[str, Any]) -> list[str]:
    """The sections that the digest covers, in the order of their bits."""
    return sorted(set(data["sections"]) - {"facts", "statement"})


def covered(
    library: Library, role: Role, whole: Mapping[str, Any], paper: Paper, without: Collection[str] = ()
) -> dict[str, Any]:
    """What the digest of a paper is made of, from the role's whole content.

    A section that is printed and published nowhere (pay) is covered only where it stands on this paper: else whoever
    has the code, as everybody has that of the form on the site, could try his guesses against it.
    """
    hidden = [name for name in library.unpublished(role) if name in without or name not in paper.sections]
    return sheet_data(cut(whole, hidden), role.status)


def cut(content: Mapping[str, Any], hidden: Collection[str]) -> dict[str, Any]:
    """The content without some sections."""
    return {**content, "sections": [one for one in content["sections"] if one["section"] not in hidden]}
