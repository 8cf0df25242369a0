"""How much a consequence is: which figures of a text are amounts and which only say when. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rolebook.words.figures import Figure, figures

MEASURES = {"元": "元", "分": "分", "%": "%", "‰": "‰", "日工资": "天工资", "月工资": "月工资", "倍": "倍"}
"""Units of `words.figures` that an amount may have → their names here."""
BOUND = re.compile(r"(?:及|或|（含）|\(含\)|含)?(?:以[上下内外]|之内|之外)|起(?=$|[，,。；])")
_THRESHOLD = re.compile(
    r"(?:达到?|(?<!不)超过|超出|(?<!不)超(?=[\d\s]*$)|满|不足|低于|高于|误差|差额|不满|误|每增加|每低|每少(?![一1]?[次个]))[^，。；\t\d]{0,6}$|[≥≤＞＜><]\s*$"
)
_LEAST_OR_MOST = re.compile(r"(?:不[低少高多]于|不超过|最[低少高多]|至[少多])?")
_BEFORE_SHARE = re.compile(r"^(?:的|则|并处?以?|且|和|及|同时|另|再|处以?|予以|给予|、|\s)+")
CAP = re.compile(
    r"最[高多]|封顶|上限|(?:累计|合计|总计)[^，。；]*不超过|^共|不超过|至多|扣完[^，。；]{0,6}为止|[元分]为止|直至|为限"
)
AT_PRICE = re.compile(
    r"(?:[/／每][A-Za-z\u3400-\u9fff]{1,3}?)?(?:的?(?:价格|标准|金额|单价)(?:进行)?|从[^，。；]{1,8}?)"
)
"""Between a sum and its verb: `按30元/吨的标准进行处罚`, `50元从工资里扣`."""
_TIMES_PAY = re.compile("倍的?((?:[日月]|当[日月天]|本人|基本|岗位)*(?:工资|薪酬?))")
_WHOSE = re.compile(
    r"^(?:其|责任人|本人的?|当事人|除|发|按|翻(?=$)|[\u3400-\u9fff]{1,4}[员长理任工](?=当|本|全|[月绩奖工]))+|的$|[、\s]+$"
)
_OF_DAMAGES = re.compile(
    r"按照?(?P<by>[^，。；]+?)的?(?:赔偿|承担)|(?:赔偿|承担)(?:全部|相应|一切)?(?P<of>[^，。；]+?)的?$"
)
"""What a share is taken of that must be paid: 客户损失 of `赔偿客户损失的30%`."""
_MOST = re.compile(r"^最[高多][扣罚]款?")


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a figure says: one number or the ends of a range.

    `before` is 1 + its place where it stands before its verb, else 0.
    """

    amount: float | None
    low: float | None
    high: float | None
    unit: str
    before: int

    @classmethod
    def of(cls, found: list[Figure], before: int, bound: str = "") -> "Amounts":
        """The amounts of one figure or of both ends of a range, with the bound behind it (`以上`, `以内`)."""
        unit = MEASURES[found[-1].unit]
        if len(found) > 1:
            return cls(None, min(one.value for one in found), max(one.value for one in found), unit, before)
        value = found[0].value
        if bound.endswith(("上", "起")):
            return cls(None, value, None, unit, before)
        if bound.endswith(("下", "内")):
            return cls(None, None, value, unit, before)
        return cls(value, None, None, unit, before)


@lru_cache(maxsize=1024)
def money(text: str) -> tuple[Figure, ...]:
    """The figures that may be amounts; `figures` gives both ends of a range with one place.

    One behind a letter is none: a `l0元` that was read off a picture is nobody's to repair.
    """
    found = (one for one in _each(text) if one.unit in MEASURES and not is_threshold(text, one))
    given = (one for one in found if one.value or one.unit != "分")  # `记零分` says what is left
    return tuple(one for one in given if not re.search(r"[A-Za-z]$", text[: one.at]))


def _each(text: str) -> Iterator[Figure]:
    """The figures, those of a list (`5%、10%`) each at its own place: only of a range both ends stand at one."""
    place, listed = 0, -1
    for one in figures(text):
        parts = one.shown.split("、")
        if len(parts) == 1:
            yield one
            continue
        place = place + 1 if one.at == listed else 0
        listed = one.at
        if place < len(parts):
            before = sum(len(part) + 1 for part in parts[:place])
            yield Figure(one.value, one.unit, parts[place], one.at + before)


def is_threshold(text: str, one: Figure) -> bool:
    """Whether a figure says when and not how much: `损失500元以上的`, `价值超过100元`."""
    before, rest = text[: one.at], text[one.at + len(one.shown) :]
    bound = BOUND.match(rest)
    if re.search(r"(?:^|[\s\u3400-\u9fff])[-－—+＋]\s*$|的按$", before):
        return False  # `-5分`, `超过五个的按200元`
    if one.unit == "倍" or (one.unit == "%" and before.endswith("的") and not bound):
        return False
    behind = rest[bound.end() :] if bound else ""
    if _LEAST_OR_MOST.fullmatch(before) and not re.match("[的者时]", behind):
        return False  # right behind its verb: `罚款5000元以上`, `罚款不低于100元`
    is_beyond = _THRESHOLD.search(before) is not None
    if bound and bound[0] != "起" and re.match(r"(?!的?[罚奖])(?:[的者时，,、]|$)", behind):
        return is_beyond or not re.search(r"[罚扣处奖]|给予", before)
    return is_beyond and not re.search(r"[罚扣处奖](?![满达到])[^，。；]{0,3}$", before)


