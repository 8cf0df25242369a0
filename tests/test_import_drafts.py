"""Drafts of an import: accepted by `check` at once, taken into content/ as one change, nothing of anybody lost."""

import json
import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from rolebook import cache
from rolebook.cli import main
from rolebook.editing import files as edited_files
from rolebook.editing.beginning import empty_library
from rolebook.importing import draft_files, drafts
from rolebook.importing.model_words import UNITS, of_clause
from rolebook.loading.content_files import ContentFile, as_written
from tests.editing_support import take_all

DUTIES = """仓储部岗位职责（示例）

一、仓库主管
岗位职责：
1、安排当班人员，检查库房安全；
2、每周组织一次盘点，向财务部报送盘点表；
任职要求：
1、大专以上学历，三年以上仓储经验；

二、仓管员
岗位职责：
1、按单收货、发货，登记台账；
2、每周组织一次盘点，向财务部报送盘点表；
三、处罚
1、漏登台账的，每次罚款20元；
2、库区内吸烟的，记过并罚款200元；
3、当月无差错的，奖励100元。
"""


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    """A handbook without entries."""
    root = tmp_path / "handbook"
    for name, data in empty_library("示例公司", "示例手册", date(2026, 11, 27)).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def document(root: Path, text: str = DUTIES, name: str = "仓储部.txt", encoding: str = "utf-8") -> Path:
    """A made-up document beside a handbook."""
    path = root.parent / name
    path.write_bytes(text.encode(encoding))
    return path


def run(root: Path, *arguments: str | Path) -> int:
    return main(["--root", str(root), *map(str, arguments)])


def answer(root: Path, path: Path, capsys: pytest.CaptureFixture[str], *more: str | Path) -> dict[str, Any]:
    """What `import --format json` prints."""
    capsys.readouterr()
    assert run(root, "import", path, "--format", "json", *more) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


POSTS = """仓储部岗位一览表（示例）

| 序号 | 岗位 | 部门 | 职责摘要 | 学历 | 要求 | 岗位工资 | 人数 |
|---|---|---|---|---|---|---|---|
| 1 | 叉车司机 | 仓储部 | 装卸示例货物，码放托盘；每班检查叉车 | 初中以上 | 持叉车证，一年以上经验 | 5500 | 6 |
| 2 | 理货员 | 仓储部 | 核对到货数量 | 不限 | — | 4800 | 10 |
| 3 | 盘点员 | 仓储部 | 示例抽查 | 不限 | — | 4800 | 2 |

仓储部处罚表

| 序号 | 违规情形 | 处罚（元） | 计量 |
|---|---|---|---|
| 1 | 漏登示例台账 | 20 | 次 |
| 2 | 货物乱码乱放 | 50 | 次 |
"""


def test_what_a_document_says_of_posts_is_read_again_where_its_drafts_were_thrown_away(handbook: Path) -> None:
    """The source stands from the first import on; nothing rests on it yet."""
    place = document(handbook, POSTS, "岗位一览表.md")
    drafted = []
    for _ in range(2):
        assert run(handbook, "import", place) == 0
        drafted.append({name: data for name, data in files(handbook / "drafts/content").items() if "roles/" in name})
        shutil.rmtree(handbook / "drafts")
    assert drafted[0] == drafted[1]
    assert any(b"headcount: 10" in data for data in drafted[1].values())


