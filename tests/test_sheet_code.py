"""The code of a sheet: one digest for the whole, and behind it the paper and what was left out."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from rolebook.model.library import Library
from rolebook.model.papers import PRESETS
from rolebook.model.role_content import whole_content
from rolebook.model.sheet_code import SheetCode, left_out, sheet_code, sheet_data, sheet_digest
from rolebook.model.snapshot import entries_for
from rolebook.sheets.sections import SECTION_TITLES
from tests.conftest import Run, library_of

CONTENT: dict[str, Any] = {
    "title": "示例岗",
    "department": "示例部",
    "level": "员工",
    "reports_to": "",
    "code": "",
    "headcount": None,
    "statement": "acknowledgement",
    "sections": [
        {"section": "purpose", "content": ["示例。"]},
        {"section": "duties", "content": [{"title": "", "duties": ["接待顾客。"]}]},
        {"section": "penalties", "content": [{"text": "迟到，警告。", "inherited": False}]},
    ],
}

SHEET = replace(PRESETS[0], sections=("duties", "penalties", "purpose"))


def data_of(library: Library, role: str) -> dict[str, Any]:
    """What the digest of a role is made of."""
    return sheet_data(whole_content(entries_for(library, library.roles[role]), role), library.roles[role].status)


def test_what_is_digested_is_the_whole_sheet_as_far_as_filled() -> None:
    assert sheet_data(CONTENT, "draft") == {
        "format": 2,
        "title": "示例岗",
        "status": "draft",
        "sections": {
            "facts": {"department": "示例部", "level": "员工"},
            "statement": {"statement": "acknowledgement"},
            "purpose": ["示例。"],
            "duties": [{"duties": ["接待顾客。"]}],
            "penalties": [{"text": "迟到，警告。"}],
        },
    }


def test_the_digest_of_this_content_stays() -> None:
    """Written down, so that no later version of the program gives another one."""
    assert sheet_digest(sheet_data(CONTENT, "approved")) == "dcac26c52a02"


def test_a_draft_and_an_approved_sheet_differ() -> None:
    assert sheet_digest(sheet_data(CONTENT, "draft")) != sheet_digest(sheet_data(CONTENT, "approved"))


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content | {"code": "", "new": "x"},
        lambda content: content | {"statement_text": ""},
        lambda content: content | {"sections": [*content["sections"], {"section": "rewards", "content": []}]},
        lambda content: content | {"sections": content["sections"][::-1]},
    ],
)
def test_what_says_nothing_and_the_order_of_sections_change_no_digest(
    change: Callable[[dict[str, Any]], dict[str, Any]],
) -> None:
    assert sheet_digest(sheet_data(change(CONTENT), "draft")) == sheet_digest(sheet_data(CONTENT, "draft"))


@pytest.mark.parametrize(
    "change",
    [
        {"title": "别的岗"},
        {"department": "别的部"},
        {"level": "主管"},
        {"reports_to": "示例经理"},
        {"code": "X-1"},
        {"headcount": 2},
        {"statement": "annex"},
        {"statement_text": "本人已阅读。"},
        {"sections": CONTENT["sections"][:2]},
    ],
    ids=str,
)
def test_whatever_a_sheet_says_changes_the_digest(change: dict[str, Any]) -> None:
    assert sheet_digest(sheet_data(CONTENT | change, "draft")) != sheet_digest(sheet_data(CONTENT, "draft"))


def test_every_choice_of_sections_is_read_back_from_its_code() -> None:
    data = sheet_data(CONTENT, "draft")
    names = ["duties", "penalties", "purpose"]
    codes = set()
    for number in range(len(names) + 1):
        for choice in combinations(names, number):
            code = SheetCode.read(str(sheet_code(data, SHEET, choice)))
            assert code is not None
            assert left_out(data, SHEET, code.left_out) == choice
            codes.add(str(code))
    digest = sheet_digest(data)
    assert codes == {f"{digest}-S", *(f"{digest}-S{number}" for number in range(1, 8))}
    assert left_out(data, SHEET, 8) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3f2a9c1d04be", SheetCode("3f2a9c1d04be")),
        (" 3F2A9C1D04BE-s1F ", SheetCode("3f2a9c1d04be", "S", 31)),
        ("3f2a9c1d04be-S", SheetCode("3f2a9c1d04be", "S", 0)),
        ("3f2a9c1d04be-", None),
        ("3f2a9c1d04be-r5", SheetCode("3f2a9c1d04be", "R", 5)),
        ("校验码 3f2a9c1d04be-S", SheetCode("3f2a9c1d04be", "S")),
        ("校验码：3f2a9 c1d04be - S1f", SheetCode("3f2a9c1d04be", "S", 31)),
        ("版本 2026.12（2026-11-26）\u3000校验码 3f2a9c1d04be-S 第 1 页，共 2 页", SheetCode("3f2a9c1d04be", "S")),
        ("校验码 3f2a9c1d04be-", None),
        ("校验码 3f2a9c1d04bea", None),
        ("3f2a9c1d04be-Sg", None),
        ("3f2a9c1d04b", None),
        ("3f2a9c1d04be-S" + "f" * 17, None),
    ],
)
def test_codes_are_read_in_any_case(text: str, code: SheetCode | None) -> None:
    assert SheetCode.read(text) == code


def test_verify_knows_both_codes_and_releases(small: Path, library: Library, run: Run) -> None:
    data = data_of(library, "buyer")
    names = sorted(set(data["sections"]) - {"facts", "statement"})
    code = sheet_code(data, PRESETS[0], names[:1])
    assert run("--root", small, "release", "1.0", "--by", "示例部", "--reason", "示例").code == 0
    file = small / "content/roles/buyer.yaml"
    before = library_of(small).roles["buyer"].title
    file.write_text(file.read_text("utf-8").replace("title: ", "title: 新", 1), "utf-8")
    said = run("--root", small, "sheet", "--verify", str(code).upper())
    assert (said.code, said.err) == (0, "")
    since = f"此后本岗位改动 1 处：\n  名称由“{before}”改为“新{before}”；须协商变更并书面确认\n"
    assert said.out == f"{code}：{before}（buyer），岗位说明书，版本 1.0，不含 {SECTION_TITLES[names[0]]}。\n{since}"
    assert (
        "（buyer），岗位说明书，版本 1.0，全部栏目" in run("--root", small, "sheet", "--verify", f"{code.digest}-S").out
    )
    assert "缺少末尾的部分" in run("--root", small, "sheet", "--verify", code.digest).out
    assert run("--root", small, "sheet", "--verify", f"{code.digest}-Sffff").code == 1
    assert run("--root", small, "sheet", "--verify", f"{code.digest}-T").code == 1
    assert run("--root", small, "sheet", "--verify", f"{code.digest}-").code == 2
