"""What a row or sentence says of an indicator: name, weight, target, measure, scoring, period. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

_HEADINGS: Mapping[str, str] = {
    "weight": "权重|占比|比重|分值|标准分|满分",
    "scoring": "评分|计分|扣分|得分|打分|奖罚|考核办法",
    "target": "目标|指标值|标准值|要求|标准$",
    "measure": "计算|公式|定义|说明|数据来源|考核方法|衡量",
    "period": "周期|频率|频次|时间",
    "name": "指标|项目|内容|名称|事项|考核项|KPI",
}
"""Fields → words in the headings of their columns; the earlier ones win."""
_PERIODS: Mapping[str, str] = {"month": "月", "quarter": "季", "half-year": "半年", "year": "年"}
_WEIGHT = re.compile(r"^(?!100)(?:权重)?[：:]?\s*(\d+(?:\.\d+)?)\s*[%％分]?$|^权重[：:]?\s*(\d+(?:\.\d+)?)\s*分$")
_TARGET = re.compile(
    r"[≥≤><＞＜]|不低于|不高于|不超过|不少于|达到|完成\d|以[上内下]|\d(?:个?小时|分钟|个?工作日|天|日)[之以]?内|100[%％]|^\d+(?:\.\d+)?(?:[%％]?$|[万亿]?元|[家次起件])|零|^0"
)
_SCORING = re.compile(r"[扣加减得]\s*\d*(?:\.\d+)?\s*分|每(?:低|高|超|增|少|多|发生|出现)|计\s*\d+\s*分|不得分")
_PARTED = re.compile(r" {2,}|\u3000+|\s*[\t|]\s*| / ")
"""What a table leaves between the cells of a line."""
_NAMED = re.compile(
    r"(.+?)(?=[≥≤><＞＜]|(?:每(?:[月年]|季度?))?(?:不[低高少]于|不超过|[低高大小]于|控制在|达到)|为?\d)"
)
"""A name before how much of it there must be."""
_REMARK = re.compile(r"[（(](?P<says>[^（）()]+)[)）]?$")
"""How a score falls, behind what is to be done: `写在笼卡上（漏写一格减0.5分）`."""
GROUP = "类别"
"""The heading of a column that says what several indicators belong to."""
_GROUPS = re.compile("分类|维度|模块|.类别")
_NUMBERING = re.compile(r"^\d{1,3}[、.]?$|^[一二三四五六七八九十]{1,3}$")
_LABELLED = re.compile(r"^(?:目标|指标|标准)值?[：:]?\s*(?=[\d≥≤><＞＜])")
_EVERY = re.compile("(?:按|每个?)(半年|[月季年])|(半年|[月季年])度")
_INLINE = re.compile(r"(?:权重|占比|占|比重|[（(])[：:为]?\s*(\d+(?:\.\d+)?)\s*(?:[%％]|(?<=占\d\d)分)")


def indicator_fields(
    text: str, cells: Sequence[str] = (), headings: Sequence[str] = (), above: str = ""
) -> dict[str, Any]:
    """The fields of an indicator, from its row where it has one; `above` is the heading that may say how often.

    Example: the cells `到货率`, `30%`, `≥97%`, `每低1%扣2分` → name, weight 30, target and scoring.
    """
    if not cells:
        *first, last = _PARTED.split(text.strip(" |"))
        target, comma, scoring = last.rstrip("；;。").rpartition("，")
        is_both = comma and _SCORING.search(scoring) and not _SCORING.search(target)
        cells = [*first, *((target, scoring) if first and is_both and _TARGET.search(target) else (last,))]
    fields = _of_row(cells, headings) if len(cells) > 1 else _of_text(text)
    every = _EVERY.search(text) or _EVERY.search(above)
    period = fields.get("period") or (every[1] or every[2] if every else "")
    code = next((code for code, word in _PERIODS.items() if period and word in period), "")
    fields["period"] = "half-year" if "半年" in str(period) else code
    return {key: value for key, value in fields.items() if value not in ("", None)}


def _of_row(cells: Sequence[str], headings: Sequence[str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if headings and _GROUPS.search(headings[0]) and len(cells) > 1 and _SCORING.search(cells[1]):
        headings = [*headings[1:], ""]  # the group stands in the row above
    for place, cell in enumerate(cells):
        heading = headings[place] if place < len(headings) else ""
        field = _field(cell, heading, fields)
        if field == "weight":
            number = re.search(r"\d+(?:\.\d+)?", cell)
            fields["weight"] = _number(number[0]) if number else None
        elif field:
            remark = _REMARK.search(cell) if field == "scoring" else None
            said = remark["says"] if remark and _SCORING.search(remark["says"]) else cell
            fields[field] = _LABELLED.sub("", said) if field == "target" else said
    return fields


def _field(cell: str, heading: str, filled: Mapping[str, Any]) -> str:
    """Which field a cell is: by the heading of its column, else by what it looks like."""
    if not cell.strip() or (_NUMBERING.match(cell) and ("号" in heading or not (heading or filled))):
        return ""
    if heading == GROUP:
        return ""
    named = next((field for field, words in _HEADINGS.items() if heading and re.search(words, heading)), "")
    if named == "name" and _TARGET.match(cell):
        named = "target"  # below 目标 stands what is measured, and below 指标 how much of it
    elif named == "target" and "目标" not in heading and _SCORING.search(cell):
        named = "scoring"
    elif named == "target" and "name" not in filled and not re.search(r"[\d零无]", cell):
        named = "name"
    if named and named not in filled:
        return named
    looks = [
        ("weight", bool(_WEIGHT.match(cell))),
        ("name", not heading and re.match(r"(?:[\d%]*[\u3400-\u9fff]){2}|[A-Z]{2}", cell) is not None),
        ("scoring", bool(_SCORING.search(cell))),
        ("target", bool(_TARGET.search(cell) or _LABELLED.match(cell))),
        ("name", not heading),
        ("target", not heading and "weight" in filled and "scoring" not in filled),
        ("measure", not heading),
    ]
    return next((field for field, fits in looks if fits and field not in filled), "")


def _of_text(text: str) -> dict[str, Any]:
    """A sentence such as `销售额完成率（权重40%）：≥95%，每低1%扣2分。`."""
    fields: dict[str, Any] = {}
    weight = _INLINE.search(text)
    if weight:
        fields["weight"] = _number(weight[1])
    pieces = [piece.strip() for piece in re.split(r"[，。；：:（）()]", text) if piece.strip()]
    for piece in pieces:
        if weight and piece.strip("占比重权为：: ") == weight[0].strip("（(占比重权为：: "):
            weight = None
            continue
        if "name" not in fields:
            named = _NAMED.match(piece)
            fields["name"] = named[1] if named else piece
        rest = piece.removeprefix(fields["name"])
        for field, pattern in (("scoring", _SCORING), ("target", _TARGET)):
            is_time = field == "target" and re.fullmatch(rf"(?:{_EVERY.pattern}).?.?", rest) is not None
            said = _LABELLED.sub("", rest)
            if field not in fields and not is_time and said and pattern.search(said):
                fields[field] = said
                break
    return fields


def _number(text: str) -> int | float:
    value = float(text)
    return int(value) if value.is_integer() else value
