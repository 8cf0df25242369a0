"""Guards against what would go wrong quietly: each of these tests fails when its guard is switched off."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from rolebook.loading.load import load
from rolebook.model.records import Retirement
from rolebook.model.role_content import Entries, role_content
from rolebook.model.snapshot import snapshot
from rolebook.sheets.hires.list_rules import LIMITS
from rolebook.sheets.hires.reading import read_hires
from rolebook.words.contrast import difference

from .editing_support import Root, small

PAIRS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "merge_pairs.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def with_pair(root: Root, kind: str, one: str, other: str) -> tuple[str, str]:
    """Put two texts into the small library as clauses of a kind; their ids."""
    if kind == "duty":
        root.change("duties/planning.yaml", "拟定每月销售计划并且执行实施。", one)
        root.change("duties/planning.yaml", "制定每月销售计划，并执行实施。", other)
        return "draw-up-monthly-plan", "make-monthly-plan"
    assert kind == "rule"
    root.change("rules/house-rules.yaml", "来访客户须登记。", other)
    root.change("rules/house-rules.yaml", "展厅每天九点开门。", one)
    return "house-rules#opening", "house-rules#visits"


@pytest.mark.parametrize(("expected", "_kind", "one", "other"), PAIRS, ids=[pair[2] for pair in PAIRS])
def test_another_wording_is_told_from_another_matter(expected: str, _kind: str, one: str, other: str) -> None:
    assert bool(difference(one, other).decisive) is (expected == "refuse")
    assert bool(difference(other, one).decisive) is (expected == "refuse")


@pytest.mark.parametrize(
    ("kind", "one", "other", "words"),
    [
        ("duty", "总经理审批合同。", "部门经理审批合同。", "人员不同：总经理／部门经理"),
        ("duty", "财务部核对单据。", "行政部核对单据。", "所指的人或事不同：财务／行政"),
        ("duty", "总经理审批，部门经理执行。", "部门经理审批，总经理执行。", "人员的次序不同"),
        ("duty", "不得泄露公司秘密。", "泄露公司秘密。", "否定不同：不得／无"),
        ("rule", "审批销售合同。", "审批采购订单。", "所指的人或事不同：销售合同／采购订单"),
    ],
)
def test_merge_refuses_another_matter_and_says_how_to_go_on(
    tmp_path: Path, kind: str, one: str, other: str, words: str
) -> None:
    root = small(tmp_path)
    ids = with_pair(root, kind, one, other)
    tree = root.tree()
    refused = root.run("merge", *ids)
    assert refused.code == 1
    assert f"不能合并到 {ids[1]}：{words}。" in refused.err
    assert "写 distinct_from 或 covers；意思确实相同的，先把两条改成一致的措辞，再合并" in refused.err
    assert root.tree() == tree


def test_merge_says_which_words_go(tmp_path: Path) -> None:
    root = small(tmp_path)
    ids = with_pair(root, "duty", "整理客户资料并归档。", "整理资料并归档。")
    done = root.run("merge", *ids)
    assert done.code == 0
    assert "保留 make-monthly-plan 的文字。用词不同：只有draw-up-monthly-plan写了“客户”" in done.out + done.err


def test_check_offers_no_merge_where_merge_would_refuse(tmp_path: Path) -> None:
    root = small(tmp_path)
    with_pair(root, "duty", "财务部核对所有的报销单据。", "行政部核对所有的报销单据。")
    found = next(one for one in root.findings("near-duplicate") if "make-monthly-plan" in one["message"])
    assert "build.py merge" not in found["hint"]
    assert "不宜合并：所指的人或事不同：行政／财务。" in found["hint"]
    assert "reason: ……\n" in found["hint"]


@pytest.mark.parametrize("marks", ["“”", "‘’", "「」", "『』", '""', "''", "``"])
def test_quotes_and_backticks_make_no_other_clause(tmp_path: Path, marks: str) -> None:
    """They are stray marks of the source: `similar` knows the sentence, and `check` finds the twin."""
    quoted = f"制定{marks[0]}每月销售计划{marks[1]}，并执行实施。"
    root = small(tmp_path)
    assert root.run("similar", quoted, "--format", "json").json["verdict"] == "same"
    text = quoted.replace("'", "''")
    root.change("duties/planning.yaml", "text: 拟定每月销售计划并且执行实施。", f"text: '{text}'")
    (twin,) = root.findings("twins")
    assert "make-monthly-plan 与 draw-up-monthly-plan" in twin["message"]


def test_a_retired_role_is_no_role_of_its_department(tmp_path: Path) -> None:
    """What applies to a department's roles does not apply to a role that is gone."""
    root = small(tmp_path)
    asked = ("similar", "未按时汇报的，一次考核50元", "--format", "json")
    assert set(root.run(*asked).json["matches"][0]["roles"]) == {"clerk", "sales-manager"}
    root.change("roles/clerk.yaml", "penalties: [not-reporting-in-time, late-reports]\n", "")
    assert set(root.run(*asked).json["matches"][0]["roles"]) == {"clerk", "sales-manager"}
    assert root.run("retire", "clerk", "--reason", "示例").code == 0
    assert set(root.run(*asked).json["matches"][0]["roles"]) == {"sales-manager"}
    library = load(tmp_path).library
    assert library is not None
    assert [role.id for role in library.roles_of("sales")] == ["sales-manager"]


