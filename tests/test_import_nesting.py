"""What a document nests stays nested in the drafts: groups of duties, items of rules in items; also once some go."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from rolebook.importing.items import imported
from rolebook.importing.nesting import duty_groups
from rolebook.importing.readers import read
from rolebook.yamltext.document import parse
from tests.editing_support import Root
from tests.test_import_drafts import handbook

__all__ = ["handbook"]

RULES = """仓储部管理制度（示例）

第一章 考勤
第一条 迟到十分钟以内的，口头提醒，不扣工资。
第二条 请假须提前一天书面申请，并办理交接。
（一）病假须附医院证明；
（二）事假一次不超过三天。
第二章 库房安全
第三条 库区内禁止吸烟。
"""
DUTIES = """仓储部岗位职责（示例）

一、仓库主管
（一）岗位职责
1、库存管理
(1) 每周组织一次盘点；
(2) 每月编制库存报表；
2、人员管理
(1) 安排当班人员；
"""


@pytest.fixture
def drafts(handbook: Path) -> Root:  # the fixture of that name
    root = Root(handbook)
    for name, text in (("仓储制度.txt", RULES), ("仓储岗位.txt", DUTIES)):
        (handbook.parent / name).write_text(text, "utf-8")
    outcome = root.run("import", *(str(handbook.parent / name) for name in ("仓储制度.txt", "仓储岗位.txt")))
    assert outcome.code == 0, outcome.err
    assert root.run("--root", str(handbook / "drafts"), "check").code == 0
    return root


def value(root: Path, pattern: str) -> Any:
    """What the one content file of this kind that an import made says."""
    made = {path.name: path.read_bytes() for path in (root / "content").glob(pattern)}
    (data,) = (data for data in made.values() if not data.lstrip().startswith(b"#"))
    document, _ = parse(data, pattern)
    assert document is not None
    return document.value


def outline(items: list[dict[str, Any]]) -> list[Any]:
    """The title or text of each item, with those below it."""
    return [
        (said, outline(one["items"])) if "items" in one else said
        for one in items
        for said in [one.get("text") or one["title"]]
    ]


def test_headings_and_list_numbers_nest_the_items_of_a_rule_and_the_duties_of_a_role(drafts: Root) -> None:
    folder = drafts.path / "drafts"
    assert outline(value(folder, "rules/*.yaml")["items"]) == [
        (
            "考勤",
            [
                "迟到十分钟以内的，口头提醒，不扣工资。",
                ("请假须提前一天书面申请，并办理交接。", ["病假须附医院证明。", "事假一次不超过三天。"]),
            ],
        ),
        ("库房安全", ["库区内禁止吸烟。"]),
    ]
    first, second = value(folder, "roles/*.yaml")["duties"]
    assert (first["title"], len(first["duties"])) == ("库存管理", 2)
    assert (second["title"], len(second["duties"])) == ("人员管理", 1)


def test_what_is_left_out_leaves_no_empty_group_and_no_orphan(drafts: Root) -> None:
    """A sentence with others below it, the last one below a heading, the last duty of a group."""
    place = drafts.path / "drafts/导入核对.xlsx"
    book = openpyxl.load_workbook(place)
    for row in book.worksheets[0].iter_rows(min_row=3):
        is_left_out = any(said in str(row[6].value) for said in ("书面申请", "禁止吸烟", "当班人员"))
        row[0].value = "不用" if is_left_out else row[0].value or "采用"
    book.save(place)
    outcome = drafts.run("import", "--accept", str(place.parent))
    assert outcome.code == 0, outcome.err
    assert outline(value(drafts.path, "rules/*.yaml")["items"]) == [
        ("考勤", ["迟到十分钟以内的，口头提醒，不扣工资。", "病假须附医院证明。", "事假一次不超过三天。"])
    ]
    (group,) = value(drafts.path, "roles/*.yaml")["duties"]
    assert group["title"] == "库存管理"
    assert drafts.run("check").code == 0


def test_a_duty_with_numbers_below_it_makes_a_group_with_them() -> None:
    text = (
        "仓库主管岗位职责（示例）\n1、每周组织盘点。\n2、负责库区安全，每月检查一次。\n（1）消防器材每周点检；\n"
        "（2）叉车按期报检。\n3、完成领导交办的其他工作。\n"
    )
    found = imported(read("示例.txt", text.encode())).items
    groups = [titles for _, titles in sorted(duty_groups(found).items())]
    assert groups == [[], ["负责库区安全"], ["负责库区安全"], ["负责库区安全"], []]


def test_numbers_that_end_in_a_nought_head_those_below_them() -> None:
    """`2.0职责` above `2.1…`, as quality manuals count, also without a blank behind the number."""
    text = (
        "吊装作业控制程序（示例）\n1.0目的：\n为规范吊装作业，特制订本程序。\n2.0职责\n2.1吊装队负责编制方案。\n"
        "2.2安全部负责检查。\n3.0相关记录\n3.1《吊装作业票》\n3.2《吊具检查表》\n"
    )
    found = imported(read("示例.txt", text.encode())).items
    assert [(one.number, one.text) for one in found if one.kind == "heading"] == [
        ("1.0", "目的："),
        ("2.0", "职责"),
        ("3.0", "相关记录"),
    ]
    assert [one.number for one in found[-2:]] == ["3.1", "3.2"]
