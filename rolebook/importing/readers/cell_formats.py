"""How a cell of a workbook shows its value: `¥1,200.00`, `30%`, `2026年3月1日`. Pure.

The codes are those of ECMA-376 part 1, 18.8.31. What a code cannot be read for is shown as the program shows a cell
without a format: no digit is ever made up.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

Value: TypeAlias = str | int | float | bool | dt.date | dt.time | dt.timedelta

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<half>AM/PM|A/P|上午/下午)'
    r"|(?P<general>General)|(?P<date>y+|m+|d+|h+|s+|a{3,4})|(?P<digits>[0#?][0#?,.]*|\.[0#?]+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_BY_PLACE = {"mm-dd-yy": "yyyy/m/d", "m/d/yy h:mm": "yyyy/m/d h:mm"}
"""Codes that stand for the usual form of the place where the file is opened; here as in China."""
_DAY, _TIME = 'yyyy"年"m"月"d"日"', "h:mm:ss"
_SYSTEM = {"$-F800": _DAY, "$-F400": _TIME, "$-x-sysdate": _DAY, "$-x-systime": _TIME}
_WEEKDAYS = "一二三四五六日"
_LONGEST = 200
"""Characters of a code; Excel allows 255, and no real one comes near."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def shown(kind: str, value: Value, code: str) -> str:
    """What a cell shows; `kind` is openpyxl's (s text, n number, d date, b truth, e error)."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or kind == "b":
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, code)
    return _moment(value, code)


def _sections(code: str) -> list[list[_Token]]:
    """The forms for numbers above, below and equal to zero, which a code parts by semicolons."""
    sections: list[list[_Token]] = [[]]
    for match in _TOKEN.finditer(code[:_LONGEST]):
        kind = match.lastgroup
        if kind == "other" and match[0] == ";":
            sections.append([])
        elif kind:
            sections[-1].append(_Token("literal" if kind in {"quoted", "escaped", "other"} else kind, match[kind]))
    return sections


def _number(value: float, code: str) -> str:
    if code in {"", "General", "@"}:
        return _general(value)
    sections = _sections(code)
    negative = value < 0 and len(sections) > 1
    tokens = sections[1] if negative else sections[2] if value == 0 and len(sections) > 2 else sections[0]
    numeric = [token for token in tokens if token.kind in {"digits", "general"}]
    brackets = (token.text for token in tokens if token.kind == "bracket")
    is_conditional = any(re.match("[<>=]|DBNum", text, re.IGNORECASE) for text in brackets)
    is_odd = any(token.kind in {"date", "half"} or token.text in {"E", "e", "/"} for token in tokens)
    if len(numeric) > 1 or is_conditional or is_odd:
        return _general(value)
    percent = sum(token.text.count("%") for token in tokens if token.kind == "literal")
    amount = Decimal(repr(abs(value) if negative else value)) * 100**percent
    return "".join(_shown_part(token, amount) for token in tokens).strip()


def _shown_part(token: _Token, amount: Decimal) -> str:
    if token.kind == "bracket":  # `$¥-804`: a currency, and a language
        return token.text[1:].partition("-")[0] if token.text.startswith("$") else ""
    if token.kind == "general":
        return _general(float(amount))
    if token.kind != "digits":
        return token.text
    whole, _, decimals = token.text.partition(".")
    thousands = len(whole) - len(whole.rstrip(","))
    rounded = (amount / 1000**thousands).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in whole.rstrip(",") else f"{rounded:f}"
    for sign in reversed(decimals):
        if sign == "0" or not text.endswith("0"):
            break
        text = text[:-1]
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    before, point, after = digits.partition(".")
    return sign + before.zfill(whole.count("0")) + point + after


def _general(value: float) -> str:
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15):
        return str(int(value))
    text = f"{value:.11g}"
    return repr(value) if "e" in text else text


def _moment(value: dt.date | dt.time | dt.timedelta, code: str) -> str:
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds or "s" in code else "")
    system = next((form for mark, form in _SYSTEM.items() if f"[{mark}]".lower() in code.lower()), code)
    tokens = _sections(_BY_PLACE.get(system, system))[0]
    if not any(token.kind == "date" for token in tokens):
        return str(value)
    twelve = any(token.kind == "half" for token in tokens)
    texts = [_piece(tokens, index, value, twelve=twelve) for index in range(len(tokens))]
    told = [text for text in texts if text is not None]
    return "".join(told).strip() if len(told) == len(texts) else str(value)


def _piece(tokens: Sequence[_Token], index: int, value: dt.date | dt.time, *, twelve: bool) -> str | None:
    """What a token shows of a moment; None where it asks for what the moment does not have."""
    token = tokens[index]
    if token.kind == "half":
        hour = getattr(value, "hour", 0)
        return ("下午" if hour >= 12 else "上午") if token.text.startswith("上") else "PM" if hour >= 12 else "AM"
    if token.kind != "date":
        return token.text if token.kind in {"literal", "digits"} else ""
    letter, width = token.text[0].lower(), len(token.text)
    if letter == "m" and _counts_minutes(tokens, index):
        letter = "M"
    if letter == "a":
        return f"{'星期' * (width == 4)}{_WEEKDAYS[value.weekday()]}" if isinstance(value, dt.date) else None
    name = {"y": "year", "m": "month", "d": "day", "h": "hour", "M": "minute", "s": "second"}[letter]
    default = 0 if letter in "hMs" else None
    number = getattr(value, name, default)
    if number is None or (letter in "md" and width > 2):
        return None
    if letter == "h" and twelve:
        number = number % 12 or 12
    return f"{number % 100:02}" if letter == "y" and width <= 2 else str(number).zfill(min(width, 2))


def _counts_minutes(tokens: Sequence[_Token], index: int) -> bool:
    """Whether m stands for minutes: after hours, or before seconds."""
    before = next((token.text[0].lower() for token in reversed(tokens[:index]) if token.kind == "date"), "")
    after = next((token.text[0].lower() for token in tokens[index + 1 :] if token.kind == "date"), "")
    return before == "h" or after == "s"
