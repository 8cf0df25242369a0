"""How a role or a rule was approved: recorded by functions and dates, checked, shown, printed, exported."""

import json
import re
from dataclasses import replace
from pathlib import Path

import lxml.html

from rolebook.exports.tables import as_json
from rolebook.model.library import Library
from rolebook.model.records import Approval, Signed
from rolebook.sheets.printed import RolePages
from rolebook.site.pages import Site
from rolebook.site.plan import plan
from tests import pdfs
from tests.conftest import REPOSITORY, Run, library_of
from tests.word_reader import body, opened

PREPARED = "  prepared:\n    by: 人力资源部\n    date: 2026-11-03\n"
REVIEWED = "  reviewed:\n    by: 法务部\n    date: 2026-11-10\n"
APPROVED = "  approved:\n    by: 总经理办公会\n    date: 2026-11-20\n"


def record(root: Path, role: str, status: str, *steps: str) -> None:
    """Give a role a status and these steps of its approval, instead of those that it has."""
    path = root / f"content/roles/{role}.yaml"
    text = re.sub("status: (draft|approved)", f"status: {status}", path.read_text("utf-8").partition("approval:")[0])
    path.write_text(f"{text}approval:\n{''.join(steps)}" if steps else text, "utf-8")


def found(root: Path, run: Run) -> dict[str, tuple[str, str]]:
    """Name of a role or rule → severity and rule of what `check` finds there."""
    told = json.loads(run("--root", root, "check", "--format", "json").out)["findings"]
    return {Path(one["file"]).stem: (one["severity"], one["rule"]) for one in told}


def test_what_is_recorded_agrees_with_itself_and_with_the_status(small: Path, run: Run) -> None:
    record(small, "sales-manager", "draft", PREPARED, REVIEWED)
    record(small, "cashier", "approved", APPROVED.replace("2026-11-20", "2026-11-03"), PREPARED)
    record(small, "buyer", "approved", PREPARED, APPROVED.replace("2026-11-20", "2026-11-02"))
    record(small, "store-manager", "approved", REVIEWED, APPROVED.replace("2026-11-20", "2026-11-09"))
    record(small, "supply-manager", "draft", APPROVED)
    record(small, "warehouse-keeper", "approved", PREPARED)
    record(small, "sales-representative", "approved")
    rule = small / "content/rules/stocktaking.yaml"
    rule.write_text(rule.read_text("utf-8").replace("2026-09-18", "2026-08-18"), "utf-8")
    assert found(small, run) == {
        "buyer": ("warning", "approval-order"),
        "store-manager": ("warning", "approval-order"),
        "stocktaking": ("warning", "approval-order"),
        "supply-manager": ("warning", "approved-draft"),
        "warehouse-keeper": ("note", "unrecorded-approval"),
        "sales-representative": ("note", "unrecorded-approval"),
    }


def test_what_is_no_approval_is_an_error(small: Path, run: Run) -> None:
    record(small, "buyer", "approved", APPROVED.replace("总经理办公会", "示例 13800138000"))
    record(small, "cashier", "approved", APPROVED.replace("2026-11-20", "2026-02-30"))
    record(small, "store-manager", "approved", APPROVED.replace("    by: 总经理办公会\n", ""))
    record(small, "supply-manager", "approved", APPROVED.replace("approved", "aproved"))
    assert found(small, run) == {
        "buyer": ("error", "private-approval"),
        "cashier": ("error", "bad-date"),
        "store-manager": ("error", "missing-key"),
        "supply-manager": ("error", "unknown-key"),
    }


def test_an_approval_is_exported_where_there_is_one(library: Library) -> None:
    data = json.loads(as_json(library))
    roles = {role["id"]: role.get("approval") for role in data["roles"]}
    assert roles["buyer"] == {"approved": {"by": "总经理办公会", "date": "2026-10-26"}}
    assert roles["sales-manager"] is None
    rules = {rule["id"]: rule.get("approval") for rule in data["rules"]}
    assert rules["stocktaking"]["prepared"] == {"by": "财务部", "date": "2026-09-01"}
    assert rules["files"] is None


def pages(library: Library, *wanted: str) -> list[lxml.html.HtmlElement]:
    site = Site(library, REPOSITORY / "templates" / "site")
    made = {path: (template, view) for path, template, view in plan(library) if path in wanted}
    return [lxml.html.fromstring(site.page(path, made[path][0], **made[path][1]()).html) for path in wanted]


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_pages_of_roles_and_rules_say_who_approved_them(library: Library) -> None:
    role, rule, other = pages(
        library, "roles/supply-manager.html", "rules/stocktaking.html", "roles/sales-manager.html"
    )
    assert "审批 编制 人力资源部 2026-10-12 · 审核 法务部 2026-10-20 · 批准 总经理办公会 2026-10-26" in words(
        role
    ).replace("审批编制", "审批 编制")
    assert "编制 财务部 2026-09-01 · 审核 法务部 2026-09-10 · 批准 总经理办公会 2026-09-18" in words(rule)
    assert "审批" not in words(other)


def test_the_home_page_links_what_is_approved_and_what_is_draft(library: Library) -> None:
    home, approved, drafts = pages(library, "index.html", "statuses/approved.html", "statuses/draft.html")
    links = {words(link): link.get("href") for link in home.xpath("//p[contains(@class, 'states')]//a")}
    assert links == {"6 个岗位已批准": "statuses/approved.html", "1 个是草稿": "statuses/draft.html"}
    assert len(approved.xpath("//table[@class='roles']/tbody/tr")) == 6
    assert "销售经理" in words(drafts)


def test_where_all_is_draft_there_is_nothing_approved_to_lead_to(small: Path) -> None:
    for path in (small / "content/roles").glob("*.yaml"):
        text = path.read_text("utf-8").partition("approval:")[0].replace("status: approved", "status: draft")
        path.write_text(text, "utf-8")
    library = library_of(small)
    assert "statuses/approved.html" not in [path for path, _, _ in plan(library)]
    [home] = pages(library, "index.html")
    assert "7 个岗位说明均为草稿" in words(home)


def test_a_sheet_prints_what_is_recorded_and_leaves_room_for_the_rest(root: Path, run: Run) -> None:
    record(root, "sales-manager", "draft", PREPARED, REVIEWED)
    made = run("--root", root, "sheet", "销售经理", "--format", "pdf,docx,html", "--out", root / "made")
    assert made.code == 0
    html = lxml.html.fromstring((root / "made/销售经理.html").read_bytes())
    lines = [words(line) for line in html.xpath("//p[@class='sheet-approval']")]
    assert [line.replace(" ", "") for line in lines] == ["编制人力资源部2026-11-03", "审核法务部2026-11-10", "批准"]
    word = body(opened((root / "made/销售经理.docx").read_bytes()))
    for text in (pdfs.text((root / "made/销售经理.pdf").read_bytes()), word):
        plain = re.sub(r"\s+", "", text)
        assert "人力资源部2026-11-03" in plain
        assert "法务部2026-11-10" in plain
        assert plain.count("批准") == 1


def test_an_approval_is_part_of_the_code_of_a_sheet(library: Library) -> None:
    role = library.roles["sales-manager"]
    prepared = replace(role, approval=Approval(prepared=Signed("人力资源部", "2026-11-03"), at=role.at))
    other = replace(library, roles={**library.roles, role.id: prepared})
    assert RolePages.of(library, role).code != RolePages.of(other, prepared).code
