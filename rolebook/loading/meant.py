"""What a value that its schema refuses was probably meant to be, and whether it can have been meant otherwise. Pure."""

import calendar
import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from rolebook.findings.finding import Edit, Fix
from rolebook.loading.patterns import matches
from rolebook.words.ids import is_reserved
from rolebook.words.numerals import number
from rolebook.words.spelling import proposed_id
from rolebook.yamltext import mending
from rolebook.yamltext.document import Path, YamlDocument


class Meant(NamedTuple):
    """What a value of the wrong type probably is meant to be."""

    text: str
    certain: bool
    instead_of: Path = ()
    """Where in the value there stands a pair that was meant as a text."""

    def fix(self, document: YamlDocument, path: Path) -> Fix | None:
        """The value rewritten."""
        if not self.instead_of:
            return mending.rewriting_pair(document, path, self.text, certain=self.certain)
        end = document.nodes[*path, *self.instead_of].end
        return Fix(self.certain, (Edit(document.key_at((*path, *self.instead_of)), *end, self.text),)) if end else None


def of_type(wanted: str, value: Any, raw: str | None, pattern: str) -> Meant | None:
    """How a value of the wrong type is probably meant: a text in quotes, a date, a number without quotes."""
    if wanted == "string" and raw and value is not None:
        date = next((one for one in of_form(raw, pattern) if matches(pattern, one.text)), None) if pattern else None
        return date if date and date.text != raw else Meant(f'"{raw}"', certain=True)
    if wanted == "string" and isinstance(value, dict) and len(value) == 1:
        key, inner = next(iter(value.items()))
        text = json.dumps(f"{key}: {inner}", ensure_ascii=False)
        return Meant(text, certain=False, instead_of=(key,)) if isinstance(inner, str) else None
    if wanted in {"integer", "number"} and isinstance(value, str):
        meant = number(value)
        if meant and not (wanted == "integer" and "." in meant):
            return Meant(meant, certain=_COUNTED.fullmatch(unicodedata.normalize("NFKC", value)) is not None)
    return None


_COUNTED = re.compile(
    r"\s*[￥¥]?\s*[\d,_.零一二三四五六七八九十〇两百千万亿]+\s*"
    r"(?:元整?|块钱?|人民币|rmb|CNY|分|%|天|日|周?岁|年|次|名|人|个|个?月|小时|分钟|学时|倍|级|项|条)?\s*",
    re.IGNORECASE,
)
"""A number with at most what is counted behind it: 约, 以上 or 左右 would say something else."""


def of_form(value: str, pattern: str, file_name: str = "") -> Iterator[Meant]:
    """What a value of the wrong form may have been meant to be: a date, an id, the same in ordinary characters.

    `file_name`: what the file of an entry of its own is called, which its id should be.
    """
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", value).replace("—", "-"))
    yield Meant(re.sub(r"\s*([:#-])\s*", r"\1", plain).strip(), certain=True)
    if (found := _DATE.fullmatch(re.sub(r"\s", "", plain))) and _is_day(*map(int, found.groups())):
        yield Meant(f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}", certain=True)
    if pattern.startswith("^[a-z]"):
        if file_name:
            yield Meant(file_name, certain=False)
        id_ = proposed_id(value)
        yield Meant(f"{id_}-1" if is_reserved(id_) else id_, certain=False)


_UNSEEN = re.compile("[\u200b-\u200d\u2060\ufeff]")
_DATE = re.compile(r"(\d{4})(?:[-./年](?=\d{1,2}[-./月])|(?=\d{4}$))(\d{1,2})[-./月]?(\d{1,2})日?")
"""A day by year, month and day, parted by signs or all of its eight digits."""


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
