"""Did you mean: of all slips of one letter in every key, value of a list and id, 95 in 100 are seen through.

The slips are generated, none is picked by hand: each letter left out, doubled, swapped with the next, hit beside; of
these every second, and of those in the many long ids every seventh.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from rolebook.loading.schema import Schemas
from rolebook.model.kind import Kind
from rolebook.model.kinds import CLAUSES, KINDS
from rolebook.model.library import Library
from rolebook.yamltext.document import YamlDocument, parse
from tests.conftest import COMPANY, REPOSITORY, Run

SCHEMAS = Schemas(REPOSITORY / "schemas")
ROWS = ("1234567890-", "qwertyuiop", "asdfghjkl", "zxcvbnm_")
BESIDE = {key: (row[n + 1] if n + 1 < len(row) else row[n - 1]) for row in ROWS for n, key in enumerate(row)}
"""The key to the right on the keyboard."""
REQUIRED = ("id", "title", "department", "industry", "level", "duties", "status", "owner")


def slips(word: str) -> Iterator[str]:
    """Every word that is one slip of a finger away."""
    for place, letter in enumerate(word):
        yield word[:place] + word[place + 1 :]
        yield word[:place] + letter + word[place:]
        yield word[:place] + BESIDE.get(letter, "x") + word[place + 1 :]
        if place + 1 < len(word) and word[place + 1] != letter:
            yield word[:place] + word[place + 1] + letter + word[place + 2 :]


def documents() -> Iterator[tuple[str, str, YamlDocument]]:
    """The schema, the text and the document of every file of the small library."""
    for kind in KINDS:
        for file in sorted((COMPANY / "content").glob(kind.place)):
            text = file.read_text("utf-8")
            document, _ = parse(text.encode(), file.name)
            assert document is not None
            yield kind.schema, text, document


def replaced(text: str, place: tuple[int, int], old: str, new: str) -> str:
    """The text with another word at a line and column."""
    lines = text.split("\n")
    line, column = place[0] - 1, place[1] - 1
    assert lines[line].startswith(old, column)
    lines[line] = lines[line][:column] + new + lines[line][column + len(old) :]
    return "\n".join(lines)


def hint_at(schema: str, text: str, place: tuple[int, int], rule: str) -> str | None:
    """What `check` advises at a place, if it finds fault there."""
    document, _ = parse(text.encode(), "file.yaml", SCHEMAS.families)
    if document is None:
        return None
    found = SCHEMAS.check(schema, document)
    return next((one.hint.zh for one in found if one.rule == rule and one.at[1:] == place), None)


def proved(results: list[tuple[str, str, bool]]) -> None:
    """That 95 % of the slips were seen through; the others are shown."""
    wrong = [(slip, word) for slip, word, right in results if not right]
    assert len(results) - len(wrong) >= 0.95 * len(results), wrong
    assert len(results) >= 500


def test_keys() -> None:
    results = []
    seen = set()
    for schema, text, document in documents():
        for path, node in document.nodes.items():
            if not node.key:
                continue
            place = (node.key.line, node.key.column)
            key = str(path[-1])
            where = (schema, tuple(step for step in path if isinstance(step, str)))
            if where in seen or schema == "redirects":
                continue
            seen.add(where)
            for slip in sorted(set(slips(key)))[::8]:
                hint = hint_at(schema, replaced(text, place, key, slip), place, "unknown-key")
                if hint:  # some slips make another key, or no key at all
                    results.append((slip, key, hint == f"是否应为 {key}？"))
    proved(results)


def test_values_of_lists() -> None:
    results = []
    seen = set()
    for schema, text, document in documents():
        for path, node in document.nodes.items():
            word, place = node.raw, (node.line, node.column)
            where = (schema, tuple(step for step in path if isinstance(step, str)))
            if not word or where in seen:
                continue
            seen.add(where)
            hint = hint_at(schema, replaced(text, place, word, "zzzzzz"), place, "unknown-value")
            if not hint:
                continue
            allowed = re.findall(r"[\w-]+", hint.partition("：")[2])
            assert word in allowed
            for value in allowed:
                for slip in sorted(set(slips(value)) - set(allowed))[::8]:
                    hint = hint_at(schema, replaced(text, place, word, slip), place, "unknown-value") or ""
                    results.append((slip, value, hint.startswith(f"是否应为 {value}？")))
    proved(results)


@pytest.mark.parametrize("kind", CLAUSES, ids=lambda kind: kind.name)
def test_ids(kind: Kind, root: Path, library: Library, run: Run) -> None:
    ids = [id_ for id_, clause in library.clauses.items() if clause.kind == kind.name]
    meant = {slip: id_ for id_ in ids for slip in sorted(set(slips(id_)))[::7] if slip not in library.clauses}
    role = root / "content/roles/sales-manager.yaml"
    value = parse(role.read_bytes(), role.name)[0]
    assert value is not None
    key = kind.listed
    lines = [f"{name}: {json.dumps(value.value[name])}" for name in REQUIRED if name != key]
    role.write_text("\n".join([*lines, f"{key}:", *(f"  - {json.dumps(slip)}" for slip in meant), ""]), "utf-8")
    found = json.loads(run("--root", root, "check", "--format", "json").out)["findings"]
    hints = [one["hint"] for one in found if one["file"].endswith("/sales-manager.yaml")]
    assert len(hints) == len(meant) > 10
    right = [hint == f"是否应为 {id_}？" for hint, id_ in zip(hints, meant.values(), strict=True)]
    assert sum(right) >= 0.95 * len(hints)
