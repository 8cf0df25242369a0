"""The filter of private numbers: what it finds and what it leaves alone, on the command line and in the form."""

import unicodedata
from pathlib import Path
from typing import Any

import pytest

from rolebook.sheets.form_rules import rules_script
from rolebook.sheets.hires.hire import cleaned, faults
from tests.attack.private_values import HARMLESS, PRIVATE
from tests.conftest import Run
from tests.scripts.node import evaluate


def told(key: str, value: str) -> list[str]:
    """What the filter takes a value for."""
    found = faults(key, cleaned(value), lambda _: ())
    return [fault.message.zh for fault in found if fault.rule == "private-data"]


@pytest.mark.parametrize(("key", "value", "what"), PRIVATE, ids=[value for _, value, _ in PRIVATE])
def test_a_number_of_a_person_is_found(key: str, value: str, what: str) -> None:
    assert f"像是{what}" in told(key, value)


@pytest.mark.parametrize(("key", "value"), HARMLESS, ids=[value for _, value in HARMLESS])
def test_nothing_else_is_taken_for_one(key: str, value: str) -> None:
    assert told(key, value) == []


def test_the_form_finds_the_same() -> None:
    values = [*((key, value) for key, value, _ in PRIVATE), *HARMLESS]
    code = (
        "input.map(([key, value]) => rolebookHire.faults(key, rolebookHire.cleaned(value)).map((one) => one.message))"
    )
    asked: list[Any] = evaluate(["sheet-hire.js"], code, values, rules_script().decode("ascii"))
    for (key, value), found in zip(values, asked, strict=True):
        assert [message for message in found if message.startswith("像是")] == told(key, value), (key, value)


def test_every_decimal_digit_counts_as_its_value() -> None:
    """Scripts that only a newer Unicode has are left out: Python and the browser may not both know them."""
    zeros = [chr(code) for code in range(0x10FFFF) if unicodedata.decimal(chr(code), None) == 0]
    assert len(zeros) > 50
    values = [("remarks", "".join(chr(ord(zero) + int(digit)) for digit in "13800138000")) for zero in zeros]
    code = "input.map(([key, value]) => rolebookHire.faults(key, value).map((one) => one.message))"
    asked = evaluate(["sheet-hire.js"], code, values, rules_script().decode("ascii"))
    for (key, value), found in zip(values, asked, strict=True):
        assert "像是手机号" in told(key, value), value
        assert "像是手机号" in found, value


def test_a_table_and_an_option_are_refused_alike(root: Path, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "hires.csv"
    for key, value in (("备注", "一三八零零一三八零零零"), ("备注", "A123456(7)"), ("备注", "微信：shili_2026")):
        file.write_text(f"姓名,岗位,{key}\n示例,销售代表,{value}\n", "utf-8")
        for arguments in (["--hires", file], ["销售代表", "--name", "示例", "--remarks", value]):
            said = run("--root", root, "sheet", *arguments, "--out", tmp_path / "out")
            assert said.code == 1
            assert "[private-data]" in said.out + said.err
    assert not (tmp_path / "out").exists()


def test_a_long_value_is_judged_at_little_cost() -> None:
    """A pattern that backtracked would not come back within this year."""
    for unit in (
        "1",
        "1 ",
        "13",
        "a",
        "a.",
        "(0755)",
        "6222 ",
        "86",
        "E1",
        "1-1.",
        "电话",
        "护照",
        "+86 ",
        "a @ ",
        "a @ b . ",
        "微信",
        "微信a",
        "路1号",
        "住址1",
        "A1",
    ):
        told("remarks", unit * (2_000 // len(unit)))
