"""`rename`, `merge`, `retire`: what they change, what they leave, what they refuse. The library is made up."""

import difflib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rolebook.publishing.files import replace_files
from tests.editing_support import Root, copied, small


def differing(before: bytes, after: bytes) -> list[str]:
    """The lines that went and came."""
    old, new = (data.decode("utf-8").splitlines() for data in (before, after))
    return [line for line in difflib.ndiff(old, new) if line[0] in "-+"]


def renamed_export(export: dict[str, Any], old: str, new: str) -> Any:
    """What an export must look like once an id has been renamed: the same, but for the id."""

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            return {renamed(key): walk(entry) for key, entry in value.items()}
        return [walk(entry) for entry in value] if isinstance(value, list) else renamed(value)

    def renamed(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        for sign in ("#", ":"):
            if value.startswith(old + sign):
                return new + value[len(old) :]
        return new if value == old else value

    return walk(export)


def ids(export: dict[str, Any]) -> set[str]:
    return {one["id"] for one in export["clauses"]}


def statuses(root: Root) -> dict[tuple[str, int], str]:
    """What became of every line."""
    lines = root.run("coverage", "--format", "json").json["lines"]
    return {(one["source"], one["line"]): one["status"] for one in lines}


def without_digest(export: dict[str, Any]) -> dict[str, Any]:
    """An export whose library has no digest, its lists of things with ids in the order of the ids."""
    plain: dict[str, Any] = {**export, "library": {k: v for k, v in export["library"].items() if k != "digest"}}
    for key in ("sources", "clauses", "roles", "departments", "rules"):
        plain[key] = sorted(plain[key], key=lambda one: str(one["id"]))
    return plain


@pytest.mark.parametrize(
    ("old", "new", "files"),
    [
        (
            "draw-up-monthly-plan",
            "plan-each-month",
            {"duties/planning.yaml", "penalties/reports.yaml", "roles/clerk.yaml", "roles/sales-manager.yaml"},
        ),
        ("report-every-month", "report-monthly", {"duties/planning.yaml", "roles/sales-manager.yaml"}),
        ("college-preferred", "college", {"qualifications/education.yaml", "roles/clerk.yaml"}),
        ("late-reports", "late", {"penalties/reports.yaml", "departments/sales.yaml", "roles/clerk.yaml"}),
        (
            "house-rules#visits",
            "house-rules#visitors",
            {"rules/house-rules.yaml", "penalties/reports.yaml", "roles/sales-manager.yaml"},
        ),
        (
            "house-rules",
            "showroom-rules",
            {
                "rules/house-rules.yaml",
                "rules/showroom-rules.yaml",
                "penalties/reports.yaml",
                "departments/sales.yaml",
                "roles/sales-manager.yaml",
            },
        ),
        ("sales-manager", "chief", {"roles/sales-manager.yaml", "roles/chief.yaml", "roles/clerk.yaml"}),
        (
            "sales",
            "selling",
            {"departments/sales.yaml", "departments/selling.yaml", "roles/clerk.yaml", "roles/sales-manager.yaml"},
        ),
        (
            "example",
            "specimen",
            {
                "sources/example.yaml",
                "sources/specimen.yaml",
                "duties/planning.yaml",
                "duties/customers.yaml",
                "qualifications/education.yaml",
                "penalties/reports.yaml",
                "rules/house-rules.yaml",
                "departments/sales.yaml",
                "roles/clerk.yaml",
            },
        ),
    ],
)
def test_rename_changes_the_id_everywhere_and_nothing_else(tmp_path: Path, old: str, new: str, files: set[str]) -> None:
    root = small(tmp_path)
    before, tree = root.export(), root.tree()
    done = root.run("rename", old, new)
    assert done.code == 0, done.err
    assert root.changed(tree) == {*files, "redirects.yaml"}
    after = root.export()
    redirects = dict(after["redirects"])
    assert redirects[old] == new
    expected = without_digest(renamed_export(before, old, new))
    assert {**without_digest(after), "redirects": {}} == {**expected, "redirects": {}}
    assert all(f"content/{name}" in done.out for name in files - {f"{new}.yaml"} if name in root.tree())
    assert not [one for one in root.run("check", "--format", "json").json["findings"] if one["severity"] == "error"]


def test_rename_touches_no_other_byte_of_a_line(tmp_path: Path) -> None:
    root = small(tmp_path)
    tree = root.tree()
    assert root.run("rename", "draw-up-monthly-plan", "plan-each-month").code == 0
    assert differing(tree["roles/clerk.yaml"], root.tree()["roles/clerk.yaml"]) == [
        "-       - draw-up-monthly-plan   # 拟定每月销售计划并且执行实施。",
        "+       - plan-each-month   # 拟定每月销售计划并且执行实施。",
        "-     - id: draw-up-monthly-plan",
        "+     - id: plan-each-month",
    ]
    assert root.read("redirects.yaml") == "former-plan: plan-each-month\ndraw-up-monthly-plan: plan-each-month\n"


def test_a_rule_takes_the_addresses_of_its_items_along(tmp_path: Path) -> None:
    root = small(tmp_path)
    assert root.run("rename", "house-rules", "showroom-rules").code == 0
    redirects = root.export()["redirects"]
    assert redirects["house-rules#visits"] == "showroom-rules#visits"
    assert redirects["house-rules#opening"] == "showroom-rules#opening"


def test_an_item_may_be_renamed_without_naming_its_rule_again(tmp_path: Path) -> None:
    root = small(tmp_path)
    assert root.run("rename", "house-rules#visits", "visitors").code == 0
    assert "house-rules#visits: house-rules#visitors" in root.read("redirects.yaml")


def test_a_renaming_can_be_taken_back(tmp_path: Path) -> None:
    root = small(tmp_path)
    before = root.export()
    assert root.run("rename", "house-rules", "showroom-rules").code == 0
    assert root.run("rename", "showroom-rules", "house-rules").code == 0
    after = root.export()
    assert after["rules"] == before["rules"]
    assert after["redirects"] == {
        "former-plan": "draw-up-monthly-plan",
        "showroom-rules": "house-rules",
        "showroom-rules#opening": "house-rules#opening",
        "showroom-rules#visits": "house-rules#visits",
    }


def test_a_taxonomy_id_is_renamed_with_the_file_named_after_it(tmp_path: Path) -> None:
    root = small(tmp_path)
    tree = root.tree()
    assert root.run("rename", "planning", "plans").code == 0
    assert root.changed(tree) == {"taxonomy.yaml", "duties/planning.yaml", "duties/plans.yaml", "redirects.yaml"}
    assert root.clause("run-showroom")["theme"] == "plans"
    assert root.run("rename", "staff", "employee").code == 0
    assert "level: employee" in root.read("roles/clerk.yaml")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("no-such-thing", "other", "没有叫 no-such-thing 的条目"),
        ("report-every-weak", "other", "是否应为 report-every-week？"),
        ("former-plan", "other", "former-plan 已改名为 draw-up-monthly-plan"),
        ("run-showroom", "Run_Showroom", "标识符用小写英文字母"),
        ("run-showroom", "../../etc/passwd", "标识符用小写英文字母"),
        ("run-showroom", "a" * 65, "标识符用小写英文字母"),
        ("run-showroom", "run-showroom", "标识符已经是 run-showroom"),
        ("run-showroom", "clerk", "已被使用"),
        ("run-showroom", "former-plan", "旧标识符，不能再用"),
        ("clerk", "con", "Windows 不允许名为 con 的文件"),
        ("house-rules#visits", "other-rules#visits", "不在同一份文件中"),
        ("run-showroom", "house-rules#showroom", "不在同一份文件中"),
        ("planning", "customers", "已被使用"),
    ],
)
def test_a_name_that_cannot_be_given_is_wrong_use(tmp_path: Path, old: str, new: str, words: str) -> None:
    root = small(tmp_path)
    tree = root.tree()
    refused = root.run("rename", old, new)
    assert refused.code == 2
    assert words in refused.err
    assert root.tree() == tree


