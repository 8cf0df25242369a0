"""What the real library says, held against the lines of its source; and that the same content is the same data.

The facts are those of three parts that are read closely here: d03 (lines 113-173), d11 (541-599) and the rules on
customer files in d17 (959-1013).
"""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from rolebook.cli import main
from rolebook.model.library import Library
from tests.conftest import REPOSITORY, Run

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
    577: (["售后服务不及时", "无记录", "台账不健全", "顾客不满意"], 50, ["occurrence", "item"], ""),
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


def _object(properties: dict[str, Any], *optional: str) -> dict[str, Any]:
    required = [key for key in properties if key not in optional]
    return {"type": "object", "properties": properties, "required": required}


TEXT: dict[str, Any] = {"type": "string"}
TEXTS: dict[str, Any] = {"type": "array", "items": TEXT}
IDS: dict[str, Any] = {
    "type": "array",
    "items": {"type": "string", "pattern": "^[a-z][a-z0-9#-]*$"},
    "uniqueItems": True,
}
NUMBER = {"type": "integer", "minimum": 1}
REFS = {"type": "array", "items": _object({"source": TEXT, "first": NUMBER, "last": NUMBER, "quote": TEXT})}
LISTS = {
    "duties": IDS,
    "groups": {"type": "array", "items": _object({"title": TEXT, "duties": IDS})},
    "qualifications": IDS,
    "rules": IDS,
    "penalties": IDS,
}
TERMS = {"type": "array", "items": _object({"id": TEXT, "label": TEXT})}
CLAUSE = _object(
    {
        "id": TEXT,
        "kind": {"enum": ["duty", "qualification", "rule", "penalty"]},
        "text": TEXT,
        "sources": REFS,
        "origin": {"type": ["object", "null"]},
        "retired": {"type": ["object", "null"]},
        "distinct_from": IDS,
        "covers": IDS,
    }
) | {
    "allOf": [
        {
            "if": {"properties": {"kind": {"const": kind}}},
            "then": {"required": own},
        }
        for kind, own in {
            "duty": ["theme"],
            "qualification": ["aspect", "necessity", "degree", "majors", "years", "age"],
            "penalty": ["violations", "sanctions", "per", "condition", "enforces"],
        }.items()
    ]
}
CONTRACT = {
    "export": _object(
        {
            "library": _object(
                {
                    "title": TEXT,
                    "version": TEXT,
                    "date": TEXT,
                    "digest": {"type": "string", "pattern": "^[0-9a-f]{12}$"},
                }
            ),
            "sources": {
                "type": "array",
                "items": _object({"id": TEXT, "title": TEXT, "sha256": TEXT, "documents": {"type": "array"}}),
            },
            "clauses": {"type": "array", "items": CLAUSE},
            "roles": {
                "type": "array",
                "items": _object(
                    {
                        "id": TEXT,
                        "title": TEXT,
                        "aliases": TEXTS,
                        "department": TEXT,
                        "industry": TEXT,
                        "level": TEXT,
                        **LISTS,
                        "inherited": _object({"rules": IDS, "penalties": IDS}),
                        "inferred": TEXTS,
                        "purpose": TEXT,
                        "sources": {"type": "array"},
                    }
                ),
            },
            "departments": {"type": "array", "items": _object({"id": TEXT, "title": TEXT, **LISTS})},
            "rules": {"type": "array", "items": _object({"id": TEXT, "title": TEXT, "items": IDS})},
            "taxonomy": _object({"industries": TERMS, "levels": TERMS, "themes": TERMS, "synonyms": {"type": "array"}}),
            "redirects": {"type": "object", "additionalProperties": TEXT},
        }
    ),
    "check": _object(
        {
            "findings": {
                "type": "array",
                "items": _object(
                    {
                        "severity": {"enum": ["error", "warning", "note"]},
                        "rule": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
                        "file": TEXT,
                        "line": NUMBER,
                        "column": NUMBER,
                        "message": TEXT,
                        "hint": {"type": "string", "minLength": 1},
                    }
                ),
            },
            "files": {"type": "integer", "minimum": 0},
        }
    ),
    "coverage": _object(
        {
            "lines": {
                "type": "array",
                "items": _object(
                    {
                        "source": TEXT,
                        "line": NUMBER,
                        "status": {
                            "enum": [
                                *("clause", "fact", "title", "heading", "intro"),
                                *("site", "summary", "dropped", "uncovered"),
                            ]
                        },
                        "kinds": TEXTS,
                        "ids": IDS,
                    }
                ),
            },
            "uncovered": {"type": "integer", "minimum": 0},
        }
    ),
}
"""The JSON shapes that others rely on (design.md)."""


def test_export_has_the_shape_of_the_contract(exported: dict[str, Any], small: Path, tmp_path: Path) -> None:
    validator = Draft202012Validator(CONTRACT["export"])
    assert list(validator.iter_errors(exported)) == []
    assert list(validator.iter_errors(json.loads(export(small, tmp_path / "small.json")))) == []


