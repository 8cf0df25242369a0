"""岗位信息采集表: a workbook that is read back without guessing, and by which roles of the library are changed."""

import io
import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

from rolebook.cli import main
from rolebook.importing.form import values
from rolebook.importing.form.layout import BASELINE, EVERY, GUIDE, ID, LISTS, MEASURES, OF_DEPARTMENTS, PLAIN, SOURCE
from rolebook.importing.form.posts import Post, post_of
from rolebook.importing.form.reading import read_form
from rolebook.importing.form.writing import workbook
from rolebook.importing.readers import read
from rolebook.loading.load import load
from rolebook.model.entries import Penalty
from rolebook.model.library import Library
from rolebook.words.figures import figures
from tests.chance import seeded
from tests.editing_support import Root

ROLES = 8
"""Roles of the made-up company."""


@pytest.fixture
def handbook(company: Path, tmp_path: Path) -> Root:
    """The made-up company's library, to be changed."""
    shutil.copytree(company / "content", tmp_path / "handbook" / "content")
    return Root(tmp_path / "handbook")


@pytest.fixture
def begun(company: Path, tmp_path: Path) -> Root:
    """A library without entries, but with the company's lists and a work activity."""
    content = tmp_path / "begun" / "content"
    content.mkdir(parents=True)
    for name in ("library.yaml", "taxonomy.yaml"):
        shutil.copy(company / "content" / name, content / name)
    root = Root(tmp_path / "begun")
    root.write("activities/store.yaml", "- id: inspect-goods\n  title: 示例验货\n")
    return root


def library_at(root: Root) -> Library:
    loaded = load(root.path).library
    assert loaded is not None
    return loaded


def collected(root: Root, *roles: str) -> Workbook:
    """The workbook that `collect` writes."""
    out = root.path.parent / "form.xlsx"
    assert root.run("collect", *roles, "--out", str(out)).code == 0
    return openpyxl.load_workbook(out)


def imported(root: Root, book: Workbook, *options: str) -> Any:
    path = root.path.parent / "filled.xlsx"
    book.save(path)
    return root.run("import", str(path), *options)


def rows_of(sheet: Any, label: str) -> int:
    """The row whose first cell says this."""
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == label)


def put(sheet: Any, label: str, text: str) -> None:
    """Answer the fact of this name."""
    sheet.cell(rows_of(sheet, label), 2).value = text


def cell_of(sheet: Any, text: str) -> Any:
    """The cell that says this."""
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)


def decide(sheet: Any) -> None:
    put(sheet, "填表部门", "人力资源部")
    put(sheet, "填表日期", "2026/11/27")
    put(sheet, "修改理由", "示例修改")


def without_ids(book: Workbook) -> Workbook:
    """The workbook as a head of department would have filled it in: nothing of it is known to the library."""
    del book[BASELINE]
    for sheet in book.worksheets:
        if sheet.title in {GUIDE, LISTS}:
            continue
        merged = [str(area) for area in sheet.merged_cells.ranges]
        for area in merged:
            sheet.unmerge_cells(area)
        columns: dict[int, str] = {}
        for row in sheet.iter_rows():
            heads = {at: str(cell.value) for at, cell in enumerate(row, 1) if str(cell.value).endswith("（不改）")}
            columns = heads if heads and 1 not in heads else columns
            if 1 in heads:
                row[1].value = None
            elif any(row[column - 1].value == PLAIN for column in columns):
                for cell in row:
                    cell.value = None
            elif not heads:
                for column in columns:
                    row[column - 1].value = None
    return book


def bare(post: Post) -> dict[str, Any]:
    """What a post says besides ids and lines, and without indicators that are plain texts."""
    tables = {
        key: [
            (
                {name: text for name, text in row.cells.items() if name not in {ID, SOURCE}},
                [one.cells for one in row.more],
            )
            for row in post.tables[key]
            if row.id != PLAIN
        ]
        for key in EVERY
    }
    return {"facts": {key: text for key, text in post.facts.cells.items() if key != ID}, **tables}


