"""The table of kinds: what each type of content is called, where it lies, and what its fields are. Data, no code.

Search, exports, statistics, suggestions, `new`, pages and sheets read these rows; a new kind of clause is a row here, a
dataclass in `entries.py` and a schema (CONTRIBUTING.md shows one).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from rolebook.model import labels
from rolebook.model.entries import Award, Clause, Duty, Indicator, Penalty, Qualification, Reward, RuleItem, Sanction

FieldType: TypeAlias = Literal[
    "text", "texts", "code", "codes", "number", "span", "ids", "consequences", "alternatives", "table"
]
"""What a field holds: one text; texts; a code of `codes`, or several; a number; a `Span` of years; ids of other
entries; `Sanction`s or `Award`s; `Alternative`s; a `Table`."""

Prefill: TypeAlias = Literal["", "words-before-comma", "words-behind-comma", "counted-by-occurrence"]
"""What `new` proposes for a field from the text of its clause: see `rolebook.cli.interview`."""


Consequence: TypeAlias = type[Sanction | Award]
"""The dataclass of what follows in a clause."""


class Width(NamedTuple):
    """A column's width in mm: that of its longest text, but not below `least` nor above `most`."""

    least: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Field:
    """One field of a kind, and what is done with it; an empty word means that it is not.

    `name` is its key in YAML, JSON and the dataclass.
    """

    name: str
    type: FieldType
    label: str = ""
    """Its name on the page of one clause, and as a column of the tables of pages."""
    codes: Mapping[str, str] | None = None
    """The codes it may hold, and what readers call them."""
    terms: Literal["", "themes", "departments"] = ""
    """Instead of `codes`: the list of the library that gives them."""
    unit: str = ""
    """What a span or a number counts: 年, 岁."""
    pattern: str = "{}"
    """How a code or a number is put in words: `{}以上`, `{}%`."""
    bare: str = ""
    """The code that is said without the pattern: 学历不限."""
    joint: str = "；"
    """What stands between several."""
    fields: tuple["Field", ...] = ()
    """The fields of one consequence, or of one alternative."""
    holds: Consequence = Sanction
    """The dataclass of one consequence."""
    searched: bool = False
    """Whether the search finds a clause by it, beside its text."""
    mark: str = ""
    """The code that is said behind the text where the text does not say it itself: 优先."""
    printed: str = ""
    """Its column on a role sheet."""
    under: bool = False
    """On sheets and tables it stands below the field before it, in the same column."""
    summed: str = ""
    """What the sum of its numbers is called below a table of which every row has one: 权重合计."""
    width: Width | None = None
    """Of its column on a sheet; without one it takes what is left."""
    exported: str = ""
    """Its column in CSV and XLSX."""
    asked: str = ""
    """The question of `new`."""
    option: str = ""
    """The option of `new`, where it is not the name: `--violation`."""
    optional: bool = False
    """Whether `new` takes an empty answer."""
    default: str = ""
    """What an empty answer means."""
    prefill: Prefill = ""
    tail: str = ""
    """The field of plain text that goes on where its codes end, without a mark between: `per_text` behind `per`."""
    needs: tuple[str, ...] = ()
    """It is asked only where this field of the answers is filled, and has one of the values named behind it."""
    sparse: bool = False
    """Whether JSON and digests leave it out where it is empty: so for every field newer than the first release. A
    column of a sheet or a spreadsheet is left out too where no clause in it fills it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kind:
    """A type of content: its name in `x-ref`s and JSON, its Chinese name, its schema, its files and their shape."""

    name: str
    label: str
    schema: str
    place: str
    """Glob below content/."""
    shape: Literal["list", "one", "single"]
    """`list`: entries with ids; `one`: one entry, the file named after its id; `single`: one file for the library."""
    address: str = ""
    """Of an entry's page; empty: it has none."""
    entry: type[Clause] | None = None
    """The dataclass of its clauses; None: it holds none."""
    listed: str = ""
    """The key of its list on roles and departments: `penalties`."""
    order: int = 0
    """Where its list stands among the others, on pages, sheets and in counts."""
    clause: str = ""
    """What one of its clauses is called in counts, where its name says something else."""
    short: str = ""
    """Its name in two characters, beside a hit of the search."""
    heading: str = ""
    """Of its section on a role sheet."""
    inherited: bool = False
    """Whether what a department lists applies to all its roles."""
    layout: Literal["list", "table"] = "list"
    """A numbered list of the texts, or a table of the printed fields."""
    filed: Field | None = None
    """What the name of its file says of the clauses in it; kept on the clause where the dataclass has such a field."""
    fields: tuple[Field, ...] = ()
    """The fields of its clauses, beside those that all clauses share (`Clause`); other kinds have none here."""
    template: str = ""
    """Its own macros for pages, in templates/site, where the general ones of `kind.html` do not do."""

    def page(self, id_: str) -> str:
        """The page of an entry, from the site's root: `roles/sales-manager.html`."""
        return self.address.format(id_)

    @property
    def named_after(self) -> str:
        """The field of the dataclass that the file's name gives: `theme`; empty where a file may have any name."""
        name = self.filed.name if self.filed else ""
        return name if self.entry and name in self.entry.__dataclass_fields__ else ""


