"""Whom a heading names: a role or a department, as the document writes it. Words of the genre. Pure."""

import re
from collections.abc import Sequence
from functools import lru_cache

from rolebook.importing.remembered import REMEMBERED
from rolebook.importing.section_words import bare_heading

_ROLE = (
    "经理|主管|总监|主任|领班|领队|助理|代表|顾问|专家|师傅?|员工?|司机|保安|保洁|前台|会计|出纳|文秘|秘书|导购"
    "|导诊|收银|客服|医生|护士|打荷|迎宾|门童|礼宾|志愿者|教练|督导|网管|计调|主播|场控|跟单|[月育]儿?嫂|保姆|学徒|实习生"
    "|负责人|总裁|副总|总助|董事|书记|干事|主厨|骑手|快递小哥|质检|采购|仓管|调度|分拣|装卸"
    "|[电焊钳普木瓦漆车铣维修理清洁搬运装卸包装加押操绿化水暖锅炉]工|人事|行政|法务|开发|测试|运维|编辑|记者|翻译"
    "|带班|内勤|外勤|库管|品控|质控|理货|副理|总厨|机务|中控|管家|医|门卫|大厨|砧板|水台|凉菜|面点|传菜"
    "|[一-龥]{1,6}(?:员|师|长)|[一-龥]{1,5}(?<![员职分施完加人手开民临旷])工"
    "|[一-龥]{2,6}(?<!上)(?<!到)(?<!在)(?<!脱)(?<!顶)(?<!离)岗"
)
_DEPARTMENT = (
    "(?<![内外全大])部|部门|科|股|处|室|组|中心|车间|仓库|库房|食堂|后厨|厨房|前厅|门店|网点|公司|客房部?|大堂|队"
    "|班|营业厅|柜台|园|(?<!网)站|所|工段"
)
_TAIL = re.compile(
    r"(?:的)?(?:及|与|和|、)?(?:(?:主要|安全|日常|具体|基本|岗位|职位|工作|任职|管理|质量|综合|月(?=绩效)|绩效|奖惩|奖励|处罚"
    r"|消防|廉洁|与|和|以?及|生产|暂行|试行|违[章纪规]|考[核评]|[月季年]度|评[分定比]|打分|行为|服务|操作|人员|员工)*"
    r"(?:职责|权责|责任制?|说明书|说明|描述|内容|要求|资格|条件|制度|规定|规范|标准|守则|办法|细则|指标|手册|职能|任务"
    r"|流程|须知|范围|权限|一览表|考核表|清单|规程|条例|纪律|概述|概况|简介|罚款|明细|奖惩|岗位|如下|考核))+$"
)
_ENGLISH = re.compile(r"\s*[(（][A-Za-z][^()（）\u3400-\u9fff]*[)）]")
FIELD_BEHIND = re.compile(r"\s*[(（【\[][\u3400-\u9fff]{2,6}[：:][^()（）【】\[\]]*[)）】\]]")
"""`验货员（工作地点：二号库）` names a role and a field of it."""
_INSIDE = re.compile(
    r"^(?P<unit>[\u3400-\u9fff]{2,10}(?:部|科|室|处|组|班|队|中心|车间))\s*(?:[—–]{1,2}|[-·•/])\s*(?=[\u3400-\u9fff])"
)
"""`精制车间——拼配师` names a role and where it is."""
_GLOSS = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+[)）]")
"""The pinyin that some web sites put behind a character: 職責(zé)."""
_TRADITIONAL = str.maketrans("職責崗級員經門崗產業總長", "职责岗级员经门岗产业总长")
_MADE_UP = re.compile(
    r"[(（](?:示例|试行|暂行|草案|修订|修订稿|\d{4}年?版?|[一二三四五六七八九十\d]+|精选|通用|合集|[^()（）]*\d+篇"
    r"|[^()（）]*版)[)）]"
)
_NUMBERED = re.compile(r"\s*(?:篇\s*|之)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})$")
_COUNT = re.compile(r"\s+(?:\d{1,3}\s*[名人]|[A-Z]{2,4})$")
"""`平车工 30名`, `机电组长 KPI`."""
_WANTED = re.compile(r"(?P<name>[\u3400-\u9fff]{2,10})\s*[(（]\d{1,3}\s*[名人][)）]\s*[：:]?")
"""`财务管理（2名）`: of what people are wanted is a post, whatever it is called."""
_COLLECTION = re.compile(r"(?:汇编|大全|合集|精选|通用|集锦|范文|模板|最新|实用|热门)(?:\d+篇)?|\d+篇$|^【热门】")
_DRESS = re.compile(
    r"^\s*【[^】]*】\s*(?=\S)|(?<=[\u3400-\u9fff])\s*[(（](?:[\u3400-\u9fff、，/\d]{1,12})[)）]\s*[：:]?\s*$"
    r"|(?<=[\u3400-\u9fff])[ \u3000\t]+(?:职员|[全兼]职|实习|急聘)$"
)
_BEFORE_NAME = re.compile(
    r"^【[^】]*】|^(?:关于|Part\s*\d+[：:、\s\u3000]*|[图表][一二三四五六七八九十\d]{1,2}[：:、\s\u3000]*|附(?:件|表|录)?[一二三四五六七八九十\d]{0,2}[：:、\s\u3000]*)"
)
_GENERIC = re.compile(
    r"(?:各|本|该|全|其他|其它|主要|具体|相关|有关|一般|所有|公司|企业|单位|员工|人员|岗位|职位|部门|工作|管理"
    r"|日常|各级|各类|部门人员|管理人员|从业人员|本部门|本岗位|各岗位|全体员工|教职工|职工|安全|技术|关键)*"
)
_NO_NAME = re.compile(
    r"[，。；;：:！？!?→未没《》“”]|^(?:给|牢记|接到|让|请|当(?!班)|负责|协助|完成|制定|参与|组织|做好|如[下何]|因|[把将被]|对|按|根据|依据|针对|结合|向|与|不|未|无|有[权关]|在(?!线)|为"
    r"|以[上下]|由|经[常过]|凡|及时|加强|遵守|严禁|禁止|必须|应[当该]?|每|一|二|三|四|五)|各|[元分%]$|^第[一二三四五六七八九十]|^(?:加盟|加入|诚聘|招聘(?!主管|专员|经理|助理|顾问|总监|岗$))|[排值上下接早晚中夜加替顶换]班$|(?:施工|分包|劳务|外协)队$"
)
_VERB = re.compile(
    r"^(?:考核|整理|报|交|送|接受|服从|培训|指导|检查|汇报|通知|联系|安排|选拔|招聘|带领|领导|处理|配合|支持|上级"
    r"|维护|监督|编制|建立|审核|保持|执行|落实|收集|定期|认真|积极|确保|保证|熟悉|具有|具备|提出|办理|接待|按时"
    r"|协调|沟通|开展|管理|有|能|会(?!计))"
)
"""What sentences begin with. Behind it only the end of a role's name may stand: 招聘专员, 检查员."""
_SHORT_END = re.compile(r"(?!店员|员工|下属|组员|新人|部门)[\u3400-\u9fff]{0,2}")
_ROLE_END = re.compile(rf"(?:{_ROLE})(?:岗位?)?$")
_DEPARTMENT_END = re.compile(rf"(?:{_DEPARTMENT})$")
_LONGEST = 16
_FIELD = re.compile(
    r"(?<![\u3400-\u9fff])(?:(?:招聘|应聘)?(?:岗\s*位|职\s*位|职\s*务)(?:\s*名\s*称)?"
    r"(?: *[A-Za-z][A-Za-z ]{1,24})?|招聘)"
    r"\s*[：:]\s*(\S[^，。；;：:]{0,20}?)(?=\s{2,}|\s*[|｜]|\s+\S{2,8}[：:]|\s[A-Z][a-z]|$|[，。；;])"
)
_NAMED_FIELD = re.compile(r"\s*(?:岗\s*位|职\s*位|职\s*务)\s*名\s*称\s+([^\s，。；;：:]{2,16})")
_BRACKET_LABEL = re.compile(r"^\s*[【\[〔]((?:岗\s*位|职\s*位|职\s*务)(?:\s*名\s*称)?)[】\]〕]\s*(?=[^\s：:])")
_NO_TITLE = frozenset(
    {"网站", "成员", "全员", "人员", "员工", "组长单位", "本部", "全部", "大部", "内部", "外部", "一部", "专业"}
)
_UNITS = frozenset({"中心", "部门", "科室", "车间", "班组"})
"""A heading with nothing but such a word speaks of what the title names."""
_EXPLICIT = re.compile(r"岗位(?:职责|说明书|责任制|工作职责|规范)")
"""Behind these words of a heading only the name of a role can have stood."""
_PARTED = re.compile(r"\s*[·•|｜—–]+\s*")
"""What parts the two halves of a title: `票务呼叫中心 · 坐席运营手册`."""
_INSTITUTION = re.compile("(?:公司|集团|企业|门店)$")
_COMPANY = re.compile(r"^.{2,20}?(?:有限责任公司|有限公司|集团|分公司|公司)(?=.{4})")
_ORGANISATION = (
    r"(?:学校|小学|中学|幼儿园|医院|酒店|饭店|宾馆|公司|集团|小区|学院|大学|机构|[\dA-Z]店|超市|商场|工地|工厂|[^会]社(?![区会])"
    r"|机场|车站|电[厂站]|矿山?|[剧影]院|公园|园区|景区|会所|俱乐部|酒楼|茶楼|诊所|[书药]店|[养敬]老院|事务所|协会|研究院"
    r"|银行|支行|医药连锁)"
)
_OUTER = re.compile(rf"^[^，。]{{0,12}}?{_ORGANISATION}(?=[\u3400-\u9fff]{{2,}})")
_ALL = re.compile(rf"(?:{_DEPARTMENT}|{_ORGANISATION}|[客用]户|学生|家长)$")
_NAMED_ORGANISATION = re.compile(rf"[^，。（(《]{{2,10}}?{_ORGANISATION}(?![\u3400-\u9fff]*(?:篇|大全|合集))")
_IN_TITLE = re.compile(
    r"(.{0,9}?(?:部(?=部门)|部门|(?<![内外全大])部|处|科|室|中心|车间|班组|仓库|库房|食堂|后厨|厨房|前厅|门店|网点|办公室|大堂"
    r"|车队|保安队|事业部|营业厅|柜台|幼儿园|加油站|站点|中队|工段))"
    r"(?=部门|岗位|职责|职能|作业|运营|工作|管理|员工|教职工|人员|罚款|奖惩|处罚|廉洁|零售|各|制度|考核|安全|绩效|行为|服务"
    r"|日常|标准|主要|业务|操作|卫生|办公|纪律|质量|消防|劳动|会议)"
)


