"""The table of kinds: what each type of content is called, where it lies, and what its fields are. Data, no code.

Search, exports, statistics, suggestions, `new`, pages and sheets read these rows; a new kind of clause is a row here, a
dataclass in `entries.py` and a schema (CONTRIBUTING.md shows one).
"""

from collections.abc import Mapping

from rolebook.model import inner_fields, labels
from rolebook.model.entries import Award, Duty, Indicator, Penalty, Qualification, Reward, RuleItem
from rolebook.model.kind import Field, Kind, Width

KINDS: tuple[Kind, ...] = (
    Kind(name="library", label="总设置", schema="library", place="library.yaml", shape="single"),
    Kind(name="sheet", label="岗位说明书设置", schema="sheet", place="sheet.yaml", shape="single"),
    Kind(name="taxonomy", label="分类", schema="taxonomy", place="taxonomy.yaml", shape="single"),
    Kind(name="redirects", label="旧地址", schema="redirects", place="redirects.yaml", shape="single"),
    Kind(name="source", label="来源", schema="source", place="sources/*.yaml", shape="one", address="sources/{}.html"),
    Kind(
        name="activity",
        label="工作事项",
        short="事项",
        schema="activities",
        place="activities/*.yaml",
        shape="list",
        address="activities/{}.html",
        filed=Field("theme", "code", label="主题", terms="themes").ask("归在哪个主题下"),
    ),
    Kind(
        name="duty",
        label="职责",
        short="职责",
        heading="岗位职责",
        schema="duties",
        place="duties/*.yaml",
        shape="list",
        address="clauses/{}.html",
        entry=Duty,
        listed="duties",
        order=1,
        filed=Field("theme", "code", label="主题", terms="themes", exported="分组").ask("归在哪个主题下"),
        fields=(
            Field("activities", "activities", codes=labels.PARTS, exported="工作事项", sparse=True).ask(
                "做的是哪件事（工作事项的名称或标识符，主要的写在最前，多个用空格隔开；没有请写 无）",
                option="activity",
                optional=True,
            ),
        ),
    ),
    Kind(
        name="qualification",
        label="任职资格",
        short="资格",
        heading="任职资格",
        schema="qualifications",
        place="qualifications/*.yaml",
        shape="list",
        address="clauses/{}.html",
        entry=Qualification,
        listed="qualifications",
        order=2,
        filed=Field("aspect", "code", label="方面", codes=labels.ASPECTS, exported="分组").ask("属于哪个方面"),
        fields=(
            Field("necessity", "code", codes=labels.NECESSITY, mark="preferred", exported="分组").ask("必备还是优先"),
            *inner_fields.QUALITIES,
            Field(
                "alternatives",
                "alternatives",
                label="分项",
                fields=(Field("necessity", "code", codes=labels.NECESSITY), *inner_fields.QUALITIES),
                sparse=True,
            ),
        ),
    ),
    Kind(
        name="indicator",
        label="考核指标",
        short="指标",
        heading="考核指标",
        schema="indicators",
        place="indicators/*.yaml",
        shape="list",
        address="clauses/{}.html",
        entry=Indicator,
        listed="indicators",
        order=3,
        layout="table",
        filed=Field("department", "code", terms="departments").ask("归在哪个部门的指标中"),
        fields=(
            Field("name", "text", searched=True, sparse=True).shown("指标").ask("指标的名称，例如 签收率"),
            Field("weight", "number", pattern="{}%", sparse=True)
            .shown("权重", Width(12, 14), summed="权重合计")
            .ask("权重，百分之几（没有请直接回车）", optional=True),
            Field("target", "text", sparse=True)
            .shown("目标", Width(16, 30))
            .ask("目标，照原文，例如 98%以上（没有请直接回车）", optional=True),
            Field("measure", "text", sparse=True)
            .shown("计算方法", Width(20, 36))
            .ask("怎样计算，照原文（没有请直接回车）", optional=True),
            Field("scoring", "text", sparse=True)
            .shown("评分标准", Width(20, 36))
            .ask("怎样评分，照原文，例如 每低1%扣2分（没有请直接回车）", optional=True),
            Field("period", "code", codes=labels.PERIOD, tail="period_text", sparse=True)
            .shown("周期", Width(12, 18))
            .ask("多久考核一次（没有请直接回车）", optional=True),
            Field("period_text", "text", sparse=True),
            Field("assesses", "ids", label="考核的职责", exported="考核的职责或制度", sparse=True),
        ),
    ),
    Kind(
        name="reward",
        label="奖励条款",
        short="奖励",
        heading="奖励条款",
        schema="rewards",
        place="rewards/*.yaml",
        shape="list",
        address="clauses/{}.html",
        entry=Reward,
        listed="rewards",
        order=5,
        inherited=True,
        layout="table",
        template="consequences.html",
        filed=Field("department", "code", terms="departments").ask("归在哪个部门的奖励中"),
        fields=(
            Field("achievements", "texts", sparse=True)
            .shown("奖励情形")
            .ask("奖励的是什么行为或成绩", option="achievement", prefill="words-before-comma"),
            Field("condition", "text", sparse=True).shown("条件", under=True),
            Field(
                "rewards",
                "consequences",
                fields=inner_fields.AWARD,
                holds=Award,
                exported="奖励（照原文）",
                sparse=True,
            ).shown("奖励", Width(20, 42)),
            Field(
                "per",
                "codes",
                codes=labels.PER,
                pattern="每{}",
                joint="",
                prefill="counted-by",
                sparse=True,
                tail="per_text",
            ).shown("计奖方式", Width(17, 26)),
            Field("per_text", "text", printed="计奖方式", sparse=True).ask(
                "计奖方式另有说法的，照原文写，例如 每车（没有请直接回车）", optional=True
            ),
            Field(
                "encourages",
                "ids",
                label="对应",
                printed="对应职责",
                width=Width(20, 38),
                exported="对应的职责或制度",
                sparse=True,
            ),
        ),
    ),
    Kind(
        name="penalty",
        label="处罚条款",
        short="处罚",
        heading="处罚条款",
        schema="penalties",
        place="penalties/*.yaml",
        shape="list",
        address="clauses/{}.html",
        entry=Penalty,
        listed="penalties",
        order=6,
        inherited=True,
        layout="table",
        template="consequences.html",
        filed=Field("department", "code", terms="departments").ask("归在哪个部门的处罚中"),
        fields=(
            Field("violations", "texts")
            .shown("违规情形")
            .ask("处罚的是什么行为", option="violation", prefill="words-before-comma"),
            Field("condition", "text").shown("条件", under=True),
            Field("sanctions", "consequences", fields=inner_fields.SANCTION, exported="处罚（照原文）").shown(
                "处罚", Width(20, 42)
            ),
            Field(
                "per", "codes", codes=labels.PER, pattern="每{}", joint="", prefill="counted-by", tail="per_text"
            ).shown("计罚方式", Width(17, 26)),
            Field("per_text", "text", printed="计罚方式", sparse=True).ask(
                "计罚方式另有说法的，照原文写，例如 一车（没有请直接回车）", optional=True
            ),
            Field(
                "enforces", "ids", label="对应", printed="对应职责", width=Width(20, 38), exported="对应的职责或制度"
            ),
        ),
    ),
    Kind(
        name="rule",
        label="管理制度",
        short="制度",
        clause="制度条款",
        heading="适用的管理制度",
        schema="rule",
        place="rules/*.yaml",
        shape="one",
        address="rules/{}.html",
        entry=RuleItem,
        listed="rules",
        order=4,
        inherited=True,
        fields=(
            Field("table", "table", searched=True, exported="表格", sparse=True),
            Field("refers_to", "ids", label="参见", exported="参见", sparse=True),
        ),
    ),
    Kind(
        name="department",
        label="部门",
        schema="department",
        place="departments/*.yaml",
        shape="one",
        address="departments/{}.html",
    ),
    Kind(name="role", label="岗位", schema="role", place="roles/*.yaml", shape="one", address="roles/{}.html"),
)
"""In loading order: what is referred to stands before what refers to it, as far as there is an order."""

