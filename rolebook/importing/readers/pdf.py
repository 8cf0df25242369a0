"""PDF with a text layer: its lines in reading order, rows of ruled tables, and headers and footers apart.

PDFium (pypdfium2) reads it, in a process of its own: it is written in C++, and what a PDF may ask for in time and
memory is bounded there. It runs no script of a PDF and fetches nothing.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rolebook.importing.blocks import Block, Document, DocumentRefused
from rolebook.importing.readers.limits import counted, damaged
from rolebook.importing.readers.lines import as_document, cell_of, one_line, row_text
from rolebook.importing.readers.pdf_lines import Line
from rolebook.importing.readers.pdf_margins import part_of_each

_KIND = "PDF"
_PATIENCE = 600
"""Seconds that the answer may take on a machine that does other things; it has 300 of the processor."""
_NEEDS_PASSWORD = 4
"""PDFium's own number (FPDF_ERR_PASSWORD)."""
_TOO_MANY_PAGES = -1
_A_SCAN = 0.5
"""The share of a page without text that a picture must cover to be taken for a scanned page."""
_MOST_DAMAGED = 0.1
"""The share of characters that a font does not say the meaning of."""

_RECOGNISE = "请先用文字识别软件转成 Word 或文本文件，核对后再导入。"
_RECOGNISE_EN = "have its text recognised first, and check it."


def read(name: str, data: bytes) -> Document:
    """A PDF. Raises DocumentRefused, also for scanned pages, whose text nobody has recognised."""
    pages = _pages(data)
    found = [[_line(values) for values in page[5]] for page in pages]
    shown = [line for lines in found for line in lines]
    cells = (text for line in shown for texts, continued in line.cells if not continued for text in texts)
    letters = sum(len(line.text) for line in shown) + sum(map(len, cells))
    if not letters:
        raise DocumentRefused(
            f"这个 PDF 没有文字，多半是扫描件；{_RECOGNISE}",
            f"This PDF has no text, it was probably scanned; {_RECOGNISE_EN}",
        )
    if sum(page[2] for page in pages) > _MOST_DAMAGED * letters:
        raise DocumentRefused(
            f"这个 PDF 里的文字取不出来（字体没有编码）；请找到原来的 Word 文件，或{_RECOGNISE.removeprefix('请先')}",
            f"The text of this PDF cannot be taken out (its fonts lack an encoding); {_RECOGNISE_EN}",
        )
    for number, (page, lines) in enumerate(zip(pages, found, strict=True), 1):
        if not lines and page[1] > _A_SCAN:
            raise DocumentRefused(
                f"这个 PDF 的第 {number} 页是图片，没有文字；请删去这一页，或{_RECOGNISE}",
                f"Page {number} of this PDF is a picture without text; take it out, or {_RECOGNISE_EN}",
            )
    blocks = list(counted(_blocks(pages, found)))
    return as_document(name, "pdf", blocks, f"pypdfium2 {version('pypdfium2')}")


def _blocks(pages: Sequence[Sequence[Any]], found: Sequence[Sequence[Line]]) -> Iterator[Block]:
    parts = part_of_each([(page[0], lines) for page, lines in zip(pages, found, strict=True)])
    above = tables = 0
    for page, lines, of_lines in zip(pages, found, parts, strict=True):
        for line, part in zip(lines, of_lines, strict=True):
            cells = tuple(cell_of(texts, continued=continued) for texts, continued in line.cells)
            yield Block(
                above + line.first,
                row_text(cells) if cells else one_line(line.text),
                last_place=above + line.last,
                bold=line.bold,
                cells=cells,
                table=tables + line.table if line.table else 0,
                part=part,
            )
        if page[3]:
            yield Block(max(above + page[4], 1), one_line(page[3]), part="site")
        above += page[4]
        tables += max((line.table for line in lines), default=0)


def _line(values: Sequence[Any]) -> Line:
    first, last, top, bottom, text, bold, cells, table = values
    held = tuple((tuple(texts), continued) for texts, continued in cells)
    return Line(first, last, top, bottom, text, bold, held, table)


def _pages(data: bytes) -> list[Sequence[Any]]:
    """What pdf_child.py answers. Raises DocumentRefused."""
    package = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(package.parent)}
    # -P: no module is taken from the folder that we happen to be in.
    command = [sys.executable, "-P", "-m", f"{package.name}.importing.readers.pdf_child"]
    try:
        answered = subprocess.run(  # noqa: S603  # no shell: our own interpreter and module, the file on its standard input
            command, input=data, env=environment, capture_output=True, timeout=_PATIENCE, check=False
        )
        answer = json.loads(answered.stdout)
    except (subprocess.TimeoutExpired, ValueError) as problem:  # it was stopped, or has crashed
        raise damaged(_KIND) from problem
    if answer.get("error") == _NEEDS_PASSWORD:
        raise DocumentRefused(
            "这个 PDF 有密码，请打开后另存（打印）一份不带密码的再试。",
            "This PDF has a password; save or print a copy without one.",
        )
    if answer.get("error") == _TOO_MANY_PAGES:
        raise DocumentRefused("这个 PDF 页数太多，请拆成几个文件。", "This PDF has too many pages; split it.")
    if "error" in answer:
        raise damaged(_KIND)
    pages: list[Sequence[Any]] = answer["pages"]
    return pages
