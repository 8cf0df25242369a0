"""Only rules in force are printed and signed: what state a rule document is in decides where readers meet it."""

import csv
import io
import json
from pathlib import Path

import pytest

from rolebook.cli import main
from tests.conftest import COMPANY, Run, root_with

STATES = {
    "guidance": "nature: guidance\n",
    "draft": "status: draft\n",
    "trial": 'status: trial\nnumber: "示例〔2026〕9号"\nversion: "2.0"\n',
    "in-force": "status: in-force\neffective: 2026-11-01\nuntil: 2026-11-01\n",
    "pending": "status: in-force\neffective: 2026-11-02\n",
    "expired": "status: in-force\neffective: 2025-01-01\nuntil: 2026-10-31\n",
    "repealed": "status: repealed\n",
    "unstated": "",
}
"""State on the day of the company's version, 2026-11-01 → what a document says of itself."""


def document(name: str, said: str) -> str:
    """A rule document with one item that says its name."""
    return (
        f"id: probe-{name}\ntitle: {name}制度\nsources: [sample:10]\n{said}adoption:\n  discussed: 2026-10-01\n"
        f'  announced: ""\nitems:\n  - id: only\n    text: 这是{name}的条文，只此一条。\n'
        "    origin:\n      decided: 2026-10-01\n      by: 人力资源部\n      reason: 示例\n"
    )


