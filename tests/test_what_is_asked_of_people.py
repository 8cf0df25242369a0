"""Qualifications as real documents have them: half years, certificates, levels, and what may stand instead."""

import json
from pathlib import Path

from tests.conftest import Run


def exported(root: Path, run: Run, out: Path) -> dict[str, dict[str, object]]:
    """Id → a clause of the export."""
    assert run("--root", root, "export", "--format", "json", "--out", out).code == 0
    return {one["id"]: one for one in json.loads(out.read_bytes())["clauses"]}


def test_exports_hold_what_is_filled_and_nothing_else(company: Path, run: Run, tmp_path: Path) -> None:
    clauses = exported(company, run, tmp_path / "x.json")
    driving, lifting = clauses["half-a-year-of-driving"], clauses["forklift-of-level-three"]
    assert driving["years"] == {"min": 0.5, "max": None}
    assert (driving["certificates"], driving["proficiency"]) == (["C1驾驶证"], "familiar")
    assert (lifting["degree"], lifting["proficiency"], lifting["skill_level"]) == ("junior-high", "master", 3)
    assert clauses["college-or-outstanding"]["alternatives"] == [
        {"text": "大专以上学历", "necessity": "required", "degree": "college"},
        {"text": "能力突出者学历不限", "necessity": "preferred", "degree": "any"},
    ]
    new = {"certificates", "proficiency", "skill_level", "alternatives"}
    assert not new & clauses["college-marketing"].keys()


def test_the_sentence_is_printed_whole(company: Path, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("--root", company, "sheet", "supply-manager", "--format", "html", "--out", out).code == 0
    (file,) = out.glob("*.html")
    said = file.read_text("utf-8")
    assert "大专以上学历，能力突出者学历不限。" in said
    assert "能力突出者学历不限（" not in said


def test_qualifications_that_ask_for_other_things_are_not_merged(small: Path, run: Run) -> None:
    file = small / "content/qualifications/experience.yaml"
    text = file.read_text("utf-8")
    start = text.index("- id: half-a-year-of-driving")
    for changed, name in (
        (("    - C1驾驶证", "    - B2驾驶证"), "certificates"),
        (("proficiency: familiar", "proficiency: master"), "proficiency"),
    ):
        twin = text[start:].replace("half-a-year-of-driving", "driving-too").replace("驶证，熟悉", "驶证；熟悉")
        file.write_text(text + twin.replace(*changed), "utf-8")
        refused = run("--root", small, "merge", "driving-too", "half-a-year-of-driving")
        assert (refused.code, name in refused.err) == (1, True), refused.err


def test_new_asks_for_certificates_and_how_well(small: Path, run: Run) -> None:
    origin = ("--decided", "2026-11-20", "--by", "人力资源部", "--reason", "示例")
    text = ("--text", "精通叉车维修，持特种设备作业证。", "--aspect", "能力", "--necessity", "必备")
    more = ("--certificate", "特种设备作业证", "--proficiency", "精通", "--skill-level", "4", "--id", "forklift-repair")
    made = run("--root", small, "new", "qualification", *text, *origin, *more)
    assert made.code == 0, made.err
    assert (
        "  necessity: required\n  certificates:\n    - 特种设备作业证\n  proficiency: expert\n  skill_level: 4\n"
    ) in (small / "content/qualifications/skill.yaml").read_text("utf-8")
