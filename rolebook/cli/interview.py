"""What `new` asks for each kind, and the asking: options first, then questions on a terminal."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from rolebook.cli import answers as meaning
from rolebook.cli import unfinished
from rolebook.cli.answers import Answers, Known
from rolebook.cli.terminal import answer_to, complain, stopped
from rolebook.findings.problem import Misuse
from rolebook.model import labels
from rolebook.model.field_words import choices
from rolebook.model.kind import Field, Kind, Prefill
from rolebook.model.kinds import KIND, LIST_FILES
from rolebook.model.library import Library
from rolebook.model.settings import Term
from rolebook.reporting import same_activity
from rolebook.words import taken_apart
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording


class Question(NamedTuple):
    """Something that an entry needs: its option, how it is asked for, and what it may be."""

    name: str
    question: str
    choices: Callable[[Library], Mapping[str, str]] | None = None
    """id → what people call it."""
    many: bool = False
    optional: bool = False
    default: Callable[[Known], str] = lambda _known: ""
    needs: tuple[str, ...] = ()
    """It is asked only where this answer is given, and is one of the values named behind it."""
    reads: Callable[[Known, str], Any] | None = None
    """What an answer means, where it is more than its words; of `many`, a list for each word of an option. Raises
    Misuse."""
    proposed: Callable[[Known], Sequence[str]] | None = None
    """Ids or lines that somebody on a terminal is shown; an empty answer takes the first."""
    takes_all: bool = False
    """An empty answer takes all that is proposed."""

    @property
    def in_english(self) -> str:
        """What it is called in English, by `--help` and where it is asked for."""
        return _IN_ENGLISH.get(self.name, f"the entry's {self.name}")


_TEXT = Question("text", "正文（一句完整的话）")
_TITLE = Question("title", "名称")
_OR_NONE = "；没有出处请直接回车"
"""Said of an empty answer, unless it takes what is proposed."""
_SOURCES = Question(
    "source",
    f"出自哪份来源的哪一行，例如 duties-2026:15；多处用空格隔开{_OR_NONE}",
    many=True,
    optional=True,
    reads=meaning.lines,
    proposed=lambda known: known.lines.likely(known.answers.get("text", ""), _LINES),
)
_LINES = 3
"""Lines of sources that are proposed."""
ORIGIN = (
    Question("decided", "没有出处，请填决定日期（年-月-日）", reads=meaning.day),
    Question("by", "由谁决定（写部门，不写姓名）", reads=meaning.function),
    Question("reason", "依据是什么，例如 总经理办公会决定"),
)
WHY = Question("why", "这件事已有别的写法，为什么另写一种（写不出请直接回车）", optional=True)
"""Asked of a duty whose activities are given: the note keeps it."""


def _labels(terms: Sequence[Term]) -> dict[str, str]:
    return {term.id: term.label for term in terms}


_INDUSTRY = Question("industry", "哪个行业", lambda library: _labels(library.taxonomy.industries))


def _as_the_other(known: Known, key: str) -> str:
    """What the role has that a new one is made like."""
    like = known.answers.get("like")
    return str(getattr(known.library.roles[like], key)) if like else ""


_OWNERS = Question(
    "used_by",
    "列入哪些岗位或部门（名称或标识符，多个用空格隔开；以后再列请直接回车）",
    many=True,
    optional=True,
    reads=partial(meaning.all_named, targets=("role", "department"), called=("岗位或部门", "role or department")),
)

PREFILLS: Mapping[Prefill, Callable[[str], Any]] = {
    "": lambda _text: "",
    "words-before-comma": taken_apart.behaviour,
    "words-behind-comma": taken_apart.consequence,
    "counted-by": taken_apart.per,
    "sanction": taken_apart.sanction,
    "reward": taken_apart.reward,
    "amount": taken_apart.amount,
    "unit": taken_apart.unit,
    "degree": taken_apart.degree,
    "years": taken_apart.years,
    "age": taken_apart.age,
}
"""What is proposed for a field from the text of its clause."""


def of_clauses(kind: Kind) -> tuple[Question, ...]:
    """What `new` asks for a clause of a kind: its text, its file, the fields that its row asks for, its place."""
    fields = (kind.filed, *kind.fields) if kind.filed else kind.fields
    inner = {field.name: field.fields for field in fields if field.type == "consequences"}
    asked = (one for field in fields for one in (field, *inner.get(field.name, ())) if one.asked)
    return (_TEXT, *map(_question, asked), _SOURCES, _OWNERS)


def _question(field: Field) -> Question:
    if field.type == "activities":
        return Question(
            option_of(field),
            field.asked,
            many=True,
            optional=True,
            reads=partial(meaning.all_named, targets=("activity",), called=("工作事项", "activity")),
            proposed=lambda known: same_activity.named_in(known.library, known.answers["text"]),
        )
    has_choices = bool(field.codes or field.terms)
    return Question(
        option_of(field),
        field.asked,
        (lambda library: choices(library, field)) if has_choices else None,
        optional=field.optional,
        default=lambda known: field.default or PREFILLS[field.prefill](known.answers["text"]),
        needs=field.needs,
        reads=meaning.number if field.type == "number" else None,
    )


def option_of(field: Field) -> str:
    """The option of `new` that gives a field, without its dashes."""
    return field.option or field.name


QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    **{kind.name: of_clauses(kind) for kind in LIST_FILES},
    "activity": (
        _TITLE._replace(
            question="名称（动词加宾语，最多 12 个字，例如 制定销售计划）",
            reads=partial(meaning.title, kind="activity"),
        ),
        Question("theme", "归在哪个主题下", lambda library: _labels(library.taxonomy.themes)),
        Question("recommended", "推荐写法，一句完整的话（没有请直接回车）", optional=True),
    ),
    "rule": (
        Question("text", "条目的正文（一句完整的话）"),
        Question(
            "document",
            "加入哪份制度（新的制度请直接回车）",
            lambda library: {rule.id: rule.title for rule in library.rules.values()},
            optional=True,
        ),
        Question("title", "新制度的名称"),
        Question("status", "新制度的状态", lambda _library: labels.RULE_STATUS, default=lambda _known: "draft"),
        _SOURCES._replace(question="出自哪份来源的哪一行，例如 duties-2026:959；多处用空格隔开", optional=False),
    ),
    "role": (
        _TITLE._replace(reads=partial(meaning.title, kind="role")),
        Question("like", "照哪个岗位复制（名称或标识符；不复制请直接回车）", optional=True, reads=meaning.role),
        Question(
            "department",
            "属于哪个部门",
            lambda library: {one.id: one.title for one in library.departments.values()},
            default=partial(_as_the_other, key="department"),
        ),
        _INDUSTRY._replace(default=partial(_as_the_other, key="industry")),
        Question(
            "level",
            "哪个级别",
            lambda library: _labels(library.taxonomy.levels),
            default=partial(_as_the_other, key="level"),
        ),
        Question("purpose", "设立这个岗位的目的，一两句话（没有请直接回车）", optional=True),
        _SOURCES._replace(question="写在来源的哪几行，例如 duties-2026:120-131（没有请直接回车）", proposed=None),
        Question(
            "duties",
            "列哪些职责（标识符或全文，多个用空格隔开；资格、处罚和制度也可以写在这里；以后再列请写 无）",
            many=True,
            optional=True,
            reads=partial(meaning.all_named, targets=meaning.LISTABLE, called=("条款或制度", "clause or rule")),
            proposed=meaning.clauses_cited,
            takes_all=True,
        ),
        Question("owner", "由谁负责这份说明", default=lambda known: _as_the_other(known, "owner") or "人力资源部"),
    ),
    "department": (_TITLE._replace(reads=partial(meaning.title, kind="department")), _INDUSTRY),
    "source": (
        Question("file", "收到的文件的位置（文本；Word、PDF、Excel 请先另存为文本）", reads=meaning.file),
        Question("title", "这份文件的名称"),
        Question("received", "收到日期（年-月-日）", reads=meaning.day),
    ),
}
_IN_ENGLISH: Mapping[str, str] = {
    "text": "the text, one whole sentence",
    "title": "its title",
    "like": "the role that it is made like: an id or a title",
    "purpose": "what the role is there for, in a sentence or two",
    "duties": "ids or texts of the duties that it lists, with spaces",
    "source": "where it comes from: source:line, such as duties-2026:15; several with spaces",
    "used_by": "ids of the roles and departments whose lists take it, with spaces",
    "decided": "where it has no source: when it was decided, YYYY-MM-DD",
    "by": "who decided: a department or a function, no person's name",
    "reason": "what the decision rests on",
    "theme": "the theme that it belongs to",
    "department": "the department that it belongs to",
    "industry": "its industry",
    "level": "its level",
    "owner": "the department that answers for the description",
    "activity": "the work activities that it is about, the main one first: ids or titles, with spaces",
    "why": "why a wording of its own is needed, where its activity has others",
    "recommended": "the wording that is recommended",
    "aspect": "what it is about, such as education or skill",
    "necessity": "required, preferred or else",
    "certificate": "the certificate that is asked for",
    "skill_level": "the level of skill that is asked for, 1 to 5",
    "proficiency": "how well it must be known",
    "name": "the indicator's name",
    "weight": "its weight in percent",
    "target": "the target, in the words of the source",
    "measure": "how it is measured, in the words of the source",
    "scoring": "how it is scored, in the words of the source",
    "period": "how often it is assessed",
    "achievement": "what is rewarded",
    "reward": "the kind of reward",
    "violation": "what is punished",
    "sanction": "the kind of sanction",
    "sanction_condition": "in which case alone it applies",
    "wording": "the consequence in the words of the source",
    "amount": "the amount, a number",
    "unit": "the unit of the amount",
    "base": "what the amount is a share of",
    "nth": "which time alone it applies to: 2 for the second",
    "within": "the time in which those times are counted",
    "basis": "whether the source says what the sanction is by its nature",
    "per_text": "what it is counted by, in the words of the source",
    "document": "the rule that the item is added to; without it a new rule is begun",
    "status": "the new rule's status",
    "file": "the file that was received, as text in UTF-8",
    "received": "when it was received, YYYY-MM-DD",
}
"""Option → what it is called in English."""
WORDS = {name: "管理制度或其中的条目" if name == "rule" else KIND[name].label for name in QUESTIONS}


class Interview:
    """One entry's answers, as they come in. On a terminal it asks for what no option gives."""

    def __init__(self, options: argparse.Namespace, known: Known) -> None:
        self.options = options
        self.known = known
        self.library = known.library
        self.answers = known.answers
        self.asking = known.asking
        self.earlier: Answers = {}
        """What was answered before a stop; proposed again."""
        self._missing: list[str] = []

    def answer(self, field: Question) -> None:
        """Take an option, else an answer, else the default. Raises Misuse where an option is none of the choices."""
        given = getattr(self.options, field.name)
        choices = field.choices(self.library) if field.choices else None
        default = "" if self._missing else field.default(self.known)
        if given is not None:
            self.answers[field.name] = self._read(field, _given(field, choices, given))
        elif self.asking:
            earlier = self.earlier.get(field.name) or default
            self.answers[field.name] = self._asked(
                field, choices, " ".join(earlier) if isinstance(earlier, list) else earlier
            )
            unfinished.keep(self.options.root, self.options.kind, self.answers)
        else:
            if not (default or field.optional):
                self._missing.append(_option(field))
            self.answers[field.name] = default or ([] if field.many else "")

    def _read(self, field: Question, said: Any) -> Any:
        """What an answer means. Raises Misuse."""
        if field.reads is None:
            return said
        if not field.many:
            return field.reads(self.known, said)
        return list(dict.fromkeys(value for one in said for value in field.reads(self.known, one)))

    def _asked(self, field: Question, choices: Mapping[str, str] | None, default: str) -> Any:
        """Ask until there is an answer that will do."""
        hint = Wording(f"（直接回车：{default}）", f" (Enter: {default})") if default else Wording("", "")
        for number, (id_, label) in enumerate((choices or {}).items(), 1):
            complain(f"  {number:>2}  {visible(label)}  {id_}")
        proposed = list(field.proposed(self.known)) if field.proposed else []
        for number, id_ in enumerate(proposed, 1):
            complain(f"  {number:>2}  {id_}  {visible(shortened(_text_of(self.library, id_), 40))}")
        if proposed and not default:
            default = " ".join(proposed if field.takes_all else proposed[:1])
            taken = (
                Wording(f"以上 {len(proposed)} 条", f"all {len(proposed)}")
                if field.takes_all
                else Wording(default, default)
            )
            hint = Wording(f"（直接回车：{taken.zh}；没有请写 无）", f" (Enter: {taken.en}; none: write none)")
        elif field.optional and not default:
            hint = Wording("", " (Enter: none)")
        question = field.question.removesuffix(_OR_NONE) if proposed else field.question
        asked = f"{question}{hint.zh}：", f"{field.in_english[0].upper()}{field.in_english[1:]}{hint.en}: "
        while True:
            said = answer_to(self.options, *asked) or default
            if proposed and all(one.isdecimal() and 1 <= int(one) <= len(proposed) for one in said.split()):
                said = " ".join(proposed[int(one) - 1] for one in said.split())
            try:
                return self._answered(field, choices, said)
            except Misuse as wrong:
                stopped(self.options, wrong)

    def _answered(self, field: Question, choices: Mapping[str, str] | None, said: str) -> Any:
        """What somebody on a terminal has answered. Raises Misuse where it will not do."""
        if field.optional and said in ("", *_NOTHING):
            return [] if field.many else ""
        meant = _chosen(choices, said)
        if not meant:
            raise _NOT_LISTED if choices else _NEEDED
        return self._read(field, [meant] if field.many else meant)

    def finish(self) -> None:
        """Raises Misuse where options are missing and nobody can be asked."""
        if self._missing:
            zh, en = "、".join(self._missing), ", ".join(self._missing)
            raise Misuse(f"还须写明 {zh}。", f"Give {en} too.")