@lru_cache(maxsize=REMEMBERED)
def without_dress(heading: str) -> str:
    """A heading as a name: without brackets round it, English beside it, the number of a collection and 示例."""
    text = _INSIDE.sub("", _ENGLISH.sub("", FIELD_BEHIND.sub("", without_glosses(heading))))
    return _MADE_UP.sub("", bare_heading(_DRESS.sub("", text)))


def department_beside(heading: str) -> str:
    """The department that stands before a role in one heading: 精制车间 of `精制车间——拼配师`; "" where none does."""
    found = _INSIDE.match(heading.strip())
    return found["unit"] if found else ""


@lru_cache(maxsize=REMEMBERED)
def role_named(heading: str) -> str:
    """The role that a heading names: 仓库保管员 of `二、仓库保管员岗位职责`; "" where it names none.

    The heading is given without its list mark.
    """
    if (wanted := _WANTED.fullmatch(heading.strip())) and not _is_generic(wanted["name"]):
        return wanted["name"]
    text = stem(heading)
    if not text or _is_generic(text) or _is_sentence(text):
        return ""
    is_other = _DEPARTMENT_END.search(text) is not None or len(text) > 8
    is_said = not is_other and _EXPLICIT.search(heading.translate(_TRADITIONAL)) is not None
    if _STAFF.fullmatch(bare_heading(heading)) or (_AREA.search(text) and _OF_AREA.search(heading)):
        return ""
    is_role = all(map(_ROLE_END.search, filter(None, re.split("[/与和及]", text))))
    return text if is_role or is_said else ""


