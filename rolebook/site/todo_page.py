"""The page 待办: what waits for a person, by kind of work, with the way to each place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rolebook.model.grouping import by_key
from rolebook.model.library import Library
from rolebook.model.source import Source
from rolebook.site.links import Links, path_of
from rolebook.site.paging import cuts
from rolebook.todo import GROUPS, Task, Todo

MOST_SHOWN = 200
"""Tasks of one kind of work on the page; `check --todo` lists them all."""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with the page that it is about, from the site's root; empty where there is none."""

    task: Task
    page: str


@dataclass(frozen=True, slots=True)
class AlikeTasks:
    """Tasks that wait for the same reason and are settled in one way, which is said once; the number of the first."""

    first: int
    rows: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """One kind of work: its anchor, its heading, how many tasks there are and are shown, and these."""

    key: str
    title: str
    number: int
    shown: int
    alike: tuple[AlikeTasks, ...]


def page_of(library: Library, task: Task) -> str:
    """The page of what a task is about, with the place on it; empty where the site has none."""
    thing = library.thing(task.entry) if task.entry else None
    if thing is None:
        return ""
    if isinstance(thing, Source) and (part := next((one for one in thing.parts if one.id == task.anchor), None)):
        return Links("", {thing.id: cuts(thing)}).part(thing, part)
    return path_of(thing) + (f"#{task.anchor}" if task.anchor else "")


def _alike(rows: Iterable[TaskRow]) -> Iterator[AlikeTasks]:
    first = 1
    for those in by_key(((row.task.why, row.task.settle), row) for row in rows).values():
        yield AlikeTasks(first, those)
        first += len(those)


def todo_view(library: Library, waiting: Todo) -> dict[str, Any]:
    """The kinds of work that have any task."""
    groups = [
        TaskGroup(
            key,
            GROUPS[key].zh,
            len(tasks),
            len(tasks[:MOST_SHOWN]),
            tuple(_alike(TaskRow(task, page_of(library, task)) for task in tasks[:MOST_SHOWN])),
        )
        for key, tasks in waiting.groups.items()
    ]
    return {
        "groups": groups,
        "total": len(waiting.tasks),
        "sections": [(group.key, f"{group.title}（{group.number}）") for group in groups],
    }
