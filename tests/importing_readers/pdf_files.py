"""PDF files for tests, made up (示例), set by Typst in the font of the sheets."""

from importlib.resources import files
from pathlib import Path

import typst

_FONTS = [Path(str(files("noto_cjk_sans_otc")))]


def pdf(source: str) -> bytes:
    """A PDF of a text in Typst's own marks."""
    settings = '#set text(font: "Noto Sans CJK SC", size: 11pt, lang: "zh")\n'
    made = typst.Compiler(font_paths=_FONTS).compile(input=(settings + source).encode())
    assert isinstance(made, bytes)
    return made
