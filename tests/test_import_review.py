"""The review of an import: a workbook in which somebody decides and a page to read; `--accept` does what it says."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook
from playwright.sync_api import Browser

from rolebook.cli import main
from rolebook.importing.items import Item
from rolebook.importing.matching import Match
from rolebook.importing.review_rows import Reviewed
from tests.editing_support import Root, take_all
from tests.test_import_drafts import handbook

__all__ = ["handbook"]

DUTIES = """质检部岗位职责（示例）

一、质检员
岗位职责：
1、按抽样方案检验到货；
2、填写示例检验单；
3、<b>隔离</b>不合格品并挂牌；
任职要求：
1、中专以上学历；
二、处罚
1、漏检的，每次罚款20元；
2、伪造检验记录的，每次罚款200元；
另行安排的事
"""


@pytest.fixture
def drafts(handbook: Path) -> Root:  # the fixture of that name
    """A handbook with the drafts of a document."""
    root = Root(handbook)
    path = handbook.parent / "质检部.txt"
    path.write_text(DUTIES, "utf-8")
    outcome = root.run("import", str(path))
    assert outcome.code == 0, outcome.err
    assert "导入核对.xlsx" in outcome.out
    return root


def review(root: Root) -> Workbook:
    return openpyxl.load_workbook(root.path / "drafts" / "导入核对.xlsx")


def accept(root: Root, book: Workbook) -> Any:
    book.save(root.path / "drafts" / "导入核对.xlsx")
    return root.run("import", "--accept", str(root.path / "drafts"))


def row_of(book: Workbook, text: str) -> Any:
    return next(row for row in book.worksheets[0].iter_rows(min_row=3) if text in str(row[6].value))


def test_the_workbook_has_a_row_an_item_the_doubtful_ones_first(drafts: Root) -> None:
    sheet = review(drafts).worksheets[0]
    heads = [cell.value for cell in sheet[2]]
    assert heads[:2] == ["决定", "改为"]
    rows = [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=3)]
    assert len(rows) == len([line for line in DUTIES.splitlines() if line.strip()])
    sure = [int(str(row["把握"]).removesuffix("%")) >= 60 for row in rows]
    assert sure == sorted(sure)
    fine = next(row for row in rows if "罚款20元" in str(row["读出的内容"]))
    assert (fine["决定"], fine["类别"], fine["行"]) == ("采用", "处罚", "11")
    assert fine["原文"] == "1、漏检的，每次罚款20元；"
    assert fine["标识（不改）"]
    assert next(row["决定"] for row in rows if "罚款200元" in str(row["读出的内容"])) == "采用", "alike, of another sum"
    assert next(row for row in rows if row["类别"] == "标题")["决定"] is None
    decisions, kinds, owners = sheet.data_validations.dataValidation
    assert kinds.formula1 == '"职责,任职资格,制度条目,处罚,奖励"'
    assert decisions.formula1 == '"采用,修改,不用"', "nothing is like it that could go, or that it could go into"
    hidden, _, _ = str(owners.formula1).partition("!")
    assert {cell.value for cell in review(drafts)[hidden]["A"]} == {"全员", "质检部", "质检员"}


def test_rows_of_a_workbook_are_those_that_excel_shows(handbook: Path) -> None:
    """On their sheet; the lines of the source count the titles of sheets too, and the report says so."""
    root, book = Root(handbook), Workbook()
    for title, sheet in (("仓储部", book.worksheets[0]), ("运输部", book.create_sheet())):
        sheet.title = title
        for row in ((f"{title}处罚（示例）",), ("序号", "违规", "处罚"), (1, f"{title}交接漏签", "罚20元")):
            sheet.append(row)
    for row in (("一", "纪律（以下每次均扣30元）", ""), (2, "迟到早退", ""), (3, "上班玩手机", "")):
        book.worksheets[1].append(row)
    book.save(handbook.parent / "处罚.xlsx")
    told = root.run("import", str(handbook.parent / "处罚.xlsx")).out
    assert "来源的行号照提取出来的文字：chu-fa:2 就是这里的仓储部!1" in told
    places = [row_of(review(root), text)[12].value for text in ("仓储部交接", "运输部交接")]
    assert places == ["仓储部!3", "运输部!3"]
    assert str(row_of(review(root), "迟到早退")[9].value).startswith("处理方式取自第4行")


def test_the_sentence_to_be_written_is_shown_and_doubted_if_put_together(handbook: Path) -> None:
    root = Root(handbook)
    path = handbook.parent / "质检部.txt"
    path.write_text(
        "质检部处罚办法（示例）\n第一条 一般过失（每次扣罚20元）\n1.漏检的\n2.误判的\n"
        "第二条 其他\n1.涂改记录的，罚款50元\n",
        "utf-8",
    )
    other = handbook.parent / "保安部.txt"
    other.write_text("保安部岗位职责（示例）\n1、检查出入证；\n2、登记来访人员；\n", "utf-8")
    outcome = root.run("import", str(path), str(other))
    assert outcome.code == 0, outcome.err
    assert "质检部.txt，第 3 行" in (root.path / "drafts/导入报告.html").read_text("utf-8")
    rows = [[cell.value for cell in row] for row in review(root).worksheets[0].iter_rows(min_row=3)]
    assert [row[6] for row in rows[:2]] == ["漏检的，每次扣罚20元。", "误判的，每次扣罚20元。"]
    assert [row[7] for row in rows[:2]] == ["1.漏检的", "2.误判的"]
    assert rows[0][9] == "处理方式取自第2行，那一行对以下各项都适用"
    assert [row[0] for row in rows[:2]] == [None, "同上"], "both are doubted for the same, and asked about once"
    assert "拿不准的 2 项，其中 1 项等着决定" in outcome.out
    assert "一样的另有 1 项）" in outcome.out
    written = {clause["text"] for clause in _drafts_of(root).export()["clauses"]}
    assert written == {row[6] for row in rows if row[13]}
    book = review(root)
    row_of(book, "漏检")[0].value = "不用"
    assert "（核对表：不用 2 条）" in accept(root, book).out


def _drafts_of(root: Root) -> Root:
    return Root(root.path / "drafts")


def test_what_was_decided_is_done(drafts: Root) -> None:
    """A sentence rewritten with its amount, one left out with its line; a second time nothing is left to do."""
    book = review(drafts)
    fine = row_of(book, "罚款200元")
    fine[0].value, fine[1].value = "修改", "伪造检验记录的，每次罚款100元"
    row_of(book, "填写示例检验单")[0].value = " 不用 "
    outcome = accept(drafts, book)
    assert outcome.code == 0, outcome.err
    assert "改写 1 条，不用 1 条" in outcome.out
    clauses = {clause["text"]: clause for clause in drafts.export()["clauses"]}
    assert clauses["伪造检验记录的，每次罚款100元。"]["sanctions"][0]["amount"] == 100
    (penalties,) = [text for name, text in drafts.tree().items() if name.startswith("penalties/zhi")]
    assert "导入核对时改写" in penalties.decode()
    assert "填写示例检验单。" not in clauses
    (role,) = drafts.export()["roles"]
    assert len(role["duties"]) == 2
    lines = drafts.run("coverage", "--format", "json").json["lines"]
    assert next(line["status"] for line in lines if line["line"] == 6) == "dropped"
    before = drafts.tree()
    again = drafts.run("import", "--accept", str(drafts.path / "drafts"))
    assert "没有要写的" in again.out
    assert drafts.tree() == before


def test_everything_may_be_left_out(drafts: Root) -> None:
    book = review(drafts)
    for row in book.worksheets[0].iter_rows(min_row=3):
        if row[13].value:
            row[0].value = "不用"
    outcome = accept(drafts, book)
    assert outcome.code == 0, outcome.err
    assert drafts.export()["clauses"] == []
    assert drafts.run("check").code == 0
    lines = drafts.run("coverage", "--format", "json").json["lines"]
    assert {line["status"] for line in lines if line["line"] in {5, 11, 13}} == {"dropped"}, "of a whole rule too"


PUT_TOGETHER = (
    "质检部处罚办法（示例）\n第一条 过失（每次扣罚20元）\n1.漏检的\n2.误判的\n第二条 其他\n1.涂改记录的，罚款50元\n"
)


def test_what_nobody_is_sure_of_waits_for_a_decision(handbook: Path) -> None:
    """Accepting writes the rest and says which rows wait; once decided, or corrected in the drafts, they follow."""
    root, path = Root(handbook), handbook.parent / "质检部.txt"
    path.write_text(PUT_TOGETHER, "utf-8")
    count = "拿不准的 2 项，其中 1 项等着决定"
    assert root.run("import", str(path)).out.count(count) == 2, "of the file and of all"
    assert [row[0].value for row in review(root).worksheets[0].iter_rows(min_row=3, max_row=4)] == [None, "同上"]
    assert row_of(review(root), "涂改")[0].value == "采用"
    report = (handbook / "drafts/导入报告.html").read_text("utf-8")
    assert f"{count}</h2>" in report
    assert str(review(root).worksheets[0]["A1"].value).startswith(f"{count}。")
    (file,) = (handbook / "drafts/content/penalties").glob("zhi*.yaml")
    file.write_text(file.read_text("utf-8").replace("text: 误判的", "text: 误判样品的"), "utf-8")
    outcome = root.run("import", "--accept", str(handbook / "drafts"))
    assert outcome.code == 0
    assert "1 行拿不准的还没有决定，没有写入：导入核对!A3。" in outcome.out
    texts = ["涂改记录的，罚款50元。", "误判样品的，每次扣罚20元。"]
    assert sorted(one["text"] for one in root.export()["clauses"]) == texts
    lines = root.run("coverage", "--format", "json").json["lines"]
    assert next(line["status"] for line in lines if line["line"] == 3) == "uncovered"
    again = root.run("import", "--accept", str(handbook / "drafts")).out
    assert re.search("没有要写的.*1 行拿不准的还没有决定", again, re.DOTALL)
    away = (handbook / "drafts/导入核对.xlsx").rename(handbook / "导入核对.xlsx")
    refused = root.run("import", "--accept", str(handbook / "drafts"))
    assert refused.code == 2
    assert "没有 导入核对.xlsx，里面有等着决定的行" in refused.err
    away.rename(handbook / "drafts/导入核对.xlsx")
    take_all(handbook / "drafts")
    outcome = root.run("import", "--accept", str(handbook / "drafts"))
    assert "还没有决定" not in outcome.out
    assert sorted(one["text"] for one in root.export()["clauses"]) == [*texts[:1], "漏检的，每次扣罚20元。", texts[1]]
    assert "没有要写的" in root.run("import", "--accept", str(handbook / "drafts")).out


def test_what_the_library_says_already_is_doubted_no_more() -> None:
    """Somebody decided about it; what the document says twice is as doubtful the second time."""
    item = Item(1, 1, 1, 1, "duty", "", "质检员", "按抽样方案检验到货。", confidence=0.3)
    doubted = [
        Reviewed(0, "质检部.txt", item, "1", item.text, match, "", "").is_doubtful
        for match in (Match("same", "inspect-goods"), Match("same", earlier=(0, 0)), Match("new"))
    ]
    assert doubted == [False, True, True]


def test_whose_a_sentence_is_can_be_changed_in_the_review(handbook: Path) -> None:
    """It goes to the end of the other's list, a rule as a whole; a role that is left with nothing is not written."""
    root = Root(handbook)
    path = handbook.parent / "质检部.txt"
    path.write_text(FIRST.replace("二、处罚", "二、组长\n岗位职责：\n1、安排示例班次；\n三、处罚"), "utf-8")
    assert root.run("import", str(path)).code == 0
    book = review(root)
    owners = {"示例班次": "质检员", "罚款200元": " 质检员 ", "隔离": "质检部", "阴凉": "质检员", "漏检": "全员"}
    for text, owner in {**owners, "填写检验单": "全体员工"}.items():
        row_of(book, text)[5].value = owner
    row_of(book, "销毁")[5].value, held = "组长", row_of(book, "销毁")[5].value
    assert held == "质检部", "the document names nobody else"
    refused = accept(root, book).err
    assert re.search(r"导入核对!F\d+：这部制度的另一行归别处", refused)
    assert re.search(r"导入核对!F\d+：职责不能写给全体员工", refused)
    row_of(book, "销毁")[5].value, row_of(book, "填写检验单")[5].value = held, "质检员"
    outcome = accept(root, book)
    assert outcome.code == 0, outcome.err
    assert "制度“质检部样品管理制度”整部归 质检员" in outcome.out
    assert "岗位“组长”的条款都改了归属，没有写入" in outcome.out
    texts = {one["id"]: one["text"] for one in root.export()["clauses"]}
    (role,), (department,) = root.export()["roles"], root.export()["departments"]
    assert [texts[id_] for id_ in role["duties"]] == [
        "按抽样方案检验到货。",
        "填写检验单，当天交给班长。",
        "每周校准量具，填写校准记录。",
        "安排示例班次。",
    ]
    assert [texts[id_] for id_ in role["penalties"]] == ["伪造检验记录的，每次罚款200元。"]
    assert [texts[id_] for id_ in department["penalties"]] == ["漏检的，每次罚款20元。"]
    assert [texts[id_] for id_ in department["duties"]] == ["隔离不合格品并挂牌。"]
    assert len(role["rules"]) == 1
    assert not department["rules"]
    assert "没有要写的" in accept(root, book).out


