"""What a single text says it is, by the grammar of the genre: a penalty, a reward, a qualification, a rule … Pure."""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from rolebook.importing.fields.consequences import taken_apart
from rolebook.importing.fields.named import SANCTIONS
from rolebook.importing.fields.one_way import in_one_way
from rolebook.importing.fields.qualifications import qualification_fields
from rolebook.importing.remembered import REMEMBERED

_AMOUNT = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百千半壹贰叁肆伍陆柒捌玖拾佰仟]+)"
_MONEY = rf"{_AMOUNT}\s*(?:元|块)"
_TAKEN = re.compile(
    r"(?<!的)罚款(?![规作使制通单者]|[^，。；]{0,6}[由归上公])|[罚扣][^，。；]{0,8}[lO]\d|扣发|扣满|以一罚|双倍"
    r"|加倍(?:处罚|扣)|[：:]\s*[-－−–]\s*\d+(?:\.\d+)?\s*分(?![-－—~～])"
    r"|(?<=[的者）)])[ \t][-－−]\d+(?:\.\d+)?\s*分?$"
)
"""What is taken away where no amount stands beside a verb: `推诿：-50分`, `脱岗的 -5`."""


_GIVEN = re.compile("奖|提成|加[^元块，。；]*分$")


class Sums(NamedTuple):
    """Whether a text says how much: behind or before a verb, for each time, or for whatever stands before it."""

    is_taken: bool = False
    is_each: bool = False
    is_bare: bool = False


_OF_SUMS, _OF_GIFTS = re.compile(r"[元块分%％‰倍角毛扣罚￥¥]|工资|百分之|\d\s*$"), re.compile("[奖加]|提成")
"""What every text says that tells how much: others need not be read."""
_NUMERAL = (
    r"[\d零〇一二两三四五六七八九十百千万亿半壹贰叁肆伍陆柒捌玖拾佰仟貳參陸"
    r"\u00b2-\u00be\u2070-\u24ff\u2776-\u2793\u3200-\u33ff]"
)
_FIGURE = re.compile(
    rf"{_NUMERAL}(?:\s|[（(][^（）()]*[)）]|[个半百千万亿])*(?:[元块分%％‰倍成角毛RC]|百分|[日天月][^，。；]{{0,3}}工资)"
    rf"|[百千]分之|[加双翻]倍|[¥￥]|人民币|RMB|CNY|[罚奖][款励]?\s*{_NUMERAL}"
    r"|[\u2e80-\u2fdf\u3220-\u33ff\uf900-\ufaff\uff21-\uff5a﹪]"
)
"""A number with what may be an amount behind it, or a sign that may stand for such: without, nothing says how much."""
_WITHHELD = re.compile(
    "[金付取罚扣捐纳减核浮调记处].*(?:工资|绩效|奖|提成|费|押金|补贴|津贴)|发放|结算|计发|只发|全部扣", re.DOTALL
)
"""What every text says that tells that pay is withheld."""


@lru_cache(maxsize=4 * REMEMBERED)
def sums(text: str, *, rewards: bool = False) -> Sums:
    """How a text says how much is taken, or given, as the reader of the fields finds it."""
    says_how_much = _FIGURE.search(text) is not None or (not rewards and _WITHHELD.search(text) is not None)
    if not (says_how_much and (_OF_GIFTS if rewards else _OF_SUMS).search(text)):
        return Sums()
    read = taken_apart(text, rewards=rewards)
    found = [one for one in read.consequences if (one.amount, one.low) != (None, None)]
    verbs = _GIVEN if rewards else SANCTIONS
    bare = [one for one in found if not verbs.search(one.wording)]
    is_each = bool(read.per or read.per_text) and read.per != ("month",)
    units = {"元", "分"} if is_each else {"元"}  # `5分` alone is what something is worth
    is_bare = any(one.unit in units for one in bare) and not re.search(r"[为是]\s*\d", text)
    is_withheld = any(one.kind == "pay-withheld" for one in read.consequences)
    return Sums(len(found) > len(bare) or is_withheld, is_bare and is_each, is_bare)


_ELSEWHERE = re.compile(
    r"追究[^，。；]{0,8}责任|(?:移送|送交?|交由?)[^，。；]{0,4}(?:公安|司法)|承担[^，。；]{0,4}法律责任|照价|(?<!减免)(?:滞纳|违约罚?|毁约)金(?!减免)"
    r"|从(?!次月)[^，。；]{1,8}扣|按旷工"
)
"""What follows and is no sanction of the document's own."""


