"""The sample's layer of activities: its figures, and how far the readings of the duties and of their parts agree."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from rolebook.editing.proposing import proposed_activities
from rolebook.model.entries import Duty
from rolebook.model.library import Library
from rolebook.model.parts import part_said

READINGS = Path(__file__).parents[1] / "activities"


@pytest.fixture
def duties(library: Library) -> list[Duty]:
    return [one for one in library.clauses.values() if isinstance(one, Duty) and library.in_use(one)]


def rows(name: str) -> list[list[str]]:
    lines = (READINGS / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def agreement(one: Mapping[str, str], other: Mapping[str, str]) -> float:
    """Pairwise F1: of the pairs of duties that one reading puts together, how many the other does too, and back."""
    both = sorted(one.keys() & other.keys())
    ours, theirs = (
        {pair for pair in combinations(both, 2) if len({read[id_] for id_ in pair}) == 1} for read in (one, other)
    )
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


def test_nearly_every_duty_has_an_activity_and_none_is_a_bin(duties: list[Duty]) -> None:
    main = Counter(duty.activities[0].id for duty in duties if duty.activities)
    assert main.total() >= 0.95 * len(duties)
    assert max(main.values()) <= 0.08 * len(duties)
    assert sum(number == 1 for number in main.values()) <= 0.25 * len(main)
    assert main.total() / len(main) >= 2.9


def test_an_activity_is_that_of_several_roles_and_departments(library: Library, duties: list[Duty]) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for duty in duties:
        if duty.activities:
            owners[duty.activities[0].id].update(owner.id for owner in library.owners(duty.id))
    assert sum(map(len, owners.values())) / len(owners) >= 2.9


def test_two_readings_of_what_duties_are_about_agree(duties: list[Duty]) -> None:
    first, second = (
        {id_: read.split()[0] for id_, read in rows(f"{name}-reading.tsv")} for name in ("first", "second")
    )
    reconciled = {duty.id: duty.activities[0].id for duty in duties if duty.activities}
    assert agreement(first, second) >= 0.93
    assert agreement(second, reconciled) >= 0.93


def test_what_is_proposed_without_the_layer_agrees_with_it_in_part(library: Library, duties: list[Duty]) -> None:
    """It groups within themes; all duties of a theme together would agree by 0.39."""
    without = {
        id_: replace(one, activities=()) if isinstance(one, Duty) else one for id_, one in library.clauses.items()
    }
    proposed = {
        duty.id: one.id for one in proposed_activities(replace(library, clauses=without)) for duty in one.duties
    }
    assert agreement(proposed, {duty.id: duty.activities[0].id for duty in duties}) >= 0.55


def test_parts_are_read_as_a_person_reads_them(library: Library) -> None:
    labelled = [row for row in rows("parts.tsv") if row[0] in library.clauses]
    read = [part_said(library.clauses[duty].text, library.activities[activity].title) for duty, activity, _ in labelled]
    right = sum(said == part for said, (_, _, part) in zip(read, labelled, strict=True))
    assert len(labelled) >= 120
    assert right >= 0.95 * len(labelled)
    assert all(part == "approve" for said, (_, _, part) in zip(read, labelled, strict=True) if said == "approve")


def test_a_name_of_an_activity_is_short(library: Library) -> None:
    assert all(len(activity.title) <= 12 for activity in library.activities.values())
    assert len(library.activities) == len({activity.title for activity in library.activities.values()})
