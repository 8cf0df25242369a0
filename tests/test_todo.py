"""What waits for a person: gathered once, shown by `check --todo` and on a page, and named on the pages of roles."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from rolebook.findings.finding import Position, warning
from rolebook.model.library import Library
from rolebook.site.pages import Site
from rolebook.site.plan import plan
from rolebook.site.search_index import search_data
from rolebook.todo import todo
from rolebook.words.wording import Wording
from tests.conftest import REPOSITORY, Run, library_of, root_with
from tests.test_contract import faults

NEW_DUTY = """\
- id: receive-guests
  text: 接待来访的顾客。
  origin:
    decided: 2026-11-01
    by: 人力资源部
    reason: 示例
"""
DOUBT = "示例：<b>下限</b>指数量还是金额，不能确定。"


@pytest.fixture
def waiting(small: Path) -> Path:
    """The company with one thing more of every kind of work that the content can hold."""
    edits = {
        "duties/purchasing.yaml": ("sources: [operations:15]", f"sources: [operations:15]\n  doubt: {DOUBT}"),
        "sources/operations.yaml": ("    lines: ", "    state: open\n    lines: "),
        "roles/buyer.yaml": ("approval:\n  approved:\n    by: 总经理办公会\n    date: 2026-10-26\n", ""),
        "duties/service.yaml": ("- id: answer-complaints", f"{NEW_DUTY}- id: answer-complaints"),
    }
    for file, (old, new) in edits.items():
        path = small / "content" / file
        text = path.read_text("utf-8")
        assert old in text, file
        path.write_text(text.replace(old, new, 1), "utf-8")
    return small


def told(root: Path, run: Run, *options: str) -> dict[str, Any]:
    made = run("--root", root, "check", "--todo", "--format", "json", *options)
    assert made.code == 0, made.err
    data: dict[str, Any] = json.loads(made.out)
    return data


def test_every_kind_of_work_is_gathered_with_its_place_and_what_settles_it(waiting: Path, run: Run) -> None:
    data = told(waiting, run)
    assert faults("todo", data) == []
    groups = {group["group"]: {item["id"]: item for item in group["items"]} for group in data["groups"]}
    assert list(groups) == ["doubt", "inferred", "pairs", "approval", "other"]
    assert data["total"] == sum(len(group["items"]) for group in data["groups"])
    doubt = groups["doubt"]["request-purchase"]
    assert (doubt["file"], doubt["page"], doubt["why"]) == (
        "content/duties/purchasing.yaml",
        "clauses/request-purchase.html",
        DOUBT,
    )
    text = (waiting / doubt["file"]).read_text("utf-8").split("\n")[doubt["line"] - 1]
    assert text == "- id: request-purchase"
    assert groups["inferred"]["buyer"]["why"] == "行业、级别、直接上级由编者推定，原文没有写明。"
    assert groups["inferred"]["keep-till-tidy"]["why"] == "主题由编者推定，原文没有写明。"
    assert groups["inferred"]["clean-credit"]["why"] == "方面由编者推定，原文没有写明。"
    assert groups["inferred"]["stocktaking#purpose"]["page"] == "clauses/stocktaking/purpose.html"
    assert "merge receive-guests register-visitors" in groups["pairs"]["receive-guests"]["settle"]
    assert set(groups["approval"]) == {"buyer", "sales-manager"}
    assert groups["other"]["receive-guests"]["rule"] == "unlisted-duty"
    assert "typist" not in groups["inferred"]  # retired


def test_the_same_as_text(waiting: Path, run: Run) -> None:
    said = run("--root", waiting, "check", "--todo").out
    assert "存疑，请核实（1）\n\ncontent/duties/purchasing.yaml:10:7: 根据库存下限提出采购申请。\n" in said
    assert f"    {DOUBT}\n    办法：" in said
    assert said.rstrip().endswith(f"共 {told(waiting, run)['total']} 项待办。")
    assert "In doubt: find out (1)" in run("--root", waiting, "--lang", "en", "check", "--todo").out


def test_only_what_lies_in_the_paths(waiting: Path, run: Run) -> None:
    data = told(waiting, run, str(waiting / "content/roles/buyer.yaml"))
    assert [(group["group"], len(group["items"])) for group in data["groups"]] == [("inferred", 1), ("approval", 1)]


@pytest.mark.parametrize("options", [["--format", "sarif"], ["--format", "github"], ["--strict"]])
def test_what_does_not_go_together_is_wrong_use(small: Path, run: Run, options: list[str]) -> None:
    assert run("--root", small, "check", "--todo", *options).code == 2


def test_errors_come_first(small: Path, run: Run) -> None:
    role = small / "content/roles/buyer.yaml"
    role.write_text(role.read_text("utf-8").replace("status: approved", "status: aproved"), "utf-8")
    made = run("--root", small, "check", "--todo")
    assert (made.code, made.out) == (1, "")
    assert "unknown-value" in made.err


def pages(library: Library, *wanted: str) -> list[lxml.html.HtmlElement]:
    site = Site(library, REPOSITORY / "templates" / "site")
    made = {path: (template, view) for path, template, view in plan(library, todo(library, ())) if path in wanted}
    return [lxml.html.fromstring(site.page(path, made[path][0], **made[path][1]()).html) for path in wanted]


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_page_links_every_place_and_a_role_says_how_much_waits(waiting: Path) -> None:
    shown, role = pages(library_of(waiting), "todo.html", "roles/buyer.html")
    assert [section.get("id") for section in shown.xpath("//main//section")] == ["doubt", "inferred", "approval"]
    [task] = shown.xpath("//section[@id='doubt']//li")
    assert task.xpath("string(p[1]/a/@href)") == "clauses/request-purchase.html"
    assert DOUBT in words(task)
    assert not task.xpath(".//b")  # it is escaped
    assert "content/duties/purchasing.yaml:10" in words(task)
    [line] = role.xpath("//p[contains(@class, 'waiting')]")
    assert words(line) == "本岗位有 3 处待办。"
    links = [link.get("href").removeprefix("../todo.html") for link in line.xpath("a")]
    assert links == ["#doubt"]


def without_work(root: Path) -> Library:
    """The company with nothing judged, nothing in doubt and no draft."""
    library = library_of(root)
    return replace(
        library,
        clauses={id_: replace(one, inferred=(), doubt="") for id_, one in library.clauses.items()},
        roles={id_: replace(one, inferred=(), status="approved") for id_, one in library.roles.items()},
        departments={id_: replace(one, inferred=()) for id_, one in library.departments.items()},
    )


def test_nothing_to_do_is_said_in_one_sentence(small: Path) -> None:
    shown, role, home = pages(without_work(small), "todo.html", "roles/buyer.html", "index.html")
    assert words(shown.xpath("//main")[0]) == "待办 都处理好了，目前没有待办的事。"
    assert not role.xpath("//p[contains(@class, 'waiting')]")
    assert "待办：都处理好了。" in words(home)
    assert home.xpath("boolean(//nav//a[@href='todo.html'] and //section//a[@href='todo.html'])")


def test_the_page_is_in_the_search_by_its_own_names_alone(library: Library) -> None:
    (entry,) = [entry for entry in search_data(library)["entries"] if entry[2] == "todo.html"]
    assert entry[3] == "待办"
    assert not [
        name for name in entry[4] if any(clause.text in name for clause in library.clauses.values() if clause.text)
    ]


def test_findings_belong_to_the_entry_that_they_stand_at(library: Library) -> None:
    rule, part = library.rules["files"], library.sources["sample"].parts[0]
    below = Position(rule.at.file, rule.at.line + 3, 3)
    said = Wording("示例", "example")
    made = [
        warning("open-document", part.at, *said).mend(*said),
        warning("far-from-line", below, *said).mend(*said),
        warning("bad-indentation", below, *said).mend(*said),  # fmt mends it: no work for a person
    ]
    tasks = {task.rule: task for task in todo(library, made).tasks if task.rule}
    assert set(tasks) == {"open-document", "far-from-line"}
    assert (tasks["open-document"].group, tasks["open-document"].anchor) == ("documents", part.id)
    assert (tasks["far-from-line"].group, tasks["far-from-line"].entry) == ("rules", "files")


def test_a_long_list_is_cut_on_the_page_and_whole_on_the_command_line(library: Library) -> None:
    duty = library.clauses["request-purchase"]
    many = {f"{duty.id}-{n}": replace(duty, id=f"{duty.id}-{n}", doubt="示例") for n in range(230)}
    grown = replace(library, clauses={**library.clauses, **many})
    assert len(todo(grown, ()).groups["doubt"]) == 230
    [shown] = pages(grown, "todo.html")
    assert len(shown.xpath("//section[@id='doubt']//li")) == 200
    assert words(shown.xpath("//section[@id='doubt']")[0]).count("向提供原文的部门核实") == 1, "said once of all"
    assert "另有 30 项" in words(shown)


def test_a_whole_handbook_gives_its_findings_to_the_page(run: Run, tmp_path: Path) -> None:
    """The page is made of the findings of `check` too."""
    root = root_with(REPOSITORY / "tests/smallest/content", tmp_path / "root")
    file = next((root / "content/duties").glob("*.yaml"))
    file.write_text(f"{file.read_text('utf-8')}{NEW_DUTY}", "utf-8")
    made = run("--root", root, "site", "--no-pdf", "--out", tmp_path / "site")
    assert made.code == 0, made.err
    shown = lxml.html.fromstring((tmp_path / "site/todo.html").read_bytes())
    [task] = shown.xpath("//section[@id='other']//li")
    assert task.get("data-task") == "receive-guests"
    style = (tmp_path / "site/assets/site.css").read_text("utf-8")
    assert ".task-settle {\n  white-space: pre-wrap;" in style, "what is to be pasted keeps its indentation"
