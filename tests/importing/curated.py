"""The sample's source document with what editors made of it by hand, as labels: nobody has to label it anew."""

import json
from pathlib import Path

from rolebook.exports.tables import as_json
from rolebook.loading.load import load
from rolebook.model.coverage import coverage
from rolebook.model.library import Library
from tests.importing.labels import Item

SAMPLE = "sales-duties"
"""The source whose content editors made by hand."""
_AS_WELL = {
    "fact": ("fact", "heading", "title", "summary", "intro"),
    "heading": ("heading", "title", "fact"),
    "title": ("title", "heading"),
    "summary": ("summary", "intro"),
    "intro": ("intro", "summary"),
}
"""What a line that carries no clause may be called as well: a heading that names a role is a fact of the ledger."""
_FIELDS = ("violations", "sanctions", "per", "condition", "degree", "majors", "years", "age")


def labels(library: Library, source: str) -> tuple[list[tuple[int, str]], list[Item]]:
    """The documents of a source, and an item for each place of a clause and each other line.

    Items have no text: how an editor worded a clause says nothing of how the line is cut. Nor have they owners, since
    editors gave roles other titles than the document.
    """
    data = json.loads(as_json(library))
    items = [
        Item(at["first"], at["last"], (clause["kind"],), (), fields=_fields(clause), ids=frozenset([clause["id"]]))
        for clause in data["clauses"]
        for at in clause["sources"]
        if at["source"] == source
    ]
    for (name, line), state in coverage(library).items():
        if name == source and state.status not in ("clause", "uncovered"):
            items.append(Item(line, line, _AS_WELL.get(state.status, (state.status,)), ()))
    starts = [(part.first, part.title) for part in library.sources[source].parts]
    return starts, sorted(items, key=lambda item: (item.first, item.last))


def of_sample(root: Path) -> tuple[Path, tuple[list[tuple[int, str]], list[Item]]]:
    """The sample's own document below a root, and its labels."""
    library = load(root).library
    assert library is not None
    return root / f"content/sources/{SAMPLE}.txt", labels(library, SAMPLE)


def _fields(clause: dict[str, object]) -> dict[str, object]:
    return {name: clause[name] for name in _FIELDS if clause.get(name)}
