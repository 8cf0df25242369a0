"""What the sample says, held against the lines of its source.

The facts are those of three parts that are read closely here: d03 (lines 113-173), d11 (541-599) and the rules on
customer files in d17 (959-1013).
"""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from rolebook.cli import main
from rolebook.model.library import Library
from tests.conftest import REPOSITORY, Run
from tests.test_library import CONTRACT

DOCUMENT = (REPOSITORY / "content/sources/sales-duties.txt").read_text("utf-8").split("\n")


def export(root: Path, out: Path) -> bytes:
    assert main(["--root", str(root), "export", "--format", "json", "--out", str(out)]) == 0
    return out.read_bytes()


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The whole real library as `export` gives it."""
    data: dict[str, Any] = json.loads(export(REPOSITORY, tmp_path_factory.mktemp("export") / "library.json"))
    return data


def at_line(exported: dict[str, Any], line: int, kind: str) -> dict[str, Any]:
    """The only clause of a kind that names a line of the document."""
    [clause] = all_at_line(exported, line, kind)
    return clause


def all_at_line(exported: dict[str, Any], line: int, kind: str) -> list[dict[str, Any]]:
    """The clauses of a kind that name a line: several where the line holds several sentences."""
    return [
        clause
        for clause in exported["clauses"]
        if clause["kind"] == kind and any(ref["first"] <= line <= ref["last"] for ref in clause["sources"])
    ]


def role(exported: dict[str, Any], title: str) -> dict[str, Any]:
    [found] = [role for role in exported["roles"] if role["title"] == title]
    role_found: dict[str, Any] = found
    return role_found


PENALTIES = {
    569: (["市场开发无调查报告", "一年无新市场"], 50, ["occurrence", "item"], ""),
    571: (
        ["达不到一年一个新用户", "分析、调查不准确", "无书面分析报告"],
        10,
        ["occurrence", "item"],
        "给公司造成损失的",
    ),
    573: (["顾客意见、建议不闻不问"], 50, ["occurrence"], ""),
    575: (["销售台账不健全", "电话记录不健全"], 50, ["occurrence"], ""),
    577: (["售后服务不及时", "售后服务无记录", "售后服务台账不健全", "顾客不满意"], 50, ["occurrence", "item"], ""),
    579: (["无故不完成领导交办的其他工作"], 20, ["occurrence"], ""),
}
"""Line → the violations, yuan, how they are counted, and on what condition."""


@pytest.mark.parametrize("line", PENALTIES)
def test_the_six_penalties_say_what_the_document_says(exported: dict[str, Any], line: int) -> None:
    violations, yuan, per, condition = PENALTIES[line]
    clause = at_line(exported, line, "penalty")
    assert clause["violations"] == violations
    assert clause["sanctions"] == [
        {"kind": "money", "amount": yuan, "unit": "CNY", "wording": f"考核{yuan}元", "basis": "unstated"}
    ]
    assert f"考核{yuan}元" in DOCUMENT[line - 1]
    assert clause["per"] == per
    assert clause["condition"] == condition
    assert clause["sources"] == [
        {"source": "sales-duties", "first": line, "last": line, "quote": DOCUMENT[line - 1]},
    ]


def test_the_six_penalties_belong_to_the_role_whose_duties_they_follow(exported: dict[str, Any]) -> None:
    head = role(exported, "销售部负责人")
    assert [at_line(exported, line, "penalty")["id"] for line in PENALTIES] == head["penalties"]
    assert [at_line(exported, line, "duty")["id"] for line in range(553, 568, 2)] == head["duties"]
    others = [one for one in exported["roles"] if set(one["penalties"]) & set(head["penalties"]) and one != head]
    assert others == []


@pytest.mark.parametrize(
    ("title", "lines", "above"),
    [
        ("销售代表", range(125, 134, 2), "sales-supervisor"),
        ("销售主管", range(139, 148, 2), "sales-manager"),
        ("销售经理", range(153, 162, 2), ""),
        ("销售经理（广告传媒）", range(585, 590, 2), None),
    ],
)
def test_the_roles_have_the_duties_of_their_lines(
    exported: dict[str, Any], title: str, lines: range, above: str | None
) -> None:
    found = role(exported, title)
    assert [at_line(exported, line, "duty")["id"] for line in lines] == found["duties"]
    for line in lines:
        text = at_line(exported, line, "duty")["text"]
        plain = DOCUMENT[line - 1].lstrip("- 0123456789、").rstrip(";。").replace(",", "，")
        assert text == f"{plain}。"
    if above is not None:
        assert found["reports_to"] == above


def test_the_second_role_of_d11_has_its_qualifications(exported: dict[str, Any]) -> None:
    found = role(exported, "销售经理（广告传媒）")
    clauses = [clause for line in (593, 595, 597, 599) for clause in all_at_line(exported, line, "qualification")]
    assert {clause["id"] for clause in clauses} == set(found["qualifications"])
    assert {clause["necessity"] for clause in clauses} == {"required"}
    assert {clause["aspect"] for clause in clauses} >= {"conduct", "resource", "experience", "skill"}


def test_the_appraisal_rules_apply_to_every_role_of_the_department(exported: dict[str, Any]) -> None:
    [rule] = [rule for rule in exported["rules"] if rule["title"] == "业绩考核制度"]
    assert [at_line(exported, line, "rule")["id"] for line in (167, 169, 171, 173)] == rule["items"]
    for title in ("销售代表", "销售主管", "销售经理", "销售部负责人"):
        assert rule["id"] in role(exported, title)["inherited"]["rules"]


def test_the_rules_on_customer_files_keep_their_order_and_depth(exported: dict[str, Any]) -> None:
    [rule] = [rule for rule in exported["rules"] if rule["title"] == "客户档案管理制度"]
    lines = (963, 965, 967, 969, 971, 977, 979, 981, 983, 985, 987, 993, 995, 997, 999, 1001, 1003, 1005, 1007, 1009)
    clauses = {line: all_at_line(exported, line, "rule") for line in (*lines, 1013)}
    assert [clause["id"] for several in clauses.values() for clause in several] == rule["items"]
    assert {clause["document"] for several in clauses.values() for clause in several} == {rule["id"]}
    assert [clauses[line][0]["depth"] for line in (963, 965, 993, 995, 997)] == [0, 1, 1, 2, 3]
    assert clauses[963][0]["title"] == "客户档案管理对象"
    assert rule["adoption"] == {"discussed": "", "announced": "", "effective": ""}


@pytest.mark.parametrize(
    ("id_", "groups"),
    [
        (
            "sales-site-supervisor",
            [
                ("", ["405"]),
                ("配合销售经理做好销售工作的管理", ["407"] * 4),
                ("协助销售经理做好本销售团队的人员管理", ["409"] * 2),
                ("其他职责", ["411", "413", "415"]),
            ],
        ),
        ("sales-manager-real-estate", [("", ["281", "281"]), ("具体内容", ["285", "287", "289", "291", "293"])]),
    ],
)
def test_parts_of_an_item_stand_under_the_sentence_before_them(
    library: Library, id_: str, groups: list[tuple[str, list[str]]]
) -> None:
    """The heading is the sentence of the lines, so that 配合 and 协助 hold for each part."""
    found = [
        (group.title, [str(library.clauses[duty].sources[0].first) for duty in group.duties])
        for group in library.roles[id_].groups
    ]
    assert found == groups
    kept = {clause.text for clause in library.clauses.values() if clause.retired}
    for title, numbers in groups:
        if title.startswith(("配合", "协助")):
            assert all(f"{title}:(1)" in DOCUMENT[int(line) - 1] for line in numbers)
            assert f"{title}。" in kept, "the sentence has its lines and its old address"


def test_every_role_has_its_duties_in_the_order_of_its_lines(library: Library) -> None:
    """Pages and sheets show the order of the file; it is that of one part of the document."""
    for role in library.roles.values():
        starts = [{source.first for source in library.clauses[id_].sources} for id_ in role.duties]
        parts = [part for source in library.sources.values() for part in source.parts]
        inside = [[[line for line in lines if part.first <= line <= part.last] for lines in starts] for part in parts]
        whole = [[sorted(lines) for lines in one] for one in inside if all(one)]
        assert any(_ascending(one) for one in whole), role.id


def _ascending(choices: list[list[int]]) -> bool:
    """Whether one line can be taken of each so that none stands before the one before it."""
    at = 0
    for lines in choices:
        later = [line for line in lines if line >= at]
        if not later:
            return False
        at = later[0]
    return True


def test_no_line_is_lost_and_none_is_counted_twice(run: Run, library: Library) -> None:
    result = run("coverage", "--format", "json")
    report = json.loads(result.out)
    assert (result.code, report["uncovered"]) == (0, 0)
    places = [(line["source"], line["line"]) for line in report["lines"]]
    written = [
        (source.id, number)
        for source in library.sources.values()
        for number, text in enumerate(source.lines, 1)
        if text.strip() and not source.superseded_by
    ]
    assert places == written
    for line in report["lines"]:
        assert bool(line["ids"]) == (line["status"] in {"clause", "fact"})
        assert bool(line["kinds"]) == (line["status"] == "clause")
    statuses = {line["line"]: line["status"] for line in report["lines"] if line["source"] == "sales-duties"}
    assert [statuses[line] for line in (115, 117, 121, 125, 549, 569, 583, 973, 1016)] == [
        "title",
        "intro",
        "fact",
        "clause",
        "intro",
        "clause",
        "heading",
        "summary",
        "site",
    ]


def test_coverage_names_what_claims_a_line(run: Run) -> None:
    lines = {line["line"]: line for line in json.loads(run("coverage", "--format", "json").out)["lines"]}
    assert lines[569]["kinds"] == ["penalty"]
    assert lines[593]["kinds"] == ["qualification"]
    assert "sales-representative" in lines[121]["ids"]


def test_the_real_content_passes(run: Run) -> None:
    assert run("check").code == 0


def test_every_quotation_is_read_from_the_document(exported: dict[str, Any]) -> None:
    for clause in exported["clauses"]:
        assert clause["sources"] or clause["origin"]
        for ref in clause["sources"]:
            assert ref["source"] == "sales-duties"
            quoted = [line for line in DOCUMENT[ref["first"] - 1 : ref["last"]] if line.strip()]
            assert ref["quote"] == "\n".join(quoted)


def test_the_sample_keeps_to_the_shape_of_the_contract(exported: dict[str, Any]) -> None:
    assert list(Draft202012Validator(CONTRACT["export"]).iter_errors(exported)) == []
