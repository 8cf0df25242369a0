"""The labelled documents in other formats: what stands at the places that the labels name, read by other programs."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.importing.build_formats import build
from tests.importing.labels import bare

HERE = Path(__file__).parent / "importing"


def _word(path: Path) -> list[str]:
    """Paragraphs and rows of the body, without what was deleted."""
    blocks = []
    for block in Document(str(path)).element.body:
        rows = [block] if block.tag == qn("w:p") else list(block.iter(qn("w:tr")))
        blocks += ["".join(text.text or "" for text in row.iter(qn("w:t"))) for row in rows]
    return blocks


def _web(path: Path) -> list[str]:
    return path.read_text("utf-8").split("\n")


def _workbook(path: Path) -> list[str]:
    rows = (row for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows(values_only=True))
    return ["".join(str(cell) for cell in row if cell is not None) for row in rows]


def _pdf(path: Path) -> list[str]:
    """Lines of text, those of a table's row together: what stands within half a line of one height on the page."""
    lines: list[list[tuple[float, str]]] = []
    for page in pypdfium2.PdfDocument(path):
        text = page.get_textpage()
        boxes = sorted((text.get_rect(at) for at in range(text.count_rects())), key=lambda box: -box[1] - box[3])
        above = 1e9
        for box in boxes:
            middle = (box[1] + box[3]) / 2
            if above - middle > 6:
                lines.append([])
                above = middle
            lines[-1].append((box[0], text.get_text_bounded(*box)))
    return ["".join(words for _, words in sorted(line)) for line in lines]


READERS: dict[str, Callable[[Path], list[str]]] = {"docx": _word, "html": _web, "xlsx": _workbook, "pdf": _pdf}


@pytest.mark.parametrize("kind", READERS)
def test_labels_name_the_places_of_the_format(tmp_path: Path, kind: str) -> None:
    document = HERE / "held/hospital.md"
    path = build(document, document.with_suffix(".labels.json"), kind, tmp_path)
    lines = READERS[kind](path)
    items = json.loads(path.with_suffix(".labels.json").read_text("utf-8"))["items"]
    assert len(items) > 40
    for item in items:
        there = bare("".join(lines[item["first"] - 1 : item["last"]]))
        assert all(bare(part)[:8] in there for part in item["text"].split()), item
