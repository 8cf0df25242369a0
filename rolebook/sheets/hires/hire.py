"""A hire as a sheet knows one: the fields, their Chinese headings, and how much of a person they may hold."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache

from rolebook.findings.finding import Fault, Finding, Position, error
from rolebook.findings.rule_names import RuleName
from rolebook.model.library import Library
from rolebook.words.private_numbers import private_numbers
from rolebook.words.text import invisible_class, shortened, visible
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
    company: str = ""
    """The name of the group's company that the contract is with; empty: none is chosen."""

    @property
    def blank(self) -> bool:
        """Whether nothing is filled in about a person; the company says nothing of anyone."""
        return not any(getattr(self, field.name) for field in fields(self) if field.name != COMPANY)


HEADINGS: Mapping[str, str] = {
    "name": "姓名", "employee_no": "工号", "role": "岗位", "start": "入职日期", "department": "部门",
    "probation": "试用期", "manager": "直接上级", "place": "工作地点", "remarks": "备注", "paper": "文书",
}  # fmt: skip
"""The columns of a hires file: key → Chinese heading; both are read."""

OF_THE_ORDER = ("role", "paper")
"""Columns that say what is made, and are no field of Hire."""

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "name": ("员工姓名", "员工名称", "empname"),
    "employee_no": ("员工工号", "员工编号", "员工id", "职工号", "人员编号"),
    "role": ("职位", "职务", "岗位名称", "职位名称", "担任职位", "担任岗位"),
    "start": ("到岗日期", "入司日期", "入职时间", "报到日期"),
    "department": ("所属部门", "部门名称", "所在部门"),
    "manager": ("直属上级", "汇报对象"),
    "place": ("办公地点", "工作地"),
    "paper": ("文书名称", "文书类型", "文书种类", "文件", "文件名称", "文件类型", "单据", "打印文书", "document"),
}
"""Further headings that people write over a column."""

COMPANY = "company"
COMPANY_HEADING = "用人单位"
COMPANY_SYNONYMS = ("公司", "合同主体", "签约单位")
"""What people call the column of the company; it is there only where the library names companies."""

LIMITS: Mapping[str, int] = {**dict.fromkeys((*HEADINGS, COMPANY), 200), "remarks": 1000}
"""Field → characters that its value may have."""

OF_LINES = ("remarks",)
"""Fields whose value may have several lines, which are printed as such."""

NOWHERE = Position("", 1, 1)
"""Where what is said of a value stands until the reader of options or of rows knows its place."""
# The form on the site judges by the same patterns, limits and sentences (see form_rules.py).
DATE = re.compile(
    r"([0-9]{4})(?:\s*[-/.年]\s*(?=[0-9]{1,2}\s*[-/.月])|(?=[0-9]{4}(?![0-9-/.月])))([0-9]{1,2})"
    r"\s*[-/.月]?\s*([0-9]{1,2})\s*日?(?:[T ]0{1,2}:00(?::00(?:\.0+)?)?Z?)?"
)
"""With marks between year, month and day; or eight digits (20261201). The midnight of a computer's date is left out."""
YEARS = range(1980, 2100)
COMPATIBLE = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
BROKEN = "\ufffd"
"""Stands in a text for what could not be read."""
NAMES: Mapping[str, str] = {"\n": "换行", "\r": "换行", "\t": "制表符", BROKEN: "乱码"}
"""What readers call a character that cannot be seen."""
UNNAMED = "看不见的字符"


def fault(rule: RuleName, zh: str, en: str) -> Fault:
    """What is wrong with a value, or with a list: an error that stands nowhere yet."""
    return error(rule, NOWHERE, zh, en)


def headings(library: Library) -> Mapping[str, str]:
    """The columns of a hires file for this library: with that of the company where it names companies."""
    return {**HEADINGS, COMPANY: COMPANY_HEADING} if library.settings.companies else HEADINGS


