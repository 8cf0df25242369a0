"""What field rows say of a role: `岗位名称：仓管员　　编制：2` → its title and head count. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_FIELDS: Mapping[str, str] = {
    "title": "岗位名称|职位名称|职务名称|岗位|职位|职务|岗位职务|名称",
    "code": "岗位编号|职位编号|岗位代码|职位代码|岗位编码|编号",
    "department": "所属部门|所在部门|部门名称|任职部门|隶属部门|部门|所属科室|科室名称|科室|适用部门",
    "level": "岗位级别|职位级别|岗位等级|职级|职等|级别|岗级",
    "reports_to": "直接上级|直属上级|直接主管|上级岗位|上级|汇报对象|汇报上级|上报对象|隶属关系",
    "subordinates": "直接下级|直属下级|下属岗位|下级岗位|管辖岗位|下级|所辖人员|直接下属|下属",
    "headcount": "岗位编制|岗位定员|编制人数|定员人数|编制|定编|定员|人数|岗位人数",
    "hours": "工作时间|上班时间|工时制度|班次|作息时间|工时",
    "place": "工作地点|工作场所|办公地点",
    "remuneration": "薪资待遇|薪酬待遇|薪资范围|工资待遇|薪酬|薪资|待遇",
    "tools": "使用设备|使用工具|工具设备|办公设备|设备工具",
    "conditions": "工作条件|工作环境|劳动条件",
    "relations": "工作关系|内部关系|外部关系|内部协调|外部协调|工作联系|协作关系|业务接触对象",
    "career": "晋升方向|职业发展|可晋升岗位|可转换岗位|轮换岗位|晋升岗位|发展方向",
    "purpose": "岗位目的|职位目的|岗位概述|职位概述|岗位使命|设置目的|工作概述|职务概述|岗位宗旨|工作目标",
    "authorities": "岗位权限|工作权限|职权|权限|权责范围",
    "effective": "生效日期|实施日期|执行日期",
    "prepared": "编制人|编写人|拟制|编制日期",
    "reviewed": "审核人|审核",
    "approved": "批准人|批准|审批人|签发人",
    "number": "文件编号|制度编号|文件号|文号",
    "version": "版本号|版本|版次",
}
"""Keys of the model, or of its approval and rule documents → the field names that documents use, longest first."""
_KEY = {re.sub(r"\s", "", name): key for key, names in _FIELDS.items() for name in names.split("|")}
_LABEL = re.compile(
    r"(?:^|(?<=[\s　\t|，,；;]))(?P<label>"
    + "|".join(r"[ \u3000]*".join(name) for name in sorted(_KEY, key=len, reverse=True))
    + r")[ \u3000]*(?P<mark>[：:])[ \u3000]*"
)


_OTHER_LABEL = re.compile(r"[ \u3000\t]+[\u3400-\u9fff]{2,6}[：:]")
"""A field beside one that is known: `版本：B/1　页码：1/3`."""


_COLUMN = re.compile(
    r"(?:^|(?<=[ \u3000\t]))(?P<label>"
    + "|".join(r"[ \u3000]*".join(name) for name in sorted(_KEY, key=len, reverse=True))
    + r")[ \u3000\t]+(?=\S)"
)
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


def field_key(name: str) -> str:
    """The key that a field name stands for, `` for any other text: `所 属 部 门` → `department`."""
    return _KEY.get(re.sub(r"[\s　：:【】\[\]]", "", name), "")


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
