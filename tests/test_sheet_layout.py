"""How sheets break over pages: one page each, signatures never alone or torn, heads kept, no odd line starts."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from rolebook.model.library import Library
from rolebook.sheets.hires.hire import Hire
from rolebook.sheets.printed import RolePages, printed
from rolebook.sheets.typeset import Typesetter
from tests.pdfs import lines, number_of_pages

ROOT = Path(__file__).parents[1]
SIGNATURES = ("员工（签名）", "直接上级（签名）", "公司（盖章）", "一式两份", "签收声明", "审核")


@pytest.fixture(scope="module")
def library(library: Library) -> Library:
    """The made-up company's library as it would be without an address and document numbers: lengths are exact."""
    return replace(
        library,
        settings=replace(library.settings, site_url=""),
        sheet=replace(library.sheet, document_number=""),
    )


@pytest.fixture(scope="module")
def typesetter(company: Path) -> Typesetter:
    return Typesetter(company / "templates/sheet")


@pytest.fixture(scope="module")
def words(library: Library) -> dict[str, Any]:
    """A sheet with penalties, whose sections the tests lengthen."""
    return printed(RolePages.of(library, library.roles["warehouse-keeper"]), Hire(name="示例"))


def with_sections(words: dict[str, Any], *sections: dict[str, Any]) -> dict[str, Any]:
    """The same sheet with these sections instead; each is headed by 测试 and what it holds."""
    empty: dict[str, Any] = {"groups": [], "rules": [], "table": None, "text": ""}
    made = [{**empty, "title": f"测试{next(iter(section))}", **section} for section in sections]
    return {**words, "sections": made}


def numbered(texts: list[str]) -> dict[str, Any]:
    return {"groups": [{"title": "", "first": 1, "texts": texts}]}


def penalties(words: dict[str, Any], number: int) -> dict[str, Any]:
    table = next(section["table"] for section in words["sections"] if section["table"])
    rows = table["rows"]
    return {"table": {**table, "rows": [rows[n % len(rows)] for n in range(number)]}}


def test_signatures_are_whole_and_never_alone(typesetter: Typesetter, words: dict[str, Any]) -> None:
    duty = "负责本部门年度方针目标的分解落实及经营目标的落实与实施。"
    rule = {"title": "扣分办法", "topics": "", "note": ""}
    sheets = [
        *(with_sections(words, numbered([duty] * n)) for n in range(20, 48, 2)),
        *(with_sections(words, penalties(words, n)) for n in range(12, 40, 2)),
        *(with_sections(words, penalties(words, n), {"text": duty}) for n in range(12, 40, 2)),
        *(with_sections(words, numbered([duty] * n), {"rules": [rule] * 3}) for n in range(20, 48, 2)),
    ]
    signed = 0
    for page in lines(typesetter.pdf(sheets)):
        found = [any(label in line for line in page) for label in SIGNATURES]
        assert len(set(found)) == 1, page
        if found[0]:
            signed += 1
            statement = next(number for number, line in enumerate(page) if "签收声明" in line)
            above = page[1:statement]  # the head is no content
            assert any(
                "测试" in line
                or duty[:20] in line
                or any(word in line for word in ("扣", "罚款", "降职", "合同", "警告"))
                for line in above
            ), page
    assert signed == len(sheets)


def test_table_heads_are_repeated_and_headings_kept(typesetter: Typesetter, words: dict[str, Any]) -> None:
    sheets = [with_sections(words, numbered(["测试行。"] * n), penalties(words, 70)) for n in range(2, 30, 3)]
    tables = 0
    for page in lines(typesetter.pdf(sheets)):
        if any("每次" in line for line in page):
            tables += 1
            assert sum(line.startswith("序号") for line in page) == 1
        heading = next((number for number, line in enumerate(page) if line.endswith("测试table")), None)
        if heading is not None:
            assert any("每次" in line for line in page[heading:])
    assert tables >= 3 * len(sheets)


def test_no_line_starts_or_ends_with_the_wrong_punctuation(library: Library, typesetter: Typesetter) -> None:
    rules = [item.text for rule in library.rules.values() for item in rule.items if item.text]
    texts = [clause.text for clause in library.clauses.values()] + rules
    one = printed(RolePages.of(library, library.roles["sales-representative"]), Hire(remarks="".join(texts)[:900]))
    long = with_sections(one, *(numbered([text[n:] for text in texts if len(text) > n + 40]) for n in range(8)))
    seen = 0
    for page in lines(typesetter.pdf([long])):
        for line in page:
            seen += 1
            assert line[0] not in "，。；：、？！）》”…", line
            assert line[-1] not in "（《“", line
    assert seen > 40


# ---- pages -----------------------------------------------------------------------------------------------------------


def pitch(pdf: bytes) -> float:
    """Points from the first line of the first section to the second."""
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    tops: list[float] = []
    for number in ("1.", "2."):
        found = page.search(number, match_case=True, index=page.search("一、").get_next()[0]).get_next()
        tops.append(page.get_charbox(found[0], loose=True)[3])
    return tops[0] - tops[1]


def test_the_tight_spacing_is_taken_only_where_it_saves_a_page(
    library: Library, typesetter: Typesetter, words: dict[str, Any]
) -> None:
    role = typesetter.pdf([printed(RolePages.of(library, library.roles["buyer"]), Hire())])
    assert pitch(role) == pytest.approx(15.75, abs=0.1)
    duties = {n: typesetter.pdf([with_sections(words, numbered(["示例职责。"] * n))]) for n in (22, 26, 29, 60)}
    assert [number_of_pages(pdf) for pdf in duties.values()] == [1, 1, 2, 2]
    assert [pitch(pdf) for pdf in duties.values()] == pytest.approx([15.75, 14.4, 15.75, 15.75], abs=0.1)


def test_merged_sheets_are_those_made_one_by_one(library: Library, typesetter: Typesetter) -> None:
    """Heads, feet and page numbers too: every hire's sheet begins with its first page."""
    hires = [
        ("buyer", Hire(name="甲（示例）", employee_no="S1")),
        ("warehouse-keeper", Hire(name="乙（示例）", remarks="备注" * 300)),
        ("cashier", Hire(name="丙（示例）", start="2026-12-01")),
    ]
    sheets = [printed(RolePages.of(library, library.roles[role]), hire) for role, hire in hires]
    merged = pypdfium2.PdfDocument(typesetter.pdf(sheets))
    single = [pypdfium2.PdfDocument(typesetter.pdf([sheet])) for sheet in sheets]
    pages = [page for document in single for page in document]
    assert [len(document) for document in single] == [1, 2, 1]
    assert len(merged) == len(pages)
    for ours, alone in zip(merged, pages, strict=True):
        assert ours.get_textpage().get_text_range() == alone.get_textpage().get_text_range()
        assert ours.render(scale=1.5).to_pil().tobytes() == alone.render(scale=1.5).to_pil().tobytes()
    said = [page.get_textpage().get_text_range() for page in merged]
    assert "第 1 页，共 1 页" in said[0]
    assert "第 1 页，共 2 页" in said[1]
    assert "仓库管理员岗位说明书 · 乙（示例）" in said[2], "the running head"
    assert [text.count("·") for text in said] == [0, 0, 1, 0]