_REWARD = re.compile(
    rf"奖[^，。；;扣罚]{{0,12}}?{_AMOUNT}\s*[级天例]|加[\d一二三]?[级薪]|嘉奖|记(?:大)?功"
    r"|计奖|(?:提前|优先)转正(?![：:按、])|[+＋]\s*\d+\s*分|(?:参加|组织|奖励)[^，。；]{0,8}旅游|(?:绩效|工资|奖金)上[浮调]"
    r"|奖励?[^，。；惩罚扣]{1,8}[一\d][张件部份套台个]|通报(?:表[扬彰]|嘉奖)"
    r"|授予[^，。；]{0,16}(?:称号|奖|红旗|锦旗)|颁发[^，。；]{0,8}(?:证书|奖)|予以奖励|给予[^，。；罚扣]{0,10}奖励|提成|晋升"
    r"|晋级|奖手机|物质奖励|带薪休?假|表彰"
)
_NOT_REWARD = re.compile(
    r"取消[^，。；]{0,12}奖|扣[^，。；加]{0,12}(?:奖|绩效|提成)|奖[惩罚]|不予发放|停发|不发|(?:奖金?|绩效|提成)[^，。；]{0,4}不再?(?:予|发)|从[^，。；]{0,6}提成|提成[里中]"
)
_DUTY_LEAD = re.compile(
    r"^(?:全面|具体|主要|认真|积极|严格|定期|及时|按时|按|协同|配合|对|根据|依据|每[日天周月年季旬班]|负责|协助"
    r"|参与|组织|制定|制订|拟[定订]|编[制写]|建立|审[核批查]|审定|提出|管理|监督|指导|检查|执行|完成|受理|处理"
    r"|核算|组建|主持|贯彻"
    r"|落实|维护|办理|登记|收集|整理|汇总|统计|分析|培训|考核|安排|做好|开展|接听|接待|保管|保证|确保|领导|带领"
    r"|推[动进]|跟[进踪]|协调|沟通|上报|汇报|召开)"
)
_ABOUT_PENALTIES = re.compile(
    r"(?:制[定订]|拟[定订]|起草|修[订改]|提出|建立|审[核批]|监督|执行|落实|负责|参与|组织|编制|汇总|统计|登记|建议"
    r"|意见|方案|办法|标准|制度|条例|权|审批)"
)
_RULE_LEAD = re.compile(
    r"^(?:处罚|处分|奖励|奖惩|违[规纪章](?:行为)?)(?:的?(?:种类|方式|形式|等级))?(?:共?分为?|包括)|"
    r"[按见如]下表|^(?:罚款|奖励|奖金|处罚)(?:费用|金额|款项|资金|经费)|^(?:处罚|处理|考核|奖惩|奖励|检查)(?:由|须|应|实行|每)|^(?:罚款|罚金|扣款|乐捐款?|罚没款?)(?![^。]*(?:\d|一律|予以)[^。]*[元分])|^对?[^，。]{0,8}(?:处罚|处理|考核|罚款)[^，。]{0,6}(?:异议|不服|申诉)"
    r"|^[（(]?(?:以上|上述|所[罚扣]|注[:：1]|说明[:：]|备注|罚款(?:由|从|一律|统一|须|应|上缴|总额|金额|在|收入|作为)|扣款(?:由|从)"
    r"|每\s*[一1]?\s*分(?:折|对应|合|值|等于|按|为)|本(?:制度|办法|规定|细则|条例|标准|手册|规则|责任制|文件|章|条)|考核(?:结果|得分|实行|周期"
    r"|等[级次]|采用|以)|例如|举例|月?考核(?:得分|结果)"
    r"|(?:轻微|一般|较重|严重|重大|特大|[一二三四甲乙丙丁A-DＡ-Ｄ]类?)(?:违[规纪章]|过失|错误)?(?:行为)?[:：]|公式"
    r"|计算|计件工资|各项(?:罚|扣)|[一二三]类[^，。；]{0,8}(?:累计|按)|罚款.{0,12}(?:公布|公示|经费)|[罚扣]款(?:总额|合计)|[^，。；]{2,12}时，优先)"
    r"|实行[^，。；]{0,4}(?:扣|积|计|评)分制|(?:按|由)[^，。；]{0,12}(?:办法|规定|制度|标准)(?:处理|执行)。?$|合计|百分制|折[合算](?:人民币)?"
)
_FORMULA = re.compile(r"[＝=]|[÷×]\s*\d|÷|\d元?\s*[*＊]\s*[\d\u3400-\u9fff]")
_QUALIFICATION = re.compile(
    r"学历|优先"
    r"|^(?:熟悉|熟练|精通|掌握|了解|具备|具有|拥有|能够?(?:熟练|独立|适应|承受|吃苦)|热爱"
    r"|热情|有(?:较强|良好|一定|责任|耐心|爱心|团队)|良好的|较强的|性格|吃苦耐劳|身体健康|品[行貌]|形象|普通话"
    r"|沟通能力|思维|为人|工作(?:认真|细[致心]|责任)|遵纪守法|责任心)"
    r"|[^，。；]{2,12}(?:专业|能力强|经验)(?:者)?(?:优先)?。?$|证书?(?:者)?优先"
)
_INDICATOR = re.compile(
    r"权重|^[^，。：:]{2,16}[（(]?\d+分[）)]?[：:]|\s{2,}[≥≤＞＜><]?\s*\d[^，。；]*\s{2,}|[≥≤＞＜><]=?\s*\d|(?:率|度|量|额|数|次数|时间|天数)[^，。；]{0,10}?\d+(?:\.\d+)?\s*[%％‰分]"
    r"|目标[^，。；]{0,6}\d|[\u3400-\u9fff](?:率|度)\s*\d+\s*[%％]|每(?:低|超|少|多|增|降|迟"
    r"|延)[^，。；]{0,10}[扣加减]\s*\d"
)
_CLOSING_RULE = re.compile(
    r"^[^，。；]{0,12}解释权[^，。；]{0,4}归|(?:本|以上|此|该)[^，。；]{0,10}(?:由[^。]{0,20}(?:负责)?解释|自[^。]{0,20}(?:执行|施行|实行|生效|起效)"
    r"|从[^。]{0,14}(?:执行|施行|实施|生效)|(?:即日|下发之?日|公布之?日|发布之?日)起?[^。]{0,8}(?:执行|施行|实施"
    r"|生效|实行))"
    r"|本[^，。；]{2,4}每?[^，。；]{0,8}修订一次|以本[^，。；]{2,4}为准|[望请](?:各|大家|全体)[^。]{0,24}(?:遵照|执行|遵守|努力)|(?:特此|此)(?:通知|规定)|未尽事宜"
)
_INTRODUCTION = re.compile(
    r"^(?:[“\"]?为(?:了|进一步|加强|规范|明确|保证|提高|确保|使|更好|维护|适应|落实|深入)?[^。]{4,}(?:制定|制订|特"
    r"|规定如下|如下规定|印发|做如下)|现将[^。]{4,}(?:印发|下发|发布|公布|通知)|(?:本|公司|集团|[全总][厂院校店])?(?:所属)?各(?:部门|科室|单位|位|网点|班组|门店|分公司|车间)[^。]{0,24}[：:]$|[^，。]{2,12}是一家|随着|在(?:当今|现在"
    r"|生活|社会|日常|不断)|现将|根据[^。]{4,40}(?:制定|要求|特))"
)
_PURPOSE = re.compile(
    r"^[^，。：:]{0,16}(?:是(?!否)|的工作是|作为|在[^，。]{2,16}[领指]导下|直接对|隶属|向[^，。]{2,12}(?:负责"
    r"|汇报))[^。]{4,}|在公司中(?:起着|承担)|起着[^，。]{0,8}作用|归口管理|(?:是|为)[^。]{2,24}(?:部门|岗位|职位"
    r"|角色|纽带|窗口|核心|基础|机构)"
)


