"""The canonical data as text, and its digest, put together of what was made of some dozens of entries each."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from rolebook.model.grouping import runs
from rolebook.model.library import Library
from rolebook.model.overheard import Keep, anew
from rolebook.model.snapshot import DIGITS, ENTRIES, FORMAT, OPTIONAL, canonical, facts, filled, readable


@dataclass(frozen=True, slots=True)
class Written:
    """A snapshot as readable JSON, sorted and with a final line feed; and the digest in it."""

    readable: str
    digest: str


def written(library: Library, asked: Library | None = None, keep: Keep = anew) -> Written:
    """What `snapshot` gives; `asked` is the library, overheard: of this what `keep` keeps is made."""
    said: dict[str, list[Mapping[str, str]]] = {
        key: [
            keep(f"{key} from {ids[0]}", partial(_run, asked or library, key, ids), (ids,))
            for ids in runs(getattr(library, key))
        ]
        for key in ENTRIES
    }
    others = facts(library)
    short = {key: canonical(one).decode() for key, one in filled(others).items()}
    short.update((key, f"[{','.join(one['canonical'] for one in each)}]") for key, each in said.items() if each)
    whole = ",".join(f"{json.dumps(key)}:{short[key]}" for key in sorted(short))
    digest = hashlib.sha256(f"{{{whole}}}".encode()).hexdigest()[:DIGITS]
    others = {**others, "format": FORMAT, "library": {**others["library"], "digest": digest}}
    long = {key: readable(one, 1) for key, one in others.items()}
    long.update((key, _list(each)) for key, each in said.items() if each or key not in OPTIONAL)
    inside = ",\n ".join(f"{json.dumps(key)}: {long[key]}" for key in sorted(long))
    return Written(f"{{\n {inside}\n}}\n", digest)


def _run(library: Library, key: str, ids: list[str]) -> dict[str, Any]:
    """Entries of one list as they stand in the readable text, and in the one that is digested."""
    entries = [ENTRIES[key](library, getattr(library, key)[id_]) for id_ in ids]
    return {
        "readable": ",\n  ".join(readable(one, 2) for one in entries),
        "canonical": canonical(filled(entries)).decode()[1:-1],
    }


def _list(runs_of: list[Mapping[str, str]]) -> str:
    between = ",\n  "
    return f"[\n  {between.join(one['readable'] for one in runs_of)}\n ]" if runs_of else "[]"