def spreadsheet(padding: int) -> bytes:
    """A workbook with one hire, and a part of so many bytes beside it, which packs to next to nothing."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["姓名", "岗位"], ["示例", "示例文员"]):
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("customXml/item1.xml", f"<a>{' ' * padding}</a>")
    return made.getvalue()


def test_a_zip_bomb_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    """The same workbook is read where it unpacks to less: it is whole, and only its size stands against it."""
    library = load(small(tmp_path).path).library
    assert library is not None
    path = tmp_path / "hires.xlsx"

    path.write_bytes(spreadsheet(LIMITS["bytes"] // 2))
    hires = read_hires(path, path.name, library, lambda _: ())
    assert [order.role.id for order in hires.orders] == ["clerk"]
    assert not hires.findings

    bomb = spreadsheet(LIMITS["bytes"])
    assert len(bomb) < LIMITS["bytes"] // 500
    path.write_bytes(bomb)
    hires = read_hires(path, path.name, library, lambda _: ())
    assert not hires.orders
    (finding,) = hires.findings
    assert (finding.rule, finding.message.zh) == ("unreadable-table", "这个 .xlsx 文件解压后太大")


def test_a_table_of_too_many_bytes_is_not_read(tmp_path: Path) -> None:
    library = load(small(tmp_path).path).library
    assert library is not None
    path = tmp_path / "hires.csv"
    row = "示例,示例文员\n"
    path.write_text("姓名,岗位\n" + row + "\n" * LIMITS["bytes"], "utf-8")
    hires = read_hires(path, path.name, library, lambda _: ())
    assert not hires.orders
    assert [finding.message.zh for finding in hires.findings] == ["文件太大"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_cell_of_the_export_can_be_taken_for_a_formula(tmp_path: Path, sign: str) -> None:
    root = small(tmp_path)
    note = f"{sign}cmd|calc"
    root.change("duties/customers.yaml", "  sources: [example:6]\n", f"  sources: [example:6]\n  note: '{note}'\n")
    out = tmp_path / "out"
    assert root.run("export", "--format", "csv", "--out", f"{out}.csv").code == 0
    rows = list(csv.reader(io.StringIO(Path(f"{out}.csv").read_text("utf-8-sig"), newline="")))
    assert f"'{note}" in [cell for row in rows for cell in row]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert root.run("export", "--format", "xlsx", "--out", f"{out}.xlsx").code == 0
    cells = [cell for row in load_workbook(f"{out}.xlsx").worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    assert note in [cell.value for cell in cells]


NEAR = "甲乙丙丁戊己庚辛壬癸子丑寅"
"""Thirteen characters: with seven more, two texts of twenty agree by exactly 65 %."""


@pytest.mark.parametrize(("shared", "asked"), [(13, True), (12, False)])
def test_check_asks_about_two_clauses_from_65_percent_on(tmp_path: Path, shared: int, *, asked: bool) -> None:
    root = small(tmp_path)
    rest = ("天地玄黄宇宙洪荒", "日月盈昃辰宿列张")
    for old, end in zip(("拟定每月销售计划并且执行实施。", "制定每月销售计划，并执行实施。"), rest, strict=True):
        root.change("duties/planning.yaml", old, f"{NEAR[:shared]}{end[: 20 - shared]}。")
    verdict = root.run("similar", f"{NEAR[:shared]}山川草木风霜雨雪"[:20], "--format", "json").json["verdict"]
    assert verdict == ("near" if asked else "apart")
    found = [one for one in root.findings("near-duplicate") if "monthly-plan" in one["message"]]
    assert bool(found) is asked
    if asked:
        assert "有 65% 相同" in found[0]["message"]


def test_the_title_of_a_role_comes_before_the_alias_of_another(tmp_path: Path) -> None:
    """`check` forbids such an alias; a library that has one all the same still finds the role of that title."""
    root = small(tmp_path)
    root.change("roles/clerk.yaml", "department: sales\n", "aliases:\n  - 示例经理\ndepartment: sales\n")
    assert len(root.findings("ambiguous-alias")) == 1
    library = load(tmp_path).library
    assert library is not None
    assert [role.id for role in library.find_role("示例经理")] == ["sales-manager"]
    assert [role.id for role in library.find_role("sales-manager")] == ["sales-manager"]


def test_a_quotation_leaves_blank_lines_out(tmp_path: Path) -> None:
    showroom = small(tmp_path).clause("run-showroom")
    assert showroom["sources"][0]["quote"] == "10、负责展厅的日常管理与\n维护。"


def test_what_a_department_has_stands_on_its_roles_sheet_and_what_is_retired_does_not(tmp_path: Path) -> None:
    small(tmp_path)
    library = load(tmp_path).library
    assert library is not None
    content = role_content(Entries.of(snapshot(library)), "sales-manager")
    shown = json.dumps(content, ensure_ascii=False)
    assert "未按时汇报的，一次考核50元。" in shown
    assert "来访客户须登记。" in shown
    gone = replace(library.clauses["late-reports"], retired=Retirement("2026-11-24", "示例"))
    library = replace(library, clauses={**library.clauses, "late-reports": gone})
    assert "未按时汇报" not in json.dumps(
        role_content(Entries.of(snapshot(library)), "sales-manager"), ensure_ascii=False
    )
