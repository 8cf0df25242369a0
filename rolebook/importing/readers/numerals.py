"""Numbers as list formats write them: 3 is 三, 叁, ③, c or iii. Pure.

The formats are those of ST_NumberFormat in ECMA-376 part 1, 17.18.59. Where the standard gives a circle (U+25CB) for
zero, Word writes 〇 (U+3007).
"""

from collections.abc import Callable, Mapping
from string import ascii_lowercase, ascii_uppercase

_MOST = 32_767
"""Word counts no further."""
_HAN = "〇一二三四五六七八九"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"


def shown(form: str, value: int) -> str | None:
    """A number in a format; None where the format is not known or has no form for the number.

    >>> shown("chineseCountingThousand", 21), shown("decimalEnclosedCircle", 3), shown("hebrew1", 3)
    ('二十一', '③', None)
    """
    write = _FORMS.get(form)
    return write(value) if write and 0 <= value <= _MOST else None


def padded(sample: str, value: int) -> str | None:
    """A number in a format that Word describes by how it begins (`001, 002, 003, ...`); None for any other."""
    first = sample.partition(",")[0].strip()
    return str(value).zfill(len(first)) if first.isascii() and first.isdigit() and int(first) == 1 else None


def _digits(signs: str) -> Callable[[int], str]:
    """Digit by digit: 105 is 一〇五."""
    table = str.maketrans("0123456789", signs)
    return lambda value: str(value).translate(table)


def _tens(signs: str) -> Callable[[int], str]:
    """As spoken up to 99 (二十一), digit by digit beyond."""
    below, beyond = _counted(signs, "十百千"), _digits(signs)
    return lambda value: below(value) if value < 100 else beyond(value)


def _counted(signs: str, powers: str, myriad: str = "万", *, always_one: bool = False) -> Callable[[int], str]:
    """As spoken: 105 is 一百〇五, 15 is 十五, with `always_one` 一十五."""

    def below_myriad(value: int) -> str:
        text, gap = "", False
        for power in (3, 2, 1, 0):
            digit = value // 10**power % 10
            if not digit:
                gap = bool(text)
                continue
            text += signs[0] * gap + signs[digit] + (powers[power - 1] if power else "")
            gap = False
        return text

    def write(value: int) -> str:
        high, low = divmod(value, 10_000)
        text = below_myriad(high) + myriad if high else ""
        if low:
            text += signs[0] * bool(high and low < 1000) + below_myriad(low)
        ten = signs[1] + powers[0]
        return text.removeprefix(signs[1]) if text.startswith(ten) and not always_one else text or signs[0]

    return write


def _japanese(value: int) -> str:
    """As spoken in Japanese: no zeros, and no one before a power: 115 is 百十五."""
    if value >= 10_000:
        return _digits(_HAN)(value)
    text = ""
    for power, sign in enumerate(reversed(str(value))):
        digit = _HAN[int(sign)] if sign > "1" or not power else ""
        text = (digit + ("", *"十百千")[power] if sign > "0" else "") + text
    return text or _HAN[0]


def _repeated(signs: str) -> Callable[[int], str]:
    """One sign after the other; after the last the first is doubled, as letters are: 27 is AA, 28 is BB."""
    return lambda value: signs[(value - 1) % len(signs)] * ((value - 1) // len(signs) + 1) or "0"


def _few(signs: str) -> Callable[[int], str]:
    """Signs that there are only a few of; Word goes on with ordinary digits."""
    return lambda value: signs[value - 1] if 0 < value <= len(signs) else str(value)


def _row(first: str, number: int) -> str:
    """So many signs that follow each other in Unicode."""
    return "".join(map(chr, range(ord(first), ord(first) + number)))


def _roman(value: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        times, value = divmod(value, worth)
        text += sign * times
    return text or "0"


def _ordinal(value: int) -> str:
    return f"{value}{'th' if value % 100 in {11, 12, 13} else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


_FORMS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(("decimal", "decimalHalfWidth"), str),
    "decimalZero": lambda value: f"{value:02}",
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _digits("０１２３４５６７８９")),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _repeated(ascii_uppercase),
    "lowerLetter": _repeated(ascii_lowercase),
    "ordinal": _ordinal,
    "hex": lambda value: f"{value:X}",
    "numberInDash": lambda value: f"- {value} -",
    **dict.fromkeys(("chineseCounting", "taiwaneseCounting"), _tens(_HAN)),
    **dict.fromkeys(("chineseCountingThousand", "taiwaneseCountingThousand"), _counted(_HAN, "十百千")),
    "chineseLegalSimplified": _counted("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "萬", always_one=True),
    "ideographLegalTraditional": _counted("零壹貳參肆伍陸柒捌玖", "拾佰仟", "萬", always_one=True),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _digits(_HAN)),
    "koreanDigital2": _digits("零" + _HAN[1:]),
    "japaneseCounting": _japanese,
    "ideographTraditional": _few(_STEMS),
    "ideographZodiac": _few(_BRANCHES),
    "ideographZodiacTraditional": lambda year: _STEMS[(year - 1) % 10] + _BRANCHES[(year - 1) % 12] if year else "0",
    "ideographEnclosedCircle": _few(_row("㈠", 10)),
    "decimalEnclosedCircle": _few(_row("①", 20)),
    "decimalEnclosedCircleChinese": _few(_row("①", 10)),
    "decimalEnclosedFullstop": _few(_row("⒈", 20)),
    "decimalEnclosedParen": _few(_row("⑴", 20)),
}
"""Name of a format → how a number from 1 is written in it. Letters of other scripts are left out."""
