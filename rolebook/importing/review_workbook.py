"""The review as a workbook: a row an item, the source beside it, and a column in which somebody decides."""

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from rolebook.exports.workbook import MAX_CELL, NOT_XML, dated, row, style_of
from rolebook.importing.form.posts import Row
from rolebook.importing.kinds import KINDS, MAY_BECOME
from rolebook.importing.matching import DROPPED
from rolebook.importing.review_rows import ACTIVITY, GONE, KEEP, MERGE, RETIRE, WHY_NOT, Reviewed, doubtful
from rolebook.words.wording import Wording

SHEET = "导入核对"
TAKE, REWRITE, LEAVE = "采用", "修改", "不用"
FOLLOW = "同上"
"""Decided as the row that asks for all that are asked about for the same reason."""
DECISION, REWRITTEN, IDS, LIKE = "决定", "改为", "标识（不改）", "相近的条款（不改）"
COMPARED, WHY, FILE = "与手册相比", "为什么", "文件"
KIND, OWNER, TEXT = SHOWN = ("类别", "归属", "读出的内容")
"""Columns that show what was read; of them the owner and the kind may be changed."""
AS_SHOWN = "原样（不改）"
"""The hidden column that knows what those showed."""
WHOLE = "整份文件"
"""The kind that a question about a whole document shows."""
NONE = "无"
"""What stands for no activity at all."""
_COLUMNS: tuple[tuple[str, int], ...] = (
    (DECISION, 8),
    (REWRITTEN, 36),
    (WHY_NOT, 22),
    (ACTIVITY, 16),
    (KIND, 10),
    (OWNER, 14),
    (TEXT, 44),
    ("原文", 44),
    ("把握", 7),
    (WHY, 26),
    (COMPARED, 34),
    (FILE, 16),
    ("行", 8),
    (IDS, 24),
    (LIKE, 24),
    (AS_SHOWN, 24),
)
_HINT = (
    "拿不准的（黄底）排在最前；等着决定的，“决定”空着：没有决定的，接受时不写入，旧条照旧（几行一样的，选一格向下填充）。"
    f"{FOLLOW}：为同一个原因拿不准的、修订稿改了的或不再有的几条，跟第一条的决定；不一样的，改选。"
    "“决定”选 采用、修改 或 不用：修改的，在“改为”里写出整句；不用的，不进手册，原文的行注明不采用。"
    f"与别的条款相近而不是一回事的，写出不同的理由，就不再问；是一回事的，选 {MERGE}，用那一条；"
    f"取代了旧的一条的，选 {RETIRE}。"
    f"{OWNER}、{KIND}读得不对的，从下拉列表选。工作事项照草稿；要换一件的，写它的名称，不要的写 {NONE}。"
    f"修订稿里不再有的旧条，选 {KEEP} 或 {RETIRE}。"
    f"标识是来源和行号的，没有写成条款：选 {LEAVE} 就登记为不采用。其他没有标识的行只供对照。"
    "保存后运行 import --accept。"
)
SAME = "已有"
"""What the comparison of an item begins with whose clause there is already."""
GIVEN_UP = "以前决定不用"
"""What the comparison of an item begins with of which that was decided."""
NO_MORE = "修订稿里不再有"
"""What the comparison of a sentence begins with that a later version of its document has no more."""
_MATCH = {"same": SAME, "near": "相近", "new": "新的", GONE: NO_MORE}
_KIND_COLUMN = "E"
_DOUBTFUL, _OWNERS = "FFF2CC", "_归属"
MOST_ROWS = 10_000
"""Items that are asked about: nobody decides on more one by one, and a workbook is held in memory as a whole."""


