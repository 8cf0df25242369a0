"""What the examples of the rules are made of: entries of a small library that one example breaks and another keeps."""

from rolebook.findings.manual import snippets
from rolebook.findings.manual.entry import Example

QUALIFICATIONS = "content/qualifications/experience.yaml"
SOURCE = "content/sources/notes.yaml"
YEARLY = """\
- id: draw-up-yearly-plan
  text: 制定每年、季度工作计划。
  sources: [sample:3]
  note: 原文作“每月”，年度计划另立一条。
"""
DISTINCT = """\
  distinct_from:
    - id: draw-up-work-plan
      reason: 一个每年，一个每月。
"""
ROLE = snippets.ROLE.replace("department:", "aliases:\n  - 服务经理\ndepartment:")
EXPERIENCE = """\
- id: three-to-five-years
  text: 三年至五年客服经验。
  sources: [sample:7]
  note: 举例。
  necessity: required
  years:
    min: 3
    max: 5
"""
NOTES = Example("content/sources/notes.txt", "会议记录\n客户投诉当天答复\n散会\n")
MINUTES = """\
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


def minutes(text: str) -> Example:
    """A source whose record file is this text."""
    return Example(SOURCE, text, beside=(NOTES,))


PENALTIES = "content/penalties/service.yaml"
LATE = """\
- id: late-for-work
  text: 迟到30分钟以内的，每次罚款20元。
  origin:
    decided: 2026-02-28
    by: 人力资源部
    reason: 举例。
  violations:
    - 迟到
  sanctions:
    - kind: money
      amount: 20
      unit: CNY
      condition: 迟到30分钟以内
      wording: 罚款20元
      basis: fine
  per: [occurrence]
"""
