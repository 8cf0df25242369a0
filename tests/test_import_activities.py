"""Work activities of new duties: proposed by their words with a reason, asked where unsure, changed in the review."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.editing_support import Root
from tests.test_import_drafts import handbook

__all__ = ["handbook"]

TAXONOMY = """themes:
  - id: daily
    label: 日常
  - id: planning
    label: 计划
"""
ACTIVITIES = {
    "planning": "- id: draw-up-plans\n  title: 制定检验计划\n- id: hold-meetings\n  title: 召开质量例会\n",
    "daily": "- id: release-goods\n  title: 签发放行单\n",
}
DUTIES = """- id: hold-weekly-meeting
  text: 每周一召开质量例会，通报不合格品。
  activities:
    - hold-meetings
  origin:
    decided: 2026-11-01
    by: 人力资源部
    reason: 示例
"""
DOCUMENT = """质检部岗位职责（示例）

一、质检主管
岗位职责：
1、制定检验计划，并组织实施；
2、每周一召开质量例会，通报不合格品和返工；
3、签收放行货物的通知单；
4、保管示例样品；
5、制定每月的检验工作计划；
"""


@pytest.fixture
def answer(handbook: Path) -> tuple[Root, dict[str, Any]]:  # the fixture of that name
    """A handbook with activities and the drafts of a document, and what `import --format json` says of each duty."""
    content = handbook / "content"
    taxonomy = (content / "taxonomy.yaml").read_text("utf-8")
    before, _, behind = taxonomy.partition("themes:\n")
    (content / "taxonomy.yaml").write_text(before + TAXONOMY + "".join(behind.partition("\nsynonyms")[1:]), "utf-8")
    for name, text in ACTIVITIES.items():
        (content / "activities" / f"{name}.yaml").write_text(text, "utf-8")
    (content / "duties/planning.yaml").write_text(DUTIES, "utf-8")
    path = handbook.parent / "质检部.txt"
    path.write_text(DOCUMENT, "utf-8")
    root = Root(handbook)
    outcome = root.run("import", str(path), "--format", "json")
    assert outcome.code == 0, outcome.err
    return root, {item["text"]: item for item in json.loads(outcome.out)["items"] if item["kind"] == "duty"}


def duty(root: Root, text: str) -> dict[str, Any]:
    return next(one for one in root.export()["clauses"] if one["text"].startswith(text))


def test_an_activity_is_named_where_the_words_say_it_and_asked_about_where_they_may(
    answer: tuple[Root, dict[str, Any]],
) -> None:
    root, items = answer
    named = {text: [(one["id"], one["drafted"]) for one in items[text].get("activities", ())] for text in items}
    assert named == {
        "制定检验计划，并组织实施；": [("draw-up-plans", True)],
        "每周一召开质量例会，通报不合格品和返工；": [("hold-meetings", True)],
        "签收放行货物的通知单；": [],
        "保管示例样品；": [],
        "制定每月的检验工作计划；": [("draw-up-plans", False)],
    }
    report = (root.path / "drafts/导入报告.txt").read_text("utf-8")
    assert "工作事项：按字面认出 2 条职责的，已写进草稿；1 条拿不准" in report
    assert "可能是 制定检验计划（draw-up-plans）。是的，在核对表的这一行写“工作事项（改）”：制定检验计划；" in report
    assert "句中写有这件事" in (root.path / "drafts/导入报告.html").read_text("utf-8")
    drafts = root.path / "drafts/content/duties"
    assert "- draw-up-plans  # 制定检验计划" in (drafts / "planning.yaml").read_text("utf-8")
    assert root.run("--root", str(root.path / "drafts"), "check").code == 0


def test_the_review_names_another_activity_or_none(answer: tuple[Root, dict[str, Any]]) -> None:
    """A duty goes with its activity into the file of another theme."""
    root, _ = answer
    place = root.path / "drafts/导入核对.xlsx"
    book = openpyxl.load_workbook(place)
    rows = {str(row[6].value): row for row in book.worksheets[0].iter_rows(min_row=3)}
    rows["制定检验计划，并组织实施。"][3].value = "无"
    rows["签收放行货物的通知单。"][3].value = " 签发放行单"
    rows["保管示例样品。"][3].value = "召开质量例会"
    book.save(place)
    outcome = root.run("import", "--accept", str(place.parent))
    assert outcome.code == 0, outcome.err
    assert not duty(root, "制定检验计划").get("activities")
    assert duty(root, "签收放行货物")["activities"] == ["release-goods"]
    moved = duty(root, "保管示例样品")
    assert (moved["activities"], moved["theme"]) == (["hold-meetings"], "planning")
    assert root.run("check").code == 0
    rows["保管示例样品。"][3].value = "召开质量会议"
    book.save(place)
    outcome = root.run("import", "--accept", str(place.parent))
    assert outcome.code == 1
    assert "手册里没有工作事项“召开质量会议”" in outcome.err
    assert "是否应为“召开质量例会”？" in outcome.err