def unknown_company(library: Library, name: str) -> Finding:
    """That the library names no such company, with those that it names; it stands nowhere yet."""
    companies, shown = library.settings.companies, visible(shortened(name))
    unknown = fault("unknown-company", f"没有叫“{shown}”的用人单位", f"there is no company '{shown}'")
    if companies:
        zh, en = "、".join(company.name for company in companies), ", ".join(company.id for company in companies)
        return unknown.mend(f"用人单位有：{zh}。", f"Companies: {en}.")
    return unknown.mend(
        "手册没有列出用人单位；要列出的，写在 content/library.yaml 的 companies 中。",
        "The library names none: list them under companies in content/library.yaml.",
    )


HIDDEN = fault("control-character", "含有{what} {code}", "holds {code}{what}").mend(
    "删去这个字符，把这一项重新打一遍。", "Delete it; type the value anew."
)
TOO_LONG = fault("too-long", "有 {length} 个字，超过 {limit}", "{length} characters, more than {limit}").mend(
    "写短一些。", "Shorten it."
)
NO_DATE = fault("impossible-date", "“{value}”不是日期", "'{value}' is no date").mend(
    "写成年-月-日，例如 2026-12-01。", "Write it as year-month-day, such as 2026-12-01."
)
PRIVATE_DATA = fault("private-data", "像是{what}", "looks like {what}").mend(
    "岗位说明书不需要身份证号、电话和住址，请删去。",
    "A role sheet needs no identity number, phone or address: delete it.",
)


def cleaned(value: str, key: str = "") -> str:
    """Without white space at the ends, composed (NFC); compatibility ideographs stay as they were typed.

    `key` is the field: one of several lines keeps those that hold something, with a line feed between them.
    """
    if key in OF_LINES:
        value = "\n".join(filter(None, map(str.strip, re.split("[\r\n]+", value))))
    runs = COMPATIBLE.split(value.strip())
    return "".join(run if COMPATIBLE.match(run) else unicodedata.normalize("NFC", run) for run in runs)


def iso_date(value: str) -> str | None:
    """2026-11-03 from `2026/11/3`, `2026.11.3`, `2026年11月3日`, `20261103`; None where there is no such day."""
    match = DATE.fullmatch(unicodedata.normalize("NFKC", value))
    if not match:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return day.isoformat() if day.year in YEARS else None


def faults(key: str, value: str, lacking: Callable[[str], tuple[str, ...]]) -> Iterator[Finding]:
    """What is wrong with a cleaned value of the column `key`: findings that stand nowhere yet.

    `lacking` gives the characters that no font has.
    """
    length, limit = len(value), LIMITS[key]
    value = value[: 2 * limit]  # what is far too long is not looked at to its end
    if key in OF_LINES:
        value = value.replace("\n", " ")
    hidden = list(dict.fromkeys(_hidden_characters().findall(value)))
    yield from map(_hidden, hidden)
    if length > limit:
        yield TOO_LONG.filled(length=length, limit=limit)
    for what in private_numbers(key, value):
        yield PRIVATE_DATA.filled(what=what)
    if key == "start" and value and not hidden and iso_date(value) is None:
        yield NO_DATE.filled(value=visible(shortened(value)))
    for char in () if hidden else lacking(value):
        yield missing_character(char)


def missing_character(char: str) -> Finding:
    """A character that would print as a box; with the marks on it, where no font has the two together."""
    codes = " ".join(f"U+{ord(part):04X}" for part in char)
    said = f"字体里没有“{char}”（{codes}）这个字", f"no font has '{char}' ({codes})"
    return fault("missing-character", *said).mend(
        "换一个写法，或用 --extra-fonts 指明一个有这个字的字体所在的文件夹。",
        "Write it otherwise, or give a folder with a font that has it by --extra-fonts.",
    )


@cache
def _hidden_characters() -> re.Pattern[str]:
    return re.compile(f"{invisible_class()}|{BROKEN}")


def _hidden(char: str) -> Finding:
    named = unicodedata.name(char, "control character" if unicodedata.category(char) == "Cc" else "")
    return HIDDEN.filled(what=Wording(NAMES.get(char, UNNAMED), named and f" {named}"), code=f"U+{ord(char):04X}")
