"""What is typed into the form of a sheet: what is pointed out, what is refused, what is shown as typed."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from rolebook.sheets.facts import chinese_date
from rolebook.sheets.hires.hire import cleaned, faults, iso_date
from rolebook.words.text import is_invisible
from tests import word_reader
from tests.browser import Open

from .form_page import SHORT, downloaded, fact, field, preview


def test_an_impossible_date_is_pointed_out_and_left_out(form: Page) -> None:
    start, remark = field(form, "入职日期"), form.locator("#f-start-remark")
    for date in ("2026-02-30", "2026-13-01", "30/02/2026", "明天", "1926-01-01", "2026-11-031"):
        start.fill(date)
        expect(remark).to_contain_text(f"“{date}”不是日期，或没有这一天")
        expect(remark).to_contain_text("2026-12-01")
        expect(start).to_have_attribute("aria-invalid", "true")
        assert fact(form, "入职日期") == ""
    for button in ("打印", "下载 Word"):
        form.get_by_role("button", name=button).click()
        expect(start).to_be_focused()
        expect(form.locator("#sheet-status")).to_contain_text("有一项填写有误，请改正后再打印或下载")
    assert form.evaluate("timesPrinted") == 0
    start.fill("2028-2-29")
    expect(remark).to_be_empty()
    assert fact(form, "入职日期") == "2028年2月29日"
    form.get_by_role("button", name="打印").click()
    assert form.evaluate("timesPrinted") == 1


def test_a_date_is_not_called_wrong_while_it_is_typed(form: Page) -> None:
    field(form, "入职日期").press_sequentially("2026-1")
    expect(form.locator("#f-start-remark")).to_be_empty()
    field(form, "姓名").focus()
    expect(form.locator("#f-start-remark")).to_contain_text("不是日期")


PROBATIONS = {
    "三个月": False,
    "六个月": False,
    "6个月": False,
    "６个月": False,
    "半年": False,
    "180天": False,
    "184 天": False,
    "26周": False,
    "无": False,
    "详见劳动合同": False,
    "2026-12-01 至 2027-05-31": False,
    "至2027年5月31日": False,
    "七个月": True,
    "八个月": True,
    "12个月": True,
    "十二个月": True,
    "六个半月": True,
    "6个月10天": True,
    "一年": True,
    "1年": True,
    "一年半": True,
    "两年": True,
    "200天": True,
    "30周": True,
    "2026-12-01 至 2027-06-01": True,
    "至2027年6月30日": True,
}


def test_a_probation_over_six_months_is_pointed_out_with_the_article(form: Page) -> None:
    field(form, "入职日期").fill("2026-12-01")
    for probation, too_long in PROBATIONS.items():
        field(form, "试用期").fill(probation)
        remark = form.locator("#f-probation-remark")
        if too_long:
            expect(remark, probation).to_contain_text("试用期超过六个月。《劳动合同法》第十九条")
        else:
            expect(remark, probation).to_be_empty()
        assert fact(form, "试用期") == probation, "it is the manager's to decide"
    form.get_by_role("button", name="打印").click()
    assert form.evaluate("timesPrinted") == 1


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</script><svg onload=alert(1)>",
    "A<B & C",
    "]]>",
    "<w:br/>",
    "</w:t></w:r></w:p>",
    "{{ 7*7 }}${7*7}{% x %}",
    "$& $1 $` \\u{41} %s",
    "javascript:alert(1)",
    '" onmouseover="alert(1)',
    "=cmd|'/c calc'!A1",
    "#panic() $x$ *b* @ref",
    "../../etc/passwd",
    "名" * 200,
    "Wolfeschlegelstein" * 11,
    "𠮷田",
    "李㛃䶮㑇𬭎𬙂",
    "买买提·艾力",
    "買賣 김 アキ Ольга Žofie",
]


def test_hostile_names_are_shown_as_typed_and_never_run(form: Page) -> None:
    for name in HOSTILE:
        for label in ("姓名", "备注"):
            field(form, label).fill(name)
        assert fact(form, "姓名") == name
        assert fact(form, "备注") == name
        file, data = downloaded(form)
        assert not re.search(r'[<>:"/\\|?*]', file)
        found = word_reader.facts(word_reader.opened(data))
        assert (found["姓名"], found["备注"]) == (name, name)
        for sheet in form.locator(".sheet-page").all():
            right = sheet.evaluate(
                "sheet => Math.max(...[...sheet.querySelectorAll('dd, td, p')]"
                ".map((one) => one.getBoundingClientRect().right))"
                " - sheet.getBoundingClientRect().right"
            )
            assert right < 0, name
    assert form.locator("main script, main [onerror], main [onload]").count() == 0


HIDDEN = {
    "张\u202e三": "U+202E",
    "张\u200b三": "U+200B",
    "张\x00三": "U+0000",
    "张\x1b三": "U+001B",
    "张\u2066三": "U+2066",
    "张\u3164三": "U+3164",
    "张\ufeff三": "U+FEFF",
    "张\U000e0041三": "U+E0041",
    "张\ufffd三": "U+FFFD",
    "张\ue000name\ue001": "U+E000",
}


def test_what_cannot_be_seen_is_refused_with_the_reason(form: Page) -> None:
    for name, code in HIDDEN.items():
        field(form, "姓名").evaluate(
            "(field, value) => { field.value = value; field.dispatchEvent(new Event('input', {bubbles: true})); }", name
        )
        expect(form.locator("#f-name-remark")).to_contain_text(code)
        assert fact(form, "姓名") == ""
    form.get_by_role("button", name="下载 Word").click()
    expect(field(form, "姓名")).to_be_focused()


REFUSED = {
    "11010119900307123X": "像是身份证号",
    "138 0013 8000": "像是手机号",
    "名" * 201: "有 201 个字，超过 200",
}


def test_private_numbers_and_endless_values_are_refused(form: Page) -> None:
    field(form, "姓名").fill("示例")
    for value, said in REFUSED.items():
        field(form, "工作地点").fill(value)
        expect(form.locator("#f-place-remark")).to_contain_text(said)
        expect(preview(form)).not_to_contain_text(value)


# ---- the same as in Python -------------------------------------------------------------------------------------------


PLANES = (0, 1, 2, 3, 14)
"""Those that have characters; 15 and 16 are private throughout."""


def test_the_same_characters_are_invisible_as_in_python(opened: Open) -> None:
    found = opened(SHORT).evaluate(
        """(planes) => planes.map((plane) => {
          let bits = "";
          for (let code = plane * 0x10000; code < (plane + 1) * 0x10000; code += 1) {
            bits += rolebookHire.invisible(String.fromCodePoint(code)) ? "1" : "0";
          }
          return bits;
        })""",
        list(PLANES),
    )
    ours = 0
    for plane, bits in zip(PLANES, found, strict=True):
        for code, bit in enumerate(bits, plane * 0x10000):
            # What one side's Unicode does not know yet cannot be compared.
            if unicodedata.category(chr(code)) != "Cn" or code & 0xFFFE == 0xFFFE:
                assert (bit == "1") == is_invisible(chr(code)), f"U+{code:04X}"
                ours += bit == "1"
    assert ours > 8_000


@pytest.fixture(scope="module")
def bare(browser: Any, built: Path) -> Iterator[Page]:
    """A form's page whose functions are asked directly."""
    page = browser.new_page()
    page.goto((built / SHORT).as_uri())
    yield page
    page.close()


VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cn"]), max_size=20),
    st.from_regex(r"[ 　]?[0-9]{3,4}[-/.年 ][0-9]{1,2}[-/.月][0-9]{1,3}日?", fullmatch=True),
    st.from_regex(r"(地址)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}\d?|[1-9]\d{5}(19|20)\d{6}\d{3}[\dXx]", fullmatch=True),
    st.integers(195, 205).map(lambda length: "名" * length),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=VALUES, key=st.sampled_from(["name", "start", "remarks"]))
def test_values_are_judged_as_on_the_command_line(value: str, key: str, bare: Page) -> None:
    if value.startswith("\ufeff") or value.endswith("\ufeff"):
        return  # the browser counts it as white space and takes it away; Python refuses it
    value = value.strip("\x1c\x1d\x1e\x1f\x85")  # the other way round
    found = bare.evaluate(
        """([key, value]) => {
          const clean = rolebookHire.cleaned(value);
          return [clean, rolebookHire.faults(key, clean).length, rolebookHire.chineseDate(clean)];
        }""",
        [key, value],
    )
    clean = cleaned(value)
    date = iso_date(clean)
    assert found[0] == clean
    assert found[1] == len(list(faults(key, clean, lambda _: ())))
    assert found[2] == (chinese_date(date) if date else "")
