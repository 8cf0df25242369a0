"""Writes sheet.docx, the Word template of the role sheets, as this repository ships it: `make word`.

The template is an ordinary Word file: open it in Word, change fonts, spacing, borders, the head and the foot, put the
logo in, move whole paragraphs, and save. The words in braces are filled in by Rolebook, so they stay; what each may
be stands in rolebook/sheets/word/template.py. Once a company has its own sheet.docx, this script, word_body.py,
word_styles.py and their test may go.
"""

import io
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import segno
from word_body import document, footer, header
from word_styles import HEAD, MAIN, NAMESPACES, OFFICE, PACKAGE, font_table, numbering, styles

PARTS = {
    "document": "document.main",
    "fontTable": "fontTable",
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "header1": "header",
    "header2": "header",
    "footer1": "footer",
    "footer2": "footer",
}


def sample_code() -> bytes:
    """A picture in the place of the QR code. Not compressed: libraries that compress differ in their bytes."""
    out = io.BytesIO()
    segno.make("https://example.org", error="m", micro=False).save(out, kind="png", scale=6, border=0, compresslevel=0)
    return out.getvalue()


def settings() -> str:
    """Nothing of a person, nothing of a machine; compatibility as Word has had it since 2013."""
    return (
        f'{HEAD}<w:settings {NAMESPACES}><w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:useFELayout/>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def content_types() -> str:
    """What each part is."""
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{MAIN}.{kind}+xml"/>' for name, kind in PARTS.items()
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f"{parts}"
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def relationships(targets: Iterable[tuple[str, str, str]]) -> str:
    """(id, type, target) of what a part refers to."""
    made = "".join(f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"/>' for id_, kind, target in targets)
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{made}</Relationships>'


def package() -> dict[str, bytes]:
    """Every part by its name."""
    texts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(
            (
                ("rId1", f"{OFFICE}/officeDocument", "word/document.xml"),
                ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            )
        ),
        "docProps/core.xml": f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"/>',
        "word/_rels/document.xml.rels": relationships(
            (
                ("rIdFontTable", f"{OFFICE}/fontTable", "fontTable.xml"),
                ("rIdStyles", f"{OFFICE}/styles", "styles.xml"),
                ("rIdNumbering", f"{OFFICE}/numbering", "numbering.xml"),
                ("rIdSettings", f"{OFFICE}/settings", "settings.xml"),
                ("rIdHeaderDefault", f"{OFFICE}/header", "header2.xml"),
                ("rIdHeaderFirst", f"{OFFICE}/header", "header1.xml"),
                ("rIdFooterDefault", f"{OFFICE}/footer", "footer2.xml"),
                ("rIdFooterFirst", f"{OFFICE}/footer", "footer1.xml"),
                ("rIdQr", f"{OFFICE}/image", "media/qr.png"),
            )
        ),
        "word/document.xml": document(),
        "word/fontTable.xml": font_table(),
        "word/styles.xml": styles(),
        "word/numbering.xml": numbering(),
        "word/settings.xml": settings(),
        "word/header1.xml": header(first=True),
        "word/header2.xml": header(first=False),
        "word/footer1.xml": footer(),
        "word/footer2.xml": footer(),
    }
    return {**{name: text.encode("utf-8") for name, text in texts.items()}, "word/media/qr.png": sample_code()}


def write(path: Path) -> None:
    """The file, the same bytes on any day."""
    with zipfile.ZipFile(path, "w") as file:
        for name, data in sorted(package().items()):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            file.writestr(entry, data)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("sheet.docx"))