_AREA = re.compile("(?:行政|人事|法务|采购|开发|测试|运维|质检|质控|品控|调度|编辑|分拣|装卸|会计)$")
_OF_AREA = re.compile("^[^岗职员]*(?:制度|规定|办法|规程|流程)")
"""`物品采购规定` is about what is done, and `采购岗位制度` about who does it."""
_STAFF = re.compile(".+(?:(?<=..)员工|成员)")
"""`外借员工：` says of whom the next lines speak, and names no post."""


def department_named(heading: str) -> str:
    """The department that a heading names: 销售部 of `销售部岗位职责（精选15篇）`; "" where it names none."""
    text = stem(heading)
    name = _OUTER.sub("", text)
    is_named = _DEPARTMENT_END.search(text) is not None and not (_is_generic(text) or _is_generic(name))
    return name if text and is_named and not _is_sentence(text) else ""


@lru_cache(maxsize=REMEMBERED)
def department_in_title(title: str) -> str:
    """The department that a title is about, also where more stands behind it: 采购部岗位职责与廉洁规定."""
    text = _COMPANY.sub("", without_dress(title))
    found = _IN_TITLE.match(text) or _IN_TITLE.match(_OUTER.sub("", text))
    name = _OUTER.sub("", found[1]) if found else ""
    if name and not _is_generic(name) and not _NO_NAME.search(name):
        return "" if text == f"{name}管理" else name  # what is done, as 救护室管理
    return department_named(title) or department_named(_PARTED.split(title.strip())[0])


