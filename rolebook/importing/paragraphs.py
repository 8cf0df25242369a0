"""A document's blocks joined to paragraphs: wrapped lines together, and rows, pages and rules told from text."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from rolebook.importing import noise, wraps
from rolebook.importing.blocks import Block, Document
from rolebook.importing.fields_in_rows import is_label, labels_in
from rolebook.importing.flat_row import FlatRow
from rolebook.importing.flat_tables import flat_tables
from rolebook.importing.follow_ups import follow_ups
from rolebook.importing.marks import Mark, mark_of, runs
from rolebook.importing.numbered_rows import numbered_rows
from rolebook.importing.open_lists import OpenLists
from rolebook.importing.pages import bodies_of_lone_marks, is_furniture, numbers_alone, running_heads
from rolebook.importing.section_words import announced, begins_section

_WRAPPED_FORMATS = frozenset({"txt", "md", "pdf"})
"""Formats in which a line is what a program or a hand has made of a paragraph."""
_FEW = 2
"""Cells of a row that may be no row of a table: a number and a text."""
_AROUND = frozenset({"header", "footer", "site"})
"""Parts of a document that a page or site puts round its text."""
_RULE = "———"
"""What a line that says nothing, however long it is, is read as."""
_WRAPPED = 4
"""Lines behind one that begins a list in which its second item begins: the first may be wrapped."""
_MOST_LINES = 60
"""Lines of one paragraph: more were never one sentence."""
_LABEL = 6
"""Characters of a word that heads a few lines."""
_WIDER = 1.5
"""How much wider than a line one is that can be no rest of it: that would have stood on the first as far as it fits."""
_BEGUN = re.compile(r"[，,]\w{1,3}$")
"""`…建立联系，开发`: a clause that has hardly begun."""
_DAYS = re.compile(r"(?:每?周|星期)(?:[一二三四五六日]、)*$")
"""`每周`, `一、`, `三、五下午`: days of the week that look like list marks once they are wrapped."""
_TITLE_END = re.compile(
    r"(?:职责|制度|规定|办法|细则|守则|规范|说明书|标准|条例|流程|规程|责任制|手册|方案|通知|要求|须知|\d+篇"
    r"|[（(][^（）()]*[）)])$"
)
_FORMULA = re.compile(r"[＝=][^，。；]*[×÷*/＋+][^，。；]*[^×÷*/＋+\s（(]$")
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
"""A remark on a line of its own: `（2026年修订，试行）`."""
_PART = re.compile(r"[\u3400-\u9fff]{0,8}(?:职责|任务)\s*(?:篇\s*)?[一二三四五六七八九十\d]{1,2}(?:[：:、\s\u3000]|$)")
"""`职责三　回单与结算`, `岗位职责4：营业厅业务员`."""
_HEADING = 14
_WIDE = re.compile(r"\S {2,}\S")
SCORED = re.compile(
    r"[^：:，。；]{2,30}[：:]\s*+[\u3400-\u9fff]{0,6}\s*+(?:[-－−–+＋]|[扣奖罚减加][\u3400-\u9fff]{0,2})\s*\d+(?:\.\d+)?\s*[分元]"
)
"""`质量缺陷：扣15分 | 安全事故：扣30分`: each has its own sum."""
NUMBER_CELL = re.compile(
    r"[(（]?(?:\d{1,3}(?:[.．]\d{1,2})*|[一二三四五六七八九十]{1,3}|[①-⒛㈠-㈩]|[A-Za-z]|[A-Z]{1,3}-?\d{1,3})[)）、.．，,:：]{0,2}\s?"
    r"|(?:\d{1,3}(?:[.．]\d{1,2})*\s+){1,2}\d{1,3}(?:[.．]\d{1,2})*|第.{1,3}[章节条篇]|[-+＋•·●○■□◆▪➢*]"
)


@dataclass(slots=True)
class Paragraph:
    """One or more blocks that say one thing.

    Attributes:
        block: the first block.
        mark: its list mark.
        text: without the mark, wraps joined.
        starts: the places in the text where its blocks begin, and `indexes`, which blocks these are.
        last: the index of its last block, pages between included.
        what: `text`, `row`, `page`, `separator` or `outside` (what a web site or page puts round the text).
        cells: of a row, without the cell of its number.

    """

    block: Block
    mark: Mark | None
    text: str
    indexes: list[int]
    last: int
    what: str = "text"
    cells: tuple[str, ...] = ()
    starts: list[int] = field(default_factory=lambda: [0])

    def block_at(self, place: int) -> int:
        """The index of the block in which a character of the text stands."""
        return self.indexes[max(0, bisect_right(self.starts, place) - 1)] if place else self.indexes[0]


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """The paragraphs, in order; every block that holds anything lies in one."""
    blocks = [replace(one, text=_RULE, cells=()) if noise.is_filler(one.text) else one for one in document.blocks]
    filled = [index for index, block in enumerate(blocks) if block.line.strip()]
    joiner = _Joiner(blocks, filled) if document.format in _WRAPPED_FORMATS else None
    running = running_heads(blocks, filled)
    alone = numbers_alone(blocks, filled, running)
    lists = OpenLists({**runs((index, blocks[index].text, blocks[index].heading) for index in filled), **alone})
    rows = _flat(blocks, [index for index in filled if not is_furniture(blocks[index].text, running)])
    in_cells = numbered_rows(blocks, filled)
    followed = follow_ups(blocks, [index for index in filled if index not in rows], lists)
    current: Paragraph | None = None
    pages: list[Paragraph] = []
    skip = -1
    for number, index in enumerate(filled):
        if index <= skip:
            continue
        block = _as_text(blocks, filled, number)
        following = blocks[filled[number + 1]] if number + 1 < len(filled) else None
        is_page = not block.cells and index not in rows
        is_page = is_page and (
            is_furniture(block.text, running) or (index not in alone and _is_page(block, following, lists, current))
        )
        if is_page and not (joiner and joiner.is_figure(current, number)):
            pages.append(_outside(index, block))
            continue
        if current and document.format == "md" and _underlines(current, block, index):
            current.block = replace(current.block, heading=1)
            current.last = index
            continue
        if (row := rows.get(index)) or block.cells or block.part in _AROUND or noise.is_separator(block.text):
            yield from _flush(current, pages)
            current = None
            yield row or (
                _as_row(index, block, in_cells.get(index)) if block.cells else _outside(index, document.blocks[index])
            )
            skip = row.last if row else skip
            continue
        ahead = (blocks[one] for one in filled[number + 1 : number + _WRAPPED])
        numbered = next((one for one in ahead if one.text.lstrip()[:1].isdigit()), following)
        mark = lists.mark_of(index, block, numbered)
        belongs = current is not None and current.mark is not None and index in followed
        if current and joiner and (belongs or joiner.goes_on(current, number, mark, lists)):
            _add(current, index, block, parted=belongs)
            pages.clear()
            continue
        yield from _flush(current, pages)
        if current:
            lists.see_end(current.mark, current.text)
        lists.see(mark)
        text = block.text[mark.end :] if mark and not block.number else block.text
        current = Paragraph(block, mark, text.strip(), [index], index)
    yield from _flush(current, pages)


def _flush(current: Paragraph | None, pages: list[Paragraph]) -> Iterator[Paragraph]:
    if current:
        yield current
    yield from pages
    pages.clear()


def _add(current: Paragraph, index: int, block: Block, *, parted: bool = False) -> None:
    """The block goes on with the paragraph, behind a blank where it is `parted`; what stands between lies in it."""
    line = block.text.strip()
    whole = f"{current.text} {line}" if parted else wraps.joined(current.text, line) if current.text else line
    current.starts.append(len(whole) - len(line))
    current.indexes.append(index)
    current.text = whole
    current.last = index


class _Joiner:
    """Says of lines whether they go on with the paragraph before them."""

    def __init__(self, blocks: Sequence[Block], filled: Sequence[int]) -> None:
        self._blocks = blocks
        self._filled = filled
        self._full = wraps.full_lines([blocks[index].text for index in filled])
        gaps = [after - before for before, after in pairwise(filled)]
        self._bodies = bodies_of_lone_marks([blocks[index].text for index in filled])
        self._is_double = sum(gap > 1 for gap in gaps) * 10 >= 7 * len(gaps)
        """Whether nearly every line has a blank one behind it, so that a blank line parts nothing."""

    def goes_on(self, current: Paragraph, number: int, mark: Mark | None, lists: OpenLists) -> bool:
        """Whether the line `number` goes on with a paragraph."""
        block = self._blocks[self._filled[number]]
        if block.heading or current.block.heading or len(current.indexes) >= _MOST_LINES:
            return False
        if (
            (number in self._bodies and current.mark is not None)
            or (_DAYS.search(current.text[-12:]) and (mark is None or mark.style == "han"))
            or (mark is None and wraps.counts_on(current.text, block.text))
            or self.is_figure(current, number)
            or wraps.is_fraction(current.text, block.text)
        ):
            return True
        if current.mark and not current.text:  # a number alone on its line
            return mark is None
        if mark:
            return _is_cut_before_number(current.text, mark) and not lists.fits(mark)
        before = bisect_right(self._filled, current.last) - 1
        is_full = self._full[before]
        is_word = len(block.text.strip()) <= _LABEL and block.text.endswith(("：", ":"))
        if _stands_alone(current, block) or (is_word and not is_full):  # `优先：` behind an item without a stop
            return False
        is_open = wraps.is_cut(current.text) or wraps.is_unclosed(current.text) or _BEGUN.search(current.text)
        is_wider = len(block.text.strip()) > _WIDER * len(self._blocks[current.indexes[-1]].text.strip())
        is_new = is_wider and current.mark is not None and not is_open
        is_at_page = number - before > 1  # a page's number is no blank line
        text = wraps.Before(
            current.text,
            is_full=is_full,
            is_marked=current.mark is not None,
            siblings_end=lists.siblings_end(current.mark),
            goes_full=self._full[number] or wraps.ends_sentence(block.text),
            is_at_page=is_at_page,
            is_between=current.mark is not None and self._is_next(current.mark, number + 1),
            is_apart=not (is_at_page or self._is_double) and self._filled[number] - current.last > 1,
        )
        return not is_new and text.goes_on(block.text)

    def is_figure(self, current: Paragraph | None, number: int) -> bool:
        """Whether a number alone on its line is a figure of the sentence before it."""
        line, *behind = (self._blocks[index].text for index in self._filled[number : number + 2])
        return current is not None and noise.lone_number(line) is not None and wraps.is_counted(current.text, behind)

    def _is_next(self, mark: Mark, number: int) -> bool:
        """Whether the line `number` begins with the next mark of a list."""
        other = mark_of(self._blocks[self._filled[number]].text) if number < len(self._filled) else None
        return other is not None and (other.style, other.value) == (mark.style, mark.value + 1)


def _is_cut_before_number(before: str, mark: Mark) -> bool:
    """Whether what looks like a list mark belongs to the sentence before it: a reference, or a figure."""
    if wraps.ends_sentence(before) or mark.style not in {"arabic", "dotted", "article", "han", "letter"}:
        return False
    return wraps.is_unclosed(before) or before.rstrip()[-1] in "，、,的第"


def _stands_alone(current: Paragraph, block: Block) -> bool:
    """Whether the paragraph or the line is something whole: a row of fields, a form, a title."""
    line, above, is_unmarked = block.text.strip(), current.text.strip(), current.mark is None
    is_rest = block.text.endswith("如下：") and not wraps.ends_sentence(current.text)
    is_short = len(block.text) <= _HEADING and block.text.endswith(("：", ":"))
    return bool(
        is_label(block.text)
        or labels_in(block.text)
        or (is_unmarked and labels_in(current.text))
        or block.bold != current.block.bold
        or (_FORMULA.search(current.text) and not re.match(r"[—─＋+×÷(（-]", line))
        or _IN_BRACKETS.fullmatch(current.text)
        or begins_section(block.text)
        or (is_short and not is_rest and announced(block.text))
        or _PART.match(line)
        or (len(current.text) <= 30 and _PART.match(current.text))
        or noise.is_of_site(block.text)
        or (is_unmarked and noise.is_of_site(current.text))
        or noise.is_form(block.text)
        or SCORED.match(line)
        or (_WIDE.search(block.text) and _WIDE.search(current.text))  # columns that were parted by blanks
        or (is_unmarked and len(above) <= 30 and "，" not in above and _TITLE_END.search(above))
    )


# What is no text


def _is_page(block: Block, following: Block | None, lists: OpenLists, current: Paragraph | None) -> bool:
    """Whether a block says which page it is. A number alone is an item's where the list goes on with it."""
    if block.part != "body" or block.number:
        return False
    lone = noise.lone_number(block.text)
    if lone is None:
        return False
    if current and current.text and wraps.is_cut(current.text):
        return True  # a mark of the program that showed the document, in the middle of a sentence
    is_next = lone[0] in {lists.next_number, 1 if lone[1] else 0}
    return not (is_next and following is not None and mark_of(following.text) is None)


