"""What a program makes of the patch that `diff --format json` gives: proof that it holds all that differs."""

from collections.abc import Mapping, Sequence
from typing import Any


def patched(old: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """The snapshot that a patch makes of `old`: `patched(old, patch_of(old, new)) == new`."""
    made = {key: value for key, value in old.items() if key not in patch}
    for key, part in patch.items():
        if part is None:
            continue
        made[key] = part["value"] if "value" in part else _entries(old.get(key, ()), part)
    return made


def _entries(old: Sequence[Any], part: Mapping[str, Any]) -> list[Any]:
    made = {one["id"]: one for one in old}
    for id_, entry in part["entries"].items():
        if entry is None:
            made.pop(id_, None)
        else:
            made[id_] = entry
    return [made[id_] for id_ in part["order"]] if "order" in part else list(made.values())
