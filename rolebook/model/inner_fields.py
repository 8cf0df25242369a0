"""The fields of what stands inside a field of a clause: of a sanction, of a reward, of one part of a qualification."""

from rolebook.model import labels
from rolebook.model.kind import Field

SANCTION = (
    Field("kind", "code", codes=labels.SANCTION).ask("怎样处理", option="sanction", prefill="sanction"),
    Field("wording", "text").ask("处理的措辞，照原文", prefill="words-behind-comma"),
    Field("amount", "number", exported="金额").ask("数额（没有请直接回车）", optional=True, prefill="amount"),
    Field("unit", "code", codes=labels.UNIT, exported="单位").ask(
        "单位", optional=True, prefill="unit", needs=("amount",)
    ),
    Field("base", "text").ask(
        "计算基数，例如 当月工资", optional=True, needs=("unit", "percent", "days-pay", "months-pay", "multiple")
    ),
    Field("nth", "number").ask("只在第几次适用，写数字（不分次数请直接回车）", optional=True),
    Field("within", "code", codes=labels.WITHIN).ask(
        "在多长时间内计次（没有写明请直接回车）", optional=True, needs=("nth",)
    ),
    Field("condition", "text").ask(
        "只适用于什么情形，例如 情节严重者（没有请直接回车）", option="sanction_condition", optional=True
    ),
    Field("basis", "code", codes=labels.BASIS, default="unstated").ask(
        "原文是否说明性质", needs=("sanction", *labels.WITH_BASIS)
    ),
)

AWARD = (
    Field("kind", "code", codes=labels.REWARD).ask("怎样奖励", option="reward", prefill="reward"),
    Field("wording", "text").ask("奖励的措辞，照原文", prefill="words-behind-comma"),
    Field("amount", "number", exported="金额", sparse=True).ask(
        "数额（没有请直接回车）", optional=True, prefill="amount"
    ),
    Field("unit", "code", codes=labels.REWARD_UNIT, exported="单位", sparse=True).ask(
        "单位", optional=True, prefill="unit", needs=("amount",)
    ),
    Field("base", "text", sparse=True).ask(
        "计算基数，例如 当月回款额", optional=True, needs=("unit", "percent", "days-pay", "months-pay")
    ),
)

QUALITIES = (
    Field(
        "degree", "code", label="学历", codes=labels.DEGREE, pattern="{}以上", bare=labels.ANY_DEGREE, prefill="degree"
    ),
    Field("majors", "texts", label="专业", joint="、"),
    Field("years", "span", label="年限", unit="年", prefill="years"),
    Field("age", "span", label="年龄", unit="岁", prefill="age"),
    Field("certificates", "texts", label="证书", joint="、", searched=True, sparse=True).ask(
        "要求什么证书（没有请直接回车）", option="certificate", optional=True
    ),
    Field("proficiency", "code", label="熟练程度", codes=labels.PROFICIENCY, sparse=True).ask(
        "要求的熟练程度（没有写明请直接回车）", optional=True, needs=("aspect", "skill", "knowledge")
    ),
    Field("skill_level", "number", label="技能等级", unit="级", sparse=True).ask(
        "要求的技能等级，1 至 5（没有写明请直接回车）", optional=True, needs=("aspect", "skill", "knowledge")
    ),
)
"""What a qualification, or a part of one, asks for."""
