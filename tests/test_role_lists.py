"""A role's lists of plain texts are counted, and the library of a sample without any says nothing of them."""

import json
from pathlib import Path

from tests.conftest import Run


def test_stats_count_the_roles_that_fill_each_list(company: Path, root: Path, run: Run) -> None:
    counted = json.loads(run("--root", company, "stats", "--format", "json").out)["role_lists"]
    assert counted == {
        "authorities": 2,
        "relations": 2,
        "subordinates": 1,
        "indicators": 2,
        "tools": 1,
        "conditions": 2,
        "hours": 1,
        "remuneration": 1,
        "career": 2,
    }
    assert "  写有使用工具             1\n" in run("--root", company, "stats").out
    for name in ("sales-representative", "supply-manager"):
        file = root / f"content/roles/{name}.yaml"
        file.write_text(file.read_text("utf-8").partition("authorities:")[0], "utf-8")
    assert json.loads(run("--root", root, "stats", "--format", "json").out)["role_lists"] == {}
    assert "写有" not in run("--root", root, "stats").out
