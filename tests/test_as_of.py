"""The day that is judged by: `date` of library.yaml or `--as-of`, never the clock; what is printed of it verifies."""

import re
from pathlib import Path

import pytest

from tests.conftest import Run


def _rule(root: Path, old: str, new: str) -> None:
    path = root / "content/rules/stocktaking.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def _printed(root: Path, run: Run, out: Path, *more: str) -> str:
    made = run("--root", root, "sheet", "收银员", "--format", "html", "--out", out, *more)
    assert made.code == 0, made
    return next(out.glob("*.html")).read_text("utf-8")


def test_rules_and_roles_are_judged_by_the_day_that_is_asked_for(root: Path, run: Run, tmp_path: Path) -> None:
    _rule(root, "effective: 2026-10-01", "effective: 2027-01-01")
    role = root / "content/roles/cashier.yaml"
    role.write_text(f"{role.read_text('utf-8').rstrip()}\nuntil: 2027-03-31\n", "utf-8")
    assert "《商品盘点制度》" not in _printed(root, run, tmp_path / "now")
    assert "rule-not-in-force" in run("--root", root, "check").out
    assert "rule-not-in-force" not in run("--root", root, "check", "--as-of", "2027-01-01").out
    later = _printed(root, run, tmp_path / "later", "--as-of", "2027-01-01")
    assert "《商品盘点制度》" in later
    assert "版本 1.0（2026-11-01）" in later, "what is printed is the version's own date"
    codes = re.findall(r'data-place="digest">([^<]+)<', later)
    for more in ((), ("--as-of", "2027-02-01")):
        said = run("--root", root, "sheet", "--verify", codes[0], *more)
        assert "与现在的内容一致。" in said.out, said
    lapsed = run(
        *("--root", root, "sheet", "收银员", "--format", "html", "--out", tmp_path / "end", "--as-of", "2027-04-01")
    )
    assert "岗位“收银员”有效期至 2027-03-31，2027-04-01 不在有效期内" in lapsed.err
    assert lapsed.code == 0


@pytest.mark.parametrize("command", ["check", "site", "handbook", "sheet"])
def test_what_is_no_day_is_refused(company: Path, run: Run, command: str) -> None:
    roles = ["收银员"] if command == "sheet" else []
    for day in ("2027-02-30", "today", "20270101"):
        said = run("--root", company, command, *roles, "--as-of", day)
        assert (said.code, "日期请写成 年-月-日" in said.err) == (2, True), said
