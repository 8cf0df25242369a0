"""`search-gaps` says which real queries find nothing on the site, and refuses what is no list of them."""

from pathlib import Path

import pytest

from rolebook.cli import main
from tests.search_queries.measure import ROOT


def test_queries_without_an_answer_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_text("# 示例\n要账\n护士排班\n要账\n客户关系维护的\x1b[31m\n太帐不健全\n", "utf-8")
    assert main(["search-gaps", str(queries)], ROOT) == 0
    told = capsys.readouterr().out
    assert told.startswith("共 4 个查询：没有找到的 1 个")
    assert "没有找到：\n  护士排班\n" in told
    assert "  太帐不健全 → " in told
    assert "\x1b" not in told


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"# none\n\n", None])
def test_what_is_no_list_of_queries_is_refused(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queries = tmp_path / "queries.txt"
    if content is not None:
        queries.write_bytes(content)
    assert main(["search-gaps", str(queries)], ROOT) == 2
    assert "每行一" in capsys.readouterr().err