_SANCTION = (
    Field(name="kind", type="code", codes=labels.SANCTION, asked="怎样处理", option="sanction"),
    Field(name="wording", type="text", asked="处理的措辞，照原文", prefill="words-behind-comma"),
    Field(name="amount", type="number", exported="金额", asked="数额（没有请直接回车）", optional=True),
    Field(
        name="unit",
        type="code",
        codes=labels.UNIT,
        exported="单位",
        asked="单位",
        optional=True,
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

_AWARD = (
    Field(name="kind", type="code", codes=labels.REWARD, asked="怎样奖励", option="reward"),
    Field(name="wording", type="text", asked="奖励的措辞，照原文", prefill="words-behind-comma"),
    Field(name="amount", type="number", exported="金额", asked="数额（没有请直接回车）", optional=True, sparse=True),
    Field(
        name="unit",
        type="code",
        codes=labels.REWARD_UNIT,
        exported="单位",
        asked="单位",
        optional=True,
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

_QUALITIES = (
    Field(
        name="degree",
        type="code",
        label="学历",
        codes=labels.DEGREE,
        pattern="{}以上",
        bare=labels.ANY_DEGREE,
    ),
    Field(name="majors", type="texts", label="专业", joint="、"),
    Field(name="years", type="span", label="年限", unit="年"),
    Field(name="age", type="span", label="年龄", unit="岁"),
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

KINDS: tuple[Kind, ...] = (
    Kind(name="library", label="总设置", schema="library", place="library.yaml", shape="single"),
    Kind(name="sheet", label="岗位说明书设置", schema="sheet", place="sheet.yaml", shape="single"),
    Kind(name="taxonomy", label="分类", schema="taxonomy", place="taxonomy.yaml", shape="single"),
    Kind(name="redirects", label="旧地址", schema="redirects", place="redirects.yaml", shape="single"),
    Kind(name="source", label="来源", schema="source", place="sources/*.yaml", shape="one", address="sources/{}.html"),
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
        filed=Field(name="theme", type="code", label="主题", terms="themes", exported="分组", asked="归在哪个主题下"),
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
        filed=Field(
            name="aspect", type="code", label="方面", codes=labels.ASPECTS, exported="分组", asked="属于哪个方面"
        ),
        fields=(
            Field(
                name="necessity",
                type="code",
                codes=labels.NECESSITY,
                mark="preferred",
                exported="分组",
                asked="必备还是优先",
            ),
            *_QUALITIES,
            Field(
                name="alternatives",
                type="alternatives",
                label="分项",
                fields=(Field(name="necessity", type="code", codes=labels.NECESSITY), *_QUALITIES),
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
        filed=Field(name="department", type="code", terms="departments", asked="归在哪个部门的指标中"),
        fields=(
            Field(
                name="name",
                type="text",
                label="指标",
                searched=True,
                printed="指标",
                exported="指标",
                asked="指标的名称，例如 签收率",
                sparse=True,
            ),
            Field(
                name="weight",
                type="number",
                label="权重",
                pattern="{}%",
                printed="权重",
                summed="权重合计",
                width=Width(12, 14),
                exported="权重",
                asked="权重，百分之几（没有请直接回车）",
                optional=True,
                sparse=True,
            ),
            Field(
                name="target",
                type="text",
                label="目标",
                printed="目标",
                width=Width(16, 30),
                exported="目标",
                asked="目标，照原文，例如 98%以上（没有请直接回车）",
                optional=True,
                sparse=True,
            ),
            Field(
                name="measure",
                type="text",
                label="计算方法",
                printed="计算方法",
                width=Width(20, 36),
                exported="计算方法",
                asked="怎样计算，照原文（没有请直接回车）",
                optional=True,
                sparse=True,
            ),
            Field(
                name="scoring",
                type="text",
                label="评分标准",
                printed="评分标准",
                width=Width(20, 36),
                exported="评分标准",
                asked="怎样评分，照原文，例如 每低1%扣2分（没有请直接回车）",
                optional=True,
                sparse=True,
            ),
            Field(
                name="period",
                type="code",
                label="周期",
                codes=labels.PERIOD,
                tail="period_text",
                printed="周期",
                width=Width(12, 18),
                exported="周期",
                asked="多久考核一次（没有请直接回车）",
                optional=True,
                sparse=True,
            ),
            Field(name="period_text", type="text", sparse=True),
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
        template="reward.html",
        filed=Field(name="department", type="code", terms="departments", asked="归在哪个部门的奖励中"),
        fields=(
            Field(
                name="achievements",
                type="texts",
                label="奖励情形",
                printed="奖励情形",
                exported="奖励情形",
                asked="奖励的是什么行为或成绩",
                option="achievement",
                prefill="words-before-comma",
                sparse=True,
            ),
            Field(
                name="condition",
                type="text",
                label="条件",
                printed="条件",
                under=True,
                exported="条件",
                sparse=True,
            ),
            Field(
                name="rewards",
                type="consequences",
                label="奖励",
                fields=_AWARD,
                holds=Award,
                printed="奖励",
                width=Width(20, 42),
                exported="奖励（照原文）",
                sparse=True,
            ),
            Field(
                name="per",
                type="codes",
                label="计奖方式",
                codes=labels.PER,
                pattern="每{}",
                joint="",
                printed="计奖方式",
                width=Width(17, 26),
                exported="计奖方式",
                prefill="counted-by-occurrence",
                sparse=True,
                tail="per_text",
            ),
            Field(
                name="per_text",
                type="text",
                printed="计奖方式",
                asked="计奖方式另有说法的，照原文写，例如 每车（没有请直接回车）",
                optional=True,
                sparse=True,
            ),
            Field(
                name="encourages",
                type="ids",
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
        template="penalty.html",
        filed=Field(name="department", type="code", terms="departments", asked="归在哪个部门的处罚中"),
        fields=(
            Field(
                name="violations",
                type="texts",
                label="违规情形",
                printed="违规情形",
                exported="违规情形",
                asked="处罚的是什么行为",
                option="violation",
                prefill="words-before-comma",
            ),
            Field(name="condition", type="text", label="条件", printed="条件", under=True, exported="条件"),
            Field(
                name="sanctions",
                type="consequences",
                label="处罚",
                fields=_SANCTION,
                printed="处罚",
                width=Width(20, 42),
                exported="处罚（照原文）",
            ),
            Field(
                name="per",
                type="codes",
                label="计罚方式",
                codes=labels.PER,
                pattern="每{}",
                joint="",
                printed="计罚方式",
                width=Width(17, 26),
                exported="计罚方式",
                prefill="counted-by-occurrence",
                tail="per_text",
            ),
            Field(
                name="per_text",
                type="text",
                printed="计罚方式",
                asked="计罚方式另有说法的，照原文写，例如 一车（没有请直接回车）",
                optional=True,
                sparse=True,
            ),
            Field(
                name="enforces",
                type="ids",
                label="对应",
                printed="对应职责",
                width=Width(20, 38),
                exported="对应的职责或制度",
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
            Field(name="table", type="table", searched=True, exported="表格", sparse=True),
            Field(name="refers_to", type="ids", label="参见", exported="参见", sparse=True),
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

FACTS: Mapping[str, str] = {
    **labels.FACTS,
    **{key: kind.label for key, kind in LISTED.items()},
}
"""Fields of a role or department that may be `inferred`, and what readers call them."""
