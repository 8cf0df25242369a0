"""What the command line takes and says where sheets are made: Chinese names, near roles, leaves, formats, warnings."""

from pathlib import Path

import pypdfium2

from tests.conftest import Run

ROWS = "姓名,工号,岗位\n欧阳娜娜（示例）,1,店长\n买买提·艾力（示例）,2,收银员\n𠮷田（示例）,3,收银员\n"


def table(folder: Path, text: str = ROWS) -> Path:
    path = folder / "hires.csv"
    path.write_text(text, "utf-8")
    return path


def first_texts(pdf: Path) -> list[str]:
    """The text of each page, its first hundred characters."""
    return [page.get_textpage().get_text_range()[:100] for page in pypdfium2.PdfDocument(pdf)]


def test_sections_are_left_out_by_their_chinese_names(company: Path, tmp_path: Path, run: Run) -> None:
    for number, names in enumerate(("处罚条款、适用的管理制度", "penalties,rules")):
        out = tmp_path / str(number)
        assert run("--root", company, "sheet", "收银员", "--without", names, "--format", "html", "--out", out).code == 0
    chinese, english = ((tmp_path / number / "收银员.html").read_bytes() for number in "01")
    assert chinese == english
    refused = run("--root", company, "sheet", "收银员", "--without", "处罚条例", "--out", tmp_path / "none")
    assert refused.code == 2
    assert "没有叫 处罚条例 的栏目。是否应为“处罚条款”？可以写：岗位目的、" in refused.err


def test_a_mistyped_role_is_answered_by_the_near_one(company: Path, tmp_path: Path, run: Run) -> None:
    refused = run("--root", company, "sheet", "销售经里", "--out", tmp_path)
    assert refused.code == 2
    assert "没有叫“销售经里”的岗位。是否应为“销售经理”？现有的岗位：" in refused.err
    far = run("--root", company, "sheet", "总工程师兼法律顾问", "--out", tmp_path)
    assert "没有叫“总工程师兼法律顾问”的岗位。现有的岗位：" in far.err


def test_each_sheet_begins_on_a_leaf_of_its_own(company: Path, tmp_path: Path, run: Run) -> None:
    merged = tmp_path / "all.pdf"
    arguments = ("--hires", table(tmp_path), "--merge", merged, "--duplex")
    assert run("--root", company, "sheet", *arguments).code == 0
    texts = first_texts(merged)
    begins = [place for place, said in enumerate(texts) if "岗位说明书" in said and "·" not in said.split("\n")[1]]
    assert len(begins) == 3, texts
    assert all(place % 2 == 0 for place in begins)
    assert "" in texts, "no sheet of an odd number of pages: nothing is tried"


def test_leaves_are_those_of_one_file(company: Path, tmp_path: Path, run: Run) -> None:
    refused = run("--root", company, "sheet", "--hires", table(tmp_path), "--duplex", "--out", tmp_path / "out")
    assert refused.code == 2
    assert "--duplex 用于 --merge 合并的 PDF" in refused.err


def test_merging_leaves_the_other_formats_apart(company: Path, tmp_path: Path, run: Run) -> None:
    merged, out = tmp_path / "all.pdf", tmp_path / "out"
    two = ("--hires", table(tmp_path), "--format", "pdf,html")
    assert run("--root", company, "sheet", *two, "--merge", merged, "--out", out).code == 0
    assert merged.exists()
    assert sorted({path.suffix for path in out.iterdir()}) == [".html", ".pdf"]
    refused = run("--root", company, "sheet", "--hires", table(tmp_path), "--format", "html", "--merge", merged)
    assert "--merge 合并的是 PDF：--format 中要有 pdf。" in refused.err


def test_drafts_of_a_batch_are_said_once(root: Path, tmp_path: Path, run: Run) -> None:
    for role in ("cashier", "store-manager"):
        path = root / f"content/roles/{role}.yaml"
        path.write_text(path.read_text("utf-8").replace("status: approved", "status: draft"), "utf-8")
    made = run("--root", root, "sheet", "--hires", table(tmp_path), "--format", "html", "--out", tmp_path / "out")
    assert made.code == 0
    assert made.err.count("draft-role") == 1
    assert "“店长”、“收银员”仍是草稿" in made.err
