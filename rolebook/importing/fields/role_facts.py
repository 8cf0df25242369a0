"""What field rows say of a role: `岗位名称：仓管员　　编制：2` → its title and head count. Pure."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from rolebook.importing.fields_in_rows import ENGLISH_BEHIND, FIELDS, spaced
from rolebook.importing.remembered import REMEMBERED

_NAMES = spaced("|".join(FIELDS.values()))
_LABEL = re.compile(rf"(?:^|(?<=[\s　\t|，,；;]))(?P<label>{_NAMES})[ \u3000]*{ENGLISH_BEHIND}[：:][ \u3000]*")
_OTHER_LABEL = re.compile(r"[ \u3000\t]+[\u3400-\u9fff]{2,6}[：:]")
"""A field beside one that is known: `版本：B/1　页码：1/3`."""
_COLUMN = re.compile(rf"(?:^|(?<=[ \u3000\t]))(?P<label>{_NAMES})[ \u3000\t]+(?=\S)")
_COUNT = re.compile(r"[ \u3000]+(?P<label>定员|编制|定编|人数)[ \u3000]*(?P<number>\d+)\s*[人名位]?(?=[ \u3000]|$)")
"""A head count without a colon behind other fields: `下级：班长　定员1人`."""


def role_facts(text: str, cells: Sequence[str] = ()) -> dict[str, Any]:
    """The facts of a field row: keys of the model → values as printed; a head count is a number.

    Two or four may stand on one line; names may be spaced (`职　　务：`); in a row the value is the next cell.
    """
    text = _COUNT.sub(r"　\g<label>：\g<number>", text)
    pairs = list(_of_cells(cells)) or list(_labelled(_LABEL, text)) or list(_labelled(_COLUMN, text))
    facts: dict[str, Any] = {}
    for key, value in pairs:
        if not value or key in facts:
            continue
        number = re.fullmatch(r"(\d+)\s*[人名位]?\s*(?:[（(].*[)）])?", value) if key == "headcount" else None
        facts[key] = int(number[1]) if number else value
    return facts


@lru_cache(maxsize=REMEMBERED)
def field_key(name: str) -> str:
    """The key that a field name stands for, `` for any other text: `所 属 部 门` → `department`."""
    bare = re.sub(r"[\s　：:【】\[\]]", "", name)
    return next((key for key, names in FIELDS.items() if re.fullmatch(names, bare)), "")


def _labelled(label: re.Pattern[str], text: str) -> Iterator[tuple[str, str]]:
    found = list(label.finditer(text))
    ends = [*(one.start() for one in found[1:]), len(text)]
    for match, end in zip(found, ends, strict=False):
        other = _OTHER_LABEL.search(text, match.end(), end)
        said = text[match.end() : other.start() if other else end]
        yield field_key(match["label"]), said.strip(" 　\t|，,；;。")


def _of_cells(cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    place = 0
    while place + 1 < len(cells):
        key = field_key(cells[place])
        if key and not field_key(cells[place + 1]):
            yield key, cells[place + 1].strip()
            place += 1
        place += 1