def _underlines(current: Paragraph, block: Block, index: int) -> bool:
    """Whether a line of signs makes a heading of the line before it, as in Markdown."""
    return (
        index == current.last + 1
        and len(current.indexes) == 1
        and current.mark is None
        and len(current.text) <= 40
        and not wraps.ends_sentence(current.text)
        and re.fullmatch(r"={3,}|-{3,}", block.text) is not None
    )


def _outside(index: int, block: Block) -> Paragraph:
    text = block.text.strip()
    what = "outside" if block.part in _AROUND else "separator" if noise.is_separator(text) else "page"
    return Paragraph(block, None, text, [index], index, what)


# Rows


def _as_row(index: int, block: Block, begins: Mark | None) -> Paragraph:
    """A row of a table: its number, and its other cells. `begins`: the number that its first cell begins with."""
    cells = [cell.text.strip() for cell in block.cells]
    filled = [place for place, text in enumerate(cells) if text]
    mark = Mark("cell", 0, block.number) if block.number else None
    if mark is None and len(filled) > 1 and filled[0] <= 1 and not block.cells[filled[0]].continued:
        shown = cells[filled[0]]
        if NUMBER_CELL.fullmatch(shown):
            mark = _cell_mark(shown)
            cells[filled[0]] = ""
    if mark is None and begins:
        mark = Mark("cell", begins.value, begins.shown)
        cells[filled[0]] = cells[filled[0]][begins.end :].strip()
    text = "\t".join(cell for cell in cells if cell)
    return Paragraph(block, mark, text, [index], index, "row", tuple(cells))


