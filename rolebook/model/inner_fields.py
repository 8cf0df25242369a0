"""The fields of what stands inside a field of a clause: of a sanction, of a reward, of one part of a qualification."""

from rolebook.model import labels
from rolebook.model.kind import Field

SANCTION = (
    Field(name="kind", type="code", codes=labels.SANCTION, asked="怎样处理", option="sanction", prefill="sanction"),
    Field(name="wording", type="text", asked="处理的措辞，照原文", prefill="words-behind-comma"),
    Field(
        name="amount", type="number", exported="金额", asked="数额（没有请直接回车）", optional=True, prefill="amount"
    ),
    Field(
        name="unit",
        type="code",
        codes=labels.UNIT,
        exported="单位",
        asked="单位",
        optional=True,
        prefill="unit",
        needs=("amount",),
    ),
    Field(
        name="base",
        type="text",
        asked="计算基数，例如 当月工资",
        optional=True,
        needs=("unit", "percent", "days-pay", "months-pay", "multiple"),
    ),
    Field(name="nth", type="number", asked="只在第几次适用，写数字（不分次数请直接回车）", optional=True),
    Field(
        name="within",
        type="code",
        codes=labels.WITHIN,
        asked="在多长时间内计次（没有写明请直接回车）",
        optional=True,
        needs=("nth",),
    ),
    Field(
        name="condition",
        type="text",
        asked="只适用于什么情形，例如 情节严重者（没有请直接回车）",
        option="sanction_condition",
        optional=True,
    ),
    Field(
        name="basis",
        type="code",
        codes=labels.BASIS,
        asked="原文是否说明性质",
        default="unstated",
        needs=("sanction", *labels.WITH_BASIS),
    ),
)

AWARD = (
    Field(name="kind", type="code", codes=labels.REWARD, asked="怎样奖励", option="reward", prefill="reward"),
    Field(name="wording", type="text", asked="奖励的措辞，照原文", prefill="words-behind-comma"),
    Field(
        name="amount",
        type="number",
        exported="金额",
        asked="数额（没有请直接回车）",
        optional=True,
        prefill="amount",
        sparse=True,
    ),
    Field(
        name="unit",
        type="code",
        codes=labels.REWARD_UNIT,
        exported="单位",
        asked="单位",
        optional=True,
        prefill="unit",
        needs=("amount",),
        sparse=True,
    ),
    Field(
        name="base",
        type="text",
        asked="计算基数，例如 当月回款额",
        optional=True,
        needs=("unit", "percent", "days-pay", "months-pay"),
        sparse=True,
    ),
)

QUALITIES = (
    Field(
        name="degree",
        type="code",
        label="学历",
        codes=labels.DEGREE,
        pattern="{}以上",
        bare=labels.ANY_DEGREE,
        prefill="degree",
    ),
    Field(name="majors", type="texts", label="专业", joint="、"),
    Field(name="years", type="span", label="年限", unit="年", prefill="years"),
    Field(name="age", type="span", label="年龄", unit="岁", prefill="age"),
    Field(
        name="certificates",
        type="texts",
        label="证书",
        joint="、",
        searched=True,
        asked="要求什么证书（没有请直接回车）",
        option="certificate",
        optional=True,
        sparse=True,
    ),
    Field(
        name="proficiency",
        type="code",
        label="熟练程度",
        codes=labels.PROFICIENCY,
        asked="要求的熟练程度（没有写明请直接回车）",
        optional=True,
        needs=("aspect", "skill", "knowledge"),
        sparse=True,
    ),
    Field(
        name="skill_level",
        type="number",
        label="技能等级",
        unit="级",
        asked="要求的技能等级，1 至 5（没有写明请直接回车）",
        optional=True,
        needs=("aspect", "skill", "knowledge"),
        sparse=True,
    ),
)
"""What a qualification, or a part of one, asks for."""
