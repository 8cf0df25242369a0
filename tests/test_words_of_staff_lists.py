"""content/sheet.yaml says once what a company's staff lists call its roles and their columns. All is made up (示例)."""

from pathlib import Path

import pytest

from rolebook.cli import main
from tests.conftest import COMPANY, Run

LIST = """\
姓名,职位,现岗
欧阳娜娜（示例）,P4,出纳员
𠮷田（示例）,P5,出纳员
买买提·艾力（示例）,P4,后厨[夜班]
甲某（示例）,P4,收银元
"""
"""Two titles of the company, and one mistyped, in a column that only the company calls so."""


def hires(folder: Path, text: str = LIST) -> Path:
    path = folder / "hires.csv"
    path.write_text(text, "utf-8")
    return path


def with_settings(root: Path, text: str) -> None:
    before = (COMPANY / "content/sheet.yaml").read_text("utf-8").partition("titles:\n")[0]
    (root / "content/sheet.yaml").write_text(before + text, "utf-8")


HEADING = "headings:\n  - heading: 现岗\n    column: role\n"


def test_rows_that_name_no_role_come_with_the_lines_to_add(root: Path, tmp_path: Path, run: Run) -> None:
    """The lines, put into content/sheet.yaml as they are said, make the list readable."""
    with_settings(root, HEADING)
    arguments = ("--root", root, "sheet", "--hires", hires(tmp_path), "--format", "html", "--out", tmp_path / "out")
    refused = run(*arguments)
    assert refused.code == 1
    assert "“岗位”：没有叫“后厨[夜班]”的岗位" in refused.err
    assert "名单中有 2 种叫法不是手册中的岗位" in refused.err
    assert refused.err.count("titles:\n") == 1
    assert "收银元" not in refused.err.partition("titles:\n")[2].partition("请先核对")[0]
    lines = refused.err.partition("titles:\n")[2].partition("请先核对")[0]
    told = "titles:\n" + "\n".join(line.strip() for line in lines.splitlines() if line.strip())
    told = told.replace("\n- ", "\n  - ").replace("\nrole: ", "\n    role: ").replace("……", "cashier")
    with_settings(root, HEADING + told + "\n")
    assert run("--root", root, "check").code == 0, run("--root", root, "check").out
    again = run(*arguments, "--keep-going")
    assert "收银元" in again.err
    assert again.err.count("unknown-role") == 1
    assert len(again.out.splitlines()) == 3


def test_an_heading_of_the_company_comes_before_what_any_list_says(root: Path, tmp_path: Path, run: Run) -> None:
    """The grade under 职位 is not asked for, and no column is chosen."""
    with_settings(root, HEADING)
    text = "姓名,职位,现岗\n甲某（示例）,收银员,店长\n"
    made = run("--root", root, "sheet", "--hires", hires(tmp_path, text), "--format", "html", "--out", tmp_path / "out")
    assert made.code == 0
    assert made.out.splitlines()[0].endswith("店长-甲某（示例）.html")
    assert "chosen-column" not in made.err
    assert "“职位”不是说明书的栏目" in made.err


def test_a_list_without_a_column_says_how_its_word_is_mapped(root: Path, tmp_path: Path, run: Run) -> None:
    refused = run("--root", root, "sheet", "--hires", hires(tmp_path, "姓名,现岗\n甲某（示例）,店长\n"))
    assert refused.code == 1
    assert "headings:" in refused.err
    assert "column: role" in refused.err


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("titles:\n  - title: 出纳\n    role: kasse\n", "[unknown-id]"),
        (
            "titles:\n  - title: 出纳\n    role: cashier\n  - title: 出 纳\n    role: store-manager\n",
            "[duplicate-list-word]",
        ),
        ("headings:\n  - heading: 现岗\n    column: 岗位\n", "role"),
    ],
)
def test_what_is_mapped_leads_somewhere(
    root: Path, capsys: pytest.CaptureFixture[str], settings: str, said: str
) -> None:
    with_settings(root, settings)
    assert main(["--root", str(root), "check"]) == 1
    assert said in "".join(capsys.readouterr())


def test_words_of_lists_stay_when_a_word_is_replaced(root: Path, run: Run) -> None:
    with_settings(root, "titles:\n  - title: 独立完成岗\n    role: cashier\n")
    done = run("--root", root, "replace", "独立完成", "自行完成", "--yes")
    assert done.code == 0, done.err
    settings = (root / "content/sheet.yaml").read_text("utf-8")
    assert "title: 独立完成岗" in settings
    assert "试用期内自行完成" in settings
