"""Ranges of lines, however they overlap and wherever they reach: each line has one status, that of the last range."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rolebook.loading.assembly import line_range
from rolebook.model.coverage import settled
from tests.conftest import examples

numbers = st.integers(1, 30) | st.integers(1, 9_999_999)
spans = st.lists(st.tuples(numbers, numbers, st.sampled_from("abc")), max_size=12)


@settings(max_examples=examples(100), deadline=None)
@given(spans, st.integers(0, 25))
def test_the_first_of_overlapping_spans(found: list[tuple[int, int, str]], lines: int) -> None:
    plainly: dict[int, str] = {}
    for line in range(1, lines + 1):
        for first, last, item in found:
            if first <= line <= last:
                plainly.setdefault(line, item)
    assert dict(settled(found, lines)) == plainly


@settings(max_examples=examples(100), deadline=None)
@given(numbers, numbers)
def test_a_range_as_it_is_written(first: int, last: int) -> None:
    assert line_range(f"{first}-{last}") == (first, last)
    assert line_range(first) == line_range(f"{first}") == (first, first)


def test_spans_that_reach_far_cost_nothing() -> None:
    """Looking at each line of each of these spans would take hours."""
    far = ((1, 9_999_999_999, number) for number in range(200_000))
    assert set(settled(far, 100_000).values()) == {0}
