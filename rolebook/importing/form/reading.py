"""The form as somebody filled it in: rows by their headings, wherever they have come to stand.

Blank and inserted rows, moved columns, cells merged over several rows, breaks and spaces in a cell are read as what
they mean. A heading that is gone, a cell below none and a second sentence in a cell are told with their cell.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rolebook.importing.blocks import Document
from rolebook.importing.form.faults import Faults, listed, quoted
from rolebook.importing.form.layout import (
    BASELINE,
    CONSEQUENCE,
    DECISION,
    EVERY,
    FACTS,
    GUIDE,
    ID,
    LISTS,
    MARK,
    SORT,
    SOURCE,
    TABLES,
    TEXT,
    Column,
)
from rolebook.importing.form.posts import Post, Row, headings
from rolebook.importing.form.sheets import Line, Sheet, is_of_departments, is_of_measures, lines_of, said, sheets_of
from rolebook.importing.form.values import flat
from rolebook.words.list_marks import without_list_number
from rolebook.words.wording import Wording

_OF_CONSEQUENCE = frozenset(column.key for column in CONSEQUENCE["rules"])
_REPEATED = frozenset({SORT, "owner", "document"})
_HAN = re.compile("[\u3400-\u9fff，。；：、）（]")


@dataclass(slots=True)
class Form:
    """What was filled in.

    Attributes:
        posts: of every sheet of a post that holds something; their rows of rules and penalties stand in `measures`.
        measures: the rows of the sheet of rules and penalties; None where that was deleted. `of_departments`: those of
            the sheet of what holds for departments; `decided`: who says so, when and why.
        baseline: id of a role → what the form said of it when it was written; `departments` the same of these.
        kinds: line of the extracted text → `title`, `heading`, `form` or `site`, of lines that hold no answer.
        faults: what could not be read.

    """

    posts: list[Post]
    measures: list[Row] | None
    of_departments: list[Row] | None
    decided: Row
    baseline: Mapping[str, Post]
    departments: Mapping[str, Post]
    kinds: dict[int, str]
    faults: Faults

    @property
    def every_measure(self) -> list[Row]:
        """The rows of both sheets of rules and penalties."""
        return [*(self.measures or ()), *(self.of_departments or ())]

    @property
    def was(self) -> Mapping[str, Post]:
        """What it said of roles and of departments when it was written."""
        return {**self.baseline, **self.departments}

    @property
    def is_filled(self) -> bool:
        """Whether it was written from roles of the library."""
        return bool(self.baseline) or any(post.facts.id for post in self.posts)


def is_form(document: Document) -> bool:
    """Whether a document is the collection form."""
    return document.format == "xlsx" and any(sheet.mark for sheet in sheets_of(document))


def read_form(document: Document) -> Form:
    """The form, with what is wrong in it."""
    faults = Faults(document.name)
    form = Form([], None, None, Row({}), {}, {}, {}, faults)
    for sheet in sheets_of(document):
        if sheet.title == BASELINE:
            form.baseline, form.departments = _baseline(sheet)
        of_ours = sheet.title in {BASELINE, LISTS, GUIDE}
        form.kinds |= {line: "site" if sheet.hidden else "form" for _, _, line in sheet.rows}
        if of_ours or sheet.hidden:
            continue
        if not sheet.mark:
            if sheet.rows:
                faults.at((sheet.title, 1, 1), _NOT_OURS, _HOW_NOT_OURS)
            continue
        form.kinds |= {line: "heading" for row, _, line in sheet.rows if row == 1}
        if is_of_measures(sheet) and is_of_departments(sheet):
            form.of_departments = [*(form.of_departments or []), *_measures(sheet, form)]
        elif is_of_measures(sheet):
            form.measures = [*(form.measures or []), *_measures(sheet, form)]
        elif post := _post(sheet, form):
            form.posts.append(post)
    first = next((line for line, kind in form.kinds.items() if kind == "heading"), 0)
    form.kinds[first] = "title"
    if not (form.posts or form.every_measure or form.baseline or faults.found):
        faults.at(_first_answer(document), _UNFILLED, _HOW_UNFILLED)
    return form


def _first_answer(document: Document) -> tuple[str, int, int]:
    """The cell in which the form asks for the title of the first post."""
    asked = flat(next(column.heading for column in FACTS if column.key == "title"))
    rows = ((sheet, row) for sheet in sheets_of(document) if sheet.mark for row in sheet.rows)
    found = ((sheet.title, number, _ANSWER) for sheet, (number, cells, _) in rows if flat(cells[0].text) == asked)
    return next(found, (document.name, 1, 1))


_UNFILLED = Wording("采集表还没有填写", "the form is not filled in")
_HOW_UNFILLED = Wording(
    "请从这一格的岗位名称填起，保存后再导入。", "Fill in the title of a post here, save the file and import it again."
)


_NOT_OURS = Wording("这张工作表不是采集表的表格", "this sheet is none of the form")
_HOW_NOT_OURS = Wording(
    f"请删除它，或移到另一个文件。如果它原是采集表，请撤销对第二行“{MARK}…”的改动。",
    "Delete it or move it to another file. If it was a sheet of the form, undo the change of its second row.",
)


def _post(sheet: Sheet, form: Form) -> Post | None:
    """What a sheet says of a post; None where nobody filled it in."""
    facts = Row({}, sheet=sheet.title)
    tables: dict[str, list[Row]] = {key: [] for key in EVERY}
    key, columns = "", dict[int, Column | None]()
    by_heading = {flat(heading): key for heading, key in headings().items()}
    labels = {flat(column.heading): column for column in (*FACTS, *DECISION)}
    seen: set[str] = set()
    for line in lines_of(sheet):
        seen.add(line.label)
        if line.label in by_heading and len(line.filled) == 1:
            key, columns = by_heading[line.label], {}
            form.kinds[line.line] = "heading"
        elif key and not columns:
            columns = _columns(line, TABLES[key][1], form.faults)
        elif key:
            if row := _row(line, columns, form.faults):
                _take(tables[key], row, key, form)
        elif line.label in labels:
            _fact(line, labels[line.label], facts, form)
        else:
            text = quoted(line.filled[line.place[2]][0])
            message = Wording(f"“{text}”不是采集表的一栏", f"'{text}' is no row of the form")
            form.faults.at(line.place, message, _HOW_LABEL)
    is_filled = bool(facts.cells or any(tables.values()))
    asked = [one.heading for one in FACTS[1:]] + [heading for heading, _ in TABLES.values()]
    lost = listed([heading for heading in asked if flat(heading) not in seen])
    if lost and is_filled:
        form.faults.at((sheet.title, 1, 1), Wording(f"缺少“{lost}”", f"'{lost}' is missing"), _HOW_LABEL)
    return Post(facts, tables) if is_filled else None


_HOW_LABEL = Wording(
    "请把第一列的栏目名改回原样：岗位信息在上，然后依次是岗位职责、任职资格、考核指标。",
    "Write the names in the first column as they were in the form.",
)


def _fact(line: Line, column: Column, facts: Row, form: Form) -> None:
    answers = [(place, text) for place, (text, _) in line.filled.items() if place > 1]
    if not answers:
        facts.blanks[column.key] = (line.number, _ANSWER)
        return
    if column.key in facts.cells:
        message = Wording(f"“{column.heading}”写了两次", f"'{column.heading}' stands twice")
        form.faults.at(line.place, message, Wording("请只留一行。", "Keep one row."))
        return
    if len(answers) > 1:
        message = Wording("这一栏右边还有内容", "there is more to the right")
        hint = Wording("请把内容都写在 B 列的一格里。", "Write all of it in column B.")
        form.faults.at(line.at(answers[1][0]), message, hint)
    place, text = answers[0]
    facts.cells[column.key] = text if column.type in _BY_LINE else _joined(text)
    facts.places[column.key] = (line.number, place)
    facts.lines.append(line.line)
    form.kinds.pop(line.line, None)


_ANSWER = 2
"""The column in which facts are answered."""
_BY_LINE = frozenset({"texts", "activities"})
"""Types of columns in which a line is one entry."""


def _columns(line: Line, wanted: Sequence[Column], faults: Faults) -> dict[int, Column | None]:
    """Place → column, of a row of headings; None below what is no heading, which is told once."""
    by_heading = {flat(column.heading): column for column in wanted}
    found: dict[int, Column | None] = {}
    for place, (text, _) in line.filled.items():
        column, name = by_heading.get(flat(text)), quoted(text)
        if column is None:
            left = listed([one.heading for one in wanted if one not in found.values()])
            hint = Wording(f"请改回原来的栏目名：{left}。", f"Write the heading as it was: {left}.")
            message = Wording(f"栏目名“{name}”不认识", f"'{name}' is no heading of the form")
            faults.at(line.at(place), message, hint)
        elif column in found.values():
            message = Wording(f"栏目“{name}”有两列", f"the heading '{name}' stands twice")
            faults.at(line.at(place), message, Wording("请只留一列。", "Keep one column."))
            column = None
        found[place] = column
    missing = listed([one.heading for one in wanted if one not in found.values()])
    if missing and None not in found.values():
        hint = Wording(
            "请撤销删列，或从空白的采集表复制这一列的栏目名。",
            "Undo the deletion, or copy the heading from a blank form.",
        )
        faults.at(line.place, Wording(f"缺少栏目“{missing}”", f"the columns '{missing}' are missing"), hint)
    return found


def _row(line: Line, columns: Mapping[int, Column | None], faults: Faults) -> Row | None:
    """A row of a table; None where all of it goes on from above."""
    if all(goes_on for _, goes_on in line.filled.values()):
        return None
    row = Row({}, sheet=line.sheet, lines=[line.line])
    asked = {place: column for place, column in columns.items() if column}
    row.blanks = {column.key: (line.number, place) for place, column in asked.items() if place not in line.filled}
    for place, (text, goes_on) in line.filled.items():
        column = asked.get(place)
        if column is None and place in columns:
            continue
        if column is None:
            message = Wording(f"“{quoted(text)}”所在的列没有栏目名", "this column has no heading")
            hint = Wording("请把内容移到有栏目名的列里，或删除。", "Move it below a heading, or delete it.")
            faults.at(line.at(place), message, hint)
        elif goes_on and column.key in {TEXT, ID, SOURCE}:
            row.blanks[column.key] = (line.number, place)
        else:
            row.cells[column.key] = text if column.type in _BY_LINE else _joined(text)
            row.places[column.key] = (line.number, place)
            if column.key == TEXT and _holds_list(text):
                hint = Wording("请一行写一条，不够时插入行。", "Write one a row; insert rows.")
                faults.of(row, TEXT, Wording("一格里写了几条", "one cell holds several sentences"), hint)
    return row


def _joined(text: str) -> str:
    """The lines of a cell as one text: a break between Han is no space."""
    found = ""
    for line in text.split("\n"):
        is_han = found and _HAN.fullmatch(found[-1]) and _HAN.match(line)
        found += line if not found or is_han else f" {line}"
    return found


def _holds_list(text: str) -> bool:
    """Whether several lines of a cell have list numbers."""
    return sum(without_list_number(line) != line for line in text.split("\n")) > 1


def _take(rows: list[Row], row: Row, key: str, form: Form) -> None:
    """A row of the table of a post."""
    if key == "indicators" and not row.id and not row.get(TEXT) and row.get("name"):
        row.cells[TEXT] = _of_indicator(row)
    if not row.get(TEXT) and not row.asks(TEXT):
        return  # its heading is told
    if not row.get(TEXT):
        asked = next(column.heading for column in EVERY[key] if column.key == TEXT)
        hint = Wording("请在这一行写出句子，或清空整行。", "Write the sentence in this row, or clear the row.")
        form.faults.of(row, TEXT, Wording(f"这一行没有写“{asked}”", "this row has no sentence"), hint)
        return
    rows.append(row)
    form.kinds.pop(row.lines[0], None)


def _of_indicator(row: Row) -> str:
    """The sentence of an indicator that is filled in cell by cell: what it is, its share, its target and its points."""
    share, target = row.get("weight").removesuffix("%").removesuffix("％"), row.get("target")
    parts = [
        row.get("name"),
        share and f"权重{share}%",
        target and f"目标{target}",
        row.get("measure"),
        row.get("scoring"),
    ]
    return "，".join(part.strip("，。； ") for part in parts if part)


def _measures(sheet: Sheet, form: Form) -> Iterator[Row]:
    columns: dict[int, Column | None] = {}
    above: Row | None = None
    decided = {flat(column.heading): column for column in DECISION}
    for line in lines_of(sheet):
        if not columns and line.label in decided:
            form.decided.sheet = sheet.title
            _fact(line, decided[line.label], form.decided, form)
        elif not columns:
            columns = _columns(line, EVERY["penalties"], form.faults)
        elif (row := _row(line, columns, form.faults)) is None:
            continue
        elif row.get(TEXT):
            above = row
            form.kinds.pop(line.line, None)
            yield row
        elif above is not None and _goes_on(row, above):
            cells = {key: text for key, text in row.cells.items() if key in _OF_CONSEQUENCE}
            above.more.append(Row(cells, places=row.places, blanks=row.blanks, sheet=line.sheet))
        elif row.asks(TEXT):
            hint = Wording(
                "请写出条文；同一条的另一种处理，只填处理方式到性质的几格。",
                "Write the sentence; a further consequence of the one above fills the cells of the consequence alone.",
            )
            form.faults.of(row, TEXT, Wording("这一行没有写“条文”", "this row has no sentence"), hint)


def _goes_on(row: Row, above: Row) -> bool:
    """Whether a row without a sentence only adds a consequence to the one above, which it may name again."""
    own = {key for key in row.cells if key not in _OF_CONSEQUENCE}
    return bool(row.cells.keys() & _OF_CONSEQUENCE) and all(
        row.get(key) == above.get(key) and key in _REPEATED for key in own
    )


def _baseline(sheet: Sheet) -> tuple[dict[str, Post], dict[str, Post]]:
    """What the form said when it was written, by the ids of its roles, and by those of their departments."""
    found: dict[str, Post] = {}
    departments: set[str] = set()
    for _, cells, _ in sheet.rows[1:]:
        texts = [said(cell) for cell in cells]
        if len(texts) < 6 or not texts[2].isdecimal() or not texts[3].isdecimal():
            continue
        role, key, number, more, column, text = texts[:6]
        post = found.setdefault(role, Post(Row({}), {one: [] for one in EVERY}))
        if key == "department":
            departments.add(role)
        if key in {"facts", "department"}:
            post.facts.cells[column] = text
        elif key in EVERY and int(number) <= len(post.tables[key]):
            rows = post.tables[key]
            if int(number) == len(rows):
                rows.append(Row({}))
            one = rows[int(number)]
            if int(more) > len(one.more):
                one.more.append(Row({}))
            (one.more[int(more) - 1] if int(more) else one).cells[column] = text
    roles = {id_: post for id_, post in found.items() if id_ not in departments}
    return roles, {id_: post for id_, post in found.items() if id_ in departments}
