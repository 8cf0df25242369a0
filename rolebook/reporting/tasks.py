"""What waits for a person (`rolebook.todo`) as text for people and as JSON for programs. Pure."""

from collections.abc import Callable
from typing import Any

from rolebook.todo import GROUPS, Task, Todo
from rolebook.words.text import visible, visible_lines
from rolebook.words.wording import Wording

NOTHING = Wording("都处理好了，目前没有待办的事。", "All is done: nothing waits for anybody.")
_SETTLE = Wording("办法：", "to settle it: ")


def as_text(todo: Todo, lang: str) -> str:
    """The groups with their numbers, each task with its place, why it waits, and what settles it."""
    if not todo.tasks:
        return NOTHING.in_language(lang)
    blocks = []
    for group, tasks in todo.groups.items():
        zh, en = GROUPS[group]
        heading = Wording(f"{zh}（{len(tasks)}）", f"{en} ({len(tasks)})").in_language(lang)
        blocks.append("\n\n".join([heading, *(_block(task, lang) for task in tasks)]))
    number = len(todo.tasks)
    return "\n\n".join([*blocks, Wording(f"共 {number} 项待办。", f"{number} tasks.").in_language(lang)])


def _block(task: Task, lang: str) -> str:
    place = f"{visible(task.at.file)}:{task.at.line}:{task.at.column}"
    settle = visible_lines(task.settle.in_language(lang)).replace("\n", "\n    ")
    return (
        f"{place}: {visible(task.name)}\n    {visible(task.why.in_language(lang))}\n"
        f"    {_SETTLE.in_language(lang)}{settle}"
    )


def as_data(todo: Todo, lang: str, page_of: Callable[[Task], str]) -> dict[str, Any]:
    """The contract's JSON shape of `check --todo`; `page_of` gives the page of the site that a task is about."""
    return {
        "groups": [
            {
                "group": group,
                "title": GROUPS[group].in_language(lang),
                "items": [
                    {
                        "id": task.entry,
                        "name": visible(task.name),
                        "file": visible(task.at.file),
                        "line": task.at.line,
                        "column": task.at.column,
                        "page": page_of(task),
                        "rule": task.rule,
                        "why": visible(task.why.in_language(lang)),
                        "settle": visible_lines(task.settle.in_language(lang)),
                    }
                    for task in tasks
                ],
            }
            for group, tasks in todo.groups.items()
        ],
        "total": len(todo.tasks),
    }
