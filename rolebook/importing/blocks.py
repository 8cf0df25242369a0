"""What every reader of a format gives: a document as a list of blocks, and the text that source lines refer to."""

import re
from dataclasses import dataclass

from rolebook.words.wording import Wording


class DocumentRefused(Exception):
    """A document that cannot be read: what is wrong with it and what to do, in both languages.

    Example: ``DocumentRefused("这个 Word 文件有密码，请另存一份不带密码的。", "It has a password; save it without.")``
    """

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.zh = zh
        self.en = en

    def parted(self) -> tuple[Wording, Wording]:
        """What is wrong, and the way out: it begins with 请, and behind a colon or a semicolon in English."""
        wrong, please, way = self.zh.partition("请")
        wrong_en, way_en = [*re.split("[:;] ", self.en, maxsplit=1), ""][:2]
        return Wording(wrong.rstrip("：，；。"), wrong_en), Wording(please + way, way_en)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row. A cell merged over several repeats its text, with `continued` true after the first.

    `lines` are its paragraphs where it has several, as in a form whose one cell holds all duties; `text` has them in
    one line, parted by spaces. Both have their automatic numbers.
    """

    text: str
    continued: bool = False
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, table row or line, in document order; block n is line n of the extracted text.

    Attributes:
        place: 1-based, in the document's own count: line (TXT, Markdown), paragraph or table row in body order (DOCX),
            line of text over all pages (PDF), line of the source (HTML), row over all sheets (XLSX).
        last_place: the last of these, where a block takes several (an HTML paragraph over three lines of source).
        text: as printed, on one line, without its automatic number; typed numbers stay in it. A row: its cells joined
            by tabs, a merged one only where it begins.
        number: the automatic list number as the program shows it (`第一条`, `1.2`, `①`); "" where there is none, `?`
            where it cannot be known.
        heading: 1 to 9 for a heading style or `<h1>`…`<h6>`, `#` in Markdown; 0 otherwise.
        bold: the whole text is bold.
        cells: the cells of a table row, in column order; () for anything else.
        table: 1-based number of the table or sheet that a row stands in; 0 outside.
        part: `body`, or where else it stands: `header`, `footer`, `note` (foot- and endnotes), `box` (text boxes),
            `site` (what a web page puts round its text, a table of contents, a hidden sheet).

    """

    place: int
    text: str
    last_place: int = 0
    number: str = ""
    heading: int = 0
    bold: bool = False
    cells: tuple[Cell, ...] = ()
    table: int = 0
    part: str = "body"

    @property
    def last(self) -> int:
        """The last place that the block takes."""
        return self.last_place or self.place

    @property
    def line(self) -> str:
        """The block's line in the extracted text: its number as shown, then its text."""
        return f"{self.number} {self.text}".strip() if self.number else self.text


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: its blocks, and its text with exactly one line for every block.

    Attributes:
        name: the file's name, without its folder.
        format: `txt`, `md`, `docx`, `pdf`, `html` or `xlsx`.
        blocks: in document order; empty paragraphs are blocks too, so that block n is line n.
        text: for TXT and Markdown the decoded file, else the blocks' lines; it ends with a line feed.
        extractor: what read it, with its version (`python-docx 1.2.0`); "" for text.

    """

    name: str
    format: str
    blocks: tuple[Block, ...]
    text: str
    extractor: str = ""
