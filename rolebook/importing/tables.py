"""The rows of a table: which holds the headings, whom a row is about, and which cells are what it says."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from rolebook.importing.cards import card_fields
from rolebook.importing.columns import about, column, is_column_word, is_header
from rolebook.importing.fields_in_rows import is_label, kind_of_label, labels_in
from rolebook.importing.marks import Mark
from rolebook.importing.paragraphs import NUMBER_CELL
from rolebook.importing.pieces import Piece
from rolebook.importing.section_words import announced, is_section_word

_MOST_ABOVE = 3
"""Rows that may stand between the beginning of a table and its headings."""
_SANCTIONS = frozenset({"penalty", "reward", "mixed"})
_LEAST_ROWS, _SHORT_CELL, _FEW = 4, 12, 2
_OF_WHOM = re.compile(r"[\u3400-\u9fff]{2,8}(?:人员|岗|工|员|师|长|经理|主管)")
_SCORED = re.compile(r"[扣加减]\s*\d+(?:\.\d+)?\s*分")
_POINTS = re.compile(r"\d\s*分(?!钟)")
_MEASURED = re.compile("指标|权重|目标|分值|得分|周期|公式")
_SUM = re.compile(r"\d\s*元")
_ENFORCES = re.compile(
    "(?:责任|执行|实施|考核|检查|监督|监管|稽查|处罚|主管|归口|管理)(?:部门|单位|科室)|(?:执行|考核|检查|监督)人"
)
"""What a column of penalties or rewards is called that says who sees to them, and not whom they are for."""
_FIGURE = re.compile(r"[-+－＋]?\d+(?:-\d+)?|扣\d+分")
_OF_POSTS = frozenset({"owner", "number", "content", "group", ""})
"""What the columns hold of a table with a row a role: `岗位 | 职级 | 汇报对象 | 编制`."""
_OF_POST = _OF_POSTS | {"duty", "qualification", "rule"}
"""What they hold where a row says all that there is to say of a post."""
_ANYBODY = re.compile("(?:责任)?(?:本人|当事人|责任人|当班人)员?|(?:全体|所有)?(?:员工|人员)")
"""A cell below 责任人 that names no role."""
_ORDINAL = re.compile("[一二三四五六七八九十]{1,3}[、.]?")
"""The number of a row that heads those below it: `一 | | 现场服务`."""
_FORM = 2
"""Columns of a form with headings of its own, such as 项目 and 内容."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it is read.

    Attributes:
        piece: with the text that is left of it: the content cells, joined by a blank.
        what: `header`, `group` (a row that heads those below it), `field` or `row`.
        owner: the role or department that a cell names, "" where none does.
        category: what a merged or repeated cell says of several rows: 卫生.
        about: what the row is: penalty, reward, mixed, indicator, qualification, duty, rule, fact, summary; "" unknown.

    """

    piece: Piece
    what: str
    owner: str = ""
    category: str = ""
    about: str = ""
    headings: tuple[str, ...] = ()
    """The headings of the columns of the cells that are left."""


def rows_of(pieces: Sequence[Piece]) -> Iterator[Row]:
    """The rows of tables, in order: of pieces that are rows."""
    for _, rows in groupby(pieces, key=lambda piece: (piece.block.table, not piece.block.cells)):
        yield from _table(list(rows))


def _table(rows: list[Piece]) -> Iterator[Row]:
    kinds: list[str] = []
    heads: list[str] = []
    categories: set[int] = set()
    was_header, was_group, owner = False, False, ""
    above = _above(rows)
    if not above and not is_header(_cells(rows[0])):
        kinds, heads = _by_their_cells([_cells(piece) for piece in rows])
    for place, row in enumerate(rows):
        piece = _of_group(row) if kinds[:1] == ["number"] else row
        cells = _cells(piece)
        if fields := card_fields(piece, rows[place + 1] if place + 1 < len(rows) else None):
            kinds, heads, categories, owner = [], [], set(), ""
            was_header = was_group = False
            yield Row(_with(piece, fields), "field", about=kind_of_label(fields[0]))
            continue
        distinct = list(dict.fromkeys(cell for cell in cells if cell))
        if place < above:
            yield Row(_with(piece, distinct), "field" if labels_in(piece.text) else "outside", about="fact")
            continue
        may_head = place == above or cells[:1] == heads[:1] or was_group or (not was_header and _is_apart(rows, place))
        is_headed = is_header(cells) or (place == 0 and (_is_underlined(rows) or _names_columns(rows)))
        was_header = may_head and len(distinct) > 1 and piece.mark is None and is_headed
        if was_header:
            kinds, heads = _kinds(cells, rows[place + 1 :]), cells
            categories = _categories(kinds, rows[place + 1 :])
            owner = ""
            yield Row(_with(piece, [cell for cell in cells if cell]), "header", about=about(kinds))
            continue
        was_group = len(distinct) == 1 and len(cells) > 1
        if was_group:
            named = announced(distinct[0])
            is_other = about(kinds) in _SANCTIONS and named not in _SANCTIONS  # its columns say more than 工作任务 does
            yield Row(_with(piece, distinct), "group", about="" if is_other else named)
            continue
        numbered = _numbered(piece, kinds)
        made = _row(numbered, _cells(numbered), (kinds, heads), categories)
        is_anybody = any(kind == "owner" and _ANYBODY.fullmatch(cell) for kind, cell in zip(kinds, cells, strict=False))
        owner = "" if is_anybody else made.owner or owner
        yield replace(made, owner=owner)


def _of_group(piece: Piece) -> Piece:
    """A row that is nothing but a heading and its number, with the number apart: `一 | | 现场服务` among 1, 2, 3."""
    filled = [at for at, cell in enumerate(_cells(piece)) if cell]
    is_one = len(filled) == _FORM and _ORDINAL.fullmatch(piece.cells[filled[0]].strip())
    return _numbered(piece, [*[""] * filled[0], "number"]) if is_one else piece


def _above(rows: Sequence[Piece]) -> int:
    """How many rows stand above the headings of a table: who made it and when, `制表：人事部 | 2025-06-01`."""
    for place, piece in enumerate(rows[: _MOST_ABOVE + 1]):
        filled = [cell for cell in _cells(piece) if cell]
        if is_header(filled):
            return place if len(filled) > _FORM and all(map(is_column_word, filled)) else 0
        if piece.mark or is_label(filled[0]) or is_section_word(filled[0]):
            return 0
    return 0


def _by_their_cells(rows: Sequence[Sequence[str]]) -> tuple[list[str], list[str]]:
    """What the columns of a table without headings hold, and what they might be called; nothing of other tables.

    A column in which a few names take turns says whom a row is about. With a column of bare figures and one that says
    what points are taken for, the rows are scored: the words before the figure are what the score is for.
    """
    whole = [row for row in rows if len(set(filter(None, row))) > 1]  # no row that heads others
    if len(whole) < _LEAST_ROWS or len({len(row) for row in whole}) > 1:
        return [], []
    columns = list(zip(*whole, strict=True))
    kinds, heads = [""] * len(columns), [""] * len(columns)
    for at, cells in enumerate(columns):
        if all(map(_OF_WHOM.fullmatch, cells)) and len(set(cells)) * 2 <= len(cells):
            kinds[at] = "owner"
    scoring = _scoring(columns, _SCORED) or _scoring(columns, _POINTS)
    figures = [at for at, cells in enumerate(columns) if at and all(cell.isdigit() for cell in cells)]
    if len(scoring) != 1 or len(figures) != 1:
        return (kinds, heads) if any(kinds) else ([], [])
    kinds[scoring[0]] = kinds[figures[0]] = "indicator"
    heads = ["类别" if max(map(len, cells)) <= _SHORT_CELL else "说明" for cells in columns]
    heads[scoring[0]], heads[figures[0]] = "评分", "分值"
    beside = figures[0] - 1
    is_said = max(map(len, columns[beside])) > _SHORT_CELL  # what is to be done, with its name further on the left
    heads[0 if is_said and scoring[0] and len(set(columns[0])) == len(whole) else beside] = "项目"
    return kinds, heads


def _scoring(columns: Sequence[Sequence[str]], points: re.Pattern[str]) -> list[int]:
    """The columns more than two thirds of whose cells speak of points."""
    found = [sum(points.search(cell) is not None for cell in cells) for cells in columns]
    return [at for at, number in enumerate(found) if number * 3 > len(columns[at]) * 2]


def _kinds(heads: Sequence[str], rows: Sequence[Piece]) -> list[str]:
    """What each column holds. Of 考核事项 and 考核标准 the cells say it: sums of money are penalties and rewards."""
    kinds = [column(head) for head in heads]
    below = [" ".join(row.cells) for row in rows if len({cell for cell in row.cells if cell.strip()}) > 1]
    counted = [at for at, head in enumerate(heads) if at and re.fullmatch("标准|金额", head)]
    figures = [[cell for row in rows for cell in row.cells[at : at + 1] if cell] for at in counted]
    has_sums = sum(_SUM.search(said) is not None for said in below) * 2 > len(below)
    has_sums = has_sums or any(sum(map(bool, map(_FIGURE.fullmatch, of))) * 2 > len(of) for of in figures)
    if has_sums and about(kinds) == "indicator" and not any(map(_MEASURED.search, heads)):
        return ["mixed" if kind == "indicator" else kind for kind in kinds]
    if about(kinds) in _SANCTIONS:
        kinds = ["by" if _ENFORCES.fullmatch(head) else kind for head, kind in zip(heads, kinds, strict=True)]
    facts = [kind_of_label(head) == "fact" for head in heads]
    named = next((at for at, head in enumerate(heads) if facts[at] and re.search("岗|职位|职务", head)), -1)
    if "owner" in kinds and sum(facts) > _FORM and set(kinds) <= _OF_POSTS:
        return ["owner" if at == named else "fact" if is_one else kinds[at] for at, is_one in enumerate(facts)]
    if named >= 0 and kinds[named] == "owner" and sum(facts) > _FORM - 1 and _is_of_posts(kinds, named, rows):
        return ["owner" if at == named else "number" if one == "number" else "fact" for at, one in enumerate(kinds)]
    return kinds


def _is_of_posts(kinds: Sequence[str], named: int, rows: Sequence[Piece]) -> bool:
    """Whether each row is all that is said of one post: its duties, who may have it, and facts such as how many."""
    titles = [row.cells[named] for row in rows if named < len(row.cells) and row.cells[named].strip()]
    says_all = "duty" in kinds and not {"qualification", "rule"}.isdisjoint(kinds)
    return says_all and set(kinds) <= _OF_POST and len(set(titles)) == len(titles) > 1


def _numbered(piece: Piece, kinds: Sequence[str]) -> Piece:
    """A row with the number that stands in the column for it, where that is not the first: `前台 | 4.5 | …`."""
    place = next((at for at, kind in enumerate(kinds) if kind == "number"), len(piece.cells))
    if piece.mark or place >= len(piece.cells) or not NUMBER_CELL.fullmatch(piece.cells[place]):
        return piece
    cells = (*piece.cells[:place], "", *piece.cells[place + 1 :])
    return replace(piece, mark=Mark("cell", 0, piece.cells[place]), cells=cells)


def _is_underlined(rows: Sequence[Piece]) -> bool:
    """Whether something parts the first row from the others, as in Markdown, and they are no fields of a form."""
    has_values = any(re.search(r"\d", cell) for cell in rows[0].cells)
    return (
        len(rows) > 1
        and _is_apart(rows, 1)
        and not has_values
        and not any(is_label(row.cells[0]) for row in rows[1:] if row.cells)
    )


def _names_columns(rows: Sequence[Piece]) -> bool:
    """Whether a first row is half of labels, and no row below begins with one: `岗位 | 风险 | 责任人 | 措施`."""
    cells = [cell for cell in _cells(rows[0]) if cell]
    begins = (next((cell for cell in _cells(row) if cell), "") for row in rows[1:])
    is_row = len(cells) > _FEW and sum(map(is_label, cells)) * 2 >= len(cells) and max(map(len, cells)) <= _SHORT_CELL
    return is_row and len(rows) > _FEW and not any(is_label(cell) or is_section_word(cell) for cell in begins)


def _is_apart(rows: Sequence[Piece], place: int) -> bool:
    """Whether something stands between a row and the one before it, so that another table may begin."""
    return rows[place].first - rows[place - 1].last > 1


def _cells(piece: Piece) -> list[str]:
    return [" ".join(cell.split()) for cell in piece.cells]


def _row(piece: Piece, cells: list[str], header: tuple[Sequence[str], Sequence[str]], categories: set[int]) -> Row:
    kinds, heads = header
    first = next((cell for cell in cells if cell), "")
    is_form = not kinds or (about(kinds) in {"", "rule"} and len(cells) <= _FORM)
    if is_form and (field := _field(piece, cells, first)):
        return field
    owner = category = ""
    content: list[str] = []
    above: list[str] = []
    for place, cell in enumerate(cells):
        kind = kinds[place] if place < len(kinds) else ""
        merged = place < len(piece.block.cells) and piece.block.cells[place].continued
        if kind == "owner" and cell:
            owner = "" if _ANYBODY.fullmatch(cell) else cell
        if kind == "by" or (kind == "owner" and cell and "fact" not in kinds):
            pass
        elif cell and (place in categories or (merged and place < len(cells) - 1)):
            category = cell
        elif cell:
            content.append(cell)
            above.append(heads[place] if place < len(heads) else "")
    if not content:
        content, above = [cell for cell in cells if cell], []
    return Row(_with(piece, content), "row", owner, category, about(kinds), tuple(above) if any(above) else ())


def _field(piece: Piece, cells: list[str], first: str) -> Row | None:
    """A row of a form: a label and its value, perhaps twice; or the word of a section and what belongs to it."""
    filled = list(dict.fromkeys(cell for cell in cells if cell))
    if (is_label(first) or kind_of_label(first)) and len(filled) <= 8:
        return Row(_with(piece, filled), "field", about=kind_of_label(first))
    if is_section_word(first) and len(filled) > 1:
        return Row(_with(piece, filled[1:]), "row", category=first, about=announced(first))
    return None


def _categories(kinds: Sequence[str], rows: Sequence[Piece]) -> set[int]:
    """The columns whose cells say of several rows what sort they are: merged, or the same in neighbouring rows."""
    found = set()
    for place, kind in enumerate(kinds):
        if kind != "group" or place > 1:
            continue
        values = [piece.cells[place] for piece in rows if place < len(piece.cells)]
        if any(one and one == other for one, other in pairwise(values)) or any(not one for one in values[1:]):
            found.add(place)
    return found


def _with(piece: Piece, cells: Sequence[str]) -> Piece:
    return replace(piece, text=" ".join(filter(None, cells)), cells=tuple(cells))
