"""What the commands share: exit codes, all printing and asking, findings as text."""

import argparse
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TextIO, TypeAlias, TypeVar

from rolebook.cli import streams
from rolebook.cli.arguments import MISUSE, Parser
from rolebook.findings.finding import Finding, has_errors
from rolebook.findings.problem import Misuse, Problem
from rolebook.findings.rule_names import RuleName
from rolebook.ordinary_files import MAX_LINES, MAX_TEXT, read_file
from rolebook.reporting import report
from rolebook.words.program import PROGRAM
from rolebook.words.text import cells, visible
from rolebook.words.wording import Wording

Commands: TypeAlias = Mapping[str, Parser]
"""The parsers of a module's commands by name, which it adds its arguments to."""

Item = TypeVar("Item")

_MANY = 2_000
"""Files, of which reading takes seconds."""
DONE, FAULTS = 0, 1


def say(text: str) -> None:
    """A result, to standard output."""
    streams.put(f"{text}\n")


def say_to(options: argparse.Namespace, zh: str, en: str) -> None:
    """A result in the language that was asked for."""
    say(Wording(zh, en).in_language(options.lang))


def say_json(value: object) -> None:
    """A result as JSON, to standard output, piece by piece: that of a large library is never held whole."""
    pieces = json.JSONEncoder(ensure_ascii=False, indent=1).iterencode(value)
    while some := "".join(islice(pieces, 10_000)):
        streams.put(some)
    streams.put("\n")


def complain(text: str) -> None:
    """A remark, to standard error."""
    streams.remark(f"{text}\n")


def complain_to(options: argparse.Namespace, zh: str, en: str) -> None:
    """A remark in the language that was asked for."""
    complain(Wording(zh, en).in_language(options.lang))


def counted(items: Iterable[Item], total: int, label: str) -> Iterator[Item]:
    """The items as they are made, with a bar on standard error; without one where that is no terminal."""
    shown = sys.stderr.isatty()
    for number, item in enumerate(items, 1):
        if shown and number * 100 // total != (number - 1) * 100 // total:
            bar = "#" * (number * 30 // total)
            streams.remark(f"\r{label} [{bar:.<30}] {number}/{total}")
        yield item
    if shown:
        streams.remark(f"\r{' ' * (cells(label) + 50)}\r")


@contextmanager
def stage(label: str) -> Iterator[None]:
    """Says on standard error what is done meanwhile, where that is a terminal."""
    shown = sys.stderr.isatty()
    if shown:
        streams.remark(f"\r{label} …")
    try:
        yield
    finally:
        if shown:
            streams.remark(f"\r{' ' * (cells(label) + 2)}\r")


def reading(paths: Sequence[Path]) -> Iterable[Path]:
    """The paths of the files that are read, with a bar where there are so many that it takes long."""
    return counted(paths, len(paths), "content") if len(paths) >= _MANY else paths


def ask(question: str) -> str:
    """What somebody answers to a question on a terminal. Raises KeyboardInterrupt where there is no answer."""
    streams.remark(question)
    answer = sys.stdin.readline()
    if not answer:
        raise KeyboardInterrupt
    return answer.rstrip("\n")


def is_asked() -> bool:
    """Whether somebody sits at a terminal who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def answer_to(options: argparse.Namespace, zh: str, en: str) -> str:
    """What somebody answers to a question in the language that was asked for, without white space around it."""
    return ask(Wording(zh, en).in_language(options.lang)).strip()


def has_colours(stream: TextIO) -> bool:
    """Whether a stream is a terminal that shows colours, and nobody has asked for none (https://no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not stream.isatty():
        return False
    if sys.platform == "win32":
        from colorama import just_fix_windows_console

        just_fix_windows_console()
    return True


def line_reader(root: Path) -> report.ReadLine:
    """What reads single lines of the files that findings name; each file is read once."""

    @cache
    def lines(file: str) -> tuple[str, ...]:
        data = read_file(root / file, file, MAX_TEXT)
        # A Word file has no lines to show, nor has what nobody reads for having too many.
        if isinstance(data, Finding) or b"\0" in data or data.count(b"\n") + data.count(b"\r") > 2 * MAX_LINES:
            return ()
        text = data.decode("utf-8-sig", "replace")
        return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))

    return lambda file, line: lines(file)[line - 1] if 0 < line <= len(lines(file)) else None


def show(
    options: argparse.Namespace,
    findings: Sequence[Finding],
    *,
    quoting: bool = True,
    stream: TextIO | None = None,
    withheld: Sequence[RuleName] = (),
) -> str:
    """Findings as text for `stream` (standard error), each with its line unless that would be of no help."""
    read_line = line_reader(options.root) if quoting else lambda _file, _line: None
    paint = report.coloured if has_colours(stream or sys.stderr) else report.plain
    return as_called(options, report.as_text(findings, read_line, options.lang, paint, withheld))


_COMMAND = re.compile(rf"(?<![\w./-]){re.escape(PROGRAM)} (?=[a-z])")


def as_called(options: argparse.Namespace, text: str) -> str:
    """A text whose commands name the handbook with `--root` where this call does: they work as they stand there."""
    program = options.handbook if getattr(options, "names_root", False) else PROGRAM
    return _COMMAND.sub(lambda _: f"{program} ", text)


def tell(options: argparse.Namespace, findings: Sequence[Finding], *, quoting: bool) -> None:
    """Show what stopped a command, in the form that it was asked for where it shows findings itself, else as text."""
    if getattr(options, "format", "text") != "text" and hasattr(options, "in_format"):
        with suppress(Exception):  # what makes that form may be what failed
            say(options.in_format(options, findings))
            return
    complain(show(options, findings, quoting=quoting))


def stopped(options: argparse.Namespace, problem: Problem) -> int:
    """Show why a command could not go on, and give its exit code."""
    if problem.findings:
        if isinstance(problem, streams.OutputRefused):
            complain(show(options, problem.findings, quoting=problem.quoted))
        else:
            tell(options, problem.findings, quoting=problem.quoted)
    if problem.said:
        complain(as_called(options, visible(problem.said.in_language(options.lang))))
    return MISUSE if isinstance(problem, Misuse) else FAULTS


def outcome(options: argparse.Namespace, findings: Sequence[Finding], *, quoting: bool = True) -> int:
    """Show what a command found and give its exit code."""
    if findings:
        complain(show(options, findings, quoting=quoting))
    return FAULTS if has_errors(findings) else DONE
