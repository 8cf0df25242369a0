"""DOCX: paragraphs and rows of tables in the order of the body, with the numbers that Word shows in front of them.

python-docx is not used: it leaves out automatic numbers, tracked insertions and text boxes, and opens neither files
with macros nor “Strict Open XML”. Macros are not looked at, and nothing that lies outside the file is fetched.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from zipfile import ZipFile

from rolebook import __version__
from rolebook.importing.blocks import Block, Cell, Document, DocumentRefused
from rolebook.importing.readers.limits import counted, damaged
from rolebook.importing.readers.lines import as_document, cell_of, one_line, row_text
from rolebook.importing.readers.office import Element, package, related, xml
from rolebook.importing.readers.word_numbers import UNKNOWN, Counters, Lists
from rolebook.importing.readers.word_styles import WORD, Styles, below, heading, number, value
from rolebook.importing.readers.word_text import DRAWING, Said, chosen, said, shape_text

_KIND = "Word"
_REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_AROUND = {WORD + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
"""What stands round paragraphs, tables, rows or cells and says nothing itself."""
_CONTENTS = re.compile(r"(?:toc|目录)\s*(?:\d|heading|标题)", re.IGNORECASE)
"""Names of the styles of a table of contents."""
_HEADS = {"header", "footer"}
_MOST_COLUMNS = 63
"""Word allows no more in a table."""


def read(name: str, data: bytes) -> Document:
    """A document of Word. Raises DocumentRefused.

    A block is a paragraph or a row of a table. What stands in text boxes and notes follows the block that they hang on
    and has its place; headers and footers stand at the end. Hidden text is left out, as in print; entries of a table of
    contents are of the part `site`.
    """
    archive = package(data, _KIND)
    references = related(archive, "", _KIND)
    main = next((part for part, kind in references.values() if kind == "officeDocument"), "word/document.xml")
    root = xml(archive, main, _KIND)
    body = None if root is None or root.tag != f"{WORD}document" else root.find(f"{WORD}body")
    if body is None:
        raise damaged(_KIND)
    if next(body.iter(f"{WORD}altChunk", f"{WORD}subDoc"), None) is not None:
        raise DocumentRefused(
            "这个 Word 文件引用了另一份文件的内容，请在 Word 中打开后另存一份再试。",
            "It takes in the content of another file; open it in Word and save it anew.",
        )
    blocks = list(counted(_Reading(archive, main).everything(body)))
    if not any(block.text for block in blocks):
        raise DocumentRefused(
            "这个 Word 文件里没有文字（可能是扫描的图片），请换一份能选中文字的。",
            "It holds no text (scanned pages, perhaps); use one whose text can be selected.",
        )
    return as_document(name, "docx", blocks, f"rolebook {__version__}")


class _Reading:
    """One document: its styles, its lists and how far they have been counted, and the places that were given."""

    def __init__(self, archive: ZipFile, main: str) -> None:
        self._archive = archive
        self._references = related(archive, main, _KIND)
        self._styles = Styles(self._part("styles"))
        self._lists = Lists(self._part("numbering"), self._styles)
        self._counters = Counters(self._lists)
        parts = {kind: self._part(kind) for kind in ("footnotes", "endnotes")}
        self._notes = {
            (kind, note.get(f"{WORD}id", "")): note for kind, part in parts.items() if part is not None for note in part
        }
        self._place = self._table = 0
        self._unended = Said()

    def everything(self, body: Element) -> Iterator[Block]:
        """The blocks of the body, then those of headers and footers."""
        for child, goes_on in _with_what_follows(body):
            if child.tag == f"{WORD}p":
                self._place += 1
                yield from self._paragraph(child, goes_on=goes_on)
            elif child.tag == f"{WORD}tbl":
                yield from self._rows(child)
        heads = (one.get(_REFERENCE, "") for one in body.iter(f"{WORD}headerReference", f"{WORD}footerReference"))
        for part, kind in dict.fromkeys(self._references[id_] for id_ in heads if id_ in self._references):
            for text in self._texts(xml(self._archive, part, _KIND)) if kind in _HEADS else ():
                self._place += 1
                yield Block(self._place, text, part=kind)

    def _part(self, kind: str) -> Element | None:
        found = next((part for part, of in self._references.values() if of == kind), None)
        return None if found is None else xml(self._archive, found, _KIND)

    def _paragraph(self, paragraph: Element, *, goes_on: bool) -> Iterator[Block]:
        words, shown = self._said(paragraph, goes_on=goes_on)
        if words is None:
            yield Block(self._place, "")
            return
        properties = below(paragraph, "pPr")
        chain = self._styles.of_paragraph(properties)
        yield Block(
            self._place,
            one_line(words.text),
            number=shown,
            heading=heading(properties, chain),
            bold=words.bold,
            part="site" if any(_CONTENTS.match(style.name) for style in chain) else "body",
        )
        for text in self._in_boxes(words):
            yield Block(self._place, text, part="box")
        yield from self._noted(words)

    def _said(self, paragraph: Element, *, goes_on: bool) -> tuple[Said | None, str]:
        """What a paragraph says, and the number that Word shows in front of it.

        None where its end was deleted, so that it goes on in the next or is gone.
        """
        properties = below(paragraph, "pPr")
        chain = self._styles.of_paragraph(properties)
        words = said(paragraph, self._styles, chain)
        before, self._unended = self._unended, Said()
        if before.pieces or before.boxes or before.notes:
            words = before.followed_by(words)
        is_open = any(below(properties, "rPr", name) is not None for name in ("del", "moveFrom"))
        if is_open and (goes_on or not words.text.strip()):
            self._unended = words
            return None, ""
        place = self._lists.place(properties, chain)
        shown = self._counters.next(place) if place else ""
        return words, UNKNOWN if words.counted and not shown else shown

    def _in_boxes(self, words: Said) -> Iterator[str]:
        """The lines of the text boxes and diagrams that hang on a paragraph."""
        for box in words.boxes:
            yield from filter(None, [one_line(box)] if isinstance(box, str) else self._texts(box))
        for diagram in words.diagrams:
            part, _ = self._references.get(diagram, ("", ""))
            root = xml(self._archive, part, _KIND)
            for paragraph in () if root is None else root.iter(f"{DRAWING}p"):
                yield from filter(None, [one_line(shape_text(paragraph))])

    def _noted(self, words: Said) -> Iterator[Block]:
        """The notes that a paragraph or row refers to; they have its place."""
        for kind, id_ in words.notes:
            for text in self._texts(self._notes.get((kind, id_))):
                yield Block(self._place, text, part="note")

    def _texts(self, container: Element | None) -> Iterator[str]:
        """The lines of a cell, a box, a note or a header, with their numbers; empty ones are left out."""
        return (line for line, _ in self._lines(container) if line)

    def _lines(self, container: Element | None) -> Iterator[tuple[str, Said]]:
        for child, goes_on in () if container is None else _with_what_follows(container):
            if child.tag == f"{WORD}tbl":
                for row in (row for row in _inside(child) if row.tag == f"{WORD}tr"):
                    cells = (cell for cell in _inside(row) if cell.tag == f"{WORD}tc")
                    yield " ".join(filter(None, (" ".join(self._texts(cell)) for cell in cells))), Said()
            elif child.tag == f"{WORD}p":
                yield from self._line(child, goes_on=goes_on)

    def _line(self, paragraph: Element, *, goes_on: bool) -> Iterator[tuple[str, Said]]:
        words, shown = self._said(paragraph, goes_on=goes_on)
        if words is not None:
            yield f"{shown} {one_line(words.text)}".strip(), words
            yield from ((text, Said()) for text in self._in_boxes(words))

    def _rows(self, table: Element) -> Iterator[Block]:
        self._table += 1
        above: dict[int, Cell] = {}
        for element in _inside(table):
            if element.tag != f"{WORD}tr":
                continue
            self._place += 1
            if below(element, "trPr", "del") is not None:
                yield Block(self._place, "", table=self._table)
                continue
            cells, words = self._row(element, above)
            told = [one for one in words if one.text.strip()]
            is_bold = bool(told) and all(one.bold for one in told)
            yield Block(self._place, row_text(cells), cells=tuple(cells), table=self._table, bold=is_bold)
            for one in words:
                yield from self._noted(one)

    def _row(self, element: Element, above: dict[int, Cell]) -> tuple[list[Cell], list[Said]]:
        """The cells of a row, and what was said in them.

        `above` has the cells that may reach down into it, by their first column, and is kept up to date.
        """
        cells, words = [Cell("")] * _columns(element, "trPr", "gridBefore"), []
        for cell in (cell for cell in _inside(element) if cell.tag == f"{WORD}tc"):
            column = len(cells)
            if value(cell, "tcPr", "hMerge", bare="continue") == "continue" and cells:
                first = replace(cells[-1], continued=True)
            elif value(cell, "tcPr", "vMerge", bare="continue") == "continue" and column in above:
                first = replace(above[column], continued=True)
            else:
                lines = list(self._lines(cell))
                words += [said_there for _, said_there in lines]
                first = above[column] = cell_of(line for line, _ in lines)
            cells += [first, *[replace(first, continued=True)] * (_columns(cell, "tcPr", "gridSpan") - 1)]
        return [*cells, *[Cell("")] * _columns(element, "trPr", "gridAfter")], words


def _inside(container: Element) -> Iterator[Element]:
    """The paragraphs, tables, rows or cells of a container, also those that stand in something round them."""
    for child in container:
        if child.tag in _AROUND:
            yield from _inside(child)
        elif child.tag == _ALTERNATIVES:
            for branch in chosen(child):
                yield from _inside(branch)
        else:
            yield child


def _with_what_follows(container: Element) -> Iterator[tuple[Element, bool]]:
    """The paragraphs and tables of a container, each with whether a paragraph comes next."""
    children = [child for child in _inside(container) if child.tag in {f"{WORD}p", f"{WORD}tbl"}]
    for child, following in zip_longest(children, children[1:]):
        yield child, following is not None and following.tag == f"{WORD}p"


def _columns(element: Element, *names: str) -> int:
    """How many columns a cell takes, or a row leaves out: as many as there may be at the most."""
    return min(max(number(element, *names) or 0, 0), _MOST_COLUMNS)
