"""The sample's first release stands as it was made."""

from tests.conftest import REPOSITORY


def test_the_first_release_of_the_sample_stands() -> None:
    kept = REPOSITORY / "tests/old-content/2026.11/sample.json"
    assert (REPOSITORY / "content/releases/2026.11.json").read_bytes() == kept.read_bytes()
