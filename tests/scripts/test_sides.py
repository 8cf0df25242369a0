"""What a comparison marks in sentences, and how it groups what two or three have: wording.js and sides.js."""

from typing import Any

from .node import evaluate

SCRIPTS = ["wording.js", "sides.js"]


def marked(text: str, *others: str) -> str:
    """The text with brackets round what the others do not have."""
    code = """rolebookWording.stretches(...input).map(({ text, differs }) => (differs ? `[${text}]` : text)).join("")"""
    found: str = evaluate(SCRIPTS, code, [text, list(others)])
    return found


def test_what_the_other_sentence_does_not_have_is_marked() -> None:
    assert marked("协助解决销售问题和纠纷。", "协助解决销售问题。") == "协助解决销售问题[和纠纷]。"
    assert marked("每月汇报50元以上的费用。", "每季汇报50元以上的费用。") == "每[月]汇报50元以上的费用。"
    assert marked("审核𠮷田公司的合同。", "审核合同。") == "审核[𠮷田公司的]合同。"
    assert marked("制定计划。", "制定计划。", "培训员工。") == "制定计划。"
    assert marked("制定计划。", "接待来访客人，登记姓名。") == "制定计划。"  # another sentence altogether


def row(key: str, part: str) -> dict[str, Any]:
    return {"key": key, "label": key, "page": "", "entries": [{"text": key, "mark": "", "part": part}]}


def grouped(*sides: list[dict[str, Any]], moving: bool = False) -> list[tuple[str, list[str]]]:
    """The titles of the groups with the rows in them; the sides are called 甲, 乙, 丙."""
    owners = [
        {"title": title, "sections": [{"key": "duties", "title": "", "rows": rows}]}
        for title, rows in zip("甲乙丙", sides, strict=False)
    ]
    code = """rolebookSides
      .grouped(rolebookSides.lines(input.owners, "duties"), input.owners, input.moving)
      .map(({ title, lines }) => [title, lines.map(({ key }) => key)])"""
    return [(title, keys) for title, keys in evaluate(SCRIPTS, code, {"owners": owners, "moving": moving})]


def test_rows_stand_in_groups_by_who_has_them_and_in_which_part() -> None:
    here = [row("计划", "主责"), row("合同", "主责"), row("档案", "主责")]
    there = [row("计划", "主责"), row("合同", "审核"), row("培训", "主责")]
    assert grouped(here, there) == [
        ("双方都有", ["计划"]),
        ("双方都有，参与方式不同", ["合同"]),
        ("只有“甲”有", ["档案"]),
        ("只有“乙”有", ["培训"]),
    ]
    assert grouped(here, there, moving=True) == [
        ("增加：“乙”才有", ["培训"]),
        ("交出：只有“甲”有", ["档案"]),
        ("参与方式改变", ["合同"]),
        ("继续做", ["计划"]),
    ]
    assert grouped(here, there, [row("档案", "主责")])[0] == ("“甲”和“乙”有", ["计划", "合同"])
