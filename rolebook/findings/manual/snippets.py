"""Pieces of a small library that the examples of several families of rules begin with."""

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
