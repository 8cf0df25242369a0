"""The figures of a text: numbers with what they count, as in `50元`, `五十元`, `第三次`, `半日工资`. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rolebook.words.numerals import spelled_out

_HAN = "零〇一二两三四五六七八九十百千万亿"
_FINANCIAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟貳參陸", "一二三四五六七八九十百千二三六")
"""The forms of numerals that cannot be altered, as money is written in them."""
_ONE = rf"(?:(?:\d+(?:\.\d+)?[十百千万亿]?|[{_HAN}]+)(?:个半)?|半)"
_UNITS = {
    "个?(?:日|天)的?(?:基本|岗位|绩效|平均)?工资": "日工资",
    "个月的?(?:基本|岗位|绩效|平均)?工资|月(?:基本|岗位|绩效)?工资": "月工资",
    "(?:元|块)(?:钱|人民币|整)?|RMB|CNY": "元",
    "个百分点|%": "%",
    "‰": "‰",
    "倍": "倍",
    "分钟|分(?=以[内上下]|之内)": "分钟",
    "分(?![钟之])": "分",
    "个?小时|个?钟头": "小时",
    "个?工作日|天|日(?![期常])": "天",
    "周(?!岁)|个?星期": "周",
    "个月|月(?![末底初度])": "个月",
    "个?季度": "季度",
    "周岁|岁": "岁",
    "年(?![度终底末初级])": "年",
    "次(?!性)": "次",
}
"""What is counted, as a pattern → its one name."""
_UNIT = "|".join(f"(?P<u{index}>{pattern})" for index, pattern in enumerate(_UNITS))
_NAMES = tuple(_UNITS.values())
_JOINT = r"\s*(?:[-–—~至到、或]|——)\s*"
_FIGURE = re.compile(
    rf"(?P<ordinal>第?)(?:"
    rf"百分之(?P<percent>{_ONE}(?:{_JOINT}{_ONE})?)|千分之(?P<mille>{_ONE})"
    rf"|(?P<twice>加倍|双倍|翻倍)|(?P<unit_first>[¥￥])(?P<money>\d+(?:\.\d+)?)"
    rf"|(?P<numbers>{_ONE}(?:(?:{_UNIT.replace('?P<u', '?P<v')})?{_JOINT}{_ONE})*)(?:{_UNIT})(?P<half>半(?![日天年]))?"
    rf")"
)
_ANY = re.compile(rf"[\d{_HAN}半加双翻¥￥]")
"""A character of every figure."""
_NUMBER = re.compile(_ONE)
_BARE = re.compile(r"(?<![\dA-Za-z:.])\d+(?:\.\d+)?(?![\dA-Za-z:.])")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_OTHERWISE = re.compile(
    r"十分(?=[重必注熟清明了关紧困]|之)|[万十]分(?:之|重要|熟悉)|千分(?:重要|熟悉)|一次性|一年四季|一天到晚|三天两头|一分为二|统一"
    r"|(?<!\d)\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日|(?<=每年)\d{1,2}月|[一二三四五六七八九十]+月[一二三四五六七八九十]+日"
)
"""Words that count nothing, and dates."""

COUNTED_BY = {
    "次": "人?次|回", "项": "项", "人": "人(?!次)", "日": "天|日", "月": "月", "半小时": "半个?小时",
    "小时": "个?小时", "分钟": "分钟", "例": "例", "票": "票", "单": "单", "批": "批",
}  # fmt: skip
"""What a penalty or a reward may be counted by → how texts write it."""
_EACH = re.compile("[每一/]")
_BY = re.compile(rf"(?:每[一1]?|[一1])(?:{'|'.join(COUNTED_BY.values())})")


class Figure(NamedTuple):
    """A number and what it counts (`元`, `分`, `%`, `次` …; `第次` for the nth time); `shown` as the text has it."""

    value: float
    unit: str
    shown: str
    at: int

    @property
    def key(self) -> tuple[float, str]:
        """What two figures that say the same have in common."""
        return self.value, self.unit


@lru_cache(maxsize=50_000)
def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text in order; both ends of a range, each with the unit that stands behind the last.

    `每次10-50元` has 10元 and 50元; what is counted off (`每次`, `一次一项`) is no figure: `counted_by` reads it.
    """
    return tuple(_figures(plain(text)))


def bare_numbers(text: str) -> frozenset[float]:
    """The numbers in digits behind which nothing is said that they count: 罚款50."""
    form = plain(text)
    taken = {place for figure in _figures(form) for place in range(figure.at, figure.at + len(figure.shown))}
    return frozenset(float(found[0]) for found in _BARE.finditer(form) if found.start() not in taken)


def plain(text: str) -> str:
    """A text of the same figures with one way of writing them: half-width, without commas in thousands."""
    return _THOUSANDS.sub("", unicodedata.normalize("NFKC", text)).translate(_FINANCIAL)


def _figures(text: str) -> Iterator[Figure]:
    if not _ANY.search(text):
        return
    place = 0
    while found := _FIGURE.search(text, place):
        other = _OTHERWISE.search(text, place)
        if other and other.start() <= found.start() < other.end():
            place = other.end()
            continue
        if not _counts_off(text, found):
            yield from _of_match(found)
        place = found.end()


def _counts_off(text: str, found: re.Match[str]) -> bool:
    """Whether it says by what something is counted: `每半小时`, `一次`."""
    each = text[: found.start()].endswith("每")
    return _BY.fullmatch(("每" if each else "") + found[0]) is not None


def _of_match(found: re.Match[str]) -> Iterator[Figure]:
    numbers, unit = found["numbers"], ""
    if found["twice"]:
        numbers, unit = "2", "倍"
    elif found["percent"]:
        numbers, unit = found["percent"], "%"
    elif found["mille"]:
        numbers, unit = found["mille"], "‰"
    elif found["money"]:
        numbers, unit = found["money"], "元"
    else:
        unit = next(name for index, name in enumerate(_NAMES) if found[f"u{index}"])
    values = [_value(one) for one in _NUMBER.findall(numbers)]
    if found["half"]:
        values[-1] += 0.5
    unit = f"第{unit}" if found["ordinal"] else unit
    for value in values:
        yield Figure(value, unit, shown=found[0], at=found.start())


def _value(number: str) -> float:
    if number == "半":
        return 0.5
    return spelled_out(number.removesuffix("个半")) + (0.5 if number.endswith("个半") else 0)


@lru_cache(maxsize=50_000)
def counted_by(text: str) -> frozenset[str]:
    """What a text counts by, as keys of COUNTED_BY: `每次每人`, `一次一项`, `50元/次`."""
    form = plain(text)
    if not _EACH.search(form):
        return frozenset()
    return frozenset(
        word for word, pattern in COUNTED_BY.items() if re.search(rf"(?:每[一1]?|(?<!第)一|/)(?:{pattern})", form)
    )