def test_check_and_coverage_have_the_shape_of_the_contract(small: Path, run: Run) -> None:
    (small / "content/duties/planning.yaml").write_text("- id：x\n", "utf-8")
    broken = json.loads(run("--root", small, "check", "--format", "json").out)
    sound = json.loads(run("check", "--format", "json").out)
    for found in (broken, sound):
        assert list(Draft202012Validator(CONTRACT["check"]).iter_errors(found)) == []
    assert broken["files"] == len(list(_every_yaml(small)))
    covered = json.loads(run("coverage", "--format", "json").out)
    assert list(Draft202012Validator(CONTRACT["coverage"]).iter_errors(covered)) == []


def test_every_id_in_the_export_is_defined_in_it(exported: dict[str, Any]) -> None:
    clauses = {clause["id"]: clause["kind"] for clause in exported["clauses"]}
    rules = {rule["id"] for rule in exported["rules"]}
    for owner in (*exported["roles"], *exported["departments"]):
        assert {clauses[id_] for id_ in owner["duties"]} <= {"duty"}
        assert {clauses[id_] for id_ in owner["qualifications"]} <= {"qualification"}
        assert {clauses[id_] for id_ in owner["penalties"]} <= {"penalty"}
        assert all(id_ in rules or clauses.get(id_) == "rule" for id_ in owner["rules"])
        assert [id_ for group in owner["groups"] for id_ in group["duties"]] == [
            id_ for id_ in owner["duties"] if any(id_ in group["duties"] for group in owner["groups"])
        ]


def test_a_changed_byte_in_a_source_document_is_an_error_that_says_where(root: Path, run: Run) -> None:
    document = root / "content/sources/sales-duties.txt"
    data = bytearray(document.read_bytes())
    data[len(data) // 2] ^= 1
    document.write_bytes(bytes(data))
    result = run("--root", root, "check", "--format", "json")
    [found] = json.loads(result.out)["findings"]
    assert result.code == 1
    assert (found["rule"], found["file"]) == ("changed-source", "content/sources/sales-duties.yaml")
    lines = (root / found["file"]).read_text("utf-8").split("\n")
    assert lines[found["line"] - 1][found["column"] - 1 :].startswith('"3cf2f800')
    assert "sales-duties.txt" in found["message"]


def _every_yaml(root: Path) -> Iterator[Path]:
    return (path for path in (root / "content").rglob("*.yaml"))


def with_windows_line_ends(root: Path) -> None:
    for file in _every_yaml(root):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))


def with_comments_and_quotes(root: Path) -> None:
    for file in _every_yaml(root):
        text = file.read_text("utf-8")
        file.write_text("# 注释\n\n" + text.replace("status: draft", "status: 'draft'  # 草稿"), "utf-8")


def written_in_another_order(root: Path) -> None:
    shutil.copytree(root / "content", root / "copy")
    shutil.rmtree(root / "content")
    for file in sorted((path for path in (root / "copy").rglob("*") if path.is_file()), reverse=True):
        target = root / "content" / file.relative_to(root / "copy")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)


def renamed(root: Path) -> None:
    root.rename(root.with_name("另一个 名字"))
    root.with_name("另一个 名字").rename(root)


@pytest.mark.parametrize(
    "change", [with_windows_line_ends, with_comments_and_quotes, written_in_another_order, renamed]
)
def test_the_same_content_is_the_same_bytes(root: Path, tmp_path: Path, change: Callable[[Path], None]) -> None:
    before = export(root, tmp_path / "before.json")
    change(root)
    assert export(root, tmp_path / "after.json") == before


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("library.yaml", 'version: "1.0"', 'version: "1.1"'),
        ("library.yaml", "organisation: 示例商贸公司", "organisation: 示例集团"),
        ("duties/service.yaml", "text: 接待来访顾客。", "text: 接待来访的顾客。"),
        ("duties/service.yaml", "decided: 2026-11-01", "decided: 2026-11-02"),
        ("duties/planning.yaml", "sources: [sample:5]", "sources: [sample:5, sample:14]"),
        ("qualifications/education.yaml", "min: 3", "min: 4"),
        ("penalties/sales.yaml", "amount: 50", "amount: 60"),
        ("penalties/sales.yaml", "per: [occurrence]", "per: [occurrence, person]"),
        ("rules/files.yaml", "effective: 2026-11-01", "effective: 2026-12-01"),
        ("roles/sales-representative.yaml", "  - answer-complaints", "  - draw-up-sales-plan"),
        ("roles/sales-representative.yaml", "title: 日常", "title: 平日"),
        ("roles/sales-representative.yaml", "headcount: 3", "headcount: 4"),
        ("departments/sales.yaml", "penalties:\n  - absence-without-leave", "penalties: []"),
        ("taxonomy.yaml", "label: 酒店", "label: 宾馆"),
        ("redirects.yaml", "draw-up-plan:", "draw-up-plans:"),
    ],
)
def test_other_content_has_another_digest(small: Path, tmp_path: Path, file: str, old: str, new: str) -> None:
    before = json.loads(export(small, tmp_path / "before.json"))["library"]["digest"]
    place = small / "content" / file
    text = place.read_text("utf-8")
    assert old in text
    place.write_text(text.replace(old, new, 1), "utf-8")
    assert json.loads(export(small, tmp_path / "after.json"))["library"]["digest"] != before