@pytest.fixture(scope="module")
def stated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The company with a document of each state, which an approved and a draft role list."""
    root = root_with(COMPANY / "content", tmp_path_factory.mktemp("stated") / "root")
    for name, said in STATES.items():
        (root / f"content/rules/probe-{name}.yaml").write_text(document(name, said), "utf-8")
    listed = "".join(f"  - probe-{name}\n" for name in STATES)
    role = (root / "content/roles/sales-representative.yaml").read_text("utf-8")
    role = role.replace("  - files#scope  # 客户档案包括老客户和新客户。\n", listed)
    (root / "content/roles/sales-representative.yaml").write_text(role, "utf-8")
    draft = role.replace("sales-representative", "draft-one").replace("title: 销售代表", "title: 见习代表")
    draft = draft.replace("aliases:\n  - 业务员\n", "").replace("status: approved", "status: draft")
    (root / "content/roles/draft-one.yaml").write_text(draft, "utf-8")
    return root


def listed_on_the_sheet(root: Path, role: str, out: Path) -> list[str]:
    """The lines of the section of rules on a sheet in HTML."""
    assert main(["--root", str(root), "sheet", role, "--format", "html", "--out", str(out)]) == 0
    [file] = out.glob("*.html")
    section = file.read_text("utf-8").partition('data-part="rules"')[2].partition("</section>")[0]
    return [
        line.replace('<span class="sheet-remark">', "").replace("</span>", "").strip().removeprefix("<li data-block>")
        for line in section.split("</li>")[:-1]
        for line in [line.rpartition("<li data-block>")[2]]
        if "probe" in line or "制度" in line
    ]


def test_the_sheet_of_an_approved_role_lists_what_is_in_force_and_says_what_is_on_trial(
    stated: Path, tmp_path: Path
) -> None:
    assert listed_on_the_sheet(stated, "sales-representative", tmp_path) == [
        "《trial制度》　示例〔2026〕9号，版本 2.0，试行",
        "《in-force制度》",
        "《unstated制度》",
        "《客户档案管理制度》　部门通用",
    ]


def test_the_sheet_of_a_draft_also_lists_what_is_to_come_and_marks_it(stated: Path, tmp_path: Path) -> None:
    assert listed_on_the_sheet(stated, "draft-one", tmp_path) == [
        "《draft制度》　草案",
        "《trial制度》　示例〔2026〕9号，版本 2.0，试行",
        "《in-force制度》",
        "《pending制度》　尚未施行",
        "《unstated制度》",
        "《客户档案管理制度》　部门通用",
    ]


def test_check_says_what_is_unstated_unadopted_or_not_in_force(stated: Path, run: Run) -> None:
    found = json.loads(run("--root", stated, "check", "--format", "json").out)["findings"]
    of_rules = {"unstated-rule", "unadopted-rule", "rule-not-in-force", "contradictory-dates"}
    said = sorted((one["rule"], one["severity"], one["file"]) for one in found if one["rule"] in of_rules)
    assert said == [
        ("rule-not-in-force", "note", "content/roles/draft-one.yaml"),
        ("rule-not-in-force", "note", "content/roles/sales-representative.yaml"),
        ("rule-not-in-force", "note", "content/rules/probe-expired.yaml"),
        ("rule-not-in-force", "note", "content/rules/probe-pending.yaml"),
        ("unadopted-rule", "note", "content/rules/probe-in-force.yaml"),
        ("unadopted-rule", "note", "content/rules/probe-pending.yaml"),
        ("unadopted-rule", "note", "content/rules/probe-trial.yaml"),
        ("unadopted-rule", "note", "content/rules/probe-unstated.yaml"),
        ("unstated-rule", "warning", "content/rules/probe-unstated.yaml"),
    ]


def test_whoever_prints_is_told_what_is_missing_of_what_is_printed(stated: Path, tmp_path: Path, run: Run) -> None:
    said = run("--root", stated, "sheet", "sales-representative", "--format", "html", "--out", tmp_path).err
    assert said.count("[unregistered-rule]") == 3, said
    assert "《trial制度》，手册中没有登记它的公示和生效日期。《劳动合同法》第四条" in said
    assert "《in-force制度》，手册中没有登记它的公示日期" in said, "effective is a date of its own"


def test_readers_meet_guidance_as_such_and_what_is_repealed_nowhere_but_on_its_page(
    stated: Path, tmp_path: Path
) -> None:
    assert main(["--root", str(stated), "site", "--no-pdf", "--out", str(tmp_path / "site")]) == 0

    def page(path: str) -> str:
        return (tmp_path / "site" / path).read_text("utf-8")

    rules, guidance = page("rules/index.html").split("<h2>参考资料</h2>")
    assert "guidance制度" in guidance
    assert "guidance制度" not in rules.partition("<main")[2]
    assert "不是制度：不印在岗位说明书上，也不要求签收" in page("rules/probe-guidance.html")
    assert "已经废止，只供查考" in page("rules/probe-repealed.html")
    assert "所在的制度已经废止" in page("clauses/probe-repealed/only.html")
    for path in ("index.html", "rules/index.html", "roles/sales-representative.html", "assets/search-data.js"):
        assert "repealed制度" not in page(path), path
    role = page("roles/sales-representative.html")
    for title, label in (
        ("guidance", "参考资料"),
        ("draft", "草案"),
        ("pending", "尚未施行"),
        ("expired", "已过有效期"),
    ):
        assert f'{title}制度</a> <span class="tag">{label}</span>' in role
    assert "guidance制度（参考资料）" in page("assets/search-data.js")
    rows = csv.DictReader(io.StringIO(page("data/clauses.csv").removeprefix("\ufeff")))
    states = {row["标识符"]: row["状态"] for row in rows if row["标识符"].startswith("probe-")}
    assert states["probe-guidance#only"] == "参考资料"
    assert states["probe-repealed#only"] == "已废止"
    assert states["probe-in-force#only"] == ""
    assert "手册中没有登记《trial制度》《in-force制度》《unstated制度》的讨论" in page(
        "sheets/sales-representative.html"
    )
    exported = {one["id"]: one for one in json.loads(page("data/library.json"))["rules"]}
    assert exported["probe-guidance"]["nature"] == "guidance"
    assert (exported["probe-trial"]["status"], exported["probe-trial"]["number"]) == ("trial", "示例〔2026〕9号")
    assert not {"nature", "status", "number", "version", "effective", "until"} & exported["probe-unstated"].keys()


def test_a_sentence_of_a_repealed_rule_may_stand_in_the_one_that_follows_it(root: Path, run: Run) -> None:
    for name in ("old", "new"):
        text = document("same", "status: repealed\n" if name == "old" else "status: draft\n")
        (root / f"content/rules/{name}.yaml").write_text(text.replace("probe-same", name), "utf-8")
    found = json.loads(run("--root", root, "check", "--format", "json").out)["findings"]
    assert [one["rule"] for one in found] == []


@pytest.mark.parametrize(
    ("said", "zh"),
    [
        ("effective: 2026-10-02\n", "有两个施行日期：2026-10-02 和 2026-11-01"),
        ("until: 2026-10-31\n", "的有效期至 2026-10-31，早于施行日期 2026-11-01"),
    ],
)
def test_dates_that_contradict_each_other_are_an_error(small: Path, run: Run, said: str, zh: str) -> None:
    file = small / "content/rules/files.yaml"
    file.write_text(file.read_text("utf-8").replace("adoption:", f"{said}adoption:"), "utf-8")
    result = run("--root", small, "check", "--format", "json")
    [found] = [one for one in json.loads(result.out)["findings"] if one["severity"] == "error"]
    assert (found["rule"], found["line"], result.code) == ("contradictory-dates", 1, 1)
    assert zh in found["message"]
