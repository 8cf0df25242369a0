"""PDF files for tests, made up (示例), set by Typst in the fonts of the sheets and in no other of the machine."""

import tempfile
from pathlib import Path

import typst
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from rolebook.sheets.fonts import TEXT_FONT, folders


def pdf(source: str) -> bytes:
    """A PDF of a text in Typst's own marks."""
    with tempfile.TemporaryDirectory() as folder:
        fonts = [*folders()]
        if "*" in source or "= " in source:
            _bold(source).save(Path(folder) / "bold.ttf")
            fonts.insert(0, Path(folder))
        settings = '#set text(font: "Noto Sans CJK SC", size: 11pt, lang: "zh")\n#show strong: set text(font: "Bold")\n'
        made = typst.Compiler(font_paths=fonts, ignore_system_fonts=True).compile(input=(settings + source).encode())
    assert isinstance(made, bytes)
    return made


def _bold(text: str) -> TTFont:
    """The bold letters of a text as a font of their own: a PDF names the weight of a variable font wrong."""
    font = TTFont(folders()[0] / TEXT_FONT)
    subsetter = Subsetter()
    subsetter.populate(text=text)
    subsetter.subset(font)
    bold = instantiateVariableFont(font, {"wght": 700})
    for record in bold["name"].names:
        if record.nameID in (1, 4, 6, 16):
            record.string = "Bold"
    return bold