_CHARGE = re.compile(r"[^，。：:]{0,16}(?:职责|任务|工作内容)(?:主要)?(?:是|为|包括)[^：:]*[。；]")


_FORBIDDEN = re.compile(
    r"(?:不得|不准|不许|不能|严禁|禁止|切勿)(?:[^，。；：、]{1,12}、){0,6}[^，。；：、]{0,8}(?:罚款|处罚|扣款|辞退|开除)"
)
"""Punishing that is itself not allowed: `不得打骂、搜身、私自罚款`."""


@lru_cache(maxsize=REMEMBERED)
def is_penalty(text: str) -> bool:
    """Whether a text says that somebody is punished for something, and by how much or how."""
    said = _FORBIDDEN.sub("", text)
    return _TAKEN.search(said) is not None or names_sanction(said) or takes_sum(said)


def names_sanction(text: str, kinds: Collection[str] = ()) -> bool:
    """Whether a text names a sanction that is no sum: a warning, dismissal, damages; or one of `kinds`."""
    named = _sanctions_in(text)
    return not named.isdisjoint(kinds) if kinds else bool(named) or _ELSEWHERE.search(text) is not None


@lru_cache(maxsize=REMEMBERED)
def _sanctions_in(text: str) -> frozenset[str]:
    return frozenset(str(found.lastgroup) for found in SANCTIONS.finditer(text)) - {"take", "double"}


