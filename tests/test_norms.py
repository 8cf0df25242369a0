"""How texts are written: list marks go and nothing else, and what is mended needs no mending again."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolebook.checked import load_checked
from rolebook.words.list_marks import without_list_numbers
from rolebook.words.norms import mended
from tests.conftest import REPOSITORY

MARKS = (REPOSITORY / "tests/list_marks.txt").read_text("utf-8").split("----\n")
SIGNS = '客户，。、；：,;:.!()（）“”"*_<b>0５Ａa 　\u00a0-…'


def test_list_marks_go_and_what_a_sentence_begins_with_stays() -> None:
    marked = [line for line in MARKS[0].splitlines() if not line.startswith("#")]
    assert {without_list_numbers(line).strip("“”。") for line in marked} == {"开发客户"}
    plain = MARKS[1].splitlines()
    assert [without_list_numbers(line) for line in plain] == plain
    assert [mended(line, sentence=True)[0] for line in plain if line != "(A)类客户。"] == [
        line for line in plain if line != "(A)类客户。"
    ]


@settings(max_examples=150, deadline=None)
@given(st.text(SIGNS, max_size=30), st.booleans())
def test_mending_once_is_enough(text: str, sentence: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    once, _ = mended(text, sentence=sentence)
    assert mended(once, sentence=sentence) == (once, ())


@pytest.mark.parametrize(
    ("key", "wrong", "right"),
    [
        ("    - 未按期盘点\n", "    - 1）未按期盘点\n", "list-number"),
        ("      wording: 扣2分\n", "      wording: 扣２分\n", "text-norm"),
        ("  text: 未按期盘点的，每次扣2分。\n", "  text: 未按期盘点的,每次扣2分\n", "text-norm"),
    ],
)
def test_every_text_that_is_printed_is_looked_at_and_mended(key: str, wrong: str, right: str, small: Path) -> None:
    file = small / "content/penalties/operations.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace(key, wrong, 1), "utf-8")
    (found,) = (one for one in load_checked(small).findings if one.rule in {"list-number", "text-norm"})
    assert found.rule == right
    assert found.fix is not None
    (edit,) = found.fix.edits
    lines = file.read_text("utf-8").splitlines(keepends=True)
    line = lines[edit.at.line - 1]
    lines[edit.at.line - 1] = line[: edit.at.column - 1] + edit.text + line[edit.end - 1 :]
    assert "".join(lines) == text


def test_a_waiver_keeps_a_text_as_it_is(small: Path) -> None:
    file = small / "content/duties/planning.yaml"
    text = file.read_text("utf-8").replace("填写销售台账。", "填写销售台账", 1)
    file.write_text(text.replace("rule: unlisted-duty", "rule: text-norm"), "utf-8")
    assert not [one for one in load_checked(small).findings if one.rule == "text-norm"]


def test_two_spellings_of_one_word_are_a_note(small: Path) -> None:
    file = small / "content/duties/cash.yaml"
    file.write_text(
        file.read_text("utf-8").replace("保持收银台整洁", "保持收银台和其它柜台整洁，做好其他清洁"), "utf-8"
    )
    (found,) = (one for one in load_checked(small).findings if one.rule == "mixed-spelling")
    assert (found.severity, found.at.line) == ("note", 15)
