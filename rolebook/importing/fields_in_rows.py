"""Rows of fields such as `岗位名称：门店主管  编制：2` or `学 历  大专以上`: which labels they have. Pure."""

import re
from collections.abc import Mapping
from functools import lru_cache

from rolebook.importing.remembered import REMEMBERED

_OF_POST, _DIRECT = "(?:岗位|职位|职务)", "(?:直接|直属)?"
FIELDS: Mapping[str, str] = {
    "title": f"(?:招聘|应聘)?{_OF_POST}(?:名称)?|岗位职务|工种|名称",
    "code": f"{_OF_POST}?(?:编号|代码|编码)",
    "department": "(?:所属|所在|任职|隶属|适用|用人)?(?:部门|科室)(?:名称)?|(?:所属|所在)(?:中心|车间|班组|单位)",
    "level": "(?:岗位|职位)?(?:级别|层级)|(?:岗位|职位|薪酬|薪资)等级|职级|职等|岗级|薪等|薪级",
    "reports_to": f"{_DIRECT}(?:上级|主管|领导)|上级岗位|(?:汇报|报告|上报)(?:对象|上级)|汇报(?:关系|给)?|隶属关系",
    "subordinates": f"{_DIRECT}(?:下级|下属)|(?:下属|下级|管辖|所辖)(?:岗位|人员)|管理幅度",
    "headcount": "(?:岗位)?(?:编制|定员|定编)(?:人数)?|(?:岗位|招聘|需求)?人数|(?:招聘)?名额",
    "hours": "(?:工作|上班|作息|值班|值守|出勤)时间|(?:工作)?班次|(?:工作|作息|工时)制度|工时",
    "place": "(?:工作|上班|办公)地点|工作场所|地点",
    "remuneration": "(?:薪资|薪酬|薪金|工资|福利)(?:待遇|范围)|薪酬|薪资|薪金|工资|月薪|待遇",
    "tools": "(?:使用|配备|办公)(?:设备|工具)|工具设备|设备工具|工作设备",
    "conditions": "(?:工作|劳动)(?:条件|环境)|工作环境",
    "relations": "(?:工作|内部|外部|协作)关系|(?:内部|外部)(?:协调|联系|协作|沟通)|工作联系|业务接触对象",
    "career": "(?:晋升|发展)方向|职业发展|(?:可晋升|可转换|可轮换|轮换|晋升)岗位|轮岗方向",
    "purpose": "(?:岗位|职位|设置|设岗|设立)目的|(?:岗位|职位|工作|职务)(?:概述|概要)|岗位(?:使命|宗旨)|工作目标",
    "authorities": "(?:岗位|工作)?权限|职权|权责范围",
    "effective": "(?:生效|实施|执行)日期",
    "prepared": "(?:编制|编写)人|拟制|编制日期",
    "reviewed": "审核人?",
    "approved": "(?:批准|审批)人?|签发人",
    "number": "(?:文件|制度)编号|文件号|文号",
    "version": "版本号?|版次",
}
"""Keys of the model, or of its approval and rule documents → the names that documents give such fields."""


def spaced(names: str) -> str:
    """A pattern of names with blanks between their characters allowed: `职　务`."""
    return re.sub(r"(?<=[\u3400-\u9fff])(?=[\u3400-\u9fff(])|(?<=[)?])(?=[\u3400-\u9fff(])", r"[ \\u3000]*", names)


_NO_FACT = {"purpose", "authorities"}
_OF_ROLE = "|".join(
    [
        *(names for key, names in FIELDS.items() if key not in _NO_FACT),
        (
            "招聘|等级|标准号|页数|页次|起草|归口|文件名称|间接下属|(?:直接)?下属人数|管理人数"
            "|(?:修订|发布|制定|编写|更新|截止|有效)?日期|(?:发布|更新|截止)时间|修订人|密级|编写|拟定|拟稿|(?:制定|编制|协作|对接|责任)部门|制定人"
            "|(?:岗位|职位|职务)(?:类别|类型|性质|序列|月薪|薪资)|职系|(?:协作|配合|对接|适用)岗位|设备|工具|环境|(?:职务|岗位)?代理人|试用期|用工形式|有效期至?|雇佣形式"
            "|工作(?:性质|类型|区域|城市|地区)|(?:招聘|用人)(?:部门|单位|对象)|面试地点|所属行业|公司|单位|归口管理|(?:分管|主管)领导|填表人|姓名|工号|适用对象|执行人|责任人"
        ),
    ]
)
_OF_PERSON = (
    "学历|学历要求|最低学历|文化程度|教育程度|受教育程度|教育背景|专业|专业要求|所学专业|年龄|年龄要求|性别"
    "|性别要求|工作经验|经验|经验要求|工作经历|从业经验|工作年限|语言|语言能力|语言要求|外语|外语水平|计算机|计算机水平"
    "|计算机能力|电脑水平|证书|资格证书|职业资格|资质|上岗证|执业资格|持证要求"
    "|技能|技能要求|专业技能|专业知识|知识|知识要求|知识技能|业务知识|能力|能力要求|能力素质|素质|素质要求"
    "|个人素质|身体|身体条件|身体状况|健康状况|身高|形象|政治面貌|职称|培训|培训经历|培训要求|其他要求|其它要求"
    "|其他|个性|性格|性格特征|品德|职业道德|特殊要求|基本条件|户籍"
)
_PURPOSE = (
    "岗位目的|设置目的|设岗目的|职位目的|岗位使命|职位概要|职位概述|岗位概要|岗位概述|工作概述|工作概要|岗位目标"
    "|本职|本职工作|岗位定位|设立目的|工作目标|岗位宗旨|岗位的目的|本岗位的目的|本岗位目的|本岗目的"
)


