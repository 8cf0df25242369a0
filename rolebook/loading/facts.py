"""What follows from one file alone, and is kept for its name and its bytes: so whoever asks about all files reads few.

There are facts of a file in which nothing is wrong. `facts_found.py` finds them out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from rolebook.findings import plain as plain_findings
from rolebook.findings.finding import Finding, Position
from rolebook.model import plain as plain_entries
from rolebook.model.entries import Activity, Department, Role, Rule
from rolebook.model.kind import Kind
from rolebook.model.plain import Entry


class Given(NamedTuple):
    """An id that a file gives: of what kind (`duty`, `rule-item`, `theme` …), in full, and what its entry is called."""

    kind: str
    id: str
    at: Position
    name: str | None
    """Its title or label; None where it has none."""
    aliases: tuple[str, ...]
    is_retired: bool


class Seen(NamedTuple):
    """How often a word stands in the texts of a file, and where first."""

    number: int
    at: Position


@dataclass(frozen=True, slots=True)
class Facts:
    """Of a file that has the shape its schema asks for, is named as it should be, and lists no duty twice."""

    ids: tuple[Given, ...]
    references: Mapping[str, tuple[str, ...]]
    """Target (`x-ref` of the schema) → what is referred to, each once."""
    claimed: int
    """How many lines of sources its references name."""
    comments: tuple[tuple[str, str], ...]
    """The id and the comment behind each reference behind which the text of what it names may stand."""
    rivals: Mapping[str, Seen]
    """The words that are written in two ways, of those in its texts."""
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    """What is wrong with its texts."""
    stamp: str
    """Stands for the name and the bytes of the file, the schemas and this program."""


_ENTRIES: Mapping[str, type[Any]] = {"activity": Activity, "rule": Rule, "department": Department, "role": Role}
"""Kind → the dataclass of its entries, where these are no clauses."""


def as_plain(facts: Facts) -> list[Any]:
    """All that `from_plain` needs beside the kind and the name of the file."""
    return [
        [[one.kind, one.id, one.at.line, one.at.column, one.name, one.aliases, one.is_retired] for one in facts.ids],
        facts.references,
        facts.claimed,
        facts.comments,
        {word: [seen.number, seen.at.line, seen.at.column] for word, seen in facts.rivals.items()},
        [plain_entries.as_plain(one) for one in facts.entries],
        plain_findings.as_plain(facts.findings),
    ]


def from_plain(plain: list[Any], kind: Kind, file: str, stamp: str) -> Facts:
    """The facts again."""
    ids, references, claimed, comments, rivals, entries, findings = plain
    class_ = _ENTRIES.get(kind.name) or kind.entry
    return Facts(
        tuple(
            Given(of, id_, Position(file, line, column), name, tuple(aliases), is_retired)
            for of, id_, line, column, name, aliases, is_retired in ids
        ),
        references,
        claimed,
        tuple((id_, comment) for id_, comment in comments),
        {word: Seen(number, Position(file, line, column)) for word, (number, line, column) in rivals.items()},
        tuple(plain_entries.from_plain(class_, one, file) for one in entries) if class_ else (),
        plain_findings.from_plain(findings),
        stamp,
    )