def usual_unit(texts: Iterable[str]) -> str:
    """`元` or `分`: in which the penalties and rewards of a document mostly say how much; "" where they do not."""
    found = Counter(one.unit for text in texts for one in money(text) if one.unit in ("元", "分"))
    return next((unit for unit, _ in found.most_common(1)), "")


def first_amount(text: str) -> Figure | None:
    """The first amount of a text."""
    return next(iter(money(text)), None)


def last_amount(text: str) -> Figure | None:
    """The last amount of a text."""
    return next(reversed(money(text)), None)


def ends_with(piece: str, amount: Figure) -> bool:
    """Whether nothing stands behind an amount but what it is counted by."""
    rest = piece[amount.at + len(amount.shown) :]
    return re.fullmatch(r"(?:以[上下内])?\s*(?:[/／每一1]\s*[^，。；]{1,4}){0,2}", rest) is not None


def amounts_of(tail: str, head: str, kind: str, verb: str) -> tuple[Amounts | None, str]:
    """The amount behind a verb, else the one before it, and what it is a share of."""
    found = money(tail)
    if found:
        same = [one for one in found if one.at == found[0].at]
        before = tail[: found[0].at]
        bound = BOUND.match(tail[found[0].at + len(found[0].shown) :])
        most = re.match(r"[^，。；]*(?:不超过|不高于|最[高多]|至多)", before)
        least = re.match(r"[^，。；]*(?:不[低少]于|最[低少]|至少)", before)
        said = "以下" if most or CAP.search(head) else "以上" if least else bound[0] if bound else ""
        behind = before[bounded.end() :] if (bounded := most or least) else before
        of = _OF_DAMAGES.search(verb + before) if kind == "damages" and same[0].unit in ("%", "倍") else None
        return Amounts.of(same, 0, said), (of["by"] or of["of"] if of else base(behind, same[0], tail))
    if kind not in ("take", "damages") or not head:
        return None, ""
    last = last_amount(head)
    rest = head[last.at + len(last.shown) :].strip() if last else ""
    counted = r"(?:以[上下内])?(?:[/／每]?[一1]?[次人项天单票例件处])*的?(?:处以?|给予|经济)?"
    if last is None or not (re.fullmatch(counted, rest) or AT_PRICE.fullmatch(rest)):
        return None, ""
    same = [one for one in money(head) if one.at == last.at]
    bound = BOUND.match(head[last.at + len(last.shown) :])
    led = re.search(r"(?:将?(?:处以?|给予|按照?))\s*$", head[: last.at])
    return Amounts.of(same, (led.start() if led else last.at) + 1, bound[0] if bound else ""), ""


def further_amounts(tail: str) -> list[tuple[Amounts, str]]:
    """The amounts behind the first one of a verb, with whose they are: `扣班组长5分、操作工3分`."""
    found = money(tail)
    made: list[tuple[Amounts, str]] = []
    places = list(dict.fromkeys(one.at for one in found))
    for last, at in pairwise(places):
        same = [one for one in found if one.at == at]
        before = next(one for one in found if one.at == last)
        between = tail[last + len(before.shown) : at]
        if same[0].unit == found[0].unit and re.search(r"[、和及]", between):
            made.append((Amounts.of(same, 0), re.sub(r"^[^、和及]*[、和及]|[奖扣罚]$", "", between).strip()))
    return made


def share_of(head: str, amounts: Amounts) -> str:
    """What a share is taken of, where that stands before its verb: 装卸费 in `并按装卸费的2倍扣款`."""
    found = re.search(r"(?:按照?|以)([^，。；]+?)的?$", head)
    if not found and amounts.before:
        found = re.search(r"([^，。；]+?)的?$", head)
    return _BEFORE_SHARE.sub("", found[1]) if found else ""


def base(before: str, one: Figure, behind: str = "") -> str:
    """What a share is taken of: 当月工资 in `当月工资的10%`, 工资 in `扣3倍工资`."""
    if one.unit in ("%", "‰", "倍"):
        times = _TIMES_PAY.search(behind) if one.unit == "倍" else None
        return _WHOSE.sub("", before).strip() or (times[1] if times else "")
    return {"日工资": "本人日工资", "月工资": "本人月工资"}.get(one.unit, "")


def cap(segment: str, unit: str) -> float | None:
    """The most that may be taken: `当月累计不超过100元`, `共10分`."""
    found = money(segment)
    is_other = unit != "%" or re.search(r"[扣罚]", _MOST.sub("", segment)) is not None
    is_one = len(found) == 1 and (MEASURES[found[0].unit] == unit or not is_other)
    return found[0].value if is_one and CAP.search(segment) else None
