"""A pasted sentence taken apart: what follows from what, how much of it, and what is asked for. Pure.

These are proposals: what a sentence leaves open, or says twice, is left to whoever writes the entry.
"""

import re
from collections.abc import Mapping

from rolebook.words.figures import Figure, counted_by, figures

_COUNTED = re.compile(r"(?:一次|每次|每发生一次|每发现一次|发现一次)")
_EACH = r"(?:(?:每|一)(?:发生|发现)?一?(?:次|项|人|人次|天|日|月|例|单|批|票|分钟|小时|半小时)|发现一次)"
_SANCTIONS: Mapping[str, str] = {
    "money": "罚款|罚金|扣款|扣罚|处罚|考核(?=[^，。；]*(?:元|工资|%|％|倍))|扣(?=[^，。；]*(?:元|工资|%|％))",
    "points": "(?:扣|考核)(?=[^，。；]*分(?!钟))",
    "written-warning": "书面警告",
    "warning": "(?:口头)?警告",
    "public-notice": "通报批评",
    "major-demerit": "记大过",
    "demerit": "记过",
    "pay-cut": "降薪",
    "suspension": "停职",
    "transfer": "调岗|调离",
    "demotion": "降级|降职",
    "dismissal": "解除(?:劳动)?合同|开除|辞退|除名",
    "absence": "按旷工|视为旷工",
    "damages": "赔偿",
}
_REWARDS: Mapping[str, str] = {
    "bonus": "奖励(?=[^，。；]*(?:元|工资|%|％))|奖金|奖(?=\\s*[0-9一二两三四五六七八九十百千]+\\s*元)",
    "points": "(?:加|奖励|奖)(?=[^，。；]*分(?!钟))",
    "commendation": "嘉奖|通报表扬",
    "major-merit": "记大功",
    "merit": "记功",
    "promotion": "晋升|晋级",
    "raise": "加薪",
    "leave": "带薪假",
    "honour": "荣誉称号",
}
"""What follows → how sentences say it."""
_LED = re.compile(rf"[的者]?[，,、]?\s*(?:{_EACH}|处以|给予|并|予以|须|应|将|对(?:其|责任人)|责任人)*\s*$")
_UNITS = {
    "元": "CNY", "分": "points", "%": "percent", "日工资": "days-pay", "月工资": "months-pay", "倍": "multiple",
    "天": "days",
}  # fmt: skip
_COUNTS = {
    "次": "occurrence", "项": "item", "人": "person", "日": "day", "月": "month", "半小时": "half-hour",
    "小时": "hour", "分钟": "minute", "例": "case", "票": "ticket", "单": "order", "批": "batch",
}  # fmt: skip
"""The words of `figures.COUNTED_BY` → codes."""
DEGREES = {
    "初中": "junior-high", "高中": "high-school", "中专": "secondary-vocational", "中职": "secondary-vocational",
    "技校": "secondary-vocational", "职高": "secondary-vocational",
    "大专": "college", "专科": "college", "本科": "bachelor", "硕士": "master",
    "(?<!博士)研究生": "master", "博士": "doctor",
}  # fmt: skip
"""Patterns of degrees → codes."""


def behaviour(text: str) -> str:
    """What is punished or rewarded: what stands before the first comma, or before what follows from it."""
    first, comma, _ = text.partition("，")
    found = None if comma else _first(text)
    return _LED.sub("", text[: found.start()]) if found and found.start() else first.rstrip("。")


def consequence(text: str) -> str:
    """What follows, in the words of the text: what stands behind the last comma, without what it is counted by."""
    found = None if "，" in text else _first(text)
    last = text[found.start() :] if found else text.rpartition("，")[2]
    return _COUNTED.sub("", last.rstrip("。"))


def _first(text: str) -> re.Match[str] | None:
    """Where the first consequence is named."""
    return re.search("|".join((*_SANCTIONS.values(), *_REWARDS.values())), text)


def sanction(text: str) -> str:
    """The one kind of sanction that a text names, as its code."""
    return _only(text, _SANCTIONS)


def reward(text: str) -> str:
    """The one kind of reward that a text names, as its code."""
    return _only(text, _REWARDS)


def _only(text: str, known: Mapping[str, str]) -> str:
    found = [code for code, pattern in known.items() if re.search(pattern, text)]
    if "written-warning" in found:
        found.remove("warning")
    return found[0] if len(found) == 1 else ""


def _amount(text: str) -> Figure | None:
    """The one figure of what follows that may be an amount."""
    leave = "假" in text
    found = [one for one in figures(consequence(text)) if one.unit in _UNITS and (leave or one.unit != "天")]
    return found[0] if len(found) == 1 else None


def amount(text: str) -> str:
    """How much it is, in digits: `50`."""
    found = _amount(text)
    return f"{found.value:g}" if found else ""


def unit(text: str) -> str:
    """What the amount is counted in, as its code."""
    found = _amount(text)
    return _UNITS[found.unit] if found else ""


_FIRST_TIME = re.compile(r"一次(?:性|(?=成功|合格|通过|验收))")
"""A word that counts nothing: 一次成功率."""


def per(text: str) -> list[str]:
    """By what it is counted, as codes: `一次一项考核50元` by occurrence and item."""
    text = _FIRST_TIME.sub("", text)
    said = counted_by(text)
    found = [code for word, code in _COUNTS.items() if word in said]
    return ["occurrence", *found] if _COUNTED.search(text) and "occurrence" not in found else found


def degree(text: str) -> str:
    """The one degree that a text asks for at least."""
    if "学历不限" in text or "不限学历" in text:
        return "any"
    found = {
        code for word, code in DEGREES.items() if re.search(rf"{word}(?:研究生)?(?:毕业)?(?:学历)?(?:或|及)?以上", text)
    }
    return found.pop() if len(found) == 1 else ""


def years(text: str) -> dict[str, float]:
    """Years of experience: `{"min": 3}` of `3年以上`, both ends of `3-5年`."""
    return _span(text, "年")


def age(text: str) -> dict[str, float]:
    """Years of age."""
    return _span(text, "岁")


def _span(text: str, unit_: str) -> dict[str, float]:
    found = [one for one in figures(text) if one.unit == unit_]
    values = [int(one.value) if one.value.is_integer() else one.value for one in found]
    if len(found) == 2 and found[0].at == found[1].at:
        return {"min": values[0], "max": values[1]} if values[0] <= values[1] else {}
    if len(found) != 1:
        return {}
    unit_word = "周?岁" if unit_ == "岁" else unit_
    if re.search(rf"{unit_word}(?:及|或|（含）)?以上", text):
        return {"min": values[0]}
    is_most = re.search(
        rf"{unit_word}(?:及|或|（含）)?以[下内]|(?:不超过|不大于|不高于)[^，。；]{{0,4}}{unit_word}", text
    )
    return {"max": values[0]} if is_most else {}
