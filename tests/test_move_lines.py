"""`move-lines OLD NEW`: references follow to a revised document where its lines did not change."""

from collections.abc import Callable
from pathlib import Path

from tests.conftest import Run
from tests.manual_library import copied


def revised(tmp_path: Path, run: Run) -> Path:
    """A library with a source and its revision: a line came before the others, and the last duty is said otherwise."""
    root = copied(tmp_path / "root")
    lines = (root / "content/sources/sample.txt").read_text("utf-8").split("\n")
    new = tmp_path / "new.txt"
    new.write_text(
        "\n".join(["示例新增的一行", *(line.replace("填写服务台账", "填写服务日志") for line in lines)]), "utf-8"
    )
    made = run(
        "--root", root, "new", "source", "--id", "revised", "--title", "修订", "--received", "2026-11-25", "--file", new
    )
    assert made.code == 0, made.err
    return root


def test_unchanged_lines_are_followed_and_the_others_listed(
    tmp_path: Path, run: Run, tree: Callable[[Path], dict[str, bytes]]
) -> None:
    root = revised(tmp_path, run)
    before = tree(root)
    preview = run("--root", root, "move-lines", "sample", "revised")
    assert preview.code == 0, preview.err
    assert tree(root) == before
    assert "新增：revised:1 示例新增的一行" in preview.out
    assert "有改动：sample:5 → revised:6 3、填写服务【台账→日志】" in preview.out
    done = run("--root", root, "move-lines", "sample", "revised", "--yes")
    assert done.code == 0, done.err
    after = tree(root)
    assert b"superseded_by: revised" in after["content/sources/sample.yaml"]
    assert b"[revised:5]" in after["content/duties/service.yaml"]
    moved = {name for name in after if after[name] != before[name]}
    for name in moved - {"content/sources/sample.yaml", "content/sources/revised.yaml"}:
        for old, now in zip(before[name].splitlines(), after[name].splitlines(), strict=True):
            assert old == now or (b"sample:" in old and b"revised:" in now)
    assert len(moved) > 2
    assert run("--root", root, "check").code == 0


def test_a_source_that_is_not_there_changes_nothing(tmp_path: Path, run: Run) -> None:
    result = run("--root", copied(tmp_path / "root"), "--lang", "en", "move-lines", "sample", "none", "--yes")
    assert result.code == 2
    assert "There is no source none" in result.err


def test_a_block_that_moved_is_followed_with_its_repeated_lines(tmp_path: Path, run: Run) -> None:
    root = copied(tmp_path / "root")
    first, *rest = (root / "content/sources/sample.txt").read_text("utf-8").strip().split("\n")
    new = tmp_path / "new.txt"
    new.write_text("\n".join([first, *rest[4:], "一、职责", *rest[:4]]) + "\n", "utf-8")
    named = ("--id", "revised", "--title", "修订", "--received", "2026-11-25", "--file", new)
    assert run("--root", root, "new", "source", *named).code == 0
    done = run("--root", root, "move-lines", "sample", "revised", "--yes")
    assert done.code == 0, done.err
    assert "[revised:9]" in (root / "content/duties/service.yaml").read_text("utf-8")
    assert "不再有" not in done.out
    assert run("--root", root, "check").code == 0


def test_a_line_that_something_follows_to_leaves_the_ledger_there(tmp_path: Path, run: Run) -> None:
    """The ledger of the revision called it a heading; what else it says of lines stays."""
    root = revised(tmp_path, run)
    name = root / "content/sources/revised.yaml"
    text = name.read_text("utf-8")
    start = text.index("ledger:")
    name.write_text(f"{text[:start]}ledger:\n  title: [1]\n  heading: [2-5]\n", "utf-8")
    done = run("--root", root, "move-lines", "sample", "revised", "--yes")
    assert done.code == 0, done.err
    assert "[revised:5]" in (root / "content/duties/service.yaml").read_text("utf-8")
    assert run("--root", root, "check").code == 0
    assert "title: [1]" in name.read_text("utf-8")
    assert "5" not in name.read_text("utf-8").partition("heading:")[2].partition("\n")[0]