@pytest.mark.parametrize("seed", range(3))
def test_roles_that_are_written_read_the_same(library: Library, seed: int) -> None:
    chance = seeded(seed)
    roles = chance.sample(sorted(library.roles.values(), key=lambda role: role.id), 4)
    form = read_form(read("form.xlsx", workbook(library, roles)))
    assert not form.faults.found
    assert form.is_filled
    read_back = {post.facts.id: post for post in form.posts}
    for role in roles:
        written = post_of(library, role)
        measures = {key: [row.said() for row in written.tables[key]] for key in ("rules", "rewards", "penalties")}
        said = read_back[role.id].said()
        assert said == {**written.said(), **{key: [] for key in measures}}
        owned = [row.said() for row in form.measures or () if row.get("owner") == role.title]
        assert owned == [one for rows in measures.values() for one in rows]


def test_what_heads_of_departments_fill_in_becomes_the_same_roles(company: Path, begun: Root) -> None:
    """All roles of a library, written without ids and read into one that has none of them, are the same again."""
    there = load(company).library
    assert there is not None
    book = without_ids(openpyxl.load_workbook(io.BytesIO(workbook(there, list(there.roles.values())))))
    outcome = imported(begun, book)
    assert outcome.code == 0, outcome.err[:3000]
    assert "拿不准" not in outcome.out
    drafts = begun.path / "drafts"
    assert main(["--root", str(drafts), "check"]) == 0
    assert begun.run("import", "--accept", str(drafts)).code == 0
    here = library_at(begun)
    assert len(here.roles) == ROLES
    by_title = {role.title: role for role in here.roles.values()}
    for role in there.roles.values():
        was, now = bare(post_of(there, role)), bare(post_of(here, by_title[role.title]))
        rules = now.pop("rules")
        # An item alone becomes a rule document of one item.
        assert [row["document"] for row, _ in rules] == [row["document"] for row, _ in was.pop("rules")]
        assert now == was
    coverage = begun.run("coverage", "--format", "json").json
    assert coverage["uncovered"] == 0
    again = begun.run("import", str(begun.path.parent / "filled.xlsx"), "--out", str(begun.path / "again"))
    assert again.code == 0
    assert "手册里已有这份文件" in again.out


def test_a_form_without_changes_changes_nothing(handbook: Root) -> None:
    before = handbook.tree()
    outcome = imported(handbook, collected(handbook, "销售代表", "店长"), "--yes")
    assert (outcome.code, outcome.out) == (0, "表里没有改动\n")
    assert handbook.tree() == before


def test_only_changed_cells_become_changes(handbook: Root) -> None:
    book = collected(handbook, "采购员")
    sheet = book["采购员"]
    decide(sheet)
    role = next(role for role in library_at(handbook).roles.values() if role.title == "采购员")
    old = library_at(handbook).clauses[role.duties[0]].text
    cell = cell_of(sheet, old)
    cell.value = f" 1、{old.rstrip('。')}，并登记台账； "
    put(sheet, "编制人数", "３")
    put(sheet, "工作时间", "周一至周五。\n周六轮班。")
    before = handbook.tree()
    shown = imported(handbook, book)
    assert shown.code == 0
    assert f"采购员!{cell.coordinate}：{role.duties[0]} 的职责：" in shown.out
    holders = [holder.title for holder in library_at(handbook).holders(role.duties[0])]
    assert (f"（用到它的岗位：{'、'.join(holders)}）" in shown.out) == (len(holders) > 1)
    assert "未作任何改动" in shown.err
    assert handbook.tree() == before
    done = imported(handbook, book, "--yes")
    assert done.code == 0, done.err
    clause = library_at(handbook).clauses[role.duties[0]]
    assert clause.text == f"{old.rstrip('。')}，并登记台账。"
    assert clause.note.endswith(f"2026-11-27 由人力资源部改写（示例修改），此前作“{old}”。")
    after = library_at(handbook).roles[role.id]
    assert after.headcount == 3
    assert after.extras["hours"] == ("周一至周五。", "周六轮班。")
    assert after.duties == role.duties
    assert len(handbook.changed(before)) == 2
    assert handbook.run("check").code == 0
    again = imported(handbook, book, "--yes")
    assert again.out == "表里没有改动\n"