def test_a_file_that_stands_in_the_way_is_not_overwritten(tmp_path: Path) -> None:
    root = small(tmp_path)
    (tmp_path / "content/roles/chief.yaml").mkdir()
    refused = root.run("rename", "sales-manager", "chief")
    assert refused.code == 1
    assert root.read("roles/sales-manager.yaml").startswith("id: sales-manager")


def test_merge_makes_one_clause_of_two(tmp_path: Path) -> None:
    root = small(tmp_path)
    before, tree = root.export(), root.tree()
    done = root.run("merge", "draw-up-monthly-plan", "make-monthly-plan")
    assert done.code == 0, done.err
    after = root.export()
    merged = root.clause("make-monthly-plan")
    assert [one["first"] for one in merged["sources"]] == [3, 4]
    assert merged["text"] == "制定每月销售计划，并执行实施。"
    assert {one["id"] for one in before["clauses"]} - {one["id"] for one in after["clauses"]} == {
        "draw-up-monthly-plan"
    }
    roles = {role["id"]: role for role in after["roles"]}
    assert roles["clerk"]["duties"] == ["make-monthly-plan", "do-other-work"]
    assert roles["clerk"]["groups"] == [{"title": "其他", "duties": ["make-monthly-plan", "do-other-work"]}]
    assert roles["sales-manager"]["duties"][0] == "make-monthly-plan"
    assert root.clause("not-reporting-in-time")["enforces"] == [
        "report-every-week",
        "make-monthly-plan",
        "house-rules#visits",
    ]
    assert after["redirects"] == {
        "former-plan": "make-monthly-plan",
        "draw-up-monthly-plan": "make-monthly-plan",
    }
    assert differing(tree["duties/planning.yaml"], root.tree()["duties/planning.yaml"]) == [
        "- - id: draw-up-monthly-plan",
        "-   text: 拟定每月销售计划并且执行实施。",
        "-   sources: [example:4]",
        "-   distinct_from:",
        "-     - id: report-every-month",
        "-       reason: 一条讲计划，一条讲汇报。",
        "-   sources: [example:3]",
        "+   sources: [example:3, example:4]",
    ]
    assert "draw-up-monthly-plan" not in root.read("roles/clerk.yaml")
    assert "# 先问人力资源部" in root.read("roles/clerk.yaml")
    assert root.run("coverage").code == 0


