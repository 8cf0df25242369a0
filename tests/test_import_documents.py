"""How much `import` reads right of the documents in tests/importing/seen; it may become better, and not worse.

`python -m tests.importing.score` shows the same figures a document, and those of the documents in held/.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.importing.build_formats import build
from tests.importing.figures import Figures, compare, total
from tests.importing.labels import parsed, read
from tests.importing.score import Ask, blank_lines, empty_library, score

SEEN = Path(__file__).parent / "importing/seen"
WHOLE = {
    "lines": 99,
    "items": 99,
    "boundaries": 99,
    "owners": 99,
    "amounts": 99,
    "fields": 92,
    "numbers": 100,
    "texts": 99,
    "duplicates": 99,
    "documents": 100,
}
"""F1 in per cent that must be reached over all documents of the folder together."""
LEAST = {
    "canteen.txt": {"lines": 97, "boundaries": 98, "owners": 98, "amounts": 87, "fields": 90, "texts": 98},
    "finance.md": {"lines": 98, "boundaries": 98, "owners": 98, "fields": 75, "numbers": 100, "texts": 98},
    "station.txt": {"lines": 91, "boundaries": 98, "owners": 98, "amounts": 96, "fields": 84, "numbers": 100},
    "workshop.docx": {"lines": 98, "boundaries": 98, "owners": 98, "amounts": 96, "numbers": 100, "texts": 98},
    "workshop.html": {"lines": 97, "boundaries": 98, "owners": 98, "amounts": 96, "numbers": 100, "texts": 98},
    "workshop.xlsx": {"lines": 98, "boundaries": 98, "owners": 98, "amounts": 96, "numbers": 100, "texts": 98},
    "workshop.pdf": {"lines": 96, "boundaries": 97, "owners": 98, "amounts": 92, "numbers": 100, "texts": 95},
}
"""The same of single documents, with room for about one line: three texts, and a fourth in each other format."""


def asking(run: Run, folder: Path) -> Ask:
    """Asks the command line, in an empty library of its own for each document."""

    def ask(document: Path) -> Mapping[str, Any]:
        root = empty_library(folder / f"library of {document.name}")
        done = run("--root", root, "import", document, "--format", "json")
        assert done.code == 0, done.err
        data: Mapping[str, Any] = json.loads(done.out)
        return data

    return ask


def below(figures: Figures, bounds: Mapping[str, int]) -> dict[str, float]:
    """The figures that are lower than they were."""
    reached = {name: 100 * figures[name].f1 for name in bounds}
    return {name: value for name, value in reached.items() if value < bounds[name]}


@pytest.mark.parametrize("name", LEAST)
def test_a_document_is_read_as_well_as_before(run: Run, tmp_path: Path, name: str) -> None:
    stem, _, kind = name.partition(".")
    document = next(path for path in SEEN.glob(f"{stem}.*") if not path.name.endswith(".labels.json"))
    labels = SEEN / f"{stem}.labels.json"
    if document.name != name:
        document = build(document, labels, kind, tmp_path)
        labels = document.with_suffix(".labels.json")
    figures = compare(read(labels), parsed(asking(run, tmp_path)(document)), blank_lines(document))
    assert figures.lost == 0
    assert below(figures, LEAST[name]) == {}


@pytest.mark.soak
def test_all_documents_are_read_as_well_as_before(run: Run, tmp_path: Path) -> None:
    figures = total(score(SEEN, asking(run, tmp_path)).values())
    assert figures.lost == 0
    assert below(figures, WHOLE) == {}
