"""The slips of tests/slips/first: each is told as often as there are faults, and what can be mended alone is."""

from pathlib import Path

import pytest

from tests.conftest import SOAK
from tests.slips import HERE
from tests.slips.measure import tried
from tests.slips.slipfile import read

EVERY = sorted((HERE / "first").glob("*.slip"))
OPEN = {
    "a-byte-order-mark-and-cr-lf": "a byte order mark is a warning",
    "a-clause-with-the-same-meaning-in-other-words": "twins that share a line are near, and not the same",
    "a-no-break-space-and-a-number-in-brackets": "told as one, and mended",
    "a-number-and-a-tab": "a tab in quotes is left to a person",
    "a-picture-that-is-not-there": "told when a sheet or the site is made",
    "a-row-of-a-markdown-table": "a warning, and mended",
    "a-threshold-stands-in-the-text-alone": "each of its ends stands in another field",
    "a-zero-width-space-from-a-web-page": "a warning, and mended",
    "decided-in-ten-years": "nobody says which day it is",
    "saved-with-a-byte-order-mark": "a warning, and mended",
    "the-id-of-a-role-changed-and-not-its-file": "its hint names the file first",
    "weekly-for-monthly": "a decision about the clause lapses as well",
    "the-same-sentence-under-a-new-id": "a comma more makes it near, and not the same",
}
"""What is not as the slip wants it, and why."""


@pytest.mark.parametrize("path", EVERY if SOAK else EVERY[::25], ids=lambda path: path.stem)
def test_a_slip_is_told_and_mended(path: Path) -> None:
    result = tried(read(path))
    assert (result.told and result.says is not False and result.mended is not False) == (path.stem not in OPEN), result


@pytest.mark.parametrize(
    "name",
    [
        "first/a-tag",
        "first/a-telephone-in-a-duty",
        "first/the-text-of-a-penalty-says-another-amount",
        "habits/comment-mark",
        "habits/html-entity",
        "habits/wrong-list",
        "habits/years-against-text",
    ],
)
def test_what_follows_from_a_slip_is_not_told_beside_it(name: str) -> None:
    assert tried(read(HERE / f"{name}.slip")).told


def test_most_of_them_mend_themselves() -> None:
    """Of the slips that are certain, and not open, all do (the test above): that is three in five of all."""
    certain = [path for path in EVERY if read(path).mend == "certain" and path.stem != "a-number-and-a-tab"]
    assert len(certain) * 5 >= len(EVERY) * 3


def test_every_reason_is_that_of_a_slip() -> None:
    assert set(OPEN) <= {path.stem for path in EVERY}