def test_what_is_asked_of_a_whole_document_is_answered_once(handbook: Path) -> None:
    """For whom rules are that name nobody, the department of posts that name none; a new name is a new department."""
    root = Root(handbook)
    texts = {
        "守则": "守则（示例）\n\n1、打架的，罚款200元。\n2、不得将示例用具带出示例间。\n3、吸烟的，罚款50元。\n",
        "车": "一、示例司机\n岗位职责：\n1、每天检查车况；\n二、处罚\n1、漏检车况的，罚款20元；\n",
        "库": "一、示例库工\n岗位职责：\n1、每天清点示例货架；\n二、处罚\n1、漏点示例货架的，罚款30元；\n",
        "质检部": "质检部岗位职责（示例）\n\n一、质检员\n岗位职责：\n1、每天抽样检验；\n",
    }
    paths = [handbook.parent / f"{name}.txt" for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, "utf-8")
    told = root.run("import", *map(str, paths)).out
    assert "《守则》的 3 条归谁？文件里没有写部门和岗位，先写给全员" in told
    assert "示例司机归哪个部门？文件里没有写，先归在“待定部门”" in told
    whom, of_post, _ = list(review(root).worksheets[0].iter_rows(min_row=3, max_row=5))
    assert (whom[0].value, whom[5].value, of_post[5].value) == (None, "全员", "待定部门")
    page = (handbook / "drafts/导入报告.html").read_text("utf-8")
    assert page.count("<p>整份文件</p>") == 3
    assert page.count('<div class="aside"><p>守则.txt</p></div>') == 1
    drafts = root.tree()
    waits = accept(root, review(root)).out
    assert "1 行拿不准的还没有决定，没有写入：导入核对!A3" in waits
    assert [one["text"] for one in root.export()["clauses"]] == [
        "每天检查车况。",
        "每天清点示例货架。",
        "每天抽样检验。",
        "漏检车况的，罚款20元。",
        "漏点示例货架的，罚款30元。",
    ]
    assert drafts.keys() < root.tree().keys()
    book = review(root)
    whom, of_post, of_store = list(book.worksheets[0].iter_rows(min_row=3, max_row=5))
    of_post[0].value = "不用"
    assert re.search(r"导入核对!F4：这一行问的是部门.*请在“归属”里选部门", accept(root, book).err, re.DOTALL)
    of_post[0].value = None
    whom[5].value, of_post[1].value, of_store[5].value = "示例食堂", "示例车队", "示例库房"
    row_of(book, "吸烟")[0].value = "不用"
    accepted = accept(root, book)
    assert accepted.code == 0, accepted.err
    done = accepted.out
    assert {f"新建部门“{name}”。" for name in ("示例食堂", "示例车队", "示例库房")} <= set(done.splitlines())
    held = root.export()
    clauses = {one["id"]: one["text"] for one in held["clauses"]}
    found = {one["title"]: [clauses[id_] for id_ in one["penalties"]] for one in held["departments"]}
    assert found == {
        "示例食堂": ["打架的，罚款200元。"],
        "示例车队": ["漏检车况的，罚款20元。"],
        "示例库房": ["漏点示例货架的，罚款30元。"],
        "质检部": [],
    }
    assert [len(one["rules"]) for one in held["departments"] if one["title"] == "示例食堂"] == [1]
    assert {one["title"]: one["department"] for one in held["roles"]}["示例司机"] == "shi-li-che-dui"
    assert "没有要写的" in accept(root, book).out


