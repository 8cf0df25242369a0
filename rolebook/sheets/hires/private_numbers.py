"""Numbers of a person that a sheet has no business with: of identity, phone, passport, bank card; mail.

They are known by their form, however their digits are kept apart. The form on the site judges by the same patterns
(form_rules.py): they are written so that Python and JavaScript read them alike, for texts in the normal form NFKC, with
no flags.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from rolebook.words.wording import Wording


class PrivateNumber(NamedTuple):
    """What such a number looks like and what it is.

    `luhn`: whether its last digit must prove the others, as on bank cards. `not_in`: columns whose own values may look
    like it; an employee's number may well be a letter and eight digits.
    """

    pattern: re.Pattern[str]
    what: Wording
    luhn: bool = False
    not_in: tuple[str, ...] = ()


_APART = r"[\s_.,、·•‧・/|~*()\[\]‐‑‒–—―−-]"
"""What people put between the digits of a number."""
_MAYBE = _APART + "{0,3}"
_BETWEEN = _APART + "{1,3}"


def _digits(number: int, apart: str = _MAYBE) -> str:
    return "".join(rf"{apart}\d" for _ in range(number))


def _either(*patterns: str) -> re.Pattern[str]:
    """Any of them; no digit may stand directly before or behind."""
    return re.compile(rf"(?<!\d)(?:{'|'.join(patterns)})(?!\d)")


_MONTH = rf"{_MAYBE}(?:0{_MAYBE}[1-9]|1{_MAYBE}[0-2])"
_DAY = rf"{_MAYBE}(?:0{_MAYBE}[1-9]|[12]{_MAYBE}\d|3{_MAYBE}[01])"
_REGION = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
_LONG_IDENTITY = (
    rf"[1-9]{_digits(5)}{_MAYBE}(?:1{_MAYBE}9|2{_MAYBE}0){_digits(2)}{_MONTH}{_DAY}{_digits(3)}{_MAYBE}[\dXx]"
)
_OLD_IDENTITY = rf"{_REGION}\d{{4}}{_MAYBE}\d\d{_MONTH}{_DAY}{_MAYBE}\d{{3}}"
"""Of before 1999: six digits of the region, the day of birth with two of the year, three more."""

_COUNTRY = rf"(?:(?:\+|00)?86{_MAYBE})?"
_MOBILE_PARTS = (
    rf"1[3-9]\d{_MAYBE}\d{{4}}{_MAYBE}\d{{4}}",
    rf"1[3-9]\d{_BETWEEN}(?:\d{{3}}{_BETWEEN}\d{{5}}|\d{{5}}{_BETWEEN}\d{{3}}|\d\d(?:{_BETWEEN}\d\d){{3}})",
    rf"1[3-9]\d\d{_BETWEEN}(?:\d{{3}}{_BETWEEN}\d{{4}}|\d{{4}}{_BETWEEN}\d{{3}}|\d{{7}})",
    rf"1[3-9]\d{{3}}{_BETWEEN}\d{{6}}",
    rf"1{_APART}[3-9](?:{_APART}\d){{9}}",
)

_FAR = (
    r"(?:3(?:1\d|35|49|5\d|7\d|9[1-68])|4(?:1\d|2[179]|3\d|5\d|6[4789]|7\d|8[23])"
    r"|5(?:1\d|2[37]|3\d|4[36]|5\d|6[1-46]|7\d|80|9\d)|6(?:3[1-5]|6[0-38]|9[12])"
    r"|7(?:01|1\d|2[248]|3\d|4[3-6]|5\d|6[02368]|7\d|9\d)|8(?:1[2367]|2[5-7]|3\d|40|5\d|7\d|8[378]|9[1-8])"
    r"|9(?:0[1-39]|1\d|3\d|4[13]|5[1-5]|7\d|9\d))"
)
"""The codes of areas outside of the largest cities, without their 0: others begin the numbers of invoices."""
_AREA = rf"(?:10|2\d|{_FAR})"
_TIME = r"(?:[01]\d|2[0-4])[0-5]\d"
_LOCAL = rf"(?:[1-9]\d{{6,7}}|(?!{_TIME}{_BETWEEN}{_TIME})[2-9]\d{{2,3}}{_BETWEEN}\d{{4}})"
_PHONES = (
    rf"(?:0{_AREA}{_BETWEEN}|\(0{_AREA}\)){_LOCAL}",
    rf"(?:\+|00)86{_MAYBE}0?{_AREA}{_MAYBE}{_LOCAL}",
)
_UNMARKED_PHONES = (r"0(?:10|2\d)[2-9]\d{7}", rf"0{_FAR}[2-9]\d{{6,7}}")
"""Area code and number in one: elsewhere than in the column of employees' numbers."""
_NAMED_PHONE = re.compile(r"(?:电话|座机|传真|[Tt][Ee][Ll])[^\d]{0,4}[1-9]\d{6,7}(?!\d)")

