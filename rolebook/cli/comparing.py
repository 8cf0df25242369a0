"""`coverage`, `similar`, `schemas`, `stats`: what came of the sources, what is there already, and how much of it."""

import argparse
from pathlib import Path

from rolebook.cli.git import git
from rolebook.cli.libraries import readable_library
from rolebook.cli.terminal import DONE, FAULTS, Commands, outcome, say, say_json, say_to
from rolebook.editing import suggestions
from rolebook.findings.problem import Misuse
from rolebook.loading.schema import Schemas
from rolebook.model import coverage as lines
from rolebook.publishing.files import replace_files
from rolebook.publishing.recovery import editing_alone
from rolebook.reporting import nearest, same_activity, stats
from rolebook.reporting.lines_told import coverage_text
from rolebook.supplied import SCHEMAS, supplied
from rolebook.words.text import normal_form


def register(commands: Commands) -> None:
    """Add the arguments of this module's commands."""
    covering = commands["coverage"]
    covering.formats("text", "json")
    covering.set_defaults(run=coverage)
    finding = commands["similar"]
    finding.takes(
        "text TEXT", "要写的那句话；含有空格的放进引号", "the sentence to be written; in quotes where it has spaces"
    )
    finding.formats("text", "json")
    finding.set_defaults(run=similar)
    suggesting = commands["schemas"]
    suggesting.set_defaults(run=suggest)
    counting = commands["stats"]
    counting.formats("text", "json")
    counting.set_defaults(run=count)


def coverage(options: argparse.Namespace) -> int:
    """The status of every line; exit 1 while any is uncovered."""
    library = readable_library(options.root)
    result = lines.report(library)
    _say_either(options, result, coverage_text(result, library.sources, options.lang))
    return FAULTS if result["uncovered"] else DONE


def similar(options: argparse.Namespace) -> int:
    """The nearest clauses, with what differs and where they stand."""
    if not normal_form(options.text):
        raise Misuse("请写出要找的那句话。", "Give the sentence to look for.")
    library = readable_library(options.root)
    matches = nearest.nearest(library, options.text)
    if options.format == "json":
        report = nearest.report(library, options.text, matches)
        if library.activities:
            report["activities"] = same_activity.report(library, options.text, matches)
        say_json(report)
    else:
        for line in same_activity.advice(same_activity.activities_of(library, options.text, matches)):
            say_to(options, *line)
        say(nearest.as_text(library, matches, options.lang))
    return DONE


def suggest(options: argparse.Namespace) -> int:
    """What an editor offers where an id belongs, into .vscode/suggestions."""
    with editing_alone(options.root):
        library = readable_library(options.root)
        made = suggestions.suggestions(library, Schemas(supplied(SCHEMAS, options.root)))
        files: dict[Path, bytes | None] = {options.root / suggestions.FOLDER / name: data for name, data in made}
        findings = replace_files(files, options.root)
    if not findings:
        _hide_from_git(options.root)
        say_to(options, f"补全已更新：{suggestions.FOLDER}", f"written: {suggestions.FOLDER}")
    return outcome(options, findings)


def _hide_from_git(root: Path) -> None:
    """Let git keep the empty files that it has, so that nobody commits what is made anew on every machine.

    They cannot be left out and ignored: where a schema that the settings name is missing, the server checks nothing.
    Only what git has is named to it: it refuses the whole list for one file that it does not know.
    """
    if known := git(root, "ls-files", "-z", "--", suggestions.FOLDER):
        git(root, "update-index", "-z", "--skip-worktree", "--stdin", given=known.stdout)


def count(options: argparse.Namespace) -> int:
    """Figures about the whole library."""
    library = readable_library(options.root)
    figures = stats.report(library)
    _say_either(options, figures, stats.as_text(figures, library, options.lang))
    return DONE


def _say_either(options: argparse.Namespace, data: object, text: str) -> None:
    """A result as data or as text, whichever was asked for."""
    if options.format == "json":
        say_json(data)
    else:
        say(text)
