"""What one value means where a group of keys belongs: `years: 5`, `age: 18至45岁`, `retired: 2026-11-20`. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, NamedTuple

from rolebook.loading.patterns import matches
from rolebook.words.numerals import number

_RANGE = re.compile(r"(.+?)(?:-|~|—|–|至|到)(.+)")
_LEAST = re.compile(r"以上|至少|不少于|不低于|满|起$|>=|≥")
_MOST = re.compile(r"以下|以内|不超过|不高于|至多|最多|<=|≤")
_COUNTED = re.compile(r"周?岁|年|级|及|工作|经验|[（(]?含[)）]?|[()（）]")


class Group(NamedTuple):
    """The keys that a value stands for, with their values as they are written, and whether nothing else is meant."""

    values: Mapping[str, str]
    certain: bool


def as_group(value: Any, schema: Mapping[str, Any], key: str) -> Group | None:
    """What a scalar means where the `schema` of `key` wants an object; None where it says nothing of it.

    Keys that the object needs besides are not among the values.
    """
    properties: Mapping[str, Mapping[str, Any]] = schema.get("properties", {})
    if {"min", "max"} <= properties.keys():
        return _span(str(value), bare_is_certain=key == "years")
    text = str(value).strip()
    for name, inner in properties.items():
        pattern = inner.get("pattern", "")
        if inner.get("format") == "date" or name == "date" or "[0-9]{4}" in pattern:
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
                return Group({name: text}, certain=True)
        elif (
            inner.get("x-ref") and inner["x-ref"] != "source-line" and matches(pattern or ".", text) and text.isascii()
        ):
            return Group({name: text}, certain=True)
    return None


def _span(text: str, *, bare_is_certain: bool) -> Group | None:
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if found := _RANGE.fullmatch(plain):
        both = [_counted(part) for part in found.groups()]
        return Group({"min": both[0], "max": both[1]}, certain=True) if both[0] and both[1] else None
    least, most = _LEAST.search(plain), _MOST.search(plain)
    figure = _counted(_MOST.sub("", _LEAST.sub("", plain)))
    if not figure or (least and most):
        return None
    return Group({"max" if most else "min": figure}, certain=bool(least or most) or bare_is_certain)


def _counted(text: str) -> str:
    """The number that a text says and nothing else; empty where it says more."""
    bare = _COUNTED.sub("", text)
    return (number(bare) or "") if _FIGURE.fullmatch(bare) else ""


_FIGURE = re.compile(r"[\d.零一二三四五六七八九十〇两百]+")
