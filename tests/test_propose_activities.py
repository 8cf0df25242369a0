"""`activities propose`: a draft of work activities for duties that name none, which an editor corrects."""

import shutil
from collections.abc import Callable
from pathlib import Path

from rolebook.model.entries import Duty
from tests.conftest import Run, library_of

Tree = Callable[[Path], dict[str, bytes]]


def test_a_draft_leaves_content_alone_and_can_be_copied_over_it(
    small: Path, run: Run, tree: Tree, tmp_path: Path
) -> None:
    before, out = tree(small / "content"), tmp_path / "draft"
    done = run("--root", small, "activities", "propose", "--out", out)
    assert done.code == 0, done.err
    assert tree(small / "content") == before
    shutil.copytree(out, small / "content", dirs_exist_ok=True)
    library = library_of(small)
    duties = [one for one in library.clauses.values() if isinstance(one, Duty) and library.in_use(one)]
    assert all(one.activities for one in duties)
    assert all(library.duties_of(id_) for id_ in library.activities)
    assert run("--root", small, "check", "--strict").code == 0
    assert "activities" not in (said := run("--root", small, "fmt", "--check").out)
    assert "duties" not in said


def test_sentences_about_one_thing_are_put_together(estate: Path, run: Run, tmp_path: Path) -> None:
    for file in (estate / "content/duties").glob("*.yaml"):
        lines = file.read_text("utf-8").splitlines(keepends=True)
        layer = ("  activities:", "    - ", "      part: ")
        file.write_text("".join(line for line in lines if not line.startswith(layer)), "utf-8")
    shutil.rmtree(estate / "content/activities")
    said = run("--root", estate, "activities", "propose", "--out", tmp_path / "one").out
    again = run("--root", estate, "activities", "propose", "--out", tmp_path / "two").out
    assert said == again
    blocks = [block for block in said.replace("\n    ", "|").split("\n") if "工作计划" in block]
    assert any("制定工程部年度" in block and "制定客服部月度" in block for block in blocks)


def test_a_folder_with_something_in_it_is_refused(small: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "draft").mkdir()
    (tmp_path / "draft" / "mine.txt").write_text("示例", "utf-8")
    assert run("--root", small, "activities", "propose", "--out", tmp_path / "draft").code == 2
    assert run("--root", small, "activities", "propose", "--out", small / "content").code == 2


def test_where_every_duty_names_an_activity_nothing_is_written(estate: Path, run: Run, tmp_path: Path) -> None:
    assert run("--root", estate, "activities", "propose", "--out", tmp_path / "draft").out == "职责都已写明工作事项。\n"
    assert not (tmp_path / "draft").exists()
