"""`check` and `coverage`: what is wrong with the library, and what became of every line."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from rolebook.checked import load_checked
from rolebook.cli.terminal import DONE, FAULTS, Commands, complain, line_reader, readable_library, say, show
from rolebook.findings.finding import Severity, in_order
from rolebook.findings.problem import Misuse
from rolebook.loading.load import Loaded
from rolebook.manual import MANUAL
from rolebook.model import coverage as lines
from rolebook.reporting import annotations, report
from rolebook.reporting.sarif import as_sarif
from rolebook.words.text import visible


def register(commands: Commands) -> None:
    """Add the arguments of this module's commands."""
    checking = commands["check"]
    checking.add_argument("paths", nargs="*", metavar="PATH", help="只列出这些文件或文件夹中的问题")
    checking.add_argument("--format", choices=tuple(_FORMATS), default="text", help="输出格式")
    checking.add_argument("--strict", action="store_true", help="有警告也视为未通过")
    checking.set_defaults(run=check)
    covering = commands["coverage"]
    covering.add_argument("--format", choices=("text", "json"), default="text", help="输出格式")
    covering.set_defaults(run=coverage)


def check(options: argparse.Namespace) -> int:
    """Findings of the whole library, or of some paths."""
    loaded = load_checked(options.root)
    if loaded.library:
        from rolebook.sheets.proof import template_faults

        faults = template_faults(loaded.library, options.root)
        loaded = replace(loaded, findings=in_order((*loaded.findings, *faults)))
    if options.paths:
        places = [_inside(options.root, path) for path in options.paths]
        inside = (f for f in loaded.findings if any(f.at.file == p or f.at.file.startswith(p + "/") for p in places))
        loaded = replace(loaded, findings=tuple(inside))
    say(_FORMATS[options.format](options, loaded))
    failing = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    return FAULTS if any(finding.severity in failing for finding in loaded.findings) else DONE


_Format: TypeAlias = Callable[[argparse.Namespace, Loaded], str]
"""(the options, what was loaded with the findings to show) → what is printed."""


def _text(options: argparse.Namespace, loaded: Loaded) -> str:
    return show(options, loaded.findings, stream=sys.stdout, withheld=loaded.withheld)


def _json(options: argparse.Namespace, loaded: Loaded) -> str:
    return report.as_json(loaded, options.lang)


def _sarif(options: argparse.Namespace, loaded: Loaded) -> str:
    return as_sarif(loaded, MANUAL, line_reader(options.root), options.lang)


def _github(options: argparse.Namespace, loaded: Loaded) -> str:
    """Workflow commands; the whole list goes to the step's summary where GitHub has one."""
    summarised = False
    if place := os.environ.get("GITHUB_STEP_SUMMARY"):
        try:
            with Path(place).open("a", encoding="utf-8", newline="\n") as file:
                room = annotations.SUMMARY_BYTES - file.tell()
                file.write(annotations.step_summary(loaded, options.lang, room))
            summarised = True
        except OSError as problem:
            complain(f"GITHUB_STEP_SUMMARY: {problem.strerror}")
    return annotations.commands(loaded, options.lang, summarised=summarised)


_FORMATS: Mapping[str, _Format] = {"text": _text, "json": _json, "github": _github, "sarif": _sarif}


def _inside(root: Path, path: str) -> str:
    """A path as findings name it: relative to the root, with `/`."""
    full = Path(path) if Path(path).is_absolute() else Path.cwd() / path
    for candidate in (full, root / path):
        if candidate.exists():
            resolved = candidate.resolve()
            if resolved.is_relative_to(root):
                return resolved.relative_to(root).as_posix()
    raise Misuse(f"找不到 {visible(path)}。", f"No such file: {visible(path)}")


def coverage(options: argparse.Namespace) -> int:
    """The status of every line; exit 1 while any is uncovered."""
    library = readable_library(options.root)
    result = lines.report(library)
    if options.format == "json":
        say(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        say(report.coverage_text(result, library.sources, options.lang))
    return FAULTS if result["uncovered"] else DONE
