"""Labelled paragraphs as a Word file with automatic numbers: what stands in front of a paragraph is not in its text.

Numbers become automatic where Word can count to them: lists of one level, restarted by `startOverride` where the text
restarts or jumps; outlines whose levels restart by themselves (第3条 with （1）, 2.1 with 2.1.1); chapters by a style.
Others stay typed, as people leave them. Rows are tables with merged cells; the first amount of money was changed from
another one with changes tracked, and a word behind it struck out; header and footer stand outside the body.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import Table
from docx.text.paragraph import Paragraph as WordParagraph

from tests.importing.paragraphs import Paragraph, Span

_HAN = "一二三四五六七八九十"
_BULLETS = "-*+●•※·◆➢"


def _han(text: str) -> int:
    """十二 → 12; up to 99."""
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return _HAN.index(text) + 1
    return (_HAN.index(tens) + 1 if tens else 1) * 10 + (_HAN.index(ones) + 1 if ones else 0)


@dataclass(frozen=True, slots=True)
class Format:
    """A way to number: which typed numbers it stands for, what Word calls it, and its text for level %1."""

    pattern: re.Pattern[str]
    name: str
    value: Callable[[str], int]

    def read(self, number: str) -> tuple[str, int] | None:
        """The level's text, `第%1条`, and the value of a typed number; None of another format."""
        found = self.pattern.fullmatch(number)
        if not found:
            return None
        start, end = found.span(1)
        return f"{number[:start]}%1{number[end:]}", self.value(found[1])


FORMATS = (
    Format(re.compile(r"[(（]?(\d+)[、.．，)）]{1,2}"), "decimal", int),
    Format(re.compile(r"第(\d+)条"), "decimal", int),
    Format(re.compile(rf"[(（]?([{_HAN}]+)[、)）]"), "chineseCounting", _han),
    Format(re.compile(rf"第([{_HAN}]+)[章条节篇]"), "chineseCountingThousand", _han),
    Format(re.compile(r"([①-⑩])"), "decimalEnclosedCircle", lambda text: ord(text) - ord("①") + 1),
    Format(re.compile(r"([⑴-⑽])"), "decimalEnclosedParen", lambda text: ord(text) - ord("⑴") + 1),
    Format(re.compile(r"([A-Z])[、.]"), "upperLetter", lambda text: ord(text) - ord("A") + 1),
    Format(re.compile(r"([a-z])[).]"), "lowerLetter", lambda text: ord(text) - ord("a") + 1),
)
OUTLINES = (
    (("decimal", "第%1条", r"第(\d+)条"), ("decimal", "（%2）", r"（(\d+)）")),
    (("decimal", "%1.", r"(\d+)\."), ("decimal", "%1.%2", r"\d+\.(\d+)"), ("decimal", "%1.%2.%3", r"\d+\.\d+\.(\d+)")),
)
"""Levels: Word's format, the level's text, and the typed number that it stands for."""


@dataclass(slots=True)
class _Numbering:
    """The numbering part of a file, filled as paragraphs come."""

    part: Any
    lists: dict[str, tuple[int, int]] = field(default_factory=dict)
    outline: tuple[int, list[int]] | None = None
    levels: Sequence[tuple[str, str, str]] = ()
    ids: int = 100

    def begin_outline(self, numbers: Sequence[str]) -> None:
        """Choose the outline whose lower level the document uses."""
        for levels in OUTLINES:
            if all(any(re.fullmatch(level[2], number) for number in numbers) for level in levels):
                self.levels = levels
                self.outline = (self.number([level[:2] for level in levels]), [0] * len(levels))
                return

    def place(self, number: str) -> tuple[int, int] | None:
        """The list and level that show a typed number; None where it has to stay typed."""
        if number in _BULLETS:
            return self._simple(number, "bullet", number, None), 0
        return self._in_outline(number) or self._in_list(number)

    def _in_outline(self, number: str) -> tuple[int, int] | None:
        if not self.outline:
            return None
        num, counters = self.outline
        for level, (_, text, pattern) in enumerate(self.levels):
            if not re.fullmatch(pattern, number):
                continue
            after = [*counters[:level], counters[level] + 1, *([0] * (len(counters) - level - 1))]
            shown = text
            for at, value in enumerate(after, 1):
                shown = shown.replace(f"%{at}", str(value))
            if shown == number:
                self.outline = (num, after)
                return num, level
        return None

    def _in_list(self, number: str) -> tuple[int, int] | None:
        for one in FORMATS:
            if read := one.read(number):
                return self._simple(f"{one.name} {read[0]}", one.name, read[0], read[1]), 0
        return None

    def _simple(self, key: str, name: str, text: str, value: int | None) -> int:
        """A list of one level that goes on with the value: the last one of its kind, or a new one."""
        num, last = self.lists.get(key, (0, 0))
        if not num or (value is not None and value != last + 1):
            num = self.number([(name, text)], value)
        self.lists[key] = (num, value or 0)
        return num

    def number(self, levels: Sequence[tuple[str, str]], start: int | None = None) -> int:
        """A new list with such levels (format, text of the number); its numId."""
        self.ids += 1
        described = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{name}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for at, (name, text) in enumerate(levels)
        )
        abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{self.ids}">{described}</w:abstractNum>'
        override = (
            "" if start is None else f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        )
        numbers = self.part.findall(qn("w:num"))
        numbers[0].addprevious(parse_xml(abstract))
        reference = f'<w:abstractNumId w:val="{self.ids}"/>{override}'
        self.part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{self.ids}">{reference}</w:num>'))
        return self.ids


