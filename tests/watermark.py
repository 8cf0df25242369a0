"""Draws the watermark of sheets that are drafts: `python -m tests.watermark` writes rolebook/sheets/watermark.svg."""

from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont

from rolebook.sheets.fonts import TEXT_FONT, folders

WORD = "草稿"
PLACE = Path(__file__).parents[1] / "rolebook/sheets/watermark.svg"


def drawn(text: str) -> str:
    """The outlines of a text as an SVG picture, slanted, thin and of 8 % grey."""
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


if __name__ == "__main__":
    PLACE.write_text(drawn(WORD), "utf-8")
