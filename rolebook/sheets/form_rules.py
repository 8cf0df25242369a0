"""What the form's scripts must do as the command line does: its limits, patterns and words, as data for the browser.

They stand in the modules that use them in Python; here they are only gathered. Pure functions in the scripts
(templates/site/assets/sheet-*.js) read them as `window.rolebookSheetRules`, and tests/scripts compares both sides.
"""

import json
import re
from typing import Any

from rolebook.findings.finding import Finding
from rolebook.sheets import facts, names, printed
from rolebook.sheets.annex import ANNEX
from rolebook.sheets.hires import hire
from rolebook.sheets.web import NUMERALS
from rolebook.sheets.word import file
from rolebook.words.private_numbers import NUMERALS as PRIVATE_NUMERALS
from rolebook.words.private_numbers import PRIVATE
from rolebook.words.text import invisible_class

_NO_SUCH_DAY = "“{value}”不是日期，或没有这一天"
"""What the form says of a date; the command line, whose findings have a rule's name with an explanation, is shorter."""


def rules_script() -> bytes:
    """One assignment, in ASCII: the rules name characters that cannot be seen, and halves of pairs of UTF-16."""
    return f"window.rolebookSheetRules = {json.dumps(form_rules(), separators=(',', ':'))};\n".encode("ascii")


def form_rules() -> dict[str, Any]:
    """The rules by name: patterns as sources of regular expressions of JavaScript (flag `u`), sentences with braces."""
    return {
        "limits": dict(hire.LIMITS),
        "ofLines": list(hire.OF_LINES),
        "patterns": {
            "invisible": invisible_class(),
            "compatible": in_browser(hire.COMPATIBLE),
            "date": f"^{in_browser(hire.DATE)}$",
            "place": in_browser(file.PLACE),
            "span": in_browser(file.SPAN),
            "forbidden": in_browser(names.FORBIDDEN),
            "devices": f"^{in_browser(names.DEVICES)}$",
        },
        "years": [hire.YEARS.start, hire.YEARS.stop - 1],
        "private": [
            [in_browser(number.pattern), number.what.zh, number.luhn, list(number.not_in)] for number in PRIVATE
        ],
        "digits": list(PRIVATE_NUMERALS),
        "broken": hire.BROKEN,
        "names": dict(hire.NAMES),
        "unnamed": hire.UNNAMED,
        "sentences": {
            "hidden": _sentence(hire.HIDDEN),
            "long": _sentence(hire.TOO_LONG),
            "private": _sentence(hire.PRIVATE_DATA),
            "date": [_NO_SUCH_DAY, hire.NO_DATE.hint.zh, hire.NO_DATE.rule],
        },
        "widest": facts.WIDEST,
        "firstWide": facts.FIRST_WIDE,
        "alwaysWide": list(facts.ALWAYS_WIDE),
        "longestRunning": printed.LONGEST_RUNNING,
        "longestNumber": printed.LONGEST_NUMBER,
        "roomForNumber": printed.ROOM_FOR_NUMBER,
        "numerals": list(NUMERALS),
        "longestPart": names.LONGEST_PART,
        "longestOfFour": names.LONGEST_OF_FOUR,
        "ending": file.ENDING,
        "nextLine": file.NEXT_LINE,
        "annex": ANNEX,
        "atNoEnd": names.AT_NO_END,
    }


def in_browser(pattern: re.Pattern[str]) -> str:
    """The source of a pattern in JavaScript, whose digits are 0 to 9 only: Python's are those of every script."""
    return pattern.pattern.replace(r"\d", r"\p{Nd}").replace(r"\D", r"\P{Nd}")


def _sentence(fault: Finding) -> list[str]:
    return [fault.message.zh, fault.hint.zh, fault.rule]
