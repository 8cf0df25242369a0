"""Rules about what clauses, sources and roles say."""

from rolebook.findings.finding import Severity
from rolebook.findings.manual.entry import Entry, Example
from rolebook.words.wording import Wording

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
        "按这个名称查找岗位或生成说明书时，无法确定指哪一个。请删去这个别名。",
        Example(_ROLES, _ROLE.replace("营销经理", "销售代表")),
        Example(_ROLES, _ROLE),
    ),
    Entry(
        "contradictory-decision",
        Severity.WARNING,
        Wording("对同一对条款写了两种不同的判断。", "Two decisions about one pair of clauses contradict each other."),
        "一处写“涵盖”，另一处写“不同”，后来的编者无从判断。请只保留正确的一处，写在两条中的哪一条下都可以。",
        Example(
            _DUTIES,
            _PLAN + "  covers:\n    - id: draw-up-yearly-plan\n      reason: 包含每年的计划。\n" + _YEARLY + _DISTINCT,
        ),
        Example(_DUTIES, _PLAN + _YEARLY + _DISTINCT),
    ),
    Entry(
        "doubly-accounted",
        Severity.ERROR,
        Wording("来源的一行有两个去向。", "A line of a source is accounted for twice."),
        "行登记表（ledger）登记既不是条款、也不是岗位和部门信息的行。每一行或写入条款的 sources，或登记在行登记表中，只保留一处。",
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
        Wording("正文与所引的原文行相差较大。", "The text of a clause is far from its source line."),
        "可能是行号有误，也可能是改写过多。请核对行号；如属有意改动，用 note 说明改了什么、为什么。",
        Example(_DUTIES, _PLAN.replace("sample:3", "sample:9")),
        Example(_DUTIES, _PLAN),
    ),
    Entry(
        "lapsed-decision",
        Severity.WARNING,
        Wording("这条判断依据的是修改前的文字。", "A decision was made on other wordings."),
        "两条中有一条后来作了修改。请重新判断：仍然成立的，删去 fingerprint 一行，再运行 python build.py fmt；不再成立的，删去整条判断。",
        Example(_DUTIES, _PLAN + _YEARLY + _DISTINCT + '      fingerprint: "0123456789ab"\n'),
        Example(_DUTIES, _PLAN + _YEARLY + _DISTINCT),
    ),
    Entry(
        "list-number",
        Severity.ERROR,
        Wording("正文带有列表编号。", "A text carries its list number."),
        "从原文粘贴时容易带入“1、”“（一）”等编号。序号由手册自动编排，请从正文中删去。",
        Example(_DUTIES, _PLAN.replace("制定", "1、制定")),
        Example(_DUTIES, _PLAN),
    ),
    Entry(
        "near-duplicate",
        Severity.WARNING,
        Wording("与另一条相近，尚未作出判断。", "A clause is like another, and nobody has decided about the two."),
        "意思相同的：python build.py merge 要去掉的 要保留的。意思不同的：在其中一条下写 distinct_from（不同于）或 covers（涵盖）和理由，"
        "以后不再提示。",
        Example(_DUTIES, _PLAN + _YEARLY),
        Example(_DUTIES, _PLAN + _YEARLY + _DISTINCT),
    ),
    Entry(
        "open-document",
        Severity.WARNING,
        Wording("一篇文档尚未整理完毕。", "A document is not normalised yet."),
        "标有 state: open 的文档，其中未标明去向的行只合并提醒一次。整理完毕后请删去这一行，此后遗漏的每一行都会报告。",
        _minutes(
            _MINUTES.replace("    lines: 1-3\n", "    lines: 1-3\n    state: open\n").replace("  site: [2-3]\n", "")
        ),
        _minutes(_MINUTES),
    ),
    Entry(
        "part-lines",
        Severity.ERROR,
        Wording("来源中各篇文档的行号重叠、倒置或超出全文。", "The documents inside a source overlap or exceed it."),
        "各篇按先后排列，每篇写明首行和末行，不得重叠。",
        _minutes(_MINUTES.replace("1-3", "1-30")),
        _minutes(_MINUTES),
    ),
    Entry(
        "reversed-range",
        Severity.ERROR,
        Wording("范围的上下限颠倒。", "The ends of a range are reversed."),
        "小的写在 min，大的写在 max。",
        Example(_QUALIFICATIONS, _EXPERIENCE.replace("min: 3", "min: 6")),
        Example(_QUALIFICATIONS, _EXPERIENCE),
    ),
    Entry(
        "superfluous-decision",
        Severity.NOTE,
        Wording("这条判断是多余的。", "A decision decides nothing."),
        "例如对方已停用，或同一判断写了两次。请删去，以免误以为仍然有效。",
        Example(_DUTIES, _PLAN + "  distinct_from:\n    - id: draw-up-sales-plan\n      reason: 举例。\n"),
        Example(_DUTIES, _PLAN),
    ),
    Entry(
        "twins",
        Severity.ERROR,
        Wording("两条的文字相同。", "Two clauses say the same."),
        "除标点和空格外完全相同。请只保留一条：python build.py merge 要去掉的 要保留的，来源和引用会一并归入。",
        Example(_DUTIES, _PLAN + _PLAN.replace("draw-up-sales-plan", "make-plan")),
        Example(_DUTIES, _PLAN),
    ),
    Entry(
        "uncovered-line",
        Severity.ERROR,
        Wording("来源的一行尚未标明去向。", "A line of a source is not accounted for."),
        "来源的每一行都要标明去向：写入条款或岗位的 sources，或登记在来源的行登记表（ledger）中（标题、引言、不采用等），以免遗漏。",
        _minutes(_MINUTES.replace("  site: [2-3]\n", "  site: [3]\n")),
        _minutes(_MINUTES),
    ),
    Entry(
        "unlisted-duty",
        Severity.WARNING,
        Wording("没有岗位或部门列出这条职责。", "Neither a role nor a department lists a duty."),
        "没有列出的职责，读者看不到。请列入岗位的 duties；不再需要的，用 python build.py retire 停用。",
        Example(_DUTIES, _PLAN),
        Example(
            _DUTIES,
            _PLAN,
            beside=(Example(_ROLES, _ROLE.replace("receive-customers", "draw-up-sales-plan")),),
        ),
    ),
)
