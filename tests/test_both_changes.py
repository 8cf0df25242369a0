"""A file that an editor and a draft both changed: put together, or told; never one side alone."""

import pytest

from rolebook.importing.both_changes import with_both

BASE = "a\nb\nc\nd\n"
TOGETHER = [
    ("A\nb\nc\nd\n", "a\nb\nc\nD\n", "A\nb\nc\nD\n"),
    ("a\nb\nc\nd\nx\n", "a\nb\nc\nd\ny\n", "a\nb\nc\nd\nx\ny\n"),
    ("a\nb\nc\nd\nx\ny\n", "a\nb\nc\nd\ny\n", "a\nb\nc\nd\nx\ny\n"),
    ("a\nB\nc\nd\n", "a\nB\nc\nd\n", "a\nB\nc\nd\n"),
    ("a\nc\nd\n", "a\nc\nd\n", "a\nc\nd\n"),
    ("a\nb\nc\nd", "a\nb\nc\nd\nx\n", "a\nb\nc\nd\nx\n"),
    ("a\nb\nc\nd\nx", "a\nb\nc\nd\ny", "a\nb\nc\nd\nx\ny\n"),
]
APART = [
    ("a\nB\nc\nd\n", "a\nc\nd\n"),
    ("a\nx\ny\nd\n", "a\nx\nd\n"),
    ("a\nB\nc\nd\n", "a\nβ\nc\nd\n"),
    ("a\nd\n", "a\nB\nc\nd\n"),
]


@pytest.mark.parametrize(("ours", "theirs", "both"), TOGETHER)
def test_changes_of_different_lines_are_put_together(ours: str, theirs: str, both: str) -> None:
    assert with_both(BASE, ours, theirs) == both


@pytest.mark.parametrize(("ours", "theirs"), [*APART, *((theirs, ours) for ours, theirs in APART)])
def test_changes_of_the_same_lines_are_not(ours: str, theirs: str) -> None:
    assert with_both(BASE, ours, theirs) is None