def _cell_mark(shown: str) -> Mark:
    named = mark_of(shown if shown[-1] in "、.．)）" else f"{shown}、")
    return Mark("cell", named.value if named else 0, shown, path=named.path if named else ())


def _as_text(blocks: Sequence[Block], filled: Sequence[int], number: int) -> Block:
    """The block; a row with one cell as a line of text, and one with a number and one more as an item of a list.

    Unless it heads rows inside a table.
    """
    block = blocks[filled[number]]
    texts = _texts(block)
    fields = "　　".join(texts)
    if len(texts) > 1 and len(labels_in(fields)) >= len(texts):
        return replace(block, cells=(), table=0, text=fields)  # each cell has its own label, and no column a heading
    if not 0 < len(texts) <= _FEW:
        return block
    near = (blocks[filled[at]] for at in (number - 1, number + 1) if 0 <= at < len(filled))
    beside = [(one, _texts(one)) for one in near if one.table == block.table]
    if len(texts) == 1:
        is_inside = len(beside) > 1 and all(_has_columns(other) for _, other in beside)
        is_group = is_inside and not (texts[0].endswith("。") or mark_of(texts[0]))
        return block if is_group else replace(block, cells=(), table=0, text=texts[0])
    if _has_columns(texts) or any(len(other) > _FEW and not one.number for one, other in beside):
        return block
    return replace(block, cells=(), table=0, text=texts[1], number=texts[0])