_ROLE_LABEL, _PERSON_LABEL = spaced(_OF_ROLE), spaced(_OF_PERSON)
_LABEL = f"{_ROLE_LABEL}|{_PERSON_LABEL}"
ENGLISH_BEHIND = "(?: *[A-Za-z][A-Za-z ]{1,24})?"
"""`职位名称 Position：`."""
_WITH_COLON = re.compile(
    rf"(?:^|(?<=[\s|，,；;]))[【\[]?(?=\S)(?P<label>{_LABEL})[】\]]?[ \u3000]*"
    rf"(?:[（(][^（）()]*[）)])?{ENGLISH_BEHIND}[：:]"
)
_BEGINS = re.compile(
    rf"\s*[【\[]?(?=\S)(?P<label>{_LABEL}"
    rf"|{spaced(_PURPOSE)})[】\]]?[ \u3000]*(?:[（(][^（）()]*[）)])?{ENGLISH_BEHIND}[：:]\s*(?P<value>.*)$"
)
_IN_BRACKETS = re.compile(rf"\s*[【\[〔](?P<label>{_LABEL})[】\]〕]\s*(?P<value>[^\s：:].*)$")
_ANY_LABEL = re.compile(r"(?:^|\s)[\u3400-\u9fff][\u3400-\u9fff \u3000]{0,8}[\u3400-\u9fff][：:]\s*\S")
_IN_COLUMNS = re.compile(rf"(?:^|\s)(?=\S)(?P<label>{_LABEL})[ \u3000\t]+(?=\S)")
_TABBED = re.compile(rf"\s*(?P<label>{_LABEL})(?:\t|[ \u3000]{{2,}})\s*\S")
_WHOLE = re.compile(rf"[【\[]?(?:{_LABEL})(?:[、/和与及](?:{_LABEL}))*[】\]]?[：:]?")
_ROLE_WHOLE = re.compile(rf"(?:{_ROLE_LABEL})")
_PERSON_WHOLE = re.compile(rf"(?:{_PERSON_LABEL})")
_PURPOSE_WHOLE = re.compile(spaced(_PURPOSE))
_PARTED = re.compile(r"[：:\s【\[〔]|号$")
"""What parts a label from its value, or ends a number: nearly every sentence of a list has none of these."""
_TITLE = re.compile(spaced(FIELDS["title"]))
_LONGEST = 120


def kind_of_label(label: str) -> str:
    """`fact`, `qualification` or `summary`: what the value beside a label is; "" where it is no label of ours."""
    bare = label.strip("：: 【】[]\u3000")
    if _PERSON_WHOLE.fullmatch(bare):
        return "qualification"
    if _ROLE_WHOLE.fullmatch(bare):
        return "fact"
    return "summary" if _PURPOSE_WHOLE.fullmatch(bare) else ""


def is_label(text: str) -> bool:
    """Whether a line is nothing but the label of a field."""
    return _WHOLE.fullmatch(text.strip()) is not None


def is_label_of_title(text: str) -> bool:
    """Whether a line is nothing but the label of the field that names a post: `招聘岗位：`."""
    return text.rstrip().endswith(("：", ":")) and _TITLE.fullmatch(text.strip("：: 【】[]\u3000")) is not None


@lru_cache(maxsize=REMEMBERED)
def labels_in(text: str) -> tuple[str, ...]:
    """The labels of a row of fields, in order; none of a line that is no such row."""
    parted = _PARTED.search(text)
    if parted is None or len(text) > _LONGEST:
        found = parted and _BEGINS.match(text)
        return (found["label"],) if found and _ROLE_WHOLE.fullmatch(found["label"]) else ()
    if bracketed := _IN_BRACKETS.match(text):
        return (bracketed["label"],)
    found_all = [found["label"] for found in _WITH_COLON.finditer(text)]
    begins = _BEGINS.match(text)
    if begins and not begins["value"]:
        return ()  # a label alone is a heading
    if begins and (found_all or kind_of_label(begins["label"])):
        return tuple(found_all) or (begins["label"],)
    return tuple(found_all) if found_all and len(_ANY_LABEL.findall(text)) > 1 else _labels_of_columns(text)


def _labels_of_columns(text: str) -> tuple[str, ...]:
    """The labels of a row in which blanks part them from their values: `学 历　大专以上`."""
    columns = [found["label"] for found in _IN_COLUMNS.finditer(text)]
    begins_so = _IN_COLUMNS.match(text)
    if begins_so is None or _TABBED.match(text):
        return tuple(columns) if begins_so else ()
    spaced = bool(re.search(r"[ \u3000]", begins_so["label"].strip()))
    return tuple(columns) if (len(columns) > 1 or spaced) and not re.search("[。；]", text) else ()
