"""Every line of every source has one status, and `check` says so when one loses it."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from rolebook.checks.lines import uncovered_line
from rolebook.model.coverage import STATUSES, coverage
from rolebook.model.entries import Clause
from rolebook.model.library import Library
from rolebook.model.source import Source
from rolebook.site.source_pages import sources_plan

from .editing_support import copied, small

OWN = """- id: answer-every-complaint
  text: 客户投诉在一个工作日内答复。
  origin:
    decided: 2026-11-20
    by: 人力资源部
    reason: 总经理办公会决定
"""


def uncovered(library: Library) -> set[tuple[str, int]]:
    """The lines of which `check` says that they have no place, by source."""
    documents = {f"{one.at.file.rpartition('/')[0]}/{one.text}": one.id for one in library.sources.values()}
    return {(documents[one.at.file], one.at.line) for one in uncovered_line(library)}


def test_every_line_that_is_not_blank_has_one_of_the_statuses(library: Library) -> None:
    lines = coverage(library)
    for source in library.sources.values():
        numbers = {number for number, line in enumerate(source.lines, 1) if line.strip()}
        assert {number for id_, number in lines if id_ == source.id} == numbers
    assert {line.status for line in lines.values()} <= set(STATUSES)


def without(library: Library, clause: Clause, number: int) -> Library:
    """The library, one clause having lost one of its references."""
    kept = tuple(ref for index, ref in enumerate(clause.sources) if index != number)
    return replace(library, clauses={**library.clauses, clause.id: replace(clause, sources=kept)})


def is_open(source: Source, line: int) -> bool:
    part = source.part_of(line)
    return part is not None and part.open


def only_claim(library: Library, clause: Clause, number: int) -> set[tuple[str, int]]:
    """The lines, in documents that are done, that nothing but this one reference accounts for."""
    ref = clause.sources[number]
    source = library.sources[ref.source]
    others = {
        (other.source, line)
        for index, other in enumerate(clause.sources)
        for line in range(other.first, other.last + 1)
        if index != number
    }
    return {
        (source.id, line)
        for line in range(ref.first, ref.last + 1)
        if library.claims(source.id, line) == (clause.id,)
        and source.lines[line - 1].strip()
        and (source.id, line) not in others
        and not is_open(source, line)
    }


def test_any_line_that_loses_its_clause_is_found(library: Library) -> None:
    """Every reference of every clause of the company's library, taken away one at a time."""
    before = uncovered(library)
    tried = 0
    for clause in library.clauses.values():
        for number in range(len(clause.sources)):
            lost = only_claim(library, clause, number)
            if lost:
                assert uncovered(without(library, clause, number)) - before == lost
                tried += 1
    assert tried >= 40


def test_a_reference_deleted_from_the_yaml_is_an_error_on_the_documents_line(tmp_path: Path, library: Library) -> None:
    root = copied(tmp_path)
    closed = next(
        clause
        for clause in library.clauses.values()
        if len(clause.sources) == 1
        and clause.sources[0].first == clause.sources[0].last
        and library.claims(clause.sources[0].source, clause.sources[0].first) == (clause.id,)
        and not is_open(library.sources[clause.sources[0].source], clause.sources[0].first)
    )
    ref = closed.sources[0]
    name = closed.at.file.removeprefix("content/")
    lines = root.read(name).split("\n")
    at = next(n for n in range(closed.at.line, len(lines)) if lines[n].lstrip().startswith("sources:"))
    indent = re.match(" *", lines[at])
    assert indent
    pad = indent[0]
    lines[at : at + 1] = [
        f"{pad}origin:",
        f"{pad}  decided: 2026-11-20",
        f"{pad}  by: 人力资源部",
        f"{pad}  reason: 示例",
    ]
    root.write(name, "\n".join(lines))
    (found,) = root.findings("uncovered-line")
    assert found["severity"] == "error"
    assert (found["file"], found["line"]) == (f"content/sources/{library.sources[ref.source].text}", ref.first)
    assert f"{ref.source}:{ref.first}" in found["hint"]
    assert root.run("check").code == 1
    lost = root.run("coverage", "--format", "json")
    assert lost.code == 1
    assert {"source": ref.source, "line": ref.first, "status": "uncovered", "ids": [], "kinds": []} in lost.json[
        "lines"
    ]


def test_coverage_has_the_contracts_shape(tmp_path: Path) -> None:
    result = small(tmp_path).run("coverage", "--format", "json")
    assert result.code == 0
    assert result.json["uncovered"] == 0
    lines = {one["line"]: one for one in result.json["lines"]}
    assert Counter(one["status"] for one in lines.values()) == {"clause": 11, "fact": 1, "site": 1}
    assert lines[10] == {
        "source": "example",
        "line": 10,
        "status": "clause",
        "ids": ["do-other-work", "college-preferred"],
        "kinds": ["duty", "qualification"],
    }
    assert lines[1]["ids"] == ["house-rules", "sales", "clerk"]


