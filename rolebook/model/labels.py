"""What readers call the values of the content model: one Chinese word for each code, on the site and on paper."""

from collections.abc import Mapping, Sequence

from rolebook.model.entries import Award, Clause, Sanction, Span

SEVERITY: Mapping[str, str] = {"error": "错误", "warning": "警告", "note": "提示"}
ASPECTS: Mapping[str, str] = {
    "education": "学历", "experience": "经验", "age": "年龄", "skill": "能力", "trait": "素质", "health": "健康",
    "conduct": "品行", "resource": "资源", "knowledge": "知识",
}  # fmt: skip
"""Aspects of qualifications, in the order in which they are shown."""
NECESSITY: Mapping[str, str] = {"required": "必备", "preferred": "优先"}
STATUS: Mapping[str, str] = {"draft": "草稿", "approved": "已批准", "retired": "已停用"}
STATUS_MEANING: Mapping[str, str] = {
    "draft": "尚未批准，不作为执行依据",
    "approved": "已批准，可以执行",
    "retired": "已停用，只供查考",
}
APPROVAL: Mapping[str, str] = {"prepared": "编制", "reviewed": "审核", "approved": "批准"}
"""The steps by which a role or a rule is approved, in their order."""
APPROVED = "approval:\n  approved:\n    by: ……\n    date: ……"
"""How an editor records the last step: `check` refuses the dots."""
RULE_STATUS: Mapping[str, str] = {"draft": "草案", "trial": "试行", "in-force": "现行", "repealed": "废止"}
"""What an editor says of a rule document."""
ANY_DEGREE = "any"
DEGREE: Mapping[str, str] = {
    ANY_DEGREE: "学历不限",
    "junior-high": "初中",
    "high-school": "高中",
    "secondary-vocational": "中专",
    "college": "大专",
    "bachelor": "本科",
    "master": "硕士",
    "doctor": "博士",
}
PARTS: Mapping[str, str] = {
    "lead": "主责", "support": "配合", "take-part": "参与", "review": "审核", "approve": "审批",
    "supervise": "监督",
}  # fmt: skip
"""What somebody has to do with a work activity (参与方式)."""
PART_MARKS: Mapping[str, str] = {
    "lead": "▲", "support": "△", "take-part": "○", "review": "◇", "approve": "★", "supervise": "◎",
}  # fmt: skip
PROFICIENCY: Mapping[str, str] = {"understand": "了解", "familiar": "熟悉", "master": "掌握", "expert": "精通"}
SANCTION: Mapping[str, str] = {
    "money": "经济处罚", "points": "扣分", "warning": "警告", "written-warning": "书面警告",
    "public-notice": "通报批评", "demerit": "记过", "major-demerit": "记大过", "pay-cut": "降薪",
    "pay-withheld": "不予结算", "allowance-cancelled": "取消奖金津贴", "suspension": "停职", "transfer": "调岗",
    "demotion": "降级", "dismissal": "解除合同", "absence": "按旷工论处", "damages": "赔偿",
}  # fmt: skip
PERIOD: Mapping[str, str] = {"month": "月度", "quarter": "季度", "half-year": "半年", "year": "年度"}
REWARD: Mapping[str, str] = {
    "bonus": "奖金", "points": "加分", "commendation": "嘉奖", "merit": "记功", "major-merit": "记大功",
    "promotion": "晋升", "raise": "加薪", "leave": "带薪假", "honour": "荣誉称号", "other": "其他奖励",
}  # fmt: skip
REWARD_UNIT: Mapping[str, str] = {
    "CNY": "元", "points": "分", "percent": "%", "days-pay": "日工资", "months-pay": "月工资", "days": "天",
}  # fmt: skip
UNIT: Mapping[str, str] = {
    "CNY": "元", "points": "分", "percent": "%", "days-pay": "日工资", "months-pay": "月工资", "multiple": "倍",
}  # fmt: skip
WITHIN: Mapping[str, str] = {"month": "一个月内", "quarter": "一个季度内", "year": "一年内", "employment": "在职期间"}
"""In what time the times of a sanction are counted."""
WITH_BASIS = ("money", "points")
"""The sanctions that are said to be a fine or part of an appraisal: those that take money or points."""
KEPT_OFF = "（不公开）"
"""What stands in place of a source's line that rests on something that is shown and on something that is not."""
NOT_PUBLISHED = "（薪酬福利，不公开）"
"""What the site shows of a source's line that says unpublished pay."""
PER: Mapping[str, str] = {
    "occurrence": "次", "item": "项", "person": "人", "day": "日", "month": "月", "half-hour": "半小时",
    "hour": "小时", "minute": "分钟", "case": "例", "ticket": "票", "order": "单", "batch": "批",
}  # fmt: skip
BASIS: Mapping[str, str] = {
    "unstated": "原文未说明是罚款还是绩效扣减",
    "fine": "罚款",
    "performance": "绩效考核",
    "compensation": "赔偿",
}
EXTRAS: Mapping[str, str] = {
    "authorities": "岗位权限", "relations": "工作关系", "subordinates": "直接下属", "indicators": "考核指标",
    "tools": "使用工具", "conditions": "工作条件", "hours": "工作时间", "remuneration": "薪酬福利",
    "career": "职业发展",
}  # fmt: skip
FACTS: Mapping[str, str] = {
    "title": "名称", "purpose": "目的", "department": "部门", "industry": "行业", "level": "级别",
    "reports_to": "直接上级",
}  # fmt: skip
"""Fields of a role or department, beside its lists, that may be `inferred`."""
LEDGER: Mapping[str, str] = {
    "title": "标题", "heading": "小标题", "intro": "引言", "site": "网页残留文字", "form": "表格栏",
    "summary": "总结",
}  # fmt: skip
"""The lists of a source's ledger that hold lines and nothing else; `dropped` has a reason for each."""

