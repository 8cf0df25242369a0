"""What tests of a process share is proved in the end: a test that changes it must not go unseen."""

from pathlib import Path

import pytest

from rolebook.loading import load
from rolebook.loading.content_files import ContentFile
from rolebook.loading.references import References
from rolebook.loading.schema import Schemas
from tests.read_once import files_read_once


def test_facts_that_a_test_changed_are_seen(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoilt(file: ContentFile, found: References, schemas: Schemas) -> ContentFile:
        file = shared(file, found, schemas)
        assert file.facts
        file.facts.references.clear()  # type: ignore[attr-defined]  # what the type forbids is what is to be seen
        return file

    def spoil() -> None:
        with files_read_once():
            nonlocal shared
            shared = load.with_what_follows
            with monkeypatch.context() as patch:
                patch.setattr(load, "with_what_follows", spoilt)
                load.load(small)

    shared = load.with_what_follows
    with pytest.raises(AssertionError, match="a test changed what all tests share"):
        spoil()
