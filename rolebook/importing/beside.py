"""Where what is new stands in a list that there is: beside what it stands beside in the document. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Beside:
    """New ids that follow each other, behind or before one that the list has; `held` is "" where it has none."""

    held: str
    is_behind: bool
    new: list[str] = field(default_factory=list)


def beside(order: Sequence[str], held: Collection[str], instead: Mapping[str, str]) -> Sequence[Beside]:
    """The ids that a list does not have yet, each where it goes.

    `order`: all ids as the document has them; `held`: those of the list; `instead`: new id → what it is nearly the same
    as, whose place it takes where the document does not say that any more.
    """
    said = frozenset(order)
    found: list[Beside] = []
    last = ""
    for number, id_ in enumerate(order):
        if id_ in held:
            last = id_
            continue
        other = instead.get(id_, "")
        last = other if other in held and other not in said else last
        before = "" if last else next((one for one in order[number:] if one in held), "")
        if not found or (found[-1].held, found[-1].is_behind) != (last or before, bool(last)):
            found.append(Beside(last or before, bool(last)))
        found[-1].new.append(id_)
    return found


def places(entries: Sequence[Any], above: tuple[str | int, ...] = ()) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Each id of a list with its path, those in groups too."""
    for number, entry in enumerate(entries):
        if isinstance(entry, dict):
            yield from places(entry["duties"], (*above, number, "duties"))
        else:
            yield str(entry), (*above, number)


def item_places(rule: Mapping[str, Any], above: tuple[str | int, ...] = ()) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Each item of a rule by its id without that of the rule, with its path, those in items too."""
    for number, item in enumerate(rule.get("items", ())):
        path = (*above, "items", number)
        yield str(item["id"]), path
        yield from item_places(item, path)


def titles_above(entries: Sequence[Any], path: tuple[str | int, ...]) -> list[str]:
    """The titles of the groups in which a path lies, the outer one first."""
    titles: list[str] = []
    inside: Any = entries
    for step in path:
        inside = inside[step]
        if isinstance(inside, dict):
            titles.append(str(inside["title"]))
    return titles