def test_a_row_of_a_table_of_posts_is_a_fact_and_gives_the_post_its_duties_and_qualifications(
    handbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(handbook, document(handbook, POSTS, "岗位一览表.md"), capsys)
    rows = [(item["first"], item["kind"], item["owner"]) for item in found["items"] if item["kind"] == "fact"]
    assert rows == [(5, "fact", "叉车司机"), (6, "fact", "理货员"), (7, "fact", "盘点员")], "a row is one item"
    assert "各行里另读出职责和任职资格 6 条" in (handbook / "drafts/导入报告.txt").read_text("utf-8")
    review = openpyxl.load_workbook(handbook / "drafts/导入核对.xlsx")
    next(row for row in review.worksheets[0].iter_rows() if row[5].value == "盘点员")[0].value = "不用"
    review.save(handbook / "drafts/导入核对.xlsx")
    assert run(handbook, "import", "--accept", handbook / "drafts") == 0
    answer(handbook, document(handbook, POSTS, "岗位一览表.md"), capsys)
    drafts = "".join(path.read_text("utf-8") for path in (handbook / "drafts/content/duties").glob("*.yaml"))
    assert "核对到货数量" in drafts
    assert "示例抽查" not in drafts, "what is not used is remembered"
    assert run(handbook, "check") == 0
    assert "differs-from-line" not in capsys.readouterr().out, "a cell is the part of a line that a clause is"
    run(handbook, "export", "--format", "json", "--out", handbook / "all.json")
    library = json.loads((handbook / "all.json").read_text("utf-8"))
    texts = {one["id"]: one["text"] for one in library["clauses"]}
    counter, driver, checker = sorted(library["roles"], key=lambda role: role["headcount"])
    assert not counter["duties"]
    assert [texts[id_] for id_ in driver["duties"]] == ["装卸示例货物，码放托盘。", "每班检查叉车。"]
    assert [texts[id_] for id_ in driver["qualifications"]] == ["学历：初中以上。", "持叉车证，一年以上经验。"]
    assert [texts[id_] for id_ in checker["duties"]] == ["核对到货数量。"]
    assert (checker["qualifications"], checker["headcount"]) == ([], 10)
    assert "  - 岗位工资：5500。" in (handbook / f"content/roles/{driver['id']}.yaml").read_text("utf-8")
    assert {one["text"] for one in library["clauses"] if one["kind"] == "penalty"} == {
        "漏登示例台账，20元/次。",
        "货物乱码乱放，50元/次。",
    }
    fine = "| 岗位 | 违规情形 | 处罚（元） |\n|---|---|---|\n| 理货员 | 漏贴示例标签 | 10 |\n"
    later = document(
        handbook, f"{POSTS}\n{fine}".replace("核对到货数量", "核对到货数量、批号"), "岗位一览表（修订）.md"
    )
    (revision,) = answer(handbook, later, capsys)["revisions"]
    assert [texts[id_] for id_ in revision["gone"]] == ["核对到货数量。"]
    filed = {path.stem for path in (handbook / "drafts/content/penalties").glob("*.yaml")}
    assert not filed & {one["id"] for one in library["roles"]}, "those of a post there stand in its department's file"


def test_the_number_of_a_row_is_no_sum_of_its_clause(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    act = "漏登示例台账且当班没有补记也没有向班长说明"
    rows = f"| 1 | {act} | 20 | 次 |\n| 2 | 货物乱码乱放 | 50 | 次 |\n"
    table = f"仓储部处罚表（示例）\n\n| 序号 | 违规情形 | 处罚（元） | 计量 |\n|---|---|---|---|\n{rows}"
    assert run(handbook, "import", document(handbook, table, "处罚表.md")) == 0
    texts = {path: path.read_text("utf-8") for path in (handbook / "drafts/content/penalties").glob("*.yaml")}
    path, text = next(one for one in texts.items() if f"{act}，20元/次" in one[1])
    path.write_text(text.replace("20元/次", "1元/次").replace("amount: 20", "amount: 1"), "utf-8")
    run(handbook / "drafts", "check")
    assert "differs-from-line" in capsys.readouterr().out


def test_drafts_pass_check_and_go_into_content_once(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(handbook, "import", document(handbook)) == 0
    told = capsys.readouterr().out
    assert "职责 4，任职资格 1，处罚 2，奖励 1" in told
    drafts = handbook / "drafts"
    assert f"\n  rolebook --root {handbook} import --accept {drafts}  一次写入" in told
    assert run(drafts, "check") == 0
    assert "没有发现问题" in capsys.readouterr().out
    assert run(handbook, "import", "--accept", drafts) == 0
    after = files(handbook / "content")
    assert after == files(drafts / "content")
    role = after["roles/cang-ku-zhu-guan.yaml"].decode()
    assert "title: 仓库主管" in role
    assert "  - mei-zhou-zu-zhi-yi-ci  # 每周组织一次盘点，向财务部报送盘点表。" in role
    assert after["duties/daily.yaml"].decode().count("每周组织一次盘点") == 1
    assert "sources: [cang-chu-bu-wen-dang:6, cang-chu-bu-wen-dang:13]" in after["duties/daily.yaml"].decode()
    assert "title: 仓储部" in after["departments/cang-chu-bu.yaml"].decode()
    assert "罚款20元" in after["penalties/cang-chu-bu.yaml"].decode()
    capsys.readouterr()
    assert run(handbook, "import", "--accept", drafts) == 0
    assert "没有要写的" in capsys.readouterr().out
    assert files(handbook / "content") == after


def test_a_source_is_kept_byte_for_byte_before_anything_is_accepted(handbook: Path) -> None:
    path = document(handbook, encoding="gb18030")
    assert run(handbook, "import", path) == 0
    sources = handbook / "content/sources"
    assert (sources / "cang-chu-bu-wen-dang.txt").read_bytes() == path.read_bytes()
    assert (sources / "cang-chu-bu-wen-dang-text.txt").read_text("utf-8") == DUTIES
    entry = (sources / "cang-chu-bu-wen-dang.yaml").read_text("utf-8")
    assert "state: open" in entry
    assert "heading: [3-4, 7, 10-11, 14]" not in entry  # the lines that name roles are those of the roles
    assert run(handbook, "check") == 0
    assert not (handbook / "content/roles/cang-ku-zhu-guan.yaml").exists()


def test_what_is_corrected_is_not_lost_and_what_was_changed_since_is_kept(
    handbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that both changed gets both, now and when either goes on; the same line changed twice is told."""
    path = document(handbook)
    assert run(handbook, "import", path) == 0
    duties = handbook / "drafts/content/duties/daily.yaml"
    duties.write_text(duties.read_text("utf-8").replace("登记台账", "登记电子台账"), "utf-8")
    before = files(handbook)
    assert run(handbook, "import", path) == 2
    assert "改过的草稿" in capsys.readouterr().err
    assert files(handbook) == before
    own = handbook / "content/duties/daily.yaml"
    own.write_text(own.read_text("utf-8") + "# 编者的话\n", "utf-8")
    assert run(handbook, "import", "--accept", handbook / "drafts") == 0
    both = own.read_text("utf-8")
    assert "# 编者的话\n" in both
    assert "登记电子台账" in both
    assert run(handbook, "import", "--accept", handbook / "drafts") == 0
    assert own.read_text("utf-8") == both
    own.write_text(both.replace("收货、发货", "收货和发货"), "utf-8")
    duties.write_text(duties.read_text("utf-8").replace("每周组织一次盘点", "每月组织一次盘点"), "utf-8")
    assert run(handbook, "import", "--accept", handbook / "drafts") == 0
    assert own.read_text("utf-8") == both.replace("收货、发货", "收货和发货").replace("每周组织", "每月组织")
    own.write_text(own.read_text("utf-8").replace("每月组织", "每季组织"), "utf-8")
    duties.write_text(duties.read_text("utf-8").replace("每月组织", "每日组织"), "utf-8")
    before = files(handbook)
    capsys.readouterr()
    assert run(handbook, "import", "--accept", handbook / "drafts") == 1
    assert "草稿也改了同样的几行：content/duties/daily.yaml" in capsys.readouterr().err
    assert files(handbook) == before


def test_drafts_of_several_imports_are_accepted_one_after_the_other(
    handbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both add to the same files; what was cut off before it was noted down is done again, and adds nothing."""
    other = "质检部岗位职责\n\n一、质检员\n岗位职责：\n1、检验到货，隔离不合格品；\n2、填写检验单；\n"
    assert run(handbook, "import", document(handbook), "--out", handbook / "one") == 0
    assert run(handbook, "import", document(handbook, other, "质检部.txt"), "--out", handbook / "two") == 0
    likewise = DUTIES.replace("仓储部", "物流部").replace("仓库主管", "配送主管").replace("仓管员", "配送员")
    assert run(handbook, "import", document(handbook, likewise, "物流部.txt"), "--out", handbook / "three") == 0
    assert run(handbook, "import", "--accept", handbook / "one") == 0
    noted = (handbook / "two/import.json").read_bytes()
    assert run(handbook, "import", "--accept", handbook / "two") == 0
    after = files(handbook / "content")
    duties = after["duties/daily.yaml"].decode()
    assert [duties.count(said) for said in ("安排当班人员", "检验到货", "填写检验单")] == [1, 1, 1]
    (handbook / "two/import.json").write_bytes(noted)
    assert run(handbook, "import", "--accept", handbook / "two") == 0
    assert files(handbook / "content") == after
    assert run(handbook, "check") == 0
    capsys.readouterr()
    assert run(handbook, "import", "--accept", handbook / "three") == 1
    assert "请用 --out 另选文件夹重新导入" in capsys.readouterr().err
    assert files(handbook / "content") == after
    kept = files(handbook / "three")
    assert run(handbook, "import", document(handbook, other, "质检部.txt"), "--out", handbook / "three") == 2
    told = capsys.readouterr().err
    assert f"rolebook --root {handbook} import --accept {handbook / 'three'}；不要了的，删去这个文件夹" in told
    assert files(handbook / "three") == kept


def test_drafts_that_were_spoilt_are_refused_as_a_whole(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(handbook, "import", document(handbook)) == 0
    duties = handbook / "drafts/content/duties/daily.yaml"
    duties.write_text(duties.read_text("utf-8").replace("cang-chu-bu-wen-dang:12", "cang-chu-bu-wen-dang:999"), "utf-8")
    before = files(handbook)
    assert run(handbook, "import", "--accept", handbook / "drafts") == 1
    told = capsys.readouterr().err
    assert "999" in told
    assert f"以上各处请在 {handbook / 'drafts'} 里改" in told
    assert files(handbook) == before


def test_a_document_again_says_that_all_is_there_and_a_new_version_what_is_new(
    handbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = document(handbook)
    first = answer(handbook, path, capsys)
    kinds = [item["match"]["decision"] for item in first["items"] if item["kind"] in {"duty", "penalty", "reward"}]
    assert kinds == ["new", "new", "new", "same", "new", "new", "new"]
    assert run(handbook, "import", "--accept", handbook / "drafts") == 0
    again = answer(handbook, path, capsys, "--out", handbook / "again")
    assert {item["match"]["decision"] for item in again["items"] if item["match"]["score"]} == {"same"}
    assert files(handbook / "again/content") == files(handbook / "content")
    revised = DUTIES.replace("每次罚款20元", "每次罚款50元").replace(
        "3、当月", "3、提出合理化建议的，奖励50元；\n4、当月"
    )
    second = answer(handbook, document(handbook, revised, "仓储部第二版.txt"), capsys, "--out", handbook / "second")
    told = {item["text"]: item["match"] for item in second["items"]}
    assert told["按单收货、发货，登记台账；"]["decision"] == "same"
    assert told["漏登台账的，每次罚款50元；"]["decision"] == "near"
    assert "20" in told["漏登台账的，每次罚款50元；"]["difference"]
    assert told["提出合理化建议的，奖励50元；"]["decision"] == "new"


def test_the_json_says_nothing_of_the_day_or_the_place(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = answer(handbook, document(handbook), capsys)
    assert one["documents"] == [{"first": 1, "last": 17, "title": "仓储部岗位职责"}]
    keys = ["first", "last", "kind", "number", "owner", "text", "fields", "confidence", "reason", "match"]
    assert list(one["items"][2]) == keys
    text = json.dumps(one, ensure_ascii=False)
    assert str(handbook) not in text
    assert one == answer(handbook, document(handbook), capsys)


def test_nothing_is_written_where_a_document_is_refused(handbook: Path) -> None:
    before = files(handbook)
    good, bad = document(handbook), handbook.parent / "照片.txt"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    assert run(handbook, "import", good, bad, "--format", "json") == 1
    assert files(handbook) == before


def test_a_folder_of_something_else_is_never_taken_for_drafts(handbook: Path) -> None:
    other = handbook.parent / "other"
    other.mkdir()
    (other / "letter.txt").write_text("示例", "utf-8")
    assert run(handbook, "import", document(handbook), "--out", other) == 2
    assert run(handbook, "import", "--accept", other) == 2
    assert files(other) == {"letter.txt": "示例".encode()}


def test_a_sanction_that_stands_above_is_written_out_in_each_draft(handbook: Path) -> None:
    text = (
        "保安部处罚办法（示例）\n（一）卫生（以下每项每次扣10元）：1、交班未清扫；2、工具落地；3、垃圾未日清。\n"
        "（二）一般过失（每次扣罚20元）\n1.着装不整的\n2.上岗时吸烟的\n"
    )
    assert run(handbook, "import", document(handbook, text, "保安部.txt")) == 0
    drafted = next((handbook / "drafts/content/penalties").glob("bao-an-bu.yaml")).read_text("utf-8")
    assert "text: 着装不整的，每次扣罚20元。" in drafted
    assert "sources: [bao-an-bu-wen-dang:4, bao-an-bu-wen-dang:3]" in drafted
    assert "amount: 20" in drafted
    assert drafted.count("sources: [bao-an-bu-wen-dang:2]\n") == drafted.count("amount: 10") == 3  # cited once
    assert run(handbook / "drafts", "check") == 0


PENALTIES = """放映部管理办法（示例）
一、放映事故处理
| 等级 | 情形 | 责任人处罚 | 值班经理 |
|---|---|---|---|
| 一级 | 停映30分钟以上 | 500元、记过 | 200元 |
| 二级 | 停映5-30分钟 | 200元 | 50元 |
二、违规处理
| 序号 | 违规情形 | 违规类别 |
|---|---|---|
| 1 | 放映记录漏签名 | 轻微 |
| 2 | 涂改放映记录 | 严重 |
轻微：每次扣20元；严重：解除劳动合同。
三、纪律
违反以下规定的，一次罚款二十元：
（1）私自带人观影；
（2）上班玩手机；
（3）在放映室吸烟，情节严重的辞退；
四、值班经理
岗位职责：
1、巡查各厅；
"""
"""Tables of penalties, and penalties put together from several lines."""


def test_a_row_of_a_score_table_is_a_sentence_for_a_handbook(handbook: Path) -> None:
    """What it is about stands before a colon; weights are left out, and who checks; what follows has its time."""
    rows = [
        "| 项目 | 分值 | 依据 | 扣分标准 |",
        "|---|---|---|---|",
        "| 按时参加示例班会并签到 | 15 | 安全科 | 代签到的，一次扣2分 |",
        "| 做到示例台账清楚 | 10 | 安全科 | 漏登的，一项扣1分 |",
        "",
        "| 违规行为 | 第一次 | 第二次 |",
        "|---|---|---|",
        "| 示例间内吸烟 | 罚款50元 | 罚款100元 |",
        "| 示例工具未归位 | 罚款5元 | 罚款10元 |",
        "",
        "| 违规行为 | 分值 |",
        "|---|---|",
        "| 示例通道内堆放杂物的 | -4 |",
    ]
    text = "示例车间处罚办法（示例）\n\n" + "\n".join(rows) + "\n"
    assert run(handbook, "import", document(handbook, text, "考核.md")) == 0
    made = {name: data.decode() for name, data in files(handbook / "drafts/content").items() if "penalties/" in name}
    penalties = "".join(made.values())
    assert re.findall("(?m)^  text: (.*)", penalties) == [
        "按时参加示例班会并签到：代签到的，一次扣2分。",
        "做到示例台账清楚：漏登的，一项扣1分。",
        "示例间内吸烟，第一次罚款50元，第二次罚款100元。",
        "示例工具未归位，第一次罚款5元，第二次罚款10元。",
        "示例通道内堆放杂物的，扣4分。",
    ]
    assert "violations:\n    - 代签到\n" in penalties
    assert penalties.count("note: 表中另有：安全科。\n") == 2
    assert run(handbook / "drafts", "check") == 0


def test_a_sanction_is_written_without_the_heading_of_another_column(handbook: Path) -> None:
    assert run(handbook, "import", document(handbook, PENALTIES, "放映部.md")) == 0
    drafted = "".join(path.read_text("utf-8") for path in (handbook / "drafts/content/penalties").glob("*.yaml"))
    assert "text: 二级，停映5-30分钟，200元，值班经理50元。" in drafted
    assert "  note: 受罚的人取自表头：值班经理。" in drafted
    role = (handbook / "drafts/content/roles/zhi-ban-jing-li.yaml").read_text("utf-8")
    assert "  - er-ji-ting-ying-5-30  # 二级，停映5-30分钟" in role
    assert "text: 放映记录漏签名，轻微，每次扣20元。" in drafted
    assert "wording: 扣20元\n" in drafted
    assert "text: 涂改放映记录，严重，解除劳动合同。" in drafted
    assert "text: 私自带人观影，每次罚款二十元。" in drafted
    assert "text: 在放映室吸烟，每次罚款二十元，情节严重的辞退。" in drafted
    assert "    - kind: dismissal\n      condition: 情节严重\n" in drafted


def test_a_revised_table_of_penalties_is_accepted_and_its_lines_follow(
    handbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is written as a sentence is known again as a row, and the line that stands above goes with the lines."""
    assert run(handbook, "import", document(handbook, PENALTIES, "a.md")) == 0
    take_all(handbook / "drafts")
    assert run(handbook, "import", "--accept", handbook / "drafts") == 0
    revised = PENALTIES.replace("| 200元 | 50元 |", "| 300元 | 50元 |")
    second = answer(handbook, document(handbook, revised, "b.md"), capsys)
    decisions = [item["match"]["decision"] for item in second["items"] if item["kind"] == "penalty"]
    assert decisions == ["same", "near", "same", "same", "same", "same", "same"]
    take_all(handbook / "drafts")
    assert run(handbook, "import", "--accept", handbook / "drafts") == 0
    assert run(handbook, "move-lines", "a", "b", "--yes") == 0
    assert run(handbook, "check") == 0
    (said,) = [
        path.read_text("utf-8") for path in (handbook / "content/penalties").glob("*.yaml") if "fang" in str(path)
    ]
    assert "sources: [b:15, b:14]" in said
    changed = revised.replace("一次罚款二十元", "一次罚款五十元")
    third = answer(handbook, document(handbook, changed, "c.md"), capsys)
    told = {item["text"]: item["match"]["decision"] for item in third["items"]}
    assert told["私自带人观影；"] == "near"


def test_superiors_of_the_same_document_are_references_unless_they_go_in_a_circle(handbook: Path) -> None:
    roles = "".join(
        f"{number}、{title}\n直接上级：{above}\n岗位职责：\n1、办理示例事项{number}；\n"
        for number, title, above in (("一", "队长", "班长"), ("二", "班长", "队长"), ("三", "队员", "班长"))
    )
    assert run(handbook, "import", document(handbook, f"保安部岗位职责（示例）\n{roles}", "bao.txt")) == 0
    texts = [path.read_text("utf-8") for path in (handbook / "drafts/content/roles").glob("[!c]*.yaml")]
    said = {re.findall("title: (.*)", text)[0]: re.findall("reports_to.*", text) for text in texts}
    assert said == {
        "队长": ["reports_to: ban-zhang"],
        "班长": ["reports_to_text: 队长"],
        "队员": ["reports_to: ban-zhang"],
    }


def test_the_number_of_a_page_inside_a_sentence_is_no_line_of_it(
    handbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "保安部奖励办法（示例）\n一、奖励\n1、当月无差错的，每次奖励50\n- 2 -\n\n- 3 -\n元。\n"
        "2、提出合理化建议的，奖励100元。\n"
    )
    assert run(handbook, "import", document(handbook, text, "bao.txt")) == 0
    (drafted,) = [path.read_text("utf-8") for path in (handbook / "drafts/content/rewards").glob("bao*.yaml")]
    assert "text: 当月无差错的，每次奖励50元。\n  sources: [bao:3, bao:7]\n" in drafted
    assert "  site: [4-6]\n" in (handbook / "drafts/content/sources/bao.yaml").read_text("utf-8")
    capsys.readouterr()
    assert run(handbook / "drafts", "check", "--strict") == 0, capsys.readouterr().out


HOSTILE = """<script>alert(1)</script>部岗位职责（示例）
一、{{7*7}}主管
1、!!python/object:os.system "rm" # 注释: - [a, b] &x *y；
2、负责\u202e反写\u202c与\u200b零宽的文字，以及“引号”和'单引号'；
3、: 冒号开头，# 井号，- 横线，| 竖线 > 大于；
二、../../etc/passwd岗位职责
1、负责{% raw %}模板{% endraw %}；
2、=cmd|' /C calc'!A0 公式；
三、处罚
1、迟到罚款999999999999999999999元；
2、扣0.5分，罚l0元。
"""


def test_whatever_a_document_holds_the_drafts_are_sound(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(handbook, document(handbook, HOSTILE), capsys)
    assert run(handbook / "drafts", "check") == 0
    assert "l0" in next(
        item["text"] for item in found["items"] if item["number"] == "2、" and item["kind"] == "penalty"
    )
    assert all(path.is_relative_to(handbook.parent) for path in handbook.parent.rglob("*"))
    assert run(handbook, "import", "--accept", handbook / "drafts") == 0
    assert run(handbook, "check") == 0


def test_what_web_sites_strewed_in_is_proposed_and_not_changed(
    handbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "销售部岗位职责（示例）\n1、研究销售员的'需求；\n2、保持优秀的`外联；\n3、罚款l0元。\n"
    found = answer(handbook, document(handbook, text), capsys)["items"]
    assert found[1]["text"] == "研究销售员的'需求；"
    assert [item["fields"].get("corrections") for item in found[1:]] == [
        [{"from": "员的'需求", "to": "员的需求"}],
        [{"from": "秀的`外联", "to": "秀的外联"}],
        None,
    ]


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ({"kind": "money", "amount": 50, "currency": "CNY"}, {"amount": 50, "unit": "CNY", "basis": "unstated"}),
        ({"kind": "points", "amount": 5, "unit": "分"}, {"amount": 5, "unit": "points", "basis": "unstated"}),
        (
            {"kind": "money", "amount": {"min": 50, "max": 100}, "currency": "CNY"},
            {"min": 50, "max": 100, "unit": "CNY"},
        ),
        (
            {"kind": "money", "amount": 3, "unit": "天工资", "base": "本人工资"},
            {"unit": "days-pay", "base": "本人工资"},
        ),
        ({"kind": "money", "amount": 10, "unit": "%", "base": "当月工资"}, {"unit": "percent", "base": "当月工资"}),
        ({"kind": "money", "amount": 5, "unit": "倍"}, {"unit": "multiple", "base": "原文未写明基数"}),
        ({"kind": "dismissal", "nth": 3, "within": "year"}, {"nth": 3, "within": "year"}),
        ({"kind": "money", "wording": "罚款50元", "amount": 50, "currency": "CNY"}, {"basis": "fine"}),
    ],
)
def test_the_words_of_the_json_are_those_of_the_model(given: dict[str, Any], made: dict[str, Any]) -> None:
    sanction = of_clause("penalty", "示例", {"violations": ["迟到"], "sanction": given})["sanctions"][0]
    assert made.items() <= sanction.items()
    assert set(UNITS.values()) == {"CNY", "points", "percent", "multiple", "days-pay", "months-pay", "days"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("空.txt", b""),
        ("空.html", b"<html></html>"),
        ("坏.docx", b"PK\x03\x04"),
        ("坏.pdf", b"%PDF-1.7"),
        ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("图.txt", b"\x89PNG\r\n\x1a\n"),
        ("码.txt", b"\x00\x01\x02\x03" * 9),
        ("文件夹", None),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_cannot_be_imported_says_what_to_do(
    handbook: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes | None, lang: str
) -> None:
    path = handbook.parent / name
    if data is None:
        path.mkdir()
    else:
        path.write_bytes(data)
    assert main(["--root", str(handbook), "--lang", lang, "import", str(path)]) == 1
    told = capsys.readouterr().err
    asked = "错误：[一-龥].+\n    改法：请.{6}" if lang == "zh" else r"error: [ -~]+\n    to mend it: [ -~]{8,}\n"
    assert re.search(asked, told), told
    assert not re.search("删去或改名|Delete or rename", told)


def test_only_what_check_refuses_is_written_a_second_time(handbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clause keeps its sentence, and says that what follows was not read."""
    written: Counter[str] = Counter()

    def counting(file: ContentFile, *rest: Any) -> ContentFile:
        written[file.name] += 1
        return as_written(file, *rest)

    monkeypatch.setattr(edited_files, "as_written", counting)
    assert run(handbook, "import", document(handbook, f"{DUTIES}4、表现突出的，奖励2倍。\n")) == 0
    assert run(handbook / "drafts", "check") == 0
    rewards = made(handbook / "drafts/content/rewards")["cang-chu-bu"]
    assert rewards.count("inferred") == 1
    assert "text: 表现突出的，奖励2倍。" in rewards
    assert [name for name, times in written.items() if times > 1] == ["content/rewards/cang-chu-bu.yaml"]


def test_a_rule_is_called_by_its_name_though_its_file_is_too(
    handbook: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is too long for a file becomes several, numbered in their titles, and a later version is of them all."""
    monkeypatch.setattr(drafts, "_MOST_BYTES", 600)
    text = "库区制度（示例）\n\n第一条 库区内不得吸烟。\n第二条 来访人员应当登记。\n"
    text += "第三条 库区每天清扫。\n第四条 钥匙专人保管。\n"
    assert run(handbook, "import", document(handbook, text, "库区制度.txt")) == 0
    assert "制度“库区制度”太长，一个文件放不下，草稿分成 2 份" in capsys.readouterr().out

    def rules() -> dict[str, list[str]]:
        found = made(handbook / "drafts/content/rules")
        assert run(handbook / "drafts", "check") == 0
        return {name: re.findall(r"(?:title|text): (.+)", rule) for name, rule in found.items() if "ku-qu" in name}

    first = {
        "ku-qu-zhi-du": ["库区制度", "库区内不得吸烟。", "来访人员应当登记。"],
        "ku-qu-zhi-du-2": ["库区制度（2）", "库区每天清扫。", "钥匙专人保管。"],
    }
    assert rules() == first
    assert "ku-qu-zhi-du-wen-dang:3" in made(handbook / "drafts/content/rules")["ku-qu-zhi-du"]
    assert run(handbook, "import", "--accept", handbook / "drafts") == 0
    later = document(handbook, f"{text}第五条 门窗随手关闭。\n", "库区制度第二版.txt")
    assert run(handbook, "import", later) == 0
    assert rules() == {**first, "ku-qu-zhi-du-3": ["库区制度（3）", "门窗随手关闭。"]}
    monkeypatch.setattr(drafts, "_MOST_BYTES", 6000)
    assert run(handbook, "import", later) == 0
    assert rules() == {**first, "ku-qu-zhi-du-2": [*first["ku-qu-zhi-du-2"], "门窗随手关闭。"]}


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Results are kept, as they are for every user."""
    monkeypatch.setattr(cache, "_own_folder", lambda: tmp_path / "own")


@pytest.mark.usefixtures("kept")
def test_accepted_drafts_are_finished_though_they_were_corrected(
    handbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The next document may be imported; a correction after that is one that is not accepted yet."""
    drafts = handbook / "drafts"
    assert run(handbook, "import", document(handbook)) == 0
    duties = drafts / "content/duties/daily.yaml"
    duties.write_text(duties.read_text("utf-8").replace("登记台账", "登记电子台账"), "utf-8")
    assert run(drafts, "check") == 0  # which keeps its results there
    assert run(handbook, "import", "--accept", drafts) == 0
    assert run(handbook, "import", "--accept", drafts) == 0
    assert "没有要写的" in capsys.readouterr().out
    own = handbook / "content/duties/daily.yaml"
    assert "登记电子台账" in own.read_text("utf-8")
    duties.write_text(duties.read_text("utf-8").replace("登记电子台账", "登记纸质台账"), "utf-8")
    other = document(handbook, DUTIES.replace("仓", "库"), "库储部.txt")
    assert run(handbook, "import", other) == 2
    assert "改过的草稿，还没有写入（content/duties/daily.yaml）" in capsys.readouterr().err
    assert run(handbook, "import", "--accept", drafts) == 0
    assert "登记纸质台账" in own.read_text("utf-8")
    assert run(handbook, "import", other) == 0
    (drafts / "备忘.txt").write_text("示例", "utf-8")
    assert run(handbook, "import", other) == 2
    assert "其他文件（备忘.txt）" in capsys.readouterr().err


PRIVATE = "110101199001011234"
WITH_NUMBER = f"""仓储部岗位职责（示例）

一、仓管员
岗位职责：
1、持证上岗，身份证号{PRIVATE}，按单收货、发货，登记台账；
"""


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("where", ["drafts", "."])
def test_a_number_of_a_person_is_redacted_before_drafts_are_accepted(
    handbook: Path, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    """In the drafts or in content/: nothing that is written or kept holds it, and the comments say the new text."""
    drafts, source = handbook / "drafts", "cang-chu-bu-wen-dang"
    capsys.readouterr()
    assert run(handbook, "import", document(handbook, WITH_NUMBER), "--format", "json") == 0
    told = capsys.readouterr()
    said = [item.get("personal") for item in json.loads(told.out)["items"]]
    assert said == [None, None, None, ["identity"]]
    assert "1 项里有个人号码（personal），JSON 中照原文印出" in told.err
    assert run(drafts, "check") == 1
    assert run(handbook / where, "redact", source) == 0
    duties = drafts / "content/duties/daily.yaml"
    duties.write_text(duties.read_text("utf-8").replace(f"，身份证号{PRIVATE}", ""), "utf-8")
    capsys.readouterr()
    assert run(handbook, "import", "--accept", drafts) == 0, capsys.readouterr().err
    assert run(handbook, "check") == 0
    role = next((handbook / "content/roles").glob("*.yaml")).read_text("utf-8")
    assert "# 持证上岗，按单收货、发货，登记台账。" in role
    assert "redacted:" in (handbook / f"content/sources/{source}.yaml").read_text("utf-8")
    places = [handbook / "content", drafts / ".cache", handbook / ".cache"]
    left = {path: path.read_bytes() for place in places for path in place.rglob("*") if path.is_file()}
    assert drafts / ".cache/rolebook" in left
    assert not [path for path, data in left.items() if PRIVATE[:12].encode() in data]


def test_drafts_of_another_handbook_are_told(
    handbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(handbook, "import", document(handbook)) == 0
    other = tmp_path / "other"
    for name, data in empty_library("示例公司", "示例手册", date(2026, 11, 27)).items():
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        (other / name).write_bytes(data)
    before = files(other)
    assert run(other, "import", "--accept", handbook / "drafts") == 2
    assert "属于另一个手册" in capsys.readouterr().err
    assert files(other) == before


def test_what_an_editor_would_wonder_about_is_said(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One role in two documents, no department anywhere; whom 全体 means, and what no sentence is."""
    one = "员工手册（示例）\n\n一、店长\n工作时间：10:00-22:00\n岗位职责：\n1、每天组织班前会；\n"
    other = "健身房手册（示例）\n\n一、店长\n岗位职责：\n1、每周检查泳池；\n"
    table = "| 岗位 | 违规 | 罚款 |\n|---|---|---|\n| 店长 | 漏开班前会 | 20元 |\n| 全体 | 上班迟到 | 10元 |\n"
    paths = [
        document(handbook, one, "餐厅.txt"),
        document(handbook, f"{other}\n二、处罚\n\n{table}", "健身房.md"),
        document(handbook, "员工奖惩制度（示例）\n\n1、打架的，罚款200元。\n2、值班表由办公室编排。\n", "奖惩.txt"),
    ]
    assert run(handbook, "import", *paths) == 0
    told = capsys.readouterr().out
    assert "餐厅.txt、健身房.md 里都有“店长”，草稿写在一处" in told
    assert "店长归哪个部门？文件里没有写，先归在“待定部门”。请在核对表这一行的“归属”里选" in told
    made = files(handbook / "drafts/content")
    assert "hours:\n  - 10:00-22:00\n" in made["roles/dian-zhang.yaml"].decode()
    assert [name for name in made if name.startswith("roles/") and not name.startswith("roles/clerk")] == [
        "roles/dian-zhang.yaml"
    ]
    penalties = made["departments/dai-ding-bu-men.yaml"].decode()
    assert ("penalties:" in penalties, "打架的，罚款200元" in penalties) == (True, True)
    assert "departments/quan-gong-si.yaml" not in made  # what names nobody holds for the posts of the other files
    assert run(handbook / "drafts", "fmt", "--check") == 0


@pytest.mark.parametrize(
    ("title", "whole"), [("员工奖惩制度", "全公司"), ("某某食品有限公司员工奖惩制度", "某某食品有限公司")]
)
def test_what_a_company_says_to_all_holds_for_the_departments_of_the_import(
    handbook: Path, title: str, whole: str
) -> None:
    paths = [
        document(handbook, f"{title}（示例）\n\n1、打架的，罚款200元。\n", "奖惩.txt"),
        document(handbook, "质检部岗位职责（示例）\n\n一、质检员\n1、每天抽样检验；\n", "岗位.txt"),
    ]
    for given, department in ((paths[:1], whole), (paths, "质检部")):
        assert run(handbook, "import", *given) == 0
        made = {name: data.decode() for name, data in files(handbook / "drafts/content").items()}
        (holder,) = (text for name, text in made.items() if "departments/" in name and "打架的，罚款200元" in text)
        assert f"title: {department}\n" in holder
        is_asked = "归谁？" in (handbook / "drafts/导入报告.txt").read_text("utf-8")
        assert is_asked == (given is paths and whole == "全公司"), "of what names nobody, where there is a department"


def test_more_than_a_file_holds_goes_into_the_folder_of_its_theme(
    handbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_files, "_PER_FILE", 2)
    assert run(handbook, "import", document(handbook)) == 0
    duties = handbook / "drafts/content/duties"
    assert (duties / "daily.yaml").read_text("utf-8").count("\n- id: ") == 2
    assert (duties / "daily/daily-2.yaml").read_text("utf-8").startswith("- id: an-dan-shou-huo-fa-huo")
    assert run(handbook / "drafts", "check") == 0
    assert run(handbook, "import", "--accept", handbook / "drafts") == 0
    assert run(handbook, "check") == 0


FORMS = """示例影院岗位说明书汇编

岗位说明书之一
岗 位 名 称：放映员    岗 位 编 号：FY-01
所 属 部 门：放映部    直 接 上 级：值班经理    直 接 下 级：无
主要职责：
1、负责放映机的日常保养，每周清洁滤网；

岗位说明书之二
岗 位 名 称：售票员    岗 位 编 号：SP-01
所 属 部 门：票务部（一楼）    直 接 上 级：值班经理
主要职责：
1、提前十五分钟到岗，核对票号和备用金；

示例影院员工违规处理办法

第一条 为加强劳动纪律，制定本办法。
第二条 上班玩手机的，每次罚款20元。
"""


def made(folder: Path) -> dict[str, str]:
    """The files of a folder of drafts without those of a new handbook: id → text."""
    paths = (path for path in folder.glob("*.yaml") if path.stem not in {"clerk", "office"})
    return {path.stem: path.read_text("utf-8") for path in paths}


def test_roles_stand_in_the_department_that_their_form_names(handbook: Path) -> None:
    """Numbers of forms are no roles, and what holds for everybody holds for the departments of the document."""
    drafts = handbook.parent / "drafts"
    assert run(handbook, "import", document(handbook, FORMS, "岗位说明书.txt"), "--out", drafts) == 0
    content = made(drafts / "content" / "roles")
    assert sorted(content) == ["fang-ying-yuan", "shou-piao-yuan"]
    assert "department: fang-ying-bu\n" in content["fang-ying-yuan"]
    assert "department: piao-wu-bu\n" in content["shou-piao-yuan"]
    assert all("inferred: [industry, level]" in text for text in content.values())
    departments = made(drafts / "content" / "departments")
    assert sorted(departments) == ["fang-ying-bu", "piao-wu-bu"]
    assert all("上班玩手机的，每次罚款20元。" in text for text in departments.values())
    assert all("示例影院员工违规处理办法" in text for text in departments.values())


def test_a_sentence_in_the_cells_of_two_roles_is_a_duty_of_both(handbook: Path) -> None:
    """Though the cells say different things as a whole; it is one clause with the lines of both."""
    text = (
        "# 品管部岗位职责（示例）\n\n| 岗位 | 岗位职责 |\n|---|---|\n"
        "| 质检员 | 1、检验到货；2、打扫示例检验室； |\n| 品管组长 | 1、安排检验；2、打扫示例检验室； |\n"
    )
    drafts = handbook.parent / "drafts"
    assert run(handbook, "import", document(handbook, text, "品管部.md"), "--out", drafts) == 0
    roles = made(drafts / "content" / "roles")
    assert [text.count("打扫示例检验室。") for text in roles.values()] == [1, 1]
    (duties,) = made(drafts / "content" / "duties").values()
    assert re.search(r"text: 打扫示例检验室。\n  sources: \[(\S+):5, \1:6\]\n", duties)


ACCIDENTS = """## 一、放映员

岗位职责：
1. 放映事故当班报告，并在24小时内提交书面说明；

放映事故处理

| 等级 | 情形 | 处罚 |
|---|---|---|
| 一级 | 停映30分钟以上 | 罚款500元 |
| 二级 | 停映5分钟以上 | 罚款200元 |
"""


def test_neither_the_head_of_a_table_nor_an_institution_makes_a_role(handbook: Path) -> None:
    drafts = handbook.parent / "drafts"
    text = f"# 示例影院岗位说明书汇编\n\n{ACCIDENTS}\n## 二、通用纪律\n\n1. 私自带人观影的，罚款20元；\n"
    assert run(handbook, "import", document(handbook, text, "汇编.md"), "--out", drafts) == 0
    assert list(made(drafts / "content" / "roles")) == ["fang-ying-yuan"]
    department = (drafts / "content" / "departments" / "shi-li-ying-yuan.yaml").read_text("utf-8")
    assert "title: 示例影院\n" in department
    assert "私自带人观影的，罚款20元。" in department


FIELDS = """一、验收员
岗位名称：验收员　　直接上级：无　　直接下级：保管员、复核员（冷库、常温）
岗位宗旨：保证到货器械质量合格。
在质量负责人领导下开展工作，主要职责如下：
1、按照验收标准逐批检查到货器械；
任职资格：
学 历：大专以上    专 业：医疗器械、医学等相关专业
绩效
验收准确率（40%）：100%，每错一批扣5分；

二、保管员
岗位名称：保管员　　直接下级：无
主要职责：
1、每日查看冷库温湿度并记录；

三、通用纪律
违反以下规定的，一次罚款二十元：
1、上班玩手机；
夜班补贴：23点以后下班的，每班次15元。
"""


def test_fields_of_a_role_are_read_one_by_one(handbook: Path) -> None:
    """Names that stand beside each other are several, 无 is none, and the fields of a person are qualifications."""
    drafts = handbook.parent / "drafts"
    assert run(handbook, "import", document(handbook, FIELDS, "岗位.txt"), "--out", drafts) == 0
    roles = made(drafts / "content" / "roles")
    inspector, keeper = roles["yan-shou-yuan"], roles["bao-guan-yuan"]
    assert "subordinates:\n  - 保管员\n  - 复核员（冷库、常温）\n" in inspector
    assert "reports_to" not in inspector
    assert "subordinates" not in keeper
    assert "purpose: 保证到货器械质量合格。\n" in inspector
    assert re.search(r"duties:\n  - an-zhao-\S+  # 按照验收标准", inspector)
    assert "title: " not in inspector.partition("duties:")[2]
    assert re.search(r"indicators:\n  - \S+  # 验收准确率（40%）", inspector)
    education = (drafts / "content" / "qualifications" / "education.yaml").read_text("utf-8")
    assert "degree: college\n" in education
    assert "majors:\n    - 医疗器械\n    - 医学\n" in education
    penalties = "".join(made(drafts / "content" / "penalties").values())
    assert "夜班补贴" not in penalties


def test_what_is_not_shown_in_a_title_is_in_no_draft(handbook: Path) -> None:
    text = "仓储\ufeff部制度\n\n一、考勤\n1、员工须按时上班，迟到罚款10元。\n"
    assert main(["--root", str(handbook), "import", str(document(handbook, text))]) == 0
    assert main(["--root", str(handbook / "drafts"), "check"]) == 0
