"""When a consequence follows and for what: behaviours, conditions, thresholds, how often. Pure."""

import re

from rolebook.importing.fields.amounts import BOUND
from rolebook.words.figures import Figure, figures
from rolebook.words.taken_apart import per as counted_by

NTH = re.compile(
    r"(?:第|累计|连续|达|满|累计满|累计达|累计达到|达到)\s*([一二两三四五六七八九十\d]+)\s*次(?:及?以上|者|的|以后|起)*|([首初再末]|头[一1])[次犯]"
)
NTH_BARE = re.compile(r"(?<![每\d一])([二两三四五六七八九十]|[2-9])\s*次(?:及?以上(?:者|的)?|者|的|以后|起)")
NTH_ALONE = re.compile(r"^([二两三四五六])次$")
WITHIN = {
    "month": "一个?月(?:之)?内|当月|月(?:度)?内|每月|月累计|本月|同月",
    "quarter": "[一每]?季度?内|当季|[一每]个?季度",
    "year": "[一全本当每]?年(?:度)?(?:之)?内|当年|全年|年度|一年|年累计",
    "employment": "在职期间|任职期间|合同期内",
}
CONDITION = re.compile(
    r"(?:情节|后果|影响|程度|性质|损失|金额)[^，。；]*(?:严重|轻微|恶劣|较重|较轻|特别|重大|巨大)[^，。；]*|(?:给|对|使)(?:公司|企业|单位|客户|酒店|医院|学校|工厂|本?部门)[^，。；]*"
    r"(?:损失|影响|损害|后果|投诉)[^，。；]*|造成[^，。；]*(?:损失|影响|后果|事故|损坏|伤害)[^，。；]*|屡教不改[^，。；]*|屡犯[^，。；]*|拒不[^，。；]*"
    r"|每(?:低|高|超|增|减|降|逾|延|少|多|迟|晚)[^，。；]*|(?:超过|超出|达到|逾期)[^，。；]*\d[^，。；]*|经?(?:查实|核实|教育|提醒|劝阻)[^，。；]*|构成犯罪[^，。；]*|触犯[^，。；]*法律[^，。；]*"
)
EACH = re.compile(r"每(?:[一1]|\d{1,3})?[\u4e00-\u9fff]{1,2}$")
BETWEEN = re.compile(
    r"^(?:[的者]?|则|除|并处?以?|且|和|及|或者?|同时|另外?|再|还|应|须|将|一律|分别|各|予以|给予|对?(?:其|责任人|当事人)|、|\s)+"
)
_MEASURE = "人?次|项|人|天|日|月|例|单|批|票|处|件|台|起|个|份|笔|通|张|车|箱|户|条|趟|场|宗|发|分钟|小时|半小时"
LED = re.compile(
    rf"(?:每(?:发现|发生|出现|[迟缺漏少错拖]|查[到获出])?[一1]?(?:{_MEASURE})|(?<!第)[一1](?!天|日|月|小时|分钟|半小时|人)(?:{_MEASURE})|每次每[人项]|发现[一1]次|一经(?:发现|查实)|经(?:发现|查实)(?:后|一次)?|(?:发现|查实)(?:后|一次)"
    r"|双方(?:各)?|对(?:责任)?[\u4e00-\u9fff]{1,8}(?:组|部|室|长|员|人|理|管)|(?<!每)处以?|依法|给予?|(?<!不)再|[并另]|予以|须|应|将|要|否?则|违反?者|一律|均|各|每人|当事人|责任人|(?:对|由)[^，。；]{0,10}(?:责任人|当事人|本人|员工|主管)|(?<![清解拆开消排删免])除|的|(?<![后前])者|按|视(?:情|程度|损失|后果)[^，。；]{0,4}|根据情节)*$"
)
DONE_TO = re.compile(
    r"未|不|无|没|擅自|私自|私|乱|漏|错|误|拒|迟|早退|旷|脱岗|离岗|串岗|睡|闲聊|吸烟|抽烟|打架|斗殴|赌|酗|饮酒|喝酒|玩|泄|损|丢|遗失|弄虚作假|[伪编捏]造|谎|截留|倒卖|殴打|虚报|瞒|代打卡|代签|偷|盗|挪用|侵占|收受|索|顶撞|辱骂|争吵|吵架|聚众|违|逾期|延误|拖延|推诿"
)
_IF, _THEN = (
    re.compile("^(?:如(?![实期数下上何意])果?|若|凡|一旦|要是|假如)(?=[^，。；]{3})"),
    re.compile("[，]?(?:[并且还另]|同时|应当?|须|需要?|将|负责?)+$"),
)
"""Round a condition: `如造成损失并需`."""
_OF_SANCTIONS = re.compile(r"警告|[A-E甲乙丙丁一二三]类|[扣满]\d+分")
"""What is counted is no act but what followed from acts: 半年内B类满3次 says it whole."""
_NO_ACT = re.compile(
    r"颁?发[给放]?|计发|[月年季]|(?:[^，。；]*有)?(?:下列|以下|上述)(?:行为|情形|情况|错误|问题)?(?:之一)?[的者]?"
    r"|[\u3400-\u9fff]{1,6}[人员者][与和及]被[\u3400-\u9fff]{1,6}[人员者]"
)
"""What stands between an act and a sum and is no act: `发`, and who pays it: `打卡人与被打卡人各罚50元`."""
_FOUND_OUT = re.compile(r"(?:及时|主动)?(?:发现|制止|举报|揭发|检举|查出)")
"""Behind it stand things of one deed: `及时发现错版、漏页` is one."""
_BAN = re.compile(
    "^(?P<who>[^未不无]{0,16}?)(?:严格)?(?:不得|不准|不许|不允许|严禁|禁止|切勿)(?P<act>[\u3400-\u9fff].+)$"
)
_SINGLE = re.compile(r"[一1](?:个?小时|分钟|天|日|个?月)(?=(?:以|之)?[内上下])")
"""A threshold of one, which is no figure of its own: `1小时以内`."""
_LASTS = re.compile(
    r"(?:停[\u3400-\u9fff]{1,4}|待岗|休假?|旷工|[扣罚]发?[除罚]?)[一1半](?:个?[天日周月]|个?小时)(?=的?工资|[，。；]|$)"
)
"""How long a sanction lasts, or what it is worth: `停工一天`, `扣一天工资`."""


