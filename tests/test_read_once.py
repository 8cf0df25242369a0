"""What tests of a process share is proved in the end: a test that changes it must not go unseen."""

import pkgutil
from pathlib import Path

import pytest

from rolebook.loading import load
from rolebook.loading.content_files import ContentFile
from rolebook.loading.references import References
from rolebook.loading.schema import Schemas
from tests.read_once import files_read_once

_PLACE = "rolebook.loading.load.with_what_follows"


def _spoil(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with files_read_once(), monkeypatch.context() as patch:
        shared = pkgutil.resolve_name(_PLACE)

        def spoilt(file: ContentFile, found: References, schemas: Schemas) -> ContentFile:
            made: ContentFile = shared(file, found, schemas)
            assert made.facts
            made.facts.references.clear()  # type: ignore[attr-defined]  # what the type forbids is what is to be seen
            return made

        patch.setattr(_PLACE, spoilt)
        load.load(root)


def test_facts_that_a_test_changed_are_seen(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AssertionError, match="a test changed what all tests share"):
        _spoil(small, monkeypatch)
