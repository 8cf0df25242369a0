"""What readers call the values of the content model: one Chinese word for each code, on the site and on paper."""

from collections.abc import Iterable, Mapping

from rolebook.model.entries import Penalty, Sanction, Span

SEVERITY: Mapping[str, str] = {"error": "错误", "warning": "警告", "note": "提示"}
ASPECTS: Mapping[str, str] = {
    "education": "学历",
    "experience": "经验",
    "age": "年龄",
    "skill": "能力",
    "trait": "素质",
    "health": "健康",
    "conduct": "品行",
    "resource": "资源",
    "knowledge": "知识",
}
"""Aspects of qualifications, in the order in which they are shown."""
NECESSITY: Mapping[str, str] = {"required": "必备", "preferred": "优先"}
STATUS: Mapping[str, str] = {"draft": "草稿", "approved": "已批准", "retired": "已停用"}
STATUS_MEANING: Mapping[str, str] = {
    "draft": "尚未批准，不作为执行依据",
    "approved": "已批准，可以执行",
    "retired": "已停用，只供查考",
}
DEGREE: Mapping[str, str] = {
    "high-school": "高中",
    "college": "大专",
    "bachelor": "本科",
    "master": "硕士",
    "doctor": "博士",
}
SANCTION: Mapping[str, str] = {
    "money": "经济处罚",
    "points": "扣分",
    "warning": "警告",
    "written-warning": "书面警告",
    "demerit": "记过",
    "pay-cut": "降薪",
    "suspension": "停职",
    "transfer": "调岗",
    "demotion": "降级",
    "dismissal": "解除合同",
    "absence": "按旷工论处",
    "damages": "赔偿",
}
UNIT: Mapping[str, str] = {"CNY": "元", "points": "分", "percent": "%", "days-pay": "日工资"}
PER: Mapping[str, str] = {
    "occurrence": "次",
    "item": "项",
    "person": "人",
    "day": "日",
    "month": "月",
    "minute": "分钟",
    "case": "例",
}
BASIS: Mapping[str, str] = {
    "unstated": "原文未说明是罚款还是绩效扣减",
    "fine": "罚款",
    "performance": "绩效考核",
    "compensation": "赔偿",
}
EXTRAS: Mapping[str, str] = {
    "authorities": "岗位权限",
    "relations": "工作关系",
    "indicators": "考核指标",
    "conditions": "工作条件",
    "career": "职业发展",
}
FACTS: Mapping[str, str] = {
    "title": "名称",
    "purpose": "目的",
    "department": "部门",
    "industry": "行业",
    "level": "级别",
    "reports_to": "直接上级",
}
"""Fields of a role or department, beside its lists, that may be `inferred`."""
LEDGER: Mapping[str, str] = {
    "title": "标题",
    "heading": "小标题",
    "intro": "引言",
    "site": "网页残留文字",
    "form": "表格栏",
    "summary": "总结",
}
"""The lists of a source's ledger that hold lines and nothing else; `dropped` has a reason for each."""

DOUBT = "存疑"
"""What a clause is marked with whose text nobody is sure of."""
INHERITED = "部门通用"
"""What a role has through its department."""
LINE_STATUS: Mapping[str, str] = {
    "clause": "条款",
    "fact": "岗位、部门信息",
    **LEDGER,
    "dropped": "不采用",
    "uncovered": "未整理",
}

LINE_TONE: Mapping[str, str] = {"kept": "已采用", "frame": "未列为条款", "open": "未整理"}
"""The three tones in which a source's lines are drawn."""


def tone(status: str) -> str:
    """The tone of a line's status: what the handbook uses, what only frames it, what nobody has read yet."""
    return "kept" if status in {"clause", "fact"} else "open" if status == "uncovered" else "frame"


def number(value: float) -> str:
    """A number as people write it: `50`, `0.5`."""
    return f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"


def amount(sanction: Sanction) -> str:
    """The amount without its unit: `50`, `100–1000`; empty where the sanction has none."""
    if sanction.amount is not None:
        return number(sanction.amount)
    bounds = [number(bound) for bound in (sanction.min, sanction.max) if bound is not None]
    return "–".join(bounds)


def unit(sanction: Sanction) -> str:
    """The unit of the amount: `元`, `%（当月工资）`."""
    name = UNIT.get(sanction.unit, "")
    return f"{name}（{sanction.base}）" if sanction.base else name


def per(penalty: Penalty) -> str:
    """What a penalty is counted by: `每次`, `每次每项`."""
    return per_unit(penalty.per)


def per_unit(units: Iterable[str]) -> str:
    """The same, of codes alone: `[occurrence, item]` is `每次每项`."""
    return "".join(f"每{PER[unit]}" for unit in units)


def span(years: Span, unit_word: str) -> str:
    """A range of years: `30–40 岁`, `3 年以上`."""
    if years.min is not None and years.max is not None:
        return f"{years.min}–{years.max} {unit_word}"
    if years.min is not None:
        return f"{years.min} {unit_word}以上"
    return f"{years.max} {unit_word}以下"
