"""What may stand on a sheet is judged in the browser as on the command line."""

import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from rolebook.sheets.facts import chinese_date
from rolebook.sheets.form_rules import rules_script
from rolebook.sheets.hires.hire import cleaned, faults, iso_date
from rolebook.words.text import is_invisible

from .node import evaluate

SCRIPTS = ["sheet-hire.js"]
RULES = rules_script().decode("ascii")
PLANES = (0, 1, 2, 3, 14)
"""Those that have characters; 15 and 16 are private throughout."""


def test_the_same_characters_are_invisible_as_in_python() -> None:
    code = """input.map((plane) => {
      let bits = "";
      for (let code = plane * 0x10000; code < (plane + 1) * 0x10000; code += 1) {
        bits += rolebookHire.invisible(String.fromCodePoint(code)) ? "1" : "0";
      }
      return bits;
    })"""
    ours = 0
    for plane, bits in zip(PLANES, evaluate(SCRIPTS, code, PLANES, RULES), strict=True):
        for code_point, bit in enumerate(bits, plane * 0x10000):
            # What one side's Unicode does not know yet cannot be compared.
            if unicodedata.category(chr(code_point)) != "Cn" or code_point & 0xFFFE == 0xFFFE:
                assert (bit == "1") == is_invisible(chr(code_point)), f"U+{code_point:04X}"
                ours += bit == "1"
    assert ours > 8_000


VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cn"]), max_size=20),
    st.from_regex(r"[ 　]?[0-9]{3,4}[-/.年 ][0-9]{1,2}[-/.月][0-9]{1,3}日?", fullmatch=True),
    st.from_regex(r"(地址)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}\d?|[1-9]\d{5}(19|20)\d{6}\d{3}[\dXx]", fullmatch=True),
    st.lists(st.text(st.sampled_from("示例 \n\r\t　12"), max_size=5)).map("\r\n".join),
    st.integers(195, 205).map(lambda length: "名" * length),
    st.integers(995, 1005).map(lambda length: "注" * length),
)
# At the ends, the browser counts U+FEFF as white space and takes it away, and Python these controls: both are refused
# by the one that keeps them.
UNLIKE = "\ufeff\x1c\x1d\x1e\x1f\x85"
AT_AN_END = re.compile(rf"\A[\s{UNLIKE}]*[{UNLIKE}]|[{UNLIKE}][\s{UNLIKE}]*\Z")
FIELDS = st.tuples(st.sampled_from(["name", "start", "remarks"]), VALUES.map(lambda value: AT_AN_END.sub("", value)))
LONGER = {"impossible-date": "，或没有这一天"}
"""What the form's sentence has beyond that of the command line."""


@settings(max_examples=6, deadline=None)
@given(typed=st.lists(FIELDS, min_size=20, max_size=60))
def test_values_are_judged_as_on_the_command_line(typed: list[tuple[str, str]]) -> None:
    code = """input.map(([key, value]) => {
      const clean = rolebookHire.cleaned(value, key);
      return [clean, rolebookHire.faults(key, clean), rolebookHire.chineseDate(clean)];
    })"""
    for (key, value), found in zip(typed, evaluate(SCRIPTS, code, typed, RULES), strict=True):
        clean = cleaned(value, key)
        date = iso_date(clean)
        said = [
            {"message": fault.message.zh + LONGER.get(fault.rule, ""), "hint": fault.hint.zh, "rule": fault.rule}
            for fault in faults(key, clean, lambda _: ())
        ]
        assert found == [clean, said, chinese_date(date) if date else ""], (key, value)


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


def test_a_probation_over_six_months_is_known_however_it_is_written() -> None:
    code = 'input.map((text) => rolebookHire.probationRemark(text, "2026-12-01") !== "")'
    assert dict(zip(PROBATIONS, evaluate(SCRIPTS, code, list(PROBATIONS), RULES), strict=True)) == PROBATIONS
