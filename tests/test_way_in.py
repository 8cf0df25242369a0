"""The way in: an empty handbook and three documents become a site at a terminal; every decision and key is counted."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from docx import Document
from pypinyin import lazy_pinyin

from tests.conftest import REPOSITORY
from tests.terminal import talk
from tests.test_import_drafts import document, handbook

__all__ = ["handbook"]

SECONDS_A_KEY = 1.2
MOST_SECONDS = 600

WAREHOUSE = {
    "仓库主管": {
        "岗位职责": (
            "安排当班人员，检查库房安全；",
            "每周组织一次盘点，向财务部报送盘点表；",
            "审核出入库单据；",
        ),
        "任职要求": ("大专以上学历，三年以上仓储管理经验；",),
    },
    "仓管员": {
        "岗位职责": ("按单收货、发货，登记台账；", "每周参加盘点，核对实物与台账；", "保持库区整洁，通道畅通；"),
        "任职要求": ("中专以上学历，会使用办公软件；",),
    },
}
FINES = (("漏登台账", "每次罚款20元"), ("库区内吸烟", "每次罚款200元，并记过"), ("伪造盘点表", "解除劳动合同"))
SERVICE = (
    ("客服主管", "制定客服班次表，检查在岗情况"),
    ("客服主管", "每月汇总客户投诉，向总经理汇报"),
    ("客服专员", "接听客户电话，当天登记诉求"),
    ("客服专员", "投诉在一个工作日内答复客户"),
    ("客服专员", "每周回访已办结的客户"),
)
RULES = """保安部管理制度（示例）

一、保安队长
岗位职责：
1、安排当班人员，检查岗亭安全；
2、每月组织一次消防演练；

二、保安员
岗位职责：
1、查验来访人员证件并登记；
2、每两小时巡逻一次，填写巡逻记录；
3、完成领导交办的其他任务；
任职要求：
1、高中以上学历，身体健康；

三、奖惩
1、脱岗的，每次罚款50元；
2、当月无差错的，奖励100元；
"""


def warehouse() -> bytes:
    """A Word file whose numbers are automatic, with a table of penalties. Made up."""
    document: Any = Document()
    document.add_heading("仓储部岗位职责（示例）", 1)
    for role, sections in WAREHOUSE.items():
        document.add_heading(role, 2)
        for heading, sentences in sections.items():
            document.add_paragraph(f"{heading}：").runs[0].bold = True
            for sentence in sentences:
                document.add_paragraph(sentence, style="List Number")
    document.add_heading("仓储部处罚办法", 2)
    table = document.add_table(1, 3)
    for cell, text in zip(table.rows[0].cells, ("序号", "违规行为", "处罚"), strict=True):
        cell.text = text
    for number, (deed, sanction) in enumerate(FINES, 1):
        for cell, text in zip(table.add_row().cells, (str(number), deed, sanction), strict=True):
            cell.text = text
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def service(path: Path) -> None:
    """A workbook with a row a duty, the post in a merged cell. Made up."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "客服部岗位职责（示例）"
    for row in (("岗位", "职责"), *SERVICE):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("A4:A6")
    book.save(path)


def keys(text: str) -> int:
    """Keys for a text: a Latin character is one, a Chinese one its pinyin and one to choose it."""
    return sum(1 if char.isascii() else len("".join(lazy_pinyin(char))) + 1 for char in text)


