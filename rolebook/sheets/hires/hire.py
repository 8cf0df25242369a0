"""A hire as a sheet knows one: the fields, their Chinese headings, and how much of a person they may hold."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import NamedTuple

from rolebook.findings.rule_names import RuleName
from rolebook.words.text import is_invisible, shortened, visible
from rolebook.words.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Hire:
    """What is filled in by hand or from a spreadsheet; `start` is YYYY-MM-DD. All empty: a blank sheet."""

    name: str = ""
    employee_no: str = ""
    start: str = ""
    department: str = ""
    probation: str = ""
    manager: str = ""
    place: str = ""
    remarks: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing is filled in."""
        return not any(getattr(self, field.name) for field in fields(self))


HEADINGS: Mapping[str, str] = {
    "name": "姓名",
    "employee_no": "工号",
    "role": "岗位",
    "start": "入职日期",
    "department": "部门",
    "probation": "试用期",
    "manager": "直接上级",
    "place": "工作地点",
    "remarks": "备注",
}
"""The columns of a hires file: key → Chinese heading; both are read. `role` is no field of Hire."""

LONGEST = 200
LONGEST_REMARKS = 1000
"""Characters of a value."""

_DATE = re.compile(r"(\d{4})\s*([-/.年])\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?: 0{1,2}:00(?::00)?)?")
_YEARS = range(1980, 2100)
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_PHONE = re.compile(r"(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)")
_COMPATIBLE = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")


class Fault(NamedTuple):
    """What is wrong with a value; the reader of options or of rows knows where it stands."""

    rule: RuleName
    message: Wording
    hint: Wording


def cleaned(value: str) -> str:
    """Without white space at the ends, composed (NFC); compatibility ideographs stay as they were typed."""
    runs = _COMPATIBLE.split(value.strip())
    return "".join(run if _COMPATIBLE.match(run) else unicodedata.normalize("NFC", run) for run in runs)


def iso_date(value: str) -> str | None:
    """2026-11-03 from `2026/11/3`, `2026.11.3`, `2026年11月3日`; None where there is no such day."""
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", value))
    if not match:
        return None
    try:
        day = date(int(match[1]), int(match[3]), int(match[4]))
    except ValueError:
        return None
    return day.isoformat() if day.year in _YEARS else None


def faults(key: str, value: str, lacking: Callable[[str], tuple[str, ...]]) -> Iterator[Fault]:
    """What is wrong with a cleaned value of the column `key`. `lacking` gives the characters that no font has."""
    hidden = list(dict.fromkeys(char for char in value if is_invisible(char) or char == "\ufffd"))
    yield from map(_hidden, hidden)
    limit = LONGEST_REMARKS if key == "remarks" else LONGEST
    if len(value) > limit:
        yield Fault(
            "too-long",
            Wording(f"有 {len(value)} 个字，超过 {limit}", f"{len(value)} characters, more than {limit}"),
            Wording("写短一些。", "Shorten it."),
        )
    yield from _private(value)
    if key == "start" and value and not hidden and iso_date(value) is None:
        yield Fault(
            "impossible-date",
            Wording(f"“{visible(shortened(value))}”不是日期", f"'{visible(shortened(value))}' is no date"),
            Wording("写成年-月-日，例如 2026-12-01。", "Write it as year-month-day, such as 2026-12-01."),
        )
    for char in () if hidden else lacking(value):
        yield missing_character(char)


def missing_character(char: str) -> Fault:
    """A character that would print as a box; with the marks on it, where no font has the two together."""
    codes = " ".join(f"U+{ord(part):04X}" for part in char)
    return Fault(
        "missing-character",
        Wording(f"字体里没有“{char}”（{codes}）这个字", f"no font has '{char}' ({codes})"),
        Wording(
            "换一个写法，或用 --extra-fonts 指明一个有这个字的字体所在的文件夹。",
            "Write it otherwise, or give a folder with a font that has it by --extra-fonts.",
        ),
    )


def _hidden(char: str) -> Fault:
    named = unicodedata.name(char, "control character" if unicodedata.category(char) == "Cc" else "")
    what = {"\n": "换行", "\r": "换行", "\t": "制表符", "\ufffd": "乱码"}.get(char, "看不见的字符")
    return Fault(
        "control-character",
        Wording(f"含有{what} U+{ord(char):04X}", f"holds U+{ord(char):04X} {named}".rstrip()),
        Wording("删去这个字符，把这一项重新打一遍。", "Delete it; type the value anew."),
    )


def _private(value: str) -> Iterator[Fault]:
    """Numbers of a person that a sheet has no business with, whatever column they stand in."""
    plain = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", value))
    for pattern, zh, en in ((_IDENTITY, "身份证号", "an identity number"), (_PHONE, "手机号", "a phone number")):
        if pattern.search(plain):
            yield Fault(
                "private-data",
                Wording(f"像是{zh}", f"looks like {en}"),
                Wording(
                    "岗位说明书不需要身份证号、电话和住址，请删去。",
                    "A role sheet needs no identity number, phone or address: delete it.",
                ),
            )
