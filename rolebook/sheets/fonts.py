"""The fonts of the sheets: where the pinned wheels keep them, so that every system prints the same bytes."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTCollection, TTFont

TEXT_FONT = "NotoSansSC[wght].ttf"
RARE_FONT = "NotoSansCJK-Regular.ttc"
WATERMARK = "草稿"
_SIMPLIFIED = 2
"""Which of the collection's faces has the shapes of simplified Chinese."""


def folders() -> tuple[Path, ...]:
    """Noto Sans SC in all weights; behind it Noto Sans CJK, for rare characters of names (𠮷)."""
    text = Path(str(files("justmytype_intl_cjk"))) / "fonts" / "ofl" / "notosanssc"
    rare = Path(str(files("noto_cjk_sans_otc")))
    return text, rare


@cache
def covered() -> frozenset[int]:
    """The code points that the two fonts have."""
    text, rare = folders()
    with TTFont(text / TEXT_FONT, lazy=True) as font, TTCollection(rare / RARE_FONT, lazy=True) as collection:
        return frozenset(font.getBestCmap()) | frozenset(collection[_SIMPLIFIED].getBestCmap())


@cache
def drawn(text: str) -> str:
    """The outlines of a text as an SVG picture, slanted, thin and of 8 % grey: a watermark that hinders no reading."""
    with TTFont(folders()[0] / TEXT_FONT, lazy=True) as font:
        glyphs, names, em = font.getGlyphSet(location={"wght": 200}), font.getBestCmap(), font["head"].unitsPerEm
        paths = []
        for place, char in enumerate(text):
            pen = SVGPathPen(glyphs)
            glyphs[names[ord(char)]].draw(pen)
            paths.append(
                f'<path transform="translate({place * em} {em * 0.88:.0f}) scale(1 -1)" d="{pen.getCommands()}"/>'
            )
    width = em * len(text)
    box = f"{-width * 0.06:.0f} {-width * 0.25:.0f} {width * 1.12:.0f} {width}"  # room for what is turned
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">'
        f'<g fill="#ebebeb" transform="rotate(-32 {width / 2:.0f} {em / 2:.0f})">{"".join(paths)}</g></svg>'
    )
