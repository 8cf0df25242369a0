"""What stands in front of an item of a list: `1、`, `（一）`, `1）`, `a.`, `⑴`, `➢` … and how it is taken off. Pure."""

import re
from functools import cache

_HAN = "[\u3400-\u9fff]"
_NUMERAL = "[一二三四五六七八九十百]"
_COUNTED = (
    "(?![年月日天周个名人位次小时分元万千百亿级岁项家台套件吨米公斤克毫厘升度条批辆种类至到点块层楼号线届期期轮倍步])"
)
"""Behind a number: what it counts, so that it numbers nothing (`24 小时值班`)."""
_NO_PAIR = f"(?!{'|'.join(map('、'.join, zip('一二三四五六七八九', '二三四五六七八九十', strict=True)))})"
"""五、六月份 numbers nothing."""
_SIGNS = "•·●○■□◆◇▪▫◦‣➢➣➤►▶▷★☆※✓✔√\uf06c\uf06e\uf0a7\uf0b7\uf0d8\uf0fc"
_ENCLOSED = "\u2460-\u24ff\u2776-\u2793\u3220-\u3243\u3280-\u3289"
_MARKS = (
    rf"(?:-(?!\d)|[{_SIGNS}])\s*",
    r"[*＊](?![*＊])\s*",
    r"第[一二三四五六七八九十百\d]+[章节篇款][、.:：]?\s*",
    r"第[一二三四五六七八九十百\d]+条(?!生产线|产线|流水线|线路|线)[、.:：]?\s*",
    rf"[(（]\s*(?:{_NUMERAL}+|\d{{1,3}}|[a-zA-Z](?!\s*[)）][类级型])|[ivxIVX]{{2,4}})\s*[)）][、.．]?\s*",
    r"【\s*\d{1,3}\s*】\s*",
    rf"[(（]\s*\d{{1,2}}\s+(?={_HAN})",
    rf"(?:\d{{1,3}}(?:[.．]\d{{1,2}})*|{_NUMERAL}{{1,3}}|[a-zA-Z]|[ivxIVX]{{2,4}})\s*[)）]\s*",
    rf"{_NO_PAIR}{_NUMERAL}+(?:、|[.．:：]\s*(?={_HAN}))\s*",
    r"\d+\s*[、.．](?!\d)\s*",
    rf"\d{{1,2}}\s*[,，:：](?={_HAN})",
    rf"\d{{1,2}}(?:[.．]\d{{1,2}})+\s*(?:[、.．]\s*|[\s]+(?={_HAN}){_COUNTED})",
    rf"\d{{1,3}}[\s]+(?={_HAN}){_COUNTED}",
    rf"0\d(?={_HAN}){_COUNTED}",
    rf"[A-Za-zＡ-Ｚａ-ｚ](?:、|[.．]\s*)(?={_HAN})",
    rf"[Ⅰ-Ⅿⅰ-ⅿ]+\s*(?:[、.．)）:：]\s*|\s(?={_HAN}))|[IVX]{{2,4}}[、.．]\s*(?={_HAN})",
    rf"[{_ENCLOSED}][.。、]?\s*",
)


@cache
def _mark() -> re.Pattern[str]:
    """A mark in front, behind a quote perhaps: compiled when it is first asked for, which takes a while."""
    return re.compile(rf"\s*(?P<quote>[\"“‘「『]?)\s*(?:{'|'.join(_MARKS)})")


_SECOND = re.compile(
    rf"[。；;]\s*(?:\d{{1,2}}\s*[、.．)）](?!\d)|[(（](?:\d{{1,2}}|{_NUMERAL}{{1,2}})[)）]|[{_ENCLOSED}]|{_NUMERAL}+、)"
)


def without_list_number(line: str) -> str:
    """The line without a leading bullet or list number (`1、`, `（一）`, `①。`, `- `, `1）`), also behind a quote."""
    found = _mark().match(line)
    return found["quote"] + line[found.end() :] if found else line


def without_list_numbers(line: str) -> str:
    """The line without any number or bullet in front: `（一）1、制定` is 制定."""
    while (less := without_list_number(line)) != line:
        line = less
    return line


def holds_several(text: str) -> bool:
    """Whether a text with a list number in front goes on with the next one: `1、制定计划。2、组织实施。`."""
    return without_list_number(text) != text and _SECOND.search(text) is not None
