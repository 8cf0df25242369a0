"""What real penalty tables say: thresholds, repeated times within a month, half days, multiples, units of their own."""

import csv
import io
import json
from pathlib import Path

import docx
import pytest

from rolebook.sheets.printed import RolePages
from tests.conftest import Run, library_of
from tests.pdfs import text
from tests.word_reader import body

CASES = (
    "迟到10至30分钟：罚10元",
    "迟到30分钟以上：罚50元",
    "一个月内第3次：通报批评",
    "情节严重者：记大过",
    "扣0.5日工资",
    "每半小时",
    "不予结算装卸费",
    "按装卸费的2倍扣款",
    "每单每车",
)


@pytest.fixture(scope="module")
def sheets(company: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Format → what the sheet of a role with such penalties says, without white space."""
    from rolebook.cli import main

    out = tmp_path_factory.mktemp("sheets")
    arguments = ["--root", str(company), "sheet", "supply-manager", "--format", "pdf,docx,html", "--out", str(out)]
    assert main(arguments) == 0
    files = {file.suffix: file for file in out.iterdir()}
    said = {
        "pdf": text(files[".pdf"].read_bytes()),
        "docx": body(docx.Document(str(files[".docx"]))),
        "html": files[".html"].read_text("utf-8"),
    }
    return {form: "".join(words.split()) for form, words in said.items()}


@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
def test_every_case_is_printed(sheets: dict[str, str], form: str) -> None:
    assert [case for case in CASES if case not in sheets[form]] == []


def test_exports_hold_what_is_filled_and_nothing_else(company: Path, run: Run, tmp_path: Path) -> None:
    for form in ("json", "csv"):
        assert run("--root", company, "export", "--format", form, "--out", tmp_path / f"x.{form}").code == 0
    clauses = {one["id"]: one for one in json.loads((tmp_path / "x.json").read_bytes())["clauses"]}
    late, load = clauses["late-arrivals"], clauses["wrong-goods-loaded"]
    assert late["sanctions"][2] == {"kind": "public-notice", "nth": 3, "within": "month", "wording": "通报批评"}
    assert late["sanctions"][3] == {"kind": "major-demerit", "condition": "情节严重者", "wording": "记大过"}
    assert (load["per"], load["per_text"], load["sanctions"][1]["unit"]) == (["order"], "每车", "multiple")
    assert "per_text" not in late
    older = clauses["smoking-in-warehouse"]
    assert {key for one in older["sanctions"] for key in one} <= {"kind", "amount", "unit", "nth", "wording", "basis"}
    heads, *rows = csv.reader(io.StringIO((tmp_path / "x.csv").read_text("utf-8-sig")))
    cells = {row[heads.index("标识符")]: row for row in rows}
    said = cells["late-arrivals"][heads.index("处罚（照原文）")]
    assert said == "迟到10至30分钟：罚10元；迟到30分钟以上：罚50元；一个月内第 3 次：通报批评；情节严重者：记大过"
    assert cells["wrong-goods-loaded"][heads.index("计罚方式")] == "每单每车"
    assert cells["smoking-in-warehouse"][heads.index("处罚（照原文）")] == "罚款200元；降职"


def test_the_code_of_a_sheet_stands_for_what_is_new(small: Path) -> None:
    file = small / "content/penalties/handbook.yaml"
    text = file.read_text("utf-8")
    codes = set()
    for old, new in (("", ""), ("within: month", "within: year"), ("情节严重者\n", "情节恶劣者\n"), ("每车", "每柜")):
        file.write_text(text.replace(old, new), "utf-8")
        library = library_of(small)
        codes.add(RolePages.of(library, library.roles["supply-manager"]).code.digest)
    assert len(codes) == 4


WORDINGS = {
    "第三次书面警告": "一个月内第三次书面警告",
    "一个月内第三次书面警告": "一个月内第三次书面警告",
    "第三次扣当月工资5%": "一个月内第三次扣当月工资5%",
    "书面警告": "一个月内第 3 次：书面警告",
}


def test_a_time_to_count_in_is_said_once(small: Path, run: Run, tmp_path: Path) -> None:
    file = small / "content/penalties/handbook.yaml"
    one = "    - kind: public-notice\n      nth: 3\n      within: month\n      wording: "
    several = "".join(f"{one}{wording}\n" for wording in WORDINGS)
    text = file.read_text("utf-8").replace(f"{one}通报批评\n", several)
    file.write_text(text.replace("通报批评，", "通报批评并扣当月工资5%，"), "utf-8")
    assert run("--root", small, "export", "--format", "csv", "--out", tmp_path / "x.csv").code == 0
    text = (tmp_path / "x.csv").read_text("utf-8-sig")
    assert f"；{'；'.join(WORDINGS.values())}；" in text


def test_penalties_that_count_differently_are_not_merged(small: Path, run: Run) -> None:
    file = small / "content/penalties/handbook.yaml"
    both = (
        (("within: month", "within: year"), ("一个月内", "一年内")),
        (("condition: 情节严重者", "condition: 造成事故的"), ("", "")),
    )
    for changed, also in both:
        twin = file.read_text("utf-8").partition("- id: leave-not-ended")[0]
        twin = twin.replace("- id: late-arrivals", "- id: late-twin").replace("通报批评，情节", "通报批评；情节")
        (small / "content/penalties/twins.yaml").write_text(twin.replace(*changed).replace(*also), "utf-8")
        refused = run("--root", small, "merge", "late-twin", "late-arrivals")
        assert (refused.code, "sanctions 不同" in refused.err) == (1, True), refused.err


def test_a_basis_that_older_entries_have_keeps_no_penalties_apart(small: Path, run: Run) -> None:
    text = (small / "content/penalties/sales.yaml").read_text("utf-8")
    twin = text[text.index("- id: leaving-the-counter") :].replace("- id: leaving-the-counter", "- id: leaving-twin")
    twin = twin.replace("擅自离岗，一次警告", "擅自离岗的，一次警告").replace("      basis: unstated\n", "")
    (small / "content/penalties/twins.yaml").write_text(twin, "utf-8")
    merged = run("--root", small, "merge", "leaving-twin", "leaving-the-counter")
    assert merged.code == 0, merged.err


NEW = ("--text", "货物装错一车的，记过一次。", "--department", "supply", "--violation", "装错货物", "--wording", "记过")


def test_new_asks_for_a_basis_only_of_money_and_points(small: Path, run: Run) -> None:
    origin = ("--decided", "2026-11-20", "--by", "人力资源部", "--reason", "示例")
    more = ("--nth", "2", "--within", "一年内", "--sanction-condition", "货物受损的", "--per-text", "一车")
    made = run("--root", small, "new", "penalty", *NEW, *origin, "--sanction", "记过", *more, "--id", "wrong-lorry")
    assert made.code == 0, made.err
    assert (
        "  sanctions:\n    - kind: demerit\n      nth: 2\n      within: year\n      condition: 货物受损的\n"
        "      wording: 记过\n  per: [occurrence]\n  per_text: 一车\n"
    ) in (small / "content/penalties/supply.yaml").read_text("utf-8")
