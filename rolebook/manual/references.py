"""Rules about ids and what refers to them."""

from rolebook.findings import Severity, Wording
from rolebook.manual.entry import Entry, Example

_PLAN = """\
- id: draw-up-sales-plan
  text: 制定每月、季度销售计划。
  sources: [sample:3]
"""
_LEDGER = """\
- id: keep-sales-ledger
  text: 填写销售台账。
  sources: [sample:5]
"""
_ROLE = """\
id: sales-manager
title: 销售经理
department: sales
industry: general
level: manager
duties:
  - receive-customers
status: draft
owner: 人力资源部
"""
_DUTIES = "content/duties/planning.yaml"
_FILE = "content/roles/sales-manager.yaml"

REFERENCES = (
    Entry(
        "duplicate-id",
        Severity.ERROR,
        Wording("标识符已经用过。", "An id is taken."),
        "标识符是网址，全库不能重复。真是同一条，删去一处；是另一条，换一个标识符。",
        Example(_DUTIES, _PLAN + _LEDGER.replace("keep-sales-ledger", "draw-up-sales-plan")),
        Example(_DUTIES, _PLAN + _LEDGER),
    ),
    Entry(
        "missing-line",
        Severity.ERROR,
        Wording("来源文件没有这一行，或者这一行是空的。", "A source has no such line, or it is blank."),
        "行号从 1 数起，空行也算。在手册的“来源”页上可以看到每一行的行号。",
        Example(_DUTIES, _PLAN.replace("sample:3", "sample:300")),
        Example(_DUTIES, _PLAN),
    ),
    Entry(
        "retired-reference",
        Severity.ERROR,
        Wording("列表里还在用已停用的条目。", "Something retired is still referred to."),
        "停用的条目不再显示，所以列表里也不能有它。删去这一行；要继续用，就取消那一条的 retired。"
        "用 python build.py retire 停用时，引用会一起删去。",
        Example(_FILE, _ROLE.replace("receive-customers", "send-faxes")),
        Example(_FILE, _ROLE),
    ),
    Entry(
        "reused-id",
        Severity.ERROR,
        Wording("旧标识符又被拿来用了。", "An id that was given up is used again."),
        "改名或合并以后，旧网址会转到新的一条；同一个标识符再给别的条目用，旧链接就会指错。换一个标识符，或者删去 redirects.yaml 里的那一行。",
        Example("content/redirects.yaml", "receive-customers: sales-representative\n"),
        Example("content/redirects.yaml", "receive-visitors: receive-customers\n"),
    ),
    Entry(
        "unknown-id",
        Severity.ERROR,
        Wording("没有这个标识符。", "There is no such id."),
        "多半是拼错了，改法里会猜你想写哪一个。还没有这一条，就先把它加进 content/，再来引用。",
        Example(_FILE, _ROLE.replace("receive-customers", "recieve-customers")),
        Example(_FILE, _ROLE),
    ),
)
