"""What headings say of the lines below them: words of the genre, kind by kind. Pure."""

import re
from collections.abc import Mapping
from functools import lru_cache

from rolebook.importing.remembered import REMEMBERED

_WORDS: Mapping[str, str] = {
    "mixed": r"奖惩|奖罚|赏罚|(?:处罚|惩罚|扣分|罚则)(?:与|和|及|、)?奖励|奖励(?:与|和|及|、)(?:处罚|惩罚|惩处|处分)",
    "penalty": r"处罚|罚则|惩罚|惩处|处分|违规|违纪|违章|罚款|扣分|扣罚|扣款|过失|红线|责任追究|违约责任|问责|^[惩罚]$",
    "reward": r"奖励|^奖$|表彰|嘉奖|加分",
    "indicator": (
        r"考核指标|绩效指标|KPI|关键绩效|绩效标准|考核标准|考核内容|考核项目|考核要点|量化指标|业绩指标|绩效考核表"
        r"|指标|衡量标准|^绩效$"
    ),
    "assessment": r"^(?:绩效|工作|日常)?考核$|^(?:月度|季度|年度)?绩效$",
    "qualification": (
        r"任[职用]|上岗(?:条件|要求)|资格|素质|(?:录用|聘用|招聘|选拔|入职|上岗)标准|(?:招聘|应聘|岗位|职位|技能|能力|基本|人员|经验|学历|其他|专业"
        r"|聘[用任]|具备|符合|满足|下列|以下|入职|从业|选[拔聘]|录用|报名)(?:要求|条件|需求)"
        r"|^(?:要求|条件|学历|专业|经验|技能|技能要求|知识|语言|年龄|证书|能力)$|教育背景|培训经历|你需要具备"
        r"|我们希望你|优先条件|加分项|知识技能|必备条件|胜任|具备的?条件|聘要求"
    ),
    "authority": r"权限|职权|决定权|你(?:可以|能|有权)决定|^(?:主要)?权[力利]$|工作权[力利]|岗位权[力利]",
    "purpose": (
        r"岗位的?目的|设[置立]目的|设岗目的|职位目的|岗位使命|职位概要|(?:岗位|职位|工作)概[述要况]|岗位目标|工作目标"
        r"|岗位宗旨|^概述$|岗位简介|职位简介|岗位价值|(?:岗位|部门|职位)定位|部门简介|部门概况|^宗旨$|部门宗旨|部门使命"
    ),
    "benefit": (
        r"福利|薪酬(?!制度|管理)|薪资(?!制度|管理)|待遇|我们(?:[为给]你)?(?:们)?提供|你将获得|加入我们|公司简介|公司介绍|关于我们|企业简介"
        r"|联系方式|应聘方式|投递|简历|申请方式|报名方式"
    ),
    "relation": r"(?:工作|协作|汇报|内外|沟通|隶属)关系|上下级|[内外]部(?:协调|联系)|业务接触",
    "fact": (
        r"基本信息|岗位信息|职位信息|基本资料|基本情况|岗位标识|工作环境|工作条件|使用设备|使用工具|职业发展|晋升"
        r"|工作班次"
    ),
    "form": r"签字|签收|签名|签署|审批栏|确认书|确认栏|修订记录|会签|填写说明|本人确认|回执",
    "process": (
        r"流程|程序|步骤|(?<!岗位)工作标准|服务标准|质量标准|操作规程|作业规程|(?<!岗位)工作规范|行为规范|服务规范|礼仪|仪容|仪表"
        r"|交接班"
    ),
    "duty": (
        r"职责|权责|工作内容|工作任务|主要工作|日常工作|(?:岗位|职位|工作|职务)描述|岗位工作|岗位任务|职能|工作范围"
        r"|工作事项|工作要点|工作责任|岗位工作(?:标准|规范)"
        r"|^责任$|岗位责任|主要责任|(?:安全|直接|领导|管理|工作)责任|你将负责|你会做|岗位内容|职务内容|^任务$|职责范围|做什么|业务范围|分工"
    ),
    "rule": (
        r"制度|规定|规范|办法|细则|守则|准则|须知|总则|附则|原则|纪律|要求|标准|注意事项|管理|安全|保密|考勤"
        r"|适用范围|岗位设置|人员编制|定义|范围$|^目的|^(?:备|附)?注$|^说明$|^其[他它](?:事项|说明)?$|工作时间|请假|休假|加班|条例|规则|公约|禁令"
        r"|记录$|引用文件|罚金|津贴|补贴|计算|公式"
    ),
    "summary": r"总结|结语|结束语",
}
"""What a heading announces → the words that say so; the first line that fits counts."""
_PATTERNS = {kind: re.compile(words) for kind, words in _WORDS.items()}
_DRESS = re.compile(r"^[\s【〖\[〔［「《<＜“\"■◆●★☆▲※#*=~—－-]+|[\s】〗\]〕］」》>＞”\"：:。；;◆■★☆▲※.*=~—－-]+$")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_LONGEST = 24
"""Characters of a heading; longer lines are sentences."""