def test_coverage_reads_by_source_and_by_document(tmp_path: Path) -> None:
    root = small(tmp_path)
    assert root.run("coverage").out == (
        "example 示例文件：共 13 行（空行不计），已标明去向 13 行（100.0%）\n"
        "  条款 11，岗位、部门信息 1，网页残留文字 1\n"
        "  d01 示例：13 行，已全部标明去向\n"
    )
    root.change("sources/example.yaml", "site: [16]", "site: []")
    left = root.run("coverage")
    assert left.code == 1
    assert "  d01 示例：13 行，未整理 1 行：16\n" in left.out
    root.change(
        "sources/example.yaml",
        "lines: 1-16\n",
        "lines: 1-15\n  - id: d02\n    title: 尾\n    lines: 16\n    state: open\n",
    )
    assert "  d02 尾：1 行，未整理 1 行：16（整理中）\n" in root.run("coverage").out
    assert "1 uncovered: 16 (open)" in root.run("--lang", "en", "coverage").out
    assert [one["severity"] for one in root.findings("open-document")] == ["warning"]
    assert not root.findings("uncovered-line")


def test_a_dropped_line_is_accounted_for_with_its_reason(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.change("sources/example.yaml", "site: [16]", "dropped:\n    - lines: 16\n      reason: 原文残缺")
    lines = root.run("coverage", "--format", "json")
    assert lines.code == 0
    assert {"source": "example", "line": 16, "status": "dropped", "ids": [], "kinds": []} in lines.json["lines"]
    assert root.run("check").code == 0


def test_a_clause_of_the_organisations_own_stays_clean(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.write("duties/customers.yaml", root.read("duties/customers.yaml") + OWN)
    root.change("roles/clerk.yaml", "      - do-other-work", "      - answer-every-complaint\n      - do-other-work")
    assert root.run("fmt").code == 0
    assert root.run("check").code == 0
    found = root.run("check", "--format", "json").json["findings"]
    assert not [one for one in found if "answer-every-complaint" in one["message"]]
    assert root.run("coverage").code == 0
    clause = root.clause("answer-every-complaint")
    assert clause["sources"] == []
    assert clause["origin"] == {"decided": "2026-11-20", "by": "人力资源部", "reason": "总经理办公会决定"}
    assert root.run("stats", "--format", "json").json["clauses"]["own"] == 3


def test_a_retired_clause_keeps_its_lines_and_gives_no_findings(tmp_path: Path) -> None:
    root = small(tmp_path)
    assert root.run("retire", "look-after-customers", "--reason", "示例").code == 0
    lines = root.run("coverage", "--format", "json")
    assert lines.code == 0
    assert {"source": "example", "line": 6, "status": "clause", "ids": ["look-after-customers"], "kinds": ["duty"]} in (
        lines.json["lines"]
    )
    found = root.run("check", "--format", "json").json["findings"]
    assert not [one for one in found if "look-after-customers" in one["message"]]


@pytest.mark.parametrize(
    ("ledger", "who"), [("site: [6, 16]", "look-after-customers"), ("site: [16, 16]", "行登记表的另一处")]
)
def test_a_line_accounted_for_twice_is_an_error(tmp_path: Path, ledger: str, who: str) -> None:
    root = small(tmp_path)
    root.change("sources/example.yaml", "site: [16]", ledger)
    found = root.findings("doubly-accounted")
    assert found
    assert found[0]["severity"] == "error"
    assert who in found[0]["message"]


def test_a_superseded_source_leaves_coverage(tmp_path: Path) -> None:
    root = small(tmp_path)
    again = (
        root.read("sources/example.yaml").replace("id: example", "id: revised").replace("site: [16]", "site: [1-16]")
    )
    root.write("sources/revised.yaml", again)
    root.write("sources/example.yaml", root.read("sources/example.yaml") + "superseded_by: revised\n")
    lines = root.run("coverage", "--format", "json")
    assert {one["source"] for one in lines.json["lines"]} == {"revised"}
    assert lines.json["uncovered"] == 0


def test_each_sentence_of_a_line_that_is_not_used_is_told_on_the_page_of_its_source(library: Library) -> None:
    source = library.sources["operations"]
    *_, entry = source.ledger
    both = replace(source, ledger=(*source.ledger, replace(entry, part="示例的另一句。")))
    (_, _, view), *_ = (
        one for one in sources_plan(replace(library, sources={source.id: both})) if "source.html" in one
    )
    first, second = view()["reasons"][46].split("；")
    assert first.startswith("“保持收银台整洁。”不采用：示例")
    assert second.startswith("“示例的另一句。”不采用：示例")
