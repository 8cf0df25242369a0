"""Pieces of a small library that the examples of several families of rules begin with."""

from rolebook.findings.manual.entry import Example

DUTIES = "content/duties/planning.yaml"
ROLES = "content/roles/service-manager.yaml"
_TEXT = "制定每月、季度工作计划。"
PLAN = f"""\
- id: draw-up-work-plan
  text: {_TEXT}
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


def pair(file: str, wrong: str, right: str) -> tuple[Example, Example]:
    """A file that breaks a rule, and the same that keeps it."""
    return Example(file, wrong), Example(file, right)


def duties(wrong: str, right: str = PLAN) -> tuple[Example, Example]:
    """The same of a file of duties."""
    return pair(DUTIES, wrong, right)


def text(wrong: str, right: str = _TEXT) -> tuple[Example, Example]:
    """The same of a duty with this text."""
    return duties(PLAN.replace(_TEXT, wrong), PLAN.replace(_TEXT, right))


def role(wrong: str, right: str = ROLE) -> tuple[Example, Example]:
    """The same of the file of a role."""
    return pair(ROLES, wrong, right)
