"""A theme that one file cannot hold: a folder of its name has several, and everybody writes and finds what is in it."""

from pathlib import Path

from rolebook.yamltext.encoding import MAX_BYTES
from tests.editing_support import Root, small

PLANNING = "duties/planning.yaml"
REPORTS = "duties/planning/reports.yaml"
DECIDED = ("--decided", "2026-11-20", "--by", "人力资源部", "--reason", "示例")


def parted(folder: Path) -> Root:
    """The small library, with the reports of its theme `planning` in a folder beside the theme's file."""
    root = small(folder)
    before, begin, rest = root.read(PLANNING).partition("- id: report-every-week\n")
    reports, other, behind = rest.partition("- id: do-other-work\n")
    root.write(PLANNING, before + other + behind)
    root.write(REPORTS, begin + reports)
    return root


def test_a_theme_in_a_folder_is_the_theme_in_one_file(tmp_path: Path) -> None:
    whole, root = small(tmp_path / "one"), parted(tmp_path / "two")
    told, said = (one.run("check", "--format", "json").json["findings"] for one in (whole, root))
    assert sorted(one["rule"] for one in said) == sorted(one["rule"] for one in told)
    assert root.clause("report-every-week") == whole.clause("report-every-week")
    assert root.clause("report-every-week")["theme"] == "planning"


def test_a_folder_of_no_theme_is_told_with_the_theme_that_is_meant(tmp_path: Path) -> None:
    root = parted(tmp_path)
    (root.path / "content/duties/planning").rename(root.path / "content/duties/planing")
    (found,) = root.findings("file-name")
    assert found["file"] == "content/duties/planing/reports.yaml"
    assert "文件夹名就是主题" in found["message"]
    assert "是否应为 planning？" in found["hint"]


def test_files_in_it_are_named_like_ids_and_a_folder_in_it_is_read_by_nobody(tmp_path: Path) -> None:
    root = parted(tmp_path)
    root.write("duties/planning/月报.yaml", root.read(REPORTS).replace("report-every", "tell-every"))
    root.write("duties/planning/more/reports.yaml", root.read(REPORTS))
    assert [one["file"] for one in root.findings("file-name")] == ["content/duties/planning/月报.yaml"]
    assert [one["file"] for one in root.findings("stray-file")] == ["content/duties/planning/more/reports.yaml"]


def test_a_file_too_deep_in_folders_is_the_only_thing_told(tmp_path: Path) -> None:
    """What refers to its entries is not wrong: it is moved, and all is well."""
    root = parted(tmp_path)
    before = {one["rule"] for one in root.run("check", "--format", "json").json["findings"]}
    root.write("duties/planning/sub/reports.yaml", root.read(REPORTS))
    (root.path / "content" / REPORTS).unlink()
    found = root.run("check", "--format", "json").json["findings"]
    (told,) = [one for one in found if one["rule"] not in before]
    assert (told["rule"], told["file"]) == ("stray-file", "content/duties/planning/sub/reports.yaml")
    assert told["hint"].startswith("移到 content/duties/planning/ 中")
    assert [one for one in found if one["severity"] == "error"] == [told]


def test_a_file_beside_a_folder_of_the_same_entries_is_told_once(tmp_path: Path) -> None:
    root = parted(tmp_path)
    root.write("duties/planning/again.yaml", root.read(PLANNING))
    (found,) = root.findings("duplicate-id")
    assert found["file"] in {"content/duties/planning.yaml", "content/duties/planning/again.yaml"}
    assert "同样的内容写了两遍" in found["message"]


def test_capitals_and_a_wrong_ending_are_mended_by_one_name(tmp_path: Path) -> None:
    root = parted(tmp_path)
    (root.path / "content" / REPORTS).rename(root.path / "content/duties/planning/Reports.YAML")
    assert [one["hint"] for one in root.findings("stray-file")] == ["改名为 reports.yaml。"]
    assert root.findings("file-name") == []
    (root.path / "content/duties/planning/Reports.YAML").rename(root.path / "content/duties/planning/Reports.yaml")
    assert [one["hint"] for one in root.findings("file-name")] == ["改名，例如 reports.yaml。"]


def test_a_duty_is_sent_to_the_folder_of_a_theme_without_a_file(tmp_path: Path) -> None:
    root = parted(tmp_path)
    (root.path / "content" / PLANNING).rename(root.path / "content/duties/planning/plans.yaml")
    root.write("activities/planning.yaml", "- id: reporting\n  title: 汇报销售情况\n")
    root.change("duties/customers.yaml", "[example:6]\n", "[example:6]\n  activities: [reporting]\n")
    (found,) = root.findings("activity-in-another-theme")
    assert found["hint"].startswith("移到 content/duties/planning/，")


def test_fmt_and_rename_reach_into_it(tmp_path: Path) -> None:
    root = parted(tmp_path)
    root.change(REPORTS, "  text: 每周", "  text:   每周")
    assert root.run("fmt").code == 0
    assert "  text: 每周" in root.read(REPORTS)
    assert root.run("rename", "report-every-week", "report-weekly").code == 0
    assert "- id: report-weekly\n" in root.read(REPORTS)


def test_a_theme_s_other_name_is_that_of_its_folder_and_its_activities_too(tmp_path: Path) -> None:
    root = parted(tmp_path)
    root.write("activities/planning.yaml", "- id: reporting\n  title: 汇报销售情况\n")
    assert root.run("rename", "planning", "plans").code == 0
    names = {name for name in root.tree() if name.startswith(("duties/", "activities/"))}
    assert names == {
        "activities/plans.yaml",
        "duties/customers.yaml",
        "duties/plans.yaml",
        "duties/plans/reports.yaml",
    }
    assert root.findings("file-name") == []


def test_new_entries_go_where_there_is_room(tmp_path: Path) -> None:
    root = parted(tmp_path)
    new = ("new", "duty", "--theme", "planning", *DECIDED)
    assert root.run(*new, "--text", "编制展会预算。", "--id", "draw-up-budget").code == 0
    assert "- id: draw-up-budget\n" in root.read(PLANNING)
    for name in (PLANNING, REPORTS):
        text = root.read(name)
        root.write(name, f"# 示例：{'x' * (MAX_BYTES - len(text.encode()) - 60)}\n{text}")
    assert root.run(*new, "--text", "核对展品清单。", "--id", "check-exhibits").code == 0
    made = "duties/planning/planning-2.yaml"
    assert root.read(made).startswith("- id: check-exhibits\n")
    assert root.run(*new, "--text", "布置展台并撤展。", "--id", "set-up-stand").code == 0
    assert "- id: set-up-stand\n" in root.read(made)
    assert root.clause("set-up-stand")["theme"] == "planning"
