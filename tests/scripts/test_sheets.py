"""The form of a sheet does in the browser what the command line does in Python: the same words, digests and bytes."""

import base64
import itertools
import random
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolebook.model.library import Library
from rolebook.model.sheet_code import printed_code
from rolebook.sheets.facts import rows_of
from rolebook.sheets.form import WORD, RoleForms
from rolebook.sheets.form_rules import rules_script
from rolebook.sheets.hires.hire import Hire
from rolebook.sheets.names import stem
from rolebook.sheets.open_sheet import open_sheet
from rolebook.sheets.printed import RolePages, printed
from rolebook.sheets.sections import kept_keys
from rolebook.sheets.word.file import packed, word_file
from rolebook.sheets.word.template import WordTemplate

from .node import evaluate

SCRIPTS = ["sheet-hire.js", "sheet-words.js", "zip.js", "sheet-word.js"]
RULES = rules_script().decode("ascii")
HIRES = [
    Hire(),
    Hire(name="示例"),
    Hire(name="名" * 40, employee_no="S" * 45, remarks="备注（示例）"),
    Hire(name="示例", place="上海" * 20, probation="三个月", manager="示例经理"),
]


@pytest.fixture(scope="module")
def desk(library: Library, company: Path) -> RoleForms:
    return RoleForms(library, company / "templates/sheet")


def choices_of(names: list[str]) -> list[list[str]]:
    """Some of the 2^n choices of sections: all, none, each left out, each alone, and a few of the others."""
    rest = [[one for one in names if one != name] for name in names]
    chance = random.Random(13)  # noqa: S311  # the same choices in every run
    others = [[name for name in names if chance.random() < 0.5] for _ in range(16)]
    return [names, [], *rest, *([name] for name in names), *others]


def test_a_choice_of_sections_gives_the_words_that_python_prints(library: Library, desk: RoleForms) -> None:
    for page in desk.pages():
        role = library.roles[Path(page.path).stem]
        names = [section["name"] for section in page.variables["sections"]]
        questions = list(zip(itertools.cycle(HIRES), choices_of(names), strict=False))
        code = """input.map(([hire, kept]) => {
          const { rows, kept: keys, places } = rolebookWords.words(rolebookSheet, hire, new Set(kept));
          return [rows, [...keys].sort(), places.digest, places.document_number, places.running];
        })"""
        found = evaluate(
            SCRIPTS, code, [(asdict(hire), kept) for hire, kept in questions], RULES + page.script.decode("utf-8")
        )
        expected = []
        for hire, kept in questions:
            left_out = [name for name in names if name not in kept]
            sheet = printed(RolePages.of(library, role, left_out), hire)
            rows = [[dict(fact) for fact in row] for row in rows_of(sheet["facts"])]
            keys = sorted(kept_keys(kept))
            assert sheet["digest"] == str(printed_code(library, role, left_out))
            expected.append([rows, keys, sheet["digest"], sheet["document_number"], sheet["running"]])
        assert found == expected


def test_a_word_file_has_the_bytes_of_the_command_line(library: Library, company: Path, desk: RoleForms) -> None:
    parts = dict(desk.files())[WORD].decode("utf-8")
    word = WordTemplate(company / "templates/sheet")
    hire = Hire(name="示例 A<B&\"C'", employee_no="S012", remarks="𠮷田")
    for page in desk.pages():
        code = """(() => {
          const words = rolebookWords.words(rolebookSheet, input, new Set(rolebookSheet.sections));
          return btoa(String.fromCharCode(...rolebookWordFile.wordFile(rolebookWordParts, rolebookSheet, words)));
        })()"""
        found = evaluate(SCRIPTS, code, asdict(hire), before=RULES + parts + page.script.decode("utf-8"))
        pages = RolePages.of(library, library.roles[Path(page.path).stem])
        made = word_file(
            {**word.fixed, **word.pictures(pages.address)}, word.parts(open_sheet(pages)), printed(pages, hire)
        )
        assert base64.b64decode(found) == made


NAMES = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=12)


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
