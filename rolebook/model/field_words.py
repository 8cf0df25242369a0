"""The fields of a clause in the words that readers get, by the types of the rows in `rolebook.model.kinds`."""

from collections.abc import Iterable, Iterator
from typing import Any

from rolebook.model import labels
from rolebook.model.entries import Award, Clause, Sanction
from rolebook.model.kind import Field, Kind
from rolebook.model.kinds import KIND
from rolebook.model.library import Library


def words(field: Field, entry: Any) -> str:
    """What `field` of a clause, or of one consequence, says: `大专以上`, `每次每项`; empty where it is not filled.

    Several values are put together by the field's joint, with the field that is its tail behind them. Fields that
    name other entries give nothing: whoever shows them knows how.
    """
    value = getattr(entry, field.name)
    said: list[str] = []
    match field.type:
        case "text":
            said = [value]
        case "texts":
            said = list(value)
        case "code" | "codes":
            tail = getattr(entry, field.tail) if field.tail else ""
            codes = [value] if field.type == "code" else value
            said = [field.joint.join(_label(field, code) for code in codes if code) + tail] if codes or tail else []
        case "number":
            said = [] if value is None else [field.pattern.format(f"{labels.number(value)} {field.unit}".rstrip())]
        case "span":
            said = [labels.span(value, field.unit)] if value else []
        case "consequences":
            said = [_consequence(one) for one in value]
        case "alternatives":
            said = [_part(field, one) for one in value]
        case "table":
            said = ["、".join(filter(None, row)) for row in (value.columns, *value.rows)] if value else []
        case "ids" | "activities":
            said = []
    return field.joint.join(said)


def sums(kind: Kind, clauses: Iterable[Clause]) -> Iterator[str]:
    """What stands at the foot of a table of clauses: `权重合计：100%`, where every one of them has the number."""
    clauses = tuple(clauses)
    for field in kind.fields:
        numbers = [getattr(clause, field.name) for clause in clauses] if field.summed else []
        if numbers and None not in numbers:
            yield f"{field.summed}：{field.pattern.format(labels.number(round(sum(numbers), 6)))}"


def is_filled(field: Field, entries: Iterable[Any]) -> bool:
    """Whether any clause, or any consequence, says something in a field or in the one that stands in for it."""
    names = [name for name in (field.name, field.tail) if name]
    return any(getattr(entry, name) for entry in entries for name in names)


def _consequence(one: Sanction | Award) -> str:
    return labels.consequence(one) if isinstance(one, Award) or one.within or one.condition else one.wording


def _part(field: Field, part: Any) -> str:
    """`大专以上学历（必备，大专以上）`."""
    return f"{part.text}（{'，'.join(filter(None, (words(inner, part) for inner in field.fields)))}）"


def searched(clause: Clause) -> Iterator[str]:
    """What finds a clause beside its text."""
    for field in KIND[clause.kind].fields:
        if field.searched and (said := words(field, clause)):
            yield said


def choices(library: Library, field: Field) -> dict[str, str]:
    """The codes that a field may hold, and what readers call them; none for a field of free text."""
    match field.terms:
        case "themes":
            return {term.id: term.label for term in library.taxonomy.themes}
        case "departments":
            return {department.id: department.title for department in library.departments.values()}
        case _:
            return dict(field.codes or {})


def _label(field: Field, code: str) -> str:
    assert field.codes is not None  # a code is one of these
    return field.codes[code] if code == field.bare else field.pattern.format(field.codes[code])