def test_a_kind_that_was_read_wrongly_is_chosen_in_the_review(drafts: Root) -> None:
    """Its fields are read anew, and it goes to another list of its owners; the last of a rule takes that along."""
    book = review(drafts)
    kinds = {"填写示例检验单": "任职资格", "罚款20元": "制度条目", "隔离": "处罚"}
    for text, kind in kinds.items():
        row_of(book, text)[4].value = kind
    done = accept(drafts, book)
    assert done.code == 0, done.err
    held = drafts.export()
    found = {one["text"]: one["kind"] for one in held["clauses"]}
    assert found["填写示例检验单。"] == "qualification"
    assert found["隔离不合格品并挂牌。"] == "penalty"
    assert found["漏检的，每次罚款20元。"] == "rule"
    (role,) = held["roles"]
    assert (len(role["duties"]), len(role["qualifications"]), len(role["penalties"])) == (1, 2, 1)
    assert "没有要写的" in accept(drafts, book).out
    row_of(book, "另行安排的事")[4].value = "职责"
    row_of(book, "罚款20元")[4].value = "处罚"
    assert accept(drafts, book).code == 0
    held = drafts.export()
    assert not held["rules"]
    assert [len(one["duties"]) for one in held["departments"]] == [1]
    assert {one["kind"] for one in held["clauses"]} == {"duty", "qualification", "penalty"}


