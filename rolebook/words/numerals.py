"""Numbers in words: what a text such as `五十元` or `５０` says, where it says one number and no other."""

import re
import unicodedata

_DIGITS = {**{char: value for value, char in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_NUMBER = re.compile(rf"\d+(?:\.\d+)?[{''.join(_UNITS)}]?|[{''.join((*_DIGITS, *_UNITS))}]+")
_THOUSANDS = re.compile(r"(?<=\d)[,_](?=\d{3}(?!\d))")
_DOUBTFUL = re.compile(r"[第-]|[几数多余]|\d[A-Za-z]|[A-Za-z]\d")
"""What makes a figure something else: an ordinal, a range or a negative number, one that is only roughly so, `0xff`."""


def spelled_out(numeral: str) -> float:
    """The value of one number as a text has it, digits or Chinese: `35`, `1.5万`, `三十五`, `两千`.

    Chinese digits alone, as in 二〇二六, are read one after the other.
    """
    if numeral[0].isdecimal():
        scale = _UNITS.get(numeral[-1])
        return float(numeral[:-1]) * scale if scale else float(numeral)
    if not any(char in _UNITS for char in numeral):
        return float("".join(str(_DIGITS[char]) for char in numeral))
    total = section = digit = 0
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif _UNITS[char] >= _UNITS["万"]:
            total, section, digit = total + (section + digit or 1) * _UNITS[char], 0, 0
        else:
            section, digit = section + (digit or 1) * _UNITS[char], 0
    return float(total + section + digit)


def number(text: str) -> str | None:
    """The number that a text says, in ASCII digits; None where it says none, several, or one that may be read twice.

    Width does not count; thousands may be parted by commas; what is counted (`元`, `天`) may stand behind.
    """
    plain = _THOUSANDS.sub("", unicodedata.normalize("NFKC", text).strip())
    found = _NUMBER.findall(plain)
    if len(found) != 1 or _DOUBTFUL.search(plain):
        return None
    if not found[0][0].isdecimal():
        return _chinese(found[0])
    if found[0][-1] not in _UNITS:
        return str(found[0])
    return str(int(found[0][:-1]) * _UNITS[found[0][-1]]) if found[0][:-1].isdecimal() else None


def _chinese(numeral: str) -> str | None:
    """A numeral that is written out with its units (`三千五百`); None for single digits in a row and for `三千五`."""
    whole = section = digit = 0
    smallest = 10 * _UNITS["亿"]
    filled = True
    for char in numeral:
        if char in _DIGITS:
            if digit:
                return None
            digit, filled = _DIGITS[char], filled or char in "零〇"
            continue
        unit = _UNITS[char]
        if unit >= _UNITS["万"]:
            if not section + digit or whole:
                return None
            whole, section, smallest = (section + digit) * unit, 0, unit
        elif unit < smallest:
            if not digit and unit > _UNITS["十"]:
                return None
            section, smallest = section + (digit or 1) * unit, unit
        else:
            return None
        digit, filled = 0, unit == _UNITS["十"]
    return str(whole + section + digit) if filled or not digit else None
