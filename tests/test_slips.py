"""The slips of tests/slips: each is told as often as there are faults, and what can be mended alone is."""

import pytest

from tests.conftest import SOAK
from tests.slips import Slip, slips
from tests.slips.measure import tried

EVERY = [one for name in ("editor", "habits") for one in slips(name)]
OPEN = {
    "a clause with the same meaning in other words": "twins that share a line are near, and not the same",
    "a comment of Word": "its number differs from the line as well",
    "a byte order mark and CR LF": "a byte order mark is a warning",
    "a no-break space and a number in brackets": "told as one, and mended",
    "a number and a tab": "a tab in quotes is left to a person",
    "a picture that is not there": "told when a sheet or the site is made",
    "a row of a Markdown table": "a warning, and mended",
    "a tag": "it is far from its line as well, until it is mended",
    "a telephone in a duty": "it is far from its line as well",
    "a threshold stands in the text alone": "each of its ends stands in another field",
    "a zero-width space from a web page": "a warning, and mended",
    "decided in ten years": "nobody says which day it is",
    "half-width brackets": "the comments behind its id are renewed with it",
    "saved with a byte order mark": "a warning, and mended",
    "the id of a role changed and not its file": "its hint names the file first",
    "the other ending": "ids of the file are missed as well",
    "the same sentence under a new id": "it is far from its line as well",
    "the text of a penalty says another amount": "it differs from its line as well",
    "weekly for monthly": "a decision about the clause lapses as well",
}
"""What is not as the slip wants it, and why."""


@pytest.mark.parametrize("one", EVERY if SOAK else EVERY[::15], ids=lambda one: str(one.slip))
def test_a_slip_is_told_and_mended(one: Slip) -> None:
    result = tried(one)
    assert all(result.values()) == (one.slip not in OPEN), result


def test_most_of_them_mend_themselves() -> None:
    """Of the slips that are certain, and not open, all do (the test above): that is three in five of all."""
    certain = [
        one for one in EVERY if one.mend == "certain" and one.slip not in {"a number and a tab", "half-width brackets"}
    ]
    assert len(certain) * 5 >= len(EVERY) * 3
