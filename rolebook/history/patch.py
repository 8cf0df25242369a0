"""The difference of two snapshots as data: what turns the one into the other, entry by entry. Pure.

Shape: `{"roles": {"entries": {"id": {…} or null}, "order": […]}, "library": {"value": {…}}}`. Lists of entries with ids
are told by entry: changed and new ones whole, those that are gone as null, and their order where it is another. Any
other part of a snapshot is told as a whole. Parts that are equal are left out.
"""

from collections.abc import Mapping
from typing import Any


def patch_of(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What turns the snapshot `old` into `new`; empty where they are equal."""
    parts: dict[str, Any] = {}
    for key in (*old, *(key for key in new if key not in old)):
        if key not in new:
            parts[key] = None
        elif key not in old or old[key] != new[key]:
            parts[key] = _part(old.get(key), new[key])
    return parts


def _part(old: Any, new: Any) -> dict[str, Any]:
    if not (_has_ids(old) and _has_ids(new)):
        return {"value": new}
    before, after = ({one["id"]: one for one in side} for side in (old, new))
    entries = {id_: one for id_, one in after.items() if before.get(id_) != one}
    entries.update((id_, None) for id_ in before if id_ not in after)
    kept = [id_ for id_ in before if id_ in after]
    kept += [id_ for id_ in after if id_ not in before]
    order = list(after)
    return {"entries": entries, **({"order": order} if order != kept else {})}


def _has_ids(value: Any) -> bool:
    """Whether a value is a list of entries, each with an id of its own."""
    if not isinstance(value, list) or not all(
        isinstance(one, dict) and isinstance(one.get("id"), str) for one in value
    ):
        return False
    return len({one["id"] for one in value}) == len(value)
