"""`new role --like ROLE`: what a new role takes over from another, and what it does not. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from rolebook.model.kinds import LISTED
from rolebook.model.labels import EXTRAS
from rolebook.words.wording import Wording
from rolebook.yamltext.document import Path

_OWN = frozenset({"subordinates", "remuneration"})
"""Lists of plain texts that are about one role alone: who works under it, and what it is paid."""
_TAKEN_OVER = tuple(key for key in (*LISTED, *EXTRAS) if key not in _OWN)
NOT_TAKEN_OVER = Wording(
    "没有复制：别名、目的、直接上级、直接下属、薪酬福利、来源、推定、说明、豁免、编号、编制、生效日期、复核和批准；"
    "新岗位是草稿，请逐条核对。",
    "Not copied: aliases, purpose, superior, subordinates, pay, sources, inferred marks, notes, waivers, code, "
    "headcount, dates, review and approval. The new role is a draft: go through it.",
)
"""All of this was said, decided or approved about the other role."""


def taken_over(role: Mapping[str, Any]) -> dict[str, Any]:
    """The lists of a role as its YAML has them, groups of duties too."""
    return {key: role[key] for key in _TAKEN_OVER if role.get(key)}


def entries(value: Any, path: Path = ()) -> Iterator[Path]:
    """The places of all ids and texts in lists, those in groups too, in reading order."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from entries(inner, (*path, number))
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key in LISTED:
                yield from entries(inner, (*path, key))
