"""What a library consists of: frozen dataclasses. The table of kinds (`rolebook.model.kinds`) says what each one is.

Ids are plain strings that the loader has proved to exist; `Library` resolves them and knows every edge from both ends.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

from rolebook.findings.finding import Position
from rolebook.model.records import Adoption, Approval, Below, Decision, Extent, Origin, Retirement, SourceRef, Waiver

FieldPath: TypeAlias = tuple[str | int, ...]
"""The way to a value in an entry: keys, and numbers of entries of lists from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One sentence of the handbook, written once. `at` is its id's place in the YAML; `kind` the name of its row."""

    kind: ClassVar[str]
    id: str
    text: str
    at: Position
    sources: tuple[SourceRef, ...] = ()
    origin: Origin | None = None
    note: str = ""
    doubt: str = ""
    """Why nobody knows yet whether the text is right; empty where nothing is in doubt."""
    distinct_from: tuple[Decision, ...] = ()
    covers: tuple[Decision, ...] = ()
    retired: Retirement | None = None
    waivers: tuple[Waiver, ...] = ()
    inferred: tuple[str, ...] = ()
    """Fields that an editor judged where the source is silent: `theme`, `enforces`; `title` of an item of a rule."""
    pending: str = field(default="", compare=False)
    """The release whose words these are, while newer ones wait for their announcement (`history/announced.py`)."""
    unannounced: bool = field(default=False, compare=False)
    """Whether it is new since that release and waits as a whole: pages show it so, no paper has it."""
    text_at: Extent | None = field(default=None, compare=False)
    figures_at: Mapping[str, Position] = field(default_factory=dict, compare=False)
    """Where the fields are written that may say figures: `sanctions.0.amount`, `weight` …"""
    decided_at: Mapping[str, Below] = field(default_factory=dict, compare=False)
    """`distinct_from`, `covers` → where one more decision goes; without what is written as `[]`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """工作事项: what several duties are about, in different words. `text` is the wording that is recommended.

    `theme` is a taxonomy id: the name of the file it stands in, and that of every duty whose main activity it is.
    """

    kind: ClassVar[str] = "activity"
    id: str
    title: str
    theme: str
    at: Position
    text: str = ""
    note: str = ""
    waivers: tuple[Waiver, ...] = ()
    retired: Retirement | None = None


@dataclass(frozen=True, slots=True)
class ActivityLink:
    """An activity that a duty is about; `part` is a code of what is done in it, empty where the sentence says it."""

    id: str
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Clause):
    """职责. `theme` is a taxonomy id: the name of the file it stands in. The first of `activities` is the main one."""

    kind: ClassVar[str] = "duty"
    theme: str
    activities: tuple[ActivityLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A range of years, halves among them, either end open."""

    min: int | float | None
    max: int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One part of a qualification that is met in several ways, with a necessity of its own: 能力突出者不限."""

    text: str
    necessity: str
    degree: str = ""
    majors: tuple[str, ...] = ()
    years: Span | None = None
    age: Span | None = None
    certificates: tuple[str, ...] = ()
    proficiency: str = ""
    skill_level: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualification(Clause):
    """任职资格. `aspect` is the name of its file; the other fields are filled where the text has them.

    `skill_level` runs from 1 to 5, `proficiency` is a code of 了解 to 精通; `alternatives` are the parts of the text.
    """

    kind: ClassVar[str] = "qualification"
    aspect: str
    necessity: str
    degree: str = ""
    majors: tuple[str, ...] = ()
    years: Span | None = None
    age: Span | None = None
    certificates: tuple[str, ...] = ()
    proficiency: str = ""
    skill_level: int | None = None
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanction:
    """One consequence, as printed. `amount` or `min`/`max` in `unit`; `base` for shares, pay of days and multiples.

    It may apply only to the `nth` time, counted `within` a month, quarter, year or the employment, or only on a
    `condition` in words; `basis` is there where it takes money or points.
    """

    kind: str
    wording: str
    basis: str = ""
    amount: int | float | None = None
    min: int | float | None = None
    max: int | float | None = None
    unit: str = ""
    base: str = ""
    nth: int | None = None
    within: str = ""
    condition: str = ""
    cap: int | float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty(Clause):
    """处罚条款. `enforces` holds ids of duties and rule items; `per_text` is printed as it is, behind `per`."""

    kind: ClassVar[str] = "penalty"
    violations: tuple[str, ...]
    sanctions: tuple[Sanction, ...]
    per: tuple[str, ...] = ()
    per_text: str = ""
    condition: str = ""
    enforces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a rule's item. Every row has as many cells as there are columns (`check` proves it)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    rows_at: tuple[Position, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Clause):
    """考核指标. `weight` is in percent; `period` is a code, `period_text` what no code says.

    `assesses` holds ids of the duties and rule items whose doing it shows.
    """

    kind: ClassVar[str] = "indicator"
    name: str
    weight: int | float | None = None
    target: str = ""
    measure: str = ""
    scoring: str = ""
    period: str = ""
    period_text: str = ""
    assesses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """One reward of a clause, as printed. `amount` or `min`/`max` in `unit`; `base` for percent and wages."""

    kind: str
    wording: str
    amount: int | float | None = None
    min: int | float | None = None
    max: int | float | None = None
    unit: str = ""
    base: str = ""
    condition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reward(Clause):
    """奖励条款. `encourages` holds ids of duties and rule items; `per_text` is printed as it is, behind `per`."""

    kind: ClassVar[str] = "reward"
    achievements: tuple[str, ...]
    rewards: tuple[Award, ...]
    per: tuple[str, ...] = ()
    per_text: str = ""
    condition: str = ""
    encourages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleItem(Clause):
    """One item of a rule document; its id is `document#item`.

    An item without a text is only a heading for the items beneath it, and no clause.
    """

    kind: ClassVar[str] = "rule"
    document: str
    title: str = ""
    table: Table | None = None
    refers_to: tuple[str, ...] = ()
    """Ids of rule documents, their items and other clauses that the text speaks of."""
    items: "tuple[RuleItem, ...]" = ()
    depth: int = 0

    @property
    def heading(self) -> str:
        """The heading that the document itself has; empty where it has none, or an editor made it up."""
        return "" if "title" in self.inferred else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """管理制度: a document whose items are clauses."""

    kind: ClassVar[str] = "rule"
    id: str
    title: str
    at: Position
    sources: tuple[SourceRef, ...]
    adoption: Adoption
    items: tuple[RuleItem, ...]
    nature: str = ""
    """`rule`, `guidance`; empty: a rule."""
    status: str = ""
    """`draft`, `trial`, `in-force`, `repealed`; empty: nobody has said."""
    number: str = ""
    version: str = ""
    effective: str = ""
    until: str = ""
    note: str = ""
    approval: Approval | None = None
    waivers: tuple[Waiver, ...] = ()

    @property
    def since(self) -> str:
        """The date from which it is in force, wherever it is written; empty where it is not known."""
        return self.effective or self.adoption.effective


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """Duties under one heading; `title` is empty for those that stand without. An entry is an id or a group again."""

    title: str
    entries: "tuple[str | DutyGroup, ...]"

    @property
    def duties(self) -> tuple[str, ...]:
        """All duties in order, those of the groups in it too."""
        return tuple(id_ for one in self.entries for id_ in ((one,) if isinstance(one, str) else one.duties))

    @property
    def groups(self) -> "tuple[DutyGroup, ...]":
        """The groups in it."""
        return tuple(one for one in self.entries if isinstance(one, DutyGroup))


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """What roles and departments share: the lists of ids that say what applies to them."""

    id: str
    title: str
    at: Position
    industry: str
    print_title: str = ""
    """What paper prints where the title needs a bracket to be unique; empty: the title. Two may print the same."""
    aliases: tuple[str, ...] = ()
    groups: tuple[DutyGroup, ...] = ()
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The other lists by their keys in the YAML: `penalties` → ids. Lists that are not filled are left out."""
    extras: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The lists of plain texts by their keys (`authorities`, `career` …), and the texts of a list that may hold both
    (`indicators`)."""
    sources: tuple[SourceRef, ...] = ()
    inferred: tuple[str, ...] = ()
    purpose: str = ""
    note: str = ""
    waivers: tuple[Waiver, ...] = ()
    title_at: Extent | None = field(default=None, compare=False)
    lists_at: Mapping[str, Position] = field(default_factory=dict, compare=False)
    """The key of each list but `duties` → where it stands."""

    @property
    def duties(self) -> tuple[str, ...]:
        """All duties, those of groups in their order."""
        return tuple(duty for group in self.groups for duty in group.duties)

    @property
    def qualifications(self) -> tuple[str, ...]:
        """Ids of qualifications."""
        return self.listed("qualifications")

    @property
    def rules(self) -> tuple[str, ...]:
        """Ids of rule documents and of items (`customer-files#scope`)."""
        return self.listed("rules")

    @property
    def penalties(self) -> tuple[str, ...]:
        """Ids of penalties."""
        return self.listed("penalties")

    def listed(self, key: str) -> tuple[str, ...]:
        """The ids of the list `key` of the YAML (`duties`, `penalties` …) in order, those of groups too."""
        return self.duties if key == "duties" else self.lists.get(key, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Department(Owner):
    """部门. Its rules and penalties apply to all its roles, its duties do not."""

    kind: ClassVar[str] = "department"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Owner):
    """岗位."""

    kind: ClassVar[str] = "role"
    department: str
    level: str
    status: str
    owner: str
    approval: Approval | None = None
    effective: str = ""
    until: str = ""
    """The first and the last day on which it applies; empty where that is not recorded."""
    retired: Retirement | None = None
    reports_to: str = ""
    reports_to_text: str = ""
    """Its superior in words, where the library has no such role: 总经理."""
    code: str = ""
    headcount: int | None = None