_NO_DATE = r"(?!(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))"
_EIGHT, _SEVEN = rf"{_NO_DATE}\d{{4}}{_MAYBE}\d{{4}}", rf"\d{{3}}{_MAYBE}\d{{4}}"
_PASSPORT = re.compile(
    r"(?<![A-Za-z\d])(?:"
    rf"[EeGgCcTtLl]{_MAYBE}{_EIGHT}|[EeCc][A-HJ-NP-Za-hj-np-z]{_MAYBE}{_SEVEN}"
    rf"|(?:[Pp][Ee]|[Ss][Ee]|[Dd][Ee]){_MAYBE}{_SEVEN}|[HhMm]{_MAYBE}{_EIGHT}(?:\d\d)?"
    r")(?![A-Za-z\d])"
)
_NAMED_PASSPORT = re.compile(r"(?:护照|通行证|台胞证|回乡证|居住证|港澳证)[^\dA-Za-z]{0,4}[A-Za-z]{0,2}\d{7,10}(?!\d)")

_CARD = _either(
    rf"(?:62|4\d|5[1-5]|35|60|95)\d\d(?:{_MAYBE}\d{{4}}){{3}}(?:{_MAYBE}\d{{1,3}})?",
    rf"(?:62|95)\d{{4}}{_BETWEEN}\d{{10,13}}",
    rf"3[47]\d\d{_MAYBE}\d{{6}}{_MAYBE}\d{{5}}",
)

_LETTER = "[A-Za-z0-9._%+-]"
_MAIL = re.compile(
    rf"(?<!{_LETTER}){_LETTER}{{1,64}}\s?(?:@|\(at\)|\[at\])\s?[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}})*\.[A-Za-z]{{2,}}"
)

_PHONE = Wording("电话号码", "a phone number")
_TRAVEL = Wording("护照或通行证号", "a passport number")
PRIVATE: tuple[PrivateNumber, ...] = (
    PrivateNumber(_either(_LONG_IDENTITY, _OLD_IDENTITY), Wording("身份证号", "an identity number")),
    PrivateNumber(_either(*(_COUNTRY + form for form in _MOBILE_PARTS)), Wording("手机号", "a phone number")),
    PrivateNumber(_either(*_PHONES), _PHONE),
    PrivateNumber(_NAMED_PHONE, _PHONE),
    PrivateNumber(_either(*_UNMARKED_PHONES), _PHONE, not_in=("employee_no",)),
    PrivateNumber(_NAMED_PASSPORT, _TRAVEL),
    PrivateNumber(_PASSPORT, _TRAVEL, not_in=("employee_no",)),
    PrivateNumber(_CARD, Wording("银行卡号", "a bank card's number"), luhn=True),
    PrivateNumber(_MAIL, Wording("邮箱", "a mail address")),
)


def private_numbers(key: str, value: str) -> Iterator[Wording]:
    """What numbers of a person a value of the column `key` holds; each kind once."""
    plain = unicodedata.normalize("NFKC", value)
    kinds = [number.what for number in PRIVATE if key not in number.not_in and _holds(number, plain)]
    yield from dict.fromkeys(kinds)


def _holds(number: PrivateNumber, text: str) -> bool:
    if not number.luhn:
        return number.pattern.search(text) is not None
    return any(_proves_itself(found[0]) for found in number.pattern.finditer(text))


def _proves_itself(number: str) -> bool:
    """Whether the last digit is the one that Luhn's sum gives."""
    total = 0
    for place, char in enumerate(reversed([char for char in number if char in "0123456789"])):
        digit = int(char) * (1 + place % 2)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0