KIND: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}

CLAUSES: tuple[Kind, ...] = tuple(sorted((kind for kind in KINDS if kind.entry), key=lambda kind: kind.order))
"""The kinds of clause, in the order in which readers meet them."""

LISTED: Mapping[str, Kind] = {kind.listed: kind for kind in CLAUSES}
"""Key of a list on roles and departments → the kind that it lists."""

LIST_FILES: tuple[Kind, ...] = tuple(kind for kind in CLAUSES if kind.shape == "list")
"""The kinds whose files are lists of clauses: those that have no documents of their own."""

MIXED = frozenset(LISTED) & frozenset(labels.EXTRAS)
"""The lists in which a slug is an id and anything else a plain text: `indicators`."""

SECTIONS: tuple[str, ...] = (
    "purpose",
    *(key for key, kind in LISTED.items() if kind.order < LISTED["rules"].order and key not in MIXED),
    *labels.EXTRAS,
    *(key for key, kind in LISTED.items() if kind.order >= LISTED["rules"].order),
    "probation",
)
"""Every section that a sheet may have, in the order used where content/sheet.yaml gives none."""

UNPUBLISHED = frozenset({"remuneration"})
"""Sections that are printed on sheets and stand nowhere else, but for those that content/sheet.yaml publishes."""

FACTS: Mapping[str, str] = {**labels.FACTS, **{key: kind.label for key, kind in LISTED.items()}}
"""Fields of a role or department that may be `inferred`, and what readers call them."""