def roles_in_title(title: str) -> Sequence[str]:
    """What the role may be called that a title begins with, where more follows: the longest first.

    驾驶员 of `驾驶员安全服务百分制考核细则`; the name of a company may stand before it: `剪影连锁发型师评定办法`.
    """
    found = _PERSON.match(without_dress(title))
    names = [found[0][at:] for at in range(len(found[0]) - 1)] if found else []
    return [name for name in names if (role_named(name) == name or _PARTY.search(name)) and not _DOING.search(name)]


def doer(sentence: str, *, is_of_work: bool) -> str:
    """The role that a sentence begins with as who acts: 收货员 of `收货员用探针测温`; "" where none does.

    `is_of_work`: whether the sentence stands where work is divided, so that it may be a department as well.
    """
    ends = range(2, min(_LONGEST_DOER, len(sentence)))
    names = [sentence[:end] for end in ends if _does(sentence[:end], sentence[end:], is_of_work=is_of_work)]
    name = names[0] if names else ""
    return "" if _BESIDE.match(sentence, len(name)) else name


def acting(name: str, text: str) -> int:
    """How many clauses of a text begin with a name and what it has to do; 0 where it is nobody in particular."""
    if _is_generic(name) or _ALL.search(name):
        return 0
    begun = re.finditer(rf"(?<![\u3400-\u9fff]){re.escape(name)}", text) if name in text else ()
    return sum(_ACTS.match(text, found.end()) is not None for found in begun)


def _does(name: str, rest: str, *, is_of_work: bool) -> bool:
    if _DOING.search(name) or (name.endswith("员") and rest.startswith("工")):
        return False
    if role_named(name) == name:
        return _PERSON_END.search(name) is not None or _ACTS.match(rest) is not None
    is_department = is_of_work and department_named(name) == name and _VERB.match(name) is None
    return is_department and _ACTS.match(rest) is not None


