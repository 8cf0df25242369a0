"""What a change of content changes in the handbook: the pages and data that show it, and nothing else."""

from collections.abc import Callable
from pathlib import Path

from tests.browser import Open
from tests.conftest import Run

Tree = Callable[[Path], dict[str, bytes]]
PAGES = {
    "clauses/hand-in-takings.html",
    "clauses/cash-shortage.html",
    "themes/cash.html",
    "roles/cashier.html",
    "sheets/cashier.html",
}
"""Of the clause, of the penalty that enforces it, of its theme and its role, and the form of the role's sheet."""
DATA = {
    "data/roles/cashier.json",
    "data/compare/cashier.js",
    "data/sheets/cashier.js",
    "data/papers/cashier.js",
    "data/verify/cashier.js",
    "data/verify.js",
    "assets/search-data.js",
    "data/library.json",
    "data/clauses.csv",
    "data/clauses.xlsx",
}
VERSIONS = {"assets/edition.js", "rolebook-version.txt", "assets/sheet-list-rules.js", "batch.html", "verify.html"}
"""The library's code, and where the pages 批量 and 核验 say which version of what they load they mean."""


def test_one_character_changes_only_what_shows_it(
    built: Path, copy: Path, tmp_path: Path, run: Run, tree: Tree
) -> None:
    edited = copy / "content/duties/cash.yaml"
    edited.write_text(edited.read_text("utf-8").replace("放入保险柜。", "放入保险箱。"), "utf-8")
    assert run("--root", copy, "site", "--no-pdf", "--out", tmp_path / "site").code == 0
    before, after = tree(built), tree(tmp_path / "site")
    assert list(after) == list(before)
    changed = {name for name, data in after.items() if data != before[name]}
    assert changed == PAGES | DATA | VERSIONS


def test_a_page_names_its_code_by_a_script_and_is_whole_without(built: Path, opened: Open) -> None:
    code = (built / "rolebook-version.txt").read_text("utf-8").split()[1]
    page = opened("roles/cashier.html")
    assert f"校验码 {code}" in page.locator(".foot").inner_text()
    page.emulate_media(media="print")
    assert f"校验码 {code}" in page.locator(".printed").inner_text()
    without = opened("roles/cashier.html", java_script_enabled=False)
    assert (
        without.locator(".foot-text p").first.inner_text() == "示例商贸公司 · 示例商贸公司岗位手册 1.0 版 · 2026-11-01"
    )