def workbook(rows: Sequence[Reviewed], owners: Sequence[str], day: str) -> bytes:
    """The workbook; `owners` are the titles to choose from, `day` (year-month-day) dates it.

    The same bytes for the same items.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook()
    sheet: Any = book.active
    sheet.title = SHEET
    said = doubtful(rows).zh
    sheet.cell(1, 1, f"{said}。{_HINT}" if said else _HINT).alignment = Alignment(wrap_text=True, vertical="center")
    read = [heading for heading, _ in _COLUMNS].index(TEXT) + 1  # as far as a screen shows
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=read)
    sheet.row_dimensions[1].height = 16 * (1 + 2 * len(_HINT) // sum(width for _, width in _COLUMNS[:read]))
    for place, (heading, width) in enumerate(_COLUMNS, 1):
        sheet.cell(2, place, heading).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.column_dimensions[get_column_letter(place)].hidden = heading == AS_SHOWN
    styles = {"number_format": "@", "alignment": Alignment(vertical="top", wrap_text=True)}
    plain, yellow = style_of(sheet, **styles), style_of(sheet, **styles, fill=PatternFill("solid", fgColor=_DOUBTFUL))
    shown = rows[:MOST_ROWS]
    written = [
        row(number, [NOT_XML.sub("", text)[:MAX_CELL] for text in _cells(one)], yellow if one.is_doubtful else plain)
        for number, one in enumerate(shown, 3)
    ]
    if len(rows) > len(shown):
        more = f"另有 {len(rows) - len(shown)} 项没有列在这里，照草稿采用。"
        written.append(row(len(shown) + 3, (None, None, None, None, None, more), 0))
    _choose(sheet, {f"A{number}": f'"{offered}"' for number, one in enumerate(shown, 3) if (offered := _offered(one))})
    kinds = f'"{",".join(KINDS[one].zh for one in MAY_BECOME)}"'
    _choose(sheet, {f"{_KIND_COLUMN}{number}": kinds for number, one in enumerate(shown, 3) if one.made})
    _list_owners(book, owners)
    whose = [get_column_letter(at) for at, (heading, _) in enumerate(_COLUMNS, 1) if heading == OWNER]
    _choose(sheet, {f"{whose[0]}{at}": f"{_OWNERS}!$A$1:$A${max(1, len(owners))}" for at in range(3, len(shown) + 3)})
    sheet.freeze_panes = "C3"
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(_COLUMNS))}{len(shown) + 2}"
    sheet.print_title_rows = "2:2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    area = f"A1:{get_column_letter(len(_COLUMNS))}{len(written) + 2}"
    rest = "".join(written).encode("ascii", "xmlcharrefreplace")
    return dated(book, day, {"xl/worksheets/sheet1.xml": (area.encode(), rest)})


def _choose(sheet: Any, offered: Mapping[str, str]) -> None:
    """Drop-downs: cell → the list that it offers."""
    from openpyxl.worksheet.datavalidation import DataValidation

    cells: defaultdict[str, list[str]] = defaultdict(list)
    for cell, formula in offered.items():
        cells[formula].append(cell)
    for formula, own in cells.items():  # all at once: one more is compared with each that there is
        sheet.add_data_validation(DataValidation("list", formula1=formula, allow_blank=True, sqref=" ".join(own)))


def _list_owners(book: Any, owners: Sequence[str]) -> None:
    """The titles to choose from, on a hidden sheet: a list in the drop-down itself holds 255 characters."""
    sheet = book.create_sheet(_OWNERS)
    sheet.sheet_state = "hidden"
    for number, title in enumerate(owners, 1):
        sheet.cell(number, 1, NOT_XML.sub("", title)[:MAX_CELL]).data_type = "s"  # never a formula


def _offered(one: Reviewed) -> str:
    """What may be decided of a row: of what makes no clause, at most that its lines are not used."""
    if one.match.decision == GONE:
        return f"{FOLLOW}," * one.follows + f"{KEEP},{RETIRE}"
    if one.about:
        return f"{TAKE},{LEAVE}" if one.is_asked else TAKE
    if one.made:
        is_near = one.match.decision == "near" and bool(one.other)
        may_merge = is_near and one.item.kind != "rule" and not one.match.is_decisive
        offered = {FOLLOW: one.follows, TAKE: True, REWRITE: True, MERGE: may_merge, LEAVE: True}
        offered[RETIRE] = is_near and bool(one.match.id)
        return ",".join(decision for decision, may_be in offered.items() if may_be)
    return LEAVE if one.left else ""


def stamps(texts: Sequence[str]) -> str:
    """What texts are known again by, a word for each: by their letters and digits, whatever a program did to them."""
    said = ("".join(filter(str.isalnum, unicodedata.normalize("NFKC", text[:MAX_CELL]))) for text in texts)
    return " ".join(hashlib.sha256(text.encode("utf-8")).hexdigest()[:_DIGITS] for text in said)


_DIGITS = 12


def is_as_shown(row: Row, text: str) -> bool:
    """Whether a sentence is what the row of the workbook showed when it was written."""
    return row.get(AS_SHOWN).split()[-1:] in ([], [stamps([text])])


def _cells(one: Reviewed) -> tuple[str, ...]:
    item = one.item
    shown = (WHOLE if one.about else KINDS[item.kind].zh, item.owner, item.text)
    return (
        FOLLOW if one.follows else TAKE if one.made and not one.is_asked else "",
        "",
        "",
        "",
        *shown,
        one.quote,
        "" if one.about else f"{round(item.confidence * 100)}%",
        item.reason.zh,
        "；".join(filter(None, (compared(one).zh, about(one), personal(one)))),
        one.name,
        one.where,
        "、".join(one.made) or one.left or one.about,
        one.other,
        stamps(shown),
    )


def compared(one: Reviewed) -> Wording:
    """What an item is to the library, and what was decided of it before; nothing where it makes no clause."""
    lines, reason = one.match.decided
    before = Wording(f"{GIVEN_UP}（{lines}：{reason}）", f"{DROPPED} before ({lines}: {reason})")
    if one.match.decision == DROPPED:
        return before
    said = _compared(one)
    if not lines:
        return said
    return Wording(f"{said.zh}；别处同样的一句{before.zh}", f"{said.en}; elsewhere {before.en}")


def _compared(one: Reviewed) -> Wording:
    if not one.other:
        return Wording("新的", "new") if one.made else Wording("", "")
    said = _MATCH[one.match.decision]
    difference = f"：{one.match.difference.zh}" if one.match.decision == "near" else ""
    return Wording(f"{said}“{one.says}”（{one.other}）{difference}", f"{one.match.decision} {one.other}")


def about(one: Reviewed) -> str:
    """Which work activities a duty may be about, how sure that is and why."""
    said = "、".join(
        f"{each.activity.title}（{round(each.confidence * 100)}%，{each.reason.zh}）" for each in one.activities
    )
    asked = "工作事项拟为" if said and one.activities[0].is_sure else "工作事项可能是"
    return f"{asked} {said}" if said else ""


def personal(one: Reviewed) -> str:
    """That there are numbers of people in the lines."""
    return f"含{'、'.join(one.personal)}，这里不显示" if one.personal else ""
