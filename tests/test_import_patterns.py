"""Every pattern that real documents show stands in a document that is labelled, and so in each format made of it."""

import re
from pathlib import Path

import pytest

from tests.importing.score import documents, lines_of

HERE = Path(__file__).parent / "importing"
PATTERNS = {
    "a section word in brackets": r"【(?:工作内容和职责|岗位内容)】",
    "a section word with a colon": r"(?m)^.{0,4}(?:要求|技能需求)[:：]",
    "a number glued, with a comma": r"(?m)^\d，\S",
    "a number with a space before its point": r"(?m)^\d \.\s?\S",
    "a number without a mark": r"(?m)^\d负责",
    "a number in a full-width bracket": r"(?m)^\s*（[一二]）\S",
    "half of a bracket": r"(?m)^[二三]\)",
    "a number alone on its line": r"(?m)^\d、$",
    "an article with its text on the next line": r"(?m)^第三条\r?\n\S",
    "items on one line behind a heading": r"岗位职责：1、.*2、",
    "items on one line without a mark between": r"扣10元2、",
    "a list without numbers on one line": r"接听.{2,8}；登记",
    "field rows, four to a line": r"岗位编号：\S+\s+(?:定员|编制)：\S+\s+\S{4}：",
    "field names with spaces": r"学　历",
    "duties on two levels": r"职责一.*\n+.*工作任务",
    "an amount with its unit in the last column": r"\d+元/[次例]\s*(?:⟪|\||$|\n|\r)",
    "a number doubled by editing": r"(?m)^8  9、|^4\.5  4\.6",
    "a mark doubled by editing": r"\d、、",
    "a condition in the item's cell": r"（超1小时每半小时加10元）",
    "a group row": r"\| \*\*1\*\* \| \*\*轻微\*\* \| \|",
    "a category instead of an amount": r"\| 未按规定比价 \| 轻微违规 \|",
    "the category defined elsewhere": r"轻微违规：罚50-100元，扣2分",
    "an escalation": r"满3次 → 记过",
    "one sanction for all below": r"以下每项每次",
    "a reward between penalties": r"元/例\s+.*奖30元/次",
    "a row of an indicator": r"\| 40% \| ≥98% \| 每低1%扣2分 \|",
    "an indicator with one cell a line": r"漏检率\n40%\n≤0\.5%\n",
    "an escape from a qualification": r"（能力突出者不限）",
    "required and preferred in one": r"操作，持有叉车证者优先",
    "benefits between roles": r"快来加入我们",
    "spaces inside a word": r"总 则|园　长",
    "a fraction pulled apart": r"停机时间\n————×100%",
    "an English name in brackets": r"（Data Analyst）",
    "a role known by a bold line": r"(?m)^\*\*班主任\*\*$",
    "a page number inside an item": r"\n(?:- 2 -|第2页)\n",
    "a site's mark inside an item": r"按照\n2、\n第十条",
    "a title three times": r"(?:客服部岗位职责[^\n]*\n.*\n?){3}",
    "a gloss": r"責\(zé\)",
    "an amount damaged by reading": r"l0元",
    "amounts in words": r"壹佰元至伍佰元",
    "a ladder": r"第一次罚款200元，第二次罚款500元",
    "a cap": r"当月累计不超过100元",
    "a share of the pay": r"扣发当月奖金的30%",
    "days of pay": r"扣发三天工资",
    "a range": r"二百元以上五百元以下",
    "points": r"扣5分",
    "a sentence of an example with figures": r"例如：当月",
    "a table of contents": r"…{3,}\d",
    "a collection": r"篇1\n(?:.*\n)*.*篇2",
}
"""Name → regular expression that at least one of the texts holds."""


@pytest.fixture(scope="module")
def texts() -> str:
    """All documents, one after the other."""
    found = [document for half in ("seen", "held") for document, _ in documents(HERE / half)]
    return "\n\n".join("\n".join(lines_of(document)) for document in found)


def test_every_pattern_is_there(texts: str) -> None:
    assert [name for name, pattern in PATTERNS.items() if not re.search(pattern, texts)] == []
