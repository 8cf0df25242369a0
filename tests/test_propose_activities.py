"""`activities propose`: a draft of work activities for duties that name none, which an editor corrects."""

import shutil
from collections.abc import Callable
from pathlib import Path

from rolebook.model.entries import Duty
from rolebook.words.deeds import grouped, name_of
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
    told = run("--root", small, "activities", "propose", "--out", tmp_path / "draft")
    assert told.code == 2
    assert "以前的草稿" in told.err
    assert "仓库" not in told.err
    assert run("--root", small, "activities", "propose", "--out", small / "content").code == 2


def test_where_every_duty_names_an_activity_nothing_is_written(estate: Path, run: Run, tmp_path: Path) -> None:
    assert run("--root", estate, "activities", "propose", "--out", tmp_path / "draft").out == "职责都已写明工作事项。\n"
    assert not (tmp_path / "draft").exists()


def test_how_often_and_common_characters_make_no_group() -> None:
    said = [
        "讲解重点展区不少于90分钟。",
        "巡场不少于3次。",
        "巡视展馆，每日不少于3次。",
        "负责医疗器械召回工作。",
        "维护票务系统。",
        "讲解重点展区的展品。",
    ]
    assert grouped([said]) == [[[0, 5], [1], [2], [3], [4]]]


def test_a_name_ends_with_a_word() -> None:
    """Where no beginning is as short as a title, one is cut between its parts, or shows that it is cut."""
    said = {
        "审核供货者产品和购货者资质的完整性与有效性情况。": "审核供货者产品",
        "服务器拷贝导入密钥（KDM）并核对场次。": "服务器拷贝导入密钥",
        "当日票款于17：00前存入指定的银行账户。": "当日票款",
        "协调商场、电影专资办、公安和消防等各有关的主管部门": "协调商场、电影专资办",
        "每月末提交自查报告。": "提交自查报告",
        "讲解重点展区，一般不少于90分钟。": "讲解重点展区",
        "一般不少于90分钟，讲解重点展区。": "讲解重点展区",
        "落实安全生产责任制各项管理措施": "落实安全生产责任制各项…",
    }
    assert {text: name_of([text]) for text in said} == said
