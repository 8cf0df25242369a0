"""A clause in doubt: marked wherever it is shown, told by `check`, and never on the sheet of an approved role."""

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from rolebook.checked import load_checked
from rolebook.exports.tables import as_csv, as_json
from rolebook.sheets.advice import notices
from rolebook.sheets.form import RoleForms
from rolebook.sheets.printed import RoleDesk
from rolebook.site.pages import Site
from rolebook.site.plan import plan
from rolebook.site.search_index import search_data
from rolebook.todo import todo
from tests.conftest import COMPANY, REPOSITORY, Run, library_of

REASON = "示例：“下限”指数量还是金额，不能确定。"
DUTY = "content/duties/purchasing.yaml"
SHOWN = [
    ("roles/buyer.html", "//li[@id='request-purchase']"),
    ("roles/buyer.html", "//tr[@data-clause='taking-gifts']"),
    ("roles/sales-representative.html", "//section[@id='rules']"),
    ("departments/supply.html", "//tr[@data-clause='taking-gifts']"),
    ("penalties.html", "//tr[@data-clause='taking-gifts']"),
    ("clauses/request-purchase.html", "//p[@class='notice']"),
    ("themes/purchasing.html", "//li[@id='request-purchase']"),
    ("rules/files.html", "//div[@id='scope']"),
]
"""Pages, and where a clause in doubt stands on them."""


def add_doubt(root: Path, file: str, behind: str, indent: str = "  ") -> None:
    path = root / file
    text = path.read_text("utf-8")
    assert text.count(behind) == 1
    path.write_text(text.replace(behind, f"{behind}\n{indent}doubt: {REASON}"), "utf-8")


