"""What the commands share: the exit codes, the only two places that print, findings as shown, the sound library."""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias, TypeVar

from rolebook import checks, report
from rolebook.content_files import read_bytes
from rolebook.findings import Finding, Severity, Wording, has_errors, in_order
from rolebook.library import Library, Loaded, load

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001  # it has no public name
"""What a module registers its commands with."""

Item = TypeVar("Item")

DONE, FAULTS, MISUSE = 0, 1, 2


class Misuse(Exception):
    """Wrong use of the command line, said in both languages; exit code 2."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.wording = Wording(zh, en)


def say(text: str) -> None:
    """A result, to standard output."""
    print(text)


def complain(text: str) -> None:
    """A remark, to standard error."""
    print(text, file=sys.stderr)


def counted(items: Iterable[Item], total: int, label: str) -> Iterator[Item]:
    """The items as they are made, with a bar on standard error; without one where that is no terminal."""
    shown = sys.stderr.isatty()
    for number, item in enumerate(items, 1):
        if shown:
            bar = "#" * (number * 30 // total)
            print(f"\r{label} [{bar:.<30}] {number}/{total}", end="", file=sys.stderr, flush=True)
        yield item
    if shown:
        print(f"\r{' ' * (len(label) * 2 + 50)}\r", end="", file=sys.stderr, flush=True)


def all_findings(root: Path) -> tuple[Loaded, tuple[Finding, ...]]:
    """What loading and every rule of `check` have to say, in order."""
    loaded = load(root)
    found = checks.check(loaded.library) if loaded.library else ()
    return loaded, in_order((*loaded.findings, *found))


def show(options: argparse.Namespace, findings: Sequence[Finding], *, quoting: bool = True) -> str:
    """Findings as text, each with its line; without the lines where they would be of no help (`quoting`)."""

    def read_line(file: str, line: int) -> str | None:
        if not quoting:
            return None
        data = read_bytes(options.root / file, file)
        if isinstance(data, Finding) or b"\0" in data:  # a Word file has no lines to show
            return None
        lines = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
        return lines[line - 1] if 0 < line <= len(lines) else None

    return report.as_text(findings, read_line, options.lang)


def sound_library(options: argparse.Namespace) -> Library | None:
    """The library, or None after showing the errors that forbid building on it."""
    loaded, findings = all_findings(options.root)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors or loaded.library is None:
        complain(show(options, errors))
        return None
    return loaded.library


def outcome(options: argparse.Namespace, findings: Sequence[Finding], *, quoting: bool = True) -> int:
    """Show what a command found and give its exit code."""
    if findings:
        complain(show(options, findings, quoting=quoting))
    return FAULTS if has_errors(findings) else DONE