DOUBT = "存疑"
"""What a clause is marked with whose text nobody is sure of."""
PENDING = "待公示"
"""What a clause is marked with that was changed without a new record of adoption: its former words are shown."""
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


def amount(sanction: Sanction | Award) -> str:
    """The amount without its unit: `50`, `100–1000`; empty where the sanction has none."""
    if sanction.amount is not None:
        return number(sanction.amount)
    bounds = [number(bound) for bound in (sanction.min, sanction.max) if bound is not None]
    return "–".join(bounds)


def unit(sanction: Sanction | Award) -> str:
    """The unit of the amount: `元`, `%（当月工资）`."""
    units = REWARD_UNIT if isinstance(sanction, Award) else UNIT
    name = units.get(sanction.unit, "")
    return f"{name}（{sanction.base}）" if sanction.base else name


def awarded(award: Award) -> str:
    """The wording of the source behind the condition that only this reward has, where it does not say that itself."""
    said = not award.condition or award.condition in award.wording
    return award.wording if said else f"{award.condition}：{award.wording}"


def sanction(one: Sanction) -> str:
    """The wording of the source, with when it applies where it does not say so itself: `一个月内第 3 次：记过`."""
    condition = one.condition.rstrip("，,：:；;。 ")
    when = [condition] if condition not in one.wording else []
    before, says_times, _ = one.wording.rpartition("次")
    within = WITHIN.get(one.within, "")
    wording = one.wording
    if one.nth is not None and not says_times:
        when.append(f"{within}第 {one.nth} 次")
    elif within and not any(word in before for word in _SAYS_WITHIN[one.within]):
        wording = within + wording
    return f"{'，'.join(when)}：{wording}" if when else wording


_SAYS_WITHIN: Mapping[str, tuple[str, ...]] = {
    "month": ("月",),
    "quarter": ("季",),
    "year": ("年",),
    "employment": ("在职", "任职", "在岗", "任期"),
}
"""What stands in front of 次 where a wording says itself in what time the times are counted."""


def consequence(one: Sanction | Award) -> str:
    """One sanction or reward, as `sanction` and `awarded` say it."""
    return awarded(one) if isinstance(one, Award) else sanction(one)


def consequences(several: Sequence[Sanction | Award]) -> str:
    """What a penalty or a reward leads to in one line: `罚款200元`, `迟到10至30分钟：罚10元；第 3 次：记过`."""
    has_cases = any(one.condition or (isinstance(one, Sanction) and one.nth is not None) for one in several)
    return ("；" if has_cases else "、").join(map(consequence, several))


def nature(one: Sanction | Award) -> str:
    """What readers are told of its kind: of a reward always (`奖金`), of a deduction of money or points its basis."""
    if isinstance(one, Award):
        return REWARD[one.kind]
    return BASIS[one.basis] if one.kind in WITH_BASIS and one.basis and amount(one) else ""


def remarks(clause: Clause) -> list[tuple[str, str]]:
    """What readers are told beside a clause: (tag, why), that it is in doubt, that a change of it is not announced."""
    pending = f"修改尚未公示，这里是版本 {clause.pending} 的文字" if clause.pending else ""
    if clause.unannounced:
        pending = f"版本 {clause.pending} 以后新增，尚未公示，不印在文书上"
    return [(tag, said) for tag, said in ((DOUBT, clause.doubt), (PENDING, pending)) if said]


def span(years: Span, unit_word: str) -> str:
    """A range of years: `30–40 岁`, `3 年以上`."""
    if years.min is not None and years.max is not None:
        return f"{number(years.min)}–{number(years.max)} {unit_word}"
    if years.min is not None:
        return f"{number(years.min)} {unit_word}以上"
    return f"{number(years.max or 0)} {unit_word}以下"
