"""The fields of a clause as plain data, as the snapshot holds them, and back again. Pure."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from rolebook.model.entries import Alternative, Award, Clause, RuleItem, Sanction, Span, Table
from rolebook.model.kind import Field
from rolebook.model.kinds import KIND


def said(clause: Clause) -> dict[str, Any]:
    """The text of a clause and its kind's own fields, as in the snapshot: what it says itself, without its sources."""
    return {"text": clause.text, **own_fields(clause)}


def own_fields(clause: Clause) -> dict[str, Any]:
    """The fields that its kind has, as data: what every clause has stands elsewhere."""
    kind = KIND[clause.kind]
    if isinstance(clause, RuleItem):
        own: dict[str, Any] = {"document": clause.document, "title": clause.title, "depth": clause.depth}
    else:
        own = {kind.named_after: getattr(clause, kind.named_after)} if kind.named_after else {}
    kept = (one for one in kind.fields if one.type != "activities" and (not one.sparse or getattr(clause, one.name)))
    own.update((field.name, as_data(field, clause)) for field in kept)
    return own


def as_data(field: Field, clause: Clause | Alternative) -> Any:
    """A field as plain data."""
    value = getattr(clause, field.name)
    match field.type:
        case "texts" | "codes" | "ids":
            return list(value)
        case "table":
            return {"columns": list(value.columns), "rows": [list(row) for row in value.rows]}
        case "span":
            return {"min": value.min, "max": value.max} if value else None
        case "consequences":
            return [_consequence(one) for one in value]
        case "alternatives":
            return [_alternative(field, one) for one in value]
        case _:
            return value


def _consequence(consequence: Sanction | Award) -> dict[str, Any]:
    """What is filled in; amounts stay numbers."""
    names = (field.name for field in dataclasses.fields(consequence))
    return {name: value for name in names if (value := getattr(consequence, name)) not in (None, "")}


def _alternative(field: Field, part: Alternative) -> dict[str, Any]:
    """What is filled in of one part of a qualification."""
    return {
        "text": part.text,
        **{inner.name: as_data(inner, part) for inner in field.fields if getattr(part, inner.name)},
    }


def from_data(field: Field, data: Any) -> Any:
    """A field of a snapshot as the dataclass has it: the reverse of what `model/snapshot.py` writes."""
    if field.type in ("texts", "codes", "ids"):
        return tuple(data or ())
    if not data:
        return _EMPTY.get(field.type, "")
    made = data
    match field.type:
        case "span":
            made = Span(data["min"], data["max"])
        case "consequences":
            made = tuple(field.holds(**one) for one in data)
        case "alternatives":
            made = tuple(_part_of(field, one) for one in data)
        case "table":
            made = Table(tuple(data["columns"]), tuple(map(tuple, data["rows"])))
    return made


_EMPTY: Mapping[str, Any] = {"span": None, "table": None, "number": None, "consequences": (), "alternatives": ()}
"""What an empty field is; a text or a code is empty text."""


def _part_of(field: Field, data: Mapping[str, Any]) -> Alternative:
    return Alternative(text=data["text"], **{one.name: from_data(one, data.get(one.name)) for one in field.fields})