def takes_sum(text: str) -> bool:
    """Whether a text says how much is taken away, or how much each time costs."""
    said = sums(text)
    return said.is_taken or (said.is_each and not _PAID.search(text))


_MAY_PRICE = re.compile(rf"\d\d|{_FIGURE.pattern}")


def is_priced(text: str) -> bool:
    """Whether a text names an amount of money, with or without its unit, and no word of punishment."""
    return _MAY_PRICE.search(text) is not None and sums(in_one_way(text, "元")).is_bare


def is_offence(text: str) -> bool:
    """Whether a text names what must not be done."""
    return (
        re.search(
            r"未|不(?!少于|超过|低于)|违[反规章]|擅自|私自|迟到|早退|旷工|脱岗|漏|错|丢失|遗失|损坏|泄[露漏]|打架"
            r"|赌博|饮酒|吸烟|睡|弄虚作假|偷|辱骂|投诉|挪用|的[。；;]?$",
            text,
        )
        is not None
    )


_SEVERE = frozenset({"dismissal", "demerit", "major_demerit", "demotion", "absence", "allowance_cancelled"})


def _is_severe(text: str) -> bool:
    """Whether a sanction is named that stands in no duty."""
    return names_sanction(text, _SEVERE) or re.search("赔偿(?!金|等|事)", text) is not None


def is_sure_penalty(text: str) -> bool:
    """The same, where an amount or the end of the contract stands in it and no duty could be meant."""
    said = _FORBIDDEN.sub("", text)
    if not (_TAKEN.search(said) or _is_severe(said) or takes_sum(said)):
        return False
    return not is_duty_about_penalties(text)


def is_duty_about_penalties(text: str) -> bool:
    """Whether a text is a duty to draw up, propose or carry out penalties and says none itself."""
    lead = _DUTY_LEAD.search(text)
    if is_clear_penalty(text) and not re.search(r"有权|提出[^，。；]{0,14}(?:处罚|处理|奖惩)?(?:意见|建议)", text):
        return False
    return (
        bool(lead and _ABOUT_PENALTIES.search(text))
        or re.search(r"有权|提出[^，。；]{0,14}(?:意见|建议)|的处罚(?:工作|标准)", text) is not None
    )


@lru_cache(maxsize=REMEMBERED)
def is_reward(text: str) -> bool:
    """Whether a text says that somebody is rewarded."""
    given = _NOT_REWARD.sub("", text)
    if _REWARD.search(given):
        return True
    said = sums(given, rewards=True)
    return said.is_taken or (said.is_bare and "奖" in given)


def is_clear_reward(text: str) -> bool:
    """Whether it says how much is given."""
    return sums(text, rewards=True).is_taken and not takes(text)


def takes(text: str) -> bool:
    """Whether something is taken away or threatened beside what is given, so that a text is no reward."""
    given = re.sub("奖[^，。；扣罚]*", "", _REWARD.sub("", text)) if not _NOT_REWARD.search(text) else text
    return _TAKEN.search(given) is not None or _is_severe(given) or sums(given).is_taken


def is_clear_penalty(text: str) -> bool:
    """Whether an amount is taken away, so that a word of reward beside it does not count."""
    return sums(text).is_taken


_PAID = re.compile(
    rf"(?:补[贴助偿]|津贴|(?:[餐车饭房话]|交通)补|报销|限额|标准：)[^，。；]{{0,12}}{_MONEY}|{_MONEY}[^，。；]{{0,6}}补[偿贴助]|按[^，。；]{{0,6}}报销"
)
"""What is paid for work or costs."""


_ABOUT_SANCTIONS = re.compile(
    r"^(?:所有|全部|各项|每[月季年周]底?|当月|凡|同一)?[^，。；的]{0,8}?(?:罚款|罚金|处罚|处分|扣款|扣分|奖励|奖金|违[规纪])"
    r"[^，。；的]{0,8}?(?:由|须|应|一律|均|从|与[^，。；]{1,8}挂钩|用于|用作|(?:进|转|归|纳|存)入?|上[交缴]|不得?超过|上限|折[合算]|累计[^，。；]{1,8}[按计]|计入|随[^，。]{0,6}工资|清零|批准|审批"
    r"|公[布示]|确认|签字|兑现|执行)"
    r"|^[^，。；的]{0,6}?(?:奖励|惩罚|处罚|处分)的[\u3400-\u9fff]{2,6}?(?:在于|分为|包括|是|有|由)|^同一[^，。；]{2,8}(?:违反|受)|(?:次[月年]|年底)(?:自动)?清零"
)
"""What is said of fines, points and prizes themselves: who decides on them, where they go, how they are counted."""


