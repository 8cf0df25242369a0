"""`new role`: purpose, lines and duties are asked for, and a role may be made like another."""

from pathlib import Path

from tests.editing_support import Root, copied, small

GIVEN = ("--title", "示例内勤", "--department", "sales", "--industry", "general", "--level", "员工")


def made(root: Root, *options: str) -> str:
    done = root.run("new", "role", *options, "--id", "office")
    assert done.code == 0, done.err
    assert "roles/office" not in root.run("fmt", "--check").out
    return root.read("roles/office.yaml")


def test_a_role_like_another_has_its_lists_and_nothing_that_was_said_about_it(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.change("roles/clerk.yaml", "level: staff\n", "level: staff\npurpose: 示例。\n")
    root.change("roles/clerk.yaml", "sources: [example:1]\n", "sources: [example:1]\nnote: 示例说明。\n")
    done = root.run("new", "role", "--title", "示例内勤", "--like", "示例文员", "--id", "office")
    assert done.code == 0, done.err
    assert "没有复制：" in done.err
    assert root.read("roles/office.yaml") == (
        "id: office\ntitle: 示例内勤\ndepartment: sales\nindustry: general\nlevel: staff\n"
        "duties:\n"
        "  - title: 计划\n    duties:\n      - draw-up-monthly-plan  # 拟定每月销售计划并且执行实施。\n"
        "  - title: 其他\n    duties:\n"
        "      - make-monthly-plan  # 制定每月销售计划，并执行实施。\n"
        "      - do-other-work  # 完成上级交办的其他工作。\n"
        "qualifications:\n  - college-preferred  # 大专以上学历优先。\n"
        "penalties:\n  - not-reporting-in-time  # 不按时汇报的，一次考核50元。\n"
        "  - late-reports  # 未按时汇报的，一次考核50元。\n"
        "status: draft\nowner: 人力资源部\n"
    )


def test_every_role_of_a_company_may_be_the_model(tmp_path: Path) -> None:
    root = copied(tmp_path)
    for model in ("sales-manager", "warehouse-keeper", "采购员"):
        done = root.run("new", "role", "--title", f"示例{model}", "--like", model)
        assert done.code == 0, done.err
    assert "roles/" not in root.run("fmt", "--check").out
    assert root.run("check").code == 0


def test_duties_are_taken_by_id_and_by_text_each_into_the_list_of_its_kind(tmp_path: Path) -> None:
    root = small(tmp_path)
    text = made(
        root,
        *(*GIVEN, "--purpose", "协助销售。", "--duties"),
        *("维护老客户，开发新客户", "report-every-week", "大专以上学历优先", "展厅管理制度"),
    )
    assert "purpose: 协助销售。\n" in text
    assert "duties:\n  - look-after-customers  # 维护老客户，开发新客户。\n  - report-every-week  # " in text
    assert (
        "qualifications:\n  - college-preferred  # 大专以上学历优先。\nrules:\n  - house-rules  # 展厅管理制度\n"
        in text
    )


def test_of_lines_a_role_gets_those_before_the_first_clause(tmp_path: Path) -> None:
    assert "sources: [example:1-2]\n" in made(small(tmp_path), *GIVEN, "--source", "example:1-8")


def test_what_is_unknown_is_asked_about(tmp_path: Path) -> None:
    root = small(tmp_path)
    before = root.tree()
    for option, value, words in (
        ("--like", "示例文秘", "没有叫“示例文秘”的岗位。是否应为 示例文员？"),
        ("--duties", "整理示例台账，报给主管。", "没有叫“整理示例台账，报给主管。”的条款或制度。"),
        ("--duties", "report-every-weak", "没有叫“report-every-weak”的条款或制度。是否应为 report-every-week？"),
    ):
        refused = root.run("new", "role", *GIVEN, option, value)
        assert (refused.code, words in refused.err) == (2, True), refused.err
    assert root.tree() == before
