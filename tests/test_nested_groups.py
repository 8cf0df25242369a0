"""Groups of duties nest once more: numbered through, shown, printed, exported, digested and edited as what they are."""

import json
import re
from pathlib import Path

import pytest

from rolebook.model.library import Library
from rolebook.site.pages import Site
from rolebook.supplied import SITE_TEMPLATES, supplied
from tests import word_reader
from tests.conftest import COMPANY, Run, library_of, root_with
from tests.editing_support import small
from tests.pdfs import text

ROLE = """\
id: trainee
title: 门店见习（示例）
department: store
industry: retail
level: staff
duties:
  - title: 职责一
    duties:
      - title: 任务甲
        duties:
          - receive-customers
          # 示例：先看这一条
          - keep-till-tidy
      - count-cash-aloud
      - title: 任务乙
        duties:
          - hand-over-float
  - title: 职责二
    duties:
      - issue-invoices
      - title: 任务丙
        duties:
          - hand-in-takings
status: approved
owner: 人力资源部
"""
FILE = "content/roles/trainee.yaml"
ON_PAPER = (
    "职责一任务甲1.接待来访顾客。2.保持收银台整洁。3.唱收唱付，当面点清钱款。任务乙4.备用金单独存放，交接班时双方签字。"
    "职责二5.按顾客要求开具发票，发票与实收金额相符。任务丙6."
)


@pytest.fixture(scope="module")
def nested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up company with a role of nested groups; no test changes it."""
    root = root_with(COMPANY / "content", tmp_path_factory.mktemp("nested") / "root")
    (root / FILE).write_text(ROLE, "utf-8")
    return root


@pytest.fixture
def edited(root: Path) -> Path:
    """The same to edit."""
    (root / FILE).write_text(ROLE, "utf-8")
    return root


@pytest.fixture(scope="module")
def library(nested: Path) -> Library:
    return library_of(nested)


def test_every_paper_numbers_through_and_has_both_headings(nested: Path, run: Run) -> None:
    out = nested / "out"
    assert run("--root", nested, "sheet", "trainee", "--format", "pdf,docx,html", "--out", out).code == 0
    made = {file.suffix: file.read_bytes() for file in out.iterdir()}
    assert ON_PAPER in re.sub(r"\s", "", text(made[".pdf"]))
    assert ON_PAPER in word_reader.body(word_reader.opened(made[".docx"]))
    page = made[".html"].decode()
    heads = re.findall(r"<h([34])[^>]*>([^<]+)</h|<ol start=\"(\d)\">", page)
    shown = ["".join(one) for one in heads]
    assert shown[:9] == ["3职责一", "4任务甲", "1", "3", "4任务乙", "4", "3职责二", "5", "4任务丙"]


def test_the_page_of_the_role_has_both_headings(library: Library, nested: Path) -> None:
    pages = Site(library, supplied(SITE_TEMPLATES, nested)).pages()
    duties = dict(pages)["roles/trainee.html"].partition('<section id="duties"')[2].partition("</section>")[0]
    assert re.findall(r"<h[34]>.*?</h[34]>", duties) == [
        "<h3>职责一</h3>",
        "<h4>任务甲</h4>",
        "<h4>任务乙</h4>",
        "<h3>职责二</h3>",
        "<h4>任务丙</h4>",
    ]
    assert re.findall(r'data-number="(\d)"', duties) == list("123456")
    assert "<ol" in duties
    assert not re.search(r"<ol[^>]*>\s*</ol>", duties)


def test_an_export_keeps_duties_whole_and_the_inner_groups(nested: Path, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "export.json"
    assert run("--root", nested, "export", "--format", "json", "--out", out).code == 0
    [role] = [one for one in json.loads(out.read_bytes())["roles"] if one["id"] == "trainee"]
    first = ["receive-customers", "keep-till-tidy", "count-cash-aloud", "hand-over-float"]
    second = ["issue-invoices", "hand-in-takings"]
    assert role["duties"] == first + second
    assert role["groups"] == [
        {
            "title": "职责一",
            "duties": first,
            "groups": [{"title": "任务甲", "duties": first[:2]}, {"title": "任务乙", "duties": first[3:]}],
        },
        {"title": "职责二", "duties": second, "groups": [{"title": "任务丙", "duties": second[1:]}]},
    ]


def code(root: Path, run: Run) -> str:
    """The code of the role's sheet."""
    assert run("--root", root, "sheet", "trainee", "--format", "html", "--out", root / "out").code == 0
    found = re.search('data-place="digest">([^<]+)<', next((root / "out").glob("*.html")).read_text("utf-8"))
    assert found
    return found[1]


def test_the_digest_covers_the_inner_headings(edited: Path, run: Run) -> None:
    before = code(edited, run)
    (edited / FILE).write_text(ROLE.replace("任务乙", "任务丁"), "utf-8")
    assert code(edited, run) != before
    (edited / FILE).write_text(
        ROLE.replace("      - count-cash-aloud\n", "").replace(
            "          # 示例：先看这一条\n          - keep-till-tidy\n",
            "          # 示例：先看这一条\n          - keep-till-tidy\n          - count-cash-aloud\n",
        ),
        "utf-8",
    )
    assert code(edited, run) != before


def test_editing_reaches_into_inner_groups(edited: Path, run: Run) -> None:
    """The group that a duty leaves empty goes with it, and the one around it stays; comments stay where they were."""
    assert run("--root", edited, "rename", "keep-till-tidy", "tidy-the-till").code == 0
    done = run("--root", edited, "retire", "hand-over-float", "--reason", "示例")
    assert done.code == 0
    assert (edited / FILE).read_text("utf-8") == ROLE.replace("keep-till-tidy", "tidy-the-till").replace(
        "      - title: 任务乙\n        duties:\n          - hand-over-float\n", ""
    )
    assert run("--root", edited, "fmt").code == 0
    lines = (edited / FILE).read_text("utf-8").splitlines()
    assert "          - receive-customers  # 接待来访顾客。" in lines
    assert "          # 示例：先看这一条" in lines
    assert "          - tidy-the-till  # 保持收银台整洁。" in lines


def test_merging_drops_what_the_list_names_in_an_inner_group(tmp_path: Path) -> None:
    root = small(tmp_path)
    clerk = root.path / "content/roles/clerk.yaml"
    flat = "  - title: 计划\n    duties:\n      - draw-up-monthly-plan"
    deep = "  - title: 全部\n    duties:\n      - title: 计划\n        duties:\n          - draw-up-monthly-plan"
    assert flat in clerk.read_text("utf-8")
    clerk.write_text(clerk.read_text("utf-8").replace(flat, deep), "utf-8")
    assert root.run("merge", "draw-up-monthly-plan", "make-monthly-plan").code == 0
    [role] = [one for one in root.export()["roles"] if one["id"] == "clerk"]
    assert role["groups"] == [{"title": "其他", "duties": ["make-monthly-plan", "do-other-work"]}]


def test_the_last_duty_of_nested_groups_takes_them_all(edited: Path, run: Run) -> None:
    alone = (
        ROLE.partition("  - title: 职责二")[0]
        .replace("      - count-cash-aloud\n", "")
        .replace(
            "      - title: 任务甲\n        duties:\n          - receive-customers\n"
            "          # 示例：先看这一条\n          - keep-till-tidy\n",
            "",
        )
    )
    (edited / FILE).write_text(f"{alone}status: approved\nowner: 人力资源部\n", "utf-8")
    assert run("--root", edited, "retire", "hand-over-float", "--reason", "示例").code == 0
    assert "duties: []\n" in (edited / FILE).read_text("utf-8")