def write(of: Sequence[Paragraph], path: Path) -> list[tuple[Paragraph, Span]]:
    """Write the file; each paragraph with its place: paragraphs and rows of the body, empty ones counted."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "内部资料 请勿外传"
    document.sections[0].footer.paragraphs[0].text = "第 1 页"
    numbering = _Numbering(document.part.numbering_part.element)
    numbering.begin_outline([one.number for one in of if one.number and not one.cells])
    chapters = _chapter_style(document, of)
    spans: list[tuple[Paragraph, Span]] = []
    place, changed, table, rows = 0, False, None, list[Paragraph]()
    for paragraph in of:
        if rows and len(rows[-1].cells) != len(paragraph.cells):
            _merge(table, rows)
            rows = []
        place += 1
        if paragraph.cells:
            if not rows:
                table = document.add_table(rows=0, cols=len(paragraph.cells), style="Table Grid")
            assert table is not None
            _row(table, paragraph)
            rows.append(paragraph)
            spans.append((paragraph, (place, place)))
            continue
        if paragraph.parted and paragraph.kind == "heading":
            document.add_paragraph()
            place += 1
        changed = _paragraph(document, paragraph, numbering, chapters, changed=changed) or changed
        spans.append((paragraph, (place, place)))
    if rows:
        _merge(table, rows)
    document.save(str(path))
    return spans


def _chapter_style(document: Any, of: Sequence[Paragraph]) -> str:
    """A style whose paragraphs number themselves 第一章, where the chapters of the text run from the first on."""
    numbers = [one.number for one in of if re.fullmatch(rf"第[{_HAN}]+章", one.number)]
    if [_han(number[1:-1]) for number in numbers] != list(range(1, len(numbers) + 1)) or not numbers:
        return ""
    numbering = _Numbering(document.part.numbering_part.element, ids=900)
    num = numbering.number([("chineseCountingThousand", "第%1章")])
    base = document.styles.add_style("章标题的基础", WD_STYLE_TYPE.PARAGRAPH)
    base.element.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="{num}"/></w:numPr>'))
    style = document.styles.add_style("章标题", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = base
    return "章标题"


def _paragraph(document: Any, of: Paragraph, numbering: _Numbering, chapters: str, *, changed: bool) -> bool:
    """Add a paragraph; whether a tracked change stands in it."""
    chapter = bool(chapters) and re.fullmatch(rf"第[{_HAN}]+章", of.number) is not None
    style = chapters if chapter else f"Heading {of.heading}" if 0 < of.heading < 10 else None
    word: WordParagraph = document.add_paragraph(style=style)
    element = document.element.body.p_lst[-1]
    placed = numbering.place(of.number) if of.number and not chapter else None
    if placed:
        num, level = placed
        properties = element.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = level, num
    text = of.text if placed or chapter else of.typed
    amount = re.search(r"\d+(?=元)", text) if of.kind == "penalty" and not changed else None
    if amount:
        word.add_run(text[: amount.start()])
        _tracked(element, "del", "delText", "888")
        _tracked(element, "ins", "t", amount[0])
        word.add_run(text[amount.end() :])
        _tracked(element, "del", "delText", "（暂行）")
    else:
        word.add_run(text).bold = of.bold or None
    return amount is not None


def _tracked(element: Any, change: str, tag: str, text: str) -> None:
    run = f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'
    mark = 'w:id="1" w:author="示例" w:date="2026-01-01T00:00:00Z"'
    element.append(parse_xml(f"<w:{change} {nsdecls('w')} {mark}>{run}</w:{change}>"))


def _row(table: Table, of: Paragraph) -> None:
    cells = table.add_row().cells
    for cell, text, shared in zip(cells, of.cells, of.shared, strict=True):
        cell.text = "" if shared else text


def _merge(table: Table | None, rows: Sequence[Paragraph]) -> None:
    """Merge what rows share with the row above, and the empty cells behind the title of a group of rows."""
    assert table is not None
    cells = [table.rows[at].cells for at in range(len(rows))]
    for column in range(len(rows[0].cells)):
        first = 0
        for at, row in enumerate([*rows[1:], None], 1):
            if row and row.shared[column]:
                continue
            if at - 1 > first:
                cells[first][column].merge(cells[at - 1][column])
                cells[first][column].text = rows[first].cells[column]
            first = at
    for at, row in enumerate(rows):
        if row.kind == "heading" and row.number and not any(row.cells[2:]) and len(row.cells) > 2:
            text = row.cells[1]
            cells[at][1].merge(cells[at][-1])
            cells[at][1].text = text
