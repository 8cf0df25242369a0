"""What tests of a process share is proved in the end: a test that changes it must not go unseen."""

import pytest

from tests.read_once import Known


def test_what_a_test_changed_is_seen() -> None:
    known = Known[list[int]]()
    shared = known.once("stamp", lambda: [1, 2])
    assert known.once("stamp", list) is shared
    known.prove()
    shared.clear()
    with pytest.raises(AssertionError, match="a test changed what all tests share"):
        known.prove()
