"""What a clause's page marks as left out of its source line, and what it leaves to the other clauses of the line."""

from hypothesis import given
from hypothesis import strategies as st

from rolebook.words.differences import differences

LINE = "二、配合经理做好管理工作：(1)分配销售任务，定期上报情况；(2)检查工作日志。"
LEAD, FIRST, SECOND, THIRD = "配合经理做好管理工作。", "分配销售任务。", "定期上报情况。", "检查工作日志。"


def _kinds(line: str, text: str, others: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for stretch in differences([line], text, others):
        found.setdefault(stretch.kind, []).append(stretch.text)
    return found


def test_what_several_other_clauses_of_a_line_say_is_not_struck_out() -> None:
    for text in (LEAD, FIRST, SECOND, THIRD):
        kinds = _kinds(LINE, text, [other for other in (LEAD, FIRST, SECOND, THIRD) if other != text])
        assert "delete" not in kinds, (text, kinds)
        assert "insert" not in kinds, (text, kinds)


def test_what_no_clause_says_is_still_struck_out() -> None:
    kinds = _kinds(LINE, FIRST, [LEAD, THIRD])
    assert kinds["delete"] == ["定期上报情况；"]


def test_a_sentence_that_was_mended_in_its_own_clause_stands_there() -> None:
    kinds = _kinds("有独立开拓客户能力,并有良好的服务意识", "有独立开拓客户能力。", ["有良好的服务意识。"])
    assert "delete" not in kinds


TEXT = st.text(alphabet="客户销售任务，。；：(1)、管理", min_size=1, max_size=30)


@given(TEXT, TEXT, st.lists(TEXT, max_size=3))
def test_the_line_is_shown_as_it_stands_whatever_is_marked(line: str, text: str, others: list[str]) -> None:
    kept = "".join(stretch.text for stretch in differences([line], text, others) if stretch.kind != "insert")
    assert kept == line.strip()