def _unknown(row: Any) -> None:
    row[0].value = "考虑一下"


def _no_text(row: Any) -> None:
    row[0].value = "修改"


def _undecided(row: Any) -> None:
    row[1].value = "填写检验单。"


def _other_id(row: Any) -> None:
    row[0].value, row[13].value = "不用", "no-such-clause"


def _another_kind(row: Any) -> None:
    row[4].value = "考核指标"


def _another_owner(row: Any) -> None:
    row[5].value = "采购部"


def _another_sentence(row: Any) -> None:
    row[6].value = "填写检验单。"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_another_kind, r"导入核对!E\d+：“类别”在这里改了也不写入草稿"),
        (_another_owner, r"导入核对!F\d+：草稿里没有岗位或部门“采购部”"),
        (_another_sentence, r"导入核对!G\d+：“读出的内容”在这里改了也不写入草稿"),
        (_unknown, r"导入核对!A\d+：决定“考虑一下”不认识"),
        (_no_text, r"导入核对!B\d+：选了修改，没有写“改为”"),
        (_undecided, r"导入核对!A\d+：写了“改为”，决定却不是修改"),
        (_other_id, r"导入核对!N\d+：草稿里没有 no-such-clause"),
    ],
)
def test_a_decision_that_cannot_be_carried_out_is_told_by_its_cell(
    drafts: Root, spoil: Callable[[Any], None], said: str
) -> None:
    book = review(drafts)
    spoil(row_of(book, "填写示例检验单"))
    before = drafts.tree()
    outcome = accept(drafts, book)
    assert outcome.code == 1
    assert re.search(said, outcome.err), outcome.err
    assert drafts.tree() == before


@pytest.mark.parametrize("says_so", ["first", "second"])
def test_two_that_are_alike_are_kept_apart_by_a_reason(handbook: Path, says_so: str) -> None:
    root = Root(handbook)
    path = handbook.parent / "质检部.txt"
    path.write_text(DUTIES.replace("2、填写示例检验单；", "2、按抽样方案检验出货；"), "utf-8")
    assert root.run("import", str(path)).code == 0
    book = review(root)
    row = row_of(book, "按抽样方案检验出货。")
    assert "“按抽样方案检验到货。”" in str(row[10].value)
    assert "这一条写“出”，前面的一条写“到”" in str(row[10].value)
    row[2].value = "进货和出货是两道检验"
    other = row_of(book, "按抽样方案检验到货。")
    if says_so == "first":
        row, other = other, row
        row[2].value, other[2].value = other[2].value, None
    assert accept(root, book).code == 0
    assert not [one for one in root.findings("near-duplicate") if one["file"].startswith("content/duties")]
    book = review(root)
    row_of(book, "隔离")[2].value = "没有相近的"
    outcome = accept(root, book)
    assert outcome.code == 1
    assert re.search(r"导入核对!C\d+：这一行没有相近的条款", outcome.err)


def test_of_two_that_say_the_same_one_is_kept_for_both(handbook: Path) -> None:
    root, path = Root(handbook), handbook.parent / "质检部.txt"
    more = "二、组长\n岗位职责：\n1、完成领导交办的其他工作；\n2、按示例方案检验5批；\n三、处罚"
    first = DUTIES.replace(
        "1、按抽样方案检验到货；\n2、填写示例检验单；", "1、完成上级交办的其他事项；\n2、按示例方案检验2批；"
    )
    path.write_text(first.replace("二、处罚", more), "utf-8")
    assert root.run("import", str(path)).code == 0
    book = review(root)
    row, two = row_of(book, "完成领导"), row_of(book, "检验5批")
    assert row[0].value is None
    offered = {one.formula1 for one in book.worksheets[0].data_validations.dataValidation if row[0].coordinate in one}
    assert offered == {'"采用,修改,并入,不用"'}
    row[0].value = two[0].value = "并入"
    assert re.search(r"导入核对!A\d+：不能并入 an-shi-li-fang-an-jian：数字不同：5／2", accept(root, book).err)
    two[0].value = "采用"
    done = accept(root, book)
    assert "（核对表：并入 1 条）" in done.out, done.err
    held = root.export()
    (kept,) = (one for one in held["clauses"] if "交办" in one["text"])
    assert (kept["text"], len(kept["sources"])) == ("完成上级交办的其他事项。", 2)
    assert all(kept["id"] in role["duties"] for role in held["roles"])
    assert "没有要写的" in accept(root, book).out


def test_decisions_keep_their_drafts_from_a_new_import(drafts: Root) -> None:
    book = review(drafts)
    row_of(book, "填写示例检验单")[0].value = "不用"
    book.save(drafts.path / "drafts" / "导入核对.xlsx")
    outcome = drafts.run("import", str(drafts.path.parent / "质检部.txt"))
    assert outcome.code == 2


