"""Numbers and names of people are found wherever they stand in content/, and `redact` takes them out of a document."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rolebook.checked import load_checked
from rolebook.words.personal_data import is_name, personal_numbers
from tests.conftest import Run

FOUND = [
    ("身份证110101199003071234", "identity"),
    ("11010119900307001X", ""),
    ("电话13800138000", "mobile"),
    ("138-0013-8000", "mobile"),
    ("１３８００１３８０００", "mobile"),
    ("卡号6222021234567890128", "card"),
    ("账号：1100 1010 4000 5600 1234", "account"),
    ("wangxiaoming@example.com", "mail"),
    ("微信号abc_12345", "chat"),
    ("微信 wxid_abcdefg", "chat"),
    ("加微信：zhangsan_abc", "chat"),
    ("hr@example.com", ""),
    ("订单号202611270001234", ""),
    ("一次罚款13800元", ""),
    ("400-800-1234", ""),
    ("010-88886666", ""),
    ("统一社会信用代码91310000MA1K35XX0X", ""),
    ("2026年11月1日至2027年10月31日", ""),
]


@pytest.mark.parametrize(("text", "kind"), FOUND)
def test_numbers_of_people(text: str, kind: str) -> None:
    assert [one.kind for one in personal_numbers(f"有问题找{text}。")] == ([kind] if kind else [])


PARTS = (
    "13812345678、１３８、1234、5678、6222、123、①、½、 、-、(at)、[at]、＠、x.com、"
    "微信、ＱＱ、v、x、\u0307、wxid_、号、:、账号、身份证、s344:93"
)


@given(st.lists(st.sampled_from(PARTS.split("、")), max_size=8))
@example(["x", "＠", "x.com"])
@example(["ＱＱ", "1234", "5678"])
@example(["x", "[at]", "x.com", " ", "1234", "5678"])
def test_what_is_passed_over_at_once_holds_nothing(parts: list[str]) -> None:
    found = personal_numbers("".join(parts))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rolebook.words.personal_data._LIKELY", re.compile(""))
        assert personal_numbers("".join(parts)) == found


def test_names_and_functions() -> None:
    assert all(map(is_name, ("王伟", "李小龙", "欧阳娜娜", "买买提·艾力")))
    functions = "人力资源部 总经理办公会 王府井店 董事会 法务部 文员 金融中心 工会 店长 全体员工 顾问 白班 党委"
    assert not any(map(is_name, functions.split()))


def told(root: Path) -> list[tuple[str, int, int]]:
    findings = load_checked(root).findings
    return [(one.at.file, one.at.line, one.at.column) for one in findings if one.rule == "personal-data"]


def test_every_text_of_content_is_looked_at_and_a_waiver_keeps_it(small: Path) -> None:
    assert told(small) == []
    role = small / "content/roles/buyer.yaml"
    role.write_text(role.read_text("utf-8").replace("保证货源", "保证货源（找13800138000）"), "utf-8")
    duties = small / "content/duties/service.yaml"
    duties.write_text(duties.read_text("utf-8").replace("by: 人力资源部", "by: 欧阳娜娜", 1), "utf-8")
    assert told(small) == [("content/duties/service.yaml", 15, 9), ("content/roles/buyer.yaml", 6, 10)]
    waiver = "waivers:\n  - rule: personal-data\n    reason: 示例\n    by: 人力资源部\n    date: 2026-11-20\n"
    role.write_text(role.read_text("utf-8") + waiver, "utf-8")
    assert told(small) == [("content/duties/service.yaml", 15, 9)]


def test_redact_blots_a_document_and_records_it(small: Path, run: Run) -> None:
    text, record = small / "content/sources/handbook.txt", small / "content/sources/handbook.yaml"
    before = text.read_bytes()
    odd = before.replace("本人签名：".encode(), "电话138 0013 8000，本人签名：".encode())
    text.write_bytes(odd)
    digest = hashlib.sha256(odd).hexdigest()
    record.write_text(re.sub('sha256: "[0-9a-f]+"', f'sha256: "{digest}"', record.read_text("utf-8")), "utf-8")
    assert told(small) == [("content/sources/handbook.txt", 11, 3)]
    done = run("--root", small, "redact", "handbook")
    assert (done.code, told(small)) == (0, [])
    assert "第 11 行：手机号" in done.out
    assert "历史" in done.out
    assert text.read_bytes() == odd.replace(b"138 0013 8000", "■■■■■■■■■■■■■".encode())
    assert "  - line: 13\n    kind: mobile\n  - line: 11\n    kind: mobile\n" in record.read_text("utf-8")
    again = {file: file.read_bytes() for file in (text, record)}
    assert run("--root", small, "redact", "handbook").code == 0
    assert again == {file: file.read_bytes() for file in again}
    assert json.loads(run("--root", small, "check", "--format", "json").out)["findings"] == []
    assert run("--root", small, "redact", "nosuch").code == 2


def test_comments_are_looked_at_and_redact_renews_those_behind_ids(small: Path, run: Run) -> None:
    """A remark is told where it stands; a comment that once said the text of its id says what that says now."""
    role = small / "content/roles/buyer.yaml"
    lines = role.read_text("utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("  - ") and "  # " in line)
    wanted = lines[at]
    lines[at] = wanted.partition("  # ")[0] + "  # 有问题找13800138000。"
    role.write_text("\n".join([*lines, "# 找 138-0013-8000", ""]), "utf-8")
    name = "content/roles/buyer.yaml"
    assert [place[:2] for place in told(small)] == [(name, at + 1), (name, len(lines) + 1)]
    assert not re.search("1380013", run("--root", small, "check").err)
    done = run("--root", small, "redact", "handbook")
    assert f"{name}：标识符后的注释按条文更新" in done.out
    assert role.read_text("utf-8").splitlines()[at] == wanted
    assert told(small) == [(name, len(lines) + 1, 5)]
