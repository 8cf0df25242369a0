"""The form as a workbook: a sheet a post, one for rules and penalties, hidden ones for drop-downs and the baseline."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rolebook.exports.workbook import NOT_XML, CellTooLong, dated, fits
from rolebook.importing.form.layout import (
    BASELINE,
    CODES,
    DECISION,
    EVERY,
    FACTS,
    GUIDE,
    ID,
    LISTS,
    MARK,
    MEASURES,
    OF_DEPARTMENTS,
    SORTS,
    SOURCE,
    TABLES,
    TEXT,
    TITLE,
    Column,
)
from rolebook.importing.form.posts import Post, Row, is_no_sentence, post_of
from rolebook.model.entries import Role
from rolebook.model.library import Library

if TYPE_CHECKING:  # it takes a while to load; only what writes a spreadsheet imports it
    from openpyxl.worksheet.worksheet import Worksheet

_POSTS = 5
"""Blank sheets of a form that is not filled."""
_BLANK_ROWS = {"duties": 15, "qualifications": 10, "indicators": 8}
_BLANK_MEASURES = 40
_WIDTH = 9
"""Columns of the sheet of a post."""
_LABEL, _OPEN = 14, 48
_GREY, _LIGHT = "D9D9D9", "F2F2F2"
_HINT = f"{MARK}：一张表写一个岗位。灰色的格不改；有下拉列表的可以选，也可以另写；一行一条，可以加行。"
_MEASURES_HINT = (
    f"{MARK}：各岗位的制度、奖励和处罚，一行一条。一条有几种处理的，下一行只填处理，不写条文。"
    "已有的条文可以改文字，其中的数字不改。"
)
_DEPARTMENTS_HINT = (
    f"{MARK}：对部门所有岗位都适用的制度、奖励和处罚，一行一条，“适用于”写部门。写法与“{MEASURES}”相同。"
)
_GUIDE = (
    ("1", "一个岗位一张表。不够用时，右键点工作表标签，选“移动或复制”，建立副本。没有用到的表留空。"),
    ("2", "岗位名称必填。部门、级别、上级有下拉列表：列表里没有的，照本单位的叫法写。"),
    (
        "3",
        "职责、任职资格、考核指标一行一条。选下拉列表里的现成写法，其他格可以不填；写新的一条，请填写同一行的其他格。",
    ),
    (
        "",
        "考核指标的“说明”可以不写：由指标、权重、目标、计算方法和评分标准组成一句。",
    ),
    ("4", "一格里要写几项的（别名、专业、情形、工作时间等），按 Alt+Enter 换行，一行一项。"),
    (
        "5",
        f"制度、奖励和处罚写在“{MEASURES}”表里，“适用于”写岗位名称；全部门适用的写在“{OF_DEPARTMENTS}”表里，写部门。",
    ),
    (
        "6",
        "处罚和奖励请把情形、处理方式、措辞、数额和单位分开填写；没有数额的不填数额。",
    ),
    (
        "示例",
        "条文：第2次迟到的，罚款50元。情形：迟到。处理方式：经济处罚。措辞：罚款50元。数额：50。单位：元。第几次：2。",
    ),
    ("7", "可以加行、删空行、调整顺序；请不要改动栏目名、灰色的标识和出处，不要删除隐藏的工作表。"),
    ("8", "不要填写身份证号、手机号、住址等个人信息；“填表部门”写部门，不写姓名。"),
    ("9", "表里已有内容的，只改要改的格：填表部门、填表日期、修改理由写明是谁、何时、为什么改的；没有改的格不起作用。"),
    ("10", "填好后交人力资源部，由他们运行 import 读入。读不出的格会逐个指出。"),
)


def workbook(library: Library, roles: Sequence[Role] = ()) -> bytes:
    """The form, filled with roles of the library and their ids, or blank. The same bytes for the same library.

    Raises CellTooLong.
    """
    from openpyxl import Workbook

    posts = [post_of(library, role) for role in roles]
    book: Any = Workbook()
    _guide(book.active)
    departments = [library.departments[id_] for id_ in dict.fromkeys(role.department for role in roles)]
    of_departments = [post_of(library, department) for department in departments]
    used = {GUIDE, MEASURES, OF_DEPARTMENTS, LISTS, BASELINE}
    for number in range(len(posts) or _POSTS):
        post = posts[number] if posts else None
        sheet = book.create_sheet(_sheet_title(post.title if post else f"岗位{number + 1}", used))
        _post(sheet, post)
    _measures(book.create_sheet(MEASURES), posts, _MEASURES_HINT)
    _measures(book.create_sheet(OF_DEPARTMENTS), of_departments, _DEPARTMENTS_HINT)
    _lists(book, library, [*posts, *of_departments])
    _baseline(book.create_sheet(BASELINE), posts, of_departments)
    book.active = 1
    return dated(book, library.settings.date)


def _sheet_title(title: str, used: set[str]) -> str:
    """A title for the sheet of a post: Excel takes 31 characters, some not at all, and no title twice."""
    plain = "".join("_" if char in "[]:*?/\\'" else char for char in title)[:28] or "岗位"
    found = next(name for name in (plain, *(f"{plain}{number}" for number in range(2, 10_000))) if name not in used)
    used.add(found)
    return found


def _put(sheet: "Worksheet", place: tuple[int, int], text: str, *, grey: str = "", bold: bool = False) -> None:
    """A cell of text, which is never a formula; it keeps what is typed in it as text too."""
    cell: Any = sheet.cell(*place)
    if not fits(text):
        raise CellTooLong(f"{sheet.title}!{cell.coordinate}", "form.xlsx")
    if text:
        cell.value = NOT_XML.sub("", text)
        cell.data_type = "s"
    book: Any = sheet.parent
    name = f"岗位信息 {_SHADES[grey]}{'加粗' if bold else ''}"
    if name not in book.named_styles:
        book.add_named_style(_look(name, grey, bold=bold))
    cell.style = name


_SHADES = {_GREY: "深灰", _LIGHT: "浅灰", "": "白"}


def _look(name: str, grey: str, *, bold: bool) -> Any:
    """How cells look, under a name: a form has thousands of them, and each look is made once."""
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    edge = Side(style="thin", color="BFBFBF")
    return NamedStyle(
        name,
        font=Font(bold=bold, color="595959" if grey and not bold else "000000"),
        fill=PatternFill("solid", fgColor=grey) if grey else PatternFill(),
        border=Border(edge, edge, edge, edge),
        alignment=Alignment(vertical="top", wrap_text=True),
        number_format="@",
    )


def _head(sheet: "Worksheet", title: str, hint: str, columns: int) -> None:
    from openpyxl.styles import Alignment, Font

    for row, text in ((1, title), (2, hint)):
        cell: Any = sheet.cell(row, 1, text)
        cell.alignment = Alignment(horizontal="center" if row == 1 else "left", vertical="center", wrap_text=True)
        cell.font = Font(bold=row == 1, size=16 if row == 1 else 9)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
        sheet.row_dimensions[row].height = 28


def _printed(sheet: "Worksheet", *, landscape: bool) -> None:
    page: Any = sheet.page_setup
    page.orientation = "landscape" if landscape else "portrait"
    page.paperSize = 9  # A4
    page.fitToWidth, page.fitToHeight = 1, 0
    setup: Any = sheet.sheet_properties
    from openpyxl.worksheet.properties import PageSetupProperties

    setup.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer: Any = sheet.oddFooter
    footer.center.text = "&A　第 &P 页，共 &N 页"
    margins: Any = sheet.page_margins
    margins.left = margins.right = 0.4


def _guide(sheet: "Worksheet") -> None:
    sheet.title = GUIDE
    _head(sheet, GUIDE, _HINT, 2)
    for number, (mark, text) in enumerate(_GUIDE, 3):
        _put(sheet, (number, 1), mark)
        _put(sheet, (number, 2), text)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 6, 90
    _printed(sheet, landscape=False)


def _post(sheet: "Worksheet", post: Post | None) -> None:
    from openpyxl.utils import get_column_letter

    _head(sheet, TITLE, _HINT, _WIDTH)
    row = 3
    for column in (*FACTS, *DECISION):
        if post is None and column.key in {ID, "reason"}:
            continue
        text = post.facts.get(column.key) if post else ""
        _put(sheet, (row, 1), column.heading, grey=_GREY, bold=True)
        for place in range(2, _WIDTH + 1):
            _put(sheet, (row, place), text if place == 2 else "", grey=_LIGHT if column.adopted else "")
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=_WIDTH)
        sheet.row_dimensions[row].height = max(18, 15 * sum(1 + len(line) // 70 for line in text.split("\n")))
        _choose(sheet, column, f"B{row}")
        row += 1
    for key, (heading, columns) in TABLES.items():
        _put(sheet, (row, 1), heading, grey=_GREY, bold=True)
        for place in range(2, _WIDTH + 1):
            _put(sheet, (row, place), "", grey=_GREY)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=_WIDTH)
        rows = post.tables[key] if post else []
        row = _table(sheet, row + 1, columns, rows, _BLANK_ROWS[key] if post is None else 5)
    widths = [
        _LABEL,
        _OPEN,
        *(max(columns[at].width for _, columns in TABLES.values() if at < len(columns)) for at in range(2, _WIDTH)),
    ]
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "1:1"
    _printed(sheet, landscape=True)


def _table(sheet: "Worksheet", row: int, columns: Sequence[Column], rows: Iterable[Row], blank: int) -> int:
    """A table from `row` on; the row below it."""
    from openpyxl.utils import get_column_letter

    for place, column in enumerate(columns, 1):
        _put(sheet, (row, place), column.heading, grey=_LIGHT, bold=True)
    first = row = row + 1
    for one in (*(flat for each in rows for flat in (each, *each.more)), *(Row({}) for _ in range(blank))):
        for place, column in enumerate(columns, 1):
            is_fixed = one.id and (column.adopted or (is_no_sentence(one.get(TEXT)) and column.key != "owner"))
            is_ours = not one.cells and column.key in {ID, SOURCE}
            _put(sheet, (row, place), one.get(column.key), grey=_LIGHT if is_fixed or is_ours else "")
        row += 1
    for place, column in enumerate(columns, 1):
        letter = get_column_letter(place)
        _choose(sheet, column, f"{letter}{first}:{letter}{row - 1}")
    return row


def _choose(sheet: "Worksheet", column: Column, place: str) -> None:
    """A drop-down of a list; anything else may be written too, since `import` says of each cell what it cannot read.

    Where the list has all that can be read, as of codes, who writes something else is asked whether that is meant.
    """
    from openpyxl.worksheet.datavalidation import DataValidation

    if column.choices:
        choice = DataValidation(
            "list",
            formula1=f"{column.choices}清单",
            allow_blank=True,
            showErrorMessage=column.type == "code",
            errorStyle="warning",
            errorTitle=column.heading,
            error="下拉列表里没有这个写法，导入时可能读不出。",
        )
        choice.add(place)
        sheet.add_data_validation(choice)


def _measures(sheet: "Worksheet", posts: Sequence[Post], hint: str) -> None:
    from openpyxl.utils import get_column_letter

    columns = EVERY["penalties"]
    top = 3
    _head(sheet, sheet.title, hint, len(columns))
    if sheet.title == OF_DEPARTMENTS:
        columns = tuple(replace(one, choices="部门") if one.key == "owner" else one for one in columns)
        for column in DECISION if posts else ():
            _put(sheet, (top, 1), column.heading, grey=_GREY, bold=True)
            _put(sheet, (top, 2), "")
            sheet.merge_cells(start_row=top, start_column=2, end_row=top, end_column=4)
            top += 1
    rows = [row for post in posts for key in SORTS for row in post.tables[key]]
    _table(sheet, top, columns, rows, 10 if posts else _BLANK_MEASURES)
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.freeze_panes = f"E{top + 1}"
    sheet.print_title_rows = f"1:{top}"
    _printed(sheet, landscape=True)


def _lists(book: Any, library: Library, posts: Sequence[Post]) -> None:
    """What the drop-downs offer, a column a list, each with a name that the sheets refer to."""
    from openpyxl.utils import get_column_letter
    from openpyxl.workbook.defined_name import DefinedName

    sheet = book.create_sheet(LISTS)
    sheet.sheet_state = "hidden"
    roles = [role.title for role in library.roles.values() if role.status != "retired"]
    departments = [department.title for department in library.departments.values()]
    in_use = [clause for clause in library.clauses.values() if library.in_use(clause)]
    texts = {kind: [one.text for one in in_use if one.kind == kind] for kind in ("duty", "qualification", "indicator")}
    lists = {
        "部门": departments,
        "行业": [term.label for term in library.taxonomy.industries],
        "级别": [term.label for term in library.taxonomy.levels],
        "主题": [term.label for term in library.taxonomy.themes],
        "岗位": roles,
        "适用于": [*(post.title for post in posts), *([] if posts else [*roles, *departments])],
        "事项": [one.title for one in library.activities.values() if not one.retired],
        "职责": texts["duty"],
        "资格": texts["qualification"],
        "指标": texts["indicator"],
        "制度": [rule.title for rule in library.rules.values()],
        "条文": [one.text for one in in_use if one.kind in {"rule", "penalty", "reward"}],
        **{name: list(dict.fromkeys(codes.values())) for name, codes in CODES.items()},
    }
    for place, (name, offered) in enumerate(lists.items(), 1):
        letter = get_column_letter(place)
        _put(sheet, (1, place), name, bold=True)
        for row, text in enumerate(offered, 2):
            cell: Any = sheet.cell(row, place, NOT_XML.sub("", text)[:32_000])
            cell.data_type = "s"
        reference = f"'{LISTS}'!${letter}$2:${letter}${max(2, len(offered) + 1)}"
        book.defined_names[f"{name}清单"] = DefinedName(f"{name}清单", attr_text=reference)


def _baseline(sheet: "Worksheet", posts: Sequence[Post], departments: Sequence[Post]) -> None:
    """What the form says now, cell by cell: role, table, number of the row, further row, column, text.

    A department stands in the place of a role, its title in the table `department`.
    """
    sheet.sheet_state = "hidden"
    row = 1
    _put(sheet, (row, 1), MARK)
    for post in (*posts, *departments):
        entries = [("department" if post in departments else "facts", 0, 0, post.facts)]
        for key, rows in post.tables.items():
            for number, one in enumerate(rows):
                entries += [(key, number, more, each) for more, each in enumerate((one, *one.more))]
        for key, number, more, each in entries:
            for column, text in each.cells.items():
                row += 1
                for place, said in enumerate((post.facts.id, key, str(number), str(more), column, text), 1):
                    cell: Any = sheet.cell(row, place, NOT_XML.sub("", said))
                    cell.data_type = "s"
