"""The library as `export` gives it: its shape, and that the same content is the same data."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from rolebook.cli import main
from rolebook.model.library import Library
from rolebook.todo import todo
from tests.conftest import Run, library_of


def export(root: Path, out: Path) -> bytes:
    assert main(["--root", str(root), "export", "--format", "json", "--out", str(out)]) == 0
    return out.read_bytes()


@pytest.fixture(scope="module")
def exported(company: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The whole library of the made-up company as `export` gives it."""
    data: dict[str, Any] = json.loads(export(company, tmp_path_factory.mktemp("export") / "library.json"))
    return data


def test_no_line_is_lost_and_none_is_counted_twice(company: Path, run: Run, library: Library) -> None:
    report = json.loads(run("--root", company, "coverage", "--format", "json").out)
    written = [
        (source.id, number)
        for source in library.sources.values()
        for number, text in enumerate(source.lines, 1)
        if text.strip() and not source.superseded_by
    ]
    assert [(line["source"], line["line"]) for line in report["lines"]] == written
    for line in report["lines"]:
        assert bool(line["ids"]) == (line["status"] in {"clause", "fact"})
        assert bool(line["kinds"]) == (line["status"] == "clause")


def test_every_quotation_is_read_from_its_document(exported: dict[str, Any], library: Library) -> None:
    assert any(ref["quote"] for clause in exported["clauses"] for ref in clause["sources"])
    for clause in exported["clauses"]:
        assert clause["sources"] or clause["origin"]
        for ref in clause["sources"]:
            lines = library.sources[ref["source"]].lines[ref["first"] - 1 : ref["last"]]
            assert ref["quote"] == "\n".join(line for line in lines if line.strip())


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
        "kind": {"enum": ["duty", "qualification", "indicator", "rule", "reward", "penalty"]},
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
                                *("site", "form", "summary", "dropped", "uncovered"),
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


def test_export_has_the_shape_of_the_contract(exported: dict[str, Any]) -> None:
    validator = Draft202012Validator(CONTRACT["export"])
    assert list(validator.iter_errors(exported)) == []


def test_check_and_coverage_have_the_shape_of_the_contract(company: Path, small: Path, run: Run) -> None:
    (small / "content/duties/planning.yaml").write_text("- id：x\n", "utf-8")
    broken = json.loads(run("--root", small, "check", "--format", "json").out)
    sound = json.loads(run("--root", company, "check", "--format", "json").out)
    for found in (broken, sound):
        assert list(Draft202012Validator(CONTRACT["check"]).iter_errors(found)) == []
    assert broken["files"] == len(list(_every_yaml(small)))
    covered = json.loads(run("--root", company, "coverage", "--format", "json").out)
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
    document = root / "content/sources/operations.txt"
    data = bytearray(document.read_bytes())
    data[len(data) // 2] ^= 1
    document.write_bytes(bytes(data))
    result = run("--root", root, "check", "--format", "json")
    [found] = json.loads(result.out)["findings"]
    assert result.code == 1
    assert (found["rule"], found["file"]) == ("changed-source", "content/sources/operations.yaml")
    lines = (root / found["file"]).read_text("utf-8").split("\n")
    assert lines[found["line"] - 1].startswith("sha256:")
    assert lines[found["line"] - 1][found["column"] - 1 :].startswith('"')
    assert "operations.txt" in found["message"]


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
        ("qualifications/education.yaml", "    - 市场营销", "    - 营销"),
        ("penalties/sales.yaml", "basis: fine", "basis: performance"),
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


def test_numbers_in_names_are_ordered_as_they_are_counted(small: Path) -> None:
    content = small / "content"
    for folder, name in (("sources", "sample"), ("departments", "store")):
        for number in (10, 2, 1):
            text = (content / folder / f"{name}.yaml").read_text("utf-8")
            copied = text.replace(f"id: {name}\n", f"id: volume-{folder}-{number}\n")
            (content / folder / f"volume-{folder}-{number}.yaml").write_text(copied, "utf-8")
    library = library_of(small)
    waiting = [task.entry for task in todo(library, ()).tasks if task.group == "inferred"]
    for folder, ids in (
        ("sources", list(library.sources)),
        ("departments", list(library.departments)),
        ("departments", waiting),
    ):
        assert [id_ for id_ in ids if id_.startswith("volume-")] == [f"volume-{folder}-{n}" for n in (1, 2, 10)]
