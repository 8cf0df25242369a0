"""What the columns of tables are called, and what a table is about. Words of the genre. Pure."""

import re
from collections.abc import Mapping, Sequence

from rolebook.importing.fields_in_rows import is_label
from rolebook.importing.names import is_role_word

_COLUMNS: Mapping[str, str] = {
    "number": r"序号?|编号|项次|No\.?|号码|条款号?|条目",
    "owner": (
        r"(?:适用|责任|被考核|所属|对应)?(?:岗位|工种|职位|职务|部门|科室|班组)(?:名称)?|(?:处罚|责任|考核|奖惩)对象|责任人|被考核人|受罚人|岗位/部门"
        r"|适用对象|对象|适用人员"
    ),
    "group": (
        r"类别|分类|类型|种类|大类|模块|维度|方面|项目|项目类别|考核类别|违规类别|性质分类|板块|级别|等级|层级|工作模块|考核维度"
        r"|一级指标|章节"
    ),
    "mixed": r"奖惩|奖罚|奖/罚|加减分|扣[（(]加[）)]分|加[（(]扣[）)]分|扣/加分|加/扣分",
    "penalty": r"处罚|罚款|扣分|扣款|罚则|扣罚|惩罚|惩处|处理|处分|违规|违纪|违章|不良行为|过失|罚金|性质|扣减",
    "reward": r"奖励|加分|奖金",
    "indicator": (
        r"指标|权重|目标|目标值|评分(?:办法|方法|细则)?|计分(?:办法|规则)?|考核(?:办法|方法|评分)|得分|分值|计算公式|评分标准|计分方法|考核指标|指标名称|考核标准|衡量标准"
        r"|数据来源|考核周期|考核项目|评分规则|自评|指标定义|完成情况|考核内容|评价标准"
    ),
    "qualification": (
        r"学历|专业|年龄|经验|证书|任职要求|任职资格|任职条件|条件|资格|工作经验|学历要求|技能要求|技能|能力要求|持证|年限|工作年限"
    ),
    "duty": r"职责|工作内容|工作任务|主要职责|岗位职责|任务|工作事项|职责内容|工作项目|职责描述|工作职责|工作要项",
    "rule": r"规定|要求|流程|步骤|标准要求|工作标准|管理要求",
    "content": (
        r"内容|事项|标准|说明|备注|频次|行为|金额|单位|要点|项目内容|考核细则|情形|时间|完成时限|方法"
        r"|奖金|次数|第[一二三四]次|执行|描述|名称|检查人|检查方式|考核人|依据"
    ),
}
"""What a column holds → what it is called."""
_PATTERNS = {kind: re.compile(rf"(?:{words})") for kind, words in _COLUMNS.items()}
_AROUND = re.compile(r"[\s\u3000*：:]+|[(（](?:元|分|%|％|人民币|单位[：:]?元|元/次|分/次|岁|年)[)）]")
_LONGEST, _WORD = 12, 6
_FEW = 2
"""Cells that are rather a field and its value than headings, where one is the name of a role."""
_ABOUT = ("mixed", "penalty", "reward", "indicator", "qualification", "duty", "rule", "fact")


def column(cell: str) -> str:
    """What a column holds by its heading: a key of _COLUMNS; "" where the heading is none."""
    bare = _AROUND.sub("", cell)
    if not bare or len(bare) > _LONGEST or re.search(r"[。；，]|\d{2}", bare):
        return ""
    whole = next((kind for kind, pattern in _PATTERNS.items() if pattern.fullmatch(bare)), "")
    return whole or next((kind for kind in _ABOUT if kind in _PATTERNS and _PATTERNS[kind].search(bare)), "")


def is_column_word(text: str) -> bool:
    """Whether a line is nothing but a word that columns are called by."""
    if len(text) > _LONGEST:
        return False
    bare = _AROUND.sub("", text)
    is_known = any(pattern.fullmatch(bare) for pattern in _PATTERNS.values())
    return bool(bare) and (is_known or (len(bare) <= _WORD and column(bare) != ""))


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row holds the headings of its table."""
    filled = [cell for cell in cells if cell.strip()]
    known = [column(cell) or is_label(cell) or (is_role_word(cell) and len(filled) > _FEW) for cell in filled]
    are_short = all(len(cell) <= _LONGEST + 4 for cell in filled)
    return len(filled) > 1 and are_short and sum(map(bool, known)) * 2 > len(known)


def about(kinds: Sequence[str]) -> str:
    """What the rows of a table with such columns are (penalty, indicator …); "" where it cannot be told."""
    found = set(kinds)
    if "indicator" in found and sum(kind == "indicator" for kind in kinds) > 1:
        return "indicator"
    return next((kind for kind in _ABOUT if kind in found), "")