def nth_time(text: str) -> int | None:
    """At which time it follows: 3 of 第三次, 累计三次, 三次以上."""
    found = list(NTH.finditer(text)) or list(NTH_BARE.finditer(text)) or list(NTH_ALONE.finditer(text))
    if not found:
        return None
    word = next(one for one in found[-1].groups() if one)
    known: dict[str, int | None] = {"首": 1, "初": 1, "头一": 1, "头1": 1, "再": 2, "两": 2, "末": None}
    if word in known:
        return known[word]
    value = next(iter(figures(f"第{word}次")), None)
    return int(value.value) if value else None


def within(text: str) -> str:
    """Within what the times are counted, as its code."""
    return next((code for code, pattern in WITHIN.items() if re.search(pattern, text)), "")


def is_condition(text: str) -> bool:
    """Whether a piece says when a behaviour counts and not what it is: 给公司造成损失的."""
    return CONDITION.fullmatch(_IF.sub("", BETWEEN.sub("", text))) is not None


def condition_of(text: str) -> str:
    """When a further consequence follows, without how often it was: `情节严重者`, `30分钟以内`."""
    rest = NTH_ALONE.sub("", NTH_BARE.sub("", NTH.sub("", text)))
    for pattern in WITHIN.values():
        is_all = re.fullmatch(pattern, rest.strip("，、的 ")) is not None
        rest = re.sub(pattern, "", rest) if rest != text or is_all else rest
    rest = BETWEEN.sub("", rest.strip("，、 ")).strip("，、 ").removesuffix("的").strip("，、")
    rest = _THEN.sub("", _IF.sub("", rest))
    return "" if _NO_ACT.fullmatch(rest) else rest


