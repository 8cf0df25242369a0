"""What is typed into the form of a sheet: what is pointed out, what is refused, what is shown as typed."""

import re

from playwright.sync_api import Page, expect

from tests import word_reader

from .form_page import downloaded, fact, field, preview


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


PROBATIONS = {"６个月": False, "至2027年5月31日": False, "六个半月": True, "2026-12-01 至 2027-06-01": True}
"""A few of those that tests/scripts tries on the function: whether each is over six months."""


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