def _has_columns(texts: Sequence[str]) -> bool:
    """Whether a row has columns: more than a number and a text."""
    return len(texts) > _FEW or (len(texts) == _FEW and not NUMBER_CELL.fullmatch(texts[0]))


def _texts(block: Block) -> list[str]:
    """What the cells of a row hold, a merged one counted once."""
    return list(dict.fromkeys(text for cell in block.cells if (text := cell.text.strip())))


def _flat(blocks: Sequence[Block], filled: Sequence[int]) -> Mapping[int, Paragraph]:
    """Index of a block → the row that begins there, of tables with one cell a line."""
    texts = [
        "" if block.cells or block.number or block.part != "body" else block.text.strip()
        for block in (blocks[index] for index in filled)
    ]
    return {
        filled[row.first]: _row_of_lines(blocks, filled, row, table)
        for table, rows in enumerate(flat_tables(texts), 1)
        for row in rows
    }


def _row_of_lines(blocks: Sequence[Block], filled: Sequence[int], row: FlatRow, table: int) -> Paragraph:
    first = filled[row.first]
    mark, cells = (_cell_mark(row.number), ("", *row.cells)) if row.number else (None, row.cells)
    block = replace(blocks[first], table=-table)  # apart from the tables that the document has
    return Paragraph(block, mark, "\t".join(row.cells), [first], filled[row.last], "row", cells)