def test_rows_become_entries_of_lists(handbook: Root) -> None:
    """A new sentence, one from the drop-down, a deleted row, another order: the list of the role follows."""
    library = library_at(handbook)
    role = next(role for role in library.roles.values() if role.title == "收银员")
    picked = next(duty for duty in library.clauses.values() if duty.kind == "duty" and duty.id not in role.duties)
    book = collected(handbook, "收银员")
    sheet = book["收银员"]
    decide(sheet)
    first = rows_of(sheet, "岗位职责") + 2
    sheet.delete_rows(first)
    sheet.insert_rows(first, 2)
    sheet.cell(first, 2).value = "每天下班前备份当天的示例文档"
    sheet.cell(first, 4).value = library.taxonomy.themes[0].label
    end = rows_of(sheet, "任职资格") - 1
    sheet.cell(end, 2).value = picked.text
    outcome = imported(handbook, book, "--yes")
    assert outcome.code == 0, outcome.err
    assert f"删去 {role.duties[0]}" in outcome.out
    now = library_at(handbook)
    duties = now.roles[role.id].duties
    new = now.clauses[duties[0]]
    assert new.text == "每天下班前备份当天的示例文档。"
    assert (new.origin.decided, new.origin.by, new.origin.reason) == ("2026-11-27", "人力资源部", "示例修改")  # type: ignore[union-attr]  # it has no source
    assert set(duties) == {*role.duties[1:], duties[0], picked.id}
    assert duties[-1] == picked.id
    assert handbook.run("check").code == 0


def test_another_amount_is_a_new_row_and_the_old_sentence_is_told(handbook: Root) -> None:
    """What may not be changed in its row can be said in Excel all the same; what nothing lists any more is named."""
    library = library_at(handbook)
    role, old = next(
        (role, one)
        for role in library.roles.values()
        for id_ in role.listed("penalties")
        if isinstance(one := library.clauses[id_], Penalty)
        and library.owners(id_) == (role,)
        and len(one.sanctions) == 1
        and one.sanctions[0].amount
        and figures(one.text)
    )
    book = collected(handbook, role.title)
    decide(book[role.title])
    cell = cell_of(book[MEASURES], old.text)
    cell.value = re.sub(r"\d+", "77", old.text)
    told = imported(handbook, book, "--yes").err
    assert f"{MEASURES}!{cell.coordinate}：“条文”里的数字不能在这里改" in told
    assert "另写一行新的句子，标识和出处留空" in told
    cell.value = old.text
    new = book[MEASURES].max_row
    row = ("处罚", role.title, None, "示例情形出现的，罚款77元", "示例情形出现", "经济处罚", "罚款77元", "77", "元")
    for column, text in enumerate(row, 1):
        book[MEASURES].cell(new, column).value = text
    book[MEASURES].delete_rows(cell.row)
    done = imported(handbook, book, "--yes")
    assert done.code == 0, done.err
    assert f"已没有岗位或部门列出 {old.id}。不再需要的，请运行：" in done.out
    assert re.search(r"已写入 content/：\d+ 个文件。\n$", done.out)
    assert old.id not in library_at(handbook).roles[role.id].listed("penalties")


def change(label: str, text: str) -> Callable[[Workbook], None]:
    return lambda book: put(book.worksheets[1], label, text)


def _cleared_id(book: Workbook) -> None:
    sheet = book.worksheets[1]
    sheet.cell(rows_of(sheet, "岗位职责") + 2, 5).value = None


def _other_id(book: Workbook) -> None:
    sheet = book.worksheets[1]
    sheet.cell(rows_of(sheet, "岗位职责") + 2, 5).value = "another-one"


def _other_source(book: Workbook) -> None:
    sheet = book.worksheets[1]
    sheet.cell(rows_of(sheet, "任职资格") + 2, 9).value = "other:1"


def _other_amount(book: Workbook) -> None:
    book[MEASURES]["H4"].value = "999"


def _no_baseline(book: Workbook) -> None:
    del book[BASELINE]


def _renamed_heading(book: Workbook) -> None:
    book.worksheets[1].cell(rows_of(book.worksheets[1], "岗位职责") + 1, 2).value = "工作内容"


def _stray_cell(book: Workbook) -> None:
    book.worksheets[1].cell(rows_of(book.worksheets[1], "岗位职责") + 3, 12).value = "见附件"


def _other_sheet(book: Workbook) -> None:
    book.create_sheet("备注")["A1"].value = "给人力资源部的话"


def _copied_sheet(book: Workbook) -> None:
    book.copy_worksheet(book.worksheets[1])


def _several_in_one(book: Workbook) -> None:
    sheet = book.worksheets[1]
    sheet.cell(rows_of(sheet, "任职资格") - 1, 2).value = "1、登记示例台账；\n2、整理示例档案；"


