"""Rules about figures: what a clause's text says, and what its fields say beside it, agree and leave nothing out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rolebook.checks.examples import LATE, PENALTIES
from rolebook.checks.of_files import found_in_each_file
from rolebook.checks.rule import rule
from rolebook.findings.finding import Finding, Position, error, warning
from rolebook.findings.manual.entry import Example, a_warning, an_error
from rolebook.model import labels
from rolebook.model.coverage import cited
from rolebook.model.entries import Alternative, Award, Clause, FieldPath, Qualification, Sanction, Span
from rolebook.model.kind import Field
from rolebook.model.kinds import KIND
from rolebook.model.library import Library
from rolebook.words.figures import Figure, bare_numbers, counted_by, figures, plain
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording

_MONTHS = {"个月": 1, "季度": 3, "年": 12}
_WITHIN = {"month": (1.0, "个月"), "quarter": (1.0, "季度"), "year": (1.0, "年")}
_SHARE = re.compile(r"权重|比重|占比?[：:为]?\s*\d|[（(]\d+(?:\.\d+)?[%％][）)]")
"""What a text says the share of an indicator with: 占40%, （40%）."""
_DEGREES = {
    "doctor": ("博士",),
    "master": ("硕士", "研究生"),
    "bachelor": ("本科", "学士", "大学毕业", "大学学历", "大学以上", "大学及以上"),
    "college": ("大专", "专科", "高职"),
    "secondary-vocational": ("中专", "中技", "职高", "技校"),
    "high-school": ("高中",),
    "junior-high": ("初中",),
}
"""A code of a degree → how texts write it."""


class _Said(NamedTuple):
    """A figure that a field says: where (`sanctions`, 0, `amount`), in words, and what it is compared by."""

    where: FieldPath
    shown: str
    figure: Figure
    soft: bool = False
    """Texts often say it in other words (再次 is the second time) or not at all: wrong only where they have another."""

    @property
    def key(self) -> tuple[float, str]:
        return _key(self.figure)


def _key(figure: Figure) -> tuple[float, str]:
    """A year is twelve months; `第三次` and `三次` are one; the rest as it stands."""
    if figure.unit in _MONTHS:
        return figure.value * _MONTHS[figure.unit], "个月"
    return figure.value, figure.unit.removeprefix("第")


def _in_fields(clause: Clause) -> Iterator[_Said]:
    """What the fields of a clause say, those inside its consequences and alternatives too."""
    for field in KIND[clause.kind].fields:
        yield from _of_field(field, getattr(clause, field.name), (field.name,))


def _of_field(field: Field, value: object, where: FieldPath) -> Iterator[_Said]:
    match value:
        case str() if field.type == "text":
            yield from _of_text(value, where, soft=True)
        case int() | float() if field.pattern.endswith("%"):
            yield _number(value, "%", where, soft=True)  # a share of the whole stands in a column of its own
        case Span():
            yield from (_number(end, field.unit, (*where, name)) for name, end in _ends(value))
        case tuple():
            for at, one in enumerate(value):
                yield from _of_part(field, one, (*where, at))


def _of_part(field: Field, one: object, where: FieldPath) -> Iterator[_Said]:
    match one:
        case Sanction() | Award():
            yield from _of_consequence(one, where)
        case Alternative():
            for inner in field.fields:
                yield from _of_field(inner, getattr(one, inner.name), (*where, inner.name))
        case str() if field.type == "texts":
            yield from _of_text(one, where, soft=True)


def _of_text(text: str, where: FieldPath, *, soft: bool = False) -> Iterator[_Said]:
    """Of a wording each figure must stand in the text; another column of a table may say more than the text does."""
    yield from (_Said(where, visible(shortened(text, 30)), figure, soft) for figure in figures(text) if figure.unit)


def _number(value: float, unit: str, where: FieldPath, *, soft: bool = False) -> _Said:
    shown = f"{labels.number(value)}{unit}"
    return _Said(where, shown, Figure(value, unit, shown, 0), soft)


def _ends(span: Span | Sanction | Award) -> Iterator[tuple[str, float]]:
    for name in ("min", "max"):
        end = getattr(span, name)
        if end is not None:
            yield name, end


def _of_consequence(one: Sanction | Award, where: FieldPath) -> Iterator[_Said]:
    unit = (labels.REWARD_UNIT if isinstance(one, Award) else labels.UNIT).get(one.unit, "")
    yield from _of_text(one.wording, (*where, "wording"))
    yield from _of_text(one.condition, (*where, "condition"))
    numbers = [*_ends(one), *([("amount", one.amount)] if one.amount is not None else [])]
    for name, number in numbers:
        at_most = name == "min" and one.max is not None  # 至多5% does not say from where
        yield _number(number, unit, (*where, name), soft=at_most)
    if isinstance(one, Sanction):
        if one.cap is not None:
            yield _number(one.cap, unit, (*where, "cap"))
        if one.nth is not None:
            yield _Said((*where, "nth"), f"第 {one.nth} 次", Figure(one.nth, "第次", "", 0), soft=True)
        if one.within in _WITHIN:
            value, counted = _WITHIN[one.within]
            said = Figure(value, counted, "", 0)
            yield _Said((*where, "within"), labels.WITHIN[one.within], said, soft=True)


class Contradiction(NamedTuple):
    """Fields that say what the text does not, ((`sanctions`, 0, `amount`), `50元`), and what the text has instead."""

    fields: tuple[tuple[FieldPath, str], ...]
    instead: tuple[str, ...]


def contradictions(clause: Clause) -> Iterator[Contradiction]:
    """By what is counted: money, times, years …; then what is counted by, and the degree."""
    if not KIND[clause.kind].fields:
        return
    said = tuple(_in_fields(clause))
    if said:
        yield from _said_otherwise(clause, said)
    yield from _counted_otherwise(clause)
    yield from _of_another_degree(clause)


def _said_otherwise(clause: Clause, said: Sequence[_Said]) -> Iterator[Contradiction]:
    """What these fields say and the text does not, by what is counted."""
    told, bare = figures(clause.text), bare_numbers(clause.text)
    names_a_share = bool(_SHARE.search(clause.text))
    keys = {_key(figure) for figure in told}
    carried = {one.key for one in said}
    loose = [figure for figure in told if _key(figure) not in carried]
    wrong: dict[str, list[_Said]] = {}
    for one in said:
        is_share = one.where == ("weight",)  # 98%以上 is what is to be reached
        alike = any(_key(figure)[1] == one.key[1] for figure in loose) and (names_a_share or not is_share)
        if one.key not in keys and one.figure.value not in bare and (alike or not one.soft):
            wrong.setdefault(one.key[1], []).append(one)
    for unit, ones in wrong.items():
        same_unit = ([each.shown for each in some if _key(each)[1] == unit] for some in (loose, told))
        instead = next(filter(None, same_unit), [figure.shown for figure in loose])
        fields = dict.fromkeys((one.where, one.shown) for one in ones)
        yield Contradiction(tuple(fields), tuple(dict.fromkeys(instead)))


def _counted_otherwise(clause: Clause) -> Iterator[Contradiction]:
    """What `per` counts by and the text does not."""
    listed = {labels.PER[code] for code in getattr(clause, "per", ())}
    told = counted_by(clause.text) if listed else set()
    if (wrong := listed - told) and (instead := told - listed):
        yield Contradiction(
            tuple((("per",), f"每{word}") for word in sorted(wrong)), tuple(f"每{word}" for word in sorted(instead))
        )


def _of_another_degree(clause: Clause) -> Iterator[Contradiction]:
    degree = getattr(clause, "degree", "")
    named = _degrees(clause.text) if degree in _DEGREES else frozenset({degree})
    if degree not in named:
        instead = tuple(labels.DEGREE[code] for code in _DEGREES if code in named)
        yield Contradiction(((("degree",), labels.DEGREE[degree]),), instead)


def _degrees(text: str) -> frozenset[str]:
    """The codes of the degrees that a text names."""
    return frozenset(code for code, words in _DEGREES.items() if any(word in text for word in words))


@rule(
    an_error(
        "figures-disagree",
        "正文与措辞、数额等字段里的数字不一致。",
        "The figures of a text and of the fields beside it disagree.",
    ).because(
        "岗位说明书和处罚条款一览印的是字段（wording、amount、condition 等），来源对照的是正文，两处的数字必须一致。"
        "请核对原文，把写错的一处改正。",
        Example(PENALTIES, LATE.replace("amount: 20", "amount: 50")),
        Example(PENALTIES, LATE),
    )
)
@rule(
    a_warning("figure-in-no-field", "正文里的数字没有写进任何字段。", "A figure of a text stands in no field.").because(
        "处罚、奖励和考核指标以表格印出，印的是字段：正文里的限度、时间、次数如果没有写进 condition、nth、within、"
        "cap、per_text 等字段，岗位说明书上就没有。",
        Example(PENALTIES, LATE.replace("      condition: 迟到30分钟以内\n", "")),
        Example(PENALTIES, LATE),
    )
)
def figures_disagree(library: Library) -> Iterator[Finding]:
    """What is printed from the fields of a clause is what its text says, and no figure of the text is lost there."""
    yield from found_in_each_file("figures", library, _of_clause)


def _of_clause(library: Library, clause: Clause) -> Iterator[Finding]:
    found = tuple(contradictions(clause))
    at = clause.text_at.at if clause.text_at else clause.at
    if found:
        yield _disagreement(library, clause, found)
    wrong = {words for one in found for words in one.instead}  # said as such already
    lost = tuple(dict.fromkeys(words for words in _lost(clause) if words not in wrong))
    if lost:
        yield _in_no_field(clause, at, lost)


def _disagreement(library: Library, clause: Clause, found: Sequence[Contradiction]) -> Finding:
    """It points at the first field that is another, or at the text where that is wrong."""
    zh, en = zip(*(_told(one) for one in found), strict=True)
    is_text, hint = _as_in_document(library, clause, found)
    text_at = clause.text_at.at if clause.text_at else clause.at
    places = (clause.figures_at.get(".".join(map(str, where))) for one in found for where, _ in one.fields)
    return error(
        "figures-disagree",
        text_at if is_text else next(filter(None, places), text_at),
        f"{clause.id} 的字段与正文不一致：{'；'.join(zh)}",
        f"fields of {clause.id} disagree with its text: {'; '.join(en)}",
    ).mend(*hint)


def _as_in_document(library: Library, clause: Clause, found: Sequence[Contradiction]) -> tuple[bool, Wording]:
    """Whether it is the text that must be mended, and which of the two has what stands in the document."""
    lines = {_key(figure) for _, line in cited(library, clause) for figure in figures(plain(line))}
    of_fields = {_key(figure) for one in found for _, shown in one.fields for figure in figures(shown)}
    of_text = {_key(figure) for one in found for words in one.instead for figure in figures(words)}
    if of_fields and of_fields <= lines and not of_text & lines:
        shown = _quoted(words for one in found for _, words in one.fields)
        return True, Wording(f"原文行写{shown.zh}：改正 text。", f"The document has {shown.en}: mend the text.")
    if of_text and of_text <= lines and not of_fields & lines:
        shown = _quoted(words for one in found for words in one.instead)
        keys = tuple(dict.fromkeys(_named(where) for one in found for where, _ in one.fields))
        return False, Wording(
            f"原文行写{shown.zh}：改正 {'、'.join(keys)}。", f"The document has {shown.en}: mend {', '.join(keys)}."
        )
    return False, Wording(
        "核对原文，把写错的一处改正：岗位说明书印的是字段。",
        "Compare with the document and mend the wrong one: role sheets print the fields.",
    )


def _quoted(words: Iterable[str]) -> Wording:
    """Each word once, in quotes."""
    each = tuple(dict.fromkeys(words))
    return Wording("、".join(f"“{word}”" for word in each), ", ".join(f"'{word}'" for word in each))


def _named(where: FieldPath) -> str:
    """The keys of a way to a value: `sanctions.amount`."""
    return ".".join(key for key in where if isinstance(key, str))


def _told(one: Contradiction) -> Wording:
    fields = dict.fromkeys((_named(where), shown) for where, shown in one.fields)
    said = Wording(
        "、".join(f"{name} 写“{shown}”" for name, shown in fields),
        ", ".join(f"{name} has '{shown}'" for name, shown in fields),
    )
    if not one.instead:
        return Wording(f"{said.zh}，正文没有写", f"{said.en}, the text has none")
    instead = _quoted(one.instead)
    return Wording(f"{said.zh}，正文写{instead.zh}", f"{said.en}, the text has {instead.en}")


_IN_CONSEQUENCES = Wording(
    "写进相应的字段。与 kind、amount 并列的：限度写 condition，第几次写 nth 和 within，上限写 cap；"
    "与 text 并列的，其他计算方式写 per_text：\n  per_text: ……",
    "Put it into its field. Beside 'kind' and 'amount': limits into condition, times into nth and within, caps into "
    "cap; beside 'text', other ways of counting:\n  per_text: ……",
)
_WHERE_FIGURES_GO = {
    "reward": Wording(
        "写进相应的字段。与 kind、amount 并列的：从多少到多少写 min 和 max，以什么为基数写 base，限度写 condition；"
        "与 text 并列的，其他计算方式写 per_text：\n  per_text: ……",
        "Put it into its field. Beside 'kind' and 'amount': from how much to how much into min and max, of what into "
        "base, limits into condition; beside 'text', other ways of counting:\n  per_text: ……",
    ),
    "indicator": Wording(
        "写进相应的字段：要达到的写 target，怎么计算写 measure，怎么计分写 scoring，"
        "权重写 weight，周期写 period 或 period_text。",
        "Put it into its field: what is to be reached into target, how it is measured into measure, how points are "
        "given into scoring, the weight into weight, how often into period or period_text.",
    ),
    "qualification": Wording(
        "写进相应的字段：年限写 years，年龄写 age，学历写 degree。",
        "Put it into its field: years into years, an age into age, a degree into degree.",
    ),
}


def _in_no_field(clause: Clause, at: Position, lost: Sequence[str]) -> Finding:
    shown = _quoted(lost)
    printed = KIND[clause.kind].layout == "table"
    return warning(
        "figure-in-no-field",
        at,
        f"{clause.id} 正文里的{shown.zh}没有写进任何字段{'，岗位说明书上不会印出' if printed else ''}",
        f"no field of {clause.id} has {shown.en}{', so sheets do not print it' if printed else ''}",
    ).mend(*_WHERE_FIGURES_GO.get(clause.kind, _IN_CONSEQUENCES))


def _lost(clause: Clause) -> Iterator[str]:
    """What stands in the text alone: in a table any figure, in a qualification those that fields exist for."""
    kind = KIND[clause.kind]
    if kind.layout != "table" and not isinstance(clause, Qualification):
        return
    carried = {one.key for one in _in_fields(clause)}
    told = [figure for figure in figures(clause.text) if _key(figure) not in carried]
    if kind.layout == "table":
        texts = "，".join(_texts(clause))
        counted = {labels.PER[code] for code in getattr(clause, "per", ())} | counted_by(texts)
        counted |= {"月"} if getattr(clause, "period", "") == "month" else set()
        yield from (figure.shown for figure in told)
        yield from (f"每{word}" for word in sorted(counted_by(clause.text) - counted))
    elif isinstance(clause, Qualification):
        every: tuple[Qualification | Alternative, ...] = (clause, *clause.alternatives)
        has_years, has_age = (any(getattr(one, name) for one in every) for name in ("years", "age"))
        yield from (figure.shown for figure in told if figure.unit == "岁" and not has_age)
        yield from (figure.shown for figure in told if _is_experience(figure, clause.text) and not has_years)
        if not any(one.degree for one in every):
            yield from (labels.DEGREE[code] for code in _DEGREES if code in _degrees(clause.text))


def _is_experience(figure: Figure, text: str) -> bool:
    """Whether a figure counts years or months of work: `三年以上零售管理经验`."""
    behind = plain(text)[figure.at : figure.at + 16]
    return figure.unit in _MONTHS and any(word in behind for word in ("经验", "经历", "工作", "从业", "工龄"))


def _texts(clause: Clause) -> Iterator[str]:
    """All that the fields of a clause say in words."""
    for field in KIND[clause.kind].fields:
        value = getattr(clause, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Sanction | Award):
                yield from (one.wording, one.condition)
            elif isinstance(one, str) and field.type in {"text", "texts"}:
                yield one
