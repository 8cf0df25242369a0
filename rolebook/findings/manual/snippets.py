"""Pieces of a small library that the examples of several families of rules begin with."""

from rolebook.findings.manual.entry import Example

DUTIES = "content/duties/planning.yaml"
ROLES = "content/roles/service-manager.yaml"
PLAN = """\
- id: draw-up-work-plan
  text: 制定每月、季度工作计划。
  sources: [sample:3]
"""
ROLE = """\
id: service-manager
title: 客服经理
department: service
industry: general
level: manager
duties:
  - receive-customers
status: draft
owner: 人力资源部
"""


def duties(wrong: str, right: str = PLAN) -> tuple[Example, Example]:
    """A file of duties that breaks a rule, and one that keeps it."""
    return Example(DUTIES, wrong), Example(DUTIES, right)


def role(wrong: str, right: str = ROLE) -> tuple[Example, Example]:
    """The file of a role that breaks a rule, and one that keeps it."""
    return Example(ROLES, wrong), Example(ROLES, right)
