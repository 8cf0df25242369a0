"""The process that PDFium runs in: pdf.py starts it as a program, with bounds of time and memory.

It reads a PDF from standard input and answers with JSON: {"pages": [[height, share of pictures, damaged characters,
text that slopes, number of lines, [line, …]], …]}, each line as the values of `Line`; or {"error": N}, PDFium's own.
"""

import json
import sys
from dataclasses import astuple
from typing import Any

import pypdfium2

from rolebook.importing.readers.pdf_lines import lines_of, written
from rolebook.importing.readers.pdf_page import page_of

MOST_PAGES = 3000
TOO_MANY_PAGES = -1
"""As an error, where PDFium's own are above zero."""

_MOST_MEMORY = 3_000_000_000
_MOST_SECONDS = 300


def main() -> None:
    """Read one PDF and answer."""
    _bound()
    answer = _answer(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def _answer(data: bytes) -> dict[str, Any]:
    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > MOST_PAGES:
            return {"error": TOO_MANY_PAGES}
        return {"pages": [_page(document, number) for number in range(len(document))]}
    except pypdfium2.PdfiumError as problem:
        return {"error": getattr(problem, "err_code", None) or 0}


def _page(document: pypdfium2.PdfDocument, number: int) -> list[Any]:
    page = page_of(document, number)
    lines, count = lines_of(page)
    damaged = sum(char.text == "\ufffd" or "\ue000" <= char.text <= "\uf8ff" for char in page.chars)
    sloping = written([char for char in page.chars if char.sloping])
    return [page.height, page.pictures, damaged, sloping, count, [astuple(line) for line in lines]]


def _bound() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))


if __name__ == "__main__":
    main()
