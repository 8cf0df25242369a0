"""Rules about what clauses, sources and roles say."""

from rolebook.findings import Severity, Wording
from rolebook.manual.entry import Entry, Example

_DUTIES = "content/duties/planning.yaml"
_QUALIFICATIONS = "content/qualifications/experience.yaml"
_ROLES = "content/roles/sales-manager.yaml"
_SOURCE = "content/sources/notes.yaml"
_PLAN = """\
- id: draw-up-sales-plan
  text: 制定每月、季度销售计划。
  sources: [sample:3]
"""
_YEARLY = """\
- id: draw-up-yearly-plan
  text: 制定每年、季度销售计划。
  sources: [sample:3]
"""
_DISTINCT = """\
  distinct_from:
    - id: draw-up-sales-plan
      reason: 一个每年，一个每月。
"""
_ROLE = """\
id: sales-manager
title: 销售经理
aliases:
  - 营销经理
department: sales
industry: general
level: manager
duties:
  - receive-customers
status: draft
owner: 人力资源部
"""
_EXPERIENCE = """\
- id: three-to-five-years
  text: 三年至五年销售经验。
  sources: [sample:7]
  note: 举例。
  necessity: required
  years:
    min: 3
    max: 5
"""
_NOTES = Example("content/sources/notes.txt", "会议记录\n客户投诉当天答复\n散会\n")
_MINUTES = """\
id: notes
title: 会议记录
received: 2026-11-01
original: notes.txt
sha256: "7ef201b301ebcdc480de35e468eacfc18131e2b95b9c747a014a309c1ae4f04e"
text: notes.txt
documents:
  - id: d01
    title: 会议记录
    lines: 1-3
ledger:
  title: [1]
  site: [2-3]
"""


def _minutes(text: str) -> Example:
    return Example(_SOURCE, text, beside=(_NOTES,))