def refused(company: Path, library: Library, folder: Path, *spoils: Callable[[Workbook], None]) -> str:
    """What is said of the filled form of a role, once it was spoilt; nothing is written."""
    role = next(role for role in library.roles.values() if role.title == "店长")
    book = openpyxl.load_workbook(io.BytesIO(workbook(library, [role])))
    decide(book.worksheets[1])
    for spoil in spoils:
        spoil(book)
    book.save(folder / "filled.xlsx")
    outcome = Root(company).run("import", str(folder / "filled.xlsx"), "--yes")
    assert outcome.code == 1
    assert "改法：" in outcome.err
    assert "未写入任何内容" in outcome.err
    return str(outcome.err)


def test_every_cell_that_cannot_be_taken_is_told_at_once(company: Path, library: Library, tmp_path: Path) -> None:
    """Ids, source lines and adopted amounts stay; what cannot be read is no change either."""
    told = refused(
        company,
        library,
        tmp_path,
        _other_source,
        _other_amount,
        change("级别", "高管"),
        change("编制人数", "若干"),
        change("所属部门", "没有的部门"),
        change("岗位编号", ""),
        _renamed_heading,
        _several_in_one,
    )
    for said in (
        r"店长!I\d+：“出处（不改）”不能在这里改",
        r"制度和奖惩!H4：“数额（如 50、50-100）”不能在这里改",
        r"店长!B\d+：手册里没有级别“高管”",
        r"店长!B\d+：“若干”读不出编制人数",
        r"店长!B\d+：手册里没有部门“没有的部门”",
        r"店长!B\d+：栏目名“工作内容”不认识",
    ):
        assert re.search(said, told), said
    assert "请改回“" in told


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_other_id, r"店长!E\d+：标识“another-one”不是这个文件原有的"),
        (_no_baseline, "隐藏的工作表“_采集表数据”被删除了"),
        (_cleared_id, r"店长!E\d+：这一行的标识 \S+ 被清除了"),
        (_other_sheet, "备注!A1：这张工作表不是采集表的表格"),
        (_copied_sheet, "两张表都是岗位"),
        (change("标识（不改）", "someone-else"), r"店长!B3：标识“someone-else”不是这个文件里的岗位"),
    ],
)
def test_what_is_no_form_any_more_is_told_with_its_cell(
    company: Path, library: Library, tmp_path: Path, spoil: Callable[[Workbook], None], said: str
) -> None:
    assert re.search(said, refused(company, library, tmp_path, spoil))


def test_what_stands_where_nothing_is_asked_is_told(company: Path, library: Library, tmp_path: Path) -> None:
    told = refused(company, library, tmp_path, _stray_cell, _several_in_one)
    assert re.search(r"店长!L\d+：“见附件”所在的列没有栏目名", told)
    assert re.search(r"店长!B\d+：一格里写了几条", told)
    told = refused(company, library, tmp_path, change("岗位名称", ""))
    assert re.search(r"：“岗位名称”不能留空", told)


def test_facts_of_a_role_follow_its_cells(handbook: Root) -> None:
    """What somebody wrote is inferred no more; a superior that the library has is that role, any other stays a word."""
    role = next(role for role in library_at(handbook).roles.values() if role.title == "店长")
    book = collected(handbook, "店长")
    sheet = book["店长"]
    put(sheet, "岗位名称", "示例店长")
    put(sheet, "直接上级", "示例区域经理")
    put(sheet, "岗位编号", "SD-01")
    put(sheet, "别名", "门店负责人\n值班经理")
    sheet.cell(rows_of(sheet, "填表日期"), 2).value = date(2026, 11, 27)
    assert imported(handbook, book, "--yes").code == 0
    now = library_at(handbook).roles[role.id]
    assert (now.title, now.reports_to, now.reports_to_text, now.code) == ("示例店长", "", "示例区域经理", "SD-01")
    assert now.aliases == ("门店负责人", "值班经理")
    assert now.listed("penalties") == role.listed("penalties")
    book = collected(handbook, "示例店长")
    put(book["示例店长"], "直接上级", "销售经理")
    level = "负责人"
    assert book["示例店长"].cell(rows_of(book["示例店长"], "级别"), 2).value != level
    put(book["示例店长"], "级别", level)
    assert imported(handbook, book, "--yes").code == 0
    after = library_at(handbook).roles[role.id]
    assert library_at(handbook).roles[after.reports_to].title == "销售经理"
    assert after.reports_to_text == ""
    assert "level" not in after.inferred
    assert handbook.run("check").code == 0