@lru_cache(maxsize=REMEMBERED)
def bare_heading(text: str) -> str:
    """A heading without brackets, colon and decoration: `【任职要求】：` is 任职要求."""
    before = None
    while before != text:
        before, text = text, _DRESS.sub("", text)
    return "".join(text.split()) if re.search("[\u3400-\u9fff]", text) else text


@lru_cache(maxsize=REMEMBERED)
def announced(heading: str) -> str:
    """What the lines below a heading are: a key of _WORDS, or "" where it says nothing of that."""
    bare = _BRACKETED.sub("", bare_heading(heading))
    if not bare or len(bare) > _LONGEST:
        return ""
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.search(bare)), "")


_ONLY = re.compile(
    r"(?:(?:主要|具体|基本|日常|本岗位?|该岗位?|其他|其它|核心|部门|岗位|职位|工作|任职|公司|内容|一般|通用|员工"
    r"|人员|相关|详细|关键|管理|行政|上岗|从业|录用)*"
    r"(?:职责(?:描述|范围|内容|要求|说明|概述|任务|明细)?|工作内容(?:[和与及、](?:职责|要求))?|工作任务|工作描述"
    r"|岗位描述|职位描述|描述|职能|工作范围|工作要求|责任|任务|主要工作"
    r"|资格(?:条件|要求)?|任[职用](?:资格|要求|条件|标准)?|条件|要求|素质(?:要求)?|能力(?:要求|素质)?|技能(?:需求"
    r"|要求)?|知识(?:要求|技能)?|经验(?:要求)?|学历(?:要求)?|专业(?:要求)?"
    r"|权限(?:范围)?|权[力利]|职权|注意事项|考核(?:指标|标准|内容|要点|办法)?|绩效(?:指标|标准|考核)?|指标|KPI|我们提供|公司提供|加入我们|应聘方式|联系方式|处罚(?:标准|办法"
    r"|规定|条款|细则)?|奖惩(?:办法|规定|条款|标准|细则|制度)?|奖励(?:办法|标准|规定)?"
    r"|罚则|违[规纪](?:处罚|处理|行为)?|福利(?:待遇)?|待遇|薪资(?:福利)?|薪酬(?:福利)?|目的|概[述要况]|关系|环境"
    r"|时间|地点|设备|总则|附则|流程|制度|纪律|规范|标准)){1,3}"
    r"(?:如下|包括|有|为)?"
)


_LABEL = re.compile(r"\s*[【〖\[]?(?P<label>[\u3400-\u9fff]{2,10})[】〗\]]?[：:]")


def label_of(text: str) -> str:
    """What stands before the first colon of a line: 任职要求 of `任职要求：大专以上`; "" where it begins otherwise."""
    found = _LABEL.match(text)
    return found["label"] if found else ""


def said_by_line(text: str) -> str:
    """`qualification` or `authority` of a line that begins with such a word and a colon; "" of any other."""
    label = label_of(text)
    said = announced(label) if is_section_word(label) else ""
    return said if said in {"qualification", "authority"} else ""


def begins_section(text: str) -> bool:
    """Whether a line begins with the word of a section and a colon."""
    return is_section_word(label_of(text))


@lru_cache(maxsize=REMEMBERED)
def is_section_word(text: str) -> bool:
    """Whether a line is nothing but the word of a section: 岗位职责, 【任职要求】, 技能需求：."""
    bare = _BRACKETED.sub("", bare_heading(text))
    return bool(bare) and len(bare) <= _LONGEST and _ONLY.fullmatch(bare) is not None
