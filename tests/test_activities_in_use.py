"""Work activities in what editors use: `similar`, `new`, `stats`, `check`, and the tables of `export`."""

import io
import json
from pathlib import Path

import openpyxl

from tests.conftest import Run, library_of

ORIGIN = ("--decided", "2026-11-20", "--by", "人力资源部", "--reason", "示例")


def test_similar_says_first_what_the_handbook_has_of_the_same_thing(estate: Path, run: Run) -> None:
    said = run("--root", estate, "similar", "制定保洁部年度工作计划").out
    assert said.startswith(
        "这件事手册里已有 3 种写法（制定工作计划，draw-up-work-plans），用在保安队长、客服主管、工程主管。"
    )
    report = json.loads(run("--root", estate, "similar", "制定保洁部年度工作计划", "--format", "json").out)
    [one] = report["activities"]
    assert (one["id"], one["wordings"]) == ("draw-up-work-plans", 3)
    assert one["owners"] == ["security-captain", "service-supervisor", "chief-engineer"]


def test_a_library_without_activities_is_answered_as_before(small: Path, run: Run) -> None:
    assert "这件事" not in run("--root", small, "similar", "制定销售计划").out
    assert "activities" not in json.loads(run("--root", small, "similar", "制定销售计划", "--format", "json").out)
    assert "activities" not in json.loads(run("--root", small, "stats", "--format", "json").out)


def test_a_new_duty_names_its_activities_and_why_it_says_it_otherwise(estate: Path, run: Run) -> None:
    said = run(
        *(
            "--root",
            estate,
            "new",
            "duty",
            "--text",
            "编制保洁部年度工作计划",
            "--theme",
            "planning",
            "--id",
            "plan-cleaning",
        ),
        *("--activity", "制定工作计划", "汇报工作情况", "--why", "要写明物料预算", *ORIGIN),
    )
    assert said.code == 0, said.err
    assert "这件事手册里已有 3 种写法（制定工作计划" in said.err
    duty = library_of(estate).duties_of("draw-up-work-plans")[-1]
    assert [link.id for link in duty.activities] == ["draw-up-work-plans", "report-work"]
    assert duty.note == "另写一种说法的理由：要写明物料预算"


def test_an_activity_that_is_not_there_is_named(estate: Path, run: Run) -> None:
    wrong = run(
        *("--root", estate, "new", "duty", "--text", "清运垃圾", "--theme", "safety", "--activity", "巡罗园区", *ORIGIN)
    )
    assert wrong.code == 2
    assert "没有叫“巡罗园区”的工作事项。是否应为 巡逻园区？" in wrong.err


def test_a_new_activity_is_written_into_its_theme(estate: Path, run: Run) -> None:
    done = run(
        "--root", estate, "new", "activity", "--title", "清运垃圾", "--theme", "safety", "--recommended", "每天清运垃圾"
    )
    assert done.code == 0, done.err
    made = library_of(estate).activities["qing-yun-la-ji"]
    assert (made.title, made.text, made.theme) == ("清运垃圾", "每天清运垃圾。", "safety")


def test_figures_count_reuse_by_sentence_and_by_activity(estate: Path, run: Run) -> None:
    library = library_of(estate)
    figures = json.loads(run("--root", estate, "stats", "--format", "json").out)
    layer = figures["activities"]
    assert layer["total"] == len(library.activities)
    assert layer["duties"] == figures["clauses"]["duty"]
    assert layer["without"] == 0
    assert layer["mean_owners"] > figures["reuse"]["duty"]["mean"]
    assert layer["parts"]["support"] == 2
    assert "工作事项：" in run("--root", estate, "stats").out


def test_a_spreadsheet_says_what_each_duty_is_about(estate: Path, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "clauses.xlsx"
    assert run("--root", estate, "export", "--format", "xlsx", "--out", out).code == 0
    book = openpyxl.load_workbook(io.BytesIO(out.read_bytes()))
    head, *rows = book["条款"].iter_rows(values_only=True)
    told = {row[head.index("标识符")]: row[head.index("工作事项")] for row in rows}
    assert told["support-complaints"] == "处理业主投诉（配合）"
    head, *rows = book["工作事项"].iter_rows(values_only=True)
    [row] = [row for row in rows if row[0] == "制定工作计划"]
    assert (row[head.index("说法")], row[head.index("岗位、部门")]) == ("3", "保安队长、客服主管、工程主管")


def test_an_export_holds_activities_and_parts(estate: Path, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "library.json"
    assert run("--root", estate, "export", "--format", "json", "--out", out).code == 0
    data = json.loads(out.read_text("utf-8"))
    [plans] = [one for one in data["activities"] if one["id"] == "draw-up-work-plans"]
    assert plans["duties"] == ["plan-engineering", "plan-customer-service", "plan-security"]
    [duty] = [one for one in data["clauses"] if one["id"] == "check-inspections"]
    assert duty["activities"] == ["inspect-equipment"]
    assert duty["parts"] == [{"activity": "inspect-equipment", "part": "supervise", "inferred": False}]


def test_a_part_that_two_roles_are_written_to_lead_is_told_and_one_that_is_read_is_not(estate: Path, run: Run) -> None:
    file = estate / "content/roles/repairer.yaml"
    file.write_text(file.read_text("utf-8").replace("duties:\n", "duties:\n  - hold-yearly-drill\n"), "utf-8")
    findings = json.loads(run("--root", estate, "check", "--format", "json").out)["findings"]
    [told] = [one for one in findings if one["rule"] == "activity-overlap"]
    assert "工程主管、维修工" in told["message"] or "维修工、工程主管" in told["message"]
    assert "组织消防演练" in told["message"]


def test_what_one_wording_could_say_waits_for_a_person(estate: Path, run: Run) -> None:
    file = estate / "content/duties/residents.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("补齐业主档案。", "建立、补齐业主档案，随时更新。"), "utf-8")
    groups = json.loads(run("--root", estate, "check", "--todo", "--format", "json").out)["groups"]
    [tasks] = [group["items"] for group in groups if group["group"] == "wordings"]
    [told] = [one for one in tasks if one["id"] == "keep-resident-files"]
    assert "unify keep-resident-files --into file-residents --only file-residents complete-files" in told["settle"]
    assert not [one for one in tasks if one["id"] == "handle-complaints-of-residents"], "their periods differ"


def test_an_editor_completes_an_activity_by_its_chinese_name(estate: Path, run: Run) -> None:
    assert run("--root", estate, "schemas").code == 0
    offered = json.loads((estate / ".vscode/suggestions/duties.json").read_text("utf-8"))
    links = offered["items"]["properties"]["activities"]["items"]
    assert {"label": "巡逻园区", "body": "patrol-the-estate", "description": "patrol-the-estate"} in links[
        "defaultSnippets"
    ]
    assert {"label": "配合", "body": "support", "description": "support"} in links["properties"]["part"][
        "defaultSnippets"
    ]


def test_an_older_library_exports_no_activities(small: Path, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "library.json"
    assert run("--root", small, "export", "--format", "json", "--out", out).code == 0
    data = json.loads(out.read_text("utf-8"))
    assert "activities" not in data
    assert not any("activities" in one or "parts" in one for one in data["clauses"])
