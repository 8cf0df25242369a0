"""What the pages show of fields, and of lines of sources."""

from pathlib import Path

import lxml.html


def read(built: Path, page: str) -> str:
    """The words of the page's article, white space made one space."""
    return " ".join(lxml.html.parse(str(built / page)).getroot().xpath("string(//article)").split())


def test_lines_of_forms_have_a_name(built: Path) -> None:
    assert "表格栏 3 行" in read(built, "sources/handbook.html")


def test_a_line_says_which_of_its_sentences_is_not_used(built: Path) -> None:
    assert "“保持收银台整洁。”不采用：示例：另有规定" in read(built, "sources/operations.html")


def test_sanctions_say_when_they_apply(built: Path) -> None:
    whole = "迟到10至30分钟：罚10元；迟到30分钟以上：罚50元；一个月内第 3 次：通报批评；情节严重者：记大过"
    assert whole in read(built, "roles/supply-manager.html")
    for page in ("clauses/late-arrivals.html", "penalties.html"):
        said = read(built, page)
        assert all(words in said for words in whole.split("；")), page
    assert "每单每车" in read(built, "clauses/wrong-goods-loaded.html")


def test_only_deductions_say_what_kind_they_are(built: Path) -> None:
    assert "（罚款）" in read(built, "clauses/late-arrivals.html")
    shown = read(built, "clauses/wrong-goods-loaded.html")
    assert "不予结算装卸费（" not in shown
    assert "按装卸费的2倍扣款（原文未说明" in shown


def test_qualifications_show_what_they_ask_for(built: Path) -> None:
    said = read(built, "clauses/half-a-year-of-driving.html")
    assert all(words in said for words in ("0.5 年以上", "证书C1驾驶证", "熟练程度熟悉"))
    said = read(built, "clauses/forklift-of-level-three.html")
    assert all(words in said for words in ("初中以上", "熟练程度掌握", "技能等级3 级"))
    parts = "分项大专以上学历（必备，大专以上）；能力突出者学历不限（优先，学历不限）"
    assert parts in read(built, "clauses/college-or-outstanding.html")


def test_a_certificate_finds_its_clause(built: Path) -> None:
    assert '"C1驾驶证"' in (built / "assets/search-data.js").read_text("utf-8")
