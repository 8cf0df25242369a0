"""`similar` gives a difference the name that a careful editor would give it: 客户 is no actor, 及时 no frequency."""

from pathlib import Path

import pytest

from rolebook.words.contrast import difference

LINES = (Path(__file__).parent / "difference_pairs.tsv").read_text("utf-8").splitlines()
PAIRS = [line.split("\t") for line in LINES if not line.startswith("#")]


def names(words: str) -> set[str]:
    return set() if words == "-" else set(words.split(","))


@pytest.mark.parametrize(("one", "other", "named", "allowed"), PAIRS)
def test_a_difference_has_its_right_name(one: str, other: str, named: str, allowed: str) -> None:
    for pair in ((one, other), (other, one)):
        found = {guard.name for guard in difference(*pair).named}
        assert names(named) <= found <= names(named) | names(allowed)
