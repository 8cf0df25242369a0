"""Private data that neither a sheet nor content/ has any business with: numbers of people, mail addresses, accounts.

Numbers of identity, phones, passports and bank cards are known by their form, however their digits are kept apart. The
form on the site judges by the same patterns (form_rules.py): they are written so that Python and JavaScript read them
alike, with no flags, for texts as `_readings` gives them: in the normal form NFKC, with digits from 0 to 9 only.
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
_LONG_IDENTITY_DIGITS = (
    rf"[1-9]{_digits(5)}{_MAYBE}(?:1{_MAYBE}9|2{_MAYBE}0){_digits(2)}{_MONTH}{_DAY}{_digits(3)}{_MAYBE}[\dXx]"
)
_OLD_IDENTITY = rf"{_REGION}\d{{4}}{_MAYBE}\d\d{_MONTH}{_DAY}{_MAYBE}\d{{3}}"
"""Of before 1999: six digits of the region, the day of birth with two of the year, three more."""

_BRACKETED_IDENTITY = re.compile(rf"(?<![A-Za-z\d])[A-Za-z]{{1,2}}{_MAYBE}\d{{6,7}}\s?\([\dAa]\)")
"""Of Hong Kong: letters, digits and, in brackets, the one that proves them."""
_TAIWAN_IDENTITY = re.compile(
    r"(?<![A-Za-z\d/])[A-Za-z]\s?(?!20[0-3]\d)"
    rf"(?:[12]\d{{8}}|[12]\d\d{_BETWEEN}\d{{3}}{_BETWEEN}\d{{3}})(?![A-Za-z\d])"
)
"""A letter, a digit for the sex, eight more. What goes on with a year of this century is the number of a document."""
_NAMED_IDENTITY = re.compile(r"身份证[^\dA-Za-z]{0,4}[A-Za-z]{1,2}\d{6,9}(?!\d)")

_COUNTRY = rf"(?:(?:\+|00)?86{_MAYBE}|0)?"
"""What is dialled first: the country's code, or 0 for another place."""
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
_PHONES = (rf"(?:0{_AREA}{_BETWEEN}|\(0{_AREA}\)){_LOCAL}", rf"(?:\+|00)86{_MAYBE}0?{_AREA}{_MAYBE}{_LOCAL}")
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

CARD = _either(
    rf"(?:62|4\d|5[1-5]|35|60|95)\d\d(?:{_MAYBE}\d{{4}}){{3}}(?:{_MAYBE}\d{{1,3}})?",
    rf"(?:62|95)\d{{4}}{_BETWEEN}\d{{10,13}}",
    rf"3[47]\d\d{_MAYBE}\d{{6}}{_MAYBE}\d{{5}}",
)

_LETTER = "[A-Za-z0-9._%+-]"
_DOMAIN = "[A-Za-z0-9-]{1,63}"
_AT = r"\s{0,2}(?:@|\(at\)|\[at\])\s{0,2}"
_DOT = r"\s{0,2}\.\s{0,2}"
_ENDING = "(?:com|cn|net|org|edu|gov|hk|tw|mo|io|me|cc|co|vip|top|info|biz)"
MAIL = re.compile(
    rf"(?<!{_LETTER}){_LETTER}{{1,64}}{_AT}"
    rf"(?:{_DOMAIN}(?:\.{_DOMAIN})*\.[A-Za-z]{{2,}}|{_DOMAIN}(?:{_DOT}{_DOMAIN}){{0,4}}{_DOT}{_ENDING}(?![A-Za-z]))"
)
"""Where blanks stand around a dot, only a common ending is one: others are the first word of a sentence."""

_NAME_OF_WECHAT = "(?:微信|[Ww][Ee][Cc][Hh][Aa][Tt]|[Ww][Ee][Ii][Xx][Ii][Nn]|(?<![A-Za-z])[Vv][Xx])"
_IS = r"\s?(?:号|ID|id)?\s?(?:[:=是为]\s?)?"
_IS_SURELY = r"\s?(?:(?:号|ID|id)\s?[:=是为]?|[:=])\s?"
_NO_MORE = "(?![A-Za-z0-9_-])"
ACCOUNT = re.compile(
    rf"{_NAME_OF_WECHAT}(?:{_IS_SURELY}[A-Za-z][A-Za-z0-9_-]{{5,19}}"
    rf"|{_IS}(?:[a-z]{{6,20}}|[A-Za-z](?=[A-Za-z-]{{0,18}}[0-9_])[A-Za-z0-9_-]{{5,19}})){_NO_MORE}"
    rf"|(?<![A-Za-z\d])wxid_[A-Za-z0-9_-]{{6,}}|{_NAME_OF_WECHAT}{_IS_SURELY}[1-9]\d{{5,10}}(?!\d)"
    rf"|(?<![A-Za-z])[Qq][Qq]{_IS}[1-9]\d{{4,10}}(?!\d)"
)
"""An account behind the name of its service. A word with capitals behind 微信 alone may be any other name."""