def test_a_change_that_content_has_had_meanwhile_is_told(handbook: Root) -> None:
    book = collected(handbook, "店长")
    role = next(role for role in library_at(handbook).roles.values() if role.title == "店长")
    name = f"roles/{role.id}.yaml"
    handbook.change(name, f"purpose: {role.purpose}", "purpose: 示例：已在手册里改过。")
    put(book["店长"], "岗位目的", "示例：在表里改成另一句。")
    outcome = imported(handbook, book, "--yes")
    assert outcome.code == 1
    assert "这一格在手册里已改为“示例：已在手册里改过。”" in outcome.err


def test_deleted_sheets_change_nothing_and_are_told(handbook: Root) -> None:
    book = collected(handbook, "店长", "收银员")
    del book["收银员"]
    del book[MEASURES]
    before = handbook.tree()
    outcome = imported(handbook, book, "--yes")
    assert outcome.code == 0, outcome.err
    assert "没有“收银员”的工作表：这个岗位不改" in outcome.out
    assert "没有“制度和奖惩”表" in outcome.out
    assert handbook.tree() == before


def test_what_was_changed_of_a_role_without_its_sheet_is_told_row_by_row(handbook: Root) -> None:
    """Its rows of rules and penalties stay on a sheet of their own; as they were, they ask for nothing."""
    book = collected(handbook, "店长", "收银员")
    del book["收银员"]
    rows = [row for row in book[MEASURES].iter_rows(min_row=4) if row[1].value == "收银员"]
    assert rows
    rows[0][3].value = "示例：改过的一句。"
    end = book[MEASURES].max_row + 1
    for column, text in enumerate(["处罚", "收银员", None, "示例：新写的一句，罚款5元。"], 1):
        book[MEASURES].cell(end, column).value = text
    outcome = imported(handbook, book, "--yes")
    assert outcome.code == 1
    told = re.findall(r"制度和奖惩!D(\d+)：“收银员”的工作表已删除，这一行改过，没有读入", outcome.err)
    assert told == [str(rows[0][3].row), str(end)]


def test_what_holds_for_a_department_stands_on_a_sheet_of_its_own(handbook: Root) -> None:
    """A row that goes and one that is new change the department's list; nothing changes where the sheet is gone."""
    library = library_at(handbook)
    role = next(one for one in library.roles.values() if library.departments[one.department].listed("penalties"))
    department = library.departments[role.department]
    was = department.listed("penalties")
    goes = library.clauses[was[0]]
    assert isinstance(goes, Penalty)
    book = collected(handbook, role.id)
    sheet = book[OF_DEPARTMENTS]
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "标识（不改）")
    rows = {row[head.column - 1].value: row[0].row for row in sheet.iter_rows(min_row=head.row + 1)}
    held = {id_: row for id_, row in rows.items() if id_ and row}
    assert set(held) == {*department.listed("penalties"), *department.listed("rules"), *department.listed("rewards")}
    decide(sheet)
    sheet.delete_rows(held[goes.id], len(goes.sanctions))
    end = sheet.max_row + 1
    said = "示例：下班不锁抽屉的，每次罚款15元。"
    for column, text in enumerate(
        ["处罚", department.title, None, said, "下班不锁抽屉", "经济处罚", "罚款15元", "15", "元"], 1
    ):
        sheet.cell(end, column).value = text
    outcome = imported(handbook, book, "--yes")
    assert outcome.code == 0, outcome.err
    now = library_at(handbook)
    *kept, added = now.departments[department.id].listed("penalties")
    assert kept == list(was[1:])
    assert now.clauses[added].text == said
    origin = now.clauses[added].origin
    assert origin is not None
    assert origin.by == "人力资源部"
    assert now.clauses[added].at.file == f"content/penalties/{department.id}.yaml"
    assert handbook.run("check").code == 0
    again = collected(handbook, role.id)
    del again[OF_DEPARTMENTS]
    before = handbook.tree()
    outcome = imported(handbook, again, "--yes")
    assert f"没有“{OF_DEPARTMENTS}”表：部门的制度、奖励和处罚不改" in outcome.out
    assert handbook.tree() == before


