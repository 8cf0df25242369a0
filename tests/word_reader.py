"""What a Word file of ours says, read through python-docx: its text with the numbers that Word would print."""

import io
import re
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

NUMERALS = (*"一二三四五六七八九十", *(f"十{one}" for one in "一二三四五六七八九"), "二十")


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def body(document: Document) -> str:
    """The text of the body, without white space."""
    return re.sub(r"\s+", "", "".join(_said(document)))


def facts(document: Document) -> dict[str, str]:
    """The table of the hire: label → value, exactly as they stand."""
    found: dict[str, str] = {}
    for row in document.tables[0].rows:
        texts = [cell.text for cell in cells(row)]
        found.update(zip(texts[::2], texts[1::2], strict=True))
    return found


def heads_and_feet(document: Document) -> list[str]:
    """The texts of the first page's head, the other pages' head, and both feet."""
    (section,) = document.sections
    parts = (section.first_page_header, section.header, section.first_page_footer, section.footer)
    return ["".join(paragraph.text for paragraph in part.paragraphs) for part in parts]


def _said(document: Document) -> Iterator[str]:
    """Numbers run as the styles say: sections on, items from 1 in each section."""
    section = item = 0
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in cells(row):
                    yield from (paragraph.text for paragraph in cell.paragraphs)
            continue
        assert isinstance(block, Paragraph)
        style = block.style.name if block.style else ""
        if style == "Heading 1":
            section, item = section + 1, 0
            yield f"{NUMERALS[section - 1]}、"
        elif style == "List Number":
            item += 1
            yield f"{item}."
        yield block.text


def cells(row: _Row) -> Iterator[_Cell]:
    """The cells of a row, a merged one once."""
    seen = []
    for cell in row.cells:
        element = cell._tc  # noqa: SLF001  # a merged cell is the same element again, which nothing public tells
        if element not in seen:
            seen.append(element)
            yield cell