def without_time(text: str) -> str:
    """A behaviour without how often it was: 第一次, 一个月内累计三次."""
    bare = text if _OF_SANCTIONS.search(text) else NTH.sub("", text)
    if bare != text:
        for pattern in WITHIN.values():
            bare = re.sub(rf"^(?:{pattern})|(?:{pattern})$", "", bare)
    return bare.strip("，、 ")


def behaviours_in(text: str) -> list[str]:
    """Behaviours that one piece names: `迟到、早退` are two, `销售台账、电话记录不健全` is one."""
    said = LED.sub("", text).strip()
    bare = re.sub(
        r"^(?:[的者]|或者?(?!许)|(?:若|凡是?|要是|如果)(?=[\u3400-\u9fff]{4}))|(?:的|者|行为|现象|情况)+$", "", said
    ).strip("，、；;。 ")
    parts = [part for part in re.split(r"[、]|或者?(?=[未不无擅私])", bare) if part]
    if len(parts) > 1 and all(DONE_TO.search(part) for part in parts) and not _FOUND_OUT.match(bare):
        return parts
    return [bare] if bare and not _NO_ACT.fullmatch(bare) else []


def without_ban(text: str) -> str:
    """What is done by whoever is punished: 在现场吸烟 of `不得在现场吸烟`, behind which a fine stands."""
    found = _BAN.match(text)
    return found["who"] + found["act"] if found else text


def is_bound(text: str, figure: Figure) -> bool:
    """Whether a figure is a threshold at the end of a behaviour: `10分钟以内`, `10至30分钟`, `超过2小时`."""
    rest = text[figure.at + len(figure.shown) :]
    return bool(BOUND.match(rest)) or (not rest.strip("的者内") and figure.unit in ("分钟", "小时"))


def without_bounds(behaviours: list[str]) -> tuple[list[str], list[str]]:
    """Behaviours, and the thresholds that stand behind them: 迟到10分钟以内 → 迟到 and 10分钟以内."""
    kept: list[str] = []
    bounds: list[str] = []
    for one in behaviours:
        at = next((figure.at for figure in figures(one) if is_bound(one, figure)), -1)
        at = single.start() if at < 0 and (single := _SINGLE.search(one)) else at
        found = at >= 0
        head = re.sub(r"(?:时间)?(?:在|达到?|超过?|超出|满|不足|不满)?$", "", one[:at]) if found else ""
        if found and kept and not head.strip():
            bounds.append(one)  # `抢修超时，10分钟以内扣2分`
            continue
        if not head.strip():
            kept.append(one)
            continue
        kept.append(head or one)
        bounds.append(one[len(head) :])
    return kept, bounds


_LATE = re.compile("(?:延期|逾期|超期|晚|拖)[一1]天(?=[^，。；]{0,4}[扣罚收])")
"""By the day, where it is said how late somebody is: `逾期1天扣1分`."""


def counted(text: str) -> list[str]:
    """By what it is counted; 每人次 is by both."""
    said = re.sub(r"每[一1]?条(?=每|[^，。；]{0,3}[处扣罚])", "每项", re.sub(r"(?<![\d第.])1(?=次)", "一", text))
    found = counted_by(_LASTS.sub("", _LATE.sub("每天", said)))
    is_shared = re.search(r"每人次|/人次|人均|各[罚扣奖处]", text)
    found = [*found, "day"] if re.search("按[日天](?=[扣罚计])", text) and "day" not in found else found
    return [*found, "person"] if is_shared and "person" not in found else found


def is_threshold(head: str) -> bool:
    """Whether what stands before an amount says from when on it holds: `1-5分钟`, `超过3次`."""
    found = _SINGLE.search(head) or any(one.unit not in ("元", "分", "%") for one in figures(head))
    return bool(found) and len(head) <= 14 and not re.search(r"[\u3400-\u9fff]{5}", head)
