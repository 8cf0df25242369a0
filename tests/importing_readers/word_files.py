"""Word files for tests, made up (示例), written as XML so that each says what the test is about and nothing else."""

import io
import re
import zipfile
from collections.abc import Mapping

_PREFIXES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
}
_NAMES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _PREFIXES.items())
_USUAL = r"http://schemas\.openxmlformats\.org/(wordprocessingml|officeDocument)/2006/(?!custom)"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def word(body: str, parts: Mapping[str, str] | None = None, *, strict: bool = False) -> bytes:
    """A Word file: the XML inside its body, and what stands inside other parts (`styles`, `numbering`, `header1` …).

    `strict`: with the names of “Strict Open XML”.
    """
    held = {"document": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>"}
    references = []
    for name, inside in (parts or {}).items():
        kind = name.rstrip("0123456789")
        root = {"header": "w:hdr", "footer": "w:ftr", "diagram": "dgm:dataModel"}.get(kind, f"w:{kind}")
        held[name] = f"<{root} {_NAMES}>{inside}</{root}>"
        references.append(f'<Relationship Id="{name}" Type="{_TYPES}{kind}" Target="{name}.xml"/>')
    packed = {f"word/{name}.xml": text for name, text in held.items()}
    packed["_rels/.rels"] = _relations(
        f'<Relationship Id="r1" Type="{_TYPES}officeDocument" Target="word/document.xml"/>'
    )
    packed["word/_rels/document.xml.rels"] = _relations("".join(references))
    packed["[Content_Types].xml"] = _types(held)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, usual in packed.items():
            text = re.sub(_USUAL, r"http://purl.oclc.org/ooxml/\1/", usual) if strict else usual
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}')
    return file.getvalue()


def p(text: str = "", *, style: str = "", lists: tuple[int, int] | None = None, inside: str = "") -> str:
    """A paragraph with a text, or with runs written as XML (`inside`); `lists` is (id of the list, level)."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if lists is not None:
        properties += f'<w:numPr><w:ilvl w:val="{lists[1]}"/><w:numId w:val="{lists[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}{inside}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def level(index: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def definition(id_: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{id_}">{more}{"".join(levels)}</w:abstractNum>'


def listed(id_: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{id_}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def starts_at(index: int, value: int) -> str:
    return f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{value}"/></w:lvlOverride>'


def _relations(inside: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def _types(held: Mapping[str, str]) -> str:
    word_type = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    kinds = {name: "document.main" if name == "document" else name.rstrip("0123456789") for name in held}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{word_type}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