_LONGEST_DOER = 12
_BESIDE = re.compile("[、和与及：:（(的]|$")
_DOING = re.compile("^(?:代表|开发|安排|帮助)|由|须|时|配合|[、，和与及的]")
"""`帮助新员工` and `疏散引导组由秩序维护员组成` begin with no name of that length."""
_PEOPLE = "[^委人职动]员|师|司机|护士|医生|主播|管家|店长|班长|组长|队长|主管|主任|经理"
_PERSON_END = re.compile(rf"(?:{_PEOPLE}|[科部处所站厂园院库室]长|总监|领班|副理|领队)$")
"""What can only be a person; 会计, 采购 and 编辑 are as often what is done."""
_ACTS = re.compile(
    "必?须|应|不[得准能可许]|要(?!求)|负责|每[日天周月季年班]|[在对按于为将凭与]|根据|会同|组织|协助|由|牵头|接到|发现|夜间"
)
_PARTIES = "(?:[运建应销理]商|商户|租[客户]|承[包租]人)"
_PARTY = re.compile(f"{_PARTIES}$")
_PERSON = re.compile(rf"[\u3400-\u9fff]{{0,14}}?(?:{_PEOPLE}|{_PARTIES})(?!工|[德资生及与和、])(?=.{{4}})")


def organisation_in_title(title: str) -> str:
    """The institution that a title begins with: 某某养老院 of `某某养老院护理服务管理制度`; "" where there is none."""
    found = _NAMED_ORGANISATION.match(bare_heading(title))
    return found[0] if found else ""


def is_organisation(name: str) -> bool:
    """Whether a name is that of a whole institution: 星汇影院."""
    return bool(name) and not is_role_word(name) and organisation_in_title(name) == name


def is_company(name: str) -> bool:
    """Whether a name is that of a whole company or institution, by its last word or by its form."""
    return is_organisation(name) or (not is_role_word(name) and _INSTITUTION.search(name) is not None)


def is_whole_company(name: str) -> bool:
    """Whether a name is that of a company, and not of a branch or a shop of one."""
    return re.search("(?<!分)公司$|集团$|企业$", name) is not None or is_organisation(name)


def is_role_word(name: str) -> bool:
    """Whether a name ends as those of roles do: 保管员, 经理."""
    return _ROLE_END.search(name) is not None


def _is_sentence(text: str) -> bool:
    """Whether a text begins with a verb, as duties do, and more than the end of a name stands behind it."""
    verb = _VERB.match(text)
    return verb is not None and not _SHORT_END.fullmatch(text[verb.end() :])


def without_glosses(text: str) -> str:
    """A text without pinyin behind its characters, and with the simplified forms of some that web sites exchange."""
    return _GLOSS.sub("", text).translate(_TRADITIONAL)


def role_in_field(row: str) -> str:
    """The role of a field row such as `一、岗位名称：销售部部长`; "" where it is none."""
    found = _FIELD.search(_BRACKET_LABEL.sub(r"\1：", row)) or _NAMED_FIELD.match(row)
    return re.sub(r"[（(][^（）()]*/[^（）()]*[)）]$", "", found[1].strip()) if found else ""


@lru_cache(maxsize=REMEMBERED)
def stem(heading: str) -> str:
    """A heading without what follows the name in it: 内勤 of 内勤岗位职责; "" where nothing can be a name."""
    text = without_dress(heading)
    before = None
    while before != text:
        before = text
        text = _TAIL.sub("", _COUNT.sub("", _NUMBERED.sub("", _COLLECTION.sub("", text))))
        text = re.sub(r"(?:岗位|职位|工作|日常|主要|的)$", "", text) if len(text) > 3 else text
        text = _BEFORE_NAME.sub("", text)
    text = text.rpartition("公司")[2] or text if not text.endswith("公司") else text
    return "" if not 2 <= len(text) <= _LONGEST or _NO_NAME.search(text) else text


def _is_generic(text: str) -> bool:
    return text in _NO_TITLE or text in _UNITS or _GENERIC.fullmatch(text) is not None
