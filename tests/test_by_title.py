"""`rename`, `merge`, `retire` and `sheet` take what people call things: titles, aliases, texts, former names."""

import re
from pathlib import Path

import pytest

from rolebook.loading.load import load
from tests.editing_support import small


def test_a_role_is_renamed_by_its_title_as_by_its_id(tmp_path: Path) -> None:
    by_id, by_title = small(tmp_path / "id"), small(tmp_path / "title")
    assert by_id.run("rename", "clerk", "sales-clerk").code == 0
    done = by_title.run("rename", "示例文员", "sales-clerk")
    assert done.code == 0, done.err
    assert done.out.startswith("“示例文员”是 clerk\n")
    assert by_title.tree() == by_id.tree()


@pytest.mark.parametrize(
    ("name", "new", "redirect"),
    [
        ("销售部", "selling", "sales: selling"),
        ("展厅管理制度", "showroom-rules", "house-rules: showroom-rules"),
        ("参观", "visitors", "house-rules#visits: house-rules#visitors"),
        ("计划", "plans", "themes/planning: themes/plans"),
        ("示例文件", "specimen", "example: specimen"),
        ("3、负责客户档案的建立与更新", "customer-files", "keep-customer-files: customer-files"),
    ],
)
def test_everything_that_has_a_name_is_found_by_it(name: str, new: str, redirect: str, tmp_path: Path) -> None:
    root = small(tmp_path)
    done = root.run("rename", name, new)
    assert done.code == 0, done.err
    assert redirect in root.read("redirects.yaml")
    assert root.findings("unknown-id") == []


def test_an_alias_is_a_name_and_one_of_two_is_asked_about(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.change("roles/clerk.yaml", "title: 示例文员\n", "title: 示例文员\naliases:\n  - 内勤\n")
    assert root.run("rename", "内勤", "office-clerk").code == 0
    root.change("taxonomy.yaml", "label: 客户", "label: 销售部")
    before = root.tree()
    refused = root.run("rename", "销售部", "selling")
    assert refused.code == 2
    assert "“销售部”可能是：sales（部门）、customers（主题）。请写其中一个标识符。" in refused.err
    assert root.tree() == before


def test_clauses_are_merged_by_their_texts(tmp_path: Path) -> None:
    root = small(tmp_path)
    done = root.run("merge", "拟定每月销售计划并且执行实施", "1、制定每月销售计划，并执行实施；")
    assert done.code == 0, done.err
    assert "draw-up-monthly-plan: make-monthly-plan" in root.read("redirects.yaml")


def test_a_role_is_retired_by_its_title(tmp_path: Path) -> None:
    root = small(tmp_path)
    done = root.run("retire", "示例经理", "--reason", "示例")
    assert done.code == 0, done.err
    assert "reports_to" not in root.read("roles/clerk.yaml")
    refused = root.run("retire", "销售部", "--reason", "示例")
    assert (refused.code, refused.err) == (1, "sales 不是条款、工作事项或岗位，不能停用。\n")


def test_a_title_with_a_slip_is_asked_about(tmp_path: Path) -> None:
    refused = small(tmp_path).run("retire", "示例文秘", "--reason", "示例")
    assert (refused.code, refused.err) == (2, "没有叫 示例文秘 的条目。是否应为 示例文员（clerk）？\n")


def test_a_sheet_is_found_by_a_former_id_and_a_former_title(tmp_path: Path) -> None:
    root = small(tmp_path)
    released = root.run("release", "2026.11", "--by", "人力资源部", "--reason", "示例")
    assert released.code == 0, released.err
    assert root.run("rename", "clerk", "sales-clerk").code == 0
    root.change("roles/sales-clerk.yaml", "title: 示例文员", "title: 示例内勤")
    made = ("--format", "html", "--out", str(tmp_path / "out"))
    by_id = root.run("sheet", "clerk", *made)
    assert (by_id.code, by_id.err.splitlines()[0]) == (0, "clerk 已改为 sales-clerk。")
    by_title = root.run("sheet", "示例文员", *made)
    assert (by_title.code, by_title.err.splitlines()[0]) == (0, "“示例文员”现在叫“示例内勤”。")
    assert by_id.out == by_title.out


def test_a_title_is_no_id_and_stands_under_a_key_of_its_own(tmp_path: Path) -> None:
    root = small(tmp_path)
    before = root.tree()
    for name, new, where in (
        ("示例文员", "业务文员", "在 content/roles/clerk.yaml 中写 title: 业务文员"),
        ("计划", "方案", "在 content/taxonomy.yaml 中写 label: 方案"),
    ):
        refused = root.run("rename", name, new)
        assert refused.code == 2
        assert where in refused.err, refused.err
    assert root.tree() == before


def test_every_command_that_takes_a_role_suggests_the_near_one_by_its_title(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.change("roles/clerk.yaml", "title: 示例文员\n", "title: 示例文员\naliases:\n  - 后勤专员\n")
    for command in ("sheet", "collect"):
        refused = root.run(command, "后勤专圆")
        assert refused.code == 2
        assert "没有叫“后勤专圆”的岗位。是否应为“后勤专员”（即 示例文员）？现有的岗位：" in refused.err
        assert "是否应为“示例文员”？" in root.run(command, "示例文园").err
    assert "是否应为 后勤专员（clerk）？" in root.run("retire", "后勤专圆", "--reason", "示例").err


def test_the_example_of_a_role_is_one_of_the_library(tmp_path: Path) -> None:
    root = small(tmp_path)
    said = re.findall("sheet (.+) --name", root.run("sheet").err)
    library = load(root.path).library
    assert said
    assert library
    assert set(said) <= {role.title for role in library.roles.values()}
