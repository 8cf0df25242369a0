"""The Word and Excel files of the site's pages, from blocks: what is hostile in a text stays text."""

import base64
import io
from typing import Any

import docx
import openpyxl
from docx.oxml.ns import qn

from .node import evaluate
from .test_copied import block

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://x")',
    "<w:p>&amp;",
    "𠮷田\t㐂",
    "a\x0bb\ud800c",
    "'=1",
    "=" * 40_000,
]
"""Texts as a library might hold them; none may become a formula, markup, or a file that Office calls damaged."""


def _made(kind: str, blocks: list[dict[str, Any]]) -> io.BytesIO:
    code = f"btoa(Array.from(rolebookOffice.{kind}(input), (byte) => String.fromCharCode(byte)).join(''))"
    return io.BytesIO(base64.b64decode(evaluate(["zip.js", "office.js"], code, blocks)))


def test_no_text_is_a_formula_or_markup() -> None:
    numbered = [block("numbered", text, number=at) for at, text in enumerate(HOSTILE, 1)]
    table = [block("heading", "对/照*：<表>？[1]", level=2), block("row", "=甲", head=True), block("row", "+乙")]
    book = openpyxl.load_workbook(_made("excel", [block("heading", "示例", level=1), *numbered, *table]))
    sheet = book["条款"]
    for row, text in enumerate(HOSTILE, 2):
        cell = sheet.cell(row, 3)
        assert (cell.data_type, cell.number_format) == ("s", "@")
        assert cell.value == text.replace("\x0b", "").replace("\ud800", "")[:32_767]
    assert [[cell.data_type for cell in row] for row in book.worksheets[1].rows] == [["s"], ["s"]]

    document = docx.Document(_made("word", [*numbered, *table]))
    shown = [text.replace("\x0b", "").replace("\ud800", "") for text in HOSTILE]
    assert [one.text for one in document.paragraphs][: len(shown)] == shown
    assert [cell.text for cell in document.tables[0].column_cells(0)] == ["=甲", "+乙"]


def test_sheets_of_one_name_are_told_apart_and_lists_start_where_the_page_does() -> None:
    tables = [
        block("heading", "薪酬", level=2),
        block("row", "甲", head=True),
        block("heading", "薪酬", level=2),
        block("row", "乙", head=True),
    ]
    assert openpyxl.load_workbook(_made("excel", tables)).sheetnames == ["薪酬", "薪酬 2"]
    lists = [
        block("numbered", "五。", number=5),
        block("numbered", "六。", number=6),
        block("numbered", "九。", number=9),
    ]
    document = docx.Document(_made("word", lists))
    used = document.element.xpath("//w:numPr/w:numId/@w:val")
    numbering = document.part.numbering_part.element
    starts = {
        number.get(qn("w:numId")): number.xpath("w:lvlOverride/w:startOverride/@w:val")
        for number in numbering.xpath("w:num")
    }
    assert [starts[id_] for id_ in used] == [["5"], ["5"], ["9"]]
