"""What the collection form asks for: its sheets, the rows of facts, the tables with their columns. Data.

A value stands in a cell as readers see it (本科, 3-5, 50); `values.py` turns it into the model's and back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rolebook.model import labels

Type: TypeAlias = Literal[
    "text", "sentence", "texts", "term", "code", "codes", "number", "times", "amount", "years", "age", "activities"
]
"""One text; one that ends as a sentence; a text a line; a label of the library's own lists; a word for a code, or
several; a number; which time; a number or a range; a range of years, open below where one number stands alone, or of
ages; titles of activities, a line each."""

TITLE = "岗位信息采集表"
MARK = "岗位手册采集表（表式 1）"
"""What the second row of every sheet of the form begins with: by it the form is known."""
GUIDE, MEASURES, OF_DEPARTMENTS = "填写说明", "制度和奖惩", "部门制度和奖惩"
LISTS, BASELINE = "_采集表选项", "_采集表数据"
"""Hidden sheets: what the drop-downs offer, and what the form said when it was written."""
ID, SOURCE = "id", "source"
UNSTATED = "unstated"
"""The basis of a sanction that a blank cell stands for."""
PLAIN = "文字"
"""What stands for the id of an indicator that is a plain text of its role."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, or a row of facts: its key, its heading, how wide it is in characters, what it holds.

    Attributes:
        choices: the list of `_采集表选项` that its drop-down offers.
        adopted: what may not be changed here once the library has it.

    """

    key: str
    heading: str
    width: int
    type: Type = "text"
    codes: Mapping[str, str] | None = None
    choices: str = ""
    adopted: bool = False


_ID = Column(ID, "标识（不改）", 20, adopted=True)
_SOURCE = Column(SOURCE, "出处（不改）", 20, adopted=True)

FACTS: tuple[Column, ...] = (
    _ID,
    Column("title", "岗位名称", 0),
    Column("aliases", "别名", 0, "texts"),
    Column("department", "所属部门", 0, "term", choices="部门"),
    Column("industry", "行业", 0, "term", choices="行业"),
    Column("level", "级别", 0, "term", choices="级别"),
    Column("reports_to", "直接上级", 0, "term", choices="岗位"),
    Column("code", "岗位编号", 0),
    Column("headcount", "编制人数", 0, "number"),
    Column("purpose", "岗位目的", 0, "sentence"),
    *(
        Column(key, label, 0, "texts")
        for key, label in labels.EXTRAS.items()
        if key not in {"indicators", "remuneration"}
    ),
)
"""Facts of a role, a row each; the id only where a role of the library fills the form.

Pay is not asked for: the form passes through many hands.
"""
DECISION: tuple[Column, ...] = (
    Column("by", "填表部门", 0),
    Column("decided", "填表日期", 0),
    Column("reason", "修改理由", 0),
)
"""Who says so, when and why: what a new or changed sentence of a filled form needs."""

TEXT = "text"
"""The column that every table has: the sentence."""
TABLES: Mapping[str, tuple[str, tuple[Column, ...]]] = {
    "duties": (
        "岗位职责",
        (
            Column("group", "分组", 14),
            Column(TEXT, "职责", 48, choices="职责"),
            Column("activities", "工作事项", 20, "activities", choices="事项"),
            Column("theme", "主题", 12, "term", choices="主题", adopted=True),
            _ID,
            _SOURCE,
        ),
    ),
    "qualifications": (
        "任职资格",
        (
            Column("aspect", "方面", 14, "code", labels.ASPECTS, "方面", adopted=True),
            Column(TEXT, "要求", 48, choices="资格"),
            Column("necessity", "必备或优先", 12, "code", labels.NECESSITY, "必备或优先"),
            Column("degree", "学历（以上）", 12, "code", labels.DEGREE, "学历"),
            Column("majors", "专业（一行一个）", 16, "texts"),
            Column("years", "年限（如 3、3-5）", 12, "years"),
            Column("age", "年龄（如 25-35、45以下）", 16, "age"),
            _ID,
            _SOURCE,
        ),
    ),
    "indicators": (
        "考核指标",
        (
            Column("name", "指标", 14),
            Column(TEXT, "说明", 48, choices="指标"),
            Column("weight", "权重（%）", 12, "number"),
            Column("target", "目标", 12),
            Column("measure", "计算方法", 20),
            Column("scoring", "评分标准", 20),
            Column("period", "周期", 12, "code", labels.PERIOD, "周期"),
            _ID,
            _SOURCE,
        ),
    ),
}
"""The tables on the sheet of a post: key of the list on the role → (heading, columns)."""

SORT = "sort"
SORTS: Mapping[str, str] = {"rules": "制度", "rewards": "奖励", "penalties": "处罚"}
"""The tables that stand together on the sheet of rules and penalties: key of the list → what its rows are called."""
_BASIS = {code: label for code, label in labels.BASIS.items() if code != UNSTATED}
_UNITS = {**labels.UNIT, **labels.REWARD_UNIT}


def _consequence(kinds: Mapping[str, str]) -> tuple[Column, ...]:
    return (
        Column("kind", "处理方式", 12, "code", kinds, "处理方式", adopted=True),
        Column("wording", "处理的措辞", 18, adopted=True),
        Column("amount", "数额（如 50、50-100）", 12, "amount", adopted=True),
        Column("unit", "单位", 8, "code", _UNITS, "单位", adopted=True),
        Column("base", "计算基数", 10, adopted=True),
        Column("nth", "第几次", 8, "times", adopted=True),
        Column("within", "多久内", 10, "code", labels.WITHIN, "多久内", adopted=True),
        Column("sanction_condition", "这一处理的条件", 14, adopted=True),
        Column("cap", "上限", 8, "number", adopted=True),
        Column("basis", "性质", 12, "code", _BASIS, "性质", adopted=True),
    )


CONSEQUENCE: Mapping[str, tuple[Column, ...]] = {
    "rules": _consequence({}),
    "rewards": _consequence(labels.REWARD),
    "penalties": _consequence(labels.SANCTION),
}
"""What follows: the columns of one sanction or reward. A row without a sentence is a further one of the row above."""


def _measure(key: str) -> tuple[Column, ...]:
    return (
        Column(SORT, "类别", 8, "code", SORTS, "类别", adopted=True),
        Column("owner", "适用于", 14, choices="适用于"),
        Column("document", "所属制度", 16, choices="制度", adopted=True),
        Column(TEXT, "条文", 44, choices="条文"),
        Column("occasions", "情形（一行一种）", 24, "texts"),
        *CONSEQUENCE[key],
        Column("per", "计次（如 次、人）", 12, "codes", labels.PER),
        Column("condition", "适用条件", 14),
        _ID,
        _SOURCE,
    )


EVERY: Mapping[str, tuple[Column, ...]] = {
    **{key: columns for key, (_, columns) in TABLES.items()},
    **{key: _measure(key) for key in SORTS},
}
"""Key of a list on the role → the columns of its rows; those of rules, rewards and penalties have the same headings."""
CODES: Mapping[str, Mapping[str, str]] = {
    **{column.choices: column.codes or {} for columns in EVERY.values() for column in columns if column.type == "code"},
    "处理方式": {**labels.SANCTION, **{f"reward-{code}": label for code, label in labels.REWARD.items()}},
}
"""Name of a list of the drop-downs → the words of codes that it offers."""
