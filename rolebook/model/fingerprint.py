"""The fingerprint of an entry: twelve hex digits that stand for what it says, until it says something else.

It is made of the entry's canonical JSON, whether that comes from the YAML or from a snapshot, as far as it is filled:
without where the entry comes from and stands (its id, file, sources), what is noted and decided about it, and the ids
that it names. Of texts only the letters and digits count, so that a comma or a list number more changes nothing; this
form is fixed, so that a new way of comparing texts changes nothing either.
"""

import unicodedata
from collections.abc import Mapping
from typing import Any

from rolebook.model.entries import Clause
from rolebook.model.field_data import said
from rolebook.model.kinds import KINDS
from rolebook.model.snapshot import filled, short_digest
from rolebook.words import similarity
from rolebook.words.list_marks import without_list_number

_NOT_SAID = frozenset(
    {
        *("id", "kind", "document", "depth", "items"),
        *("sources", "origin", "note", "doubt", "inferred"),
        *("distinct_from", "covers", "waivers", "retired"),
        *(kind.named_after for kind in KINDS),
        *(field.name for kind in KINDS for field in kind.fields if field.type in ("ids", "activities")),
    }
)


def fingerprint(entry: Mapping[str, Any]) -> str:
    """Of an entry as in YAML or in a snapshot."""
    kept = {key: _spoken(value) for key, value in entry.items() if key not in _NOT_SAID}
    return short_digest(filled(kept))


def _spoken(value: Any) -> Any:
    """A value with the letters and digits alone of its texts, as NFKC writes them: `一次考核50元`."""
    match value:
        case str():
            plain = unicodedata.normalize("NFKC", without_list_number(value)).casefold()
            return "".join(char for char in plain if unicodedata.category(char)[0] in "LN")
        case dict():
            return {key: _spoken(inner) for key, inner in value.items()}
        case list():
            return [_spoken(inner) for inner in value]
        case _:
            return value


def of_both(one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """Of two entries that were decided on together, in either order."""
    return short_digest(sorted((fingerprint(one), fingerprint(other))))


def of_clauses(one: Clause, other: Clause) -> str:
    """Of two clauses that were decided on together, in either order."""
    return of_both(said(one), said(other))


def fits(recorded: str, one: Clause, other: Clause) -> bool:
    """Whether a recorded fingerprint stands for the two as they are, in this form or in the former one of texts."""
    return recorded in {of_clauses(one, other), similarity.fingerprint(one.text, other.text)}
