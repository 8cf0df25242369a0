"""A section of a sheet as the Word template and the page lay it out: rules, penalties, groups of items, or one text."""

from collections.abc import Mapping
from typing import Any


def part_of(section: Mapping[str, Any]) -> dict[str, Any]:
    """`key`, `title`, and one of `rules`, `penalties`, `groups`, `text`; the others are empty."""
    content, name = section["content"], section["section"]
    part = {"key": section.get("key", name), "title": section["title"]}
    match name:
        case "rules":
            # `items` is what every mapping has: a template could not ask for it by that name.
            part["rules"] = [{**rule, "topics": "；".join(rule["items"])} for rule in content]
        case "penalties":
            part["penalties"] = [_penalty(penalty) for penalty in content]
        case "duties":
            part["groups"] = [{"title": group["title"], "texts": group["duties"]} for group in content]
        case "qualifications":
            part["groups"] = [
                {"title": _necessity(group["necessity"], len(content)), "texts": group["texts"]} for group in content
            ]
        case _ if len(content) > 1:
            part["groups"] = [{"title": "", "texts": content}]
        case _:
            part["text"] = content[0]
    return {"rules": [], "penalties": [], "groups": [], "text": "", **part}


def _penalty(penalty: Mapping[str, Any]) -> dict[str, Any]:
    """Violations as one text; a dash where no duty is named."""
    return {**penalty, "violations": "；".join(penalty["violations"]), "enforces": penalty["enforces"] or ["—"]}


def _necessity(necessity: str, groups: int) -> str:
    """Where all are required, nothing need be said."""
    if necessity == "preferred":
        return "优先条件"
    return "必备条件" if groups > 1 else ""
