"""补充说明: the sections of a paper that holds only what changed for a role since a version, with what the law asks.

What the law asks is advice with its article named: who makes the paper decides.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from rolebook.history.addendum import Difference
from rolebook.history.changes import Effect

_ASKED: Mapping[Effect, str] = {
    "agree": "属于劳动合同约定内容的，按《劳动合同法》第三十五条，由双方协商一致，采用书面形式变更。",
    "procedure": "属于规章制度的，按《劳动合同法》第四条，经职工代表大会或者全体职工讨论，与工会或者职工代表"
    "平等协商确定，并公示或者告知劳动者。",
}
_EMPTY: Mapping[str, Any] = {"rules": [], "table": None, "text": ""}


def addendum_sections(found: Sequence[Difference], version: str, date: str, now: str) -> list[dict[str, Any]]:
    """The sections as templates know them: the numbered changes under what they are about, then what the law asks.

    `version` and `date` are those of the version that the changes are since, `now` is the present version.
    """
    groups: list[dict[str, Any]] = []
    first = 1
    for about, run in groupby(found, key=lambda one: one.about):
        texts = [_said(one) for one in run]
        groups.append({"title": about, "depth": 1, "first": first, "texts": texts})
        first += len(texts)
    notes = [
        f"以上是版本 {version}（{date}）到版本 {now} 的全部改动；没有列出的内容不变。",
        *(f"{_numbers(found, effect)}{asked}" for effect, asked in _ASKED.items() if _numbers(found, effect)),
    ]
    return [
        {**_EMPTY, "section": "changes", "key": "changes", "title": "变更内容", "groups": groups},
        {
            **_EMPTY,
            "section": "procedure",
            "key": "procedure",
            "title": "办理提示（供参考）",
            "groups": [{"title": "", "depth": 1, "first": 1, "texts": notes}],
        },
    ]


def _said(one: Difference) -> str:
    """`原“……”，改为“……”。`."""
    if one.said:
        return one.said
    if one.before and one.after:
        return f"原“{one.before}”，改为“{one.after}”。"
    return f"新增“{one.after}”。" if one.after else f"删去“{one.before}”。"


def _numbers(found: Sequence[Difference], effect: Effect) -> str:
    """`第 1、3 项`; empty where none has the effect."""
    numbers = [str(number) for number, one in enumerate(found, 1) if one.effect == effect]
    return f"第 {'、'.join(numbers)} 项" if numbers else ""