_ADDRESS = re.compile(
    r"(?:[路街道巷弄村]|胡同|大道)\s?\d{1,5}\s?[号弄](?:[^，。；,;]{0,12}?[栋楼幢座号])?[^，。；,;]{0,4}?\d{1,3}\s?单元"
    r"|(?:住址|家庭地址|户籍地址|现居|家住|住在)[^，。；,;]{0,40}?\d{1,5}\s?[号弄栋幢室]"
)
"""Of a dwelling: a street, a number and an entrance (单元), or named as one. An office has a street and a room too."""

LONG_IDENTITY = _either(_LONG_IDENTITY_DIGITS)
MOBILE = _either(*(_COUNTRY + form for form in _MOBILE_PARTS))
_IDENTITY = Wording("身份证号", "an identity number")
_PHONE = Wording("电话号码", "a phone number")
_TRAVEL = Wording("护照或通行证号", "a passport number")
PRIVATE: tuple[PrivateNumber, ...] = (
    PrivateNumber(_either(_LONG_IDENTITY_DIGITS, _OLD_IDENTITY), _IDENTITY),
    PrivateNumber(_BRACKETED_IDENTITY, _IDENTITY),
    PrivateNumber(_NAMED_IDENTITY, _IDENTITY),
    PrivateNumber(_TAIWAN_IDENTITY, _IDENTITY, not_in=("employee_no",)),
    PrivateNumber(MOBILE, Wording("手机号", "a phone number")),
    PrivateNumber(_either(*_PHONES), _PHONE),
    PrivateNumber(_NAMED_PHONE, _PHONE),
    PrivateNumber(_either(*_UNMARKED_PHONES), _PHONE, not_in=("employee_no",)),
    PrivateNumber(_NAMED_PASSPORT, _TRAVEL),
    PrivateNumber(_PASSPORT, _TRAVEL, not_in=("employee_no",)),
    PrivateNumber(CARD, Wording("银行卡号", "a bank card's number"), luhn=True),
    PrivateNumber(MAIL, Wording("邮箱", "a mail address")),
    PrivateNumber(ACCOUNT, Wording("微信号或 QQ 号", "an account of WeChat or QQ")),
    PrivateNumber(_ADDRESS, Wording("住址", "a home address"), not_in=("place",)),
)


NUMERALS: tuple[str, ...] = (
    "零〇",
    "一壹幺〡",
    "二贰貳〢",
    "三叁參叄〣",
    "四肆〤",
    "五伍〥",
    "六陆陸〦",
    "七柒〧",
    "八捌〨",
    "九玖〩",
)
"""The Chinese numerals of each digit from 0 to 9."""
_DIGIT_OF = str.maketrans({numeral: str(digit) for digit, numerals in enumerate(NUMERALS) for numeral in numerals})


def private_numbers(key: str, value: str) -> Iterator[Wording]:
    """What private data a value of the column `key` holds; each kind once."""
    readings = _readings(value)
    kinds = [
        number.what
        for number in PRIVATE
        if key not in number.not_in and any(_holds(number, reading) for reading in readings)
    ]
    yield from dict.fromkeys(kinds)


def _readings(value: str) -> tuple[str, ...]:
    """The value with decimal digits of every script as 0 to 9, and where it differs, with Chinese numerals so too.

    Both, since a numeral that stands directly before a number would make it longer than it is.
    """
    plain = "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() else char for char in unicodedata.normalize("NFKC", value)
    )
    return tuple(dict.fromkeys((plain, plain.translate(_DIGIT_OF))))


def _holds(number: PrivateNumber, text: str) -> bool:
    if not number.luhn:
        return number.pattern.search(text) is not None
    return any(proves_itself(found[0]) for found in number.pattern.finditer(text))


def proves_itself(number: str) -> bool:
    """Whether the last digit is the one that Luhn's sum gives."""
    total = 0
    for place, char in enumerate(reversed([char for char in number if char in "0123456789"])):
        digit = int(char) * (1 + place % 2)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0