def test_the_page_reads_from_a_folder_without_script(drafts: Root, browser: Browser) -> None:
    said: list[str] = []
    page = browser.new_page(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page.on("console", lambda message: said.append(message.text))
    page.goto((drafts.path / "drafts" / "导入报告.html").as_uri())
    assert "漏检的，每次罚款20元" in page.locator("main").inner_text()
    text = page.locator("li[data-kind=duty]", has_text="隔离").first.inner_text()
    assert "<b>隔离</b>不合格品并挂牌" in text
    assert "第 7 行" in text
    assert page.locator("script").count() == 0
    box = page.locator(".items > li").first.bounding_box()
    assert box
    assert box["x"] + box["width"] <= 390
    page.close()
    assert said == []


def with_first_version(handbook: Path, first: str, second: str) -> tuple[Root, str]:
    """The handbook with what the first version of a document says, and the file of the second, not read yet."""
    root = Root(handbook)
    place, later = handbook.parent / "质检部第一版.txt", handbook.parent / "质检部第二版.txt"
    place.write_text(first, "utf-8")
    later.write_text(second, "utf-8")
    assert root.run("import", str(place)).code == 0
    take_all(handbook / "drafts")
    assert root.run("import", "--accept", str(handbook / "drafts")).code == 0
    return root, str(later)


def test_a_later_version_tells_what_changed_and_what_is_gone_and_its_review_settles_that(handbook: Path) -> None:
    """Sentences that only moved are said nothing of; the old wordings leave the lists, and the references follow.

    What is gone is decided in a row of its own: out of use, or kept, as the organisation's own; until then it stays.
    """
    changed = (
        DUTIES.replace(
            "1、按抽样方案检验到货；\n2、填写示例检验单；", "1、填写示例检验单；\n2、按抽样方案检验全部到货；"
        )
        .replace("3、<b>隔离</b>不合格品并挂牌；\n", "")
        .replace("每次罚款20元", "每次罚款50元")
        .replace("2、伪造检验记录的，每次罚款200元；\n", "")
    )
    root, later = with_first_version(handbook, DUTIES, changed)
    clauses = {clause["id"]: clause["text"] for clause in root.export()["clauses"]}
    old, gone, kept = (
        next(id_ for id_, said in clauses.items() if text in said) for text in ("罚款20元", "隔离", "伪造检验记录")
    )
    told = root.run("import", later)
    assert "像是 zhi-jian-bu-di-yi-ban 的修订稿：没有变的 3 条，改动或相近的 2 条，新的 0 条，不再有的 2 条" in told.out
    assert f"（{gone}，zhi-jian-bu-di-yi-ban:7，质检员）" in told.out
    book = review(root)
    assert row_of(book, "全部到货")[0].value is None, "however sure its kind is, it waits for a decision"
    assert row_of(book, "罚款50元")[0].value == "同上", "what is changed is asked about once"
    undecided = row_of(book, "伪造检验记录")[0]
    (offered,) = (
        one for one in book.worksheets[0].data_validations.dataValidation if undecided.coordinate in one.sqref
    )
    assert offered.formula1 == '"同上,保留,停用旧条"'
    assert undecided.value == "同上", "what is gone is asked about once"
    undecided.value = "采用"
    assert f"导入核对!{undecided.coordinate}：这一行不能选“采用”" in accept(root, book).err
    undecided.value = None
    for text in ("全部到货", "隔离"):
        row_of(book, text)[0].value = "停用旧条"
    outcome = accept(root, book)
    assert "停用旧的 3 条" in outcome.out, outcome.err
    assert f"不再有的 1 条还没有决定，照旧用着：导入核对!{undecided.coordinate}。" in outcome.out
    undecided.value = "保留"
    outcome = accept(root, book)
    assert "保留旧的 1 条" in outcome.out, outcome.err
    clauses = {clause["id"]: clause for clause in root.export()["clauses"]}
    assert clauses[old]["retired"]
    assert clauses[gone]["retired"]
    (role,) = root.export()["roles"]
    assert gone not in role["duties"]
    (department,) = root.export()["departments"]
    assert old not in department["penalties"]
    assert kept in department["penalties"]
    assert clauses[kept]["origin"]["reason"] == "导入核对时决定保留：修订稿里不再有这一句"
    assert len(department["penalties"]) == 2
    open_lines = "行与 zhi-jian-bu-di-yi-ban 里有着落的行相同，一起改到这份来源："
    checked = root.run("check").out
    assert re.search(f"{open_lines}.* move-lines zhi-jian-bu-di-yi-ban zhi-jian-bu-di-er-ban\n", checked), checked
    moved = root.run("move-lines", "--yes", "zhi-jian-bu-di-yi-ban", "zhi-jian-bu-di-er-ban")
    assert moved.code == 0, moved.err
    assert root.run("check").code == 0
    used = [one for one in root.export()["clauses"] if not one["retired"]]
    cited = [ref["source"] for one in used for ref in one["sources"] if one["id"] != kept]
    assert set(cited) == {"zhi-jian-bu-di-er-ban"}


def test_a_sentence_is_gone_though_the_line_above_that_says_what_follows_is_still_there(handbook: Path) -> None:
    root, later = with_first_version(handbook, PUT_TOGETHER, PUT_TOGETHER.replace("2.误判的\n", ""))
    told = root.run("import", later).out
    assert "不再有的 1 条" in told
    assert "不再有：“误判的，每次扣罚20元。”" in told


LATE = """质检部处罚规定（示例）

一、处罚
1、迟到一次罚款20元；
2、迟到一次罚款30元；
3、漏检的，每次扣5分；
4、伪造检验记录的，记过一次；
"""


@pytest.fixture
def revised(handbook: Path) -> tuple[Root, dict[str, str]]:
    """A handbook with the drafts of a document in which one of two fines that are alike is another; text → id."""
    root, later = with_first_version(handbook, LATE, LATE.replace("罚款30元", "罚款50元"))
    assert root.run("import", later).code == 0
    return root, {clause["text"]: clause["id"] for clause in root.export()["clauses"]}


def test_of_two_that_are_alike_the_one_is_retired_that_the_later_version_says_no_more(
    revised: tuple[Root, dict[str, str]],
) -> None:
    root, ids = revised
    book = review(root)
    row_of(book, "罚款50元")[0].value = "停用旧条"
    outcome = accept(root, book)
    assert outcome.code == 0, outcome.err
    retired = {clause["id"] for clause in root.export()["clauses"] if clause["retired"]}
    assert retired == {ids["迟到一次罚款30元。"]}


def test_what_the_document_still_says_is_not_retired(revised: tuple[Root, dict[str, str]]) -> None:
    """Neither by the row that says it, nor by another that is led to it."""
    root, ids = revised
    before = root.tree()
    for text in ("罚款20元", "罚款50元"):
        book = review(root)
        row = row_of(book, text)
        row[0].value, row[14].value = "停用旧条", ids["迟到一次罚款20元。"]
        outcome = accept(root, book)
        assert outcome.code == 1
        assert re.search(rf"导入核对!A{row[0].row}：导入的文件里还有 {ids['迟到一次罚款20元。']} 这一条", outcome.err)
        assert root.tree() == before


def test_what_is_asked_of_a_row_that_has_nothing_old_is_told(drafts: Root) -> None:
    book = review(drafts)
    row_of(book, "填写示例检验单")[0].value = "停用旧条"
    row_of(book, "每次罚款20元")[3].value = "检验"
    outcome = accept(drafts, book)
    assert outcome.code == 1
    assert "没有手册里原有的条款可以停用" in outcome.err
    assert "只有职责有工作事项" in outcome.err


NUMBER = "138" + "0013" + "8000"
"""A made-up number with the form of a mobile's."""


def test_numbers_of_people_stand_in_no_review(handbook: Path) -> None:
    """The report, the page and the workbook go from hand to hand: they show ■, and say in which line what stands."""
    root = Root(handbook)
    path = handbook.parent / "质检部.txt"
    path.write_text(DUTIES.replace("填写示例检验单", f"填写示例检验单，联系电话{NUMBER}"), "utf-8")
    outcome = root.run("import", str(path))
    assert "个人资料：第 6 行（手机号）" in outcome.out
    cells = [str(cell.value) for row in review(root).worksheets[0].iter_rows(min_row=3) for cell in row]
    page = (handbook / "drafts/导入报告.html").read_text("utf-8")
    for said in (outcome.out, (handbook / "drafts/导入报告.txt").read_text("utf-8"), page, "".join(cells)):
        assert NUMBER not in said
    assert "填写示例检验单，联系电话■■■■■■■■■■■；" in page
    assert any("含手机号，这里不显示" in cell for cell in cells)


def test_no_reason_and_no_sentence_that_is_gone_shows_a_number_of_people(handbook: Path) -> None:
    """Headings stand in the reasons of what is below them, cut or whole; what is gone is quoted from the library."""
    root = Root(handbook)
    path, later = handbook.parent / "质检部.txt", handbook.parent / f"质检部第二版{NUMBER}.txt"
    path.write_text(DUTIES, "utf-8")
    assert root.run("import", str(path)).code == 0
    assert root.run("import", "--accept", str(handbook / "drafts")).code == 0
    (duties,) = (handbook / "content/duties").glob("*.yaml")
    waiver = "- rule: personal-data\n      reason: 示例\n      by: 人力资源部\n      date: 2026-11-20"
    kept = f"不合格品并致电{NUMBER}。\n  waivers:\n    {waiver}"
    duties.write_text(duties.read_text("utf-8").replace("不合格品并挂牌。", kept), "utf-8")
    later.write_text(
        DUTIES.replace("3、<b>隔离</b>不合格品并挂牌；\n", "")
        .replace("任职要求：", f"任职要求（有疑问的请找{NUMBER}）：")
        .replace("二、处罚", f"二、处罚（找{NUMBER}）"),
        "utf-8",
    )
    outcome = root.run("import", str(later))
    assert "不合格品并致电■■■■■■■■■■■" in outcome.out
    rows = list(review(root).worksheets[0].iter_rows(min_row=3, values_only=True))
    assert "在“任职要求（有疑问的请找■■■■■■■■■…”之下" in {row[9] for row in rows}
    page = (handbook / "drafts/导入报告.html").read_text("utf-8")
    for said in (outcome.out, page, *(str(cell) for row in rows for cell in row)):
        assert NUMBER[:5] not in said


FIRST = """质检部岗位职责（示例）

一、质检员
岗位职责：
（一）检验
1、按抽样方案检验到货；
2、填写检验单，当天交给班长；
3、隔离不合格品并挂牌；
（二）量具
1、每周校准量具，填写校准记录；
二、处罚
1、漏检的，每次罚款20元；
2、伪造检验记录的，每次罚款200元；

质检部样品管理制度（示例）

第一条 样品应当当天登记编号。
第二条 样品在阴凉处保存三个月。
第三条 样品销毁由两人在场。
"""


def test_what_is_new_stands_where_the_document_has_it(handbook: Path) -> None:
    """A changed sentence beside the one whose place it takes, a new one behind its neighbour, a new group as one.

    One that the document says twice is written once.
    """
    root = Root(handbook)
    first, second = handbook.parent / "一.txt", handbook.parent / "二.txt"
    first.write_text(FIRST, "utf-8")
    second.write_text(
        FIRST.replace("交给班长", "交给主管")
        .replace("（二）量具\n", "4、每月汇总退货原因；\n（二）报表\n1、每季编制质量报表；\n（三）量具\n")
        .replace("罚款20元", "罚款30元")
        .replace("第三条", "第五条")
        .replace("三个月。", "六个月。\n第三条 样品柜由专人上锁。\n第四条 样品柜由专人上锁。"),
        "utf-8",
    )
    assert root.run("import", str(first)).code == 0
    assert root.run("import", "--accept", str(handbook / "drafts")).code == 0
    assert root.run("import", str(second)).code == 0
    shown = {
        name.partition("/")[0]: re.findall(r"(?:# |title: |text: )(.+)", data.decode())[1:]
        for name, data in _drafts_of(root).tree().items()
        if re.match(r"(roles|departments|rules)/zhi", name)
    }
    assert shown["departments"] == [
        "质检部样品管理制度",
        "漏检的，每次罚款20元。",
        "漏检的，每次罚款30元。",
        "伪造检验记录的，每次罚款200元。",
    ]
    assert shown["roles"] == [
        "检验",
        "按抽样方案检验到货。",
        "填写检验单，当天交给班长。",
        "填写检验单，当天交给主管。",
        "隔离不合格品并挂牌。",
        "每月汇总退货原因。",
        "报表",
        "每季编制质量报表。",
        "量具",
        "每周校准量具，填写校准记录。",
    ]
    assert shown["rules"] == [
        "样品应当当天登记编号。",
        "样品在阴凉处保存三个月。",
        "样品在阴凉处保存六个月。",
        "样品柜由专人上锁。",
        "样品销毁由两人在场。",
    ]


def test_what_was_decided_before_is_remembered_until_somebody_takes_it_back(handbook: Path) -> None:
    """A sentence that is not used, and one that was rewritten beyond recognition: in this document and a later one.

    A figure or sign that differs makes another sentence; that of another role is drafted, and told to be doubtful.
    """
    root = Root(handbook)
    first, second = handbook.parent / "一.txt", handbook.parent / "二.txt"
    said = FIRST.replace("（二）量具", "4、30分钟内到达报修现场；\n5、库温≤25℃的开窗；\n6、1.5小时内回电；\n（二）量具")
    first.write_text(said, "utf-8")
    later = (
        said.replace("1、按抽样", "0、清点工具；\n1、按抽样")
        .replace("30分", "90分")
        .replace("≤", "≥")
        .replace("1.5", "15")
    )
    second.write_text(later.replace("二、处罚", "二、包装员\n岗位职责：\n1、隔离不合格品并挂牌；\n三、处罚"), "utf-8")
    assert root.run("import", str(first)).code == 0
    book = review(root)
    for text in ("隔离", "伪造", "销毁", "30分", "≤25", "1.5"):
        row_of(book, text)[0].value = "不用"
    calibrated = row_of(book, "每周校准")
    calibrated[0].value, calibrated[1].value = "修改", "量具送检。"
    assert accept(root, book).code == 0
    again = root.run("import", str(first), "--format", "json").json
    told = {item["text"]: item["match"] for item in again["items"] if item["match"]["score"]}
    dropped = {"id": "", "score": 1.0, "decision": "dropped", "lines": "yi:8", "reason": "导入核对时决定不用"}
    assert told["隔离不合格品并挂牌；"] == dropped
    assert [text[:2] for text, match in told.items() if match["decision"] == "dropped"] == [
        "隔离",
        "30",
        "库温",
        "1.",
        "伪造",
        "样品",
    ]
    assert told["每周校准量具，填写校准记录；"]["decision"] == "same"
    revised = root.run("import", str(second))
    assert "没有变的 6 条，改动或相近的 0 条，新的 5 条" in revised.out
    assert "第 9 行“隔离不合格品并挂牌；”（yi:8：导入核对时决定不用）" in revised.out
    book = review(root)
    of_another, given_up = (row for row in book.worksheets[0].iter_rows(min_row=3) if "隔离" in str(row[6].value))
    assert str(of_another[10].value).startswith("新的；别处同样的一句以前决定不用（yi:8：导入核对时决定不用）")
    given_up[0].value = "采用"
    outcome = accept(root, book)
    assert outcome.code == 1
    assert re.search(r"导入核对!A\d+：草稿里没有这一行：以前决定不用（yi:8：导入核对时决定不用）", outcome.err)
    of_another[0].value, given_up[0].value = "不用", None
    assert accept(root, book).code == 0
    assert "隔离" not in "".join(clause["text"] for clause in root.export()["clauses"])
    lines = root.run("coverage", "--format", "json").json["lines"]
    assert [one["status"] for one in lines if (one["source"], one["line"]) == ("er", 9)] == ["dropped"]
    root.change("sources/er.yaml", "    - lines: 9\n      reason: 导入核对时决定不用\n", "")
    assert "新的 1" in root.run("import", str(second)).out


def test_one_sentence_of_a_line_that_is_not_used_is_remembered(handbook: Path) -> None:
    """Its line has others that are: the ledger names the sentence, in this source and in that of a later version."""
    duties = "1、检查岗亭安全；2、登记来访人员；3、汇总当班情况。\n4、巡逻车库。\n"
    text = f"保安部岗位职责（示例）\n一、保安员\n岗位职责：\n{duties}"
    root = Root(handbook)
    first, second = handbook.parent / "一.txt", handbook.parent / "二.txt"
    first.write_text(text, "utf-8")
    second.write_text(text.replace("巡逻车库", "巡逻示例大楼"), "utf-8")
    assert root.run("import", str(first)).code == 0
    book = review(root)
    row_of(book, "登记来访")[0].value = "不用"
    others = row_of(book, "检查岗亭"), row_of(book, "汇总当班")
    for row in others:
        row[0].value = None  # and so it waits: nobody has given it up
    assert "不用 1 条" in accept(root, book).out
    part = "  dropped:\n    - lines: 4\n      part: 登记来访人员。\n      reason: 导入核对时决定不用\n"
    assert part in root.read("sources/yi.yaml")
    assert "未标明去向的是第 4 行" in root.run("check").out
    others[0][0].value, others[1][1].value = "采用", "汇总当班情况，交给队长"
    assert "改写 1 条，不用 1 条" in accept(root, book).out
    assert root.run("check").code == 0
    told = root.run("import", str(second)).out
    assert "没有变的 2 条，改动或相近的 0 条" in told, "the rewritten one is known by its line"
    assert "第 4 行“登记来访人员；”（yi:4：导入核对时决定不用）" in told
    assert root.run("import", "--accept", str(handbook / "drafts")).code == 0
    assert root.run("move-lines", "--yes", "yi", "er").code == 0
    assert part in root.read("sources/er.yaml")
    assert "登记来访" not in "".join(clause["text"] for clause in root.export()["clauses"])


def test_every_command_that_is_told_works_as_it_stands_there(
    handbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the state in which it is told: of the report, of `check` in the drafts, of what could not be accepted."""
    root, drafts = Root(handbook), handbook / "drafts"

    def told(text: str, command: str) -> str:
        """Run the first command of this name in a text, and give what it shows."""
        (found, *_) = re.findall(rf"rolebook ((?:--root \S+ )?{command}\b[ -~]*)", text)
        capsys.readouterr()
        assert main(found.split()) == 0, capsys.readouterr().err
        return "".join(capsys.readouterr())

    path = handbook.parent / "一.txt"
    more = f"4、每周校准量具并且填写校准记录；\n5、致电{NUMBER}报修；\n"
    path.write_text(FIRST.replace("（二）量具", f"{more}（二）量具"), "utf-8")
    report = root.run("import", str(path)).out
    told(report, "redact")
    refused = root.run("import", "--accept", str(drafts)).err
    assert f"以上各处请在 {drafts} 里改" in refused
    duties = drafts / "content/duties/daily.yaml"
    duties.write_text(duties.read_text("utf-8").replace(f"致电{NUMBER}报修", "隔离不合格品并挂牌"), "utf-8")
    told(_drafts_of(root).run("check").out, "redact")
    refused = root.run("import", "--accept", str(drafts)).err
    assert "[twins]" in refused
    told(refused, "merge")
    told(report, "merge")
    assert "共 0 个错误" in told(report, "check")
    told(report, "import")
    second = handbook.parent / "二.txt"
    second.write_text(FIRST.replace("每周校准", "每月校准"), "utf-8")
    again = root.run("import", str(second)).out
    open_still = root.run("check").out
    assert f"rolebook --root {handbook} import --accept 草稿的文件夹" in open_still
    told(again, "import")
    assert "已写入 content/" in told(again.replace("move-lines", "move-lines --yes"), "move-lines --yes")


def test_an_old_sentence_stays_with_posts_of_which_the_later_version_says_nothing(handbook: Path) -> None:
    """Accepting names them, and how to give them the new sentence too; nothing leaves a list without a word."""
    root, later = with_first_version(handbook, DUTIES, DUTIES.replace("抽样方案", "新的抽样方案"))
    (role,) = root.export()["roles"]
    old = role["duties"][0]
    file = handbook / f"content/roles/{role['id']}.yaml"
    text = file.read_text("utf-8").replace(f"id: {role['id']}", "id: leader").replace("title: 质检员", "title: 组长")
    (handbook / "content/roles/leader.yaml").write_text(text, "utf-8")
    assert root.run("import", later).code == 0
    book = review(root)
    row_of(book, "新的抽样方案")[0].value = "停用旧条"
    outcome = accept(root, book)
    assert f"{old}“按抽样方案检验到货。”仍是 组长 的，没有停用" in outcome.out, outcome.err
    roles = {one["id"]: one["duties"] for one in root.export()["roles"]}
    assert old in roles["leader"]
    assert old not in roles[role["id"]]
    assert len(roles["leader"]) == len(roles[role["id"]])


def test_a_later_version_leaves_sentences_with_the_post_to_which_somebody_moved_them(handbook: Path) -> None:
    """What was read as the department's and is a post's by now stays there, with its new wording and what is new."""
    text = "质检部（示例）\n一、质检部职责\n1、组织月度检验例会；\n2、每半年评审一次检验标准；\n3、保管示例检验设备；\n"
    changed = text.replace("半年评审", "季度评审") + "4、统计示例退货；\n"
    root, later = with_first_version(handbook, text, changed)
    (department,) = root.export()["departments"]
    file = handbook / f"content/departments/{department['id']}.yaml"
    lists = "".join(f"  - {id_}\n" for id_ in department["duties"])
    file.write_text(f"id: {department['id']}\ntitle: 质检部\nindustry: general\n", "utf-8")
    role = f"id: head\ntitle: 质检部经理\ndepartment: {department['id']}\nindustry: general\nlevel: staff\n"
    role += f"purpose: 示例。\nduties:\n{lists}status: draft\nowner: 示例\n"
    (handbook / "content/roles/head.yaml").write_text(role, "utf-8")
    assert root.run("check").code == 0
    assert root.run("import", later).code == 0
    book = review(root)
    assert row_of(book, "季度评审")[5].value == "质检部经理"
    row_of(book, "季度评审")[0].value = "停用旧条"
    outcome = accept(root, book)
    assert outcome.code == 0, outcome.err
    assert root.export()["departments"][0].get("duties", []) == []
    texts = {clause["id"]: clause["text"] for clause in root.export()["clauses"]}
    (head,) = root.export()["roles"]
    assert [texts[id_] for id_ in head["duties"]] == [
        "组织月度检验例会。",
        "每季度评审一次检验标准。",
        "保管示例检验设备。",
        "统计示例退货。",
    ]


def test_lines_of_which_no_clause_is_made_can_be_given_up_in_the_review(handbook: Path) -> None:
    """Their row offers that alone, and the ledger has it; cells of a row are shown apart."""
    root = Root(handbook)
    path = handbook.parent / "质检部.txt"
    path.write_text("质检部岗位说明书（示例）\n8人\t一厂\n一、质检员\n岗位职责：\n1、按抽样方案检验到货；\n", "utf-8")
    assert root.run("import", str(path)).code == 0
    book = review(root)
    row = row_of(book, "一厂")
    offered = {str(one.sqref): one.formula1 for one in book.worksheets[0].data_validations.dataValidation}
    assert next(formula for cells, formula in offered.items() if row[0].coordinate in cells.split()) == '"不用"'
    assert row[7].value == "8人 | 一厂"
    assert "U+0009" not in (handbook / "drafts" / "导入报告.html").read_text("utf-8")
    row[0].value = "采用"
    assert f"导入核对!A{row[0].row}：这一行没有写成条款，没有可以采用的" in accept(root, book).err
    row[0].value, row[13].value, lines = "不用", "zhi-jian-bu:第二行", row[13].value
    assert f"导入核对!N{row[0].row}：草稿里没有 zhi-jian-bu:第二行" in accept(root, book).err
    row[2].value, row[13].value = "另一件事", lines
    assert f"导入核对!C{row[0].row}：这一行没有写成条款，没有相近的条款" in accept(root, book).err
    row[2].value = None
    outcome = accept(root, book)
    assert "不用 1 条" in outcome.out, outcome.err
    (file,) = handbook.glob("content/sources/zhi-jian-bu*.yaml")
    assert "dropped:\n    - lines: 2\n      reason: 导入核对时决定不用" in file.read_text("utf-8")


def test_a_sentence_that_was_rewritten_is_no_longer_said_to_be_unread(handbook: Path) -> None:
    root = Root(handbook)
    path = handbook.parent / "质检部.txt"
    path.write_text(DUTIES.replace("每次罚款20元", "从严处理"), "utf-8")
    assert root.run("import", str(path)).code == 0
    book = review(root)
    row = row_of(book, "从严处理")
    row[0].value, row[1].value = "修改", "漏检的，每次罚款30元。"
    assert accept(root, book).code == 0
    notes = [one.get("note") for one in root.export()["clauses"] if "罚款30元" in one["text"]]
    assert notes == ["导入核对时改写。"]
