"""How sheets break over pages: signatures never alone or torn, headings and table heads kept, no odd line starts."""

from pathlib import Path
from typing import Any

import pytest

from rolebook.library import Library, load
from rolebook.sheets.hire import Hire
from rolebook.sheets.printed import RolePages, printed
from rolebook.sheets.typeset import Typesetter
from tests.pdfs import lines, number_of_pages

ROOT = Path(__file__).parents[1]
SIGNATURES = ("员工（签名）", "直接上级（签名）", "公司（盖章）", "一式两份", "签收声明")


@pytest.fixture(scope="module")
def library() -> Library:
    loaded = load(ROOT).library
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter(ROOT / "templates" / "sheet")


@pytest.fixture(scope="module")
def words(library: Library) -> dict[str, Any]:
    """A sheet with penalties, whose sections the tests lengthen."""
    return printed(RolePages.of(library, library.roles["sales-department-head"]), Hire(name="示例"))


def with_sections(words: dict[str, Any], *sections: tuple[str, list[Any]]) -> dict[str, Any]:
    made = [{"section": name, "title": f"测试{name}", "content": content} for name, content in sections]
    return {**words, "sections": made}


def penalties(words: dict[str, Any], number: int) -> list[Any]:
    given = next(section["content"] for section in words["sections"] if section["section"] == "penalties")
    return [given[n % len(given)] for n in range(number)]


def test_signatures_are_whole_and_never_alone(typesetter: Typesetter, words: dict[str, Any]) -> None:
    duty = "负责本部门年度方针目标的分解落实及经营目标的落实与实施。"
    sheets = [
        *(with_sections(words, ("duties", [{"title": "", "duties": [duty] * n}])) for n in range(20, 48)),
        *(with_sections(words, ("penalties", penalties(words, n))) for n in range(12, 40)),
        *(with_sections(words, ("penalties", penalties(words, n)), ("career", [duty])) for n in range(12, 40)),
    ]
    signed = 0
    for page in lines(typesetter.pdf(sheets)):
        found = [any(label in line for line in page) for label in SIGNATURES]
        assert len(set(found)) == 1, page
        if found[0]:
            signed += 1
            statement = next(number for number, line in enumerate(page) if "签收声明" in line)
            above = page[1:statement]  # the head is no content
            assert any("测试" in line or duty[:20] in line or "考核" in line for line in above), page
    assert signed == len(sheets)


def test_table_heads_are_repeated_and_headings_kept(typesetter: Typesetter, words: dict[str, Any]) -> None:
    sheets = [
        with_sections(words, ("career", ["测试行。"] * n), ("penalties", penalties(words, 70))) for n in range(2, 30, 3)
    ]
    tables = 0
    for page in lines(typesetter.pdf(sheets)):
        if any("考核 " in line for line in page):
            tables += 1
            assert sum(line.startswith("序号") for line in page) == 1
        heading = next((number for number, line in enumerate(page) if line.endswith("测试penalties")), None)
        if heading is not None:
            assert any("考核 " in line for line in page[heading:])
    assert tables >= 3 * len(sheets)


def test_no_line_starts_or_ends_with_the_wrong_punctuation(library: Library, typesetter: Typesetter) -> None:
    rules = [item.text for rule in library.rules.values() for item in rule.items if item.text]
    texts = [clause.text for clause in library.clauses.values()] + rules
    one = printed(RolePages.of(library, library.roles["sales-representative"]), Hire(remarks="".join(texts)[:900]))
    long = with_sections(one, *(("career", [text[n:] for text in texts if len(text) > n + 40]) for n in range(8)))
    seen = 0
    for page in lines(typesetter.pdf([long])):
        for line in page:
            seen += 1
            assert line[0] not in "，。；：、？！）》”…", line
            assert line[-1] not in "（《“", line
    assert seen > 300


@pytest.mark.parametrize("role", ["sales-representative", "sales-department-head", "sales-consultant-automotive"])
def test_one_page_where_it_fits(library: Library, typesetter: Typesetter, role: str) -> None:
    hire = Hire(name="欧阳娜娜（示例）", start="2026-12-01")
    assert number_of_pages(typesetter.pdf([printed(RolePages.of(library, library.roles[role]), hire)])) == 1
