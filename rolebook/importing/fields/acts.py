"""What was done, told from by what it is reckoned, who pays and when it weighs more. Pure."""

import re
from dataclasses import dataclass, replace

from rolebook.importing.fields.circumstances import DONE_TO, is_condition, is_threshold
from rolebook.importing.names import is_role_word
from rolebook.words.figures import figures

_BY = re.compile(
    r"(?:^|(?<=.)(?:的|，)?)(?:(?:由|对)?(?:责任人|本人|当事人|[\u3400-\u9fff]{1,3}[员人者长组商方])?)?按照?[^，。；]{1,16}?"
    r"(?:收取(?:费用)?|计算|处理|结算|标准|损失|金额|售价|[价额款费])$"
)
"""By what is reckoned: `按虚报金额`, `责任人按直接损失`."""
_SHARED = re.compile(
    r"(?:责任人|本人|当事人)?的?(?P<of>[\u3400-\u9fff]{0,8}(?:部分|利润|工资|绩效|奖金|提成|损失|差额|货款|[^罚]款额))的?$"
)
"""Of what a share is taken, where that stands before it: `超额部分按2%`, `当月绩效工资下浮10%`."""
GROWS = re.compile("，每[增超逾延迟多晚拖少低]")
"""How an amount grows: `，每增加10分钟加扣5元`."""
PAYS = re.compile("对?(?:所在|当班|带班|值班)?[\u3400-\u9fff]{0,4}[员长理任工管](?:负?连带(?:责任)?|另|各|也)?")
"""Who pays, where that stands before the verb: `班长连带扣10分`."""
_WHO = re.compile("[\u3400-\u9fff]{0,3}(?:班组?|团队|小组|店|车间|部门|科室|个人|同志)")
"""Whose an achievement is: 河滨店 of `报废率最低的河滨店`."""
_WHEN = frozenset({"分别", "年终", "年底", "月底", "季末", "当月", "次月"})
_FOLLOWS = re.compile(
    "造成|导致|引[起发]|致|需|给|使|被|情节|屡|严重|后果|经|拒不|逾期|再次|每|当[月年日]|累计|连续|一个?月|满|达|超|第"
)
"""What says when an act weighs more, or how often it was done, and names no other act."""
_AND_THEN = re.compile("^(?:对|有|如|若|凡|发现)?")
_ACT = 3
"""Characters that an act has more than."""
_LASTING = re.compile(
    r"(?P<act>[\u3400-\u9fff]{2,6}?)[一二两三四五六七八九十\d半]+(?:个?(?:[天日次场月周]|班次?)|个?小时)"
)
"""`旷工一天`, where it goes on with `连续旷工三天的`."""
PURSUED = re.compile(
    "(?:并且?|且|同时|还?将|依法|保留|由?公司|对?其|可|应|须|要)*(?:追究[^，。；]{0,10}(?:责任|权利)|承担[^，。；]{0,6}(?:法律|刑事)责任"
    "|(?:移送|移交|送交?|交由?)[^，。；]{0,6}(?:公安|司法)[^，。；]*|报警(?:处理)?)"
)
"""What follows besides and is none of the model's sanctions: it stays in the wording of the one before it."""
DAILY = re.compile("按[日天]$")
"""Before a verb it says by what the sum is counted, and not of what it is a share."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing that follows: `amount`, or `low` and `high`, in `unit` (`元`, `分`, `%`, `天工资`) of `base`."""

    kind: str
    wording: str
    amount: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    base: str = ""
    nth: int | None = None
    within: str = ""
    condition: str = ""
    cap: float | None = None


@dataclass(frozen=True, slots=True)
class Consequences:
    """A penalty or reward taken apart. `behaviours` may be empty where the text only says what follows."""

    behaviours: tuple[str, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    per: tuple[str, ...] = ()
    per_text: str = ""
    condition: str = ""


def without_measures(behaviours: list[str], found: list[Consequence]) -> tuple[list[str], list[Consequence]]:
    """The acts without that by which the first consequence is reckoned, and the consequences with it."""
    acts = [act for one in behaviours if (act := _BY.sub("", one).rstrip("的，"))]
    if len(acts) > 1 and found and found[0].unit in ("%", "倍") and (shared := _SHARED.fullmatch(acts[-1])):
        return acts[:-1], [replace(found[0], base=found[0].base or shared["of"]), *found[1:]]
    return acts or behaviours, found


def of_offenders(before: list[str]) -> list[str]:
    """The pieces without what is done about whoever did that: `拒签的，由两人证明，罚50元`."""
    last = max((place for place, one in enumerate(before, 1) if one.endswith(("的", "者"))), default=len(before))
    return before[:last] + [one for one in before[last:] if is_condition(one) or is_threshold(one)]


def without_whose(text: str) -> str:
    """An achievement without whose it is: `全年无差错的保管员`."""
    done, of, who = text.rpartition("的")
    if text in _WHEN:
        return ""
    return done if of and len(done) > _ACT and (is_role_word(who) or _WHO.fullmatch(who)) else text


def act_apart(said: str, head: str, *, rewards: bool) -> str:
    """The act that stands before a further consequence in a piece of its own; "" where it only weighs more.

    `head` stands before its verb: in `与客户对骂，一次扣20分` the act is 与客户对骂.
    """
    act = _AND_THEN.sub("", said).removesuffix("的")
    is_own = rewards or (head != act and not _FOLLOWS.match(act))
    return act if is_own and len(act) > _ACT and not is_condition(act) and not figures(act) else ""


def of_one_act(behaviours: list[str], found: list[Consequence]) -> tuple[list[str], list[Consequence]]:
    """An act that is named again with how long or often it lasted, once: 旷工 of `旷工一天…，连续旷工三天的…`."""
    lasting = _LASTING.fullmatch(behaviours[0]) if len(behaviours) == 1 else None
    if lasting is None or not any(lasting["act"] in one.condition for one in found[1:]):
        return behaviours, found
    if any(_LASTING.fullmatch(one.condition) for one in found[1:]):
        found = [replace(found[0], condition=behaviours[0]), *found[1:]]
    return [lasting["act"]], found


def act_in(one: Consequence) -> str:
    """The act that a further consequence follows, where its condition is one: `伪造记录的扣10分`."""
    act = one.condition.rstrip("的者")
    is_act = DONE_TO.search(act) is not None and not is_condition(one.condition) and not is_threshold(act)
    is_act = is_act and not re.match(r"\d|[一两三半]个?[小天]|造成|导致|引[起发]|致|给|使|被|情节|屡|严重|后果", act)
    return act if is_act and one.nth is None else ""


def once(found: list[Consequence]) -> list[Consequence]:
    """What follows, named before or behind its sum once: `奖金150元，奖金在一周内发放`."""
    plain = [(place, one) for place, one in enumerate(found) if not (one.condition or one.nth)]
    first = {one.kind: place for place, one in reversed(plain)}
    sums = {one.kind for one in found if one.unit} & {"money", "bonus"}
    return [
        one
        for place, one in enumerate(found)
        if one != Consequence(one.kind, one.wording) or not (one.kind in sums or first.get(one.kind, place) < place)
    ]
