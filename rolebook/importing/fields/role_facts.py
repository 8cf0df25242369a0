"""What field rows say of a role: `岗位名称：仓管员　　编制：2` → its title and head count. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

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
    "remuneration": "(?:薪资|薪酬|工资|福利)(?:待遇|范围)|薪酬|薪资|工资|月薪|待遇",
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


_NAMES = spaced("|".join(FIELDS.values()))
_LABEL = re.compile(rf"(?:^|(?<=[\s　\t|，,；;]))(?P<label>{_NAMES})[ \u3000]*(?P<mark>[：:])[ \u3000]*")


_OTHER_LABEL = re.compile(r"[ \u3000\t]+[\u3400-\u9fff]{2,6}[：:]")
"""A field beside one that is known: `版本：B/1　页码：1/3`."""


_COLUMN = re.compile(rf"(?:^|(?<=[ \u3000\t]))(?P<label>{_NAMES})[ \u3000\t]+(?=\S)")
_COUNT = re.compile(r"[ \u3000]+(?P<label>定员|编制|定编|人数)[ \u3000]*(?P<number>\d+)\s*[人名位]?(?=[ \u3000]|$)")
"""A head count without a colon behind other fields: `下级：班长　定员1人`."""


def role_facts(text: str, cells: Sequence[str] = ()) -> dict[str, Any]:
    """The facts of a field row: keys of the model → values as printed; a head count is a number.

    Two or four may stand on one line; names may be spaced (`职　　务：`); in a row the value is the next cell.
    """
    text = _COUNT.sub(r"　\g<label>：\g<number>", text)
    pairs = list(_of_cells(cells)) or list(_of_text(text)) or list(_of_columns(text))
    facts: dict[str, Any] = {}
    for key, value in pairs:
        if not value or key in facts:
            continue
        number = re.fullmatch(r"(\d+)\s*[人名位]?\s*(?:[（(].*[)）])?", value) if key == "headcount" else None
        facts[key] = int(number[1]) if number else value
    return facts


@lru_cache(maxsize=REMEMBERED)
def field_key(name: str) -> str:
    """The key that a field name stands for, `` for any other text: `所 属 部 门` → `department`."""
    bare = re.sub(r"[\s　：:【】\[\]]", "", name)
    return next((key for key, names in FIELDS.items() if re.fullmatch(names, bare)), "")


def _of_text(text: str) -> Iterator[tuple[str, str]]:
    found = list(_LABEL.finditer(text))
    for place, match in enumerate(found):
        end = found[place + 1].start() if place + 1 < len(found) else len(text)
        other = _OTHER_LABEL.search(text, match.end(), end)
        end = other.start() if other else end
        yield field_key(match["label"]), text[match.end() : end].strip(" 　\t|，,；;。")


def _of_columns(text: str) -> Iterator[tuple[str, str]]:
    found = list(_COLUMN.finditer(text))
    ends = [*(one.start() for one in found[1:]), len(text)]
    for match, end in zip(found, ends, strict=False):
        yield field_key(match["label"]), text[match.end() : end].strip(" 　\t")


def _of_cells(cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    place = 0
    while place + 1 < len(cells):
        key = field_key(cells[place])
        if key and not field_key(cells[place + 1]):
            yield key, cells[place + 1].strip()
            place += 1
        place += 1
