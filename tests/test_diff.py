"""`diff`: what one version says otherwise than another, in readers' words and as data."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rolebook.history.changes import changes
from rolebook.history.patch import patch_of
from rolebook.history.told import MOST_OF_A_COMMENT, as_markdown, sections
from rolebook.model.snapshot import snapshot
from tests.conftest import Run, library_of
from tests.patches import patched

CHANGED = {
    "duties/customers.yaml": ("协助公司做好集团客户", "协助公司认真做好集团客户"),
    "penalties/sales.yaml": (
        "无故不完成领导交办的其他工作，一次考核20元。",
        "无故不完成领导交办的其他工作，一次考核40元。",
    ),
    "roles/sales-representative.yaml": ("status: draft", "headcount: 3\nstatus: draft"),
    "library.yaml": ("title: 销售岗位手册", "title: 销售岗位手册（试用）"),
}


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, repo: Path) -> Path:
    """A copy of the real library after twelve changes; its release is the content before them."""
    root = tmp_path_factory.mktemp("diff") / "root"
    shutil.copytree(repo / "content", root / "content")
    return root


def _edited(root: Path, run: Run) -> None:
    content = root / "content"
    for name, (old, new) in CHANGED.items():
        path = content / name
        text = path.read_text("utf-8")
        assert old in text, name
        path.write_text(text.replace(old, new, 1), "utf-8")
    penalties = content / "penalties/sales.yaml"
    text = penalties.read_text("utf-8")
    penalties.write_text(re.sub(r"amount: 20\n(.*\n)(.*)考核20元", r"amount: 40\n\1\2考核40元", text), "utf-8")
    assert run("--root", root, "rename", "answer-product-questions", "answer-questions-on-products").code == 0
    assert run("--root", root, "retire", "know-competing-products", "--reason", "示例").code in (0, 1)


def test_each_change_is_told_as_what_it_is(real: Path, run: Run) -> None:
    assert run("--root", real, "release", "2027.01", "--by", "人力资源部（示例）", "--reason", "示例").code == 0
    same = run("--root", real, "diff", "2027.01")
    assert same.out.endswith("：内容相同。\n")
    _edited(real, run)
    shown = run("--root", real, "diff", "2027.01")
    assert shown.code == 0
    for said in (
        "职责的文字：协助公司〔增：认真〕做好集团客户的发掘、联络及谈判工作；影响 1 个岗位：销售部经理（房地产开发）",
        "处罚条款的文字：无故不完成领导交办的其他工作，一次考核〔删：20〕〔增：40〕元；影响 1 个岗位：销售部负责人",
        "的处罚由“考核20元”改为“考核40元”",
        "编制：补上“3”",
        "须重新履行民主程序并公示：《劳动合同法》第四条",
    ):
        assert said in shown.out, shown.out
    assert "answer-product-questions" not in shown.out.partition("只与编者有关")[0]
    english = run("--root", real, "--lang", "en", "diff", "2027.01")
    assert "penalty, text: 无故不完成领导交办的其他工作，一次考核[-20-]{+40+}元; touches" in english.out
    data = json.loads(run("--root", real, "diff", "2027.01", "--format", "json").out)
    kinds = {(one["happened"], one["kind"], one.get("field", "")) for one in data["changes"]}
    assert {("renamed", "duty", ""), ("reworded", "penalty", "text"), ("changed", "penalty", "sanctions")} <= kinds
    assert not {"added", "removed"} & {happened for happened, *_ in kinds}, "a new id is no new entry"
    old = json.loads((real / "content/releases/2027.01.json").read_text("utf-8"))
    del old["release"]
    assert patched(old, data["patch"]) == snapshot(library_of(real))


def test_neither_a_release_nor_a_revision_is_said(root: Path, run: Run) -> None:
    for name in ("1999.01", "--output=x", "HEAD; rm", "../x"):
        shown = run("--root", root, "diff", "--", name)
        assert (shown.code, shown.out) == (2, ""), shown
    assert "没有叫“1999.01”的已发布版本" in run("--root", root, "diff", "1999.01").err


def test_a_revision_of_git_is_compared_and_leaves_nothing_behind(
    root: Path, run: Run, tree: Callable[[Path], dict[str, bytes]]
) -> None:
    def git(*words: str) -> None:
        subprocess.run(
            ["git", "-C", root, "-c", "user.name=示例", "-c", "user.email=x@example.com", *words], check=True
        )

    git("init", "-q")
    git("add", "content")
    git("commit", "-qm", "示例")
    role = root / "content/roles/cashier.yaml"
    role.write_text(role.read_text("utf-8").replace("title: 收银员", "title: 收款员"), "utf-8")
    before = tree(root)
    shown = run("--root", root, "diff", "HEAD")
    assert "名称由“收银员”改为“收款员”；须协商变更并书面确认" in shown.out, shown
    assert tree(root) == before


def test_a_comment_holds_what_a_forge_takes_and_says_what_it_left_out(company: Path) -> None:
    old = snapshot(library_of(company))
    new = deepcopy(old)
    for clause in new["clauses"]:
        clause["text"] += "<img src=x> @all **粗** [x](http://x)" + "加" * 2000
    made = as_markdown(sections(changes(old, new), old, new, "zh"), "zh")
    assert len(made) <= MOST_OF_A_COMMENT
    assert re.search(r"还有 \d+ 处改动没有列出。", made)
    assert "<img" not in made
    assert "@all" not in made
    assert r"\[x\]\(http" in made


PARTS = ("clauses", "roles", "departments", "rules", "sources")


@st.composite
def _edits(draw: st.DrawFn) -> list[tuple[str, str, int, int]]:
    each = st.tuples(
        st.sampled_from(PARTS),
        st.sampled_from(("drop", "move", "text", "new", "key")),
        st.integers(0, 500),
        st.integers(0, 500),
    )
    return draw(st.lists(each, max_size=8))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=_edits())
def test_what_turns_one_snapshot_into_another_does_so(edits: list[tuple[str, str, int, int]], company: Path) -> None:
    old: dict[str, Any] = _SNAPSHOTS.setdefault(str(company), snapshot(library_of(company)))
    new = deepcopy(old)
    for part, what, place, other in edits:
        entries = new[part]
        if not entries:
            continue
        entry = entries[place % len(entries)]
        if what == "drop":
            entries.remove(entry)
        elif what == "move":
            entries.insert(other % len(entries), entries.pop(place % len(entries)))
        elif what == "text":
            entry["text" if part == "clauses" else "title"] = f"示例{other}"
        elif what == "new":
            entries.append({**entry, "id": f"example-{place}-{other}"})
        else:
            entry[f"later-{other}"] = [other]
    patch = patch_of(old, new)
    assert patched(old, json.loads(json.dumps(patch))) == new
    assert (not patch) == (old == new)
    assert changes(old, old) == ()
    assert patch or not changes(old, new)


_SNAPSHOTS: dict[str, dict[str, Any]] = {}