_PAY_NAMED = re.compile(rf"[^，。；：:]{{0,10}}(?:补[贴助]|津贴|[\u3400-\u9fff]{{2}}费|计件单价|单价)[：:].*{_MONEY}")
"""`夜班补贴：23点以后下班的，每班次15元。`"""


@lru_cache(maxsize=REMEMBERED)
def is_rule(text: str) -> bool:
    """Whether a text says how something is reckoned or what rules are called, not what somebody did."""
    is_paid = (_PAID.search(text) is not None or _PAY_NAMED.match(text) is not None) and not re.search("[罚扣]", text)
    if _ABOUT_SANCTIONS.search(text) and not (is_clear_penalty(text) or is_clear_reward(text) or _is_severe(text)):
        return True
    return is_paid or _RULE_LEAD.search(text.strip()) is not None or _FORMULA.search(text) is not None


@lru_cache(maxsize=REMEMBERED)
def is_qualification(text: str) -> bool:
    """Whether a text says what somebody must bring along."""
    bare = text.strip().rstrip("。；;")
    return _QUALIFICATION.search(bare) is not None or _PERSON.fullmatch(bare) is not None or bool(asked_of(text))


_PERSON = re.compile(
    r"[男女](?:性|士|生)?(?:优先|为佳)?|男女(?:不限|均可|皆可)|性别不限"
    r"|(?:[中英日韩俄法德西泰越]{1,2}[文语]|普通话|粤语)[^，。；]{0,6}(?:流利|流畅|熟练|标准|母语级?)(?:[，、][^，。；]{1,8})?"
)
"""Of a person, alone on a line: `女士为佳`, `中英文流利`."""


_MAY_ASK = re.compile("[年岁专科中士证照]|职称")
_DEGREE_OR_YEARS = re.compile("[年岁专科学硕博初技职研文]|高[^，。；]*中")
"""What every text says that asks for a degree, majors, years of work or an age."""


@lru_cache(maxsize=REMEMBERED)
def asked_of(text: str) -> frozenset[str]:
    """What of degree, majors, years of work and age a text asks for, and certificates of whom it says who has them."""
    is_had = {"certificates"} if re.match("[持有具]|取得", text) else set()
    if not (_MAY_ASK.search(text) and (is_had or _DEGREE_OR_YEARS.search(text))):
        return frozenset()
    return frozenset(qualification_fields(text)) & ({"degree", "majors", "years", "age"} | is_had)


def names_requirements(text: str) -> bool:
    """Whether a text names two of what is asked of people: a degree, majors, years of work, an age, a certificate."""
    named = qualification_fields(text).keys() & {"degree", "majors", "years", "age", "certificates"}
    return len(named) + bool(re.search("优先|身体健康|学历", text)) > 1


def is_indicator(text: str) -> bool:
    """Whether a text says what is measured, with its weight, target or scoring."""
    return _INDICATOR.search(text) is not None


@lru_cache(maxsize=REMEMBERED)
def is_duty(text: str) -> bool:
    """Whether a text begins as duties do: with what is to be done."""
    return _DUTY_LEAD.search(text.strip()) is not None


def is_closing(text: str) -> bool:
    """Whether a sentence says from when a document holds, or asks everybody to keep to it."""
    return _CLOSING_RULE.search(text) is not None


def is_introduction(text: str) -> bool:
    """Whether a sentence says why a document was made, or addresses its readers."""
    return _INTRODUCTION.search(text.strip()) is not None


def is_purpose(text: str) -> bool:
    """Whether a sentence says what a post or department is there for."""
    return _PURPOSE.search(text.strip()) is not None and not _CHARGE.match(text.strip())


def is_formula(text: str) -> bool:
    """Whether a line announces or is a formula."""
    return (
        _FORMULA.search(text) is not None
        or re.search(r"(?:按|依)?(?:下[列述]?)?公?式计算|计算公式|计算方法如下", text) is not None
    )


_MEASURED = re.compile(
    r"[^，。；：:（(]{2,14}(?:[（(]\d+[%％分][)）][：:]|[，：](?:权重|占|目标))|[\u3400-\u9fff]{2,10}[：:]?\s*[≥≤<>＜＞]|权重|[^，。；]{1,12}(?:率|度|量|额)[：:]?\s*(?:[≥≤]|不[低高少]于|达到?|\d)"
)


def is_measure(text: str) -> bool:
    """Whether a text begins with what is measured and the target or weight of it: `到课率：≥95%`."""
    return _MEASURED.match(text.strip()) is not None
