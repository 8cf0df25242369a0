"""What people write for a code: its Chinese label, or another everyday word for the same. Pure.

The labels stand in the descriptions of the schemas, which an editor sees, and in `model/labels.py`, which readers see.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from rolebook.model import labels
from rolebook.model.kinds import LISTED

_EVERYDAY: Mapping[str, str] = {
    "age": "年龄",
    "any": "不限学历 无要求 不限制",
    "approved": "批准 已审批 审批通过",
    "bachelor": "大学本科 全日制本科",
    "aspect": "方面",
    "batch": "批次",
    "CNY": "人民币 RMB 块 块钱 圆",
    "college": "专科 大学专科 高职",
    "day": "天",
    "days-pay": "天工资 日薪",
    "demerit": "记过处分 记过一次",
    "demotion": "降职",
    "dismissal": "开除 辞退 解雇 解除劳动合同 除名",
    "doctor": "博士研究生",
    "fine": "罚金",
    "guidance": "参考 资料",
    "enforces": "对应职责",
    "in-force": "生效 有效 执行中",
    "junior-high": "初级中学",
    "leave": "休假 假期",
    "major-demerit": "记大过处分",
    "master": "硕士研究生",
    "money": "罚款 罚金 扣款 罚钱",
    "month": "每月 月 一个月",
    "months-pay": "月薪",
    "multiple": "倍数",
    "occurrence": "一次",
    "pay-cut": "减薪 降工资",
    "percent": "百分之 百分数 %",
    "performance": "绩效扣减",
    "person": "名 位",
    "points": "积分",
    "preferred": "优先考虑 优先录用",
    "public-notice": "通报",
    "quarter": "季",
    "raise": "涨薪 加工资",
    "repealed": "作废 已废止 失效",
    "required": "必须 必需 必备条件 必要",
    "retired": "停用 废止 已废止",
    "rule": "管理制度 规章制度",
    "secondary-vocational": "中职 职高",
    "high-school": "高级中学",
    "theme": "主题",
    "transfer": "调离岗位 转岗",
    "trial": "试用 暂行",
    "unstated": "原文未说明 没有说明",
    "sanctions": "处理",
    "violations": "行为 违规行为",
    "warning": "口头警告",
    "year": "年 一年 每年",
}
"""Code → words that mean it wherever it may be written, parted by spaces."""

_KEYS: Mapping[str, str] = {
    "age": "年龄",
    "amount": "金额 数额",
    "authorities": "权限 岗位权限",
    "degree": "学历 学历要求",
    "department": "部门 所属部门 所在部门",
    "duties": "职责 岗位职责 工作职责",
    "industry": "行业 所属行业",
    "level": "级别 职级 层级",
    "majors": "专业",
    "necessity": "必要性",
    "note": "备注 说明",
    "penalties": "处罚 处罚条款 罚则",
    "purpose": "目的 岗位目的 设岗目的",
    "qualifications": "任职资格 任职要求 任职条件",
    "reports_to": "上级 直接上级 汇报对象",
    "rewards": "奖励 奖励条款",
    "rules": "制度 管理制度",
    "sources": "来源 出处 原文",
    "text": "正文 内容 条款",
    "title": "名称 岗位名称 部门名称 标题",
    "years": "年限 工作年限",
}
"""Key → what people call it, beside its title in the schema."""

_TABLES: tuple[Mapping[str, str], ...] = (
    labels.ASPECTS,
    labels.NECESSITY,
    labels.STATUS,
    labels.RULE_STATUS,
    labels.DEGREE,
    labels.PROFICIENCY,
    labels.SANCTION,
    labels.PERIOD,
    labels.REWARD,
    labels.REWARD_UNIT,
    labels.UNIT,
    labels.WITHIN,
    labels.PER,
    labels.BASIS,
    {**labels.FACTS, **labels.EXTRAS, **{key: kind.label for key, kind in LISTED.items()}},
)


def codes_of(word: str, allowed: Iterable[str], description: str) -> tuple[str, ...]:
    """The codes among those `allowed` that a word stands for: none, one, or several that it may all mean."""
    wanted = _plain(word)
    allowed = tuple(allowed)
    if not wanted or (wanted.isascii() and wanted not in {"%", "rmb"}):
        return ()
    found = (code for code in allowed for name in names_of(code, allowed, description) if _plain(name) == wanted)
    return tuple(dict.fromkeys(found))


def keys_of(word: str, allowed: Iterable[str]) -> tuple[str, ...]:
    """The keys among those `allowed` that a Chinese word is written for."""
    return tuple(key for key in allowed if word.strip() in _KEYS.get(key, "").split())


def names_of(code: str, allowed: Iterable[str], description: str) -> Iterator[str]:
    """What people call a code, the name in the schema's description first."""
    if found := re.search(rf"(?<![\w-]){re.escape(code)} ([^，。；：、]+)", description):
        yield found[1]
    wanted = set(allowed)
    yield from (table[code] for table in _TABLES if wanted <= table.keys())
    yield from _EVERYDAY.get(code, "").split()


_FRAME = re.compile(r"^每|(?<=.)(?:及以上|以上|以上学历|学历|文化程度|岗位|人员)$")


def _plain(word: str) -> str:
    """A word without width, quotes, brackets, white space and what frames it (`每次`, `大专以上`)."""
    bare = re.sub(r"[\s“”‘’\"'《》【】\[\]()（）]", "", unicodedata.normalize("NFKC", word)).lower().rstrip("。.;；，,")
    short = _FRAME.sub("", _FRAME.sub("", bare))
    return short or bare
