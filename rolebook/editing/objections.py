"""Why two clauses must not be merged: they say different things, or merging would hide something. Pure."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from rolebook.model.entries import Award, Clause, RuleItem, Sanction
from rolebook.model.kind import Field
from rolebook.model.kinds import KIND
from rolebook.model.labels import WITH_BASIS
from rolebook.words.contrast import Difference
from rolebook.words.text import normal_form
from rolebook.words.wording import Wording

_NOT_COMPARED = ("violations", "achievements", "inferred")


def objections(gone: Clause, kept: Clause, differs: Difference) -> Iterator[Wording]:
    """Every reason against `gone` going into `kept`; none where it may. `differs`: their texts compared."""
    if gone is kept:
        yield Wording("这是同一条", "they are one clause")
        return
    if gone.kind != kept.kind:
        kinds = f"一条是{KIND[gone.kind].label}，一条是{KIND[kept.kind].label}"
        yield Wording(kinds, f"a {gone.kind} is no {kept.kind}")
        return
    yield from differs.decisive
    if kept.retired:
        yield Wording(f"{kept.id} 已停用", f"{kept.id} is retired")
    if isinstance(gone, RuleItem) and isinstance(kept, RuleItem):
        # A role that has a whole rule would lose the item, or get one from another rule.
        if gone.document != kept.document:
            yield Wording("分属两份制度，适用的岗位不同", "their documents apply to different roles")
        if gone.items:
            yield Wording(f"{gone.id} 下还有条目，请先移走", f"{gone.id} has items beneath it; move them first")
    fields, others = _fields(gone), _fields(kept)
    if names := [key for key, value in fields.items() if value != others[key]]:
        yield Wording(f"{'、'.join(names)} 不同", f"they differ in {', '.join(names)}")


def _fields(clause: Clause) -> dict[str, Any]:
    """What two clauses of a kind must agree in, besides the text, of which these say only a part."""
    kept = (
        field
        for field in KIND[clause.kind].fields
        if field.type not in ("ids", "activities") and field.name not in _NOT_COMPARED
    )
    return {field.name: _comparable(field, getattr(clause, field.name)) for field in kept}


def _comparable(field: Field, value: Any) -> Any:
    match field.type:
        case "text":
            return normal_form(value)
        case "texts" | "codes":
            return set(value)
        case "consequences":
            return [_consequence(sanction) for sanction in value]
        case _:
            return value


def _consequence(consequence: Sanction | Award) -> tuple[Any, ...]:
    """A sanction or a reward without its wording."""
    names = (field.name for field in dataclasses.fields(consequence))
    said = {name: getattr(consequence, name) for name in names if name != "wording"}
    said["condition"] = normal_form(consequence.condition)
    if isinstance(consequence, Sanction) and consequence.kind not in WITH_BASIS:
        said["basis"] = ""  # older entries have a basis at other sanctions too, where it says nothing
    return tuple(said.values())