def test_merge_gives_a_gloss_its_new_text_and_leaves_a_remark(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.change(
        "roles/sales-manager.yaml",
        "  - draw-up-monthly-plan\n",
        "  - draw-up-monthly-plan   # 拟定每月销售计划并且执行实施。\n",
    )
    root.change("penalties/reports.yaml", "    - draw-up-monthly-plan\n", "    - draw-up-monthly-plan # 待定\n")
    assert root.run("merge", "draw-up-monthly-plan", "make-monthly-plan").code == 0
    assert "  - make-monthly-plan   # 制定每月销售计划，并执行实施。\n" in root.read("roles/sales-manager.yaml")
    assert "    - make-monthly-plan # 待定\n" in root.read("penalties/reports.yaml")


def test_merge_joins_notes_and_takes_over_the_origin(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.change("duties/planning.yaml", "sources: [example:3]\n", "sources: [example:3]\n  note: 甲\n")
    root.change(
        "duties/planning.yaml",
        "sources: [example:4]\n",
        "sources: [example:4]\n  origin:\n    decided: 2026-11-20\n    by: 人事部\n    reason: 示例\n  note: 乙。\n",
    )
    assert root.run("merge", "draw-up-monthly-plan", "make-monthly-plan").code == 0
    merged = root.clause("make-monthly-plan")
    assert merged["note"] == "甲。乙。"
    assert merged["origin"] == {"decided": "2026-11-20", "by": "人事部", "reason": "示例"}


def test_merge_settles_twins_although_they_are_an_error(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.change("duties/planning.yaml", "拟定每月销售计划并且执行实施。", "制定每月销售计划，并执行实施")
    assert root.run("check").code == 1
    assert root.run("merge", "draw-up-monthly-plan", "make-monthly-plan").code == 0
    assert root.run("check").code == 0


def test_what_was_decided_about_the_merged_clause_passes_on_to_be_looked_at_again(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.change("duties/customers.yaml", "负责客户档案的建立与更新。", "制定每月销售计划并且执行，总结实施。")
    decisions = "  distinct_from:\n    - id: draw-up-monthly-plan\n      reason: 示例\n"
    root.change("duties/customers.yaml", "sources: [example:5]\n", f"sources: [example:5]\n{decisions}")
    done = root.run("merge", "draw-up-monthly-plan", "make-monthly-plan")
    assert done.code == 0, done.err
    assert "keep-customer-files 的判断改为针对 make-monthly-plan，请复核" in done.out
    assert root.clause("keep-customer-files")["distinct_from"] == ["make-monthly-plan"]
    (lapsed,) = root.findings("lapsed-decision")
    assert "keep-customer-files 与 make-monthly-plan" in lapsed["message"]


def test_a_decision_of_the_merged_clause_is_taken_over_where_it_still_decides(tmp_path: Path) -> None:
    root = small(tmp_path)
    assert root.run("merge", "draw-up-monthly-plan", "make-monthly-plan").code == 0
    # It was about report-every-month, which is not like the clause that is left.
    assert root.clause("make-monthly-plan")["distinct_from"] == []

    other = small(tmp_path / "other")
    other.change("duties/planning.yaml", "每月向销售经理汇报销售情况。", "拟定每月的销售计划，执行实施并且总结。")
    assert other.run("merge", "draw-up-monthly-plan", "make-monthly-plan").code == 0
    assert other.clause("make-monthly-plan")["distinct_from"] == ["report-every-month"]
    assert any("make-monthly-plan 与 report-every-month" in one["message"] for one in other.findings("lapsed-decision"))


def test_a_review_of_a_merged_clause_is_forgotten(tmp_path: Path) -> None:
    root = small(tmp_path)
    assert root.run("merge", "draw-up-monthly-plan", "make-monthly-plan").code == 0
    assert "0123456789ab" not in root.read("roles/clerk.yaml")
    assert "ab0123456789" in root.read("roles/clerk.yaml")


def test_a_file_whose_only_clause_is_merged_goes_unless_it_holds_remarks(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.write("duties/customers.yaml", root.read("duties/customers.yaml").split("- id: look")[0])
    root.change("roles/sales-manager.yaml", "  - look-after-customers\n", "")
    root.change("sources/example.yaml", "site: [16]", "site: [6, 16]")
    root.change("duties/customers.yaml", "负责客户档案的建立与更新。", "负责展厅日常的管理与维护工作。")
    root.write("duties/customers.yaml", "# 待查\n" + root.read("duties/customers.yaml"))
    tree = root.tree()
    refused = root.run("merge", "keep-customer-files", "run-showroom")
    assert refused.code == 1
    assert "只剩注释" in refused.err
    assert root.tree() == tree
    root.change("duties/customers.yaml", "# 待查\n", "")
    assert root.run("merge", "keep-customer-files", "run-showroom").code == 0
    assert "duties/customers.yaml" not in root.tree()


@pytest.mark.parametrize(
    ("old", "into", "change", "words"),
    [
        ("run-showroom", "late-reports", None, "一条是职责，一条是处罚条款"),
        ("run-showroom", "run-showroom", None, "这是同一条"),
        ("clerk", "run-showroom", None, "clerk 不是条款"),
        ("report-every-week", "report-every-month", None, "频次不同：每周／每月"),
        ("late-reports", "not-reporting-in-time", ("basis: unstated", "basis: performance"), "sanctions 不同"),
        (
            "late-reports",
            "not-reporting-in-time",
            ("一次考核50", "一次考核60"),
            "数字不同：60元／50元",
        ),
        ("house-rules#visits", "house-rules", None, "house-rules 不是条款"),
    ],
)
def test_different_clauses_are_not_merged(
    tmp_path: Path, old: str, into: str, change: tuple[str, str] | None, words: str
) -> None:
    root = small(tmp_path)
    if change:
        head, found, tail = root.read("penalties/reports.yaml").rpartition(change[0])
        root.write("penalties/reports.yaml", head + found.replace(*change) + tail.replace("50", change[1][-2:]))
    tree = root.tree()
    refused = root.run("merge", old, into)
    assert refused.code == 1
    assert words in refused.err
    assert root.tree() == tree


def test_items_of_one_rule_are_merged_and_lists_follow(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.change("rules/house-rules.yaml", "展厅每天九点开门。", "来访的客户须登记。")
    assert root.run("merge", "house-rules#visits", "opening").code == 2
    done = root.run("merge", "house-rules#visits", "house-rules#opening")
    assert done.code == 0, done.err
    export = root.export()
    assert export["rules"][0]["items"] == ["house-rules#opening"]
    assert export["redirects"]["house-rules#visits"] == "house-rules#opening"
    assert next(role for role in export["roles"] if role["id"] == "sales-manager")["rules"] == ["house-rules#opening"]
    assert "house-rules#opening" in root.clause("not-reporting-in-time")["enforces"]


def test_what_a_name_holds_never_reaches_the_terminal_raw(tmp_path: Path) -> None:
    refused = small(tmp_path).run("rename", "run-showroom\x1b[31m", "other")
    assert refused.code == 2
    assert "\x1b" not in refused.err


def test_merging_what_does_not_exist_is_wrong_use(tmp_path: Path) -> None:
    assert small(tmp_path).run("merge", "no-such", "run-showroom").code == 2


def test_penalties_with_the_same_sanction_are_merged_once_in_every_list(tmp_path: Path) -> None:
    root = small(tmp_path)
    assert root.run("merge", "late-reports", "not-reporting-in-time").code == 0
    assert "penalties: [not-reporting-in-time]\n" in root.read("roles/clerk.yaml")
    assert "  - not-reporting-in-time\n" in root.read("departments/sales.yaml")
    assert [one["first"] for one in root.clause("not-reporting-in-time")["sources"]] == [11, 12]


def test_retire_takes_a_clause_out_of_every_list_and_keeps_its_lines(tmp_path: Path) -> None:
    root = small(tmp_path)
    done = root.run("retire", "report-every-month", "--reason", "改为每周汇报")
    assert done.code == 0, done.err
    retired = root.clause("report-every-month")
    assert retired["retired"] == {"date": "2026-11-24", "reason": "改为每周汇报"}
    assert "  retired:\n    date: 2026-11-24\n    reason: 改为每周汇报\n" in root.read("duties/planning.yaml")
    assert "report-every-month" not in root.read("roles/sales-manager.yaml")
    assert root.clause("draw-up-monthly-plan")["distinct_from"] == []
    assert root.clause("report-every-week")["distinct_from"] == []
    assert "content/roles/sales-manager.yaml：sales-manager 的 duties：删去 report-every-month" in done.out
    lines = root.run("coverage", "--format", "json")
    assert lines.code == 0
    assert {"source": "example", "line": 8, "status": "clause", "ids": ["report-every-month"], "kinds": ["duty"]} in (
        lines.json["lines"]
    )
    assert root.run("retire", "report-every-month", "--reason", "再来").code == 1


def test_the_last_duty_of_a_group_takes_the_group_along_and_the_last_of_a_role_leaves_an_empty_list(
    tmp_path: Path,
) -> None:
    root = small(tmp_path)
    assert root.run("retire", "draw-up-monthly-plan", "--reason", "示例").code == 0
    assert "title: 计划" not in root.read("roles/clerk.yaml")
    assert "title: 其他" in root.read("roles/clerk.yaml")
    assert root.run("retire", "make-monthly-plan", "--reason", "示例").code == 0
    assert root.run("retire", "do-other-work", "--reason", "示例").code == 0
    assert "duties: []\n" in root.read("roles/clerk.yaml")
    assert "# 先问人力资源部" in root.read("roles/clerk.yaml")
    assert "# 待确认" in root.read("roles/clerk.yaml")


def test_a_retired_role_has_its_status_and_is_nobodys_superior(tmp_path: Path) -> None:
    root = small(tmp_path)
    done = root.run("retire", "sales-manager", "--reason", "岗位撤销", "--date", "2026-12-01")
    assert done.code == 0, done.err
    assert "status: retired\n" in root.read("roles/sales-manager.yaml")
    assert root.read("roles/sales-manager.yaml").endswith("retired:\n  date: 2026-12-01\n  reason: 岗位撤销\n")
    assert "reports_to" not in root.read("roles/clerk.yaml")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("house-rules", "--reason", "示例"), 1),
        (("example", "--reason", "示例"), 1),
        (("no-such", "--reason", "示例"), 2),
        (("run-showroom",), 2),
        (("run-showroom", "--reason", " "), 2),
        (("run-showroom", "--reason", "一\n二"), 2),
        (("run-showroom", "--reason", "示例", "--date", "2026/12/1"), 2),
        (("run-showroom", "--reason", "示例", "--date", "2026-02-30"), 2),
    ],
)
def test_retire_refuses_what_makes_no_sense(tmp_path: Path, arguments: tuple[str, ...], code: int) -> None:
    root = small(tmp_path)
    tree = root.tree()
    assert root.run("retire", *arguments).code == code
    assert root.tree() == tree


def test_a_reason_may_hold_anything_that_fits_a_line(tmp_path: Path) -> None:
    root = small(tmp_path)
    reason = '# "改": \\ {见} 附件: 1, *星号'
    assert root.run("retire", "run-showroom", "--reason", reason).code == 0
    assert root.clause("run-showroom")["retired"]["reason"] == reason


def test_a_library_with_errors_is_not_edited(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.change("roles/clerk.yaml", "department: sales", "department: seles")
    tree = root.tree()
    for command in (("rename", "run-showroom", "other"), ("merge", "late-reports", "not-reporting-in-time")):
        refused = root.run(*command)
        assert refused.code == 1
        assert "没有叫 seles 的部门" in refused.err
        assert "未作任何改动" in refused.err
    assert root.tree() == tree


def windows(text: str) -> str:
    return "\ufeff" + text.replace("\n", "\r\n")


def without_final_newline(text: str) -> str:
    return text.rstrip("\n")


EDITS = (
    ("rename", "draw-up-monthly-plan", "plan-each-month"),
    ("merge", "draw-up-monthly-plan", "make-monthly-plan"),
    ("merge", "late-reports", "not-reporting-in-time"),
    ("retire", "report-every-week", "--reason", "示例"),
    ("retire", "clerk", "--reason", "示例"),
)


@pytest.mark.parametrize("edit", EDITS)
def test_line_ends_and_byte_order_marks_stay(tmp_path: Path, edit: tuple[str, ...]) -> None:
    plain, marked = small(tmp_path / "plain"), small(tmp_path / "windows")
    for name in marked.tree():
        if name.endswith(".yaml"):
            marked.write(name, windows(marked.read(name)))
    assert plain.run(*edit).code == 0
    done = marked.run(*edit)
    assert done.code == 0, done.err
    for name, data in plain.tree().items():
        expected = windows(data.decode("utf-8")) if name.endswith(".yaml") else data.decode("utf-8")
        assert marked.read(name) == expected, name


@pytest.mark.parametrize("edit", EDITS)
def test_a_missing_final_newline_stays_missing(tmp_path: Path, edit: tuple[str, ...]) -> None:
    root = small(tmp_path)
    for name in root.tree():
        if name.endswith(".yaml"):
            root.write(name, without_final_newline(root.read(name)))
    done = root.run(*edit)
    assert done.code == 0, done.err
    assert not [name for name in root.tree() if name.endswith(".yaml") and root.read(name).endswith("\n")]
    assert not [one for one in root.run("check", "--format", "json").json["findings"] if one["severity"] == "error"]


def test_a_layout_that_cannot_be_kept_is_refused_and_fmt_makes_it_editable(tmp_path: Path) -> None:
    root = small(tmp_path)
    text = root.read("duties/planning.yaml").replace("- id: run-showroom\n  text", "-\n  id: run-showroom\n  text")
    root.write(
        "duties/planning.yaml",
        text.replace("负责展厅的日常管理与维护。", "完成上级交办的其他工作任务。").replace("13-15", "10"),
    )
    root.change("sources/example.yaml", "site: [16]", "site: [13-16]")
    tree = root.tree()
    refused = root.run("merge", "run-showroom", "do-other-work")
    assert refused.code == 1
    assert f"先运行 rolebook --root {root.path} fmt，" in refused.err
    assert "content/duties/planning.yaml:" in refused.err
    assert root.tree() == tree
    assert root.run("fmt").code == 0
    assert root.run("merge", "run-showroom", "do-other-work").code == 0


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    places=st.lists(st.tuples(st.integers(0, 200), st.integers(0, 9), st.booleans()), max_size=12),
    edit=st.sampled_from(EDITS),
)
def test_no_remark_is_lost_wherever_it_stands(
    tmp_path: Path, places: list[tuple[int, int, bool]], edit: tuple[str, ...]
) -> None:
    with tempfile.TemporaryDirectory(dir=tmp_path) as folder:
        root = small(Path(folder))
        names = sorted(name for name in root.tree() if name.endswith(".yaml"))
        remarks = []
        for number, (line, indent, alone) in enumerate(places):
            name = names[line % len(names)]
            lines = root.read(name).split("\n")
            at = line % (len(lines) - 1)
            remarks.append(f"# 备注{number}备注")
            if alone:
                lines.insert(at, " " * indent + remarks[-1])
            elif "#" not in lines[at]:
                lines[at] += f"  {remarks[-1]}"
            else:
                remarks.pop()
            root.write(name, "\n".join(lines))
        done = root.run(*edit)
        assert done.code == 0, done.err
        after = "\n".join(root.read(name) for name in root.tree() if name.endswith(".yaml"))
        assert not [remark for remark in remarks if remark not in after]


def test_several_files_are_written_all_or_none(tmp_path: Path) -> None:
    first, second, blocked = tmp_path / "a.yaml", tmp_path / "b.yaml", tmp_path / "c.yaml"
    first.write_text("before\n", "utf-8")
    blocked.mkdir()
    (blocked / "x").write_text("", "utf-8")
    findings = replace_files({first: b"after\n", second: b"new\n", blocked: b"after\n"}, tmp_path)
    assert [finding.rule for finding in findings] == ["unwritable-output"]
    assert first.read_text("utf-8") == "before\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml", "c.yaml"]


def test_a_deleted_file_comes_back_when_a_later_write_fails(tmp_path: Path) -> None:
    first, blocked = tmp_path / "a.yaml", tmp_path / "c.yaml"
    first.write_text("before\n", "utf-8")
    blocked.mkdir()
    (blocked / "x").write_text("", "utf-8")
    assert replace_files({first: None, blocked: b"after\n"}, tmp_path)
    assert first.read_text("utf-8") == "before\n"


def of_each_kind(export: Any) -> dict[str, str]:
    """One id of every kind of the real library."""
    ids = {clause["kind"]: clause["id"] for clause in export["clauses"]}
    for key in ("roles", "departments", "rules", "sources"):
        ids[key] = export[key][0]["id"]
    return ids


CLAUSES = ["duty", "qualification", "rule", "penalty"]


@pytest.mark.parametrize("kind", [*CLAUSES, "roles", "departments", "rules", "sources"])
def test_anything_of_the_real_library_can_be_renamed(tmp_path: Path, kind: str) -> None:
    root = copied(tmp_path)
    before = root.export()
    old = of_each_kind(before)[kind]
    new = f"{old}-renamed"
    done = root.run("rename", old, new)
    assert done.code == 0, done.err
    after = root.export()
    expected = without_digest(renamed_export(before, old, new))
    assert {**without_digest(after), "redirects": {}} == {**expected, "redirects": {}}
    assert after["redirects"][old] == new


def first_clause(kind: str) -> Callable[[Any], str]:
    return lambda export: next(
        str(one["id"]) for one in export["clauses"] if one["kind"] == kind and not one["retired"]
    )


@pytest.mark.parametrize("kind", CLAUSES)
def test_any_clause_of_the_real_library_can_be_retired(tmp_path: Path, kind: str) -> None:
    root = copied(tmp_path)
    before = root.export()
    lines = statuses(root)
    id_ = first_clause(kind)(before)
    assert root.run("retire", id_, "--reason", "示例").code == 0
    after = root.export()
    lists = ("duties", "qualifications", "penalties", "rules")
    for owner in (*after["roles"], *after["departments"]):
        assert not any(id_ in owner[key] for key in lists)
    assert statuses(root) == lines
    unchanged = [one for one in before["clauses"] if id_ not in str(one)]
    assert all(one in after["clauses"] for one in unchanged)
