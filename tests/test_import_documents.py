"""How much `import` reads right of the documents in tests/importing/seen; it may become better, and not worse.

`python -m tests.importing.score` shows the same figures a document, and those of the documents in held/, for which no
bound stands anywhere: they say how `import` does on documents that nobody has looked at.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.importing.build_formats import build
from tests.importing.figures import total
from tests.importing.score import Ask, empty_library, score

SEEN = Path(__file__).parent / "importing/seen"
LEAST = {
    "txt and md": {
        "lines": 99,
        "items": 99,
        "boundaries": 99,
        "owners": 99,
        "amounts": 85,
        "fields": 72,
        "numbers": 100,
        "texts": 99,
        "duplicates": 99,
        "documents": 100,
    },
    "docx": {"lines": 99, "items": 99, "boundaries": 99, "owners": 99, "amounts": 88, "numbers": 100, "texts": 99},
    "html": {"lines": 97, "items": 97, "boundaries": 99, "owners": 99, "amounts": 88, "numbers": 100, "texts": 99},
    "xlsx": {"lines": 99, "items": 98, "boundaries": 98, "owners": 99, "amounts": 88, "numbers": 100, "texts": 99},
    "pdf": {"lines": 98, "items": 96, "boundaries": 98, "owners": 99, "amounts": 84, "numbers": 100, "texts": 96},
}
"""F1 in per cent that must be reached: of all texts, and of one document in each other format."""


@pytest.fixture
def ask(run: Run, tmp_path: Path) -> Ask:
    """Asks the command line, in an empty library."""
    root = empty_library(tmp_path / "library")

    def answer(document: Path) -> Mapping[str, Any]:
        done = run("--root", root, "import", document, "--format", "json")
        assert done.code == 0, done.err
        data: Mapping[str, Any] = json.loads(done.out)
        return data

    return answer


@pytest.mark.parametrize("kind", LEAST)
def test_documents_are_read_as_well_as_before(ask: Ask, tmp_path: Path, kind: str) -> None:
    folder = SEEN
    if kind != "txt and md":
        folder = tmp_path / kind
        build(SEEN / "workshop.txt", SEEN / "workshop.labels.json", kind, folder)
    figures = total(score(folder, ask).values())
    assert figures.lost == 0
    reached = {name: 100 * figures[name].f1 for name in LEAST[kind]}
    assert {name: value for name, value in reached.items() if value < LEAST[kind][name]} == {}