def _option(field: Question) -> str:
    return f"--{field.name.replace('_', '-')}"


def _given(field: Question, choices: Mapping[str, str] | None, given: Any) -> Any:
    values = given if field.many else [given]
    meant = [_chosen(choices, value) for value in values]
    if None in meant:
        wrong = visible(values[meant.index(None)])
        raise Misuse(
            f"{_option(field)}：没有“{wrong}”，可以写：{'、'.join(choices or ())}。",
            f"{_option(field)}: '{wrong}' is none of {', '.join(choices or ())}.",
        )
    return meant if field.many else meant[0]


_NOT_LISTED = Misuse("请写上面列出的编号、名称或标识符。", "Give a number, a name or an id of those above.")
_NEEDED = Misuse("这一项必须填写。", "An answer is needed here.")
_NOTHING = ("无", "没有", "none")
"""Answers that mean that there is nothing, where something is proposed."""


def _text_of(library: Library, id_: str) -> str:
    """What readers know an entry by."""
    source, colon, line = id_.partition(":")
    if colon:
        return library.sources[source].lines[int(line) - 1].strip()
    thing = library.thing(id_)
    return str(getattr(thing, "text", "") or getattr(thing, "title", ""))


def _chosen(choices: Mapping[str, str] | None, said: str) -> str | None:
    """The choice that a number, a name or an id means; None where there is none. Without choices, what was said."""
    said = said.strip()
    if choices is None or not said or said in choices:
        return said
    if said.isdecimal() and 1 <= int(said) <= len(choices):
        return list(choices)[int(said) - 1]
    return next((id_ for id_, label in choices.items() if label == said), None)
