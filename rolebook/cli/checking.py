"""`check`: what is wrong with the library. It imports little: where nothing has changed, it only tells it again."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from rolebook.cache import keeping
from rolebook.cli.days import add_as_of, insist_on_a_day
from rolebook.cli.terminal import (
    DONE,
    FAULTS,
    Commands,
    as_called,
    complain,
    line_reader,
    reading,
    say,
    say_json,
    show,
)
from rolebook.findings.finding import Finding, Position, Severity
from rolebook.findings.problem import Misuse
from rolebook.findings.told import Told
from rolebook.reporting import report
from rolebook.site.last_check import findings_of
from rolebook.words.text import visible


def register(commands: Commands) -> None:
    """Add the arguments of this module's commands."""
    checking = commands["check"]
    checking.takes(
        "paths PATH", "只列出这些文件或文件夹中的问题", "only what is found in these files or folders", nargs="*"
    )
    checking.takes(
        "--format",
        "输出格式（默认：text）；github 和 sarif 供代码托管网站使用",
        "form of the output (default: text); github and sarif are for forges",
        choices=tuple(_FORMATS),
        default="text",
    )
    add_as_of(checking)
    checking.flag(
        "--fix",
        "先把确定的问题改好（不询问），显示改动，再列出其余的",
        "first make every certain mend (without asking), show it, then list the rest",
    )
    checking.flag(
        "--todo",
        "只列出等待人来处理的事：存疑、推定、草稿等",
        "only what waits for a person: doubts, inferences, drafts and the like",
    )
    checking.flag("--strict", "有警告也视为未通过", "fail on warnings too")
    checking.set_defaults(run=check, in_format=in_format)


def check(options: argparse.Namespace) -> int:
    """Findings of the whole library, or of some paths."""
    if options.todo and (options.strict or options.format not in {"text", "json"}):
        raise Misuse(
            "--todo 只有 text 和 json 两种格式，不能与 --strict 一起用。",
            "--todo has the formats text and json only, and does not go with --strict.",
        )
    if options.fix and (options.todo or options.format not in {"text", "json"}):
        raise Misuse(
            "--fix 只有 text 和 json 两种格式，不能与 --todo 一起用。",
            "--fix has the formats text and json only, and does not go with --todo.",
        )
    insist_on_a_day(options.as_of)
    inside = _chooser(options)
    if options.todo:
        return _todo(options, inside)
    show_mended = None
    if options.fix:
        from rolebook.cli.mending import mend

        show_mended = mend(options, inside)
        if show_mended is None:
            return FAULTS
    with keeping(options.root):
        told = findings_of(options.root, reading, options.as_of or "")
    told = replace(told, findings=tuple(one for one in told.findings if inside(one.at)))
    say((show_mended or _FORMATS[options.format])(options, told))
    failing = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    return FAULTS if any(finding.severity in failing for finding in told.findings) else DONE


def _chooser(options: argparse.Namespace) -> Callable[[Position], bool]:
    """Whether a position lies in the paths that are asked for; any does where none are."""
    places = [_inside(options.root, path) for path in options.paths]
    return lambda at: not places or any(at.file == place or at.file.startswith(f"{place}/") for place in places)


def _todo(options: argparse.Namespace, inside: Callable[[Position], bool]) -> int:
    """What waits for a person. Raises Problem with the errors, which come first."""
    from rolebook.checked import sound
    from rolebook.reporting import tasks
    from rolebook.site.proof import load_proved
    from rolebook.site.todo_page import page_of
    from rolebook.todo import Todo, todo

    with keeping(options.root):
        loaded = load_proved(options.root, reading, options.as_of or "")
    library = sound(loaded)
    waiting = Todo(tuple(task for task in todo(library, loaded.findings).tasks if inside(task.at)))
    if options.format == "json":
        say_json(tasks.as_data(waiting, options.lang, lambda task: page_of(library, task)))
    else:
        say(as_called(options, tasks.as_text(waiting, options.lang)))
    return DONE


_Format: TypeAlias = Callable[[argparse.Namespace, Told], str]
"""(the options, what is to be shown) → what is printed."""


def _github(options: argparse.Namespace, told: Told) -> str:
    """Workflow commands; the whole list goes to the step's summary where GitHub has one."""
    from rolebook.reporting import annotations

    summarised = False
    if place := os.environ.get("GITHUB_STEP_SUMMARY"):
        try:
            with Path(place).open("a", encoding="utf-8", newline="\n") as file:
                room = annotations.SUMMARY_BYTES - file.tell()
                file.write(annotations.step_summary(told, options.lang, room))
            summarised = True
        except OSError as problem:
            complain(f"GITHUB_STEP_SUMMARY: {problem.strerror}")
    return annotations.commands(told, options.lang, summarised=summarised)


def _sarif(options: argparse.Namespace, told: Told) -> str:
    from rolebook.manual import MANUAL
    from rolebook.reporting.sarif import as_sarif

    return as_sarif(told, MANUAL, line_reader(options.root), options.lang)


_FORMATS: Mapping[str, _Format] = {
    "text": lambda options, told: show(options, told.findings, stream=sys.stdout, withheld=told.withheld),
    "json": lambda options, told: report.as_json(told, options.lang),
    "github": _github,
    "sarif": _sarif,
}


def in_format(options: argparse.Namespace, findings: Sequence[Finding]) -> str:
    """Findings that stopped the command, in the form that was asked for."""
    return _FORMATS[options.format](options, Told(tuple(findings), 0))


def _inside(root: Path, path: str) -> str:
    """A path as findings name it: relative to the root, with `/`."""
    full = Path(path) if Path(path).is_absolute() else Path.cwd() / path
    for candidate in (full, root / path):
        if candidate.exists():
            resolved = candidate.resolve()
            if resolved.is_relative_to(root):
                return resolved.relative_to(root).as_posix()
    raise Misuse(f"找不到 {visible(path)}。", f"No such file: {visible(path)}")