def blank(root: Root) -> Workbook:
    """A blank form with one post filled in as people do it in Excel."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(library_at(root))))
    sheet = book["岗位1"]
    put(sheet, "岗位名称", " 示例\u200b验货员　")
    put(sheet, "所属部门", "示例质检部")
    put(sheet, "编制人数", "２人")
    put(sheet, "岗位目的", "保证示例质量")
    sheet.cell(rows_of(sheet, "编制人数"), 2).value = 2
    duties = rows_of(sheet, "岗位职责") + 2
    sheet.insert_rows(duties + 1, 2)
    sheet.cell(duties, 1).value = "验货"
    sheet.merge_cells(start_row=duties, start_column=1, end_row=duties + 3, end_column=1)
    sheet.cell(duties, 2).value = "1. 按抽样方案检验到货，\n填写示例检验单；"
    sheet.cell(duties, 3).value = "示例验货（主责）"
    sheet.cell(duties + 3, 2).value = "隔离不合格品并挂牌"
    needs = rows_of(sheet, "任职资格") + 2
    for column, text in enumerate(
        ["学历", "中专以上学历，两年以上验货经验，年龄20至45岁", "必须", "中专及以上学历", None, 2, "20－45周岁"], 1
    ):
        sheet.cell(needs, column).value = text
    for column, text in enumerate(["漏检率", None, "40%", "1%以下", None, "每高1%扣5分", "每月"], 1):
        sheet.cell(rows_of(sheet, "考核指标") + 2, column).value = text
    measures = book[MEASURES]
    row = [
        "处罚",
        "示例验货员",
        None,
        "漏检的，每次扣50元，一年内第三次调岗",
        "漏检",
        "经济处罚",
        "每次扣50元",
        "５０",
        "元",
    ]
    for column, text in enumerate(row, 1):
        measures.cell(6, column).value = text
    measures.cell(6, 16).value = "次"
    for column, text in ((6, "调岗"), (7, "第三次调岗"), (11, 3), (12, "一年内")):
        measures.cell(7, column).value = text
    return book


def test_excel_habits_are_read_as_they_are_meant(begun: Root) -> None:
    """Inserted and blank rows, merged cells, breaks, list numbers, spaces, wide digits, numbers that are no text."""
    outcome = imported(begun, blank(begun), "--format", "json")
    assert outcome.code == 0, outcome.err
    items = [item for item in outcome.json["items"] if item["confidence"] == 1 and item["owner"]]
    items = [item for item in items if item["kind"] != "fact"]
    assert {item["confidence"] for item in items} == {1.0}
    report = (begun.path / "drafts/导入报告.txt").read_text("utf-8")
    assert re.search(r"职责 2，任职资格 1，考核指标 1，处罚 1，岗位信息 \d，标题 1\n", report), "no blank cells"
    assert [(item["kind"], item["owner"], item["text"]) for item in items] == [
        ("duty", "示例验货员", "按抽样方案检验到货，填写示例检验单。"),
        ("duty", "示例验货员", "隔离不合格品并挂牌。"),
        ("qualification", "示例验货员", "中专以上学历，两年以上验货经验，年龄20至45岁。"),
        ("indicator", "示例验货员", "漏检率，权重40%，目标1%以下，每高1%扣5分。"),
        ("penalty", "示例验货员", "漏检的，每次扣50元，一年内第三次调岗。"),
    ]
    assert items[0]["fields"] == {
        "activities": [{"id": "inspect-goods", "part": "lead"}],
        "theme": "store",
        "group": ["验货"],
    }
    assert items[2]["fields"] == {
        "aspect": "education",
        "necessity": "required",
        "degree": "secondary-vocational",
        "years": {"min": 2},
        "age": {"min": 20, "max": 45},
    }
    assert items[3]["fields"]["weight"] == 40
    money, transfer = items[4]["fields"]["sanction"]
    assert (money["kind"], money["amount"], money["currency"], money["wording"]) == ("money", 50, "CNY", "每次扣50元")
    assert (transfer["kind"], transfer["nth"], transfer["within"]) == ("transfer", 3, "year")
    drafts = begun.path / "drafts"
    assert main(["--root", str(drafts), "check"]) == 0
    role = next(iter((drafts / "content" / "roles").glob("*.yaml"))).read_text("utf-8")
    assert "title: 示例验货员\n" in role
    assert "headcount: 2\n" in role
    assert "purpose: 保证示例质量。\n" in role
    assert "  - title: 验货\n    duties:\n" in role
    assert "inferred: [industry, level]" in role


def test_open_questions_of_a_blank_form_are_asked_by_cell(begun: Root) -> None:
    """All of them at once, and nothing is written before they are answered."""
    book = blank(begun)
    put(book["岗位1"], "所属部门", "")
    put(book["岗位2"], "岗位名称", "示例验货员")
    put(book["岗位3"], "所属部门", "示例质检部")
    put(book["岗位4"], "岗位名称", "示例" * 31)
    cell_of(book[MEASURES], "５０").value = "60"
    put(book["岗位1"], "直接上级", "示例验货员")
    book["岗位1"].cell(rows_of(book["岗位1"], "任职资格") + 1, 2).value = "条件"
    first = rows_of(book["岗位1"], "考核指标") + 2
    for row, texts in enumerate(
        (("漏检率", None, 160), ("验货率" * 21, "验货率达标，占30%", 40), (None, "另一条")), first
    ):
        for column, text in enumerate(texts, 1):
            book["岗位1"].cell(row, column).value = text
    for column, text in enumerate(("考核", "示例验货员", None, "示例：另一条"), 1):
        book[MEASURES].cell(9, column).value = text
    for column, text in enumerate(("处罚", "示例验货员", None, "示例：又一条", "示例情形"), 1):
        book[MEASURES].cell(10, column).value = text
    outcome = imported(begun, book)
    assert outcome.code == 1
    for said in (
        "岗位1!B5：没有填“所属部门”",
        "岗位2!B3：两张表都叫“示例验货员”",
        "岗位3!B3：没有填“岗位名称”",
        "岗位4!B3：“岗位名称”超过 60 个字",
        "岗位1!B8：直接上级绕成一圈：示例验货员 → 示例验货员",
        f"岗位1!B{first - 12 - 1}：栏目名“条件”不认识",
        f"岗位1!C{first}：“权重”不能大于 100",
        f"岗位1!A{first + 1}：“指标”有 63 个字，超过 60 个",
        f"岗位1!C{first + 1}：这一格是“40%”，句子写“30%”",
        f"岗位1!A{first + 2}：这一行没有填“指标”",
        "制度和奖惩!H6：这一格是“60元”，句子写“50元”",
        "制度和奖惩!F10：这一行没有填“处理方式”",
        "制度和奖惩!A9：“类别”没有填，或不是制度、奖励、处罚",
    ):
        assert said in outcome.err, said
    assert "共 16 个错误" in outcome.err, "a column that is gone asks nothing of its rows"
    rows = [int(row) for row in re.findall(r"错误：岗位1![A-Z](\d+)：", outcome.err)]
    assert rows == sorted(rows), "they are told from the top of a sheet to its end"
    assert not (begun.path / "content" / "sources").exists()
    assert not (begun.path / "drafts").exists()


def test_a_penalty_may_be_called_what_people_call_it(begun: Root) -> None:
    """罚款, 口头警告 and 第2次 are read; what no column holds is told with the column that does."""
    book = blank(begun)
    measures = book[MEASURES]
    measures.cell(6, 6).value = "罚款"
    measures.cell(7, 11).value = "第三次"
    owner = ("处罚", "示例验货员", None)
    warned = ("第2次不挂牌的，口头警告", "不挂牌", "口头警告", "口头警告", None, None, None, "第2次")
    for column, text in enumerate((*owner, *warned), 1):
        measures.cell(9, column).value = text
    outcome = imported(begun, book, "--format", "json")
    assert outcome.code == 0, outcome.err
    penalties = [item["fields"]["sanction"] for item in outcome.json["items"] if item["kind"] == "penalty"]
    assert [[one["kind"] for one in sanctions] for sanctions in penalties] == [["money", "transfer"], ["warning"]]
    assert [sanctions[-1]["nth"] for sanctions in penalties] == [3, 2]
    measures.cell(9, 11).value = "第2次起"
    measures.cell(9, 7).value = None
    told = imported(begun, book).err
    assert f"{MEASURES}!K9：“第2次起”读不出第几次" in told
    assert "写在“这一处理的条件”里" in told
    assert f"{MEASURES}!G9：这一行没有填“处理的措辞”" in told
    assert "照价赔偿：岗位说明书上照此印出" in told
    measures.cell(9, 11).value, measures.cell(9, 13).value, measures.cell(9, 7).value = None, "第2次起", "口头警告"
    assert imported(begun, book).code == 0


def test_a_form_that_nobody_filled_in_is_told(begun: Root) -> None:
    outcome = imported(begun, openpyxl.load_workbook(io.BytesIO(workbook(library_at(begun)))))
    assert outcome.code == 1
    assert "岗位1!B3：采集表还没有填写" in outcome.err
    assert not (begun.path / "content" / "sources").exists()
    assert not (begun.path / "drafts").exists()


def test_who_decided_what_and_when_is_asked_in_its_own_cell(handbook: Root) -> None:
    book = collected(handbook, "店长")
    sheet = book["店长"]
    sheet.cell(rows_of(sheet, "岗位职责") + 2, 2).value = "示例：改写的一句。"
    outcome = imported(handbook, book, "--yes")
    assert outcome.code == 1
    for label in ("填表部门", "填表日期", "修改理由"):
        assert f"店长!B{rows_of(sheet, label)}：没有填“{label}”" in outcome.err


def test_a_form_that_was_filled_in_is_not_written_over(handbook: Root) -> None:
    """Each role has its own file; one that nobody has changed is written anew."""
    out = handbook.path / "out"
    assert handbook.run("collect", "店长").code == 0
    assert handbook.run("collect", "店长").code == 0
    assert handbook.run("collect", "店长", "收银员").code == 0
    assert {path.name for path in out.iterdir()} == {
        "岗位信息采集表-店长.xlsx",
        "岗位信息采集表-店长等2个岗位.xlsx",
    }
    path = out / "岗位信息采集表-店长.xlsx"
    book = openpyxl.load_workbook(path)
    put(book["店长"], "编制人数", "7")
    book.save(path)
    filled = path.read_bytes()
    outcome = handbook.run("collect", "店长")
    assert outcome.code == 2
    assert "已经填写过，或是别的文件，没有覆盖" in outcome.err
    assert path.read_bytes() == filled


def test_a_role_that_the_library_has_is_changed_by_its_own_form(handbook: Root) -> None:
    book = blank(handbook)
    put(book["岗位1"], "岗位名称", "店长")
    cell_of(book[MEASURES], "示例验货员").value = "店长"
    outcome = imported(handbook, book)
    assert outcome.code == 1
    assert "手册里已有岗位“店长”" in outcome.err
    assert "请运行 collect" in outcome.err


def test_the_workbook_is_one_for_offices(handbook: Root) -> None:
    """Named lists on a hidden sheet, no macros, no formulas, printed on whole pages, the same bytes again."""
    book = collected(handbook, "店长")
    first = (handbook.path.parent / "form.xlsx").read_bytes()
    collected(handbook, "店长")
    assert (handbook.path.parent / "form.xlsx").read_bytes() == first
    assert book.sheetnames == [GUIDE, "店长", MEASURES, OF_DEPARTMENTS, LISTS, BASELINE]
    visible = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert visible == [GUIDE, "店长", MEASURES, OF_DEPARTMENTS]
    lists = {str(one.formula1) for one in book["店长"].data_validations.dataValidation}
    assert {"职责清单", "部门清单", "学历清单"} <= lists
    assert lists <= set(book.defined_names)
    place = book.defined_names["职责清单"].attr_text
    assert place.startswith(f"'{LISTS}'!$")
    assert {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert book["店长"].page_setup.fitToWidth == 1
    assert "薪酬" not in json.dumps(
        [cell.value for row in book["店长"].iter_rows() for cell in row], ensure_ascii=False
    )


def test_a_wrong_call_is_told(handbook: Root, tmp_path: Path) -> None:
    assert handbook.run("collect", "没有这个岗位").code == 2
    assert handbook.run("collect", "--out", str(tmp_path / "form.csv")).code == 2
    book = collected(handbook, "店长")
    book.save(tmp_path / "one.xlsx")
    other = tmp_path / "other.txt"
    other.write_text("示例职责\n1、登记台账。\n", "utf-8")
    assert handbook.run("import", str(tmp_path / "one.xlsx"), "--format", "json").code == 2
    outcome = handbook.run("import", str(tmp_path / "one.xlsx"), str(other))
    assert outcome.code == 2
    assert "请单独导入" in outcome.err


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01", "2026-11-27 待定", "明天"])
def test_what_is_no_day_is_not_guessed_at(text: str) -> None:
    with pytest.raises(values.Unreadable):
        values.day(text)


def test_a_day_may_come_with_the_time_that_a_spreadsheet_adds() -> None:
    assert values.day("2026年11月7日") == values.day("2026/11/07 00:00:00") == "2026-11-07"
