"""Where the table stands in a staff list, and which of its columns are read; the others are named once, never read."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from rolebook.findings.finding import Finding, error, note, warning
from rolebook.model.library import Library
from rolebook.sheets.hires.hire import COMPANY, COMPANY_SYNONYMS, HEADINGS, SYNONYMS, headings
from rolebook.sheets.hires.spreadsheet import Cell, Row, Table
from rolebook.words.spelling import nearest
from rolebook.words.text import is_invisible, shortened, visible
from rolebook.words.wording import Wording

REQUIRED = ("name", "role")

_MOST_ABOVE = 30
"""Rows in which the headings are looked for: titles and dates of a list take up a few."""
_MOST_NAMED = 12
"""Headings that one warning names; an export of a personnel system has eighty more."""
_MOST_VALUES = 200
"""Rows by which the column of the roles is chosen among several."""

_PRIVATE = re.compile(
    "身份证|证件|护照|电话|手机|联系方式|联系人|微信|邮箱|住址|地址|银行|卡号|出生|生日|年龄|性别|民族|籍贯|户口|户籍|婚姻|婚否|"
    "政治面貌|社保|公积金|工资|薪|idcard|identity|passport|phone|mobile|^tel|email|address|bank|birth|^age$|gender|^sex$|salary"
)
"""Columns that a role sheet has no business with."""
_NEVER_MEANT = re.compile("离职|离司|序号|编号|日期$")
"""Headings that look like another one and mean something else: nothing is proposed for them."""
_LEFT = re.compile("(离职|离司|离岗)(日期|时间|日)")
_MONTHS = re.compile(r"\((月|个月|单位:月)\)|月数")
_FOOTER = re.compile(r"(合计|总计|共计|小计|制表|填表|编制|审核|审批|批准|注[:：]|说明[:：]|备注[:：])")


@dataclass(frozen=True, slots=True)
class Columns:
    """The row of headings, column (from 1) → key of the columns that are read, and the hires' rows beneath.

    `in_months`: whether 试用期 counts months by its heading.
    """

    headings: Row
    keys: Mapping[int, str]
    rows: tuple[Row, ...]
    in_months: bool
    findings: tuple[Finding, ...]


def read_columns(table: Table, library: Library, is_role: Callable[[str], bool]) -> Columns:
    """Finds the row of headings, its columns, and the rows of hires below. `is_role` knows the titles."""
    named = headings(library)
    first = {_plain(word): key for key, label in named.items() for word in (key, label)}
    known = {_plain(word): key for key in named for word in SYNONYMS.get(key, ())} | first
    if COMPANY in named:
        known |= dict.fromkeys(map(_plain, COMPANY_SYNONYMS), COMPANY)
    place = next((place for place, row in enumerate(table.rows[:_MOST_ABOVE]) if _names_hires(row, known)), 0)
    head, below = table.rows[place], table.rows[place + 1 :]
    plain = {column: _heading(text) for column, text in sorted(head.texts.items())}
    keys: dict[int, str] = {}
    findings: list[Finding] = []
    for key, label in named.items():
        candidates = [column for column, word in plain.items() if known.get(word) == key]
        own = [column for column in candidates if plain[column] in first] or candidates
        if key == "role" and len({plain[column] for column in candidates}) == len(candidates) > 1:
            own = _role_column([*own, *(one for one in candidates if one not in own)], below, is_role)
        findings += [_twice(key, label, table.cell(head, column)) for column in own[1:]]
        if own:
            keys[own[0]] = key
            if key == "role" and len(candidates) > 1 and len(own) == 1:
                findings.append(_chosen(table.cell(head, own[0])))
    findings += _missing(keys, table.cell(head, 1))
    read = {*keys, *(finding.at.column for finding in findings if finding.rule == "duplicate-column")}
    left = [column for column, word in plain.items() if column not in keys and _LEFT.fullmatch(word)]
    others = [column for column, word in plain.items() if word and column not in read and column not in left]
    findings += _unread([table.cell(head, column) for column in others], known, set(keys.values()), named)
    if place:
        findings.append(_passed_over(table.cell(table.rows[0], 1), place, "栏目名以上的各行", "above the headings"))
    rows, skipped = _hires(table, (head, *below), keys, left)
    months = any(key == "probation" and _MONTHS.search(_plain(head.texts[column])) for column, key in keys.items())
    return Columns(head, keys, rows, months, (*findings, *skipped))


def _plain(heading: str) -> str:
    seen = "".join(char for char in unicodedata.normalize("NFKC", heading) if not is_invisible(char))
    return re.sub(r"[\s_*-]", "", seen).lower()


def _heading(text: str) -> str:
    """The heading without the unit behind it: 试用期(月) is 试用期."""
    return _MONTHS.sub("", _plain(text))


def _names_hires(row: Row, known: Mapping[str, str]) -> bool:
    return {known.get(_heading(text)) for text in row.texts.values()} >= set(REQUIRED)


def _role_column(candidates: list[int], rows: tuple[Row, ...], is_role: Callable[[str], bool]) -> list[int]:
    """The candidate with the most values that are roles; the first of several that are as good."""
    counts = {column: sum(is_role(row.texts.get(column, "")) for row in rows[:_MOST_VALUES]) for column in candidates}
    return [max(candidates, key=lambda column: counts[column])]


def _hires(
    table: Table, rows: tuple[Row, ...], keys: Mapping[int, str], left: list[int]
) -> tuple[tuple[Row, ...], list[Finding]]:
    """The rows of hires, and what is said of the others: totals and signatures below, and people who have left."""
    role = next((column for column, key in keys.items() if key == "role"), 0)
    kept: list[Row] = []
    below: list[Row] = []
    gone: list[Row] = []
    head, *listed = rows
    for row in listed:
        if any(row.texts.get(column, "").strip(" -/—") for column in left):
            gone.append(row)
        elif role and _is_no_hire(row, role, head, keys):
            below.append(row)
        else:
            kept.append(row)
    findings = []
    if gone:
        at = table.cell(gone[0], left[0])
        findings.append(_passed_over(at, len(gone), "填有离职日期的各行", "with a leaving date"))
    if below:
        at = table.cell(below[0], 1)
        findings.append(_passed_over(at, len(below), "合计、制表人等不是员工的各行", "with totals or signatures"))
    return tuple(kept), findings


def _is_no_hire(row: Row, role: int, head: Row, keys: Mapping[int, str]) -> bool:
    """Whether a row is a total or a signature, or was numbered ahead: nothing that is read stands in it."""
    if not row.texts.keys() & keys.keys():
        return row.texts.keys() <= head.texts.keys()
    return not row.texts.get(role) and bool(_FOOTER.match(_plain(row.texts[min(row.texts)])))


def _passed_over(cell: Cell, number: int, zh: str, en: str) -> Finding:
    return note(
        "skipped-rows",
        cell.at,
        Wording(f"略过了{zh}，共 {number} 行", f"passed over {number} rows {en}"),
        Wording("其中若有要生成的员工，请改正后再试一遍。", "If a hire is among them, mend the row and try again."),
    )


def _twice(key: str, label: str, cell: Cell) -> Finding:
    return error(
        "duplicate-column",
        cell.at,
        Wording(f"“{label}”这一栏有两列", f"two columns are called '{key}'"),
        Wording("只保留一列。", "Keep one."),
    )


def _chosen(cell: Cell) -> Finding:
    shown = visible(shortened(cell.text.strip()))
    return note(
        "chosen-column",
        cell.at,
        Wording(f"有几列像是岗位，读取的是“{shown}”", f"several columns may hold the role; '{shown}' is read"),
        Wording(
            "不对的话，请把岗位所在的一列改名为“岗位”，删去其余几列。", "If that is wrong, keep only the right one."
        ),
    )


def _missing(keys: Mapping[int, str], cell: Cell) -> Iterator[Finding]:
    for key in REQUIRED:
        if key not in keys.values():
            yield error(
                "missing-column",
                cell.at,
                Wording(f"缺少“{HEADINGS[key]}”这一栏", f"the column '{key}' is missing"),
                Wording(f"第一行写栏目名：{'、'.join(HEADINGS.values())}。", f"Headings: {', '.join(HEADINGS)}."),
            )


def _unread(
    others: list[Cell], known: Mapping[str, str], found: set[str], named: Mapping[str, str]
) -> Iterator[Finding]:
    """One warning for private columns, one for the others; a heading that is nearly one that is missing says so."""
    private = [cell for cell in others if _PRIVATE.search(_heading(cell.text))]
    foreign = [cell for cell in others if cell not in private]
    if private:
        shown = _listed(private)
        yield warning(
            "private-column",
            private[0].at,
            Wording(
                f"{shown}不应出现在岗位说明书的数据中，没有读取", f"a role sheet has no business with {shown}; not read"
            ),
            Wording(
                "请从名单中删去这些列：说明书不需要，也就不应收集。",
                "Delete them: what is not needed is not collected.",
            ),
        )
    if foreign:
        shown = _listed(foreign)
        meant = "".join(
            f"“{visible(shortened(cell.text.strip()))}”是否应为“{named[key]}”？"
            for cell in foreign[:_MOST_NAMED]
            if (key := _meant(_heading(cell.text), known)) and key not in found
        )
        yield warning(
            "unknown-column",
            foreign[0].at,
            Wording(f"{shown}不是说明书的栏目，没有读取", f"{shown}: no column of a role sheet, not read"),
            Wording(
                f"{meant}可用的栏目：{'、'.join(named.values())}。",
                f"{'A heading may be misspelt. ' if meant else ''}The columns are: {', '.join(named)}.",
            ),
        )


def _meant(word: str, known: Mapping[str, str]) -> str:
    """The key that a misspelt heading may mean; empty where nothing is near."""
    near = None if _NEVER_MEANT.search(word) else nearest(word, known)
    return known[near] if near else ""


def _listed(cells: list[Cell]) -> str:
    shown = "".join(f"“{visible(shortened(cell.text.strip()))}”" for cell in cells[:_MOST_NAMED])
    return shown + (f"等 {len(cells)} 列" if len(cells) > _MOST_NAMED else "")
