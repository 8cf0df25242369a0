"""The page 统计: how often sentences and activities are used again, which parts there are, coverage, departments."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rolebook.model import labels
from rolebook.model.coverage import coverage
from rolebook.model.entries import Duty
from rolebook.model.involvement import Involvement
from rolebook.model.library import Library

_SPREAD = ((1, 1), (2, 2), (3, 4), (5, 9), (10, None))
"""In how many places something is used, as ranges; the last has no end."""
_MOST = 100
"""So many departments have a bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a chart: its name, its number, and its length in percent of the longest."""

    name: str
    number: int
    length: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A table of numbers with a bar each; `note` says in a sentence what it shows."""

    key: str
    title: str
    unit: str
    note: str
    bars: tuple[Bar, ...]


def statistics_view(library: Library, involvement: Involvement) -> dict[str, Any]:
    """The charts that have anything to show."""
    duties = [one for one in library.clauses.values() if isinstance(one, Duty) and library.in_use(one)]
    places = [len(library.owners(one.id)) for one in duties]
    charts = [
        _chart("sentences", "一句职责用在几处", "条", _sentences_note(places), _spread(places)),
        *(_of_activities(involvement, len(duties)) if library.activities else ()),
        _coverage(library),
        *_of_departments(library, involvement),
    ]
    shown = [one for one in charts if one.bars]
    return {"charts": shown, "sections": [(one.key, one.title) for one in shown]}


def _sentences_note(places: Sequence[int]) -> str:
    used = [number for number in places if number]
    return f"{len(used)} 条职责，平均每条用在 {_mean(used)} 处（岗位和部门）。"


def _of_activities(involvement: Involvement, duties: int) -> list[Chart]:
    """What the layer of activities adds: one activity is used where its sentences are."""
    doing: Counter[str] = Counter()
    parts: Counter[str] = Counter()
    for owner in involvement.owners:
        for id_, deed in involvement.of(owner).items():
            doing[id_] += 1
            parts.update(deed.parts)
    places = list(doing.values())
    note = f"{duties} 条职责归入 {len(doing)} 项工作事项，平均每项用在 {_mean(places)} 处。"
    named = {f"{labels.PART_MARKS[code]} {name}": parts[code] for code, name in labels.PARTS.items()}
    total = sum(parts.values())
    return [
        _chart("activities", "一项工作事项用在几处", "项", note, _spread(places)),
        _chart("parts", "参与方式", "处", f"岗位和部门参与工作事项共 {total} 处。", named),
    ]


def _coverage(library: Library) -> Chart:
    tones = Counter(labels.tone(line.status) for line in coverage(library).values())
    named = {label: tones[tone] for tone, label in labels.LINE_TONE.items()}
    return _chart("coverage", "原文的去向", "行", f"原文共 {sum(named.values())} 行（空行不计）。", named)


def _of_departments(library: Library, involvement: Involvement) -> list[Chart]:
    """What departments have; where they are very many, those of most roles."""
    departments, note = [*library.departments.values()], ""
    if len(departments) > _MOST:
        departments = sorted(departments, key=lambda one: -len(library.roles_of(one.id)))[:_MOST]
        note = f"共 {len(library.departments)} 个部门，这里是岗位最多的 {_MOST} 个。"
    roles = {one.title: len(library.roles_of(one.id)) for one in departments}
    duties = {one.title: len({id_ for owner in involvement.within(one) for id_ in owner.duties}) for one in departments}
    activities = {
        one.title: len({id_ for owner in involvement.within(one) for id_ in involvement.of(owner)})
        for one in departments
    }
    return [
        _chart("roles", "各部门的岗位", "个", note, roles),
        _chart("duties", "各部门的职责", "条", f"部门自己的和各岗位的，相同的算一条。{note}", duties),
        _chart(
            "department-activities", "各部门的工作事项", "项", f"部门自己的和各岗位的，相同的算一项。{note}", activities
        ),
    ]


def _spread(places: Iterable[int]) -> Mapping[str, int]:
    """How many are used in how many places."""
    found = list(places)
    names = {
        (first, last): f"{first} 处" if first == last else f"{first}–{last} 处" if last else f"{first} 处以上"
        for first, last in _SPREAD
    }
    return {name: sum(first <= number <= (last or number) for number in found) for (first, last), name in names.items()}


def _mean(numbers: Sequence[int]) -> str:
    return f"{sum(numbers) / len(numbers):.2f}" if numbers else "0"


def _chart(key: str, title: str, unit: str, note: str, numbers: Mapping[str, int]) -> Chart:
    most = max(numbers.values(), default=0)
    bars = tuple(Bar(name, number, round(100 * number / most, 1)) for name, number in numbers.items()) if most else ()
    return Chart(key, title, unit, note, bars)