@dataclass
class Session:
    """What somebody does: commands with answers, and cells of the workbook of the review."""

    folder: Path
    decisions: int = 0
    keys: int = 0
    shown: list[str] = field(default_factory=list)

    def run(self, command: str, answers: Sequence[str] = ()) -> str:
        """A command as it is typed, and its answers; it must end well."""
        self.keys += keys(command) + 1 + sum(keys(answer.rstrip("\n")) + 1 for answer in answers)
        self.decisions += 1 + len(answers)
        arguments = command.split()
        assert arguments[:2] == ["python", "build.py"]
        code, shown = talk(arguments[2:], answers, cwd=self.folder)
        assert code == 0, shown
        self.shown.append(shown)
        return shown

    def decide(self, row: Any, decision: str, rewritten: str = "", why_not: str = "") -> None:
        """A row of the workbook: four keys to go there and open the list, one to choose, then what is typed."""
        self.decisions += 1
        typed = [text for text in (rewritten, why_not) if text]
        self.keys += 5 + sum(keys(text) + 2 for text in typed)
        row[0].value, row[1].value, row[2].value = decision, rewritten or None, why_not or None


def test_three_documents_become_a_site_within_minutes(tmp_path: Path) -> None:
    (tmp_path / "仓储部.docx").write_bytes(warehouse())
    service(tmp_path / "客服部.xlsx")
    (tmp_path / "保安部.txt").write_text(RULES, "utf-8")
    session = Session(tmp_path)
    session.run("python build.py init hb", ["示例公司\n", "\n"])
    shown = session.run("python build.py --root hb import 仓储部.docx 客服部.xlsx 保安部.txt")
    assert "读取 仓储部.docx …" in shown
    assert "保安部.txt [##############################]" in shown
    assert "职责 6，任职资格 2，处罚 3" in shown
    review = tmp_path / "hb/drafts/导入核对.xlsx"
    book = openpyxl.load_workbook(review)
    rows = {str(row[6].value): row for row in book.worksheets[0].iter_rows(min_row=3)}
    session.keys += 3  # open it and go to the first row, which is one that is alike
    assert next(iter(rows)) == "安排当班人员，检查岗亭安全。"
    session.decide(rows["安排当班人员，检查岗亭安全。"], "采用", why_not="岗亭和库房是两处")
    session.decide(rows["完成领导交办的其他任务。"], "不用")
    session.decide(rows[next(one for one in rows if one.startswith("库区内吸烟"))], "修改", "库区内吸烟的，记过")
    book.save(review)
    session.keys += 2
    done = session.run("python build.py --root hb import --accept hb/drafts")
    assert "改写 1 条，不用 1 条" in done
    assert "还没有决定" not in done
    command = str(REPOSITORY / "build.py")
    bare = done.replace(f'"{command}"', "build.py").replace(command, "build.py")  # quoted where it has blanks
    assert "接着：python build.py --root hb check，再 python build.py --root hb site" in bare
    assert "没有发现问题" in session.run("python build.py --root hb check")
    assert "手册已生成" in session.run("python build.py --root hb site")
    site = tmp_path / "hb/site"
    assert len(list((site / "roles").glob("[!i]*.html"))) == 6
    assert "伪造盘点表" in (site / "penalties.html").read_text("utf-8")
    assert "罚款200元" not in (site / "penalties.html").read_text("utf-8")
    seconds = session.keys * SECONDS_A_KEY
    told = f"{session.decisions} 个决定、{session.keys} 次按键"
    assert seconds < MOST_SECONDS
    assert told in (REPOSITORY / "README.zh-CN.md").read_text("utf-8")
    english = f"{session.decisions} decisions and {session.keys} keys"
    assert english in (REPOSITORY / "README.md").read_text("utf-8")


def test_a_terminal_shows_what_import_does_from_beginning_to_end(handbook: Path) -> None:
    code, shown = talk(["--root", str(handbook), "import", str(document(handbook))], [])
    assert code == 0
    stages = [
        "读取 仓储部.txt …",
        "15/15",
        "读取手册 …",
        "与手册比对，拟草稿 …",
        "检查草稿 …",
        "写草稿、报告和核对表 …",
        "改好后：",
    ]
    assert re.search(".*".join(map(re.escape, stages)), shown, re.DOTALL), shown
    code, shown = talk(["--root", str(handbook), "import", "--accept", str(handbook / "drafts")], [])
    assert code == 0
    assert re.search("检查草稿 ….*已写入", shown, re.DOTALL), shown