@pytest.fixture(scope="module")
def doubtful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up company with a duty of the approved buyer, a penalty of its department and an item in doubt."""
    root = tmp_path_factory.mktemp("doubtful")
    shutil.copytree(COMPANY / "content", root / "content")
    add_doubt(root, DUTY, "sources: [operations:15]")
    add_doubt(root, "content/penalties/operations.yaml", "sources: [operations:67]")
    add_doubt(root, "content/rules/files.yaml", "  sources: [sample:11]", indent="    ")
    return root


@pytest.fixture(scope="module")
def pages(doubtful: Path) -> dict[str, lxml.html.HtmlElement]:
    library = library_of(doubtful)
    site = Site(library, REPOSITORY / "templates" / "site")
    return {
        path: lxml.html.fromstring(site.page(path, template, **view()).html)
        for path, template, view in plan(library)
        if path in {place for place, _ in SHOWN}
    }


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize(("path", "row"), SHOWN)
def test_a_doubt_stands_with_its_reason_wherever_the_clause_does(
    pages: dict[str, lxml.html.HtmlElement], path: str, row: str
) -> None:
    [shown] = pages[path].xpath(row)
    assert f"存疑 {REASON}" in words(shown)


def test_a_doubt_is_found_and_exported(doubtful: Path) -> None:
    library = library_of(doubtful)
    data = search_data(library)
    found = [entry[1] for entry in data["entries"][: data["pagesFrom"]] if any("存疑" in name for name in entry[4])]
    assert sorted(found) == ["files#scope", "request-purchase", "taking-gifts"]
    doubts = {clause["id"]: clause.get("doubt") for clause in json.loads(as_json(library))["clauses"]}
    assert doubts["request-purchase"] == doubts["taking-gifts"] == REASON
    assert doubts["ask-three-quotes"] is None
    rows = {row["标识符"]: row["存疑"] for row in csv.DictReader(io.StringIO(as_csv(library).decode("utf-8-sig")))}
    assert (rows["request-purchase"], rows["ask-three-quotes"]) == (REASON, "")


def test_where_nothing_is_in_doubt_the_table_has_no_column_for_it(small: Path) -> None:
    path = small / "content/duties/service.yaml"
    kept = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("  doubt:")]
    path.write_text("\n".join(kept) + "\n", "utf-8")
    assert "存疑" not in as_csv(library_of(small)).decode("utf-8-sig")


def test_check_notes_a_clause_in_doubt(doubtful: Path, run: Run) -> None:
    found = json.loads(run("--root", doubtful, "check", "--format", "json").out)["findings"]
    told = [one for one in found if one["rule"] == "doubtful-clause"]
    assert [(one["severity"], one["file"]) for one in told] == [
        ("note", DUTY),
        ("note", "content/penalties/operations.yaml"),
        ("note", "content/rules/files.yaml"),
    ]
    assert REASON in told[0]["message"]


def sheet(root: Path, run: Run, *options: str) -> tuple[int, str]:
    made = run("--root", root, "sheet", "采购员", "--format", "html", "--out", root / "sheets", *options)
    return made.code, made.err


def test_a_doubt_stops_the_sheet_of_an_approved_role(root: Path, run: Run) -> None:
    add_doubt(root, DUTY, "sources: [operations:15]")
    code, said = sheet(root, run)
    assert code == 1
    line = next(
        n for n, text in enumerate((root / DUTY).read_text("utf-8").split("\n"), 1) if "request-purchase" in text
    )
    assert f"{DUTY}:{line}:7: 错误：岗位“采购员”已批准，但其中的职责“根据库存下限提出采购申请。”存疑" in said
    assert f"{DUTY}:{line} 的正文" in said
    assert not (root / "sheets").exists()
    assert sheet(root, run, "--without", "duties")[0] == 0  # what is not printed stops nothing


def test_the_sheet_of_a_draft_is_made_and_its_doubts_are_told(root: Path, run: Run) -> None:
    add_doubt(root, DUTY, "sources: [operations:15]")
    role = root / "content/roles/buyer.yaml"
    role.write_text(role.read_text("utf-8").replace("status: approved", "status: draft"), "utf-8")
    code, said = sheet(root, run)
    assert (code, "[doubtful-draft]" in said) == (0, True)
    assert [path.suffix for path in (root / "sheets").iterdir()] == [".html"]
    library = library_of(root)
    buyer = library.roles["buyer"]
    told = {notice.section: notice.text for notice in notices(library, buyer, RoleDesk.of(library, buyer))}
    assert REASON.rstrip("。") in told["duties"]  # beside the section's tick in the form


def form_of(root: Path, role: str) -> dict[str, Any]:
    forms = RoleForms(library_of(root), root / "templates" / "sheet", root)
    return next(dict(forms.page(one).variables) for one in forms.roles if one.id == role)


def test_the_form_of_an_approved_role_names_the_clause_instead(root: Path) -> None:
    add_doubt(root, DUTY, "sources: [operations:15]")
    library = library_of(root)
    site = Site(library, root / "templates" / "site")
    shown = lxml.html.fromstring(site.page("sheets/buyer.html", "form.html", **form_of(root, "buyer")).html)
    assert DUTY in words(shown)
    assert REASON in words(shown)
    assert not shown.xpath("//form[@id='sheet-form'] | //button[@id='sheet-print'] | //*[@id='sheet-pages']")


def test_a_doubt_of_what_no_reader_meets_waits_for_nobody(small: Path) -> None:
    """Nobody reads a duty of retired roles alone."""
    store = small / "content/duties/store.yaml"
    text, retired = (
        store.read_text("utf-8"),
        "  retired:\n    date: 2026-10-31\n    reason: 打字员岗位撤销，文件由各部门自行打印\n",
    )
    assert text.count(retired) == 1
    store.write_text(text.replace(retired, f"  doubt: {REASON}\n"), "utf-8")
    loaded = load_checked(small)
    assert loaded.readable is not None
    assert loaded.readable.clauses["type-and-bind"].doubt == REASON
    assert "doubtful-clause" not in {one.rule for one in loaded.findings}
    assert "doubt" not in todo(loaded.readable, loaded.findings).groups
