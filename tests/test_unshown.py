"""What sheets cannot be printed with is said by `check` before: characters that no font has."""

import sys
from pathlib import Path

from rolebook.sheets.fonts import covered
from rolebook.sheets.unshown import USUAL
from tests.conftest import Run


def test_the_fonts_have_the_usual_characters() -> None:
    """Of others alone the fonts are asked, which takes a while."""
    usual = {code for code in range(ord(" "), sys.maxunicode) if USUAL.fullmatch(chr(code))}
    assert usual - covered() == set()


def test_a_character_that_no_font_has_is_said_where_it_stands(small: Path, run: Run) -> None:
    """A rare one that a font has (𠮷) is none."""
    cash = small / "content/duties/cash.yaml"
    text = cash.read_text("utf-8")
    cash.write_text(text.replace("按顾客要求", "按𠮷田\U0001f409要求"), "utf-8")
    said = run("--root", small, "check").out
    assert "content/duties/cash.yaml:5:9: 警告：issue-invoices：PDF 的字体里没有“\U0001f409”（U+1F409）这个字" in said
    assert "𠮷”" not in said
