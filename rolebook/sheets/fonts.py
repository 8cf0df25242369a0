"""The fonts of the sheets: where the pinned wheels keep them, so that every system prints the same bytes."""

from functools import cache
from importlib.resources import files
from pathlib import Path

TEXT_FONT = "NotoSansSC[wght].ttf"
RARE_FONT = "NotoSansCJK-Regular.ttc"
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
    from fontTools.ttLib import TTCollection, TTFont  # it takes a while to load, and hardly any text needs it

    text, rare = folders()
    with TTFont(text / TEXT_FONT, lazy=True) as font, TTCollection(rare / RARE_FONT, lazy=True) as collection:
        return frozenset(font.getBestCmap()) | frozenset(collection[_SIMPLIFIED].getBestCmap())


@cache
def watermark() -> str:
    """The word 草稿 as an SVG picture, slanted, thin and of 8 % grey, which hinders no reading.

    tests/watermark.py draws it, in the outlines of the pinned font.
    """
    return Path(__file__).with_name("watermark.svg").read_text("utf-8")