CLAUSES = (
    Entry(
        "ambiguous-alias",
        Severity.ERROR,
        Wording("别名是另一个岗位的名称。", "An alias is the title of another role."),
        "按这个名字找岗位或生成说明书时，不知道指哪一个。删去这个别名。",
        Example(_ROLES, _ROLE.replace("营销经理", "销售代表")),
        Example(_ROLES, _ROLE),
    ),
    Entry(
        "contradictory-decision",
        Severity.WARNING,
        Wording("对同一对条款写了两个不同的结论。", "Two decisions about one pair of clauses contradict each other."),
        "一处说“包含”，另一处说“不同”，后来的人不知道信哪一个。只留对的一条，写在哪一条上都可以。",
        Example(
            _DUTIES,
            _PLAN + "  covers:\n    - id: draw-up-yearly-plan\n      reason: 包含每年的计划。\n" + _YEARLY + _DISTINCT,
        ),
        Example(_DUTIES, _PLAN + _YEARLY + _DISTINCT),
    ),
    Entry(
        "doubly-accounted",
        Severity.ERROR,
        Wording("来源的一行有两个去处。", "A line of a source is accounted for twice."),
        "台账里记的是既不成条款、也不是事实的行。一行要么写进条款的 sources，要么记进台账，只留一处。",
        _minutes(_MINUTES.replace("[1]", "[1, 2]")),
        _minutes(_MINUTES),
    ),
    Entry(
        "duplicate-title",
        Severity.ERROR,
        Wording("岗位名称与另一个岗位相同。", "Two roles have the same title."),
        "在名称后面注明行业或部门，例如 销售经理（酒店）。",
        Example(_ROLES, _ROLE.replace("title: 销售经理", "title: 销售代表")),
        Example(_ROLES, _ROLE),
    ),
    Entry(
        "far-from-line",
        Severity.WARNING,
        Wording("正文与所写的来源行差得远。", "The text of a clause is far from its source line."),
        "可能行号写错了，也可能改写得太多。核对行号；改动是有意的，就用 note 说明改了什么、为什么。",
        Example(_DUTIES, _PLAN.replace("sample:3", "sample:9")),
        Example(_DUTIES, _PLAN),
    ),
    Entry(
        "lapsed-decision",
        Severity.WARNING,
        Wording("结论是对着旧的文字作的。", "A decision was made on other wordings."),
        "两条中有一条后来改了字。再看一遍：仍然成立，就删去 fingerprint 一行，再运行 python build.py fmt；不成立，就删去整条结论。",
        Example(_DUTIES, _PLAN + _YEARLY + _DISTINCT + '      fingerprint: "0123456789ab"\n'),
        Example(_DUTIES, _PLAN + _YEARLY + _DISTINCT),
    ),
    Entry(
        "list-number",
        Severity.ERROR,
        Wording("正文带着列表编号。", "A text carries its list number."),
        "从原文粘贴时容易把“1、”“（一）”带进来。序号由手册自动编排，正文里删去。",
        Example(_DUTIES, _PLAN.replace("制定", "1、制定")),
        Example(_DUTIES, _PLAN),
    ),
    Entry(
        "near-duplicate",
        Severity.WARNING,
        Wording("与另一条很像，还没有人判断过。", "A clause is like another, and nobody has decided about the two."),
        "说的是一回事：python build.py merge 旧的 留下的。不是一回事：在其中一条上写 distinct_from（不同）或 covers（说得更多）和理由，"
        "以后就不再问了。",
        Example(_DUTIES, _PLAN + _YEARLY),
        Example(_DUTIES, _PLAN + _YEARLY + _DISTINCT),
    ),
    Entry(
        "open-document",
        Severity.WARNING,
        Wording("一篇文档还没有整理完。", "A document is not normalised yet."),
        "标着 state: open 的文档里，没有去处的行只提醒一次。整理完以后删去这一行，以后漏掉任何一行都会报出来。",
        _minutes(
            _MINUTES.replace("    lines: 1-3\n", "    lines: 1-3\n    state: open\n").replace("  site: [2-3]\n", "")
        ),
        _minutes(_MINUTES),
    ),
    Entry(
        "part-lines",
        Severity.ERROR,
        Wording("来源里各篇文档的行号重叠、倒置或超出。", "The documents inside a source overlap or exceed it."),
        "各篇按先后排列，每篇写首行和末行，不重叠。",
        _minutes(_MINUTES.replace("1-3", "1-30")),
        _minutes(_MINUTES),
    ),
    Entry(
        "reversed-range",
        Severity.ERROR,
        Wording("范围的上下限写倒了。", "The ends of a range are reversed."),
        "小的写在 min，大的写在 max。",
        Example(_QUALIFICATIONS, _EXPERIENCE.replace("min: 3", "min: 6")),
        Example(_QUALIFICATIONS, _EXPERIENCE),
    ),
    Entry(
        "superfluous-decision",
        Severity.NOTE,
        Wording("这条结论用不着。", "A decision decides nothing."),
        "比如对方已经停用，或者写了两遍。删去它，以免别人以为它还有用。",
        Example(_DUTIES, _PLAN + "  distinct_from:\n    - id: draw-up-sales-plan\n      reason: 举例。\n"),
        Example(_DUTIES, _PLAN),
    ),
    Entry(
        "twins",
        Severity.ERROR,
        Wording("两条说的是同一句话。", "Two clauses say the same."),
        "去掉标点和空格后完全相同。只留一条：python build.py merge 旧的 留下的，来源和引用会一起归过去。",
        Example(_DUTIES, _PLAN + _PLAN.replace("draw-up-sales-plan", "make-plan")),
        Example(_DUTIES, _PLAN),
    ),
    Entry(
        "uncovered-line",
        Severity.ERROR,
        Wording("来源的一行还没有去处。", "A line of a source is not accounted for."),
        "来源的每一行都要有交代：写进某个条款或岗位的 sources，或者记进来源的 ledger（标题、引言、不采用……）。这样什么都不会悄悄漏掉。",
        _minutes(_MINUTES.replace("  site: [2-3]\n", "  site: [3]\n")),
        _minutes(_MINUTES),
    ),
    Entry(
        "unlisted-duty",
        Severity.WARNING,
        Wording("没有岗位或部门在用这条职责。", "Neither a role nor a department lists a duty."),
        "写了却没有人用，读者就看不到它。把它列进岗位的 duties；不再需要，就用 python build.py retire 停用。",
        Example(_DUTIES, _PLAN),
        Example(
            _DUTIES,
            _PLAN,
            beside=(Example(_ROLES, _ROLE.replace("receive-customers", "draw-up-sales-plan")),),
        ),
    ),
)
