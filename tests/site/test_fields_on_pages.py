"""What the pages show of lines of forms."""

from pathlib import Path

import lxml.html


def read(built: Path, page: str) -> str:
    """The words of the page's article, white space made one space."""
    return " ".join(lxml.html.parse(str(built / page)).getroot().xpath("string(//article)").split())


def test_lines_of_forms_have_a_name(built: Path) -> None:
    assert "表格栏 2 行" in read(built, "sources/handbook.html")
