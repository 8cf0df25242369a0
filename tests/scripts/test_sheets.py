"""The form of a sheet does in the browser what the command line does in Python: the same words, digests and bytes."""

import base64
import itertools
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolebook.model.library import Library
from rolebook.sheets.facts import rows_of
from rolebook.sheets.form import WORD, RoleForms
from rolebook.sheets.form_rules import rules_script
from rolebook.sheets.hires.hire import Hire
from rolebook.sheets.making import Order, SheetBatch
from rolebook.sheets.names import stem
from rolebook.sheets.printed import RoleDesk, printed
from rolebook.sheets.statement import ending_key
from rolebook.sheets.typeset import Typesetter
from rolebook.sheets.word.file import packed
from tests.chance import seeded

from .node import evaluate

SCRIPTS = ["sheet-hire.js", "sheet-words.js", "zip.js", "sheet-word.js"]
RULES = rules_script().decode("ascii")
HIRES = [
    Hire(),
    Hire(name="示例"),
    Hire(name="名" * 40, employee_no="S" * 45, remarks="备注（示例）"),
    Hire(name="示例", remarks="第一行（示例）\n第二行"),
    Hire(name="示例", place="上海" * 20, probation="三个月", manager="示例经理"),
]


@pytest.fixture(scope="module")
def desk(library: Library, company: Path) -> RoleForms:
    return RoleForms(library, company / "templates/sheet")


def choices_of(names: list[str]) -> list[list[str]]:
    """Some of the 2^n choices of sections: all, none, each left out, each alone, and a few of the others."""
    rest = [[one for one in names if one != name] for name in names]
    chance = seeded(13)
    others = [[name for name in names if chance.random() < 0.5] for _ in range(4)]
    return [names, [], *rest, *([name] for name in names), *others]


def test_a_choice_of_sections_gives_the_words_that_python_prints(library: Library, desk: RoleForms) -> None:
    """On every paper of every role."""
    for page in map(desk.page, desk.roles):
        role = RoleDesk.of(library, library.roles[Path(page.path).stem])
        sections = {paper.id: role.pages(paper.id).content["sections"] for paper in role.offered}
        questions = [
            (hire, paper, kept)
            for paper, filled in sections.items()
            for hire, kept in zip(itertools.cycle(HIRES), choices_of([one["section"] for one in filled]), strict=False)
        ]
        code = """input.map(([hire, id, kept, asked]) => {
          const paper = rolebookSheet.papers.find((one) => one.id === id);
          const said = rolebookWords.words(rolebookSheet, paper, hire, new Set(kept), asked);
          return [said.rows, said.kept, [...said.behind], said.places];
        })"""
        asked = [(asdict(hire), paper, kept, library.sheet.annex) for hire, paper, kept in questions]
        found = evaluate(SCRIPTS, code, asked, RULES + page.script.decode("utf-8"))
        expected = []
        for hire, paper, kept in questions:
            left_out = [one["section"] for one in sections[paper] if one["section"] not in kept]
            sheet = printed(role.pages(paper, left_out), hire)
            rows = [[dict(fact) for fact in row] for row in rows_of(sheet["facts"])]
            keys = [section["key"] for section in sheet["sections"]]
            places = {
                key: sheet[key]
                for key in ("organisation", "title", "document_title", "digest", "document_number", "running")
            }
            places |= {f"statement_{key}": text for key, text in sheet["statement"].items()}
            behind = [ending_key(paper), *dict.fromkeys(document["key"] for document in sheet["annex"])]
            expected.append([rows, keys, behind, places])
        assert found == expected


def test_a_word_file_has_the_bytes_of_the_command_line(library: Library, company: Path, desk: RoleForms) -> None:
    """Of every paper of every role."""
    parts = dict(desk.files())[WORD].decode("utf-8")
    hire = Hire(name="示例 A<B&\"C'", employee_no="S012", remarks="𠮷田\n<第二行>")
    for page in map(desk.page, desk.roles):
        role = library.roles[Path(page.path).stem]
        papers = [paper.id for paper in RoleDesk.of(library, role).offered]
        code = """input[0].map((id) => {
          const paper = rolebookSheet.papers.find((one) => one.id === id);
          const words = rolebookWords.words(rolebookSheet, paper, input[1], new Set(paper.sections), input[2]);
          return btoa(String.fromCharCode(...rolebookWordFile.wordFile(rolebookWordParts, rolebookSheet, words)));
        })"""
        found = evaluate(
            SCRIPTS,
            code,
            [papers, asdict(hire), library.sheet.annex],
            before=RULES + parts + page.script.decode("utf-8"),
        )
        batch = SheetBatch(library, Typesetter(company / "templates/sheet"), (), ("docx",))
        made = [data for _, data in batch.files([Order(role, hire, paper=paper) for paper in papers])]
        assert [base64.b64decode(one) for one in found] == made


NAMES = st.text(
    st.one_of(st.characters(min_codepoint=33, max_codepoint=126), st.sampled_from("销售代表（示例）")),
    min_size=1,
    max_size=12,
)


@settings(max_examples=5, deadline=None)
@given(entries=st.dictionaries(NAMES, st.binary(max_size=300), max_size=8))
def test_zip_files_are_the_same_byte_for_byte(entries: dict[str, bytes]) -> None:
    code = """[...rolebookZip.zip(input.map(([name, bytes]) => [name, Uint8Array.from(bytes)]))]"""
    found = evaluate(["zip.js"], code, [[name, list(data)] for name, data in entries.items()])
    assert bytes(found) == packed(entries)


PARTS = st.text(
    st.one_of(st.characters(exclude_categories=["Cn", "Cs"]), st.sampled_from('示例._ -/\\"<>|?*COMnul1')), max_size=90
)


@settings(max_examples=5, deadline=None)
@given(names=st.lists(st.lists(PARTS, min_size=1, max_size=3), max_size=80))
def test_files_are_named_as_on_the_command_line(names: list[list[str]]) -> None:
    names += [["con"], ["LPT9", ""], ["com1.示例"], ["名" * 40, "Wolfeschlegelstein" * 8], ["."], ["\u200b"]]
    found = evaluate(SCRIPTS, "input.map((parts) => rolebookWordFile.stem(parts))", names, before=RULES)
    assert found == [stem(*parts) for parts in names]
