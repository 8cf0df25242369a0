"""What the tests read out of a PDF: its text, its structure, and what the validators say to it."""

import io
import re
from collections.abc import Iterator

import page
import pypdf
import pypdfium2

_FALSE_ALARMS = {
    # Looks for the end of a stream, and takes its last byte for an end of line where that is a carriage return.
    "PDFA2A-STREAM-LENGTH-001",
    # Reads no widths of CFF fonts (of rare characters).
    "PDFUA1-FONT-GLYPH-WIDTH-001",
    "PDFA2A-TRUETYPE-GLYPH-WIDTH-001",
}


def text(pdf: bytes) -> str:
    """All text without white space: lines break where they must."""
    return re.sub(r"\s+", "", "".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(pdf)).pages))


def lines(pdf: bytes) -> Iterator[list[str]]:
    """The lines of each page."""
    for sheet in pypdfium2.PdfDocument(pdf):
        yield [line.strip() for line in sheet.get_textpage().get_text_range().splitlines() if line.strip()]


def number_of_pages(pdf: bytes) -> int:
    return len(pypdfium2.PdfDocument(pdf))


def objects(pdf: bytes) -> list[pypdf.generic.DictionaryObject]:
    """Every dictionary object."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    found = [reader.get_object(number) for number in range(1, int(str(reader.trailer["/Size"])))]
    return [entry for entry in found if isinstance(entry, pypdf.generic.DictionaryObject)]


def structure(pdf: bytes) -> list[str]:
    """The structure types of a tagged PDF, in reading order."""
    types: list[str] = []

    def walk(node: object) -> None:
        value = node.get_object() if isinstance(node, pypdf.generic.PdfObject) else node
        if isinstance(value, list):
            for kid in value:
                walk(kid)
        elif isinstance(value, dict):
            if "/S" in value:
                types.append(str(value["/S"]))
            walk(value.get("/K"))

    walk(pypdf.PdfReader(io.BytesIO(pdf)).root_object["/StructTreeRoot"])
    return types


def faults(pdf: bytes) -> list[str]:
    """What the validator has against the file as PDF/UA-1 and PDF/A-2a, less what is proved to be a false alarm."""
    failures = []
    for profile, rules in (("ua1", 100), ("2a", 150)):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert report.rules.total > rules
        failures += [failure for failure in report.failures if not _is_false_alarm(failure, pdf)]
    return [f"{failure.rule_id}: {failure.message}" for failure in failures]


def _is_false_alarm(failure: page.ValidationFailure, pdf: bytes) -> bool:
    if failure.rule_id not in _FALSE_ALARMS:
        return False
    if failure.rule_id == "PDFA2A-STREAM-LENGTH-001":
        starts = re.finditer(rb"/Length (\d+)[^>]*>>\s*stream\r?\n", pdf)
        ends = [pdf[start.end() + int(start[1]) :][:10] for start in starts]
        return bool(ends) and all(end == b"\nendstream" for end in ends)
    return "CIDFontType0C" in failure.message
